"""Where the book's faces come from, and subsets of them for the EPUB and the site."""

from __future__ import annotations

import io
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from fontTools import subset as subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from kzbook.errors import KzbookError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Face(msgspec.Struct, frozen=True):
    """One style of a family: the file of a PyPI package, and where its axes stand.

    ``axes`` pins every axis of a variable file; the values are those of OpenType 1.9, ``wght`` and ``opsz``.
    """

    family: str
    package: str
    file: str
    axes: tuple[tuple[str, float], ...]
    italic: bool = False

    @property
    def weight(self) -> int:
        """The weight, from 100 to 900."""
        return int(dict(self.axes)["wght"])

    @property
    def path(self) -> Path:
        """The font file; raises ``KzbookError`` (``font-missing``) where the package is not."""
        try:
            found = Path(str(resources.files(self.package))) / "files" / self.file
        except ModuleNotFoundError:
            found = Path(self.package)
        if not found.is_file():
            message = f"the font {self.file} of the package {self.package} is missing"
            raise KzbookError("font-missing", message, hint="run `make setup`")
        return found


def _literata(weight: int, *, italic: bool = False) -> Face:
    file = "Literata-Italic[opsz,wght].ttf" if italic else "Literata[opsz,wght].ttf"
    axes = (("opsz", 12.0), ("wght", float(weight)))
    return Face("Literata", "fontpkg_literata", file, axes, italic)


def _source_sans(weight: int, *, italic: bool = False) -> Face:
    file = "SourceSans3-Italic[wght].ttf" if italic else "SourceSans3[wght].ttf"
    axes = (("wght", float(weight)),)
    return Face("Source Sans 3", "fontpkg_source_sans_3", file, axes, italic)


SERIF = _literata(400)
SERIF_ITALIC = _literata(400, italic=True)
SERIF_BOLD = _literata(700)
SERIF_BOLD_ITALIC = _literata(700, italic=True)
SANS = _source_sans(400)
SANS_ITALIC = _source_sans(400, italic=True)
SANS_BOLD = _source_sans(600)
FACES = (
    SERIF, SERIF_ITALIC, SERIF_BOLD, SERIF_BOLD_ITALIC, SANS, SANS_ITALIC, SANS_BOLD,
)  # fmt: skip
"""The author's words are set in the serif, ours in the sans."""


def folders() -> list[Path]:
    """List the folders of all faces, each once."""
    return sorted({face.path.parent for face in FACES})


def subset(face: Face, letters: Iterable[str]) -> bytes:
    """Make a TrueType font of *face* with the characters of *letters*: the same bytes always.

    It keeps OpenType's features for those letters, without hinting. Characters that the
    face lacks are left out: what prints them must choose another face.
    """
    return _subset(face, "".join(sorted(set("".join(letters)))))


@cache
def _subset(face: Face, letters: str) -> bytes:
    font = TTFont(face.path, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, dict(face.axes), inplace=True)
    options = subsetter.Options(
        hinting=False,
        layout_features=["*"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    chosen = subsetter.Subsetter(options)
    chosen.populate(text=letters)
    chosen.subset(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
