"""Numbers as the three editions write and read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzbook.numbers import read, write, write_date


@pytest.mark.parametrize(
    ("value", "kind", "unit", "en", "ru", "kk"),
    [
        (18833100, "count", "", "18,833,100", "18 833 100", "18 833 100"),
        (8820, "count", "", "8,820", "8 820", "8 820"),
        (165, "count", "", "165", "165", "165"),
        (43, "share", "percent", "43%", "43 %", "43%"),
        ("33.3", "share", "percent", "33.3%", "33,3 %", "33,3%"),
        (2724900, "area", "km²", "2,724,900 km²", "2 724 900 км²", "2 724 900 км²"),
        (8820, "money", "USD", "USD 8,820", "8 820 долларов США", "8 820 АҚШ доллары"),
        (2018, "year", "", "2018", "2018", "2018"),
        ("2018-03", "month", "", "March 2018", "март 2018 года", "2018 жылғы наурыз"),
        ("2017-2021", "period", "", "2017–2021", "2017–2021", "2017–2021"),
        (1341, "article", "", "1341", "1341", "1341"),
        ("125 (3b)", "article", "", "125 (3b)", "125 (3b)", "125 (3b)"),
    ],
)
def test_the_editions_write_by_their_own_rules(value, kind, unit, en, ru, kk):  # noqa: PLR0913, PLR0917  a table row
    for language, expected in {"en": en, "ru": ru, "kk": kk}.items():
        written = write(value, kind, unit, language)
        assert written.replace("\u00a0", " ") == expected
        if kind != "article":
            assert " " not in written, "a number must not part from its sign"


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["en", "ru", "kk"]))
def test_what_is_written_reads_back(value, language):
    assert read(write(value, "count", "", language), language) == (Decimal(value),)


@given(st.decimals(min_value=0, max_value=100, places=1), st.sampled_from(["en", "ru", "kk"]))
def test_a_share_reads_back(value, language):
    assert read(write(str(value), "share", "percent", language), language) == (value,)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("73,000 thousand", "en", 73_000_000),
        ("18\u00a0million", "en", 18_000_000),
        ("seven", "en", 7),
        ("Third", "en", 3),
        ("a quarter", "en", 25),
        ("семь", "ru", 7),
        ("18 млн", "ru", 18_000_000),
        ("более 18 миллионов", "ru", 18_000_000),
        ("73 000 тысяч", "ru", 73_000_000),
        ("18 миллионнан астам", "kk", 18_000_000),
        ("73 000 мыңға жуық", "kk", 73_000_000),
        ("жеті", "kk", 7),
        ("31 мың", "kk", 31_000),
        # The most dangerous copy: English grouping is a decimal sign here.
        ("8,820", "kk", Decimal("8.820")),
    ],
)
def test_words_and_scales_are_read(text, language, value):
    assert read(text, language) == (Decimal(value),)


def test_two_numbers_side_by_side_stay_two():
    assert read("in 2018 83 had been identified", "en") == (Decimal(2018), Decimal(83))
    assert read("в 2018 году 83", "ru") == (Decimal(2018), Decimal(83))


@pytest.mark.parametrize(
    ("day", "language", "written"),
    [
        ("2021", "kk", "2021"),
        ("2021-02", "kk", "2021\u00a0жылғы\u00a0ақпан"),
        ("2021-02", "en", "February\u00a02021"),
        ("2021-02-05", "en", "February 5, 2021"),
    ],
)
def test_the_date_is_written_as_precisely_as_declared(day, language, written):
    assert write_date(day, language) == written
