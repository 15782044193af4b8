"""The package document: what the book is, what it holds, and in which order it is read.

https://www.w3.org/TR/epub-33/#sec-package-doc
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

import msgspec
from lxml import etree
from sphinx.locale import _

from kzbook.book import Edition
from kzbook.formats.cover import words_of
from kzbook.formats.epub import frontmatter, navigation
from kzbook.formats.epub.markup import XML_LANG, select, with_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from kzbook.book import Book, Language
    from kzbook.formats.epub.pages import Page

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
_NAMESPACES: Any = {None: OPF, "dc": DC}

MEDIA_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".ncx": "application/x-dtbncx+xml",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".xhtml": "application/xhtml+xml",
}
"""Core media types of EPUB 3.3 that we write: https://www.w3.org/TR/epub-33/#sec-core-media-types"""

_PROPERTIES = {navigation.NAME: "nav", frontmatter.PICTURE: "cover-image"}
_MATHML = "{http://www.w3.org/1998/Math/MathML}math"
_SVG = "{http://www.w3.org/2000/svg}svg"
_PATH_AS_ALT = re.compile(r"\.(gif|jpe?g|png|svg|webp)$", re.IGNORECASE)


class Access(msgspec.Struct, frozen=True):
    """What can truly be said of how the book can be read, found in its pages."""

    pictures: bool
    described: bool
    moving: bool
    tables: bool
    notes: bool
    index: bool
    mathml: bool


def access(pages: Sequence[Page]) -> Access:
    """Look through the pages for what the accessibility metadata may claim."""
    images = [each for page in pages for each in select(page.root, "//h:img")]
    shown = [each for each in images if each.get("role") != "presentation"]
    tables = [each for page in pages for each in select(page.root, "//h:table")]
    others = [each for page in pages for each in page.root.iter(_SVG)]
    return Access(
        pictures=bool(images or others),
        described=not others and all(_is_described(each) for each in shown),
        moving=any(each.get("src", "").endswith(".gif") for each in images),
        tables=bool(tables) and all(select(each, ".//h:th[@scope]") for each in tables),
        notes=any(
            select(page.root, f'//*[{with_class("ednote")} or @role="doc-footnote"]')
            for page in pages
        ),
        index=any(page.kind == "index" for page in pages),
        mathml=any(True for page in pages for each in page.root.iter(_MATHML)),
    )


def _is_described(image: Element) -> bool:
    words = (image.get("alt") or "").strip()
    return bool(words) and words != image.get("src") and not _PATH_AS_ALT.search(words)


def identifier(book: Book, language: str) -> str:
    """Give the book's own identifier, the same in every issue of the edition."""
    name = book.filename(Edition(cast("Language", language), "epub"))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def package(book: Book, language: str, pages: Sequence[Page], files: Mapping[str, bytes]) -> bytes:
    """Write the package document of *files*; *pages* are in reading order."""
    root = etree.Element(
        f"{{{OPF}}}package",
        {"version": "3.0", "unique-identifier": "book-id", XML_LANG: language, "dir": "ltr"},
        _NAMESPACES,
    )
    metadata = etree.SubElement(root, f"{{{OPF}}}metadata")
    metadata.extend(_description(book, language))
    metadata.extend(_accessibility(access(pages)))
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    manifest.extend(_items(files, pages))
    spine = etree.SubElement(root, f"{{{OPF}}}spine", {"toc": _id(navigation.NCX_NAME)})
    first, *rest = [each.name for each in pages]
    for name in (frontmatter.NAME, first, navigation.NAME, *rest):
        etree.SubElement(spine, f"{{{OPF}}}itemref", {"idref": _id(name)})
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _description(book: Book, language: str) -> Iterator[Element]:
    edition = str(Edition(cast("Language", language), "epub"))
    yield _dc("identifier", identifier(book, language), id="book-id")
    for scheme, numbers in (("urn:isbn:", book.isbn), ("doi:", book.doi)):
        if edition in numbers:
            yield _dc("identifier", scheme + numbers[edition])
    yield _worded("title", book.title, language)
    yield _dc("language", language)
    yield _dc("date", book.date)
    for name, declared in (
        ("creator", book.author), ("publisher", book.publisher), ("rights", book.licence),
    ):  # fmt: skip
        if declared:
            yield _dc(name, declared)
    if book.description:
        yield _worded("description", book.description, language)
    modified = datetime.fromtimestamp(book.epoch(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield _meta("dcterms:modified", modified)


def _worded(name: str, declared: str, language: str) -> Element:
    words = words_of(declared, language)
    made = _dc(name, words.text)
    if words.language != language:
        made.set(XML_LANG, words.language)
    return made


def _accessibility(found: Access) -> Iterator[Element]:
    """Yield schema.org's accessibility metadata: https://www.w3.org/TR/epub-a11y-11/#sec-disc-package."""
    yield _meta("schema:accessMode", "textual")
    if found.pictures:
        yield _meta("schema:accessMode", "visual")
        yield _meta("schema:accessModeSufficient", "textual,visual")
    if found.described:
        yield _meta("schema:accessModeSufficient", "textual")
    features = {
        "ARIA": True,
        "alternativeText": found.pictures and found.described,
        "displayTransformability": True,
        "index": found.index,
        "MathML": found.mathml,
        "readingOrder": True,
        "structuralNavigation": True,
        "tableOfContents": True,
    }
    for name, holds in features.items():
        if holds:
            yield _meta("schema:accessibilityFeature", name)
    yield _meta("schema:accessibilityHazard", "unknown" if found.moving else "none")
    yield _meta("schema:accessibilitySummary", " ".join(summary(found)))


def summary(found: Access) -> Iterator[str]:
    """Yield the sentences about accessibility that are true of the book."""
    yield _("The book has real text in a logical reading order, headings and a table of contents.")
    if found.tables:
        yield _("Tables have marked header cells.")
    if found.notes:
        yield _("Notes are linked both ways.")
    if found.pictures and found.described:
        yield _("Every picture has a description in words.")
    if not found.moving:
        yield _("There is no flashing, sound or moving content.")


def _items(files: Iterable[str], pages: Sequence[Page]) -> Iterator[Element]:
    shown = {each.name: each for each in pages}
    for name in sorted(files):
        properties = [_PROPERTIES[name]] if name in _PROPERTIES else []
        if name in shown:
            properties += [
                kind
                for kind, node in (("mathml", _MATHML), ("svg", _SVG))
                if next(shown[name].root.iter(node), None) is not None
            ]
        item = {"id": _id(name), "href": name, "media-type": media_type(name)}
        if properties:
            item["properties"] = " ".join(properties)
        yield etree.Element(f"{{{OPF}}}item", item)


def media_type(name: str) -> str:
    """Give the media type of a file of the book."""
    return MEDIA_TYPES[PurePosixPath(name).suffix.lower()]


def _id(name: str) -> str:
    return "item-" + re.sub(r"[^A-Za-z0-9-]", lambda sign: f"_{ord(sign[0]):x}_", name)


def _dc(name: str, words: str, **attributes: str) -> Element:
    made = etree.Element(f"{{{DC}}}{name}", attributes)
    made.text = words
    return made


def _meta(name: str, words: str) -> Element:
    made = etree.Element(f"{{{OPF}}}meta", {"property": name})
    made.text = words
    return made
