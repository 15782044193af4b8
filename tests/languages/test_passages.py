"""What is translated, what is not, and that a reader and a voice are told."""

import polib
import pytest
from lxml import html

from kzbook.languages.passages import _LATIN


@pytest.fixture
def russian(small, kzbook):
    """The Russian site of a book with two passages and a note translated."""
    for name, messages in {
        "one": {
            "First;": "Первое;",
            "Part two": "Часть вторая",
            "{fact}`ratified-year`": "{fact}`ratified-year` год",
        },
        "notes": {"The text names *no* source.": "Текст *не* называет источника."},
        "bibliography": {"[World Bank data page]": "[Страница данных Всемирного банка]"},
        "book": {"A Small Book": "Маленькая книга"},
    }.items():
        path = small / f"locales/ru/LC_MESSAGES/{name}.po"
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            entry.msgstr = messages.get(entry.msgid, "")
        catalogue.save()
    done = kzbook("build", "ru-html", root=small)
    assert done.returncode == 0, done.stdout + done.stderr
    return small / "build/ru/html"


def page(site, name):
    return html.parse(str(site / name), html.HTMLParser(encoding="utf-8")).getroot()


def words_and_languages(root, path):
    return [
        (
            " ".join(each.text_content().split()),
            (each.xpath("ancestor-or-self::*/@lang") or [""])[-1],
        )
        for each in root.xpath(path)
    ]


def test_a_translated_passage_is_russian_and_another_is_marked_english(russian):
    items = words_and_languages(page(russian, "one.html"), "//article//ul/li/p")
    assert items[0] == ("Первое;", "ru")
    assert items[2] == ("third.", "en")


def test_a_heading_carries_its_language_into_lists_of_pages(russian):
    root = page(russian, "one.html")
    assert words_and_languages(root, "//article//h1/span")[0] == ("I. One", "en")
    entries = dict(words_and_languages(root, "//*[contains(@class,'sidebar-tree')]//a/*"))
    assert entries["Sources"] == "en"


def test_a_fact_follows_the_language_of_its_passage(russian):
    root = page(russian, "one.html")
    printed = {
        each.get("data-fact"): each.text_content() for each in root.xpath("//span[@data-fact]")
    }
    # The paragraph is still English, so its figures are too; the cell is Russian.
    assert printed["area"] == "2,724,900\u00a0km²"
    assert printed["ratified-year"] == "2020"


def test_a_note_is_translated_and_another_is_marked(russian):
    notes = words_and_languages(page(russian, "one.html"), "//aside/p")
    assert notes[1] == ("Текст не называет источника.", "ru")
    assert notes[0][1] == "en"


def test_the_bibliography_speaks_the_language_where_it_can(russian):
    told = words_and_languages(page(russian, "sources.html"), "//*[@class='citation']/p")
    assert "[Страница данных Всемирного банка]" in told[0][0]
    laws = words_and_languages(page(russian, "sources.html"), "//*[@class='citation']/p/span")
    assert ("Law on trafficking of 2006", "en") in laws


FOREIGN = {
    "«Kazakh» — народ": ["Kazakh"],
    "«for», а не «at least»": ["for", "at least"],
    "стоит for, а не on": ["for", "on"],
    "в слове years’.": ["years’"],
    "#IBelong, COVID-19, NHK World, Kirche in Not, Comunione e Liberazione": [],
    "adilet.zan.kz, ecoi.net, kk-latin, user@example.org, a b": [],
    "км², II раздел": [],
}


@pytest.mark.parametrize("text", FOREIGN)
def test_words_of_the_original_are_told_from_names_and_addresses(text):
    assert [match[0] for match in _LATIN.finditer(text)] == FOREIGN[text]


def test_a_quoted_word_of_the_original_is_marked_and_code_is_not(small, kzbook):
    path = small / "locales/ru/LC_MESSAGES/one.po"
    catalogue = polib.pofile(str(path))
    item = next(entry for entry in catalogue if entry.msgid == "second, with `code`; and")
    item.msgstr = "второй, «Kazakh» и `code`; и"
    catalogue.save()
    done = kzbook("build", "ru-html", root=small)
    assert done.returncode == 0, done.stdout + done.stderr
    found = page(small / "build/ru/html", "one.html").xpath("//article//ul/li/p[code]")[0]
    assert [each.text for each in found.xpath(".//*[@lang]")] == ["Kazakh"]
    assert " ".join(found.text_content().split()) == "второй, «Kazakh» и code; и"


def test_the_title_of_the_book_is_translated(russian):
    assert "Маленькая книга" in page(russian, "one.html").xpath("string(//title)")
