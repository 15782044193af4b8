"""Figures, units, months and qualifiers, read as each language writes them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kzbook.numbers import quantities, read, write

LANGUAGES = st.sampled_from(["en", "ru", "kk"])
NAMES = {"en": "km", "ru": "км", "kk": "км"}

# On a machine with much to do an example takes longer.
unhurried = settings(deadline=None)


def told(text, language):
    return [(each.value, each.unit) for each in quantities(text, language)]


@unhurried
@given(st.decimals(0, 10**9, places=3, allow_nan=False), LANGUAGES)
def test_decimals_read_back(value, language):
    assert read(write(str(value), "count", "", language), language) == (value,)


@unhurried
@given(st.integers(0, 10**10), LANGUAGES)
def test_areas_and_money_read_back_with_their_units(value, language):
    assert told(write(value, "area", "km²", language), language) == [(value, "km²")]
    assert told(write(value, "money", "USD", language), language) == [(value, "USD")]


@unhurried
@given(st.integers(1000, 2999), st.integers(1, 12), LANGUAGES)
def test_months_and_periods_read_back(year, month, language):
    written = write(f"{year}-{month:02}", "month", "", language)
    assert sorted(told(written, language)) == sorted([(month, "month"), (year, "")])
    written = write(f"{year}-{year + 4}", "period", "", language)
    assert told(written, language) == [(year, ""), (year + 4, "")]


@unhurried
@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=5), LANGUAGES)
def test_numbers_side_by_side_stay_apart(values, language):
    text = ", ".join(write(value, "count", "", language) for value in values)
    assert read(text, language) == tuple(values)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("43%", "en", [(43, "%")]), ("43 per cent", "en", [(43, "%")]),
        ("43 процента", "ru", [(43, "%")]), ("43 пайызы", "kk", [(43, "%")]),
        ("5–7 %", "ru", [(5, "%"), (7, "%")]), ("50–70 тыс.", "ru", [(50_000, ""), (70_000, "")]),
        ("20 km", "en", [(20, "km")]), ("20 км²", "ru", [(20, "km²")]),
        ("200 шаршы километр", "kk", [(200, "km²")]),
        ("the 1990s", "en", [(1990, "decade")]), ("1990-е годы", "ru", [(1990, "decade")]),
        ("1990 жылдардың", "kk", [(1990, "decade")]), ("2003–2010 жылдары", "kk", [(2003, ""), (2010, "")]),
        ("Section VI", "en", [(6, "")]), ("раздел IV", "ru", [(4, "")]), ("ХХІ ғасыр", "kk", [(21, "")]),
        ("I. Basic Information", "en", [(1, "")]), ("I agree", "en", []),
        ("May they", "en", []), ("in May", "en", [(5, "month")]), ("они могут в мае", "ru", [(5, "month")]),
        ("05.02.2021", "ru", [(5, ""), (2, "month"), (2021, "")]),
        ("2021-02-05", "en", [(2021, ""), (2, "month"), (5, "")]),
        ("134-1", "ru", [(134, ""), (1, "")]), ("134-1-бап", "kk", [(134, ""), (1, "")]),
        ("125 (3б)", "ru", [(125, ""), (3, "")]), ("COVID-19", "kk", [(19, "")]),
        ("Typst 0.15.2", "ru", [(0, ""), (15, ""), (2, "")]),
        ("1 234 567,8", "ru", [(Decimal("1234567.8"), "")]),
        ("18\u202f833\u2009100", "kk", [(18_833_100, "")]),
    ],
)  # fmt: skip
def test_what_is_read(text, language, expected):
    assert told(text, language) == expected


def test_a_figure_in_english_form_keeps_both_readings():
    (read_in_kazakh,) = quantities("8,820", "kk")
    assert (read_in_kazakh.value, read_in_kazakh.english) == (Decimal("8.82"), 8820)
    (point,) = quantities("4.5", "ru")
    assert point.value == point.english == Decimal("4.5")


@pytest.mark.parametrize(
    ("text", "language", "sense"),
    [
        ("at least one year", "en", "at least"), ("no fewer than 5", "en", "at least"),
        ("5 or more", "en", "at least"), ("not more than 90 days", "en", "at most"),
        ("up to 5 years", "en", "at most"), ("150 characters or fewer", "en", "at most"),
        ("over 18 million", "en", "more than"), ("could exceed 100,000", "en", "more than"),
        ("under 15", "en", "less than"), ("about a third", "en", "about"),
        ("some 31,000", "en", "about"), ("almost doubled", "en", "almost"),
        ("не менее одного года", "ru", "at least"), ("18 лет и старше", "ru", "at least"),
        ("не более чем на 5", "ru", "at most"), ("максимум в течение одного года", "ru", "at most"),
        ("не должно превышать 90", "ru", "at most"),
        ("более половины", "ru", "more than"), ("может превысить 100", "ru", "more than"),
        ("моложе 15 лет", "ru", "less than"), ("около трети", "ru", "about"),
        ("почти вдвое", "ru", "almost"),
        ("кемінде бір жыл", "kk", "at least"), ("5 күннен кем емес", "kk", "at least"),
        ("90 күннен аспайтын", "kk", "at most"), ("ең көбі бір жыл", "kk", "at most"),
        ("3 000-нан астам", "kk", "more than"), ("18 миллионнан асатын", "kk", "more than"),
        ("30 жылдан астам уақыт", "kk", "more than"), ("100-ден асуы мүмкін", "kk", "more than"),
        ("15 жасқа толмаған", "kk", "less than"), ("шамамен 10%-ы", "kk", "about"),
        ("73 мыңға жуық", "kk", "about"), ("екі есеге жуық", "kk", "almost"),
    ],
)  # fmt: skip
def test_qualifiers_have_one_name_in_three_languages(text, language, sense):
    assert sense in quantities(text, language)[0].qualifiers


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("over the past five years", "en"), ("more than at home, 20%", "en"),
        ("15% more than at home", "en"), ("на 15 % больше, чем дома", "ru"),
        ("более суровое наказание: 5 лет", "ru"), ("15%-ға көп", "kk"),
        ("ең төменгі стандарттар, 5 бап", "kk"),
    ],
)  # fmt: skip
def test_what_qualifies_no_number(text, language):
    assert all(not each.qualifiers for each in quantities(text, language))


@unhurried
@given(st.text(max_size=60), LANGUAGES)
def test_any_text_is_read_without_an_error(text, language):
    for each in quantities(text, language):
        assert text[each.start : each.end].strip() or not each.written
