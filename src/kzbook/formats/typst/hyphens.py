"""Where words may part at line ends: the places in Kazakh, and the signs that hold their figures.

Typst has no patterns for Kazakh, so we mark the places with U+00AD. It leaves each mark in the
text of the PDF, where it hides the word from a search; `kzbook.formats.typst.textlayer` takes
them out again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.languages.kazakh import syllables
from kzbook.languages.passages import language_of
from kzbook.nodes import ednote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHY, JOINER = "\u00ad", "\u2060"
# 58%-ын, 1990-х, БҰҰ-ның, 2017–2021: what follows a figure or an abbreviation does not go on
# alone, nor does the end of a range.
_HELD = re.compile(r"(?<=[\d%A-ZА-ЯЁӘҒҚҢӨҰҮҺІ)]-)(?=[а-яёәғқңөұүһі])|(?<=\d–)(?=\d)")
# A line of prose may end in two letters; three begin the next, so that it has a word to it.
_LEFT, _RIGHT = 2, 3
# Never in what is short and ragged, or is looked up. Headings, captions of pictures,
# attributions and verses are no paragraphs at all.
_HOLDERS = (nodes.citation, nodes.entry, nodes.caption, nodes.legend, nodes.term)
_RAGGED = {"dateline", "listed", "source-line"}
_WHOLE = (nodes.literal, nodes.math, nodes.raw, nodes.superscript)


class MarkBreaks(SphinxPostTransform):
    """Put joiners, and in Kazakh soft hyphens, into the prose of a PDF, and no other form."""

    # After the words that belong together are tied (12).
    default_priority = 20
    formats = ("typst",)

    def run(self, **_: Any) -> None:
        """Mark every paragraph, apart from it the notes in it, and the joints of terms and labels."""
        for paragraph in self.document.findall(nodes.paragraph):
            if not _is_held(paragraph):
                for prose in (paragraph, *paragraph.findall(ednote)):
                    self._mark(prose)
        # A term and the label of a source may run over lines too, but are not hyphenated.
        for words in self.document.findall(nodes.TextElement):
            if isinstance(words, nodes.term) or "citation-call" in words["classes"]:
                self._mark(words, parting=False)

    def _mark(self, prose: nodes.Element, *, parting: bool = True) -> None:
        """Write each text of *prose* anew; a word may reach over several of them."""
        pieces = list(_pieces(prose))
        whole = "".join(words for words, _ in pieces)
        places = syllables.places(whole, _LEFT, _RIGHT) if parting else ()
        breaks = dict.fromkeys(places, SHY)
        joints = dict.fromkeys((match.start() for match in _HELD.finditer(whole)), JOINER)
        start = 0
        for words, text in pieces:
            if text is not None:
                language = language_of(text, self.config.language)
                marks = breaks | joints if language == "kk" else joints
                text.parent.replace(text, nodes.Text(_with(words, start, marks)))
            start += len(words)


def _with(words: str, start: int, marks: Mapping[int, str]) -> str:
    """Put *marks*, by their place in the prose, before the letters of *words* that start there."""
    return "".join(marks.get(place, "") + sign for place, sign in enumerate(words, start))


def _is_held(node: nodes.Element) -> bool:
    above: nodes.Node = node
    while above is not None:
        if isinstance(above, _HOLDERS):
            return True
        above = above.parent
    return not _RAGGED.isdisjoint(node["classes"])


def _pieces(node: nodes.Element) -> Iterator[tuple[str, nodes.Text | None]]:
    """Yield the words of a passage in order, and with those that are prose their node.

    A note is one sign, and its own passage.
    """
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield str(child), child
        elif isinstance(child, ednote):
            yield "\ufffc", None
        elif isinstance(child, nodes.TextElement) and not _is_whole(child):
            yield from _pieces(child)
        else:
            yield child.astext(), None


def _is_whole(node: nodes.TextElement) -> bool:
    """Say whether *node* is no prose: code, an address that is printed, the label of a source."""
    address = str(node.get("refuri", "")).removeprefix("mailto:")
    label = "citation-call" in node["classes"]
    return isinstance(node, _WHOLE) or label or node.astext() == address != ""
