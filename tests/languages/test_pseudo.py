"""The pseudo-locale: it marks all that a catalogue reaches, and the profile has nothing else."""

import pymupdf
import pytest
from lxml import html

from conftest import copy_of_profile, run_kzbook
from kzbook.book import Book
from kzbook.formats.unreachable import unmarked_texts, unreachable
from kzbook.languages.pseudo import pseudo, unmarked
from kzbook.manuscript import Manuscript

FORMS = {"html": "html", "pdf": "typst/book.pdf", "epub": "epub/book.epub"}


def test_every_word_is_marked_and_stays_readable():
    assert pseudo("Migration Profile: 2019") == "Míğřáťíóñ Přófíľé: 2019"
    assert unmarked(pseudo("The quick brown fox jumps over the lazy dog")) == []
    assert unmarked("Ťĥé Profile óf km²") == ["Profile", "km"]


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The profile in the pseudo-locale, in all three forms, and what the command said."""
    root = tmp_path_factory.mktemp("pseudo")
    copy_of_profile(root)
    done = run_kzbook("build", *(f"pseudo-{form}" for form in FORMS), root=root)
    return root, done


def test_no_word_of_the_profile_is_beyond_the_catalogues(marked):
    root, done = marked
    assert "word-unreachable" not in done.stdout
    assert done.returncode == 0, done.stdout + done.stderr
    page = html.parse(root / "build/pseudo/html/skilled-migration.html")
    assert "Šķíľľéď" in page.find(".//h1").text_content()
    with pymupdf.open(root / "build/pseudo/typst/book.pdf") as book:
        assert len(book) > 40
        assert "Míğřáťíóñ" in book[0].get_text()


@pytest.mark.parametrize("form", ["html", "epub"])
def test_a_word_of_a_template_is_found(marked, form, tmp_path):
    root, _ = marked
    path = root / "build/pseudo" / FORMS[form]
    if form == "html":
        changed = tmp_path / "html"
        changed.mkdir()
        text = (path / "about.html").read_text("utf-8")
        (changed / "about.html").write_text(text.replace("</h1>", " Chapter</h1>", 1), "utf-8")
    else:
        changed = tmp_path / "book.epub"
        _spoil(path, changed)
    found = list(unreachable(Book.load(root), {form: changed}, Manuscript(language="kk")))
    assert [each.rule for each in found] == ["word-unreachable"]
    assert "Chapter" in found[0].message


def _spoil(path, changed):
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("about.xhtml"):
                data = data.replace(b"</h1>", b" Chapter</h1>", 1)
            new.writestr(name, data)


def test_a_word_of_the_pdf_alone_is_found(marked, tmp_path):
    root, _ = marked
    changed = tmp_path / "book.pdf"
    with pymupdf.open(root / "build/pseudo/typst/book.pdf") as book:
        book[9].insert_text((60, 60), "Continued")
        book.save(changed)
    # Without a manuscript nothing accounts for addresses; the profile's own are not asked here.
    found = list(unreachable(Book.load(root), {"pdf": changed}, Manuscript(language="kk")))
    assert any(each.at.line == 10 and "Continued" in each.message for each in found)


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>Ťĥé page</p>", ["Ťĥé page"]),
        ('<p><img alt="A map"></p>', ["A map"]),
        ('<button aria-label="Close"></button>', ["Close"]),
        ('<p lang="en" class="untranslated">Source</p>', ["Source"]),
        ('<p lang="en">A title</p>', []),
        ("<p><code>locales</code></p>", []),
        ('<p><a href="https://stat.gov.kz/">https://stat.gov.kz/</a></p>', []),
        ('<p><a href="https://stat.gov.kz/">Statistics</a></p>', ["Statistics"]),
    ],
)
def test_what_counts_as_a_word_for_readers(markup, found):
    page = html.fromstring(f'<html lang="kk"><body>{markup}</body></html>')
    assert list(unmarked_texts(page)) == found
