"""The typography that a translator writes: quotation marks, dashes, spaces.

Russian follows А. Э. Мильчин, Л. К. Чельцова, «Справочник издателя и автора», Kazakh the
practice of Kazakhstan's law publishers; both are told in TRANSLATING.md. What a machine can
do without asking, `kzbook.languages.spaces` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzbook.languages.catalogs import Entry

_QUOTES = {"ru": ("«»", "„“"), "kk": ("«»", "“”")}
"""The quotation marks of each language that we know the rules of, outer and inner."""
_QUOTE = re.compile('["«»„“”‟″]')
_SHOWN = re.compile(r"\{[\w:+.-]+\}`([^`<]*?)\s*<[^`]*>`")
_BOUND = re.compile(r"\{fact\}`[^`]*`|`[^`]*`|%\(\w+\)[a-z]|%-?[a-zA-Z]|\$\{\w+\}|&#?\w+;")
_CALL = re.compile(r"\s*\{(?:cite|ednote)[\w:]*\}`[^`]*`")
_LATE_CALL = re.compile(r"([.,;:])(\{ednote\}`[^`]*`)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
# What is looked for, what is told, and what stands there instead.
_Rule = tuple[re.Pattern[str], str, str | Callable[[re.Match[str]], str]]
_DASHES: tuple[_Rule, ...] = (
    (re.compile(r"(?<=\s)(?!(?<=\d{4}\s)[-–]\s\d{4}(?!\d))[-–](?=\s)"), say("a dash in a sentence is “ — ”, with spaces"), "—"),
    (re.compile(r"(?<=\S)—\s?|\s?—(?=[^\s,.;:!?])"), say("a dash — has a space on both sides"), " — "),
    (re.compile(r"(?<!\d)(\d{4})\s?[-—]\s?(\d{4})(?!\d)|(\d{4})\s–\s?(\d{4})"), say("years run 2017–2021, closed up"), r"\1\3–\2\4"),
)  # fmt: skip
_SPACES: tuple[_Rule, ...] = (
    (re.compile(r"(?<=\S)[ \u00a0]{2,}"), say("two spaces stand together; keep one"), " "),
    (re.compile(r"[ \u00a0]([,.;:!?»)])"), say("a space stands before a closing sign; take it out"), r"\1"),
    (re.compile(r"([«(„])[ \u00a0]"), say("a space stands after an opening sign; take it out"), r"\1"),
    (
        re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)"),
        say("thousands are parted by a no-break space (U+00A0)"),
        lambda match: match[0].replace(" ", "\u00a0"),
    ),
)  # fmt: skip
_PERCENT: dict[str, _Rule] = {
    "ru": (
        re.compile(r"(\d)%"),
        say("Russian writes 58\u00a0%, with a no-break space (U+00A0)"),
        "\\1\u00a0%",
    ),
    "kk": (re.compile(r"(\d)[ \u00a0\u202f]%"), say("Kazakh writes 58%, closed up: 58%-ы"), r"\1%"),
}


def prose(text: str, bound: str = "0") -> str:
    """Give the words of a message as a reader sees them; what is bound in it is one *bound*.

    Calls of notes and sources go, with the space before them; a link gives its words.
    """
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", _SHOWN.sub(r"\1", text))
    return _LINK.sub(r"\1", _BOUND.sub(bound, _CALL.sub("", text)))


def translated(catalogue: Catalogue) -> Iterator[tuple[Entry, str]]:
    """Yield each translation whose typography can be judged, with its words."""
    if catalogue.language in _QUOTES:
        for entry in catalogue.entries:
            if entry.msgstr and not entry.fuzzy:
                yield entry, prose(entry.msgstr)


@check(Catalogue)
def message_quotes(catalogue: Catalogue) -> Iterator[Finding]:
    """Quotation marks are the language's own, in pairs: «…», inside „…“ (ru) or “…” (kk).

    Russian has «…», and „…“ inside them; Kazakh «…», and “…” inside. Straight and English marks
    are replaced by these; each that opens is closed.

    Bad:  msgid "The “Enbek” programme" msgstr "Программа “Еңбек”"
    Good: msgid "The “Enbek” programme" msgstr "Программа «Еңбек»"
    """
    outer, inner = _QUOTES.get(catalogue.language, ("", ""))
    for entry, words in translated(catalogue):
        stray = _stray_quote(words, (outer, inner))
        if stray:
            message = say(
                "the mark %(mark)s is out of place; quotations are %(outer)s, "
                "inside them %(inner)s",
                mark=stray,
                outer="…".join(outer),
                inner="…".join(inner),
            )
            yield Finding(Location(catalogue.path, entry.line), "message-quotes", message)


def _stray_quote(words: str, pairs: tuple[str, str]) -> str:
    """Find the first quotation mark that opens or closes nothing; "" for none."""
    depth = 0
    for mark in _QUOTE.findall(words):
        if depth < len(pairs) and mark == pairs[depth][0]:
            depth += 1
        elif depth and mark == pairs[depth - 1][1]:
            depth -= 1
        else:
            return str(mark)
    return pairs[depth - 1][0] if depth else ""


@check(Catalogue)
def message_dashes(catalogue: Catalogue) -> Iterator[Finding]:
    """A dash in a sentence is an em dash between spaces; years run with a closed en dash.

    The hyphen joins parts of a word, the dash — parts of a sentence, the short dash – two
    years. Write «Казахстан — государство», and 2017–2021 without spaces.

    Bad:  msgid "Kazakhstan is a state" msgstr "Казахстан - государство"
    Good: msgid "Kazakhstan is a state" msgstr "Казахстан — государство"
    """
    for entry, words in translated(catalogue):
        yield from _faults(catalogue, entry, words, "message-dashes", *_DASHES)


@check(Catalogue)
def message_spaces(catalogue: Catalogue) -> Iterator[Finding]:
    """Spaces stand where the language has them, and begin or end no passage.

    No space stands before a comma or inside quotation marks, and never two together. Thousands
    are parted by a no-break space, U+00A0, which keeps a figure on one line; so is the Russian
    per cent sign. All other no-break spaces are set by the program.

    Bad:  msgid "One, two" msgstr "Один , два"
    Good: msgid "One, two" msgstr "Один, два"
    """
    for entry, words in translated(catalogue):
        rules = (*_SPACES, _PERCENT[catalogue.language])
        # An interface word such as "Author: " ends in a space; its words may be code.
        yield from _faults(catalogue, entry, words, "message-spaces", *rules)
        if _edges(entry.msgstr) != _edges(entry.msgid):
            message = say(
                "the spaces at the beginning and the end are not those of the source; "
                "begin and end as it does"
            )
            yield Finding(Location(catalogue.path, entry.line), "message-spaces", message)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _faults(
    catalogue: Catalogue, entry: Entry, words: str, rule: str, *rules: _Rule
) -> Iterator[Finding]:
    for pattern, told, mended in rules:
        if match := pattern.search(words):
            start, end = max(0, match.start() - 12), match.end() + 12
            instead = match.expand(mended) if isinstance(mended, str) else mended(match)
            right = words[start : match.start()] + instead + words[match.end() : end]
            message = say(
                "%(fault)s; here: %(words)s; write: %(right)s",
                fault=told,
                words=words[start:end].strip(),
                right=right.strip(),
            )
            yield Finding(Location(catalogue.path, entry.line), rule, message)


@check(Catalogue)
def message_note_calls(catalogue: Catalogue) -> Iterator[Finding]:
    """In Russian and Kazakh the call of a note stands before the sign that ends the words.

    In Russian and Kazakh the raised number of a note stands before the full stop or comma. Put
    {ednote}`…` first and the sign after it.

    Bad:  msgid "The end.{ednote}`R1`" msgstr "Конец.{ednote}`R1`"
    Good: msgid "The end.{ednote}`R1`" msgstr "Конец{ednote}`R1`."
    """
    for entry, _ in translated(catalogue):
        if match := _LATE_CALL.search(entry.msgstr):
            message = say(
                "write %(right)s: the call of a note stands before the sign",
                right=match[2] + match[1],
            )
            yield Finding(Location(catalogue.path, entry.line), "message-note-calls", message)
