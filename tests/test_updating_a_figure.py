"""One figure is changed in docs/facts.toml: what follows, as CONTRIBUTING promises it."""

import csv
import json
import re

import polib
import pymupdf
import pytest
from lxml import html

from conftest import ROOT, copy_of_profile, run_kzbook
from editions import epub_documents, html_pages, text_of

LANGUAGES = ["en", "ru", "kk"]
KEY, OLD, NEW = "enbek-families", 59_000, 61_000
"""Printed in numerals, once, in Part VII."""
PAGE = "human-trafficking"
CHARTED, TABLED = "identified-before", "usaid-served"
"""Drawn in a chart, 83 until now, and printed in a table of ours."""


def changed(folder, values):
    """Copy the book and give some of its facts other values."""
    root = folder / "book"
    copy_of_profile(root)
    path = root / "docs/facts.toml"
    text = path.read_text("utf-8")
    for key, value in values.items():
        pattern = rf"(?m)(^\[{key}\]\n(?:(?!\[).*\n)*?value = ).+$"
        text, times = re.subn(pattern, rf"\g<1>{value}", text)
        assert times == 1, key
    path.write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def updated(tmp_path_factory):
    """The book published with one figure in numerals changed, and a second to another class."""
    values = {KEY: NEW, "regions": 22, CHARTED: 60, TABLED: 170_000}
    root = changed(tmp_path_factory.mktemp("updated"), values)
    done = run_kzbook("publish", root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root, done.stdout


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """What a check of the book says when figures in words and in numerals have changed."""
    values = {
        "shelters": 9, "certificate-term": 6, "regions": 22, "usaid-rehabilitated": 705, "rural": 45,
    }  # fmt: skip
    root = changed(tmp_path_factory.mktemp("checked"), values)
    done = run_kzbook("check", "--format", "json", root=root)
    return done.returncode, json.loads(done.stdout)


def printed(number, language):
    return f"{number:,}".replace(",", "," if language == "en" else " ")


def html_text(dist, language):
    return "\n".join(text_of(page) for _, page in html_pages(dist / language))


def epub_text(dist, language):
    path = dist / f"downloads/kazakhstan-migration-profile-{language}.epub"
    return "\n".join(text_of(root) for _, root in epub_documents(path))


def pdf_text(dist, language):
    with pymupdf.open(dist / f"downloads/kazakhstan-migration-profile-{language}.pdf") as book:
        return "\n".join(page.get_text() for page in book)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("read", [html_text, epub_text, pdf_text])
def test_every_edition_prints_the_new_value(updated, language, read):
    root, _ = updated
    text = " ".join(read(root / "dist", language).split())
    assert len(text) > 30_000
    assert printed(NEW, language) in text
    assert printed(OLD, language) not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chart_draws_it(updated, language):
    root, _ = updated
    dist = root / "dist"
    page = html.parse(dist / language / f"{PAGE}.html")
    (image,) = page.xpath("//img[contains(@src, 'fig-trafficking')]")
    assert re.search(r"\b60\b", image.get("alt"))
    assert not re.search(r"\b83\b", image.get("alt"))
    (data,) = page.xpath(f"//details[@id='{image.get('aria-details')}']")
    assert "60" in data.text_content().split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_and_list_of_figures_carry_it(updated, language):
    root, _ = updated
    folder = root / "dist" / language
    (table,) = html.parse(folder / "main-actors.html").xpath(
        "//table[@id='tab-dignity-and-rights']"
    )
    assert printed(170_000, language) in " ".join(table.text_content().split())
    entries = " ".join(
        html.parse(folder / "figures-in-this-profile.html").getroot().text_content().split()
    )
    assert printed(170_000, language) in entries
    assert printed(NEW, language) in entries
    assert printed(OLD, language) not in entries


def test_the_data_carry_it(updated):
    root, _ = updated
    with (root / "dist/facts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    assert {key: rows[key]["value"] for key in (KEY, CHARTED, TABLED)} == {
        KEY: str(NEW), CHARTED: "60", TABLED: "170000",
    }  # fmt: skip
    assert "170\u00a0000" in rows[TABLED]["printed_kk"]


def test_no_translation_goes_stale(updated, kzbook):
    root, _ = updated
    for verb in ("status", "update", "status"):
        done = kzbook("catalogs", verb, *(["--format", "json"] * (verb == "status")), root=root)
        assert done.returncode == 0, done.stderr
        if verb == "status":
            rows = json.loads(done.stdout)
            assert {row["language"] for row in rows} == set(LANGUAGES)
            assert all(row["translated"] == row["messages"] for row in rows)
            assert not any(row["fuzzy"] for row in rows)


def test_words_that_no_longer_fit_are_told_and_the_release_is_made(updated):
    _, told = updated
    (line,) = [each for each in told.splitlines() if "warning" in each]
    assert "locales/ru/LC_MESSAGES/basic-information.po:" in line
    assert "«областей» does not fit 22, the figure 'regions'; write «области»" in line
    assert line.endswith("[counted-noun]")


def message(language, domain, words):
    """The place of the message that holds *words*, as a finding gives it: of its msgid."""
    path = f"locales/{language}/LC_MESSAGES/{domain}.po"
    (entry,) = [each for each in polib.pofile(ROOT / path) if words in each.msgstr]
    lines = (ROOT / path).read_text("utf-8").splitlines()
    return path, next(
        number
        for number, text in enumerate(lines, 1)
        if number >= entry.linenum and text.startswith("msgid ")
    )


def places(rule, told):
    return sorted((each["path"], each["line"]) for each in told if each["rule"] == rule)


def test_a_figure_in_words_lists_the_message_to_mend_in_each_language(checked):
    code, told = checked
    assert code == 1
    shelters = [each for each in told if "'shelters'" in each["message"]]
    page = (ROOT / f"docs/{PAGE}.md").read_text("utf-8").splitlines()
    (line,) = [number for number, text in enumerate(page, 1) if "<shelters>" in text]
    assert places("fact-words", shelters) == [
        (f"docs/{PAGE}.md", line),
        message("kk", PAGE, "{fact}`сегіз <shelters>`"),
        message("ru", PAGE, "{fact}`восемь <shelters>`"),
    ]
    assert {each["severity"] for each in shelters} == {"error"}
    assert all("mend the words" in each["message"] for each in shelters)


def test_a_figure_in_numerals_lists_only_the_words_that_do_not_fit(checked):
    _, told = checked
    assert places("counted-noun", told) == [message("ru", "basic-information", "{fact}`regions`")]
    assert places("suffix-harmony", told) == [
        message("kk", "main-actors", "{fact}`usaid-rehabilitated`")
    ]


def test_a_broken_relation_is_named(checked):
    _, told = checked
    (broken,) = [each for each in told if each["rule"] == "relation-broken"]
    assert broken["path"] == "docs/facts.toml"
    assert broken["severity"] == "error"
    assert "'rural-urban' does not hold: 45 + 57 = 102, not 100" in broken["message"]


def test_nothing_else_is_found(checked):
    _, told = checked
    expected = {"fact-words", "counted-noun", "suffix-harmony", "relation-broken"}
    assert {each["rule"] for each in told if each["severity"] != "info"} == expected
