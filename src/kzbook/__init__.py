"""Publish one book as many editions: language by format.

A **Book** is declared; read in one language it is a **Manuscript**; written in one form it
is an **Edition**; the files that come out are **Artifacts**; the artifacts together are a
**Release**; whatever is wrong on the way is a **Finding**.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load kzbook as a Sphinx extension."""
    from kzbook.extension import setup_extension  # noqa: PLC0415  a linter starts without Sphinx

    return setup_extension(app)
