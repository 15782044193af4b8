"""What kzbook says: English for programs, the language of the terminal for people."""

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commands import isolated
from conftest import ROOT
from kzbook.cli import main
from kzbook.errors import KzbookError
from kzbook.finding import Finding, Location, report
from kzbook.languages.linter import lint_files
from kzbook.speech import Said, say, say_all, say_counted, say_either, spoken, terminal_language

FAULTS = Path(__file__).parent / "spec/terminal"
PATHS = sorted(FAULTS.glob("locales/*/LC_MESSAGES/faults.po"))
MIXED = say("“%(word)s” mixes alphabets (%(letters)s); write %(right)s", word="тiл", letters="i", right="тіл")  # fmt: skip


def test_a_message_is_an_english_string():
    plain = "“тiл” mixes alphabets (i); write тіл"
    assert plain == MIXED
    assert hash(MIXED) == hash(plain)
    assert sorted(["“тіл", MIXED, "a"]) == sorted(["“тіл", plain, "a"])
    assert f"{MIXED}" == plain
    assert report([Finding(Location("a.po", 1), "x", MIXED)], "json") == report(
        [Finding(Location("a.po", 1), "x", plain)], "json"
    )


def test_it_is_told_in_the_language_of_the_terminal(monkeypatch):
    monkeypatch.setenv("LANGUAGE", "ru")
    assert spoken(MIXED) == "в слове «тiл» смешаны алфавиты (i); напишите тіл"
    assert spoken(MIXED, "kk") == "«тiл» сөзінде әліпбилер араласқан (i); тіл деп жазыңыз"
    assert spoken(MIXED, "en") == MIXED
    # What was never a message stays what it is, a translator's own words for instance.
    assert spoken("words") == "words"
    assert spoken(say("no such template: %(word)s", word="x")) == "no such template: x"


def test_messages_inside_messages_are_told_too():
    told = say("%(fault)s; accepted: %(reason)s", fault=MIXED, reason="so it is")
    assert spoken(told, "ru") == f"{spoken(MIXED, 'ru')}; принято: so it is"
    assert say_either(["a", "b", "c"]) == "a or b or c"
    assert spoken(say_either(["a", "b", "c"]), "kk") == "a немесе b немесе c"
    assert (say_either(["a"]), say_either([])) == ("a", "")
    assert spoken(say_all([MIXED, MIXED]), "ru") == "; ".join([spoken(MIXED, "ru")] * 2)


def test_what_is_counted_has_the_form_of_its_number():
    told = [say_counted("%(count)s file changed", "%(count)s files changed", n) for n in (1, 2, 5)]
    assert told == ["1 file changed", "2 files changed", "5 files changed"]
    assert [spoken(each, "ru") for each in told] == [
        "изменён 1 файл", "изменено 2 файла", "изменено 5 файлов",
    ]  # fmt: skip
    assert spoken(told[2], "kk") == "5 файл өзгерді"


def test_errors_are_told_with_their_hint(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("LANGUAGE", "ru")
    assert main(["check", "--root", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"kzbook: {tmp_path}/pyproject.toml: здесь нет книги [book-missing]\n")
    assert "совет: запустите kzbook в папке книги" in said
    error = pickle.loads(pickle.dumps(KzbookError("x", say("run `make check`"), hint="h")))  # noqa: S301  our own
    assert str(error) == "run `make check` [x]\nhint: h"
    assert error.spoken() == "запустите `make check` [x]\nсовет: h"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "kk"}, "kk"),
        ({"LANG": "kk_KZ.UTF-8@euro"}, "kk"),
        ({"LANG": "kk-KZ"}, "kk"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_MESSAGES": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "POSIX"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de:kk:ru"}, "kk"),
        ({"LANG": "ru_RU.UTF-8", "LANGUAGE": "en:ru"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LANGUAGE": ""}, "ru"),
        ({"LANG": "run", "LC_ALL": "kkk"}, "en"),
    ],
)
def test_the_language_is_chosen_as_gettext_chooses(environment, language):
    assert terminal_language(environment) == language


def test_make_hands_its_language_on():
    """`make preview LANG=kk` speaks Kazakh: make exports what its command line sets."""
    code = "from kzbook.speech import *; print(terminal_language())"
    target = f"said: ; @'{sys.executable}' -c '{code}'"
    environment = {
        name: value for name, value in os.environ.items()
        if name not in {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "MAKEFLAGS", "MAKELEVEL"}
    }  # fmt: skip
    done = subprocess.run(
        ["make", "--no-print-directory", "--eval", target, "said", "LANG=kk"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["kk"]


def test_findings_are_told_in_three_languages(rewrite, monkeypatch):
    """Read tests/spec/terminal/said.txt: each finding in English, Russian and Kazakh."""
    found = isolated(lint_files, PATHS, FAULTS)
    told = []
    for language in ("en", "ru", "kk"):
        monkeypatch.setenv("LANGUAGE", language)
        told.append(report(found).splitlines())
    english, *others = told
    for line, *translated in zip(english, *others, strict=True):
        place, rule = re.match(r"(\S+: \w+: ).* (\[[a-z-]+\])$", line).groups()
        for each in translated:
            assert each.startswith(place)
            assert each.endswith(rule)
            assert each != line
    words = "\n".join("\n".join(each) + "\n" for each in zip(*told, strict=True))
    golden = FAULTS / "said.txt"
    if rewrite:
        golden.write_text(words, "utf-8")
    assert words == golden.read_text("utf-8")
    assert len({each.rule for each in found}) > 15


def test_json_and_annotations_are_english_in_every_language(monkeypatch, capsys):
    said = {}
    for form in ("json", "github"):
        for language in ("en", "ru", "kk"):
            monkeypatch.setenv("LANGUAGE", language)
            assert main(["check", *map(str, PATHS), "--root", str(FAULTS), "--format", form]) == 1
            said.setdefault(form, set()).add(capsys.readouterr().out)
    assert [len(each) for each in said.values()] == [1, 1]
    (rows,) = map(json.loads, said["json"])
    assert "“тiл” mixes alphabets (i); write тіл" in {row["message"] for row in rows}


def test_a_rule_is_explained_in_the_language_of_the_terminal(monkeypatch, capsys):
    monkeypatch.setenv("LANGUAGE", "kk")
    assert main(["check", "--explain", "message-letters"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("message-letters\n\nСөздің әріптері бір әліпбиден")
    assert '    Bad:   msgid "language"\n           msgstr "тiл"\n' in page
    monkeypatch.setenv("LANGUAGE", "ru")
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "Проверить каталоги или всю книгу." in capsys.readouterr().out


def test_the_message_of_a_finding_crosses_processes_with_its_template():
    for each in isolated(lint_files, PATHS[:1], FAULTS):
        assert isinstance(each.message, Said), each
        crossed = pickle.loads(pickle.dumps(each.message))  # noqa: S301  our own
        assert crossed.templates == each.message.templates
