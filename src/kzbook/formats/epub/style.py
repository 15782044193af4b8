"""How the pages look: our style sheet, and faces that hold every letter of the book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kzbook import fonts
from kzbook.formats.epub.markup import STYLESHEET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def styled(pages: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the style sheet and the fonts of *pages*, as files of the book."""
    letters = {sign for each in pages for sign in each.decode()}
    rules = []
    for face in fonts.FACES:
        name = f"fonts/{face.name}.ttf"
        rules.append(
            f'@font-face {{ font-family: "{face.family}"; font-weight: {_css_weight(face)}; '
            f"font-style: {face.style}; src: url({name}); }}\n"
        )
        yield name, fonts.subset(face, letters)
    sheet = Path(__file__).with_name(STYLESHEET).read_text("utf-8")
    yield STYLESHEET, ("".join(rules) + "\n" + sheet).encode()


def _css_weight(face: fonts.Face) -> str:
    # Old readers know these two weights only.
    return "normal" if face.weight == fonts.SERIF.weight else "bold"
