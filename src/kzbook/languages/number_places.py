"""Where the numbers of a message stand: with which year, article or unit each belongs."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kzbook.numbers.units import DECADE, MONTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzbook.languages.passage_numbers import Passage
    from kzbook.numbers import Quantity

DATE, _PERHAPS, _OF_MONTH = "date", "date?", "day of a month"
_SPACE = r"[\s\u00a0]"
# What a number counts or names, by the word before it and the word after it.
_BEFORE = {
    "en": {
        "article": rf"\b(?:Articles?|Art\.){_SPACE}?$",
        "paragraph": rf"\b(?:[Pp]aragraphs?|[Pp]ar\.){_SPACE}?$",
        "part": rf"\b[Pp]arts?{_SPACE}?$",
        "section": rf"\b[Ss]ections?{_SPACE}?$",
        "name": r"[^\W\d_]-$",
    },
    "ru": {
        "article": rf"\b(?:[Сс]тат(?:ь\w+|ей)|ст\.){_SPACE}?$",
        "paragraph": rf"\b(?:[Пп]ункт\w*|п\.){_SPACE}?$",
        "part": rf"\b(?:[Чч]аст[ьи]\w*|ч\.){_SPACE}?$",
        "section": rf"\b[Рр]аздел\w*{_SPACE}?$",
        "name": r"[^\W\d_]-$",
    },
    "kk": {"name": r"[^\W\d_]-$"},
}
_AFTER = {
    "en": {
        "day": rf"{_SPACE}(?:days?)\b",
        "months": rf"{_SPACE}months?\b",
        "years": rf"{_SPACE}years?\b",
    },
    "ru": {
        "day": rf"{_SPACE}(?:дн(?:я|ей|ям|ями|ях)|день)\b",
        "months": rf"{_SPACE}месяц\w*",
        "years": rf"{_SPACE}лет\b",
        DATE: rf"{_SPACE}год(?:у|ом|ы|ов|ах|ами)\b",
        # «2 года» may be two years.
        _PERHAPS: rf"{_SPACE}года\b",
    },
    "kk": {
        "article": r"-?(?:бап|баб)",
        "paragraph": r"-?(?:тармақ|тармағ)",
        "section": rf"{_SPACE}бөлім",
        "day": rf"{_SPACE}күн",
        "months": rf"{_SPACE}ай\b",
        # «30 жыл» is also thirty years; a month of the program takes its ending closed up.
        DATE: (
            rf"{_SPACE}жыл(?:ы|ғы|дар\w*|ға{_SPACE}қарай|дан{_SPACE}бері"
            rf"|дың{_SPACE}(?:бас|орта|соң|аяғ)\w+)\b|[^\W\d_]"
        ),
    },
}
_LIST = re.compile(r",|(?:,[\s\u00a0])?(?:and|or|и|или|және|немесе|мен)")
_LISTED = {"article", "paragraph", "section"}
_RANGE = re.compile(r"[-–]|and|и|және|мен")
# The words between which and a verb a year may stand; before a count there is another.
_DATEABLE = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|for|between|and|or|the|during|early|late|mid|after"
    r"|before|an?)|\bfrom\b[^.;]{1,40}\bto|[(\-–—“])[\s\u00a0]*$|^\s*$",
    re.IGNORECASE,
)
# “The return of 55 migrants”: a year after “of” ends its phrase.
_COUNTED = re.compile(
    r"[\s\u00a0]+(?!(?:and|or|to|by|in|on|for|with|was|were|is|are|has|had|which|that|when|from|as"
    r"|at|until)\b)[a-z]"
)
_SENTENCE = re.compile(r"(?<!\b[Aa]rt)(?<!\b[Pp]ar)(?<!\bNo)[.;?!][\s\u00a0]")
_CLAUSE = re.compile(r"[.;:—()]|,\s")
_FIRST_YEAR, _YEARS_END = 1000, 3000
_REACH = 40


def displaced(
    source: Passage,
    target: Passage,
    pairs: list[tuple[Quantity, Quantity]],
    language: str,
) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the numbers of *target*, two by two, that stand in each other's place.

    Numbers of one kind keep their order, unless what they stand with moved along: the year
    of a count. A number is no article on one side and a paragraph on the other, no count
    and a year.
    """
    senses = _senses(source, "en"), _senses(target, language)
    known = [(senses[0].get(a.start, ""), senses[1].get(b.start, "")) for a, b in pairs]
    strayed = [
        index
        for index, ((english, given), (said, told)) in enumerate(zip(pairs, known, strict=True))
        if not english.optional and _disagree(said, told, source, english, given)
    ]
    if strayed:
        first = pairs[strayed[0]][1]
        second = pairs[strayed[1]][1] if len(strayed) > 1 else _neighbour(first, pairs)
        if second is not None:
            yield first, second
        return
    kinds = [(said or given).rstrip("?") for said, given in known]
    counting = [
        index
        for index, (english, given) in enumerate(pairs)
        if not english.optional and not given.optional
    ]
    order = sorted(counting, key=lambda index: pairs[index][0].start)
    for a, b in combinations(order, 2):
        if pairs[a][1].start < pairs[b][1].start:
            continue
        if kinds[a] != kinds[b] and _one_sentence(pairs[a][0], pairs[b][0], source):
            continue
        if _alike(pairs[a], pairs[b]) or _moved_along(a, b, pairs, kinds, source):
            continue
        yield pairs[b][1], pairs[a][1]
        return


