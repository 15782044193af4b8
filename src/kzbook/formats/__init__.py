"""In which forms the book is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kzbook.book import FormatName


class Format(msgspec.Struct, frozen=True):
    """How Sphinx makes one form: its builder, and the file or folder it leaves.

    ``press`` are the files that it leaves for a printer when asked to, by part.
    """

    builder: str
    product: str
    press: dict[Literal["print", "cover"], str] = {}


FORMATS: Mapping[FormatName, Format] = {
    "html": Format("html", "."),
    "pdf": Format("typst", "book.pdf", {"print": "press.pdf", "cover": "wrap.pdf"}),
    "epub": Format("epub", "book.epub"),
}
"""In the order of work: the PDF comes before the EPUB."""
