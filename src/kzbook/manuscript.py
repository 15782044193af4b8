"""What the sources say, in one language: plain records, read without Sphinx."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path  # noqa: TC003  msgspec reads annotations at run time
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from babel.numbers import is_currency

from kzbook.book import Language, read_text, relative
from kzbook.errors import KzbookError
from kzbook.finding import Location
from kzbook.numbers import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

Declared = TypeVar("Declared", bound=msgspec.Struct)


_VALUES = {
    "year": r"\d{4}",
    "month": r"\d{4}-(0[1-9]|1[0-2])",
    "period": r"\d{4}-\d{4}",
    "article": r"\S.*",
}
"""How the values that are no plain numbers are declared, by kind."""


_PERIOD = r"\d{4}(s|-(0[1-9]|1[0-2])|-\d{4})?"
"""How a period is declared: a year, a decade (``1990s``), a month, or two years."""


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One figure of the book, as docs/facts.toml declares it.

    ``value`` is the author's, doubtful or not: a whole number, or a string for a decimal,
    a month (``2018-03``), a period (``2017-2021``) or an article. ``written`` lists the
    English words bound in the prose that are no plain number word; ``places`` are the ids
    of the editor's inventory of figures.
    """

    key: str
    kind: Kind
    value: int | str
    unit: str = ""
    period: str = ""
    qualifier: str = ""
    source: str = ""
    measures: str
    written: tuple[str, ...] = ()
    places: tuple[str, ...]
    at: Location = Location("docs/facts.toml")

    def __post_init__(self) -> None:
        """Refuse a value or a unit that the editions could not write."""
        pattern = _VALUES.get(self.kind, r"\d+(\.\d+)?")
        if not re.fullmatch(pattern, str(self.value)):
            raise ValueError(f"{self.value!r} is no value of kind {self.kind}")
        if self.period and not re.fullmatch(_PERIOD, self.period):
            raise ValueError(f"{self.period!r} is no year, decade, month or pair of years")
        if self.kind == "money" and not is_currency(self.unit):
            raise ValueError(f"the unit {self.unit!r} is no currency of ISO 4217")
        if self.kind == "area" and self.unit != "km²":
            raise ValueError(f"the unit {self.unit!r} is not km²")


class Note(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One editor's note, as docs/notes.toml declares it: inline MyST."""

    key: str
    text: str
    at: Location = Location("docs/notes.toml")


class FactUse(msgspec.Struct, frozen=True):
    """A figure printed in the author's text or, ``ours``, in a note, chart or table of the editor.

    ``words`` are those given there, if any; ``language`` is the passage's own; ``anchor`` is
    the id of the place in its document, of the author's text only.
    """

    key: str
    words: str
    language: str
    docname: str
    at: Location
    ours: bool = False
    anchor: str = ""


class FactEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What one edition's list of figures tells of a fact.

    ``measures`` and ``value`` are in the words of the edition, each beside its language:
    what is not yet translated is in the author's. ``chapter`` is the document of its first
    place, ``places`` name a document and an id in it: ``basic-information#fact-area``.
    """

    key: str
    measures: tuple[str, str]
    value: tuple[str, str]
    period: str
    chapter: str
    places: tuple[str, ...]


class NoteCall(msgspec.Struct, frozen=True):
    """An editor's note called in the prose."""

    key: str
    docname: str
    at: Location


class Citation(msgspec.Struct, frozen=True):
    """A source cited in the prose or in a note."""

    key: str
    docname: str
    at: Location


class Source(msgspec.Struct, frozen=True):
    """An entry of references.bib."""

    key: str
    at: Location


class Manuscript(msgspec.Struct, frozen=True, kw_only=True):
    """The book as read in one language: what is declared and where it is used."""

    language: Language
    facts: tuple[Fact, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    fact_uses: tuple[FactUse, ...] = ()
    fact_entries: tuple[FactEntry, ...] = ()
    note_calls: tuple[NoteCall, ...] = ()
    citations: tuple[Citation, ...] = ()


class Collation(msgspec.Struct, frozen=True):
    """The original and a translation side by side."""

    original: Manuscript
    translation: Manuscript


def read_facts(path: Path, root: Path) -> dict[str, Fact]:
    """Read docs/facts.toml strictly, in its order; a missing file declares no facts.

    Raises ``KzbookError`` (``facts-unreadable``) naming the line.
    """
    return _read(path, root, Fact, "facts-unreadable")


def read_notes(path: Path, root: Path) -> dict[str, Note]:
    """Read docs/notes.toml strictly, in its order; a missing file declares no notes.

    Raises ``KzbookError`` (``notes-unreadable``) naming the line.
    """
    return _read(path, root, Note, "notes-unreadable")


def _read(path: Path, root: Path, model: type[Declared], code: str) -> dict[str, Declared]:
    name = relative(path, root)
    try:
        text = read_text(path, root, code)
    except FileNotFoundError:
        return {}
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise KzbookError(code, f"{name}:{line}: {error}") from None
    lines = _table_lines(text)
    return {
        key: _convert(key, table, Location(name, lines.get(key, 0)), model, code)
        for key, table in tables.items()
    }


def _table_lines(text: str) -> Mapping[str, int]:
    pattern = re.compile(r"\s*\[\s*\"?([^\]\"]+?)\"?\s*\]")
    found: dict[str, int] = {}
    for line, words in enumerate(text.splitlines(), 1):
        if match := pattern.match(words):
            found.setdefault(match[1], line)
    return found


def _convert(key: str, table: Any, at: Location, model: type[Declared], code: str) -> Declared:
    try:
        given = {**table, "key": key, "at": msgspec.to_builtins(at)}
        return msgspec.convert(given, model)
    except (msgspec.ValidationError, TypeError) as error:
        message = f"{at}: [{key}]: {error}"
        raise KzbookError(code, message, hint="see the head of the file") from None
