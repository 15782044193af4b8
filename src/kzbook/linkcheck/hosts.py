"""Politeness: how often and how soon each host is asked."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from random import Random

    from kzbook.book import LinkSettings

FIRST_PAUSE = 1.0
"""Seconds before the first new attempt; each further one waits up to twice as long."""


class HostClosedError(Exception):
    """A host asked for more patience than we have; its other pages are left for another day."""


class Host:
    """One host: at most ``per_host`` requests at a time, ``delay`` seconds between starts."""

    def __init__(self, settings: LinkSettings) -> None:
        self._slots = asyncio.Semaphore(settings.per_host)
        self._delay = settings.delay
        self._patience = settings.patience
        self._next = 0.0
        self.closed = ""

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for our turn; raises ``HostClosedError`` once the host has sent us away."""
        async with self._slots:
            while (wait := self._next - asyncio.get_running_loop().time()) > 0:
                if self.closed:
                    break
                await asyncio.sleep(wait)
            if self.closed:
                raise HostClosedError(self.closed)
            self._next = asyncio.get_running_loop().time() + self._delay
            yield

    def pause(self, seconds: float) -> None:
        """Leave the host alone for some time, or for good if that is beyond our patience."""
        if seconds > self._patience:
            self.closed = f"the host asks to wait {seconds:.0f} seconds"
            seconds = 0
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)


class Hosts:
    """The hosts of one inquiry, by name and port."""

    def __init__(self, settings: LinkSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, Host] = {}

    def of(self, url: str) -> Host:
        """Give the host that *url* names."""
        name = urlsplit(url).netloc.rpartition("@")[2].lower()
        return self._hosts.setdefault(name, Host(self._settings))


def backoff(attempt: int, chance: Random) -> float:
    """Give the seconds to wait before an attempt, 1 being the first repetition.

    "Full jitter" of https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/,
    never less than half, so that a host in trouble has some rest.
    """
    most = FIRST_PAUSE * 2.0 ** (attempt - 1)
    return chance.uniform(most / 2, most)


def retry_after(header: str, now: datetime | None = None) -> float | None:
    """Read Retry-After as seconds from now: a number or a date of RFC 9110, 10.2.3."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
