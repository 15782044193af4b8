"""Sources to artifacts: each language read once and written in all its forms.

Sphinx keeps the words of a language in the process, so every language runs in a child of
its own, forked after Sphinx is imported: never two in one address space, never threads.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import WarningLogRecordTranslator, WarningSuppressor

from kzbook.book import Book, Edition, FormatName, Language, relative
from kzbook.errors import KzbookError
from kzbook.extension import manuscript_of
from kzbook.finding import Finding, Location
from kzbook.formats import FORMATS
from kzbook.languages.derived import BASE, Derivation
from kzbook.manuscript import Manuscript
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from concurrent.futures import Executor


class Artifact(msgspec.Struct, frozen=True):
    """A finished edition on disk: a file, or for HTML a folder.

    ``part`` names what a printer gets of a PDF edition besides: its pages or its cover.
    """

    edition: Edition
    path: str
    part: Literal["", "print", "cover"] = ""


class Translation(msgspec.Struct, frozen=True):
    """One language of the book: what was read, what was made, what was said on the way.

    ``title`` is the book's title in the language; ``domains`` are those of its sources.
    """

    language: Language
    title: str
    manuscript: Manuscript
    artifacts: tuple[Artifact, ...]
    warnings: tuple[Finding, ...]
    domains: tuple[str, ...]


@contextmanager
def processes(book: Book) -> Iterator[Executor]:
    """Give the executor of one machine: a process for each language, as cores allow.

    Where there is no fork each job starts a fresh process of its own, see `isolated`. Left
    by an error or an interrupt, it begins nothing new and waits for nobody.
    """
    if threading.active_count() != 1:
        message = "the book cannot be built from a process with several threads"
        raise KzbookError("threads", message, hint="run `kzbook` as a command of its own")
    method = "fork" if hasattr(os, "fork") else "spawn"
    workers = min(len(book.languages), os.cpu_count() or 1)
    context = multiprocessing.get_context(method)
    executor = ProcessPoolExecutor(workers, context, _leave_interrupts_to_the_parent)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def _leave_interrupts_to_the_parent() -> None:
    # A terminal sends Ctrl-C to all processes; a worker that dies of it is waited for forever.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def build(
    book: Book,
    editions: Iterable[Edition],
    executor: Executor,
    folder: Path,
    *,
    press: bool = False,
) -> Iterator[Translation]:
    """Make *editions* under *folder* on any ``concurrent.futures`` executor.

    Yields a Translation for each of their languages, in the order of *editions*. With
    *press* each PDF has its pages and its cover for the printer beside it.
    """
    wanted: dict[Language, tuple[FormatName, ...]] = {}
    for edition in editions:
        wanted[edition.language] = (*wanted.get(edition.language, ()), edition.format)
    return _spread(book, wanted, executor, folder, press=press)


def read(book: Book, executor: Executor, folder: Path) -> Iterator[Translation]:
    """Read the book in each language and resolve its references, without writing it."""
    return _spread(book, dict.fromkeys(book.languages, ()), executor, folder)


def _spread(
    book: Book,
    wanted: Mapping[Language, tuple[FormatName, ...]],
    executor: Executor,
    folder: Path,
    *,
    press: bool = False,
) -> Iterator[Translation]:
    jobs = [
        executor.submit(isolated, build_language, book, language, formats, folder, press)
        for language, formats in wanted.items()
    ]
    for job in jobs:
        yield job.result()


def build_derived(
    book: Book, derivation: Derivation, formats: tuple[FormatName, ...], folder: Path
) -> Translation:
    """Make an edition derived by rule, in a process of its own."""
    made: Translation = isolated(
        build_language,
        book,
        BASE,
        formats,
        folder,
        False,  # noqa: FBT003  nothing for the printer
        derivation,
    )
    return made


def build_language(  # noqa: PLR0913, PLR0917  an executor passes arguments by place
    book: Book,
    language: Language,
    formats: tuple[FormatName, ...],
    folder: Path,
    press: bool = False,  # noqa: FBT001, FBT002
    derivation: Derivation = "",
) -> Translation:
    """Read one language and write its *formats*; with none, only read and resolve it.

    With a *derivation* the words are made from the language's catalogues by its rule.
    """
    out = folder / (derivation or language)
    if out.exists():
        shutil.rmtree(out)
    warnings: set[Finding] = set()
    artifacts = []
    # Reading with the builder that writes nothing also resolves every reference.
    given = {"kzbook_press": press, "kzbook_derivation": derivation}
    app = None if formats else run_sphinx(book, language, "dummy", out, warnings, **given)
    for name, form in FORMATS.items():
        if name in formats:
            app = run_sphinx(book, language, form.builder, out, warnings, **given)
            edition = Edition(language, name)
            artifacts.append(Artifact(edition, str(app.outdir / form.product)))
            for part, product in form.press.items() if press else ():
                artifacts.append(Artifact(edition, str(app.outdir / product), part))
    if app is None:
        raise KzbookError("format-unknown", f"no form of {', '.join(formats)} is known")
    return Translation(
        language,
        app.config.project,
        manuscript_of(app.env),
        tuple(artifacts),
        tuple(sorted(warnings)),
        tuple(sorted(app.env.found_docs)),
    )


def run_templates(book: Book, folder: Path) -> Path:
    """Write the templates of everything a reader can see; give their folder.

    Raises ``KzbookError`` (``sources``) if the sources cannot be read without warnings:
    a template of half a book would cost translators their work.
    """
    if folder.exists():
        shutil.rmtree(folder)
    warnings: set[Finding] = set()
    app = run_sphinx(book, "en", "gettext", folder, warnings)
    if warnings:
        told = "\n".join(str(each) for each in sorted(warnings))
        raise KzbookError(
            "sources", say("the templates were not written:\n%(faults)s", faults=told)
        )
    return Path(app.outdir)


def run_sphinx(
    book: Book,
    language: str,
    builder: str,
    out: Path,
    warnings: set[Finding],
    **given: object,
) -> Sphinx:
    """Run one builder over the book; what Sphinx warns of is added to *warnings*.

    *given* are values of Sphinx's configuration.

    Raises ``KzbookError`` for whatever Sphinx itself calls an error.
    """
    with opened_sphinx(book, language, builder, out, warnings, **given) as app:
        app.build(force_all=True)
    return app


@contextmanager
def opened_sphinx(
    book: Book,
    language: str,
    builder: str,
    out: Path,
    warnings: set[Finding],
    **given: object,
) -> Iterator[Sphinx]:
    """Give Sphinx made ready for one builder; its roles and nodes are known until it is left.

    Raises ``KzbookError`` for whatever Sphinx itself calls an error.
    """
    early = io.StringIO()
    overrides = {"language": language, "kzbook_reports_itself": True, **given}
    try:
        with patch_docutils(book.docs), docutils_namespace():
            app = Sphinx(
                book.docs, book.docs, out / builder, out / "doctrees", builder,
                confoverrides=overrides, status=None, warning=early,
            )  # fmt: skip
            for line in early.getvalue().splitlines():
                warnings.add(Finding(Location("docs/conf.py"), "sphinx", _uncoloured(line)))
            logging.getLogger("sphinx").addHandler(_Collector(app, book.root, warnings))
            yield app
    except KzbookError:
        raise
    except SphinxError as error:
        raise KzbookError("sphinx", f"{error.category}: {error}") from error


class _Collector(logging.Handler):
    """Sphinx's warnings as findings: ``myst.xref_missing``, with path and line."""

    def __init__(self, app: Sphinx, root: Path, warnings: set[Finding]) -> None:
        super().__init__(logging.WARNING)
        self.addFilter(WarningSuppressor(app))
        # It turns a node or a docname into "path:line".
        self.addFilter(WarningLogRecordTranslator(app))
        self.root = root
        self.warnings = warnings

    def emit(self, record: logging.LogRecord) -> None:
        kind, subtype = getattr(record, "type", None), getattr(record, "subtype", None)
        # Our own rules have their names already; the rest are told apart by who warns.
        parts = (subtype,) if kind == "kzbook" else (kind, subtype)
        rule = ".".join(part for part in parts if part) or "sphinx"
        place = str(getattr(record, "location", None) or "docs")
        match = re.fullmatch(r"(.*?)(?::(\d+))?(?::<translated>(?::\d*)?)?:?", place)
        path, line = (match[1], int(match[2] or 0)) if match else (place, 0)
        at = Location(relative(self.root / path, self.root), line)
        # Sphinx's own record would write place and rule into the message, which the
        # finding says itself; its handlers have appended the rule already.
        message = _uncoloured(logging.LogRecord.getMessage(record))
        for ending in (f" [{rule}]", f" [kzbook.{rule}]"):
            while message.endswith(ending):
                message = message.removesuffix(ending)
        message = message.replace(f"{self.root}/", "")
        self.warnings.add(Finding(at, rule, message))


