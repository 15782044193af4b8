"""The finished PDFs as a screen reader goes through them: order, notes, links, languages.

ISO 14289-1 (PDF/UA-1) asks for it; veraPDF cannot see most of it.
"""

import re
from collections import Counter
from itertools import pairwise

import pymupdf
import pytest
from lxml import etree
from pikepdf import Array, Name, NameTree

from kzbook.book import Book
from kzbook.formats.typst.structure import plain, read_page
from pdfs import ROOT, Voice

TITLES = {
    "en": "Migration Profile: Kazakhstan",
    "ru": "Миграционный профиль: Казахстан",
    "kk": "Көші-қон бейіні: Қазақстан",
}
CONTENTS = {"en": "Contents", "ru": "Содержание", "kk": "Мазмұны"}
CALL = {
    "en": "Editor’s note {}",
    "ru": "Примечание редактора {}",
    "kk": "Редактордың {}-ескертпесі",
}
BACK = {"en": "Back to the text", "ru": "Назад к тексту", "kk": "Мәтінге оралу"}
PAGE = {"en": "page {}", "ru": "страница {}", "kk": "{}-бет"}
LANGUAGES = tuple(TITLES)
NOTES = 39
BLOCKS = {"BlockQuote", "Caption", "Div", "H1", "H2", "H3", "L", "P", "Table", "TOC", "Title"}
INNER = {"Em", "Figure", "Link", "Lbl", "Note", "Reference", "Span", "Strong"}
NAMES = (
    "URL",
    "English", "Literata", "Source Sans", "kzbook", "Sphinx", "Typst",
    "COVID", "Comunione e Liberazione", "Dosybieva, Olga", "Dosybieva",
    "ENCYCLOPAEDIA BRITANNICA", "Encyclopaedia Britannica", "GCM", "IBelong", "IDMC",
    "Institute for War and Peace Reporting", "Kirche in Not", "MIGRATION DATA PORTAL",
    "Migration Data Portal", "NHK World", "Polpharma", "Renovabis", "Sputnik", "USAID",
    "locales",
)  # fmt: skip
"""Names in Latin letters, and a folder's: WCAG 2.2, 3.1.2 leaves names to the text around them."""


@pytest.fixture(scope="module", params=LANGUAGES)
def edition(request, published):
    """A language and its PDF."""
    (path,) = (published / "downloads").glob(f"*-{request.param}.pdf")
    return request.param, Voice(path)


# What is read, and in which order.


def test_everything_on_the_page_is_read_or_an_artifact(edition, published):
    language, voice = edition
    (path,) = (published / "downloads").glob(f"*-{language}.pdf")
    with pymupdf.open(path) as shown:
        for page, seen in zip(voice.pdf.pages, shown, strict=True):
            content = read_page(page)
            assert content.unmarked == ""
            read = "".join(run.text for run in (*content.runs.values(), *content.artifacts))
            assert letters(read) == letters(seen.get_text()), seen.number
    held = [each for page in voice.pdf.pages for each in read_page(page).runs.values()]
    assert Counter(run.text for run in held) == Counter(run.text for run in voice.tree.runs())


def letters(text):
    return Counter(re.sub(r"[\s\u00ad\u2060\u200b]", "", text))


def test_headings_go_down_one_level_at_a_time_and_are_the_outline(edition):
    language, voice = edition
    headings = [(int(each.role[1:]), each.text) for each in voice.of("H1", "H2", "H3", "H4")]
    assert headings[0] == (1, CONTENTS[language])
    assert len(headings) > 25
    for (above, _), (level, text) in pairwise(headings):
        assert level <= above + 1, text
    assert [(level, " ".join(text.split())) for level, text in outline(voice.pdf)] == headings


def outline(pdf):
    def walk(items, level):
        for item in items:
            yield level, item.title
            yield from walk(item.children, level + 1)

    with pdf.open_outline() as opened:
        yield from walk(opened.root, 1)


