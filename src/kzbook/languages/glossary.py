"""The glossary: which words the translations have agreed upon, from locales/glossary.csv."""

from __future__ import annotations

import csv
import io
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kzbook.book import read_text, relative
from kzbook.errors import KzbookError
from kzbook.finding import Finding, Location, check
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GLOSSARY = "glossary.csv"
LANGUAGES = {"ru": say("Russian"), "kk": say("Kazakh")}
COLUMNS = ("en", "ru", "kk", "type", "forbidden_ru", "forbidden_kk", "note")
"""What the file must have. ``also_ru``, ``also_kk``, ``confidence`` and ``source`` it may have."""
ANY = "*"
"""In an ``also`` cell: the row advises, and any wording may stand for the term."""


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """One term: the English, what stands for it, and what does not, by language.

    ``given`` and ``forbidden`` hold alternatives, ``also`` what may stand for the term where
    the sentence asks for it. A forbidden form in ``only_here`` is wrong for this term alone,
    the others are wrong anywhere. ``cell`` is the English with its remarks in brackets.
    """

    english: tuple[str, ...]
    given: dict[str, tuple[str, ...]]
    also: dict[str, tuple[str, ...]] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    only_here: frozenset[str] = frozenset()
    kind: str = ""
    note: str = ""
    source: str = ""
    cell: str = ""
    line: int = 0

    def pairs(self, language: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Pair the English with what stands for it in *language*.

        A row of names, "Bulgaria; Greece", pairs them in their order; elsewhere each of the
        alternatives stands for each.
        """
        given = self.given.get(language, ())
        if len(self.english) == len(given) > 1:
            return [((each,), (ours,)) for each, ours in zip(self.english, given, strict=True)]
        return [(self.english, given)]


class Occurrence(NamedTuple):
    """A term where it stands in an English text: its place and its words as they are there."""

    start: int
    end: int
    words: str
    term: Term
    english: str

    def given(self, language: str) -> tuple[str, ...]:
        """Give what stands for the term in *language*."""
        pairs = self.term.pairs(language)
        return next((ours for theirs, ours in pairs if self.english in theirs), ())

    def accepted(self, language: str) -> tuple[str, ...]:
        """Give what stands for the term, and what else may stand there."""
        also = self.term.also.get(language, ())
        own = dict(zip(self.term.english, also, strict=False)).get(self.english)
        paired = own is not None and len(also) == len(self.term.english) > 1
        return (*self.given(language), *((own,) if paired and own else also))


class Glossary(msgspec.Struct, frozen=True, dict=True):
    """The terms of a glossary, and what is wrong with its lines as a table."""

    path: str = ""
    terms: tuple[Term, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()

    def occurrences(self, text: str) -> list[Occurrence]:
        """List the terms that stand in an English *text*; one inside a longer one is left out.

        A name keeps its capitals. Words that are terms of several rows are listed with each.
        """
        found = [
            Occurrence(*match.span(), match[0], term, english)
            for word in re.finditer(r"\w+", text)
            for pattern, term, english in self._patterns.get(word[0].lower(), ())
            if (match := pattern.match(text, word.start()))
        ]
        longest: list[Occurrence] = []
        for each in sorted(found, key=lambda spot: (spot.start, -spot.end)):
            if not longest or each.end > longest[-1].end or each[:2] == longest[-1][:2]:
                longest.append(each)
        return longest

    @cached_property
    def _patterns(self) -> dict[str, list[tuple[re.Pattern[str], Term, str]]]:
        """Sort the English of all terms by the first word, as it may stand in a text."""
        found: dict[str, list[tuple[re.Pattern[str], Term, str]]] = {}
        for term in self.terms:
            for english in term.english:
                pattern = _pattern(english, whole_row=term.english)
                first = re.findall(r"\w+", english)[:1]
                for word in {form for each in first for form in (each, *_plurals(each))}:
                    found.setdefault(word.lower(), []).append((pattern, term, english))
        return found


def _pattern(english: str, whole_row: tuple[str, ...]) -> re.Pattern[str]:
    forms = [english, *_plurals(english)] if english[-1:].isalpha() else [english]
    words = "|".join(re.escape(each) for each in sorted(forms, key=len, reverse=True))
    flags = re.IGNORECASE if whole_row[0].islower() else re.NOFLAG
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", flags)


def _plurals(word: str) -> tuple[str, ...]:
    if re.search(r"[^aeiou]y$", word):
        return (f"{word[:-1]}ies",)
    return (f"{word}es",) if re.search(r"(?:[sxzo]|ch|sh)$", word) else (f"{word}s",)


def read_glossary(path: Path, root: Path) -> Glossary:
    """Read the glossary; a missing file has no terms.

    Raises ``KzbookError`` (``glossary-unreadable``): no UTF-8, or a column is missing.
    """
    name = relative(path, root)
    try:
        text = read_text(path, root, "glossary-unreadable")
    except FileNotFoundError:
        return Glossary(name)
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    missing = [each for each in COLUMNS if each not in (reader.fieldnames or ())]
    if missing:
        message = say("%(file)s:1: the column %(column)s is missing", file=name, column=missing[0])
        hint = say("it has %(columns)s", columns=", ".join(COLUMNS))
        raise KzbookError("glossary-unreadable", message, hint=hint)
    terms, faults = [], []
    for row in reader:
        if None in row:
            wide = say(
                "more cells than the first line; put a cell with a comma between quotation marks"
            )
            faults.append((reader.line_num, wide))
        terms.append(_term(row, reader.line_num))
    return Glossary(name, tuple(terms), tuple(faults))


def _term(row: dict[str, str], line: int) -> Term:
    forbidden = {}
    only_here = set()
    for language in LANGUAGES:
        forms = []
        for each in row[f"forbidden_{language}"].split(";"):
            form = each.removesuffix("(*)").strip() if "(*)" in each else each.strip()
            if form:
                forms.append(form)
                only_here |= {form} if "(*)" in each else set()
        forbidden[language] = tuple(forms)
    return Term(
        english=tuple(_alternatives(row["en"])),
        given={each: tuple(_alternatives(row[each])) for each in LANGUAGES},
        also={each: tuple(_alternatives(row.get(f"also_{each}", ""))) for each in LANGUAGES},
        forbidden=forbidden,
        only_here=frozenset(only_here),
        kind=row["type"],
        note=row["note"],
        source=row.get("source", ""),
        cell=row["en"],
        line=line,
    )


def _alternatives(cell: str) -> Iterator[str]:
    """Yield the forms of a cell, without what its brackets explain."""
    for each in re.sub(r"\([^)]*\)", "", cell).split(";"):
        form = re.sub(r"\s+", " ", each).strip()
        if form:
            yield form


@check(Glossary)
def glossary_row(glossary: Glossary) -> Iterator[Finding]:
    """A row of the glossary has its English, Russian and Kazakh, once, and forbids none of them.

    The glossary is read by the checks and by the tools that translators work in: a row without
    a counterpart asks for nothing, and one that forbids what it gives can never be obeyed.
    Write the missing cell, make one row of two, or mark a form that is wrong for this term only
    with (*).

    Bad:  refugee,беженец,босқын,term,беженец,,
    Good: refugee,беженец,босқын,term,,қашқын,
    """
    first: dict[str, int] = {}
    given = {
        (language, form): term.line
        for term in glossary.terms
        for language in LANGUAGES
        for form in (*term.given[language], *term.also[language])
    }
    faults = list(glossary.faults)
    for term in glossary.terms:
        faults += [
            (term.line, say("the %(language)s is missing", language=name))
            for name, cell in ((say("English"), term.english), *_cells(term))
            if not cell
        ]
        for each in filter(None, (form.strip() for form in term.cell.split(";"))):
            if each in first:
                told = say(
                    "“%(term)s” stands in line %(line)s already", term=each, line=first[each]
                )
                faults.append((term.line, told))
            first.setdefault(each, term.line)
        for language in LANGUAGES:
            for form in term.forbidden[language]:
                # Forbidden for one term, a form may be right for another.
                line = given.get((language, form), 0)
                if line and (line == term.line or form not in term.only_here):
                    told = say(
                        "“%(form)s” is forbidden, but given %(place)s; mark it (*) or take one out",
                        form=form,
                        place=say("here")
                        if line == term.line
                        else say("in line %(line)s", line=line),
                    )
                    faults.append((term.line, told))
    for line, told in faults:
        yield Finding(Location(glossary.path, line), "glossary-row", told)


def _cells(term: Term) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language, name in LANGUAGES.items():
        yield name, term.given[language]
