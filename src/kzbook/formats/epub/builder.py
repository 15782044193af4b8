"""The EPUB builder: Sphinx writes the pages, we make a book of them."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.writers.html5 import HTML5Translator

from kzbook.book import declared
from kzbook.content.notes import reading_order
from kzbook.content.voices import is_editors
from kzbook.errors import KzbookError
from kzbook.formats.cover import cover_of, picture, words_of
from kzbook.formats.epub import archive, frontmatter, navigation, package, style
from kzbook.formats.epub.markup import serialize
from kzbook.formats.epub.pages import (
    Page,
    pictures,
    read_page,
    unlink_strangers,
)
from kzbook.languages.derived import respelled, sign, tag
from kzbook.numbers import write_date

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEX = "genindex"
PRODUCT = "book.epub"
"""The file that a build leaves, as ``FORMATS`` says too."""
# https://html.spec.whatwg.org/multipage/syntax.html#void-elements
_VOID = re.compile(r"<(area|br|col|hr|img|input|source|track|wbr)\b([^<>]*?)\s*/?>", re.IGNORECASE)


class XhtmlTranslator(HTML5Translator):
    """Sphinx's writer; raw HTML in the sources is closed as XML wants it."""

    def visit_raw(self, node: nodes.raw) -> None:
        """Write raw HTML; ``<br>`` and its like get their slash."""
        if "html" in node.get("format", "").split():
            self.body.append(_VOID.sub(r"<\1\2/>", node.astext()))
        raise nodes.SkipNode


class BookEpub(Epub3Builder):
    """An EPUB 3.3 of the pages that Sphinx writes for its own.

    Sphinx's files stay as they are in the output folder, for builds to come; the book is
    made in memory, of the pages that can be reached, so that no leftover gets into it.
    """

    name = "epub"
    default_translator_class = XhtmlTranslator

    def gen_indices(self) -> None:
        """Write an index only where the sources make entries for it."""
        self.use_index = self.use_index and any(self.env.domains.index_domain.entries.values())
        super().gen_indices()

    def handle_finish(self) -> None:
        """Write the book, in place of Sphinx's own."""
        product = self.outdir / PRODUCT
        product.write_bytes(self.book())

    def book(self) -> bytes:
        """Make the book of the pages in the output folder."""
        book, language = declared(self.config), tag(self.config)
        pages = list(self._pages())
        pictured = pictures(pages)
        unlink_strangers(pages, pictured)
        title = words_of(book.title, language)
        day = respelled(self.config, write_date(book.date, self.config.language))
        frontmatter.complete_title_page(pages[0], day, *filter(None, [sign(self.config)]))
        entries = navigation.contents(pages, self.env.toctree_includes)
        marks = navigation.landmarks(pages)
        shown = {
            frontmatter.NAME: frontmatter.cover_page(title, language),
            navigation.NAME: navigation.navigation(entries, marks, language),
            **{each.name: each.root for each in pages},
        }
        files = {name: serialize(root) for name, root in shown.items()}
        files |= style.styled(list(files.values()))
        files |= {name: self._picture(path) for name, path in pictured.items()}
        files[frontmatter.PICTURE] = picture(cover_of(self.config))
        known_as = package.identifier(book, language)
        files[navigation.NCX_NAME] = navigation.ncx(entries, known_as, title.text, language)
        files[archive.PACKAGE] = package.package(book, language, pages, files)
        return archive.archive(files, book.epoch())

    def _pages(self) -> Iterator[Page]:
        language = tag(self.config)
        order = reading_order(self.env)
        for docname in chain(order, [INDEX] if self.use_index else []):
            source = (self.outdir / f"{docname}{self.out_suffix}").read_bytes()
            ours = docname == INDEX or is_editors(self.env, docname)
            yield read_page(source, docname, self._kind(docname), language, ours=ours)

    def _kind(self, docname: str) -> str:
        if docname == self.config.root_doc:
            return "titlepage"
        if docname == INDEX:
            return "index"
        return "part" if self.env.toctree_includes.get(docname) else "chapter"

    def _picture(self, path: str) -> bytes:
        try:
            return Path(self.outdir, path).read_bytes()
        except OSError as error:
            message = f"the picture {path} cannot be read: {error.strerror}"
            hint = "mend its path in the source"
            raise KzbookError("epub-picture", message, hint=hint) from None
