"""Spaces that hold words together where a language wants it; no translator need type them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.languages.passages import language_of
from kzbook.nodes import ednote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

NBSP = "\u00a0"
# Words that may begin a line after a figure: nothing is lost, and lines stay even.
_LOOSE = {
    "ru": "и|в|на|по|до|из|а|или|с|к|о|у|не|за|от|для|что|как|при|более|но|—",
    "kk": "және|мен|бен|пен|не|немесе|бірақ|ал|—",
}
_RULES = {
    # А. Э. Мильчин, Л. К. Чельцова, «Справочник издателя и автора», переносы и пробелы:
    # one-letter words hold to the next, particles and the dash to the one before.
    "ru": (
        r"(?<![^\s\u00a0(«„])[А-Яа-яЁё]( )(?=\S)",
        r"( )(?=(?:бы|б|ли|ль|же|ж)(?![\w-]))",
        r"\b(?:ст|п|пп|ч|с|гл|рис|табл|[А-ЯЁ])\.( )(?=[\dА-ЯЁ])",
        r"\bт\.( )(?=[едпк]\.)",
    ),
    "kk": (r"(?<![\w])[IVXLC]+( )(?=\w)", r"\b[А-ЯЁӘҒҚҢӨҰҮҺІ]\.( )(?=[А-ЯЁӘҒҚҢӨҰҮҺІ])"),
}
_BOTH = (r"( )(?=—)", r"№( )(?=\d)", r"( )(?=[IVXLC]+(?![\w.]))", r"\d( )(?=%)")


def tied(text: str, language: str) -> str:
    """Turn the spaces of *text* that must not end a line into no-break ones, one for one.

    A figure holds to the word it counts, in Russian and Kazakh; English is left as it is:
    its sources carry their own no-break spaces.
    """
    if language not in _RULES:
        return text
    counted = rf"\d( )(?=(?!(?:{_LOOSE[language]})(?!\w))[^\W\d_])"
    signs = list(text)
    for rule in (*_RULES[language], *_BOTH, counted):
        for match in re.finditer(rule, text):
            signs[match.start(1)] = NBSP
    return "".join(signs)


class TieWords(SphinxPostTransform):
    """Tie the words of each passage, across figures, emphasis and links."""

    # When notes (4), references (10) and the labels of sources (11) have their words.
    default_priority = 12

    def run(self, **_: Any) -> None:
        """Rewrite the texts of every passage that is in the edition's language."""
        language = self.config.language
        if language not in _RULES:
            return
        for block in self.document.findall(nodes.TextElement):
            if isinstance(block, nodes.Inline) and not isinstance(block, ednote):
                continue
            if isinstance(block, nodes.FixedTextElement):
                continue
            texts = list(_texts(block))
            whole = tied("".join(_seen(each) for each in texts), language)
            for each in texts:
                part, whole = whole[: len(_seen(each))], whole[len(_seen(each)) :]
                ours = isinstance(each, nodes.Text) and part != each
                if ours and language_of(each, language) == language:
                    each.parent.replace(each, nodes.Text(part))


def _texts(block: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the texts of a passage in order; what is no prose, code or a note, as itself."""
    for child in block.children:
        if isinstance(child, nodes.Text | nodes.literal | nodes.math | nodes.raw | ednote):
            yield child
        elif isinstance(child, nodes.TextElement):
            yield from _texts(child)


def _seen(node: nodes.Node) -> str:
    """Give the words of a text; a note or code is one sign, neither word nor space."""
    return str(node) if isinstance(node, nodes.Text) else "\ufffc"


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(TieWords)
