"""The ``kzbook`` command: one function a verb.

Exit codes: 0 good, 1 error findings, 2 a KzbookError, 130 interrupted.
"""

# What a verb needs is imported by it, so that checking a .po file starts at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from kzbook.book import Book, Edition, write_whole
from kzbook.errors import KzbookError
from kzbook.finding import (
    Finding,
    ReportFormat,
    findings,
    has_errors,
    manual,
    manual_page,
    manual_paragraphs,
    report,
)
from kzbook.speech import say, say_counted, say_either, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kzbook.build import Translation
    from kzbook.languages.progress import Progress
    from kzbook.manuscript import Fact, Link, Source

GOOD, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and give its exit code."""
    options = _parser().parse_args(arguments)
    verb: Callable[[argparse.Namespace], int] = options.verb
    try:
        return verb(options)
    except KzbookError as error:
        print(f"kzbook: {error.spoken()}", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"kzbook: {error.filename}: {error.strerror} [file-system]", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"kzbook: {spoken(say('interrupted'))}", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kzbook",
        description=spoken(say("Publish one book as many editions: language by format.")),
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--root",
        type=Path,
        default=Path(),
        help=spoken(say("the book's folder (default: this one)")),
    )
    formats = get_args(ReportFormat)
    reporting = argparse.ArgumentParser(add_help=False)
    reporting.add_argument(
        "--format", choices=formats, default="text", help=spoken(say("how to report"))
    )

    def verb(
        name: str, function: Callable[[argparse.Namespace], int], *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        told = _told_of(function)
        made = verbs.add_parser(name, parents=[everywhere, *parents], help=told, description=told)
        made.set_defaults(verb=function)
        return made

    publishing = verb("publish", publish)
    publishing.add_argument(
        "--print",
        action="store_true",
        help=spoken(say("with pages and covers for the printer, in dist/print")),
    )
    building = verb("build", build)
    building.add_argument(
        "editions",
        nargs="*",
        metavar="EDITION",
        help=spoken(say("for instance kk-epub or kk-Latn-epub; none: all that are published")),
    )
    previewing = verb("preview", preview)
    previewing.add_argument("language", metavar="LANG", help=spoken(say("for instance kk")))
    previewing.add_argument(
        "--review",
        action="store_true",
        help=spoken(say("begin with source and translation side by side")),
    )
    previewing.add_argument(
        "--port",
        type=_port,
        default=0,
        metavar="PORT",
        help=spoken(say("default: any that is free")),
    )
    checking = verb("check", check, reporting)
    checking.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help=spoken(say(".po files; none: the book"))
    )
    checking.add_argument(
        "--spelling",
        action="store_true",
        help=spoken(say("by hunspell's dictionaries (kzbook[spell])")),
    )
    checking.add_argument(
        "--explain", nargs="?", const="", metavar="RULE",
        help=spoken(
            say("tell what a rule asks and why, with examples; without RULE: list the rules")
        ),
    )  # fmt: skip
    linking = verb("links", links, reporting)
    linking.add_argument("--all", action="store_true", help="ask every address, due or not")
    linking.add_argument(
        "--due", type=int, metavar="DAYS", help="ask what was asked so many days ago, or earlier"
    )
    linking.add_argument(
        "--suggest-archives", action="store_true",
        help="ask an archive for copies of the sources, instead of the sources",
    )  # fmt: skip
    measuring = verb("bench", bench)
    measuring.add_argument("names", nargs="*", metavar="NAME", help="for instance links; none: all")
    verb("bib", bib)
    catalogs = verbs.add_parser("catalogs", help=spoken(say("Keep the translation catalogues.")))
    actions = catalogs.add_subparsers(required=True, metavar="ACTION")
    for name, function, parents in (
        ("update", update, ()),
        ("status", status, (reporting,)),
        ("glossary", glossary, ()),
    ):
        told = _told_of(function)
        action = actions.add_parser(
            name, parents=[everywhere, *parents], help=told, description=told
        )
        action.set_defaults(verb=function)
        if function is glossary:
            action.add_argument(
                "--tbx",
                type=Path,
                required=True,
                metavar="FILE",
                help=spoken(say("the file to write")),
            )
            action.add_argument(
                "--edition", choices=("2019", "2008"), default="2019",
                help=spoken(say("of ISO 30042; Weblate reads 2008")),
            )  # fmt: skip
    return parser


def _port(text: str) -> int:
    if text.isdecimal() and 0 <= int(text) < 1 << 16:
        return int(text)
    message = say("%(text)s is no port: 0 to 65535", text=text)
    raise argparse.ArgumentTypeError(spoken(message))


def _told_of(function: Callable[..., int]) -> str:
    """Give the first sentence of a verb's docstring in the language of the terminal."""
    return spoken(say((function.__doc__ or "").splitlines()[0]))


