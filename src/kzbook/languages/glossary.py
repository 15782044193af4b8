"""The glossary: which words the translations have agreed upon, from locales/glossary.csv."""

from __future__ import annotations

import csv
import io
import re
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from kzbook.book import read_text
from kzbook.errors import KzbookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("en", "ru", "kk", "type", "forbidden_ru", "forbidden_kk", "note")


class Term(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One term: the English, what stands for it, and what does not, by language.

    ``given`` and ``forbidden`` hold alternatives; a forbidden form in ``only_here`` is
    wrong for this term alone, the others are wrong anywhere.
    """

    english: tuple[str, ...]
    given: dict[str, tuple[str, ...]]
    forbidden: dict[str, tuple[str, ...]] = {}
    only_here: frozenset[str] = frozenset()
    kind: str = ""
    note: str = ""
    line: int = 0

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Find the English term in a text, in the plural as well; a name keeps its capitals."""
        return _pattern(self.english)

    def counterparts(self, text: str, language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the words of *text* that are the term, and what stands for them in *language*.

        A row of names, "Bulgaria; Greece", pairs them in their order.
        """
        given = self.given.get(language, ())
        paired = len(self.english) > 1 and len(given) == len(self.english)
        rows = [((each,), (ours,)) for each, ours in zip(self.english, given, strict=False)]
        for theirs, ours in rows if paired else [(self.english, given)]:
            if ours and (match := _pattern(theirs).search(text)):
                yield match[0], ours


def _pattern(english: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(
        rf"{re.escape(each)}(?:s|es)?" if each[-1:].isalpha() else re.escape(each)
        for each in sorted(english, key=len, reverse=True)
    )
    flags = re.IGNORECASE if english[0].islower() else re.NOFLAG
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", flags)


def read_glossary(path: Path, root: Path) -> tuple[Term, ...]:
    """Read the glossary; a missing file has no terms.

    Raises ``KzbookError`` (``glossary-unreadable``) with the line.
    """
    try:
        text = read_text(path, root, "glossary-unreadable")
    except FileNotFoundError:
        return ()
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [each for each in COLUMNS if each not in (reader.fieldnames or ())]
    if missing:
        message = f"{path.name}:1: the column {missing[0]} is missing"
        raise KzbookError("glossary-unreadable", message, hint=f"it has {', '.join(COLUMNS)}")
    terms = []
    for row in reader:
        english = tuple(_alternatives(row["en"] or ""))
        if not english:
            message = f"{path.name}:{reader.line_num}: the English term is missing"
            raise KzbookError("glossary-unreadable", message)
        terms.append(_term(row, english, reader.line_num))
    return tuple(terms)


def terms_in(text: str, terms: tuple[Term, ...]) -> list[Term]:
    """List the terms that stand in an English *text*; one inside a longer one is left out."""
    found: list[tuple[int, int, Term]] = [
        (*match.span(), each) for each in terms for match in each.pattern.finditer(text)
    ]
    longest = {
        each.line: each
        for start, end, each in sorted(found, key=lambda spot: (spot[0], -spot[1]))
        if not any((a <= start and end <= b) and (b - a) > (end - start) for a, b, _other in found)
    }
    return list(longest.values())


def _term(row: dict[str, str], english: tuple[str, ...], line: int) -> Term:
    forbidden = {}
    only_here = set()
    for language in ("ru", "kk"):
        forms = []
        for each in (row[f"forbidden_{language}"] or "").split(";"):
            form = each.removesuffix("(*)").strip() if "(*)" in each else each.strip()
            if form:
                forms.append(form)
                only_here |= {form} if "(*)" in each else set()
        forbidden[language] = tuple(forms)
    return Term(
        english=english,
        given={each: tuple(_alternatives(row[each] or "")) for each in ("ru", "kk")},
        forbidden=forbidden,
        only_here=frozenset(only_here),
        kind=row["type"] or "",
        note=row["note"] or "",
        line=line,
    )


def _alternatives(cell: str) -> Iterator[str]:
    """Yield the forms of a cell, without what its brackets explain."""
    for each in re.sub(r"\([^)]*\)", "", cell).split(";"):
        form = re.sub(r"\s+", " ", each).strip()
        if form:
            yield form
