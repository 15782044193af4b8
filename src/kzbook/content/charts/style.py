"""How drawings are made: a Typst file beside this one says how a kind looks, and we say what.

Typst is here already, sets words with the book's own faces, wraps them, and writes the same
bytes each time; letters become outlines, so that a picture looks alike in every form.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from kzbook import fonts

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
PAGE = 110.0
"""The width of a drawing for the book's page in mm: its measure."""
SCREEN = 80.0
"""The width for screens in mm: on a phone 360 pixels wide its letters are 12 pixels high."""


def svg(kind: str, told: Mapping[str, Any], language: str, width: float) -> bytes:
    """Draw *told* as ``kind``.typ does, *width* mm wide and as high as it needs.

    *told* is plain data, as JSON has it; *language* is that of its words. The same data give
    the same bytes, in any folder and at any time.
    """
    data = json.dumps({**told, "language": language, "width": width}, ensure_ascii=False)
    return _compiled(kind, data)


@cache
def _compiled(kind: str, told: str) -> bytes:
    """Compile once for all forms: a language writes three of them in one process."""
    drawn: bytes = typst.compile(
        str(HERE / f"{kind}.typ"),
        root=str(HERE),
        font_paths=[str(folder) for folder in fonts.folders()],
        ignore_system_fonts=True,
        format="svg",
        sys_inputs={"told": told},
    )
    return drawn + b"\n"


def in_greys(drawing: bytes) -> bytes:
    """Turn each colour of a drawing into the grey of its lightness, for a press with black only.

    Lightness is the luma of ITU-R BT.709-6, item 3.2.
    """
    return re.sub(rb"#([0-9a-f]{6})\b", _grey, drawing)


def _grey(colour: re.Match[bytes]) -> bytes:
    red, green, blue = bytes.fromhex(colour[1].decode())
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return b"#" + bytes([level] * 3).hex().encode()
