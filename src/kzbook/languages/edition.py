"""The language of an edition: its catalogues and interface words, in place of any before."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from babel import Locale
from sphinx import locale
from sphinx.util import logging

from kzbook.book import declared
from kzbook.languages.catalogs import translate
from kzbook.languages.compiling import compile_catalogues
from kzbook.languages.derived import derivation_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from kzbook.finding import Finding

logger = logging.getLogger(__name__)

DOMAINS = ("notes", "facts", "bibliography", "book")
"""Domains of our own, beside those that Sphinx derives from the names of the documents."""


def setup(app: Sphinx) -> None:
    """Compile the book's catalogues and load them over Sphinx's own words."""
    book = declared(app.config)
    language = app.config.language
    folder = Path(app.doctreedir) / "locale"
    refused = compile_catalogues(book, language, folder, derivation_of(app.config))
    # sphinx.locale keeps the translator of an earlier edition and adds the next one
    # behind it: Kazakh after Russian would speak Russian.
    locale.translators.clear()
    upstream = Path(sphinx.__file__).parent / "locale"
    words = [folder, upstream] if language != "en" else [folder]
    app.translator, _ = locale.init(words, language)
    for domain in DOMAINS:
        locale.init([folder], language, domain)
    app.connect("config-inited", _point_to, priority=100)
    app.connect("env-before-read-docs", partial(_tell, refused))


def own_name(language: str) -> str:
    """Name a language in itself, as the first word of a line: Русский (CLDR by Babel)."""
    name = Locale.parse(language).get_display_name() or language
    return name[:1].upper() + name[1:]


def _point_to(app: Sphinx, config: Any) -> None:
    book = declared(config)
    config.project = translate("book", book.title) or book.title
    config.locale_dirs = [str(Path(app.doctreedir) / "locale")]
    config.gettext_auto_build = False
    config.gettext_compact = False


def _tell(refused: Iterable[Finding], app: Sphinx, *_others: object) -> None:
    """Report the messages whose source text is printed instead, when somebody listens."""
    root = declared(app.config).root
    for each in refused:
        place = f"{root / each.at.path}:{each.at.line}"
        logger.warning(each.message, location=place, type="kzbook", subtype=each.rule)
