"""Relations: what must hold between the figures of the book, as plain records."""

from __future__ import annotations

import re
from math import isfinite
from typing import Annotated

import msgspec

from kzbook.book import Language, Text
from kzbook.finding import Location

FactName = str
"""The key of a fact; of a period also one end: ``concept-period.start``, ``.end``."""
FactNames = Annotated[tuple[FactName, ...], msgspec.Meta(min_length=2)]


class _Relation(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    rename="kebab",
    tag_field="kind",
):
    """What the text says of several figures at once, as docs/facts.toml declares it.

    ``because`` says in English why it must hold. Where the author's figures break it,
    ``discrepancy`` names the editor's notes that tell the reader.
    """

    key: Text
    because: Text
    discrepancy: tuple[str, ...] = ()
    at: Location = Location("docs/facts.toml")

    def __post_init__(self) -> None:
        """Refuse what could never break: a fact beside itself, a number without end."""
        for field in self.__struct_fields__:
            value = getattr(self, field)
            if isinstance(value, tuple) and len(set(value)) < len(value):
                raise ValueError(f"{field} names one of them twice")
            if isinstance(value, float) and not isfinite(value):
                raise ValueError(f"{field} is no number to compare with")


class Sum(_Relation, frozen=True, tag="sum"):
    """The facts add up to ``total``: a number in their unit, or a fact."""

    facts: FactNames
    total: FactName | int | float


class Order(_Relation, frozen=True, tag="order"):
    """Each fact is less than the next; with ``or_equal``, no more than the next."""

    facts: FactNames
    or_equal: bool = False


class Limit(_Relation, frozen=True, tag="limit"):
    """The fact is no more than the number ``most``, in its unit."""

    fact: FactName
    most: int | float


class Equal(_Relation, frozen=True, tag="equal"):
    """The facts are one thing; a year and a month are compared as years."""

    facts: FactNames


class Near(_Relation, frozen=True, tag="near"):
    """The two facts differ by no more than ``within``, in their unit."""

    facts: Annotated[tuple[FactName, ...], msgspec.Meta(min_length=2, max_length=2)]
    within: Annotated[int, msgspec.Meta(gt=0)] | Annotated[float, msgspec.Meta(gt=0)]


class RoundedDown(_Relation, frozen=True, tag="rounded-down"):
    """``rounded`` is the fact ``exact``, cut off to a multiple of ``to``, in their unit."""

    exact: FactName
    rounded: FactName
    to: Annotated[int, msgspec.Meta(gt=0)]


class Percentage(_Relation, frozen=True, tag="percentage"):
    """``share`` is what ``part`` is of ``whole``, rounded to a whole per cent."""

    part: FactName
    whole: FactName
    share: FactName


class Ratio(_Relation, frozen=True, tag="ratio"):
    """``of`` is at least ``at_least`` times ``to``, and less than ``below`` times."""

    of: FactName
    to: FactName
    at_least: int | float
    below: FactName | int | float


class Chronology(_Relation, frozen=True, tag="chronology"):
    """Each year, month or period is over before the next begins."""

    facts: FactNames


class Within(_Relation, frozen=True, tag="within"):
    """The year, month or period ``fact`` lies within ``period``."""

    fact: FactName
    period: FactName


class NotAfter(_Relation, frozen=True, tag="not-after"):
    """No year, month or period of the book begins after ``date``, but those in ``later`` do."""

    date: FactName
    later: tuple[FactName, ...] = ()


class Length(_Relation, frozen=True, tag="length"):
    """The fact counts the items of a list that stands in the same paragraph.

    ``items`` holds them for each language in the order of its text, each word without an
    ending that changes. ``apart``: they stand in the paragraph one by one, not as a list.
    """

    fact: FactName
    items: dict[Language, Annotated[tuple[Text, ...], msgspec.Meta(min_length=2)]]
    apart: bool = False

    def __post_init__(self) -> None:
        """Refuse an item that is counted twice, or that begins no word."""
        super().__post_init__()
        for language, given in self.items.items():
            if len(set(given)) < len(given):
                raise ValueError(f"items name one of them twice in {language}")
            if not all(re.match(r"\w", item) for item in given):
                raise ValueError(f"items must begin with a letter or a figure in {language}")


Relation = (
    Sum
    | Order
    | Limit
    | Equal
    | Near
    | RoundedDown
    | Percentage
    | Ratio
    | Chronology
    | Within
    | NotAfter
    | Length
)
