"""Kazakh lines are parted where they may be, and every word is found again in the PDF."""

import re
import subprocess

import pikepdf
import pymupdf
import pytest
from plain_sphinx import build, of_one_page

from kzbook.errors import KzbookError
from kzbook.formats.typst.hyphens import strip
from kzbook.languages.kazakh.syllables import breaks
from tools import need

SHY = "\u00ad"
WORDS = 200
HINT = "apt install poppler-utils"


@pytest.fixture(scope="module")
def path(published):
    return next((published / "downloads").glob("*-kk.pdf"))


@pytest.fixture(scope="module")
def text(path):
    with pymupdf.open(path) as book:
        return "\n".join(page.get_text() for page in book)


def long_words(text, *, whole):
    """200 different words from all over the book, long enough to be parted.

    With *whole* only words that stand unparted somewhere.
    """
    joined = text if whole else text.replace(f"{SHY}\n", "")
    letters = "а-яәғқңөұүһі"
    found = sorted(set(re.findall(rf"(?<![\w\n-])[{letters}]{{9,}}(?![\w{SHY}-])", joined)))
    assert len(found) > WORDS
    return found[:: len(found) // WORDS][:WORDS]


def test_lines_are_parted_and_no_mark_is_left_inside_one(text):
    assert text.count(f"{SHY}\n") > 150
    assert text.count(SHY) == text.count(f"{SHY}\n")
    assert "\u2060" not in text


def test_lines_are_parted_at_syllables_only(text):
    pairs = re.findall(rf"([А-яәғқңөұүһіӘҒҚҢӨҰҮҺІ]+){SHY}\n([а-яәғқңөұүһі]+)", text)
    assert len(pairs) > 150
    for left, right in pairs:
        assert len(left) >= 2
        assert len(right) >= 3
        assert len(left) in breaks(left + right, 2, 3)


def test_mupdf_finds_every_word(path, text):
    # Its search joins no line to the next, in any language: each word stands whole somewhere.
    with pymupdf.open(path) as book:
        sought = long_words(text, whole=True)
        lost = [word for word in sought if not any(page.search_for(word) for page in book)]
    assert lost == []


def test_poppler_finds_every_word(path, text):
    need(HINT, programs=["pdftotext"])
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    told = re.sub("[\u00ad-]\n", "", done.stdout)
    assert [word for word in long_words(text, whole=False) if word not in told] == []


def test_headings_captions_and_the_outline_are_whole(path, published):
    with pymupdf.open(path) as book:
        assert not any(SHY in title for _, title, _ in book.get_toc())
    source = (published.parent / "build/kk/typst/book.typ").read_text("utf-8")
    for call in ("head(", "address(", "part(", "code(", "caption("):
        lines = [line for line in source.splitlines() if line.strip().startswith(call)]
        assert not any("\\u{ad}" in line for line in lines), call
    assert source.count("\\u{ad}") > 5_000


def test_a_suffix_does_not_part_from_its_figure_or_abbreviation(text):
    assert re.findall(r"[\d%A-ZА-ЯӘҒҚҢӨҰҮҺІ)]-\n[а-яәғқңөұүһі]", text) == []


def test_only_kazakh_is_marked(published):
    for language in ("en", "ru"):
        source = (published.parent / f"build/{language}/typst/book.typ").read_text("utf-8")
        assert "\\u{ad}" not in source


def test_what_is_no_prose_is_not_marked(tmp_path):
    page = (
        "# Тақырыптың сөздері\n\nҚазақстандықтардың `Қазақстандықтардың` "
        "[Қазақстандықтардың](https://example.org/) ҚазҰУ.\n"
    )
    root = of_one_page(tmp_path / "book", page)
    for name in ("ru", "kk", "en"):
        (root / f"locales/{name}/LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    # Untranslated, so English to the program: nothing is Kazakh.
    assert build(root, root / "en", "kk").returncode == 0
    assert "\\u{ad}" not in (root / "en/book.typ").read_text("utf-8")


def test_a_mark_that_stays_is_an_error(path):
    with pikepdf.open(path) as pdf:
        font = next(
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each
        )
        # Written as Typst does not write it: the pair is not at the end of its line.
        font.ToUnicode.write(b"1 beginbfchar\n<0001> <043000AD> %\nendbfchar\n")
        with pytest.raises(KzbookError, match="soft hyphen stays"):
            strip(pdf)
