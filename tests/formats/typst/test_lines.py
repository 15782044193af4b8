"""Every line of every finished PDF stands inside the type area and on one grid, and is even."""

import re
import shutil
from itertools import groupby
from statistics import median

import pymupdf
import pytest
from plain_sphinx import SPEC, build, of_one_page
from rows import HEAD, MM, Row, Sign, rows_of

LEFT, RIGHT = 19 * MM, (148 - 19) * MM
FRONT = 4
"""Cover, half-title, title page and imprint have measures of their own."""
SHORTEST = 1.25 * 9.6
"""The indent of a paragraph: a last line as short leaves a hole between two of them."""


SIZE, LINE = 9.6, 13.44
"""Of the text and the distance of its lines, in points; notes are set in 8."""
NOTE = 8.0
LOOSE = {"en": 0.02, "ru": 0.07, "kk": 0.06}
"""The part of the full lines that may be loose. Without letters that give way it was 7, 14 and
21 in a hundred, and is 1, 6 and 4 now; Russian ties every one-letter word to the next."""
RIVERS = 4
"""In an edition; there were 8, 8 and 13, and are 1, 3 and 1."""


@pytest.fixture(params=["en", "ru", "kk"])
def language(request):
    return request.param


@pytest.fixture
def path(language, published):
    return published / "downloads" / f"kazakhstan-migration-profile-{language}.pdf"


@pytest.fixture
def lines(path):
    """The lines of an edition: page, letters that are no signs or spaces, font and size."""
    return list(lines_of(path))


@pytest.fixture
def text(path):
    """The rows of the author's running text, lists and all."""
    return authors(path)


def authors(path):
    return [row for row in rows_of(path, FRONT) if any(map(is_text, row.signs))]


def is_text(sign):
    return "Literata" in sign.face and abs(sign.size - SIZE) < 0.05


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


def test_no_address_parts_inside_its_scheme(path):
    with pymupdf.open(path) as book:
        told = [line.strip() for page in book for line in page.get_text().splitlines()]
    assert sum("://" in line for line in told) > 30
    assert [line for line in told if re.search(r"https?:?/?$|^:?//?www", line)] == []


def test_numbers_are_found_whole_by_a_search(published):
    # Digits once carried a word joiner of the contents in their text.
    for path in sorted((published / "downloads").glob("*.pdf")):
        with pymupdf.open(path) as book:
            told = "\n".join(page.get_text() for page in book)
        assert "\u2060" not in told
        assert re.search(r"698[,\u00a0]919", told), path.name


# The grid.


def off_grid(text, shift=0.0):
    """Rows whose baseline is not that of one of a page's lines; the first is three quarters of
    the size below the head of the type area."""
    first = HEAD + 0.75 * SIZE + shift
    return [
        (row.page, round(row.baseline, 2), row.text[:40])
        for row in text
        if abs((row.baseline - first + LINE / 2) % LINE - LINE / 2) > 0.2
    ]


def test_lines_stand_on_one_grid(text):
    assert len(text) > 450
    off = off_grid(text)
    assert len(off) <= 0.02 * len(text), off


def test_lines_off_the_grid_would_be_counted(text):
    assert len(off_grid(text, shift=LINE / 2)) > 0.9 * len(text)


PROSE = "The figures of each year show how many moved from the villages to the cities. " * 3
BETWEEN = {
    "headings that meet": "## Second\n\n### Third\n\n#### Fourth",
    "a long second heading": f"## {PROSE[:100]}",
    "a long third heading": f"### {PROSE[:120]}",
    "a fourth heading": "#### Fourth",
    "a quotation": '{attribution="Its source"}\n> Quoted words.\n>\n> In two paragraphs.',
    "lists": "- one\n- two\n\n  - inner\n\n1. three",
    "a table": "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
    "a table with a caption": ":::{list-table} A caption\n* - One\n  - Two\n:::",
    "a box": ":::{note}\nA note of a few words.\n:::",
    "a figure": ":::{figure} square.svg\n:alt: Blue\n:width: 30%\n\nIts caption\n\nA legend.\n:::",
    "a picture": "![Blue](square.svg)",
    "code": "```python\ndef f():\n    return 1\n```",
    "definitions": "```{eval-rst}\nTerm\n  What it means.\n\nAnother\n  In two\n\n  paragraphs.\n```",
    "fields": "```{eval-rst}\n:Field: its body\n:Other: its own\n```",
    "verses": "```{eval-rst}\n| Lines of\n| verse\n```",
    "a rubric": ":::{rubric} A rubric\n:::",
    "a transition": "---",
    "a footnote": "Words.[^1]\n\n[^1]: A note.",
}


