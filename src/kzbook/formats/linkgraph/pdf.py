"""The link graph of a PDF: annotations, named destinations, the outline, notes as tagged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pikepdf

from kzbook.formats.linkgraph import Leap, LinkGraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OUTLINE, NAMES = "the outline", "the named destinations"


def pdf_graph(file: Path, path: str, language: str, part: str = "") -> LinkGraph:
    """Read a PDF; where a place is no page of it, the leap has no ``to``."""
    with pikepdf.open(file) as pdf:
        numbered = enumerate(pdf.pages, 1)
        pages: dict[Any, str] = {page.objgen: f"page {number}" for number, page in numbered}
        named = dict(_named(pdf))
        reading = _Reading(pages, named)
        leaps = [
            *reading.annotations(pdf),
            *reading.outline(pdf),
            *(reading.leap(NAMES, name, place) for name, place in named.items()),
        ]
        levels = list(_levels(pdf))
    shared = {NAMES: tuple(sorted(named)), OUTLINE: tuple(levels)}
    return LinkGraph(
        path=path,
        pages=tuple(pages.values()),
        anchors=dict.fromkeys(pages.values(), ()),
        leaps=tuple(leaps),
        twins=f"pdf {part}".rstrip(),
        language=language,
        shared=shared,
    )


class _Reading:
    """Destinations of one PDF resolved: ISO 32000-1, 12.3.2."""

    def __init__(self, pages: dict[Any, str], named: dict[str, Any]) -> None:
        self._pages = pages
        self._named = named

    def annotations(self, pdf: pikepdf.Pdf) -> Iterator[Leap]:
        """Yield the links drawn on the pages that lead inside the document."""
        for page in pdf.pages:
            name = self._pages[page.objgen]
            for link in page.obj.get("/Annots", ()):
                if link.get("/Subtype") != "/Link":
                    continue
                action = link.get("/A")
                if action is not None and action.get("/S") != "/GoTo":
                    continue
                place = link.get("/Dest") if action is None else action.get("/D")
                yield self.leap(name, str(link.get("/Contents", "a link")), place)

    def outline(self, pdf: pikepdf.Pdf) -> Iterator[Leap]:
        """Yield the entries of the outline."""
        with pdf.open_outline() as outline:
            waiting = list(outline.root)
            while waiting:
                item = waiting.pop(0)
                waiting[:0] = item.children
                place: Any = item.destination
                if place is None and item.action is not None:
                    place = item.action.get("/D")
                yield self.leap(OUTLINE, item.title, place)

    def leap(self, page: str, written: str, place: Any) -> Leap:
        """Resolve a destination: an array, a name, or a dictionary that holds one."""
        if isinstance(place, pikepdf.Name | pikepdf.String | str):
            place = self._named.get(str(place))
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if not isinstance(place, pikepdf.Array) or len(place) == 0:
            return Leap(page, written, "")
        target = place[0]
        if not isinstance(target, pikepdf.Dictionary):
            return Leap(page, written, "")
        return Leap(page, written, self._pages.get(target.objgen, ""))


def _named(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    for name, place in pdf.Root.get("/Dests", pikepdf.Dictionary()).items():
        yield str(name), place
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if names is not None:
        yield from pikepdf.NameTree(names).items()


def _levels(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Name the entries of the outline by their place in it, which no translation changes."""
    counts: Counter[str] = Counter()

    def walk(items: Any, above: str) -> Iterator[str]:
        for item in items:
            counts[above] += 1
            name = f"{above}{counts[above]}."
            yield name
            yield from walk(item.children, name)

    with pdf.open_outline() as outline:
        yield from walk(list(outline.root), "")
