"""What each entry of a catalogue carries for its translator: terms, figures, and what changed."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kzbook.languages.markup import markup
from kzbook.numbers import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel.messages.catalog import Catalog, Message

    from kzbook.languages.glossary import Glossary
    from kzbook.manuscript import Fact


def annotate(
    catalog: Catalog, language: str, facts: Mapping[str, Fact], glossary: Glossary
) -> None:
    """Add to the comments of each message what its translator wants to know."""
    for message in catalog:
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[0]
            message.auto_comments = [
                *message.auto_comments,
                *_terms(source, language, glossary),
                *_figures(source, language, facts),
                *_changed(message, source),
            ]


def _terms(source: str, language: str, glossary: Glossary) -> Iterator[str]:
    told: dict[tuple[int, tuple[str, ...]], str] = {}
    for spot in glossary.occurrences(markup(source).text):
        given = spot.given(language)
        if given:
            told.setdefault((spot.term.line, given), f"{spot.words} = {', '.join(given)}")
    if told:
        yield f"Terms: {'; '.join(told.values())}"


def _figures(source: str, language: str, facts: Mapping[str, Fact]) -> Iterator[str]:
    keys = [sign.target for sign in markup(source).signs if sign.role == "fact"]
    told = [
        f"{key} = {write(facts[key].value, facts[key].kind, facts[key].unit, language)}"
        for key in keys
        if key in facts
    ]
    if told:
        yield f"Figures: {'; '.join(told)}"


def _changed(message: Message, source: str) -> Iterator[str]:
    """Tell word by word what became of the previous source of a fuzzy message."""
    previous = message.previous_id
    before = previous if isinstance(previous, str) else "".join([*(previous or ())][:1])
    if not message.fuzzy or not before:
        return
    old, new = (re.findall(r"\S+", text) for text in (before, source))
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, is_now = " ".join(old[a:b]), " ".join(new[c:d])
        if kind == "replace":
            parts.append(f"“{was}” became “{is_now}”")
        elif kind == "delete":
            parts.append(f"“{was}” went")
        elif kind == "insert":
            parts.append(f"“{is_now}” is new")
    yield f"Changed: {'; '.join(parts)}"
