"""The glossary as a TBX file, for the tools that translators work in.

TBX is ISO 30042. Of its second edition, 2019, this is the dialect TBX-Basic with data
categories as attributes (https://www.tbxinfo.net/tbx-dialects/); the first edition, 2008, has
the same under other names, and is what Weblate and older tools read.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from lxml import etree

from kzbook.languages.glossary import ANY, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

    from kzbook.languages.glossary import Glossary, Term

TbxEdition = Literal["2019", "2008"]
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Names(NamedTuple):
    """What the elements of one edition are called."""

    root: str
    header: str
    concept: str
    language: str
    term: str
    namespace: str | None


_EDITIONS: dict[TbxEdition, _Names] = {
    "2019": _Names(
        "tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", "urn:iso:std:iso:30042:ed-2"
    ),
    "2008": _Names("martif", "martifHeader", "termEntry", "langSet", "tig", None),
}


class Concept(NamedTuple):
    """One meaning: its terms by language, each with its status, and what is said of it."""

    key: str
    terms: dict[str, list[tuple[str, str, str]]]
    kind: str
    notes: tuple[str, ...]
    source: str


def tbx(glossary: Glossary, title: str, edition: TbxEdition = "2019") -> bytes:
    """Write the glossary as TBX-Basic in English, Russian and Kazakh.

    The first of a cell's forms is preferred, the others and those of ``also`` are admitted,
    forbidden forms are deprecated; a form that is wrong for its term alone has a note of that.
    """
    names = _EDITIONS[edition]
    root = etree.Element(
        etree.QName(names.namespace, names.root),
        # lxml-stubs know no default namespace.
        nsmap={None: names.namespace} if names.namespace else None,  # type: ignore[dict-item]
    )
    root.set("type", "TBX-Basic")
    if edition == "2019":
        root.set("style", "dca")
    root.set(_XML_LANG, "en")
    about = _put(_put(root, names.header), "fileDesc")
    _put(_put(about, "titleStmt"), "title", title)
    _put(_put(about, "sourceDesc"), "p", glossary.path)
    body = _put(_put(root, "text"), "body")
    for concept in concepts_of(glossary):
        _put_concept(body, names, concept)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _put(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Append an element in the namespace of its parent."""
    namespace = etree.QName(parent).namespace
    made = etree.SubElement(parent, etree.QName(namespace, name), attributes)
    made.text = text
    return made


def concepts_of(glossary: Glossary) -> Iterator[Concept]:
    """Yield the concepts of a glossary: a row, or each name of a row of names."""
    for term in glossary.terms:
        remarks = (term.cell,) if "(" in term.cell else ()
        notes = tuple(filter(None, (*remarks, term.note)))
        split = all(len(term.english) == len(term.given[each]) > 1 for each in LANGUAGES)
        rows = len(term.english) if split else 1
        for index in range(rows):
            chosen = slice(index, index + 1) if split else slice(None)
            terms = {"en": list(_statuses(term.english[chosen]))}
            for language in LANGUAGES:
                given = term.given[language]
                mine = given[chosen]
                near = [
                    each for each in term.also[language]
                    if each not in {*given, ANY} and _nearest(each, given) in mine
                ]  # fmt: skip
                wrong = [each for each in term.forbidden[language] if _nearest(each, given) in mine]
                terms[language] = [
                    *_statuses(mine),
                    *((each, "admittedTerm-admn-sts", "") for each in near),
                    *((each, "deprecatedTerm-admn-sts", _where(each, term)) for each in wrong),
                ]
            key = f"c{term.line}" + (f"-{index + 1}" if split else "")
            yield Concept(key, terms, term.kind, notes, term.source)


def _statuses(forms: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for index, form in enumerate(forms):
        yield form, "admittedTerm-admn-sts" if index else "preferredTerm-admn-sts", ""


def _where(form: str, term: Term) -> str:
    return "wrong for this term only" if form in term.only_here else ""


def _nearest(form: str, given: tuple[str, ...]) -> str:
    """Give the name of a row that a form is written for: the one most like it."""
    return max(given, key=lambda each: SequenceMatcher(None, form, each, autojunk=False).ratio())


def _put_concept(body: Element, names: _Names, concept: Concept) -> None:
    entry = _put(body, names.concept, id=concept.key)
    if concept.kind:
        _put(entry, "descrip", concept.kind, type="subjectField")
    if concept.source:
        _put(entry, "admin", concept.source, type="source")
    for note in concept.notes:
        _put(entry, "note", note)
    for language, terms in concept.terms.items():
        section = _put(entry, names.language)
        section.set(_XML_LANG, language)
        for form, status, note in terms:
            part = _put(section, names.term)
            _put(part, "term", form)
            _put(part, "termNote", status, type="administrativeStatus")
            if note:
                _put(part, "note", note)
