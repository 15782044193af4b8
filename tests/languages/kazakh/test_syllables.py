"""Textbook pairs, and what holds of every word: syllables of Kazakh."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzbook.languages.kazakh.syllables import VOWELS, breaks, cuts, places, soft

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
    "рес-пуб-ли-ка-мыз-да",
    "құр-мет-ті",
    "жа-уап",
    "қа-йың",
    "са-уын",
    "ке-йін",
    "сау-да",
    "са-йақ",
    "сақ-та-ну-ға",
    "жал-пыл-дау-ға",
    "а-тыс-ты-ру-ға",
    "ха-бар-лан-ды-ру",
    "а-қыл-дас-тық",
    "о-қу-шы-лар",
    "бел-сен-ді",
    "бей-біт-ші-лік",
    "де-ма-лыс",
    "кі-тап-тың",
    "съез-дің",
    "Қа-зақ-стан-ның",
    "Өз-бек-стан",
    "Қыр-ғыз-стан-нан",
    "Тә-жік-стан",
    "Тү-рік-мен-стан",
    "Ау-ған-стан",
    "Пә-кіс-тан",
    "Түр-кіс-тан",
    "объ-ект",
    "толь-ко",
]
"""Syllables of textbooks, of loans, and of names of states."""
BREAKS = {
    "алақан": "ала-қан", "елеуіш": "еле-уіш", "армия": "ар-мия", "оюлы": "ою-лы", "атом": "атом",
    "ақыл": "ақыл", "ана": "ана", "отын": "отын", "эмаль": "эмаль", "аяқ": "аяқ", "ара": "ара",
    "ұя": "ұя", "сия": "сия", "қию": "қию", "аю": "аю", "әкелік": "әке-лік",
    "өзімізге": "өзі-міз-ге", "құмырсқа": "құ-мырс-қа", "күңгірттеу": "күң-гірт-теу",
    "тұрғындарының": "тұр-ғын-да-ры-ның", "съездің": "съез-дің", "дайындық": "да-йын-дық",
    "пункт": "пункт", "төрт": "төрт", "жалт": "жалт", "взвод": "взвод", "кварц": "кварц",
    "көші-қон": "көші-қон",
}  # fmt: skip
"""Where textbooks part a word, and words that they leave whole."""
WHOLE = [
    "ҚР", "БҰҰ", "АҚШ", "ТМД", "ҚБТУ", "ҚазҰУ", "БҰҰ-ның", "БҰҰ-дағылардың", "ҚазҰУ-дағылардың",
    "Ә. Қ. Жұмабаевтың", "А.\u00a0Байтұрсынұлының", "(М. Әуезов", "70\u00a0километрге",
    "22\u00a0наурыздағы", "1990-жылдардың", "USAID-тердегі", "қазақстан.қаз/деректер",
    "деректер@қазақстан.қаз", "көші-қондарының", "ата-аналарының",
]  # fmt: skip
"""Abbreviations, names with initials, figures with units, addresses, short parts."""
words = st.text("аәбгғдежзийкқлмнңоөпрстуұүхшыіьэюя", min_size=1, max_size=14)


def parted(word, places):
    edges = [0, *places, len(word)]
    return "-".join(word[a:b] for a, b in pairwise(edges))


@pytest.mark.parametrize("pair", SYLLABLES)
def test_syllables_are_those_of_the_textbook(pair):
    word = pair.replace("-", "")
    assert parted(word, cuts(word)) == pair


@pytest.mark.parametrize("word", BREAKS)
def test_no_letter_is_left_or_carried_alone(word):
    assert soft(word).replace("\u00ad", "-") == BREAKS[word]


@pytest.mark.parametrize("text", WHOLE)
def test_what_belongs_together_is_not_parted(text):
    assert list(places(text)) == []


def test_only_what_is_held_to_a_figure_or_an_initial_is_whole():
    assert shown("ҚР. Жұмабаевтың") == "ҚР. Жұ|ма|ба|ев|тың"
    assert shown("2019 мигранттарға") == "2019 миг|рант|тар|ға"
    assert shown("«қаласында», (жылдардың).") == "«қа|ла|сын|да», (жыл|дар|дың)."


def test_a_hyphenated_word_is_parted_only_where_all_its_parts_are_long():
    assert shown("ақпараттық-түсіндіру") == "ақ|па|рат|тық-тү|сін|ді|ру"
    assert shown("іс-қимылдардың") == "іс-қимылдардың"


def shown(text):
    return soft(text).replace("\u00ad", "|")


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


@given(st.text("аәбгғдежзийкқлмнңоөпрстұүхшыіьэюя", min_size=1, max_size=14))
def test_without_the_letter_that_is_both_each_syllable_has_one_vowel(word):
    pieces = parted(word, cuts(word)).split("-")
    counts = [sum(letter in VOWELS for letter in piece) for piece in pieces]
    assert counts == [1] * len(pieces) if sum(counts) else pieces == [word]


@given(st.text("аәбуқлмнтыі ҚБ-.,18%«»", max_size=40), st.integers(1, 4), st.integers(1, 4))
def test_soft_hyphens_change_nothing_else_and_keep_their_distance(text, left, right):
    marked = soft(text, left, right)
    assert marked.replace("\u00ad", "") == text
    for word in marked.replace("-", " ").split():
        pieces = word.strip(".,18%«»").split("\u00ad")
        if len(pieces) > 1:
            assert len(pieces[0].strip(".,18%«»")) >= left
            assert len(pieces[-1].strip(".,18%«»")) >= right
