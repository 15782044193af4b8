"""The list of figures: every fact once, with what the text says of it, and ways to its places."""

import re
from collections import Counter

import pymupdf
import pytest

from conftest import ROOT
from editions import epub_documents, html_pages
from kzbook.content.fact_list import entry_id
from kzbook.manuscript import read_facts
from pdfs import Voice

LANGUAGES = ["en", "ru", "kk"]
PAGE = "figures-in-this-profile"
TITLES = {
    "en": "Figures in this profile",
    "ru": "Показатели этого профиля",
    "kk": "Осы бейіндегі сандық деректер",
}
FACTS = read_facts(ROOT / "docs/facts.toml", ROOT)


def page(published, language):
    pages = dict(html_pages(published / language))
    return pages[f"{PAGE}.html"], pages


def words(element):
    return " ".join(element.text_content().replace("\u00a0", " ").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_is_listed_once_and_leads_to_all_its_places(published, language):
    root, pages = page(published, language)
    assert words(root.xpath("//h1")[0]).startswith(TITLES[language])
    terms = root.xpath("//article//dt")
    assert Counter(term.get("id") for term in terms) == Counter(map(entry_id, FACTS))
    for term in terms:
        told = term.getnext()
        key = term.get("id").removeprefix("figure-")
        links = [href for href in told.xpath(".//a/@href") if "#fact-" in href]
        assert len(links) == len(FACTS[key].places), key
        for href in links:
            name, _sign, anchor = href.partition("#")
            (place,) = pages[name].xpath(f"//*[@id='{anchor}']")
            assert place.get("data-fact") == key
        # A measure begins as a line does, without a change to its words.
        assert words(term)[0] == words(term)[0].upper()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_told_where_the_text_names_one_and_nowhere_else(published, language):
    root, _ = page(published, language)
    for term in root.xpath("//article//dt"):
        source = FACTS[term.get("id").removeprefix("figure-")].source
        cited = term.getnext().xpath(".//a[contains(@href, '#source-')]/@href")
        assert [href.partition("#source-")[2] for href in cited] == ([source] if source else [])
        # No sign stands for a source or a period that the text does not give.
        assert not re.search(r"\[\]|\(\)|–$", words(term.getnext()))


SAMPLES = {
    "en": {
        "population": "18,833,100 (2020) [National Statistics Committee]",
        "turkmenistan-migrants": "about “73,000 thousand” (2003–2019)",
        "russians-1990s": "about “a third” (1990s)",
        "asylum-growth": "“almost doubled” (2010–2018)",
        "share-kazakh": "about 58%. See also: I. Basic Information",
        "certificate-validity": "at least 1 year",
        "article-doubtful": "1341",
    },
    "ru": {
        "clashes-displaced": "более 23 000 (февраль 2020 года)",
        "registration-term": "в течение 5 дней",
        "area-rank": "«самая большая»",
        "civil-war-decade": "начало 1990-х годов",
    },
    "kk": {
        "usaid-served": "165 000-нан астам",
        "penalty-listed": "15 жылға дейін",
        "population-rounded": "«18 миллионнан» астам (2020)",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_told_as_the_author_gives_them(published, language):
    root, _ = page(published, language)
    for key, expected in SAMPLES[language].items():
        (term,) = root.xpath(f"//dt[@id='{entry_id(key)}']")
        assert words(term.getnext()) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_epub_has_the_same_list(published, language):
    root, _ = page(published, language)
    path = next((published / "downloads").glob(f"*-{language}.epub"))
    documents = dict(epub_documents(path))
    (inside,) = (each for name, each in documents.items() if name.endswith(f"{PAGE}.xhtml"))
    told = [
        " ".join("".join(each.itertext()).replace("\u00a0", " ").split())
        for each in inside.xpath("//*[local-name()='dt' or local-name()='dd']")
    ]
    assert told == [words(each) for each in root.xpath("//article//dt | //article//dd")]
    # Figures of its prose are words: no links, and nothing that would pop up.
    for each in documents.values():
        assert not each.xpath("//*[local-name()='a'][@data-fact]")
        assert not each.xpath("//*[contains(@class, 'figures-told')]")


@pytest.mark.parametrize(
    ("language", "pattern", "described"),
    [
        ("en", r"p\. (\d+)", "page {}"),
        ("ru", r"с\. (\d+)", "страница {}"),
        ("kk", r"(\d+)-б\.", "{}-бет"),
    ],
)
def test_a_pdf_tells_the_page_of_each_place(published, language, pattern, described):
    voice = Voice(next((published / "downloads").glob(f"*-{language}.pdf")))
    found = 0
    for element in voice.of("Link"):
        label = re.fullmatch(pattern, element.text)
        if label:
            found += 1
            for link in element.links:
                # A link says in its description on which page its target truly is.
                assert str(link.Contents) == f"{element.text}, {described.format(label[1])}"
    assert found > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapters_of_the_list_are_in_the_outline_of_a_pdf_alone(published, language):
    with pymupdf.open(next((published / "downloads").glob(f"*-{language}.pdf"))) as book:
        outline = book.get_toc()
        start = next(number for _, title, number in outline if title == TITLES[language])
        end = next(number for level, _, number in outline if level == 1 and number > start)
        below = [title for level, title, number in outline if level == 2 and start <= number < end]
        assert len(below) == 8
        # Running heads name the list.
        heads = [each.get_textbox((0, 0, each.rect.width, 45)) for each in book]
        assert any(TITLES[language] in head for head in heads[start : end - 1])
        assert not any(title in head for head in heads[start : end - 1] for title in below)
