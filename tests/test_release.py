"""The finished release of the profile: nine editions that hang together."""

import json
import re
import subprocess
import zipfile
from collections import Counter

import pymupdf
import pytest
from docutils.nodes import make_id
from lxml import etree, html

from conftest import ROOT
from editions import dead_links, epub_documents, html_pages
from epubs import epubcheck, language_faults
from kzbook.content.bibliography import read_bibliography
from kzbook.manuscript import read_facts

LANGUAGES = ["en", "ru", "kk"]


def test_nine_editions_a_chooser_and_sums(published):
    manifest = json.loads((published / "manifest.json").read_text("utf-8"))
    editions = {entry["edition"]: entry for entry in manifest["entries"]}
    assert set(editions) == {f"{a}-{b}" for a in LANGUAGES for b in ("html", "pdf", "epub")}
    stem = "downloads/kazakhstan-migration-profile"
    assert editions["kk-epub"]["path"] == f"{stem}-kk.epub"
    for entry in editions.values():
        assert (published / entry["path"]).exists()
        assert entry["bytes"] > 10_000
    chooser = (published / "index.html").read_text("utf-8")
    for language in LANGUAGES:
        assert f'href="{language}/index.html"' in chooser or f'href="{language}/"' in chooser
        assert f"{stem}-{language}.pdf" in chooser
        assert f"{stem}-{language}.epub" in chooser


