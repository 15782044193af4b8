"""Editions derived by rule from the Kazakh one, and what of a message a rule may touch.

``kk-Latn`` is an experiment: the Kazakh catalogues in Latin letters. ``pseudo`` is for tests:
the sources themselves, marked. Both are built in Kazakh's place, by its rules for figures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, cast

from sphinx.locale import _

from kzbook.errors import KzbookError
from kzbook.languages.kazakh.latin import latin
from kzbook.languages.markup import SHOWN_ROLES, TITLED, markup
from kzbook.languages.pseudo import pseudo
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sphinx.application import Sphinx

    from kzbook.book import Book, FormatName, Language

Derivation = Literal["", "kk-Latn", "pseudo"]
LATIN: Derivation = "kk-Latn"
PSEUDO: Derivation = "pseudo"
DERIVATIONS = (LATIN, PSEUDO)
BASE: Language = "kk"
"""The language whose place a derived edition takes."""

_ROLE = re.compile(
    r"(?P<open>\{(?P<name>[\w:.+-]+)\}(?P<ticks>`+))(?P<content>.+?)(?P<close>(?P=ticks))",
    re.DOTALL,
)
# A code span, the address of a link or an image, an address in the text, a tag, the call of a
# footnote, attributes, an entity, what a program fills, an escaped sign.
_HELD = re.compile(
    r"(?P<ticks>`+).+?(?P=ticks)|\]\([^)]*\)|<[^>\s][^>]*>|https?://\S+|\[\^[^\]]*\]"
    r"|\$?\{[^}]*\}|&\w+;|%\(\w+\)[a-z]|%-?[A-Za-z]|\\.",
    re.DOTALL,
)
_DIRECTIVE = re.compile(r"(?:\.\. \w+::|`{3,}|:{3,})")


def derive(derivation: Derivation, source: str, translation: str) -> str:
    """Give a message of a derived edition, made of its source or of its translation."""
    if derivation == PSEUDO:
        return reworded(source, pseudo)
    return reworded(translation, latin)


def derived_editions(book: Book) -> dict[str, tuple[Derivation, FormatName]]:
    """List what can be derived of *book*, by name: ``kk-Latn-epub``."""
    if BASE not in book.languages:
        return {}
    return {f"{name}-{form}": (name, form) for name in DERIVATIONS for form in book.formats}


def in_derivations(
    known: Mapping[str, tuple[Derivation, FormatName]], names: Iterable[str]
) -> dict[Derivation, tuple[FormatName, ...]]:
    """Group those of *names* that are *known* by their derivation, to be read once each."""
    wanted: dict[Derivation, tuple[FormatName, ...]] = {}
    for name in dict.fromkeys(names):
        if name in known:
            derivation, form = known[name]
            wanted[derivation] = (*wanted.get(derivation, ()), form)
    return wanted


def tag(config: Any) -> str:
    """Name the language of an edition as readers' programs know it (BCP 47)."""
    return LATIN if derivation_of(config) == LATIN else str(config.language)


def respelled(config: Any, words: str) -> str:
    """Write *words* that come from no catalogue, a date for instance, as the edition does."""
    return latin(words) if derivation_of(config) == LATIN else words


def sign(config: Any) -> str:
    """Say to readers, in the edition's words, that it is derived by rule; "" if it is not."""
    if derivation_of(config) != LATIN:
        return ""
    return _(
        "Experimental edition, not official: put into Latin letters by rule, after the "
        "alphabet proposed in 2021."
    )


def reworded(message: str, write: Callable[[str], str]) -> str:
    """Apply *write* to the words of *message* and to nothing that the build reads as markup.

    Raises ``KzbookError`` (``derived-message``) if what Markdown sees in it has changed.
    """
    if _DIRECTIVE.match(message.lstrip()):
        return message
    done, parts = 0, []
    for role in _ROLE.finditer(message):
        parts += [_plain(message[done : role.start()], write), _role(role, write)]
        done = role.end()
    made = "".join([*parts, _plain(message[done:], write)])
    if markup(made)[:2] != markup(message)[:2]:
        text = say(
            "the markup of this message cannot be kept: %(message)s", message=repr(message[:60])
        )
        hint = say("mend its markup in the catalogue")
        raise KzbookError("derived-message", text, hint=hint)
    return made


def _plain(text: str, write: Callable[[str], str]) -> str:
    done, parts = 0, []
    for held in _HELD.finditer(text):
        parts += [write(text[done : held.start()]), held[0]]
        done = held.end()
    return "".join([*parts, write(text[done:])])


def _role(role: re.Match[str], write: Callable[[str], str]) -> str:
    titled = TITLED.fullmatch(role["content"])
    if titled:
        shown, target = "", f"{write(titled['title'])} <{titled['target']}>".lstrip()
    elif role["name"] in SHOWN_ROLES or role["name"].endswith(":abbr"):
        shown, target = write(role["content"]), ""
    else:
        shown, target = "", role["content"]
    return f"{role['open']}{shown}{target}{role['close']}"


def derivation_of(config: Any) -> Derivation:
    """Tell how the edition of a Sphinx configuration is derived, "" if it is not."""
    return cast("Derivation", getattr(config, "kzbook_derivation", ""))


def setup(app: Sphinx) -> None:
    """Register the derivation, which the edition's words depend on."""
    app.add_config_value("kzbook_derivation", "", "env")
