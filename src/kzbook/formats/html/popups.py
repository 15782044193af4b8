"""What a figure or a citation shows on hover, focus and tap: what is measured; the source.

Without the script each is a link: to its entry in the list of figures, to the bibliography.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.content.citations import label_of
from kzbook.content.entries import measured, period
from kzbook.content.fact_list import entry_id, list_page
from kzbook.content.facts import facts_of
from kzbook.content.source_calls import CALL, printed
from kzbook.languages.derived import respelled
from kzbook.languages.spaces import tied
from kzbook.nodes import fact, source_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from kzbook.manuscript import Fact

SCRIPT = "figures.js"


class LinkFacts(SphinxPostTransform):
    """Make each figure of the author's text a link to its entry, on the pages of a site."""

    default_priority = 300
    builders = ("html", "dirhtml")

    def run(self, **_options: Any) -> None:
        """Give the figures their addresses; one that stands in a link is left alone."""
        listed = list_page(self.env)
        if listed is None:
            return
        page = self.env._app.builder.get_relative_uri(self.env.docname, listed)  # noqa: SLF001
        known = facts_of(self.env)
        for node in self.document.findall(fact):
            if node["ids"] and node["key"] in known and not _is_linked(node):
                node["refuri"] = f"{page}#{entry_id(node['key'])}"
                node["described"] = _told_id(entry_id(node["key"]))


class LinkSources(SphinxPostTransform):
    """Let each citation tell its source, on the pages of a site."""

    # After sphinxcontrib-bibtex has made its citations (10) and they have their languages (11).
    default_priority = 300
    builders = ("html", "dirhtml")

    def run(self, **_options: Any) -> None:
        """Give the links of the citations what tells their sources."""
        for call in self.document.findall(nodes.inline):
            if CALL in call["classes"]:
                for link in list(call.findall(nodes.reference)):
                    anchor = str(link.get("refid") or link.get("refuri", "").rpartition("#")[2])
                    where = link.get("refuri") or f"#{anchor}"
                    given = {"refuri": where, "classes": link["classes"], "anchor": anchor}
                    made = source_link("", "", *link.children, described=_told_id(anchor), **given)
                    link.parent.replace(link, made)


def _is_linked(node: nodes.Node) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, nodes.reference):
            return True
        above = above.parent
    return False


def _told_id(anchor: str) -> str:
    return f"told-{anchor}"


def _source(app: Sphinx, anchor: str) -> Markup:
    """Write a source as the bibliography prints it."""
    paragraph = printed(app.env, anchor)
    if paragraph is None:
        return Markup("")
    # Sphinx wrote it; it is markup already.
    return Markup(app.builder.render_partial(paragraph)["fragment"])  # type: ignore[attr-defined]  # noqa: S704


def told(app: Sphinx, doctree: nodes.document) -> Markup:
    """Write what figures and citations of a page tell, hidden: voices read it, the script shows it."""
    keys = dict.fromkeys(node["key"] for node in doctree.findall(fact) if "refuri" in node)
    known = facts_of(app.env)
    parts = [(key, Markup("").join(_lines(app.env, known[key]))) for key in keys]
    told = [(_told_id(entry_id(key)), words) for key, words in parts]
    anchors = dict.fromkeys(node["anchor"] for node in doctree.findall(source_link))
    told += [(_told_id(anchor), _source(app, anchor)) for anchor in anchors]
    if not told:
        return Markup("")
    return Markup('<div class="figures-told editor" hidden>\n{}</div>\n').format(
        Markup("").join(Markup('<div id="{}">{}</div>\n').format(*each) for each in told)
    )


def _lines(env: BuildEnvironment, stated: Fact) -> Iterator[Markup]:
    language = str(env.config.language)
    yield _line("%s", *measured(stated, language), language)
    if stated.period:
        yield _line(
            _("Period: %s"),
            respelled(env.config, period(stated.period, language)),
            language,
            language,
        )
    if stated.source:
        yield _line(_("Source: %s"), *label_of(env, stated.source), language)


def _line(pattern: str, words: str, own: str, language: str) -> Markup:
    """Write a line, and mark words in it that are in another language than the page."""
    said = Markup("{}").format(tied(words, own))
    if own != language:
        said = Markup('<span lang="{}">{}</span>').format(own, said)
    before, _sign, after = pattern.partition("%s")
    return Markup("<p>{}{}{}.</p>").format(before, said, after)


def publish(app: Sphinx) -> None:
    """Put the script on the pages of a book that has the list, or sources."""
    if list_page(app.env) is not None or app.config.kzbook_source_calls:
        app.add_js_file(SCRIPT, loading_method="defer")
