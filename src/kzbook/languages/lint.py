"""What a catalogue must be before any build reads it; a .po file is untrusted input."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_MARKDOWN = MarkdownIt("commonmark")
# The roles whose content is a target; what others show may be translated.
_HAS_TARGET = re.compile(r"fact|ednote|cite(:\w+)?|ref|numref|doc|term|download")
_ROLE = re.compile(r"\{([a-z][\w:+.-]*)\}`([^`]*)`")


@check(Catalogue)
def catalogue_unreadable(catalogue: Catalogue) -> Iterator[Finding]:
    """A catalogue is valid PO in UTF-8, without conflict markers.

    Bad:  msgstr "an unclosed string
    Good: msgstr "a closed string"
    """
    if catalogue.fault is not None:
        line, message = catalogue.fault
        yield Finding(Location(catalogue.path, line), "catalogue-unreadable", message)


@check(Catalogue)
def catalogue_language(catalogue: Catalogue) -> Iterator[Finding]:
    r"""A catalogue says its language.

    Bad:  a header without Language
    Good: "Language: kk\n"
    """
    if catalogue.fault is None and not catalogue.language:
        message = 'the header names no language; add a line like "Language: kk\\n"'
        yield Finding(Location(catalogue.path, 1), "catalogue-language", message)


@check(Catalogue)
def message_roles(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation keeps each role of its source and the role's target.

    Bad:  msgid "In {fact}`area`" msgstr "В"
    Good: msgid "In {fact}`area`" msgstr "В {fact}`area`"
    """
    for entry in catalogue.entries:
        if not entry.msgstr or entry.fuzzy:
            continue
        wanted, given = _targets(entry.msgid), _targets(entry.msgstr)
        at = Location(catalogue.path, entry.line)
        for role, target in (wanted - given).elements():
            message = f"{{{role}}}`{target}` is lost; put it back where the sense asks for it"
            yield Finding(at, "message-roles", message)
        for role, target in (given - wanted).elements():
            message = f"{{{role}}}`{target}` is not in the source; take it out"
            yield Finding(at, "message-roles", message)


@check(Catalogue)
def message_shape(catalogue: Catalogue) -> Iterator[Finding]:
    r"""A translation is one block where its source is: Sphinx drops the rest silently.

    Bad:  msgid "One." msgstr "Одно.\n\nДругое."
    Good: msgid "One." msgstr "Одно. Другое."
    """
    for entry in catalogue.entries:
        if entry.msgstr and not entry.fuzzy:
            if block_shape(entry.msgstr) == block_shape(entry.msgid):
                continue
            message = (
                "the translation is not one passage like its source: take out blank lines, "
                "and signs at its beginning that start a list, a heading or a directive"
            )
            yield Finding(Location(catalogue.path, entry.line), "message-shape", message)


@check(Catalogue)
def message_characters(catalogue: Catalogue) -> Iterator[Finding]:
    r"""A translation has no control characters, which no face can print.

    Bad:  msgid "One." msgstr "Одно\r."
    Good: msgid "One." msgstr "Одно."
    """
    for entry in catalogue.entries:
        found = _CONTROLS.findall(entry.msgstr)
        if found:
            codes = " ".join(f"U+{ord(sign):04X}" for sign in found)
            message = f"the translation holds {codes}; type the words anew"
            yield Finding(Location(catalogue.path, entry.line), "message-characters", message)


def block_shape(text: str) -> list[str]:
    """Name the blocks that Markdown makes of *text*, in order: ``["paragraph"]``."""
    if text.lstrip().startswith(":::"):
        return ["directive"]
    tokens = _MARKDOWN.parse(text)
    return [
        each.type.removesuffix("_open") for each in tokens if not each.level and each.nesting >= 0
    ]


def _targets(text: str) -> Counter[tuple[str, str]]:
    found = []
    for role, content in _ROLE.findall(text):
        explicit = re.search(r"<([^<>]+)>\s*$", content)
        target = explicit[1] if explicit else content
        found.append((role, target if _HAS_TARGET.fullmatch(role) else ""))
    return Counter(found)
