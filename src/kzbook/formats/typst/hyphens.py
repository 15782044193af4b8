"""Where words may part at line ends: the places in Kazakh, and the hyphens that keep a suffix.

Typst has no patterns for Kazakh, so we mark the places. It leaves each mark in the text of
the PDF, where it hides the word from a search; `strip` takes them out again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.errors import KzbookError
from kzbook.languages.kazakh import syllables
from kzbook.languages.passages import language_of
from kzbook.nodes import ednote

if TYPE_CHECKING:
    from collections.abc import Iterator

SHY, JOINER = "\u00ad", "\u2060"
# 58%-ын, 1990-х, БҰҰ-ның: what follows a figure or an abbreviation does not go on alone.
_SUFFIX = re.compile(r"(?<=[\d%A-ZА-ЯЁӘҒҚҢӨҰҮҺІ)]-)(?=[а-яёәғқңөұүһі])")
_LEFT, _RIGHT = 2, 3
# Never in what is short and ragged, is looked up, or is no prose: headings and captions are
# no paragraphs at all.
_HOLDERS = (nodes.citation, nodes.thead, nodes.caption, nodes.term, nodes.Admonition)
_WHOLE = (nodes.reference, nodes.literal, nodes.math, nodes.raw, nodes.superscript)


class MarkBreaks(SphinxPostTransform):
    """Put soft hyphens and joiners into the Kazakh and Russian prose of a PDF, and no other form."""

    # After the words that belong together are tied (12).
    default_priority = 20
    formats = ("typst",)

    def run(self, **_: Any) -> None:
        """Mark every paragraph, and the notes in it."""
        for paragraph in self.document.findall(nodes.paragraph):
            if not _is_held(paragraph):
                for text in list(_prose(paragraph)):
                    marked = _marked(text, language_of(text, self.config.language))
                    text.parent.replace(text, nodes.Text(marked))


def _marked(text: nodes.Text, language: str) -> str:
    if language not in {"kk", "ru"}:
        return str(text)
    siblings = text.parent.children
    place = next(place for place, each in enumerate(siblings) if each is text)
    before = siblings[place - 1].astext() if place else ""
    # A figure bound by its key ends before its suffix begins.
    whole = _SUFFIX.sub(JOINER, before[-1:] + str(text))[len(before[-1:]) :]
    return syllables.soft(whole, _LEFT, _RIGHT) if language == "kk" else whole


def _is_held(node: nodes.Node) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, _HOLDERS):
            return True
        above = above.parent
    return False


def _prose(node: nodes.Element) -> Iterator[nodes.Text]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, ednote) or (
            isinstance(child, nodes.TextElement)
            and not isinstance(child, _WHOLE)
            and "citation-call" not in child["classes"]
        ):
            yield from _prose(child)


def strip(pdf: pikepdf.Pdf) -> int:
    """Take those marks out of the text of *pdf*, but for hyphens drawn at line ends.

    Typst writes an unused mark into the ActualText of the glyph before it, or into what the
    font says of that glyph (ToUnicode: ISO 32000-2, 9.10.3). Gives how many places changed;
    raises ``KzbookError`` (``soft-hyphen``) if one is left inside a line.
    """
    changed = sum(_strip_page(pdf, page) for page in pdf.pages)
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
            changed += _strip_font(each)
    return changed


def _strip_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> int:
    changed = 0
    operations = list(pikepdf.parse_content_stream(page))
    for each in operations:
        marks = each.operands[1] if str(each.operator) == "BDC" else None
        told = str(marks.get("/ActualText", "")) if isinstance(marks, pikepdf.Dictionary) else ""
        if isinstance(marks, pikepdf.Dictionary) and (bare := _bare(told)) != told:
            marks.ActualText = pikepdf.String(bare)
            changed += 1
    if changed:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))
    return changed


def _bare(told: str) -> str:
    """Give a text without the marks; a hyphen drawn at a line's end is one alone and stays."""
    return told.replace(SHY, "").replace(JOINER, "") or told


_PAIR = re.compile(rb"(<[0-9A-Fa-f]{2,4}>\s+)<((?:[0-9A-Fa-f]{4})+)>(?=\s*\n)")


def _strip_font(font: pikepdf.Dictionary) -> int:
    changed = 0

    def plain(match: re.Match[bytes]) -> bytes:
        nonlocal changed
        told = bytes.fromhex(match[2].decode()).decode("utf-16-be")
        bare = _bare(told)
        if bare == told:
            return match[0]
        changed += 1
        return match[1] + b"<" + bare.encode("utf-16-be").hex().upper().encode() + b">"

    table = font.ToUnicode.read_bytes()
    if re.search(b"00AD|2060", table):
        written = _PAIR.sub(plain, table)
        if re.search(rb"<(?:[0-9A-F]{4})*00AD(?:[0-9A-F]{4})+>|<(?:[0-9A-F]{4})+00AD>", written):
            message = "a soft hyphen stays inside the text of the PDF"
            hint = "has Typst changed how it writes fonts? see kzbook/formats/typst/hyphens.py"
            raise KzbookError("soft-hyphen", message, hint=hint)
        font.ToUnicode.write(written)
    return changed
