"""The edition in the making, in a process of its own: Sphinx stays, pages are made anew.

Whatever goes wrong in it ends the process, and the server starts another.
"""

from __future__ import annotations

import gc
import gettext
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx import locale
from sphinx.errors import SphinxError
from sphinx.util.build_phase import BuildPhase

from kzbook.book import declared, relative
from kzbook.build import opened_sphinx
from kzbook.content.notes import reading_order
from kzbook.extension import manuscript_of
from kzbook.finding import Finding, Location, findings
from kzbook.languages.catalogs import INTERFACE, catalogue_paths, parsed, po_path
from kzbook.languages.compiling import compile_catalogue
from kzbook.languages.linter import lint_files
from kzbook.languages.progress import progress_in
from kzbook.manuscript import read_facts
from kzbook.preview import marks, review
from kzbook.preview.reports import Broken, Judged, Order, Rebuilt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from kzbook.book import Book, Language

PAGES, REVIEW = "html", "review"
"""The folders of the site and of the bilingual pages, beside each other."""
FAULT = "catalogue-unreadable"
_QUIET = 1.5
"""Seconds without a save after which the whole book is judged."""
_NUMBERS = ("toc_secnumbers", "toc_fignumbers")
"""What Sphinx keeps of the numbers of sections and figures, by docname."""


def serve(book: Book, language: Language, folder: Path, pipe: Connection) -> None:
    """Make the edition, then follow what *pipe* says was saved, until it is closed."""
    # A terminal sends Ctrl-C to all processes; the server ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with opened_sphinx(book, language, "html", folder, set()) as app:
            app.setup_extension(marks.__name__)
            app.build(force_all=True)
            # What is there now stays: the collector need not look through it at each page.
            gc.collect()
            gc.freeze()
            _Live(app, folder / REVIEW).follow(pipe)
    except (SphinxError, OSError) as error:
        pipe.send(Broken((_as_finding(error),)))
    except EOFError:
        pass


def _as_finding(error: Exception) -> Finding:
    code = str(getattr(error, "code", "sphinx"))
    message = getattr(error, "message", str(error))
    path, _sign, rest = message.partition(":")
    line, _sign, words = rest.partition(": ")
    if "/" in path and line.isdigit():
        # What follows the place may be a message of its own.
        told = getattr(message, "values", {}).get("fault", words)
        return Finding(Location(path, int(line)), code, told)
    return Finding(Location("docs"), code, message)


