"""The server of a preview: the built folder, to this machine alone, with what the page follows."""

from __future__ import annotations

import asyncio
import html
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import msgspec
from aiohttp import web

from kzbook.preview.live import PAGES, REVIEW
from kzbook.speech import say, spoken, terminal_language

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from kzbook.book import Language
    from kzbook.finding import Finding

HOST = "127.0.0.1"
_NAMES = frozenset({HOST, "localhost"})
"""The names that a browser may know us by. Any other is a page of somebody else whose name
was made to lead here: https://en.wikipedia.org/wiki/DNS_rebinding"""
STATIC = Path(__file__).parent / "static"
OURS = "/-"
"""Where the preview's own pages are; no docname begins so."""
POLICY = (
    "default-src 'self' data:; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_AWAITED = (
    '<!doctype html><html lang="{}"><meta charset="utf-8"><meta name="viewport" '
    'content="width=device-width"><title>{}</title><body><p>{}</p></body></html>'
)
WORDS = {
    "found": say("findings: ${all}, on this page: ${here}"),
    "none": say("no findings"),
    "checking": say("checking…"),
    "unreadable": say("cannot be read; the page stays as it was"),
    "review": say("Source and translation side by side"),
    "page": say("The page"),
    "ended": say("The preview has ended; this page no longer follows."),
}
"""What the script says; it fills the numbers in."""
_TOLD, _OVER = True, False
"""What a stream is woken for: something to tell, or its end."""
_BEAT = 15
"""Seconds after which a stream says that it lives, and learns that nobody listens."""


class Stage:
    """What browsers are shown: the folder, the state of the edition, who is watching."""

    def __init__(self, language: Language, folder: Path) -> None:
        self.language = language
        self.folder = folder
        self.findings: tuple[Finding, ...] = ()
        self.faults: tuple[Finding, ...] = ()
        self.judged = False
        self.revisions: dict[str, int] = {}
        self.watchers: dict[asyncio.Queue[bool], str] = {}

    def docname(self, address: str) -> str:
        """Give the document that the page at *address* is made of, or ""."""
        for folder in (f"/{self.language}/", f"{OURS}/{REVIEW}/"):
            if address.startswith(folder) and address.endswith(".html"):
                return address.removeprefix(folder).removesuffix(".html")
        return ""

    def revision(self, address: str) -> str:
        """Tell one making of the page at *address* from another, of this preview or an earlier."""
        return f"{id(self)}.{self.revisions.get(address, 0)}"

    def renewed(self, pages: tuple[str, ...], *, review: bool) -> None:
        """Note that *pages* were made anew, and tell who watches."""
        folder = f"{OURS}/{REVIEW}" if review else f"/{self.language}"
        for each in pages:
            address = f"{folder}/{each}.html"
            self.revisions[address] = self.revisions.get(address, 0) + 1
        self.tell()

    def is_awaited(self, address: str) -> bool:
        """Say whether the page at *address* is still to be made."""
        docname = self.docname(address)
        known = f"/{self.language}/{docname}.html" in self.revisions or not self.revisions
        return bool(docname) and known and address not in self.revisions

    def tell(self) -> None:
        """Wake everybody who watches."""
        for queue in self.watchers:
            queue.put_nowait(_TOLD)

    def close(self) -> None:
        """End all streams."""
        for queue in self.watchers:
            queue.put_nowait(_OVER)

    def watched(self) -> tuple[str, ...]:
        """Give the documents that browsers show, those opened last first."""
        shown = [page for page in reversed(self.watchers.values()) if page in self.revisions]
        return tuple(dict.fromkeys(self.docname(each) for each in shown))

    def state(self, address: str) -> bytes:
        """Write what the page at *address* has to know, as JSON."""
        return msgspec.json.encode(
            {
                "revision": self.revision(address),
                "judged": self.judged,
                "findings": [_row(each) for each in self.findings],
                "faults": [_row(each) for each in self.faults],
            }
        )


def _row(found: Finding) -> dict[str, Any]:
    return {
        "path": found.at.path,
        "line": found.at.line,
        "rule": found.rule,
        "severity": found.severity,
        "message": spoken(found.message),
    }


