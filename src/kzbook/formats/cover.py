"""The cover of every edition: one drawing, in a tint and a crop for each language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typst

from kzbook import fonts
from kzbook.book import SOURCE_LANGUAGE, declared
from kzbook.languages.catalogs import translate
from kzbook.languages.derived import respelled
from kzbook.numbers import write_date

if TYPE_CHECKING:
    from sphinx.config import Config

THEMES = Path(__file__).parent / "typst" / "themes"
"""What a designer edits: cover.typ draws it for all forms."""
_MEASURE = 78
"""Width of the words, in hundredths of the cover's."""
_LARGEST = 13.5
# A semibold capital or small letter of Literata is 0.62 em wide at the most, on average.
_LETTER = 0.62


DOMAIN = "book"
"""The gettext domain of what the book's declaration says."""


class Words(msgspec.Struct, frozen=True):
    """Words and the language they are in: the source's while they are not translated."""

    text: str
    language: str


def words_of(text: str, language: str) -> Words:
    """Give words of the book's declaration in the edition's language, if it has them."""
    translated = translate(DOMAIN, text)
    return Words(translated, language) if translated else Words(text, SOURCE_LANGUAGE)


class Cover(msgspec.Struct, frozen=True):
    """The words on a cover; ``title_language`` differs from ``language`` while untranslated."""

    title: str
    title_language: str
    language: str
    day: str

    @property
    def series(self) -> str:
        """What stands before the colon of the title, or nothing."""
        return self.title.rpartition(": ")[0]

    @property
    def name(self) -> str:
        """What stands large."""
        return self.title.rpartition(": ")[2]

    @property
    def size(self) -> float:
        """Size of the name in hundredths of the cover's width: its longest word fits."""
        longest = max(len(word) for word in self.name.split())
        return min(_LARGEST, _MEASURE / (_LETTER * longest))

    def told(self) -> dict[str, str]:
        """Give the words as the theme takes them."""
        return {
            "series": self.series,
            "name": self.name,
            "title-language": self.title_language,
            "language": self.language,
            "date": self.day[:1].upper() + self.day[1:],
            "size": f"{self.size:.2f}",
        }


def cover_of(config: Config) -> Cover:
    """Give the cover of an edition whose language is loaded."""
    book, language = declared(config), str(config.language)
    title = words_of(book.title, language)
    day = respelled(config, write_date(book.date, language))
    return Cover(title.text, title.language, language, day)


def picture(cover: Cover, width: int = 1600) -> bytes:
    """Draw the front as PNG, by default 1600 by 2560 pixels: what shops ask for."""
    drawn: bytes = typst.compile(
        str(THEMES / "picture.typ"),
        root=str(THEMES),
        font_paths=[str(folder) for folder in fonts.folders()],
        ignore_system_fonts=True,
        format="png",
        ppi=72.0 * width / 1600,
        sys_inputs=cover.told(),
    )
    return drawn
