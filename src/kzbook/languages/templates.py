"""Templates: everything a reader can see, as .pot files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from sphinx.builders.gettext import MessageCatalogBuilder

from kzbook.book import declared
from kzbook.finding import Location
from kzbook.languages.catalogs import INTERFACE, PACK, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


class TemplateBuilder(MessageCatalogBuilder):
    """Sphinx's gettext builder, and the messages that it does not know of.

    Those come from the parts of the extension by the event ``kzbook-messages``: the
    measures of facts, editor's notes, the bibliography, the book's title, interface words.
    """

    def finish(self) -> None:
        """Write Sphinx's templates, then those of the parts."""
        # Our page templates are scanned into Sphinx's own domain; the words of the pack
        # below hold them already.
        self.catalogs.pop("sphinx", None)
        super().finish()
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
