"""The small book as PDF in its three languages, taken apart."""

import os
import re
import shutil

import pymupdf
import pytest
from plain_sphinx import SMALL, build, of_one_page

CONTENTS = {"en": "Contents", "ru": "Содержание", "kk": "Мазмұны"}
DATES = {"en": "February 2021", "ru": "февраль 2021 года", "kk": "2021 жылғы ақпан"}
NOTES = {"en": "Editor’s note", "ru": "Примечание редактора", "kk": "Редактордың ескертпесі"}
LANGUAGES = tuple(CONTENTS)
FACES = {"Literata", "SourceSans3"}
TEXT = 5
"""Pages before the text: cover, half-title, title page, imprint, contents."""
AUTHOR = (
    "I. One The area is 2,724,900 km². Of the people, 43% live in villages and towns; seven "
    "agreements were ratified (“so they say” ). See part two and https://example.org/a?b=c&d. "
    "First; second, with code; and third. Part two 1. Text with trouble: # @ // [ ] * $ \\ \" ' . "
    "2. More. A quotation. Year Number 2020 7 February 2021"
)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The folder of the small book's PDFs, by language."""
    root = tmp_path_factory.mktemp("small") / "книга"
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("build", "dist"))
    for language in LANGUAGES:
        done = build(root, root / language, language)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
    return root


@pytest.fixture(params=LANGUAGES)
def edition(request, books):
    with pymupdf.open(books / request.param / "book.pdf") as pdf:
        yield request.param, pdf


def words(text):
    return " ".join(text.replace("\u2060", "").replace("\u200b", "").split())


def test_language_title_and_date_are_the_editions(edition):
    language, pdf = edition
    assert pdf.xref_get_key(pdf.pdf_catalog(), "Lang") == ("string", language)
    assert pdf.metadata["title"] == "A Small Book"
    assert pdf.metadata["author"] == ""
    day = DATES[language]
    for number in (0, 2, 3):
        assert day[:1].upper() + day[1:] in words(pdf[number].get_text())
    metadata = pdf.xref_stream(int(pdf.xref_get_key(pdf.pdf_catalog(), "Metadata")[1].split()[0]))
    assert b"<pdfaid:conformance>A" in metadata
    # The title is not translated, and says so.
    titles = b'<rdf:li xml:lang="x-default">%b</rdf:li><rdf:li xml:lang="en">%b</rdf:li>'
    assert titles % (b"A Small Book", b"A Small Book") in metadata


def test_the_furniture_speaks_the_editions_language_only(edition):
    language, pdf = edition
    text = words(" ".join(page.get_text() for page in pdf))
    for told in (CONTENTS, NOTES):
        assert [each for each in LANGUAGES if told[each] in text] == [language]


def test_the_outline_has_every_heading(edition):
    language, pdf = edition
    assert [(level, title) for level, title, _ in pdf.get_toc()] == [
        (1, CONTENTS[language]),
        (1, "I. One"),
        (2, "Part two"),
        (1, "Sources"),
        (2, "WORLD BANK"),
        (2, "Laws"),
    ]


def test_pages_are_labelled_as_they_are_numbered(edition):
    _, pdf = edition
    # PyMuPDF's own reader takes the /P of /PageLabel for a prefix.
    _, tree = pdf.xref_get_key(pdf.pdf_catalog(), "PageLabels")
    held = pdf.xref_object(int(tree.split()[0]), compressed=True)
    labels = [pdf.xref_object(int(n), compressed=True) for n in re.findall(r"(\d+) 0 R", held)]
    styles = [re.search(r"/S/(\w)/St (\d)", each) for each in labels]
    assert [each and each.groups() for each in styles] == [
        None, ("r", "5"), ("D", "1"), ("D", "3"),
    ]  # fmt: skip


def test_only_our_faces_are_embedded_and_all_are(edition):
    _, pdf = edition
    fonts = {font[:4] for page in pdf for font in page.get_fonts()}
    names = {re.match(r"[A-Z]{6}\+([A-Za-z]+3?)", font[3])[1] for font in fonts}
    assert names == FACES
    assert {kind for _, kind, *_ in fonts} <= {"cff", "ttf", "otf"}


def test_the_serif_holds_the_authors_words_and_nothing_else(books):
    # On the cover the title is a drawing of ours.
    with pymupdf.open(books / "en" / "book.pdf") as pdf:
        pdf.delete_page(0)
        assert words(in_the_serif(pdf)) == AUTHOR


