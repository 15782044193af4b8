"""Archived copies: what an archive has of the sources, proposed as fields of references.bib."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

import aiohttp
import msgspec

from kzbook.errors import KzbookError
from kzbook.linkcheck.hosts import Hosts
from kzbook.linkcheck.inquiry import session
from kzbook.manuscript import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kzbook.book import Book
    from kzbook.ledger import Standing


class Proposal(msgspec.Struct, frozen=True):
    """A copy that an archive offers; ``date`` is its day in ISO 8601."""

    source: Source
    url: str
    date: str

    def __str__(self) -> str:
        """Write the two fields to be copied into the entry."""
        return (
            f"{self.source.at}: {self.source.key}\n"
            f"  archiveurl = {{{self.url}}},\n  archivedate = {{{self.date}}},"
        )


# The answer of https://archive.org/help/wayback_api.php
class _Closest(msgspec.Struct):
    url: str
    timestamp: str
    available: bool = False
    status: str = "200"


class _Snapshots(msgspec.Struct):
    closest: _Closest | None = None


class _Availability(msgspec.Struct):
    archived_snapshots: _Snapshots


def lacking(sources: Iterable[Source], ledger: Mapping[str, Standing]) -> list[Source]:
    """List the sources with an address and no archived copy, those in trouble first."""
    open_ones = [each for each in sources if each.url and not each.archive]
    return sorted(open_ones, key=lambda each: _is_well(ledger.get(each.url)))


def _is_well(standing: Standing | None) -> bool:
    return standing is None or standing.state in {"alive", "never-checked"}


def propose(
    book: Book, sources: Iterable[Source], ledger: Mapping[str, Standing]
) -> tuple[Proposal, ...]:
    """Ask the archive for a copy of each of *sources*, near the day it was last seen alive.

    Without such a day the copy nearest to the book's own date is wanted. Raises
    ``KzbookError`` (``archive-api``) if the archive cannot be asked.
    """
    return asyncio.run(_propose(book, list(sources), ledger))


async def _propose(
    book: Book, sources: list[Source], ledger: Mapping[str, Standing]
) -> tuple[Proposal, ...]:
    api, hosts = book.links.archive_api, Hosts(book.links)
    async with session(book) as made:

        async def ask(source: Source) -> Proposal | None:
            known = ledger.get(source.url)
            day = (known.alive if known else "") or book.date
            query = {"url": source.url, "timestamp": day.replace("-", "")}
            try:
                async with hosts.of(api).turn(), made.get(api, params=query) as response:
                    response.raise_for_status()
                    answer = msgspec.json.decode(await response.read(), type=_Availability)
            except (aiohttp.ClientError, TimeoutError, ValueError, msgspec.DecodeError) as error:
                message = f"{api} cannot be asked: {str(error) or type(error).__name__}"
                hint = "archive-api in [tool.kzbook.links] names another"
                raise KzbookError("archive-api", message, hint=hint) from None
            return _proposal(source, answer.archived_snapshots.closest)

        # One by one: an archive is a single host, and a guest of many.
        return tuple([made_ for each in sources if (made_ := await ask(each))])


def _proposal(source: Source, closest: _Closest | None) -> Proposal | None:
    if closest is None or not closest.available or closest.status != "200":
        return None
    try:
        day = datetime.strptime(closest.timestamp[:8], "%Y%m%d").date()  # noqa: DTZ007  a day
    except ValueError:
        return None
    # The archive answers with http addresses and serves both.
    url = closest.url.replace("http://web.archive.org/", "https://web.archive.org/", 1)
    return Proposal(source, url, day.isoformat())
