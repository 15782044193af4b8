"""Attributions: where a sentence ends, and the words by which it names its source (pure)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What ends a sentence: its sign, a closing mark, a space, and then a capital or a figure.
_END = re.compile(r"[.!?…][”»’)\]]*\s+(?=[“«‘„(\[]*[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ\d])")
# Words before a full stop that ends none: abbreviations of our three languages, and initials.
_SHORT = re.compile(
    r"(?:^|[\s(«“\u00a0])(?:art|arts|par|no|vol|cf|e\.g|i\.e|dr|mr|ms|st|vs|p|pp|ed|eds"
    r"|ст|п|пп|г|гг|с|см|ср|им|руб|долл|тыс|млн|млрд|т\.\s?е|т\.\s?д|т\.\s?п|ред|чел|ул|р"
    r"|ж|жж|б|мыс|т\.\s?б|қ|\w)$",
    re.IGNORECASE,
)
_PHRASES = {
    "en": (
        r"\b(?:according to|in accordance with|in the words of"
        r"|as (?:reported|stated|noted|described|shown|set out|mentioned|published|estimated)"
        r" (?:in|by)|(?:data|figures|statistics|estimates) (?:from|of|by) (?:the )?[\w ]+"
        r" (?:show|shows|say|says|suggest|indicate)\b)"
    ),
    "ru": (
        r"\b(?:по (?:данным|сведениям|информации|сообщени\w+|подсч[её]там|оценк\w+|отч[её]ту)\b(?!,)"
        r"|согласно\b|в соответствии с\b"
        r"|как (?:сообща\w+|отмеча\w+|указан\w*|указыва\w+|говорится|пиш\w+|утвержда\w+|следует)\b)"
    ),
    "kk": (
        r"\b(?:(?:дерек|мәлімет|ақпарат|есеп|есеб|дереккөз)\w*\W+бойынша\b"
        r"|[\w-]*[нтд][ыі]ң\W+баға\w*\W+бойынша\b"
        r"|\w+[ае]\W+сәйкес\b(?! кел)"
        r"|\w+(?:ның|нің|дың|дің|тың|тің)\W+(?:айтуынша|хабарлауынша|мәліметінше|дерегінше|пікірінше))"
    ),
}


def sentences(text: str) -> Iterator[str]:
    """Part *text* into its sentences; together they are the text."""
    begin = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and _SHORT.search(text[begin : match.start()]):
            continue
        yield text[begin : match.end()]
        begin = match.end()
    if text[begin:].strip():
        yield text[begin:]


def names_source(words: str, language: str) -> str:
    """Give the words by which a sentence says whose its claim is, or nothing."""
    found = re.search(_PHRASES[language], words, re.IGNORECASE) if language in _PHRASES else None
    return " ".join(found[0].split()) if found else ""
