"""Whether a Russian noun fits the figure that counts it: 21 город, 22 города, 25 городов.

The category of the number is CLDR's; the number and case of a word are those of the dictionary
of OpenCorpora, through pymorphy3. The rules are those of Д. Э. Розенталь, «Справочник по
правописанию и стилистике» (сочетание числительных с существительными): in the nominative and
the accusative 2 to 4 govern the genitive singular and 5 and more the genitive plural; in the
other cases the noun stands in the case of the numeral, singular after 1 and plural after all
others; a decimal governs the genitive singular.

What cannot be told from the words beside the figure is taken to fit: the gender of «один»,
the number of the verb («выявлен 21», «выявлено 22»), and a word such as «области» after «в» and «на».
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Iterator

Reading = tuple[str, str]
"""Number and case in OpenCorpora's names: ``("plur", "gent")``."""

_DIRECT = frozenset({"nomn", "accs"})
# What stands before a figure and asks for a case of it; «direct» is that of the dictionary.
_GOVERNORS = {
    "gent": "более менее свыше около до от ото из без для у после кроме вместо среди против "
    "порядка вне сверх относительно вследствие внутри вокруг из-за из-под",
    "gent ablt": "с со между",
    "datv": "к ко благодаря согласно вопреки",
    "ablt": "над надо перед передо под",
    "direct datv": "по",
    "direct ablt": "за",
    "direct loct": "в во на о об обо при",
}
_ASKS = {
    word: frozenset(cases.split()) for cases, words in _GOVERNORS.items() for word in words.split()
}
_LISTS = {
    # Nouns and verbs that a measure in the genitive follows.
    "genitive": "течение протяжение возраст число количество размер численность длительность "
    "продолжительность территория площадь предел пределы объём сумма большинство часть половина "
    "треть четверть достигнуть достичь достигать добиться добиваться касаться коснуться "
    "лишиться лишаться хватать избежать избегать требовать потребовать ожидать",
    # Words that leave the case to the one before them.
    "looked over": "не всего лишь только примерно приблизительно почти ещё уже даже ровно его её их",
    # A figure after one of these names a thing and counts nothing: статья 21 закона.
    "named": "статья пункт подпункт часть глава раздел рисунок таблица выпуск номер приложение "
    "том страница строка примечание сноска ст п пп ч гл рис табл вып прил т с стр разд",
    # A figure before one of these is an ordinal: 21 января.
    "dated": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь "
    "век столетие число",
    "indeclinable": "тенге евро",
    "accusative": "в во на за через про",
}
_WORDS = {name: frozenset(words.split()) for name, words in _LISTS.items()}
_CYRILLIC = r"[а-яёА-ЯЁ]+(?:-[а-яёА-ЯЁ]+)*"
_NEXT = re.compile(rf"[ \u00a0]({_CYRILLIC})(?!\w|\.[ \u00a0][а-яё])")
_LISTED = re.compile(r"(?:\d[\d\u00a0]*(?:,|[ \u00a0](?:и|или|либо))?[ \u00a0])+$")
_BEFORE = re.compile(rf"({_CYRILLIC})\.?[ \u00a0]$")
_CASES = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
_PLURAL = Locale("ru").plural_form
_WINDOW = 4
"""How many words before a figure may hold the verb whose object it counts."""


class Misfit(msgspec.Struct, frozen=True):
    """A counted noun that does not fit its figure, and the form that does."""

    noun: str
    wanted: str


def misfit(figure: str, before: str, after: str) -> Misfit | None:
    """Find the noun in *after* that *figure* counts, if it does not fit.

    *before* and *after* are the words on both sides, as printed: "более ", " лет без …".

    >>> misfit("22", "В стране действуют ", " приютов для жертв")
    Misfit(noun='приютов', wanted='приюта')
    """
    if not _NEXT.match(after):
        return None
    head = _LISTED.sub("", before)
    if head.endswith(("№ ", "№\u00a0")) or _lemma_before(head) in _WORDS["named"]:
        return None
    words = list(_phrase(after))
    if not words or _is_fixed(words[-1]):
        return None
    number = _number(figure)
    category = _category(number)
    asked, is_object = _asked(head)
    last = words[-1]
    if _part_of_speech(last) != "NOUN":
        # «21 пострадавших»; without a noun after many, the adjective may say something else.
        fits = category != "one" or _has_number(last, category)
    else:
        fits = _fits(last, number, asked, is_object=is_object)
        fits = fits and all(_has_number(each, category) for each in words[:-1])
    return None if fits else Misfit(" ".join(words), _wanted(last, category, asked))


def _phrase(after: str) -> Iterator[str]:
    """Yield the adjectives after a figure and, last, the noun; nothing where a verb follows."""
    place = 0
    while match := _NEXT.match(after, place):
        part = _part_of_speech(match[1])
        if part in {"NOUN", "ADJF", "PRTF"}:
            yield match[1]
        if part not in {"ADJF", "PRTF"}:
            return
        place = match.end()


