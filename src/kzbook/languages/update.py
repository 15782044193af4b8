"""Bringing the catalogues up to date with the sources, on Babel's catalogue."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from kzbook.book import SOURCE_LANGUAGE, relative, write_whole
from kzbook.languages.annotations import annotate
from kzbook.languages.catalogs import INTERFACE, catalogue_paths, po_path, read_messages
from kzbook.languages.compiling import interface
from kzbook.languages.glossary import GLOSSARY, read_glossary
from kzbook.languages.headers import is_plural_rule
from kzbook.languages.pofile import head_fields, head_of, written
from kzbook.manuscript import read_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from babel.messages.catalog import Message

    from kzbook.book import Book, Language

_UNREVIEWED = "\n# No native speaker has reviewed this catalogue yet.\n#"
_HEADER = "# {title}: {domain}, {language}.\n# Copyright is with the authors of the text and of its translation.\n#"
_UNDATED = "YEAR-MO-DA HO:MI+ZONE"
_OURS = ("POT-Creation-Date", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
# So many of a catalogue's messages must stand in a page for it to be the page's, renamed.
_SAME_PAGE = 0.3


def update(book: Book, templates: Path) -> Iterator[Path]:
    """Write locales/pot and merge it into each catalogue; yield the files that changed.

    *templates* is the folder of the gettext builder. A message that changed keeps its
    translation as fuzzy, with its previous source; one that went is kept as obsolete; one
    that moved to another page takes its translation along, and the catalogue of a page that
    got another name goes with it. A file that another tool folded or ordered anew gets its
    lines back, and a second run changes nothing. Raises ``KzbookError`` for a .po that cannot be
    read, before any file is written.
    """
    pots = {path.stem: _template(book, path) for path in sorted(templates.glob("*.pot"))}
    facts = read_facts(book.docs / "facts.toml", book.root)
    glossary = read_glossary(book.locales / GLOSSARY, book.root)
    writes: dict[Path, bytes] = {}
    renamed: list[Path] = []
    for domain, template in pots.items():
        pot = book.locales / "pot" / f"{domain}.pot"
        writes[pot] = written(template, lines=True)
    for language in book.languages:
        known = {
            path.stem: read_messages(path, book.root) for path in catalogue_paths(book, language)
        }
        memory = _memory(known)
        for domain, template in pots.items():
            path = po_path(book, language, domain)
            before = _text(path)
            if domain not in known:
                former = _former(template, known, pots)
                if former:
                    known[domain] = known.pop(former)
                    old = po_path(book, language, former)
                    before = _text(old)
                    renamed.append(old)
            merged = _merged(book, language, domain, template, known.get(domain))
            if domain != INTERFACE:
                _recall(merged, memory)
                annotate(merged, language, facts, glossary)
            writes[path] = written(merged, _head(merged, before))
    yield from _put(writes, renamed)


def _head(catalog: Catalog, before: str) -> str:
    """Write the head of a catalogue: our fields in our order, then those of other tools.

    What a translator or an editor wrote into the head of *before*, the text of the file so
    far, stays; what must be so for the file to be read does not.
    """
    ours = dict(catalog.mime_headers)
    comment, theirs = head_fields(before)
    if not theirs:
        return head_of(catalog.header_comment, ours)
    fields = {**ours, **theirs, **{name: ours[name] for name in _OURS}}
    if catalog.locale and not is_plural_rule(fields["Plural-Forms"], str(catalog.locale)):
        plurals = get_plural(catalog.locale)
        fields["Plural-Forms"] = f"nplurals={plurals[0]}; plural={plurals[1]};"
    return head_of(comment, fields)


def _put(writes: Mapping[Path, bytes], gone: Iterable[Path]) -> Iterator[Path]:
    """Write what changed, each file beside its place first, and remove what was renamed."""
    for path, data in writes.items():
        if not path.is_file() or path.read_bytes() != data:
            write_whole(path, data)
            yield path
    for path in gone:
        path.unlink()
        yield path


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _memory(known: Mapping[str, Catalog]) -> dict[str, Message]:
    """Give the finished translations of a language by their source, whatever their page."""
    catalogs = [catalog for domain, catalog in known.items() if domain != INTERFACE]
    messages = [each for catalog in catalogs for each in (*catalog.obsolete.values(), *catalog)]
    return {
        each.id: each
        for each in messages
        if isinstance(each.id, str) and each.id and each.string
        if not each.fuzzy and not each.context
    }


def _recall(catalog: Catalog, memory: Mapping[str, Message]) -> None:
    """Give messages without a finished translation the one that they have elsewhere."""
    for message in catalog:
        if message.id and isinstance(message.id, str) and (message.fuzzy or not message.string):
            kept = memory.get(message.id)
            if kept is not None:
                message.string, message.previous_id = kept.string, []
                message.user_comments = message.user_comments or kept.user_comments
                message.flags.discard("fuzzy")


def _former(template: Catalog, known: Mapping[str, Catalog], pots: Mapping[str, Catalog]) -> str:
    """Find the catalogue of the page that *template* is of, under its former name."""
    wanted = {message.id for message in template if message.id}
    shares = {
        domain: len(wanted & {message.id for message in catalog if message.id}) / len(wanted)
        for domain, catalog in known.items()
        if domain not in pots and wanted
    }
    best = max(shares, key=lambda each: shares[each], default="")
    return best if best and shares[best] >= _SAME_PAGE else ""


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
            template.add(
                message.id,
                locations=places,
                auto_comments=message.auto_comments,
                context=message.context,
            )
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


def _merged(
    book: Book, language: Language, domain: str, template: Catalog, catalog: Catalog | None
) -> Catalog:
    if catalog is not None:
        previous = {
            (message.id, message.context): message.previous_id
            for message in catalog
            if message.fuzzy
        }
        # Babel takes new messages over as they are: a copy, or what is seeded into one
        # language's would stand in the next.
        catalog.update(deepcopy(template), no_fuzzy_matching=False, update_header_comment=False)
        for message in catalog:
            if message.fuzzy and not message.previous_id:
                message.previous_id = previous.get((message.id, message.context), [])
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
                    message.id,
                    locations=message.locations,
                    auto_comments=message.auto_comments,
                    context=message.context,
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
