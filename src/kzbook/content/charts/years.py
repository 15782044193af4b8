"""Values at their years, on an axis where a year is as long as another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from kzbook.content.charts.series import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzbook.content.charts.series import Cell, Series


def told(series: Series) -> dict[str, Any]:
    """Say what to draw: a column for each year, as a part of the tallest."""
    rows = sorted(series.rows, key=lambda row: row.head.number)
    tallest = max((row.values[0].number for row in rows), default=0) or 1
    return {
        "points": [
            {
                "year": row.head.number,
                "label": row.head.text,
                "value": row.values[0].text,
                "part": row.values[0].number / tallest,
                "open": row.values[0].is_open,
            }
            for row in rows
        ]
    }


def alternative(series: Series) -> str:
    """Say in words what the columns say."""
    return str(_("Columns on a time axis: %(caption)s. %(data)s.")) % {
        "caption": series.caption, "data": "; ".join(pairs(series.rows)),
    }  # fmt: skip


def measured(series: Series) -> Iterator[Cell]:
    """Yield the cells that must be facts."""
    for row in series.rows:
        yield from (row.head, *row.values)
