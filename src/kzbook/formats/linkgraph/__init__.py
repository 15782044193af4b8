"""Link graphs: what a finished artifact holds and where it leads, read from the files themselves.

``pages`` reads sites and EPUBs, ``pdf`` PDFs, ``checks`` says what is wrong.
"""

from __future__ import annotations

import msgspec


class Leap(msgspec.Struct, frozen=True, order=True):
    """A link, image, note call or other reference: from a page, by ``written``, to a place.

    ``page`` and ``to`` are names of files in the artifact, of a PDF's pages ``page 12``;
    an empty ``to`` was found to lead nowhere by the reader of the form.
    """

    page: str
    written: str
    to: str
    anchor: str = ""
    kind: str = "link"


class Note(msgspec.Struct, frozen=True, order=True):
    """A note: where it stands, and the anchors that lead back from it."""

    page: str
    anchor: str
    back: tuple[str, ...]


class LinkGraph(msgspec.Struct, frozen=True, kw_only=True):
    """One artifact: its files or pages, their anchors, its references and its notes.

    ``path`` is the artifact's as findings name it; ``anchors`` are those of its ``pages``,
    and of all else that its references may lead to. ``twins`` names the artifacts that must
    have the same anchors: ``shared`` are those, by a page's name within each language.
    """

    path: str
    pages: tuple[str, ...]
    anchors: dict[str, tuple[str, ...]]
    leaps: tuple[Leap, ...]
    notes: tuple[Note, ...] = ()
    twins: str = ""
    language: str = ""
    shared: dict[str, tuple[str, ...]] = {}


class Twins(msgspec.Struct, frozen=True):
    """The same artifact in two languages."""

    original: LinkGraph
    translation: LinkGraph
