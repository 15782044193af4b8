"""References: the entries of references.bib as data, and what contradicts itself in them.

Addresses as such are judged by ``kzbook.content.links``, the file's syntax on reading.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

from stdnum import isbn, issn
from stdnum.exceptions import ValidationError

from kzbook.book import declared, read_text, relative
from kzbook.content.bibliography import INSTRUMENT, PART_C, plain, read_bibliography, sources
from kzbook.errors import KzbookError
from kzbook.finding import Finding, Location, check
from kzbook.manuscript import Manuscript, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinxcontrib.bibtex.domain import BibtexDomain

    from kzbook.book import Book

ADDRESSES = "part-c-addresses.txt"
"""In docs/: the addresses that the source document lists, one a line, in its order."""
FURTHER = "further"
"""The keyword of a source that is listed though nothing cites it."""

_DOI = re.compile(r"10\.\d{4,9}/\S*[^\s.,;]")
_DAY = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def references(env: BuildEnvironment) -> Iterator[Reference]:
    """Yield the entries of references.bib, and whether a bibliography lists each."""
    domain = cast("BibtexDomain", env.get_domain("cite"))
    printed = {each.key for each in domain.citations}
    yield from entries(declared(env.config), printed)


def entries(book: Book, printed: set[str]) -> Iterator[Reference]:
    """Yield the entries of references.bib in its order; *printed* are the keys listed."""
    data = read_bibliography(book.bibliography, book.root)
    for source in sources(book.bibliography, book.root):
        entry = data.entries[source.key]
        fields = {
            name.lower(): value if name.lower() in _VERBATIM else _plain(value)
            for name, value in entry.fields.items()
        }
        for role, people in entry.persons.items():
            fields[role.lower()] = _plain(" and ".join(map(str, people)))
        yield Reference(
            key=source.key, kind=entry.type, fields=fields,
            printed=source.key in printed, at=source.at,
        )  # fmt: skip


_VERBATIM = {"url", "archiveurl", "doi", "isbn", "issn"}


def _plain(text: str) -> str:
    try:
        return plain(text)
    except ValueError:
        # Braces that do not match: printing it will tell.
        return text


def source_addresses(book: Book) -> tuple[str, ...]:
    """Read the addresses that the source document prints, if the book holds them."""
    path = book.docs / ADDRESSES
    try:
        text = read_text(path, book.root, "addresses-unreadable")
    except FileNotFoundError:
        return ()
    if not text.split():
        told = f"{relative(path, book.root)}: no address; take the file out or fill it"
        raise KzbookError("addresses-unreadable", told)
    return tuple(text.split("\n")[:-1] if text.endswith("\n") else text.split("\n"))


@check(Manuscript)
def source_uncited(manuscript: Manuscript) -> Iterator[Finding]:
    """A source is cited, or listed: in part C, as an instrument, or as a further source.

    Bad:  @online{a, title={[Of nothing]}, url={https://a.org/}, keywords={editor}}
    Good: @online{a, title={[To read on]}, url={https://a.org/}, keywords={editor, further}}
    """
    cited = {each.key for each in manuscript.citations}
    for each in manuscript.references:
        if each.key in cited:
            continue
        if not each.keywords & {PART_C, INSTRUMENT, FURTHER}:
            told = (
                f"nothing cites {each.key!r}; cite it, take it out, or give it the keyword "
                f"{FURTHER!r} if readers shall find it all the same"
            )
            yield Finding(each.at, "source-uncited", told)
        elif not each.printed:
            told = f"nothing cites {each.key!r} and no bibliography lists it; do either"
            yield Finding(each.at, "source-uncited", told)


@check(Manuscript)
def source_twice(manuscript: Manuscript) -> Iterator[Finding]:
    """A work has one entry: no two have one DOI, address, or title and year.

    Bad:  @online{a, title={[Home]}, url={http://x.org}, keywords={part-c}}
    Good: @online{a, title={[Home]}, url={https://x.org/a}, keywords={part-c}}
    """
    first: dict[tuple[str, ...], Reference] = {}
    for each in manuscript.references:
        for identity in _identities(each):
            other = first.setdefault(identity, each)
            if other is not each:
                told = (
                    f"{each.key!r} has the {identity[0]} of {other.key!r} ({other.at}); "
                    "keep one entry and cite it"
                )
                yield Finding(each.at, "source-twice", told)
                break


def _identities(each: Reference) -> Iterator[tuple[str, ...]]:
    fields = each.fields
    if doi := _doi(fields.get("doi", "")) or _doi(fields.get("url", "")):
        yield "DOI", doi.lower()
    if url := fields.get("url", ""):
        yield "address", _same_address(url)
    if number := re.sub(r"[\s-]", "", fields.get("isbn", "")):
        yield "ISBN", isbn.to_isbn13(number) if isbn.is_valid(number) else number
    title = _letters(fields.get("title", ""))
    if title:
        # A description is no title: “[Website]” fits many.
        described = fields["title"].startswith("[")
        who = _letters(fields.get("author", "")) if described else ""
        yield "title and year", title, _year(each), who


def _same_address(url: str) -> str:
    try:
        split = urlsplit(url)
    except ValueError:
        return url
    host = (split.hostname or "").removeprefix("www.")
    fragment = f"#{split.fragment}" if split.fragment else ""
    return f"{host}{unquote(split.path).rstrip('/')}?{split.query}{fragment}"


def _letters(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(filter(str.isalnum, plain)).removeprefix("the")


def _year(each: Reference) -> str:
    return each.fields.get("year", "") or each.fields.get("date", "")[:4]


def _doi(text: str) -> str:
    found = re.search(
        r"(?:^|doi\.org/|doi:)(10\.\d{4,9}/\S+)", unquote(text.strip()), re.IGNORECASE
    )
    return found[1] if found else ""


@check(Manuscript)
def source_contradicts_itself(manuscript: Manuscript) -> Iterator[Finding]:
    """The fields of an entry agree: year, dates, type, address and archived copy.

    Bad:  @legislation{a, title={Refugee Act of 2008}, year={2009}, keywords={instrument}}
    Good: @legislation{a, title={Refugee Act of 2009}, year={2009}, keywords={instrument}}
    """
    for each in manuscript.references:
        for told in (*_dates_that_differ(each), *_addresses_that_differ(each)):
            yield Finding(each.at, "source-contradicts-itself", f"{each.key}: {told}; mend one")


def _dates_that_differ(each: Reference) -> Iterator[str]:
    fields = each.fields
    for name in ("year", "date", "urldate", "archivedate"):
        if (given := fields.get(name, "")) and not _DAY.fullmatch(given):
            yield f"{name} = {given!r} is no year or day (2020, 2020-03-15)"
    year, date = fields.get("year", ""), fields.get("date", "")
    if year and date and date[:4] != year:
        yield f"date = {date!r} is not of the year {year!r}"
    stated = year or date[:4]
    if not re.fullmatch(r"\d{4}", stated):
        return
    title = fields.get("title", "")
    dated = re.findall(r"^\W*((?:19|20)\d\d)\b(?![–-])|\bof ((?:19|20)\d\d)\b", title)
    dated += re.findall(r"[,(] ?((?:19|20)\d\d)()\W*$", title)
    years = {first or second for first, second in dated}
    if years and stated not in years:
        yield f"the title is of {min(years)}, the year is {stated}"
    for name in ("urldate", "archivedate"):
        day = fields.get(name, "")
        published = date or year
        if day and day < published[: len(day)]:
            yield f"{name} = {day!r} is before {published!r}, when the work came out"
    # A page filed under a month (…/2019/12/…) or a day (…/20200419/…) was out by then.
    path = urlsplit(fields.get("url", "").partition("web/")[0] or "").path
    for found in re.findall(r"/((?:19|20)\d\d)(?:/|-|)(?:0[1-9]|1[0-2])(?=\d\d[/_.]|[/_.-])", path):
        if stated > found:
            yield f"the address is of {found}, the year is {stated}"


def _addresses_that_differ(each: Reference) -> Iterator[str]:
    fields = each.fields
    url, archive = fields.get("url", ""), fields.get("archiveurl", "")
    doi = _doi(fields.get("doi", ""))
    if each.kind == "online" and re.search(r"\.(?:pdf|docx?)$", url, re.IGNORECASE):
        yield f"@online is a page, and {url} is a file: @report"
    if doi and (other := _doi(url)) and other.lower() != doi.lower():
        yield f"the DOI is {doi!r}, that of the address {other!r}"
    if "urldate" in fields and not url:
        yield "urldate, and there is no url"
    if bool(archive) != ("archivedate" in fields):
        yield "archiveurl and archivedate go together"
    copy = re.search(r"/web/(\d{4})(\d\d)(\d\d)\d*\w*/(.+)", archive)
    if copy and "-".join(copy.groups()[:3]) != fields.get("archivedate", ""):
        yield f"the copy is of {'-'.join(copy.groups()[:3])}, archivedate says otherwise"
    if copy and url and _same_address(copy[4]) != _same_address(url):
        yield f"the copy is of {copy[4]}, the address is {url}"


@check(Manuscript)
def source_number(manuscript: Manuscript) -> Iterator[Finding]:
    """A DOI, an ISBN and an ISSN are written as such, and their check digit is right.

    Bad:  @book{a, title={B}, isbn={978-0-306-40615-8}, keywords={instrument}}
    Good: @book{a, title={B}, isbn={978-0-306-40615-7}, keywords={instrument}}
    """
    for each in manuscript.references:
        for name, told in _bad_numbers(each.fields):
            value = each.fields[name]
            yield Finding(each.at, "source-number", f"{each.key}: {name} = {value!r}: {told}")


def _bad_numbers(fields: dict[str, str]) -> Iterator[tuple[str, str]]:
    if "doi" in fields and not _DOI.fullmatch(fields["doi"]):
        yield "doi", "a DOI begins with 10. and a number, then / and a name; no address, no space"
    for name, standard in (("isbn", isbn), ("issn", issn)):
        if name in fields:
            try:
                standard.validate(fields[name])
            except ValidationError as error:
                yield name, f"{str(error).rstrip('.').lower()}; read it from the work"


@check(Manuscript)
def source_printed_otherwise(manuscript: Manuscript) -> Iterator[Finding]:
    """The addresses of part C are those of the source document, byte for byte, in its order.

    Bad:  @online{a, title={[Site]}, url={https://www.x.org/}, keywords={part-c}}
    Good: @online{a, title={[Site]}, url={https://www.x.org/}, keywords={instrument}}
    """
    if not manuscript.source_addresses:
        return
    rule = "source-printed-otherwise"
    listed = [each for each in manuscript.references if PART_C in each.keywords]
    wanted = manuscript.source_addresses
    for each in listed:
        url = each.fields.get("url", "")
        if url not in wanted:
            place = listed.index(each)
            near = wanted[place] if place < len(wanted) else "no such address"
            told = f"{each.key}: {url!r} is not printed in the source document; it has {near!r}"
            yield Finding(each.at, rule, told)
    given = [each.fields.get("url", "") for each in listed]
    for line, url in enumerate(wanted, 1):
        if given.count(url) != 1:
            told = f"{url!r} stands {given.count(url)} times in part C of references.bib, not once"
            yield Finding(Location(f"docs/{ADDRESSES}", line), rule, told)
    if sorted(given) == sorted(wanted) and tuple(given) != wanted:
        moved = next(
            each for each, url in zip(listed, wanted, strict=True) if each.fields["url"] != url
        )
        told = f"{moved.key} stands where the source document has another; keep its order"
        yield Finding(moved.at, rule, told)


def setup(_: Sphinx) -> None:
    """Nothing is added to Sphinx: the entries are read from references.bib."""
