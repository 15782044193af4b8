"""The findings of the whole book: its catalogues, its text in every language, its editions."""

# What a verb needs is imported by it, so that checking a .po file starts at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kzbook.finding import Finding, findings, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kzbook.book import Book, Edition
    from kzbook.build import Translation
    from kzbook.manuscript import Fact, Link, Source


def check_book(book: Book, *, releasing: bool = False) -> list[Finding]:
    """Check the catalogues and, if they can be read, the book in every language.

    A release is besides refused for sources that are dead and have no archived copy.
    """
    from kzbook.build import processes, read
    from kzbook.ledger import read_ledger
    from kzbook.linkcheck.standings import dead_links

    found = catalogue_findings(book)
    if has_errors(found):
        return found
    with processes(book) as executor:
        made = list(read(book, executor, book.root / "build" / "check"))
    dead = dead_links(*links_and_sources(made), read_ledger(book)) if releasing else ()
    return sorted({*found, *findings_of(book, made), *dead})


def findings_of(book: Book, made: Iterable[Translation]) -> list[Finding]:
    """Give what Sphinx, the checks and the comparison of languages say of what was read."""
    from kzbook.book import SOURCE_LANGUAGE
    from kzbook.languages.catalogs import missing
    from kzbook.languages.edition import DOMAINS
    from kzbook.manuscript import Collation

    made = list(made)
    told = [finding for each in made for finding in each.warnings]
    originals = [each.manuscript for each in made if each.language == SOURCE_LANGUAGE]
    collations = [
        Collation(original, each.manuscript)
        for original in originals
        for each in made
        if each.manuscript is not original
    ]
    told += findings(*(each.manuscript for each in made), *collations)
    domains = dict.fromkeys([*(name for each in made for name in each.domains), *DOMAINS])
    return [*told, *missing(book, domains)]


def catalogue_findings(book: Book) -> list[Finding]:
    """Check the catalogues of the book beside its facts."""
    from kzbook.manuscript import read_facts

    facts = read_facts(book.docs / "facts.toml", book.root)
    return lint_catalogues(catalogue_files(book), book.root, facts)


def catalogue_files(book: Book) -> list[Path]:
    """List the catalogues of all languages."""
    from kzbook.languages.catalogs import catalogue_paths

    return [path for language in book.languages for path in catalogue_paths(book, language)]


def lint_catalogues(
    paths: Iterable[Path], root: Path, facts: dict[str, Fact] | None = None
) -> list[Finding]:
    """Check .po files, in the book or not."""
    from kzbook.languages.linter import lint_files

    return lint_files(paths, root.resolve(), facts)


def make_editions(book: Book, editions: list[Edition], *, press: bool = False) -> list[Translation]:
    """Build editions, and say on the terminal when a language is done."""
    from kzbook.build import build as built
    from kzbook.build import processes

    made = []
    with processes(book) as executor:
        for translation in built(book, editions, executor, book.root / "build", press=press):
            names = " ".join(str(each.edition) for each in translation.artifacts if not each.part)
            print(f"built {names}", file=sys.stderr, flush=True)
            made.append(translation)
    return made


def links_and_sources(made: Iterable[Translation]) -> tuple[list[Link], list[Source]]:
    """Give the addresses and the sources that any language names, each once."""
    made = list(made)
    named = dict.fromkeys(link for each in made for link in each.manuscript.links)
    sources = dict.fromkeys(source for each in made for source in each.manuscript.sources)
    return list(named), list(sources)
