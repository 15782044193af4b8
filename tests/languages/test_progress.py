"""How far a translation is, by what an edition prints of it."""

import json

import polib
import pytest

from conftest import ROOT
from kzbook.book import Book
from kzbook.formats.html.status import status_page
from kzbook.languages.progress import progress, share, translators

PO = "locales/ru/LC_MESSAGES/one.po"


def change(root, **changes):
    path = root / PO
    catalogue = polib.pofile(str(path))
    for entry, (msgstr, *flags) in zip(catalogue, changes.values(), strict=False):
        entry.msgstr = msgstr
        entry.flags += flags
        entry.previous_msgid = "Before" if flags else None
    catalogue.save()
    return next(
        row for row in progress(Book.load(root)) if (row.language, row.domain) == ("ru", "one")
    )


def test_what_is_fuzzy_stale_or_refused_is_not_translated(small):
    row = change(small, a=("I. Один",), b=("{nope}`x`",), c=("Первое;", "fuzzy"))
    assert (row.translated, row.fuzzy, row.stale, row.refused) == (1, 1, 1, 1)
    assert row.messages == 14
    assert row.translated_words == 2


def test_the_status_is_told_as_json_and_as_lines(small, kzbook):
    change(small, a=("I. Один",), b=("{nope}`x`",))
    rows = json.loads(kzbook("catalogs", "status", "--format", "json", root=small).stdout)
    one = next(row for row in rows if (row["language"], row["domain"]) == ("ru", "one"))
    assert (one["translated"], one["refused"], one["words"] > one["translated_words"]) == (
        1,
        1,
        True,
    )
    lines = kzbook("catalogs", "status", root=small).stdout.splitlines()
    line = next(each for each in lines if each.split()[:2] == ["ru", "one"])
    assert line.split()[2] == "1/14"
    assert line.split()[-3:] == ["0", "0", "1"]


def test_almost_all_is_not_all(small):
    rows = [row for row in progress(Book.load(small)) if row.language == "ru"]
    assert 0 < share(rows) < 1
    assert share(row for row in progress(Book.load(ROOT)) if row.language == "kk") == 1


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("# A B <a@b.org>, 2021.\n# Айша Б. <x@y.kz>, 2024-2026\n#", ("A B", "Айша Б.")),
        ("# FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.\n#", ()),
        ("# Machine-assisted translation.\n#", ()),
    ],
)
def test_translators_are_named_without_their_addresses(head, names):
    text = head + '\nmsgid ""\nmsgstr ""\n'
    assert translators(text) == names
    assert translators(text, "C D <c@d.org>") == (*names, "C D")
    assert translators(text, "FULL NAME <EMAIL@ADDRESS>") == names


def test_the_page_of_the_state_names_people_and_counts(small):
    path = small / PO
    path.write_text("# Айша Б. <x@y.kz>, 2026.\n" + path.read_text("utf-8"), "utf-8")
    change(small, a=("I. Один",), b=("{nope}`x`",))
    book = Book.load(small)
    page = status_page(book, progress(book))
    assert "Translated by Айша Б.." in page or "Translated by Айша Б." in page
    assert "x@y.kz" not in page
    assert "<td>1 of 14</td>" in page
    assert 'lang="ru">Русский' in page


def test_the_release_has_the_page(published):
    page = (published / "status.html").read_text("utf-8")
    assert page.count('scope="row">All') == 2
    assert "No native speaker has reviewed this catalogue yet." in page
    assert page.count("100&#160;%") == 2


def test_an_edition_under_the_threshold_is_not_published(small, kzbook):
    project = small / "pyproject.toml"
    text = project.read_text("utf-8")
    project.write_text(f"{text}\ntranslated-at-least = 90\n", "utf-8")
    done = kzbook("publish", root=small)
    assert done.returncode == 1
    assert "ru: " in done.stdout
    assert "the book asks for 90 %" in done.stdout
    assert "[edition-threshold]" in done.stdout
    assert not (small / "dist").exists()
