"""Templates: everything a reader can see, as .pot files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from sphinx.builders.gettext import MessageCatalogBuilder
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from kzbook.book import declared
from kzbook.finding import Location
from kzbook.languages.catalogs import INTERFACE, PACK, Message
from kzbook.languages.contexts import context_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class TemplateBuilder(MessageCatalogBuilder):
    """Sphinx's gettext builder, and the messages that it does not know of.

    Those come from the parts of the extension by the event ``kzbook-messages``: the
    measures of facts, editor's notes, the bibliography, the book's title, interface words.
    """

    def init(self) -> None:
        """Start without places."""
        super().init()
        self.places: dict[str, dict[tuple[str, str], list[str]]] = {}

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Collect the messages of a page, and where in it each stands."""
        super().write_doc(docname, doctree)
        places = self.places.setdefault(docname_to_domain(docname, self.config.gettext_compact), {})
        apart = self.config.kzbook_contexts
        for node, text in extract_messages(doctree):
            key = (text, context_of(node, apart.get(text, ())))
            place = _place(node)
            told = places.setdefault(key, [])
            if place and place not in told:
                told.append(place)

    def finish(self) -> None:
        """Write Sphinx's templates with their places, then those of the parts."""
        # Our page templates are scanned into Sphinx's own domain; the words of the pack
        # below hold them already.
        self.catalogs.pop("sphinx", None)
        super().finish()
        for domain, places in self.places.items():
            _add_places(Path(self.outdir) / f"{domain}.pot", places)
        self._look_for_contexts()
        domains: dict[str, Catalog] = {}
        for messages in self.events.emit("kzbook-messages"):
            for message in messages:
                catalog = domains.setdefault(message.domain, Catalog(fuzzy=False))
                catalog.add(
                    (message.text, message.plural) if message.plural else message.text,
                    locations=[(message.at.path, message.at.line)],
                    auto_comments=[message.comment] if message.comment else (),
                )
        for domain, catalog in domains.items():
            with (self.outdir / f"{domain}.pot").open("wb") as file:
                write_po(file, catalog)

    def _look_for_contexts(self) -> None:
        """Warn of a text that is to be told apart where it does not stand."""
        found = {key for places in self.places.values() for key in places}
        for text, sections in self.config.kzbook_contexts.items():
            for section in sections:
                if (text, section) not in found:
                    message = "“%s” does not stand in a section %s; mend locales/contexts.toml"
                    logger.warning(message, text, section, type="kzbook", subtype="contexts")


def _place(node: nodes.Node) -> str:
    """Say where a text stands: the headings above it, and what it is if no paragraph."""
    above, titles = node.parent, []
    while above is not None:
        if isinstance(above, nodes.section) and node is not above[0]:
            titles.append(above[0].astext())
        above = above.parent
    kind = next((name for kind, name in _KINDS.items() if _stands_in(node, kind)), "")
    return " › ".join([*reversed(titles), *filter(None, [kind])])


_KINDS = {
    nodes.title: "heading", nodes.caption: "caption", nodes.image: "alternative text",
    nodes.entry: "table", nodes.term: "term", nodes.footnote: "footnote",
    nodes.list_item: "list", nodes.block_quote: "quotation", nodes.meta: "metadata",
}  # fmt: skip


def _stands_in(node: nodes.Node, kind: type[nodes.Element]) -> bool:
    above: nodes.Node | None = node
    while above is not None and not isinstance(above, kind):
        above = above.parent
    return above is not None


def _add_places(path: Path, places: Mapping[tuple[str, str], list[str]]) -> None:
    """Give each message of a template its places, and a text told apart one entry a context."""
    with path.open("rb") as file:
        found = read_po(file)
    contexts: dict[str, dict[str, list[str]]] = {}
    for (text, context), told in places.items():
        contexts.setdefault(text, {})[context] = told
    catalog = Catalog(fuzzy=False)
    for message in found:
        if message.id:
            for context, told in contexts.get(str(message.id), {"": []}).items():
                catalog.add(
                    message.id,
                    locations=message.locations,
                    auto_comments=told,
                    context=context or None,
                )
    with path.open("wb") as file:
        write_po(file, catalog)


def _book_messages(app: Sphinx) -> Iterator[Message]:
    book = declared(app.config)
    at = Location("pyproject.toml")
    yield Message("book", book.title, at, "title of the book")
    if book.description:
        yield Message("book", book.description, at, "description of the book")


def _interface_messages(_: Sphinx) -> Iterator[Message]:
    # Kazakh is the one language whose pack is complete, so its ids are the list.
    for name in ("kzbook", "sphinx"):
        path = PACK / "kk" / "LC_MESSAGES" / f"{name}.po"
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    ids = [message.id] if isinstance(message.id, str) else list(message.id)
                    at = Location(f"interface/{name}")
                    yield Message(INTERFACE, ids[0], at, plural="".join(ids[1:]))


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's gettext builder."""
    app.add_builder(TemplateBuilder, override=True)
    app.connect("kzbook-messages", _book_messages)
    app.connect("kzbook-messages", _interface_messages)
