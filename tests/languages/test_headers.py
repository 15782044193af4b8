"""What the head of a .po file must say."""

import pytest

from kzbook.finding import findings
from kzbook.languages.catalogs import read_catalogue

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n"Language: {language}\\n"\n'
COUNTED = '\nmsgid "%s file"\nmsgid_plural "%s files"\nmsgstr[0] "%s файл"\nmsgstr[1] "%s файл"\n'
RUSSIAN = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
    "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)


def told(path, text="", language="kk", charset="UTF-8", plurals=""):
    path = path / "x.po" if path.is_dir() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(language=language, charset=charset)
    path.write_text(head + (f'"Plural-Forms: {plurals}\\n"\n' if plurals else "") + text, "utf-8")
    return [(each.rule, each.at.line) for each in findings(read_catalogue(path, path.parents[3]))]


def test_a_good_head(tmp_path):
    assert told(tmp_path, COUNTED, plurals="nplurals=2; plural=(n != 1);") == []
    assert told(tmp_path / "locales/kk/LC_MESSAGES/x.po") == []


@pytest.mark.parametrize("rule", [RUSSIAN, RUSSIAN.replace(" ", "")])
def test_the_plural_rule_is_compared_by_what_it_does(tmp_path, rule):
    assert told(tmp_path, language="ru", plurals=rule) == []


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=2; plural=(n != 1);",
        "nplurals=3; plural=(n > 9 ? 2 : n > 1);",
        "nplurals=1; plural=0;",
        "nplurals=3; plural=__import__('os');",
        "nplurals=3; plural=n/0;",
        "nplurals=3; plural=(((((n;",
    ],
)
def test_a_wrong_plural_rule_is_told(tmp_path, rule):
    assert told(tmp_path, language="ru", plurals=rule) in (
        [("catalogue-plurals", 1)], [("catalogue-unreadable", 1)],
    )  # fmt: skip


def test_counted_messages_need_a_rule_and_all_forms(tmp_path):
    assert told(tmp_path, COUNTED) == [("catalogue-plurals", 1)]
    found = told(tmp_path, COUNTED, language="ru", plurals=RUSSIAN)
    assert [rule for rule, _ in found] == ["catalogue-plurals"]


def test_another_folder_another_charset_no_language(tmp_path):
    assert told(tmp_path / "locales/ru/LC_MESSAGES/x.po") == [("catalogue-language", 1)]
    assert told(tmp_path, language="") == [("catalogue-language", 1)]
    assert told(tmp_path, charset="koi8-r") == [("catalogue-charset", 1)]
