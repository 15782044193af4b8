"""Words beside a figure are compared with its value: every planted change is found, no other.

The tables below are written by hand, from the texts and from the grammars of the languages.
"""

import re
import resource

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from kzbook.book import Book
from kzbook.finding import findings
from kzbook.languages.catalogs import Catalogue, Entry, catalogue_paths, read_catalogue
from kzbook.languages.grammar import Wording, figures
from kzbook.languages.kazakh.numerals import aloud, fitting
from kzbook.languages.russian.counting import misfit
from kzbook.manuscript import read_facts

FACTS = read_facts(ROOT / "docs/facts.toml", ROOT)
VALUES = (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 14, 20, 21, 22, 25, 31, 40, 54, 70, 93, 100, 101, 102,
          111, 112, 121, 124, 130, 1000, 1001, 1004, 1050, 3000, 23_000, 70_021, 18_833_102, 10**6)  # fmt: skip


def catalogues(language):
    book = Book.load(ROOT)
    return [read_catalogue(path, ROOT) for path in catalogue_paths(book, language)]


def told(key, value, language):
    """What is found if one fact has another value."""
    facts = {**FACTS, key: msgspec.structs.replace(FACTS[key], value=value)}
    role = re.compile(rf"\{{fact\}}`(?:[^`]*<)?{key}>?`")
    holding = [
        msgspec.structs.replace(
            each, entries=tuple(entry for entry in each.entries if role.search(entry.msgstr))
        )
        for each in CATALOGUES[language]
    ]
    return findings(*(Wording(each, facts) for each in holding))


CATALOGUES = {language: catalogues(language) for language in ("ru", "kk")}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_book_as_it_is_has_nothing_to_review(language):
    assert findings(*(Wording(each, FACTS) for each in CATALOGUES[language])) == []


# What the Russian says of each counted figure, and what it would say after one, few and many.
AFTER = {
    "regions": ("областей", "область области областей"),
    "population": ("человек", "человек человека человек"),
    "under-30-age": ("лет", "года лет лет"),
    "under-15-age": ("лет", "года лет лет"),
    "refugees-residence": ("лет", "года лет лет"),
    "flood-displaced": ("человек", "человека человек человек"),
    "clashes-displaced": ("человек", "человека человек человек"),
    "asylum-first": ("казахстанцев", "казахстанца казахстанцев казахстанцев"),
    "identified": ("жертв", "жертву жертвы жертв"),
    "assisted": ("жертвам", "жертве жертвам жертвам"),
    "assisted-kazakh": ("гражданин", "гражданин гражданина граждан"),
    "assisted-foreign": ("граждан", "гражданин гражданина граждан"),
    "penalty-medium": ("лет", "года лет лет"),
    "penalty-serious": ("лет", "год года лет"),
    "penalty-listed": ("лет", "года лет лет"),
    "migrants": ("мигрантов", "мигранта мигранта мигрантов"),
    "stay-unregistered": ("дней", "день дня дней"),
    "stay-registered": ("дней", "день дня дней"),
    "legalised": ("мигрантов", "мигрант мигранта мигрантов"),
    "stateless": ("лиц", "лица лиц лиц"),
    "readmission-signed": ("соглашений", "соглашение соглашения соглашений"),
    "readmission-drafting": ("соглашений", "соглашение соглашения соглашений"),
    "enbek-families": ("семей", "семьи семей семей"),
    "compact-objectives": ("целей", "цели целей целей"),
    "iom-returned": ("мигрантам", "мигранту мигрантам мигрантам"),
    "usaid-served": ("человек", "человека человек человек"),
    "usaid-trained": ("лиц", "лицо лица лиц"),
    "usaid-rehabilitated": ("мигрантов", "мигранта мигрантов мигрантов"),
    "usaid-services": ("человек", "человека человек человек"),
    "emigrants-registered": ("мигрантов", "мигранта мигрантов мигрантов"),
}


# After a verb that takes an object «выявили 4 жертв» is as right as «4 жертвы», of the living;
# 2, 3 and 4 by themselves are not told there.
LIVING_OBJECTS = {"identified", "migrants", "usaid-trained"}