def test_the_outline_speaks_the_language_of_the_edition(edition):
    language, voice = edition
    titles = [without_names(title) for _, title in outline(voice.pdf)]
    foreign = "[Ѐ-ӿ]" if language == "en" else "[A-Za-z]{2}"
    assert [title for title in titles if re.search(foreign, re.sub(r"\b[IVX]+\.", "", title))] == []


def test_words_stand_in_paragraphs_headings_and_lists(edition):
    _, voice = edition
    (document,) = voice.tree.children
    assert (document.role, {each.role for each in document.children} - BLOCKS) == (
        "Document",
        set(),
    )
    assert document.children[0].role == "Title"
    # Typst holds a picture and its caption together so.
    for each in document.children:
        if each.role == "Div":
            assert {child.role for child in each.children} == {"Caption", "Figure"}
    for each in voice.of("L", "LI", "TOC", "TOCI", "Table", "TR"):
        assert all(hasattr(child, "role") for child in each.children), each.role
    for each in voice.of("P", "H1", "H2", "H3"):
        assert {child.role for child in each.walk() if child is not each} <= INNER
        assert each.text


def test_lists_are_lists(edition):
    _, voice = edition
    for each in voice.of("L"):
        assert {child.role for child in each.children} == {"LI"}
        numbering = {str(attributes.get("/ListNumbering")) for attributes in each.held.A}
        bullets = {item.children[0].text for item in each.children} == {"•"}
        assert numbering == ({"/Disc"} if bullets else {"/None"})
    for item in voice.of("LI"):
        assert [child.role for child in item.children] == ["Lbl", "LBody"]
        assert all(child.text for child in item.children)


LISTS = {"Figures in this profile", "Показатели этого профиля", "Осы бейіндегі сандық деректер"}
"""Chapters whose headings repeat those of others: they are left out of the contents."""


def parted(voice):
    """The headings of chapters and sections that the contents list, and those of the lists."""
    chapter, listed, repeated = "", [], []
    for each in voice.of("H1", "H2"):
        chapter = each.text if each.role == "H1" else chapter
        inside = each.role == "H2" and chapter in LISTS
        (repeated if inside else listed).append(each.text)
    return listed, repeated


def test_the_contents_list_the_chapters_with_their_pages(edition):
    _, voice = edition
    entries = voice.of("TOCI")
    listed, repeated = parted(voice)
    headings = listed[1:]
    assert len(repeated) == len(set(repeated)) == 8
    assert set(repeated) <= set(headings)
    assert len(entries) == len(headings)
    for entry, heading in zip(entries, headings, strict=True):
        (link,) = (each for each in entry.walk() if each.links)
        page = voice.pdf.pages[target(voice.pdf, link.links[0])[0]]
        assert re.sub(r"[\s.]", "", entry.text) == re.sub(r"[\s.]", "", heading + page.label)
        shown = "".join(run.text for run in read_page(page).runs.values())
        assert re.sub(r"\W", "", heading) in re.sub(r"\W", "", shown)


def test_running_heads_and_folios_are_outside_the_reading_order(edition):
    language, voice = edition
    blocks = [each.text for each in voice.of("Title", "P", "H1", "H2", "H3")]
    heads = {TITLES[language], *(each.text for each in voice.of("H1", "H2", "H3"))}
    _, repeated = parted(voice)
    expected = {head: 1 + repeated.count(head) for head in heads}
    assert {head: blocks.count(head) for head in heads} == expected
    # A running head has no room for what stands in brackets.
    shown_as = heads | {head.partition(" (")[0] for head in heads if head.endswith(")")}
    furnished = 0
    # The cover and the half-title say again what the title page says.
    for page in list(voice.pdf.pages)[2:]:
        shown = " ".join(run.text for run in read_page(page).artifacts)
        for head in sorted(shown_as, key=len, reverse=True):
            if head in (shown := " ".join(shown.split())):
                shown, furnished = shown.replace(head, "", 1), furnished + 1
                break
        # What is left is the folio, which is the label of the page.
        assert re.sub(r"\s", "", shown) in {"", page.label}
    assert furnished > 10