def _is_fixed(word: str) -> bool:
    """Say whether a noun has one form for all numbers, or the figure before it is a date."""
    best = _parses(word)[0]
    lemma = best.normal_form
    fixed = {"Fixd", "Abbr", "Pltm"} & set(best.tag.grammemes)
    return bool(fixed) or word.lower() in _WORDS["indeclinable"] or lemma in _WORDS["dated"]


def _asked(before: str) -> tuple[frozenset[str], bool]:
    """Give the cases that the words before a figure ask for, and if it may be a verb's object."""
    asked: frozenset[str] | None = None
    is_object = False
    for count in range(_WINDOW):
        match = _BEFORE.search(before)
        if match is None:
            break
        word, before = match[1].lower(), before[: match.start()]
        best = _parses(word)[0]
        takes = count == 0 and word in _WORDS["accusative"]
        is_object = is_object or takes or "tran" in best.tag.grammemes
        if asked is None and word not in _WORDS["looked over"]:
            asked = _cases_after(word, best)
    return asked or frozenset({"direct"}), is_object


def _cases_after(word: str, best: Any) -> frozenset[str]:
    if word in _ASKS:
        return _ASKS[word]
    if best.tag.POS == "COMP" or best.normal_form in _WORDS["genitive"]:
        return frozenset({"gent"})
    if best.tag.POS in {"ADJF", "PRTF"}:
        # «последних 22 лет», but «у остальных 22 дома»: the word may stand for itself.
        cases = {_case(each.tag.case) for each in _parses(word) if each.tag.case}
        return frozenset({"direct", *cases - _DIRECT})
    return frozenset({"direct"})


def _fits(noun: str, number: Decimal, asked: frozenset[str], *, is_object: bool) -> bool:
    readings = _readings(noun)
    singular = _category(number) == "one"
    if not {case for _, case in readings} & {*_DIRECT, "gent"}:
        return any((name == "sing") is singular for name, _ in readings)
    wanted = {("sing" if singular else "plur", case) for case in asked - {"direct"}}
    if "direct" in asked:
        wanted |= set(_direct(noun, number, is_object=is_object))
    if _category(number) == "other":
        wanted = {("sing", "gent")}
    return bool(readings & wanted)


def _direct(noun: str, number: Decimal, *, is_object: bool) -> Iterator[Reading]:
    """Yield the readings that fit *number* in the nominative and the accusative."""
    best = _parses(noun)[0]
    is_animate = "anim" in best.tag.grammemes
    category = _category(number)
    if category == "one":
        yield ("sing", "nomn")
        if is_object or best.tag.gender == "femn" or not is_animate:
            yield ("sing", "accs")
    elif category == "few":
        yield ("sing", "gent")
        # Nouns declined as adjectives: 22 учёных; objects that live: «выявили 4 жертв».
        if best.normal_form.endswith(("ый", "ий", "ой", "ая")) and noun.endswith(("ых", "их")):
            yield ("plur", "gent")
        if is_object and is_animate and number <= 4:  # noqa: PLR2004  two, three and four
            yield ("plur", "accs")
    else:
        yield ("plur", "gent")


def _wanted(noun: str, category: str, asked: frozenset[str]) -> str:
    """Give the form of *noun* to write, or "" if the dictionary has none."""
    if _part_of_speech(noun) != "NOUN":
        return ""
    cases = [case for _, case in _readings(noun)]
    oblique = next((case for case in cases if case not in {*_DIRECT, "gent"}), "gent")
    case = "nomn" if "direct" in asked else "gent"
    if not {*_DIRECT, "gent"} & set(cases):
        case = oblique
    target = {"one": ("sing", case), "few": ("sing", "gent"), "many": ("plur", "gent")}
    number, form = target.get(category, ("sing", "gent"))
    if case != "nomn" and category in {"few", "many"}:
        number, form = "plur", case
    made = _parses(noun)[0].inflect({number, form})
    return str(made.word) if made else ""


def _has_number(word: str, category: str) -> bool:
    """Say whether an adjective has the number that *category* asks for."""
    numbers = {each.tag.number for each in _parses(word) if each.tag.POS in {"ADJF", "PRTF"}}
    return ("sing" if category == "one" else "plur") in numbers


def _readings(noun: str) -> frozenset[Reading]:
    best, *others = _parses(noun)
    alike = [best, *(each for each in others if each.normal_form == best.normal_form)]
    return frozenset(
        (each.tag.number, _case(each.tag.case)) for each in alike if each.tag.POS == "NOUN"
    )


def _case(name: str) -> str:
    return _CASES.get(name, name)


def _lemma_before(before: str) -> str:
    match = _BEFORE.search(before)
    return _parses(match[1])[0].normal_form if match else ""


def _part_of_speech(word: str) -> str:
    return str(_parses(word)[0].tag.POS)


@cache
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_morphology().parse(word.lower()))


@cache
def _morphology() -> Any:
    # Its dictionary takes a tenth of a second, which only Russian need wait for.
    import pymorphy3  # noqa: PLC0415

    return pymorphy3.MorphAnalyzer(lang="ru")


@cache
def _category(number: Decimal) -> str:
    return str(_PLURAL(number))


def _number(figure: str) -> Decimal:
    return Decimal(re.sub(r"[\u00a0\u202f ]", "", figure).replace(",", "."))
