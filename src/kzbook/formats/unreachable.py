"""What a reader of the pseudo-locale sees unmarked: words that no catalogue can reach.

Some words are no translator's: addresses, code, the titles of works in their own language, the
names of languages, typefaces and sources of data. In pages they are known by their marks; a PDF
is searched for whatever words its pages and its sources do not account for.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pymupdf
from lxml import etree, html
from pybtex.database import parse_file

from kzbook.book import relative
from kzbook.finding import Finding, Location
from kzbook.fonts import SANS, SERIF
from kzbook.languages.derived import BASE
from kzbook.languages.edition import own_name
from kzbook.languages.passages import UNTRANSLATED
from kzbook.languages.pseudo import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element as Element

    from kzbook.book import Book, FormatName
    from kzbook.manuscript import Manuscript

_SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder", "label")
_SILENT = frozenset({"script", "style", "code", "math"})
_OWN = ("title", "url", "archiveurl", "doi")
"""The fields of a work that stay in its own language or in none."""
_ROMAN = frozenset("ivxlc")
RULE = "word-unreachable"


def unreachable(
    book: Book, paths: Mapping[FormatName, Path], manuscript: Manuscript
) -> Iterator[Finding]:
    """Yield an error for each text of a pseudo-edition that holds an unmarked word.

    *paths* are its artifacts; a PDF has its page for a line.
    """
    for form, path in paths.items():
        name = relative(path, book.root)
        for place, line, text in _TEXTS[form](path, book, manuscript):
            message = (
                f"no catalogue reaches “{' '.join(text.split())[:80]}”; give it to translators"
            )
            yield Finding(Location(f"{name}{place}", line), RULE, message)


def _of_site(folder: Path, *_others: object) -> Iterator[tuple[str, int, str]]:
    for path in sorted(folder.rglob("*.html")):
        for text in unmarked_texts(html.fromstring(path.read_bytes())):
            yield f"/{path.relative_to(folder).as_posix()}", 0, text


def _of_epub(path: Path, *_others: object) -> Iterator[tuple[str, int, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")):
                for text in unmarked_texts(etree.fromstring(archive.read(name))):
                    yield f"!{name}", 0, text


def _of_pdf(path: Path, declared: Book, manuscript: Manuscript) -> Iterator[tuple[str, int, str]]:
    known = _accounted_for(manuscript, declared)
    pdf: Any = pymupdf.open(str(path))  # type: ignore[no-untyped-call]
    with pdf as book:
        texts = [(0, title) for _, title, *_ in book.get_toc()]
        texts += [(0, book.metadata[name] or "") for name in ("title", "subject")]
        for number, page in enumerate(book, 1):
            texts += [(number, line) for line in page.get_text().splitlines()]
    for number, text in texts:
        if {word for word in unmarked(text) if not _ROMAN.issuperset(word)} - known:
            yield "", number, text


_TEXTS: dict[str, Callable[..., Iterator[tuple[str, int, str]]]] = {
    "html": _of_site,
    "epub": _of_epub,
    "pdf": _of_pdf,
}


def unmarked_texts(root: Element) -> Iterator[str]:
    """Yield what a reader or a voice gets of a page or of a package, where it is unmarked."""
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if not _is_translators(element):
            continue
        texts = [element.text, *(child.tail for child in element)]
        texts = [] if _is_data(element) else texts
        texts += [element.get(each) for each in _SPOKEN]
        if name == "meta" and element.get("name") == "description":
            texts.append(element.get("content"))
        yield from (text for text in texts if text and unmarked(text))


def _is_data(element: Element) -> bool:
    """Say whether an element's text is for programs, or an address that is shown as such."""
    name = etree.QName(element)
    if name.namespace == "http://www.idpf.org/2007/opf":
        return True
    if name.namespace == "http://purl.org/dc/elements/1.1/":
        return name.localname not in {"title", "description", "subject"}
    return name.localname == "a" and "://" in (element.text or "")


def _is_translators(element: Element) -> bool:
    for each in (element, *element.iterancestors()):
        if etree.QName(each).localname in _SILENT:
            return False
        language = each.get("lang") or each.get("{http://www.w3.org/XML/1998/namespace}lang")
        if language:
            return language == BASE or UNTRANSLATED in (each.get("class") or "").split()
    return True


def _accounted_for(manuscript: Manuscript, book: Book) -> set[str]:
    """Collect the words of what a translator is not asked for."""
    entries = parse_file(str(book.bibliography), "bibtex").entries
    texts: Iterable[str] = [
        *(link.url for link in manuscript.links),
        *(figure.source for figure in manuscript.figures),
        book.locales.name,
        *(each.fields[name] for each in entries.values() for name in _OWN if name in each.fields),
        *(own_name(each) for each in ("en", "ru")),
        *(face.family for face in (SERIF, SANS)),
    ]
    return {word for text in texts for word in unmarked(text)}
