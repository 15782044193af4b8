"""What readers are told of a translation that is not finished, and where they can mend it."""

import re
import zipfile

import polib
import pymupdf
import pytest
from lxml import html

PO = "locales/ru/LC_MESSAGES/one.po"
REPOSITORY = "https://git.example.org/book"


@pytest.fixture
def half(small, kzbook):
    """A book of which one Russian passage is translated, and one is stale."""
    page = small / "docs/one.md"
    page.write_text(page.read_text("utf-8") + "\nLater.\n\n:::{translation-shares}\n:::\n", "utf-8")
    kzbook("catalogs", "update", root=small)
    path = small / PO
    catalogue = polib.pofile(str(path), wrapwidth=79)
    quotation, later = catalogue.find("A quotation."), catalogue.find("Later.")
    quotation.msgstr, later.msgstr = "Цитата.", "Позже."
    later.flags.append("fuzzy")
    catalogue.save()
    project = small / "pyproject.toml"
    project.write_text(f'{project.read_text("utf-8")}\nrepository-url = "{REPOSITORY}"\n', "utf-8")
    done = kzbook("build", "ru-html", "ru-pdf", "ru-epub", "en-html", root=small)
    assert done.returncode == 0, done.stdout + done.stderr
    return small


def paragraph(tree, words):
    return next(each for each in tree.iter("p", "{*}p") if words in "".join(each.itertext()))


def test_a_passage_in_english_says_so_to_eyes_and_voices(half):
    build = half / "build/ru"
    tree = html.fromstring((build / "html/one.html").read_bytes())
    stale, done = paragraph(tree, "Later."), paragraph(tree, "Цитата.")
    assert (stale.get("lang"), "untranslated" in stale.get("class")) == ("en", True)
    assert done.get("lang") is None
    assert ".untranslated" in (build / "html/_static/kzbook.css").read_text("utf-8")
    (epub,) = (build / "epub").glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        chapter = archive.read(next(each for each in archive.namelist() if "one" in each))
    assert re.search(rb'<p[^>]*class="[^"]*untranslated[^>]*>Later', chapter)
    with pymupdf.open(next((build / "typst").glob("*.pdf"))) as document:
        pages = [page.get_text("dict") for page in document]
    lines = [line for page in pages for block in page["blocks"] for line in block.get("lines", ())]
    signs = [span for line in lines for span in line["spans"] if span["text"].strip() == "EN"]
    assert signs
    assert {round(span["size"], 1) for span in signs} == {6.5}


def test_the_share_stands_on_the_page_and_where_the_book_asks_for_it(half):
    text = (half / "build/ru/html/one.html").read_text("utf-8")
    told = re.search(r'class="translated-share">Переведено: (\d+)\u00a0% этой страницы<', text)
    assert told
    assert 0 < int(told[1]) < 20
    assert re.search(r"слов:\s<span[^>]*>Русский", text)
    english = (half / "build/en/html/one.html").read_text("utf-8")
    assert "translated-share" not in english
    assert re.search(r"<span lang=\"kk\">Қазақ тілі</span> \d+%", english)


def test_a_link_leads_to_the_exact_line(half):
    tree = html.fromstring((half / "build/ru/html/one.html").read_bytes())
    links = {each.get("href") for each in tree.find_class("suggest")}
    lines = (half / PO).read_text("utf-8").splitlines()
    line = lines.index('msgid "A quotation."') + 1
    assert f"{REPOSITORY}/blob/HEAD/{PO}#L{line}" in links
    for each in links:
        assert lines[int(each.rpartition("#L")[2]) - 1].startswith("msgid ")
    assert 'class="suggest"' not in (half / "build/en/html/one.html").read_text("utf-8")
    (epub,) = (half / "build/ru/epub").glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        assert not any(b'"suggest"' in archive.read(each) for each in archive.namelist())


def test_without_an_address_there_is_no_link(published):
    for path in published.glob("*/*.html"):
        assert 'class="suggest"' not in path.read_text("utf-8")
