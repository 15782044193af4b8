"""What a finished artifact must keep: every reference leads somewhere, in every language alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kzbook.finding import Finding, Location, check
from kzbook.formats.linkgraph import LinkGraph, Twins

if TYPE_CHECKING:
    from collections.abc import Iterator


@check(LinkGraph)
def artifact_dangling(graph: LinkGraph) -> Iterator[Finding]:
    """Each link, image and cross-reference of a finished edition leads to a place that it has.

    Bad:  <a href="#nowhere">x</a>
    Good: <a href="#here" id="here">x</a>
    """
    known = {name: set(anchors) for name, anchors in graph.anchors.items()}
    at = Location(graph.path)
    for leap in sorted(set(graph.leaps)):
        told = f"{leap.page}: the {leap.kind} {leap.written!r} leads nowhere"
        if leap.to not in known:
            what = f": there is no {leap.to}" if leap.to else ""
            yield Finding(at, "artifact-dangling", f"{told}{what}")
        elif leap.anchor and leap.anchor not in known[leap.to]:
            yield Finding(at, "artifact-dangling", f"{told}: {leap.to} has no place #{leap.anchor}")


@check(LinkGraph)
def artifact_anchor_repeated(graph: LinkGraph) -> Iterator[Finding]:
    """An anchor stands once on a page: a link to a second one never arrives.

    Bad:  <p id="here">x</p><p id="here">y</p>
    Good: <p id="here">x</p><p id="there">y</p>
    """
    for page in sorted(graph.pages):
        for anchor, times in sorted(Counter(graph.anchors[page]).items()):
            if times > 1:
                message = f"{page}: the anchor #{anchor} stands {times} times"
                yield Finding(Location(graph.path), "artifact-anchor-repeated", message)


@check(LinkGraph)
def artifact_note_one_way(graph: LinkGraph) -> Iterator[Finding]:
    """A note is called, and leads back to where it is called from.

    Bad:  <a href="#n" id="c">1</a> <aside role="doc-footnote" id="n">x</aside>
    Good: <a href="#n" id="c">1</a> <aside role="doc-footnote" id="n"><a role="doc-backlink" href="#c">1</a></aside>
    """
    called = {(leap.to, leap.anchor) for leap in graph.leaps}
    at = Location(graph.path)
    for note in graph.notes:
        if (note.page, note.anchor) not in called:
            message = f"{note.page}: nothing calls the note #{note.anchor}"
            yield Finding(at, "artifact-note-one-way", message)
        if not any(note.back):
            message = f"{note.page}: the note #{note.anchor} has no way back to its call"
            yield Finding(at, "artifact-note-one-way", message)


@check(Twins)
def artifact_anchors_differ(twins: Twins) -> Iterator[Finding]:
    """A page and its anchors are the same in every language, so that a link can change it.

    Bad:  <p id="here">x</p> ⇒ <p id="там">x</p>
    Good: <p id="here">x</p> ⇒ <p id="here">y</p>
    """
    original, translation = twins.original, twins.translation
    at = Location(translation.path)
    for page in sorted({*original.shared, *translation.shared}):
        ours, theirs = original.shared.get(page), translation.shared.get(page)
        if ours is None or theirs is None:
            where = "has a page" if ours is None else "lacks the page"
            message = f"the {translation.language} edition {where} {page!r}, unlike {original.path}"
            yield Finding(at, "artifact-anchors-differ", message)
            continue
        for anchor in sorted(set(ours) ^ set(theirs)):
            where = "lacks" if anchor in ours else "has"
            message = f"{page}: the {translation.language} edition {where} #{anchor}, unlike {original.path}"
            yield Finding(at, "artifact-anchors-differ", message)
