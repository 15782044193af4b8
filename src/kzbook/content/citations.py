"""Citations: the roles of sphinxcontrib-bibtex, and a style of our own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, cast

import pybtex.plugin
from docutils import nodes
from docutils.nodes import make_id
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex_docutils import Backend
from sphinx.addnodes import pending_xref
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from kzbook.book import SOURCE_LANGUAGE, declared
from kzbook.content.bibliography import (
    DOMAIN,
    INSTRUMENT,
    PART_C,
    author,
    plain,
    read_bibliography,
    sources,
)
from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Message, translate
from kzbook.languages.order import sort_key
from kzbook.ledger import read_ledger
from kzbook.manuscript import Citation, Collation, Manuscript
from kzbook.nodes import EDITOR, note_around
from kzbook.numbers import write_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pybtex.database import BibliographyData, Entry
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain


class Label(BaseLabelStyle):  # type: ignore[misc]  # pybtex ships no types
    """A label that people can read: the short author and the year."""

    untranslated: ClassVar[set[str]] = set()
    """The labels made so far whose words are still in the source's language."""

    def format_labels(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield ``IDMC 2020`` for each entry; without a year the name alone."""
        for entry in entries:
            words = plain(entry.fields.get("shortauthor", "")) or author(entry) or entry.key
            name = translate(DOMAIN, words)
            label = f"{name or words} {entry.fields.get('year', '')}".strip()
            if not name:
                self.untranslated.add(label)
            yield label


class Order(BaseSortingStyle):  # type: ignore[misc]  # pybtex ships no types
    """The order of references.bib, cited or not; the editor's sources by their labels.

    For part C that is the author's order, for the instruments that of the text.
    """

    positions: ClassVar[dict[str, int]] = {}
    """Places of the entries in references.bib, by key."""
    language: ClassVar[str] = SOURCE_LANGUAGE
    """In whose alphabet the labels stand."""

    def sort(self, entries: Iterable[Entry]) -> list[Entry]:
        """Sort *entries*; those of two kinds in one list stand as the file has them."""
        listed = sorted(entries, key=lambda entry: self.positions.get(entry.key, 0))
        if any(EDITOR not in entry.fields.get("keywords", "") for entry in listed):
            return listed
        labels = zip(Label().format_labels(listed), listed, strict=True)
        by_label = sorted(labels, key=lambda each: sort_key(each[0], self.language))
        return [entry for _label, entry in by_label]


class Style(BaseStyle):  # type: ignore[misc]  # pybtex ships no types
    """How the book prints a source.

    Part C is the author's list: the address stands as printed there, what we add to it is
    marked as ours. Words come from the catalogue ``bibliography`` where it has them; a
    title that the work itself bears is never translated.
    """

    default_label_style = Label
    default_sorting_style = Order
    dead: ClassVar[frozenset[str]] = frozenset()
    """The addresses that answered, when last asked, that nothing is there any more."""
    language: ClassVar[str] = SOURCE_LANGUAGE

    def format_entry(
        self, label: str, entry: Entry, bib_data: BibliographyData | None = None
    ) -> FormattedEntry:
        """Write one entry of any type: online, report, legislation, treaty."""
        del bib_data
        keywords = entry.fields.get("keywords", "")
        write = _part_c if PART_C in keywords else _ours
        return FormattedEntry(entry.key, write(entry), label)


def _part_c(entry: Entry) -> Text:
    url = entry.fields["url"]
    told = [_title(entry), entry.fields.get("year", "")]
    ours = Tag(EDITOR, " ", *_joined([each for each in told if each]), ".", *_archived(entry))
    return Text(HRef(url, url), ours)


def _ours(entry: Entry) -> Text:
    year = entry.fields.get("year", "")
    title = _title(entry)
    told: list[Any] = [_worded(entry, "author"), title, _worded(entry, "publisher")]
    if year and year not in str(title):
        told.append(year)
    parts: list[Any] = [*_joined([each for each in told if each], ". "), "."]
    if url := entry.fields.get("url", ""):
        parts += [" ", HRef(url, url), *_archived(entry)]
    return Text(*parts)


def _archived(entry: Entry) -> list[Any]:
    """Give the address of the archived copy, in words, where the original is dead."""
    archive = entry.fields.get("archiveurl", "")
    if not archive or entry.fields.get("url", "") not in Style.dead:
        return []
    day = entry.fields.get("archivedate", "")
    words = (
        _("Archived copy, %s:") % write_date(day, Style.language) if day else _("Archived copy:")
    )
    return [" ", words, " ", HRef(archive, archive)]


def _joined(parts: list[Any], sign: str = ", ") -> list[Any]:
    joined: list[Any] = []
    for part in parts:
        joined += [sign, part] if joined else [part]
    return joined


def _title(entry: Entry) -> Any:
    title = plain(entry.fields.get("title", ""))
    if _is_descriptive(entry):
        return _worded(entry, "title")
    return Tag(f"language-{entry.fields.get('language', SOURCE_LANGUAGE)}", Tag("em", title))


def _is_descriptive(entry: Entry) -> bool:
    """Say whether the title is words about the work, not a title that the work bears."""
    title = plain(entry.fields.get("title", ""))
    return title.startswith("[") or INSTRUMENT in entry.fields.get("keywords", "")


def _worded(entry: Entry, field: str) -> Any:
    """Give a field in the edition's language, marked where it is still in the source's."""
    text = author(entry) if field == "author" else plain(entry.fields.get(field, ""))
    return translate(DOMAIN, text) or (Tag(f"untranslated-{SOURCE_LANGUAGE}", text) if text else "")


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
        told = {"shortauthor": plain(entry.fields.get("shortauthor", ""))}
        if PART_C not in entry.fields.get("keywords", ""):
            told["author"] = author(entry)
            told["publisher"] = plain(entry.fields.get("publisher", ""))
        if _is_descriptive(entry):
            told["title"] = plain(entry.fields.get("title", ""))
        for field, text in told.items():
            if text:
                yield Message(DOMAIN, text, places[key], f"{field} of {key}")


def _configure(_: Sphinx, config: Any) -> None:
    book = declared(config)
    config.bibtex_bibfiles = [str(book.bibliography)]
    config.bibtex_default_style = "kzbook"
    config.bibtex_tooltips = False
    config.bibtex_bibliography_id = "sources-{bibliography_count}"
    listed = sources(book.bibliography, book.root)
    Order.language = str(config.language)
    Order.positions = {each.key: place for place, each in enumerate(listed)}
    # The extension offers no setting for its backend.
    BibliographyTransform.backend = VoiceBackend()
    BibliographyTransform.backend.language = config.language
    ledger = read_ledger(book)
    Style.dead = frozenset(url for url, each in ledger.items() if each.state == "dead")
    Style.language = config.language


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
    pybtex.plugin.register_plugin("pybtex.style.formatting", "kzbook", Style)
    # Before sphinxcontrib-bibtex reads the file and stops at what it cannot parse.
    app.connect("config-inited", _configure, priority=100)
    app.add_transform(MarkCitations)
    app.add_post_transform(MarkLabels)
    # After sphinxcontrib-bibtex has chosen what each bibliography prints (500).
    app.connect("env-updated", _anchor, priority=600)
    app.connect("kzbook-messages", _messages)
