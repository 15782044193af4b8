"""All addresses that are due, asked together; whatever was learned is kept, also on Ctrl-C."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit
from urllib.request import getproxies

import aiohttp
import msgspec

from kzbook import __version__
from kzbook.errors import KzbookError
from kzbook.ledger import UNKNOWN, WELL, Ledger, Standing, kept, write_ledger
from kzbook.linkcheck.asking import Asker, HostClosedError
from kzbook.linkcheck.hosts import Hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kzbook.book import Book
    from kzbook.ledger import State
    from kzbook.linkcheck.asking import Answer

SAVE_EVERY = 5.0
"""Seconds after which what was learned is written, should the process be killed."""
_SEEN: frozenset[State] = frozenset({"alive", "moved"})


class Outcome(msgspec.Struct, frozen=True):
    """What an inquiry came to; ``put_off`` were due, but their hosts had sent us away."""

    ledger: Ledger
    asked: tuple[str, ...]
    put_off: tuple[str, ...]


def due(
    ledger: Mapping[str, Standing], urls: Iterable[str], book: Book, today: date
) -> tuple[str, ...]:
    """Give those of *urls* whose last answer is older than ``[tool.kzbook.links]`` allows.

    What did not answer well is asked again sooner, and what never was is always due.
    """
    found = []
    for url in dict.fromkeys(urls):
        known = ledger.get(url, UNKNOWN)
        days = book.links.fresh if known.state in WELL else book.links.again
        old = not known.asked or date.fromisoformat(known.asked) + timedelta(days) <= today
        if days == 0 or old:
            found.append(url)
    return tuple(found)


def is_askable(url: str) -> bool:
    """Say whether an address can be asked at all: of the web, and with a host."""
    try:
        split = urlsplit(url)
        return split.scheme in {"http", "https"} and bool(split.hostname)
    except ValueError:
        return False


def by_page(urls: Iterable[str]) -> dict[str, dict[str, str]]:
    """Group addresses by the page that answers for them: page → address → fragment."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    for url in urls:
        page, fragment = urldefrag(url)
        pages[page][url] = fragment
    return dict(pages)


def inquire(  # noqa: PLR0913  what an inquiry is about, and its clock and watcher
    book: Book,
    ledger: Ledger,
    urls: Iterable[str],
    wanted: Iterable[str],
    today: date,
    *,
    watch: Callable[[str], None] = lambda _page: None,
    chance: Random | None = None,
) -> Outcome:
    """Ask the *wanted* of all *urls* of the book, and keep links.json.

    *watch* is called with each page that has answered. Raises ``KzbookError`` (``network``)
    if no host at all could be reached, and then nothing is learned.
    """
    told = kept(ledger, urls)
    write_ledger(book, told)
    pages = by_page(wanted)
    learned: dict[str, Standing] = {}
    saved = time.monotonic()

    def save() -> None:
        # Without a network nothing is learned of any address.
        if any(each.state != "unreachable" for each in learned.values()):
            write_ledger(book, told | learned)

    def note(page: str, answer: Answer) -> None:
        nonlocal saved
        for url, fragment in pages[page].items():
            learned[url] = _standing(told.get(url, UNKNOWN), answer, fragment, today)
        watch(page)
        if time.monotonic() - saved > SAVE_EVERY:
            save()
            saved = time.monotonic()

    try:
        asyncio.run(_ask_all(book, pages, note, chance or Random()))  # noqa: S311  only jitter
    finally:
        save()
    hosts = {urlsplit(url).hostname for url in learned}
    if len(hosts) > 1 and all(each.state == "unreachable" for each in learned.values()):
        message = f"none of {len(hosts)} hosts could be reached; links.json is as it was"
        raise KzbookError("network", message, hint="is this machine on a network?")
    write_ledger(book, told | learned)
    put_off = tuple(url for page in pages.values() for url in page if url not in learned)
    return Outcome(told | learned, tuple(learned), put_off)


async def _ask_all(
    book: Book,
    pages: Mapping[str, Mapping[str, str]],
    note: Callable[[str, Answer], None],
    chance: Random,
) -> None:
    async with session(book) as made:
        asker = Asker(made, book.links, Hosts(book.links), chance)

        async def ask(page: str) -> None:
            try:
                answer = await asker.ask(page, sorted(set(filter(None, pages[page].values()))))
            except HostClosedError:
                return
            note(page, answer)

        async with asyncio.TaskGroup() as group:
            for page in pages:
                group.create_task(ask(page))


def session(book: Book) -> aiohttp.ClientSession:
    """Open a session that says who asks, as far as the book declares it."""
    where = book.repository_url or book.base_url
    agent = f"kzbook/{__version__} (link check{f'; +{where}' if where else ''})"
    timeout = aiohttp.ClientTimeout(book.links.timeout, connect=min(10.0, book.links.timeout))
    # Politeness is ours, host by host.
    connector = aiohttp.TCPConnector(limit=0)
    headers = {"User-Agent": agent, "Accept": "text/html,*/*;q=0.8"}
    return aiohttp.ClientSession(
        connector=connector,
        timeout=timeout,
        headers=headers,
        # The proxies of the environment; looking for them costs a thread for each request.
        trust_env=bool(getproxies()),
        # Hosts that set a cookie before they answer may be numbers, on a network of one's own.
        cookie_jar=aiohttp.CookieJar(unsafe=True),
    )


def _standing(before: Standing, answer: Answer, fragment: str, today: date) -> Standing:
    state, told = answer.state, answer.told
    if fragment in answer.missing:
        state, told = "anchor-missing", f"the page has no place #{fragment}"
    day = today.isoformat()
    seen = day if state in _SEEN else before.alive
    return Standing(state, day, seen, answer.status, answer.address, told)
