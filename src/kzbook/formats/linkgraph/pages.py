"""The link graphs of sites and EPUBs: pages of HTML, XHTML and SVG, style sheets, packages."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

import msgspec
from lxml import etree

from kzbook.formats.linkgraph import Leap, LinkGraph, Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

MARKUP = (".html", ".xhtml", ".svg", ".opf", ".ncx", ".xml")
_ADDRESSES = {
    "href": "link", "src": "image", "poster": "image", "data": "image", "action": "link",
    "{http://www.w3.org/1999/xlink}href": "link", "full-path": "package",
}  # fmt: skip
# Attributes that hold ids of the same page.
_IDREFS = (
    "for", "headers", "list", "idref", "toc",
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details",
)  # fmt: skip
_NOTE = "//*[@role='doc-footnote' or @role='doc-endnote']"
_CSS_URL = re.compile(r"url\(\s*(\"[^\"]*\"|'[^']*'|[^)]*?)\s*\)")


def site_graph(folder: Path, path: str, languages: Iterable[str]) -> Iterator[LinkGraph]:
    """Read a site of several languages: one graph for each, all files known to each."""
    names = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*")}
    files = {name: each.read_bytes() for name, each in names.items() if _is_read(name)}
    there = {name: () for name, each in names.items() if each.is_file()}
    read = dict(_read(files))
    anchors = there | {name: each[0] for name, each in read.items()}
    spoken = list(languages)
    for language in ["", *spoken]:
        own = {
            name: each
            for name, each in read.items()
            if (name.partition("/")[0] if name.partition("/")[0] in spoken else "") == language
        }
        shared = {
            name.partition("/")[2]: each[0]
            for name, each in own.items()
            if language and name.endswith(".html")
        }
        graph = _graph(f"{path}/{language}".rstrip("/"), anchors, own, "html" if language else "")
        yield msgspec.structs.replace(graph, language=language, shared=shared)


def epub_graph(file: Path, path: str, language: str) -> LinkGraph:
    """Read an EPUB."""
    with zipfile.ZipFile(file) as book:
        files = {name: book.read(name) for name in book.namelist() if _is_read(name)}
        there: dict[str, tuple[str, ...]] = dict.fromkeys(book.namelist(), ())
    read = dict(_read(files))
    anchors = there | {name: each[0] for name, each in read.items()}
    shared = {name: each[0] for name, each in read.items() if name.endswith(".xhtml")}
    graph = _graph(path, anchors, read, "epub")
    return msgspec.structs.replace(graph, language=language, shared=shared)


_Page = tuple[tuple[str, ...], list[Leap], list[Note]]


def _graph(
    path: str, anchors: dict[str, tuple[str, ...]], own: Mapping[str, _Page], twins: str
) -> LinkGraph:
    return LinkGraph(
        path=path,
        pages=tuple(own),
        anchors=anchors,
        leaps=tuple(leap for _, leaps, _ in own.values() for leap in leaps),
        notes=tuple(note for _, _, notes in own.values() for note in notes),
        twins=twins,
    )


def _is_read(name: str) -> bool:
    return name.endswith((*MARKUP, ".css"))


def _read(files: Mapping[str, bytes]) -> Iterator[tuple[str, _Page]]:
    for name, data in files.items():
        if name.endswith(".css"):
            yield name, ((), list(_style_leaps(name, data.decode("utf-8"))), [])
        else:
            yield name, _page(name, data)


def _page(name: str, data: bytes) -> _Page:
    parser: Any = etree.XMLParser(resolve_entities=False)
    if name.endswith(".html"):
        parser = etree.HTMLParser(encoding="utf-8")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return (), [Leap(name, f"this file cannot be read: {error}", "")], []
    ids = cast("list[str]", root.xpath("//@id | //a/@name"))
    return tuple(map(str, ids)), list(_leaps(name, root)), list(_notes(root, name))


def _leaps(name: str, root: etree._Element) -> Iterator[Leap]:
    for node in root.iter(etree.Element):
        for attribute, kind in _ADDRESSES.items():
            written = node.get(attribute)
            # The container names its package from the root of the archive.
            base = "" if kind == "package" else name
            leap = None if written is None else leap_of(base, written, kind)
            if leap is not None:
                yield Leap(name, leap.written, leap.to, leap.anchor, kind)
        for choice in filter(str.strip, (node.get("srcset") or "").split(",")):
            if leap := leap_of(name, choice.split()[0], "image"):
                yield leap
        for attribute in _IDREFS:
            for anchor in (node.get(attribute) or "").split():
                yield Leap(name, f'{attribute}="{anchor}"', name, anchor, "reference")
        styles = [node.get("style") or ""]
        styles += [node.text or ""] if etree.QName(node).localname == "style" else []
        for style in styles:
            yield from _style_leaps(name, style)


def _style_leaps(name: str, style: str) -> Iterator[Leap]:
    for found in _CSS_URL.findall(style):
        if leap := leap_of(name, found.strip("\"'"), "image"):
            yield leap


def leap_of(name: str, written: str, kind: str = "link") -> Leap | None:
    """Resolve what a page has written; None for what leads out of the artifact."""
    try:
        split = urlsplit(written.strip())
    except ValueError:
        return Leap(name, written, "", "", kind)
    if split.scheme or split.netloc:
        return None
    anchor = unquote(split.fragment)
    if not split.path:
        return Leap(name, written, name, anchor, kind)
    to = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(split.path)))
    if split.path.endswith("/") or to == ".":
        to = "index.html" if to == "." else f"{to}/index.html"
    return Leap(name, written, to, anchor, kind)


def _notes(root: etree._Element, name: str) -> Iterator[Note]:
    for note in cast("list[Any]", root.xpath(_NOTE)):
        hrefs = cast("list[str]", note.xpath(".//*[@role='doc-backlink']/@href"))
        yield Note(name, note.get("id") or "", tuple(each.partition("#")[2] for each in hrefs))
