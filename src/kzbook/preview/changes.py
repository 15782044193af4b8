"""What a saved file means to the preview of one language."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
from watchfiles import awatch

from kzbook.book import Book, Language, relative
from kzbook.languages.glossary import GLOSSARY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

TITLES = "book"
"""The domain that Sphinx reads once, when it starts."""
_BESIDE = ("references.bib", "pyproject.toml", "links.json")
_STEP = 20
"""Milliseconds of quiet after which a save is taken to be over."""


class Changes(msgspec.Struct, frozen=True):
    """What was saved: catalogues by domain, the glossary, or what the book is read anew for."""

    domains: frozenset[str] = frozenset()
    glossary: bool = False
    anew: bool = False

    def __bool__(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.domains or self.glossary or self.anew)

    def __or__(self, other: Changes) -> Changes:
        """Give both."""
        return Changes(
            self.domains | other.domains,
            self.glossary or other.glossary,
            self.anew or other.anew,
        )


def changes_of(book: Book, language: Language, paths: Iterable[Path]) -> Changes:
    """Say what the saved *paths* mean; what the edition does not read means nothing."""
    domains = set()
    glossary = anew = False
    for path in paths:
        name = relative(path, book.root)
        folder, _sign, file = name.rpartition("/")
        if folder == f"locales/{language}/LC_MESSAGES" and file.endswith(".po"):
            domains.add(file.removesuffix(".po"))
        elif name == f"locales/{GLOSSARY}":
            glossary = True
        elif name in _BESIDE or name == "locales/contexts.toml" or name.startswith("docs/"):
            anew = True
    return Changes(frozenset(domains), glossary, anew or TITLES in domains)


async def watch(book: Book, language: Language, queue: asyncio.Queue[Changes]) -> None:
    """Put into *queue* what is saved, until cancelled.

    Editors put a new file in place of the old, so folders are watched and never files.
    """

    async def follow(*folders: Path, recursive: bool) -> None:
        async for saved in awatch(*folders, recursive=recursive, step=_STEP):
            found = changes_of(book, language, [type(book.root)(path) for _, path in saved])
            if found:
                queue.put_nowait(found)

    below = [each for each in (book.docs, book.locales) if each.is_dir()]
    await asyncio.gather(follow(*below, recursive=True), follow(book.root, recursive=False))
