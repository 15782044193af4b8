"""What a .po file must be as a file: readable, in UTF-8, with a language and its plural rule."""

from __future__ import annotations

import re
from gettext import c2py
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue
from kzbook.speech import say, say_counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_RULE = re.compile(r"nplurals=\s*(\d+)\s*;\s*plural=([^;\n]+)")


@check(Catalogue)
def catalogue_unreadable(catalogue: Catalogue) -> Iterator[Finding]:
    """A catalogue is valid PO in UTF-8, without conflict markers.

    A file that cannot be read is left out, and its page would be in English. The line named is
    where reading failed: a quotation mark is missing there, most often, or a merge left its
    markers. Open the file in a text editor, mend that line and save it as UTF-8 without a byte
    order mark.

    Bad:  msgstr "an unclosed string
    Good: msgstr "a closed string"
    """
    if catalogue.fault is not None:
        line, message = catalogue.fault
        yield Finding(Location(catalogue.path, line), "catalogue-unreadable", message)


@check(Catalogue)
def catalogue_language(catalogue: Catalogue) -> Iterator[Finding]:
    r"""A catalogue says its language, that of the folder it stands in.

    Programs take the language of a file from its header, not from its folder. Write into the
    header the code of the folder, ru or kk; if the file lies in the wrong folder, move it.

    Bad:  a header without Language
    Good: "Language: kk\n"
    """
    if catalogue.fault is not None:
        return
    at = Location(catalogue.path, 1)
    folder = re.search(r"(?:^|/)([a-zA-Z]{2,3}(?:[_-]\w+)?)/LC_MESSAGES/[^/]*$", catalogue.path)
    if not catalogue.language:
        message = say('the header names no language; add a line like "Language: kk\\n"')
        yield Finding(at, "catalogue-language", message)
    elif _locale(catalogue.language) is None:
        message = say(
            "the header's language %(language)s is unknown; write its code, kk",
            language=repr(catalogue.language),
        )
        yield Finding(at, "catalogue-language", message)
    elif folder and folder[1].replace("-", "_") != catalogue.language:
        message = say(
            "the header says %(language)s, the folder %(folder)s; move the file or mend its header",
            language=repr(catalogue.language),
            folder=repr(folder[1]),
        )
        yield Finding(at, "catalogue-language", message)


@check(Catalogue)
def catalogue_charset(catalogue: Catalogue) -> Iterator[Finding]:
    r"""The header says that the file is in UTF-8, which is how it is read.

    In any other charset the letters of Kazakh are lost. Save the file as UTF-8 and say so in
    the header; `make update` writes the line.

    Bad:  "Content-Type: text/plain; charset=koi8-r\n"
    Good: "Content-Type: text/plain; charset=UTF-8\n"
    """
    charset = re.search(r"charset=([^\s;]+)", catalogue.header, re.IGNORECASE)
    # CHARSET stands for itself in a template of xgettext.
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        message = say(
            "the header says charset=%(charset)s; save as UTF-8 and write charset=UTF-8",
            charset=charset[1],
        )
        yield Finding(Location(catalogue.path, 1), "catalogue-charset", message)


@check(Catalogue)
def catalogue_plurals(catalogue: Catalogue) -> Iterator[Finding]:
    r"""The plural rule parts numbers as the language does, and each message has all forms.

    The rule says which form goes with which number: Russian has three, Kazakh two. `make
    update` puts the right one into the header. Where a message has msgid_plural, fill every
    msgstr of it.

    Bad:  "Plural-Forms: nplurals=2; plural=(n != 1);\n"
    Good: "Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
    """
    if catalogue.fault is not None or catalogue.language == "":
        return
    at = Location(catalogue.path, 1)
    rule = _RULE.search(catalogue.header)
    counted = [each for each in catalogue.entries if each.plural]
    if rule is None:
        if counted:
            message = say("the header has no Plural-Forms; `make update` writes it")
            yield Finding(at, "catalogue-plurals", message)
        return
    if not is_plural_rule(rule[0], catalogue.language):
        message = say(
            "the plural rule “%(rule)s” is not that of %(language)s; "
            "`make update` writes the right one",
            rule=rule[2].strip(),
            language=catalogue.language,
        )
        yield Finding(at, "catalogue-plurals", message)
    for entry in counted:
        given = [each for each in entry.forms if each]
        if given and not entry.fuzzy and len(given) != int(rule[1]):
            message = say_counted(
                "%(count)s of %(all)s plural forms is given; write them all",
                "%(count)s of %(all)s plural forms are given; write them all",
                count=len(given),
                all=rule[1],
            )
            yield Finding(Location(catalogue.path, entry.line), "catalogue-plurals", message)


def is_plural_rule(text: str, language: str) -> bool:
    """Say whether *text* is a rule of gettext that parts numbers as *language* does.

    Of a language that we do not know, any rule that can be read is right.
    """
    rule = _RULE.search(text)
    form = _compiled(rule[2]) if rule else None
    locale = _locale(language)
    if rule is None or form is None:
        return False
    return locale is None or _parts_alike(form, locale, int(rule[1]))


def _compiled(expression: str) -> Callable[[int], int] | None:
    """Compile gettext's expression by the parser of the standard library, which runs no code."""
    try:
        return c2py(expression)
    except (ValueError, RecursionError):
        return None


def _parts_alike(form: Callable[[int], int], locale: Locale, forms: int) -> bool:
    """Say whether numbers of one CLDR category have one form, and each form one category."""
    try:
        pairs = {(form(number), locale.plural_form(number)) for number in range(201)}
    except (ValueError, ZeroDivisionError):
        return False
    indices, categories = zip(*pairs, strict=True)
    one_to_one = len(pairs) == len(set(indices)) == len(set(categories))
    # A rule without a difference is right for one form alone: what a message never counts.
    return one_to_one and set(indices) <= set(range(forms))


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
