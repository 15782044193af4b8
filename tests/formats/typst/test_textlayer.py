"""Kazakh words are parted at line ends, and searches and copies find every one of them."""

import re
import shutil
import subprocess
from itertools import pairwise

import pikepdf
import pymupdf
import pytest
from rows import rows_of

from conftest import run_kzbook
from editions import html_pages, text_of
from kzbook.errors import KzbookError
from kzbook.formats.typst.structure import Font
from kzbook.formats.typst.textlayer import clean, inside_lines
from kzbook.languages.kazakh.syllables import breaks
from tools import need

SHY = "\u00ad"
LETTERS = "А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі"
WORDS = 200
HINT = "apt install poppler-utils"


@pytest.fixture(scope="module")
def path(published):
    return next((published / "downloads").glob("*-kk.pdf"))


@pytest.fixture(scope="module")
def pages(path):
    """What MuPDF copies from each page."""
    with pymupdf.open(path) as book:
        return [page.get_text() for page in book]


@pytest.fixture(scope="module")
def told(path):
    """What Poppler copies.

    ``-layout`` keeps the lines and their hyphens in every version; without it those before
    26.05 join lines at hyphens that belong to the word, and not at soft ones.
    """
    need(HINT, programs=["pdftotext"])
    done = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def sought(published, pages):
    """200 different long words of the Kazakh site, which was made without the PDF.

    First those that no line of the PDF has whole, then others from all over the book. The
    data of a drawing and what a figure tells on a site are left out: the PDF has neither.

    A word that the turn of a page may part is left out: no search looks further than a page.
    """
    words = set()
    for _, root in html_pages(published / "kk"):
        for block in root.xpath(
            "//article//*[self::p or self::li][not(@class='rubric' or ancestor::details"
            " or ancestor::*[starts-with(@id, 'told-figure-')])]"
        ):
            words |= set(re.findall(rf"(?<![\w-])[{LETTERS}]{{9,}}(?![\w-])", text_of(block)))
    for page, following in pairwise(pages):
        begun = re.findall(rf"([{LETTERS}]+){SHY}\n", page)
        words -= {one + other for one in begun for other in re.findall(r"\w+", following)[:40]}
    text = "\n".join(pages)
    divided = sorted(word for word in words if word not in text)
    others = sorted(words.difference(divided))
    assert len(others) > 2 * WORDS
    chosen = (divided + others[:: len(others) // WORDS])[:WORDS]
    assert len(set(chosen)) == WORDS
    return chosen


def test_lines_are_parted_and_no_mark_is_left_inside_one(pages):
    text = "\n".join(pages)
    assert text.count(f"{SHY}\n") > 150
    assert text.count(SHY) == text.count(f"{SHY}\n")
    assert "\u2060" not in text


def test_lines_are_parted_at_syllables_only(path, pages):
    pairs = list(parted(path))
    assert len(pairs) > 150
    assert len(pairs) == "\n".join(pages).count(f"{SHY}\n")
    for left, right in pairs:
        assert len(left) >= 2
        assert len(right) >= 3
        assert len(left) in breaks(left + right, 2, 3), left + right


def parted(path):
    """Both parts of each word that is parted at a line's end.

    The second begins the next line of its size: that of the text is on the next page where
    notes stand between, and that of a note where it is continued.
    """
    lines = {}
    for row in rows_of(path):
        size = round(row.signs[-1].size, 1)
        lines.setdefault(size, []).append(row.text.strip())
    for each in lines.values():
        for line, following in pairwise([*each, ""]):
            if line.endswith(SHY):
                left = re.search(rf"[{LETTERS}]+(?={SHY}$)", line)
                right = re.match(rf"[{LETTERS}]+", following)
                assert left, line
                assert right, line + following
                yield left[0], right[0]


def test_a_suffix_does_not_part_from_its_figure_or_abbreviation(pages):
    text = "\n".join(pages)
    assert re.findall(r"[\d%A-ZА-ЯӘҒҚҢӨҰҮҺІ)]-\n[а-яәғқңөұүһі]", text) == []


def test_mupdf_finds_every_word(path, sought):
    # MuPDF's own search joins parted words; `Page.search_for` of PyMuPDF has another, which
    # looks at single lines.
    book = pymupdf.mupdf.FzDocument(str(path))
    numbers = range(book.fz_count_pages())
    search = pymupdf.mupdf.fz_search_page2
    lost = [word for word in sought if not any(len(search(book, n, word, 1)) for n in numbers)]
    assert lost == []


def test_poppler_finds_every_word(told, sought):
    joined = re.sub(rf"{SHY}\n\s*", "", told)
    assert [word for word in sought if word not in joined] == []


def test_some_words_are_found_only_because_their_parts_are_joined(told, sought, pages):
    text = "\n".join(pages)
    assert len([word for word in sought if word not in told]) > 20
    assert len([word for word in sought if word not in text]) > 20


def test_poppler_sees_no_mark_inside_a_line(told):
    assert told.count(SHY) > 150
    assert re.findall(rf".*{SHY}(?!\n).*", told) == []


def test_the_outline_and_the_title_are_whole(path):
    with pymupdf.open(path) as book:
        assert len(book.get_toc()) > 20
        assert not any(SHY in title for _, title, _ in book.get_toc())
        assert SHY not in book.metadata["title"]


def test_another_build_elsewhere_gives_the_same_bytes(published, path, tmp_path):
    root = tmp_path / "басқа жер"
    ignored = shutil.ignore_patterns("build", "dist", "__pycache__")
    shutil.copytree(published.parent, root, ignore=ignored)
    done = run_kzbook("build", "kk-pdf", root=root, TZ="Asia/Almaty", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    assert (root / "build/kk/typst/book.pdf").read_bytes() == path.read_bytes()


# What Typst may write, and what is made of it.


def pdf_of(content, *, letters):
    """A page that shows *content*; the font says *letters* of its codes 0, 1, 2 and so on."""
    pdf = pikepdf.new()
    pairs = "\n".join(
        f"<{code:04X}> <{each.encode('utf-16-be').hex().upper()}>"
        for code, each in enumerate(letters)
    )
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name("/ABCDEF+Face"),
            ToUnicode=pdf.make_stream(f"1 beginbfchar\n{pairs}\nendbfchar\n".encode()),
        )
    )
    page = pdf.add_blank_page()
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(f0=font))
    page.Contents = pdf.make_stream(b"BT /f0 9 Tf 1 0 0 1 10 90 Tm\n" + content + b"\nET")
    return pdf


