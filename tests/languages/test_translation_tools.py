"""The settings of translators' tools name what is there, and find what they should."""

import json
import re
from collections import Counter
from configparser import RawConfigParser

import polib
import pytest

from conftest import ROOT
from kzbook.book import Book

WEBLATE = json.loads((ROOT / "locales/weblate.json").read_text("utf-8"))
CATALOGUES = sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po"))


def test_weblates_command_line_reads_its_settings():
    # As wlc reads them: https://github.com/WeblateOrg/wlc/blob/main/wlc/config.py
    settings = RawConfigParser(delimiters=("=",))
    settings.read_string((ROOT / ".weblate").read_text("utf-8"))
    assert settings.get("weblate", "translation") == Book.load(ROOT).basename
    # A key in a public file would be anybody's.
    assert settings.sections() == ["weblate"]
    assert settings.options("weblate") == ["translation"]


def test_weblate_finds_every_catalogue_and_its_template():
    discovery = WEBLATE["weblate.discovery.discovery"]
    for path in CATALOGUES:
        match = re.fullmatch(discovery["match"], path.relative_to(ROOT).as_posix())
        assert match["language"] == path.parts[-3]
        template = discovery["new_base_template"].replace("{{ component }}", match["component"])
        assert (ROOT / template).is_file()
    component = WEBLATE["component"]
    assert {*ROOT.glob(component["filemask"])} < {*CATALOGUES}
    assert (ROOT / component["new_base"]).is_file()
    languages = {path.parts[-3] for path in CATALOGUES}
    chosen = {each for each in languages if re.search(component["language_regex"], each)}
    assert chosen == languages - {"en"}


def flagged(source, translation):
    """What Weblate's check of placeholders compares: every match, in any order."""
    pattern = re.search(r'placeholders:r"((?:[^"\\]|\\.)*)"', WEBLATE["component"]["check_flags"])[
        1
    ]
    return Counter(re.findall(pattern, source)) != Counter(re.findall(pattern, translation))


def test_weblates_check_of_placeholders_gives_no_false_alarm():
    entries = [
        entry
        for path in CATALOGUES
        if path.parts[-3] != "en"
        for entry in polib.pofile(str(path)).translated_entries()
        if not entry.msgid_plural
    ]
    assert len(entries) > 1500
    assert [entry.msgid for entry in entries if flagged(entry.msgid, entry.msgstr)] == []


@pytest.mark.parametrize(
    "translation",
    [
        "В {fact}`семь <b>` раз, [там](#c)",
        "В семь раз, [там](#c){ednote}`R1`",
        "В {fact}`семь <b>` раз, [там](#d){ednote}`R1`",
    ],
)
def test_weblates_check_of_placeholders_finds_a_loss(translation):
    source = "In {fact}`seven <b>` times, [there](#c){ednote}`R1`"
    assert not flagged(source, "[Там](#c){ednote}`R1` в {fact}`семь <b>` раз")
    assert flagged(source, translation)


def test_an_editor_jumps_to_what_is_found(tmp_path, kzbook):
    (task,) = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]
    path = tmp_path / "x.po"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Language: kk\\n"\n'
    path.write_text(f'{head}\nmsgid "language"\nmsgstr "тiл"\n', "utf-8")
    told = kzbook(*task["args"][:-1], path, root=tmp_path).stdout.strip()
    pattern = task["problemMatcher"]["pattern"]
    match = re.fullmatch(pattern["regexp"].strip("^$"), told)
    given = {name: match[pattern[name]] for name in ("file", "line", "severity", "code")}
    assert given == {
        "file": "x.po", "line": "6", "severity": "error", "code": "message-letters",
    }  # fmt: skip
    assert match[pattern["message"]].endswith("write тіл")
