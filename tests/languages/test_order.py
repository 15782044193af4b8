"""The order of letters, and the list of abbreviations that stands in it."""

import re

import polib
import pytest
from lxml import html

from conftest import ROOT
from kzbook.languages.order import sort_key
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
