"""How a Kazakh figure is read aloud, and which form of a suffix follows it.

Pure: num2words alone. The form of a suffix hangs on the last word as it is read: its vowels
are back or front, and its first letter fits the last sound: 30-дан (отыз), 40-тан (қырық),
6-ға (алты), 7-ге (жеті), 3 000-нан (үш мың), 43%-ы (пайыз).

The rule is § 44 of the spelling rules of 2018 ("a suffix after a figure follows the number as
read", https://engime.org/tildi-jalfamalilifi); the forms are those of the school tables, the
kinds of numerals those of https://tili.softmaker.kz/en/san-esimder-numerals/. No native
speaker has looked at their use here yet.
"""

from __future__ import annotations

import re
from functools import cache

from num2words import num2words

from kzbook.languages.kazakh.sounds import BACK, FRONT, SOUNDS, Sound, harmony

# What may follow the first suffix: it hangs on that one, not on the number.
_CASES = "ның|ға|ны|да|дағы|дан|мен"
_OWN = "н|на|ның|нан|нда|ндағы|мен"
_AFTER_PLURAL = rf"|дың|ға|ды|да|дағы|дан|мен|ы(?:{_OWN})?"
_AFTER_LIK = rf"|тың|қа|ты|та|тағы|тан|пен|тар(?:{_AFTER_PLURAL})|ғы(?:{_OWN})?"
_AFTER_VOWEL = rf"|{_CASES}|лар(?:{_AFTER_PLURAL})|сы(?:{_OWN})?"
# The families of suffixes with back vowels, each with the sounds that its forms follow, and
# what may come after. A form with no sounds belongs to one word only.
_FAMILIES: tuple[tuple[dict[str, tuple[Sound, ...]], str], ...] = (
    (
        {"нан": ("nasal",), "тан": ("voiceless",), "дан": ("vowel", "glide", "sibilant", "voiced")},
        "",
    ),
    (
        {"та": ("voiceless",), "да": ("vowel", "glide", "nasal", "sibilant", "voiced")},
        rf"|ғы(?:{_CASES}|лар(?:{_AFTER_PLURAL}))?",
    ),
    ({"қа": ("voiceless",), "ға": ("vowel", "glide", "nasal", "sibilant", "voiced")}, ""),
    (
        {"ның": ("vowel", "nasal"), "тың": ("voiceless",), "дың": ("glide", "sibilant", "voiced")},
        "",
    ),
    (
        {"ны": ("vowel",), "ты": ("voiceless",), "ды": ("glide", "nasal", "sibilant", "voiced")},
        "",
    ),
    (
        {"бен": ("sibilant",), "пен": ("voiceless",), "мен": ("vowel", "glide", "nasal", "voiced")},
        "",
    ),
    (
        {"лар": ("vowel", "glide"), "тар": ("voiceless",), "дар": ("nasal", "sibilant", "voiced")},
        _AFTER_PLURAL,
    ),
    (
        {"лық": ("vowel", "glide"), "тық": ("voiceless",), "дық": ("nasal", "sibilant", "voiced")},
        _AFTER_LIK,
    ),
    # About so many: 100-дей, 1 000-даған, 5-теп.
    ({"тай": ("voiceless",), "дай": ("vowel", "glide", "nasal", "sibilant", "voiced")}, ""),
    (
        {
            "лаған": ("vowel", "glide"),
            "таған": ("voiceless",),
            "даған": ("nasal", "sibilant", "voiced"),
        },
        "",
    ),
    (
        {"лап": ("vowel", "glide"), "тап": ("voiceless",), "дап": ("nasal", "sibilant", "voiced")},
        "",
    ),
    # Places in an order; in figures also -шы alone: 5-ші, 20-шы.
    (
        {
            "ншы": ("vowel",),
            "ыншы": ("glide", "nasal", "sibilant", "voiced", "voiceless"),
            "сыншы": (),
        },
        _AFTER_VOWEL,
    ),
    ({"шы": ("vowel", "glide", "nasal", "sibilant", "voiced", "voiceless")}, _AFTER_VOWEL),
    (
        {"сы": ("vowel",), "ы": ("glide", "nasal", "sibilant", "voiced", "voiceless")},
        rf"|{_OWN}",
    ),
)
_TO_BACK = str.maketrans("еігк", "аығқ")
_TO_FRONT = str.maketrans("аығқ", "еігк")
# Мен and its forms have front vowels after every word: онмен, 43%-ымен.
_STEM = re.compile(r"(.*?)([мбп]ен)?")
_LAST = re.compile(r"(?:(\d[\d\u00a0\u202f ]*(?:[,.]\d+)?)\s?(%?)|([^\W\d_]+))$")


