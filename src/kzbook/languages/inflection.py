"""Words in their inflected forms: whether a word of a text is a form of a given one.

No dictionary is asked. Russian words are compared by their Snowball stems, without the vowel
that comes and goes (рынок, рынка). A Kazakh word is a form of another that begins with its
stem: suffixes come last, the consonant before them may be voiced and a narrow vowel lost
(тарап, тарабы; халық, халқы). Where both could err, they rather take two words for one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import snowballstemmer

_FLEETING = re.compile(r"(?<=..[бвгджзйклмнпрстфхцчшщ])[еоь](?=[бвгджзйклмнпрстфхцчшщ]$)")
_VOICED = str.maketrans("пкқһ", "бгғх")
# What a word of the glossary may bear itself: plural, possession, genitive or accusative;
# or the -у of the verb's name.
_BORNE = re.compile(
    r"(?<=..)(?:(?:[лдт][ае]р)(?:[ыі]н?)?|с[ыі]н?|[ыі])(?:[ыі]ң|[ндт][ыі]ң)?$|(?<=...)[уы]$"
)
_SUFFIXES = re.compile(
    r"(?:[лдт][ае]р|нг|[ндт]?ң|[мңснлдтғгйзу]|[ғг][ае]н?|н?[дт][ае]н?|н[ае]н?|[ае]|[мб]ен|"
    r"[дт][ае][ғг]|сз)*"
)
_SHORT = 3
"""Up to so many letters a stem is the beginning of many words: only suffixes may follow."""


_TAKEN = 2


@lru_cache(1 << 16)
def is_form(word: str, given: str, language: str) -> bool:
    """Say whether *word* is a form of the *given* one; in other languages, whether it is equal."""
    if word == given:
        return True
    if language == "ru":
        return _russian(word, given)
    if language == "kk":
        return _kazakh(word, given)
    return word.lower() == given.lower()


@lru_cache(1 << 14)
def beginning(word: str, language: str) -> str:
    """Give the two letters that all forms of *word* begin with."""
    return (_skeleton(word) if language == "kk" else word.lower().replace("ё", "е"))[:2]


def _russian(word: str, given: str) -> bool:
    short, long = sorted((_russian_stem(word), _russian_stem(given)), key=len)
    # Snowball takes some last letters of a name for a verb's: Казахста-н, Казахстан-е.
    begins = long.startswith(short) and len(long) - len(short) <= _TAKEN < len(short)
    return short == long or begins or _FLEETING.sub("", short) == _FLEETING.sub("", long)


@lru_cache(1 << 14)
def _russian_stem(word: str) -> str:
    return str(_snowball().stemWord(word.lower().replace("ё", "е")))


@cache
def _snowball() -> snowballstemmer.stemmer.RussianStemmer:
    return snowballstemmer.stemmer("russian")


def _kazakh(word: str, given: str) -> bool:
    stem, whole = _stem(given), _skeleton(word)
    if not whole.startswith(stem):
        return False
    return len(stem) > _SHORT or _SUFFIXES.fullmatch(whole[len(stem) :]) is not None


@lru_cache(1 << 14)
def _stem(given: str) -> str:
    return _skeleton(_BORNE.sub("", given.lower()))


@lru_cache(1 << 14)
def _skeleton(word: str) -> str:
    """Fold what a suffix changes: the narrow vowels go, the voiceless stops are voiced."""
    folded = word.lower().translate(_VOICED)
    return folded[:1] + folded[1:].replace("ы", "").replace("і", "")