def application(stage: Stage) -> web.Application:
    """Make the server's application."""
    served = web.Application(middlewares=[_guard])

    async def pages(request: web.Request) -> web.StreamResponse:
        return await _page(stage, request)

    async def events(request: web.Request) -> web.StreamResponse:
        return await _events(stage, request)

    served.router.add_get(f"{OURS}/events", events)
    served.router.add_get("/{path:.*}", pages)

    async def close(_served: web.Application) -> None:
        stage.close()

    served.on_shutdown.append(close)
    return served


@web.middleware
async def _guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer only those who call us by our name."""
    name, _sign, port = request.headers.get("Host", "").partition(":")
    own = request.transport.get_extra_info("sockname")[1] if request.transport else 0
    if name not in _NAMES or port != str(own):
        return web.Response(status=421, text="This preview answers to 127.0.0.1 only.\n")
    return await handler(request)


def file_of(stage: Stage, address: str) -> Path | None:
    """Give the file at an address, None if there is none inside the folders that are shown."""
    for prefix, folder in (
        (f"/{stage.language}/", stage.folder / PAGES),
        (f"{OURS}/{REVIEW}/", stage.folder / REVIEW),
        (f"{OURS}/", STATIC),
    ):
        if address.startswith(prefix):
            name = address.removeprefix(prefix)
            if "\0" in name or "\\" in name:
                return None
            path = (folder / name).resolve()
            inside = path.is_relative_to(folder.resolve())
            return path if inside and path.is_file() else None
    return None


async def _page(stage: Stage, request: web.Request) -> web.StreamResponse:
    address = unquote(request.rel_url.raw_path)
    if address in {"/", f"/{stage.language}", f"/{stage.language}/"}:
        raise web.HTTPFound(f"/{stage.language}/index.html")
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
    }
    path = file_of(stage, address)
    if path is None and stage.is_awaited(address):
        words = spoken(say("Preview")), spoken(say("This page is being made…"))
        text = followed(_AWAITED.format(terminal_language(), *words), stage, address)
        return web.Response(text=text, content_type="text/html", headers=headers)
    if path is None:
        told = say("There is no such page in the preview of %(language)s.", language=stage.language)
        return web.Response(status=404, text=f"{spoken(told)}\n", headers=headers)
    if path.suffix == ".html":
        text = await asyncio.to_thread(path.read_text, "utf-8")
        text = followed(text, stage, address)
        return web.Response(text=text, content_type="text/html", headers=headers)
    return web.FileResponse(path, headers=headers)


def followed(page: str, stage: Stage, address: str) -> str:
    """Give a page the script that follows its catalogue; the file stays as it is."""
    docname = stage.docname(address)
    other = ""
    if docname:
        review = address.startswith(f"{OURS}/")
        other = f"/{stage.language}/{docname}.html" if review else f"{OURS}/{REVIEW}/{docname}.html"
    words = msgspec.json.encode({key: spoken(each) for key, each in WORDS.items()}).decode()
    tags = (
        f'<link rel="stylesheet" href="{OURS}/preview.css">'
        f'<script src="{OURS}/preview.js" data-language="{stage.language}" '
        f'data-revision="{html.escape(stage.revision(address))}" '
        f'data-other="{html.escape(other)}" data-spoken="{terminal_language()}" '
        f'data-words="{html.escape(words)}"></script>'
    )
    before, sign, after = page.rpartition("</body>")
    return f"{before}{tags}{sign}{after}" if sign else f"{page}{tags}"


async def _events(stage: Stage, request: web.Request) -> web.StreamResponse:
    """Tell a page the state of the edition whenever it changes (server-sent events)."""
    address = request.query.get("page", "")
    stream = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    )
    queue: asyncio.Queue[bool] = asyncio.Queue()
    stage.watchers[queue] = address
    try:
        await stream.prepare(request)
        going = True
        while going:
            await stream.write(b"data: " + stage.state(address) + b"\n\n")
            going = await _next(queue, stream)
    except ConnectionResetError:
        pass  # The browser was closed.
    finally:
        del stage.watchers[queue]
    return stream


async def _next(queue: asyncio.Queue[bool], stream: web.StreamResponse) -> bool:
    while True:
        try:
            return await asyncio.wait_for(queue.get(), _BEAT)
        except TimeoutError:
            await stream.write(b": here\n\n")
