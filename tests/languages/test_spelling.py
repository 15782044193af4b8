"""Every word of the translations is in a dictionary, or in the list that we looked through."""

import sys
from functools import cache
from pathlib import Path

import pymorphy3
import pytest

from conftest import ROOT
from kzbook import cli
from kzbook.book import Book
from kzbook.errors import KzbookError
from kzbook.languages import spelling
from kzbook.languages.catalogs import catalogue_paths, read_catalogue
from tools import need

LANGUAGES = ("ru", "kk")
HINT = "apt install hunspell hunspell-ru hunspell-kk tesseract-ocr tesseract-ocr-kaz"
PO = 'msgid ""\nmsgstr ""\n"Language: {0}\\n"\n\nmsgid "A word"\nmsgstr "{1}"\n'


@pytest.fixture(scope="session", autouse=True)
def _tools():
    dictionaries = [f"/usr/share/hunspell/{name}.dic" for name in ("ru_RU", "kk_KZ")]
    programs = ["combine_tessdata", "dawg2wordlist"]
    need(HINT, programs=programs, files=[*dictionaries, spelling.TESSDATA / "kaz.traineddata"])


@cache
def words(language):
    """Give the words of all catalogues of a language, with a place of each."""
    found = {}
    for path in catalogue_paths(Book.load(ROOT), language):
        for line, word in spelling.words(read_catalogue(path, ROOT)):
            found.setdefault(word, f"{path.name}:{line}")
    return found


def own(language):
    return (ROOT / "locales/spelling" / f"{language}.txt").read_text("utf-8").split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(language):
    paths = catalogue_paths(Book.load(ROOT), language)
    assert spelling.spelling_findings(paths, ROOT) == []
    assert len(words(language)) > 2000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_words_looked_at_holds_no_others(language):
    listed = own(language)
    knows = spelling.lexicon(language).knows
    assert listed == sorted(set(listed))
    assert [word for word in listed if knows(word) or word not in words(language)] == []


def slips(word):
    """Make slips of the finger: a letter doubled, two swapped, one lost."""
    middle = len(word) // 2
    yield word[:middle] + word[middle] + word[middle:]
    if word[middle] != word[middle - 1]:
        yield word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    yield word[:middle] + word[middle + 1 :]


@pytest.mark.parametrize(("language", "least"), [("ru", 0.9), ("kk", 0.9)])
def test_slips_of_the_finger_are_found(language, least):
    plain = sorted(word for word in words(language) if len(word) > 6 and word.islower())
    made = sorted({slip for word in plain[::7] for slip in slips(word)} - set(words(language)))
    knows = spelling.lexicon(language).knows
    assert len(made) > 300
    assert sum(not knows(slip) for slip in made) / len(made) > least


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


def catalogue(folder, language, msgstr):
    path = folder / f"locales/{language}/LC_MESSAGES/x.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PO.format(language, msgstr), "utf-8")
    return path


@pytest.mark.parametrize(
    ("language", "word", "like"),
    [
        ("ru", "беженнцы", "беженцы"),
        ("kk", "боссқын", "босқын"),
    ],
)
def test_an_unknown_word_is_told_with_its_line_and_one_like_it(
    tmp_path, kzbook, language, word, like
):
    path = catalogue(tmp_path, language, word)
    done = kzbook("check", path, "--spelling", root=tmp_path)
    assert done.returncode == 0
    told = f"locales/{language}/LC_MESSAGES/x.po:5: warning: no dictionary knows “{word}”"
    assert done.stdout.startswith(told)
    assert like in done.stdout
    assert f"locales/spelling/{language}.txt [message-spelling]" in done.stdout
    assert kzbook("check", path, root=tmp_path).stdout == ""
    (tmp_path / "locales/spelling").mkdir()
    (tmp_path / f"locales/spelling/{language}.txt").write_text(f"{word}\n", "utf-8")
    assert kzbook("check", path, "--spelling", root=tmp_path).stdout == ""


def test_what_is_no_word_of_the_language_is_not_read(tmp_path):
    path = catalogue(tmp_path, "ru", "Kirche in Not, {fact}`areaa`, [слово](#slvo), 1990, COVID-19")
    assert [word for _, word in spelling.words(read_catalogue(path, tmp_path))] == ["слово"]


def test_without_the_extra_a_hint(tmp_path, monkeypatch, capsys):
    path = catalogue(tmp_path, "ru", "слово")
    monkeypatch.setitem(sys.modules, "hunspell", None)
    spelling.lexicon.cache_clear()
    assert cli.main(["check", str(path), "--spelling", "--root", str(tmp_path)]) == cli.FAILED
    spelling.lexicon.cache_clear()
    assert "pip install kzbook[spell]" in capsys.readouterr().err


def test_without_a_dictionary_a_hint(tmp_path, monkeypatch):
    monkeypatch.setattr(spelling, "DICTIONARIES", (tmp_path,))
    spelling.lexicon.cache_clear()
    with pytest.raises(KzbookError) as told:
        spelling.lexicon("ru")
    assert "apt install hunspell-ru" in str(told.value.hint)
    monkeypatch.setenv("DICPATH", "/usr/share/hunspell")
    assert spelling.lexicon("ru").knows("беженец")
    monkeypatch.setattr(spelling, "TESSDATA", Path("/nowhere"))
    spelling.lexicon.cache_clear()
    spelling._tesseract_words.cache_clear()
    with pytest.raises(KzbookError, match="Tesseract"):
        spelling.lexicon("kk")
    spelling.lexicon.cache_clear()
