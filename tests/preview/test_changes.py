"""What a saved file means: a catalogue, the glossary, the whole book, or nothing."""

import pytest

from conftest import ROOT
from kzbook.book import Book
from kzbook.preview.changes import Changes, changes_of

ANEW = Changes(anew=True)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("locales/kk/LC_MESSAGES/notes.po", Changes(frozenset({"notes"}))),
        ("locales/kk/LC_MESSAGES/book.po", Changes(frozenset({"book"}), anew=True)),
        ("locales/kk/LC_MESSAGES/notes.po.swp", Changes()),
        ("locales/ru/LC_MESSAGES/notes.po", Changes()),
        ("locales/pot/notes.pot", Changes()),
        ("locales/glossary.csv", Changes(glossary=True)),
        ("locales/contexts.toml", ANEW),
        ("docs/facts.toml", ANEW),
        ("docs/main-actors.md", ANEW),
        ("references.bib", ANEW),
        ("pyproject.toml", ANEW),
        ("README.md", Changes()),
        ("build/preview/kk/html/index.html", Changes()),
    ],
)
def test_a_saved_file_means(name, meant):
    assert changes_of(Book.load(ROOT), "kk", [ROOT / name]) == meant


def test_saves_add_up():
    one = Changes(frozenset({"notes"}), glossary=True)
    assert one | Changes(frozenset({"one"})) | ANEW == Changes(
        frozenset({"notes", "one"}), glossary=True, anew=True
    )
    assert not Changes()
