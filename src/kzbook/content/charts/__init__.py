"""Charts and tables of the edition, drawn from the facts and never from numbers typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzbook.content.charts import directives, drawings, lists
from kzbook.content.charts.checks import figures

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["figures", "setup"]


def setup(app: Sphinx) -> None:
    """Set up the drawings, the directives and the lists."""
    for part in (drawings, directives, lists):
        part.setup(app)
