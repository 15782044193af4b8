"""Catalogues: reading .po files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from sphinx import locale

from kzbook.book import relative
from kzbook.errors import KzbookError
from kzbook.finding import Finding, Location
from kzbook.languages.glossary import Glossary
from kzbook.languages.pofile import restore_previous
from kzbook.speech import say

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

    ``plural`` is its msgid_plural; ``forms`` are all that msgstr gives, one where nothing
    is counted, and ``msgstr`` is the first of them. ``context`` is its msgctxt; ``comments``
    are the translator's own, the lines that start with ``# ``.
    """

    msgid: str
    msgstr: str
    line: int
    fuzzy: bool = False
    plural: str = ""
    forms: tuple[str, ...] = ()
    context: str = ""
    comments: tuple[str, ...] = ()


class Catalogue(msgspec.Struct, frozen=True):
    """A .po file as read; a file that cannot be read has ``fault`` instead of entries.

    ``header`` is the text of the first, empty message as it stands.
    """

    path: str
    language: str = ""
    entries: tuple[Entry, ...] = ()
    header: str = ""
    fault: tuple[int, str] | None = None


class Locales(msgspec.Struct, frozen=True):
    """Catalogues of one language beside each other, with the glossary that they follow."""

    language: str
    catalogues: tuple[Catalogue, ...]
    glossary: Glossary


def po_path(book: Book, language: str, domain: str) -> Path:
    """Name the catalogue of one domain: sphinx-intl's layout."""
    return book.locales / language / "LC_MESSAGES" / f"{domain}.po"


def catalogue_paths(book: Book, language: str) -> list[Path]:
    """List the catalogues that the book has in *language*."""
    return sorted((book.locales / language / "LC_MESSAGES").glob("*.po"))


def locales_folder(path: Path) -> Path:
    """Give locales/ of locales/kk/LC_MESSAGES/notes.po; of any other path, its own folder."""
    folder = path.absolute().parent
    return folder.parent.parent if folder.name == "LC_MESSAGES" else folder


def read_catalogue(path: Path, root: Path) -> Catalogue:
    """Read a .po file, inside the book or not; what is wrong with it becomes its ``fault``."""
    name = relative(path, root)
    catalog = parsed(path)
    if not isinstance(catalog, Catalog):
        return Catalogue(name, fault=catalog)
    entries = tuple(
        Entry(
            singular(each.id),
            singular(each.string),
            each.lineno or 0,
            each.fuzzy,
            str(each.id[1]) if isinstance(each.id, tuple | list) else "",
            _forms(each.string),
            each.context or "",
            tuple(each.user_comments),
        )
        for each in catalog
        if each.id
    )
    header = _header(path.read_text("utf-8"))
    return Catalogue(name, str(catalog.locale_identifier or ""), entries, header)


def _header(text: str) -> str:
    """Take the header's lines as they stand; Babel gives its own reading of them."""
    found = re.search(r'^msgid ""\s*\nmsgstr\s*((?:"[^\n]*"\s*\n)+)', text, re.MULTILINE)
    lines = re.findall(r'^"?(.*?)"?\s*$', found[1], re.MULTILINE) if found else []
    return "".join(lines).replace("\\n", "\n")


def parsed(path: Path) -> Catalog | tuple[int, str]:
    """Parse a .po file; give Babel's catalogue, or the line and the words of what is wrong."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return (0, say("cannot be read: %(reason)s", reason=error.strerror))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return (line, say("this byte is not UTF-8; save the file as UTF-8"))
    fault = _text_fault(text)
    if fault is not None:
        return fault
    try:
        # Babel takes no previous source of an obsolete message; `restore_previous` does.
        return read_po(
            io.StringIO(re.sub(r"^#~\|", "#|", text, flags=re.MULTILINE)), abort_invalid=True
        )
    except PoFileError as error:
        return (error.lineno + 1, say("this is not valid PO: %(reason)s", reason=str(error)))
    except (ValueError, LookupError) as error:
        # A header that Babel cannot make sense of: an unknown charset or plural rule.
        return (1, say("the header cannot be read: %(reason)s", reason=str(error)))


def _text_fault(text: str) -> tuple[int, str] | None:
    """Find what Babel would read over: the first line that is wrong, and what is."""
    if text.startswith("\ufeff"):
        return (1, say("a byte order mark stands first; save without one"))
    first_at: dict[tuple[str, str], int] = {}
    for line, key in _keys(text):
        if key in first_at:
            fault = say(
                "this message stands in line %(line)s already; keep one of them", line=first_at[key]
            )
            return (line, fault)
        first_at[key] = line
    for line, words in enumerate(text.split("\n"), 1):
        if words.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            fault = say("a merge conflict is left here; keep one side and delete the markers")
            return (line, fault)
        if not _PO_LINE.fullmatch(words):
            fault = say(
                "this is not a line of a PO file; is a quotation mark missing? %(words)s",
                words=words[:60],
            )
            return (line, fault)
    return None


def _keys(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the line of each msgid, its context and its text; Babel keeps one of two."""
    begun, parts, name = 0, {"msgctxt": "", "msgid": ""}, ""
    for line, words in enumerate(text.split("\n"), 1):
        match = re.match(r"\s*(\w+)?(?:\[\d+\])?\s*\"(.*)\"\s*$", words)
        name = (match[1] or name) if match else ""
        if match and match[1] in parts:
            parts[match[1]] = match[2]
            begun = line if match[1] == "msgid" else begun
        elif match and name in parts:
            parts[name] += match[2]
        elif begun:
            yield begun, (parts["msgctxt"], parts["msgid"])
            begun, parts = 0, {"msgctxt": "", "msgid": ""}


def _forms(string: object) -> tuple[str, ...]:
    if isinstance(string, tuple | list):
        return tuple(str(each or "") for each in string)
    return (str(string or ""),)


def singular(text: object) -> str:
    """Give the first of what Babel has for a message or its translation, "" for nothing."""
    return str(text[0]) if isinstance(text, tuple | list) else str(text or "")


def read_messages(path: Path, root: Path) -> Catalog:
    """Read a .po file as Babel's catalogue, for writing it again.

    Raises ``KzbookError`` (``catalogue-unreadable``) with path and line: an update must
    never lose what a translator wrote.
    """
    catalog = parsed(path)
    if isinstance(catalog, Catalog):
        restore_previous(catalog, path.read_text("utf-8"))
        return catalog
    raise refusal(relative(path, root), catalog)


def refusal(name: str, fault: tuple[int, str]) -> KzbookError:
    """Tell as an error what is wrong with a catalogue."""
    line, words = fault
    message = say("%(place)s: %(fault)s", place=Location(name, line), fault=words)
    return KzbookError("catalogue-unreadable", message)


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
                message = say("this catalogue is missing; run `make update` to write it")
                yield Finding(at, "catalogue-missing", message)
