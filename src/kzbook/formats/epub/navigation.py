"""Finding one's way: the contents and landmarks of EPUB 3, and the NCX of older readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from lxml import etree
from lxml.etree import _Element as Element
from sphinx.locale import _

from kzbook.formats.epub.markup import (
    TYPE,
    XML_LANG,
    element,
    label,
    language_of,
    page,
    select,
    text,
)
from kzbook.formats.epub.pages import HEADINGS, Page
from kzbook.nodes import EDITOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


NAME = "nav.xhtml"
NCX_NAME = "toc.ncx"
NCX = "http://www.daisy.org/z3986/2005/ncx/"
_NAMESPACES: Any = {None: NCX}


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents: the heading itself, where it is, and the lines below it."""

    heading: Element
    href: str
    below: tuple[Entry, ...] = ()


def contents(pages: Sequence[Page], below: Mapping[str, Sequence[str]]) -> tuple[Entry, ...]:
    """Gather the headings of all pages: a page's sections, then the pages *below* it.

    The first page is the title page: it is no line of the contents, its sections are.
    """
    waiting = {each.docname: each for each in pages}

    def entries(docname: str) -> Iterator[Entry]:
        each = waiting.pop(docname, None)
        if each is None:
            return
        sections = select(each.body, "h:section")
        own = tuple(entry for section in sections for entry in _sections(section, each.name))
        under = tuple(entry for name in below.get(docname, ()) for entry in entries(name))
        heading = next((child for top in sections for child in top if child.tag in HEADINGS), None)
        if each is pages[0] or heading is None:
            yield from (*own, *under)
        else:
            yield Entry(heading, each.name, (*own, *under))

    return tuple(entry for each in pages for entry in entries(each.docname))


def _sections(section: Element, name: str) -> Iterator[Entry]:
    for inner in select(section, "h:section[@id]"):
        heading = next((child for child in inner if child.tag in HEADINGS), None)
        if heading is not None:
            yield Entry(heading, f"{name}#{inner.get('id')}", tuple(_sections(inner, name)))


def landmarks(pages: Sequence[Page]) -> Iterator[tuple[str, str, str]]:
    """Yield the landmarks of the book: EPUB's type, the place, and its name for a reader."""
    yield "cover", "cover.xhtml", _("Cover")
    yield "titlepage", pages[0].name, _("Title page")
    yield "toc", f"{NAME}#toc", _("Contents")
    for each in pages[1:2]:
        yield "bodymatter", each.name, _("Start of the text")
    # One landmark of a type for one place; the first list is the author's.
    for each in [each for each in pages if each.kind == "bibliography"][:1]:
        yield "bibliography", each.name, _("References")
    for each in [each for each in pages if each.kind == "index"]:
        yield "index", each.name, _("Index")


def navigation(
    entries: Iterable[Entry], marks: Iterable[tuple[str, str, str]], language: str
) -> Element:
    """Make the navigation document: a page of the book too."""
    title = _("Contents")
    toc = element(
        "nav",
        element("h1", title, attributes={"id": "toc-title"}),
        _list(entries),
        attributes={
            TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "toc-title",
        },
    )  # fmt: skip
    places = element(
        "nav",
        element("h2", _("Landmarks"), attributes={"id": "landmarks-title"}),
        element(
            "ol",
            *(
                element("li", element("a", name, attributes={TYPE: kind, "href": href}))
                for kind, href, name in marks
            ),
        ),
        attributes={
            TYPE: "landmarks", "id": "landmarks", "hidden": "hidden", "class": "hidden",
            "aria-labelledby": "landmarks-title",
        },
    )  # fmt: skip
    body = element("body", toc, places, attributes={"class": EDITOR})
    return page(title, language, language, body)


def _list(entries: Iterable[Entry]) -> Element:
    made = element("ol")
    for entry in entries:
        line = element("li", label(entry.heading, "a", {"href": entry.href}))
        if entry.below:
            line.append(_list(entry.below))
        made.append(line)
    return made


def ncx(entries: Sequence[Entry], identifier: str, title: str, language: str) -> bytes:
    """Write the NCX: contents for readers of EPUB 2."""
    root = etree.Element(f"{{{NCX}}}ncx", {"version": "2005-1", XML_LANG: language}, _NAMESPACES)
    head = _under(root, "head")
    for name, content in (
        ("dtb:uid", identifier),
        ("dtb:depth", str(_depth(entries))),
        ("dtb:totalPageCount", "0"),
        ("dtb:maxPageNumber", "0"),
    ):
        _under(head, "meta", name=name, content=content)
    _under(_under(root, "docTitle"), "text").text = title
    _points(_under(root, "navMap"), entries, language, 0)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def _points(parent: Element, entries: Iterable[Entry], language: str, order: int) -> int:
    for entry in entries:
        order += 1
        point = _under(parent, "navPoint", id=f"point-{order}", playOrder=str(order))
        name = _under(point, "navLabel")
        if (spoken := language_of(entry.heading, language)) != language:
            name.set(XML_LANG, spoken)
        _under(name, "text").text = text(entry.heading)
        _under(point, "content", src=entry.href)
        order = _points(point, entry.below, language, order)
    return order


def _under(parent: Element, name: str, /, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{NCX}}}{name}", attributes)


def _depth(entries: Iterable[Entry]) -> int:
    return max((1 + _depth(entry.below) for entry in entries), default=0)
