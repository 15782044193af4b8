"""Qualifiers: the words that tell how a number is meant, at least, about, more than."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Sense = Literal["at least", "at most", "more than", "less than", "about", "almost", ""]

# The first that matches holds: «не менее» before «менее». A sense "" says that the words may
# mean something else too, and nothing is lost without them: «до», until.
_BEFORE: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("at least", r"at (?:least|(?:a )?minimum)|n(?:o|ot) (?:less|fewer) than|minimum(?: of| is)?"),
        ("at most", r"at most|n(?:o|ot) (?:more than|over)|maximum(?: of| is)?|up to|not exceed(?:ing)?"),
        ("almost", r"almost|nearly|close to|just under"),
        ("more than", r"(?:more|larger|greater|bigger|longer|higher|older) than|over|above|in excess of|exceed(?:s|ed|ing)?|upwards of"),
        ("less than", r"(?:less|fewer|smaller|shorter|lower|younger) than|below|under(?: the age of)?"),
        ("about", r"about|around|approximately|roughly|some|circa"),
    ),
    "ru": (
        (
            "at least",
            (r"не (?:долж\w+ )?(?:быть )?(?:менее|меньше|ниже|моложе|короче)|как минимум|минимум"
            r"|хотя бы|по (?:меньшей|крайней) мере"),
        ),
        (
            "at most",
            (r"не (?:долж\w+ )?(?:быть )?(?:более|больше|свыше|выше|старше|длиннее|превыша\w+)"
            r"|максимум\w*|самое большее"),
        ),
        ("almost", r"почти|чуть менее|без малого|близко к|практически"),
        ("more than", r"более|больше|свыше|превы(?:с|ш)\w+|выше|старше|длиннее|сверх"),
        ("less than", r"менее|меньше|ниже|моложе|младше|короче"),
        ("about", r"около|примерно|приблизительно|порядка|ориентировочно"),
        ("at most|", r"до"),
        ("at least|", r"от"),
    ),
    "kk": (
        ("at least", r"кемінде|кем дегенде|аз дегенде|ең азы|ең кемі"),
        ("at most", r"ең көбі|көп дегенде|ең көп дегенде|әрі кеткенде"),
        ("about|almost", r"жуық шамамен"),
        ("about", r"шамамен|жобамен|болжаммен|мөлшермен"),
    ),
}  # fmt: skip
_BETWEEN = {
    "en": r"(?:\s+(?:a|an|the|of|[A-Z]{3}))?[\s“\"«(]*",
    "ru": r",?(?:\s+чем)?(?:\s+(?:на срок|в течение|в|на|за|с|из))?[\s«„(]*",
    "kk": r"[\s«“(]*",
}
# After an ablative, after a dative; U+F8FF closes the words of a fact.
_FROM = r"(?:(?<=[ндт][ае]н)|(?<=[ндт][ае]н\uf8ff))"
_TO = r"(?:(?<=[ғгқкнт][ае])|(?<=[ғгқкнт][ае]\uf8ff))"
_NOUN = r"%?(?:-?[^\W\d_]+)?(?:\s+[^\W\d_]+)??"
_AFTER: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        (
            "at least",
            (
                r",?(?:\s+[a-z]+){0,2}? or (?:more|higher|later|newer|over)\b"
                r"|,?(?:\s+[a-z]+)? (?:and (?:more|over|later)|at least)\b(?=\s*(?:[.,;:)]|$))"
            ),
        ),
        (
            "at most",
            (
                r",?(?:\s+[a-z]+){0,2}? or (?:less|fewer|lower|earlier)\b"
                r"|,? at most\b(?=\s*(?:[.,;:)]|$))"
            ),
        ),
        ("about", r" or so\b"),
    ),
    "ru": (
        (
            "at least",
            r"(?:\s+\w+)?\s+(?:и|или) (?:более|больше|выше|старше|нескольк\w+|позднее|новее)\b",
        ),
        ("at most", r"(?:\s+\w+)?\s+(?:и|или) (?:менее|меньше|ниже|моложе|ранее)\b"),
        ("more than", r" с лишним\b"),
    ),
    "kk": (
        ("at least", r"\s+(?:немесе|не) (?:бірнеше|одан (?:да )?(?:көп|астам|жоғары|кейін))"),
        ("at least", rf"{_NOUN}{_FROM}\s+(?:кем|аз|төмен) (?:емес|болма)"),
        ("at most", rf"{_NOUN}{_FROM}\s+(?:аспа|(?:артық|көп|жоғары) (?:емес|болма))"),
        (
            "more than",
            rf"{_NOUN}{_FROM}\s+(?:астам|артық|көп|жоғары|ас(?:ты|ады|атын|ып|қан|уы?|са|ар)\b)",
        ),
        ("less than", rf"{_NOUN}{_FROM}\s+(?:кем|аз|төмен|кіші)\b"),
        ("less than", rf"{_NOUN}{_TO}\s+(?:толма|жетпе)"),
        # Two ages before one verb: «30 жасқа, 15 жасқа толмаған».
        ("less than", r"\s+жасқа,(?=[^.;]*жасқа толма)"),
        ("about|almost", rf"{_NOUN}{_TO}\s+(?:жуық|таяу|тарта)"),
        ("about", rf"{_NOUN}\s+(?:шақты|қаралы|шамасында)\b"),
        ("almost", rf"{_NOUN}\s+дерлік\b"),
        ("at most|", rf"{_NOUN}{_TO}\s+дейін"),
    ),
}
# “Over ten years” is also in their course, “some” a few; “under” and “about” are prepositions.
_TIME = re.compile(r"[\s\u00a0]+(?:years?|months?|weeks?|days?|decades?)\b")
_CONCERNING = re.compile(
    r"\b(?:reports?|information|books?|stor(?:y|ies)|questions?|articles?|notes?|laws?|data|news"
    r"|(?:speak|talk|think|know|ask|tell|hear|learn)\w*|told|said)\s+$",
    re.IGNORECASE,
)
_REACH = 60


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    between = _BETWEEN.get(language, r"\s*")
    return tuple(
        (re.compile(rf"(?<![^\W\d_])(?:{words}){between}$", re.IGNORECASE), _senses(sense))
        for sense, words in _BEFORE.get(language, ())
    )


@cache
def _patterns_after(language: str) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    return tuple(
        (re.compile(words, re.IGNORECASE), _senses(sense))
        for sense, words in _AFTER.get(language, ())
    )


def _senses(names: str) -> frozenset[str]:
    return frozenset(names.split("|"))


def qualifiers(text: str, start: int, end: int, language: str) -> frozenset[str]:
    """Give the senses that the number at *start* to *end* of *text* may be qualified in.

    None: it is not qualified. A sense "" beside another: it need not be.
    """
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    said: list[frozenset[str]] = []
    for pattern, senses in _patterns_after(language):
        # In the whole text: the ending that decides may be the number's own.
        if pattern.match(text, end, end + _REACH):
            said.append(senses)
            break
    for pattern, senses in _patterns(language):
        found = pattern.search(before)
        if found:
            said.append(
                senses | _doubt(found[0].lower(), before[: found.start()], text, start, after)
            )
            break
    sure = [senses for senses in said if "" not in senses]
    if len(sure) > 1 and not sure[0] & sure[1]:
        # Two that say different things say something new.
        return frozenset({" and ".join(sorted(sure[0] | sure[1]))})
    return next(iter(sure or said), frozenset())


def _doubt(words: str, before: str, text: str, start: int, after: str) -> frozenset[str]:
    preposition = words.startswith("over") and not re.search(r"\bfor\s+$", before)
    if preposition and _TIME.match(after):
        return frozenset({""})
    if words.startswith("about") and _CONCERNING.search(before):
        return frozenset({""})
    indefinite = words.startswith("some") and text[start].isalpha()
    return frozenset({""}) if indefinite or words.startswith(("under ", "above")) else frozenset()
