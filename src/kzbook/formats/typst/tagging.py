"""What Typst's tags lack for a voice: what links are called, what notes, lists and lines are.

ISO 14289-1:2014 (PDF/UA-1), 7.18.5: a link says in its /Contents what it is. Screen readers
may say that in place of the words on the page (https://github.com/typst/typst/issues/8877),
so it begins with these words, and where it leads comes after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, NameTree

from kzbook.fonts import SERIF
from kzbook.formats.typst.structure import Element, plain, read_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

INLINE = {"Code", "Em", "Figure", "Formula", "Lbl", "Link", "Note", "Quote", "Reference", "Span", "Strong"}  # fmt: skip
"""Roles that stand in a line; those not of ISO 32000-1, table 338, are Typst's."""
_BULLETS = {"•": "Disc", "◦": "Circle", "■": "Square", "–": "None", "—": "None"}


class Words(NamedTuple):
    """What links say, in the language of the edition; ``%s`` is a number."""

    note: str
    editors_note: str
    back: str
    page: str


def mend(pdf: pikepdf.Pdf, words: Words) -> None:
    """Complete the structure tree of *pdf* and the descriptions of its links.

    Raises ``KeyError`` where the file has no structure tree.
    """
    tree = read_structure(pdf)
    for element in list(tree.walk()):
        if element.role == "L":
            _number(element)
        elif element.role == "Lbl" and _is_call(element):
            # Table 338: what leads to a note elsewhere is a Reference.
            element.held.S, element.role = Name.Reference, "Reference"
        elif _is_loose(element):
            _make_paragraph(pdf, element)
    labels = _labels(pdf)
    for element in tree.walk():
        for link in element.links:
            if link.get("/Subtype") == Name.Link:
                link.Contents = _described(element, link, labels, words)


# Lists and lines.


def _number(element: Element) -> None:
    """Say how a list is numbered: Typst calls every bullet a circle, every number decimal.

    ISO 32000-1, table 347.
    """
    items = (each for each in element.children if isinstance(each, Element) and each.role == "LI")
    labels = [
        each.text
        for item in items
        for each in item.children
        if isinstance(each, Element) and each.role == "Lbl"
    ]
    for attributes in _attributes(element):
        if attributes.get("/O") == Name.List and attributes.get("/ListNumbering") != Name("/None"):
            attributes.ListNumbering = Name(f"/{_numbering(labels)}")


def _numbering(labels: list[str]) -> str:
    first, second = ([re.sub(r"[^\w•◦■–—]", "", each) for each in labels] + ["", ""])[:2]
    if not first.isalpha():
        return _BULLETS.get(first, "Decimal")
    # An "i" alone, or with "ii" after it, is a Roman one; with "j" it is a letter.
    roman = re.fullmatch(r"(?i)[ivxlcdm]+", first) and (
        len(first) > 1 or (first in "iI" and second.lower() in {"", "ii"})
    )
    return ("Upper" if first.isupper() else "Lower") + ("Roman" if roman else "Alpha")


def _attributes(element: Element) -> Iterator[pikepdf.Object]:
    held = element.held.get("/A")
    yield from () if held is None else held if isinstance(held, Array) else [held]


def _is_loose(element: Element) -> bool:
    """Say whether words stand as a block of their own without being a paragraph."""
    inside = element.parent is None or {element.parent.role, *element.parent.above} & {"P", *INLINE}
    return element.role in {"Span", "Em", "Strong"} and not inside and _is_block(element)


def _is_block(element: Element) -> bool:
    return any(each.get("/Placement") == Name.Block for each in _attributes(element))


def _make_paragraph(pdf: pikepdf.Pdf, element: Element) -> None:
    above = element.parent
    if element.role == "Span" or above is None:
        element.held.S, element.role = Name.P, "P"
        return
    for attributes in _attributes(element):
        if "/Placement" in attributes:
            del attributes["/Placement"]
    around = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.P, P=above.held, K=Array([element.held]))
    )
    kids = above.held.K
    if isinstance(kids, Array):
        place = next(n for n, kid in enumerate(kids) if _same(kid, element.held))
        kids[place] = around
    else:
        above.held.K = around
    element.held.P = around


def _same(one: pikepdf.Object, other: pikepdf.Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


# Links.


def _is_call(element: Element) -> bool:
    """Say whether a label is the mark in the text that leads to a note."""
    of_item_or_note = element.above[:1] == ["LI"] or "Note" in element.above[:2]
    return not of_item_or_note and any(each.links for each in element.walk())


def _described(element: Element, link: pikepdf.Object, labels: _Labels, words: Words) -> str:
    """Write what a link says: its words, and where it leads if they do not tell."""
    text = element.text
    if "/A" in link:
        address = str(link.A.get("/URI", "")).removeprefix("mailto:")
        return address if _same_address(text, address) else f"{text}, {address}"
    if "Note" in element.above and "Lbl" in element.above:
        return f"{text}. {words.back}"
    if element.above[:1] == ["Reference"] and "TOCI" not in element.above:
        ours = SERIF.family not in next((run.face for run in element.runs() if run.face), "")
        return words.editors_note % text if ours else f"{words.note} {text}"
    label = labels.of(link)
    if "TOCI" in element.above:
        text = plain(text.removesuffix(label).rstrip(" ."))
    return f"{text}, {words.page % label}" if label else text


def _same_address(text: str, address: str) -> bool:
    """Say whether *text* is *address* as it is printed, broken over lines."""
    one, other = ("".join(unquote(each).split()) for each in (text, address))
    return one == other


class _Labels(NamedTuple):
    """The labels of the pages, and the pages that names lead to."""

    pages: dict[tuple[int, int], str]
    names: dict[str, pikepdf.Object]

    def of(self, link: pikepdf.Object) -> str:
        """Give the label of the page that *link* leads to; ``""`` for one without."""
        target = link.get("/Dest")
        if not isinstance(target, Array):
            target = self.names.get(str(target))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        return self.pages.get(target[0].objgen, "") if isinstance(target, Array) else ""


def _labels(pdf: pikepdf.Pdf) -> _Labels:
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    found = {} if names is None else dict(NameTree(names).items())
    return _Labels({page.obj.objgen: page.label for page in pdf.pages}, found)
