"""The package document claims what is so, and the archive holds what it lists."""

import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import polib
import pytest
from epub_books import LANGUAGES, rich, small
from fontTools.ttLib import TTFont

from epubs import XML_LANG, files_of, find, package_of, pages_of
from kzbook.book import Book
from kzbook.formats.epub import package
from kzbook.formats.epub.archive import archive
from kzbook.formats.epub.markup import element, page
from kzbook.formats.epub.pages import Page
from kzbook.languages.catalogs import PACK

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"


def metas(opf, name):
    return [each.text for each in find(opf, f'//o:meta[@property="{name}"]')]


def test_only_what_is_declared_is_claimed():
    opf = package_of(small("kk"))
    assert not find(opf, "//d:creator | //d:publisher | //d:rights | //d:contributor")
    assert not metas(opf, "dcterms:conformsTo")
    assert len(find(opf, "//d:identifier")) == 1
    assert find(opf, "//d:language/text()") == ["kk"]
    assert find(opf, "//d:date/text()") == ["2021-02"]
    (title,) = find(opf, "//d:title")
    assert (title.text, title.get(XML_LANG)) == ("A Small Book", "en")


def test_what_is_declared_is_told():
    opf = package_of(rich()[0])
    assert find(opf, "//d:creator/text()") == ["A. Author"]
    assert find(opf, "//d:publisher/text()") == ["P & Sons"]
    assert find(opf, "//d:rights/text()") == ["CC BY 4.0"]
    assert "urn:isbn:9780306406157" in find(opf, "//d:identifier/text()")


def test_each_edition_has_an_identifier_of_its_own():
    told = {find(package_of(path), "//d:identifier/text()")[0] for path in map(small, LANGUAGES)}
    assert len(told) == 3
    assert all(
        re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-.*", each) for each in told
    )
    book = Book(title="T", languages=("kk",), formats=("epub",), date="2021", basename="b")
    assert (
        package.identifier(book, "kk")
        == package.identifier(book, "kk")
        != package.identifier(book, "ru")
    )
    for path in map(small, LANGUAGES):
        ncx = files_of(path)["EPUB/toc.ncx"].decode()
        assert (
            f'name="dtb:uid" content="{find(package_of(path), "//d:identifier/text()")[0]}"' in ncx
        )


def test_the_time_is_the_books():
    assert metas(package_of(small("en")), "dcterms:modified") == ["2021-02-01T00:00:00Z"]


def test_claims_of_a_book_without_pictures():
    opf = package_of(small("en"))
    features = metas(opf, "schema:accessibilityFeature")
    assert "alternativeText" not in features
    assert {"index", "MathML", "pageNavigation"}.isdisjoint(features)
    assert metas(opf, "schema:accessMode") == ["textual"]
    assert metas(opf, "schema:accessModeSufficient") == ["textual"]


def test_claims_of_a_book_with_an_undescribed_picture():
    opf = package_of(rich()[0])
    features = metas(opf, "schema:accessibilityFeature")
    assert "alternativeText" not in features
    assert "index" in features
    assert metas(opf, "schema:accessMode") == ["textual", "visual"]
    assert metas(opf, "schema:accessModeSufficient") == ["textual,visual"]


def page_with(*shown):
    return Page("a", "text/a.xhtml", "chapter", page("A", "en", "en", element("body", *shown)))


@pytest.mark.parametrize(
    ("alternative", "described"),
    [("A map.", True), ("", False), ("images/map.svg", False), ("map.PNG", False)],
)
def test_a_description_is_words(alternative, described):
    image = element("img", attributes={"src": "images/map.svg", "alt": alternative})
    assert package.access([page_with(image)]).described is described


def test_moving_pictures_and_bare_tables_are_not_denied():
    image = element("img", attributes={"src": "a.gif", "alt": "A."})
    table = element("table", element("tr", element("td", "1")))
    found = package.access([page_with(image, table)])
    assert found.moving
    assert not found.tables
    told = " ".join(map(str, package.summary(found)))
    assert "flashing" not in told
    assert "Tables" not in told
    assert len(told.split(". ")) == 2


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_summary_is_in_the_words_of_the_edition(language, monkeypatch):
    # An edition built before this test has left its words in the process.
    monkeypatch.setattr(package, "_", str)
    everything = package.Access(
        pictures=True,
        described=True,
        moving=False,
        tables=True,
        notes=True,
        index=True,
        mathml=True,
    )
    pack = polib.pofile(str(PACK / language / "LC_MESSAGES" / "kzbook.po"))
    known = {entry.msgid for entry in pack if entry.msgstr}
    told = set(package.summary(everything))
    assert len(told) == 5
    assert told <= known


@pytest.mark.parametrize("which", ["small", "rich"])
def test_the_manifest_lists_the_files_and_nothing_else(which):
    path = small("kk") if which == "small" else rich()[0]
    opf = package_of(path)
    listed = {f"EPUB/{href}" for href in find(opf, "//o:item/@href")}
    there = {name for name in files_of(path) if name.startswith("EPUB/")} - {"EPUB/package.opf"}
    assert listed == there
    assert not any("gone" in name or "lone" in name or "_static" in name for name in there)
    read = find(opf, "//o:itemref/@idref")
    hrefs = dict(zip(find(opf, "//o:item/@id"), find(opf, "//o:item/@href"), strict=True))
    assert {f"EPUB/{hrefs[each]}" for each in read} == set(pages_of(path))
    assert [hrefs[each] for each in read[:3]] == ["cover.xhtml", "text/index.xhtml", "nav.xhtml"]


def test_the_fonts_hold_every_letter():
    files = files_of(small("kk"))
    fonts = {name: data for name, data in files.items() if name.endswith(".ttf")}
    shown = set("".join("".join(root.itertext()) for root in pages_of(small("kk")).values()))
    for name, data in fonts.items():
        held = set(map(chr, TTFont(BytesIO(data)).getBestCmap()))
        assert set(KAZAKH) <= held, name
        assert shown - {"\n"} <= held, name
    sheet = files["EPUB/book.css"].decode()
    assert set(re.findall(r"url\((.*?)\)", sheet)) == {name.removeprefix("EPUB/") for name in fonts}
    assert {"Literata", "Source Sans 3"} == set(
        re.findall(r'@font-face { font-family: "(.*?)"', sheet)
    )


def test_the_archive_is_the_same_whatever_the_order():
    files = {"package.opf": b"p", "b.xhtml": b"b" * 99, "a.png": b"a"}
    epoch = int(datetime(2021, 2, 1, 12, tzinfo=UTC).timestamp())
    once = archive(files, epoch)
    assert once == archive(dict(reversed(files.items())), epoch)
    with zipfile.ZipFile(BytesIO(once)) as book:
        entries = book.infolist()
    assert once[:66].endswith(b"mimetypeapplication/epub+zip" + once[58:66])
    assert [each.filename for each in entries] == [
        "mimetype",
        "META-INF/com.apple.ibooks.display-options.xml",
        "META-INF/container.xml",
        "EPUB/package.opf",
        "EPUB/a.png",
        "EPUB/b.xhtml",
    ]
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert {each.date_time for each in entries} == {(2021, 2, 1, 12, 0, 0)}
    assert not any(each.extra for each in entries)


def test_a_book_older_than_zip_takes_zips_first_day():
    with zipfile.ZipFile(BytesIO(archive({"package.opf": b""}, 0))) as book:
        assert book.getinfo("mimetype").date_time == (1980, 1, 1, 0, 0, 0)
