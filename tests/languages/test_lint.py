"""A message keeps what is no plain word, in any order; what it may not hold is found."""

import pytest

from conftest import ROOT
from kzbook.languages.catalogs import Catalogue, Entry, read_catalogue
from kzbook.languages.linter import UNTRUSTED, breaches, lint_files

MSGID = (
    "In {fact}`area` and {fact}`seven <ratified>`, see [the site](https://a.org/x) and [it](#b), "
    "*this* is **bold** `code`{ednote}`R1`, {cite:p}`one` and {cite:p}`two`[^n]."
)
GOOD = (
    "**Жирное** {cite:p}`two` и {cite:p}`one`[^n], *это* `code`{ednote}`R1`, "
    "в {fact}`area` и {fact}`семь <ratified>`, см. [сайт](https://a.org/x) и [то](#b)."
)


def told(msgid, msgstr, language="ru"):
    catalogue = Catalogue("x.po", language, (Entry(msgid, msgstr, 7),))
    found = breaches(catalogue)
    assert all(each.at.line == 7 and each.at.path == "x.po" for each in found)
    return found


def test_another_order_and_other_words_are_a_translators_right():
    assert told(MSGID, GOOD) == []


FAULTS = [
    # What was planted, in place of what, the rule, and what its message must tell.
    ("{fact}`area`", "", "message-roles", "{fact}`area` is lost"),
    ("{fact}`area`", "{fact}`aria`", "message-roles", "write {fact}`area`"),
    ("{fact}`area`", "{fact}`area` {fact}`area`", "message-roles", "{fact}`area` is not in"),
    ("<ratified>", "<signed>", "message-roles", "write {fact}`ratified`"),
    ("{fact}`area`", "{fakt}`area`", "message-roles", "{fact}`area` is lost"),
    ("{fact}`area`", "{fact} `area`", "message-roles", "{fact}`area` is lost"),
    ("{fact}`area`", "{fact}`area", "message-roles", "write {fact}`area`"),
    ("`code`", "`code`, `ещё", "message-markup", "accent"),
    ("{cite:p}`two`", "{cite:t}`two`", "message-roles", "{cite:p}`two` is lost"),
    ("{cite:p}`two`", "{cite:p}`two`{download}`../references.bib`", "message-roles", "download"),
    ("{ednote}`R1`", "", "message-roles", "{ednote}`R1` is lost"),
    ("[^n]", "", "message-footnotes", "[^n] is lost"),
    ("[^n]", "[^m]", "message-footnotes", "write [^n]"),
    ("https://a.org/x", "https://b.org/x", "message-links", "write link https://a.org/x"),
    ("https://a.org/x", "javascript:alert(1)", "message-links", "link https://a.org/x is lost"),
    ("(#b)", "", "message-links", "link #b is lost"),
    ("[то](#b)", "[то](#b) <https://evil.example>", "message-links", "evil.example"),
    ("[то](#b)", "[то](#b) ![x](file:///etc/passwd)", "message-markup", "]("),
    ("[то](#b)", "[то] (#b)", "message-links", "link #b is lost"),
    ("*это*", "это", "message-markup", "italic is lost"),
    ("**Жирное**", "**Жирное", "message-markup", "bold is lost"),
    ("`code`", "`код`", "message-markup", "write code code"),
    ("`code`", "`code`{.x #y}", "message-markup", "attribute"),
    ("*это*", "[*это*]{#id}", "message-markup", "attribute id=id"),
    ("это", "{{ 7 * 7 }}", "message-markup", "{{"),
    ("это", "<script>alert(1)</script>", "message-html", "<script>"),
    ("это", "<img src=x onerror=alert(1)>", "message-html", "onerror"),
    ("это", "<!-- это -->", "message-html", "<!--"),
    ("это", 'это" onclick="x', "message-markup", "quotation marks of the language"),
    ("это", "эт\u200bо", "message-characters", "U+200B zero width space"),
    ("это", "эт\u00adо", "message-characters", "U+00AD soft hyphen"),
    ("это", "\u202eэто", "message-characters", "U+202E"),
    ("это", "это\x00", "message-characters", "U+0000"),
    ("это", "и\u0306", "message-characters", "type it anew"),
    ("это", "этo", "message-letters", "write это"),
    ("это", "c этим", "message-letters", "write с"),
    ("это", "это\n\nто", "message-shape", "blank lines"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "words"), FAULTS)
