"""How a source is printed: one style for each language, as styles of pybtex.

English has author and date, plain. Russian follows ГОСТ Р 7.0.100-2018:
a heading, the title and who answers for it, then areas that “. – ” parts; Kazakh the same rules
in its own words, as libraries of Kazakhstan do. A field that the entry lacks is not printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.locale import _

from kzbook.book import SOURCE_LANGUAGE
from kzbook.content.bibliography import (
    DOMAIN,
    PART_C,
    is_descriptive,
    names,
    plain,
)
from kzbook.languages.catalogs import translate
from kzbook.languages.order import sort_key
from kzbook.nodes import EDITOR
from kzbook.numbers import write_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pybtex.database import BibliographyData, Entry

NBSP = "\u00a0"
AREA = f".{NBSP}– "
"""What parts the areas of a description: ГОСТ Р 7.0.100-2018. No line begins with a sign."""
_LAWS = {"legislation", "treaty"}


class Label(BaseLabelStyle):  # type: ignore[misc]  # pybtex ships no types
    """A label that people can read: the short author and the year."""

    untranslated: ClassVar[set[str]] = set()
    """The labels made so far whose words are still in the source's language."""
    sign: ClassVar[str] = " "
    """What stands before the year: “IDMC 2020”, and by ГОСТ Р 7.0.5-2008 «IDMC, 2020»."""

    def format_labels(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Yield the label of each entry; without a year the name alone."""
        for entry in entries:
            words = plain(entry.fields.get("shortauthor", "")) or _families(entry) or entry.key
            name = translate(DOMAIN, words)
            year = entry.fields.get("year", "")
            label = f"{name or words}{self.sign}{year}" if year else name or words
            if not name:
                self.untranslated.add(label)
            yield label


def _families(entry: Entry) -> str:
    """Join the family names of those who answer for a work, two at most."""
    people = names(entry, "author") or names(entry, "editor")
    families = [translate(DOMAIN, each) or each for each in people]
    families = [each.partition(",")[0] for each in families]
    if len(families) == 2:  # noqa: PLR2004  two are joined, more are cut short
        return f"{families[0]} {_('and')} {families[1]}"
    return f"{families[0]} {_('et al.')}" if len(families) > 1 else "".join(families)


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


class SourceStyle(BaseStyle):  # type: ignore[misc]  # pybtex ships no types
    """What the styles have in common.

    Part C is the author's list: the address stands as printed there, what we add to it is
    marked as ours. Words come from the catalogue ``bibliography`` where it has them; a
    title that the work itself bears is kept, and translated beside.
    """

    default_label_style = Label
    default_sorting_style = Order
    dead: ClassVar[frozenset[str]] = frozenset()
    """The addresses that answered, when last asked, that nothing is there any more."""
    language: ClassVar[str] = SOURCE_LANGUAGE
    sign: ClassVar[str] = " "
    """What stands before the year of a label."""

    def format_entry(
        self, label: str, entry: Entry, bib_data: BibliographyData | None = None
    ) -> FormattedEntry:
        """Write one entry of any type."""
        del bib_data
        part_c = PART_C in entry.fields.get("keywords", "")
        written = _part_c(entry) if part_c else Text(*self.written(entry), *_archived(entry))
        return FormattedEntry(entry.key, written, label)

    def written(self, entry: Entry) -> list[Any]:
        """Write an entry that is not the author's."""
        raise NotImplementedError


class AuthorDate(SourceStyle):
    """Author, year, title, where it is to be found; each ends with a full stop."""

    def written(self, entry: Entry) -> list[Any]:
        """Write who, when, what and where."""
        given = entry.fields
        year = given.get("year", "")
        if not year and entry.type not in _LAWS:
            year = _("n.d.")
        elif is_descriptive(entry) and year in plain(given.get("title", "")):
            year = ""
        people, editors, role = _people(entry, "author"), _people(entry, "editor"), ""
        if not people and editors:
            people = editors
            role = _("eds.") if len(people) > 1 else _("ed.")
        who = _listed([*people[:1], *_straight(people[1:])])
        told: list[Any] = [[*who, *([f", {role}"] if role and who else [])], year, _title(entry)]
        told.append(_capital(_edition(entry)))
        if container := _container(entry):
            within = [] if entry.type == "article" else [f"{_('In')} "]
            edited = (
                [] if role or not editors else [_("edited by"), " ", *_listed(_straight(editors))]
            )
            told.append(_run([[*within, *container], edited, *_volume(entry), _pages(entry)], ", "))
        else:
            told.append(_pages(entry))
        told += [
            _run([_worded(entry, "address"), _worded(entry, "publisher")], ": "),
        ]
        told += [_identified(entry)]
        if url := given.get("url", ""):
            day = given.get("urldate", "")
            told += [
                _("Accessed %s") % write_date(day, self.language) if day else "",
                HRef(url, url),
            ]
        return _run(told, ". ", end="" if url else ".")


class Description(SourceStyle):
    """A bibliographic description by ГОСТ Р 7.0.100-2018, in the words of the edition."""

    sign = ", "

    def written(self, entry: Entry) -> list[Any]:
        """Write the heading, the title with who answers for it, and the areas."""
        given = entry.fields
        people = _people(entry, "author")
        person = people[0].words.partition(", ") if people else ("", "", "")
        # A law is headed by the state, a work by its one person.
        heading: list[Any] = []
        if entry.type in _LAWS:
            heading = _listed(people)
        elif person[2]:
            heading = [
                Name(f"{person[0]},{NBSP}{_initials(person[2])}", kept=people[0].kept).told()
            ]
        answers = [] if entry.type in _LAWS else _listed([_turned(each) for each in people], ", ")
        edited: list[Any] = []
        if editors := _people(entry, "editor"):
            edited = [_("edited by"), " ", *_listed([_turned(each) for each in editors], ", ")]
        container = _container(entry)
        if container and edited:
            container += [f"{NBSP}/ ", *edited]
        elif edited:
            answers = [*answers, *([f"{NBSP}; "] if answers else []), *edited]
        title = [_title(entry), *([f"{NBSP}/ ", *answers] if answers else [])]
        first = _run([heading, title], ". ")
        year = given.get("year", "")
        if is_descriptive(entry) and year in plain(given.get("title", "")):
            year = ""
        url = given.get("url", "")
        text = f"{_('Text')}{NBSP}:{NBSP}{_('electronic')}" if url else ""
        if container:
            areas: list[Any] = [first, *([[text, f"{NBSP}// ", *container]] if text else [])]
            if not text:
                areas = [[*first, f"{NBSP}// ", *container]]
            areas += [year, *map(_capital, _volume(entry)), _capital(_pages(entry))]
            text = ""
        else:
            made = _run([_worded(entry, "address"), _worded(entry, "publisher")], f"{NBSP}: ")
            areas = [
                first,
                _capital(_edition(entry)),
                _run([made, year], ", "),
                _capital(_pages(entry)),
            ]
        areas.append(_identified(entry))
        if url:
            day = ".".join(reversed(given.get("urldate", "").split("-")))
            read = [f" ({_('date of access')}: {day})"] if day else []
            areas.append([f"{_('URL')}: ", HRef(url, url), *read])
        return _run([*areas, text], AREA, end="." if text or not url else "")


class Name(msgspec.Struct, frozen=True):
    """A name as printed; ``kept`` says that the edition has no words of its own for it."""

    words: str
    kept: bool

    def told(self) -> Any:
        """Write the name, marked where it is in the source's language."""
        return _marked(self.words) if self.kept else self.words


STYLES: dict[str, type[SourceStyle]] = {"en": AuthorDate, "ru": Description, "kk": Description}
"""The style of each language's bibliographies."""


def _part_c(entry: Entry) -> Text:
    url = entry.fields["url"]
    told = _run([_title(entry), entry.fields.get("year", "")], ", ")
    return Text(HRef(url, url), Tag(EDITOR, " ", *told, ".", *_archived(entry)))


def _archived(entry: Entry) -> list[Any]:
    """Give the address of the archived copy, in words, where the original is dead."""
    archive = entry.fields.get("archiveurl", "")
    if not archive or entry.fields.get("url", "") not in SourceStyle.dead:
        return []
    day, language = entry.fields.get("archivedate", ""), SourceStyle.language
    words = _("Archived copy, %s:") % write_date(day, language) if day else _("Archived copy:")
    return [" ", words, " ", HRef(archive, archive)]


def _run(parts: Iterable[Any], sign: str, end: str = "") -> list[Any]:
    """Join what there is; a full stop is not doubled."""
    joined: list[Any] = []
    for part in parts:
        if not part:
            continue
        if joined:
            joined.append(_after(joined, sign))
        joined += part if isinstance(part, list) else [part]
    return [*joined, _after(joined, end)] if end else joined


def _after(joined: list[Any], sign: str) -> str:
    stopped = str(joined[-1]).endswith(".") and sign.startswith(".")
    return sign.removeprefix(".") if stopped else sign


def _listed(people: list[Name], sign: str = "") -> list[Any]:
    """Join names, by commas and "and" if no sign is given."""
    marked = [each.told() for each in people]
    if sign or len(marked) == 1:
        return _run(marked, sign)
    listed = _run(marked[:-1], ", ")
    return [*listed, f" {_('and')} ", marked[-1]] if marked else []


def _people(entry: Entry, role: str) -> list[Name]:
    """Give the names of an entry, in the words of the edition where it has them."""
    given = [(name, translate(DOMAIN, name)) for name in names(entry, role)]
    return [Name(words or name, kept=not words) for name, words in given]


def _turned(name: Name) -> Name:
    """Write a person's name as it stands after the slash: initials, then the family's."""
    family, comma, given = name.words.partition(", ")
    return Name(f"{_initials(given)}{NBSP}{family}", kept=name.kept) if comma else name


def _straight(people: list[Name]) -> list[Name]:
    """Write names with the given ones first."""
    parted = [(each.words.partition(", "), each.kept) for each in people]
    return [Name(f"{given} {family}".strip(), kept) for (family, _comma, given), kept in parted]


def _initials(given: str) -> str:
    return NBSP.join(f"{part[0]}." for part in given.split())


def _container(entry: Entry) -> list[Any]:
    field = next(
        (name for name in ("journaltitle", "journal", "booktitle") if name in entry.fields), ""
    )
    return [Tag("em", plain(entry.fields[field]))] if field else []


def _volume(entry: Entry) -> list[str]:
    given = entry.fields
    volume, number = given.get("volume", ""), given.get("number", "")
    told = [_("vol. %s") % volume if volume else "", _("no. %s") % number if number else ""]
    return [", ".join(each for each in told if each)]


def _pages(entry: Entry) -> str:
    given = plain(entry.fields.get("pages", "")).replace("--", "–")
    if not given:
        return ""
    return (_("pp. %s") if "–" in given or "," in given else _("p. %s")) % given


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _edition(entry: Entry) -> str:
    given = plain(entry.fields.get("edition", ""))
    return _("edition %s") % given if given else ""


def _identified(entry: Entry) -> list[Any]:
    doi, isbn = (entry.fields.get(name, "") for name in ("doi", "isbn"))
    told = [["DOI ", HRef(f"https://doi.org/{doi}", doi)] if doi else [], isbn and f"ISBN {isbn}"]
    return _run(told, ". ")


def _title(entry: Entry) -> Any:
    """Give a title in the work's language, with what it means in brackets."""
    title = plain(entry.fields.get("title", ""))
    if is_descriptive(entry):
        return _worded(entry, "title")
    own = entry.fields.get("language", SOURCE_LANGUAGE)
    borne = Tag(f"language-{own}", Tag("em", title))
    means = translate(DOMAIN, title)
    if not means or own == SourceStyle.language or means == title:
        return borne
    return Text(borne, " ", Tag(f"language-{SourceStyle.language}", f"[{means}]"))


def _worded(entry: Entry, field: str) -> Any:
    """Give a field in the edition's language, marked where it is still in the source's."""
    text = plain(entry.fields.get(field, ""))
    return translate(DOMAIN, text) or (_marked(text) if text else "")


def _marked(text: str) -> Any:
    return Tag(f"untranslated-{SOURCE_LANGUAGE}", text)
