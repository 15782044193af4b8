"""Citations: the roles of sphinxcontrib-bibtex, and a style of our own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, cast

import pybtex.plugin
from docutils import nodes
from docutils.nodes import make_id
from pybtex_docutils import Backend
from sphinx.addnodes import pending_xref
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from kzbook.book import SOURCE_LANGUAGE, declared
from kzbook.content.bibliography import (
    DOMAIN,
    PART_C,
    names,
    plain,
    read_bibliography,
    sources,
)
from kzbook.content.source_styles import STYLES, Label, Order, SourceStyle
from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Message
from kzbook.ledger import read_ledger
from kzbook.manuscript import Citation, Collation, Manuscript
from kzbook.nodes import EDITOR, note_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain


class VoiceBackend(Backend):
    """Docutils nodes from rich text, keeping our voice and the language of a part."""

    language = SOURCE_LANGUAGE

    def format_tag(self, tag_name: str, text: list[nodes.Node]) -> list[nodes.Node]:
        """Make an inline with the tag's name as its class."""
        if tag_name.startswith("untranslated-"):
            if self.language == SOURCE_LANGUAGE:
                return text
            tag_name = tag_name.replace("untranslated-", "language-")
        if tag_name == EDITOR or tag_name.startswith("language-"):
            return [nodes.inline("", "", *text, classes=[tag_name])]
        made: list[nodes.Node] = super().format_tag(tag_name, text)
        return made


class MarkCitations(SphinxTransform):
    """Mark each citation as ours: the author's text has none."""

    # After facts (25); a citation in a note is ours already, and marked alike.
    default_priority = 26

    def apply(self, **_: Any) -> None:
        """Wrap the citations of the document."""
        for node in list(self.document.findall(pending_xref)):
            if node.get("refdomain") == "cite":
                # Ids from a message parsed anew may repeat those of the document.
                node["ids"] = []
                wrapper = nodes.inline(classes=["citation-call", EDITOR])
                node.parent.replace(node, wrapper)
                wrapper += node


class MarkLabels(SphinxPostTransform):
    """Mark labels of sources as ours, part C has none, and in which language they are."""

    # After sphinxcontrib-bibtex has made its entries (5) and its citations (10).
    default_priority = 11

    def run(self, **_: Any) -> None:
        """Give each label in a bibliography our class, and every label its language."""
        for citation in self.document.findall(nodes.citation):
            for label in citation.findall(nodes.label):
                # Sphinx writes no classes of the label itself.
                words = nodes.inline("", "", *label.children, classes=[EDITOR])
                label.clear()
                label.append(words)
                self._mark_language(words)
        for call in self.document.findall(nodes.inline):
            if "citation-call" in call["classes"]:
                for reference in call.findall(nodes.reference):
                    self._mark_language(reference)

    def _mark_language(self, label: nodes.Element) -> None:
        foreign = self.config.language != SOURCE_LANGUAGE
        if foreign and label.astext() in Label.untranslated:
            label["classes"].append(f"language-{SOURCE_LANGUAGE}")


def label_of(env: BuildEnvironment, key: str) -> tuple[str, str]:
    """Give the label of a source, as its citations have it, and its language."""
    domain = cast("BibtexDomain", env.get_domain("cite"))
    labels = (each.formatted_entry.label for each in domain.citations if each.key == key)
    label = str(next(labels, key))
    return label, SOURCE_LANGUAGE if label in Label.untranslated else env.config.language


def citations(doctree: nodes.document, docname: str, path: str) -> Iterator[Citation]:
    """Yield the sources cited in one document, in reading order."""
    for node in doctree.findall(pending_xref):
        if node.get("refdomain") == "cite":
            for target in parse_citation_targets(node["reftarget"]):
                yield Citation(target.key, docname, _place(node, path))


def _place(node: nodes.Element, path: str) -> Location:
    note = note_around(node)
    if note is not None:
        return Location(note["path"], note["line"])
    above: nodes.Node | None = node
    while above is not None and not above.line:
        above = above.parent
    return Location(path, (above.line if above is not None else 0) or 0)


