"""Catalogues for Sphinx: checked messages as .mo files, in the build folder alone."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from kzbook.book import write_whole
from kzbook.languages.catalogs import (
    INTERFACE,
    PACK,
    catalogue_paths,
    parsed,
    po_path,
    read_catalogue,
    read_messages,
    singular,
)
from kzbook.languages.derived import PSEUDO, Derivation, derive
from kzbook.languages.linter import breaches

if TYPE_CHECKING:
    from pathlib import Path

    from kzbook.book import Book, Language
    from kzbook.finding import Finding


def interface(language: str, book: Book | None = None) -> dict[str, str | tuple[str, ...]]:
    """Give the interface words of *language* by their English: the pack's, then the book's."""
    words: dict[str, str | tuple[str, ...]] = {}
    paths = [PACK / language / "LC_MESSAGES" / f"{name}.po" for name in ("sphinx", "kzbook")]
    if book is not None:
        paths.append(po_path(book, language, INTERFACE))
    for path in paths:
        catalog = parsed(path)
        if isinstance(catalog, Catalog):
            refused = {each.at.line for each in breaches(read_catalogue(path, path.parent))}
            for message in catalog:
                if message.lineno in refused:
                    continue
                strings = message.string
                given = strings if isinstance(strings, str) else tuple(strings or ())
                if (
                    message.id
                    and not message.fuzzy
                    and (given if isinstance(given, str) else all(given))
                ):
                    words[singular(message.id)] = given
    return words


def compile_catalogues(
    book: Book, language: Language, folder: Path, derivation: Derivation = ""
) -> list[Finding]:
    """Write the .mo files of *language* under *folder*, never into locales/.

    Fuzzy and empty messages are left out, and so is each message that breaks a rule of
    `kzbook.languages.linter.UNTRUSTED`: the edition prints their source text. Gives the
    findings that tell why. With a *derivation* the words are those made by its rule.
    """
    refused = []
    for path in catalogue_paths(book, language):
        refused += compile_catalogue(book, language, path, folder, derivation)
    if not po_path(book, language, INTERFACE).is_file():
        words = _interface_catalog(book, language)
        write_compiled(_derived(words, derivation), folder, language, "sphinx")
    return refused


def compile_catalogue(
    book: Book, language: Language, path: Path, folder: Path, derivation: Derivation = ""
) -> list[Finding]:
    """Write the .mo file of one catalogue, as `compile_catalogues` does for all."""
    found = breaches(read_catalogue(path, book.root))
    catalog = parsed(path)
    if path.stem == INTERFACE:
        words = _interface_catalog(book, language)
        write_compiled(_derived(words, derivation), folder, language, "sphinx")
    elif isinstance(catalog, Catalog):
        lines = {each.at.line for each in found}
        for message in [each for each in catalog if each.id and each.lineno in lines]:
            catalog.delete(message.id, message.context)
        write_compiled(_derived(catalog, derivation), folder, language, path.stem)
    return found


def _interface_catalog(book: Book, language: Language) -> Catalog:
    catalog = Catalog(language)
    plurals = _plural_ids(language)
    for english, given in interface(language, book).items():
        catalog.add(plurals.get(english, english), given)
    return catalog


def _derived(catalog: Catalog, derivation: Derivation) -> Catalog:
    for message in catalog:
        if message.id and derivation:
            _derive(message, derivation)
    return catalog


def _derive(message: Message, derivation: Derivation) -> None:
    singly = isinstance(message.string, str)
    forms = (message.string,) if singly else tuple(message.string or ())
    sources = tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)
    made = tuple(
        derive(derivation, str(sources[min(number, len(sources) - 1)]), str(form or ""))
        for number, form in enumerate(forms)
    )
    message.string = made[0] if singly else made
    if derivation == PSEUDO:
        message.flags.discard("fuzzy")


def _plural_ids(language: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for path in sorted((PACK / language).glob("LC_MESSAGES/*.po")):
        for message in read_messages(path, PACK):
            if isinstance(message.id, tuple | list):
                found[str(message.id[0])] = tuple(message.id)
    return found


def write_compiled(catalog: Catalog, folder: Path, language: str, domain: str) -> None:
    """Write a catalogue as Sphinx looks for it below *folder*, a .mo file."""
    file = io.BytesIO()
    write_mo(file, catalog)
    write_whole(folder / language / "LC_MESSAGES" / f"{domain}.mo", file.getvalue())