def _alike(one: tuple[Quantity, Quantity], other: tuple[Quantity, Quantity]) -> bool:
    """Say whether two numbers are the same, so that none can tell which is which."""
    first, second = one[0], other[0]
    return not first.bound and not second.bound and first.value == second.value


def _disagree(said: str, told: str, source: Passage, english: Quantity, given: Quantity) -> bool:
    if told == _PERHAPS:
        # «2 года» are two years, «8 года» can only be the year 8.
        told = DATE if not given.bound and given.written[-1:] not in {"2", "3", "4"} else ""
    if (said and told) or _OF_MONTH in {said, told}:
        return said != told
    return told == DATE and not said and not _may_be_a_year(source, english)


def _is_year(number: Quantity) -> bool:
    return _FIRST_YEAR <= number.value < _YEARS_END


def _may_be_a_year(source: Passage, number: Quantity) -> bool:
    if not number.bound:
        return _is_year(number) or number.unit in {MONTH, DECADE}
    if number.written:
        return any(_is_year(each) or each.unit in {MONTH, DECADE} for each in number.within)
    before, after = source.words[: number.start], source.words[number.end :]
    counted = re.search(r"\bof\s+$", before) and _COUNTED.match(after)
    return not counted and _DATEABLE.search(before) is not None


def _neighbour(number: Quantity, pairs: list[tuple[Quantity, Quantity]]) -> Quantity | None:
    others = [given for _, given in pairs if given.start != number.start]
    return min(others, key=lambda each: abs(each.start - number.start), default=None)


def _moved_along(
    a: int,
    b: int,
    pairs: list[tuple[Quantity, Quantity]],
    kinds: list[str],
    source: Passage,
) -> bool:
    """Say whether the companions of two numbers in the source changed places as they did."""
    companions = [_companion(each, pairs, kinds, source) for each in (a, b)]
    first, second = companions
    if first is None or second is None or first == second:
        return False
    return pairs[first][1].start > pairs[second][1].start


def _companion(
    index: int, pairs: list[tuple[Quantity, Quantity]], kinds: list[str], source: Passage
) -> int | None:
    here = pairs[index][0]
    near = [
        (abs(pairs[other][0].start - here.start), other)
        for other in range(len(pairs))
        if kinds[other] != kinds[index] and _one_clause(here, pairs[other][0], source)
    ]
    return min(near)[1] if near else None


def _one_sentence(one: Quantity, other: Quantity, source: Passage) -> bool:
    first, second = sorted((one, other), key=lambda each: each.start)
    return _SENTENCE.search(source.words[first.end : second.start]) is None


def _one_clause(one: Quantity, other: Quantity, source: Passage) -> bool:
    first, second = sorted((one, other), key=lambda each: each.start)
    return _CLAUSE.search(source.words[first.end : second.start]) is None


@cache
def _patterns(language: str) -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    before, after = (
        {sense: re.compile(words) for sense, words in table.get(language, {}).items()}
        for table in (_BEFORE, _AFTER)
    )
    return before, after


def _senses(side: Passage, language: str) -> dict[int, str]:
    """Say what each number of one side counts or names, by where it starts."""
    found = {each.start: _sense(side.words, each, language) for each in side.numbers}
    for first, second in pairwise(side.numbers):
        between = side.words[first.end : second.start].strip("\u00a0 ")
        # «5 февраля», «05.02.2021», 2021-02-05
        if second.unit == MONTH and between in {"", "."}:
            found[first.start] = _OF_MONTH
        elif first.unit == MONTH and between == "-":
            found[second.start] = _OF_MONTH
    # In a list the noun stands once: «статьи 12 и 21», «12 және 21-баптар».
    for first, second in (*pairwise(side.numbers), *reversed(list(pairwise(side.numbers)))):
        between = side.words[first.end : second.start].strip("\u00a0 ")
        shared = found[first.start] or found[second.start]
        listed = shared in _LISTED and _LIST.fullmatch(between)
        ranged = shared == DATE and _RANGE.fullmatch(between) and _both_may_date(first, second)
        if listed or ranged:
            found[first.start] = found[first.start] or shared
            found[second.start] = found[second.start] or shared
    return {start: sense for start, sense in found.items() if sense}


def _both_may_date(first: Quantity, second: Quantity) -> bool:
    return all(each.bound or _is_year(each) for each in (first, second)) and bool(
        first.bound
    ) == bool(second.bound)


def _sense(words: str, number: Quantity, language: str) -> str:
    if number.unit and number.unit != DECADE:
        return number.unit
    before, after = _patterns(language)
    start = max(0, number.start - _REACH)
    for sense, pattern in before.items():
        if pattern.search(words[start : number.start]):
            return sense
    for sense, pattern in after.items():
        if pattern.match(words, number.end):
            return sense
    dates = {each.unit for each in (number, *number.within)} & {MONTH, DECADE}
    year = _is_year(number) and re.fullmatch(r"\d{4}", number.written)
    return DATE if dates or year else ""
