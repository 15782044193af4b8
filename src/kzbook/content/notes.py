"""Editor's notes: ``{ednote}`R01``` in the prose, the words in docs/notes.toml."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.utils import new_document
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from kzbook.book import SOURCE_LANGUAGE, declared
from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Message, po_path, read_catalogue, translate
from kzbook.languages.markup import markup
from kzbook.manuscript import Manuscript, Note, NoteCall, read_notes
from kzbook.nodes import EDITOR, ednote, ednote_item, ednotes
from kzbook.speech import say, say_counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator

CALLS = "ednotes"
"""Where ``env.metadata[docname]`` keeps the keys of a document's notes, in reading order."""


class EdnoteRole(SphinxRole):
    """Leave a node at the call of an editor's note."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Make the node; its words come after translation."""
        node = ednote(self.rawtext, "", key=self.text.strip(), classes=[EDITOR])
        self.set_source_info(node)
        return [node], []


class FillNotes(SphinxTransform):
    """Give each call its note's words, in the edition's language."""

    # After Sphinx's Locale (20): the translator places the call. Before the facts (25)
    # and the citations of the note are written.
    default_priority = 23

    def apply(self, **_: Any) -> None:
        """Read each note's words as MyST, and note the calls of the document in order."""
        notes = notes_of(self.env)
        called = list(self.document.findall(ednote))
        places = _message_places(self.config) if called else {}
        calls = []
        for node in called:
            calls.append(node["key"])
            stated = notes.get(node["key"])
            node["ids"] = [f"ednote-call-{node['key']}"]
            if stated is None:
                # An error of its own; the reader of a draft sees the key.
                node.append(nodes.Text(node["key"]))
                continue
            node["path"], node["line"] = stated.at.path, stated.at.line
            words = translate("notes", stated.text)
            if stated.text in places:
                node["po_path"], node["po_line"] = places[stated.text]
                node["translated"] = bool(words)
            node.extend(self._inline(words or stated.text, stated))
            if not words and self.config.language != SOURCE_LANGUAGE:
                node["classes"].append(f"language-{SOURCE_LANGUAGE}")
        self.env.metadata[self.env.docname][CALLS] = " ".join(calls)

    def _inline(self, words: str, stated: Note) -> list[nodes.Node]:
        """Parse *words* with the parser of the book's sources; one paragraph is expected."""
        parser = self.env._registry.create_source_parser(  # noqa: SLF001
            "markdown", env=self.env, config=self.config
        )
        inner = new_document(self.document["source"], self.document.settings)
        parser.parse(words, inner)
        source = str(declared(self.config).root / stated.at.path)
        for node in inner.findall(nodes.Element):
            node.source, node.line = source, stated.at.line
        first = next(iter(inner.findall(nodes.paragraph)), None)
        return list(first.children) if first is not None else [nodes.Text(words)]


def _message_places(config: Any) -> dict[str, tuple[str, int]]:
    """Give path and line of each note's message in the edition's catalogue, by its source."""
    book = declared(config)
    path = po_path(book, config.language, "notes")
    if not path.is_file():
        return {}
    catalogue = read_catalogue(path, book.root)
    return {each.msgid: (catalogue.path, each.line) for each in catalogue.entries}


class NumberNotes(SphinxPostTransform):
    """Count the editor's notes through the book; gather them at the page's end in HTML."""

    # Before references are resolved (10), so that a note's citations resolve in its new place.
    default_priority = 4

    def run(self, **_: Any) -> None:
        """Set ``number`` on each call and, for HTML and EPUB, part call and words."""
        numbers = note_numbers(self.env)
        gathered = ednotes(classes=["ednotes", EDITOR])
        for node in list(self.document.findall(ednote)):
            node["number"] = numbers.get(node["key"], 0)
            if self.env._app.builder.format == "html":  # noqa: SLF001  Sphinx offers no other way
                gathered += self._part(node)
        if gathered.children:
            sections = list(self.document.findall(nodes.section))
            (sections[0] if sections else self.document).append(gathered)

    def _part(self, node: ednote) -> ednote_item:
        key, number = node["key"], node["number"]
        call = nodes.reference(
            "", str(number), internal=True, refid=f"ednote-{key}",
            ids=[f"ednote-call-{key}"], classes=["ednote-call", EDITOR],
        )  # fmt: skip
        place = {name: node[name] for name in ("po_path", "po_line") if name in node}
        item = ednote_item(
            ids=[f"ednote-{key}"], number=number, backref=f"ednote-call-{key}", **place
        )
        language = [name for name in node["classes"] if name.startswith("language-")]
        item += nodes.paragraph("", "", *node.children, classes=language)
        # Not replace_self: it would hand the note's classes, its language too, to the call.
        node.parent.replace(node, call)
        return item


