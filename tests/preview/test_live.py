"""The edition in the making: one message is made anew, a broken catalogue changes nothing."""

from multiprocessing import Pipe

import pytest
from sphinx import locale

from conftest import ROOT
from kzbook.book import Book
from kzbook.build import opened_sphinx
from kzbook.languages.catalogs import read_catalogue
from kzbook.preview import live, marks, review
from kzbook.preview.changes import Changes
from kzbook.preview.reports import Broken, Judged, Order


@pytest.fixture
def edition(small, tmp_path):
    """The small book in Russian as its preview keeps it, with the ends of its pipe."""
    locale.translators.clear()
    here, there = Pipe()
    out = tmp_path / "out"
    with opened_sphinx(Book.load(small), "ru", "html", out, set()) as app:
        app.setup_extension(marks.__name__)
        app.build(force_all=True)
        yield live._Live(app, out / "review"), here, there
    locale.translators.clear()


def save(edition, domain, english, russian):
    """Give a message its translation; tell the line of the catalogue that it has."""
    path = edition.book.locales / "ru" / "LC_MESSAGES" / f"{domain}.po"
    before, sign, after = path.read_text("utf-8").partition(f'msgid "{english}"\nmsgstr "')
    assert sign, english
    _old, _sign, rest = after.partition('"\n')
    path.write_text(f'{before}{sign}{russian}"\n{rest}', "utf-8")
    found = read_catalogue(path, edition.book.root)
    return next(each.line for each in found.entries if each.msgid == english)


def order(*domains):
    return Order(Changes(frozenset(domains)))


def page(edition, name):
    return (edition.app.outdir / f"{name}.html").read_text("utf-8")


def told(pipe, kind):
    found = []
    while pipe.poll(0):
        found.append(pipe.recv())
    return [each for each in found if isinstance(each, kind)][-1]


def test_a_saved_message_is_printed_judged_reviewed_and_a_broken_file_is_not(edition):
    edition, here, there = edition
    index = page(edition, "index")
    line = save(edition, "one", "Part two", "Часть вторая")
    edition.take(order("one"), there)
    assert edition.stale == ["one"]
    assert edition.renew() == "one"
    assert "Часть вторая" in page(edition, "one")
    assert f'data-message="locales/ru/LC_MESSAGES/one.po:{line}"' in page(edition, "one")
    # A heading stands in the contents of the others: they are written too.
    assert "index" in edition.unwritten
    assert page(edition, "index") == index
    review.write(edition.app, "one", edition.reviews)
    text = (edition.reviews / "one.html").read_text("utf-8")
    assert text.index("Part two</div>") < text.index("Часть вторая</div>")
    assert f'href="/-/review/catalogues/one.html#L{line}"' in text
    copied = (edition.reviews / "catalogues" / "one.html").read_text("utf-8")
    assert f'id="L{line}"' in copied

    line = save(edition, "one", "More.", "Ещё <script>alert(1)</script>")
    edition.take(order("one"), there)
    edition.renew()
    assert "alert" not in page(edition, "one")
    edition.judge_saved(there)
    assert any(
        (each.at.path, each.at.line, each.rule)
        == ("locales/ru/LC_MESSAGES/one.po", line, "message-html")
        for each in told(here, Judged).findings
    )
    review.write(edition.app, "one", edition.reviews)
    text = (edition.reviews / "one.html").read_text("utf-8")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text

    path = edition.book.locales / "ru" / "LC_MESSAGES" / "one.po"
    whole, before = path.read_text("utf-8"), page(edition, "one")
    path.write_text(whole[: whole.rindex('"')], "utf-8")
    edition.stale = []
    edition.take(order("one"), there)
    (fault,) = told(here, Broken).faults
    assert fault.at.line == whole.rstrip("\n").count("\n") + 1
    assert edition.stale == []
    assert page(edition, "one") == before
    path.write_text(whole, "utf-8")
    edition.take(order("one"), there)
    assert told(here, Broken).faults == ()


def test_words_of_many_pages_come_first_where_somebody_looks(edition):
    edition, _here, there = edition
    save(edition, "notes", "The text names *no* source.", "Текст *не* называет источника.")
    edition.take(Order(Changes(frozenset({"notes"})), ("one",)), there)
    assert edition.stale[0] == "one"
    assert set(edition.stale) == set(edition.app.env.found_docs)
    edition.renew()
    assert "называет источника" in page(edition, "one")


def test_nothing_of_the_preview_is_in_a_release(published):
    for path in [*published.rglob("*.html"), *published.rglob("*.js"), *published.rglob("*.css")]:
        text = path.read_text("utf-8")
        assert "data-message" not in text, path
        assert "kz-findings" not in text, path
        assert "/-/" not in text, path
    for path in (ROOT / "src" / "kzbook").rglob("*.py"):
        if path.parent.name != "preview" and path.parts[-2:] != ("cli", "publishing.py"):
            assert "kzbook.preview" not in path.read_text("utf-8"), path
