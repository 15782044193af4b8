"""The first page of the release: every language in its own words, every form of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from kzbook.book import SOURCE_LANGUAGE
from kzbook.languages.compiling import interface
from kzbook.languages.edition import own_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kzbook.book import Book, Edition, Language


class Link(msgspec.Struct, frozen=True):
    """A form of the book: what it is called and where it lies, seen from the page."""

    word: str
    href: str


class Choice(msgspec.Struct, frozen=True):
    """One language; ``title_language`` differs from it while the title is not translated."""

    language: str
    name: str
    title: str
    title_language: str
    site: Link | None
    download: str
    files: tuple[Link, ...]


def chooser(book: Book, titles: Mapping[Language, str], downloads: str = "downloads") -> str:
    """Write dist/index.html: one page for the readers of all languages.

    *titles* gives the book's title by language, *downloads* the folder of the PDF and EPUB
    files. The page loads nothing and holds no word in a language other than its reader's.
    """
    choices = [_choice(book, language, titles[language], downloads) for language in book.languages]
    return templates().get_template("chooser.html").render(choices=choices)


@cache
def templates(package: str = "kzbook.formats.html") -> Environment:
    """Give the templates beside the modules of *package*, for pages that are no edition's."""
    return Environment(
        loader=PackageLoader(package, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _choice(book: Book, language: Language, title: str, downloads: str) -> Choice:
    word = _words(book, language)
    editions = [each for each in book.editions() if each.language == language]
    return Choice(
        language,
        own_name(language),
        title,
        SOURCE_LANGUAGE if title == book.title else language,
        next(
            (
                Link(word("Read online"), f"{language}/index.html")
                for each in editions
                if each.format == "html"
            ),
            None,
        ),
        word("Download"),
        tuple(_file(book, each, word, downloads) for each in editions if each.format != "html"),
    )


def _words(book: Book, language: Language) -> Callable[[str], str]:
    known = interface(language, book)

    def word(english: str) -> str:
        given = known.get(english, english)
        return given if isinstance(given, str) else given[0]

    return word


def _file(book: Book, edition: Edition, word: Callable[[str], str], downloads: str) -> Link:
    return Link(word(edition.format.upper()), f"{downloads}/{book.filename(edition)}")
