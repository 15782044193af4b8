"""The list of the book's figures: ``{fact-list}``, every fact with its source and its places."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.nodes import make_id
from sphinx.addnodes import pending_xref
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from kzbook.content.entries import fact_entries
from kzbook.content.facts import facts_of
from kzbook.content.notes import reading_order
from kzbook.nodes import EDITOR, fact, fact_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from kzbook.manuscript import FactEntry

LISTED = "fact-list"
"""Where ``env.metadata[docname]`` says that a document holds the list."""
VALUE = "fact-value"
"""The class of a figure in the list."""
PLACES = "fact-places"
"""The class of the links to a fact's places: a form with pages tells those instead."""


class FactList(SphinxDirective):
    """Leave a node where the list is to stand."""

    def run(self) -> list[nodes.Node]:
        """Make the node; which figures are printed where is known when all is read."""
        self.env.metadata[self.env.docname][LISTED] = "yes"
        node = fact_list(classes=[EDITOR], docname=self.env.docname)
        self.set_source_info(node)
        return [node]


class FillList(SphinxPostTransform):
    """Write the list, by the chapters in which the figures are printed first."""

    # Before references are resolved (10): it cites the sources of the figures.
    default_priority = 5

    def run(self, **_options: Any) -> None:
        """Fill each list of the document."""
        for node in list(self.document.findall(fact_list)):
            filled = nodes.container(classes=[EDITOR, LISTED])
            for chapter, entries in groupby(fact_entries(self.env), lambda each: each.chapter):
                title = self.env.titles[chapter]
                filled += nodes.rubric("", "", *_copies(title), **{"heading-level": 2})
                items = nodes.definition_list(classes=["simple"])
                items += [self._item(each, node["docname"]) for each in entries]
                filled += items
            node.replace_self(filled)

    def _item(self, entry: FactEntry, docname: str) -> nodes.definition_list_item:
        name = _words(entry.measures, self.config.language)
        value = _words(entry.value, self.config.language)
        value["classes"].append(VALUE)
        told = nodes.paragraph()
        # On paper a place is told by its page, on a screen the figure leads to it.
        paged = self._builder.format != "html"
        first, *others = (self._link(place, docname) for place in entry.places)
        if not paged:
            first += value
        told += value if paged else first
        if entry.period:
            told += nodes.Text(f" ({entry.period})")
        if source := facts_of(self.env)[entry.key].source:
            told += [nodes.Text(" "), _citation(source, docname)]
        if paged:
            told += nodes.inline("", "", first, *others, classes=[PLACES])
        elif others:
            told += nodes.Text(f". {_('See also')}: ")
            told += _joined(self._titled(each) for each in others)
        term = nodes.term("", "", name, ids=[entry_id(entry.key)])
        return nodes.definition_list_item("", term, nodes.definition("", told))

    @property
    def _builder(self) -> Builder:
        return self.env._app.builder  # noqa: SLF001  Sphinx offers no other way

    def _link(self, place: str, docname: str) -> nodes.reference:
        target, _sign, anchor = place.partition("#")
        uri = f"{self._builder.get_relative_uri(docname, target)}#{anchor}"
        return nodes.reference(internal=True, refuri=uri, place=place)

    def _titled(self, link: nodes.reference) -> nodes.reference:
        """Name a place by the heading of its section."""
        docname, _sign, anchor = link["place"].partition("#")
        places = self.env.get_doctree(docname).findall(fact)
        at: nodes.Node | None = next(each for each in places if anchor in each["ids"])
        while at is not None and not isinstance(at, nodes.section):
            at = at.parent
        heading = next(iter(at.findall(nodes.title))) if at is not None else None
        link += _copies(heading or self.env.titles[docname])
        return link


def entry_id(key: str) -> str:
    """Name the entry of a fact in the list."""
    return f"figure-{make_id(key)}"


def list_page(env: BuildEnvironment) -> str | None:
    """Give the document that holds the list; None for a book without one."""
    return next((name for name in reading_order(env) if LISTED in env.metadata[name]), None)


def _words(said: tuple[str, str], language: str) -> nodes.inline:
    text, own = said
    classes = [] if own == language else [f"language-{own}"]
    return nodes.inline("", text, classes=classes)


def _citation(source: str, docname: str) -> nodes.inline:
    """Cite *source* as the role does, apart from the citations of the text."""
    xref = pending_xref(
        "", nodes.inline("", source), refdomain="cite", reftype="p", reftarget=source,
        refdoc=docname, refexplicit=False, refwarn=False,
    )  # fmt: skip
    return nodes.inline("", "", xref, classes=["citation-call", EDITOR])


def _copies(heading: nodes.Element) -> list[nodes.Node]:
    return [each.deepcopy() for each in heading.children]


def _joined(links: Iterable[nodes.reference]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for link in links:
        found += [nodes.Text(", "), link] if found else [link]
    return found


def setup(app: Sphinx) -> None:
    """Register the directive, its transform and its node."""
    app.add_directive("fact-list", FactList)
    app.add_post_transform(FillList)
    # The node is gone before a form is written.
    app.add_node(fact_list)
