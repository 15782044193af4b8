"""Number words: what a word of English, Russian or Kazakh counts.

Cardinals and ordinals are those of num2words, the Russian in every case and gender; month
names are CLDR's, through Babel. Russian nouns and verbs of number are in ``russian.toml``,
whose forms are pymorphy3's (tests/numbers/test_number_words.py makes the file again and compares).
Kazakh words are num2words' stems with the endings of numerals, for which there is no library.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from babel.dates import get_month_names
from num2words import num2words

if TYPE_CHECKING:
    from collections.abc import Iterator

Part = Literal["cardinal", "ordinal", "hundred", "scale", "fraction", "month", "half more"]

RUSSIAN_FORMS = Path(__file__).parent / "russian.toml"
"""The forms of each Russian lemma below, by pymorphy3."""


class Word(msgspec.Struct, frozen=True):
    """What one word counts; a fraction in per cent, a month by its place in the year.

    ``optional`` marks a word that need not count: “one” is an article, “both” a conjunction.
    ``form`` tells what the reader of phrases asks for: ``ablative``, ``vague`` (“thousands”).
    ``place`` is the lowest that the word fills: below 10 units may follow «он», ten.
    """

    value: Decimal
    part: Part = "cardinal"
    optional: bool = False
    form: str = ""
    place: int = 1
    others: tuple[tuple[Decimal, str], ...] = ()


# “One” is a pronoun too, “zero” no number in “non-zero”.
_OPTIONAL = {0, 1}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALES = {"тыс": 10**3, "млн": 10**6, "млрд": 10**9, "трлн": 10**12}
_ENGLISH = {
    **{word: Word(Decimal(2), optional=True) for word in ("both", "either", "neither", "dual", "double", "pair", "couple")},
    **{word: Word(Decimal(1), optional=True) for word in ("once", "single")},
    **{word: Word(Decimal(2)) for word in ("twice", "doubled", "doubles", "doubling", "twofold")},
    **{word: Word(Decimal(3)) for word in ("thrice", "triple", "tripled", "triples", "tripling", "threefold")},
    "decade": Word(Decimal(10), optional=True),
    "dozen": Word(Decimal(12)),
    "half": Word(Decimal(50), "fraction"),
    "quarter": Word(Decimal(25), "fraction"),
    "quarters": Word(Decimal(25), "fraction"),
}  # fmt: skip
LEMMAS = {
    "половина": Word(Decimal(50), "fraction"),
    "треть": Word(Decimal(100) / 3, "fraction"),
    "четверть": Word(Decimal(25), "fraction"),
    "полтора": Word(Decimal("1.5")),
    "тысяча": Word(Decimal(10**3), "scale"),
    "миллион": Word(Decimal(10**6), "scale"),
    "миллиард": Word(Decimal(10**9), "scale"),
    "триллион": Word(Decimal(10**12), "scale"),
    "десятилетие": Word(Decimal(10), optional=True),
    "дюжина": Word(Decimal(12)),
    "оба": Word(Decimal(2), optional=True),
    "пара": Word(Decimal(2), optional=True),
    "двойной": Word(Decimal(2), optional=True),
    "тройной": Word(Decimal(3), optional=True),
    "двое": Word(Decimal(2)),
    "трое": Word(Decimal(3)),
    "четверо": Word(Decimal(4)),
    "пятеро": Word(Decimal(5)),
    "шестеро": Word(Decimal(6)),
    "семеро": Word(Decimal(7)),
    "удвоить": Word(Decimal(2)),
    "удвоиться": Word(Decimal(2)),
    "удвоение": Word(Decimal(2)),
    "утроить": Word(Decimal(3)),
    "утроиться": Word(Decimal(3)),
    "утроение": Word(Decimal(3)),
    **{
        name: Word(Decimal(number), "month")
        for number, name in get_month_names("wide", "stand-alone", "ru").items()
    },
}
"""The Russian words of number that are no numerals of num2words; ``RUSSIAN_FORMS`` inflects them."""
_RUSSIAN_ADVERBS = {
    2: ("вдвое", "дважды"), 3: ("втрое", "трижды"), 4: ("вчетверо", "четырежды"),
    5: ("впятеро",), 6: ("вшестеро",), 7: ("всемеро",), 8: ("ввосьмеро",),
    9: ("вдевятеро",), 10: ("вдесятеро",),
}  # fmt: skip
# Also the accusative of «семья», a family; also the instrumental of «треть».
_FAMILY = Word(Decimal(7), optional=True)
_THIRD = Word(Decimal(3), "ordinal", others=((Decimal("33.333333"), "%"),))
PARTS_OF_A_WHOLE = ("часть", "доля")
"""The nouns that make the Russian ordinal before them a fraction."""
_CASES, _GENDERS = "ngdaip", "mfn"
_ATOMS = (*range(21), *range(30, 100, 10), *range(100, 1000, 100))

_COLLECTIVE = {1: "біреу", 2: "екеу", 3: "үшеу", 4: "төртеу", 5: "бесеу", 6: "алтау", 7: "жетеу"}
_CASE_ENDING = (
    "[ндт][ыі]ң|[ғгқк][ае]|[нт][ае]|[ндт][ыі]|[дт][ае]|нд[ае]|[ндт][ае]н|[мбп]ен|[дт][ае][ғг][ыі]"
)
_POSSESSIVE = "с?[ыі](?:н|н[ае]|н[ыі]ң|нд[ае]|н[ае]н|мен|нд[ае][ғг][ыі])?"
_ENDING = re.compile(
    rf"(?P<ordinal>[ыі]?нш[ыі]|с[ыі]нш[ыі])?(?:[лдт][ае]р)?(?:{_CASE_ENDING}|{_POSSESSIVE})?"
)
_ABLATIVE = re.compile(r"(?:[ндт])[ае]н$")
# Cases of «ол» (he, it); «үшін» (for); «жүз» is a face, «іс жүзінде» in fact.
_NO_NUMERALS = re.compile(
    r"он(?:ы|ың|да|ан|ымен|дағы|ына)|үшін|жүзі(?:н|не|нің|нде|нен|мен)?|бірге|бірде|бірден"
)
# The nouns that a Kazakh numeral grows together with: «онжылдық», ten years; «үшжақты».
_KAZAKH_COMPOUND = re.compile(r"(?:жыл|жақ|күн|апта|палата|есе|сан)\w*")
_LEAST_OF_A_COMPOUND = 4
_RANKS = {
    "ru": re.compile(r"сам(?:ый|ая|ое|ые|ого|ой|ому|ым|ую|ых|ом)\b|\w+[еа]йш\w+|последн\w+|ежегодн\w+"),
    "kk": re.compile(r"ең\s+\w+|соңғы\w*|жыл сайын\w*"),
}  # fmt: skip


def rank_words(text: str, language: str) -> bool:
    """Say whether *text* names the first or last of an order, or what comes once a year."""
    pattern = _RANKS.get(language)
    return pattern is not None and pattern.search(text.lower()) is not None


def word(text: str, language: str) -> Word | None:
    """Give what *text*, one word in lower case, counts in *language*; None for nothing."""
    text = text.replace("ё", "е")
    found = _lexicon(language).get(text)
    if found is None and language == "kk":
        return _kazakh(text)
    if found is None and language == "ru":
        return _russian_compound(text)
    return found


def is_part_of_a_whole(text: str) -> bool:
    """Say whether a Russian word makes the ordinal before it a fraction: «пятая часть»."""
    return text.replace("ё", "е") in _parts_of_a_whole()


@cache
def _lexicon(language: str) -> dict[str, Word]:
    if language == "en":
        return dict(_english())
    if language == "ru":
        return {form.replace("ё", "е"): word for form, word in _russian()}
    return {}


def _english() -> Iterator[tuple[str, Word]]:
    for number in range(100):
        optional = number in _OPTIONAL
        cardinal, ordinal = num2words(number), num2words(number, to="ordinal")
        yield cardinal, Word(Decimal(number), optional=optional, place=_place(number))
        yield ordinal, Word(Decimal(number), "ordinal", optional=optional)
        yield f"{ordinal}s", Word(Decimal(number), "ordinal", form="plural")
    yield "hundred", Word(Decimal(100), "hundred")
    for scale, value in _SCALES.items():
        yield scale, Word(Decimal(value), "scale")
        yield f"{scale}s", Word(Decimal(value), "scale", form="vague")
    yield from _ENGLISH.items()
    for number, name in get_month_names("wide", "stand-alone", "en").items():
        yield name.lower(), Word(Decimal(number), "month")


def _russian() -> Iterator[tuple[str, Word]]:
    for number in _ATOMS:
        optional = number in _OPTIONAL
        cardinal = Word(Decimal(number), optional=optional, place=_place(number))
        ordinal = Word(Decimal(number), "ordinal", optional=optional)
        for case in _CASES:
            for gender in _GENDERS:
                settings = {"lang": "ru", "case": case, "gender": gender}
                yield num2words(number, **settings), cardinal
                yield num2words(number, to="ordinal", **settings), ordinal
            yield num2words(number, lang="ru", case=case, plural=True), cardinal
            yield num2words(number, to="ordinal", lang="ru", case=case, plural=True), ordinal
    for short, value in _SHORT_SCALES.items():
        yield short, Word(Decimal(value), "scale")
    for number, words in _RUSSIAN_ADVERBS.items():
        yield from ((each, Word(Decimal(number))) for each in words)
    for lemma, counted in LEMMAS.items():
        for form in russian_forms()[lemma]:
            vague = counted.part == "scale" and form not in _singular(lemma)
            yield form, msgspec.structs.replace(counted, form="vague") if vague else counted
    yield "семью", _FAMILY
    yield "третью", _THIRD


def _singular(scale: str) -> set[str]:
    """Give the forms in which a scale word without a number is one: «тысячу»."""
    return {scale, "тысячу"} if scale == "тысяча" else {scale}


def _place(number: int) -> int:
    """Give the lowest place that an English or Russian word fills: ten of “twenty”."""
    if number >= 100:  # noqa: PLR2004  «двести» and a number below 100
        return 100
    return 10 if number >= 20 and not number % 10 else 1  # noqa: PLR2004  the tens


@cache
def russian_forms() -> dict[str, tuple[str, ...]]:
    """Read every form of each lemma."""
    table = tomllib.loads(RUSSIAN_FORMS.read_text("utf-8"))
    return {lemma: tuple(forms.split()) for lemma, forms in table.items()}


@cache
def _parts_of_a_whole() -> frozenset[str]:
    return frozenset(form for lemma in PARTS_OF_A_WHOLE for form in russian_forms()[lemma])


@cache
def _genitives() -> tuple[tuple[str, int], ...]:
    forms = [(num2words(n, lang="ru", case="g").replace("ё", "е"), n) for n in range(2, 21)]
    return tuple(sorted(forms, key=lambda each: -len(each[0])))


def _russian_compound(text: str) -> Word | None:
    """Read «двухпалатный», «десятилетний»: a genitive grown together with what it counts."""
    for genitive, number in _genitives():
        if text.startswith(genitive) and len(text) >= len(genitive) + _LEAST_OF_A_COMPOUND:
            return Word(Decimal(number), optional=True)
    return None


@cache
def _kazakh_stems() -> tuple[tuple[str, Word], ...]:
    stems = [
        (num2words(n, lang="kz"), Word(Decimal(n), optional=n in _OPTIONAL)) for n in range(10)
    ]
    # «Он бір», ten one, is eleven.
    stems += [(num2words(n, lang="kz"), Word(Decimal(n), place=10)) for n in range(10, 90, 10)]
    stems += [(stem, Word(Decimal(n), optional=n <= 2)) for n, stem in _COLLECTIVE.items()]  # noqa: PLR2004  «екеуі» is also “both”
    stems += [
        ("қырқ", Word(Decimal(40), place=10)),
        # Also a quarter of a year.
        ("тоқсан", Word(Decimal(90), optional=True, place=10)),
        ("алғашқы", Word(Decimal(1), "ordinal", optional=True)),
        ("жүз", Word(Decimal(100), "hundred")),
        ("мың", Word(Decimal(10**3), "scale")),
        # The crescent is a «жарты ай».
        ("жарты", Word(Decimal(50), "fraction", optional=True)),
        ("ширек", Word(Decimal(25), "fraction")),
        ("ширег", Word(Decimal(25), "fraction")),
        ("жарым", Word(Decimal("0.5"), "half more")),
    ]
    stems += [(stem, Word(Decimal(LEMMAS[stem].value), "scale")) for stem in ("миллион", "миллиард", "триллион")]  # fmt: skip
    # «Тыс» is outside.
    stems += [
        (stem, Word(Decimal(value), "scale"))
        for stem, value in _SHORT_SCALES.items()
        if stem != "тыс"
    ]
    for number, name in get_month_names("wide", "stand-alone", "kk").items():
        stems.append((name.lower(), Word(Decimal(number), "month")))
        softened = re.sub("к$", "г", re.sub("қ$", "ғ", name.lower()))
        if softened != name.lower():
            stems.append((softened, Word(Decimal(number), "month")))
    return tuple(sorted(stems, key=lambda each: -len(each[0])))


@cache
def _kazakh(text: str) -> Word | None:
    if _NO_NUMERALS.fullmatch(text):
        return None
    for stem, counted in _kazakh_stems():
        if not text.startswith(stem):
            continue
        ending = text[len(stem) :]
        match = _ENDING.fullmatch(ending)
        if match:
            # «жартысы» is a half and nothing else.
            optional = counted.optional and not (stem == "жарты" and ending)
            part = "ordinal" if match["ordinal"] and counted.part == "cardinal" else counted.part
            form = "ablative" if _ABLATIVE.search(ending) else ""
            return Word(counted.value, part, optional, form, counted.place)
        if counted.part == "cardinal" and _KAZAKH_COMPOUND.fullmatch(ending):
            return Word(counted.value, optional=True)
    return None