def publish(options: argparse.Namespace) -> int:
    """Check and build every edition, and put the release into dist/ if nothing is wrong."""
    from kzbook.languages.progress import below_threshold, progress
    from kzbook.ledger import read_ledger
    from kzbook.linkcheck.standings import summary
    from kzbook.release import release

    book = Book.load(options.root)
    found = _checked(book, releasing=True)
    if not has_errors(found):
        found += below_threshold(book, progress(book))
    made = []
    if not has_errors(found):
        made = _built(book, list(book.editions()), press=options.print)
        # Writing has warnings of its own, an image that is missing for instance.
        found = sorted({*found, *_findings(book, made)})
    if has_errors(found):
        return _unpublished(found)
    links, _ = _named(made)
    manifest, faults = release(book, made, book.root / "dist")
    found = sorted({*found, *faults})
    if has_errors(faults):
        return _unpublished(found)
    _told(found)
    print(f"links: {summary((link.url for link in links), read_ledger(book))}", file=sys.stderr)
    print(f"dist/: {len({each.edition for each in manifest.entries})} editions")
    return GOOD


def _unpublished(found: Iterable[Finding]) -> int:
    _told(found)
    print("kzbook: nothing was published; dist/ is as it was", file=sys.stderr)
    return FOUND


def build(options: argparse.Namespace) -> int:
    """Build some editions into build/, without a release."""
    from kzbook.build import build_derived
    from kzbook.formats.unreachable import unreachable
    from kzbook.languages.derived import PSEUDO, derived_editions, in_derivations

    book = Book.load(options.root)
    known = {str(edition): edition for edition in book.editions()}
    derived = derived_editions(book)
    unknown = [name for name in options.editions if name not in known and name not in derived]
    if unknown:
        message = say("no edition %(names)s", names=", ".join(unknown))
        hint = say("one of %(names)s", names=", ".join(known))
        raise KzbookError("edition-unknown", message, hint=hint)
    wanted = [known[name] for name in options.editions or known if name in known]
    made = _built(book, wanted) if wanted else []
    unmarked: list[Finding] = []
    for derivation, formats in in_derivations(derived, options.editions).items():
        translation = build_derived(book, derivation, formats, book.root / "build")
        for artifact in translation.artifacts:
            print(f"{derivation}-{artifact.edition.format}: {artifact.path}")
        if derivation == PSEUDO:
            paths = {each.edition.format: Path(each.path) for each in translation.artifacts}
            unmarked += unreachable(book, paths, translation.manuscript)
    found = sorted({*_catalogue_findings(book), *_findings(book, made), *unmarked})
    for translation in made:
        for artifact in translation.artifacts:
            print(f"{artifact.edition}: {artifact.path}")
    return _told(found)


def preview(options: argparse.Namespace) -> int:
    """Show one language in the browser, and follow its catalogues as they are saved."""
    from kzbook.preview.session import preview as shown

    def tell(line: str) -> None:
        print(f"kzbook: {spoken(line)}", file=sys.stderr, flush=True)

    book = Book.load(options.root)
    shown(book, options.language, tell, port=options.port, review=options.review)
    return GOOD


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
        found = _lint(options.paths, options.root)
        paths = options.paths
    else:
        book = Book.load(options.root)
        found = _checked(book)
        paths = _catalogue_paths(book)
    if options.spelling:
        from kzbook.languages.spelling import spelling_findings

        found = [*found, *spelling_findings(paths, options.root.resolve())]
    return _told(found, options.format)


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
    code = _told([each for each in found if each.rule not in quiet], options.format)
    if options.format == "text":
        print(table(urls, outcome.ledger))
        print(summary(urls, outcome.ledger))
        if outcome.put_off:
            print(f"{len(outcome.put_off)} put off: their hosts ask us to wait; run again later")
    return code


def _links(book: Book) -> tuple[list[Link], list[Source]]:
    """Read the addresses and the sources of the book, in every language."""
    from kzbook.build import processes, read

    found = _catalogue_findings(book)
    if has_errors(found):
        told = next(each for each in found if each.severity == "error")
        message = say("the book cannot be read: %(finding)s", finding=told)
        raise KzbookError("sources", message, hint=say("run `make check`"))
    with processes(book) as executor:
        return _named(list(read(book, executor, book.root / "build" / "links")))


