"""The glossary: its table, the terms in a text, and what is wrong with a row."""

import pytest

from conftest import ROOT
from kzbook.errors import KzbookError
from kzbook.finding import findings
from kzbook.languages.glossary import COLUMNS, read_glossary

HEAD = ",".join([*COLUMNS, "also_ru", "also_kk"])


def glossary(folder, *rows, head=HEAD):
    path = folder / "glossary.csv"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return read_glossary(path, folder)


def test_terms_in_a_text(tmp_path):
    read = glossary(
        tmp_path,
        "refugee,беженец,босқын,,,,",
        "refugee status,статус беженца,босқын мәртебесі,,,,",
        "refuge,спасение,сая,,,,",
        "country; agency; church,страна; агентство; церковь,ел; агенттік; шіркеу,,,,",
        "Assembly,Мажилис,Мәжіліс,,,,",
        "Kazakhs (people),казахи,қазақтар,,,,",
        "Kazakhs (citizens),казахстанцы,қазақстандықтар,,,,",
        '"law on ""trade""",закон,заң,,,,',
    )
    text = "Refugees with refugee status; countries, AGENCIES, churches, refuges; an assembly; Kazakhs."
    assert [(spot.words, *spot.given("ru")) for spot in read.occurrences(text)] == [
        ("Refugees", "беженец"),
        ("refugee status", "статус беженца"),
        ("countries", "страна"),
        ("AGENCIES", "агентство"),
        ("churches", "церковь"),
        ("refuges", "спасение"),
        ("Kazakhs", "казахи"),
        ("Kazakhs", "казахстанцы"),
    ]
    assert read.occurrences("non-refugee, refugeeship") == []


def test_a_row_of_names_pairs_them(tmp_path):
    row = "Bulgaria; Greece,Болгария; Греция,Болгария; Грекия,,,,,болгарский; греческий,*"
    spot = glossary(tmp_path, row).occurrences("to Greece")[0]
    assert spot.accepted("ru") == ("Греция", "греческий")
    assert spot.accepted("kk") == ("Грекия", "*")


FAULTS = [
    (",беженец,босқын,,,,", "the English is missing"),
    ("refugee,,босқын,,,,", "the Russian is missing"),
    ("refugee,беженец,(x),,,,", "the Kazakh is missing"),
    ("refugee", "the Russian is missing"),
    ("refugee,беженец,босқын,,беженец,,", "“беженец” is forbidden, but given here"),
    ("refugee,беженец,босқын,,беженец (*),,", "“беженец” is forbidden, but given here"),
    ("refugee,беженец,босқын,,изгнанник,,,изгнанник,", "“изгнанник” is forbidden"),
    ("refugee,беженец,босқын,,страна,,", "“страна” is forbidden, but given in line 2"),
    ("refugee; country,беженец,босқын,,,,", "“country” stands in line 2 already"),
    ("refugee,беженец,босқын,,,,a, note, of, commas", "more cells than the first line"),
]


@pytest.mark.parametrize(("row", "words"), FAULTS)
def test_a_wrong_row_is_told_with_its_line(tmp_path, row, words):
    found = findings(glossary(tmp_path, "country,страна,ел,,,,", row))
    assert words in " ".join(each.message for each in found)
    assert {(str(each.at), each.rule) for each in found} == {("glossary.csv:3", "glossary-row")}


def test_a_form_may_be_wrong_for_one_term_and_right_for_another(tmp_path):
    rows = ("asylum,убежище,пана,,приют (*),,", "shelter,приют,шелтер,,убежище (*),,")
    assert findings(glossary(tmp_path, *rows)) == []


def test_what_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(KzbookError, match=r"glossary\.csv:1: the column kk is missing"):
        glossary(tmp_path, head="en,ru")
    (tmp_path / "glossary.csv").write_bytes(HEAD.encode() + b"\n\xff")
    with pytest.raises(KzbookError, match=r"glossary\.csv:2: this byte is not UTF-8"):
        read_glossary(tmp_path / "glossary.csv", tmp_path)
    assert read_glossary(tmp_path / "none.csv", tmp_path).terms == ()


def test_the_glossary_of_the_book_is_whole():
    read = read_glossary(ROOT / "locales/glossary.csv", ROOT)
    assert len(read.terms) > 300
    assert findings(read) == []
