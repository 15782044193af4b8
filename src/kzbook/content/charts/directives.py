"""Charts, maps and tables of ours in the sources, filled with facts and with names of places.

The body of either is a table of facts and words, so that every word is a message of the page,
and what follows the table is said below it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from kzbook.book import SOURCE_LANGUAGE
from kzbook.content.charts.drawings import CHARTS
from kzbook.content.facts import facts_of, printed
from kzbook.content.notes import note_numbers
from kzbook.languages.passages import language_of
from kzbook.nodes import EDITOR, drawing, drawing_data, fact

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

NO_SOURCE = "none"
"""What ``:source:`` says where the author's text names none."""
SOURCE = "source-line"
"""The class of the line that says where the figures come from."""
TABLE = "fact-table"
"""The class of a table of ours."""
_COLUMNS = 2


class FactTable(SphinxDirective):
    """A table of facts: a caption, the table, and below it what must be said of it."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "source": directives.unchanged_required,
        "note": directives.unchanged_required,
    }

    def run(self) -> list[Node]:
        """Give the table its title and its source."""
        table, below = self._body()
        title = nodes.title(self.arguments[0], "", *self.parse_inline(self.arguments[0])[0])
        table.insert(0, self._placed(title))
        self.add_name(table)
        whole = nodes.container(classes=[TABLE, EDITOR])
        whole += [table, *below, *self._source()]
        return [whole]

    def _body(self) -> tuple[nodes.table, list[Node]]:
        """Parse the body: its table, and what follows."""
        holder = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, holder)
        if not holder.children or not isinstance(holder[0], nodes.table):
            raise self.error("the body must begin with a table; see CONTRIBUTING.md")
        for each in holder.findall(nodes.paragraph):
            # A figure alone is no message: nothing in it is a translator's.
            if _stands_alone(each):
                each["translatable"] = False
        table = holder[0]
        columns = list(table.findall(nodes.colspec))
        if len(columns) < _COLUMNS or not any(True for _each in table.findall(nodes.tbody)):
            raise self.error("the table needs a column of words, one of figures, and a row")
        # The first column says what a row is about.
        columns[0]["stub"] = 1
        return table, [each for each in holder.children if each is not table]

    def _placed(self, node: Any) -> Any:
        self.set_source_info(node)
        return node

    def _source(self) -> list[Node]:
        """Say whose this is and where its figures come from, in interface words."""
        source = self.options.get("source")
        if source is None:
            return []
        line = nodes.paragraph(classes=[SOURCE], translatable=False)
        if source == NO_SOURCE:
            line += nodes.Text(_("Compiled by the editor from the text, which names no source."))
        else:
            words = _("Compiled by the editor from the text, which names its source: %s.")
            before, _sign, after = words.partition("%s")
            cited, _messages = self.parse_inline(f"{{cite:p}}`{source}`")
            line += [nodes.Text(before), *cited, nodes.Text(after)]
        if note := self.options.get("note"):
            line += nodes.Text(" ")
            line += nodes.reference("", note, internal=True, refid=f"ednote-call-{note}", note=note)
            line += nodes.Text(".")
        return [self._placed(line)]


class Chart(FactTable):
    """A chart of facts: ``:kind:`` says which; ``:rest:`` that its last row is what is left."""

    option_spec: ClassVar[dict[str, Any]] = {
        **FactTable.option_spec,
        "kind": lambda argument: directives.choice(argument, sorted(CHARTS)),
        "rest": directives.flag,
    }

    def run(self) -> list[Node]:
        """Make a figure, whose picture is drawn before writing, and beside it its table."""
        table, below = self._body()
        name = nodes.make_id(self.options.get("name", f"line-{self.lineno}"))
        drawn = drawing(
            kind=self.options.get("kind", "bars"),
            rest="rest" in self.options,
            file=f"{name}.svg",
            data=f"{name}-data",
        )
        caption = nodes.caption(self.arguments[0], "", *self.parse_inline(self.arguments[0])[0])
        whole = nodes.figure("", self._placed(drawn), self._placed(caption), classes=[EDITOR])
        self.add_name(self._placed(whole))
        whole += nodes.legend("", *below, *self._source())
        data = drawing_data("", table, ids=[drawn["data"]], classes=[EDITOR])
        return [whole, data]


class PlaceRole(ReferenceRole):
    """Name a place of the map: ``{place}`Almaty <almaty>```."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Leave the name, with the key of its place."""
        node = nodes.inline(self.rawtext, self.title, classes=["place"], place=self.target)
        self.set_source_info(node)
        return [node], []


