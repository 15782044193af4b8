"""The imprint: what an edition says of itself, and nothing that the book does not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from kzbook.fonts import SANS, SERIF
from kzbook.languages.edition import own_name
from kzbook.numbers import write_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kzbook.book import Book


Part = tuple[str, str]
"""Words and the language they are in."""


def imprint(book: Book, language: str, title: str, sign: str = "") -> Iterator[list[list[Part]]]:
    """Yield groups of lines, each a list of parts: the work, the edition, who declares it, how.

    Names of languages are each in their own language, as a reader looks for them. *sign* says
    what a reader must know of the edition before all else.
    """
    day = write_date(book.date, language)
    yield [[(f"{title}. {day[:1].upper()}{day[1:]}", language)]]
    if sign:
        yield [[(sign, language)]]
    others = [each for each in book.languages if each != language]
    told = [_named(_("Language: %s"), [language], language)]
    if others:
        told.append(_named(_("Published as well in: %s"), others, language))
    yield told
    declared = [
        book.author and _("Author: %s") % book.author,
        book.publisher and _("Publisher: %s") % book.publisher,
        book.licence and _("Licence: %s") % book.licence,
        *(f"{sign} {given}" for sign, given in _identifiers(book, language)),
    ]
    if any(declared):
        yield [[(each, language)] for each in declared if each]
    faces = _("The author’s words are set in %s, the editor’s in %s.") % _families()
    yield [[(faces, language)], [(_("Made with kzbook, Sphinx and Typst."), language)]]


def _named(pattern: str, languages: Sequence[str], language: str) -> list[Part]:
    before, _sign, after = pattern.partition("%s")
    parts = [(before, language)]
    for each in languages:
        parts += [(", ", language)] if len(parts) > 1 else []
        parts.append((own_name(each), each))
    return [*parts, (after, language)] if after else parts


def _families() -> tuple[str, ...]:
    """Name both families so that no line parts Source Sans from its number."""
    return tuple(face.family.replace(" ", "\u00a0") for face in (SERIF, SANS))


def _identifiers(book: Book, language: str) -> Iterator[tuple[str, str]]:
    for sign, given in (("ISBN", book.isbn), ("DOI", book.doi)):
        found = given.get(f"{language}-pdf") or given.get(language)
        if found:
            yield sign, found