def test_the_grid_is_found_again_after_anything(tmp_path):
    parts = "\n\n".join(f"{PROSE}\n\n{each}\n\n{PROSE}" for each in BETWEEN.values())
    root = of_one_page(tmp_path / "book", f"# Case\n\n{parts}\n")
    shutil.copyfile(SPEC / "square.svg", root / "docs" / "square.svg")
    done = build(root, root / "out")
    assert done.returncode == 0, done.stderr
    text = authors(root / "out" / "book.pdf")
    assert sum(row.text.startswith("The figures") for row in text) == 2 * len(BETWEEN)
    assert off_grid(text) == []


# Hyphens.


def ladders(rows, longest=3):
    """Runs of more than *longest* rows that end in a hyphen, each by its first page and words."""
    runs = groupby(rows, lambda row: row.text.rstrip().endswith(("\u00ad", "\u2010", "-")))
    for hyphened, run in runs:
        ladder = list(run)
        if hyphened and len(ladder) > longest:
            yield ladder[0].page, [each.text[-15:] for each in ladder]


def test_no_four_lines_running_end_in_a_hyphen(path, text):
    notes = [row for row in rows_of(path, FRONT) if abs(row.signs[-1].size - NOTE) < 0.05]
    assert len(notes) > 50
    assert list(ladders(text)) == []
    assert list(ladders(notes)) == []


def test_a_ladder_would_be_counted(text):
    assert len(list(ladders(text, longest=0))) >= 15


# Spaces between words.


def normal(text):
    """The space of a last line, which is not stretched."""
    return median(b - a for row in text if not is_full(row) for a, b in row.spaces)


def is_full(row):
    """Whether a row reaches the right margin, in which a hyphen or a full stop may hang."""
    return row.signs[-1].right > RIGHT - SIZE / 3


def loose(text):
    """Full rows the spaces of which are more than 2.2 times as wide as is normal."""
    space = normal(text)
    full = [row for row in text if is_full(row) and row.spaces]
    wide = [row for row in full if median(b - a for a, b in row.spaces) > 2.2 * space]
    return wide, full


def rivers(text):
    """Wide spaces that stand over each other through three rows or more, by page and words."""
    space, above, last = normal(text), [], None
    for row in text:
        if last and (row.page != last.page or row.baseline - last.baseline > LINE + 1):
            above = []
        wide = [(a, b) for a, b in row.spaces if b - a > 1.6 * space]
        here = [
            (
                a,
                b,
                1
                + max((run for c, d, run in above if min(b, d) - max(a, c) > space / 2), default=0),
            )
            for a, b in wide
        ]
        yield from ((row.page, row.text) for _, _, run in here if run == 3)
        above, last = here, row


def test_few_lines_are_loose(language, text):
    wide, full = loose(text)
    assert len(full) > 400
    assert len(wide) <= LOOSE[language] * len(full), [row.text for row in wide]


def test_few_rivers_run_through_the_text(text):
    found = list(rivers(text))
    assert len(found) <= RIVERS, found


def test_a_river_and_loose_lines_would_be_counted():
    def row(number, *starts):
        """Words from each of *starts* to 4 pt before the next, the last up to the margin."""
        signs = []
        for left, right in zip(starts, [*(each - 9 for each in starts[1:]), RIGHT], strict=True):
            signs += [Sign("a", left, right, SIZE, "Literata"), Sign(" ", right, right, SIZE, "")]
        return Row(1, HEAD + number * LINE, signs[:-1])

    last = Row(1, HEAD, [Sign(c, n * 3, n * 3 + 3, SIZE, "Literata") for n, c in enumerate("a b")])
    straight = [last, *(row(number, LEFT, 150, 250) for number in (1, 2, 3))]
    assert [len(each) for each in loose(straight)] == [3, 3]
    assert len(list(rivers(straight))) == 2
    apart = [last, row(1, LEFT, 150), row(2, LEFT, 200), row(3, LEFT, 250)]
    assert list(rivers(apart)) == []