def test_pages_are_labelled_in_their_order(edition):
    _, voice = edition
    labels = [page.label for page in voice.pdf.pages]
    first = labels.index("1")
    numbers = [int(label) for label in labels[first:]]
    # A chapter opens on a recto: the number of the blank page before it, in print, is left out.
    assert numbers == sorted(set(numbers))
    left_out = {*range(1, numbers[-1] + 1)} - {*numbers}
    assert left_out
    assert all(number % 2 == 0 and str(number + 1) in openings(voice) for number in left_out)
    roman = [label for label in labels[:first] if label]
    assert roman == list(dict.fromkeys(roman))
    assert all(re.fullmatch("[ivx]+", label) for label in roman)


def openings(voice):
    """The labels of the pages that the chapters of the contents lead to."""
    entries = [next(each for each in entry.walk() if each.links) for entry in voice.of("TOCI")]
    return {voice.pdf.pages[target(voice.pdf, each.links[0])[0]].label for each in entries}


# Notes and links.


def target(pdf, link):
    """The page, from 0, and the height above its foot that a link leads to."""
    found = link.get("/Dest")
    if not isinstance(found, Array):
        names = {str(key): value for key, value in NameTree(pdf.Root.Names.Dests).items()}
        found = names[str(found)]
        found = found if isinstance(found, Array) else found.D
    pages = [page.obj.objgen for page in pdf.pages]
    return pages.index(found[0].objgen), float(found[3])


def place(pdf, link):
    """The page, from 0, and the height above its foot that a link stands at."""
    for number, page in enumerate(pdf.pages):
        for each in page.obj.get("/Annots", ()):
            if each.objgen == link.objgen:
                return number, float(link.Rect[3])
    raise AssertionError(link)


def near(one, other):
    return one[0] == other[0] and abs(one[1] - other[1]) < 20


def test_the_mark_of_a_note_leads_to_it_and_back(edition):
    language, voice = edition
    calls = [each for each in voice.of("Reference") if "TOCI" not in each.above]
    notes = voice.of("Note")
    assert len(calls) == len(notes) == NOTES
    for number, (call, note) in enumerate(zip(calls, notes, strict=True), 1):
        # The note follows its mark at once, so a voice says it there.
        siblings = [each for each in call.parent.children if hasattr(each, "role")]
        assert siblings[siblings.index(call) + 1] is note
        mark = next(each for each in note.walk() if each.role == "Lbl")
        assert (call.text, mark.text) == (str(number), str(number))
        (there,), (back,) = ([i for e in each.walk() for i in e.links] for each in (call, mark))
        assert near(target(voice.pdf, there), place(voice.pdf, back))
        assert near(target(voice.pdf, back), place(voice.pdf, there))
        assert plain(str(there.Contents)) == CALL[language].format(number)
        assert str(back.Contents) == f"{number}. {BACK[language]}"
    assert len({str(note.held.ID) for note in notes}) == NOTES


def test_every_link_says_its_words_and_where_it_leads(edition):
    language, voice = edition
    owners = {link.objgen: each for each in voice.elements for link in each.links}
    links = [link for page in voice.pdf.pages for link in page.obj.get("/Annots", ())]
    assert len(links) == len({link.objgen for link in links}) > 140
    inside = 0
    for link in links:
        assert link.Subtype == Name.Link
        owner = owners[link.objgen]
        assert owner.role == "Link"
        assert "/StructParent" in link
        told = str(link.Contents)
        if "/A" in link:
            assert told == str(link.A.URI)
            assert re.sub(r"\s", "", owner.text) == told
        elif not {"Lbl", "Reference"} & set(owner.above[:1]) or "TOCI" in owner.above:
            inside += 1
            label = voice.pdf.pages[target(voice.pdf, link)[0]].label
            words, _, where = told.rpartition(", ")
            assert where == PAGE[language].format(label)
            shown = owner.text.removesuffix(label) if "TOCI" in owner.above else owner.text
            assert re.sub(r"[\s.]", "", shown) == re.sub(r"[\s.]", "", words)
    assert inside > 50


