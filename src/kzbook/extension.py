"""Everything kzbook adds to Sphinx, in one list."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.locale import _
from sphinx.util import logging

from kzbook.book import Book, declared, read_text, relative
from kzbook.content import (
    bibliography,
    charts,
    citations,
    entries,
    fact_list,
    facts,
    links,
    notes,
    references,
    relations,
    source_calls,
    statements,
    translations,
    voices,
)
from kzbook.errors import KzbookError
from kzbook.finding import findings
from kzbook.formats import epub, html, typst
from kzbook.languages import (
    contexts,
    derived,
    edition,
    order,
    passages,
    respelling,
    spaces,
    templates,
)
from kzbook.languages.kazakh import search
from kzbook.languages.markup import EXTENSIONS
from kzbook.manuscript import Citation, FactUse, Figure, Link, Manuscript, NoteCall, Statement

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

PARTS = (
    derived,
    edition,
    contexts,
    passages,
    respelling,
    spaces,
    order,
    search,
    templates,
    facts,
    relations,
    fact_list,
    notes,
    citations,
    references,
    statements,
    source_calls,
    voices,
    translations,
    charts,
    html,
    typst,
    epub,
)
"""The parts, each a module with ``setup(app)``; ``edition`` loads the words as ``derived`` would have them, so both stand first."""

logger = logging.getLogger(__name__)


def setup_extension(app: Sphinx) -> ExtensionMetadata:
    """Declare the book and set up each part."""
    book = Book.load(Path(app.confdir).parent)
    _look_at_sources(book)
    app.add_config_value("kzbook_book", book, "")
    app.add_config_value("kzbook_reports_itself", default=False, rebuild="")
    # Told to whoever writes catalogues; each part answers with its messages.
    app.add_event("kzbook-messages")
    app.connect("config-inited", _configure, priority=100)
    app.setup_extension("myst_parser")
    for part in PARTS:
        part.setup(app)
    app.connect("env-check-consistency", _report)
    return {
        "version": "0.1.0",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _look_at_sources(book: Book) -> None:
    """Refuse what Sphinx would meet with a traceback or a riddle."""
    if not (book.docs / "index.md").is_file():
        message = "docs/index.md: the book's first page is missing"
        raise KzbookError("source-missing", message, hint="it holds the title and the toctree")
    for path in sorted(book.docs.rglob("*.md")):
        read_text(path, book.root, "source-unreadable")


def _configure(_app: Sphinx, config: Any) -> None:
    # Catalogues are checked by a parser with the same extensions.
    config.myst_enable_extensions = set(EXTENSIONS)
    # The sources carry the house typography already; a message is printed as written.
    config.smartquotes = False
    config.numfig = True
    config.numfig_format = {"figure": _("Figure %s"), **config.numfig_format}


def _report(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell a plain ``sphinx-build`` what the checks say; kzbook collects it for itself."""
    if app.config.kzbook_reports_itself:
        return
    for found in findings(manuscript_of(env)):
        kind = logger.warning if found.severity == "error" else logger.info
        place = f"{declared(env.config).root / found.at.path}:{found.at.line}"
        kind(found.message, location=place, type="kzbook", subtype=found.rule)


def manuscript_of(env: BuildEnvironment) -> Manuscript:
    """Collect what the sources say from the doctrees, as translated and before writing."""
    book = declared(env.config)
    uses: list[FactUse] = []
    calls: list[NoteCall] = []
    cited: list[Citation] = []
    named: list[Link] = list(links.source_links(book))
    said: list[Statement] = []
    figures: list[Figure] = []
    for docname in notes.every_document(env):
        doctree = env.get_doctree(docname)
        path = relative(Path(env.doc2path(docname)), book.root)
        uses += facts.fact_uses(doctree, docname, path, env.config.language)
        calls += notes.note_calls(doctree, docname, path)
        cited += citations.citations(doctree, docname, path)
        named += links.page_links(env, doctree, docname, path)
        said += statements.statements(env, doctree, docname, path)
        figures += charts.figures(env, doctree, docname, path)
    return Manuscript(
        language=env.config.language,
        facts=tuple(facts.facts_of(env).values()),
        relations=relations.relations_of(env),
        notes=tuple(notes.notes_of(env).values()),
        sources=bibliography.sources(book.bibliography, book.root),
        fact_uses=tuple(uses),
        fact_entries=tuple(entries.fact_entries(env)),
        note_calls=tuple(calls),
        citations=tuple(cited),
        links=tuple(named),
        references=tuple(references.references(env)),
        source_addresses=references.source_addresses(book),
        statements=tuple(said),
        figures=tuple(figures),
    )
