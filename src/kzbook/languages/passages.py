"""Passages: finding every one for the catalogues, and marking those not translated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import is_translatable

from kzbook.book import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class LocatePassages(SphinxTransform):
    """Give every text a source line, so that Sphinx offers it for translation.

    MyST leaves the cells of a table inside a directive without one, and Sphinx skips
    such text silently (``sphinx.util.nodes.is_translatable``).
    """

    # Before Sphinx keeps the translatable messages (PreserveTranslatableMessages, 10).
    default_priority = 5

    def apply(self, **_: Any) -> None:
        """Take source and line from the nearest node above that has them."""
        for node in self.document.findall(nodes.TextElement):
            if isinstance(node, nodes.Inline) or node.source:
                continue
            above = node.parent
            while above is not None and not above.source:
                above = above.parent
            node.source = above.source if above is not None else self.document["source"]
            node.line = node.line or (above.line if above is not None else 0)


class MarkUntranslated(SphinxTransform):
    """Mark what is still in the source language, for voices, hyphenation and readers.

    WCAG 2.2, 3.1.2 Language of Parts: https://www.w3.org/TR/WCAG22/#language-of-parts
    """

    # Just after Sphinx's Locale (20), which says what it translated.
    default_priority = 22

    def apply(self, **_: Any) -> None:
        """Set the class that docutils writes as ``lang`` on each untranslated text."""
        if self.config.language == SOURCE_LANGUAGE:
            return
        for node in self.document.findall(is_translatable):
            if isinstance(node, nodes.TextElement) and not node.get("translated"):
                mark(node, SOURCE_LANGUAGE)


def mark(node: nodes.TextElement, language: str) -> None:
    """Mark *node* as written in *language*.

    A title hands its children on to contents lists and page titles without itself, so its
    mark is an inline around them.
    """
    if not node.children:
        return
    name = f"language-{language}"
    if isinstance(node, nodes.title):
        inner = nodes.inline("", "", *node.children, classes=[name])
        node.clear()
        node += inner
    elif name not in node["classes"]:
        node["classes"].append(name)


def language_of(node: nodes.Node, otherwise: str) -> str:
    """Give the language of the passage that *node* stands in."""
    above: nodes.Node | None = node
    while above is not None:
        if isinstance(above, nodes.Element):
            classes: list[str] = above.get("classes", [])
            for name in classes:
                if name.startswith("language-"):
                    return name.removeprefix("language-")
        above = above.parent
    return otherwise


def setup(app: Sphinx) -> None:
    """Register both transforms."""
    app.add_transform(LocatePassages)
    app.add_transform(MarkUntranslated)
