"""Where each message stands on a page: an empty mark with its line in the catalogue."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.nodes import ednote_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

MARK = '<span hidden data-message="{}"></span>'


class MarkMessages(SphinxPostTransform):
    """Put a mark first into each element whose words are a message."""

    # After the links of translators (30), before references become what they lead to.
    default_priority = 31
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Mark the texts of the page and the editor's notes at its end."""
        for node, place in [*self._texts(), *self._notes()]:
            node.insert(0, nodes.raw("", MARK.format(escape(place)), format="html"))

    def _texts(self) -> Iterator[tuple[nodes.Element, str]]:
        for node in self.document.findall(nodes.TextElement):
            if "po_line" in node and node.children:
                yield node, f"{node['po_path']}:{node['po_line']}"

    def _notes(self) -> Iterator[tuple[nodes.Element, str]]:
        for item in self.document.findall(ednote_item):
            paragraph = next(iter(item.findall(nodes.paragraph)), None)
            if "po_line" in item and paragraph is not None:
                yield paragraph, f"{item['po_path']}:{item['po_line']}"


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(MarkMessages)
