"""The declaration in [tool.kzbook], and what is said of a wrong one."""

import pytest

from kzbook.book import Book, Edition
from kzbook.errors import KzbookError

GOOD = '[tool.kzbook]\ntitle = "T"\nlanguages = ["en", "kk"]\nformats = ["html", "epub"]\ndate = "2021-02"\n'


def declare(folder, text):
    (folder / "pyproject.toml").write_text(text, "utf-8")
    return Book.load(folder)


def test_editions_are_languages_by_formats(tmp_path):
    book = declare(tmp_path, GOOD)
    assert [str(each) for each in book.editions()] == ["en-html", "en-epub", "kk-html", "kk-epub"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"en"', '"eng"', "Invalid enum value 'eng' - at `$.languages[0]` [book-declaration]"),
        ('"html"', '"htm"', "Invalid enum value 'htm' - at `$.formats[0]` [book-declaration]"),
        ("2021-02", "2021-13", "Expected `str` matching regex"),
        ('title = "T"\n', "", "missing required field `title` [book-declaration]"),
        ("title", 'colour = "red"\ntitle', "contains unknown field `colour` [book-declaration]"),
        ("[tool.kzbook]", "[tool.other]", "the table [tool.kzbook] is missing [book-missing]"),
        ('"T"', '"T', "[book-unreadable]"),
    ],
)
def test_a_wrong_declaration_reads_like_a_sentence(tmp_path, old, new, told):
    with pytest.raises(KzbookError) as caught:
        declare(tmp_path, GOOD.replace(old, new))
    assert told in str(caught.value)
    assert "pyproject.toml" in str(caught.value)


def test_no_book_is_an_error_with_a_hint(tmp_path):
    with pytest.raises(KzbookError, match="there is no book here") as caught:
        Book.load(tmp_path)
    assert "--root" in caught.value.hint


@pytest.mark.parametrize(
    ("date", "epoch"), [("2021", 1609459200), ("2021-02", 1612137600), ("2021-02-03", 1612310400)]
)
def test_the_epoch_is_the_books_own_date(tmp_path, monkeypatch, date, epoch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert declare(tmp_path, GOOD.replace("2021-02", date)).epoch() == epoch


def test_source_date_epoch_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert declare(tmp_path, GOOD).epoch() == 1700000000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(KzbookError, match="whole number of seconds"):
        declare(tmp_path, GOOD).epoch()


def test_a_file_is_named_after_the_book(tmp_path):
    book = declare(tmp_path, GOOD.replace('"T"', '"Migration Profile: X"'))
    assert book.filename(Edition("kk", "epub")) == "migration-profile-x-kk.epub"
    named = declare(tmp_path, GOOD + 'basename = "kz-profile"\n')
    assert named.filename(Edition("en", "pdf")) == "kz-profile-en.pdf"
