"""What a chart shows: the rows of a table whose values are facts, as plain records."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
from docutils import nodes
from sphinx.locale import _

from kzbook.manuscript import Fact
from kzbook.nodes import fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LOWER_BOUNDS = frozenset({"at least", "could exceed", "more than", "over"})
"""Qualifiers that say: this much, and more."""


class Cell(msgspec.Struct, frozen=True):
    """A cell as it is printed; ``stated`` is the one fact that it binds, if it binds one."""

    text: str
    stated: Fact | None = None

    @property
    def number(self) -> float:
        """The fact's number, a month as a part of its year; 0 where there is none."""
        told = str(self.stated.value) if self.stated else ""
        if match := re.fullmatch(r"(\d{4})-(\d\d)", told):
            return int(match[1]) + (int(match[2]) - 1) / 12
        return float(Decimal(told)) if re.fullmatch(r"\d+(\.\d+)?", told) else 0.0

    @property
    def is_open(self) -> bool:
        """Say whether the value is a lower bound."""
        return self.stated is not None and self.stated.qualifier in LOWER_BOUNDS


class Row(msgspec.Struct, frozen=True):
    """A line of the table: what it is about, and a value for each series."""

    head: Cell
    values: tuple[Cell, ...]


class Series(msgspec.Struct, frozen=True):
    """A table for a chart: the names of its series, and its rows.

    ``rest`` says that the last row is what the rows before it leave of the whole.
    """

    caption: str
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: bool = False

    @property
    def measured(self) -> tuple[Row, ...]:
        """The rows that have values of their own."""
        return self.rows[:-1] if self.rest else self.rows


def pairs(rows: Iterable[Row], place: int = 0) -> list[str]:
    """Say each row in words, by its value at *place*: “2018: 83”."""
    return [
        _("%(label)s: %(value)s") % {"label": row.head.text, "value": row.values[place].text}
        for row in rows
    ]


def series_of(
    table: nodes.Element, facts: Mapping[str, Fact], caption: str, *, rest: bool = False
) -> Series:
    """Read the table of a chart: its first row names the series, its first column the rows."""
    heads = [row for part in table.findall(nodes.thead) for row in part.findall(nodes.row)]
    lines = [row for part in table.findall(nodes.tbody) for row in part.findall(nodes.row)]
    names = [cell.text for row in heads[:1] for cell in _cells(row, facts)]
    rows = []
    for line in lines:
        first, *values = _cells(line, facts)
        rows.append(Row(first, tuple(values)))
    return Series(caption, tuple(names[1:]), tuple(rows), rest)


def _cells(row: nodes.Element, facts: Mapping[str, Fact]) -> Iterator[Cell]:
    for entry in row.findall(nodes.entry):
        bound = [facts.get(each["key"]) for each in entry.findall(fact)]
        stated = bound[0] if len(bound) == 1 else None
        # Python's own split would take no-break spaces for ends of words.
        yield Cell(re.sub(r"[ \t\n]+", " ", entry.astext()).strip(), stated)
