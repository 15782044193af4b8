"""What EPUBCheck says, and that it and our own tests notice a book that is broken."""

import pytest
from epub_books import LANGUAGES, rich, small

from editions import dead_links
from epubs import changed, epubcheck, files_of, find, language_faults, pages_of


def link_faults(path):
    ids = {name: set() for name in files_of(path)}
    pages = pages_of(path)
    ids |= {name: set(find(root, "//@id")) for name, root in pages.items()}
    return [fault for name, root in pages.items() for fault in dead_links(name, root, ids)]


def all_language_faults(path):
    return [fault for name, root in pages_of(path).items() for fault in language_faults(name, root)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_epubcheck_has_nothing_to_say(language):
    assert epubcheck(small(language)) == []


def test_epubcheck_has_nothing_to_say_of_footnotes_pictures_and_index():
    assert epubcheck(rich()[0]) == []


def test_links_and_languages():
    for path in (*map(small, LANGUAGES), rich()[0]):
        assert link_faults(path) == []
        assert all_language_faults(path) == []


def test_a_broken_link_is_noticed(tmp_path):
    path = changed(
        small("kk"),
        tmp_path / "broken.epub",
        one=lambda data: data.replace(b'href="#sec-two"', b'href="#sec-three"'),
        nav=lambda data: data.replace(b"text/sources.xhtml", b"text/source.xhtml", 1),
    )
    found = "\n".join(epubcheck(path))
    assert "ERROR RSC-012" in found
    assert "ERROR RSC-007" in found
    assert len(link_faults(path)) == 2


def test_a_page_without_its_language_is_noticed(tmp_path):
    path = changed(
        small("kk"),
        tmp_path / "mute.epub",
        one=lambda data: data.replace(b'xml:lang="kk"', b"", 1),
        sources=lambda data: data.replace(b'<span lang="en"', b"<span", 1),
    )
    faults = all_language_faults(path)
    assert [fault.split(":")[0] for fault in faults] == [
        "EPUB/text/one.xhtml",
        "EPUB/text/sources.xhtml",
    ]


def test_a_file_that_is_not_declared_is_noticed(tmp_path):
    path = changed(
        small("en"),
        tmp_path / "mixed.epub",
        package=lambda data: data.replace(b"font/ttf", b"image/png", 1),
    )
    assert epubcheck(path) != []
