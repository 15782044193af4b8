"""A suffix after a figure follows the number as it is read aloud."""

import re
from decimal import Decimal

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from kzbook.languages.kazakh.numerals import aloud, fitting, is_front


# From the published rules and from texts of the state's own pages.
@pytest.mark.parametrize(
    ("number", "suffix"),
    [
        ("6", "ға"), ("7", "ге"), ("10", "нан"), ("15", "тен"), ("25", "ке"), ("30", "дан"),
        ("40", "тан"), ("50", "ге"), ("76", "дан"), ("83", "тен"), ("100", "ге"), ("122", "ден"),
        ("3000", "нан"), ("8000", "ға"), ("31000", "ға"), ("165000", "нан"), ("2018", "ден"),
        ("5", "інші"), ("20", "ның"), ("20", "ны"), ("9", "ы"), ("2", "сі"), ("1000000", "нан"),
        ("1000000000", "тан"), ("3", "пен"), ("8", "бен"), ("10", "мен"), ("9", "дық"),
        ("4.5", "тен"), ("1990", "дар"), ("6", "сының"),
    ],
)  # fmt: skip
def test_the_form_that_is_printed_is_the_one_that_fits(number, suffix):
    assert fitting(aloud(number), suffix) == suffix


@pytest.mark.parametrize(
    ("number", "wrong", "right"),
    [
        ("40", "дан", "тан"), ("7", "ға", "ге"), ("30", "ден", "дан"), ("3", "мен", "пен"),
        ("44", "ы", "і"), ("6", "ы", "сы"), ("50", "ға", "ге"), ("3000", "дан", "нан"),
    ],
)  # fmt: skip
def test_a_form_that_does_not_fit_is_told_the_right_one(number, wrong, right):
    assert fitting(aloud(number), wrong) == right


@pytest.mark.parametrize("suffix", ["ы", "ын", "ының", "ына", "ға", "дан"])
def test_per_cent_is_read_as_a_word_of_its_own(suffix):
    assert fitting(aloud(7, "%"), suffix) == suffix


@pytest.mark.parametrize("word", ["бап", "баптың", "тармағында", "жылдар", "шығарылым", "баппен"])
def test_a_word_after_a_hyphen_is_no_suffix(word):
    assert fitting(aloud(125), word) is None


@given(st.integers(0, 10**9), st.sampled_from(["дан", "ға", "ның", "ны", "ы", "да", "мен", "лық"]))
def test_what_fits_is_settled(number, suffix):
    word = aloud(Decimal(number))
    form = fitting(word, suffix)
    assert form is not None
    assert fitting(word, form) == form
    assert is_front(form) == is_front(word) or form.endswith("ен")


def test_every_suffix_of_the_kazakh_catalogues_after_a_plain_figure_fits():
    seen = 0
    for path in sorted((ROOT / "locales/kk/LC_MESSAGES").glob("*.po")):
        for entry in polib.pofile(path):
            text = re.sub(r"\{[^}]*\}`[^`]*`", "…", entry.msgstr)
            for figures, sign, suffix in re.findall(r"(\d[\d\u00a0]*)(%?)-(\w+)", text):
                word = aloud(figures.replace("\u00a0", ""), sign)
                form = fitting(word, suffix)
                assert form in {None, suffix}, (path.name, entry.msgstr)
                seen += form is not None
    assert seen
