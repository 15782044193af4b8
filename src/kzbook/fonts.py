"""Where the book's faces come from, and subsets of them for the EPUB and the site."""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import sys
import tempfile
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import fontTools
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
    def style(self) -> str:
        """The style as CSS calls it: ``italic`` or ``normal``."""
        return "italic" if self.italic else "normal"

    @property
    def name(self) -> str:
        """The name of a file of this face, without its suffix: ``Literata-400-italic``."""
        return f"{self.family.replace(' ', '')}-{self.weight}-{self.style}"

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


CACHE = Path(sys.prefix) / "var" / "kzbook" / "faces"
"""Subsets made before, each under the digest of all that decides its bytes."""
ALPHABETS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0x410, 0x450)))
    + "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі\u00a0«»‘’“”„‚–—…№§°²³×±₸€•·←→↑"
)
"""The letters of the three languages: a reader's own notes and searches need them all."""
# What the editions use: ligatures, kerning and the four kinds of figures.
_FEATURES = ["calt", "ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum"]


def subset(face: Face, letters: Iterable[str]) -> bytes:
    """Make a TrueType font of *face* with `ALPHABETS` and *letters*: the same bytes always.

    It keeps the features that the editions use, without hinting. Characters that the face
    lacks are left out: what prints them must choose another face.
    """
    return _subset(face, "".join(sorted({*ALPHABETS, *"".join(letters)} - {"\n", "\t"})))


@cache
def _subset(face: Face, letters: str) -> bytes:
    """Take the subset from the cache in .venv, or make it: a second a face."""
    made = [str(face.axes), letters, str(_FEATURES), fontTools.version]
    key = hashlib.sha256(face.path.read_bytes() + "\0".join(made).encode()).hexdigest()
    kept = CACHE / f"{key}.ttf"
    if kept.is_file():
        return kept.read_bytes()
    font = _made(face, letters)
    # Where the environment is read-only every build makes its own.
    with contextlib.suppress(OSError):
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=CACHE, delete=False) as beside:
            beside.write(font)
        Path(beside.name).replace(kept)
    return font


def _made(face: Face, letters: str) -> bytes:
    # fontTools tells its whole progress, which is no news to a publisher.
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    font = TTFont(face.path, recalcTimestamp=False)
    options = subsetter.Options(
        hinting=False,
        layout_features=_FEATURES,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
    )
    chosen = subsetter.Subsetter(options)
    chosen.populate(text=letters)
    # Before the axes are pinned: it is quicker by far on a few hundred glyphs.
    chosen.subset(font)
    instancer.instantiateVariableFont(font, dict(face.axes), inplace=True)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
