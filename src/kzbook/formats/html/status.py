"""The page that says how far the translations are, for those who make them and who decide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kzbook.book import SOURCE_LANGUAGE
from kzbook.formats.html.chooser import templates
from kzbook.languages.catalogs import catalogue_paths
from kzbook.languages.edition import own_name
from kzbook.languages.progress import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kzbook.book import Book, Language
    from kzbook.languages.progress import Progress


def status_page(book: Book, rows: Iterable[Progress]) -> str:
    """Write dist/status.html: each language by catalogue, with its translators' credits.

    It is in English, like the JSON: whoever works on several languages reads one page.
    """
    rows = list(rows)
    languages = [
        _language(book, language, [each for each in rows if each.language == language])
        for language in book.languages
        if language != SOURCE_LANGUAGE
    ]
    page = templates().get_template("status.html")
    return page.render(title=book.title, date=book.date, languages=languages)


def _language(book: Book, language: Language, rows: list[Progress]) -> dict[str, Any]:
    return {
        "code": language,
        "name": own_name(language),
        "share": _percent(rows),
        "credits": list(_credits(book, language, rows)),
        "rows": [_row(each.domain, [each]) for each in rows],
        "total": _row("", rows),
    }


def _row(domain: str, rows: list[Progress]) -> dict[str, object]:
    counted = ("messages", "translated", "fuzzy", "stale", "refused", "words", "translated_words")
    sums = {name: sum(getattr(each, name) for each in rows) for name in counted}
    return {"domain": domain, "share": _percent(rows), **sums}


def _percent(rows: list[Progress]) -> str:
    # Rounded down: what is not all is not 100.
    return str(int(100 * share(rows)))


def _credits(book: Book, language: Language, rows: list[Progress]) -> Iterator[str]:
    """Yield who translated, and what the heads say of how it was made and read."""
    names = dict.fromkeys(name for row in rows for name in row.translators)
    if names:
        yield f"Translated by {', '.join(names)}."
    told = set()
    for path in catalogue_paths(book, language):
        head = path.read_text("utf-8").partition("\nmsgid ")[0]
        words = " ".join(re.sub(r"^#\s?", "", head, flags=re.MULTILINE).split())
        told |= set(re.findall(r"Machine-assisted[^.]*\.|No native speaker[^.]*\.", words))
    yield from sorted(told)
