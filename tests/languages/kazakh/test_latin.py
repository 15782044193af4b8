"""Kazakh in Latin letters: the alphabet of 2021, and an edition in it."""

import shutil
import zipfile

import pikepdf
import polib
import pymupdf
import pytest
from lxml import etree, html

from commands import run_kzbook
from conftest import ROOT
from kzbook.errors import KzbookError
from kzbook.languages.derived import reworded
from kzbook.languages.kazakh.latin import latin
from kzbook.languages.markup import markup

LETTERS = "AÄBDEFGĞHİIJKLMNÑOÖPQRSŞTUŪÜVYZ"
"""The 31 of the proposal."""
CYRILLIC = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"


@pytest.mark.parametrize(
    ("cyrillic", "expected"),
    [
        ("Барлық адамдар тумысынан азат", "Barlyq adamdar tumysynan azat"),
        ("Қазақстан Республикасы", "Qazaqstan Respublikasy"),
        ("көші-қон", "köşı-qon"),
        ("ИМАМ мен Имам", "İMAM men İmam"),
        ("ІШКІ, Ішкі", "IŞKI, Işkı"),
        ("БҰҰ-ның, ЯМР, Ямал", "BŪŪ-nyñ, İAMR, İamal"),
        ("Әулие Ғабит һәм ұлт", "Äulie Ğabit häm ūlt"),
        ("Human Rights, 2019", "Human Rights, 2019"),
    ],
)
def test_words(cyrillic, expected):
    assert latin(cyrillic) == expected


def test_only_letters_of_the_proposal_are_written():
    assert len(LETTERS) == 31
    assert set(latin(CYRILLIC)) <= set(LETTERS)
    assert latin(CYRILLIC.lower()).replace("i", "İ").replace("ı", "I").upper() == latin(CYRILLIC)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("{fact}`жетеуі <readmission>` туралы", "{fact}`jeteuı <readmission>` turaly"),
        ("Заң {cite:p}`law2006`.", "Zañ {cite:p}`law2006`."),
        ("[мұнда](#бөлім)[^а]", "[mūnda](#бөлім)[^а]"),
        ("`код` және **қалың**", "`код` jäne **qalyñ**"),
        ("https://қаз.kz/бет пен %(сан)s", "https://қаз.kz/бет pen %(сан)s"),
        ("{abbr}`БҰҰ (Біріккен Ұлттар)`", "{abbr}`BŪŪ (Bırıkken Ūlttar)`"),
    ],
)
def test_markup_is_not_touched(message, expected):
    assert reworded(message, latin) == expected


def test_a_rule_that_would_change_markup_is_refused():
    with pytest.raises(KzbookError, match="markup"):
        reworded("сөз", lambda words: f"**{words}**")


def test_every_message_of_the_profile_keeps_its_markup():
    count = 0
    for path in sorted((ROOT / "locales/kk/LC_MESSAGES").glob("*.po")):
        for entry in polib.pofile(str(path)):
            made = reworded(entry.msgstr, latin)
            assert markup(made)[:2] == markup(entry.msgstr)[:2], entry.msgstr
            count += made != entry.msgstr
    assert count > 600


@pytest.fixture(scope="module")
def derived(_small_with_catalogues, tmp_path_factory):
    """The small book's edition in Latin letters."""
    root = tmp_path_factory.mktemp("latin") / "small"
    shutil.copytree(_small_with_catalogues, root, ignore=shutil.ignore_patterns("build", "dist"))
    path = root / "locales/kk/LC_MESSAGES/one.po"
    catalogue = polib.pofile(str(path))
    catalogue.find("I. One").msgstr = "I. Бірінші бөлім"
    catalogue.save()
    done = run_kzbook("build", "kk-Latn-html", "kk-Latn-epub", "kk-Latn-pdf", root=root)
    assert "kk-Latn-epub: " in done.stdout, done.stdout + done.stderr
    return root / "build/kk-Latn"


def test_the_site_says_what_it_is(derived):
    page = html.parse(derived / "html/one.html").getroot()
    assert page.get("lang") == "kk-Latn"
    assert page.find(".//h1").text_content().startswith("I. Bırınşı bölım")
    assert "Resmi emes, täjıribelık basylym" in page.text_content()


def test_the_epub_says_what_it_is(derived):
    with zipfile.ZipFile(derived / "epub/book.epub") as archive:
        package = etree.fromstring(archive.read("EPUB/package.opf"))
        pages = b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".xhtml"))
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}language") == "kk-Latn"
    assert "Bırınşı bölım".encode() in pages
    assert "Resmi emes, täjıribelık basylym".encode() in pages


def test_the_pdf_says_what_it_is(derived):
    with pikepdf.open(derived / "typst/book.pdf") as pdf:
        assert str(pdf.Root.Lang) == "kk-Latn"
        assert b"<rdf:li>kk-Latn</rdf:li>" in pdf.Root.Metadata.read_bytes()
    with pymupdf.open(derived / "typst/book.pdf") as book:
        text = "".join(page.get_text() for page in book)
    assert "Bırınşı bölım" in text
    assert "Resmi emes, täjıribelık basylym" in text


def test_it_is_no_part_of_a_release(derived):
    assert not (derived.parents[1] / "dist").exists()
    done = run_kzbook("build", "ru-Latn-html", root=derived.parents[1])
    assert done.returncode == 2
    assert "no edition ru-Latn-html" in done.stderr


def test_what_no_catalogue_gives_is_respelled_too(derived):
    with pymupdf.open(derived / "typst/book.pdf") as book:
        words = "".join(page.get_text() for page in book)
    # CLDR writes the month, and names the languages in their own letters.
    assert "aqpan" in words
    assert "ақпан" not in words
