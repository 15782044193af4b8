"""What the sources say, in one language: plain records, read without Sphinx."""

from __future__ import annotations

import re
import tomllib
from itertools import chain, repeat
from pathlib import Path  # noqa: TC003  msgspec reads annotations at run time
from typing import TYPE_CHECKING, Any

import msgspec
from babel.numbers import is_currency

from kzbook.book import Language, read_text, relative
from kzbook.errors import KzbookError
from kzbook.finding import Location
from kzbook.numbers import Kind
from kzbook.relations import Relation

if TYPE_CHECKING:
    from collections.abc import Mapping

RELATIONS = "relations"
"""The name in docs/facts.toml that no fact can have."""

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

    ``words`` are those given there, if any; ``passage`` is the text of the paragraph around
    it, without notes, and ``language`` the passage's own; ``anchor`` is the id of the place
    in its document, of the author's text only.
    """

    key: str
    words: str
    language: str
    docname: str
    at: Location
    ours: bool = False
    passage: str = ""
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
    """An entry of references.bib; ``archive`` is the address of an archived copy, if any."""

    key: str
    at: Location
    url: str = ""
    archive: str = ""


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of references.bib as it is declared: its type, its people and fields, in plain text.

    ``printed`` says that a bibliography of the book lists it.
    """

    key: str
    kind: str
    fields: dict[str, str]
    printed: bool = True
    at: Location

    @property
    def keywords(self) -> frozenset[str]:
        """Give the words of the field ``keywords``."""
        return frozenset(re.findall(r"[^\s,;]+", self.fields.get("keywords", "")))


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the prose or of a note, with what it cites and the facts that it prints.

    ``passage`` names the paragraph around it, alike in every language; ``excuses`` are the
    reasons declared above that paragraph why it names a source that it does not cite;
    ``note`` says that it stands in an editor's note, which is ``ours`` too.
    """

    words: str
    language: str
    docname: str
    passage: str
    cited: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()
    ours: bool = False
    note: bool = False
    at: Location


class Link(msgspec.Struct, frozen=True, order=True):
    """An address outside the book: in a page, in a note or in references.bib.

    ``printed`` says that the author printed it: it is kept as it is, right or wrong.
    """

    at: Location
    url: str
    words: str = ""
    printed: bool = False


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, or a table of the editor's, as a reader meets it; ``place`` counts in its document.

    ``file`` names a picture that is no drawing of ours. ``labels`` are the words and values in
    a drawing or a table; of these ``unbound`` are values that bind no fact, and ``typed`` the
    digits that no fact holds.
    """

    file: str = ""
    alt: str = ""
    caption: str = ""
    source: str = ""
    number: str = ""
    labels: tuple[str, ...] = ()
    unbound: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    docname: str
    place: int
    at: Location


class Manuscript(msgspec.Struct, frozen=True, kw_only=True):
    """The book as read in one language: what is declared and where it is used.

    ``source_addresses`` are those that the source document prints, if the book holds them.
    """

    language: Language
    facts: tuple[Fact, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    fact_uses: tuple[FactUse, ...] = ()
    fact_entries: tuple[FactEntry, ...] = ()
    note_calls: tuple[NoteCall, ...] = ()
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    references: tuple[Reference, ...] = ()
    source_addresses: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()


class Collation(msgspec.Struct, frozen=True):
    """The original and a translation side by side."""

    original: Manuscript
    translation: Manuscript


def read_facts(path: Path, root: Path) -> dict[str, Fact]:
    """Read the facts of docs/facts.toml strictly, in their order; a missing file has none.

    Raises ``KzbookError`` (``facts-unreadable``) naming the line.
    """
    tables, text = _parse(path, root, "facts-unreadable")
    tables.pop(RELATIONS, None)
    return _convert_all(tables, text, relative(path, root), Fact, "facts-unreadable")


def read_notes(path: Path, root: Path) -> dict[str, Note]:
    """Read docs/notes.toml strictly, in its order; a missing file declares no notes.

    Raises ``KzbookError`` (``notes-unreadable``) naming the line.
    """
    tables, text = _parse(path, root, "notes-unreadable")
    return _convert_all(tables, text, relative(path, root), Note, "notes-unreadable")


def read_relations(path: Path, root: Path) -> tuple[Relation, ...]:
    """Read the relations of docs/facts.toml strictly, in their order; a missing file has none.

    Raises ``KzbookError`` (``facts-unreadable``) naming the line.
    """
    code, name = "facts-unreadable", relative(path, root)
    tables, text = _parse(path, root, code)
    given = tables.get(RELATIONS, [])
    if not isinstance(given, list):
        at = Location(name, _table_lines(text).get(RELATIONS, 0))
        message = f"{at}: [{RELATIONS}]: the relations have this name; no fact can"
        raise KzbookError(code, message, hint=f"a relation begins with [[{RELATIONS}]]")
    lines = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if re.match(rf"\s*\[\[\s*\"?{RELATIONS}\"?\s*\]\]", line)
    ]
    found: dict[str, Relation] = {}
    for table, line in zip(given, chain(lines, repeat(0)), strict=False):
        at = Location(name, line)
        key = str(table.get("key", "")) if isinstance(table, dict) else ""
        relation: Relation = _convert(key, table, at, Relation, code)
        if key in found:
            message = f"{at}: [{key}]: the relation in line {found[key].at.line} has this key"
            raise KzbookError(code, message, hint="name one of them otherwise")
        found[key] = relation
    return tuple(found.values())


def _parse(path: Path, root: Path, code: str) -> tuple[dict[str, Any], str]:
    try:
        text = read_text(path, root, code)
    except FileNotFoundError:
        return {}, ""
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise KzbookError(code, f"{relative(path, root)}:{line}: {error}") from None


def _convert_all(
    tables: Mapping[str, Any], text: str, name: str, model: Any, code: str
) -> dict[str, Any]:
    lines = _table_lines(text)
    return {
        key: _convert(key, table, Location(name, lines.get(key, 0)), model, code)
        for key, table in tables.items()
    }


def _table_lines(text: str) -> Mapping[str, int]:
    pattern = re.compile(r"\s*\[\s*\"?([^\[\]\"]+?)\"?\s*\]")
    found: dict[str, int] = {}
    for line, words in enumerate(text.splitlines(), 1):
        if match := pattern.match(words):
            found.setdefault(match[1], line)
    return found


def _convert(key: str, table: Any, at: Location, model: Any, code: str) -> Any:
    try:
        given = {**table, "key": key, "at": msgspec.to_builtins(at)}
        return msgspec.convert(given, model)
    except (msgspec.ValidationError, TypeError) as error:
        message = f"{at}: [{key or RELATIONS}]: {error}"
        raise KzbookError(
            code, message, hint="the comments of the file explain the fields"
        ) from None
