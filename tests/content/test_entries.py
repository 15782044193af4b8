"""A fact that stands alone says what the author wrote, as each edition writes it."""

import re

import pytest
from sphinx import locale

from conftest import ROOT
from kzbook.book import Book
from kzbook.content.entries import COUNTED, measured, period, told
from kzbook.finding import Location
from kzbook.languages.compiling import compile_catalogues
from kzbook.languages.edition import DOMAINS
from kzbook.manuscript import Fact, FactUse, read_facts

NBSP = "\u00a0"
LANGUAGES = ["en", "ru", "kk"]


@pytest.fixture
def spoken(request, tmp_path):
    """Speak one language, and none afterwards: Sphinx keeps the words in the process."""
    compile_catalogues(Book.load(ROOT), request.param, tmp_path)
    locale.translators.clear()
    locale.init([tmp_path], request.param)
    for domain in DOMAINS:
        locale.init([tmp_path], request.param, domain)
    yield request.param
    locale.translators.clear()


def a_fact(value, unit="", qualifier="", kind="duration", **given):
    return Fact(
        key="x", kind=kind, value=value, unit=unit, qualifier=qualifier, measures="what",
        places=(), **given,
    )  # fmt: skip


def use(words="", language="en"):
    return FactUse("x", words, language, "one", Location("one.md"), anchor="fact-x")


@pytest.mark.parametrize(
    ("spoken", "stated", "expected"),
    [
        ("en", a_fact(1, "years", "at least"), "at least 1 year"),
        ("en", a_fact(5, "days", "within"), "within 5 days"),
        ("ru", a_fact(1, "years", "at least"), "не менее 1 года"),
        ("ru", a_fact(21, "years", "up to"), "до 21 года"),
        ("ru", a_fact(15, "years", "up to"), "до 15 лет"),
        ("ru", a_fact(5, "days", "within"), "в течение 5 дней"),
        ("ru", a_fact(3, "months", "within"), "в течение 3 месяцев"),
        ("ru", a_fact(3, "months"), "3 месяца"),
        ("ru", a_fact(90, "days"), "90 дней"),
        ("ru", a_fact(5, "years", "past"), "последние 5 лет"),
        ("ru", a_fact(30, "years of age", "under", "count"), "моложе 30 лет"),
        ("kk", a_fact(5, "days", "within"), "5 күн ішінде"),
        ("kk", a_fact(15, "years", "up to"), "15 жылға дейін"),
        ("kk", a_fact(10, "years", "over"), "10 жылдан астам"),
        ("kk", a_fact(1, "years", "at least"), "кемінде 1 жыл"),
        ("kk", a_fact(30, "years of age", "under", "count"), "30 жасқа толмаған"),
        ("kk", a_fact(3000, "applications", "more than", "count"), f"3{NBSP}000-нан астам"),
    ],
    indirect=["spoken"],
)
def test_a_qualifier_and_a_unit_are_one_phrase(spoken, stated, expected):
    text, language = told(stated, use(), spoken)
    assert text.replace(NBSP, " ") == expected.replace(NBSP, " ")
    assert language == spoken
    # A figure never parts from its unit.
    assert not re.search(r"\d (?:день|дн|лет|год|мес|күн|жыл|жас|ай|day|year|month)", text)


@pytest.mark.parametrize(
    ("spoken", "stated", "words", "expected"),
    [
        ("en", a_fact("33.3", "percent", "about", "share", written=("a third",)), "a third", "about “a third”"),
        ("ru", a_fact("33.3", "percent", "about", "share", written=("a third",)), "трети", "около «трети»"),
        ("kk", a_fact(18000000, "persons", "over", "count"), "18 миллионнан", "«18 миллионнан» астам"),
        ("en", a_fact(73000000, "persons", "about", "count"), "73,000 thousand", "about “73,000 thousand”"),
        ("en", a_fact(2, "", "almost", "ratio", written=("almost doubled",)), "almost doubled", "“almost doubled”"),
        ("ru", a_fact(3, "", "", "rank"), "третье", "«третье»"),
        # A number word is the number, and an inflected date the date.
        ("en", a_fact(7, "agreements", "", "count"), "seven", "7"),
        ("ru", a_fact("2018-03", "", "", "month"), "марте 2018 года", "март 2018 года"),
        ("en", a_fact(1990, "decade", "mid", "year", written=("mid-1990s",)), "mid-1990s", "mid-1990s"),
    ],
    indirect=["spoken"],
)  # fmt: skip
def test_words_that_are_no_number_are_quoted_as_they_stand(spoken, stated, words, expected):
    text, _language = told(stated, use(words, spoken), spoken)
    assert text.replace(NBSP, " ") == expected


@pytest.mark.parametrize("spoken", ["kk"], indirect=True)
def test_what_is_not_translated_says_so(spoken):
    assert told(a_fact(3, kind="rank"), use("third", "en"), spoken) == ("“third”", "en")
    assert measured(a_fact(3), spoken) == ("What", "en")


@pytest.mark.parametrize(
    ("spoken", "declared", "expected"),
    [
        ("en", "2020", "2020"),
        ("en", "2003-2019", "2003–2019"),
        ("ru", "2020-02", "февраль 2020 года"),
        ("kk", "2020-02", "2020 жылғы ақпан"),
        ("en", "1990s", "1990s"),
        ("ru", "1990s", "1990-е годы"),
        ("kk", "1990s", "1990 жылдар"),
        ("en", "", ""),
    ],
    indirect=["spoken"],
)
def test_a_period_is_written_as_the_edition_has_it(spoken, declared, expected):
    assert period(declared, spoken).replace(NBSP, " ") == expected


def test_a_period_of_another_form_is_refused():
    for wrong in ("last year", "2020-13", "20s"):
        with pytest.raises(ValueError, match="is no year, decade, month or pair of years"):
            a_fact(1, period=wrong)


def test_every_unit_of_time_in_the_book_has_its_phrase():
    facts = read_facts(ROOT / "docs/facts.toml", ROOT).values()
    wanted = {
        (each.qualifier, each.unit)
        for each in facts
        if each.kind == "duration" or each.unit == "years of age"
    }
    assert len(wanted) > 8
    assert wanted <= set(COUNTED)


@pytest.mark.parametrize("spoken", ["ru", "kk"], indirect=True)
def test_every_figure_and_measure_of_the_book_is_told_in_the_language(spoken):
    for each in read_facts(ROOT / "docs/facts.toml", ROOT).values():
        for text, language in (told(each, use(), spoken), measured(each, spoken)):
            assert language == spoken

            foreign = re.findall("[A-Za-z]{2,}", text)
            assert set(foreign) <= {"IBelong", "USAID"}, text
