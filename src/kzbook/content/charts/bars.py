"""Bars from zero: shares of a whole, or counts beside one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from kzbook.content.charts.series import pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzbook.content.charts.series import Cell, Series

WHOLE = 100
"""What shares are shares of, in per cent."""


def told(series: Series) -> dict[str, Any]:
    """Say what to draw: for each series its bars, as parts of the longest or of the whole."""
    cells = [cell for row in series.measured for cell in row.values]
    whole = all(cell.stated is not None and cell.stated.kind == "share" for cell in cells)
    longest = WHOLE if whole else max((cell.number for cell in cells), default=0) or 1
    groups = []
    for place, name in enumerate(series.names):
        bars = [
            _bar(row.head.text, row.values[place], row.values[place].number / longest)
            for row in series.measured
        ]
        if series.rest:
            last = series.rows[-1]
            left = max(0.0, 1 - sum(bar["part"] for bar in bars))
            bars.append({**_bar(last.head.text, last.values[place], left), "rest": True})
        # One series is named by the caption.
        groups.append({"head": name if len(series.names) > 1 else "", "bars": bars})
    return {"groups": groups, "whole": whole}


def _bar(label: str, value: Cell, part: float) -> dict[str, Any]:
    return {
        "label": label, "value": value.text, "part": part, "open": value.is_open, "rest": False,
    }  # fmt: skip


def alternative(series: Series) -> str:
    """Say in words what the bars say."""
    said = []
    for place, name in enumerate(series.names):
        values = pairs(series.rows, place)
        if len(series.names) > 1:
            said.append(
                _("%(series)s – %(values)s") % {"series": name, "values": ", ".join(values)}
            )
        else:
            said += values
    return str(_("Bar chart: %(caption)s. %(data)s.")) % {
        "caption": series.caption, "data": "; ".join(said),
    }  # fmt: skip


def measured(series: Series) -> Iterator[Cell]:
    """Yield the cells whose values are lengths."""
    for row in series.measured:
        yield from row.values
