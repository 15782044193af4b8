"""What the pages of an EPUB say to eyes, voices and reading systems."""

import re

import polib
import pytest
from epub_books import LANGUAGES, rich, small
from lxml import etree

from epubs import TYPE, XML_LANG, find, language_of, pages_of
from kzbook.errors import KzbookError
from kzbook.formats.epub.markup import element, remove, serialize, text, unwrap
from kzbook.formats.epub.pages import read_page, target
from kzbook.languages.catalogs import PACK

# What is the book's, not the edition's: written in the source's language or in none.
BOOKS_OWN = {"bibtex-citation", "citation", "address", "fact"}


def headings(pages):
    """The headings of the text in reading order, each with what it is marked as."""
    for name in ("one", "sources"):
        for heading in find(pages[f"EPUB/text/{name}.xhtml"], "//h:h1 | //h:h2"):
            yield text(heading), language_of(heading[0] if len(heading) else heading)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_contents_repeat_the_headings(language):
    pages = pages_of(small(language))
    listed = find(pages["EPUB/nav.xhtml"], '//h:nav[@role="doc-toc"]//h:a')
    told = [(text(line), language_of(line[0] if len(line) else line)) for line in listed]
    assert told == list(headings(pages))
    assert [title for title, _ in told] == ["I. One", "Part two", "Sources", "WORLD BANK", "Laws"]
    assert {spoken for _, spoken in told} == {"en"}


def test_contents_nest_as_parts_and_pages_do():
    (nav,) = find(pages_of(rich()[0])["EPUB/nav.xhtml"], '//h:nav[@role="doc-toc"]')

    def nested(items):
        return [(text(find(line, "h:a")[0]), nested(find(line, "h:ol/h:li"))) for line in items]

    assert nested(find(nav, "h:ol/h:li")) == [
        ("Part one", [("Deep", [])]),
        ("Below", [("More", [])]),
        ("Көрсеткіш", []),
    ]
    # An emphasis in a heading is one in the contents.
    assert text(find(nav, ".//h:em")[0]) == "one"


def known_words(language):
    for path in sorted((PACK / language).rglob("*.po")):
        for entry in polib.pofile(str(path)):
            for words in (entry.msgstr, *entry.msgstr_plural.values()):
                if words:
                    yield re.sub(r"%s|%\\(\w+\\)s", r".+", re.escape(words))


def spoken_words(root):
    """Texts and labels of a page with the language in which they are read out."""
    for node in root.iter(etree.Element):
        if BOOKS_OWN & {
            name
            for each in (node, *node.iterancestors())
            for name in (each.get("class") or "").split()
        }:
            continue
        for name in ("aria-label", "alt", "title"):
            if node.get(name):
                yield node.get(name), language_of(node)
        if node.text and node.tag != "{http://www.w3.org/1999/xhtml}style":
            yield node.text, language_of(node)
        if node.tail and node.getparent() is not None:
            yield node.tail, language_of(node.getparent())


@pytest.mark.parametrize(
    ("language", "month"), [("kk", "2021 жылғы ақпан"), ("ru", "февраль 2021 года")]
)
def test_every_word_of_the_edition_is_in_its_language(language, month):
    known = re.compile("|".join([*known_words(language), re.escape(month.replace(" ", "\u00a0"))]))
    strange, seen = [], set()
    for name, root in pages_of(small(language)).items():
        for words, spoken in spoken_words(root):
            plain = re.sub(r"^[\W\d]+|[\s\d]+$", "", words)
            if spoken == language and re.search(r"[^\W\d_]", plain):
                seen.add(plain)
                if not known.fullmatch(words.strip(" \n")) and not known.fullmatch(plain):
                    strange.append(f"{name}: {words}")
    assert strange == []
    # Cover, contents, landmarks, notes and their labels.
    assert len(seen) >= 10


def test_what_is_not_translated_says_so():
    page = pages_of(small("kk"))["EPUB/text/one.xhtml"]
    assert page.get("lang") == page.get(XML_LANG) == "kk"
    assert {language_of(each) for each in find(page, "//h:p[not(ancestor::h:aside)]")} == {
        "en",
        "kk",
    }
    (title,) = find(page, "//h:title")
    assert (title.text, title.get(XML_LANG)) == ("I. One", "en")
    english = pages_of(small("en"))["EPUB/text/one.xhtml"]
    assert set(find(english, "//@lang")) == {"en"}


def test_notes_lead_there_and_back():
    page = pages_of(small("kk"))["EPUB/text/one.xhtml"]
    calls = find(page, '//h:a[@role="doc-noteref"]')
    notes = find(page, '//h:aside[@role="doc-footnote"]')
    backs = find(page, '//h:a[@role="doc-backlink"]')
    assert [text(each) for each in calls] == [text(each) for each in backs] == ["1", "2"]
    for call, note, back in zip(calls, notes, backs, strict=True):
        assert call.get("href") == f"#{note.get('id')}"
        assert back.get("href") == f"#{call.get('id')}"
        assert (call.get(TYPE), note.get(TYPE), back.get(TYPE)) == (
            "noteref", "footnote", "backlink",
        )  # fmt: skip
        # Its label is Kazakh, the passage around it English.
        assert language_of(call) == language_of(back) == "kk"
        assert "editor" in call.get("class")
    assert calls[0].get("aria-label") == "Редактордың 1-ескертпесі"
    assert text(notes[1]).startswith("2\u00a0The text names no source")
    (section,) = find(
        page, '//h:section[@epub:type="footnotes"]'.replace("@epub:type", "@*[local-name()='type']")
    )
    assert set(section.get("class").split()) >= {"editor"}


