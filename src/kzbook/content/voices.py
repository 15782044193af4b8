"""Voices: what is not the author's is marked so that readers, and tests, can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from kzbook.nodes import EDITOR, ednote, fact

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


logger = logging.getLogger(__name__)


class MarkContents(SphinxTransform):
    """Mark the lists of pages: the author wrote the headings, not the lists of them."""

    default_priority = 27

    def apply(self, **_: Any) -> None:
        """Give each list of pages our class."""
        for node in self.document.findall(nodes.compound):
            if "toctree-wrapper" in node["classes"]:
                node["classes"].append(EDITOR)


class KeepHeadingsPlain(SphinxTransform):
    """Refuse figures and notes in headings, which are repeated where neither can stand."""

    # After translation (20), before notes and facts are written (23, 25).
    default_priority = 21

    def apply(self, **_: Any) -> None:
        """Warn of each, and leave its words."""
        for title in self.document.findall(nodes.title):
            for node in [*title.findall(fact), *title.findall(ednote)]:
                logger.warning(
                    "{%s} cannot stand in a heading; move it into the text",
                    node.tagname,
                    location=(self.env.docname, title.line),
                    type="kzbook",
                    subtype="heading-role",
                )
                node.parent.replace(node, nodes.Text(node.get("words") or node["key"]))


def is_editors(env: BuildEnvironment, docname: str) -> bool:
    """Say whether a whole page is ours: its front matter has ``voice: editor``."""
    return bool(env.metadata[docname].get("voice") == EDITOR)


def setup(app: Sphinx) -> None:
    """Register both transforms."""
    app.add_transform(MarkContents)
    app.add_transform(KeepHeadingsPlain)
