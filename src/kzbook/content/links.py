"""Links: the addresses outside the book that it names, and what is wrong with them as written.

Whether anybody answers there is asked by ``kzbook.linkcheck``; nothing here needs a network.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from ipaddress import ip_address
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlsplit

from docutils import nodes

from kzbook.content.bibliography import PART_C, read_bibliography, sources
from kzbook.content.voices import is_editors
from kzbook.finding import Finding, Location, check
from kzbook.manuscript import Link, Manuscript
from kzbook.nodes import is_ours, note_around

if TYPE_CHECKING:
    from collections.abc import Iterator
    from urllib.parse import SplitResult

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from kzbook.book import Book
    from kzbook.finding import Severity

FIELDS = ("url", "archiveurl")
"""The fields of an entry that hold addresses."""


def page_links(
    env: BuildEnvironment, doctree: nodes.document, docname: str, path: str
) -> Iterator[Link]:
    """Yield the addresses that one page and its notes name, in reading order."""
    editors = is_editors(env, docname)
    for node in doctree.findall(nodes.reference):
        url = str(node.get("refuri", ""))
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", url):
            continue
        note = note_around(node)
        at = _place(node, path) if note is None else Location(note["path"], note["line"])
        printed = not (editors or is_ours(node))
        yield Link(at, url, node.astext(), printed=printed)


def _place(node: nodes.Node, path: str) -> Location:
    above: nodes.Node | None = node
    while above is not None and not above.line:
        above = above.parent
    return Location(path, (above.line if above is not None else 0) or 0)


def source_links(book: Book) -> Iterator[Link]:
    """Yield the addresses of references.bib; those of part C are the author's."""
    data = read_bibliography(book.bibliography, book.root)
    lines = _field_lines(book)
    for key, entry in data.entries.items():
        for field in FIELDS:
            if url := entry.fields.get(field, ""):
                printed = field == "url" and PART_C in entry.fields.get("keywords", "")
                yield Link(lines[key, field], url, key, printed=printed)


def _field_lines(book: Book) -> dict[tuple[str, str], Location]:
    """Say where each field of each entry stands, by key and name."""
    begins = {each.at.line: each for each in sources(book.bibliography, book.root)}
    found: dict[tuple[str, str], Location] = {}
    key = path = ""
    for line, words in enumerate(book.bibliography.read_text("utf-8").splitlines(), 1):
        if line in begins:
            key, path = begins[line].key, begins[line].at.path
        # A small entry may stand on one line.
        for field in re.findall(r"(?:^|[\s,{(])(\w+)\s*=", words):
            found.setdefault((key, field.lower()), Location(path, line))
    return found


@check(Manuscript)
def link_scheme(manuscript: Manuscript) -> Iterator[Finding]:
    """A link is https, or http to a host that the book nowhere asks by https.

    Bad:  See [a](http://x.org/a) and [b](https://x.org/b).
    Good: See [a](https://x.org/a) and [b](https://x.org/b).
    """
    secure = {split.hostname for _, split in _split(manuscript) if split.scheme == "https"}
    for link, split in _split(manuscript):
        if split.scheme not in {"http", "https", "mailto", "tel"}:
            told = f"{link.url} has the scheme {split.scheme!r}; a reader can follow https only"
            yield _finding(link, "link-scheme", told, "error")
        elif split.scheme == "http" and split.hostname in secure:
            told = (
                f"{link.url} is http, and https is used for {split.hostname} elsewhere; use https"
            )
            yield _finding(link, "link-scheme", told)


@check(Manuscript)
def link_host(manuscript: Manuscript) -> Iterator[Finding]:
    """A link names its host plainly: no look-alike letters, user names or bare numbers.

    Bad:  See [the office](https://unhcr.org@x.org/).
    Good: See [the office](https://unhcr.org/).
    """
    named = defaultdict(set)
    for _, split in _split(manuscript):
        named[_skeleton(_host(split))].add(_host(split))
    readable = dict(_split(manuscript))
    for link in manuscript.links:
        if link not in readable:
            told = f"{link.url!r} cannot be read as an address; write it anew"
            yield _finding(link, "link-host", told, "error")
    for link, split in readable.items():
        if split.scheme not in {"http", "https"}:
            continue
        host = _host(split)
        if fault := _host_fault(host, split):
            yield _finding(link, "link-host", f"{link.url}: {fault}", "error")
        elif others := named[_skeleton(host)] - {host}:
            told = f"{link.url}: the host looks like {min(others)}, but is another; is it meant?"
            yield _finding(link, "link-host", told)


