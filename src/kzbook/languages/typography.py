"""The typography that a translator writes: quotation marks, dashes, spaces.

Russian follows А. Э. Мильчин, Л. К. Чельцова, «Справочник издателя и автора», Kazakh the
practice of Kazakhstan's law publishers; both are told in CONTRIBUTING.md. What a machine can
do without asking, `kzbook.languages.spaces` does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue

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
_DASHES = (
    (re.compile(r"(?<=[\s\u00a0])[-–](?=\s)"), "a dash in a sentence is “ — ”, with spaces"),
    (re.compile(r"(?<=[^\s\u00a0])—|—(?=[^\s,.;:!?])"), "a dash — has a space on both sides"),
    (re.compile(r"(?<!\d)\d{4}\s?[-—]\s?\d{4}(?!\d)|\d{4}\s–\s?\d{4}"), "years run 2017–2021, closed up"),
)  # fmt: skip
_SPACES = (
    (re.compile(r"(?<=\S)[ \u00a0]{2,}"), "two spaces stand together; keep one"),
    (re.compile(r"[ \u00a0][,.;:!?»)]"), "a space stands before a closing sign; take it out"),
    (re.compile(r"[«(„][ \u00a0]"), "a space stands after an opening sign; take it out"),
    (
        re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)"),
        "thousands are parted by a no-break space (U+00A0): 31\u00a0000",
    ),
)
_PERCENT = {
    "ru": (re.compile(r"\d%"), "Russian writes 58\u00a0%, with a no-break space (U+00A0)"),
    "kk": (re.compile(r"\d[ \u00a0\u202f]%"), "Kazakh writes 58%, closed up: 58%-ы"),
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

    Bad:  msgid "The “Enbek” programme" msgstr "Программа “Еңбек”"
    Good: msgid "The “Enbek” programme" msgstr "Программа «Еңбек»"
    """
    outer, inner = _QUOTES.get(catalogue.language, ("", ""))
    for entry, words in translated(catalogue):
        stray = _stray_quote(words, (outer, inner))
        if stray:
            message = (
                f"the mark {stray} is out of place; quotations are "
                f"{outer[0]}…{outer[1]}, inside them {inner[0]}…{inner[1]}"
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

    Bad:  msgid "Kazakhstan is a state" msgstr "Казахстан - государство"
    Good: msgid "Kazakhstan is a state" msgstr "Казахстан — государство"
    """
    for entry, words in translated(catalogue):
        yield from _faults(catalogue, entry, words, "message-dashes", *_DASHES)


@check(Catalogue)
def message_spaces(catalogue: Catalogue) -> Iterator[Finding]:
    """Spaces stand where the language has them, and begin or end no passage.

    Bad:  msgid "One, two" msgstr "Один , два"
    Good: msgid "One, two" msgstr "Один, два"
    """
    for entry, words in translated(catalogue):
        rules = (*_SPACES, _PERCENT[catalogue.language])
        # An interface word such as "Author: " ends in a space; its words may be code.
        yield from _faults(catalogue, entry, words, "message-spaces", *rules)
        if _edges(entry.msgstr) != _edges(entry.msgid):
            message = "the spaces at the beginning and the end are not those of the source"
            yield Finding(Location(catalogue.path, entry.line), "message-spaces", message)


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _faults(
    catalogue: Catalogue, entry: Entry, words: str, rule: str, *rules: tuple[re.Pattern[str], str]
) -> Iterator[Finding]:
    for pattern, told in rules:
        if match := pattern.search(words):
            near = words[max(0, match.start() - 12) : match.end() + 12].strip()
            message = f"{told}; here: {near}"
            yield Finding(Location(catalogue.path, entry.line), rule, message)


@check(Catalogue)
def message_note_calls(catalogue: Catalogue) -> Iterator[Finding]:
    """In Russian and Kazakh the call of a note stands before the sign that ends the words.

    Bad:  msgid "The end.{ednote}`R1`" msgstr "Конец.{ednote}`R1`"
    Good: msgid "The end.{ednote}`R1`" msgstr "Конец{ednote}`R1`."
    """
    for entry, _ in translated(catalogue):
        if match := _LATE_CALL.search(entry.msgstr):
            message = f"write {match[2]}{match[1]}: the call of a note stands before the sign"
            yield Finding(Location(catalogue.path, entry.line), "message-note-calls", message)
