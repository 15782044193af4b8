"""One page asked: HEAD, then GET, along its redirects, again where the fault may pass."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import TYPE_CHECKING, Literal
from urllib.parse import urldefrag, urljoin, urlsplit

import aiohttp
import msgspec
from yarl import URL

from kzbook.ledger import State
from kzbook.linkcheck import pages
from kzbook.linkcheck.hosts import HostClosedError, backoff, retry_after

if TYPE_CHECKING:
    from collections.abc import Collection
    from random import Random

    from kzbook.book import LinkSettings
    from kzbook.linkcheck.hosts import Hosts

HOPS = 10
"""Redirects followed; browsers follow 20, and no honest page needs 10."""
VISITS = 3
"""How often a chain may come to one address: once more with the cookie that it set."""
TITLE_BYTES = 64 * 1024
ANCHOR_BYTES = 8 * 1024 * 1024
"""How much of a page is read, for its title and for its anchors."""
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_DEAD = {404, 410}
_BUSY = {408, 425, 429}
_MAY_PASS = {500, 502, 503, 504, 520, 521, 522, 523, 524}
_OK = range(200, 300)
_REFUSED = range(400, 500)


class Answer(msgspec.Struct, frozen=True):
    """What a page answered; ``missing`` are the fragments that it has no place for."""

    state: State
    status: int = 0
    address: str = ""
    told: str = ""
    missing: frozenset[str] = frozenset()


class _Reply(msgspec.Struct, frozen=True):
    status: int
    location: str = ""
    wait: float | None = None
    is_page: bool = False
    charset: str | None = None
    body: bytes = b""
    whole: bool = True


class _AgainError(Exception):
    """A fault that may pass: the answer if it does not, and how long the host wants to rest."""

    def __init__(self, answer: Answer, address: str, wait: float | None = None) -> None:
        super().__init__(answer.told)
        self.answer = answer
        self.address = address
        self.wait = wait


class Asker:
    """Asks pages over one session, politely; several may be asked at once."""

    def __init__(
        self, session: aiohttp.ClientSession, settings: LinkSettings, hosts: Hosts, chance: Random
    ) -> None:
        self._session = session
        self._settings = settings
        self._hosts = hosts
        self._chance = chance
        self._at_once = asyncio.Semaphore(settings.at_once)

    async def ask(self, page: str, fragments: Collection[str] = ()) -> Answer:
        """Ask one page for all its *fragments*.

        Raises ``HostClosedError`` if the host has sent us away before.
        """
        attempt = 1
        while True:
            try:
                return await self._follow(page, fragments)
            except _AgainError as again:
                host = self._hosts.of(again.address)
                if again.wait is not None:
                    host.pause(again.wait)
                if attempt >= self._settings.attempts or host.closed:
                    return again.answer
                if again.wait is None:
                    await asyncio.sleep(backoff(attempt, self._chance))
            attempt += 1

    async def _follow(self, page: str, fragments: Collection[str]) -> Answer:
        address, method = page, "GET" if fragments else "HEAD"
        visits: dict[str, int] = {}
        permanent = True
        for _ in range(HOPS + 1):
            visits[address] = visits.get(address, 0) + 1
            if visits[address] > VISITS:
                break
            reply, method = await self._asked(address, method, fragments)
            if isinstance(reply, Answer):
                return reply
            if reply.status not in _REDIRECTS or not reply.location:
                moved: Literal["moved", "alive"] = (
                    "moved" if permanent and address != page else "alive"
                )
                return self._judged(page, address, reply, fragments, moved)
            permanent = permanent and reply.status in _PERMANENT
            onward = urldefrag(urljoin(address, reply.location)).url
            if urlsplit(onward).scheme not in {"http", "https"}:
                told = f"it redirects to {onward[:200]!r}, which is no page"
                return Answer("malformed", reply.status, address, told)
            address = onward
        return Answer("looping", address=address, told="its redirects lead in a circle")

    async def _asked(
        self, address: str, method: str, fragments: Collection[str]
    ) -> tuple[_Reply | Answer, str]:
        """Ask by *method*; where HEAD cannot tell, ask again by GET."""
        try:
            reply = await self._requested(address, method, fragments)
        except _AgainError:
            if method != "HEAD":
                raise
            reply = None
        if method == "HEAD":
            # Many hosts answer HEAD with an error or not at all, and many say 200 for a
            # page that reads "not found": a page is looked at.
            clear = isinstance(reply, Answer) or (
                reply is not None
                and (
                    reply.status in _REDIRECTS | _BUSY
                    or reply.wait is not None
                    or (reply.status in _OK and not reply.is_page)
                )
            )
            if not clear:
                return await self._requested(address, "GET", fragments), "GET"
        assert reply is not None  # noqa: S101  GET gives a reply or raises
        return reply, method

    async def _requested(
        self, address: str, method: str, fragments: Collection[str]
    ) -> _Reply | Answer:
        async with self._hosts.of(address).turn(), self._at_once:
            try:
                # An address is asked as it is written, if it can be.
                url = URL(address, encoded=address.isascii() and " " not in address)
                async with self._session.request(method, url, allow_redirects=False) as response:
                    return await self._received(response, method, fragments)
            except (aiohttp.InvalidURL, ValueError) as error:
                if isinstance(error, ssl.SSLError):
                    return Answer("tls", address=address, told=_tls(error))
                return Answer("malformed", address=address, told=f"no address: {error}")
            except ssl.SSLError as error:
                return Answer("tls", address=address, told=_tls(error))
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                raise _fault(error, address) from None

    async def _received(
        self, response: aiohttp.ClientResponse, method: str, fragments: Collection[str]
    ) -> _Reply:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        is_page = kind in {"", "text/html", "application/xhtml+xml"}
        body, whole = b"", True
        if method == "GET" and is_page and response.status in _OK:
            limit = ANCHOR_BYTES if fragments else TITLE_BYTES
            parts: list[bytes] = []
            async for part in response.content.iter_chunked(64 * 1024):
                parts.append(part)
                limit -= len(part)
                if limit <= 0:
                    break
            body, whole = b"".join(parts), response.content.at_eof()
        try:
            charset = response.charset
        except (ValueError, LookupError):
            charset = None
        return _Reply(
            response.status,
            response.headers.get("Location", ""),
            retry_after(response.headers.get("Retry-After", "")),
            is_page,
            charset,
            body,
            whole,
        )

    def _judged(
        self, page: str, address: str, reply: _Reply, fragments: Collection[str], well: State
    ) -> Answer:
        ended = "" if address == page else address
        if reply.status not in _OK:
            return _unwell(reply, address, ended)
        return _read(page, ended, reply, fragments, well)


def _unwell(reply: _Reply, address: str, ended: str) -> Answer:
    """Tell what a page that did not come means; raises ``_AgainError`` if that may pass."""
    status = reply.status
    if status in _BUSY:
        told = "the host asks to be left alone for a while"
        raise _AgainError(Answer("busy", status, ended, told), address, reply.wait)
    if status in _MAY_PASS:
        told = "the host has a fault of its own"
        raise _AgainError(Answer("failing", status, ended, told), address, reply.wait)
    if status in _DEAD:
        return Answer("dead", status, ended, "there is no such page")
    if status in _REFUSED:
        return Answer("restricted", status, ended, "the host refuses us, or any program")
    return Answer("failing", status, ended, "the host has a fault of its own")


def _read(page: str, ended: str, reply: _Reply, fragments: Collection[str], well: State) -> Answer:
    """Tell what a page that came says, and which of *fragments* it lacks."""
    status = reply.status
    if ended and pages.is_front_page(page, ended):
        return Answer("suspect", status, ended, "it leads to a front page")
    if not reply.is_page:
        return Answer(well, status, ended)
    read = pages.parsed(pages.decoded(reply.body, reply.charset))
    if told := pages.not_found_words(read):
        return Answer("suspect", status, ended, f"the page says: {told}")
    missing = pages.missing_anchors(read, fragments)
    if missing and not reply.whole:
        told = f"the page is too long to look for #{', #'.join(sorted(missing))}"
        return Answer(well, status, ended, told)
    return Answer(well, status, ended, missing=frozenset(missing))


def _fault(error: Exception, address: str) -> Exception:
    """Tell what kept us from an answer; all but an unknown name may pass."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        told = "nobody knows the host's name"
        code = getattr(error.os_error, "errno", None)
        if code == socket.EAI_AGAIN:
            told = "the host's name cannot be looked up now"
    elif isinstance(error, TimeoutError):
        told = "the host does not answer in time"
    elif isinstance(error, aiohttp.ClientConnectorError):
        told = f"the host takes no connection: {error.os_error.strerror or error.os_error}"
    elif isinstance(error, aiohttp.ClientResponseError):
        told = f"the host does not speak HTTP: {error.message}"
        return _AgainError(Answer("failing", address=address, told=" ".join(told.split())), address)
    else:
        told = "the connection broke"
    return _AgainError(Answer("unreachable", address=address, told=told), address)


# Codes of https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/
_CERTIFICATES = {
    9: "the certificate is not yet valid",
    10: "the certificate has expired",
    18: "the certificate is signed by itself",
    19: "the certificate is signed by an authority unknown here",
    20: "the certificate is signed by an authority unknown here",
    21: "the certificate comes without its chain",
    62: "the certificate is for another host",
    64: "the certificate is for another host",
}


def _tls(error: Exception) -> str:
    found = getattr(error, "certificate_error", error)
    found = getattr(found, "os_error", found)
    if isinstance(found, ssl.SSLCertVerificationError):
        return _CERTIFICATES.get(found.verify_code, f"the certificate: {found.verify_message}")
    return f"no safe connection can be made: {getattr(found, 'reason', None) or 'TLS'}"


__all__ = ["Answer", "Asker", "HostClosedError"]
