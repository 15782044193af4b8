"""Spelling: words of a translation that no dictionary knows, and none of us has looked at.

The dictionaries are the system's: hunspell's of the language and, for Kazakh, whose list of
2009 lacks a fifth of plain words, the word forms that Tesseract reads by. Our own words stand
in locales/spelling/, one a line. All this is asked for by ``kzbook check --spelling`` alone:
it needs the extra ``spell``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from kzbook.book import relative
from kzbook.errors import KzbookError
from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue, locales_folder, read_catalogue
from kzbook.languages.lint import translations
from kzbook.languages.typography import prose
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DICTIONARIES = (Path("/usr/share/hunspell"), Path("/usr/share/myspell/dicts"))
"""Where hunspell's dictionaries are; the folders of ``DICPATH``, its own variable, come first."""
TESSDATA = Path("/usr/share/tesseract-ocr/5/tessdata")
_UNPACKERS = ("combine_tessdata", "dawg2wordlist")
_TESSERACT = {"kk": "kaz"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z-]+")
_SUGGESTED = 3


class Lexicon(NamedTuple):
    """What is known of a language: whether a word is one of it, and which are like it."""

    knows: Callable[[str], bool]
    suggests: Callable[[str], list[str]]


class Spelling(NamedTuple):
    """A catalogue beside the lexicon of its language and the list of our own words."""

    catalogue: Catalogue
    lexicon: Lexicon
    own: frozenset[str] = frozenset()
    list_path: str = ""


@check(Spelling)
def message_spelling(spelling: Spelling) -> Iterator[Finding]:
    """Every word of a translation is in a dictionary, or in the list of words looked at.

    The word is misspelt, or a right one that no dictionary has: a name, a term, a rare form.
    Mend it, or add it to locales/spelling, one word a line.

    Bad:  msgid "A word" msgstr "Слвоо"
    Good: msgid "A word" msgstr "Слово"
    """
    told = set()
    for line, word in words(spelling.catalogue):
        if word in spelling.own or word in told or spelling.lexicon.knows(word):
            continue
        told.add(word)
        like = ", ".join(spelling.lexicon.suggests(word)[:_SUGGESTED])
        named = {"word": word, "list": spelling.list_path}
        message = (
            say(
                "no dictionary knows “%(word)s”; is it %(like)s? a right word goes into %(list)s",
                like=like,
                **named,
            )
            if like
            else say("no dictionary knows “%(word)s”; a right word goes into %(list)s", **named)
        )
        at = Location(spelling.catalogue.path, line)
        yield Finding(at, "message-spelling", message, "warning")


def words(catalogue: Catalogue) -> Iterator[tuple[int, str]]:
    """Yield the words of the translations, each with the line of its message.

    What is written in Latin letters in a Cyrillic language is a name or an abbreviation.
    """
    for entry, _source, form in translations(catalogue):
        for word in _WORD.findall(prose(form)):
            if not _LATIN.fullmatch(word):
                yield entry.line, word


def spelling_findings(paths: Iterable[Path], root: Path) -> list[Finding]:
    """Check the spelling of .po files, beside whose locales/ the list of our words stands.

    Raises ``KzbookError`` (``spelling-unavailable``) where the extra or a dictionary is missing.
    """
    found: set[Finding] = set()
    for path in paths:
        catalogue = read_catalogue(path, root)
        if any(True for _ in words(catalogue)):
            language = catalogue.language
            listed = locales_folder(path) / "spelling" / f"{language}.txt"
            own = frozenset(listed.read_text("utf-8").split()) if listed.is_file() else frozenset()
            checked = Spelling(catalogue, lexicon(language), own, relative(listed, root))
            found |= {*message_spelling(checked)}
    return sorted(found)


@cache
def lexicon(language: str) -> Lexicon:
    """Load the dictionaries of a language.

    Raises ``KzbookError`` (``spelling-unavailable``) and says what to install.
    """
    try:
        from hunspell import Hunspell  # noqa: PLC0415  the extra
    except ModuleNotFoundError:
        message = say("spelling needs chunspell, which reads hunspell's dictionaries")
        raise KzbookError(
            "spelling-unavailable", message, hint="pip install kzbook[spell]"
        ) from None
    file = _dictionary(language)
    hunspell = Hunspell(file.stem, hunspell_data_dir=f"{file.parent}{os.sep}")
    listed = _tesseract_words(_TESSERACT[language]) if language in _TESSERACT else frozenset()

    def knows(word: str) -> bool:
        lower = word.lower()
        return (
            hunspell.spell(word)
            or hunspell.spell(lower)
            or lower in listed
            # көші-қон, ақпараттық-түсіндіру
            or ("-" in lower and all(part in listed for part in lower.split("-")))
        )

    return Lexicon(knows, lambda word: list(hunspell.suggest(word)))


def _dictionary(language: str) -> Path:
    """Find the hunspell dictionary of a language: kk.dic or kk_KZ.dic."""
    own = [Path(each) for each in os.environ.get("DICPATH", "").split(os.pathsep) if each]
    for folder in (*own, *DICTIONARIES):
        for file in sorted([*folder.glob(f"{language}.dic"), *folder.glob(f"{language}_*.dic")]):
            if file.with_suffix(".aff").is_file():
                return file
    message = say("there is no dictionary of %(language)s for hunspell", language=language)
    hint = say(
        "apt install hunspell-%(language)s, or name its folder in DICPATH", language=language
    )
    raise KzbookError("spelling-unavailable", message, hint=hint)


@cache
def _tesseract_words(name: str) -> frozenset[str]:
    """Unpack the word forms that Tesseract reads a language by, in lower case."""
    data = TESSDATA / f"{name}.traineddata"
    if not data.is_file() or not all(map(shutil.which, _UNPACKERS)):
        message = say("the words of Tesseract are missing (%(file)s)", file=data.name)
        hint = f"apt install tesseract-ocr tesseract-ocr-{name}"
        raise KzbookError("spelling-unavailable", message, hint=hint)
    with TemporaryDirectory() as folder:
        for command in (
            ["combine_tessdata", "-u", str(data), f"{name}."],
            ["dawg2wordlist", f"{name}.lstm-unicharset", f"{name}.lstm-word-dawg", "words"],
        ):
            done = subprocess.run(  # noqa: S603  two fixed programs
                command, cwd=folder, check=False, capture_output=True, text=True
            )
            if done.returncode:
                message = say(
                    "%(command)s failed: %(words)s",
                    command=command[0],
                    words=done.stderr.strip()[-200:],
                )
                raise KzbookError("spelling-unavailable", message)
        text = (Path(folder) / "words").read_text("utf-8")
    return frozenset(word.lower() for word in text.split())
