"""Catalogues: reading .po files, compiling them for Sphinx, and how far they are."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from sphinx import locale

from kzbook.book import SOURCE_LANGUAGE, Language, relative
from kzbook.errors import KzbookError
from kzbook.finding import Finding, Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kzbook.book import Book

INTERFACE = "interface"
"""The domain in which the book's translators may better the interface words of the pack."""
PACK = Path(__file__).parent / "locale"
"""Our own words: Sphinx's in Kazakh, what its Russian lacks, and those of kzbook."""
# Babel reads on over an unclosed string; GNU gettext does not, and neither do we:
# https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
_PO_LINE = re.compile(
    r"\s*(?:#.*|(?:msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*\"(?:[^\"\\]|\\.)*\"\s*)?"
)


class Message(msgspec.Struct, frozen=True):
    """A text that a reader can see and Sphinx does not extract, for ``domain``.pot."""

    domain: str
    text: str
    at: Location
    comment: str = ""
    plural: str = ""


class Entry(msgspec.Struct, frozen=True):
    """One message of a catalogue; ``line`` is that of its ``msgid``.

    ``comments`` are the translator's own, the lines that start with ``# ``.
    """

    msgid: str
    msgstr: str
    line: int
    fuzzy: bool = False
    comments: tuple[str, ...] = ()


class Catalogue(msgspec.Struct, frozen=True):
    """A .po file as read; a file that cannot be read has ``fault`` instead of entries."""

    path: str
    language: str = ""
    entries: tuple[Entry, ...] = ()
    fault: tuple[int, str] | None = None


class Progress(msgspec.Struct, frozen=True):
    """How much of one catalogue is translated, in messages and in words of the source."""

    language: Language
    domain: str
    messages: int
    translated: int
    fuzzy: int
    words: int
    translated_words: int


def po_path(book: Book, language: str, domain: str) -> Path:
    """Name the catalogue of one domain: sphinx-intl's layout."""
    return book.locales / language / "LC_MESSAGES" / f"{domain}.po"


def catalogue_paths(book: Book, language: str) -> list[Path]:
    """List the catalogues that the book has in *language*."""
    return sorted((book.locales / language / "LC_MESSAGES").glob("*.po"))


def read_catalogue(path: Path, root: Path) -> Catalogue:
    """Read a .po file, inside the book or not; what is wrong with it becomes its ``fault``."""
    name = relative(path, root)
    catalog = _parsed(path)
    if not isinstance(catalog, Catalog):
        return Catalogue(name, fault=catalog)
    entries = tuple(
        Entry(
            _singular(each.id),
            _singular(each.string),
            each.lineno or 0,
            each.fuzzy,
            tuple(each.user_comments),
        )
        for each in catalog
        if each.id
    )
    return Catalogue(name, str(catalog.locale_identifier or ""), entries)


def _parsed(path: Path) -> Catalog | tuple[int, str]:
    """Parse a .po file; give Babel's catalogue, or the line and the words of what is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return (0, f"cannot be read: {error.strerror}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return (line, "this byte is not UTF-8; save the file as UTF-8")
    fault = _text_fault(text)
    if fault is not None:
        return fault
    try:
        return read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as error:
        return (error.lineno + 1, f"this is not valid PO: {error}")
    except (ValueError, LookupError) as error:
        # A header that Babel cannot make sense of: an unknown charset or plural rule.
        return (1, f"the header cannot be read: {error}")


def _text_fault(text: str) -> tuple[int, str] | None:
    """Find what Babel would read over: the first line that is wrong, and what is."""
    if text.startswith("\ufeff"):
        return (1, "a byte order mark stands first; save without one")
    first_at: dict[str, int] = {}
    for line, msgid in _msgids(text):
        if msgid in first_at:
            fault = f"this message stands in line {first_at[msgid]} already; keep one of them"
            return (line, fault)
        first_at[msgid] = line
    for line, words in enumerate(text.split("\n"), 1):
        if words.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            fault = "a merge conflict is left here; keep one side and delete the markers"
            return (line, fault)
        if not _PO_LINE.fullmatch(words):
            fault = f"this is not a line of a PO file; is a quotation mark missing? {words[:60]}"
            return (line, fault)
    return None


def _msgids(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each msgid as it is written; Babel keeps one of two."""
    begun, parts = 0, []
    for line, words in enumerate(text.split("\n"), 1):
        match = re.match(r"\s*(\w+)?(?:\[\d+\])?\s*(\".*\")\s*$", words)
        if match and match[1] == "msgid":
            begun, parts = line, [match[2][1:-1]]
        elif match and match[1] is None and begun:
            parts.append(match[2][1:-1])
        elif begun:
            yield begun, "".join(parts)
            begun = 0