def _host_fault(host: str, split: SplitResult) -> str:
    if not host:
        return "there is no host; write the whole address"
    if split.username is not None:
        return f"what stands before @ is a user's name, the host is {host}; take it out"
    if _is_number(host):
        return "the host is a number, which tells nobody whose it is; name it"
    if "." not in host.strip("."):
        return f"{host!r} is no host of the public network; write its whole name"
    faults = (_label_fault(label, host) for label in host.split("."))
    return next(filter(None, faults), "")


def _label_fault(label: str, host: str) -> str:
    if label.isascii():
        return ""
    scripts = {unicodedata.name(sign, "?").split()[0].title() for sign in label if sign.isalpha()}
    if len(scripts) > 1:
        return f"{label!r} mixes letters of {' and '.join(sorted(scripts))}; type it anew"
    if _skeleton(host).isascii():
        return f"{label!r} only looks like {_skeleton(label)!r}; its letters are {scripts.pop()}"
    return ""


@check(Manuscript)
def link_characters(manuscript: Manuscript) -> Iterator[Finding]:
    """A link has only the characters of an address, others are escaped with %.

    Bad:  See <https://x.org/a_(b>.
    Good: See <https://x.org/a_(b)>.
    """
    # RFC 3986, 2: unreserved, reserved, and % before two hexadecimal digits.
    allowed = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
    for link in manuscript.links:
        stop = cast("re.Match[str]", allowed.match(link.url)).end()
        path = link.url.partition("//")[2].partition("/")[2]
        if stop < len(link.url):
            sign = link.url[stop]
            what = f"U+{ord(sign):04X}" if ord(sign) < ord("!") else f"{sign!r}"
            told = f"{link.url!r} holds {what} as it is; escape it with %"
            yield _finding(link, "link-characters", told)
        elif link.url.count("#") > 1 or set(path) & set("[]"):
            told = f"{link.url!r} holds a sign with a meaning of its own; escape it with %"
            yield _finding(link, "link-characters", told)
        elif path.count("(") != path.count(")") or path.endswith((".", ",", ";")):
            told = (
                f"{link.url!r} ends or brackets like a sentence; does the address go on, or stop?"
            )
            yield _finding(link, "link-characters", told)


@check(Manuscript)
def link_tracker(manuscript: Manuscript) -> Iterator[Finding]:
    """A link carries no parameter that only tells who followed it.

    Bad:  See <https://x.org/a?utm_source=letter>.
    Good: See <https://x.org/a?page=2>.
    """
    for link, split in _split(manuscript):
        names = {name for name, _ in parse_qsl(split.query, keep_blank_values=True)}
        found = sorted(name for name in names if _TRACKER.fullmatch(name.lower()))
        if found:
            told = f"{link.url} tracks its readers by {', '.join(found)}; take that out"
            yield _finding(link, "link-tracker", told)


# Of campaigns, advertisers and mailings: among them what Firefox and Brave take out of links.
_TRACKER = re.compile(
    "utm_.+|fbclid|igshid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|_openstat|twclid|ttclid"
    "|li_fat_id|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|__hs.+|vero_id|oly_enc_id|oly_anon_id|s_cid"
)
# Small letters and figures that are drawn like Latin letters, of
# https://www.unicode.org/Public/security/latest/confusables.txt; "rn" and "vv" are joined below.
_ALIKE = str.maketrans("асԁеһіјкӏорԛѕԝхуαικνορυ01", "acdehijklopqswxyaiknopuol")


def _split(manuscript: Manuscript) -> Iterator[tuple[Link, SplitResult]]:
    for link in manuscript.links:
        try:
            split = urlsplit(link.url)
            _ = split.port
        except ValueError:
            # A bracket or a port that is none; `link_host` tells it.
            continue
        yield link, split


def _host(split: SplitResult) -> str:
    """Give the host as a reader sees it: letters for the code of RFC 3492."""
    host = unicodedata.normalize("NFKC", split.hostname or "")
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return re.fullmatch(r"(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*", host) is not None
    return True


def _skeleton(host: str) -> str:
    return host.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def _finding(link: Link, rule: str, told: str, severity: Severity = "warning") -> Finding:
    if link.printed:
        return Finding(link.at, rule, f"{told} (the author printed it so, and it stays)", "info")
    return Finding(link.at, rule, told, severity)


def setup(_: Sphinx) -> None:
    """Nothing is added to Sphinx: links are read from the doctrees and references.bib."""
