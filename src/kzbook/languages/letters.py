"""The characters of a translation: none that cannot be seen, none that looks like another."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue
from kzbook.languages.lint import translations
from kzbook.languages.typography import prose
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

# Unicode's general categories of what has no shape of its own: controls, format characters
# (zero-width and soft signs, directions), private, unassigned, line and paragraph separators.
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_LATIN, _CYRILLIC, _GREEK = "A-Za-z", "Ѐ-ӿ", "Ͱ-Ͽ"
_LOOKALIKE = dict(zip("aceiopxyhABCEHIKMOPTXYһ", "асеіорхуһАВСЕНІКМОРТХУһ", strict=True))
_MIXED = re.compile(rf"[{_LATIN}{_GREEK}][{_CYRILLIC}]|[{_CYRILLIC}][{_LATIN}{_GREEK}]")
# Alone among Cyrillic words; "e" of "Comunione e Liberazione" is at home where it stands.
_LATIN_WORD = re.compile(
    rf"(?<![\w.@/#-])(?<![{_LATIN}][ \u00a0-])[{_LATIN}]+(?![\w@/-]|\.\w|[ \u00a0][{_LATIN}])"
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_CYRILLIC_LANGUAGES = frozenset({"ru", "kk", "ky", "tg", "uk", "be", "mn"})


@check(Catalogue)
def message_characters(catalogue: Catalogue) -> Iterator[Finding]:
    r"""A translation has no character that nobody sees, and whole letters.

    Such characters come along when text is copied from a page or a PDF; they break searching
    and hyphenation, or turn the direction of the line. Delete the word and type it anew.

    Bad:  msgid "One." msgstr "Одно\r."
    Good: msgid "One." msgstr "Одно."
    """
    for entry, source, form in translations(catalogue):
        at = Location(catalogue.path, entry.line)
        unseen = sorted(
            {sign for sign in form if unicodedata.category(sign) in _UNSEEN}
            - set(source) - {"\n", "\t"}
        )  # fmt: skip
        if unseen:
            names = ", ".join(f"U+{ord(each):04X} {_name(each)}".strip() for each in unseen)
            where = form.partition(unseen[0])[0][-12:]
            message = say(
                "the translation holds %(characters)s, which nobody sees, after “%(words)s”; "
                "take it out",
                characters=names,
                words=where,
            )
            yield Finding(at, "message-characters", message)
        elif form != unicodedata.normalize("NFC", form):
            whole = unicodedata.normalize("NFC", form)
            pieces = next(w for w, o in zip(whole.split(), form.split(), strict=True) if w != o)
            message = say(
                "a letter is put together of two characters; type it anew: %(word)s", word=pieces
            )
            yield Finding(at, "message-characters", message)


def _name(sign: str) -> str:
    return unicodedata.name(sign, "").lower()


@check(Catalogue)
def message_letters(catalogue: Catalogue) -> Iterator[Finding]:
    """A word has letters of one alphabet: a Latin i among Cyrillic і is never found again.

    Letters that look alike are different to a search, a voice and a dictionary. The message
    gives the word as it should be: copy it from there, or type it again with the right
    keyboard.

    Bad:  msgid "language" msgstr "тiл"
    Good: msgid "language" msgstr "тіл"
    """
    if catalogue.language.partition("_")[0] not in _CYRILLIC_LANGUAGES:
        return
    for entry, source, form in translations(catalogue):
        at = Location(catalogue.path, entry.line)
        words = prose(form)
        for word in filter(_MIXED.search, re.findall(r"\w+", words)):
            foreign = " ".join(sorted(set(re.findall(f"[{_LATIN}{_GREEK}]", word))))
            message = say(
                "“%(word)s” mixes alphabets (%(letters)s); write %(right)s",
                word=word,
                letters=foreign,
                right=_cyrillic(word),
            )
            yield Finding(at, "message-letters", message)
        known = set(re.findall(r"\w+", source))
        for word in _LATIN_WORD.findall(words):
            looks = all(letter in _LOOKALIKE for letter in word)
            if looks and word not in known and not _ROMAN.fullmatch(word):
                message = say(
                    "“%(word)s” is typed in Latin letters; write %(right)s",
                    word=word,
                    right=_cyrillic(word),
                )
                yield Finding(at, "message-letters", message)


def _cyrillic(word: str) -> str:
    return "".join(_LOOKALIKE.get(letter, letter) for letter in word)
