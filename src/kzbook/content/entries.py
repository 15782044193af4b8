"""What an edition tells of a fact that stands alone: in the list of figures, in a pop-up."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from sphinx.locale import _, get_translator

from kzbook.book import SOURCE_LANGUAGE
from kzbook.content.facts import QUALIFIERS, fact_uses, facts_of, printed
from kzbook.content.notes import reading_order
from kzbook.languages.catalogs import translate
from kzbook.manuscript import FactEntry
from kzbook.numbers import NBSP, write, write_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from kzbook.manuscript import Fact, FactUse

COUNTED = {
    ("", "days"): ("%s day", "%s days"),
    ("", "months"): ("%s month", "%s months"),
    ("", "years"): ("%s year", "%s years"),
    ("at least", "years"): ("at least %s year", "at least %s years"),
    ("maximum", "years"): ("at most %s year", "at most %s years"),
    ("over", "years"): ("over %s year", "over %s years"),
    ("past", "years"): ("the past %s year", "the past %s years"),
    ("under", "years of age"): ("under %s year of age", "under %s years of age"),
    ("up to", "years"): ("up to %s year", "up to %s years"),
    ("within", "days"): ("within %s day", "within %s days"),
    ("within", "months"): ("within %s month", "within %s months"),
}
"""A qualifier and a unit as one phrase: a Russian unit takes the case that the qualifier asks
for, a Kazakh one its ending. What else is counted is told by what the fact measures."""

_TIMES = {"year", "month", "period", "article"}
"""Kinds that a translation may inflect in its prose; alone they are written as CLDR has them."""
_PLACES_OR_PARTS = {"rank", "ratio", "share"}


def fact_entries(env: BuildEnvironment) -> Iterator[FactEntry]:
    """Yield what the list of figures tells of each fact, as its chapters are read.

    Within a chapter the facts stand as docs/facts.toml has them. A fact that no text prints
    is left out: a check tells of it.
    """
    places = _places(env)
    order = {docname: number for number, docname in enumerate(reading_order(env))}
    found = [
        _entry(stated, places[stated.key], env.config.language)
        for stated in facts_of(env).values()
        if stated.key in places
    ]
    yield from sorted(found, key=lambda entry: order[entry.chapter])


def _places(env: BuildEnvironment) -> Mapping[str, list[FactUse]]:
    """Give the places of each fact in the author's text, in reading order."""
    found: dict[str, list[FactUse]] = defaultdict(list)
    for docname in reading_order(env):
        for use in fact_uses(env.get_doctree(docname), docname, docname, env.config.language):
            if use.anchor:
                found[use.key].append(use)
    return found


def _entry(stated: Fact, uses: list[FactUse], language: str) -> FactEntry:
    return FactEntry(
        key=stated.key,
        measures=measured(stated, language),
        value=told(stated, uses[0], language),
        period=period(stated.period, language),
        chapter=uses[0].docname,
        places=tuple(f"{use.docname}#{use.anchor}" for use in uses),
    )


def measured(stated: Fact, language: str) -> tuple[str, str]:
    """Say what a fact measures, as a line that stands alone, and in which language."""
    words = translate("facts", stated.measures)
    text = words or stated.measures
    return text[:1].upper() + text[1:], language if words else SOURCE_LANGUAGE


def told(stated: Fact, use: FactUse, language: str) -> tuple[str, str]:
    """Write a fact with the author's qualifier and its unit, and say in which language.

    Where the author wrote no figure but words, “a third”, “largest”, the words are quoted
    as they stand in the edition's text: no figure is put in their place.
    """
    if _is_in_words(stated, use):
        quoted = (_("“%s”") if use.language == language else "“%s”") % use.words
        return _qualified(stated, quoted), use.language
    figure = write(stated.value, stated.kind, stated.unit, language)
    phrase = COUNTED.get((stated.qualifier, stated.unit))
    if phrase is None:
        return printed(stated, language), language
    words = get_translator().ngettext(*phrase, int(Decimal(stated.value))) % figure
    return words.replace(f"{figure} ", f"{figure}{NBSP}"), language


def _is_in_words(stated: Fact, use: FactUse) -> bool:
    if not use.words or stated.kind in _TIMES:
        return False
    # A number word is the number; “73,000 thousand” is more than a number word.
    return (
        bool(stated.written)
        or stated.kind in _PLACES_OR_PARTS
        or re.search(r"\d", use.words) is not None
    )


def _qualified(stated: Fact, quoted: str) -> str:
    """Put the qualifier to quoted words, which have the ending that it asks for."""
    # “almost doubled” says it itself.
    if stated.kind == "ratio" or stated.qualifier not in QUALIFIERS:
        return quoted
    return re.sub(r"(?<=%s)-\w+", "", _(QUALIFIERS[stated.qualifier])) % quoted


def period(declared: str, language: str) -> str:
    """Write the period of a fact: a year, a decade, a month or two years; "" for none."""
    if declared.endswith("s"):
        return _("%ss") % declared.removesuffix("s")
    if re.fullmatch(r"\d{4}-\d{4}", declared):
        return write(declared, "period", "", language)
    return write_date(declared, language) if declared else ""
