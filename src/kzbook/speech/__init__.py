"""What kzbook says to people: written in English in the code, told in the language of a terminal.

A message is an English string wherever a program meets it, sorted, compared, in JSON or on its
way between processes. It remembers the template it was made from and the values in it, so
that `spoken` can tell it in Russian or Kazakh. The catalogues in ``locale/`` are kept in step with
the code by `kzbook.languages.own_words`.
"""

from __future__ import annotations

import os
from functools import cache, reduce
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("ru", "kk")
"""The languages that there are catalogues of."""
_ENGLISH = frozenset({"en", "C", "POSIX"})


class Said(str):
    """A message in English that remembers its template and its values.

    ``templates`` are one, or two for a message that counts its value ``count``.
    """

    __slots__ = ("templates", "values")
    templates: tuple[str, ...]
    values: Mapping[str, object]

    def __new__(cls, templates: tuple[str, ...], values: Mapping[str, object]) -> Self:
        """Write the message in English."""
        one = values.get("count") == 1
        made = super().__new__(cls, _filled(templates[0 if one else -1], values))
        made.templates = templates
        made.values = values
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from a language's process to its parent with the template."""
        return Said, (self.templates, self.values)


def say(template: str, /, **values: object) -> str:
    """Write a message; *template* is a literal with ``%(name)s`` for each of the *values*."""
    return Said((template,), values)


def say_counted(one: str, many: str, /, count: int, **values: object) -> str:
    """Write a message about *count* things; both templates are literals."""
    return Said((one, many), {"count": count, **values})


def say_either(names: Iterable[str]) -> str:
    """Write alternatives: “a or b”."""
    return _joined(names, lambda told, name: say("%(first)s or %(last)s", first=told, last=name))


def say_list(items: Iterable[str]) -> str:
    """Write a list: “a, b”."""
    return _joined(items, lambda told, more: say("%(first)s, %(last)s", first=told, last=more))


def say_all(sentences: Iterable[str]) -> str:
    """Write sentences one after another: “a; b”."""
    return _joined(sentences, lambda told, more: say("%(first)s; %(last)s", first=told, last=more))


def _joined(parts: Iterable[str], join: Callable[[str, str], str]) -> str:
    first, *others = [*parts] or [""]
    return reduce(join, others, first)


def spoken(text: str, language: str = "") -> str:
    """Tell a message in *language*, by default that of the terminal; other strings as they are."""
    language = language or terminal_language()
    if not isinstance(text, Said):
        return text
    if language not in LANGUAGES:
        return str(text)
    words = _words(language)
    forms = words.messages.get(text.templates[0], text.templates)
    form = words.form(_whole(text.values["count"])) if len(text.templates) > 1 else 0
    values = {
        name: spoken(value, language) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return _filled(forms[min(form, len(forms) - 1)], values)


def terminal_language(environment: Mapping[str, str] | None = None) -> str:
    """Choose ru, kk or en as gettext chooses, from LANGUAGE, LC_ALL, LC_MESSAGES or LANG.

    The first of them that is set decides; it may list several languages.
    """
    given = os.environ if environment is None else environment
    variables = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    wanted = next((given[name] for name in variables if given.get(name)), "")
    for each in wanted.split(":"):
        language = each.replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0]
        if language in LANGUAGES or language in _ENGLISH:
            return language if language in LANGUAGES else "en"
    return "en"


class _Words(NamedTuple):
    """A catalogue: the forms of each message by its English, and which form a number takes."""

    messages: dict[str, tuple[str, ...]]
    form: Callable[[int], int]


@cache
def _words(language: str) -> _Words:
    from babel.messages.pofile import read_po  # noqa: PLC0415  English needs none

    with (LOCALE / language / "LC_MESSAGES" / "terminal.po").open("rb") as file:
        catalog = read_po(file)
    messages = {}
    for message in catalog:
        given = message.string or ""
        forms = (given,) if isinstance(given, str) else tuple(given)
        if message.id and all(forms) and not message.fuzzy:
            english = message.id if isinstance(message.id, str) else message.id[0]
            messages[english] = forms
    return _Words(messages, c2py(catalog.plural_expr))


def _whole(count: object) -> int:
    return int(str(count))


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template % values if values else template