# Languages.


def without_names(text):
    """Take out names, addresses and numerals, which belong to no language."""
    for name in NAMES:
        text = re.sub(rf"(?<!\w){name}(?!\w)", "", text)
    text = re.sub(r"\S+\.[a-z]\S*", "", text)
    return re.sub(r"\b([IVXLC]+|[ivx]+)\b", "", text)


def test_the_language_is_the_editions_and_every_foreign_phrase_has_its_own(edition):
    language, voice = edition
    assert str(voice.pdf.Root.Lang) == language
    foreign = "[Ѐ-ӿ]" if language == "en" else "[A-Za-z]{2}"
    told = without_names(plain(own(voice.tree, language)))
    assert re.findall(f".{{,30}}{foreign}.{{,30}}", told) == []


def own(element, language):
    """The words below an element that no phrase or address of another language holds."""
    if any("/A" in link for link in element.links):
        return " "
    told = ""
    for child in element.children:
        if hasattr(child, "role"):
            told += own(child, language) + (
                " " if child.role in {"LI", "Lbl", "TOCI", *BLOCKS} else ""
            )
        else:
            told += child.text if (child.language or element.language) in {"", language} else " "
    return told


def test_titles_of_works_are_in_the_language_they_bear(edition):
    language, voice = edition
    found = Counter(run.language or language for run in voice.tree.runs())
    # The imprint names each language of the book in itself.
    assert set(found) == {"en", "ru", "kk"}
    for run in voice.tree.runs():
        if run.language == "en":
            assert not re.search("[Ѐ-ӿ]", run.text)
        elif run.language == "ru" and language != "ru":
            assert re.search("[Ѐ-ӿ]", run.text)
    titles = {each.text for each in voice.of("Em") if each.above[0] == "P"}
    assert "Criminal Code of the Republic of Kazakhstan" in titles
    assert "Уголовный кодекс Республики Казахстан" in titles


def test_words_of_the_original_that_a_translation_quotes_are_english(edition):
    language, voice = edition
    if language == "en":
        return
    quoted = [run.text.strip("»”. ") for run in voice.tree.runs() if run.language == "en"]
    assert {"Kazakh", "years’", "for", "on"} <= set(quoted)


# What the file says of itself.


def test_the_title_is_shown_and_the_metadata_are_whole(edition):
    language, voice = edition
    pdf = voice.pdf
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    held = etree.fromstring(pdf.Root.Metadata.read_bytes())
    assert texts(held, "dc:title") == {"x-default": TITLES[language], language: TITLES[language]}
    described = texts(held, "dc:description")
    assert set(described) == {"x-default", language}
    assert described[language] == str(pdf.docinfo.Subject)
    assert bool(re.search("[Ѐ-ӿ]", described[language])) == (language != "en")
    assert texts(held, "dc:language") == {"": language}
    assert value(held, "pdf:Producer") == str(pdf.docinfo.Producer)
    assert re.fullmatch(r"Typst [\d.]+, kzbook [\d.]+", str(pdf.docinfo.Producer))
    year = Book.load(ROOT).date[:4]
    for name in ("xmp:CreateDate", "xmp:ModifyDate"):
        assert value(held, name).startswith(year)
    claims = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
    assert [value(held, name) for name in claims] == ["2", "A", "1"]
    # No author is known, so none is claimed.
    assert held.find(".//dc:creator", SPACES) is None
    assert "/Author" not in pdf.docinfo


SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


def texts(held, name):
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    found = held.findall(f".//{name}/*/rdf:li", SPACES)
    assert len(found) == len({each.get(language, "") for each in found})
    return {each.get(language, ""): each.text for each in found}


def value(held, name):
    (found,) = held.findall(f".//{name}", SPACES)
    return found.text