def _uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def isolated(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call *function* in a fresh child, forked where the system can, and give its result.

    A worker of a pool is used again; a language needs a process that spoke no other.
    Raises what the function raised.
    """
    if not hasattr(os, "fork"):
        return _in_new_interpreter(function, arguments)
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        # Whatever happens, the child must not go on as a copy of its parent.
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.close(receive)
            with os.fdopen(send, "wb") as pipe:
                pipe.write(_outcome(function, arguments))
        finally:
            os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return _told(told)


def _in_new_interpreter(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    call = pickle.dumps((function, arguments))
    code = (
        "import sys; from kzbook.build import answer; answer(sys.stdin.buffer, sys.stdout.buffer)"
    )
    done = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", code], input=call, stdout=subprocess.PIPE, check=False
    )
    return _told(done.stdout)


def answer(call: io.BufferedIOBase, reply: io.BufferedIOBase) -> None:
    """Run one pickled call of our own parent process and write its outcome."""
    function, arguments = pickle.loads(call.read())  # noqa: S301  written by the parent
    reply.write(_outcome(function, arguments))


def _outcome(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((function(*arguments), None))
    except BaseException as error:  # noqa: BLE001  it is raised again in the parent
        import traceback  # noqa: PLC0415  only a failing child needs it

        trace = traceback.format_exc()
        if not isinstance(error, KzbookError | OSError):
            error = RuntimeError(f"in the process of a language:\n{trace}")
        return pickle.dumps((None, error))


def _told(outcome: bytes) -> Any:
    if not outcome:
        message = say("the process of a language died without a word")
        raise KzbookError("process-died", message, hint=say("is there enough memory?"))
    result, error = pickle.loads(outcome)  # noqa: S301  written by our own child
    if error is not None:
        raise error
    return result