def test_a_planted_fault_is_found(old, new, rule, words):
    assert old in GOOD
    found = told(MSGID, GOOD.replace(old, new))
    assert rule in {each.rule for each in found}
    assert any(words in each.message for each in found if each.rule == rule), found


BEGINNINGS = [
    "- Один", "* Один", "+ Один", "1. Один", "1) Один", "2019. Один", "# Один", "> Один", "---",
    "Один\n---", "Один\n===", "| Один | два |\n|---|---|", "    Один", "\tОдин", "```\nОдин\n```",
    "```{include} ../../etc/passwd\n```", "```{literalinclude} ../references.bib\n```",
    ":::{raw} html\n<script>alert(1)</script>\n:::", ":::{eval-rst}\n.. include:: x\n:::",
    "(цель)=\nОдин", "% Один", "+++", "---\na: b\n---", "{.x}\nОдин", "[^1]: Один",
    "[a]: https://x.org", "<div>Один</div>", "<!-- Один -->", " ", "\n",
]  # fmt: skip


@pytest.mark.parametrize("msgstr", BEGINNINGS)
def test_what_starts_another_block_is_found(msgstr):
    rules = {each.rule for each in told("One", msgstr)}
    assert rules & {"message-shape", "message-markup"}


def test_a_year_before_a_full_stop_can_be_written():
    assert told("It was 2019.", "2019\\. Так было.") == []


def test_a_literal_sign_of_the_source_may_stand():
    assert told("Trouble: `#` \\* < $ {", "Беда: `#` \\* < $ {") == []


@pytest.mark.parametrize(
    ("msgid", "msgstr", "wrong"),
    [
        ("page %s", "%s-бет", "бет"),
        ("%(a)s of %(b)s", "%(b)s ішінен %(a)s", "%(b)s ішінен %(c)s"),
        ("%b %d, %Y", "%Y ж. %d %b", "<i>%Y</i>"),
        ("found ${n} pages", "${n} бет", "${m} бет"),
        ('<a href="%(path)s">Author</a>', '<a href="%(path)s">Автор</a>', '<a href="/">Автор</a>'),
    ],
)
def test_interface_words_keep_what_the_program_fills(msgid, msgstr, wrong):
    assert told(msgid, msgstr, "kk") == []
    assert told(msgid, wrong, "kk") != []


def test_every_form_of_a_plural_is_read():
    forms = ("%s файл", "%s файла", "<b>%s</b> файлов")
    entry = Entry("one file", "%s файл", 7, plural="%s files", forms=forms)
    assert [each.rule for each in breaches(Catalogue("x.po", "ru", (entry,)))] == [
        "message-html", "message-html",
    ]  # fmt: skip


def test_fuzzy_and_empty_messages_are_not_judged():
    entries = (Entry("One *a*", "", 7), Entry("Two *a*", "<b>", 9, fuzzy=True))
    assert breaches(Catalogue("x.po", "ru", entries)) == []


def test_the_real_catalogues_give_no_alarm():
    paths = sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po"))
    assert len(paths) > 50
    assert lint_files(paths, ROOT) == []
    told = [each for path in paths for each in read_catalogue(path, ROOT).entries if each.msgstr]
    assert len(told) > 1200


def test_each_rule_of_the_build_has_a_planted_fault():
    planted = {rule for _old, _new, rule, _words in FAULTS}
    # Those of numbers have tests of their own.
    signs = [each for each in UNTRUSTED if not each.__module__.endswith("quantities")]
    rules = {each.__name__.replace("_", "-") for each in signs}
    assert rules - planted == {"message-placeholders", "message-noqa"}
    assert [each.rule for each in told("One", "Один # noqa")] == ["message-noqa"]
    assert told("page %s", "страница")[0].rule == "message-placeholders"