def test_sha256sum_agrees(published):
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=published, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    listed = {
        line.split("  ", 1)[1]
        for line in (published / "SHA256SUMS").read_text("utf-8").splitlines()
    }
    there = {
        path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()
    }
    assert listed == there - {"SHA256SUMS"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_internal_link_of_a_site_resolves(published, language):
    documents = {
        path.relative_to(published).as_posix(): _ids(path)
        for path in published.rglob("*")
        if path.is_file()
    }
    pages = [
        name for name in documents if name.startswith(f"{language}/") and name.endswith(".html")
    ]
    assert len(pages) > 14
    dead = []
    for name in pages:
        root = html.parse(str(published / name)).getroot()
        dead += dead_links(name, root, documents)
    assert dead == []


def _ids(path):
    if path.suffix != ".html":
        return set()
    root = html.parse(str(path)).getroot()
    return set(root.xpath("//@id | //a/@name"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_internal_link_of_an_epub_resolves(published, language):
    path = next((published / "downloads").glob(f"*-{language}.epub"))
    with zipfile.ZipFile(path) as book:
        documents = {name: set() for name in book.namelist()}
        for name in book.namelist():
            if name.endswith(".xhtml"):
                documents[name] = set(etree.fromstring(book.read(name)).xpath("//@id"))
    dead = []
    for name, root in epub_documents(path):
        dead += dead_links(name, root, documents)
    assert dead == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_internal_link_of_a_pdf_resolves(published, language):
    path = next((published / "downloads").glob(f"*-{language}.pdf"))
    with pymupdf.open(path) as book:
        kinds = Counter()
        for page in book:
            for link in page.get_links():
                kinds[link["kind"]] += 1
                if link["kind"] in {pymupdf.LINK_GOTO, pymupdf.LINK_NAMED}:
                    assert 0 <= link["page"] < len(book), (page.number, link)
        assert set(kinds) <= {pymupdf.LINK_GOTO, pymupdf.LINK_NAMED, pymupdf.LINK_URI}
        assert kinds[pymupdf.LINK_URI] >= 18
        assert kinds[pymupdf.LINK_GOTO] + kinds[pymupdf.LINK_NAMED] > 50


def test_pages_and_anchors_are_the_same_in_every_language(published):
    shape = {
        language: {
            name: sorted(root.xpath("//article//@id"))
            for name, root in html_pages(published / language)
        }
        for language in LANGUAGES
    }
    assert shape["ru"] == shape["en"] == shape["kk"]
    assert len(shape["en"]) == 17


def test_the_same_facts_and_notes_are_bound_in_every_language(published):
    bound = {
        language: Counter(
            fact
            for _, root in html_pages(published / language)
            for fact in root.xpath("//article//@data-fact")
        )
        for language in LANGUAGES
    }
    assert bound["en"] == bound["ru"] == bound["kk"]
    assert len(bound["en"]) > 100


def test_each_note_is_called_and_told_once_in_reading_order(published):
    for language in LANGUAGES:
        calls, told = [], []
        for _, root in html_pages(published / language):
            calls += [each.text for each in root.xpath("//a[contains(@class,'ednote-call')]")]
            told += [each.text for each in root.xpath("//a[contains(@class,'ednote-number')]")]
        numbers = [str(number) for number in range(1, len(calls) + 1)]
        assert calls == told == numbers
        assert len(numbers) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_links_to_itself_in_the_other_languages(published, language):
    others = [each for each in LANGUAGES if each != language]
    for name, root in html_pages(published / language):
        links = root.xpath("//body//a[@hreflang]")
        assert [each.get("hreflang") for each in links if each.get("hreflang") != language][
            :2
        ] == others
        for other in others:
            assert any(each.get("href") == f"../{other}/{name}" for each in links), name


def test_part_c_prints_the_18_addresses_byte_for_byte(published):
    from test_fidelity import SOURCE  # noqa: PLC0415  one copy of the source

    urls = re.findall(r"https?://[^>\s]+", SOURCE.read_text("utf-8"))
    assert len(urls) == 18
    root = html.parse(str(published / "en" / "references.html")).getroot()
    hrefs = root.xpath("//article//a[starts-with(@href,'http')]/@href")
    assert hrefs == urls


@pytest.mark.parametrize("language", LANGUAGES)
def test_epubcheck_finds_nothing(published, language):
    path = next((published / "downloads").glob(f"*-{language}.epub"))
    assert epubcheck(path) == []
    faults = [fault for name, root in epub_documents(path) for fault in language_faults(name, root)]
    assert faults == []


KAZAKH_LATIN = {"English", "PDF", "EPUB", "I", "II", "III", "IV", "V", "VI", "VII"}
"""Latin words that a Kazakh page may hold outside passages marked as another language."""
NAMES = (
    "COVID", "Comunione e Liberazione", "Dosybieva, Olga", "Dosybieva", "Encyclopaedia Britannica",
    "GCM", "IBelong", "IDMC", "Institute for War and Peace Reporting", "Kirche in Not",
    "Migration Data Portal", "NHK World", "Polpharma", "Renovabis", "Sputnik", "URL", "USAID", "locales",
)  # fmt: skip
"""Names in Latin letters, and a folder's: WCAG 2.2, 3.1.2 leaves names to the text around them."""
_NAMED = re.compile("|".join(map(re.escape, NAMES)) + r"|\b[\w.-]+\.[a-z]{2,}\b", re.IGNORECASE)


def foreign_words(root):
    """Words of a Kazakh page, and of its attributes, that are neither Kazakh nor marked."""
    marked = "ancestor-or-self::*[@lang][1][not(starts-with(@lang, 'kk'))]"
    silent = "ancestor-or-self::*[local-name()='script' or local-name()='style']"
    told = root.xpath(
        f"//*[local-name()='body']//text()[not(parent::*[{marked}]) and not({silent})]"
    )
    for name in ("title", "aria-label", "alt", "placeholder", "content"):
        told += root.xpath(f"//*[local-name()='body']//@{name}[not(parent::*[{marked}])]")
    for text in told:
        if not re.match(r"\s*https?://", text):
            # A label may quote a heading that is not translated yet; an attribute has no parts.
            for word in re.findall(
                r"[A-Za-z][A-Za-z’'-]+", _NAMED.sub("", re.sub("«[^»]*»", "", text))
            ):
                if word not in KAZAKH_LATIN:
                    yield word, text.strip()


def test_no_english_word_stands_unmarked_on_a_kazakh_page(published):
    for name, root in html_pages(published / "kk"):
        assert list(foreign_words(root)) == [], name
    for name, root in epub_documents(next((published / "downloads").glob("*-kk.epub"))):
        assert list(foreign_words(root)) == [], name


RUSSIAN = {"Поиск", "Содержание", "Примечание", "Назад", "Далее", "Обложка", "Страница", "и", "или"}


def test_no_russian_word_stands_in_the_kazakh_editions(published):
    texts = [root.text_content() for _, root in html_pages(published / "kk")]
    path = next((published / "downloads").glob("*-kk.epub"))
    texts += ["".join(root.itertext()) for _, root in epub_documents(path)]
    with pymupdf.open(path.with_suffix(".pdf")) as book:
        texts += [page.get_text() for page in book]
    # Titles of Russian sources are Russian, and in the list of sources only.
    for text in texts:
        if "adilet.zan.kz" not in text:
            assert not RUSSIAN & set(re.findall(r"\w+", text))


PDF_WORDS = {
    "en": {"Contents", "Editor’s note"},
    "ru": {"Содержание", "Примечание редактора"},
    "kk": {"Мазмұны", "Редактордың ескертпесі"},
}


TITLES = {
    "en": "Migration Profile: Kazakhstan",
    "ru": "Миграционный профиль: Казахстан",
    "kk": "Көші-қон бейіні: Қазақстан",
}
OUTLINES = {
    "en": "Abbreviations / A. Executive Summary / Country Profile / I. Basic Information",
    "ru": "Сокращения / A. Краткое содержание / Профиль страны / I. Основные сведения",
    "kk": "Қысқартулар / A. Түйіндеме / Ел бейіні / I. Негізгі мәліметтер",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_furniture_of_a_pdf_is_in_its_language(published, language):
    with pymupdf.open(next((published / "downloads").glob(f"*-{language}.pdf"))) as book:
        text = " ".join(page.get_text().replace("\n", " ") for page in book)
        catalog = book.xref_object(book.pdf_catalog())
        outline = book.get_toc()
        title = book.metadata["title"]
    for other, words in PDF_WORDS.items():
        for word in words:
            assert (word in text) is (other == language), word
    assert f"/Lang ({language})" in catalog
    assert title == TITLES[language]
    assert OUTLINES[language] in " / ".join(entry[1] for entry in outline)


def bound_keys(pages):
    """The facts and sources that pages print, by the keys in their marks and links."""
    facts, sources = Counter(), Counter()
    for _, root in pages:
        facts.update(root.xpath("//*[@data-fact]/@data-fact"))
        hrefs = root.xpath("//*[contains(@class, 'citation-call')]//@href")
        sources.update(href.partition("#source-")[2] for href in hrefs)
    return facts, sources


def test_every_fact_and_citation_key_of_every_edition_is_declared(published):
    facts = read_facts(ROOT / "docs/facts.toml", ROOT)
    data = read_bibliography(ROOT / "references.bib", ROOT)
    known = {make_id(key) for key in data.entries}
    counted = []
    for language in LANGUAGES:
        stem = published / "downloads" / f"kazakhstan-migration-profile-{language}"
        html_keys = bound_keys(html_pages(published / language))
        epub_keys = bound_keys(epub_documents(stem.with_suffix(".epub")))
        assert html_keys == epub_keys
        assert set(html_keys[0]) == set(facts)
        assert set(html_keys[1]) <= known
        with pymupdf.open(stem.with_suffix(".pdf")) as book:
            crossings = sum(
                link["kind"] != pymupdf.LINK_URI for page in book for link in page.get_links()
            )
        # A link that breaks over a line has two rectangles; none is lost.
        assert crossings >= sum(html_keys[1].values())
        counted.append(html_keys)
    assert counted[0] == counted[1] == counted[2]
    assert sum(counted[0][1].values()) > 30
