"""The list of figures in the PDF: figures set off, and the pages of their places."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import _

from kzbook.content.fact_list import LISTED, PLACES, VALUE
from kzbook.formats.typst.forme import Forme
from kzbook.formats.typst.syntax import Call, Value


class Listing(Forme):
    """The calls of what the list holds; elsewhere such nodes only hold others."""

    def visit_rubric(self, node: nodes.rubric) -> None:
        """Set a rubric, or a heading that no list of contents has."""
        self._begin(self._call("subhead" if "heading-level" in node else "rubric", node))

    def depart_rubric(self, _node: nodes.rubric) -> None:
        """Close it."""
        self._end()

    def visit_inline(self, node: nodes.inline) -> None:
        """Tell the pages of a figure's places, set a figure of the list; else only hold words."""
        if VALUE in node["classes"]:
            self._begin(self._call("value", node))
        if PLACES not in node["classes"]:
            return
        here = self._docnames[-1]
        targets = (self._crossings.target(here, each) for each in node.findall(nodes.reference))
        labels = [self._crossings.label(each) for each in targets if each is not None]
        call = Call("called-from", [list[Value](filter(None, labels)), str(_("p. %s"))])
        call.bodiless = True
        self._add(call)
        raise nodes.SkipNode

    def depart_inline(self, node: nodes.inline) -> None:
        """Close a figure of the list."""
        if VALUE in node["classes"]:
            self._end()

    def visit_container(self, node: nodes.container) -> None:
        """Set the list of figures; other containers only hold."""
        if LISTED in node["classes"]:
            self._begin(self._call("figures", node))

    def depart_container(self, node: nodes.container) -> None:
        """Close the list of figures."""
        if LISTED in node["classes"]:
            self._end()
