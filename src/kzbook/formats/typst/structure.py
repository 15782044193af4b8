"""A tagged PDF as a voice reads it: the elements of its structure tree, their words and links.

ISO 32000-1:2008, 14.6 (marked content), 14.7 (logical structure), 14.8 (tagged PDF).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

Object: TypeAlias = pikepdf.Object


class Run(NamedTuple):
    """Words of one marked-content sequence.

    ``face`` is the font's name without the tag of its subset; ``language`` is that of the
    sequence, empty where it has none of its own.
    """

    text: str
    face: str = ""
    language: str = ""


class PageContent(NamedTuple):
    """What a page shows: by marked-content id, as artifacts, and marked as neither."""

    runs: dict[int, Run]
    artifacts: list[Run]
    unmarked: str


@dataclass
class Element:
    """An element of the structure tree, its ``role`` as written, before the role map.

    ``links`` are the annotations that belong to it; ``language`` is its own or that of the
    elements around it, empty where only the document has one.
    """

    role: str
    held: Object
    parent: Element | None
    children: list[Element | Run] = field(default_factory=list)
    links: list[Object] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def runs(self) -> Iterator[Run]:
        """Yield the words below, in reading order, each with the language it is in."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.runs()
            else:
                yield child._replace(language=child.language or self.language)

    @cached_property
    def language(self) -> str:
        """The language of what it holds."""
        own = str(self.held.get("/Lang", ""))
        return own or (self.parent.language if self.parent else "")

    @property
    def above(self) -> list[str]:
        """The roles of the elements around it, the nearest first."""
        return [self.parent.role, *self.parent.above] if self.parent else []

    @property
    def text(self) -> str:
        """Its words on one line: no signs of line breaking, single spaces."""
        return plain("".join(run.text for run in self.runs()))


def plain(text: str) -> str:
    """Write *text* as a voice says it: without soft hyphens and other signs that nobody sees."""
    return " ".join(re.sub("[\u00ad\u2060\u200b]", "", text).split())


def read_structure(pdf: pikepdf.Pdf) -> Element:
    """Read the structure tree of *pdf*: its root has the role ``StructTreeRoot``.

    Raises ``KeyError`` for a file without one, or one that names content that is not there.
    """
    content = {page.obj.objgen: read_page(page).runs for page in pdf.pages}
    root = Element("StructTreeRoot", pdf.Root["/StructTreeRoot"], None)
    _fill(root, (0, 0), content)
    return root


def _fill(
    element: Element, page: tuple[int, int], content: dict[tuple[int, int], dict[int, Run]]
) -> None:
    kids = element.held.get("/K")
    for kid in list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]:
        if not isinstance(kid, Dictionary):
            element.children.append(content[page][int(kid)])
            continue
        here = kid["/Pg"].objgen if "/Pg" in kid else page
        kind = kid.get("/Type")
        if kind == Name.MCR:
            element.children.append(content[here][int(kid["/MCID"])])
        elif kind == Name.OBJR:
            element.links.append(kid["/Obj"])
        else:
            child = Element(str(kid["/S"]).removeprefix("/"), kid, element)
            element.children.append(child)
            _fill(child, here, content)


@dataclass
class _Sequence:
    """A marked-content sequence that is open."""

    tag: str
    properties: Object | None
    text: str = ""
    face: str = ""

    def of(self, key: str) -> str:
        found = self.properties.get(key) if self.properties is not None else None
        return "" if found is None else str(found)


def read_page(page: pikepdf.Page) -> PageContent:
    """Read the words of *page*, sequence by sequence.

    What is shown inside a form is not read: Typst sets pictures so.
    """
    fonts = {name: Font.of(font) for name, font in page.resources.get("/Font", {}).items()}
    told = PageContent({}, [], "")
    unmarked = ""
    font = Font("", {}, 1)
    opened: list[_Sequence] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                font = fonts[str(operands[0])]
            case "BMC":
                opened.append(_Sequence(str(operands[0]), None))
            case "BDC":
                opened.append(_Sequence(str(operands[0]), _properties(operands[1], page)))
            case "EMC":
                _close(opened, told)
            case "Tj" | "TJ" | "'" | '"':
                shown = operands[-1]
                parts = shown if isinstance(shown, Array) else [shown]
                words = "".join(font.read(bytes(each)) for each in parts if _is_string(each))
                if opened:
                    opened[-1].text += words
                    opened[-1].face = opened[-1].face or font.face
                else:
                    unmarked += words
    return told._replace(unmarked=unmarked)


def _is_string(value: object) -> bool:
    return isinstance(value, pikepdf.String)


def _properties(value: Object, page: pikepdf.Page) -> Object:
    return page.resources["/Properties"][str(value)] if isinstance(value, Name) else value


def _close(opened: list[_Sequence], told: PageContent) -> None:
    """Hand the words of the innermost sequence to what they belong to."""
    last = opened.pop()
    if "/ActualText" in (last.properties or {}):
        last.text = last.of("/ActualText")
    run = Run(last.text, last.face, last.of("/Lang"))
    if number := last.of("/MCID"):
        told.runs[int(number)] = run
    elif last.tag == "/Artifact":
        told.artifacts.append(run)
    elif opened:
        opened[-1].text += last.text
        opened[-1].face = opened[-1].face or last.face


class Font(NamedTuple):
    """A font: its name, the letters of its codes, and the bytes of a code."""

    face: str
    letters: dict[int, str]
    width: int

    @classmethod
    def of(cls, font: Object) -> Font:
        """Read the font *font* of a page's resources."""
        name = str(font.get("/BaseFont", "")).removeprefix("/")
        width = 2 if font.get("/Subtype") == Name.Type0 else 1
        table = font["/ToUnicode"].read_bytes() if "/ToUnicode" in font else b""
        return cls(re.sub(r"^[A-Z]{6}\+", "", name), _letters(table.decode("latin-1")), width)

    def read(self, codes: bytes) -> str:
        """Give the letters of a string that is shown; U+FFFD where the font does not know."""
        parts = (codes[at : at + self.width] for at in range(0, len(codes), self.width))
        return "".join(self.letters.get(int.from_bytes(part), "\ufffd") for part in parts)


def _letters(table: str) -> dict[int, str]:
    """Read a ToUnicode CMap: ISO 32000-1, 9.10.3."""
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w*)>", block):
            found[int(code, 16)] = _utf16(letters)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, listed, first in re.findall(
            r"<(\w+)>\s*<(\w+)>\s*(?:\[(.*?)\]|<(\w+)>)", block, re.DOTALL
        ):
            codes = range(int(low, 16), int(high, 16) + 1)
            if listed:
                letters = [_utf16(each) for each in re.findall(r"<(\w*)>", listed)]
            else:
                start = _utf16(first)
                letters = [start[:-1] + chr(ord(start[-1]) + step) for step in range(len(codes))]
            found.update(zip(codes, letters, strict=False))
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")