def in_the_serif(pdf):
    """Join what is set in the author's face; a line that ends in a hyphen runs on."""
    told = ""
    for page in pdf:
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                here = "".join(s["text"] for s in line["spans"] if "Literata" in s["font"])
                told += "" if told.endswith(("-", "\u00ad")) else " "
                told = told.removesuffix("\u00ad") + here
    return told


def test_links_lead_to_places_that_exist(edition):
    _, pdf = edition
    inside = [link for page in pdf for link in page.get_links() if link["kind"] != 2]
    outside = {link["uri"] for page in pdf for link in page.get_links() if link["kind"] == 2}
    # Two calls and two ways back, three citations, one section, and five lines of contents.
    assert len(inside) >= 12
    for link in inside:
        assert 0 <= link["page"] < len(pdf)
        assert pdf[link["page"]].rect.contains(link["to"])
    assert outside == {
        "https://example.org/a?b=c&d",
        "https://data.worldbank.org/country/kazakhstan?a=1&b_c=2%20d",
    }


def test_a_citation_leads_to_its_entry(edition):
    _, pdf = edition
    page = pdf[TEXT]
    (link, *_) = [
        each
        for each in page.get_links()
        if each["kind"] != 2 and "Traff" in page.get_textbox(each["from"])
    ]
    target = pdf[link["page"]]
    (entry,) = target.search_for("Republic of Kazakhstan")
    assert abs(entry.y0 - link["to"].y) < 15


def test_untranslated_passages_are_tagged_as_english(books):
    with pymupdf.open(books / "kk" / "book.pdf") as pdf:
        tagged = [pdf.xref_object(n) for n in range(1, pdf.xref_length())]
    assert any("/Lang (en)" in each for each in tagged)


def test_the_same_book_gives_the_same_bytes_anywhere(books, tmp_path):
    root = tmp_path / "another folder"
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("build", "dist"))
    done = build(root, root / "out", "kk", TZ="Asia/Almaty", LANG="C")
    assert done.returncode == 0, done.stderr
    for name in ("book.typ", "book.pdf"):
        assert (root / "out" / name).read_bytes() == (books / "kk" / name).read_bytes()


def test_a_word_parted_at_a_lines_end_is_one_word_in_the_text(tmp_path):
    text = "an incomprehensibility of the internationalization " * 20
    root = of_one_page(tmp_path / "book", f"# Page\n\n{text}\n")
    assert build(root, root / "out").returncode == 0
    with pymupdf.open(root / "out" / "book.pdf") as pdf:
        told = pdf[TEXT].get_text()
    assert "\u00ad\n" in told
    whole = words(told.replace("\u00ad\n", "").replace(os.linesep, " "))
    assert whole.count("incomprehensibility of the internationalization") == 20


def test_a_long_address_is_broken_without_signs_of_ours(tmp_path):
    address = "https://example.org/" + "/".join(f"part-{n}_of-the-path" for n in range(8))
    root = of_one_page(tmp_path / "book", f"# Page\n\nSee <{address}>.\n")
    assert build(root, root / "out").returncode == 0
    with pymupdf.open(root / "out" / "book.pdf") as pdf:
        told = pdf[TEXT].get_text()
    assert address not in told
    assert address in told.replace("\n", "")


CITED = {"en": "(p. 1)", "ru": "(с. 1)", "kk": "(1-б.)"}


def test_a_source_leads_back_to_the_pages_that_cite_it(edition):
    language, pdf = edition
    pages = [page for page in pdf if CITED[language] in words(page.get_text())]
    assert pages
    back = [
        link
        for page in pages
        for link in page.get_links()
        if link["kind"] != 2 and words(page.get_textbox(link["from"])) in CITED[language]
    ]
    assert any(link["page"] == TEXT for link in back)


def test_a_picture_floats_and_the_text_goes_on(tmp_path):
    text = "Words that fill the page before the picture and after it. " * 30
    page = f"# Page\n\n{text}\n\n:::{{figure}} tall.svg\n:alt: A tall square.\n\nTall.\n:::\n\n{text}\n"
    root = of_one_page(tmp_path / "book", page)
    (root / "docs" / "tall.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="420" viewBox="0 0 3 4"/>',
        "utf-8",
    )
    assert build(root, root / "out").returncode == 0
    with pymupdf.open(root / "out" / "book.pdf") as pdf:
        first, second = pdf[TEXT], pdf[TEXT + 1]
        # The page before the picture is full: its last line stands at the foot.
        assert max(block[3] for block in first.get_text("blocks") if len(block[4]) > 40) > 480
        assert "Tall." in second.get_text()
        assert "Words that fill" in second.get_text()
