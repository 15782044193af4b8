"""Units: the few that change what a number says, per cent, km², currencies, decades."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

PERCENT, POINTS, DECADE, MONTH = "%", "percentage points", "decade", "month"
_SPACE = r"[\s\u00a0\u202f]"
# Tried in this order: a square kilometre begins like a kilometre.
_AFTER: dict[str, dict[str, str]] = {
    "": {
        PERCENT: rf"{_SPACE}?%",
        "km²": rf"{_SPACE}?(?:km²|km2|км²|км2)",
        "USD": rf"{_SPACE}?(?:USD\b|\$)",
        "EUR": rf"{_SPACE}?(?:EUR\b|€)",
        "KZT": rf"{_SPACE}?(?:KZT\b|₸)",
    },
    "en": {
        POINTS: rf"{_SPACE}percentage points?",
        PERCENT: rf"{_SPACE}per ?cent\b",
        "km²": rf"{_SPACE}(?:sq\.?{_SPACE}?km|square kilomet\w+)",
        "km": rf"{_SPACE}?(?:km\b|kilomet\w+)",
        "ha": rf"{_SPACE}?(?:ha\b|hectares?)",
        "USD": rf"{_SPACE}(?:US )?dollars?\b",
        "EUR": rf"{_SPACE}euros?\b",
        "KZT": rf"{_SPACE}tenge\b",
    },
    "ru": {
        POINTS: rf"{_SPACE}процентн\w+{_SPACE}пункт\w*",
        PERCENT: rf"{_SPACE}процент\w*",
        "km²": rf"{_SPACE}(?:кв\.?{_SPACE}?км|квадратн\w+{_SPACE}километр\w*)",
        "km": rf"{_SPACE}?(?:км\b|километр\w*)",
        "ha": rf"{_SPACE}?(?:га\b|гектар\w*)",
        "USD": rf"{_SPACE}долл\w*",
        "EUR": rf"{_SPACE}евро\b",
        "KZT": rf"{_SPACE}тенге\b",
    },
    "kk": {
        POINTS: rf"{_SPACE}пайыздық",
        PERCENT: rf"{_SPACE}пайыз\w*",
        "km²": rf"{_SPACE}шаршы{_SPACE}(?:км|километр|шақырым)\w*",
        "km": rf"{_SPACE}?(?:км\b|километр\w*|шақырым\w*)",
        "ha": rf"{_SPACE}?(?:га\b|гектар\w*)",
        "USD": rf"{_SPACE}(?:АҚШ{_SPACE})?доллар\w*",
        "EUR": rf"{_SPACE}еуро\w*",
        "KZT": rf"{_SPACE}теңге\w*",
    },
}
_BEFORE = {
    "USD": re.compile(rf"(?:\bUSD|US\$|\$){_SPACE}?$"),
    "EUR": re.compile(rf"(?:\bEUR|€){_SPACE}?$"),
    "KZT": re.compile(rf"(?:\bKZT|₸){_SPACE}?$"),
}
_DECADES = {
    "en": re.compile(r"s\b"),
    "ru": re.compile(rf"-(?:е|х|м|ми|ые|ых|ым){_SPACE}?(?!\w*\d)"),
    "kk": re.compile(rf"(?:-?(?:ыншы|інші|шы|ші))?(?:{_SPACE}|-)жылдар"),
}
_RANGE_BEFORE = re.compile(r"\d\s*[-–—]\s*$")
_RANGE_AFTER = re.compile(r"^[-–—][\d\u00a0\u202f.,]*\d")
_YEARS_END = 3000
_REACH = 40


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = (_AFTER[""], _AFTER.get(language, {}))
    return tuple((unit, re.compile(words)) for table in tables for unit, words in table.items())


def unit_after(text: str, start: int, end: int, value: Decimal, language: str) -> tuple[str, int]:
    """Give the unit of the number that ends at *end* and where that unit ends."""
    after = text[end : end + _REACH]
    # In a range the unit stands once: «5–7 %».
    after = _RANGE_AFTER.sub("", after)
    for unit, pattern in _patterns(language):
        match = pattern.match(after)
        if match:
            own = text.startswith(match[0], end)
            return unit, end + match.end() if own else end
    decade = _DECADES.get(language)
    round_year = (
        0 < value < _YEARS_END and not value % 10 and decade is not None and decade.match(after)
    )
    # «2003–2020 жылдары» are the years of a range.
    return (DECADE if round_year and not _RANGE_BEFORE.search(text[:start]) else ""), end


def unit_before(text: str, start: int) -> str:
    """Give the currency that stands before the number that starts at *start*; "" for none."""
    before = text[max(0, start - _REACH) : start]
    return next((unit for unit, pattern in _BEFORE.items() if pattern.search(before)), "")
