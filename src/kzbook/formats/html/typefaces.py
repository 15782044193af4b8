"""The book's faces on its pages: subsets that hold every letter of the edition."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from kzbook import fonts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "typefaces.css"
_FOLDER = "fonts"


def publish(app: Sphinx) -> None:
    """Write the faces and the style sheet that names them into the pages' static folder."""
    letters: set[str] = set()
    for docname in app.env.found_docs:
        letters.update(app.env.get_doctree(docname).astext())
    folder = Path(app.outdir) / "_static" / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    rules = []
    for face in fonts.FACES:
        name = f"{face.name}.woff"
        (folder / name).write_bytes(_for_the_web(fonts.subset(face, letters)))
        rules.append(
            f'@font-face{{font-family:"{face.family}";font-style:{face.style};'
            f"font-weight:{face.weight};font-display:swap;"
            f'src:url("{_FOLDER}/{name}") format("woff")}}\n'
        )
    (folder.parent / STYLE).write_text("".join(rules), "utf-8")


def _for_the_web(font: bytes) -> bytes:
    """Compress a TrueType font as WOFF 1.0, which needs no library beyond fontTools.

    https://www.w3.org/TR/WOFF/
    """
    face = TTFont(io.BytesIO(font), recalcTimestamp=False)
    face.flavor = "woff"
    written = io.BytesIO()
    face.save(written)
    return written.getvalue()
