"""The language of an edition: its catalogues and interface words, in place of any before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx import locale

from kzbook.book import declared
from kzbook.languages.catalogs import compile_catalogues, translate

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOMAINS = ("notes", "facts", "bibliography", "book")
"""Domains of our own, beside those that Sphinx derives from the names of the documents."""


def setup(app: Sphinx) -> None:
    """Compile the book's catalogues and load them over Sphinx's own words."""
    book = declared(app.config)
    language = app.config.language
    folder = Path(app.doctreedir) / "locale"
    compile_catalogues(book, language, folder)
    # sphinx.locale keeps the translator of an earlier edition and adds the next one
    # behind it: Kazakh after Russian would speak Russian.
    locale.translators.clear()
    upstream = Path(sphinx.__file__).parent / "locale"
    words = [folder, upstream] if language != "en" else [folder]
    app.translator, _ = locale.init(words, language)
    for domain in DOMAINS:
        locale.init([folder], language, domain)
    app.connect("config-inited", _point_to, priority=100)


def _point_to(app: Sphinx, config: Any) -> None:
    book = declared(config)
    config.project = translate("book", book.title) or book.title
    config.locale_dirs = [str(Path(app.doctreedir) / "locale")]
    config.gettext_auto_build = False
    config.gettext_compact = False