class _Live:
    """One edition: which of its pages are stale, and which of its catalogues are broken."""

    def __init__(self, app: Sphinx, reviews: Path) -> None:
        self.app = app
        self.book = declared(app.config)
        self.language: Any = app.config.language
        self.reviews = reviews
        self.facts = read_facts(self.book.docs / "facts.toml", self.book.root)
        self.faults: dict[str, Finding] = {}
        self.stale: list[str] = []
        """Documents to read again, the most wanted first."""
        self.unwritten: list[str] = []
        """Documents to write again as they were read: their neighbours changed names."""
        self.unreviewed: list[str] = []
        """Documents whose bilingual page is to be written."""
        self.saved: set[Path] = set()
        """Catalogues that have not been judged since they were saved."""
        self.found: list[Finding] = []

    def follow(self, pipe: Connection) -> None:
        """Do what is most wanted, over and over: a newer save comes before all else."""
        pages = reading_order(self.app.env)
        pipe.send(Broken(()))
        pipe.send(Rebuilt(tuple(pages), whole=True))
        self.unreviewed = pages
        judged = False
        while True:
            while pipe.poll(0):
                self.take(pipe.recv(), pipe)
                judged = False
            if self.stale or self.unwritten:
                pipe.send(Rebuilt((self.renew(),)))
                self.judge_saved(pipe)
            elif self.unreviewed:
                docname = self.unreviewed.pop(0)
                review.write(self.app, docname, self.reviews)
                pipe.send(Rebuilt((docname,), review=True))
            elif not judged:
                self.judge_saved(pipe)
                # The whole takes longer than a page: not between two saves.
                judged = not pipe.poll(_QUIET) and self.judge(pipe)
            else:
                pipe.poll(None)

    def take(self, order: Order, pipe: Connection) -> None:
        """Load the saved catalogues that can be read, and note the pages that they are on."""
        for domain in sorted(order.changes.domains):
            path = po_path(self.book, self.language, domain)
            catalog = parsed(path)
            name = relative(path, self.book.root)
            if isinstance(catalog, tuple):
                line, words = catalog
                self.faults[domain] = Finding(Location(name, line), FAULT, words)
                continue
            self.faults.pop(domain, None)
            self.load(domain, path)
            self.saved.add(path)
            self.expect(domain, order.watched)
        pipe.send(Broken(tuple(self.faults.values())))
        if order.changes.glossary:
            pages = reading_order(self.app.env)
            self.unreviewed = list(dict.fromkeys([*order.watched, *pages]))

    def load(self, domain: str, path: Path) -> None:
        """Put the messages of a catalogue in place of those that Sphinx has of it."""
        folder = Path(self.app.doctreedir) / "locale"
        compile_catalogue(self.book, self.language, path, folder)
        name = "sphinx" if domain == INTERFACE else domain
        compiled = folder / self.language / "LC_MESSAGES" / f"{name}.mo"
        with compiled.open("rb") as file:
            fresh = gettext.GNUTranslations(file)
        # Templates hold the object, and gettext keeps it by the name of the file: the
        # messages inside must change.
        known = locale.translators.get(("general", name))
        messages = getattr(known, "_catalog", None)
        if messages is not None:
            messages.clear()
            messages.update(vars(fresh)["_catalog"])
        row = progress_in(self.book, self.language, path)
        rows = self.app.config.kzbook_progress
        self.app.config.kzbook_progress = tuple(
            row if (each.language, each.domain) == (row.language, row.domain) else each
            for each in rows
        )

    def expect(self, domain: str, watched: tuple[str, ...]) -> None:
        """Note the pages that *domain* is on; what stands on many is made where one looks."""
        documents = reading_order(self.app.env)
        if domain in documents:
            self.stale = [domain, *(each for each in self.stale if each != domain)]
            return
        self.stale = list(dict.fromkeys([*watched, *documents]))

    def renew(self) -> str:
        """Make one page anew and give its docname."""
        env, builder = self.app.env, self.app.builder
        if not self.stale:
            docname = self.unwritten.pop(0)
            self.write(docname)
            return docname
        docname = self.stale.pop(0)
        before = self.names(docname)
        # To count them takes the doctrees of the whole book, and a translation moves none.
        numbers = {name: getattr(env, name).get(docname) for name in _NUMBERS}
        builder.phase = BuildPhase.READING
        self.app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        builder.read_doc(docname)
        for name, counted in numbers.items():
            if counted is not None:
                getattr(env, name)[docname] = counted
        # sphinxcontrib-bibtex then fills the bibliographies, where one was read.
        if any(key.docname == docname for key in _bibliographies(env)):
            self.app.events.emit("env-updated", env)
        self.write(docname)
        if self.names(docname) != before:
            self.unwritten = [each for each in reading_order(env) if each not in self.stale]
        self.unreviewed = [docname, *(each for each in self.unreviewed if each != docname)]
        return docname

    def names(self, docname: str) -> tuple[str, str]:
        """Give what other pages say of a document: its title and its headings."""
        env = self.app.env
        return (env.titles[docname].astext(), env.tocs[docname].astext())

    def write(self, docname: str) -> None:
        env, builder = self.app.env, self.app.builder
        builder.phase = BuildPhase.RESOLVING
        doctree = env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
        builder.phase = BuildPhase.WRITING
        builder.write_doc_serialized(docname, doctree)
        builder.write_doc(docname, doctree)

    def judge_saved(self, pipe: Connection) -> None:
        """Tell at once what the saved catalogues' own rules find."""
        if not self.saved:
            return
        names = {relative(path, self.book.root) for path in self.saved}
        others = [each for each in self.found if each.at.path not in names]
        self.found = sorted(
            {*others, *self.told(lint_files(self.saved, self.book.root, self.facts))}
        )
        self.saved = set()
        pipe.send(Judged(tuple(self.found)))

    def judge(self, pipe: Connection) -> bool:
        """Tell what is wrong with all catalogues; False if a save came in between."""
        paths = catalogue_paths(self.book, self.language)
        found = set(self.told(lint_files(paths, self.book.root, self.facts)))
        if pipe.poll(0):
            return False
        found |= set(self.told(findings(manuscript_of(self.app.env))))
        self.found = sorted(found)
        pipe.send(Judged(tuple(self.found)))
        return True

    def told(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """Yield what is of the catalogues; those that cannot be read are told otherwise."""
        place = f"locales/{self.language}/"
        for each in found:
            if each.at.path.startswith(place) and each.rule != FAULT:
                yield each


def _bibliographies(env: BuildEnvironment) -> Iterable[Any]:
    domain: Any = env.get_domain("cite")
    return cast("Iterable[Any]", domain.bibliographies)


def emptied(folder: Path) -> Path:
    """Give *folder* without what an earlier preview left there."""
    if folder.exists():
        shutil.rmtree(folder)
    return folder
