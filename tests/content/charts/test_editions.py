"""The finished editions: every figure has number, caption, source, words, and a way to its list."""

import re
import zipfile

import pikepdf
import pytest
from lxml import etree, html

from conftest import ROOT
from kzbook.formats.typst.structure import read_structure

LANGUAGES = ("en", "ru", "kk")
NUMBERS = {
    "en": ("Figure %d", "Table %d"), "ru": ("Рис. %d", "Таблица %d"), "kk": ("%d-сурет", "%d-кесте"),
}  # fmt: skip
PAGES = sorted((ROOT / "docs").glob("*.md"))
FIGURES = sum(
    len(re.findall(r"^:::\{(?:chart|map)\}", each.read_text("utf-8"), re.MULTILINE))
    for each in PAGES
)
TABLES = sum(
    len(re.findall(r"^:::\{fact-table\}", each.read_text("utf-8"), re.MULTILINE)) for each in PAGES
)
PLACES = 22


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def site_pages(published, language):
    for path in sorted((published / language).glob("*.html")):
        yield path.name, html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()


def epub_pages(published, language):
    (path,) = published.glob(f"**/*-{language}.epub")
    with zipfile.ZipFile(path) as book:
        for name in sorted(book.namelist()):
            if name.endswith(".xhtml"):
                yield name.rpartition("/")[2], _plain(etree.fromstring(book.read(name)))


def _plain(root):
    for each in root.iter(etree.Element):
        each.tag = etree.QName(each).localname
    return root


def words(element):
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize("pages", [site_pages, epub_pages])
def test_figures_on_pages_have_all_that_they_need(published, language, pages):
    captions, tables = [], []
    for name, root in pages(published, language):
        for figure in root.xpath("//figure"):
            (image,) = figure.xpath(".//img")
            assert len(image.get("alt")) > 20
            assert not re.search(r"\.(svg|png)", image.get("alt"))
            assert image.get("src").endswith(".svg")
            assert "editor" in figure.get("class")
            assert words(figure.xpath(".//*[contains(@class, 'source-line')]")[0])
            captions.append(words(figure.xpath(".//figcaption/p")[0]))
            assert figure.xpath(".//a[contains(@href, 'list-figure')]"), name
            if details := image.get("aria-details"):
                (data,) = root.xpath(f"//details[@id='{details}']")
                assert data.xpath(".//table//tbody//tr")
                # What the table has in its cells, the picture has in its words.
                cells = data.xpath(".//tbody//*[self::td or self::th]")
                if data.xpath(".//*[contains(@class, 'place')]"):
                    # A map says the names by what they are.
                    cells = data.xpath(".//tbody//*[contains(@class, 'place')]")
                    assert len(cells) == PLACES
                for cell in cells:
                    assert words(cell) in " ".join(image.get("alt").split())
        tables += map(words, root.xpath("//*[contains(@class, 'fact-table')]//caption"))
    figure, table = NUMBERS[language]
    for pattern, found, count in ((figure, captions, FIGURES), (table, tables, TABLES)):
        assert len(found) == count
        for number in range(1, count + 1):
            assert any(each.startswith(f"{pattern % number} ") for each in found), pattern % number


@pytest.mark.parametrize("pages", [site_pages, epub_pages])
def test_the_lists_name_every_figure_in_order(published, language, pages):
    roots = dict(pages(published, language))
    (root,) = [each for name, each in roots.items() if name.startswith("figures.")]
    for kind, count, pattern in zip(
        ("figure", "table"), (FIGURES, TABLES), NUMBERS[language], strict=True
    ):
        links = root.xpath(f"//ul[@id='list-{kind}']//a")
        assert len(links) == count
        for number, link in enumerate(links, 1):
            assert words(link).startswith(f"{pattern % number}. ")
            page, _sign, anchor = link.get("href").partition("#")
            assert roots[page].xpath(f"//*[@id='{anchor}']"), link.get("href")


def test_the_pdf_tags_each_figure_with_its_words(published, language):
    with pikepdf.open(next((published / "downloads").glob(f"*-{language}.pdf"))) as pdf:
        tree = read_structure(pdf)
        figures = [each for each in tree.walk() if each.role == "Figure" and "/Alt" in each.held]
    assert len(figures) == FIGURES
    texts = [each.text for each in tree.walk() if each.role == "Caption"]
    for pattern, count in zip(NUMBERS[language], (FIGURES, TABLES), strict=True):
        for number in range(count):
            assert any(each.startswith(f"{pattern % (number + 1)}.") for each in texts)


def test_no_figure_says_a_number_that_its_author_does_not(published):
    """Figures of the profile, as its own text has them."""
    pages = dict(site_pages(published, "en"))
    told = {
        image.get("src"): image.get("alt")
        for root in pages.values()
        for image in root.xpath("//figure//img")
    }
    text = " ".join(told.values())
    for each in (
        "2018: 83, 2019: 40",
        "2018: 122, 2019: 76",
        "2000: more than 3,000",
        "by 2010: 4,500",
        "by 2018: 8,000",
        "Christian Orthodox: 26%",
    ):
        assert each in text
    assert "64.4" not in text
    assert "the rest to 100%" in text
