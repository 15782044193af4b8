"""How far a translation is: in messages and in words, catalogue by catalogue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from kzbook.book import SOURCE_LANGUAGE, Language
from kzbook.finding import Finding, Location
from kzbook.languages.catalogs import catalogue_paths, parsed, read_catalogue, refusal
from kzbook.languages.linter import breaches
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kzbook.book import Book
    from kzbook.languages.catalogs import Entry


class Progress(msgspec.Struct, frozen=True):
    """How much of one catalogue is translated, in messages and in words of the source.

    ``stale`` are the fuzzy messages whose source changed after they were translated;
    ``refused`` are those that break a rule of the build, which prints their source text.
    """

    language: Language
    domain: str
    messages: int
    translated: int
    fuzzy: int
    stale: int
    refused: int
    words: int
    translated_words: int
    translators: tuple[str, ...] = ()


def progress(book: Book) -> Iterator[Progress]:
    """Count what is translated, catalogue by catalogue.

    English is the source: an empty message there is complete, so only a fuzzy one is not.
    Raises ``KzbookError`` (``catalogue-unreadable``): what cannot be read cannot be counted.
    """
    for language in book.languages:
        for path in catalogue_paths(book, language):
            yield progress_in(book, language, path)


def progress_in(book: Book, language: Language, path: Path) -> Progress:
    """Count what one catalogue has translated; raises as `progress` does."""
    catalogue = read_catalogue(path, book.root)
    if catalogue.fault is not None:
        raise refusal(catalogue.path, catalogue.fault)
    entries = catalogue.entries
    refused = {each.at.line for each in breaches(catalogue)}
    done = [each for each in entries if _is_done(each, language, refused)]
    text = path.read_text("utf-8")
    return Progress(
        language,
        path.stem,
        len(entries),
        len(done),
        sum(each.fuzzy for each in entries),
        len(re.findall(r"^#\| msgid ", text, re.MULTILINE)),
        len(refused),
        sum(_words(each) for each in entries),
        sum(_words(each) for each in done),
        translators(text, str(getattr(parsed(path), "last_translator", "") or "")),
    )


def share(rows: Iterable[Progress]) -> float:
    """Give the share of words that are translated, 0 to 1; nothing to translate is all."""
    rows = list(rows)
    words = sum(each.words for each in rows)
    return sum(each.translated_words for each in rows) / words if words else 1.0


def below_threshold(book: Book, rows: Iterable[Progress]) -> Iterator[Finding]:
    """Yield a finding for each language under ``translated-at-least`` of [tool.kzbook]."""
    rows = list(rows)
    for language in book.languages:
        done = 100 * share(row for row in rows if row.language == language)
        if done < book.translated_at_least:
            # Rounded down: 99.96 % is not all.
            message = say(
                "%(language)s: %(share)s %% of the words are translated, the book asks for "
                "%(wanted)s %%; translate the rest, or lower translated-at-least in [tool.kzbook]",
                language=language,
                share=f"{int(done * 10) / 10:g}",
                wanted=f"{book.translated_at_least:g}",
            )
            yield Finding(Location("pyproject.toml"), "edition-threshold", message)


def translators(text: str, last: str = "") -> tuple[str, ...]:
    """Name those who translated, as the head of a catalogue does, without their addresses.

    GNU gettext's lines ``# Name <address>, years.`` and the last translator's.
    """
    head = text.partition("\nmsgid ")[0]
    named = re.findall(r"^# ([^<>\n]+?) <[^<>\n]+>, [\d, –-]+\.?$", head, re.MULTILINE)
    # What Babel writes where nobody has signed.
    last = re.sub(r"\s*<[^>]*>", "", last).strip()
    unsigned = {"FIRST AUTHOR", "FULL NAME", ""}
    return tuple(dict.fromkeys(each for each in (*named, last) if each not in unsigned))


def _is_done(entry: Entry, language: str, refused: set[int]) -> bool:
    if entry.fuzzy or entry.line in refused:
        return False
    return all(entry.forms) or language == SOURCE_LANGUAGE


def _words(entry: Entry) -> int:
    return len(entry.msgid.split())
