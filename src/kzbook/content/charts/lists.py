"""Lists of the book's figures and tables, and the way back from each to its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from kzbook.content.charts.directives import SOURCE
from kzbook.content.notes import reading_order
from kzbook.nodes import EDITOR, figure_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NUMBERED: dict[str, type[nodes.Element]] = {"figure": nodes.figure, "table": nodes.table}
"""What is counted through the book, by Sphinx's name for the count."""
LISTS = "figure-lists"
"""Where ``env.metadata[docname]`` keeps which lists a document has."""


class FigureList(SphinxDirective):
    """The figures or the tables of the book, as its argument says."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[Node]:
        """Leave a node to be filled when all documents are read."""
        kind = directives.choice(self.arguments[0], tuple(NUMBERED))
        node = figure_list(kind=kind, ids=[f"list-{kind}"], classes=[EDITOR])
        self.set_source_info(node)
        held = self.env.metadata[self.env.docname]
        held[LISTS] = f"{held.get(LISTS, '')} {kind}".strip()
        return [node]


def number_of(env: BuildEnvironment, docname: str, node: nodes.Element) -> str:
    """Give the number of a figure or a table as its caption has it; ``""`` for none."""
    for kind, numbers in env.toc_fignumbers.get(docname, {}).items():
        for each in node["ids"]:
            if each in numbers and isinstance(node, NUMBERED.get(kind, ())):
                number = ".".join(str(part) for part in numbers[each])
                return str(env.config.numfig_format[kind]) % number
    return ""


def name_of(node: nodes.Element) -> nodes.TextElement | None:
    """Give the caption of a figure or the title of a table."""
    for each in node.children:
        if isinstance(each, nodes.caption | nodes.title):
            return each
    return None


class FillLists(SphinxPostTransform):
    """Fill the lists, and lead from each figure back to its list."""

    # Before references are resolved (10); the references made here are so already.
    default_priority = 6

    def run(self, **_kwargs: Any) -> None:
        """Make a line for each numbered figure of the book."""
        asked = list(self.document.findall(figure_list))
        found = self._lines({node["kind"] for node in asked})
        for node in asked:
            lines = nodes.bullet_list(classes=["figure-list", EDITOR], ids=node["ids"])
            lines += found[node["kind"]]
            if lines.children:
                node.replace_self(lines)
            else:
                node.parent.remove(node)
        self._lead_back()

    def _lines(self, kinds: AbstractSet[str]) -> dict[str, list[nodes.list_item]]:
        """Make the lines of each list in one walk through the book."""
        found: dict[str, list[nodes.list_item]] = {kind: [] for kind in kinds}
        for docname in reading_order(self.env) if kinds else ():
            doctree = self.env.get_doctree(docname)
            for kind in kinds:
                for node in doctree.findall(NUMBERED[kind]):
                    found[kind] += self._line(docname, node)
        return found

    def _line(self, docname: str, node: nodes.Element) -> Iterator[nodes.list_item]:
        """Yield the line of a figure; one without number or name has none."""
        number, name = number_of(self.env, docname, node), name_of(node)
        if number and name is not None:
            words = [each.deepcopy() for each in name.children]
            link = nodes.reference(
                "", f"{number}. ", *words, internal=True, classes=["listed"],
                refuri=f"{self._uri(docname)}#{node['ids'][0]}",
            )  # fmt: skip
            yield nodes.list_item("", nodes.paragraph("", "", link, classes=["listed"]))

    def _uri(self, docname: str) -> str:
        builder = self.env._app.builder  # noqa: SLF001  Sphinx offers no other way
        return builder.get_relative_uri(self.env.docname, docname)

    def _lead_back(self) -> None:
        """Give each figure the address of its list; in HTML a link below it, too."""
        holders = {
            kind: docname
            for docname in reading_order(self.env)
            for kind in str(self.env.metadata[docname].get(LISTS, "")).split()
        }
        words = {"figure": _("All figures."), "table": _("All tables.")}
        for kind, holder in holders.items():
            for line in self.document.findall(nodes.paragraph):
                if SOURCE in line["classes"] and _counted(line) == kind:
                    link = nodes.reference(
                        "", words[kind], internal=True, classes=["to-list"],
                        refuri=f"{self._uri(holder)}#list-{kind}",
                    )  # fmt: skip
                    line += [nodes.Text(" "), link]


def _counted(line: nodes.Element) -> str:
    """Say whether the line of a source stands below a figure or a table."""
    return "figure" if isinstance(line.parent, nodes.legend) else "table"


def setup(app: Sphinx) -> None:
    """Register the directive and its transform."""
    app.add_directive("figure-list", FigureList)
    app.add_node(figure_list)
    app.add_post_transform(FillLists)