@cache
def aloud(figure: str) -> str:
    """Give the last word of a printed *figure* as it is read aloud; "" if that is not known.

    "3 000" ends in "мың", "43%" in "пайыз", "2017–2021" in "бір", "2018 жылғы наурыз" in
    "наурыз". A decimal is read to its last figures: "4,5" is "төрт бүтін оннан бес".
    """
    match = _LAST.search(figure)
    if match is None:
        return ""
    digits, sign, word = match.groups()
    if not digits:
        return str(word)
    if sign:
        return "пайыз"
    last = re.sub(r"[\u00a0\u202f ]", "", re.split("[,.]", digits)[-1])
    try:
        spoken: str = num2words(int(last), lang="kz")
    except (KeyError, ValueError):
        # Past 10³⁵ num2words has no words, past 4300 figures Python reads none.
        return ""
    return spoken.rsplit(maxsplit=1)[-1]


def is_front(word: str) -> bool:
    """Say whether the last vowel of *word* is a front one; и, у and ю decide nothing."""
    return harmony(word) == FRONT


def fitting(word: str, suffix: str) -> str | None:
    """Give the form of *suffix* that follows *word*, or None if either is none we know.

    >>> fitting("қырық", "дан"), fitting("жеті", "ға"), fitting("бап", "баптың")
    ('тан', 'ге', None)
    """
    sound = next((name for name, signs in SOUNDS.items() if word[-1:].lower() in signs), None)
    if sound is None or not set(word.lower()) & set(BACK + FRONT):
        return None
    back = _harmonised(suffix, _TO_BACK)
    for forms, after in _FAMILIES:
        for start in forms:
            if back.startswith(start) and re.fullmatch(after, back[len(start) :]):
                form = next(each for each, sounds in forms.items() if sound in sounds)
                if word == "жиырма" and form == "ншы":
                    form = "сыншы"
                form += back[len(start) :]
                return _harmonised(form, _TO_FRONT) if is_front(word) else form
    return None


def joined(figure: str, suffix: str) -> str:
    """Write *suffix* after a printed *figure*, in the form it asks for.

    >>> joined("40", "дан"), joined("2018 жылғы наурыз", "де"), joined("5 АҚШ доллары", "дан")
    ('40-тан', '2018 жылғы наурызда', '5 АҚШ долларынан')
    """
    form = fitting(aloud(figure), suffix) or suffix
    if not figure[-1:].isalpha():
        return f"{figure}-{form}"
    # The names of currencies end in the possessive, which has cases of its own.
    own = figure.endswith(("ы", "і"))
    return figure + (_OWN_CASES.get(form, form) if own else form)


_OWN_CASES = {
    "дан": "нан", "ден": "нен", "ға": "на", "ге": "не",
    "да": "нда", "де": "нде", "ны": "н", "ні": "н",
}  # fmt: skip


def _harmonised(suffix: str, table: dict[int, int]) -> str:
    match = _STEM.fullmatch(suffix)
    stem, invariant = match.groups() if match else (suffix, "")
    return f"{stem.translate(table)}{invariant or ''}"
