"""Kazakh in Latin letters: the alphabet of 31 letters that was proposed in 2021, by rule.

The proposal of 28 January 2021 (National Commission on the Alphabet, Kazakhstan) gives a letter
to each sound; no law has put it in force. Letters that Cyrillic has for loanwords alone have
none of their own there: ё, ю, я, ц, ч, щ and э are written here by their sounds, ъ and ь not at
all. That is our choice, not the proposal's. Й is written as и is, so nothing leads back.
"""

from __future__ import annotations

import re

_LETTERS = {
    "а": "a", "ә": "ä", "б": "b", "в": "v", "г": "g", "ғ": "ğ", "д": "d", "е": "e",
    "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k", "қ": "q", "л": "l", "м": "m",
    "н": "n", "ң": "ñ", "о": "o", "ө": "ö", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ұ": "ū", "ү": "ü", "ф": "f", "х": "h", "һ": "h", "ш": "ş", "ы": "y",
    "і": "ı",
    "ё": "io", "ю": "iu", "я": "ia", "ц": "ts", "ч": "tş", "щ": "ştş", "э": "e",
    "ъ": "", "ь": "",
}  # fmt: skip
# In this alphabet i and ı are two letters, each with a capital of its own.
_CAPITALS = str.maketrans({"i": "İ", "ı": "I"})
_WORD = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІа-яёәғқңөұүһі]+")


def latin(text: str) -> str:
    """Write the Kazakh in *text* in Latin letters; whatever is not Cyrillic stays.

    >>> latin("Қазақстан Республикасы, БҰҰ-ның Юнисефі")
    'Qazaqstan Respublikasy, BŪŪ-nyñ İunisefı'
    """
    return _WORD.sub(_word, text)


def _word(match: re.Match[str]) -> str:
    word = match[0]
    # An abbreviation is in capitals throughout: ЯМР is İAMR, Ямал is İamal.
    all_capitals = len(word) > 1 and word.isupper()
    return "".join(_letter(each, all_capitals=all_capitals) for each in word)


def _letter(letter: str, *, all_capitals: bool) -> str:
    written = _LETTERS[letter.lower()]
    if letter.islower():
        return written
    capital, rest = written[:1], written[1:]
    return _upper(capital) + (_upper(rest) if all_capitals else rest)


def _upper(text: str) -> str:
    return text.translate(_CAPITALS).upper()
