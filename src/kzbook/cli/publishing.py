"""The verbs that make editions and files for readers."""

# What a verb needs is imported by it, so that checking a .po file starts at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kzbook.book import Book, write_whole
from kzbook.cli.judging import (
    catalogue_findings,
    check_book,
    findings_of,
    links_and_sources,
    make_editions,
)
from kzbook.cli.outcome import FOUND, GOOD, reported
from kzbook.errors import KzbookError
from kzbook.finding import Finding, has_errors
from kzbook.speech import say, spoken

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable


def publish(options: argparse.Namespace) -> int:
    """Check and build every edition, and put the release into dist/ if nothing is wrong."""
    from kzbook.languages.progress import below_threshold, progress
    from kzbook.ledger import read_ledger
    from kzbook.linkcheck.standings import summary
    from kzbook.release import release

    book = Book.load(options.root)
    found = check_book(book, releasing=True)
    if not has_errors(found):
        found += below_threshold(book, progress(book))
    made = []
    if not has_errors(found):
        made = make_editions(book, list(book.editions()), press=options.print)
        # Writing has warnings of its own, an image that is missing for instance.
        found = sorted({*found, *findings_of(book, made)})
    if has_errors(found):
        return _unpublished(found)
    links, _ = links_and_sources(made)
    manifest, faults = release(book, made, book.root / "dist")
    found = sorted({*found, *faults})
    if has_errors(faults):
        return _unpublished(found)
    reported(found)
    print(f"links: {summary((link.url for link in links), read_ledger(book))}", file=sys.stderr)
    print(f"dist/: {len({each.edition for each in manifest.entries})} editions")
    return GOOD


def _unpublished(found: Iterable[Finding]) -> int:
    reported(found)
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
    made = make_editions(book, wanted) if wanted else []
    unmarked: list[Finding] = []
    for derivation, formats in in_derivations(derived, options.editions).items():
        translation = build_derived(book, derivation, formats, book.root / "build")
        for artifact in translation.artifacts:
            print(f"{derivation}-{artifact.edition.format}: {artifact.path}")
        if derivation == PSEUDO:
            paths = {each.edition.format: Path(each.path) for each in translation.artifacts}
            unmarked += unreachable(book, paths, translation.manuscript)
    found = sorted({*catalogue_findings(book), *findings_of(book, made), *unmarked})
    for translation in made:
        for artifact in translation.artifacts:
            print(f"{artifact.edition}: {artifact.path}")
    return reported(found)


def preview(options: argparse.Namespace) -> int:
    """Show one language in the browser, and follow its catalogues as they are saved."""
    from kzbook.preview.session import preview as shown

    def tell(line: str) -> None:
        print(f"kzbook: {spoken(line)}", file=sys.stderr, flush=True)

    book = Book.load(options.root)
    shown(book, options.language, tell, port=options.port, review=options.review)
    return GOOD


def bib(options: argparse.Namespace) -> int:
    """Write the bibliography for other programs, into build/bib/: BibTeX, RIS, CSL-JSON."""
    from kzbook.content.exports import bibliography_files

    book = Book.load(options.root)
    found = catalogue_findings(book)
    if has_errors(found):
        return reported(found)
    folder = book.root / "build" / "bib"
    for language in book.languages:
        for name, written in bibliography_files(book, language):
            write_whole(folder / name, written)
            print((folder / name).relative_to(book.root))
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
