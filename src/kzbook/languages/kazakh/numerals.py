"""How a Kazakh number is read aloud, and which form of a suffix follows it.

Pure: num2words and the sounds alone. The form of a suffix hangs on the last word as it is read: its vowels
are back or front, and its first letter fits the last sound: 30-дан (отыз), 40-тан (қырық),
6-ға (алты), 7-ге (жеті), 3 000-нан (үш мың), 43%-ы (пайыз).

The rule is § 44 of the spelling rules of 2018 ("a suffix after a figure follows the number as
read", https://engime.org/tildi-jalfamalilifi); the forms are those of the school tables. No
native speaker has looked at their use here yet.
"""

from __future__ import annotations

import re
from decimal import Decimal

from num2words import num2words

from kzbook.languages.kazakh.sounds import FRONT, SOUNDS, Sound, harmony

# The families of suffixes with back vowels, each with the sounds that its forms follow. What
# comes after the first letters goes with them: -ы, -ын, -ының; -лар, -ларға.
_FAMILIES: tuple[dict[str, tuple[Sound, ...]], ...] = (
    {"нан": ("nasal",), "тан": ("voiceless",), "дан": ("vowel", "glide", "sibilant", "voiced")},
    {"та": ("voiceless",), "да": ("vowel", "glide", "nasal", "sibilant", "voiced")},
    {"қа": ("voiceless",), "ға": ("vowel", "glide", "nasal", "sibilant", "voiced")},
    {
        "ның": ("vowel", "nasal"),
        "тың": ("voiceless",),
        "дың": ("glide", "sibilant", "voiced"),
    },
    {
        "ны": ("vowel",),
        "ты": ("voiceless",),
        "ды": ("glide", "nasal", "sibilant", "voiced"),
    },
    {
        "лар": ("vowel", "glide"),
        "тар": ("voiceless",),
        "дар": ("nasal", "sibilant", "voiced"),
    },
    {
        "лық": ("vowel", "glide"),
        "тық": ("voiceless",),
        "дық": ("nasal", "sibilant", "voiced"),
    },
    {
        "бен": ("sibilant",),
        "пен": ("voiceless",),
        "мен": ("vowel", "glide", "nasal", "voiced"),
    },
    {"ншы": ("vowel",), "ыншы": ("glide", "nasal", "sibilant", "voiced", "voiceless")},
    {"шы": ("vowel", "glide", "nasal", "sibilant", "voiced", "voiceless")},
    {"сы": ("vowel",), "ы": ("glide", "nasal", "sibilant", "voiced", "voiceless")},
)
# What may follow the first letters of a family: cases after the possessive, and the plural's
# and the adjective's own cases. Anything else is another word: 125-баптың.
_REST = re.compile(r"|н|на|ның|нан|нда|ндағы|мен|ғы|дай|ға|қа|ды|ты|дың|тың|дан|тан|да|та|ы")
_TO_BACK = str.maketrans("еігк", "аығқ")
_TO_FRONT = str.maketrans("аығқ", "еігк")
_INVARIANT = re.compile(r"[мбп]ен")


def aloud(number: Decimal | int | str, sign: str = "") -> str:
    """Give the last word of *number* as it is read aloud, with a per cent *sign* "пайыз".

    A decimal is read to its last figures: 4,5 is "төрт бүтін оннан бес".
    """
    if sign == "%":
        return "пайыз"
    figures = format(Decimal(number), "f")
    spoken: str = num2words(int(figures.rpartition(".")[2]), lang="kz")
    return spoken.rsplit(maxsplit=1)[-1]


def is_front(word: str) -> bool:
    """Say whether the last vowel of *word* is a front one; и, у and ю decide nothing."""
    return harmony(word) == FRONT


def fitting(word: str, suffix: str) -> str | None:
    """Give the form of *suffix* that follows *word*, or None if it is no suffix we know.

    >>> fitting("қырық", "дан"), fitting("жеті", "ға"), fitting("бап", "баптың")
    ('тан', 'ге', None)
    """
    invariant = _INVARIANT.fullmatch(suffix) is not None
    back = suffix if invariant else suffix.translate(_TO_BACK)
    sound = next(name for name, signs in SOUNDS.items() if word[-1].lower() in signs)
    for family in _FAMILIES:
        for start in family:
            if back.startswith(start) and _REST.fullmatch(back[len(start) :]):
                form = next(each for each, sounds in family.items() if sound in sounds)
                form += back[len(start) :]
                return form.translate(_TO_FRONT) if is_front(word) and not invariant else form
    return None
