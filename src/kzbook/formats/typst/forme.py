"""The forme: what is open while a doctree is written, in whose voice and which language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxTranslator

from kzbook.book import declared, relative
from kzbook.content.voices import is_editors
from kzbook.formats.typst.crossings import Crossings
from kzbook.formats.typst.syntax import Body, Call, Value
from kzbook.languages.passages import UNTRANSLATED
from kzbook.nodes import EDITOR, ednote

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.builders import Builder

AUTHOR = "author"
VOICES = {AUTHOR: "authors", EDITOR: "ours"}
"""The theme's calls for whose words these are."""
SPREAD = {"list", "enum", "terms", "sources", "row", "rows"}
"""Calls whose children are arguments."""
_PARTS = (nodes.Part, nodes.Titular, nodes.citation, ednote)
"""Nodes that are arguments of what holds them: voice and language go inside."""


class Forme(SphinxTranslator):
    """A stack of open calls, and around each node what its voice and its language ask for.

    Its subclass opens with `_begin`, closes with `_end` and adds leaves with `_add`; the
    finished body is ``written``.
    """

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        root = builder.config.root_doc
        self.written = Body()
        self._open = [Call("", body=self.written)]
        self._docnames = [root]
        self._voices = [self._page_voice(root)]
        self._languages = [str(builder.config.language)]
        self._wraps: list[int] = []
        self._level = 0
        self._crossings = Crossings(document, root)
        self._pending: list[str] = []

    def dispatch_visit(self, node: Node) -> None:
        """Open what says the voice and language of *node*, and its own call."""
        if not isinstance(node, nodes.Element):
            super().dispatch_visit(node)
            return
        self._pending += self._crossings.anchors(self._docnames[-1], node)
        if isinstance(node, _PARTS):
            super().dispatch_visit(node)
            self._wraps.append(self._wrap(node))
            return
        opened = self._wrap(node)
        try:
            super().dispatch_visit(node)
        except nodes.SkipNode:
            self._unwrap(opened)
            raise
        self._wraps.append(opened)

    def dispatch_departure(self, node: Node) -> None:
        """Close the call of *node* and what was opened around it."""
        if not isinstance(node, nodes.Element):
            super().dispatch_departure(node)
            return
        opened = self._wraps.pop()
        if isinstance(node, _PARTS):
            self._unwrap(opened)
            super().dispatch_departure(node)
        else:
            super().dispatch_departure(node)
            self._unwrap(opened)

    def _wrap(self, node: Element) -> int:
        names = node.get("classes", ())
        voice = EDITOR if EDITOR in names else self._voices[-1]
        if isinstance(node, addnodes.start_of_file):
            # A page's voice is its own, whatever lists it.
            voice = self._page_voice(node["docname"])
        if "toctree-wrapper" in names:
            # The list is gone: the pages themselves stand here.
            voice = self._voices[-1]
        language = self._languages[-1]
        for name in map(str, names):
            if name.startswith("language-"):
                language = name.removeprefix("language-")
        opened = 0
        if voice != self._voices[-1] and not isinstance(node, ednote):
            self._begin(Call(VOICES[voice]))
            opened += 1
        if language != self._languages[-1]:
            self._begin(Call("language", [language]))
            opened += 1
        if UNTRANSLATED in names and isinstance(node, nodes.paragraph):
            self._begin(Call("untranslated", [language]))
            opened += 1
        self._voices.append(voice)
        self._languages.append(language)
        return opened

    def _unwrap(self, opened: int) -> None:
        self._voices.pop()
        self._languages.pop()
        for _each in range(opened):
            call = self._open.pop()
            if call.body:
                self._add(call)

    def _call(self, name: str, node: Node, *given: Value, **named: Value) -> Call:
        at = "" if isinstance(node, nodes.Inline | nodes.Part) else self._place(node)
        return Call(name, list(given), named, spread=name in SPREAD, at=at)

    def _begin(self, call: Call) -> None:
        if not call.spread:
            self._flush(call.body)
        self._open.append(call)

    def _end(self) -> Call:
        call = self._open.pop()
        self._add(call)
        return call

    def _add(self, value: Value) -> None:
        top = self._open[-1]
        if not top.spread:
            self._flush(top.body)
        top.body.add(value)

    def _flush(self, body: Body) -> None:
        for name in self._pending:
            body.add(Call("anchor", [name], bodiless=True))
        self._pending.clear()

    def _take(self, call: Call, name: str) -> Body | None:
        """Take the part called *name* out of a call's children."""
        for each in call.body:
            if isinstance(each, Call) and each.name == name:
                call.body.remove(each)
                return each.body
        return None

    def _place(self, node: Node) -> str:
        """Name the file and line of the sources that *node* comes from."""
        line, source, docname = 0, "", self._docnames[0]
        above: Node | None = node
        while above is not None:
            if above.line and not line:
                line, source = above.line, str(above.source or "")
            if isinstance(above, addnodes.start_of_file):
                docname = str(above["docname"])
                break
            above = above.parent
        # A translated passage has another source; a note has its own file.
        path = source if source.endswith(".toml") else self.builder.env.doc2path(docname)
        name = relative(Path(path), declared(self.config).root)
        return f"{name}:{line}" if line else name

    def _page_voice(self, docname: str) -> str:
        return EDITOR if is_editors(self.builder.env, docname) else AUTHOR
