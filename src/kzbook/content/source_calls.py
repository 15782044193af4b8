"""Where sources are cited: links from a citation to its source have a way back.

In the PDF Typst knows the pages of the citations; here are the links of pages and EPUB.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.nodes import make_id
from sphinx.addnodes import pending_xref
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from kzbook.content.notes import every_document
from kzbook.nodes import EDITOR, cited_from, source_link

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator
    from sphinxcontrib.bibtex.domain import BibtexDomain

CALL = "citation-call"
"""The class of what is around a citation."""


class NameCalls(SphinxTransform):
    """Give each citation an anchor that says which of a source's on its page it is."""

    # After citations are marked (26): their wrappers take the anchors.
    default_priority = 27

    def apply(self, **_: Any) -> None:
        """Number the citations of a source within the document."""
        counts: Counter[str] = Counter()
        for call in self.document.findall(nodes.inline):
            if CALL not in call["classes"]:
                continue
            for node in call.findall(pending_xref):
                cites = [str(each.key) for each in parse_citation_targets(node["reftarget"])]
                counts[cites[0]] += 1
                call["ids"] = [f"cites-{make_id(cites[0])}-{counts[cites[0]]}"]
                call["cites"] = cites


def _collect(app: Sphinx, env: BuildEnvironment) -> None:
    calls: dict[str, list[tuple[str, str]]] = {}
    for docname in every_document(env):
        for call in env.get_doctree(docname).findall(nodes.inline):
            for key in list[str](call.get("cites", ())):
                calls.setdefault(f"source-{make_id(key)}", []).append((docname, call["ids"][0]))
    app.config.kzbook_source_calls = calls


class LinkBack(SphinxPostTransform):
    """Add to each printed source the links to where it is cited."""

    # After sphinxcontrib-bibtex has made its entries (5).
    default_priority = 12
    formats = ("html",)

    def run(self, **_options: Any) -> None:
        """Append the links to the last paragraph of each entry."""
        builder, here = self.env._app.builder, self.env.docname  # noqa: SLF001
        for entry in self.document.findall(nodes.citation):
            calls = [
                (
                    f"{builder.get_relative_uri(here, docname)}#{anchor}",
                    self.env.titles[docname].astext(),
                )
                for name in entry["ids"]
                for docname, anchor in self.config.kzbook_source_calls.get(name, ())
            ]
            paragraphs = [each for each in entry.children if isinstance(each, nodes.paragraph)]
            if calls and paragraphs:
                paragraphs[-1] += cited_from(calls=calls)


def _visit(self: HTML5Translator, node: cited_from) -> None:
    self.body.append(f' <span class="cited-from {EDITOR}">')
    for number, (address, title) in enumerate(node["calls"], 1):
        said = self.attval(f"{number}. {_('Back to the text')}: {title}")
        self.body.append(
            f'{" " if number > 1 else ""}<a role="doc-backlink" href="{self.attval(address)}" '
            f'aria-label="{said}">↑{number}</a>'
        )
    self.body.append("</span>")
    raise nodes.SkipNode


def _visit_link(self: HTML5Translator, node: source_link) -> None:
    given = {"href": node["refuri"], "aria-describedby": node["described"]}
    self.body.append(self.starttag(node, "a", "", CLASS="reference internal source", **given))


def _depart_link(self: HTML5Translator, _node: source_link) -> None:
    self.body.append("</a>")


def printed(env: BuildEnvironment, anchor: str) -> nodes.paragraph | None:
    """Give the source at *anchor* as its bibliography prints it, without its label."""
    domain = cast("BibtexDomain", env.get_domain("cite"))
    for each in domain.citations:
        if each.citation_id == anchor:
            made = BibliographyTransform.backend.paragraph(each.formatted_entry)
            return cast("nodes.paragraph", made)
    return None


def setup(app: Sphinx) -> None:
    """Register the anchors of citations and the links back."""
    app.add_config_value("kzbook_source_calls", {}, "")
    app.add_node(source_link, html=(_visit_link, _depart_link))
    app.add_node(cited_from, html=(_visit, None))
    app.add_transform(NameCalls)
    app.add_post_transform(LinkBack)
    # After the anchors of the sources are set (600).
    app.connect("env-updated", _collect, priority=700)
