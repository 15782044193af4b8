"""The rows of a PDF's pages: all signs on one baseline, as a reader sees a line."""

from itertools import chain, pairwise
from typing import NamedTuple

import pymupdf

MM = 72 / 25.4
HEAD, FOOT = 20 * MM, (210 - 24) * MM
"""The type area; running heads and folios stand outside."""
SPACES = " \u00a0\u2009\u202f"


class Sign(NamedTuple):
    letter: str
    left: float
    right: float
    size: float
    face: str


class Row(NamedTuple):
    """In points from the upper left corner of its page, whose number counts from 1."""

    page: int
    baseline: float
    signs: list[Sign]

    @property
    def text(self):
        return "".join(each.letter for each in self.signs)

    @property
    def spaces(self):
        """Where each space between words begins and ends."""
        seen = [each for each in enumerate(self.signs) if each[1].letter not in SPACES]
        return [
            (one.right, other.left)
            for (place, one), (following, other) in pairwise(seen)
            if following > place + 1
        ]


def rows_of(path, front=1):
    """Yield the rows of each page in order, but for those of the pages in front of the text."""
    with pymupdf.open(path) as book:
        for page in list(book)[front:]:
            rows = {}
            for block in page.get_text("rawdict")["blocks"]:
                for line in block.get("lines", ()):
                    for span in line["spans"]:
                        place = span["origin"][1]
                        near = next((each for each in rows if abs(each - place) < 0.1), place)
                        rows.setdefault(near, []).append([_sign(c, span) for c in span["chars"]])
            for baseline in sorted(rows):
                if HEAD < baseline < FOOT:
                    # Inside a span the order is that of reading: a ligature has it better
                    # than the places of its letters.
                    spans = sorted(rows[baseline], key=lambda signs: signs[0].left)
                    yield Row(page.number + 1, baseline, [*chain.from_iterable(spans)])


def _sign(sign, span):
    left, _, right, _ = sign["bbox"]
    return Sign(sign["c"], left, right, span["size"], span["font"])