def note_numbers(env: BuildEnvironment) -> dict[str, int]:
    """Number the notes of the book, from 1, in the order a reader meets them."""
    numbers: dict[str, int] = {}
    for docname in reading_order(env):
        for key in str(env.metadata[docname].get(CALLS, "")).split():
            numbers.setdefault(key, len(numbers) + 1)
    return numbers


def reading_order(env: BuildEnvironment) -> list[str]:
    """List the documents as a reader meets them: a page, then the pages below it."""
    found: list[str] = []

    def visit(docname: str) -> None:
        if docname not in found:
            found.append(docname)
            for below in env.toctree_includes.get(docname, ()):
                visit(below)

    visit(env.config.root_doc)
    return found


def every_document(env: BuildEnvironment) -> list[str]:
    """List all documents: those that a reader meets in that order, then those in no contents."""
    order = reading_order(env)
    return [*order, *sorted(set(env.found_docs) - set(order))]


def notes_of(env: BuildEnvironment) -> dict[str, Note]:
    """Give the notes declared for the book being read, by key."""
    return cast("dict[str, Note]", env.config.kzbook_notes)


def note_calls(doctree: nodes.document, docname: str, path: str) -> Iterator[NoteCall]:
    """Yield the notes called in one document, in reading order."""
    for node in doctree.findall(ednote):
        yield NoteCall(node["key"], docname, Location(path, node.line or 0))


@check(Manuscript)
def note_unknown(manuscript: Manuscript) -> Iterator[Finding]:
    """A called note is declared in docs/notes.toml.

    Bad:  {ednote}`R99`
    Good: {ednote}`R01`
    """
    known = {each.key for each in manuscript.notes}
    for call in manuscript.note_calls:
        if call.key not in known:
            message = say(
                "no note %(key)s in docs/notes.toml; declare it or mend the key", key=repr(call.key)
            )
            yield Finding(call.at, "note-unknown", message)


@check(Manuscript)
def note_one_paragraph(manuscript: Manuscript) -> Iterator[Finding]:
    r"""A note is one paragraph: a footnote has no room for more.

    Bad:  text = "One.\n\nTwo."
    Good: text = "One. Two."
    """
    for note in manuscript.notes:
        if markup(note.text).blocks != ("paragraph",):
            message = f"note {note.key!r} is more than a paragraph of text; make it one"
            yield Finding(note.at, "note-one-paragraph", message)


@check(Manuscript)
def note_calls_once(manuscript: Manuscript) -> Iterator[Finding]:
    """A declared note is called in one place, in every language.

    Bad:  The shares come to 90%.
    Good: The shares come to 90%.{ednote}`R01`
    """
    called = Counter(call.key for call in manuscript.note_calls)
    for note in manuscript.notes:
        if called[note.key] != 1:
            message = say_counted(
                "note %(key)s is called %(count)s time in the %(language)s text; "
                "call it once with %(call)s",
                "note %(key)s is called %(count)s times in the %(language)s text; "
                "call it once with %(call)s",
                count=called[note.key],
                key=repr(note.key),
                language=manuscript.language,
                call=f"{{ednote}}`{note.key}`",
            )
            yield Finding(note.at, "note-calls-once", message)


def _visit_ednotes(self: HTML5Translator, node: ednotes) -> None:
    title = _("Editor’s notes")
    attributes: dict[str, Any] = {"aria-label": title}
    self.body.append(self.starttag(node, "section", **attributes))
    self.body.append(f'<p class="rubric ednotes-title">{self.encode(title)}</p>\n')


def _depart_ednotes(self: HTML5Translator, _node: ednotes) -> None:
    self.body.append("</section>\n")


def _visit_item(self: HTML5Translator, node: ednote_item) -> None:
    back = self.attval(_("Back to the text"))
    self.body.append(self.starttag(node, "aside", CLASS="ednote", role="doc-footnote"))
    self.body.append(
        f'<a class="ednote-number" role="doc-backlink" href="#{node["backref"]}" '
        f'title="{back}" aria-label="{node["number"]}. {back}">{node["number"]}</a>\n'
    )


def _depart_item(self: HTML5Translator, _node: ednote_item) -> None:
    self.body.append("</aside>\n")


def _messages(app: Sphinx) -> Iterator[Message]:
    for each in notes_of(app.env).values():
        yield Message("notes", each.text, each.at, f"editor’s note {each.key}")


def _read(_: Sphinx, config: Any) -> None:
    book = declared(config)
    config.kzbook_notes = read_notes(book.docs / "notes.toml", book.root)


def setup(app: Sphinx) -> None:
    """Register the role, its transforms, the nodes of gathered notes and their messages."""
    app.add_config_value("kzbook_notes", {}, "env")
    app.connect("config-inited", _read)
    app.add_role("ednote", EdnoteRole())
    app.add_transform(FillNotes)
    app.add_post_transform(NumberNotes)
    app.add_node(ednotes, html=(_visit_ednotes, _depart_ednotes))
    app.add_node(ednote_item, html=(_visit_item, _depart_item))
    app.connect("kzbook-messages", _messages)
