"""A preview from its start to Ctrl-C: saves go to the edition, its reports to the browsers."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import signal
from typing import TYPE_CHECKING

from aiohttp import web

from kzbook.errors import KzbookError
from kzbook.finding import Finding, Location
from kzbook.preview import live
from kzbook.preview.changes import Changes, watch
from kzbook.preview.reports import Broken, Judged, Order, Rebuilt, Report
from kzbook.preview.server import HOST, OURS, Stage, application
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext

    from kzbook.book import Book, Language


def preview(
    book: Book,
    language: Language,
    tell: Callable[[str], None],
    *,
    port: int = 0,
    review: bool = False,
) -> None:
    """Show the edition in *language* on this machine, and follow its sources until Ctrl-C.

    What the translator should know is told by *tell*, first the address; with *review* it is
    that of the bilingual pages. Raises ``KzbookError``
    (``language-unknown``, ``port-taken``).
    """
    if language not in book.languages:
        message = say("the book has no edition in %(language)s", language=repr(language))
        hint = say("one of %(names)s", names=", ".join(book.languages))
        raise KzbookError("language-unknown", message, hint=hint)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_follow(book, language, tell, port, review=review))


async def _follow(
    book: Book, language: Language, tell: Callable[[str], None], port: int, *, review: bool
) -> None:
    folder = live.emptied(book.root / "build" / "preview" / language)
    stage = Stage(language, folder)
    ended = asyncio.Event()
    _end_by_signals(ended)
    runner = web.AppRunner(application(stage), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port)
        try:
            await site.start()
        except OSError as error:
            message = say(
                "port %(port)s cannot be used: %(reason)s", port=port, reason=error.strerror
            )
            raise KzbookError("port-taken", message, hint=say("leave --port out")) from None
        taken = runner.addresses[0][1]
        page = f"{OURS}/{live.REVIEW}/index.html" if review else f"/{language}/index.html"
        tell(say("%(address)s (Ctrl-C ends)", address=f"http://{HOST}:{taken}{page}"))
        saves: asyncio.Queue[Changes] = asyncio.Queue()
        tasks = [
            asyncio.create_task(watch(book, language, saves)),
            asyncio.create_task(_Edition(book, stage, saves, tell).run()),
            asyncio.create_task(ended.wait()),
        ]
        try:
            done, _left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    finally:
        await runner.cleanup()
    tell(say("preview ended"))


def _end_by_signals(ended: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers: there Ctrl-C is a KeyboardInterrupt.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(each, ended.set)


class _Edition:
    """The process that makes the pages, and the next one when it ends or must begin anew."""

    def __init__(
        self,
        book: Book,
        stage: Stage,
        saves: asyncio.Queue[Changes],
        tell: Callable[[str], None],
    ) -> None:
        self.book = book
        self.stage = stage
        self.saves = saves
        self.tell = tell
        self.context = _context()

    async def run(self) -> None:
        """Follow the saves until cancelled."""
        while True:
            pipe, theirs = self.context.Pipe()
            arguments = (self.book, self.stage.language, self.stage.folder, theirs)
            process = self.context.Process(target=live.serve, args=arguments, daemon=True)
            await asyncio.to_thread(process.start)
            theirs.close()
            hearing = asyncio.create_task(self.hear(pipe))
            try:
                anew = await self.send_until_anew(pipe, hearing)
            finally:
                process.terminate()
                hearing.cancel()
                await asyncio.gather(hearing, return_exceptions=True)
                await asyncio.to_thread(process.join)
                pipe.close()
            if not anew:
                # Nothing but a change can help what ended by itself.
                await self.saves.get()
            self.tell(say("reading the book anew"))

    async def send_until_anew(self, pipe: Connection, hearing: asyncio.Task[None]) -> bool:
        """Hand on what is saved; say whether the book must be read anew, or the process ended."""
        while True:
            saving = asyncio.create_task(self.saves.get())
            await asyncio.wait({saving, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if not saving.done():
                saving.cancel()
                return False
            changes = saving.result()
            while not self.saves.empty():
                changes |= self.saves.get_nowait()
            if changes.anew:
                return True
            pipe.send(Order(changes, self.stage.watched()))

    async def hear(self, pipe: Connection) -> None:
        """Take the reports of one process until it ends."""
        while True:
            try:
                report: Report = await asyncio.to_thread(pipe.recv)
            except (EOFError, OSError):
                break
            self.take(report)
        if not self.stage.faults:
            message = say("the edition’s process ended; save again")
            told = Finding(Location("docs"), "process-died", message)
            self.take(Broken((told,)))

    def take(self, report: Report) -> None:
        """Show what the edition reports."""
        stage = self.stage
        match report:
            case Rebuilt(pages, review, whole):
                if whole:
                    self.tell(say("%(language)s is ready", language=stage.language))
                stage.renewed(pages, review=review)
            case Judged(found):
                stage.findings, stage.judged = found, True
                stage.tell()
            case Broken(faults):
                for each in faults:
                    if each not in stage.faults:
                        self.tell(each.spoken())
                stage.faults = faults
                stage.tell()


def _context() -> ForkServerContext | SpawnContext:
    """Give the way to start processes from one with threads; Sphinx is loaded beforehand."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([live.__name__])
    return context