def category(value):
    if value % 10 == 1 and value % 100 != 11:
        return 0
    return 1 if value % 10 in {2, 3, 4} and value % 100 not in {12, 13, 14} else 2


@pytest.mark.parametrize("key", AFTER)
def test_a_changed_value_is_told_where_the_russian_noun_does_not_fit(key):
    now, forms = AFTER[key]
    planted = 0
    for value in VALUES:
        if key in LIVING_OBJECTS and 2 <= value <= 4:
            continue
        wrong = forms.split()[category(value)] != now
        found = told(key, value, "ru")
        assert {each.rule for each in found} == ({"counted-noun"} if wrong else set()), value
        assert {each.severity for each in found} <= {"warning"}
        planted += wrong
    assert planted > 5


def test_no_other_russian_figure_is_followed_by_what_it_counts():
    silent = set(FACTS) - set(AFTER)
    assert [
        key for key in silent for value in (1, 2, 5) if numeral(key) and told(key, value, "ru")
    ] == []


def numeral(key):
    return FACTS[key].kind in {"count", "duration", "ratio"}


# Kazakh: the last word of a number, with the forms that follow it.
FOLLOWING = {
    "бір": "нан:ден ға:ге і:і", "екі": "нан:ден ға:ге і:сі", "үш": "нан:тен ға:ке і:і",
    "төрт": "нан:тен ға:ке і:і", "бес": "нан:тен ға:ке і:і", "алты": "нан:дан ға:ға і:сы",
    "жеті": "нан:ден ға:ге і:сі", "сегіз": "нан:ден ға:ге і:і", "тоғыз": "нан:дан ға:ға і:ы",
    "он": "нан:нан ға:ға і:ы", "жиырма": "нан:дан ға:ға і:сы", "отыз": "нан:дан ға:ға і:ы",
    "қырық": "нан:тан ға:қа і:ы", "елу": "нан:ден ға:ге і:і", "алпыс": "нан:тан ға:қа і:ы",
    "жетпіс": "нан:тен ға:ке і:і", "сексен": "нан:нен ға:ге і:і", "тоқсан": "нан:нан ға:ға і:ы",
    "жүз": "нан:ден ға:ге і:і", "мың": "нан:нан ға:ға і:ы", "миллион": "нан:нан ға:ға і:ы",
}  # fmt: skip
UNITS = list(FOLLOWING)[:9]
TENS = list(FOLLOWING)[9:18]
# What hangs on each figure now: the case of the table, and the form.
HANGING = {
    "clashes-displaced": ("нан", "нан"), "asylum-first": ("нан", "нан"),
    "asylum-second": ("ға", "ге"), "asylum-third": ("ға", "ға"), "assisted-kazakh": ("і", "і"),
    "assisted-foreign": ("і", "і"), "stateless": ("нан", "нан"), "enbek-families": ("нан", "нан"),
    "usaid-served": ("нан", "нан"), "usaid-rehabilitated": ("нан", "ден"),
    "usaid-services": ("нан", "нан"), "emigrants-with-illegal": ("нан", "нан"),
}  # fmt: skip
MONTHS = {
    "01": "да", "02": "да", "03": "да", "04": "де", "05": "да", "06": "да",
    "07": "де", "08": "да", "09": "те", "10": "да", "11": "да", "12": "да",
}  # fmt: skip
IN_A_MONTH = {
    "clashes-month": "да", "trafficking-law-adopted": "да", "criminal-code-amended-month": "да",
    "stay-agreement": "да", "birth-registration-month": "да", "iom-returned-month": "да",
    "uzbek-workers-ratified": "де",
}  # fmt: skip


