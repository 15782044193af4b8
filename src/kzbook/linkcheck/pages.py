"""What a page that came holds: its anchors, and signs that it says "not found"."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

# Titles and headings of pages that are not there, as sites write them.
_NOT_FOUND = re.compile(
    r"\b404\b|(page|file|document|article)\b.{0,20}\b(not|cannot be) found|^not found\b|\bno longer exists"
    r"|does not exist|(страниц|документ|стать)\w* .{0,20}не (найден|существует)|^не найден|страницы нет"
    r"|(бет|парақ|құжат)\w* .{0,20}(табылма|жоқ\b)|^табылмады",
    re.IGNORECASE,
)
_FRONT = re.compile(r"/?((index|home|default)(\.\w+)?/?)?(\w\w(-\w\w)?/?)?", re.IGNORECASE)


def decoded(body: bytes, charset: str | None) -> str:
    """Read a page in the charset it came with, in its own, or in what it can only be.

    A charset that is unknown or wrong for the bytes is passed over.
    """
    own = re.search(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", body[:4096], re.IGNORECASE)
    told = [charset, own[1].decode("ascii") if own else None, "utf-8", "windows-1251"]
    for name in filter(None, told):
        try:
            # A page cut short may end inside a letter.
            return str(codecs.getincrementaldecoder(name)("strict").decode(body))
        except (LookupError, UnicodeError, TypeError):
            continue
    return body.decode("latin-1")


def parsed(text: str) -> etree._Element | None:
    """Parse a page as browsers do; None for one without an element."""
    # Characters are given, so whatever the page says of its bytes no longer holds.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def missing_anchors(page: etree._Element | None, wanted: Iterable[str]) -> set[str]:
    """Give those of the fragments *wanted* that the page has no place for."""
    there = set(_found(page, "//@id | //a/@name"))
    missing = set()
    for fragment in wanted:
        name = unquote(fragment).partition(":~:")[0]
        # GitHub's own pages move to ids that begin so.
        known = {name, f"user-content-{name}", fragment} & there
        if name and name.lower() != "top" and not name.startswith(("!", "/")) and not known:
            missing.add(fragment)
    return missing


def not_found_words(page: etree._Element | None) -> str:
    """Give the title or first heading if it says that the page is not there."""
    for words in _found(page, "//title[not(ancestor::*[local-name()='svg'])] | //h1"):
        told = " ".join("".join(words.itertext()).split())
        if _NOT_FOUND.search(told):
            return told[:80]
    return ""


def _found(page: etree._Element | None, path: str) -> list[Any]:
    return [] if page is None else cast("list[Any]", page.xpath(path))


def is_front_page(asked: str, ended: str) -> bool:
    """Say whether a redirect led from a page of its own to a front page."""
    there, here = urlsplit(ended), urlsplit(asked)
    if _FRONT.fullmatch(here.path) and not here.query:
        return False
    return bool(_FRONT.fullmatch(there.path)) and not there.query
