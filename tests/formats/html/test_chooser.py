"""The first page of the release speaks three languages, and each reader's own."""

import re
from pathlib import Path

from bs4 import BeautifulSoup

from kzbook.book import Book
from kzbook.formats.html import chooser

BOOK = Book(
    title="Migration Profile: Kazakhstan",
    languages=("en", "ru", "kk"),
    formats=("html", "pdf", "epub"),
    date="2021-02",
    basename="kazakhstan-migration-profile",
    root=Path("nowhere"),
)
TITLES = {
    "en": BOOK.title,
    "ru": "Миграционный профиль: Казахстан",
    "kk": "Көші-қон бейіні: Қазақстан",
}


def section(language, titles=TITLES, book=BOOK):
    return BeautifulSoup(chooser(book, titles), "html.parser").find("section", lang=language)


def test_every_edition_can_be_reached():
    page = BeautifulSoup(chooser(BOOK, TITLES), "html.parser")
    targets = {link["href"] for link in page("a")}
    expected = {f"{language}/index.html" for language in BOOK.languages}
    for language in BOOK.languages:
        for form in ("pdf", "epub"):
            expected.add(f"downloads/kazakhstan-migration-profile-{language}.{form}")
    assert targets == expected
    assert page.title.get_text() == " · ".join(TITLES.values())


def test_words_are_those_of_the_reader():
    assert section("kk").get_text(" ", strip=True) == (
        "Қазақ тілі Көші-қон бейіні: Қазақстан Онлайн оқу Жүктеп алу PDF EPUB"
    )
    assert section("ru").get_text(" ", strip=True) == (
        "Русский Миграционный профиль: Казахстан Читать онлайн Скачать PDF EPUB"
    )
    labels = [link["aria-label"] for link in section("kk")("a", download=True)]
    assert labels == ["Жүктеп алу: PDF", "Жүктеп алу: EPUB"]


def test_a_title_not_translated_says_its_language():
    untranslated = dict.fromkeys(BOOK.languages, BOOK.title)
    assert section("kk", untranslated).h1["lang"] == "en"
    assert "lang" not in section("kk").h1.attrs
    page = BeautifulSoup(chooser(BOOK, untranslated), "html.parser")
    assert page.title.get_text() == BOOK.title


def test_the_page_loads_nothing():
    page = chooser(BOOK, TITLES)
    assert not re.search(r"https?:|<script|<link|@import|url\(|src=", page)


def test_titles_are_text_not_markup():
    assert "<b>" not in chooser(BOOK, {**TITLES, "kk": "<b>&"})


def test_without_a_site_there_is_nothing_to_read_online():
    book = Book(title="B", languages=("kk",), formats=("pdf",), date="2021", root=Path("nowhere"))
    links = section("kk", {"kk": "B"}, book)("a")
    assert [link["href"] for link in links] == ["downloads/b-kk.pdf"]
