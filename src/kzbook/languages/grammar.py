"""What grammar asks of the words beside a figure, as the figure is now.

A message that prints a figure is written for its value: «21 гражданин», 40-тан. When the value
changes no translation goes stale, but its words may not fit any more. These checks compare
the words with the value as it is, so they need to remember nothing; they warn, since what
they read is grammar, and a person decides. The number of a verb is left to that person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue
from kzbook.languages.kazakh.numerals import aloud, fitting
from kzbook.languages.russian.counting import misfit
from kzbook.languages.typography import prose
from kzbook.manuscript import Fact
from kzbook.numbers import write
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kzbook.languages.catalogs import Entry

_ROLE = re.compile(r"\{fact\}`(?:([^`<]*?)\s*<([^<>`]+)>|([^`<>]+))`")
# Signs that no catalogue prints mark the figures while the other roles are taken away.
_MARKS = re.compile("[\ue000-\uf8ff]")
_FIRST_MARK, _MOST_MARKS = 0xE000, 0x1900
_UNKNOWN = "\ufffc"
_PLAIN = re.compile(
    r"(?<![\w.,\-/№#])(?:\d+[–-])?((?:\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d+)(?:,\d+)?)(\s?%)?(?![\d%])"
)
# A suffix hangs on a hyphen, or on the word that the figure ends in: «наурызда».
_SUFFIX = re.compile(r"-?([а-яёәғқңөұүһі]+)(?![\w-])")
# Small words of their own that fit the sound before them as suffixes do.
_PARTICLE = re.compile(r"[ \u00a0]([мбп]ен|[дт][ае])(?![\w-])")
_COUNTED = frozenset({"count", "duration", "ratio"})


class Wording(msgspec.Struct, frozen=True):
    """A catalogue beside the facts that its messages print, by key.

    A catalogue that comes alone has none: only the figures in its own words are looked at.
    """

    catalogue: Catalogue
    facts: dict[str, Fact] = {}


class Figure(msgspec.Struct, frozen=True):
    """A figure in the words of a message: as printed, and the words on both sides.

    ``key`` is that of its fact, if it is one; ``words`` says that the translator wrote it.
    """

    text: str
    before: str
    after: str
    key: str = ""
    words: bool = False


@check(Wording)
def counted_noun(wording: Wording) -> Iterator[Finding]:
    """What a Russian figure counts stands in the number and the case that the figure asks for.

    1 беженец, 2 беженца, 5 беженцев: the noun follows the last word of the number. This
    is found when a figure has changed; write the form that the message gives, and read the verb
    and the adjectives beside it.

    Bad:  msgid "5 cities" msgstr "5 города"
    Good: msgid "5 cities" msgstr "5 городов"
    """
    if wording.catalogue.language != "ru":
        return
    for entry, figure in _figures(wording):
        if not _counts(figure, wording.facts):
            continue
        found = misfit(figure.text, figure.before, figure.after)
        if found is not None:
            told = {"noun": found.noun, "figure": _named(figure)}
            message = (
                say(
                    "«%(noun)s» does not fit %(figure)s; write «%(right)s», "
                    "and look at the verb and the words beside it",
                    right=found.wanted,
                    **told,
                )
                if found.wanted
                else say(
                    "«%(noun)s» does not fit %(figure)s, "
                    "and look at the verb and the words beside it",
                    **told,
                )
            )
            yield _warning(wording, entry, "counted-noun", message)


@check(Wording)
def suffix_harmony(wording: Wording) -> Iterator[Finding]:
    """A Kazakh suffix after a figure has the form that the number, as read aloud, asks for.

    The suffix after a figure follows the number as it is read aloud: 40-тан (қырықтан), 42-ден
    (екіден). This is found when a figure has changed; write the form that the message gives.

    Bad:  msgid "from 40 cities" msgstr "40-дан астам қала"
    Good: msgid "from 40 cities" msgstr "40-тан астам қала"
    """
    if wording.catalogue.language != "kk":
        return
    for entry, figure in _figures(wording):
        word = aloud(figure.text)
        match = _suffix_after(figure)
        form = fitting(word, match[1]) if match else None
        if match and form not in {None, match[1]}:
            right = match[0][: match.start(1) - match.start()] + str(form)
            message = say(
                "«%(suffix)s» does not follow %(figure)s, which is read «…%(word)s»; "
                "write «%(right)s»",
                suffix=match[0].strip(),
                figure=_named(figure),
                word=word,
                right=right.strip(),
            )
            yield _warning(wording, entry, "suffix-harmony", message)


def _warning(wording: Wording, entry: Entry, rule: str, message: str) -> Finding:
    return Finding(Location(wording.catalogue.path, entry.line), rule, message, "warning")


def _named(figure: Figure) -> str:
    if not figure.key:
        return figure.text
    return say("%(text)s, the figure %(key)s", text=figure.text, key=repr(figure.key))


def _counts(figure: Figure, facts: Mapping[str, Fact]) -> bool:
    """Say whether a figure counts what stands after it: no year, article or share does."""
    if figure.words:
        return False
    if figure.key:
        return facts[figure.key].kind in _COUNTED
    return not re.fullmatch(r"\d{4}|.*%", figure.text)


def _suffix_after(figure: Figure) -> re.Match[str] | None:
    """Find the suffix or particle that hangs on a figure."""
    match = _SUFFIX.match(figure.after) or _PARTICLE.match(figure.after)
    if match is None or not figure.text[-1:].isalpha():
        return match if match and not match[0][0].isalpha() else None
    # The possessive, «АҚШ доллары», has cases of its own, and the value does not change them.
    return None if figure.text.endswith(("ы", "і")) else match


def _figures(wording: Wording) -> Iterator[tuple[Entry, Figure]]:
    for entry in wording.catalogue.entries:
        if entry.msgstr and not entry.fuzzy:
            for figure in figures(entry.msgstr, wording.facts, wording.catalogue.language):
                yield entry, figure


def figures(text: str, facts: Mapping[str, Fact], language: str) -> Iterator[Figure]:
    """Yield the figures of a message in their order: the facts it prints, and plain numbers.

    A fact that is not in *facts* is an unknown figure and is left out.
    """
    roles: list[re.Match[str]] = []

    def mark(match: re.Match[str]) -> str:
        roles.append(match)
        return chr(_FIRST_MARK + len(roles) - 1) if len(roles) <= _MOST_MARKS else _UNKNOWN

    marked = prose(_ROLE.sub(mark, _MARKS.sub("", text)), _UNKNOWN)
    shown = [_shown(each, facts, language) for each in roles]
    printed, bound = "", []
    for sign in marked:
        known = roles[ord(sign) - _FIRST_MARK] if _MARKS.match(sign) else None
        words = shown[ord(sign) - _FIRST_MARK] if known else sign
        if known and words != _UNKNOWN:
            bound.append((len(printed), len(printed) + len(words), known))
        printed += words
    for start, end, role in bound:
        yield Figure(
            printed[start:end], printed[:start], printed[end:], role[2] or role[3], bool(role[1])
        )
    for match in _PLAIN.finditer(printed):
        if not any(start < match.end() and match.start() < end for start, end, _ in bound):
            number = printed[match.start(1) : match.end()]
            yield Figure(number, printed[: match.start()], printed[match.end() :])


def _shown(role: re.Match[str], facts: Mapping[str, Fact], language: str) -> str:
    words, key = role[1], role[2] or role[3]
    stated = facts.get(key)
    if words or stated is None:
        return str(words or _UNKNOWN)
    return write(stated.value, stated.kind, stated.unit, language)
