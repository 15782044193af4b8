"""Equal texts that need different translations in different places, told apart by section.

Sphinx looks a message up by its text alone (https://github.com/sphinx-doc/sphinx/issues/8251).
``locales/contexts.toml`` names the texts and the labels of the sections that they are told
apart in; the catalogue then has an entry of its own for each, with the label as msgctxt.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, cast

import msgspec
from docutils import nodes
from sphinx.locale import init as init_locale
from sphinx.transforms.i18n import Locale
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from kzbook.book import declared, read_text, relative
from kzbook.errors import KzbookError
from kzbook.finding import Location
from kzbook.languages.catalogs import po_path, read_catalogue
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.application import Sphinx

GLUE = "\x04"
"""What gettext puts between context and text in a .mo file."""


class Apart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text and the labels of the sections that translate it by themselves."""

    text: str
    sections: tuple[str, ...]


def read_contexts(path: Path, root: Path) -> dict[str, tuple[str, ...]]:
    """Read locales/contexts.toml: the labels of sections by text; a missing file has none.

    Raises ``KzbookError`` (``contexts-unreadable``).
    """
    try:
        text = read_text(path, root, "contexts-unreadable")
        tables = msgspec.convert(tomllib.loads(text).get("apart", []), list[Apart])
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = f"{relative(path, root)}: {error}"
        hint = say('it has tables [[apart]] with text = "…" and sections = ["…"]')
        raise KzbookError("contexts-unreadable", message, hint=hint) from None
    return {each.text: each.sections for each in tables}


def context_of(node: nodes.Node, labels: tuple[str, ...]) -> str:
    """Give the label of *labels* whose section *node* stands in, or "" for none."""
    above: nodes.Node | None = node
    while above is not None:
        if isinstance(above, nodes.section):
            names = set(_labels(above))
            for label in labels:
                if label in names:
                    return label
        above = above.parent
    return ""


def _labels(section: nodes.section) -> Iterator[str]:
    """Yield the labels of a section; before docutils propagates them (260) they stand before it."""
    yield from (*section["names"], *section["ids"])
    before: Any = section
    while (before := before.previous_sibling()) is not None and isinstance(before, nodes.target):
        yield from (*before["names"], *before["ids"], before.get("refid", ""))


class LocaleApart(Locale):
    """Sphinx's Locale, which looks a text up with the context of its section first."""

    def apply(self, **kwargs: Any) -> None:
        """Give such texts their full key while Sphinx looks, and their own words again."""
        apart = cast("dict[str, tuple[str, ...]]", self.config.kzbook_contexts)
        keyed = list(self._keyed(apart)) if apart else []
        for node, _text, key in keyed:
            node.rawsource = key
        stand = list(self._lines())
        super().apply(**kwargs)
        for node, text, _key in keyed:
            node.rawsource = text
        for message, path, line in stand:
            message["po_path"], message["po_line"] = path, line

    def _lines(self) -> Iterator[tuple[nodes.Element, str, int]]:
        """Yield each message with the catalogue and the line in which it stands there."""
        book = declared(self.config)
        domain = docname_to_domain(self.env.current_document.docname, self.config.gettext_compact)
        path = po_path(book, self.config.language, domain)
        if not path.is_file():
            return
        catalogue = read_catalogue(path, book.root)
        lines = {f"{each.context}{GLUE * bool(each.context)}{each.msgid}": each.line
                 for each in catalogue.entries}  # fmt: skip
        for node, text in extract_messages(self.document):
            if text in lines:
                yield node, catalogue.path, lines[text]

    def _keyed(
        self, apart: dict[str, tuple[str, ...]]
    ) -> Iterator[tuple[nodes.TextElement, str, str]]:
        """Yield each text that has a translation for its section, and the key of that."""
        domain = docname_to_domain(self.env.current_document.docname, self.config.gettext_compact)
        folders = [self.env.srcdir / each for each in self.config.locale_dirs]
        catalog, _found = init_locale(folders, self.config.language, domain)
        known = getattr(catalog, "_catalog", {})
        for node, text in extract_messages(self.document):
            context = context_of(node, apart.get(text, ()))
            key = f"{context}{GLUE}{text}"
            if context and known.get(key) and isinstance(node, nodes.TextElement):
                yield node, node.rawsource, key


def message_place(node: nodes.Node) -> Location | None:
    """Give the line of the catalogue whose words *node* prints; None for those of a source."""
    above: nodes.Node | None = node
    while above is not None:
        if isinstance(above, nodes.Element) and "po_line" in above:
            translated = above.get("translated")
            return Location(above["po_path"], above["po_line"]) if translated else None
        above = above.parent
    return None


def _read(_app: Sphinx, config: Any) -> None:
    book = declared(config)
    config.kzbook_contexts = read_contexts(book.locales / "contexts.toml", book.root)


def setup(app: Sphinx) -> None:
    """Take the place of Sphinx's Locale."""
    app.add_config_value("kzbook_contexts", {}, "env")
    app.connect("config-inited", _read)
    transforms = app.registry.get_transforms()
    transforms[transforms.index(Locale)] = LocaleApart
