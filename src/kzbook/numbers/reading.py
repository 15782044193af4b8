"""Reading: the numbers of a text, in figures and in words, as the language writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from kzbook.numbers.phrases import LEAST_DENOMINATOR, Counted, Phrase, phrase, share
from kzbook.numbers.qualifiers import qualifiers
from kzbook.numbers.units import MONTH, PERCENT, unit_after, unit_before
from kzbook.numbers.words import Word, is_part_of_a_whole, rank_words, word

if TYPE_CHECKING:
    from collections.abc import Iterator

BOUND, BOUND_WORDS, END = "\ue000-\uefff", "\uf000-\uf7ff", "\uf8ff"
"""Signs that stand for what a text is bound to: alone, or before words up to ``END``."""


class Quantity(msgspec.Struct, frozen=True):
    """A number that a text names.

    ``value`` is in ``unit``: a fraction is read in per cent, a month is a place in the year.
    ``others`` are readings as good as the first, ``english`` the one by English rules of a
    figure that does not follow those of the language, or follows both. ``optional`` numbers may be no number at all: “one”.
    ``bound`` is the sign before the words of something bound, with what they say ``within``.
    """

    written: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    unit: str = ""
    qualifiers: frozenset[str] = frozenset()
    optional: bool = False
    others: tuple[tuple[Decimal, str], ...] = ()
    english: Decimal | None = None
    bound: str = ""
    within: tuple[Quantity, ...] = ()


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    start: int
    end: int


_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_LOOKALIKES = str.maketrans("ІХ", "IX")
_NUMBERED = re.compile(r"\b(?:Section|Part|Chapter|Article|Table|Figure|Title|Annex)[\s\u00a0]$")
_DATED = re.compile(r"(?:\d|\b(?:in|of|since|from|until|to|by|and|early|mid|late))[\s\u00a0-]*$", re.IGNORECASE)  # fmt: skip
_ARTICLE = re.compile(r"\b[Aa]n?\s+$")
_AND_A_HALF = " and a half"
_SPACES = "\u00a0\u202f\u2009 "


def read(text: str, language: str) -> tuple[Decimal, ...]:
    """Read the numbers of *text*, figures and words, in their order.

    Figures follow the language's grouping and decimal signs; a scale word multiplies the
    number before it ("73,000 thousand" is 73,000,000); fractions are read in per cent.
    """
    found = tuple(each.value for each in quantities(text, language))
    return found or ((Decimal(1),) if rank_words(text, language) else ())


def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Read the numbers of *text* with their units and qualifiers, in their order."""
    tokens = _tokens(text, language)
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        read_here, at = _quantity(text, tokens, at, language)
        found += read_here
    return tuple(
        msgspec.structs.replace(
            each, qualifiers=qualifiers(text, each.start, each.end, language) or _inner(each)
        )
        for each in found
    )


def _inner(each: Quantity) -> frozenset[str]:
    return next((inner.qualifiers for inner in each.within if inner.qualifiers), frozenset())


@cache
def _token(language: str) -> re.Pattern[str]:
    bound = rf"(?P<words>[{BOUND_WORDS}][^{END}]*{END})|(?P<bound>[{BOUND}])"
    dates = r"(?P<date>(?<!\d)(?:\d{4}-[01]\d-[0-3]\d|[0-3]?\d\.[01]?\d\.\d{4})(?!\d))"
    if language == "en":
        figure = r"\d{1,3}(?:[,\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)*"
    else:
        figure = (
            rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:,\d+)?"
            r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)*"
        )
    return re.compile(
        rf"{bound}|{dates}|(?P<figure>{figure})|(?P<word>[^\W\d_]+(?:[-’'][^\W\d_]+)*)"
    )


def _tokens(text: str, language: str) -> list[_Token]:
    found = []
    for match in _token(language).finditer(text):
        kind, token, start = str(match.lastgroup), match[0], match.start()
        if (
            kind == "word"
            and ("-" in token or "’" in token)
            and word(token.lower(), language) is None
        ):
            # Of «два-три» and “ten-year” each part is read alone.
            found += [
                _Token(kind, part[0], start + part.start(), start + part.end())
                for part in re.finditer(r"[^-’']+", token)
            ]
        else:
            found.append(_Token(kind, token, start, match.end()))
    return found


def _quantity(
    text: str, tokens: list[_Token], at: int, language: str
) -> tuple[list[Quantity], int]:
    token = tokens[at]
    if token.kind == "bound":
        return _bound(text, tokens, at, language)
    if token.kind == "words":
        inner = quantities(token.text[1:-1], language)
        told = Quantity(token.text[1:-1], token.start, token.end, bound=token.text[0], within=inner)
        return [told], at + 1
    if token.kind == "date":
        return _date(token), at + 1
    if token.kind == "figure":
        return _figure_quantity(text, tokens, at, language)
    roman = _roman(text, token, language)
    if roman is not None:
        return [roman], at + 1
    return _words(text, tokens, at, language)


