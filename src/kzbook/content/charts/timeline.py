"""Events and their years, as a list along a rail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from kzbook.content.charts.series import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzbook.content.charts.series import Cell, Series


def told(series: Series) -> dict[str, Any]:
    """Say what to draw: when and what, in the order of the table."""
    return {"events": [{"when": row.head.text, "what": row.values[0].text} for row in series.rows]}


def alternative(series: Series) -> str:
    """Say in words what the timeline says."""
    return str(_("Timeline: %(caption)s. %(data)s.")) % {
        "caption": series.caption, "data": "; ".join(pairs(series.rows)),
    }  # fmt: skip


def measured(series: Series) -> Iterator[Cell]:
    """Yield the cells that must be facts."""
    for row in series.rows:
        yield row.head
