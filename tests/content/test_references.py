"""Faults planted in references.bib as it is, entry by entry and field by field."""

import re
import shutil

import pytest

from conftest import ROOT
from kzbook.book import Book
from kzbook.content.bibliography import read_bibliography
from kzbook.content.references import ADDRESSES, entries, source_addresses
from kzbook.errors import KzbookError
from kzbook.finding import checks
from kzbook.manuscript import Citation, Manuscript

BIB = (ROOT / "references.bib").read_text("utf-8")
RULES = (
    "source-uncited",
    "source-twice",
    "source-contradicts-itself",
    "source-number",
    "source-printed-otherwise",
)


@pytest.fixture
def book(tmp_path):
    (tmp_path / "docs").mkdir()
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    shutil.copyfile(ROOT / "docs" / ADDRESSES, tmp_path / "docs" / ADDRESSES)
    return Book.load(tmp_path)


def manuscript(book, text, uncited=()):
    """The profile with other references; all of them cited and listed, but for *uncited*."""
    book.bibliography.write_text(text, "utf-8")
    keys = set(re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE))
    listed = tuple(entries(book, keys))
    cited = tuple(Citation(each.key, "a", each.at) for each in listed if each.key not in uncited)
    return Manuscript(
        language="en",
        references=listed,
        source_addresses=source_addresses(book),
        citations=cited,
    )


def told(record):
    return [each for rule in RULES for each in checks[Manuscript][rule](record)]


def test_the_profile_itself_has_no_finding(book):
    record = manuscript(book, BIB)
    assert len(record.references) > 55
    assert told(record) == []


def test_each_source_of_a_note_that_nothing_cites_is_told(book):
    editors = [each.key for each in manuscript(book, BIB).references if "editor" in each.keywords]
    assert len(editors) > 15
    for key in editors:
        (found,) = told(manuscript(book, BIB, uncited={key}))
        assert (found.rule, key in found.message) == ("source-uncited", True)
    further = BIB.replace("keywords = {editor}", "keywords = {editor, further}")
    assert told(manuscript(book, further, uncited=editors)) == []


# Field by field: what makes it contradict another, and the rule that says so. {0} is the value.
FIELDS = [
    ("year", "1899", "source-contradicts-itself", r"title = .*(of|\{)\W*(19|20)\d\d"),
    ("year", "MMXX", "source-contradicts-itself", ""),
    ("year", "{0}}},\n  date = {{1901-01-02", "source-contradicts-itself", ""),
    ("year", "{0}}},\n  date = {{{0}-13", "source-contradicts-itself", ""),
    ("year", "{0}}},\n  urldate = {{1980-01-02", "source-contradicts-itself", "url = "),
    ("year", "{0}}},\n  isbn = {{978-0-306-40615-8", "source-number", ""),
    ("year", "{0}}},\n  isbn = {{0-306", "source-number", ""),
    ("year", "{0}}},\n  issn = {{2049-3631", "source-number", ""),
    ("year", "{0}}},\n  doi = {{https://doi.org/10.1000/182", "source-number", ""),
    ("year", "{0}}},\n  doi = {{11.1000/182", "source-number", ""),
    ("url", "{0}}},\n  archiveurl = {{https://web.archive.org/web/20210201/{0}",
     "source-contradicts-itself", ""),
    ("url", ("{0}}},\n  archivedate = {{2021-02-01}},\n  archiveurl = "
     "{{https://web.archive.org/web/20210202/{0}"), "source-contradicts-itself", ""),
    ("url", ("{0}}},\n  archivedate = {{2030-02-01}},\n  archiveurl = "
     "{{https://web.archive.org/web/20300201/https://else.example/"),
     "source-contradicts-itself", ""),
    ("url", "https://doi.org/10.1000/183}},\n  doi = {{10.1000/182", "source-contradicts-itself", ""),
    ("url", "http://{0}x", "source-printed-otherwise", "part-c"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "worse", "rule", "where"), FIELDS)
def test_each_entry_that_contradicts_itself_is_told(book, field, worse, rule, where):
    planted = 0
    for entry in re.findall(r"^@.*?^\}\n", BIB, re.MULTILINE | re.DOTALL):
        value = re.search(rf"^  {field} = \{{(.*)\}}", entry, re.MULTILINE)
        if not value or not re.search(where, entry):
            continue
        planted += 1
        put = value[0].replace(value[1], worse.format(value[1]), 1)
        found = told(manuscript(book, entry.replace(value[0], put)))
        assert rule in {each.rule for each in found}, put
    assert planted


