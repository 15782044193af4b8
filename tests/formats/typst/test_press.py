"""The printer's files: boxes and marks, openings and blanks, black, and a cover that fits."""

import re

import pikepdf
import pymupdf
import pytest

from conftest import ROOT
from kzbook.book import Book
from kzbook.formats.typst.press import leaves, spine

LANGUAGES = ("en", "ru", "kk")
MM = 72 / 25.4
TRIM = (148, 210)


@pytest.fixture(params=LANGUAGES)
def files(request, published):
    stem = f"kazakhstan-migration-profile-{request.param}"
    return published / "print" / f"{stem}-print.pdf", published / "print" / f"{stem}-cover.pdf"


def box(page, name):
    left, bottom, right, top = (float(each) for each in page.obj[name])
    return right - left, top - bottom


def test_every_page_has_trim_bleed_and_room_for_marks(files):
    with pikepdf.open(files[0]) as book:
        for page in book.pages:
            for name, more in (("/TrimBox", 0), ("/BleedBox", 3), ("/MediaBox", 10)):
                wanted = [(side + 2 * more) * MM for side in TRIM]
                assert box(page, name) == pytest.approx(wanted, abs=0.1), name


def test_crop_marks_stand_outside_the_bleed(files):
    with pymupdf.open(files[0]) as book:
        for page in book:
            trim = page.trimbox if hasattr(page, "trimbox") else page.rect
            assert trim
            marks = [each["rect"] for each in page.get_drawings() if each["width"] == 0.25]
            assert len(marks) == 8
            # In the slug of 10 mm: all ink of a mark is within 6 mm of an edge of the sheet.
            for mark in marks:
                edges = (mark.x0, mark.y0, page.rect.width - mark.x1, page.rect.height - mark.y1)
                assert min(edges) <= 1.01 * MM
                assert max(mark.width, mark.height) == pytest.approx(5 * MM, abs=0.1)


def test_chapters_open_on_a_recto_and_what_is_left_over_is_blank(files):
    with pymupdf.open(files[0]) as book:
        toc = [page for level, _, page in book.get_toc() if level == 1]
        assert len(toc) >= 6
        assert all(page % 2 for page in toc)
        blank = [n for n, page in enumerate(book, 1) if not page.get_text().strip()]
        assert blank
        assert all(n % 2 == 0 for n in blank)
        # Nothing but the marks: no head, no folio.
        for n in blank:
            assert all(each["width"] == 0.25 for each in book[n - 1].get_drawings())


def test_margins_are_mirrored(files):
    with pymupdf.open(files[0]) as book:
        lefts = {1: [], 0: []}
        for number, page in enumerate(book, 1):
            blocks = [each for each in page.get_text("blocks") if len(each[4]) > 200]
            if blocks:
                lefts[number % 2].append(min(each[0] for each in blocks))
    recto, verso = min(lefts[1]), min(lefts[0])
    assert recto - verso == pytest.approx(4 * MM, abs=1.5)


def test_the_text_is_pure_black_or_grey(files):
    with pikepdf.open(files[0]) as book:
        used = set()
        for page in book.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in {"rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"}:
                    used.add(tuple(str(each) for each in operands))
    assert {len(each) for each in used} <= {0, 1}, used


def test_the_cover_fits_the_pages(files):
    with pikepdf.open(files[0]) as book, pikepdf.open(files[1]) as cover:
        (page,) = cover.pages
        width, height = box(page, "/TrimBox")
        thickness = Book.load(ROOT).paper_thickness
        assert width == pytest.approx((2 * 148 + spine(len(book.pages), thickness)) * MM, abs=0.1)
        assert height == pytest.approx(210 * MM, abs=0.1)


@pytest.mark.parametrize(("pages", "sheets"), [(1, 1), (2, 1), (3, 2), (44, 22)])
def test_a_leaf_has_two_pages(pages, sheets):
    assert leaves(pages) == sheets
    assert spine(pages, 0.1) == round(sheets * 0.1, 2)


def test_printers_files_are_declared_and_claim_no_archive(files, published):
    manifest = (published / "manifest.json").read_text("utf-8")
    sums = (published / "SHA256SUMS").read_text("utf-8")
    for path in files:
        assert f"print/{path.name}" in manifest
        assert f"print/{path.name}" in sums
        with pikepdf.open(path) as pdf:
            told = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
        assert not re.search(rb"pdfaid|pdfuaid", told)


def test_without_a_declared_paper_nothing_is_printed(small, kzbook):
    done = kzbook("publish", "--print", root=small)
    assert done.returncode == 2
    assert "paper-thickness is not declared" in done.stderr
    assert not (small / "dist").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_screen_and_print_have_the_same_page_under_each_number(language, published):
    stem = f"kazakhstan-migration-profile-{language}"
    paths = published / "downloads" / f"{stem}.pdf", published / "print" / f"{stem}-print.pdf"
    contents = []
    for path in paths:
        with pymupdf.open(path) as book:
            listed = [page.get_text() for page in list(book)[3:8]]
        contents.append(" ".join(next(each for each in listed if each.count("\n") > 12).split()))
    assert contents[0] == contents[1]


SECTION = {
    "en": (r"Section\sVI \(p\.\s(\d+)\)", "VI. National Legal Framework"),
    "ru": (r"разделе\sVI \(с\.\s(\d+)\)", "VI. Национальная правовая база"),
    "kk": (r"VI\sбөлімде \((\d+)-б\.\)", "VI. Ұлттық құқықтық база"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_a_link_to_a_section_tells_its_page(language, published):
    pattern, heading = SECTION[language]
    stem = f"kazakhstan-migration-profile-{language}"
    with pymupdf.open(published / "print" / f"{stem}-print.pdf") as book:
        text = " ".join(" ".join(page.get_text() for page in book).split()).replace("\u00ad", "")
        # The list of figures has headings of the same words, further on.
        place = next(page for _, title, page in book.get_toc() if title == heading)
        # Arabic numbers begin with the chapter after the front matter.
        first = min(page for _, title, page in book.get_toc() if title.startswith("A. "))
    told = set(re.findall(pattern, text))
    assert told == {str(place - first + 1)}
    with pymupdf.open(published / "downloads" / f"{stem}.pdf") as book:
        assert not re.search(pattern, " ".join(" ".join(p.get_text() for p in book).split()))
