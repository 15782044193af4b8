"""Numbers as the editions write and read them, by CLDR through Babel; number words by num2words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent, get_currency_name, get_group_symbol
from babel.units import format_unit
from num2words import num2words

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal[
    "count", "share", "money", "area", "duration", "rank", "ratio",
    "year", "month", "period", "article",
]  # fmt: skip

NBSP = "\u00a0"
_MONTH_PATTERNS = {"en": "LLLL y", "ru": "LLLL y 'года'", "kk": "y 'жылғы' MMMM"}
# Stems: Russian and Kazakh inflect these words, «18 миллионов», «18 миллионнан астам».
_SCALES = {
    "en": {"thousand": 10**3, "million": 10**6, "billion": 10**9},
    "ru": {"тыс": 10**3, "миллион": 10**6, "млн": 10**6, "миллиард": 10**9, "млрд": 10**9},
    "kk": {"мың": 10**3, "миллион": 10**6, "млн": 10**6, "миллиард": 10**9, "млрд": 10**9},
}
_FRACTIONS = {
    "en": {"half": 50, "quarter": 25, "fifth": 20},
    "ru": {"половина": 50, "четверть": 25},
    "kk": {"жартысы": 50, "ширегі": 25},
}


def write(value: int | str, kind: Kind, unit: str, language: str) -> str:  # noqa: PLR0911  one return a kind
    """Write *value* with its unit sign as an edition in *language* prints it.

    Years, periods and articles are never grouped. A number never parts from its sign:
    the space between them is U+00A0.
    """
    if kind in {"year", "article"}:
        return str(value)
    if kind == "period":
        return str(value).replace("-", "–")
    if kind == "month":
        year, month = (int(part) for part in str(value).split("-"))
        pattern = _MONTH_PATTERNS.get(language, "LLLL y")
        return format_date(date(year, month, 1), pattern, locale=language).replace(" ", NBSP)
    number = Decimal(str(value))
    if kind == "share":
        return format_percent(number / 100, locale=language, decimal_quantization=False)
    if kind == "money":
        return _money(number, unit, language)
    if kind == "area" and unit == "km²":
        written = format_unit(number, "area-square-kilometer", length="short", locale=language)
        return written.replace(" ", NBSP)
    return format_decimal(number, locale=language, decimal_quantization=False)


def write_date(day: str, language: str) -> str:
    """Write a date in ISO 8601, a year, a month or a day, as an edition in *language* does."""
    match [int(part) for part in day.split("-")]:
        case [year]:
            return str(year)
        case [_, _]:
            return write(day, "month", "", language)
        case parts:
            return str(format_date(date(*parts), "long", locale=language))


def _money(number: Decimal, currency: str, language: str) -> str:
    amount = format_decimal(number, locale=language, decimal_quantization=False)
    if language == "en":
        return f"{currency}{NBSP}{amount}"
    name = get_currency_name(currency, count=number, locale=language)
    return f"{amount} {name}".replace(" ", NBSP)


def read(text: str, language: str) -> tuple[Decimal, ...]:
    """Read the numbers of *text*, figures and words, in their order.

    Figures follow the language's grouping and decimal signs; a scale word multiplies the
    number before it ("73,000 thousand" is 73,000,000). Words are the cardinals and
    ordinals of 0 to 100 and plain fractions, the latter in per cent.
    """
    found: list[Decimal] = []
    for token in re.findall(_token(language), text.lower()):
        scale = _scale(token, language)
        if scale and found:
            found[-1] *= scale
        elif token[0].isdigit():
            found.append(_figure(token, language))
        elif (value := _words(language).get(token)) is not None:
            found.append(Decimal(value))
    return tuple(found)


def _scale(word: str, language: str) -> int | None:
    stems = _SCALES.get(language, {})
    return next((scale for stem, scale in stems.items() if word.startswith(stem)), None)


@cache
def _token(language: str) -> str:
    group = re.escape(get_group_symbol(language))
    spaces = "" if language == "en" else "\u00a0\u202f\u2009 "
    decimal = re.escape(Locale.parse(language).number_symbols["latn"]["decimal"])
    grouped = rf"\d{{1,3}}(?:[{group}{spaces}]\d{{3}})+(?!\d)"
    return rf"(?:{grouped}|\d+)(?:{decimal}\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*"


def _figure(token: str, language: str) -> Decimal:
    decimal = Locale.parse(language).number_symbols["latn"]["decimal"]
    whole, _, fraction = token.rpartition(decimal) if decimal in token else (token, "", "")
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{fraction}" if fraction else digits)


@cache
def _words(language: str) -> dict[str, int]:
    known = {word: number for number, word in _cardinals(language)}
    return {**known, **_FRACTIONS.get(language, {})}


def _cardinals(language: str) -> Iterator[tuple[int, str]]:
    # num2words has ordinals for English and Russian, not for Kazakh.
    forms = ("cardinal", "ordinal") if language in {"en", "ru"} else ("cardinal",)
    for number in range(101):
        for form in forms:
            yield number, num2words(number, lang=_NUM2WORDS.get(language, language), to=form)


_NUM2WORDS = {"kk": "kz"}
