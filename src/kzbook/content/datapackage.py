"""The figures of the book as data: facts.csv, and a Frictionless Data Package that describes it.

https://specs.frictionlessdata.io/data-package/ and, for the table, RFC 4180: lines end with
CRLF, as that says and as the package takes for granted.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Any

from kzbook.book import SOURCE_LANGUAGE
from kzbook.content.bibliography import Work, works

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kzbook.book import Book
    from kzbook.manuscript import Fact, Manuscript

TABLE = "facts.csv"
PACKAGE = "datapackage.json"

_DATES = {"year", "month", "period"}
_NUMBERS = {"count", "share", "money", "area", "duration", "rank", "ratio"}
_PERIOD = r"\d{4}(-\d{2})?(/\d{4})?"


def data_files(book: Book, manuscripts: Sequence[Manuscript]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and the bytes of the data files; a book without facts has none.

    *manuscripts* are those of the book's languages. The same book gives the same bytes.
    """
    if not manuscripts or not manuscripts[0].facts:
        return
    known = works(book.bibliography, book.root)
    table = _table(book, manuscripts, known)
    yield TABLE, table
    cited = {fact.source for fact in manuscripts[0].facts}
    sources = [work for key, work in known.items() if key in cited]
    package = _package(book, [each.language for each in manuscripts], table, sources)
    yield PACKAGE, json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def _table(book: Book, manuscripts: Sequence[Manuscript], known: Mapping[str, Work]) -> bytes:
    names = [field["name"] for field in _fields([each.language for each in manuscripts])]
    written = io.StringIO()
    rows = csv.DictWriter(written, names, lineterminator="\r\n")
    rows.writeheader()
    for fact in manuscripts[0].facts:
        work = known.get(fact.source, Work("", ""))
        row = {
            "key": fact.key,
            "kind": fact.kind,
            "value": _interval(str(fact.value)) if fact.kind in _DATES else fact.value,
            "number": fact.value if fact.kind in _NUMBERS else "",
            "unit": fact.unit,
            "qualifier": fact.qualifier,
            "period": _interval(fact.period),
            "source": fact.source,
            "source_title": work.title,
            "source_url": work.url,
            "places": " ".join(_places(book, manuscripts, fact)),
        }
        for manuscript in manuscripts:
            row |= _words(manuscript, fact)
        rows.writerow(row)
    return written.getvalue().encode()


def _interval(period: str) -> str:
    """Write a year, a month, two years or a decade as ISO 8601 has it: 1990/1999."""
    if period.endswith("s"):
        first = int(period.removesuffix("s"))
        return f"{first}/{first + 9}"
    return re.sub(r"^(\d{4})-(\d{4})$", r"\1/\2", period)


def _words(manuscript: Manuscript, fact: Fact) -> Mapping[str, str]:
    """Give what an edition prints, where that is in its language."""
    language = manuscript.language
    for entry in manuscript.fact_entries:
        if entry.key == fact.key:
            said = {"measures": entry.measures, "printed": entry.value}
            return {f"{name}_{language}": text for name, (text, own) in said.items() if own == language}  # fmt: skip
    return {}


def _places(book: Book, manuscripts: Iterable[Manuscript], fact: Fact) -> Iterator[str]:
    """Name the places on the site of the original; the other sites have the same."""
    if "html" not in book.formats:
        return
    manuscripts = sorted(manuscripts, key=lambda each: each.language != SOURCE_LANGUAGE)
    for entry in manuscripts[0].fact_entries:
        if entry.key == fact.key:
            for place in entry.places:
                docname, _sign, anchor = place.partition("#")
                yield f"{manuscripts[0].language}/{docname}.html#{anchor}"


def _package(
    book: Book, languages: Sequence[str], table: bytes, sources: Iterable[Work]
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": book.stem or "book",
        "title": book.title,
    }
    if book.description:
        told["description"] = book.description
    if book.licence:
        told["licenses"] = [{"name": book.licence}]
    listed = [{"title": each.title, **({"path": each.url} if each.url else {})} for each in sources]
    if listed:
        told["sources"] = listed
    told["resources"] = [
        {
            "profile": "tabular-data-resource",
            "name": "facts",
            "path": TABLE,
            "description": "The figures that the text prints, one a row.",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": len(table),
            "hash": f"sha256:{hashlib.sha256(table).hexdigest()}",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
            "schema": {"fields": _fields(languages), "primaryKey": ["key"]},
        }
    ]
    return told


def _fields(languages: Sequence[str]) -> list[dict[str, Any]]:
    """Describe the columns, in their order."""
    return [
        _field("key", "Names the figure.", required=True, unique=True),
        _field("kind", "What the figure is.", required=True, enum=sorted(_NUMBERS | _DATES | {"article"})),
        _field(
            "value",
            "The author's value, doubtful or not: a number with a decimal point, a date or an "
            "interval as ISO 8601 has it, or the number of an article as printed.",
            required=True,
        ),
        _field("number", "The value, where it is an amount; a share is in per cent.", "number"),
        _field("unit", "What is counted."),
        _field("qualifier", "The author's: about, more than, at least; none for an exact figure."),
        _field("period", "What the figure refers to, if the text states it; ISO 8601.", pattern=_PERIOD),
        *(
            _field(f"{name}_{language}", f"{what} ({language}); empty while untranslated.")
            for name, what in (
                ("measures", "What the figure measures"),
                ("printed", "The figure with its qualifier as the edition tells it"),
            )
            for language in languages
        ),
        _field("source", "The key of the source, if the text itself names it."),
        _field("source_title", "The title of the source, or in brackets words about it."),
        _field("source_url", "The address of the source."),
        _field(
            "places",
            "Where the text prints the figure, separated by spaces; the pages of the other "
            "languages have the same names.",
        ),
    ]  # fmt: skip


def _field(name: str, description: str, kind: str = "string", **constraints: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "type": kind, "description": description}
    return {**told, "constraints": constraints} if constraints else told
