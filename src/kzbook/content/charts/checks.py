"""What figures must have: words for those who do not see them, a name, a source, a number."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes

from kzbook.content.charts.directives import SOURCE, TABLE, digits_typed
from kzbook.content.charts.drawings import KINDS, table_of
from kzbook.content.charts.lists import name_of, number_of
from kzbook.finding import Finding, Location, check
from kzbook.manuscript import Collation, Figure, Manuscript
from kzbook.nodes import drawing
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment


def figures(
    env: BuildEnvironment, doctree: nodes.document, docname: str, path: str
) -> Iterator[Figure]:
    """Yield the pictures and tables of ours in one document, in reading order."""
    shown = [each for each in doctree.findall(nodes.Element) if _is_shown(each)]
    for place, node in enumerate(shown):
        read = _tabled if isinstance(node, nodes.container) else _pictured
        told = read(env, node, docname)
        yield Figure(**told, docname=docname, place=place, at=_place(node, path))


def _is_shown(node: nodes.Element) -> bool:
    if isinstance(node, nodes.image | drawing):
        return not _among_words(node)
    return TABLE in node.get("classes", ())


def _among_words(node: nodes.Element) -> bool:
    """Say whether a picture is a sign in a line of words."""
    return isinstance(node.parent, nodes.TextElement) and len(node.parent.children) > 1


def _pictured(env: BuildEnvironment, node: nodes.Element, docname: str) -> dict[str, Any]:
    holder = node.parent if isinstance(node.parent, nodes.figure) else nodes.figure()
    told = {
        "file": str(node.get("uri", "")),
        "alt": str(node.get("alt", "")),
        "caption": _name(holder),
        "number": number_of(env, docname, holder),
    }
    if not isinstance(node, drawing):
        legends = holder.findall(nodes.legend)
        return {**told, "source": " ".join(each.astext() for each in legends)}
    series, table = node["series"], table_of(node)
    measured = KINDS[node["kind"]].measured(series)
    heads = [*series.names, *(row.head.text for row in series.rows)]
    values = [each.text for row in series.rows for each in row.values]
    return {
        **told,
        "source": _source(holder),
        "labels": (*heads, *values),
        "unbound": tuple(each.text for each in measured if each.stated is None),
        "typed": _typed(table),
    }


def _tabled(env: BuildEnvironment, node: nodes.Element, docname: str) -> dict[str, Any]:
    table = next(iter(node.findall(nodes.table)))
    return {
        # A table is words itself.
        "alt": _name(table) or "-",
        "caption": _name(table),
        "source": _source(node),
        "number": number_of(env, docname, table),
        "labels": tuple(entry.astext() for entry in table.findall(nodes.entry)),
        "typed": _typed(table),
    }


def _name(holder: nodes.Element) -> str:
    name = name_of(holder)
    return name.astext() if name is not None else ""


def _source(holder: nodes.Element) -> str:
    lines = [each for each in holder.findall(nodes.paragraph) if SOURCE in each["classes"]]
    return " ".join(each.astext() for each in lines)


def _typed(table: nodes.Element) -> tuple[str, ...]:
    return tuple(filter(None, map(digits_typed, table.findall(nodes.entry))))


def _place(node: nodes.Element, path: str) -> Location:
    above: nodes.Node | None = node
    while above is not None and not above.line:
        above = above.parent
    return Location(path, (above.line if above is not None else 0) or 0)


def _is_file_name(words: str, file: str) -> bool:
    path = PurePosixPath(file)
    return words in {file, path.name, path.stem} or bool(
        re.fullmatch(r"\S+\.(gif|jpe?g|png|svg|webp)", words, re.IGNORECASE)
    )


@check(Manuscript)
def figure_alt(manuscript: Manuscript) -> Iterator[Finding]:
    """A picture says in words what it shows.

    Bad:  ![map.png](map.png)
    Good: ![Map of the country with its regions](map.png)
    """
    for each in manuscript.figures:
        words = each.alt.strip()
        if not words:
            message = "this picture has no alternative text; say in :alt: what it shows"
            yield Finding(each.at, "figure-alt", message)
        elif _is_file_name(words, each.file):
            message = f"“{words}” is the name of a file; say in :alt: what the picture shows"
            yield Finding(each.at, "figure-alt", message)


@check(Manuscript)
def figure_caption(manuscript: Manuscript) -> Iterator[Finding]:
    """A figure and a table of ours have a caption.

    Bad:  ![The regions](map.png)
    Good: :::{figure} map.png⏎:alt: The regions⏎⏎The country⏎:::
    """
    for each in manuscript.figures:
        if not each.caption.strip():
            message = "this figure has no caption; write it as the first paragraph of {figure}"
            yield Finding(each.at, "figure-caption", message)


@check(Manuscript)
def figure_source(manuscript: Manuscript) -> Iterator[Finding]:
    """A figure says where it comes from.

    Bad:  :::{chart} People⏎| | n |⏎|---|---|⏎| All | {fact}`population` |⏎:::
    Good: :::{chart} People⏎:source: none⏎⏎| | n |⏎|---|---|⏎| All | {fact}`population` |⏎:::
    """
    for each in manuscript.figures:
        if not each.source.strip():
            message = (
                "this figure names no source; give :source: with a key of references.bib or "
                "“none”, or in {figure} a paragraph after the caption"
            )
            yield Finding(each.at, "figure-source", message)


@check(Manuscript)
def figure_number(manuscript: Manuscript) -> Iterator[Finding]:
    """A figure has a number, by which the text and the lists can call it.

    Bad:  ![The regions](map.png)
    Good: :::{figure} map.png⏎:alt: The regions⏎⏎The country⏎:::
    """
    for each in manuscript.figures:
        if not each.number:
            message = (
                "this figure has no number; give it a caption and :name:, on a page of the toctree"
            )
            yield Finding(each.at, "figure-number", message)


@check(Manuscript)
def figure_value(manuscript: Manuscript) -> Iterator[Finding]:
    """What a chart draws and a table of ours states are facts, never numbers typed in.

    Bad:  :::{chart} People⏎| | n |⏎|---|---|⏎| All | 18,833,100 |⏎:::
    Good: :::{chart} People⏎| | n |⏎|---|---|⏎| All | {fact}`population` |⏎:::
    """
    for each in manuscript.figures:
        for text in each.unbound:
            message = f"the value “{text}” is no fact; bind one fact of docs/facts.toml in its cell"
            yield Finding(each.at, "figure-value", message)
        for text in set(each.typed):
            message = f"“{text}” is typed in; bind a fact in its place: {{fact}}`key`"
            yield Finding(each.at, "figure-value", message)


@check(Collation)
def figure_words(collation: Collation) -> Iterator[Finding]:
    """The words in a picture are translated, unless they are names by letters.

    Bad:  :::{chart} P⏎| | n |⏎|-|-|⏎| All | {fact}`population` |⏎::: ⇒ :::{chart} P⏎| | n |⏎|-|-|⏎| All | {fact}`population` |⏎:::
    Good: :::{chart} P⏎| | n |⏎|-|-|⏎| All | {fact}`population` |⏎::: ⇒ :::{chart} P⏎| | n |⏎|-|-|⏎| Все | {fact}`population` |⏎:::
    """
    told = {(each.docname, each.place): each for each in collation.translation.figures}
    for each in collation.original.figures:
        other = told.get((each.docname, each.place))
        labels = zip(each.labels, other.labels, strict=False) if other else ()
        for ours, theirs in labels:
            if ours == theirs and _WORD.search(ours):
                message = say(
                    "“%(words)s” in the figure “%(caption)s” is not translated; "
                    "translate it in the %(language)s catalogue",
                    words=ours,
                    caption=each.caption,
                    language=collation.translation.language,
                )
                yield Finding(each.at, "figure-words", message)


# A word in small letters, with a capital at most at its head: no COVID-19, no #IBelong.
_WORD = re.compile(r"(?<![\w#-])[A-Za-z][a-z]+(?![\w-])")
