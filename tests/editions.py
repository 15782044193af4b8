"""Finished editions taken apart: what the author's words are, and where links lead."""

from __future__ import annotations

import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

import pymupdf
from lxml import etree, html

from conftest import ROOT
from kzbook.book import Book
from kzbook.languages.catalogs import catalogue_paths, read_catalogue
from kzbook.languages.typography import prose

AUTHOR_FACE = "Literata"
NOTE_SIZE = 9.0
"""In points; notes, running heads and folios are set smaller, and may stand between lines."""
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main",
    "nav", "ol", "p", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
OURS = (
    ".//*[contains(concat(' ',normalize-space(@class),' '),' editor ')]"
    "|.//*[contains(concat(' ',normalize-space(@class),' '),' headerlink ')]"
    "|.//*[contains(concat(' ',normalize-space(@class),' '),' label ')]"
    "|.//*[local-name()='nav']"
)


def text_of(element):
    """All text below an element, block by block."""
    parts = []

    def walk(node):
        if not isinstance(node.tag, str):
            return
        block = etree.QName(node).localname in BLOCKS
        parts.append("\n" if block else "")
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        parts.append("\n" if block else "")

    walk(element)
    return "".join(parts)


def drop(element):
    """Take an element out and leave the words after it."""
    before, parent = element.getprevious(), element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def is_ours(element):
    return "editor" in (element.get("class") or "").split()


def author_text(body):
    """The author's words of one page: everything that is not marked as ours."""
    for element in body.xpath(OURS):
        drop(element)
    return "" if is_ours(body) else text_of(body)


def html_pages(site):
    """The pages of a site in reading order, from the first by its links to the next."""
    name, seen = "index.html", []
    while name and name not in seen:
        seen.append(name)
        tree = html.parse(str(site / name), html.HTMLParser(encoding="utf-8"))
        yield name, tree.getroot()
        following = tree.xpath("//link[@rel='next']/@href")
        name = following[0] if following else None


def html_author_text(site):
    told = []
    for name, root in html_pages(site):
        if name == "index.html":
            continue
        (article,) = root.xpath("//article")
        told.append(author_text(article))
    return "\n".join(told)


def epub_documents(path):
    """The documents of an EPUB in the order of its spine, parsed."""
    with zipfile.ZipFile(path) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"))
        opf = container.xpath("//@full-path")[0]
        package = etree.fromstring(book.read(opf))
        hrefs = {
            item.get("id"): item.get("href") for item in package.xpath("//*[local-name()='item']")
        }
        folder = PurePosixPath(opf).parent
        for item in package.xpath("//*[local-name()='itemref']/@idref"):
            name = str(folder / hrefs[item])
            yield name, etree.fromstring(book.read(name))


FURNITURE = {"cover.xhtml", "titlepage.xhtml", "nav.xhtml", "colophon.xhtml"}


def epub_author_text(path):
    told = []
    for name, root in epub_documents(path):
        if PurePosixPath(name).name not in FURNITURE:
            (body,) = root.xpath("//*[local-name()='body']")
            told.append(author_text(body))
    return "\n".join(told)


def pdf_author_text(path):
    """Everything set in the author's face; words broken at the end of a line made whole.

    The cover, which draws the title in that face, is left out.
    """
    signs = []
    with pymupdf.open(path) as book:
        for page in list(book)[1:]:
            for block in page.get_text("rawdict", flags=pymupdf.TEXTFLAGS_RAWDICT)["blocks"]:
                lines = block.get("lines", ())
                signs.extend("".join(_author_signs(line)) for line in lines)
    text = "\n".join(filter(None, signs))
    text = re.sub("[\u00ad\u2010]\\s*\n\\s*", "", text)
    # A compound or a range that is broken at its own sign keeps it.
    text = re.sub(r"(?<=\w)([-–])\n+(?=\w)", r"\1", text)
    # An address goes on until our words about it begin.
    address = re.compile(r"(https?://\S+)\n(?=\S)")
    while address.search(text):
        text = address.sub(r"\1", text)
    # her/his: a choice goes on as well; an address that ends in a slash is whole by now.
    return re.sub(r"(?<!\S)(\w+/)\n+(?=\w)", r"\1", text)


def _author_signs(line):
    for span in line["spans"]:
        if AUTHOR_FACE in span["font"]:
            yield from (char["c"] for char in span["chars"])
        elif span["size"] > NOTE_SIZE:
            yield "\n\n"


SIGNS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "\u200b": ""}
)


def words(text):
    """The words of a text, whatever its typography: quotes, dashes and spaces are one kind."""
    plain = text.translate(SIGNS)
    plain = re.sub(r"<(https?://[^>\s]+)>", r"\1", plain)
    plain = re.sub(r"(?m)^\s*[-•]\s+", "", plain)
    plain = re.sub(r"\s+([,.;:)])", r"\1", plain)
    return plain.split()


def dead_links(name, root, documents):
    """Internal links of a page that lead nowhere; *documents* maps names to their ids."""
    for attribute in ("href", "src"):
        for target in root.xpath(f"//@{attribute}"):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            path = unquote(parts.path)
            wanted = _join(PurePosixPath(name).parent, path) if path else name
            if wanted not in documents:
                yield f"{name}: {target}: no such file"
            elif parts.fragment and unquote(parts.fragment) not in documents[wanted]:
                yield f"{name}: {target}: no such anchor"


def _join(folder, path):
    parts = []
    for part in (folder / path).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def kazakh_words():
    """The words in Kazakh letters of all catalogues of the edition, in lower case."""
    found = set()
    for path in catalogue_paths(Book.load(ROOT), "kk"):
        for entry in read_catalogue(path, ROOT).entries:
            found.update(re.findall(r"\w+", prose(entry.msgstr).lower()))
    return {each for each in found if re.fullmatch("[а-яёәғқңөұүһі]+", each)}
