"""The bibliography for other programs: BibTeX, RIS and CSL-JSON, in the words of a language.

BibTeX is that of biblatex, in UTF-8. RIS has no specification but its maker's:
https://en.wikipedia.org/wiki/RIS_(file_format); CSL-JSON follows
https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import msgspec

from kzbook.content.bibliography import DOMAIN, is_descriptive, names, plain, read_bibliography
from kzbook.languages.catalogs import po_path, read_messages, singular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pybtex.database import Entry

    from kzbook.book import Book

_KINDS = {
    "article": ("article", "JOUR", "article-journal"),
    "book": ("book", "BOOK", "book"),
    "incollection": ("incollection", "CHAP", "chapter"),
    "legislation": ("misc", "STAT", "legislation"),
    "online": ("online", "ELEC", "webpage"),
    "report": ("report", "RPRT", "report"),
    "treaty": ("misc", "STAT", "treaty"),
}
"""The types of ours as biblatex, RIS and CSL call them; what biblatex lacks is its subtype."""
_OTHER = ("misc", "GEN", "document")
_RIS = {
    "title": "TI", "means": "TT", "container": "T2", "year": "PY", "publisher": "PB",
    "address": "CY", "edition": "ET", "volume": "VL", "number": "IS", "doi": "DO", "isbn": "SN",
    "language": "LA", "url": "UR",
}  # fmt: skip
_CSL = {
    "title": "title", "means": "translated-title", "container": "container-title",
    "publisher": "publisher", "address": "publisher-place", "edition": "edition",
    "volume": "volume", "number": "issue", "pages": "page", "doi": "DOI", "isbn": "ISBN",
    "language": "language", "url": "URL",
}  # fmt: skip
_BIBTEX = {"means": "titleaddon", "language": "langid"}
_LANGID = {"en": "english", "ru": "russian", "kk": "kazakh", "it": "italian"}


class PlainEntry(msgspec.Struct, frozen=True):
    """An entry in plain words: ``said`` by field, ``means`` is a title translated."""

    key: str
    kind: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    said: dict[str, str]


def bibliography_files(book: Book, language: str) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of the exports in *language*; the same book gives the same bytes."""
    words = _words(book, language)
    listed = list(references(book, language, lambda text: words.get(text, "")))
    yield f"references.{language}.bib", "\n".join(map(_bibtex, listed)).encode()
    yield f"references.{language}.ris", "".join(map(_ris, listed)).encode()
    told = json.dumps([_csl(each) for each in listed], ensure_ascii=False, indent=2)
    yield f"references.{language}.json", told.encode() + b"\n"


def references(book: Book, language: str, translated: Callable[[str], str]) -> Iterator[PlainEntry]:
    """Yield the entries of references.bib in its order, in the words of *language*.

    *translated* gives those, or "" for none.
    """
    for key, entry in read_bibliography(book.bibliography, book.root).entries.items():
        said = dict(_said(entry, translated, language))
        authors, editors = (
            tuple(translated(each) or each for each in names(entry, role))
            for role in ("author", "editor")
        )
        yield PlainEntry(key, entry.type, authors, editors, said)


def _words(book: Book, language: str) -> dict[str, str]:
    path = po_path(book, language, DOMAIN)
    if not path.is_file():
        return {}
    read = read_messages(path, book.root)
    return {
        singular(each.id): singular(each.string)
        for each in read
        if each.id and each.string and not each.fuzzy
    }


def _said(
    entry: Entry, translated: Callable[[str], str], language: str
) -> Iterator[tuple[str, str]]:
    given = {name.lower(): plain(text) for name, text in entry.fields.items()}
    title = given.get("title", "")
    means = translated(title)
    if is_descriptive(entry):
        yield "title", means or title
    else:
        yield "title", title
        if means and means != title and given.get("language", "") != language:
            yield "means", means
    container = next(
        (given[name] for name in ("journaltitle", "journal", "booktitle") if name in given), ""
    )
    if container:
        yield "container", container
    for name in ("publisher", "address"):
        if name in given:
            yield name, translated(given[name]) or given[name]
    for name in (
        "year", "edition", "volume", "number", "pages", "doi", "isbn", "url", "urldate", "language",
    ):  # fmt: skip
        if name in given:
            # An address is no LaTeX: a % or a ~ in it is its own.
            yield name, entry.fields[name] if name == "url" else given[name]


def _bibtex(each: PlainEntry) -> str:
    kind = _KINDS.get(each.kind, _OTHER)[0]
    fields = {role: " and ".join(map(_name, people)) for role, people in (("author", each.authors), ("editor", each.editors)) if people}  # fmt: skip
    for name, text in each.said.items():
        if name == "container":
            fields["journaltitle" if kind == "article" else "booktitle"] = _escaped(text)
        elif name == "language":
            fields["langid"] = _LANGID.get(text, text)
        elif name in {"url", "doi"}:
            fields[name] = text
        elif name == "title":
            # Braces keep its capitals.
            fields[name] = f"{{{_escaped(text)}}}"
        else:
            fields[_BIBTEX.get(name, name)] = _escaped(text)
    if kind != each.kind:
        fields["entrysubtype"] = each.kind
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items()]
    return "\n".join([f"@{kind}{{{each.key},", *lines, "}\n"])


def _name(name: str) -> str:
    """Write a name; braces hold that of a body together."""
    return _escaped(name) if ", " in name else f"{{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))


def _ris(each: PlainEntry) -> str:
    told = [("TY", _KINDS.get(each.kind, _OTHER)[1]), ("ID", each.key)]
    told += [("AU", name) for name in each.authors]
    told += [("ED", name) for name in each.editors]
    told += [(tag, each.said[name]) for name, tag in _RIS.items() if name in each.said]
    if pages := each.said.get("pages"):
        first, _sign, last = pages.partition("–")
        told += [("SP", first), *([("EP", last)] if last else [])]
    if day := each.said.get("urldate"):
        told.append(("Y2", day.replace("-", "/")))
    return "".join(f"{tag}  - {text}\r\n" for tag, text in [*told, ("ER", "")])


def _csl(each: PlainEntry) -> dict[str, Any]:
    told: dict[str, Any] = {"id": each.key, "type": _KINDS.get(each.kind, _OTHER)[2]}
    for role, people in (("author", each.authors), ("editor", each.editors)):
        if people:
            told[role] = [_csl_name(name) for name in people]
    told |= {name: each.said[own] for own, name in _CSL.items() if own in each.said}
    for own, name in (("year", "issued"), ("urldate", "accessed")):
        if own in each.said:
            told[name] = _csl_date(each.said[own])
    return told


def _csl_date(day: str) -> dict[str, Any]:
    parts = day.split("-")
    if not all(part.isdecimal() for part in parts):
        return {"literal": day}
    return {"date-parts": [[int(part) for part in parts]]}


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}
