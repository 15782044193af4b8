"""Syllables of Kazakh in Cyrillic letters, and where a line may part its words.

Pure: no Sphinx, no catalogue. ``soft(text)`` puts soft hyphens into prose.

The rules are those that schools teach of the orthography of 1957 and its later editions:
"Сөздердің тасымалдануы" (tarbie.kz/20404) and "Буын мен тасымал" (all.aikyn.kz). No native
speaker has looked at their use here yet.
"""

from __future__ import annotations

import re
from itertools import pairwise

VOWELS = frozenset("аәеёиоөұүыіэюя")
"""Each is a syllable; у is one as well where it is no consonant, see `_is_vowel`."""
_SIGNS = frozenset("ьъ")
_WORD = re.compile(r"[а-яёәғқңөұүһі]+(?:-[а-яёәғқңөұүһі]+)*", re.IGNORECASE)
# Names of states are parted where they are joined, not by the last consonant: Қазақ-стан.
_STATE = re.compile(r"(?:қазақ|өзбек|тәжік|қырғыз|түрікмен|ауған|пәкі)(?=стан)")
# A part of a hyphenated word shorter than this stays whole: it can be parted at its hyphen.
_PART = 7


def cuts(word: str) -> list[int]:
    """Give the places between the syllables of *word*: ``[2, 5]`` for ``а``-``т``… of қа-лам-дар.

    A consonant between vowels opens the next syllable; of several only the last does; ь and ъ
    stay with their consonant; vowels that meet are parted.
    """
    letters = word.lower()
    vowels = [place for place in range(len(letters)) if _is_vowel(letters, place)]
    found = [_cut(letters, one, other) for one, other in pairwise(vowels)]
    if state := _STATE.search(letters):
        within = range(state.end() - 1, state.end() + 3)
        found = sorted({*(each for each in found if each not in within), state.end()})
    return found


def _is_vowel(letters: str, place: int) -> bool:
    letter = letters[place]
    if letter != "у":
        return letter in VOWELS
    # тау, са-уат, уа-қыт: a consonant; су-ық, бу-ын, оқу: a vowel.
    if place == 0:
        return letters[1:2] not in VOWELS
    return not _is_vowel(letters, place - 1)


def _cut(letters: str, vowel: int, following: int) -> int:
    between = [place for place in range(vowel + 1, following) if letters[place] not in _SIGNS]
    if not between or letters[following - 1] in _SIGNS:
        return following
    return between[-1]


def breaks(word: str, left: int = 2, right: int = 2) -> list[int]:
    """Give the places where a line may part *word*, with as many letters on each side.

    A word of one syllable and an abbreviation (ҚР, БҰҰ, ҚазҰУ) have none; of the parts of
    a hyphenated word those that are long.
    """
    if sum(letter.isupper() for letter in word) > 1 and "-" not in word:
        return []
    found, start = [], 0
    parts = word.split("-")
    for part in parts:
        long = len(parts) == 1 or (len(part) >= _PART and not part.isupper())
        allowed = range(left, len(part) - right + 1)
        found += [start + cut for cut in cuts(part) if long and cut in allowed]
        start += len(part) + 1
    return found


def soft(text: str, left: int = 2, right: int = 2) -> str:
    """Put U+00AD into every word of *text* where a line may part it."""

    def parted(match: re.Match[str]) -> str:
        word = match[0]
        edges = [0, *breaks(word, left, right), len(word)]
        return "\u00ad".join(word[one:other] for one, other in pairwise(edges))

    return _WORD.sub(parted, text)
