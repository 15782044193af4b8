"""Facts beside each other: the relations of docs/facts.toml, judged on what is printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from kzbook.book import declared
from kzbook.content.reckoning import TIMES, Measure, clash, measure, named, says
from kzbook.finding import Finding, check
from kzbook.manuscript import Manuscript, read_relations
from kzbook.relations import Length, NotAfter, Relation
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from kzbook.manuscript import FactUse

_JOINS = {"en": "and|or", "ru": "и|или", "kk": "және|мен|бен|пен|немесе"}
"""The words before the last item of a list, by language."""


def relations_of(env: BuildEnvironment) -> tuple[Relation, ...]:
    """Give the relations declared for the book being read."""
    return cast("tuple[Relation, ...]", env.config.kzbook_relations)


def _measured(manuscript: Manuscript) -> Iterator[tuple[Relation, dict[str, Measure]]]:
    """Yield each relation whose facts are all declared, with what it reckons with."""
    facts = {each.key: each for each in manuscript.facts}
    for relation in manuscript.relations:
        names = list(named(relation))
        if isinstance(relation, NotAfter):
            names += [each.key for each in manuscript.facts if each.kind in TIMES]
        found = {name: measure(name, facts) for name in names}
        of = {name: each for name, each in found.items() if each is not None}
        if len(of) == len(found):
            yield relation, of


def _judged(manuscript: Manuscript) -> Iterator[tuple[Relation, dict[str, Measure], str]]:
    """Yield each relation that can be judged, with what breaks it, or nothing."""
    for relation, of in _measured(manuscript):
        if not clash(relation, of):
            yield relation, of, says(relation, of)


@check(Manuscript)
def relation_unknown_fact(manuscript: Manuscript) -> Iterator[Finding]:
    """The facts of a relation are declared in docs/facts.toml.

    Bad:  kind = "limit", fact = "popluation", most = 20000000
    Good: kind = "limit", fact = "population", most = 20000000
    """
    facts = {each.key: each for each in manuscript.facts}
    for relation in manuscript.relations:
        for name in named(relation):
            if measure(name, facts) is None:
                message = (
                    f"relation {relation.key!r} names {name!r}, which is no fact and no "
                    "start or end of a period; declare it or mend the name"
                )
                yield Finding(relation.at, "relation-unknown-fact", message)


@check(Manuscript)
def relation_unit(manuscript: Manuscript) -> Iterator[Finding]:
    """A relation compares what can be compared: one unit, or times with times.

    Bad:  kind = "chronology", facts = ["readmission-ratified", "population"]
    Good: kind = "order", facts = ["cities", "readmission-ratified"]
    """
    for relation, of in _measured(manuscript):
        if told := clash(relation, of):
            message = f"relation {relation.key!r}: {told}; take other facts or another kind"
            yield Finding(relation.at, "relation-unit", message)


@check(Manuscript)
def relation_broken(manuscript: Manuscript) -> Iterator[Finding]:
    """What the figures say of each other is true.

    Bad:  kind = "sum", facts = ["readmission-ratified", "cities"], total = 11
    Good: kind = "sum", facts = ["readmission-ratified", "cities"], total = 10
    """
    for relation, of, told in _judged(manuscript):
        if told and not relation.discrepancy:
            figures = ", ".join(f"{name} (line {of[name].line})" for name in named(relation))
            message = (
                f"relation {relation.key!r} does not hold: {told}; but {relation.because}. "
                f"Mend the value of {figures}, or name the editor’s note in `discrepancy`"
            )
            yield Finding(relation.at, "relation-broken", message)


@check(Manuscript)
def relation_discrepancy(manuscript: Manuscript) -> Iterator[Finding]:
    """A discrepancy that the author left and a note explains is told, and stops nothing.

    Bad:  kind = "limit", fact = "population", most = 20000, discrepancy = ["R01"]
    Good: kind = "limit", fact = "population", most = 20000000
    """
    for relation, _, told in _judged(manuscript):
        if told and relation.discrepancy:
            notes = ", ".join(relation.discrepancy)
            message = say(
                "%(key)s: %(told)s; as the author wrote it, noted in %(notes)s",
                key=relation.key,
                told=told,
                notes=notes,
            )
            yield Finding(relation.at, "relation-discrepancy", message, "info")


@check(Manuscript)
def discrepancy_mended(manuscript: Manuscript) -> Iterator[Finding]:
    """A declared discrepancy is one.

    Bad:  kind = "limit", fact = "population", most = 20000000, discrepancy = ["R01"]
    Good: kind = "limit", fact = "population", most = 20000, discrepancy = ["R01"]
    """
    for relation, _, told in _judged(manuscript):
        if relation.discrepancy and not told:
            message = (
                f"relation {relation.key!r} holds now; take its `discrepancy` out and look at "
                f"note {', '.join(relation.discrepancy)} in docs/notes.toml"
            )
            yield Finding(relation.at, "discrepancy-mended", message)


@check(Manuscript)
def discrepancy_unnoted(manuscript: Manuscript) -> Iterator[Finding]:
    """A declared discrepancy is noted in every language, on a page that prints its figures.

    Bad:  {fact}`population` people live there.
    Good: {fact}`population` people live there.{ednote}`R01`
    """
    pages: dict[str, set[str]] = {}
    for use in manuscript.fact_uses:
        if not use.ours:
            pages.setdefault(use.key, set()).add(use.docname)
    declared_notes = {each.key for each in manuscript.notes}
    calls = {(call.key, call.docname) for call in manuscript.note_calls}
    for relation in manuscript.relations:
        # An end of a period stands where the period does.
        keys = {part for name in named(relation) for part in (name, name.rpartition(".")[0])}
        printed = {page for key in keys for page in pages.get(key, ())}
        for note in relation.discrepancy:
            if note not in declared_notes:
                message = say(
                    "no note %(key)s in docs/notes.toml; declare it or mend the key", key=repr(note)
                )
            elif not calls & {(note, page) for page in printed}:
                message = say(
                    "note %(key)s is not called in the %(language)s text on a page that prints "
                    "the figures; call it there with %(call)s",
                    key=repr(note),
                    language=manuscript.language,
                    call=f"{{ednote}}`{note}`",
                )
            else:
                continue
            told = say("discrepancy %(key)s: %(fault)s", key=repr(relation.key), fault=message)
            yield Finding(relation.at, "discrepancy-unnoted", told)


@check(Manuscript)
def relation_list(manuscript: Manuscript) -> Iterator[Finding]:
    """A list that the text counts stands beside its number, whole, in every language.

    Bad:  It has {fact}`three <cities>` major cities: Nur-Sultan, Almaty, Aktau, and Shymkent.
    Good: It has {fact}`three <cities>` major cities: Nur-Sultan, Almaty, and Shymkent.
    """
    for relation in manuscript.relations:
        if not isinstance(relation, Length):
            continue
        uses = [use for use in manuscript.fact_uses if use.key == relation.fact and not use.ours]
        told = [_lacks(relation, use) for use in uses]
        if told and all(told):
            message = say("list %(key)s: %(fault)s", key=repr(relation.key), fault=told[0])
            yield Finding(relation.at, "relation-list", message)


def _lacks(relation: Length, use: FactUse) -> str:
    """Say what of the list is not in the passage of *use*; nothing if it is there."""
    items = cast("Mapping[str, tuple[str, ...]]", relation.items).get(use.language, ())
    if not items:
        return say(
            "items has no %(language)s; give each item as its text has it", language=use.language
        )
    patterns = [
        r"\b" + r"\s+".join(rf"{re.escape(word)}\w*" for word in each.split()) for each in items
    ]
    missing = [
        item
        for item, pattern in zip(items, patterns, strict=True)
        if not re.search(pattern, use.passage)
    ]
    place = {"language": use.language, "page": repr(use.docname)}
    if missing:
        return say(
            "the %(language)s text of %(page)s that prints the figure has no %(items)s; "
            "mend the text, or the items",
            items=", ".join(missing),
            **place,
        )
    # A word in brackets, or a short one that belongs to the item: «в Алматы и в Караганде».
    aside, short = r"(?:\s*\([^()]*\))?", r"(?:\w{1,2}\s+)?"
    *first, last = patterns
    joined = rf"{aside}[,;]\s+{short}".join(first)
    joined += rf"{aside}[,;]?\s+(?:{_JOINS[use.language]})\s+{short}{last}"
    if relation.apart or re.search(joined, use.passage):
        return ""
    return say(
        "the %(language)s text of %(page)s that prints the figure has these items, "
        "but not as one list of no others: %(items)s",
        items=", ".join(items),
        **place,
    )


def _read(_: Sphinx, config: Any) -> None:
    book = declared(config)
    config.kzbook_relations = read_relations(book.docs / "facts.toml", book.root)


def setup(app: Sphinx) -> None:
    """Read the relations with the book's configuration."""
    app.add_config_value("kzbook_relations", (), "env")
    app.connect("config-inited", _read)
