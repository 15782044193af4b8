"""Voices: what is not the author's is marked so that readers, and tests, can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from kzbook.nodes import EDITOR

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class MarkContents(SphinxTransform):
    """Mark the lists of pages: the author wrote the headings, not the lists of them."""

    default_priority = 27

    def apply(self, **_: Any) -> None:
        """Give each list of pages our class."""
        for node in self.document.findall(nodes.compound):
            if "toctree-wrapper" in node["classes"]:
                node["classes"].append(EDITOR)


def is_editors(env: BuildEnvironment, docname: str) -> bool:
    """Say whether a whole page is ours: its front matter has ``voice: editor``."""
    return bool(env.metadata[docname].get("voice") == EDITOR)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(MarkContents)