@check(Manuscript)
def citation_unknown(manuscript: Manuscript) -> Iterator[Finding]:
    """A cited source is an entry of references.bib.

    Bad:  {cite:p}`statzk`
    Good: {cite:p}`statkz`
    """
    known = {each.key for each in manuscript.sources}
    for each in manuscript.citations:
        if each.key not in known:
            message = f"no source {each.key!r} in references.bib; add it or mend the key"
            yield Finding(each.at, "citation-unknown", message)


@check(Collation)
def citation_lost(collation: Collation) -> Iterator[Finding]:
    """A translation cites what the original cites, page by page.

    Bad:  As it says {cite:p}`statkz`. ⇒ Как сказано.
    Good: As it says {cite:p}`statkz`. ⇒ Как сказано {cite:p}`statkz`.
    """
    told = Counter((each.docname, each.key) for each in collation.translation.citations)
    for each in collation.original.citations:
        told[each.docname, each.key] -= 1
        if told[each.docname, each.key] < 0:
            language = collation.translation.language
            message = f"the {language} text has lost this citation of {each.key!r}"
            yield Finding(each.at, "citation-lost", message)


def _messages(app: Sphinx) -> Iterator[Message]:
    book = declared(app.config)
    data = read_bibliography(book.bibliography, book.root)
    places = {each.key: each.at for each in sources(book.bibliography, book.root)}
    for key, entry in data.entries.items():
        told = [("shortauthor", entry.fields.get("shortauthor", ""))]
        if PART_C not in entry.fields.get("keywords", ""):
            told += [(role, name) for role in ("author", "editor") for name in names(entry, role)]
            told += [(field, entry.fields.get(field, "")) for field in ("publisher", "address")]
        told.append(("title", entry.fields.get("title", "")))
        for field, text in told:
            if text:
                yield Message(DOMAIN, plain(text), places[key], f"{field} of {key}")


def _configure(_: Sphinx, config: Any) -> None:
    book = declared(config)
    config.bibtex_bibfiles = [str(book.bibliography)]
    config.bibtex_default_style = f"kzbook-{config.language}"
    config.bibtex_tooltips = False
    config.bibtex_bibliography_id = "sources-{bibliography_count}"
    listed = sources(book.bibliography, book.root)
    Order.language = str(config.language)
    Label.sign = STYLES[str(config.language)].sign
    Order.positions = {each.key: place for place, each in enumerate(listed)}
    # The extension offers no setting for its backend.
    BibliographyTransform.backend = VoiceBackend()
    BibliographyTransform.backend.language = config.language
    ledger = read_ledger(book)
    SourceStyle.dead = frozenset(url for url, each in ledger.items() if each.state == "dead")
    SourceStyle.language = config.language


def _anchor(_: Sphinx, env: BuildEnvironment) -> None:
    """Give each printed source an anchor that stays when the text around it changes.

    sphinxcontrib-bibtex makes a node for every entry in every bibliography, so its own
    setting for ids would name each of them many times.
    """
    domain = cast("BibtexDomain", env.get_domain("cite"))
    for place, citation in enumerate(domain.citations):
        anchor = f"source-{make_id(citation.key)}"
        bibliography = domain.bibliographies[citation.bibliography_key]
        bibliography.citation_nodes[citation.key]["ids"] = [anchor]
        domain.citations[place] = citation._replace(citation_id=anchor)


def setup(app: Sphinx) -> None:
    """Load sphinxcontrib-bibtex with our style."""
    app.setup_extension("sphinxcontrib.bibtex")
    for language, style in STYLES.items():
        pybtex.plugin.register_plugin("pybtex.style.formatting", f"kzbook-{language}", style)
    # Before sphinxcontrib-bibtex reads the file and stops at what it cannot parse.
    app.connect("config-inited", _configure, priority=100)
    app.add_transform(MarkCitations)
    app.add_post_transform(MarkLabels)
    # After sphinxcontrib-bibtex has chosen what each bibliography prints (500).
    app.connect("env-updated", _anchor, priority=600)
    app.connect("kzbook-messages", _messages)
