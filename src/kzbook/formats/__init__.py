"""In which forms the book is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzbook.book import FormatName


class Format(msgspec.Struct, frozen=True):
    """How Sphinx makes one form: its builder, and the file or folder it leaves."""

    builder: str
    product: str


FORMATS: Mapping[FormatName, Format] = {
    "html": Format("html", "."),
    "pdf": Format("typst", "book.pdf"),
    "epub": Format("epub", "book.epub"),
}
"""In the order of work: the PDF comes before the EPUB."""
