"""Bringing the catalogues up to date with the sources, on Babel's catalogue."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from kzbook.book import SOURCE_LANGUAGE, relative
from kzbook.languages.catalogs import INTERFACE, po_path, read_messages
from kzbook.languages.compiling import interface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzbook.book import Book, Language

_UNREVIEWED = "\n# No native speaker has reviewed this catalogue yet.\n#"
_HEADER = "# {title}: {domain}, {language}.\n# Copyright is with the authors of the text and of its translation.\n#"
# What Babel takes for a format string in prose: "43% rural", "{fact}`area`".
_UNDATED = "YEAR-MO-DA HO:MI+ZONE"
_FALSE_FLAGS = {"python-format", "python-brace-format"}


def update(book: Book, templates: Path) -> Iterator[Path]:
    """Write locales/pot and merge it into each catalogue; yield the files that changed.

    *templates* is the folder of the gettext builder. A message that changed keeps its
    translation as fuzzy, with its previous source; one that went is kept as obsolete.
    A second run changes nothing. Raises ``KzbookError`` for a .po that cannot be read,
    before any file is written.
    """
    pots = {path.stem: _template(book, path) for path in sorted(templates.glob("*.pot"))}
    writes: dict[Path, bytes] = {}
    for domain, template in pots.items():
        writes[book.locales / "pot" / f"{domain}.pot"] = _written(template, lines=True)
        for language in book.languages:
            merged = _merged(book, language, domain, template)
            writes[po_path(book, language, domain)] = _written(merged, lines=False)
    for path, data in writes.items():
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(path.name + ".tmp")
            beside.write_bytes(data)
            beside.replace(path)
            yield path


def _template(book: Book, path: Path) -> Catalog:
    """Read a template of Sphinx's, with nothing of the machine or the day in it."""
    with path.open("rb") as file:
        found = read_po(file)
    template = _undated(
        Catalog(project=book.title, version=book.date, fuzzy=False, header_comment="")
    )
    for message in found:
        if message.id:
            places = [(_origin(book, path, file), line) for file, line in message.locations]
            template.add(message.id, locations=places, auto_comments=message.auto_comments)
    return template


def _undated(catalog: Catalog) -> Catalog:
    """Take out what would change from day to day, or claim a person who is not there."""
    # Babel insists on a date here; a fixed one keeps a second run from changing anything.
    catalog.creation_date = datetime.fromtimestamp(0, UTC)
    catalog.revision_date = _UNDATED
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    return catalog


def _origin(book: Book, template: Path, file: str) -> str:
    # Sphinx writes origins relative to the folder of the template, our parts to the book.
    path = template.parent / file
    return relative(path, book.root) if path.exists() else file


def _merged(book: Book, language: Language, domain: str, template: Catalog) -> Catalog:
    path = po_path(book, language, domain)
    if path.is_file():
        catalog = read_messages(path, book.root)
        # Babel takes new messages over as they are: a copy, or what is seeded into one
        # language's would stand in the next.
        catalog.update(deepcopy(template), no_fuzzy_matching=False, update_header_comment=False)
    else:
        head = _HEADER.format(title=book.title, domain=domain, language=language)
        if language != SOURCE_LANGUAGE:
            head = head.removesuffix("\n#") + _UNREVIEWED
        catalog = _undated(
            Catalog(
                language, project=book.title, version=book.date, fuzzy=False, header_comment=head
            )
        )
        for message in template:
            if message.id:
                catalog.add(
                    message.id, locations=message.locations, auto_comments=message.auto_comments
                )
    if domain == INTERFACE and language != SOURCE_LANGUAGE:
        _seed(catalog, language)
    return catalog


def _seed(catalog: Catalog, language: Language) -> None:
    """Give untranslated interface words the pack's, for translators to better."""
    upstream = Path(sphinx.__file__).parent / "locale" / language / "LC_MESSAGES" / "sphinx.po"
    words = interface(language)
    if upstream.is_file():
        for message in read_messages(upstream, upstream.parent):
            if (
                message.id
                and message.string
                and not message.fuzzy
                and isinstance(message.string, str)
            ):
                words.setdefault(str(message.id), message.string)
    for message in catalog:
        if message.id and (message.fuzzy or not any(message.string or "")):
            english = message.id if isinstance(message.id, str) else message.id[0]
            given = words.get(english, "")
            if given and isinstance(given, str) == isinstance(message.id, str):
                message.string, message.previous_id = given, []
                message.flags.discard("fuzzy")


def _written(catalog: Catalog, *, lines: bool) -> bytes:
    for message in catalog:
        message.flags -= _FALSE_FLAGS
    file = io.BytesIO()
    write_po(file, catalog, width=79, include_previous=True, include_lineno=lines)
    return file.getvalue()