def _named(made: Iterable[Translation]) -> tuple[list[Link], list[Source]]:
    made = list(made)
    named = dict.fromkeys(link for each in made for link in each.manuscript.links)
    sources = dict.fromkeys(source for each in made for source in each.manuscript.sources)
    return list(named), list(sources)


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


def bench(options: argparse.Namespace) -> int:
    """Measure kzbook beside other tools, on this machine and without a network."""
    import tempfile
    from importlib import import_module

    from kzbook.bench import BENCHES

    unknown = [name for name in options.names if name not in BENCHES]
    if unknown:
        message = f"no measurement {', '.join(unknown)}"
        raise KzbookError("bench-unknown", message, hint=f"one of {', '.join(BENCHES)}")
    for name in options.names or BENCHES:
        with tempfile.TemporaryDirectory(prefix="kzbook-bench-") as folder:
            for line in import_module(f"kzbook.bench.{name}").run(Path(folder)):
                print(line, flush=True)
    return GOOD


def bib(options: argparse.Namespace) -> int:
    """Write the bibliography for other programs, into build/bib/: BibTeX, RIS, CSL-JSON."""
    from kzbook.content.exports import bibliography_files

    book = Book.load(options.root)
    found = _catalogue_findings(book)
    if has_errors(found):
        return _told(found)
    folder = book.root / "build" / "bib"
    for language in book.languages:
        for name, written in bibliography_files(book, language):
            write_whole(folder / name, written)
            print((folder / name).relative_to(book.root))
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
    return _told(found)


_STATUS_LINE = "{:9} {:28} {:>13} {:>13} {:>5} {:>6} {:>6} {:>7}"


def _status_line(language: str, name: str, rows: list[Progress]) -> str:
    from kzbook.languages.progress import share

    messages = f"{sum(r.translated for r in rows)}/{sum(r.messages for r in rows)}"
    words = f"{sum(r.translated_words for r in rows)}/{sum(r.words for r in rows)}"
    counts = [sum(getattr(r, what) for r in rows) for what in ("fuzzy", "stale", "refused")]
    return _STATUS_LINE.format(
        language, name, messages, words, f"{int(100 * share(rows))}%", *counts
    )


def _built(book: Book, editions: list[Edition], *, press: bool = False) -> list[Translation]:
    from kzbook.build import build as built
    from kzbook.build import processes

    made = []
    with processes(book) as executor:
        for translation in built(book, editions, executor, book.root / "build", press=press):
            names = " ".join(str(each.edition) for each in translation.artifacts if not each.part)
            print(f"built {names}", file=sys.stderr, flush=True)
            made.append(translation)
    return made


def _checked(book: Book, *, releasing: bool = False) -> list[Finding]:
    """Check the catalogues and, if they can be read, the book in every language.

    A release is besides refused for sources that are dead and have no archived copy.
    """
    from kzbook.build import processes, read
    from kzbook.ledger import read_ledger
    from kzbook.linkcheck.standings import dead_links

    found = _catalogue_findings(book)
    if has_errors(found):
        return found
    with processes(book) as executor:
        made = list(read(book, executor, book.root / "build" / "check"))
    dead = dead_links(*_named(made), read_ledger(book)) if releasing else ()
    return sorted({*found, *_findings(book, made), *dead})


def _findings(book: Book, made: Iterable[Translation]) -> list[Finding]:
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


def _catalogue_findings(book: Book) -> list[Finding]:
    from kzbook.manuscript import read_facts

    facts = read_facts(book.docs / "facts.toml", book.root)
    return _lint(_catalogue_paths(book), book.root, facts)


def _catalogue_paths(book: Book) -> list[Path]:
    from kzbook.languages.catalogs import catalogue_paths

    return [path for language in book.languages for path in catalogue_paths(book, language)]


def _lint(paths: Iterable[Path], root: Path, facts: dict[str, Fact] | None = None) -> list[Finding]:
    from kzbook.languages.linter import lint_files

    return lint_files(paths, root.resolve(), facts)


def _told(found: Iterable[Finding], form: ReportFormat = "text") -> int:
    found = list(found)
    told = report(found, form)
    if told:
        print(told)
    return FOUND if has_errors(found) else GOOD
