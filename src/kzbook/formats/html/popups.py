"""What a figure in the prose shows on hover, focus and tap: what it measures, when, and whence.

Without the script each figure is a link to its entry in the list of figures.
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
from kzbook.languages.derived import respelled
from kzbook.languages.spaces import tied
from kzbook.nodes import fact

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
                node["described"] = _told_id(node["key"])


def _is_linked(node: nodes.Node) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, nodes.reference):
            return True
        above = above.parent
    return False


def _told_id(key: str) -> str:
    return f"told-{entry_id(key)}"


def told(app: Sphinx, doctree: nodes.document) -> Markup:
    """Write what the figures of a page tell, hidden: the script shows it, voices read it."""
    keys = dict.fromkeys(node["key"] for node in doctree.findall(fact) if "refuri" in node)
    known = facts_of(app.env)
    parts = [
        Markup('<div id="{}">{}</div>\n').format(
            _told_id(key), Markup("").join(_lines(app.env, known[key]))
        )
        for key in keys
    ]
    if not parts:
        return Markup("")
    return Markup('<div class="figures-told editor" hidden>\n{}</div>\n').format(
        Markup("").join(parts)
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
    """Put the script on the pages of a book that has the list."""
    if list_page(app.env) is not None:
        app.add_js_file(SCRIPT, loading_method="defer")
