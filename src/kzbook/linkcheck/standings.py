"""What was found of each address, told to people and tools; needs no network itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from kzbook.finding import Finding, Severity
from kzbook.ledger import UNKNOWN, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kzbook.ledger import Standing
    from kzbook.manuscript import Link, Source

_SEVERITY: dict[State, Severity] = {
    "never-checked": "info",
    "alive": "info",
    "restricted": "info",
    "dead": "error",
    "looping": "error",
    "malformed": "error",
}
"""How bad a state is; those not named here are warnings."""


def standings(
    links: Iterable[Link], sources: Iterable[Source], ledger: Mapping[str, Standing]
) -> Iterator[tuple[Link, Standing, Finding]]:
    """Yield each link with what is known of it, and that as a finding, in the book's order.

    A link with an archived copy is no error: readers are given that copy. Of the author's
    own addresses only what is dead asks for something, namely a copy.
    """
    archives = {each.url: each.archive for each in sources if each.url and each.archive}
    for link in sorted(set(links)):
        known = ledger.get(link.url, UNKNOWN)
        archive = archives.get(link.url, "")
        severity = _SEVERITY.get(known.state, "warning")
        if archive or (link.printed and known.state != "dead"):
            severity = "info"
        message = _message(link, known, archive)
        yield link, known, Finding(link.at, f"link-{known.state}", message, severity)


def _message(link: Link, known: Standing, archive: str) -> str:
    told = f"{link.url} was never checked; run `make links`"
    if known.state == "alive":
        told = f"{link.url} was seen alive on {known.alive}"
        told += f"; {known.told}" if known.told else ""
    elif known.state == "moved":
        told = f"{link.url} has moved for good to {known.address}"
        told += "; the author’s stays as printed" if link.printed else "; use that"
    elif known.state != "never-checked":
        status = f" ({known.status})" if known.status else ""
        seen = f"last seen alive on {known.alive}" if known.alive else "never seen alive"
        told = f"{link.url}: {known.told}{status}; asked on {known.asked}, {seen}"
        if known.address:
            told += f"; at {known.address}"
    if known.state == "dead":
        told += f"; archived copy: {archive}" if archive else "; add archiveurl and archivedate"
    return told


def dead_links(
    links: Iterable[Link], sources: Iterable[Source], ledger: Mapping[str, Standing]
) -> list[Finding]:
    """List the links that must stop a release: dead, and without an archived copy."""
    told = (finding for _, known, finding in standings(links, sources, ledger))
    return [each for each in told if each.rule == "link-dead" and each.severity == "error"]


def rows(
    links: Iterable[Link], sources: Iterable[Source], ledger: Mapping[str, Standing]
) -> list[dict[str, object]]:
    """Give one object a link: the fields of a finding, and what links.json knows."""
    sources = list(sources)
    archives = {each.url: each.archive for each in sources}
    return [
        {
            "path": finding.at.path,
            "line": finding.at.line,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "url": link.url,
            "host": _host(link.url),
            "state": known.state,
            "asked": known.asked,
            "alive": known.alive,
            "status": known.status,
            "address": known.address,
            "archive": archives.get(link.url, ""),
        }
        for link, known, finding in standings(links, sources, ledger)
    ]


def table(urls: Iterable[str], ledger: Mapping[str, Standing]) -> str:
    """Write how many addresses of each host are in each state."""
    counts: dict[str, Counter[State]] = {}
    for url in dict.fromkeys(urls):
        state = ledger.get(url, UNKNOWN).state
        counts.setdefault(_host(url), Counter())[state] += 1
    total = sum(counts.values(), Counter[State]())
    states: list[State] = [each for each in get_args(State) if total[each]]
    widest = max([len("total"), *map(len, counts)])
    lines = [" ".join([f"{'host':{widest}}", *states])]
    for host, own in [*sorted(counts.items()), ("total", total)]:
        cells = [f"{own[each] or '.':>{len(each)}}" for each in states]
        lines.append(" ".join([f"{host:{widest}}", *cells]))
    return "\n".join(lines)


def summary(urls: Iterable[str], ledger: Mapping[str, Standing]) -> str:
    """Say in a line how many addresses are in which state."""
    counts = Counter(ledger.get(url, UNKNOWN).state for url in dict.fromkeys(urls))
    told = ", ".join(f"{counts[each]} {each}" for each in get_args(State) if counts[each])
    return f"{sum(counts.values())} addresses: {told}" if told else "no addresses"


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2]
    except ValueError:
        return ""
