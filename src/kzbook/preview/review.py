"""The bilingual pages: source and translation of a chapter side by side, in reading order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from docutils import nodes

from kzbook.book import declared, relative, write_whole
from kzbook.content.facts import facts_of
from kzbook.content.notes import reading_order
from kzbook.formats.html.chooser import templates
from kzbook.languages.catalogs import po_path, read_catalogue
from kzbook.languages.edition import own_name
from kzbook.languages.glossary import ANY, GLOSSARY, LANGUAGES, Glossary, read_glossary
from kzbook.languages.inflection import is_form
from kzbook.nodes import ednote
from kzbook.numbers import write as write_number
from kzbook.speech import say, say_counted, spoken, terminal_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sphinx.application import Sphinx

    from kzbook.languages.catalogs import Entry
    from kzbook.manuscript import Fact

ROLE = re.compile(r"(\{[\w:+.-]+\})`[^`]*`")
_BOUND = re.compile(r"\{fact\}`(?:[^`<]*<)?([^`<>]+)>?`")
_WORD = re.compile(r"[^\W\d_]+")


WORDS = {
    "review": say("Review"),
    "page": say("the page"),
    "chapters": say("Chapters"),
    "term": say("A term of the glossary"),
    "sign": say("a sign to keep"),
    "legend": say("point at one to see what it stands for."),
    "only": say("Only messages with findings"),
    "note": say("Editor’s note"),
    "repository": say("in the repository"),
    "fuzzy": say("fuzzy: the English is printed"),
    "empty": say("not translated"),
    "neighbours": say("Neighbours"),
}
"""What the page of a chapter says itself."""


class Span(NamedTuple):
    """A stretch of a message that is a sign for the program, or a term; ``told`` explains it."""

    start: int
    end: int
    kind: str
    told: str = ""


class Part(NamedTuple):
    """Words of a message, and what kind of span they are; plain words have none."""

    words: str
    kind: str = ""
    told: str = ""


class Row(msgspec.Struct, frozen=True):
    """A message as the page shows it.

    ``place`` is path:line, ``href`` its line in our copy of the catalogue and ``url`` that
    in the book's repository, "" if none is declared.
    """

    kind: str
    place: str
    href: str
    url: str
    source: tuple[Part, ...]
    translation: tuple[Part, ...]
    state: str = ""


def write(app: Sphinx, docname: str, folder: Path) -> None:
    """Write the page of one chapter, and copies of the catalogues that its rows lead to."""
    book, env, language = declared(app.config), app.env, app.config.language
    glossary = read_glossary(book.locales / GLOSSARY, book.root)
    places = list(message_places(app, docname))
    catalogues = {
        domain: read_catalogue(po_path(book, language, domain), book.root)
        for domain in dict.fromkeys(_domain(place) for _kind, place in places)
    }
    entries = {
        f"{catalogue.path}:{entry.line}": entry
        for catalogue in catalogues.values()
        for entry in catalogue.entries
    }
    address = f"{book.repository_url.rstrip('/')}/blob/HEAD" if book.repository_url else ""
    rows = [
        row_of(
            kind,
            place,
            entries[place],
            language=language,
            glossary=glossary,
            facts=facts_of(env),
            address=address,
        )
        for kind, place in places
        if place in entries
    ]
    order = reading_order(env)
    page = (
        templates(__package__)
        .get_template("review.html")
        .render(
            language=language,
            name=own_name(language),
            title=env.titles[docname].astext(),
            docname=docname,
            chapters=[(each, env.titles[each].astext()) for each in order],
            neighbours=[
                (each, env.titles[each].astext())
                for at, each in enumerate(order)
                if abs(at - order.index(docname)) == 1
            ],
            rows=rows,
            spoken=terminal_language(),
            words={name: spoken(each) for name, each in WORDS.items()},
            counted=spoken(say_counted("%(count)s message.", "%(count)s messages.", len(rows))),
        )
    )
    # It may be asked for at any moment.
    write_whole(folder / f"{docname}.html", page.encode())
    for domain in catalogues:
        write_catalogue(app, po_path(book, language, domain), folder)


def write_catalogue(app: Sphinx, path: Path, folder: Path) -> None:
    """Write a copy of a catalogue in which each line can be led to."""
    lines = path.read_text("utf-8", errors="replace").splitlines()
    name = relative(path, declared(app.config).root)
    page = templates(__package__).get_template("catalogue.html").render(path=name, lines=lines)
    write_whole(folder / "catalogues" / f"{path.stem}.html", page.encode())


def message_places(app: Sphinx, docname: str) -> Iterator[tuple[str, str]]:
    """Yield kind and ``path:line`` of each message of a chapter as a reader meets them."""
    seen = set()
    for node in app.env.get_doctree(docname).findall(nodes.TextElement):
        found = []
        if "po_line" in node and not isinstance(node, ednote):
            kind = "title" if isinstance(node, nodes.title) else "text"
            found.append((kind, f"{node['po_path']}:{node['po_line']}"))
        found += [
            ("note", f"{call['po_path']}:{call['po_line']}")
            for call in node.findall(ednote)
            if "po_line" in node and "po_line" in call
        ]
        for each in found:
            if each not in seen:
                seen.add(each)
                yield each


def row_of(  # noqa: PLR0913  what a row is made of
    kind: str,
    place: str,
    entry: Entry,
    *,
    language: str,
    glossary: Glossary,
    facts: Mapping[str, Fact],
    address: str = "",
) -> Row:
    """Make the row of a message; *address* is where the repository shows files."""
    path, _sign, line = place.rpartition(":")
    signs = tuple(list(_signs(text, facts, language)) for text in (entry.msgid, entry.msgstr))
    terms = _terms(entry, language, glossary)
    state = "fuzzy" if entry.fuzzy else "" if entry.msgstr else "empty"
    return Row(
        kind,
        place,
        f"/-/review/catalogues/{_domain(place)}.html#L{line}",
        f"{address}/{path}#L{line}" if address else "",
        tuple(parts(entry.msgid, [*signs[0], *terms[0]])),
        tuple(parts(entry.msgstr, [*signs[1], *terms[1]])),
        state,
    )


def parts(text: str, spans: Iterable[Span]) -> Iterator[Part]:
    """Yield *text* in parts; of spans that overlap the first given stands."""
    chosen: list[Span] = []
    for each in spans:
        if all(each.end <= other.start or other.end <= each.start for other in chosen):
            chosen.append(each)
    done = 0
    for start, end, kind, told in sorted(chosen):
        if done < start:
            yield Part(text[done:start])
        yield Part(text[start:end], kind, told)
        done = end
    if text[done:]:
        yield Part(text[done:])


def _signs(text: str, facts: Mapping[str, Fact], language: str) -> Iterator[Span]:
    for match in ROLE.finditer(text):
        bound = _BOUND.fullmatch(match[0])
        fact = facts.get(bound[1].strip()) if bound else None
        told = write_number(fact.value, fact.kind, fact.unit, language) if fact else ""
        yield Span(*match.span(), "sign", told)


def _terms(entry: Entry, language: str, glossary: Glossary) -> tuple[list[Span], list[Span]]:
    """Find the terms of the source, and the words that stand for them in the translation."""
    ours: list[Span] = []
    theirs: list[Span] = []
    if language not in LANGUAGES:
        return theirs, ours
    words = list(_WORD.finditer(entry.msgstr))
    for spot in glossary.occurrences(entry.msgid):
        told = f"{spot.words} = {', '.join(spot.given(language))}"
        theirs.append(Span(spot.start, spot.end, "term", told))
        for form in spot.accepted(language):
            wanted = _WORD.findall(form) if form != ANY else []
            for start, end in _near(wanted, words, language):
                ours.append(Span(words[start].start(), words[end].end(), "term", told))
    return theirs, ours


def _near(
    wanted: list[str], words: list[re.Match[str]], language: str
) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of *words* wherever forms of all *wanted* stand together."""
    for start in range(len(words)):
        stretch = words[start : start + len(wanted)]
        if wanted and len(stretch) == len(wanted):
            left = list(wanted)
            for each in stretch:
                fitting = [word for word in left if is_form(each[0], word, language)]
                left = [word for word in left if word != fitting[0]] if fitting else left
            if not left:
                yield start, start + len(wanted) - 1


def _domain(place: str) -> str:
    return place.rpartition("/")[2].rpartition(".po:")[0]
