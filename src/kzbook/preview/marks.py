"""Where each message stands on a page: an empty mark with its line in the catalogue."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.book import declared
from kzbook.content.notes import notes_of
from kzbook.languages.catalogs import po_path, read_catalogue
from kzbook.nodes import ednote_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MARK = '<span hidden data-message="{}"></span>'


class MarkMessages(SphinxPostTransform):
    """Put a mark first into each element whose words are a message."""

    # After the links of translators (30), before references become what they lead to.
    default_priority = 31
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Mark the texts of the page and the editor's notes at its end."""
        for node, place in [*self._texts(), *self._notes()]:
            node.insert(0, nodes.raw("", MARK.format(escape(place)), format="html"))

    def _texts(self) -> Iterator[tuple[nodes.Element, str]]:
        for node in self.document.findall(nodes.TextElement):
            if "po_line" in node and node.children:
                yield node, f"{node['po_path']}:{node['po_line']}"

    def _notes(self) -> Iterator[tuple[nodes.Element, str]]:
        items = list(self.document.findall(ednote_item))
        places = note_places(self.env) if items else {}
        for item in items:
            key = item["ids"][0].removeprefix("ednote-")
            paragraph = next(iter(item.findall(nodes.paragraph)), None)
            if key in places and paragraph is not None:
                yield paragraph, places[key]


def note_places(env: BuildEnvironment) -> dict[str, str]:
    """Give ``path:line`` of each editor's note in the catalogue, by key."""
    book = declared(env.config)
    path = po_path(book, env.config.language, "notes")
    if not path.is_file():
        return {}
    catalogue = read_catalogue(path, book.root)
    lines = {each.msgid: each.line for each in catalogue.entries}
    return {
        key: f"{catalogue.path}:{lines[note.text]}"
        for key, note in notes_of(env).items()
        if note.text in lines
    }


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(MarkMessages)
