"""Sphinx's and docutils' own words in Kazakh, for any project: ``language = "kk"``.

A Sphinx extension by itself, with a folder of words beside the project's own::

    from kzbook.languages.kazakh import words

    language = "kk"
    extensions = ["kzbook.languages.kazakh.words"]
    locale_dirs = ["locales", words.folder()]

A site then has the words of its pages and of its search, those around documented programs, the
labels of docutils, and Kazakh quotation marks where ``smartquotes`` sets them.
"""

from __future__ import annotations

import atexit
import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from docutils import languages
from docutils.utils.smartquotes import smartchars

from kzbook.languages import script
from kzbook.languages.catalogs import PACK, read_messages
from kzbook.languages.compiling import write_compiled

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.util.typing import ExtensionMetadata

LANGUAGE = "kk"
FILES = ("sphinx", "kzbook", "developers")
"""Of the pack: what readers of any site meet, what those of a kzbook do (a few of them Sphinx
has as well), and what readers of documented programs do."""

labels = {
    "abstract": "Аңдатпа",
    "address": "Мекенжайы",
    "attention": "Назар аударыңыз",
    "author": "Авторы",
    "authors": "Авторлары",
    "caution": "Абай болыңыз",
    "contact": "Байланыс",
    "contents": "Мазмұны",
    "copyright": "Авторлық құқық",
    "danger": "Қауіпті",
    "date": "Күні",
    "dedication": "Арнау",
    "error": "Қате",
    "hint": "Көмекші кеңес",
    "important": "Маңызды",
    "note": "Ескертпе",
    "organization": "Ұйым",
    "revision": "Редакциясы",
    "status": "Күйі",
    "tip": "Кеңес",
    "version": "Нұсқасы",
    "warning": "Ескерту",
}
"""What docutils writes itself; this module has the shape of its ``docutils.languages.*``."""
bibliographic_fields = {
    label.lower(): name for name, label in labels.items()
    if name in {"abstract", "address", "author", "authors", "contact", "copyright", "date",
                "dedication", "organization", "revision", "status", "version"}
}  # fmt: skip
author_separators = [";", ","]
QUOTES = "«»„“"
"""Outer and inner, as Kazakh prints them."""


def add_to_docutils() -> None:
    """Teach docutils the labels and the quotation marks; it is asked by language alone."""
    # It imports a module of this name; Sphinx hides the place where it keeps what it imported.
    sys.modules[f"{languages.__name__}.{LANGUAGE}"] = sys.modules[__name__]
    smartchars.quotes.setdefault(LANGUAGE, QUOTES)


def folder() -> str:
    """Give a folder for ``locale_dirs`` with the pack's words; it is gone when Python ends.

    Sphinx loads the words around documented programs before any extension, so that nothing
    but ``locale_dirs`` can give them.
    """
    words = Catalog(LANGUAGE)
    for name in FILES:
        for message in read_messages(PACK / LANGUAGE / "LC_MESSAGES" / f"{name}.po", PACK):
            if message.id:
                words.add(message.id, message.string)
    made = mkdtemp(prefix="kzbook-")
    atexit.register(rmtree, made, ignore_errors=True)
    write_compiled(words, Path(made), LANGUAGE, "sphinx")
    return made


def _write_script(app: Sphinx, builder: Builder) -> None:
    if app.config.language == LANGUAGE and builder.format == "html":
        script.publish(app)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what is no catalogue, if the project is in Kazakh."""
    if app.config.language == LANGUAGE:
        add_to_docutils()
        app.connect("write-started", _write_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
