"""What a page's head tells programs that collect works: JSON-LD, and Highwire's meta tags.

https://schema.org/Book and, for Zotero and Google Scholar, the names that the latter lists:
https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kzbook.book import declared
from kzbook.content.bibliography import DOMAIN
from kzbook.content.exports import references
from kzbook.languages.catalogs import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

    from kzbook.book import Book
    from kzbook.content.exports import PlainEntry

_TYPES = {
    "article": "ScholarlyArticle",
    "book": "Book",
    "incollection": "Chapter",
    "legislation": "Legislation",
    "online": "WebPage",
    "report": "Report",
}


def head(app: Sphinx) -> Markup:
    """Write the head's part about the book and what it cites, in the edition's words."""
    book, language = declared(app.config), str(app.config.language)
    title = translate("book", book.title) or book.title
    listed = list(references(book, language, partial(translate, DOMAIN)))
    lines = [
        Markup('<meta name="{}" content="{}">').format(*each)
        for each in _highwire(book, title, language, listed)
    ]
    told = json.dumps(_linked(book, title, language, listed), ensure_ascii=False)
    # Nothing in the data may end the element.
    safe = told.replace("<", "\\u003c")
    lines.append(Markup('<script type="application/ld+json">{}</script>').format(Markup(safe)))  # noqa: S704
    return Markup("\n").join(lines)


def _highwire(
    book: Book, title: str, language: str, listed: Iterable[PlainEntry]
) -> Iterator[tuple[str, str]]:
    yield "citation_title", title
    yield "citation_publication_date", book.date.replace("-", "/")
    yield "citation_language", language
    if book.author:
        yield "citation_author", book.author
    if book.publisher:
        yield "citation_publisher", book.publisher
    for name, given in (("citation_isbn", book.isbn), ("citation_doi", book.doi)):
        if found := given.get(f"{language}-html") or given.get(language):
            yield name, found
    for each in listed:
        parts = [("title", each.said["title"]), *(("author", name) for name in each.authors)]
        parts += [(name, each.said[own]) for name, own in _PARTS.items() if own in each.said]
        yield (
            "citation_reference",
            "; ".join(f"citation_{name}={text.replace(';', ',')}" for name, text in parts),
        )


_PARTS = {"publication_date": "year", "publisher": "publisher", "journal_title": "container",
          "volume": "volume", "issue": "number", "doi": "doi", "public_url": "url"}  # fmt: skip


def _linked(book: Book, title: str, language: str, listed: Iterable[PlainEntry]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Book",
        "name": title,
        "inLanguage": language,
        "datePublished": book.date,
    }
    if book.description:
        told["description"] = translate("book", book.description) or book.description
    if book.author:
        told["author"] = book.author
    if book.publisher:
        told["publisher"] = {"@type": "Organization", "name": book.publisher}
    if book.licence:
        told["license"] = book.licence
    if isbn := book.isbn.get(f"{language}-html") or book.isbn.get(language):
        told["isbn"] = isbn
    told["citation"] = [_work(each) for each in listed]
    return told


def _work(each: PlainEntry) -> dict[str, Any]:
    said = each.said
    told: dict[str, Any] = {
        "@type": _TYPES.get(each.kind, "CreativeWork"),
        "name": said["title"],
    }
    for name, own in (
        ("alternateName", "means"), ("inLanguage", "language"), ("datePublished", "year"),
        ("url", "url"),
    ):  # fmt: skip
        if own in said:
            told[name] = said[own]
    people = [
        {"@type": "Person" if ", " in name else "Organization", "name": name}
        for name in each.authors
    ]
    if people:
        told["author"] = people
    if publisher := said.get("publisher"):
        told["publisher"] = {"@type": "Organization", "name": publisher}
    return told
