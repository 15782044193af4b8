"""Passages: finding every one for the catalogues, and marking those not translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.util.nodes import is_translatable

from kzbook.book import SOURCE_LANGUAGE
from kzbook.languages.derived import derivation_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class MarkQuoted(SphinxTransform):
    """Mark the words of the original that a translation quotes: «Kazakh», for.

    They are Latin letters in quotation marks, or without a capital: of our languages only
    the source's has such letters. Names elsewhere (COVID-19, Kirche in Not, ecoi.net) are
    left to the language around them, as WCAG 2.2, 3.1.2 allows.
    """

    # When notes (23), facts (25) and citations (26) have their words.
    default_priority = 27

    def apply(self, **_: Any) -> None:
        """Set an inline in the source's language around them."""
        language = self.config.language
        # Kazakh in Latin letters is no quotation, and the pseudo-locale hides no English.
        if language == SOURCE_LANGUAGE or derivation_of(self.config):
            return
        for text in list(self.document.findall(nodes.Text)):
            found = list(_LATIN.finditer(text))
            if found and _is_prose(text) and language_of(text, language) == language:
                text.parent.replace(text, list(_parted(str(text), found)))


_LATIN = re.compile(
    r"(?<=[«„“])[A-Za-z][A-Za-z’' -]*(?=[»“”])"
    # No part of an address or of a name.
    r"|(?<![\w.@/#-])(?<![A-Za-z][ -])[a-z]{2,}(?: [a-z]+)*’?(?![\w@/-]|\.\w| [A-Za-z])"
)


def _is_prose(node: nodes.Node) -> bool:
    """Say whether *node* is no code, no address and no key."""
    above = node.parent
    while above is not None:
        if isinstance(
            above, nodes.literal | nodes.FixedTextElement | nodes.reference | pending_xref
        ):
            return False
        above = above.parent
    return True


def _parted(text: str, foreign: list[re.Match[str]]) -> Iterator[nodes.Node]:
    """Yield *text* in parts, those in another language marked."""
    done = 0
    for match in foreign:
        if before := text[done : match.start()]:
            yield nodes.Text(before)
        yield nodes.inline("", match[0], classes=[f"language-{SOURCE_LANGUAGE}"])
        done = match.end()
    if text[done:]:
        yield nodes.Text(text[done:])


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
        node["classes"] += [name, UNTRANSLATED]


UNTRANSLATED = "untranslated"
"""The class of a passage that is still in the source language, for a discreet sign."""


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
    """Register the transforms."""
    app.add_transform(LocatePassages)
    app.add_transform(MarkUntranslated)
    app.add_transform(MarkQuoted)