def test_footnotes_of_the_author_are_notes_too():
    page = pages_of(rich()[0])["EPUB/text/deep/cover.xhtml"]
    (note,) = find(page, '//h:aside[@role="doc-footnote"]')
    (call,) = find(page, '//h:a[@role="doc-noteref"]')
    assert call.get("href") == f"#{note.get('id')}"
    assert (call.get(TYPE), note.get(TYPE)) == ("noteref", "footnote")
    assert note.getparent().get("aria-label") == "Ескертпелер"
    assert "Footnotes" not in text(page)
    assert find(page, '//h:a[@role="doc-backlink"]/@aria-label') == ["1. Мәтінге оралу"]


def test_citations_and_sources():
    pages = pages_of(small("en"))
    (cited, in_note) = find(pages["EPUB/text/one.xhtml"], '//h:a[@role="doc-biblioref"]')
    assert cited.get(TYPE) == "biblioref noteref"
    sources = pages["EPUB/text/sources.xhtml"]
    wanted = cited.get("href").rpartition("#")[2], in_note.get("href").rpartition("#")[2]
    entries = find(sources, '//*[@role="list"]/*[@role="listitem"]')
    assert set(wanted) == {each.get("id") for each in entries}
    assert not find(sources, '//*[@role="doc-biblioentry"]')
    assert all(
        "editor" in each.get("class") for each in find(sources, '//*[@class[contains(., "label")]]')
    )
    (section,) = find(sources, "h:body/h:section")
    assert (section.get(TYPE), section.get("role")) == ("bibliography", "doc-bibliography")


def test_tables_say_what_heads_a_column():
    page = pages_of(small("kk"))["EPUB/text/one.xhtml"]
    assert find(page, "//h:th/@scope") == ["col", "col"]
    assert [text(cell) for cell in find(page, "//h:td[not(h:p)]")] == ["2020", "7"]
    assert {language_of(cell) for cell in find(page, "//h:td")} == {"en"}


def test_kinds_of_pages():
    pages = pages_of(rich()[0])
    kinds = {
        name.removeprefix("EPUB/text/"): find(root, "h:body/h:section")[0].get(TYPE)
        for name, root in pages.items()
        if name.startswith("EPUB/text/")
    }
    assert kinds == {
        "index.xhtml": "titlepage", "part.xhtml": "part", "deep/cover.xhtml": "chapter",
        "nav.xhtml": "chapter", "genindex.xhtml": "index",
    }  # fmt: skip
    assert find(pages["EPUB/text/deep/cover.xhtml"], "//h:link/@href") == ["../../book.css"]
    entry = find(pages["EPUB/text/genindex.xhtml"], '//h:a[contains(@href, "deep/cover")]')
    assert [text(each) for each in entry] == ["migration"]


def test_no_index_without_entries():
    assert "EPUB/text/genindex.xhtml" not in pages_of(small("kk"))


def test_a_link_out_of_the_book_is_told_and_unlinked():
    page = pages_of(rich()[0])["EPUB/text/deep/cover.xhtml"]
    assert not find(page, '//h:a[contains(@href, "lone")]')
    assert "Lone" in text(page)
    (warned,) = [line for line in rich()[1].splitlines() if "nothing at" in line]
    assert "docs/deep/cover.md" in warned
    assert "../lone.xhtml" in warned


def test_voices():
    pages = pages_of(small("ru"))
    assert find(pages["EPUB/text/sources.xhtml"], "h:body/@class") == ["editor"]
    assert find(pages["EPUB/nav.xhtml"], "h:body/@class") == ["editor"]
    one = pages["EPUB/text/one.xhtml"]
    assert not find(one, "h:body/@class")
    assert "editor" not in (find(one, "h:body/h:section/@class") or [""])[0]
    titlepage = pages["EPUB/text/index.xhtml"]
    assert [text(each) for each in find(titlepage, '//*[contains(@class, "editor")]')] == [
        "A Small Book",
        "февраль\u00a02021\u00a0года",
    ]


def test_nothing_of_sphinx_is_left():
    for root in pages_of(small("en")).values():
        assert not find(root, "//h:script | //h:style | //comment()")
        assert not find(root, '//h:meta[@name="viewport"]')
        assert not find(root, '//*[contains(@class, "docutils") or contains(@class, "headerlink")]')


def test_raw_html_that_is_no_xhtml_is_one_error():
    source = b'<html><body><div role="main"><section><p>a<br></p></section></div></body></html>'
    with pytest.raises(
        KzbookError, match=r"page 'one' is not well-formed XHTML.*epub-markup"
    ) as told:
        read_page(source, "one", "chapter", "en", ours=False)
    assert told.value.hint


@pytest.mark.parametrize(
    ("page", "href", "leads_to"),
    [
        ("text/one.xhtml", "#a", "text/one.xhtml#a"),
        ("text/deep/one.xhtml", "../two.xhtml#b", "text/two.xhtml#b"),
        ("text/one.xhtml", "_images/%D0%B0.svg", "text/_images/а.svg"),
        ("text/one.xhtml", "https://example.org/#a", None),
        ("text/one.xhtml", "mailto:a@example.org", None),
    ],
)
def test_where_a_link_leads(page, href, leads_to):
    assert target(page, href) == leads_to


def test_unwrapping_keeps_every_word():
    inner = element("b", "two", element("i", "three"), "four")
    around = element("p", "one ", inner, " five")
    unwrap(inner)
    assert text(around) == "one twothreefour five"
    remove(around[0])
    assert text(around) == "one twofour five"
    assert b"<p" in serialize(element("html", around))
