"""What a map shows: the names that its table gives to places by their keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.util import logging

from kzbook.book import declared
from kzbook.content.charts import locator

if TYPE_CHECKING:
    from kzbook.content.charts.series import Cell

logger = logging.getLogger(__name__)


class Shown(msgspec.Struct, frozen=True):
    """A map to draw: names by the keys of their places, on a sheet *width* mm wide."""

    plan: locator.Plan
    ground: locator.Ground
    places: dict[str, str]
    caption: str
    language: str
    width: float
    rows: tuple[()] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The words in the picture, which a check compares with the original's."""
        return tuple(self.places.values())


def shown(
    node: nodes.Element, table: nodes.Element, config: Any, caption: str, width: float
) -> Shown:
    """Read what a map shows; a place that its file lacks is told, and left out.

    Raises ``KzbookError`` (``map-unreadable``).
    """
    plan, ground = locator.read_plan(Path(node["plan"]), declared(config).root)
    places = {}
    for each in table.findall(nodes.inline):
        key = each.get("place")
        if key is not None and key in plan.places:
            places[key] = " ".join(each.astext().split())
        elif key is not None:
            message = "the map's file has no place %r; declare it under [places], or mend the key"
            logger.warning(message, key, location=node, type="kzbook", subtype="map-place")
    return Shown(plan, ground, places, caption, config.language, width)


def told(subject: Shown) -> dict[str, Any]:
    """Say what to draw."""
    return locator.told(
        subject.plan, subject.ground, subject.places, subject.language, subject.width
    )


def alternative(subject: Shown) -> str:
    """Say in words what the map shows."""
    return locator.alternative(subject.plan, subject.places, subject.caption)


def measured(_subject: Shown) -> tuple[Cell, ...]:
    """Give no value: a map draws none."""
    return ()
