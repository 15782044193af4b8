"""Reckoning: what the figures give in place of what a relation claims."""

from __future__ import annotations

# singledispatch reads annotations at run time.
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import singledispatch
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from kzbook.relations import (
    Chronology,
    Equal,
    Length,
    Limit,
    Near,
    NotAfter,
    Order,
    Percentage,
    Ratio,
    Relation,
    RoundedDown,
    Sum,
    Within,
)
from kzbook.speech import say, say_all, say_counted

if TYPE_CHECKING:
    from kzbook.manuscript import Fact

TIME = "time"
"""The unit of years, months and periods."""
NUMBERLESS = "words"
"""The unit of a value that has no place in an order of numbers."""
_OWN_UNIT = {"share": "percent", "below": "ratio"}
"""The fields whose fact has a unit of its own, whatever the other facts are."""
TIMES = ("year", "month", "period")
"""The kinds of facts that are times."""
_DURATIONS = {"years": (12, "months"), "weeks": (7, "days")}
"""Units of time that are whole numbers of a smaller one; a month is not so of days."""
_OF_TIMES = (Chronology, Within, NotAfter)


class Measure(msgspec.Struct, frozen=True):
    """A fact, or an end of a period, as a relation reckons with it.

    ``number`` is in ``unit``, which is ``scale`` times smaller than the declared one. A time
    has ``first`` and ``last`` in its place: a year, or a year and a month. ``told`` is the
    value as people write it.
    """

    name: str
    told: str
    line: int
    unit: str
    number: Decimal = Decimal(0)
    scale: int = 1
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


def measure(name: str, facts: Mapping[str, Fact]) -> Measure | None:
    """Give what *name* stands for: a fact, or an end of a period; None if nothing has it."""
    if stated := facts.get(name):
        return _time(stated) if stated.kind in TIMES else _quantity(stated)
    key, _, end = name.rpartition(".")
    period = facts.get(key)
    if period is None or period.kind != "period" or end not in {"start", "end"}:
        return None
    whole = _time(period)
    moment = whole.first if end == "start" else whole.last
    return Measure(name, str(moment[0]), whole.line, TIME, first=moment, last=moment)


def _time(stated: Fact) -> Measure:
    value = str(stated.value)
    if stated.kind == "period":
        first, last = ((int(year),) for year in value.split("-"))
        return Measure(stated.key, value, stated.at.line, TIME, first=first, last=last)
    moment = tuple(int(part) for part in value.split("-"))
    return Measure(stated.key, value, stated.at.line, TIME, first=moment, last=moment)


def _quantity(stated: Fact) -> Measure:
    value, line = str(stated.value), stated.at.line
    if stated.kind == "article":
        if not value.isdecimal():
            return Measure(stated.key, value, line, NUMBERLESS)
        return Measure(stated.key, value, line, "article", Decimal(value))
    number = Decimal(value)
    if stated.kind == "duration":
        scale, unit = _DURATIONS.get(stated.unit, (1, stated.unit))
        told = f"{number:,} {stated.unit}"
        return Measure(stated.key, told, line, unit, number * scale, scale)
    unit = "percent" if stated.kind == "share" else stated.unit or stated.kind
    return Measure(stated.key, f"{number:,}", line, unit, number)


def named(relation: Relation) -> dict[str, str]:
    """Give the facts that *relation* names, each with the field that names it."""
    found: dict[str, str] = {}
    for field in msgspec.structs.fields(relation):
        if field.name in {"key", "because", "discrepancy"}:
            continue
        value = getattr(relation, field.name)
        names = (value,) if isinstance(value, str) else value
        if isinstance(names, tuple):
            found |= {name: field.name for name in names if isinstance(name, str)}
    return found


def clash(relation: Relation, of: Mapping[str, Measure]) -> str:
    """Say why the facts of *relation* cannot be compared; nothing if they can."""
    common: dict[str, str] = {}
    for name, field in named(relation).items():
        unit = of[name].unit
        if unit == NUMBERLESS:
            return f"{name}, {of[name].told}, is no plain number"
        if field not in _OWN_UNIT:
            common.setdefault(unit, name)
        elif unit != _OWN_UNIT[field]:
            return f"{name} is in {unit}; {field} must be in {_OWN_UNIT[field]}"
    if len(common) > 1:
        units = ", ".join(f"{name} in {unit}" for unit, name in common.items())
        return f"its facts have different units: {units}"
    if isinstance(relation, _OF_TIMES) and TIME not in common:
        return f"{', '.join(common.values())} is no year, month or period"
    if TIME in common and not isinstance(relation, (*_OF_TIMES, Equal)):
        return f"{common[TIME]} is a time; the kind for times is chronology"
    return ""


@singledispatch
def says(relation: Relation, of: Mapping[str, Measure]) -> str:
    """Say what the figures give in place of what *relation* claims; nothing if it holds."""
    raise TypeError(relation)


def _number(given: str | float, of: Mapping[str, Measure], scale: int = 1) -> Decimal:
    return of[given].number if isinstance(given, str) else Decimal(str(given)) * scale


def _cut(moment: tuple[int, ...], like: tuple[int, ...]) -> tuple[int, ...]:
    """Leave the month out where the other moment has none."""
    return moment[: len(like)]


