"""The numbers of a message: what it says in figures and words, and what it binds to facts."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from kzbook.languages.markup import TITLED
from kzbook.numbers import Quantity, quantities
from kzbook.numbers.reading import BOUND, BOUND_WORDS, END

_ROLE = re.compile(r"\{([a-z][\w:+.-]*)\}`([^`]*)`")
_UNSHOWN = ("cite", "ednote")
# Code, targets of links, addresses, notes, entities, tags.
_MASKED = re.compile(
    r"`[^`]*`|(?<=\])\([^)\s]*\)|\[\^[^\]]*\]|https?://\S+|\b10\.\d{4,}/\S+|(?<!\S)[^\s@]+@\S+\.\w+"
    r"|&#?\w+;|\{\{[\w.]*\}\}|</?[a-zA-Z][^<>]*>"
)
# What a program puts in, a number perhaps: “more than %s”.
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%-?[a-zA-Z](?![a-zA-Z])|\$?\{\w*\}")


class Passage(msgspec.Struct, frozen=True):
    """One side of a message: its words with signs for roles, and the numbers in them.

    ``keys`` says which fact or placeholder each sign of ``words`` stands for.
    """

    words: str
    keys: dict[str, str]
    numbers: tuple[Quantity, ...]

    def is_placeholder(self, number: Quantity) -> bool:
        """Say whether a number is one that a program puts in."""
        return _PLACEHOLDER.fullmatch(self.keys.get(number.bound, "")) is not None


@lru_cache(maxsize=4096)
def passage(text: str, language: str) -> Passage:
    """Read one side of a message."""
    keys: dict[str, str] = {}
    words = _MASKED.sub(" ", _ROLE.sub(lambda match: _sign(match, keys), text))
    words = _PLACEHOLDER.sub(lambda match: _alone(match[0], keys), words)
    return Passage(words, keys, quantities(words, language))


def _sign(role: re.Match[str], keys: dict[str, str]) -> str:
    name, content = role[1], role[2]
    explicit = TITLED.fullmatch(content)
    if name == "fact":
        if explicit is None:
            return _alone(content, keys)
        sign = chr(ord(BOUND_WORDS[0]) + len(keys))
        keys[sign] = explicit[2]
        return f"{sign}{explicit[1]}{END}"
    if name.startswith(_UNSHOWN):
        return ""
    shown = explicit[1] if explicit else content
    return shown if explicit or name == "abbr" else " "


def _alone(key: str, keys: dict[str, str]) -> str:
    sign = chr(ord(BOUND[0]) + len(keys))
    keys[sign] = key
    return sign
