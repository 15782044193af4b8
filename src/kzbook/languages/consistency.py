"""One English message has one translation, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Locales
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator


@check(Locales)
def message_consistent(locales: Locales) -> Iterator[Finding]:
    """A message has one translation in all catalogues of a language, or a msgctxt of its own.

    A reader who meets two words looks for two things. Write the same words in both places; if
    the sense differs, give the place an entry of its own in locales/contexts.toml.

    Bad:  msgid "Page" msgstr "Страница" ⇒ msgid "Page" msgstr "Лист"
    Good: msgid "Page" msgstr "Страница" ⇒ msgid "Page" msgstr "Страница"
    """
    first: dict[tuple[str, str, str], tuple[Location, tuple[str, ...]]] = {}
    for catalogue in locales.catalogues:
        for entry in catalogue.entries:
            forms = entry.forms or (entry.msgstr,)
            if entry.fuzzy or not any(forms):
                continue
            at = Location(catalogue.path, entry.line)
            key = (entry.context, entry.msgid, entry.plural)
            where, known = first.setdefault(key, (at, forms))
            # A table begins a line with what a sentence has inside.
            if [each[:1].lower() + each[1:] for each in forms] != [
                each[:1].lower() + each[1:] for each in known
            ]:
                message = say(
                    "“%(source)s” is “%(there)s” in %(place)s, here it is “%(here)s”; "
                    "write the same, or tell them apart by msgctxt",
                    source=_short(entry.msgid),
                    there=_short(known[0]),
                    place=where,
                    here=_short(forms[0]),
                )
                yield Finding(at, "message-consistent", message, "warning")


def _short(text: str, most: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rstrip()}…"