def _is_before(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return _cut(one, other) < _cut(other, one)


@says.register
def _(relation: Sum, of: Mapping[str, Measure]) -> str:
    parts = [of[name] for name in relation.facts]
    total = _number(relation.total, of, parts[0].scale)
    given = sum(part.number for part in parts)
    if given == total:
        return ""
    return say(
        "%(parts)s = %(given)s, not %(total)s",
        parts=" + ".join(part.told for part in parts),
        given=f"{given:,}",
        total=f"{total:,}",
    )


@says.register
def _(relation: Order, of: Mapping[str, Measure]) -> str:
    return say_all(
        say("%(less)s is more than %(more)s", less=less.told, more=more.told)
        if relation.or_equal
        else say("%(less)s is not less than %(more)s", less=less.told, more=more.told)
        for less, more in pairwise(of[name] for name in relation.facts)
        if less.number > more.number or (less.number == more.number and not relation.or_equal)
    )


@says.register
def _(relation: Limit, of: Mapping[str, Measure]) -> str:
    stated = of[relation.fact]
    if stated.number <= _number(relation.most, of, stated.scale):
        return ""
    return say("%(less)s is more than %(more)s", less=stated.told, more=f"{relation.most:,}")


@says.register
def _(relation: Equal, of: Mapping[str, Measure]) -> str:
    one, *others = (of[name] for name in relation.facts)
    return say_all(
        say("%(other)s is not %(one)s", other=other.told, one=one.told)
        for other in others
        if not _is_same(one, other)
    )


def _is_same(one: Measure, other: Measure) -> bool:
    if one.unit != TIME:
        return one.number == other.number
    ends = ((one.first, other.first), (one.last, other.last))
    return all(_cut(a, b) == _cut(b, a) for a, b in ends)


@says.register
def _(relation: Near, of: Mapping[str, Measure]) -> str:
    one, other = (of[name] for name in relation.facts)
    apart = abs(one.number - other.number)
    within = _number(relation.within, of, one.scale)
    if apart <= within:
        return ""
    return say(
        "%(one)s and %(other)s differ by %(apart)s, more than %(within)s",
        one=one.told,
        other=other.told,
        apart=f"{apart:,}",
        within=f"{within:,}",
    )


@says.register
def _(relation: RoundedDown, of: Mapping[str, Measure]) -> str:
    exact, rounded = of[relation.exact], of[relation.rounded]
    step = _number(relation.to, of, exact.scale)
    given = exact.number // step * step
    if given == rounded.number:
        return ""
    return say(
        "%(exact)s cut to a multiple of %(step)s is %(given)s, not %(rounded)s",
        exact=exact.told,
        step=f"{step:,}",
        given=f"{given:,}",
        rounded=rounded.told,
    )


@says.register
def _(relation: Percentage, of: Mapping[str, Measure]) -> str:
    part, whole, share = of[relation.part], of[relation.whole], of[relation.share]
    if not whole.number:
        return say("of %(whole)s there is no share", whole=whole.told)
    given = 100 * part.number / whole.number
    rounded = given.quantize(Decimal(1), ROUND_HALF_UP)
    if rounded == share.number:
        return ""
    return say(
        "%(part)s of %(whole)s is %(given)s%%, which rounds to %(rounded)s, not %(share)s",
        part=part.told,
        whole=whole.told,
        given=f"{given:.2f}",
        rounded=rounded,
        share=share.told,
    )


@says.register
def _(relation: Ratio, of: Mapping[str, Measure]) -> str:
    one, other = of[relation.of], of[relation.to]
    least, below = _number(relation.at_least, of), _number(relation.below, of)
    if other.number and least <= (given := one.number / other.number) < below:
        return ""
    return say(
        "%(one)s / %(other)s is %(times)s, not from %(least)s to below %(below)s",
        one=one.told,
        other=other.told,
        times=f"{given:.2f}" if other.number else say("no number"),
        least=least,
        below=below,
    )


@says.register
def _(relation: Chronology, of: Mapping[str, Measure]) -> str:
    return say_all(
        say("%(earlier)s is not over before %(later)s", earlier=earlier.told, later=later.told)
        for earlier, later in pairwise(of[name] for name in relation.facts)
        if not _is_before(earlier.last, later.first)
    )


@says.register
def _(relation: Within, of: Mapping[str, Measure]) -> str:
    stated, period = of[relation.fact], of[relation.period]
    if _is_before(stated.first, period.first) or _is_before(period.last, stated.last):
        return say("%(time)s does not lie within %(period)s", time=stated.told, period=period.told)
    return ""


@says.register
def _(relation: NotAfter, of: Mapping[str, Measure]) -> str:
    date = of[relation.date]
    told = []
    for each in of.values():
        is_later = _is_before(date.last, each.first)
        if is_later != (each.name in relation.later):
            given = {"name": each.name, "time": each.told, "date": date.told, "line": each.line}
            told.append(
                say("%(name)s, %(time)s, begins after %(date)s (line %(line)s)", **given)
                if is_later
                else say(
                    "%(name)s, %(time)s, does not begin after %(date)s (line %(line)s)", **given
                )
            )
    return say_all(told)


@says.register
def _(relation: Length, of: Mapping[str, Measure]) -> str:
    stated = of[relation.fact]
    return say_all(
        say_counted(
            "%(number)s, but the list has %(count)s item in %(language)s",
            "%(number)s, but the list has %(count)s items in %(language)s",
            count=len(items),
            number=stated.told,
            language=language,
        )
        for language, items in relation.items.items()
        if len(items) != stated.number
    )
