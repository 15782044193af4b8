"""The Russian and Kazakh editions: complete, in the words of the glossary, honest in their heads."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from conftest import ROOT
from kzbook.languages.typography import prose

LANGUAGES = ("ru", "kk")
GLOSSARY = list(csv.DictReader((ROOT / "locales/glossary.csv").read_text("utf-8").splitlines()))


def catalogues(language):
    found = sorted((ROOT / "locales" / language / "LC_MESSAGES").glob("*.po"))
    assert len(found) > 15
    return [(path, polib.pofile(str(path))) for path in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language):
    wanting = [
        f"{path.name}:{entry.linenum}"
        for path, catalogue in catalogues(language)
        for entry in catalogue
        if entry.fuzzy or not (entry.msgstr or all(entry.msgstr_plural.values()))
    ]
    assert wanting == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_status_and_sphinx_intl_count_alike(language, kzbook):
    told = json.loads(kzbook("catalogs", "status", "--format", "json", root=ROOT).stdout)
    ours = {
        row["domain"]: (row["translated"], row["fuzzy"], row["messages"] - row["translated"])
        for row in told
        if row["language"] == language
    }
    assert all(row["words"] == row["translated_words"] for row in told)
    done = subprocess.run(
        [Path(sys.executable).with_name("sphinx-intl"), "stat", "-d", "locales", "-l", language],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    line = r"([\w-]+)\.po: (\d+) translated, (\d+) fuzzy, (\d+) untranslated"
    theirs = {name: tuple(map(int, rest)) for name, *rest in re.findall(line, done.stdout)}
    assert theirs == ours
    assert {counts[1:] for counts in ours.values()} == {(0, 0)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heads_say_what_was_done_and_what_not(language):
    for path, catalogue in catalogues(language):
        head = catalogue.header
        assert "Machine-assisted translation" in head, path
        assert "No native speaker has reviewed this catalogue yet." in head, path
        assert "locales/READINGS.md" in head, path


def forms(row, field):
    """The forms of a cell that are forbidden anywhere; one marked (*) is so for its term only."""
    return [form.strip() for form in row[field].split(";") if form.strip() and "(*)" not in form]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_forbidden_form_is_printed(language):
    forbidden = [form for row in GLOSSARY for form in forms(row, f"forbidden_{language}")]
    assert len(forbidden) > 100
    pattern = re.compile(
        r"(?<![\w«])(?:" + "|".join(map(re.escape, sorted(set(forbidden)))) + r")(?!\w)"
    )
    printed = [
        f"{path.name}:{entry.linenum}: {match[0]}"
        for path, catalogue in catalogues(language)
        for entry in catalogue
        for match in pattern.finditer(prose(entry.msgstr))
    ]
    assert printed == []


def test_the_glossary_is_whole():
    terms = [row["en"] for row in GLOSSARY]
    assert len(terms) == len(set(terms)) > 280
    for row in GLOSSARY:
        assert None not in row
        assert row["ru"], row["en"]
        assert row["kk"], row["en"]
        for language in LANGUAGES:
            assert not set(forms(row, f"forbidden_{language}")) & set(row[language].split("; "))
