"""The translators' guides say the same in three languages, and what they say is so."""

import re
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from kzbook.languages.catalogs import Catalogue, Entry
from kzbook.languages.linter import lint_files
from kzbook.languages.typography import message_dashes, message_quotes

GUIDES = {
    "en": ROOT / "TRANSLATING.md",
    "ru": ROOT / "TRANSLATING.ru.md",
    "kk": ROOT / "TRANSLATING.kk.md",
}
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def text(language):
    return GUIDES[language].read_text("utf-8")


def blocks(language, kind):
    found = [body for name, body in BLOCK.findall(text(language)) if name == kind]
    # The Russian guide works on the Russian catalogues.
    return [re.sub(r"\b(?:ru|kk)\b", "LANG", re.sub(r"(?m)^ +", "", body)) for body in found]


def headings(language):
    return [
        line.split()[0] for line in BLOCK.sub("", text(language)).splitlines() if line[:1] == "#"
    ]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_guides_are_in_step(language):
    assert headings(language) == headings("en")
    assert len(headings("en")) > 8
    assert blocks(language, "sh") == blocks("en", "sh")
    for english, other in zip(blocks("en", "po"), blocks(language, "po"), strict=True):
        # A translation is the language's own; what is not one is not.
        own = r"(?m)^(?:msgstr .*|#\. Terms.*)\n"
        assert re.sub(own, "", other) == re.sub(own, "", english)
    for pattern in (r"^\|.*\|$", r"^\d+\. ", r"^- ", r"\]\((?!TRANSLATING)[^)]+\)"):
        counts = {
            each: len(re.findall(pattern, BLOCK.sub("", text(each)), re.MULTILINE))
            for each in (language, "en")
        }
        assert counts[language] == counts["en"] > 0, pattern


@pytest.mark.parametrize("language", GUIDES)
def test_what_a_guide_names_is_there(language):
    words = text(language)
    for other in set(GUIDES) - {language}:
        assert f"]({GUIDES[other].name})" in words
    for name in re.findall(r"\]\((?!https?:|#)([^)]+)\)", words):
        assert (ROOT / name).is_file(), name
    for name in re.findall(r"\b(?:locales|docs)/[\w./-]+\.\w+", words):
        assert (ROOT / name).is_file(), name
    for name in re.findall(r"`(\w+\.po)`", words):
        assert (ROOT / "locales/kk/LC_MESSAGES" / name).is_file(), name
    for name in re.findall(r"\.venv/bin/([\w-]+)", words):
        assert (Path(sys.executable).with_name(name)).is_file(), name


@pytest.mark.parametrize("language", GUIDES)
def test_the_finding_of_a_guide_is_what_is_told(language, monkeypatch, tmp_path):
    monkeypatch.setenv("LANGUAGE", language)
    (shown,) = blocks(language, "")
    path = tmp_path / "locales/kk/LC_MESSAGES/notes.po"
    path.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: kk\\n"\n'
    # The message stands in line 12, as in the guides.
    path.write_text(head + "\n" * 7 + 'msgid "language"\nmsgstr "тiл"\n', "utf-8")
    (found,) = lint_files([path], tmp_path)
    assert found.spoken().replace("/kk/", "/LANG/") == shown.strip()


def prose(language):
    """The guide's words without tables and what is code: one message a paragraph."""
    plain = BLOCK.sub("", text(language))
    plain = re.sub(r"`` .*? ``|`[^`]*`|\]\([^)]*\)|^\|.*\|$", "", plain, flags=re.MULTILINE)
    paragraphs = (each.strip(" -#") for each in re.split(r"\n+", plain))
    entries = tuple(Entry("x", each, 1) for each in paragraphs if each)
    return Catalogue(GUIDES[language].name, language, entries)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_guides_keep_the_typography_of_their_language(language):
    catalogue = prose(language)
    assert len(catalogue.entries) > 40
    told = [each for rule in (message_dashes, message_quotes) for each in rule(catalogue)]
    assert [each.message for each in told] == []