def _bound(text: str, tokens: list[_Token], at: int, language: str) -> tuple[list[Quantity], int]:
    """Read the sign of a figure; a scale word after it is a unit: it makes another figure."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and _touches(text, token.end, following):
        counted = word(following.text.lower(), language)
        if counted is not None and counted.part == "scale":
            unit = f"×{counted.value:,}"
            told = Quantity("", token.start, following.end, unit=unit, bound=token.text)
            return [told], at + 2
    unit, end = unit_after(text, token.start, token.end, Decimal(1), language)
    return [Quantity("", token.start, end, unit=unit, bound=token.text)], at + 1


def _date(token: _Token) -> list[Quantity]:
    """Read 2021-02-05 and 05.02.2021 as a day, a month and a year."""
    parts = list(re.finditer(r"\d+", token.text))
    if len(parts[0][0]) < len(parts[-1][0]):
        parts.reverse()
    units = dict(zip(parts, ("", MONTH, ""), strict=True))
    return [
        Quantity(
            part[0], token.start + part.start(), token.start + part.end(), Decimal(part[0]), unit
        )
        for part, unit in sorted(units.items(), key=lambda each: each[0].start())
    ]


def _figure_quantity(
    text: str, tokens: list[_Token], at: int, language: str
) -> tuple[list[Quantity], int]:
    token = tokens[at]
    if len(re.findall(r"[.,]", token.text)) > 1 and not _grouped(token.text):
        # 0.15.2 is a name, not a number: its parts are compared one by one.
        parts = re.finditer(r"\d+", token.text)
        return [
            Quantity(p[0], token.start + p.start(), token.start + p.end(), Decimal(p[0]))
            for p in parts
        ], at + 1
    value, english = _figure(token.text, language)
    scale, nxt = _scale(text, tokens, at, language)
    shared = scale
    if nxt == at + 1 and _runs_on(text, tokens, at):
        # «50–70 тыс.»: the scale of a range stands once.
        shared = _scale(text, tokens, nxt, language)[0]
    if shared != 1:
        # Multiplied only then: a product is rounded to 28 digits, a figure is exact.
        value, english = value * shared, english and english * shared
    end = tokens[nxt - 1].end
    if nxt < len(tokens) and _half_more(tokens[nxt], text, end, language):
        value, end, nxt = value + Decimal("0.5"), tokens[nxt].end, nxt + 1
    return [_measured(text, token.start, end, value, language, english=english)], nxt


def _scale(text: str, tokens: list[_Token], at: int, language: str) -> tuple[Decimal, int]:
    """Multiply the scale words after the figure *at*; give where they end."""
    scale, nxt = Decimal(1), at + 1
    while nxt < len(tokens) and _touches(text, tokens[nxt - 1].end, tokens[nxt]):
        counted = word(tokens[nxt].text.lower(), language)
        if tokens[nxt].kind != "word" or counted is None or counted.part != "scale":
            break
        scale, nxt = scale * counted.value, nxt + 1
    return scale, nxt


def _runs_on(text: str, tokens: list[_Token], at: int) -> bool:
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind != "figure":
        return False
    return text[tokens[at].end : following.start] in {"-", "–", "—"}


def _half_more(token: _Token, text: str, end: int, language: str) -> bool:
    counted = word(token.text.lower(), language)
    half = counted is not None and counted.part == "half more"
    return half and _touches(text, end, token)


def _grouped(token: str) -> bool:
    return re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", token) is not None


def _figure(token: str, language: str) -> tuple[Decimal, Decimal | None]:
    """Give the value of *token* and, where English rules give another, that one."""
    bare = re.sub(f"[{_SPACES}]", "", token)
    english = Decimal(bare.replace(",", "")) if _grouped(bare) or "," not in bare else None
    if language == "en":
        return Decimal(bare.replace(",", "")), None
    if bare.count(",") == 1 and "." not in bare:
        return Decimal(bare.replace(",", ".")), english
    if "," in bare or "." in bare:
        return Decimal(bare.replace(",", "")), english
    return Decimal(bare), None


def _touches(text: str, end: int, token: _Token) -> bool:
    return re.fullmatch(r"[\s\u00a0\u202f\u2009]+|-", text[end : token.start]) is not None


def _measured(  # noqa: PLR0913  the fields of one record
    text: str,
    start: int,
    end: int,
    value: Decimal,
    language: str,
    *,
    unit: str = "",
    english: Decimal | None = None,
    optional: bool = False,
    others: tuple[tuple[Decimal, str], ...] = (),
) -> Quantity:
    if not unit:
        unit, end = unit_after(text, start, end, value, language)
    unit = unit or unit_before(text, start)
    return Quantity(
        text[start:end], start, end, value, unit, frozenset(), optional, others, english
    )


def _roman(text: str, token: _Token, language: str) -> Quantity | None:
    letters = token.text.translate(_ROMAN_LOOKALIKES)
    if not _ROMAN.fullmatch(letters):
        return None
    # A Roman I is also an English pronoun, a Cyrillic one a letter.
    doubtful = letters == "L" or letters != token.text or text[: token.start].endswith("-")
    if len(letters) == 1 and doubtful:
        return None
    if letters == "I" and language == "en" and not _is_numeral(text, token):
        return None
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[letter] for letter in letters]
    total = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    return Quantity(token.text, token.start, token.end, Decimal(total))


def _is_numeral(text: str, token: _Token) -> bool:
    """Say whether an English I numbers something: “Section I”, “I. Basic Information”."""
    heads = not text[: token.start].strip() and text.startswith(".", token.end)
    return heads or _NUMBERED.search(text[: token.start]) is not None


def _words(text: str, tokens: list[_Token], at: int, language: str) -> tuple[list[Quantity], int]:
    """Read the number words that stand together from *at* on; tell where they end."""
    run: list[Counted] = []
    nxt = at
    while nxt < len(tokens) and tokens[nxt].kind == "word":
        token = tokens[nxt]
        counted = word(token.text.lower(), language)
        if run and not (
            _touches(text, run[-1].end, token) or _goes_on(text, run[-1], tokens[nxt:], language)
        ):
            break
        if counted is not None:
            run.append(Counted(counted, token.text, token.start, token.end))
        elif not (run and _is_joint(token, run[-1], tokens[nxt + 1 : nxt + 2], language)):
            break
        else:
            # What follows the “and” of “two hundred and five” touches it.
            run[-1] = msgspec.structs.replace(run[-1], end=token.end)
        nxt += 1
    if run and language == "en" and text.startswith(_AND_A_HALF, run[-1].end):
        end = run[-1].end + len(_AND_A_HALF)
        run.append(Counted(Word(Decimal("0.5"), "half more"), "half", run[-1].end, end))
        nxt += 3
    following = tokens[nxt].text if nxt < len(tokens) else ""
    return list(_folded(text, run, following, language)), max(nxt, at + 1)


def _goes_on(text: str, before: Counted, after: list[_Token], language: str) -> bool:
    """Say whether a comma parts the words of one number: “one thousand, nine hundred”."""
    if language != "en" or before.word.part != "scale" or len(after) == 1:
        return False
    large = word(after[1].text.lower(), language)
    return (
        text[before.end : after[0].start] == ", "
        and large is not None
        and large.part in {"hundred", "scale"}
        and _touches(text, after[0].end, after[1])
    )


def _is_joint(token: _Token, before: Counted, after: list[_Token], language: str) -> bool:
    counts = bool(after) and word(after[0].text.lower(), language) is not None
    large = before.word.part in {"hundred", "scale"}
    return language == "en" and token.text == "and" and large and counts


def _folded(text: str, run: list[Counted], following: str, language: str) -> Iterator[Quantity]:
    at = 0
    while at < len(run):
        told = phrase(run, at)
        words, before = run[at : told.end], run[at - 1] if at else None
        at = told.end
        first, last = words[0], words[-1]
        if told.value is None or not _counts(text, first, before, told, language):
            continue
        value, unit = told.value, told.unit
        others = last.word.others
        if told.ordinal and value >= LEAST_DENOMINATOR:
            whole = language == "ru" and at == len(run) and is_part_of_a_whole(following)
            if whole or (language == "en" and _ARTICLE.search(text[: first.start])):
                value, unit, others = share(1, value), PERCENT, ((value, ""),)
        yield _measured(
            text,
            first.start,
            last.end,
            value,
            language,
            unit=unit,
            optional=all(each.word.optional for each in words),
            others=others,
        )


def _counts(text: str, first: Counted, before: Counted | None, told: Phrase, language: str) -> bool:
    """Say whether a phrase is a number where it stands."""
    if language != "en":
        return True
    if told.unit == MONTH:
        return _is_month(text, first)
    if first.word.form == "plural":
        return False
    quarter = first.text.lower() == "quarter"
    return not (quarter and before is not None and before.word.part == "ordinal")


def _is_month(text: str, first: Counted) -> bool:
    # “may” and “march” are words, “May apply” begins a sentence.
    dated = _DATED.search(text[: first.start]) or re.match(r"[\s\u00a0]\d", text[first.end :])
    return first.text[0].isupper() and (first.text not in {"May", "March"} or dated is not None)
