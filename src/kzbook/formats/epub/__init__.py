"""The book as an EPUB 3.3: Sphinx's XHTML made into a book that readers and shops accept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.builders import epub3

from kzbook.formats.epub.builder import BookEpub

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["BookEpub", "setup"]


def _configure(_: Sphinx, config: Any) -> None:
    # A link stays a link: no list of addresses at the end of each page.
    config.epub_show_urls = "no"


def _drop_foreign_check(app: Sphinx) -> None:
    """Stop Sphinx from asking for settings that our package document does not use."""
    listeners = app.events.listeners["builder-inited"]
    for listener in list(listeners):
        if listener.handler is epub3.validate_config_values:
            app.disconnect(listener.id)


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's EPUB builder."""
    app.add_builder(BookEpub, override=True)
    app.connect("config-inited", _configure)
    _drop_foreign_check(app)
