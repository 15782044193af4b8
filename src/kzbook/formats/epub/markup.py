"""XHTML as the EPUB wants it: names, and a page around what it shows."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element as Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"
TYPE = f"{{{OPS}}}type"
XML_LANG = f"{{{XML}}}lang"
STYLESHEET = "book.css"
_PREFIXES = {"h": XHTML}
# The stubs of lxml do not know that a default namespace has no prefix.
_NAMESPACES: Any = {None: XHTML, "epub": OPS}


def tag(name: str) -> str:
    """Give the qualified name of an XHTML element."""
    return f"{{{XHTML}}}{name}"


def element(
    name: str, *children: Element | str, attributes: Mapping[str, str] | None = None
) -> Element:
    """Make an XHTML element of elements and text."""
    made = etree.Element(tag(name), dict(attributes or {}), nsmap=_NAMESPACES)
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def select(node: Element, path: str) -> list[Element]:
    """List what an XPath finds; XHTML's names bear the prefix ``h``."""
    return cast("list[Element]", node.xpath(path, namespaces=_PREFIXES))


def with_class(name: str) -> str:
    """Write the XPath condition that an element has a class."""
    return f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'


def classes(node: Element) -> list[str]:
    """List the classes of an element."""
    return (node.get("class") or "").split()


def set_classes(node: Element, names: Iterable[str]) -> None:
    """Give an element its classes, each once; none leaves no attribute."""
    joined = " ".join(dict.fromkeys(names))
    if joined:
        node.set("class", joined)
    else:
        drop(node, "class")


def drop(node: Element, *attributes: str) -> None:
    """Take attributes from an element, where it has them."""
    for name in attributes:
        if name in node.attrib:
            del node.attrib[name]


def text(node: Element) -> str:
    """Give an element's text on one line; no-break spaces stay."""
    joined = "".join(cast("Iterable[str]", node.itertext()))
    return re.sub(r"[ \t\r\n]+", " ", joined).strip(" ")


def unwrap(node: Element) -> None:
    """Put what an element holds in its own place."""
    parent = node.getparent()
    if parent is None:
        return
    place = parent.index(node)
    _add_text(parent, place, node.text)
    for child in list(node):
        parent.insert(place, child)
        place += 1
    remove(node)


def remove(node: Element) -> None:
    """Take an element out and keep the text after it."""
    parent = node.getparent()
    if parent is None:
        return
    tail, place = node.tail, parent.index(node)
    parent.remove(node)
    _add_text(parent, place, tail)


def _add_text(parent: Element, place: int, words: str | None) -> None:
    """Add text to *parent* before its child number *place*."""
    if not words:
        return
    if place == 0:
        parent.text = (parent.text or "") + words
    else:
        before = parent[place - 1]
        before.tail = (before.tail or "") + words


def set_language(node: Element, language: str) -> None:
    """Say an element's language in both of XHTML's ways: readers know one or the other."""
    node.set("lang", language)
    node.set(XML_LANG, language)


def label(heading: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Repeat a heading's words and languages in an element *name*, without links and ids."""
    made = deepcopy(heading)
    made.tail = None
    for child in made.iter():
        drop(child, "id", "class")
    etree.strip_tags(made, tag("a"))
    made.tag = tag(name)
    for key, value in (attributes or {}).items():
        made.set(key, value)
    return made


def language_of(node: Element, otherwise: str) -> str:
    """Give the language of an element all of whose text is in one."""
    alone = node[0] if len(node) == 1 and not (node.text or "").strip() else None
    if node.get("lang"):
        return str(node.get("lang"))
    if alone is not None and not (alone.tail or "").strip():
        return language_of(alone, otherwise)
    return otherwise


def page(title: str, title_language: str, language: str, body: Element, up: str = "") -> Element:
    """Make a page: *up* leads from its folder to that of the style sheet."""
    head_title = element("title", title)
    if title_language != language:
        set_language(head_title, title_language)
    link = {"rel": "stylesheet", "type": "text/css", "href": up + STYLESHEET}
    head = element(
        "head",
        element("meta", attributes={"charset": "utf-8"}),
        head_title,
        element("link", attributes=link),
    )
    root = element("html", head, body)
    set_language(root, language)
    return root


def serialize(root: Element) -> bytes:
    """Write a page as a file."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    written: Any = etree.tostring(
        root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )
    return cast("bytes", written) + b"\n"
