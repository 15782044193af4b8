"""The few docutils nodes of ours."""

from __future__ import annotations

from docutils import nodes


class fact(nodes.Inline, nodes.TextElement):  # noqa: N801  docutils names nodes so
    """A figure of the book: ``key`` names it, ``words`` are those given in the prose.

    Its text is written after translation, when the edition's language is known. In the author's
    text it has an id, and on a page of a site a ``refuri``: its entry in the list of figures.
    """


class ednote(nodes.Inline, nodes.TextElement):  # noqa: N801
    """An editor's note at its call: ``key`` names it, its children are its words.

    ``number`` is set before writing: editor's notes are counted through the whole book.
    ``path`` and ``line`` say where its words are declared.
    """


class ednotes(nodes.General, nodes.Element):  # noqa: N801
    """The editor's notes of one page, gathered at its end."""


class ednote_item(nodes.General, nodes.Element):  # noqa: N801
    """One gathered note: ``number``, ``backrefs`` to its call, and paragraphs."""


class drawing(nodes.General, nodes.Element):  # noqa: N801
    """A picture that is drawn from data before a form is written.

    ``kind`` says how, ``series`` what, ``alt`` says it in words, ``file`` names it. It becomes
    a `picture`.
    """


class picture(nodes.image):  # noqa: N801
    """A drawing that is made: an image, and with ``details`` the id of its data in words."""


class drawing_data(nodes.General, nodes.Element):  # noqa: N801
    """The table that a drawing is made from: its long description."""


class figure_list(nodes.General, nodes.Element):  # noqa: N801
    """A list of the book's figures or tables, as ``kind`` says; filled before writing."""


class fact_list(nodes.General, nodes.Element):  # noqa: N801
    """The list of the book's figures; ``docname`` is its page, filled before a form is written."""


class source_link(nodes.reference):  # noqa: N801
    """A citation's link to its source, on a page that tells it too: ``described`` is its id."""


class cited_from(nodes.Inline, nodes.Element):  # noqa: N801
    """Links from a source back to its citations: ``calls`` are (address, title) in their order."""


def note_around(node: nodes.Node) -> ednote | None:
    """Find the editor's note that *node* stands in."""
    above: nodes.Node | None = node
    while above is not None and not isinstance(above, ednote):
        above = above.parent
    return above


def is_ours(node: nodes.Node) -> bool:
    """Say whether *node* stands in something of the editor's: a note, a chart, a table."""
    above: nodes.Node | None = node
    while above is not None:
        if isinstance(above, nodes.Element) and EDITOR in above.get("classes", ()):
            return True
        above = above.parent
    return False


EDITOR = "editor"
"""The class of everything that is not the author's."""
