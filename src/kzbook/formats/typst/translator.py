"""Docutils nodes to calls of Typst and of the theme: each node of the book has its call here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import _, admonitionlabels

from kzbook.errors import KzbookError
from kzbook.formats.typst.forme import VOICES
from kzbook.formats.typst.listing import Listing
from kzbook.formats.typst.syntax import Body, Call, Code, Value, length

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx import addnodes
    from sphinx.builders import Builder

    from kzbook.nodes import ednote

CALLS = {
    "attribution": "attribution",
    "block_quote": "quotation",
    "bullet_list": "list",
    "caption": "caption",
    "definition": "part",
    "definition_list": "terms",
    "emphasis": "emph",
    "entry": "table.cell",
    "enumerated_list": "enum",
    "field_body": "part",
    "field_list": "terms",
    "field_name": "part",
    "label": "part",
    "legend": "part",
    "line": "verse",
    "line_block": "verses",
    "list_item": "item",
    "literal": "code",
    "literal_emphasis": "emph",
    "literal_strong": "strong",
    "reference": "link",
    "row": "row",
    "rubric": "rubric",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "super",
    "tbody": "rows",
    "term": "part",
    "thead": "rows",
    "title": "head",
    "title_reference": "emph",
}
"""Nodes that are one call around what they hold; some have a visitor that says more."""
PASSED = {
    "abbreviation", "acronym", "compact_paragraph", "compound",
    "document", "fact", "generated", "glossary", "inline", "problematic", "target", "tgroup",
}  # fmt: skip
"""Nodes that only hold others. What an abbreviation stands for is a tooltip elsewhere."""
SKIPPED = {
    "colspec", "comment", "drawing_data", "footnote", "index", "meta", "substitution_definition",
    "system_message", "tabular_col_spec", "toctree",
}  # fmt: skip
"""Nodes that print nothing where they stand: a footnote is set at its call, a drawing prints
each value of its data and says it in its alternative text, and Sphinx has said what a system
message says."""
FRONT = "front"
"""The ``matter`` of a page that stands before the text: ``matter: front`` at its head."""
_ITEMS = (
    nodes.list_item, nodes.definition, nodes.field_body, nodes.entry, nodes.citation,
    nodes.footnote, nodes.legend,
)  # fmt: skip
_NUMERALS = {
    "arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I",
}  # fmt: skip


class TypstTranslator(Listing):
    """Writes the book's one doctree as a body of calls.

    Raises ``KzbookError`` (``typst-node``, ``typst-link``, ``typst-image``, ``typst-alt``,
    ``typst-footnote``) naming the document and its line.
    """

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self._notes_led: set[str] = set()
        self._text_begun = False

    def unknown_visit(self, node: Node) -> None:
        """Set *node* by the tables above, or refuse it by name."""
        for kind in (each.__name__ for each in type(node).__mro__):
            if kind == "caption" and not isinstance(node.parent, nodes.figure):
                break
            if kind in CALLS:
                self._begin(self._call(CALLS[kind], node))
                return
            if kind in PASSED:
                return
            if kind in SKIPPED:
                raise nodes.SkipNode
        message = f"{self._place(node)}: the PDF does not know the node <{type(node).__name__}>"
        hint = "give it a visitor in kzbook/formats/typst/translator.py, or write it another way"
        raise KzbookError("typst-node", message, hint=hint)

    def unknown_departure(self, node: Node) -> None:
        """Close what `unknown_visit` opened."""
        if any(each.__name__ in CALLS for each in type(node).__mro__):
            self._end()

    # Documents, sections, paragraphs.

    def depart_document(self, _node: nodes.document) -> None:
        """Refuse footnotes that nobody calls."""
        self._flush(self.written)
        self._crossings.check(self._place)

    def visit_start_of_file(self, node: addnodes.start_of_file) -> None:
        """Enter a document."""
        self._docnames.append(str(node["docname"]))

    def depart_start_of_file(self, _node: addnodes.start_of_file) -> None:
        """Leave a document."""
        self._docnames.pop()

    def visit_section(self, _node: nodes.section) -> None:
        """Go one level down; the book's own title is level 0 and stands on the title page."""
        self._level += 1

    def depart_section(self, _node: nodes.section) -> None:
        """Go one level up."""
        self._level -= 1

    def visit_title(self, node: nodes.title) -> None:
        """Set a heading, or the title of a table or a box."""
        if isinstance(node.parent, nodes.table):
            self._begin(self._call("caption", node))
        elif not isinstance(node.parent, nodes.section):
            self._begin(self._call("title", node))
        elif self._level == 1:
            raise nodes.SkipNode
        else:
            self._begin_text()
            label = self._crossings.section(self._docnames[-1], node.parent)
            short = _short(node.astext())
            call = self._call("head", node, self._level - 1, label, short)
            if _is_under_heading(node.parent):
                call.named["under"] = Code("true")
            self._begin(call)

    def _begin_text(self) -> None:
        """Number pages anew from the first that is no front matter."""
        matter = self.builder.env.metadata[self._docnames[-1]].get("matter")
        if self._text_begun or matter == FRONT:
            return
        self._text_begun = True
        # A rule for pages reaches as far as the block it stands in, so it is no call.
        self._add(Call("opening", bodiless=True))
        self._add(Code('set page(numbering: "1")'))
        self._add(Call("counter(std.page).update", [1], bodiless=True))

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Set a paragraph; the first of an item or a note is its text."""
        holder = node.parent
        others = [each for each in holder if not isinstance(each, nodes.label)]
        if isinstance(holder, _ITEMS) and others[0] is node:
            return
        name = next(
            (each for each in ("dateline", "source-line") if each in node["classes"]), "paragraph"
        )
        name = "plate" if _is_picture(node) else name
        self._begin(self._call(name, node))
        node["_opened"] = True

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Close the paragraph."""
        if node.get("_opened"):
            self._end()

    def visit_Text(self, node: nodes.Text) -> None:
        """Set text; a line's end in the sources is a space."""
        if text := re.sub(r"[ \t]*\n[ \t]*", " ", node.astext()):
            self._add(text)

    def visit_raw(self, node: nodes.raw) -> None:
        """Leave out what is for other forms; MyST writes the end of a line as raw HTML."""
        if node.get("format") == "html" and re.fullmatch(r"\s*<br\s*/?>\s*", node.astext()):
            self._add(Call("linebreak", bodiless=True))
        raise nodes.SkipNode

    def visit_literal_block(self, node: Element) -> None:
        """Set lines as they stand."""
        call = self._call("raw", node, node.astext(), block=Code("true"))
        call.bodiless = True
        self._add(call)
        raise nodes.SkipNode

    visit_doctest_block = visit_literal_block

    def visit_transition(self, node: nodes.transition) -> None:
        """Set a break between passages; that which MyST puts before footnotes has none after."""
        if "footnotes" in node["classes"]:
            raise nodes.SkipNode
        call = self._call("transition", node)
        call.bodiless = True
        self._add(call)
        raise nodes.SkipNode

    # Lists.

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Set a numbered list as its author numbered it."""
        numeral = _NUMERALS[node.get("enumtype", "arabic")]
        pattern = f"{node.get('prefix', '')}{numeral}{node.get('suffix', '.')}"
        start = int(node.get("start", 1))
        self._begin(self._call("enum", node, numbering=pattern, start=start))

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Set a list; one of figures has their pages in place of bullets."""
        name = "listing" if "figure-list" in node["classes"] else "list"
        call = self._call(name, node)
        call.spread = True
        self._begin(call)

    def depart_bullet_list(self, _node: nodes.bullet_list) -> None:
        """Close the list."""
        self._end()

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Set an item of either list."""
        kind = "list" if isinstance(node.parent, nodes.bullet_list) else "enum"
        call = self._call(f"{kind}.item", node)
        call.at = self._place(node)
        self._begin(call)

    def visit_definition_list_item(self, node: Element) -> None:
        """Set a term and what it means."""
        call = self._call("terms.item", node)
        call.spread, call.at = True, self._place(node)
        self._begin(call)

    def depart_definition_list_item(self, _node: Element) -> None:
        """Join several terms of one meaning."""
        call = self._end()
        *terms, meaning = [each.body for each in call.body if isinstance(each, Call)]
        term = Body()
        for each in terms:
            for value in [", ", *each] if term else each:
                term.add(value)
        call.body = Body([term, meaning])

    def visit_field(self, node: nodes.field) -> None:
        """Set a field as a term and what it means."""
        self.visit_definition_list_item(node)

    def depart_field(self, node: nodes.field) -> None:
        """Close the field."""
        self.depart_definition_list_item(node)

    def visit_citation(self, node: nodes.citation) -> None:
        """Set an entry of a bibliography; entries that meet are one list."""
        if not isinstance(_beside(node, -1), nodes.citation):
            self._begin(Call("sources", spread=True))
        call = self._call("source", node)
        call.at = self._place(node)
        self._begin(call)

    def depart_citation(self, node: nodes.citation) -> None:
        """Give the entry its label."""
        call = self._end()
        call.given = [self._take(call, "part") or Body()]
        if calls := self._crossings.calls(self._docnames[-1], node):
            call.named["calls"] = list[Value](calls)
            call.named["page"] = str(_("p. %s"))
        if not isinstance(_beside(node, 1), nodes.citation):
            self._end()

    # Links and notes.

    def visit_reference(self, node: nodes.reference) -> None:
        """Set a link into the book or out of it."""
        target = self._crossings.target(self._docnames[-1], node)
        if target is None:
            uri = str(node["refuri"])
            shown = node.astext() in {uri, uri.removeprefix("mailto:")}
            self._begin(Call("address" if shown else "link", [uri]))
            return
        label = self._crossings.label(target)
        if label is None:
            where = "#".join(target).rstrip("#")
            message = f"{self._place(node)}: this link leads to {where}, which the PDF lacks"
            raise KzbookError("typst-link", message, hint="mend the link or the toctree")
        for name in ("listed", "to-list"):
            if name in node["classes"]:
                self._begin(Call(name, [label]))
                return
        if call := node.get("call"):
            self._begin(Call("citation-call", [str(call), label]))
        elif self._crossings.is_section(label):
            self._begin(Call("section-crossing", [label, str(_("p. %s"))]))
        else:
            self._begin(Call("crossing", [label]))

    def visit_ednote(self, node: ednote) -> None:
        """Set a note of ours at the foot of the page; a chapter's first says what it is."""
        call = Call("editor-note", [str(node.get("number", ""))])
        if self._docnames[-1] not in self._notes_led:
            self._notes_led.add(self._docnames[-1])
            call.named["lead"] = str(_("Editor’s note"))
        self._begin(call)
        # At the foot of the page the language of the passage is forgotten.
        self._languages.append(str(self.config.language))

    def depart_ednote(self, _node: ednote) -> None:
        """Close the note."""
        self._languages.pop()
        self._end()

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Set a footnote of the author's where it is first called."""
        key = self._docnames[-1], str(node.get("refid", ""))
        note, first = self._crossings.footnote(key)
        if note is None:
            message = f"{self._place(node)}: there is no footnote {node.astext()!r}"
            raise KzbookError("typst-footnote", message)
        label = "#".join(key)
        if not first:
            self._add(Call("author-note-again", [label, node.astext()], bodiless=True))
            raise nodes.SkipNode
        self._begin(Call("author-note", [label, node.astext()]))
        # At the foot of the page voice and language of the passage are forgotten.
        self._languages.append(str(self.config.language))
        self._voices.append(self._page_voice(self._docnames[-1]))
        self._begin(Call(VOICES[self._voices[-1]]))
        for each in note.children:
            if not isinstance(each, nodes.label):
                each.walkabout(self)
        self._unwrap(1)
        self._end()
        raise nodes.SkipNode

    # Pictures, tables, boxes.

    def visit_image(self, node: nodes.image) -> None:
        """Set a picture, which must exist and say what it shows."""
        place = self._place(node)
        uri = node["uri"]
        if uri not in self.builder.images or not (self.builder.srcdir / uri).is_file():
            message = f"{place}: the picture {uri} cannot be read"
            hint = "the PDF takes svg, png and jpeg files of docs/"
            raise KzbookError("typst-image", message, hint=hint)
        if not str(node.get("alt", "")).strip():
            message = f"{place}: the picture {uri} has no alternative text"
            raise KzbookError("typst-alt", message, hint="say in :alt: what it shows")
        width = str(node.get("width", ""))
        if width and not length(width):
            message = f"{place}: the width {width!r} cannot be set in print"
            hint = "give it in %, mm, cm, in, pt, em or px"
            raise KzbookError("typst-image", message, hint=hint)
        call = self._call("picture", node, f"/images/{self.builder.images[uri]}")
        call.named["alt"] = " ".join(node["alt"].split())
        call.bodiless = True
        if width:
            call.named["width"] = length(width)
        inline = isinstance(node.parent, nodes.TextElement) and not _is_picture(node.parent)
        self._add(Call("box", body=Body([call])) if inline else call)
        raise nodes.SkipNode

    def visit_figure(self, node: nodes.figure) -> None:
        """Set a picture with its caption."""
        self._begin(self._call("illustration", node, number=self._number(node, "figure")))

    def depart_figure(self, _node: nodes.figure) -> None:
        """Give the picture its caption and what stands below it."""
        call = self._end()
        call.named["caption"] = self._take(call, "caption") or Code("none")
        call.named["legend"] = self._take(call, "part") or Code("none")

    def visit_container(self, node: nodes.container) -> None:
        """Set a table of ours with what is said below it; other containers only hold."""
        if _is_of_facts(node):
            self._begin(self._call("fact-table", node))

    def depart_container(self, node: nodes.container) -> None:
        """Close the table."""
        if _is_of_facts(node):
            self._end()

    def visit_table(self, node: nodes.table) -> None:
        """Set a table."""
        widths = [each["colwidth"] for each in node.findall(nodes.colspec)]
        columns: Value = len(widths)
        if _is_of_facts(node.parent):
            columns = [Code("1fr"), *[Code("auto")] * (len(widths) - 1)]
        elif "colwidths-auto" not in node["classes"]:
            columns = [Code(f"{each}fr") for each in widths]
        number = self._number(node, "table")
        self._begin(self._call("tabular", node, columns=columns, number=number))

    def depart_table(self, _node: nodes.table) -> None:
        """Give the table its caption, its head and its rows."""
        call = self._end()
        anchors = [each for each in call.body if isinstance(each, Call) and each.name == "anchor"]
        caption = self._take(call, "caption")
        call.named["caption"] = Body([*anchors, *caption]) if caption else Code("none")
        parts = [each for each in call.body if isinstance(each, Call) and each.name == "rows"]
        rows = [[cell for row in part.body for cell in cast("Call", row).body] for part in parts]
        if len(parts) > 1:
            call.named["head"] = list(rows[0])
        call.body, call.spread = Body(rows[-1]), True

    def visit_entry(self, node: nodes.entry) -> None:
        """Set a cell."""
        call = Call("table.cell", at=self._place(node))
        for side in ("left", "center", "right"):
            if f"text-{side}" in node["classes"]:
                call.named["align"] = Code(side)
        for key, name in (("morecols", "colspan"), ("morerows", "rowspan")):
            if node.get(key):
                call.named[name] = int(node[key]) + 1
        self._begin(call)

    def _number(self, node: Element, kind: str) -> str:
        numbers = self.builder.env.toc_fignumbers.get(self._docnames[-1], {}).get(kind, {})
        for each in node["ids"]:
            if each in numbers:
                number = ".".join(str(part) for part in numbers[each])
                return str(self.config.numfig_format[kind]) % number
        return ""

    def visit_Admonition(self, node: Element) -> None:
        """Set a box with its word."""
        self._begin(self._call("admonition", node))

    def depart_Admonition(self, node: Element) -> None:
        """Give the box its title: its own, or the word of its kind, which is ours."""
        call = self._end()
        word = str(admonitionlabels.get(node.tagname, ""))
        label = Body([Call("ours", body=Body([word]))])
        call.given = [self._take(call, "title") or label]

    visit_topic = visit_sidebar = visit_Admonition
    depart_topic = depart_sidebar = depart_Admonition


def _is_of_facts(node: Element) -> bool:
    return "fact-table" in node.get("classes", ())


def _short(title: str) -> str:
    """Cut a heading for the running head: what stands in brackets at its end goes."""
    head, bracket, _rest = title.partition(" (")
    return head if bracket and title.endswith(")") else title


def _is_picture(node: Element) -> bool:
    """Say whether *node* is a paragraph that is nothing but a picture."""
    return isinstance(node, nodes.paragraph) and [*map(type, node)] == [nodes.image]


def _is_under_heading(section: Element) -> bool:
    """Say whether the heading of *section* stands right below another, be it of another page.

    The book's own title stands on the title page, and above nothing.
    """
    inner, outer = section, section.parent
    while not isinstance(outer.parent, nodes.document):
        before = outer[: outer.index(inner)]
        printed = [each for each in before if not isinstance(each, nodes.Invisible)]
        if printed:
            return isinstance(printed[-1], nodes.title)
        inner, outer = outer, outer.parent
    return False


def _beside(node: Element, step: int) -> Any:
    place = node.parent.index(node) + step
    return node.parent[place] if 0 <= place < len(node.parent) else None
