"""What languages, units and qualifiers are called where a translator is told of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzbook.numbers.units import DECADE, MONTH, POINTS
from kzbook.speech import say, say_either

if TYPE_CHECKING:
    from collections.abc import Iterable

LANGUAGE_NAMES = {"en": say("English"), "ru": say("Russian"), "kk": say("Kazakh")}
_UNITS = {
    "": say("no unit"),
    DECADE: say("decade"),
    MONTH: say("month"),
    POINTS: say("percentage points"),
}
_SENSES = {
    "at least": say("at least"),
    "at most": say("at most"),
    "more than": say("more than"),
    "less than": say("less than"),
    "about": say("about"),
    "almost": say("almost"),
}


def unit_name(unit: str) -> str:
    """Name a unit; a sign such as km² is its own name."""
    return _UNITS.get(unit, unit)


def qualifier_name(senses: Iterable[str]) -> str:
    """Name what a number may be qualified as; a sense can be two at once, “at least and at most”."""
    return say_either(_sense(each) for each in sorted(senses) if each)


def _sense(sense: str) -> str:
    first, sign, last = sense.partition(" and ")
    name = _SENSES[first]
    return say("%(first)s and %(last)s", first=name, last=_sense(last)) if sign else name
