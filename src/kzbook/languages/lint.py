"""What a catalogue must be before any build reads it; a .po file is untrusted input."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

# The roles whose content is a target; what others show may be translated.
_ROLE = re.compile(r"\{(fact|ednote|cite(?::\w+)?|ref|numref|doc|term|download)\}`([^`]*)`")


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


def _targets(text: str) -> Counter[tuple[str, str]]:
    found = []
    for role, content in _ROLE.findall(text):
        explicit = re.search(r"<([^<>]+)>\s*$", content)
        found.append((role, explicit[1] if explicit else content))
    return Counter(found)
