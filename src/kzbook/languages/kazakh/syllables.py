"""Syllables of Kazakh in Cyrillic letters, and the places where a line may part its words.

Pure: the standard library alone. ``soft(text)`` puts soft hyphens into prose, ``places`` only
tells where they belong, ``breaks`` and ``cuts`` answer for one word.

The rules are those of the published orthography, as schools teach them: "Сөздердің
тасымалдануы" (https://tarbie.kz/20404), "Буын мен тасымал" (https://all.aikyn.kz), and §§ 99–107
of the rules that came with the new alphabet (https://qazlat.kz/ru/docs/hyphenation). No native
speaker has looked at their use here yet.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOWELS = frozenset("аәеёиоөұүыіэюя")
"""Each is a syllable; у is one as well where it is no consonant, see `_is_vowel`."""
_SIGNS = frozenset("ьъ")
_LETTERS = "а-яёәғқңөұүһі"
# What touches a letter of another alphabet, a figure or the signs of an address is no word of
# the language, or no whole one: 1990-жылдар, қазақстан.қаз, USAID-тің.
_WORD = re.compile(
    rf"(?<![\w.@/-])[{_LETTERS}]+(?:-[{_LETTERS}]+)*(?!-?\w|[@/]|\.\w)", re.IGNORECASE
)
# § 106 and § 107: a surname with its initials, a figure with its unit. They are kept on one
# line by no-break spaces; a word that is held so is not parted either.
_HELD = re.compile(r"(?:(?<!\w)[А-ЯЁӘҒҚҢӨҰҮҺІ]\.[ \u00a0]?|\d\u00a0)$")
# § 101: where consonants crowd, the root is kept: Қазақ-стан, not Қазақс-тан. Only stems that
# end in a consonant are here; Пәкіс-тан and Түркіс-тан follow the rule.
_STATE = re.compile(
    r"(?:ауған|башқұрт|қазақ|қалпақ|қырғыз|моңғол|өзбек|татар|тәжік|түрікмен|түркімен)(?=стан)"
)
# A hyphenated word can be parted at its hyphen, which its reader sees anyway. Only where each
# part is as long as this would a hole in the line be worse than a second hyphen in the word.
_PART = 7


def cuts(word: str) -> list[int]:
    """Give the places between the syllables of *word*: ``[2, 5]`` for қа-лам-дар.

    A consonant between vowels opens the next syllable; of several only the last does; ь and ъ
    stay with their consonant; vowels that meet are parted.
    """
    letters = word.lower()
    vowels = [place for place in range(len(letters)) if _is_vowel(letters, place)]
    found = [_cut(letters, one, other) for one, other in pairwise(vowels)]
    if state := _STATE.search(letters):
        # The rule of the last consonant has cut before the т of стан.
        found[found.index(state.end() + 1)] = state.end()
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

    A word of one syllable and an abbreviation (ҚР, БҰҰ, ҚазҰУ, БҰҰ-ның) have none, nor has
    a hyphenated word, unless each of its parts is long.
    """
    parts = word.split("-")
    if any(any(map(str.isupper, part[1:])) for part in parts):
        return []
    if len(parts) > 1 and min(map(len, parts)) < _PART:
        return []
    found, start = [], 0
    for part in parts:
        allowed = range(left, len(part) - right + 1)
        found += [start + cut for cut in cuts(part) if cut in allowed]
        start += len(part) + 1
    return found


def places(text: str, left: int = 2, right: int = 2) -> Iterator[int]:
    """Yield the places in *text* where a line may part one of its words."""
    for match in _WORD.finditer(text):
        start = match.start()
        if not _HELD.search(text[max(0, start - 4) : start]):
            yield from (start + each for each in breaks(match[0], left, right))


def soft(text: str, left: int = 2, right: int = 2) -> str:
    """Put U+00AD into every word of *text* where a line may part it."""
    edges = [0, *places(text, left, right), len(text)]
    return "\u00ad".join(text[one:other] for one, other in pairwise(edges))
