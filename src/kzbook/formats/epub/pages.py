"""The pages of the book: Sphinx's XHTML read anew, with the meaning that EPUB can carry."""

from __future__ import annotations

from posixpath import join, normpath, relpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import msgspec
from lxml import etree
from lxml.etree import _Element as Element
from sphinx.locale import _
from sphinx.util import logging

from kzbook.errors import KzbookError
from kzbook.formats.epub.markup import (
    TYPE,
    classes,
    drop,
    element,
    language_of,
    page,
    remove,
    select,
    set_classes,
    set_language,
    tag,
    text,
    unwrap,
    with_class,
)
from kzbook.nodes import EDITOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


logger = logging.getLogger(__name__)

FOLDER = "text"
"""Where pages and pictures lie in the book: apart from the files whose names are ours."""

HEADINGS = tuple(tag(f"h{level}") for level in range(1, 7))

# https://idpf.github.io/epub-guides/epub-aria-authoring/
ROLES = {
    # Reading systems show the target of a noteref beside the text.
    "doc-biblioref": "biblioref noteref",
    "doc-backlink": "backlink",
    "doc-footnote": "footnote",
    "doc-noteref": "noteref",
}
"""DPUB-ARIA roles and what EPUB calls the same: readers know one or the other."""

KINDS = {
    "bibliography": "doc-bibliography",
    "chapter": "doc-chapter",
    "index": "doc-index",
    "part": "doc-part",
    # DPUB-ARIA has no role for it.
    "titlepage": "",
}

_SPHINX_CLASSES = frozenset(
    {
        "align-default", "brackets", "compound", "container", "docutils", "external", "head",
        "footnote-reference", "internal", "notranslate", "reference", "row-even", "row-odd",
        "simple", "std", "std-numref", "std-ref", "xref",
    }
)  # fmt: skip
"""Classes that say nothing to our style sheet."""


class Page(msgspec.Struct, frozen=True):
    """One page of the book: ``name`` is its file, seen from the package document."""

    docname: str
    name: str
    kind: str
    root: Element

    @property
    def body(self) -> Element:
        """What the page shows."""
        return select(self.root, "h:body")[0]


def file_name(docname: str) -> str:
    """Name the file of a document in the book."""
    return f"{FOLDER}/{docname}.xhtml"


def read_page(source: bytes, docname: str, kind: str, language: str, *, ours: bool) -> Page:
    """Read a page that Sphinx wrote; *ours* says that no word of it is the author's.

    Raises ``KzbookError`` (``epub-markup``) where raw HTML in the source is no XHTML.
    """
    parser = etree.XMLParser(remove_comments=True, resolve_entities=False)
    try:
        written = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        message = f"the page {docname!r} is not well-formed XHTML: {error}"
        hint = "write the HTML in its source as XHTML, or as Markdown"
        raise KzbookError("epub-markup", message, hint=hint) from None
    body = element("body", *select(written, '//*[@role="main"]/*'))
    for child in body:
        child.tail = "\n"
    if kind == "index":
        _into_section(body)
    if ours:
        body.set("class", EDITOR)
    _drop_furniture(body)
    _mark_languages(body)
    _mark_citations(body)
    _mark_notes(body, language)
    _mark_tables(body)
    for each in select(body, ".//*[@role]"):
        if each.get("role") in ROLES:
            each.set(TYPE, ROLES[each.get("role", "")])
    if kind == "chapter" and _is_bibliography(body):
        kind = "bibliography"
    _mark_section(body, kind)
    _clean(body)
    headings = select(body, ".//h:h1")
    title = text(headings[0]) if headings else docname
    title_language = language_of(headings[0], language) if headings else language
    name = file_name(docname)
    up = "../" * name.count("/")
    return Page(docname, name, kind, page(title, title_language, language, body, up))


def _into_section(body: Element) -> None:
    """Give Sphinx's index the section that its other pages have."""
    for jumps in select(body, f".//*[{with_class('genindex-jumpbox')}]"):
        remove(jumps)
    section = element("section", *list(body), attributes={"id": "genindex"})
    body.append(section)


def _drop_furniture(body: Element) -> None:
    # The contents have a page of their own.
    for name in ("clearer", "toctree-wrapper", "headerlink"):
        for each in select(body, f".//*[{with_class(name)}]"):
            remove(each)
    for each in select(body, f".//h:span[{with_class('pre')}]"):
        unwrap(each)
    # Sphinx writes the address of a picture where its alternative text is missing.
    for image in select(body, ".//h:img[@alt = @src]"):
        image.set("alt", "")


def _mark_languages(body: Element) -> None:
    for each in select(body, ".//*[@lang]"):
        set_language(each, each.get("lang", ""))


