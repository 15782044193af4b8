"""What leads where inside the book: the labels of sections and of all else that is linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from sphinx.addnodes import start_of_file

from kzbook.errors import KzbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Target: TypeAlias = tuple[str, str]
"""A document and an id in it; an empty id is the document itself."""
URI = "%"
"""What the addresses of the book's documents begin with."""


class Crossings:
    """The links of the book and where they lead.

    A section's label is its document and its first id, so it stays with an explicit target;
    its other ids are the same place. Elsewhere only what is linked to gets an anchor.
    """

    def __init__(self, document: nodes.document, root: str) -> None:
        self._labels: dict[Target, str] = {}
        self._sections: set[str] = set()
        self._footnotes: dict[Target, nodes.footnote] = {}
        self._called: set[Target] = set()
        self._wanted: set[Target] = set()
        self._anchored: set[str] = set()
        self._calls: dict[Target, list[str]] = {}
        for docname, node in _walk(document, root):
            self._note(docname, node)

    def _note(self, docname: str, node: nodes.Element) -> None:
        ids = [str(each) for each in node["ids"]]
        if isinstance(node, nodes.section):
            label = f"{docname}#{ids[0]}"
            self._labels.update({(docname, each): label for each in ids})
            self._labels.setdefault((docname, ""), label)
            self._sections.add(label)
            return
        for each in ids:
            self._labels.setdefault((docname, each), f"{docname}#{each}")
            if isinstance(node, nodes.footnote):
                self._footnotes[docname, each] = node
        if isinstance(node, nodes.reference) and (target := self.target(docname, node)):
            self._wanted.add(target)
            if _cites(node):
                node["call"] = f"call-{sum(map(len, self._calls.values())) + 1}"
                self._calls.setdefault(target, []).append(node["call"])

    def target(self, docname: str, node: nodes.reference) -> Target | None:
        """Give the place in the book that *node* leads to; None for one outside it."""
        if node.get("refid"):
            return docname, str(node["refid"])
        uri = str(node.get("refuri", ""))
        if uri.startswith(URI):
            name, _sign, fragment = uri.removeprefix(URI).partition("#")
            return name, fragment
        return (docname, uri[1:]) if uri.startswith("#") else None

    def label(self, target: Target) -> str | None:
        """Give the label of *target*, or None where the book has no such place."""
        return self._labels.get(target)

    def calls(self, docname: str, node: nodes.Element) -> list[str]:
        """Name the places that cite a source, in reading order."""
        places = [self._calls.get((docname, str(each)), []) for each in node["ids"]]
        return [name for names in places for name in names]

    def is_section(self, label: str) -> bool:
        """Say whether *label* is that of a section: a reader of paper wants its page."""
        return label in self._sections

    def section(self, docname: str, node: nodes.Element) -> str:
        """Give the label of a section."""
        return self._labels[docname, str(node["ids"][0])]

    def anchors(self, docname: str, node: nodes.Element) -> Iterator[str]:
        """Yield the labels to be set at *node*, each once in the book."""
        if isinstance(node, nodes.section):
            return
        for each in list[str](node.get("ids", ())):
            label = self._labels.get((docname, each), "")
            if (docname, each) in self._wanted and label not in self._anchored:
                self._anchored.add(label)
                yield label

    def footnote(self, target: Target) -> tuple[nodes.footnote | None, bool]:
        """Give a footnote, and whether this is its first call."""
        first = target not in self._called
        self._called.add(target)
        return self._footnotes.get(target), first

    def check(self, place: Callable[[nodes.Node], str]) -> None:
        """Raise ``KzbookError`` (``typst-footnote``) for a footnote that nobody calls."""
        for target, note in self._footnotes.items():
            if not any((target[0], str(each)) in self._called for each in note["ids"]):
                message = f"{place(note)}: nothing calls this footnote, so no page can hold it"
                raise KzbookError("typst-footnote", message, hint="call it or delete it")


def _cites(node: nodes.Element) -> bool:
    """Say whether a reference is part of a citation."""
    above = node.parent
    while isinstance(above, nodes.inline):
        if "citation-call" in above["classes"]:
            return True
        above = above.parent
    return False


def _walk(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    for each in node.children:
        if isinstance(each, nodes.Element):
            inner = str(each["docname"]) if isinstance(each, start_of_file) else docname
            yield inner, each
            yield from _walk(each, inner)
