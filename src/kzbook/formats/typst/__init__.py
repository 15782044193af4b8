"""The PDF: docutils to Typst in code mode, set by the themes beside this file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzbook.formats.typst.builder import TypstBuilder
from kzbook.formats.typst.hyphens import MarkBreaks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the builder ``typst``; ``kzbook_press`` asks it for the printer's files too."""
    app.add_config_value("kzbook_press", default=False, rebuild="")
    app.add_builder(TypstBuilder)
    app.add_post_transform(MarkBreaks)
