"""Numbers as the editions write them, by CLDR through Babel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent, get_currency_name
from babel.units import format_unit

Kind = Literal[
    "count", "share", "money", "area", "duration", "rank", "ratio",
    "year", "month", "period", "article",
]  # fmt: skip

NBSP = "\u00a0"
_MONTH_PATTERNS = {"en": "LLLL y", "ru": "LLLL y 'года'", "kk": "y 'жылғы' MMMM"}


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