def last_word(value):
    for size, word in ((10**6, "миллион"), (1000, "мың"), (100, "жүз")):
        if value % size == 0:
            return word
    return UNITS[value % 10 - 1] if value % 10 else TENS[value % 100 // 10 - 1]


def form(word, case):
    return dict(pair.split(":") for pair in FOLLOWING[word].split())[case]


@pytest.mark.parametrize("key", HANGING)
def test_a_changed_value_is_told_where_the_kazakh_suffix_does_not_fit(key):
    case, now = HANGING[key]
    planted = 0
    for value in VALUES:
        right = form(last_word(value), case)
        found = told(key, value, "kk")
        assert {each.rule for each in found} == (set() if right == now else {"suffix-harmony"})
        assert {each.severity for each in found} <= {"warning"}
        assert all(f"«-{right}»" in each.message for each in found), value
        planted += right != now
    assert planted > 5


@pytest.mark.parametrize("key", IN_A_MONTH)
def test_a_changed_month_is_told_where_the_kazakh_suffix_does_not_fit(key):
    for month, right in MONTHS.items():
        found = told(key, f"2019-{month}", "kk")
        assert {each.rule for each in found} == (
            set() if right == IN_A_MONTH[key] else {"suffix-harmony"}
        ), month
        assert all(f"«{right}»" in each.message for each in found)


def test_no_other_kazakh_figure_has_a_suffix_that_hangs_on_its_value():
    silent = set(FACTS) - set(HANGING) - set(IN_A_MONTH)
    kinds = {"count": VALUES, "duration": VALUES, "share": VALUES, "year": (2001, 2006, 2030)}
    assert [
        (key, value)
        for key in silent
        for value in kinds.get(FACTS[key].kind, ())
        if told(key, value, "kk")
    ] == []


@pytest.mark.parametrize("number", range(1, 126))
def test_every_number_takes_the_forms_of_the_table(number):
    for pair in FOLLOWING[last_word(number)].split():
        case, right = pair.split(":")
        assert fitting(aloud(str(number)), case) == right


def lone(language, text):
    entry = Entry("x", text, 7)
    return findings(Wording(Catalogue("a.po", language, (entry,)), {}))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("kk", "40-дан астам", "write «-тан»"),
        ("kk", "10%-і болар еді", "write «-ы»"),
        ("kk", "3\u00a0000-дан астам", "write «-нан»"),
        ("kk", "2018 мен 2019 жылдары", "write «бен»"),
        ("kk", "10–15-нан астам", "write «-тен»"),
        ("kk", "{fact}`18 миллион <p>`дан астам", "write «нан»"),
        ("ru", "приходилось 538 беженца", "write «беженцев»"),
        ("ru", "более 22 беженца{ednote}`R1`", "write «беженцев»"),
        ("ru", "это 5 миллиона", "write «миллионов»"),
    ],
)
def test_a_catalogue_alone_is_checked_for_its_own_figures(language, text, said):
    (found,) = lone(language, text)
    assert said in found.message
    assert (found.at.path, found.at.line, found.severity) == ("a.po", 7, "warning")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "{fact}`rural`-ге"), ("kk", "134-1-бап, 2-тармақ, COVID-19-дан"), ("en", "5 города"),
        ("ru", "{fact}`regions` области"), ("ru", "%d города"), ("ru", "`5` города"),
        ("ru", "5\u00a0%, 1995 год и 2001 годы"), ("ru", "в 2021 года"), ("kk", "XX-дан"),
        ("kk", "8\u00a0820 АҚШ долларынан, 12 мыңнан"), ("kk", "125 (3b)-ға"),
        ("ru", "\ue000 5 городов"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_left_alone(language, text):
    assert lone(language, text) == []


def test_a_figure_in_words_is_left_to_another_check():
    entry = Entry("x", "{fact}`восемь <regions>` области", 1)
    assert findings(Wording(Catalogue("a.po", "ru", (entry,)), FACTS)) == []


@given(st.text("5419,.-–%\u00a0 ыдантсемегорл{fact}`<>\ue000²٣", max_size=40))
def test_no_text_stops_the_checks(text):
    for language in ("ru", "kk"):
        for figure in figures(text, FACTS, language):
            assert figure.before + figure.text + figure.after
            fitting(aloud(figure.text), "дан")
        lone(language, text)


def test_a_number_past_reading_is_left_alone():
    assert misfit("9" * 5000, "", " городов") is None


def test_all_catalogues_are_checked_in_two_seconds(kzbook):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = kzbook("check", *sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po")), root=ROOT)
    assert (done.returncode, done.stdout) == (0, "")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 2
