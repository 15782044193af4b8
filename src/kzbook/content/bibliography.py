"""The reading of references.bib: its entries, their places, and what each says in plain words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
import pybtex.errors
from pybtex.database import BibliographyDataError
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError

from kzbook.book import read_text, relative
from kzbook.errors import KzbookError
from kzbook.finding import Location
from kzbook.manuscript import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pybtex.database import BibliographyData, Entry

DOMAIN = "bibliography"
"""The gettext domain of what a reader sees of references.bib."""
INSTRUMENT = "instrument"
PART_C = "part-c"


def read_bibliography(path: Path, root: Path) -> BibliographyData:
    """Read references.bib as UTF-8 BibTeX.

    Raises ``KzbookError`` (``bibliography-unreadable``) with path and line.
    """
    name = relative(path, root)
    code = "bibliography-unreadable"
    try:
        text = read_text(path, root, code)
    except FileNotFoundError:
        message = f"{name}: the bibliography is missing"
        raise KzbookError(code, message, hint="an empty file will do") from None
    return _parsed(text, name, code)


# Sources, addresses and references are each read from it, and nothing changes what was read.
@lru_cache(4)
def _parsed(text: str, name: str, code: str) -> BibliographyData:
    with pybtex.errors.capture() as soft:
        try:
            data = Parser().parse_string(text)
        except PybtexSyntaxError as error:
            message = f"{name}:{error.lineno}: this is not valid BibTeX: {error}"
            raise KzbookError(code, message) from None
        except PybtexError as error:
            raise KzbookError(code, f"{name}:{_line_of(error, text)}: {error}") from None
    for fault in soft:
        raise KzbookError(code, f"{name}:{_line_of(fault, text)}: {fault}")
    lines = {key: line for line, key in _entry_lines(text)}
    for key, entry in data.entries.items():
        if PART_C in entry.fields.get("keywords", "") and "url" not in entry.fields:
            message = f"{name}:{lines.get(key, 1)}: {key} is of part C and has no url"
            raise KzbookError(code, message, hint="copy it from the source document")
    return data


def _line_of(error: Exception, text: str) -> int:
    if isinstance(error, PybtexSyntaxError):
        return int(error.lineno)
    if isinstance(error, BibliographyDataError):
        key = str(error).rpartition(" ")[2]
        lines = [line for line, found in _entry_lines(text) if found == key]
        return lines[-1] if lines else 1
    return 1


def _entry_lines(text: str) -> Iterator[tuple[int, str]]:
    for line, words in enumerate(text.splitlines(), 1):
        if match := re.match(r"\s*@\w+\s*[{(]\s*([^,\s]+)", words):
            yield line, match[1]


def sources(path: Path, root: Path) -> tuple[Source, ...]:
    """List the entries of references.bib with their places and addresses."""
    data = read_bibliography(path, root)
    name = relative(path, root)
    listed = []
    for line, key in _entry_lines(path.read_text("utf-8")):
        entry = data.entries[key]
        url, archive = entry.fields.get("url", ""), entry.fields.get("archiveurl", "")
        listed.append(Source(key, Location(name, line), url, archive))
    return tuple(listed)


class Work(msgspec.Struct, frozen=True):
    """A source as data: its title, in brackets if it bears none, and its address if it has one."""

    title: str
    url: str


def works(path: Path, root: Path) -> dict[str, Work]:
    """Give the works of references.bib by key, in its order."""
    entries = read_bibliography(path, root).entries
    return {
        key: Work(plain(entry.fields.get("title", "")) or key, entry.fields.get("url", ""))
        for key, entry in entries.items()
    }


def plain(text: str) -> str:
    """Give the characters that BibTeX's markup stands for."""
    return str(Text.from_latex(text)) if text else ""


def names(entry: Entry, role: str) -> list[str]:
    """List who is named as ``author`` or ``editor``, family names first."""
    return [plain(str(person)) for person in entry.persons.get(role, ())]


def is_descriptive(entry: Entry) -> bool:
    """Say whether the title is words about the work, not a title that the work bears."""
    title = plain(entry.fields.get("title", ""))
    return title.startswith("[") or INSTRUMENT in entry.fields.get("keywords", "")
