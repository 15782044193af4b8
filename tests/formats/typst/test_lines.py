"""Every line of every finished PDF stands inside the type area; last lines have a word to them."""

import re

import pymupdf
import pytest

MM = 72 / 25.4
LEFT, RIGHT = 19 * MM, (148 - 19) * MM
FRONT = 4
"""Cover, half-title, title page and imprint have measures of their own."""
SHORTEST = 1.25 * 9.6
"""The indent of a paragraph: a last line as short leaves a hole between two of them."""


@pytest.fixture(params=["en", "ru", "kk"])
def lines(request, published):
    """The lines of an edition: page, letters that are no signs or spaces, font and size."""
    path = published / "downloads" / f"kazakhstan-migration-profile-{request.param}.pdf"
    return list(lines_of(path))


def lines_of(path, front=FRONT):
    with pymupdf.open(path) as book:
        for page in list(book)[front:]:
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    signs = [sign for span in line["spans"] for sign in span["chars"]]
                    letters = [sign for sign in signs if sign["c"].isalnum()]
                    if letters:
                        yield page.number + 1, letters, line["spans"][0]


def overfull(lines, right=RIGHT):
    """Lines whose letters pass the type area; signs may hang in the margin.

    A comma that hangs draws the letter before it along by their kerning, up to 0.6 pt.
    """
    return [
        (page, "".join(each["c"] for each in letters)[-30:])
        for page, letters, _ in lines
        if max(each["bbox"][2] for each in letters) > right + 0.8
        or min(each["bbox"][0] for each in letters) < LEFT - 0.8
    ]


def test_no_line_is_overfull(lines):
    assert len(lines) > 900
    assert overfull(lines) == []


def test_an_overfull_line_would_be_counted(lines):
    assert len(overfull(lines, RIGHT - 3 * MM)) > 300


def test_no_last_line_is_shorter_than_an_indent(lines):
    rows = {}
    for page, letters, span in lines:
        if "Literata" in span["font"] and 9 < span["size"] < 10:
            row = rows.setdefault((page, round(letters[0]["bbox"][1])), [])
            row += [letters[0]["bbox"][0], letters[-1]["bbox"][2]]
    assert len(rows) > 500
    short = [place for place, edges in rows.items() if max(edges) - min(edges) < SHORTEST]
    assert short == []


def test_numbers_are_found_whole_by_a_search(published):
    # Digits once carried a word joiner of the contents in their text.
    for path in sorted((published / "downloads").glob("*.pdf")):
        with pymupdf.open(path) as book:
            told = "\n".join(page.get_text() for page in book)
        assert "\u2060" not in told
        assert re.search(r"698[,\u00a0]919", told), path.name
