"""Textbook pairs, and what holds of every word: syllables of Kazakh."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzbook.languages.kazakh.syllables import VOWELS, breaks, cuts, soft

SYLLABLES = [
    "ба-ла-лар",
    "ә-ке",
    "а-та",
    "ат-ты",
    "а-на",
    "ә-же",
    "қа-ла",
    "да-ла",
    "ас-та-на",
    "ек-пін",
    "ек-ше",
    "ар-шы",
    "бал-шық",
    "бат-пақ",
    "бөл-шек",
    "таң-дау",
    "сақ-тау",
    "көк-тем",
    "жар-ғақ",
    "қа-лам",
    "қа-зір",
    "мек-теп",
    "қу-а-қы",
    "ту-ын-ды",
    "бу-ын",
    "қи-ын",
    "ки-ім",
    "қи-ық",
    "су-ық",
    "ор-на-лас-ты-ру",
    "да-уыс",
    "са-уат",
    "құ-йын",
    "құ-мырс-қа",
    "күң-гірт-теу",
    "жаң-ғырт-ты",
    "ти-ын",
    "жи-ын",
    "а-та-ла-ры-ма",
    "са-рым-сақ",
    "а-сық",
    "тұш-қыл-тым",
    "а-ла-қан",
    "ар-ми-я",
    "про-ект",
    "ро-яль",
    "по-э-ма",
    "ро-лін-де",
    "төрт",
    "жалт",
    "пункт",
    "уа-қыт",
    "а-уыл",
    "Қа-зақ-стан-ның",
    "Өз-бек-стан",
    "Пә-кі-стан",
    "объ-ект",
    "толь-ко",
]
"""Syllables of textbooks, of loans, and of names of states."""
BREAKS = {
    "алақан": "ала-қан", "елеуіш": "еле-уіш", "армия": "ар-мия", "оюлы": "ою-лы", "атом": "атом",
    "ақыл": "ақыл", "тұрғындарының": "тұр-ғын-да-ры-ның", "съездің": "съез-дің",
    "дайындық": "да-йын-дық", "ҚазҰУ": "ҚазҰУ", "БҰҰ": "БҰҰ", "ҚР": "ҚР", "көші-қон": "көші-қон",
    "БҰҰ-ның": "БҰҰ-ның", "пункт": "пункт",
}  # fmt: skip
words = st.text("аәбгғдежзийкқлмнңоөпрстуұүхшыіьэюя", min_size=1, max_size=14)


def parted(word, places):
    edges = [0, *places, len(word)]
    return "-".join(word[a:b] for a, b in pairwise(edges))


@pytest.mark.parametrize("pair", SYLLABLES)
def test_syllables_are_those_of_the_textbook(pair):
    word = pair.replace("-", "")
    assert parted(word, cuts(word)) == pair


@pytest.mark.parametrize("word", BREAKS)
def test_no_letter_is_left_or_carried_alone_and_abbreviations_stay_whole(word):
    assert soft(word).replace("\u00ad", "-") == BREAKS[word]


def test_a_long_part_of_a_hyphenated_word_is_parted_and_a_short_one_is_not():
    assert soft("ақпараттық-түсіндіру").replace("\u00ad", "|") == "ақ|па|рат|тық-тү|сін|ді|ру"
    assert soft("іс-қимылдар").replace("\u00ad", "|") == "іс-қи|мыл|дар"


def test_a_printer_may_ask_for_more_letters():
    assert breaks("балалар", 2, 3) == [2, 4]
    assert breaks("балалары", 2, 3) == [2, 4]
    assert breaks("балалары", 3, 2) == [4, 6]


@given(words)
def test_every_piece_has_a_vowel_and_the_word_stays_the_word(word):
    assert "".join(parted(word, cuts(word)).split("-")) == word
    if any(letter in VOWELS for letter in word):
        pieces = parted(word, cuts(word)).split("-")
        assert all({*piece} & (VOWELS | {"у"}) for piece in pieces)


@given(st.text("аәбуқлмнтыі ҚБ-.,18%«»", max_size=40), st.integers(1, 4), st.integers(1, 4))
def test_soft_hyphens_change_nothing_else_and_keep_their_distance(text, left, right):
    marked = soft(text, left, right)
    assert marked.replace("\u00ad", "") == text
    for word in marked.replace("-", " ").split():
        pieces = word.strip(".,18%«»").split("\u00ad")
        if len(pieces) > 1:
            assert len(pieces[0].strip(".,18%«»")) >= left
            assert len(pieces[-1].strip(".,18%«»")) >= right
