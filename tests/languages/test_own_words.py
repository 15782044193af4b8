"""The catalogues of kzbook's own words: in step with the code, complete, and able to be filled."""

import re

import polib
import pytest

from kzbook.languages import own_words
from kzbook.languages.linter import lint_files
from kzbook.languages.own_words import catalogue_path, templates, updated
from kzbook.speech import LANGUAGES

TYPOGRAPHY = {"message-quotes", "message-dashes", "message-spaces"}
NAMES_A_SIGN = re.compile(r"[\"„—%]|\.po")


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def test_each_message_of_the_code_stands_in_the_catalogue_and_no_other(language):
    """Else run `make update` and translate what is new."""
    assert updated(language) == catalogue_path(language).read_bytes()
    catalogue = polib.pofile(str(catalogue_path(language)))
    assert not catalogue.obsolete_entries()
    assert {
        (each.msgid, each.msgid_plural) if each.msgid_plural else (each.msgid,)
        for each in catalogue
    } == set(templates())


def test_each_message_is_translated(language):
    catalogue = polib.pofile(str(catalogue_path(language)))
    wanting = [each.msgid for each in catalogue if not each.translated() or each.fuzzy]
    assert wanting == []
    assert len(catalogue) > 250
    assert "No native speaker has reviewed this catalogue yet." in catalogue.header


def test_a_new_message_and_a_lost_one_are_seen(language, monkeypatch):
    found = templates()
    lost = next(iter(found))
    kept = {each: places for each, places in found.items() if each != lost}
    monkeypatch.setattr(own_words, "templates", lambda: {**kept, ("A new one.",): ["x.py"]})
    text = updated(language).decode()
    assert 'msgid "A new one."' in text
    assert f'#~ msgid "{lost[0]}"' in text


def test_a_message_that_is_no_literal_is_refused(tmp_path, monkeypatch):
    code = tmp_path / "src" / "package"
    code.mkdir(parents=True)
    (code / "a.py").write_text('say(f"the {word}")\n', "utf-8")
    monkeypatch.setattr(own_words, "CODE", code)
    with pytest.raises(ValueError, match=r"src/package/a\.py:1: a message is a literal"):
        templates()


def test_every_form_can_be_filled(language):
    for each in polib.pofile(str(catalogue_path(language))):
        names = set(re.findall(r"%\((\w+)\)s", each.msgid))
        values = dict.fromkeys(names, "x")
        for form in each.msgstr_plural.values() if each.msgid_plural else [each.msgstr]:
            if names:
                assert set(re.findall(r"%\((\w+)\)s", form)) == names, each.msgid
                assert "%" not in (form % values).replace("%", "", form.count("%%")), form


def test_our_own_linter_finds_nothing_but_the_signs_that_messages_speak_of(language):
    path = catalogue_path(language)
    lines = {each.linenum: each for each in polib.pofile(str(path))}
    found = lint_files([path], path.parents[2])
    for each in found:
        if each.severity == "error":
            assert each.rule in TYPOGRAPHY, each
            entry = max((line for line in lines if line <= each.at.line), default=0)
            assert NAMES_A_SIGN.search(lines[entry].msgid), each
