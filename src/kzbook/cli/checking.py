"""The verbs that judge the book: its catalogues and text, and the addresses that it names."""

# What a verb needs is imported by it, so that checking a .po file starts at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kzbook.book import Book
from kzbook.cli.judging import (
    catalogue_files,
    catalogue_findings,
    check_book,
    links_and_sources,
    lint_catalogues,
)
from kzbook.cli.outcome import FOUND, GOOD, reported
from kzbook.errors import KzbookError
from kzbook.finding import has_errors, manual, manual_page, manual_paragraphs
from kzbook.speech import say, say_either, spoken

if TYPE_CHECKING:
    import argparse

    from kzbook.manuscript import Link, Source


def check(options: argparse.Namespace) -> int:
    """Check catalogues, or the whole book."""
    if options.explain is not None:
        return _explained(options.explain)
    strangers = [path for path in options.paths if path.suffix != ".po"]
    if strangers:
        message = say("%(path)s is not a .po file", path=strangers[0])
        hint = say("without a path the book is checked")
        raise KzbookError("path-unknown", message, hint=hint)
    if options.paths:
        found = lint_catalogues(options.paths, options.root)
        paths = options.paths
    else:
        book = Book.load(options.root)
        found = check_book(book)
        paths = catalogue_files(book)
    if options.spelling:
        from kzbook.languages.spelling import spelling_findings

        found = [*found, *spelling_findings(paths, options.root.resolve())]
    return reported(found, options.format)


def _explained(rule: str) -> int:
    """Print the manual page of a rule, or the list of them all."""
    from difflib import get_close_matches
    from importlib import import_module

    # Importing them registers the rules.
    for part in ("extension", "formats.linkgraph.checks", "languages.linter", "languages.spelling"):
        import_module(f"kzbook.{part}")
    pages = manual()
    if not rule:
        width = max(map(len, pages))
        for name, text in sorted(pages.items()):
            print(f"{name:{width}}  {spoken(say(manual_paragraphs(text)[0]))}")
        return GOOD
    if rule not in pages:
        like = get_close_matches(rule, pages, 3)
        hint = (
            say("is it %(rules)s?", rules=say_either(like))
            if like
            else say("`kzbook check --explain` lists them")
        )
        message = say("there is no page on %(rule)s", rule=rule)
        raise KzbookError("rule-unknown", message, hint=hint)
    print(manual_page(rule, pages[rule]))
    return GOOD


def links(options: argparse.Namespace) -> int:
    """Ask the addresses that the book names, as far as they are due, and say what they answered."""
    from datetime import UTC, datetime

    import msgspec

    from kzbook.ledger import read_ledger
    from kzbook.linkcheck.inquiry import by_page, due, inquire, is_askable
    from kzbook.linkcheck.progress import watched
    from kzbook.linkcheck.standings import rows, standings, summary, table

    book = Book.load(options.root)
    ledger = read_ledger(book)
    named, sources = _links(book)
    if options.suggest_archives:
        return _proposed(book, sources)
    urls = list(dict.fromkeys(link.url for link in named if is_askable(link.url)))
    days = 0 if options.all else options.due
    if days is not None:
        settings = msgspec.structs.replace(book.links, fresh=days, again=days)
        book = msgspec.structs.replace(book, links=settings)
    today = datetime.now(UTC).date()
    wanted = due(ledger, urls, book, today)
    pages = len(by_page(wanted))
    told = f"{len(urls)} addresses, {len(wanted)} due: {pages} pages to ask"
    print(told, file=sys.stderr, flush=True)
    with watched(pages) as watch:
        outcome = inquire(book, ledger, urls, wanted, today, watch=watch)
    found = [each for _, _, each in standings(named, sources, outcome.ledger)]
    if options.format == "json":
        encoded = msgspec.json.encode(rows(named, sources, outcome.ledger))
        print(msgspec.json.format(encoded).decode())
        return FOUND if has_errors(found) else GOOD
    quiet = {"link-alive", "link-never-checked"}
    code = reported([each for each in found if each.rule not in quiet], options.format)
    if options.format == "text":
        print(table(urls, outcome.ledger))
        print(summary(urls, outcome.ledger))
        if outcome.put_off:
            print(f"{len(outcome.put_off)} put off: their hosts ask us to wait; run again later")
    return code


def _links(book: Book) -> tuple[list[Link], list[Source]]:
    """Read the addresses and the sources of the book, in every language."""
    from kzbook.build import processes, read

    found = catalogue_findings(book)
    if has_errors(found):
        told = next(each for each in found if each.severity == "error")
        message = say("the book cannot be read: %(finding)s", finding=told)
        raise KzbookError("sources", message, hint=say("run `make check`"))
    with processes(book) as executor:
        return links_and_sources(list(read(book, executor, book.root / "build" / "links")))


def _proposed(book: Book, sources: list[Source]) -> int:
    from kzbook.ledger import read_ledger
    from kzbook.linkcheck.archives import lacking, propose

    ledger = read_ledger(book)
    wanted = lacking(sources, ledger)
    proposals = propose(book, wanted, ledger)
    for each in proposals:
        print(each)
    print(f"{len(wanted)} sources without a copy, {len(proposals)} proposals", file=sys.stderr)
    return GOOD
