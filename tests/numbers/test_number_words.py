"""Number words of three languages, and the file of Russian forms."""

from decimal import Decimal

import pymorphy3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from num2words import num2words

from kzbook.numbers import quantities, read
from kzbook.numbers.words import LEMMAS, PARTS_OF_A_WHOLE, RUSSIAN_FORMS, word

HEAD = (
    "# Every form of the lemmas of words.py: pytest --rewrite tests/numbers/test_number_words.py\n"
)

# On a machine with much to do an example takes longer.
unhurried = settings(deadline=None)


def forms_by_pymorphy3():
    """Give the file as pymorphy3 has it: of each lemma the first reading, in all its forms."""
    analyzer = pymorphy3.MorphAnalyzer(lang="ru")
    lines = [HEAD]
    for lemma in (*LEMMAS, *PARTS_OF_A_WHOLE):
        parse = next(
            each
            for each in analyzer.parse(lemma)
            if each.normal_form == lemma and each.word == lemma
        )
        spoken = {each.word for each in parse.lexeme if not {"Infr", "Erro"} & each.tag.grammemes}
        lines.append(f'"{lemma}" = "{" ".join(sorted(spoken))}"\n')
    return "".join(lines)


def test_the_russian_forms_are_those_of_pymorphy3(rewrite):
    made = forms_by_pymorphy3()
    if rewrite:
        RUSSIAN_FORMS.write_text(made, "utf-8")
    assert RUSSIAN_FORMS.read_text("utf-8") == made


@unhurried
@given(st.integers(0, 999_999))
@example(21)
@example(100)
@example(1_900)
def test_english_words_read_back(number):
    assert read(num2words(number), "en") == (number,)
    assert read(num2words(number).replace(",", "").replace("-", " "), "en") == (number,)


@unhurried
@given(st.integers(0, 999_999), st.sampled_from("ngdaip"), st.sampled_from("mfn"))
@example(40, "g", "m")
@example(2_000, "i", "f")
@example(500, "d", "n")
def test_russian_words_read_back_in_every_case(number, case, gender):
    spoken = num2words(number, lang="ru", case=case, gender=gender)
    assert read(spoken, "ru") == (number,)
    assert read(spoken.replace("ё", "е"), "ru") == (number,)


@unhurried
@given(st.integers(1, 99), st.sampled_from("ngdaip"), st.sampled_from("mfn"))
def test_ordinals_read_back(number, case, gender):
    assert read(num2words(number, to="ordinal"), "en") == (number,)
    spoken = num2words(number, to="ordinal", lang="ru", case=case, gender=gender)
    assert read(spoken, "ru") == (number,)


@unhurried
@given(st.integers(0, 999_999))
@example(1_995)
def test_kazakh_words_read_back(number):
    assert read(num2words(number, lang="kz"), "kk") == (number,)


# The seven collectives and the endings of each numeral, as Kazakh grammars list them.
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("жетеуі", 7), ("бесеуінің", 5), ("үшеуі", 3), ("екеуі", 2), ("біреуі", 1),
        ("бірінші", 1), ("екіншісі", 2), ("үшінші", 3), ("алтыншы", 6), ("жиырмасыншы", 20),
        ("жетінші", 7), ("оныншы", 10), ("он бірінші", 11), ("жүзінші", 100),
        ("беске", 5), ("оннан", 10), ("үштен", 3), ("сегізін", 8), ("тоғызына", 9),
        ("алтыдан", 6), ("қырыққа", 40), ("елуге", 50), ("жүзге", 100), ("мыңға", 1_000),
        ("екі мыңнан", 2_000), ("18 миллионнан", 18_000_000), ("31 мыңға", 31_000),
    ],
)  # fmt: skip
def test_kazakh_endings(text, value):
    assert read(text, "kk") == (value,)


@pytest.mark.parametrize("text", ["оны", "оның", "онда", "үшін", "іс жүзінде", "алтын", "жүзеге", "бесік", "мыңдаған", "бірақ", "бірнеше"])  # fmt: skip
def test_kazakh_words_that_only_look_like_numbers(text):
    assert [each for each in quantities(text, "kk") if not each.optional] == []


@pytest.mark.parametrize(
    ("text", "language", "percent"),
    [
        ("a quarter", "en", "25"), ("half", "en", "50"), ("one fifth", "en", "20"),
        ("a third", "en", "33.333333"), ("two thirds", "en", "66.666667"),
        ("three quarters", "en", "75"), ("one in five", "en", "1"),
        ("четверть", "ru", "25"), ("половины", "ru", "50"), ("трети", "ru", "33.333333"),
        ("пятая часть", "ru", "20"), ("пятой частью", "ru", "20"), ("две трети", "ru", "66.666667"),
        ("одной пятой", "ru", "20"), ("тремя четвертями", "ru", "75"),
        ("ширегі", "kk", "25"), ("төрттен бір", "kk", "25"), ("төрттен бірін", "kk", "25"),
        ("бестен бірі", "kk", "20"), ("үштен екісі", "kk", "66.666667"), ("жартысын", "kk", "50"),
    ],
)  # fmt: skip
def test_fractions_are_read_in_per_cent(text, language, percent):
    assert read(text, language)[0] == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("almost doubled", "en", 2), ("почти удвоилось", "ru", 2), ("вдвое", "ru", 2),
        ("вчетверо", "ru", 4), ("екі есе", "kk", 2), ("трижды", "ru", 3), ("thrice", "en", 3),
        ("двухпалатным", "ru", 2), ("десятилетнего", "ru", 10), ("онжылдықта", "kk", 10),
        ("екіжақты", "kk", 2), ("самая большая", "ru", 1), ("последним", "ru", 1),
        ("крупнейшей", "ru", 1), ("ең көп", "kk", 1), ("жыл сайынғы", "kk", 1),
        ("ежегодной", "ru", 1), ("one and a half", "en", Decimal("1.5")),
        ("полутора", "ru", Decimal("1.5")), ("бір жарым", "kk", Decimal("1.5")),
    ],
)  # fmt: skip
def test_how_many_times_and_which_in_an_order(text, language, value):
    assert read(text, language) == (value,)


def test_a_word_of_doubt_need_not_count():
    assert word("семью", "ru").optional
    assert word("both", "en").optional
    assert word("бірі", "kk").optional
    assert not word("семи", "ru").optional
    assert word("семья", "ru") is None
