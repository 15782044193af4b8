"""Every word of the translations is in a dictionary, or in the list that we looked through.

Russian: hunspell's ru_RU, and pymorphy3 for ё. Kazakh: hunspell's kk_KZ, a list of 2009, and
the 437,000 word forms that Tesseract reads by; both are Debian's. A word that neither knows
stands in locales/spelling/, one a line, after somebody has looked at it.
"""

import re
import subprocess
from functools import cache
from pathlib import Path

import pymorphy3
import pytest

from conftest import ROOT
from kzbook.book import Book
from kzbook.languages.catalogs import catalogue_paths, read_catalogue
from kzbook.languages.typography import prose
from tools import need

LANGUAGES = ("ru", "kk")
HUNSPELL = {"ru": "ru_RU", "kk": "kk_KZ"}
TESSDATA = Path("/usr/share/tesseract-ocr/5/tessdata/kaz.traineddata")
HINT = "apt install hunspell hunspell-ru hunspell-kk tesseract-ocr tesseract-ocr-kaz"
CYRILLIC = re.compile(r"[Ѐ-ӿ]+(?:-[Ѐ-ӿ]+)*")
OWN = ROOT / "locales" / "spelling"


@pytest.fixture(scope="session", autouse=True)
def _tools():
    dictionaries = [f"/usr/share/hunspell/{name}.dic" for name in HUNSPELL.values()]
    programs = ["hunspell", "combine_tessdata", "dawg2wordlist"]
    need(HINT, programs=programs, files=[*dictionaries, TESSDATA])


@cache
def words(language):
    """Give the Cyrillic words of all catalogues of a language, with a place of each."""
    book = Book.load(ROOT)
    found = {}
    for path in catalogue_paths(book, language):
        for entry in read_catalogue(path, ROOT).entries:
            for word in CYRILLIC.findall(prose(entry.msgstr)):
                found.setdefault(word, f"{path.name}:{entry.line}")
    return found


def own(language):
    return (OWN / f"{language}.txt").read_text("utf-8").split()


@pytest.fixture(scope="session")
def tesseract(tmp_path_factory):
    """The word forms of Tesseract's Kazakh, in lower case."""
    folder = tmp_path_factory.mktemp("tesseract")
    for command in (
        ["combine_tessdata", "-u", TESSDATA, "kaz."],
        ["dawg2wordlist", "kaz.lstm-unicharset", "kaz.lstm-word-dawg", "kaz.words"],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    found = {word.lower() for word in (folder / "kaz.words").read_text("utf-8").split()}
    assert len(found) > 200_000
    return frozenset(found)


def unknown(given, language, tesseract):
    """List the words of *given* that no dictionary knows, as written or in lower case."""
    wanted = {form for word in given for form in (word, word.lower())}
    done = subprocess.run(
        ["hunspell", "-i", "utf-8", "-d", HUNSPELL[language], "-l"],
        input="\n".join(sorted(wanted)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    refused = set(done.stdout.split())
    lists = tesseract if language == "kk" else frozenset()
    return sorted(
        word
        for word in given
        if {word, word.lower()} <= refused and word.lower() not in lists and not parted(word, lists)
    )


def parted(word, lists):
    """Say whether the parts of a Kazakh hyphenated word are known: көші-қон, ақпараттық-түсіндіру."""
    parts = word.lower().split("-")
    return len(parts) > 1 and all(part in lists for part in parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(language, tesseract):
    strange = set(unknown(words(language), language, tesseract)) - set(own(language))
    assert [f"{words(language)[word]}: {word}" for word in sorted(strange)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_words_looked_at_holds_no_others(language, tesseract):
    listed = own(language)
    assert listed == sorted(set(listed))
    assert set(listed) <= set(unknown(words(language), language, tesseract))


def slips(word):
    """Make slips of the finger: a letter doubled, two swapped, one lost."""
    middle = len(word) // 2
    yield word[:middle] + word[middle] + word[middle:]
    if word[middle] != word[middle - 1]:
        yield word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    yield word[:middle] + word[middle + 1 :]


@pytest.mark.parametrize(("language", "least"), [("ru", 0.9), ("kk", 0.9)])
def test_slips_of_the_finger_are_found(language, least, tesseract):
    plain = sorted(word for word in words(language) if len(word) > 6 and word.islower())
    made = sorted({slip for word in plain[::7] for slip in slips(word)} - set(words(language)))
    assert len(made) > 300
    assert len(unknown(made, language, tesseract)) / len(made) > least


def test_russian_has_its_yo():
    """A word whose every reading in the dictionary has ё is written with it."""
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    wrong = []
    for word, place in words("ru").items():
        lower = word.lower()
        if "е" in lower and "ё" not in lower and morph.word_is_known(lower):
            readings = {each.word for each in morph.parse(lower)}
            if all("ё" in reading for reading in readings):
                wrong.append(f"{place}: {word} → {' '.join(sorted(readings))}")
    assert wrong == []
