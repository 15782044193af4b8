"""Sounds of Kazakh in Cyrillic letters: harmony, and what decides the first letter of an ending.

Pure: the standard library alone.
"""

from __future__ import annotations

from typing import Literal

Sound = Literal["vowel", "glide", "nasal", "sibilant", "voiced", "voiceless"]

BACK, FRONT = "аоұыяё", "әеөүіэ"
"""Vowels by harmony; и, у and ю decide nothing."""
SOUNDS: dict[Sound, str] = {
    "vowel": "аәеёиоөұүыіэюя",
    "glide": "рйу",
    "nasal": "мнң",
    "sibilant": "зж",
    "voiced": "л",
    # At a word's end б, в, г and д are no voiced sounds: миллиардтан, клубқа.
    "voiceless": "пткқсшщчцхфһбвгд",
}
"""The letters that a word may end in, by what an ending after them begins with."""


def harmony(word: str) -> str:
    """Give BACK or FRONT, as the last vowel of *word* is that decides; else an empty string."""
    for letter in reversed(word.lower()):
        for side in (BACK, FRONT):
            if letter in side:
                return side
    return ""
