"""The types of entries that the styles can print, and the fields that each wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kzbook.finding import Finding, check
from kzbook.manuscript import Manuscript

if TYPE_CHECKING:
    from collections.abc import Iterator


class EntryType(msgspec.Struct, frozen=True):
    """What an entry of one type needs: one field of each group; and what it may have besides."""

    needed: tuple[tuple[str, ...], ...]
    allowed: frozenset[str] = frozenset()


_WHO = ("author", "editor")
_EVERYWHERE = frozenset(
    [
        "archivedate",
        "archiveurl",
        "author",
        "date",
        "doi",
        "keywords",
        "language",
        "shortauthor",
        "title",
        "url",
        "urldate",
        "year",
    ]
)
_MADE = frozenset({"address", "edition", "editor", "isbn", "pages", "publisher"})
_PART = frozenset({"booktitle", "journal", "journaltitle", "number", "volume"})

ENTRY_TYPES = {
    "article": EntryType((("author",), ("title",), ("journal", "journaltitle")), _MADE | _PART),
    "book": EntryType((_WHO, ("title",)), _MADE),
    "incollection": EntryType((("author",), ("title",), ("booktitle",)), _MADE | _PART),
    "legislation": EntryType((("author",), ("title",)), frozenset({"publisher"})),
    "online": EntryType((_WHO, ("title",), ("url",)), frozenset({"editor", "publisher"})),
    "report": EntryType((_WHO, ("title",)), _MADE),
    "treaty": EntryType((("author",), ("title",)), frozenset({"publisher"})),
}


@check(Manuscript)
def source_type(manuscript: Manuscript) -> Iterator[Finding]:
    """An entry of references.bib is of a type that can be printed.

    Bad:  @webpage{bank, author = {{World Bank}}, title = {Data}, url = {https://a.example/}}
    Good: @online{bank, author = {{World Bank}}, title = {Data}, url = {https://a.example/}}
    """
    for each in manuscript.references:
        if each.kind not in ENTRY_TYPES:
            known = ", ".join(ENTRY_TYPES)
            message = f"{each.key} is a @{each.kind}, which no style prints; make it one of {known}"
            yield Finding(each.at, "source-type", message)


@check(Manuscript)
def source_fields(manuscript: Manuscript) -> Iterator[Finding]:
    """An entry has the fields that its type needs, and none that is not printed.

    Bad:  @online{bank, author = {{World Bank}}, title = {Data}}
    Good: @online{bank, author = {{World Bank}}, title = {Data}, url = {https://a.example/}}
    """
    for each in manuscript.references:
        kind = ENTRY_TYPES.get(each.kind)
        if kind is None:
            continue
        for group in kind.needed:
            if not any(name in each.fields for name in group):
                message = f"{each.key} has no {' or '.join(group)}, which a @{each.kind} needs"
                yield Finding(each.at, "source-fields", message)
        for name in each.fields:
            if name not in _EVERYWHERE | kind.allowed:
                message = f"{each.key}: {name} is not printed in a @{each.kind}; take it out"
                yield Finding(each.at, "source-fields", message)
