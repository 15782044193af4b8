"""Drawings: from the table of a chart to a picture, and to the words that say what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.content.charts import bars, locator, places, timeline, years
from kzbook.content.charts.series import Cell, Series, series_of
from kzbook.content.charts.style import PAGE, SCREEN, svg
from kzbook.content.facts import facts_of
from kzbook.nodes import drawing, drawing_data, picture
from kzbook.numbers import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

    from kzbook.manuscript import Fact


class Kind(NamedTuple):
    """A kind of drawing: its Typst file, what that is told, and what it says in words.

    ``measured`` gives the cells whose values are drawn: each must be a fact. ``screen`` is
    the width for screens, in mm.
    """

    sheet: str
    told: Callable[[Any], Mapping[str, Any]]
    alternative: Callable[[Any], str]
    measured: Callable[[Any], Iterable[Cell]]
    screen: float = SCREEN


CHARTS = {
    "bars": Kind("bars", bars.told, bars.alternative, bars.measured),
    "years": Kind("years", years.told, years.alternative, years.measured),
    "timeline": Kind("timeline", timeline.told, timeline.alternative, timeline.measured),
}
"""A new kind is a module beside this one, a Typst file, and a line here."""
MAP = "map"
KINDS = {
    **CHARTS,
    MAP: Kind("locator", places.told, places.alternative, places.measured, locator.SCREEN),
}
"""Every kind of drawing."""
FORMATS = frozenset({"typst", "html"})
"""The formats of builders that show drawings."""


def table_of(node: drawing) -> nodes.Element:
    """Give the table of *node*, which stands beside its figure."""
    figure = node.parent
    beside = figure.parent.children[figure.parent.index(figure) + 1 :]
    return next((each for each in beside if isinstance(each, drawing_data)), nodes.Element())


def read(
    node: drawing, facts: Mapping[str, Fact], config: Config, width: float = PAGE
) -> Series | places.Shown:
    """Read what *node* is to show."""
    caption = " ".join(each.astext() for each in node.parent.findall(nodes.caption))
    if node["kind"] == MAP:
        return places.shown(node, table_of(node), config, caption, width)
    return series_of(table_of(node), facts, caption, rest=node["rest"])


class SayDrawings(SphinxTransform):
    """Say in words what each drawing shows."""

    # When the figures of its table are written (28).
    default_priority = 29

    def apply(self, **_kwargs: Any) -> None:
        """Set the alternative text and, for a row that is what is left, its value."""
        facts = facts_of(self.env)
        for node in self.document.findall(drawing):
            if node["rest"]:
                self._say_rest(table_of(node))
            series = read(node, facts, self.config)
            node["series"] = series
            node["alt"] = KINDS[node["kind"]].alternative(series)

    def _say_rest(self, table: nodes.Element) -> None:
        """Say of the last row's empty cells what they stand for: no number is worked out."""
        whole = write(bars.WHOLE, "share", "", self.config.language)
        rows = list(table.findall(nodes.row))
        for entry in list(rows[-1].findall(nodes.entry))[1:]:
            if not entry.astext().strip():
                entry.clear()
                entry["rest"] = True
                entry.append(nodes.paragraph("", _("the rest to %s") % whole))


class MakePictures(SphinxPostTransform):
    """Draw each drawing, as wide as the form wants it."""

    # When words that belong together are tied (12), before hyphens are put in (20).
    default_priority = 13

    def run(self, **_kwargs: Any) -> None:
        """Write the files beside the doctrees, as Sphinx does with pictures it converts."""
        builder = self.env._app.builder  # noqa: SLF001  Sphinx offers no other way
        facts = facts_of(self.env)
        for node in list(self.document.findall(drawing)):
            if builder.format not in FORMATS:
                node.parent.remove(node)
                continue
            kind = KINDS[node["kind"]]
            width = PAGE if builder.format == "typst" else kind.screen
            series = read(node, facts, self.config, width)
            drawn = svg(kind.sheet, kind.told(series), self.config.language, width)
            path = Path(self.env.doctreedir, "images", node["file"])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(drawn)
            self.env.images.add_file(self.env.docname, str(path))
            made = picture(
                uri=str(path), candidates={"*": str(path)}, alt=kind.alternative(series),
                details=node["data"], classes=["drawing"],
            )  # fmt: skip
            made.source, made.line = node.source, node.line
            if builder.format == "html":
                made["width"], made["height"] = _pixels(drawn)
            node.replace_self(made)


def _pixels(drawn: bytes) -> tuple[str, str]:
    """Give width and height in CSS pixels; the drawing tells them in points."""
    told = re.search(rb'width="([\d.]+)pt" height="([\d.]+)pt"', drawn)
    if told is None:
        raise ValueError(drawn[:200])
    # A pixel is 1/96 inch, a point 1/72: https://www.w3.org/TR/css-values-3/#absolute-lengths
    width, height = (str(round(float(each) * 96 / 72)) for each in told.groups())
    return width, height


def visit_picture(self: HTML5Translator, node: picture) -> None:
    """Write the image; a voice that wants more is led to the data."""
    place = len(self.body)
    self.visit_image(node)
    written = f'<img aria-details="{node["details"]}" '
    self.body[place] = self.body[place].replace("<img ", written, 1)


def depart_picture(_self: HTML5Translator, _node: picture) -> None:
    """An image holds nothing."""


def setup(app: Sphinx) -> None:
    """Register the transforms and the picture."""
    app.add_transform(SayDrawings)
    app.add_post_transform(MakePictures)
    app.add_node(picture, html=(visit_picture, depart_picture))