def words_of(pdf):
    page = pdf.pages[0]
    font = Font.of(page.Resources.Font.f0)
    return page.Contents.read_bytes(), list(font.letters.values())


def actual(text):
    return b"/Span << /ActualText <feff" + text.encode("utf-16-be").hex().encode() + b"> >> BDC\n"


NEXT_LINE = b"\n1 0 0 1 10 78 Tm\n"
ONWARDS = b"\n1 0 0 1 20 90 Tm\n"


def test_a_mark_goes_from_the_font():
    pdf = pdf_of(b"<00000001> Tj", letters=["т" + SHY, "і"])
    clean(pdf)
    assert words_of(pdf)[1] == ["т", "і"]


def test_a_mark_goes_from_actual_text_which_then_says_nothing_new_and_goes_too():
    pdf = pdf_of(actual("т" + SHY) + b"<0000> Tj\nEMC\n<0001> Tj", letters=["т", "і"])
    clean(pdf)
    content, _ = words_of(pdf)
    assert b"ActualText" not in content
    assert b"BDC" not in content
    assert b"EMC" not in content
    assert content.count(b"Tj") == 2


def test_actual_text_that_says_more_than_its_glyphs_stays():
    pdf = pdf_of(actual("ти" + SHY) + b"<0000> Tj\nEMC", letters=["т"])
    clean(pdf)
    assert b"feff04420438" in words_of(pdf)[0].lower()


@pytest.mark.parametrize(
    "content",
    [
        b"<00000002> Tj" + NEXT_LINE + b"<0001> Tj",
        b"<0000> Tj\n" + actual(SHY) + b"<0003> Tj\nEMC" + NEXT_LINE + b"<0001> Tj",
        b"<00000002> Tj",
        b"<00000002> Tj 0 -12 Td <0001> Tj",
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays(content):
    pdf = pdf_of(content, letters=["т", "і", SHY, "-"])
    before = words_of(pdf)
    clean(pdf)
    assert words_of(pdf) == before


@pytest.mark.parametrize(
    "content",
    [
        b"<000000020001> Tj",
        b"[ <00000002> -3 <0001> ] TJ",
        b"<00000002> Tj" + ONWARDS + b"<0001> Tj",
        b"<00000002> Tj 10 0 Td <0001> Tj",
        b"<0000> Tj\n" + actual(SHY) + b"<0003> Tj\nEMC" + ONWARDS + b"<0001> Tj",
    ],
)
def test_a_mark_that_stays_inside_a_line_fails_the_build(content):
    pdf = pdf_of(content, letters=["т", "і", SHY, "-"])
    with pytest.raises(KzbookError, match="page 1 of the PDF: a soft hyphen stays") as told:
        clean(pdf)
    assert told.value.code == "soft-hyphen"


def test_marks_that_are_not_found_where_they_are_looked_for_fail_the_build():
    # As if Typst wrote its fonts with ranges: the table is read, but not mended.
    pdf = pdf_of(b"<00000001> Tj", letters=["т", "і"])
    table = b"1 beginbfrange\n<0000> <0001> [<044200AD> <0456>]\nendbfrange\n"
    pdf.pages[0].Resources.Font.f0.ToUnicode.write(table)
    with pytest.raises(KzbookError, match="soft hyphen"):
        clean(pdf)


def test_a_finished_pdf_is_not_touched_again(path):
    with pikepdf.open(path) as pdf:
        before = [page.Contents.read_bytes() for page in pdf.pages]
        clean(pdf)
        assert [page.Contents.read_bytes() for page in pdf.pages] == before
        fonts = {name: Font.of(font) for name, font in pdf.pages[10].resources.Font.items()}
        page = list(pikepdf.parse_content_stream(pdf.pages[10]))
        assert list(inside_lines(page, fonts)) == []