def _singular(text: object) -> str:
    return str(text[0]) if isinstance(text, tuple | list) else str(text or "")


def read_messages(path: Path, root: Path) -> Catalog:
    """Read a .po file as Babel's catalogue, for writing it again.

    Raises ``KzbookError`` (``catalogue-unreadable``) with path and line: an update must
    never lose what a translator wrote.
    """
    catalog = _parsed(path)
    if isinstance(catalog, Catalog):
        return catalog
    raise _refusal(relative(path, root), catalog)


def _refusal(name: str, fault: tuple[int, str]) -> KzbookError:
    line, words = fault
    return KzbookError("catalogue-unreadable", f"{Location(name, line)}: {words}")


def interface(language: str, book: Book | None = None) -> dict[str, str | tuple[str, ...]]:
    """Give the interface words of *language* by their English: the pack's, then the book's."""
    words: dict[str, str | tuple[str, ...]] = {}
    paths = [PACK / language / "LC_MESSAGES" / f"{name}.po" for name in ("sphinx", "kzbook")]
    if book is not None:
        paths.append(po_path(book, language, INTERFACE))
    for path in paths:
        catalog = _parsed(path)
        if isinstance(catalog, Catalog):
            for message in catalog:
                strings = message.string
                given = strings if isinstance(strings, str) else tuple(strings or ())
                if (
                    message.id
                    and not message.fuzzy
                    and (given if isinstance(given, str) else all(given))
                ):
                    words[_singular(message.id)] = given
    return words


def compile_catalogues(book: Book, language: Language, folder: Path) -> None:
    """Write the .mo files of *language* under *folder*: never into locales/.

    Fuzzy and empty messages are left out, and so print the source text.
    """
    for path in catalogue_paths(book, language):
        catalog = _parsed(path)
        if path.stem != INTERFACE and isinstance(catalog, Catalog):
            _write_mo(catalog, folder, language, path.stem)
    _write_mo(_interface_catalog(book, language), folder, language, "sphinx")


def _interface_catalog(book: Book, language: Language) -> Catalog:
    catalog = Catalog(language)
    plurals = _plural_ids(language)
    for english, given in interface(language, book).items():
        catalog.add(plurals.get(english, english), given)
    return catalog


def _plural_ids(language: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for path in sorted((PACK / language).glob("LC_MESSAGES/*.po")):
        for message in read_messages(path, PACK):
            if isinstance(message.id, tuple | list):
                found[str(message.id[0])] = tuple(message.id)
    return found


def _write_mo(catalog: Catalog, folder: Path, language: str, domain: str) -> None:
    target = folder / language / "LC_MESSAGES" / f"{domain}.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(".tmp")
    with beside.open("wb") as file:
        write_mo(file, catalog)
    beside.replace(target)


def translate(domain: str, text: str) -> str:
    """Give the translation of *text* in a domain loaded for the edition, or "" for none."""
    translator = locale.translators.get(("general", domain))
    return str(getattr(translator, "_catalog", {}).get(text, "")) if text else ""


def missing(book: Book, domains: Mapping[str, object]) -> Iterator[Finding]:
    """Yield a finding for each catalogue that the book's sources ask for and locales/ lacks."""
    for language in book.languages:
        for domain in domains:
            path = po_path(book, language, domain)
            if not path.is_file():
                at = Location(relative(path, book.root))
                message = "this catalogue is missing; run `make update` to write it"
                yield Finding(at, "catalogue-missing", message)


def progress(book: Book) -> Iterator[Progress]:
    """Count what is translated, catalogue by catalogue.

    English is the source: an empty message there is complete, so only a fuzzy one is not.
    Raises ``KzbookError`` (``catalogue-unreadable``): what cannot be read cannot be counted.
    """
    for language in book.languages:
        for path in catalogue_paths(book, language):
            catalogue = read_catalogue(path, book.root)
            if catalogue.fault is not None:
                raise _refusal(catalogue.path, catalogue.fault)
            entries = catalogue.entries
            done = [each for each in entries if _is_done(each, language)]
            yield Progress(
                language,
                path.stem,
                len(entries),
                len(done),
                sum(each.fuzzy for each in entries),
                sum(_words(each) for each in entries),
                sum(_words(each) for each in done),
            )


def _is_done(entry: Entry, language: str) -> bool:
    return not entry.fuzzy and (bool(entry.msgstr) or language == SOURCE_LANGUAGE)


def _words(entry: Entry) -> int:
    return len(entry.msgid.split())
