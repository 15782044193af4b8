"""The numbers of a translation are those of its source, each as it is meant and where it belongs.

Compared are values, whatever the way they are written in: 31,000, 31 000, «31 тыс.» and
«31 мың» are one number. Figures that are facts are written by the program; of them their
words, their qualifiers and their places are compared here, their values in `kzbook.content.facts`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from babel.numbers import format_decimal

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue, Entry
from kzbook.languages.number_places import displaced
from kzbook.languages.passage_numbers import Passage, passage
from kzbook.languages.quantity_names import LANGUAGE_NAMES, qualifier_name, unit_name
from kzbook.numbers import Quantity
from kzbook.numbers.reading import BOUND_WORDS
from kzbook.numbers.units import MONTH
from kzbook.speech import say, say_list

if TYPE_CHECKING:
    from collections.abc import Iterator

Pair = tuple[Quantity, Quantity]
"""A number of the source and the one of its translation."""

_WORDED = {chr(code) for code in range(ord(BOUND_WORDS[0]), ord(BOUND_WORDS[-1]) + 1)}
_NAME_BEFORE = re.compile(r"(?:[A-Za-z]|верси\w*|нұсқа\w*)[\s\u00a0]*$", re.IGNORECASE)
_NAME_AFTER = re.compile(r"[\s\u00a0]*(?:[A-Za-z]|нұсқа)", re.IGNORECASE)
_EXCEPTION = re.compile(r"\s*numbers-ok:\s*(.*)", re.IGNORECASE)


class _Fault(msgspec.Struct, frozen=True):
    rule: str
    message: str


@check(Catalogue)
def message_numbers(catalogue: Catalogue) -> Iterator[Finding]:
    """Every number of a message is in its translation, and no other.

    The author's numbers are printed as they are, right or wrong. A number may be in figures or
    in words, 31 000 or «31 тыс.», but its value must be that of the source. If yours must
    differ, write above the message why: # numbers-ok: and the reason.

    Bad:  msgid "It had 698,919 inhabitants" msgstr "В ней было 698 000 жителей"
    Good: msgid "It had 698,919 inhabitants" msgstr "В ней было 698 919 жителей"
    """
    yield from _told(catalogue, "message-numbers")


@check(Catalogue)
def message_number_format(catalogue: Catalogue) -> Iterator[Finding]:
    """Figures are written by the rules of the language: 8,820 is 8.82 in Russian and Kazakh.

    The comma that parts thousands in English parts the decimals in Russian and Kazakh. Copy the
    figure from the message: thousands are parted by a no-break space, decimals by a comma.

    Bad:  msgid "USD 8,820" msgstr "8,820 долларов США"
    Good: msgid "USD 8,820" msgstr "8 820 долларов США"
    """
    yield from _told(catalogue, "message-number-format")


@check(Catalogue)
def message_number_units(catalogue: Catalogue) -> Iterator[Finding]:
    """A number keeps its unit: per cent, km², a currency, a decade.

    Kilometres are not square kilometres, and per cent is not a count. Write the unit of the
    source in the word or sign of your language.

    Bad:  msgid "An area of 20 km²" msgstr "Площадь 20 км"
    Good: msgid "An area of 20 km²" msgstr "Площадь 20 км²"
    """
    yield from _told(catalogue, "message-number-units")


@check(Catalogue)
def message_number_order(catalogue: Catalogue) -> Iterator[Finding]:
    """Numbers change places only together with what they belong to.

    Two values that changed their years, laws or places say something else. Read the sentence
    beside its source and put each number with what it belongs to. If the order is right, say so
    above the message: # numbers-ok: and the reason.

    Bad:  msgid "83 in 2018 and 40 in 2019" msgstr "40 в 2018 году и 83 в 2019 году"
    Good: msgid "83 in 2018 and 40 in 2019" msgstr "40 в 2019 году и 83 в 2018 году"
    """
    yield from _told(catalogue, "message-number-order")


@check(Catalogue)
def message_qualifiers(catalogue: Catalogue) -> Iterator[Finding]:
    """A number keeps its qualifier: at least, at most, more than, less than, about, almost.

    “More than 3,000” and “3,000” are different claims. Translate the qualifier where the source
    has one, «более», «не менее», «астам», «кемінде», and add none where it has not.

    Bad:  msgid "for at least {fact}`term` days" msgstr "на срок более {fact}`term` дней"
    Good: msgid "for at least {fact}`term` days" msgstr "на срок не менее {fact}`term` дней"
    """
    yield from _told(catalogue, "message-qualifiers")


@check(Catalogue)
def message_number_exceptions(catalogue: Catalogue) -> Iterator[Finding]:
    """An exception to the rules of numbers gives its reason and is needed.

    The comment ``# numbers-ok:`` and a reason make what these rules find in the message a remark.

    Bad:  # numbers-ok:⏎msgid "5 days" msgstr "6 дней"
    Good: # numbers-ok: the law says six⏎msgid "5 days" msgstr "6 дней"
    """
    for entry in catalogue.entries:
        reason = _reason(entry)
        at = Location(catalogue.path, entry.line)
        if reason == "":
            message = say("numbers-ok gives no reason; write why after the colon")
            yield Finding(at, "message-number-exceptions", message)
        elif reason and not (_is_compared(catalogue, entry) and _faults(entry, catalogue.language)):
            message = say("numbers-ok excuses nothing here; take the comment out")
            yield Finding(at, "message-number-exceptions", message, "warning")


def _reason(entry: Entry) -> str | None:
    """Give the reason of the exception that a translator claims; None for no exception."""
    claimed = [match[1].strip() for each in entry.comments if (match := _EXCEPTION.match(each))]
    return "; ".join(claimed) if claimed else None


def _is_compared(catalogue: Catalogue, entry: Entry) -> bool:
    return catalogue.language in LANGUAGE_NAMES and bool(entry.msgstr) and not entry.fuzzy


def _told(catalogue: Catalogue, rule: str) -> Iterator[Finding]:
    for entry in catalogue.entries:
        if not _is_compared(catalogue, entry):
            continue
        reason = _reason(entry)
        for fault in _faults(entry, catalogue.language):
            if fault.rule == rule:
                at = Location(catalogue.path, entry.line)
                if reason:
                    message = say(
                        "%(fault)s; accepted: %(reason)s", fault=fault.message, reason=reason
                    )
                    yield Finding(at, rule, message, "info")
                else:
                    yield Finding(at, rule, fault.message)


@lru_cache(maxsize=4096)
def _faults(entry: Entry, language: str) -> tuple[_Fault, ...]:
    """Compare what a message gives; of a plural each form with the nearer English one."""
    sources = [
        passage(english, "en")
        for english in dict.fromkeys((entry.msgid, entry.plural or entry.msgid))
    ]
    faults: list[_Fault] = []
    for form in entry.forms or (entry.msgstr,):
        told: list[list[_Fault]] = [
            list(_compared(each, passage(form, language), language)) for each in sources
        ]
        nearest = min(told, key=len)
        faults += nearest
    return tuple(dict.fromkeys(faults))


def _compared(source: Passage, target: Passage, language: str) -> Iterator[_Fault]:
    pairs, lost, added = _paired(source, target)
    lost, added, misread = _misread(lost, added)
    for _, given in misread:
        yield _format_fault(given, language)
    if lost or added:
        yield _Fault("message-numbers", _difference(lost, added))
    for english, given in pairs:
        if given.english == given.value and not _is_a_name(given, target):
            yield _format_fault(given, language)
        yield from _pair_faults(english, given, target)
    if lost or added:
        # What is out of order may be the number that is not there.
        return
    # Where the words of an interface put what a program gives is their own affair.
    placed = [pair for pair in pairs if not source.is_placeholder(pair[0])]
    for first, second in displaced(source, target, placed, language):
        message = say(
            "“%(first)s” and “%(second)s” seem to have changed places; "
            "put each with what it belongs to",
            first=_shown(first, target),
            second=_shown(second, target),
        )
        yield _Fault("message-number-order", message)


def _paired(source: Passage, target: Passage) -> tuple[list[Pair], list[Quantity], list[Quantity]]:
    """Pair the numbers of both sides; give what is left over of each, without what is optional."""
    left, right = list(source.numbers), list(target.numbers)
    pairs: list[Pair] = []
    for alike in (_same, _equal, _other_reading, _same_value):
        for english in list(left):
            given = next((each for each in right if alike(english, each, source, target)), None)
            if given is not None:
                pairs.append((english, given))
                left.remove(english)
                right.remove(given)
    return pairs, _counting(left), _counting(right)


def _counting(numbers: list[Quantity]) -> list[Quantity]:
    # A role that is lost or added is told by the rule message-roles.
    return [each for each in numbers if not each.bound and not each.optional]


def _same(english: Quantity, given: Quantity, source: Passage, target: Passage) -> bool:
    if english.bound or given.bound:
        keys = source.keys.get(english.bound), target.keys.get(given.bound)
        return bool(english.bound and given.bound) and keys[0] == keys[1]
    same = (english.value, english.unit) == (given.value, given.unit)
    return same and english.optional == given.optional


def _equal(english: Quantity, given: Quantity, *_: Passage) -> bool:
    free = not english.bound and not given.bound
    return free and (english.value, english.unit) == (given.value, given.unit)


def _other_reading(english: Quantity, given: Quantity, *_: Passage) -> bool:
    if english.bound or given.bound:
        return False
    readings = {(english.value, english.unit), *english.others}
    return bool(readings & {(given.value, given.unit), *given.others})


def _same_value(english: Quantity, given: Quantity, *_: Passage) -> bool:
    free = not english.bound and not given.bound
    return free and english.value == given.value and MONTH not in {english.unit, given.unit}


def _misread(
    lost: list[Quantity], added: list[Quantity]
) -> tuple[list[Quantity], list[Quantity], list[Pair]]:
    """Find the figures left in English form, which the language reads as others."""
    lost, added, found = list(lost), list(added), []
    for given in list(added):
        english = next((each for each in lost if each.value == given.english), None)
        if english is not None:
            found.append((english, given))
            lost.remove(english)
            added.remove(given)
    return lost, added, found


def _is_a_name(number: Quantity, target: Passage) -> bool:
    """Say whether a figure is of a name or a version, «WCAG 2.1», and stays as it is."""
    before, after = target.words[: number.start], target.words[number.end :]
    return bool(_NAME_BEFORE.search(before) or _NAME_AFTER.match(after))


def _format_fault(given: Quantity, language: str) -> _Fault:
    figure = re.match(r"[\d.,]+", given.written)
    written = figure[0] if figure else given.written
    # As the source has it, a scale word stays apart.
    amount = Decimal(written.replace(",", ""))
    right = format_decimal(amount, locale=language, decimal_quantization=False)
    if "\u00a0" in right:
        right = say("%(figure)s with a no-break space", figure=right)
    told = {"written": written, "language": LANGUAGE_NAMES[language], "right": right}
    if given.english == given.value:
        message = say("%(written)s is no %(language)s figure; write %(right)s", **told)
    else:
        reads = _plain(Decimal(written.replace(",", ".")))
        message = say(
            "%(written)s reads as %(value)s in %(language)s; write %(right)s", value=reads, **told
        )
    return _Fault("message-number-format", message)


def _difference(lost: list[Quantity], added: list[Quantity]) -> str:
    said, given = (say_list(map(_told_number, side)) for side in (lost, added))
    if not added:
        return say("%(numbers)s of the source is lost; put it back", numbers=said)
    if not lost:
        return say("%(numbers)s is not in the source; take it out", numbers=given)
    return say(
        "the source says %(said)s, the translation %(given)s; write what the source says",
        said=said,
        given=given,
    )


def _told_number(each: Quantity) -> str:
    value = _plain(each.value) + (each.unit if each.unit == "%" else "")
    if each.written.isdigit():
        return each.written
    return say("“%(written)s” (%(value)s)", written=each.written, value=value)


def _plain(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _pair_faults(english: Quantity, given: Quantity, target: Passage) -> Iterator[_Fault]:
    if english.bound:
        yield from _words_faults(english, given, target)
    if english.unit != given.unit and not _is_other_reading(english, given):
        message = say(
            "“%(number)s” has %(given)s where the source has %(wanted)s; "
            "write the unit of the source",
            number=_shown(given, target),
            given=unit_name(given.unit),
            wanted=unit_name(english.unit),
        )
        yield _Fault("message-number-units", message)
    if not _agree(english.qualifiers, given.qualifiers):
        yield _Fault("message-qualifiers", _qualifier_message(english, given, target))


def _is_other_reading(english: Quantity, given: Quantity) -> bool:
    return bool(english.others or given.others) and _other_reading(english, given)


def _words_faults(english: Quantity, given: Quantity, target: Passage) -> Iterator[_Fault]:
    """Compare the words of a figure on both sides, where both give words."""
    if not (english.within and given.bound in _WORDED):
        return
    if not given.within:
        message = say(
            "“%(given)s” cannot be read as a number where the source says “%(said)s”; "
            "write the number, in words or in figures",
            given=given.written,
            said=english.written,
        )
        yield _Fault("message-numbers", message)
        return
    inner = [Passage(each.written, {}, each.within) for each in (english, given)]
    pairs, lost, added = _paired(*inner)
    if lost or added or not pairs:
        message = say(
            "“%(given)s” does not say %(values)s as the source does, “%(said)s”; mend the words",
            given=given.written,
            values=", ".join(_plain(each.value) for each in english.within),
            said=english.written,
        )
        yield _Fault("message-numbers", message)
    for pair in pairs:
        yield from (
            each for each in _pair_faults(*pair, target) if each.rule == "message-number-units"
        )


def _agree(english: frozenset[str], given: frozenset[str]) -> bool:
    if english & given or english == given:
        return True
    return (not english or "" in english) and (not given or "" in given)


def _qualifier_message(english: Quantity, given: Quantity, target: Passage) -> str:
    said, told = (qualifier_name(each.qualifiers) for each in (english, given))
    number = _shown(given, target)
    if not told or "" in given.qualifiers:
        return say("“%(said)s” is lost at “%(number)s”; put it back", said=said, number=number)
    if not said:
        return say(
            "“%(number)s” is qualified, “%(told)s”, where the source is not; take that out",
            number=number,
            told=told,
        )
    return say(
        "“%(number)s” is “%(told)s” where the source says “%(said)s”; write what the source says",
        number=number,
        told=told,
        said=said,
    )


def _shown(number: Quantity, target: Passage) -> str:
    return number.written or target.keys.get(number.bound, "")
