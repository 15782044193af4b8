"""The text under the glyphs of a PDF: what a search, a copy and a voice get.

A hyphen drawn at the end of a line is U+00AD there, and stays: ISO 32000-1:2008, 14.8.2.2.3
(hyphenation), asks it of tagged PDF, and so do PDF/UA-1 and readers that join the word again.
What `kzbook.formats.typst.hyphens` put into words that were not parted has done its work and
goes: Typst writes it into the ActualText of the glyph before it (14.9.4), or into what the
font says of that glyph (ToUnicode, 9.10.3).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Matrix

from kzbook.errors import KzbookError
from kzbook.formats.typst.hyphens import JOINER, SHY
from kzbook.formats.typst.structure import Font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PAIR = re.compile(r"(<[0-9A-Fa-f]{2,4}>\s+)<((?:[0-9A-Fa-f]{4})+)>")


def clean(pdf: pikepdf.Pdf) -> None:
    """Take our marks out of the text of *pdf*, but for the hyphens that are drawn.

    Raises ``KzbookError`` (``soft-hyphen``) if one is left inside a line.
    """
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            _clean_font(each)
    for number, page in enumerate(pdf.pages, 1):
        fonts = {name: Font.of(font) for name, font in page.resources.get("/Font", {}).items()}
        written = list(pikepdf.parse_content_stream(page))
        cleaned = _without_marks(written, fonts)
        if cleaned is not written:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(cleaned))
        for words in inside_lines(cleaned, fonts):
            message = f"page {number} of the PDF: a soft hyphen stays inside a line: {words!r}"
            hint = "has Typst changed how it writes text? see kzbook/formats/typst/textlayer.py"
            raise KzbookError("soft-hyphen", message, hint=hint)


def _bare(told: str) -> str:
    """Give a text without marks; a hyphen drawn at a line's end is one alone and stays."""
    return told.replace(SHY, "").replace(JOINER, "") or told


def _clean_font(font: pikepdf.Object) -> None:
    table = font.ToUnicode.read_bytes().decode("latin-1")

    def plain(match: re.Match[str]) -> str:
        told = bytes.fromhex(match[2]).decode("utf-16-be")
        return f"{match[1]}<{_bare(told).encode('utf-16-be').hex().upper()}>"

    written = _PAIR.sub(plain, table)
    if written != table:
        font.ToUnicode.write(written.encode("latin-1"))


def _without_marks(operations: list[Any], fonts: dict[str, Font]) -> list[Any]:
    """Write ActualText without marks; where the glyphs then say the same, without ActualText.

    Gives the same list if there is nothing to change.
    """
    dropped: set[int] = set()
    opened: list[int] = []
    shown: dict[int, str] = {}
    changed = False
    font: Font | None = None
    for place, each in enumerate(operations):
        match str(each.operator):
            case "Tf":
                font = fonts[str(each.operands[0])]
            case "BDC" | "BMC":
                opened.append(place)
                shown[place] = ""
                told = _actual_text(each)
                if told is not None and _bare(told) != told:
                    each.operands[1].ActualText = pikepdf.String(_bare(told))
                    changed = True
            case "EMC":
                begun = opened.pop()
                if _actual_text(operations[begun]) == shown[begun] and set(
                    operations[begun].operands[1].keys()
                ) == {"/ActualText"}:
                    dropped |= {begun, place}
                if opened:
                    shown[opened[-1]] += shown[begun]
            case "Tj" | "TJ" if opened and font:
                shown[opened[-1]] += _letters(each.operands, font)
    if not changed:
        return operations
    return [each for place, each in enumerate(operations) if place not in dropped]


def _actual_text(operation: Any) -> str | None:
    if str(operation.operator) != "BDC" or not isinstance(operation.operands[1], Dictionary):
        return None
    told = operation.operands[1].get("/ActualText")
    return None if told is None else str(told)


def _letters(operands: Any, font: Font) -> str:
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    return "".join(font.read(bytes(each)) for each in parts if isinstance(each, pikepdf.String))


class _Shown(NamedTuple):
    """Text that is shown, and where on the page it begins: points from its lower left corner."""

    text: str
    x: float
    y: float


def inside_lines(operations: Iterable[Any], fonts: dict[str, Font]) -> Iterator[str]:
    """Yield the words around each soft hyphen after which its line goes on."""
    shown = [each for each in _shown(operations, fonts) if each.text]
    for one, other in pairwise([*shown, _Shown("", 0, 0)]):
        goes_on = abs(one.y - other.y) < 1 and other.x > one.x
        if SHY in one.text[:-1] or (one.text.endswith(SHY) and goes_on):
            yield one.text + other.text


def _shown(operations: Iterable[Any], fonts: dict[str, Font]) -> Iterator[_Shown]:
    """Yield what a page shows in its order, ActualText in place of the glyphs it stands for."""
    pen = _Pen()
    opened: list[str | None] = []
    font: Font | None = None
    for each in operations:
        match str(each.operator):
            case "Tf":
                font = fonts[str(each.operands[0])]
            case "BDC" | "BMC":
                opened.append(_actual_text(each))
            case "EMC":
                opened.pop()
            case "Tj" | "TJ" if font:
                text = _letters(each.operands, font)
                told = [place for place, actual in enumerate(opened) if actual is not None]
                if told:
                    # Said once, with the first of the glyphs it stands for.
                    text, opened[told[0]] = opened[told[0]] or "", ""
                yield _Shown(text, *pen.place)
            case operator:
                pen.follow(operator, each.operands)


class _Pen:
    """Where on the page text begins: ISO 32000-1, 8.4.2 (graphics state), 9.4.2 (positioning)."""

    def __init__(self) -> None:
        self._page, self._line = Matrix(), Matrix()
        self._kept: list[Matrix] = []

    @property
    def place(self) -> tuple[float, float]:
        """The origin of the glyphs to come."""
        at = self._line @ self._page
        return at.e, at.f

    def follow(self, operator: str, operands: Any) -> None:
        """Go where *operator* says; Typst places each piece of text by a matrix of its own."""
        match operator:
            case "q":
                self._kept.append(self._page)
            case "Q":
                self._page = self._kept.pop()
            case "cm":
                self._page = Matrix(*map(float, operands)) @ self._page
            case "BT":
                self._line = Matrix()
            case "Tm":
                self._line = Matrix(*map(float, operands))
            case "Td" | "TD":
                self._line = Matrix(1, 0, 0, 1, *map(float, operands)) @ self._line
