"""A suffix after a figure follows the number as it is read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzbook.languages.kazakh.numerals import aloud, fitting, is_front, joined


# From the published rules and from texts of the state's own pages.
@pytest.mark.parametrize(
    ("number", "suffix"),
    [
        ("6", "ға"), ("7", "ге"), ("10", "нан"), ("15", "тен"), ("25", "ке"), ("30", "дан"),
        ("40", "тан"), ("50", "ге"), ("76", "дан"), ("83", "тен"), ("100", "ге"), ("122", "ден"),
        ("3000", "нан"), ("8000", "ға"), ("31000", "ға"), ("165000", "нан"), ("2018", "ден"),
        ("5", "інші"), ("20", "ның"), ("20", "ны"), ("9", "ы"), ("2", "сі"), ("1000000", "нан"),
        ("1000000000", "тан"), ("3", "пен"), ("8", "бен"), ("10", "мен"), ("9", "дық"),
        ("4,5", "тен"), ("1990", "дар"), ("6", "сының"), ("3\u00a0000", "нан"), ("0,25", "тен"),
        ("20", "сыншы"), ("20", "шы"), ("1", "шіден"), ("50", "інші"), ("40", "ынан"),
        ("6", "сымен"), ("9", "ымен"), ("1990", "дарының"), ("5", "терде"), ("100", "дей"),
        ("1\u00a0000", "даған"), ("6", "лаған"), ("5", "теп"), ("20", "дағы"), ("3", "тегі"),
        ("2017–2021", "ге"), ("0", "ден"), ("1000000000000", "нан"), ("90", "дық"), ("60", "тық"), ("50", "лік"),
    ],
)  # fmt: skip
def test_the_form_that_is_printed_is_the_one_that_fits(number, suffix):
    assert fitting(aloud(number), suffix) == suffix


@pytest.mark.parametrize(
    ("number", "wrong", "right"),
    [
        ("40", "дан", "тан"), ("7", "ға", "ге"), ("30", "ден", "дан"), ("3", "мен", "пен"),
        ("44", "ы", "і"), ("6", "ы", "сы"), ("50", "ға", "ге"), ("3000", "дан", "нан"),
        ("20", "ншы", "сыншы"), ("6", "інші", "ншы"), ("7", "інің", "сінің"), ("5", "дап", "теп"),
        ("40", "даған", "таған"), ("3", "сымен", "імен"), ("10", "дағі", "дағы"), ("5", "мен", "пен"),
    ],
)  # fmt: skip
def test_a_form_that_does_not_fit_is_told_the_right_one(number, wrong, right):
    assert fitting(aloud(number), wrong) == right


@pytest.mark.parametrize("suffix", ["ы", "ын", "ының", "ына", "ымен", "ға", "дан"])
def test_per_cent_is_read_as_a_word_of_its_own(suffix):
    assert fitting(aloud("7%"), suffix) == suffix


@pytest.mark.parametrize("word", ["бап", "баптың", "тармағында", "жылдар", "шығарылым", "баппен"])
def test_a_word_after_a_hyphen_is_no_suffix(word):
    assert fitting(aloud("125"), word) is None


@pytest.mark.parametrize(
    "figure", ["125 (3b)", "2\u00a0724\u00a0900 км²", "XX", "", "9" * 40, "9" * 5000]
)
def test_what_cannot_be_read_asks_for_no_form(figure):
    assert fitting(aloud(figure), "дан") is None


@pytest.mark.parametrize(
    ("month", "form"),
    [
        ("қаңтар", "да"), ("ақпан", "да"), ("наурыз", "да"), ("сәуір", "де"), ("мамыр", "да"),
        ("маусым", "да"), ("шілде", "де"), ("тамыз", "да"), ("қыркүйек", "те"), ("қазан", "да"),
        ("қараша", "да"), ("желтоқсан", "да"),
    ],
)  # fmt: skip
def test_a_month_takes_its_own_form(month, form):
    assert joined(f"2018 жылғы {month}", "да") == f"2018 жылғы {month}{form}"


def test_a_currency_has_the_cases_of_the_possessive():
    assert joined("8\u00a0820 АҚШ доллары", "дан") == "8\u00a0820 АҚШ долларынан"
    assert joined("8\u00a0820 Ресей рублі", "ға") == "8\u00a0820 Ресей рубліне"


@given(st.integers(0, 10**9), st.sampled_from(["дан", "ға", "ның", "ны", "ы", "да", "мен", "лық"]))
def test_what_fits_is_settled(number, suffix):
    word = aloud(str(number))
    form = fitting(word, suffix)
    assert form is not None
    assert fitting(word, form) == form
    assert is_front(form) == is_front(word) or form.endswith("ен")
