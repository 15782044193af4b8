"""The order of letters, and the list of abbreviations that stands in it."""

import re
import subprocess
import sys

import polib
import pytest
from lxml import html

from conftest import ROOT
from kzbook.languages.order import in_alphabet, sort_key
from kzbook.languages.typography import prose

KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
ROMAN = re.compile("[IVX]+")
NOT_LISTED = {"COVID", "NHK", "NGOS"}
"""Names of a disease and of a broadcaster; a plural."""


@pytest.mark.parametrize(("language", "alphabet"), [("kk", KAZAKH), ("ru", "абвгдеёжзийклмн")])
def test_letters_stand_as_in_the_alphabet(language, alphabet):
    shuffled = alphabet[1::2] + alphabet[::2]
    assert "".join(sorted(shuffled, key=lambda each: sort_key(each, language))) == alphabet
    assert sorted(["Ң", "A", "н", "1"], key=lambda each: sort_key(each, "kk")) == [
        "1", "A", "н", "Ң",
    ]  # fmt: skip


def listed(dist, language):
    page = html.parse(
        str(dist / language / "abbreviations.html"), html.HTMLParser(encoding="utf-8")
    )
    terms = [each.text_content() for each in page.xpath("//dl[contains(@class,'glossary')]/dt")]
    return [term.strip().removesuffix("¶") for term in terms]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_abbreviations_are_sorted_in_every_edition(published, language):
    terms = listed(published, language)
    assert len(terms) == 13
    assert terms == sorted(terms, key=lambda each: sort_key(each, language))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_abbreviation_of_the_text_is_listed_and_no_other(published, language):
    known = {part for term in listed(published, language) for part in re.findall(r"\w+", term)}
    used = set()
    for path in sorted((ROOT / "locales" / language / "LC_MESSAGES").glob("*.po")):
        if path.stem in {"interface", "references", "facts", "abbreviations"}:
            continue
        for entry in polib.pofile(str(path)):
            words = prose(entry.msgid if language == "en" else entry.msgstr)
            used |= set(re.findall(r"(?<!\w)[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2,}(?=s?(?!\w))", words))
    used = {each for each in used if not ROMAN.fullmatch(each)} - NOT_LISTED - {"US"}
    assert used == known


def test_a_list_of_terms_makes_no_index_page(published):
    assert not list(published.rglob("genindex*"))


def test_letters_of_other_alphabets_stand_without_their_accents():
    assert sorted(["zebra", "É", "ea", "A"], key=lambda each: sort_key(each, "kk")) == [
        "A", "É", "ea", "zebra",
    ]  # fmt: skip
    assert sort_key("Йод", "ru") == sort_key("И\u0306од", "ru")


KAZAKH_WORDS = (
    "яғни і ырым Ішкі ұлт үкімет уақыт ңор нан һәм хат өкіл Орал әл ант ғылым гүл қала кен йод иық"
)
KAZAKH_INDEX = {
    "А": ["ант"], "Ә": ["әл"], "Г": ["гүл"], "Ғ": ["ғылым"], "И": ["иық"], "Й": ["йод"],
    "К": ["кен"], "Қ": ["қала"], "Н": ["нан"], "Ң": ["ңор"], "О": ["Орал"], "Ө": ["өкіл"],
    "У": ["уақыт"], "Ұ": ["ұлт"], "Ү": ["үкімет"], "Х": ["хат"], "Һ": ["һәм"], "Ы": ["ырым"],
    "І": ["і", "Ішкі"], "Я": ["яғни"],
}  # fmt: skip
RUSSIAN_WORDS = "ель ёж жук йод иск яма еда"
RUSSIAN_INDEX = {
    "Е": ["еда", "ель"],
    "Ё": ["ёж"],
    "Ж": ["жук"],
    "И": ["иск"],
    "Й": ["йод"],
    "Я": ["яма"],
}


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [("kk", KAZAKH_WORDS, KAZAKH_INDEX), ("ru", RUSSIAN_WORDS, RUSSIAN_INDEX)],
)
def test_the_general_index_of_any_project_stands_in_the_alphabet(
    tmp_path, language, words, expected
):
    """By one line in conf.py, without the rest of kzbook."""
    (tmp_path / "conf.py").write_text(
        f'language = "{language}"\nextensions = ["kzbook.languages.order"]\n', "utf-8"
    )
    entries = "".join(f".. index:: {word}\n\n" for word in [*words.split(), "№ 1", "Latin"])
    (tmp_path / "index.rst").write_text(f"Title\n=====\n\n{entries}Text.\n", "utf-8")
    out = tmp_path / "out"
    subprocess.run([sys.executable, "-m", "sphinx", "-q", tmp_path, out], check=True)
    page = html.parse(str(out / "genindex.html"), html.HTMLParser(encoding="utf-8"))
    found = {
        heading.text_content(): [
            each.text_content() for each in heading.xpath("following-sibling::table[1]//li/a")
        ]
        for heading in page.xpath("//h2")
    }
    assert next(iter(found.values())) == ["№ 1"]
    assert dict(list(found.items())[1:]) == {"L": ["Latin"], **expected}
    assert list(found)[1:] == ["L", *expected]


def test_entries_below_stand_in_the_alphabet_and_headings_asked_for_stay():
    below = [("ұлт", []), ("үй", []), ("у", []), ("әл", [])]
    entries = [("қала", ([], below, None)), ("кен", ([], [], "Ә"))]
    (asked, [first]), (letter, [second]) = in_alphabet(entries, "kk")
    assert (asked, first[0], letter, second[0]) == ("Ә", "кен", "Қ", "қала")
    assert [word for word, _ in second[1][1]] == ["әл", "у", "ұлт", "үй"]


def sources(dist, language, name):
    page = html.parse(str(dist / language / name), html.HTMLParser(encoding="utf-8"))
    return [each.text_content().strip("[]") for each in page.xpath("//span[@class='label']")]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_sources_of_the_notes_stand_in_the_alphabet_by_their_labels(published, language):
    labels = sources(published, language, "editor-sources.html")
    assert len(labels) == 19
    assert labels == sorted(labels, key=lambda each: sort_key(each, language))


def test_the_lists_of_the_author_keep_his_order(published):
    """Part C, and the instruments as the text names them: the same in every language."""
    for name, count in (("references.html", 18), ("instruments.html", 23)):
        orders = []
        for language in ("en", "ru", "kk"):
            page = html.parse(str(published / language / name), html.HTMLParser(encoding="utf-8"))
            orders.append(page.xpath("//*[starts-with(@id,'source-')]/@id"))
        assert len(orders[0]) == count
        assert orders[0] == orders[1] == orders[2]
