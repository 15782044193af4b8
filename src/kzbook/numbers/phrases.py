"""Phrases: the words of one number, «бір мың тоғыз жүз», “two thirds”, «бестен бір»."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from kzbook.numbers.units import MONTH, PERCENT
from kzbook.numbers.words import Word

LEAST_DENOMINATOR = 3
"""A half has a word of its own; from a third on an ordinal may be a part."""
_TEN, _HUNDRED = 10, 100


class Counted(msgspec.Struct, frozen=True):
    """A number word where it stands."""

    word: Word
    text: str
    start: int
    end: int


class Phrase(msgspec.Struct, frozen=True):
    """Words of a run, up to the one before ``end``, as one number; ``value`` None: none."""

    end: int
    value: Decimal | None
    unit: str = ""
    ordinal: bool = False


class _Sum(msgspec.Struct, frozen=True):
    """What the words so far come to; ``lowest`` is the place of the last: 100 of «двести»."""

    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    lowest: Decimal = Decimal("Infinity")

    @property
    def value(self) -> Decimal:
        return self.total + self.current


def phrase(run: list[Counted], start: int) -> Phrase:
    """Fold the words from *start* on into one number: «двадцать пять», but not «пять шесть»."""
    first = run[start].word
    if first.part == "month":
        return Phrase(start + 1, first.value, MONTH)
    if first.part == "fraction":
        return Phrase(start + 1, share(first.value, _HUNDRED), PERCENT)
    so_far, at = _Sum(), start
    while at < len(run):
        word = run[at].word
        ended = _ended(so_far, word, at, first=at == start)
        if ended is not None:
            return ended
        joined = _joined(so_far, word, first=at == start)
        if joined is None:
            break
        so_far, at = joined, at + 1
    if at == start:
        return Phrase(start + 1, None)
    # «Бестен бір», one of five, is a fifth.
    if run[at - 1].word.form == "ablative" and at < len(run) and run[at].word.part == "cardinal":
        return Phrase(at + 1, share(run[at].word.value, so_far.value), PERCENT)
    return Phrase(at, so_far.value)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Give *part* of *whole* in per cent, so rounded that a third is a third however told."""
    return round(Decimal(100) * part / whole, 6).normalize()


def _joined(so_far: _Sum, word: Word, *, first: bool) -> _Sum | None:
    """Add a cardinal, multiply by a hundred or a thousand; None: the word begins another."""
    if word.part == "cardinal" and word.value < so_far.lowest:
        return _Sum(so_far.total, so_far.current + word.value, Decimal(word.place))
    if word.part == "hundred":
        counted = so_far.current < _TEN and so_far.lowest == 1
        if counted or (not so_far.current and so_far.lowest > _HUNDRED):
            hundreds = (so_far.current or Decimal(1)) * _HUNDRED
            return _Sum(so_far.total, hundreds, Decimal(_HUNDRED))
    if word.part == "scale" and not (first and word.form == "vague"):
        scaled = (so_far.current or Decimal(1)) * word.value
        return _Sum(so_far.total + scaled, Decimal(0), word.value)
    return None


def _ended(so_far: _Sum, word: Word, at: int, *, first: bool) -> Phrase | None:
    """Close the number with an ordinal, a denominator or a half; None: the word does not."""
    few = not first and not so_far.total and so_far.current < _TEN
    if word.part == "half more" and not first:
        return Phrase(at + 1, so_far.value + word.value)
    if word.part == "fraction" and few:
        return Phrase(at + 1, share(so_far.current * word.value, _HUNDRED), PERCENT)
    if word.part == "ordinal":
        if word.value < so_far.lowest:
            return Phrase(at + 1, so_far.value + word.value, ordinal=True)
        if few and word.value >= LEAST_DENOMINATOR:
            return Phrase(at + 1, share(so_far.current, word.value), PERCENT)
    return None
