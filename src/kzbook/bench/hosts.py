"""Hosts on loopback that behave as hosts of the open network do: well, slowly, badly."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from ssl import SSLContext

PAGE = "<!doctype html><title>{0}</title><h1>{0}</h1><p id=first>One</p><p id='third place'>3</p>"
FILLER = b"<p>filler</p>" * 5000


class Hosts:
    """Every behaviour under a path of its own; ``asked`` counts the requests by method and path.

    ``latency`` is how long, in seconds, each answer takes at least.
    """

    def __init__(self, latency: float = 0.0) -> None:
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.busiest = 0
        self.latency = latency
        self._open = 0
        self._behaviours: dict[str, Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]] = {
            name: getattr(self, f"_{name}")
            for name in (
                "page", "file", "gone", "status", "slow", "circle", "moved", "found", "front",
                "soft", "later", "until", "shy", "passing", "huge", "charset", "cut", "cookie",
                "elsewhere", "available",
            )
        }  # fmt: skip

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer by the first part of the path; the front page is a page."""
        self.asked[f"{request.method} {request.path}"] += 1
        self.agents.add(request.headers.get("User-Agent", ""))
        self._open += 1
        self.busiest = max(self.busiest, self._open)
        try:
            if self.latency:
                await asyncio.sleep(self.latency)
            name = request.path.strip("/").partition("/")[0]
            return await self._behaviours.get(name, self._page)(request)
        finally:
            self._open -= 1

    def times(self, path: str) -> int:
        """Say how often *path* was asked by any method."""
        return sum(count for key, count in self.asked.items() if key.split()[1] == path)

    async def _page(self, _: web.BaseRequest) -> web.Response:
        return web.Response(text=PAGE.format("A page"), content_type="text/html")

    async def _file(self, _: web.BaseRequest) -> web.Response:
        return web.Response(body=b"%PDF-1.7", content_type="application/pdf")

    async def _gone(self, _: web.BaseRequest) -> web.Response:
        return web.Response(status=404, text="nothing here")

    async def _status(self, request: web.BaseRequest) -> web.Response:
        return web.Response(status=int(request.path.rpartition("/")[2]))

    async def _slow(self, request: web.BaseRequest) -> web.Response:
        await asyncio.sleep(float(request.query.get("seconds", "30")))
        return await self._page(request)

    async def _circle(self, request: web.BaseRequest) -> web.Response:
        onward = {"/circle/a": "/circle/b"}.get(request.path, "/circle/a")
        return web.Response(status=302, headers={"Location": onward})

    async def _moved(self, _: web.BaseRequest) -> web.Response:
        return web.Response(status=301, headers={"Location": "/page/new"})

    async def _found(self, _: web.BaseRequest) -> web.Response:
        return web.Response(status=302, headers={"Location": "/page/now"})

    async def _front(self, _: web.BaseRequest) -> web.Response:
        return web.Response(status=302, headers={"Location": "/"})

    async def _elsewhere(self, _: web.BaseRequest) -> web.Response:
        return web.Response(status=302, headers={"Location": "mailto:someone@host.example"})

    async def _soft(self, request: web.BaseRequest) -> web.Response:
        told = {"en": "Page not found", "ru": "Страница не найдена", "kk": "Бет табылмады"}
        language = request.path.rpartition("/")[2]
        body = PAGE.format(told.get(language, "404")).encode("utf-8")
        return web.Response(body=body, content_type="text/html", charset="utf-8")

    async def _later(self, request: web.BaseRequest) -> web.Response:
        if self.times(request.path) <= int(request.query.get("refused", "2")):
            wait = request.query.get("wait", "1")
            return web.Response(status=429, headers={"Retry-After": wait})
        return await self._page(request)

    async def _until(self, request: web.BaseRequest) -> web.Response:
        if self.times(request.path) <= 1:
            day = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
            return web.Response(status=503, headers={"Retry-After": day})
        return await self._page(request)

    async def _shy(self, request: web.BaseRequest) -> web.Response:
        """Know no HEAD, as many a host does."""
        if request.method == "HEAD":
            return web.Response(status=405)
        return await self._page(request)

    async def _passing(self, request: web.BaseRequest) -> web.Response:
        if self.times(request.path) <= int(request.query.get("failures", "2")):
            return web.Response(status=500)
        return await self._page(request)

    async def _huge(self, request: web.BaseRequest) -> web.StreamResponse:
        """Send a page that does not end before the reader goes away."""
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        await response.write(PAGE.format("A long page").encode())
        sent = 0
        with suppress(ConnectionError):
            while request.method == "GET" and sent < 1 << 28:
                await response.write(FILLER)
                sent += len(FILLER)
        return response

    async def _charset(self, request: web.BaseRequest) -> web.Response:
        """Send Russian in the bytes of one charset under the name of another."""
        body = PAGE.format("Страница не найдена").encode("windows-1251")
        kind = {"/charset/unknown": "text/html; charset=utf-88"}
        told = kind.get(request.path, "text/html; charset=utf-8")
        return web.Response(body=body, headers={"Content-Type": told})

    async def _cut(self, request: web.BaseRequest) -> web.Response:
        """Break the connection, the first time or always."""
        if self.times(request.path) <= int(request.query.get("times", "1000")):
            assert request.transport is not None  # noqa: S101  a request in progress has one
            request.transport.close()
        return await self._page(request)

    async def _cookie(self, request: web.BaseRequest) -> web.Response:
        """Set a cookie and lead back to the same address, as some hosts do."""
        if "seen" in request.cookies:
            return await self._page(request)
        response = web.Response(status=302, headers={"Location": request.path})
        response.set_cookie("seen", "1")
        return response

    async def _available(self, request: web.BaseRequest) -> web.Response:
        """Answer as the availability API of an archive does."""
        url, day = request.query["url"], request.query["timestamp"]
        if "nocopy" in url:
            return web.json_response({"url": url, "archived_snapshots": {}})
        # A year or a month stands for its first day.
        stamp = f"{day}{'20210101'[len(day) :]}120000"
        closest = {
            "status": "200", "available": True, "timestamp": stamp,
            "url": f"http://web.archive.org/web/{stamp}/{url}",
        }  # fmt: skip
        return web.json_response({"url": url, "archived_snapshots": {"closest": closest}})


@asynccontextmanager
async def serving(hosts: Hosts, tls: SSLContext | None = None) -> AsyncIterator[int]:
    """Serve on a free port of every loopback address; gives the port."""
    # Who is slow on purpose is not waited for.
    runner = web.ServerRunner(web.Server(hosts.answer, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1" if tls else "0.0.0.0", 0, ssl_context=tls, backlog=1024)  # noqa: S104  Linux gives all of 127/8 no other way
    await site.start()
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


@contextmanager
def served(hosts: Hosts, tls: SSLContext | None = None) -> Iterator[int]:
    """Serve from a thread of its own, for a caller that has no event loop."""
    loop = asyncio.new_event_loop()
    ready, done = threading.Event(), asyncio.Event()
    port = 0

    async def serve() -> None:
        nonlocal port
        async with serving(hosts, tls) as port:
            ready.set()
            await done.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()
