"""links.json: written the same way whatever the order, refused with a sentence when it is broken."""

import pytest

from kzbook.book import Book
from kzbook.errors import KzbookError
from kzbook.ledger import Standing, kept, read_ledger, write_ledger


@pytest.fixture
def book(tmp_path):
    return Book(title="T", languages=("en",), formats=("html",), date="2021", root=tmp_path)


def test_what_is_written_is_read(book):
    ledger = {"https://b/": Standing("dead", "2021-02-01", status=404), "https://a/": Standing()}
    assert write_ledger(book, ledger)
    assert read_ledger(book) == ledger
    told = book.ledger.read_text("utf-8")
    assert told.index("https://a/") < told.index("https://b/")
    assert '"state": "never-checked"' in told
    assert not write_ledger(book, dict(reversed(ledger.items())))
    assert [each.name for each in book.root.iterdir()] == ["links.json"]


def test_nothing_is_known_without_a_file(book):
    assert read_ledger(book) == {}
    assert kept({}, ["https://a/"]) == {"https://a/": Standing()}


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< HEAD\n{}",
        "[]",
        '{"https://a/": {"state": "lively"}}',
        '{"https://a/": {"state": "alive", "asked": "yesterday"}}',
        '{"https://a/": {"condition": "alive"}}',
        b"\xff",
    ],
)
def test_a_broken_file_is_told(book, text):
    book.ledger.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(KzbookError, match=r"links\.json") as caught:
        read_ledger(book)
    assert caught.value.code == "ledger-unreadable"
