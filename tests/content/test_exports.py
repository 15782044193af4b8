"""The exported bibliography, read back by the libraries of others."""

import json

import pytest
import rispy
from pybtex.database import parse_string
from pybtex.richtext import Text

from conftest import ROOT
from kzbook.book import Book
from kzbook.content.exports import _words, bibliography_files, references

LANGUAGES = ["en", "ru", "kk"]


@pytest.fixture(scope="module", params=LANGUAGES)
def exported(request):
    book = Book.load(ROOT)
    files = {
        name.rpartition(".")[2]: data for name, data in bibliography_files(book, request.param)
    }
    words = _words(book, request.param)
    return list(references(book, request.param, lambda text: words.get(text, ""))), files


def plain(text):
    return str(Text.from_latex(text))


def test_pybtex_reads_the_bibtex(exported):
    listed, files = exported
    entries = parse_string(files["bib"].decode(), "bibtex").entries
    assert list(entries) == [each.key for each in listed]
    for each in listed:
        entry = entries[each.key]
        assert plain(entry.fields["title"]) == each.said["title"]
        assert plain(entry.fields.get("titleaddon", "")) == each.said.get("means", "")
        assert entry.fields.get("url") == each.said.get("url")
        people = [plain(str(person)) for person in entry.persons["author"]]
        assert tuple(people) == each.authors
        assert entry.fields.get("entrysubtype", entry.type) == each.kind


def test_rispy_reads_the_ris(exported):
    listed, files = exported
    read = rispy.loads(files["ris"].decode())
    assert len(read) == len(listed) > 50
    for each, entry in zip(listed, read, strict=True):
        assert entry["id"] == each.key
        assert entry["title"] == each.said["title"]
        assert entry.get("translated_title") == each.said.get("means")
        assert tuple(entry["authors"]) == each.authors
        assert entry.get("urls", [None])[0] == each.said.get("url")
        assert entry.get("year") == each.said.get("year")


def test_csl_has_every_entry(exported):
    listed, files = exported
    read = json.loads(files["json"])
    kinds = {
        "legislation": "legislation",
        "treaty": "treaty",
        "report": "report",
        "online": "webpage",
    }
    for each, item in zip(listed, read, strict=True):
        assert (item["id"], item["type"]) == (each.key, kinds[each.kind])
        assert item["title"] == each.said["title"]
        assert item.get("translated-title") == each.said.get("means")
        assert item.get("URL") == each.said.get("url")
        year = each.said.get("year")
        assert item.get("issued") == ({"date-parts": [[int(year)]]} if year else None)
        names = [
            name.get("literal") or f"{name['family']}, {name['given']}" for name in item["author"]
        ]
        assert tuple(names) == each.authors


def test_signs_of_tex_and_addresses_come_back(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.kzbook]\ntitle = "T"\nlanguages = ["en"]\nformats = ["html"]\ndate = "2021"\n',
        "utf-8",
    )
    (tmp_path / "references.bib").write_text(
        "@webpage{a, author = {Doe, Jane}, title = {Cats \\& 5\\% of {\\'e}lan}, year = {2020a},\n"
        "  url = {https://a.example/x%20y?a=1&b_c=~d}, urldate = {2021-02-01}}\n",
        "utf-8",
    )
    files = dict(bibliography_files(Book.load(tmp_path), "en"))
    (entry,) = parse_string(files["references.en.bib"].decode(), "bibtex").entries.values()
    assert plain(entry.fields["title"]) == "Cats & 5% of élan"
    assert entry.fields["url"] == "https://a.example/x%20y?a=1&b_c=~d"
    (item,) = json.loads(files["references.en.json"])
    assert item["issued"] == {"literal": "2020a"}
    assert item["accessed"] == {"date-parts": [[2021, 2, 1]]}
    assert item["author"] == [{"family": "Doe", "given": "Jane"}]
    (ris,) = rispy.loads(files["references.en.ris"].decode())
    assert (ris["type_of_reference"], ris["access_date"]) == ("GEN", "2021/02/01")


def test_the_command_writes_them_whole_and_again_the_same(kzbook, small):
    done = kzbook("bib", root=small)
    assert done.returncode == 0, done.stderr
    folder = small / "build" / "bib"
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert {name.rpartition(".")[2] for name in first} == {"bib", "ris", "json"}
    assert kzbook("bib", root=small).returncode == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
