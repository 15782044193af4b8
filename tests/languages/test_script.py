"""The pack has every word that a reader of the site, the PDF or the EPUB can meet."""

import re
from collections import Counter
from pathlib import Path

import furo
import polib
import pytest
import sphinx
import sphinx_basic_ng
from babel.messages.extract import extract_from_file

import kzbook
from kzbook.formats.html.pages import BRANCH, FIXED_LABELS
from kzbook.languages.catalogs import PACK
from kzbook.languages.compiling import interface
from kzbook.languages.script import COUNTED, SINGLE

KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
METHODS = {".py": "python", ".html": "jinja2", ".xml": "jinja2", ".js": "javascript"}

SHOWN_BY_SPHINX = (
    "config.py",
    "directives/other.py",
    "domains/changeset.py",
    "domains/std/__init__.py",
    "environment/adapters/indexentries.py",
    "locale/__init__.py",
    "writers/html5.py",
    "builders/html/__init__.py",
    "themes/basic/*.html",
    "themes/basic/opensearch.xml",
    "themes/basic/static/*.js",
)
NEVER_SHOWN = {
    # Told to the author of a bad glossary, not to a reader.
    "glossary term must be preceded by empty line",
    "glossary terms must not be separated by empty lines",
    "glossary seems to be misformatted, check indentation",
    # furo's line about its tools, which our page.html leaves out.
    "Made with ",
    '<a href="https://www.sphinx-doc.org/">Sphinx</a> and ',
    '\n            <a href="https://github.com/pradyunsg/furo">Furo</a>\n            ',
    # Only on a site kept at Read the Docs.
    "On Read the Docs",
    "Project Home",
    "Builds",
}


def messages(path):
    for _line, message, *_ in extract_from_file(METHODS[path.suffix], path, keywords=KEYWORDS):
        yield message[0] if isinstance(message, tuple) else message


def sources():
    root = Path(sphinx.__file__).parent
    for pattern in SHOWN_BY_SPHINX:
        found = sorted(root.glob(pattern))
        assert found, pattern
        yield from found
    for package in (furo, sphinx_basic_ng):
        yield from sorted((Path(package.__file__).parent / "theme").rglob("*.html"))


def files(language):
    return {path.stem: polib.pofile(str(path)) for path in (PACK / language).rglob("*.po")}


def test_kazakh_has_every_word_of_sphinx_and_furo():
    shown = {each for path in sources() for each in messages(path)}
    # Told in English to whoever builds the book.
    shown = {each for each in shown if "source encodings" not in each} - NEVER_SHOWN
    assert len(shown) > 100
    assert shown - set(interface("kk")) == set()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_pack_has_every_word_of_ours(language):
    root = Path(kzbook.__file__).parent
    paths = [path for path in sorted(root.rglob("*")) if path.suffix in METHODS]
    ours = {each for path in paths for each in messages(path)}
    ours |= FIXED_LABELS | {BRANCH}
    known = set(interface(language))
    if language == "ru":
        upstream = Path(sphinx.__file__).parent / "locale/ru/LC_MESSAGES/sphinx.po"
        known |= {each.msgid for each in polib.pofile(str(upstream)).translated_entries()}
    assert ours - known == set()


def test_the_search_script_has_the_words_of_sphinx():
    root = Path(sphinx.__file__).parent / "themes/basic/static"
    said = {each for path in root.glob("*.js") for each in messages(path)}
    assert said == {*SINGLE, COUNTED[0]}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_message_is_whole(language):
    plurals = {"kk": "nplurals=2;", "ru": "nplurals=3;"}[language]
    for name, catalogue in files(language).items():
        assert catalogue.metadata["Language"] == language
        assert catalogue.metadata["Plural-Forms"].startswith(plurals)
        assert "not yet reviewed by a native speaker" in catalogue.header
        for entry in catalogue:
            given = [*entry.msgstr_plural.values()] or [entry.msgstr]
            assert all(given), f"{name}: {entry.msgid!r} is empty"
            assert not entry.fuzzy
            for text in given:
                asked = Counter(re.findall(r"%(?:\(\w+\))?s", entry.msgid))
                assert Counter(re.findall(r"%(?:\(\w+\))?s", text)) == asked, entry.msgid
                assert (text[:1].isspace(), text[-1:].isspace()) == (
                    entry.msgid[:1].isspace(),
                    entry.msgid[-1:].isspace(),
                ), entry.msgid


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_message_stands_in_two_files(language):
    catalogues = files(language)
    shared = {each.msgid for each in catalogues["sphinx"]} & {
        each.msgid for each in catalogues["kzbook"]
    }
    assert shared == set()


def test_both_languages_have_the_same_words_of_ours():
    kazakh, russian = (files(language)["kzbook"] for language in ("kk", "ru"))
    assert [each.msgid for each in kazakh] == [each.msgid for each in russian]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_word_mixes_latin_and_cyrillic_letters(language):
    for catalogue in files(language).values():
        for entry in catalogue:
            for text in [*entry.msgstr_plural.values()] or [entry.msgstr]:
                words = re.findall(r"[^\W\d_]+", re.sub(r"%(?:\(\w+\))?s|&#?\w+;", " ", text))
                mixed = [
                    word
                    for word in words
                    if re.search("[A-Za-z]", word) and re.search("[\u0400-\u04ff]", word)
                ]
                assert mixed == [], text