def _mark_citations(body: Element) -> None:
    # The role that docutils gives is deprecated: https://www.w3.org/TR/dpub-aria-1.1/#doc-biblioentry
    for each in select(body, './/*[@role="doc-biblioentry"]'):
        each.set("role", "listitem")
    for each in select(body, f".//*[{with_class('citation')}]/*[{with_class('label')}]"):
        set_classes(each, [*classes(each), EDITOR])
    for each in select(body, f".//*[{with_class('bibtex-citation')}]//h:a"):
        each.set("role", "doc-biblioref")
        drop(each, "title")


def _mark_notes(body: Element, language: str) -> None:
    for call in select(body, f".//h:a[{with_class('ednote-call')}]"):
        call.set("role", "doc-noteref")
        call.set("aria-label", _("Editor’s note %s") % text(call))
        if select(call, "ancestor::*[@lang]"):
            set_language(call, language)
    for each in select(body, f".//h:section[*[{with_class('ednote')}]]"):
        each.set(TYPE, "footnotes")
    # Many readers cannot set a block in one line with the number before it.
    for number in select(body, f".//h:aside/h:a[{with_class('ednote-number')}]"):
        for paragraph in select(number, "following-sibling::h:p")[:1]:
            _move_into(number, paragraph, language)
    # The author's own footnotes, as docutils lists them.
    for each in select(body, f".//h:aside[{with_class('footnote-list')}]"):
        each.tag = tag("section")
        each.set(TYPE, "footnotes")
        each.set("aria-label", _("Notes"))
    for each in select(body, './/h:a[@role="doc-backlink"]'):
        drop(each, "title")
        if not each.get("aria-label"):
            each.set("aria-label", f"{text(each)}. {_('Back to the text')}")


def _move_into(number: Element, paragraph: Element, language: str) -> None:
    """Begin a note's paragraph with its number, whose label is in the edition's *language*."""
    if paragraph.get("lang"):
        set_language(number, language)
    remove(number)
    number.tail = "\u00a0" + (paragraph.text or "")
    paragraph.text = None
    paragraph.insert(0, number)


def _mark_tables(body: Element) -> None:
    for each in select(body, ".//h:thead//h:th"):
        each.set("scope", "col")
    for each in select(body, ".//h:tbody//h:th"):
        each.set("scope", "row")
    for cell in select(body, ".//h:td | .//h:th"):
        paragraphs = select(cell, "h:p")
        if len(cell) == len(paragraphs) == 1 and not (cell.text or "").strip():
            for key, value in paragraphs[0].attrib.items():
                if key != "class":
                    cell.set(key, value)
            unwrap(paragraphs[0])


def _is_bibliography(body: Element) -> bool:
    """Say whether a page lists sources, and has no prose but ours."""
    listed = with_class("citation-list")
    prose = f".//h:p[not(ancestor::*[{listed}] or ancestor-or-self::*[{with_class(EDITOR)}])]"
    return bool(select(body, f".//*[{listed}]")) and not select(body, prose)


def _mark_section(body: Element, kind: str) -> None:
    for section in select(body, "h:section")[:1]:
        section.set(TYPE, kind)
        set_classes(section, [*classes(section), kind])
        if KINDS[kind]:
            section.set("role", KINDS[kind])
        for heading in select(section, "h:h1")[:1]:
            heading.set("id", f"{section.get('id')}-title")
            section.set("aria-labelledby", f"{section.get('id')}-title")


def _clean(body: Element) -> None:
    for each in select(body, './/h:a[starts-with(@href, "http")]'):
        set_classes(each, [*classes(each), "address"])
    for each in select(body, ".//*[@class]"):
        set_classes(each, [name for name in classes(each) if name not in _SPHINX_CLASSES])


def target(page_name: str, href: str) -> str | None:
    """Give what a link inside the book leads to, as ``file#fragment``; None for the web."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    folder = page_name.rpartition("/")[0]
    path = normpath(join(folder, unquote(parts.path))) if parts.path else page_name
    return f"{path}#{parts.fragment}" if parts.fragment else path


def unlink_strangers(pages: Iterable[Page], files: Iterable[str]) -> None:
    """Warn of links to what is not in the book, and leave their words without the link."""
    pages = list(pages)
    known = set(files)
    for each in pages:
        known.add(each.name)
        known |= {f"{each.name}#{marked.get('id')}" for marked in select(each.root, "//*[@id]")}
    for each in pages:
        for link in select(each.root, "//h:a[@href]"):
            href = link.get("href", "")
            leads_to = target(each.name, href)
            if leads_to is not None and leads_to not in known:
                message = "the EPUB has nothing at %r; put the page into a toctree or mend the link"
                logger.warning(message, href, location=each.docname, type="epub", subtype="link")
                unwrap(link)


def pictures(pages: Iterable[Page]) -> Mapping[str, str]:
    """Map each picture of the pages to the path at which Sphinx left it."""
    found = {}
    for each in pages:
        for image in select(each.root, "//h:img[@src] | //h:object[@data]"):
            name = target(each.name, image.get("src") or image.get("data") or "")
            if name is not None:
                found[name] = relpath(name, FOLDER)
    return found
