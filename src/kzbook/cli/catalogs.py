"""The verbs that keep the translation catalogues."""

# What a verb needs is imported by it, so that checking a .po file starts at once.
# ruff: noqa: PLC0415

from __future__ import annotations

from typing import TYPE_CHECKING

from kzbook.book import Book
from kzbook.cli.outcome import GOOD, reported
from kzbook.errors import KzbookError
from kzbook.finding import findings, has_errors
from kzbook.speech import say, say_counted, spoken

if TYPE_CHECKING:
    import argparse

    from kzbook.languages.progress import Progress

_STATUS_LINE = "{:9} {:28} {:>13} {:>13} {:>5} {:>6} {:>6} {:>7}"


def update(options: argparse.Namespace) -> int:
    """Write the templates and merge them into the catalogues."""
    from kzbook.build import isolated, run_templates
    from kzbook.languages.update import update as updated

    book = Book.load(options.root)
    templates = isolated(run_templates, book, book.root / "build" / "templates")
    changed = list(updated(book, templates))
    for path in changed:
        print(path.relative_to(book.root))
    told = say_counted("%(count)s file changed", "%(count)s files changed", count=len(changed))
    print(spoken(told))
    return GOOD


def status(options: argparse.Namespace) -> int:
    """Say how much of each language is translated, in messages and words."""
    import msgspec

    from kzbook.languages.progress import progress

    rows = list(progress(Book.load(options.root)))
    if not rows:
        message = say("locales/: there are no catalogues")
        hint = say("run `make update` to write them")
        raise KzbookError("catalogues-missing", message, hint=hint)
    if options.format == "json":
        print(msgspec.json.format(msgspec.json.encode(rows)).decode())
        return GOOD
    heads = (
        say("language"), say("catalogue"), say("messages"), say("words"), "", say("fuzzy"),
        say("stale"), say("errors"),
    )  # fmt: skip
    print(_STATUS_LINE.format(*map(spoken, heads)))
    for language in dict.fromkeys(row.language for row in rows):
        own = [row for row in rows if row.language == language]
        for row in own:
            print(_status_line(language, row.domain, [row]))
        print(_status_line(language, spoken(say("total")), own))
    return GOOD


def glossary(options: argparse.Namespace) -> int:
    """Write the glossary as TBX, for the tools that translators work in."""
    from kzbook.languages.glossary import GLOSSARY, read_glossary
    from kzbook.languages.termbase import concepts_of, tbx

    book = Book.load(options.root)
    read = read_glossary(book.locales / GLOSSARY, book.root)
    found = findings(read)
    if not read.terms:
        message = say("%(file)s: there are no terms", file=read.path)
        hint = say("CONTRIBUTING.md tells its columns")
        raise KzbookError("glossary-missing", message, hint=hint)
    if not has_errors(found):
        options.tbx.write_bytes(tbx(read, book.title, options.edition))
        told = say_counted(
            "%(file)s: %(count)s concept",
            "%(file)s: %(count)s concepts",
            count=len(list(concepts_of(read))),
            file=options.tbx,
        )
        print(spoken(told))
    return reported(found)


def _status_line(language: str, name: str, rows: list[Progress]) -> str:
    from kzbook.languages.progress import share

    messages = f"{sum(r.translated for r in rows)}/{sum(r.messages for r in rows)}"
    words = f"{sum(r.translated_words for r in rows)}/{sum(r.words for r in rows)}"
    counts = [sum(getattr(r, what) for r in rows) for what in ("fuzzy", "stale", "refused")]
    return _STATUS_LINE.format(
        language, name, messages, words, f"{int(100 * share(rows))}%", *counts
    )