def test_each_entry_given_twice_is_told(book):
    planted = 0
    for entry in re.findall(r"^@.*?^\}\n", BIB, re.MULTILINE | re.DOTALL):
        again = re.sub(r"\{[^,]+,", "{another,", entry, count=1).replace("part-c", "instrument")
        # Without its address, and its title as somebody else would type it.
        shifts = [re.sub(r"  url = .*\n", "", again).replace("@online", "@report")]
        shifts.append(re.sub("title = .*", lambda match: match[0].upper(), shifts[0]))
        if "url = " in entry:
            other = re.sub(r"title = .*", "title = {[Else]},", again)
            plain = re.sub(r"\{https?://(www\.)?", "{http://", other)
            shifts += [other, plain]
            if "?" not in entry:
                shifts.append(re.sub(r"url = \{(.*?)/?\}", r"url = {\1/}", other))
        for shift in shifts:
            planted += 1
            found = told(manuscript(book, f"{entry}\n{shift}"))
            assert "source-twice" in {each.rule for each in found}, shift
    assert planted > 150


def test_one_byte_of_an_address_of_part_c_is_told(book):
    planted = 0
    for url in (book.docs / ADDRESSES).read_text("utf-8").splitlines():
        for place in range(0, len(url), 7):
            planted += 1
            worse = url[:place] + ("x" if url[place] != "x" else "y") + url[place + 1 :]
            entry = f"@online{{a, title={{[A]}}, url={{{worse}}}, keywords={{part-c}}}}"
            found = [each for each in told(manuscript(book, entry)) if each.at.line == 1]
            assert "references.bib" in {each.at.path for each in found}
    assert planted > 200


def test_the_order_of_part_c_is_the_documents(book):
    one, other = re.findall(r"^@.*?^\}\n", BIB, re.MULTILINE | re.DOTALL)[:2]
    swapped = BIB.replace(one, "?").replace(other, one).replace("?", other, 1)
    assert {each.rule for each in told(manuscript(book, swapped))} == {"source-printed-otherwise"}


def test_the_addresses_are_those_of_the_source_document():
    document = (ROOT / "tests/data/migration-profile-kazakhstan.txt").read_text("utf-8")
    listed = re.findall(r"https?://[^\s<>]+", document.partition("\nC. References")[2])
    assert list(source_addresses(Book.load(ROOT))) == listed
    assert len(listed) == 18


def test_an_empty_list_of_addresses_is_refused(book):
    (book.docs / ADDRESSES).write_text("\n", "utf-8")
    with pytest.raises(KzbookError, match=ADDRESSES):
        source_addresses(book)


def test_a_file_cut_short_is_read_or_told_with_its_line(book):
    refused = 0
    for cut in range(1, 700, 23):
        book.bibliography.write_bytes(BIB[:2000].encode()[:-cut])
        try:
            read_bibliography(book.bibliography, book.root)
        except KzbookError as error:
            refused += bool(re.match(r"references\.bib:\d+: ", error.message))
    assert refused > 20


@pytest.mark.parametrize(
    "worse",
    [
        BIB.replace("United Nations", "Unit\xe9 Nations").encode("latin-1", "ignore"),
        BIB.replace(
            "title = {Criminal Code of 2014", "title = {Criminal Code {of 2014", 1
        ).encode(),
        BIB.replace("language = {en},", "language = english,", 1).encode(),
        BIB.replace("@report{iom2020wmr", "@report{unhcr2019qa", 1).encode(),
        BIB.replace("year = {2019},", "year = {2019}", 1).encode(),
        BIB.encode("utf-16"),
    ],
)
def test_a_file_that_is_no_bibtex_is_told_with_its_line(book, worse):
    book.bibliography.write_bytes(worse)
    with pytest.raises(KzbookError) as caught:
        read_bibliography(book.bibliography, book.root)
    assert re.match(r"references\.bib:\d+: ", caught.value.message)


def test_an_empty_file_has_no_entries(book):
    book.bibliography.write_text("", "utf-8")
    assert list(entries(book, set())) == []