class Map(Chart):
    """A map of the places in its table; ``:file:`` declares where they are."""

    option_spec: ClassVar[dict[str, Any]] = {
        **{key: value for key, value in Chart.option_spec.items() if key not in {"kind", "rest"}},
        "file": directives.unchanged_required,
    }

    def _source(self) -> list[Node]:
        """Say what the map is drawn from."""
        source = self.options.get("source")
        if source is None:
            return []
        before, _sign, after = _("Drawn by the editor from %s.").partition("%s")
        # Collections of data have their own names in every edition.
        name = nodes.inline("", source, classes=[f"language-{SOURCE_LANGUAGE}"])
        parts = [nodes.Text(before), name, nodes.Text(after)]
        line = nodes.paragraph("", "", *parts, classes=[SOURCE], translatable=False)
        return [self._placed(line)]

    def run(self) -> list[Node]:
        """Make a figure as a chart does; what is drawn is read with the file."""
        if "file" not in self.options:
            raise self.error("the map needs :file:, which declares its places")
        self.options["kind"] = "map"
        made = super().run()
        path = Path(self.env.srcdir, self.options.pop("file"))
        self.env.note_dependency(str(path))
        for node in made[0].findall():
            if isinstance(node, nodes.Element) and node.get("kind") == "map":
                node["plan"] = str(path)
        return made


def _stands_alone(node: nodes.Element) -> bool:
    """Say whether *node* is a figure and nothing else, or nothing at all."""
    parts = [each for each in node.children if each.astext().strip() or isinstance(each, fact)]
    return len(parts) <= 1 and all(isinstance(each, fact) and not each["words"] for each in parts)


class WriteAlone(SphinxTransform):
    """Write the figures that stand alone in a cell with what the author says of their exactness."""

    # Just after all facts have their values (25) and passages their languages (27).
    default_priority = 28

    def apply(self, **_kwargs: Any) -> None:
        """Rewrite each; among words, the words say it."""
        facts = facts_of(self.env)
        for entry in self.document.findall(nodes.entry):
            bound = list(entry.findall(fact))
            if len(bound) != 1 or entry.astext().strip() != bound[0].astext() or not _ours(entry):
                continue
            stated = facts.get(bound[0]["key"])
            if stated is not None:
                language = language_of(entry, self.config.language)
                words = printed(stated, language, bound[0]["words"])
                bound[0].clear()
                bound[0] += nodes.Text(words)


def _ours(entry: nodes.Element) -> bool:
    above = entry.parent
    while above is not None and not isinstance(above, drawing_data):
        if TABLE in above.get("classes", ()):
            return True
        above = above.parent
    return above is not None


class NumberNotesBelow(SphinxPostTransform):
    """Give a reference to an editor's note the note's number."""

    # When the notes are numbered (4).
    default_priority = 5

    def run(self, **_kwargs: Any) -> None:
        """Write each; a note that nobody calls keeps its key, and is an error of its own."""
        numbers = note_numbers(self.env)
        for node in self.document.findall(nodes.reference):
            if node.get("note") in numbers:
                node.clear()
                node.append(nodes.Text(_("Editor’s note %s") % numbers[node["note"]]))


def visit_data(self: HTML5Translator, node: drawing_data) -> None:
    """Open the long description, shown when asked for."""
    self.body.append(self.starttag(node, "details", CLASS="drawing-data"))
    self.body.append(f"<summary>{self.encode(_('Data of this figure'))}</summary>\n")


def depart_data(self: HTML5Translator, _node: drawing_data) -> None:
    """Close it."""
    self.body.append("</details>\n")


def digits_typed(entry: nodes.Element) -> str:
    """Give the digits of a cell that no fact holds; of what is left the program writes them."""
    if entry.get("rest"):
        return ""
    words = "".join(
        str(text) for text in entry.findall(nodes.Text) if not isinstance(text.parent, fact)
    )
    return " ".join(re.findall(r"\d[\d.,\u00a0]*", words))


def setup(app: Sphinx) -> None:
    """Register the directives, their transforms and the node of the long description."""
    app.add_directive("chart", Chart)
    app.add_directive("fact-table", FactTable)
    app.add_directive("map", Map)
    app.add_role("place", PlaceRole())
    app.add_transform(WriteAlone)
    app.add_post_transform(NumberNotesBelow)
    app.add_node(drawing_data, html=(visit_data, depart_data))
