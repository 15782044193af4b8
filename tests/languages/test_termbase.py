"""The glossary as TBX: nothing is lost, and tools that read TBX read it."""

from collections import Counter

import pytest
from lxml import etree
from translate.storage.tbx import tbxfile

from conftest import ROOT
from kzbook.languages.glossary import ANY, COLUMNS, LANGUAGES, read_glossary
from kzbook.languages.termbase import concepts_of, tbx

SCHEMA = ROOT / "tests/data/tbx-basic.rng"
NAMESPACES = {"t": "urn:iso:std:iso:30042:ed-2"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def real():
    return read_glossary(ROOT / "locales/glossary.csv", ROOT)


def counted(glossary, language, deprecated):
    """The forms that the glossary has of a language, whatever concept they came into."""
    found = Counter()
    for term in glossary.terms:
        given = term.english if language == "en" else term.given[language]
        also = () if language == "en" else term.also[language]
        wrong = () if language == "en" else term.forbidden[language]
        right = [*given, *(each for each in also if each not in {*given, ANY})]
        found.update(wrong if deprecated else right)
    return found


def test_the_file_of_2019_is_valid_and_whole(real):
    tree = etree.fromstring(tbx(real, "The book"))
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert schema.validate(tree), schema.error_log
    assert tree.findtext(".//t:title", namespaces=NAMESPACES) == "The book"
    for language in ("en", *LANGUAGES):
        terms = tree.findall(f".//t:langSec[@{XML_LANG}='{language}']/t:termSec", NAMESPACES)
        for deprecated in (False, True):
            found = Counter(
                each.findtext("t:term", namespaces=NAMESPACES)
                for each in terms
                if each.findtext("t:termNote", namespaces=NAMESPACES).startswith("deprecated")
                == deprecated
            )
            assert found == counted(real, language, deprecated)
    only = [each.text for each in tree.iterfind(".//t:termSec/t:note", NAMESPACES)]
    assert len(only) == sum(
        form in term.only_here
        for term in real.terms
        for language in LANGUAGES
        for form in term.forbidden[language]
    )
    notes = {each.text for each in tree.iterfind(".//t:conceptEntry/t:note", NAMESPACES)}
    assert {term.note for term in real.terms if term.note} <= notes


@pytest.mark.parametrize("language", LANGUAGES)
def test_translate_toolkit_reads_the_file_of_2008(real, language):
    read = tbxfile.parsestring(tbx(real, "The book", "2008"))
    assert len(read.units) == len(list(concepts_of(real))) > 400
    terms = [each for unit in read.units for each in unit.get_target_terms(language)]
    sources = Counter(each.text for unit in read.units for each in unit.get_source_terms())
    assert sources == counted(real, "en", deprecated=False)
    for deprecated in (False, True):
        found = Counter(each.text for each in terms if each.deprecated == deprecated)
        assert found == counted(real, language, deprecated)
    assert {"wrong for this term only"} < {note.text for each in terms for note in each.notes}


def test_a_row_of_names_is_a_concept_for_each(tmp_path):
    path = tmp_path / "glossary.csv"
    path.write_text(
        f"{','.join(COLUMNS)}\n"
        "Bulgaria; Greece,Болгария; Греция,Болгария; Грекия,place,Эллада (*);Болгарье,Греция,\n"
        '"NGO (s); body",НПО,ҮЕҰ; ұйым,organisation,,НПО,A & B < C\n',
        "utf-8",
    )
    bulgaria, greece, body = concepts_of(read_glossary(path, tmp_path))
    assert (bulgaria.key, greece.key, body.key) == ("c2-1", "c2-2", "c3")
    assert bulgaria.terms["ru"][0] == ("Болгария", "preferredTerm-admn-sts", "")
    assert ("Болгарье", "deprecatedTerm-admn-sts", "") in bulgaria.terms["ru"]
    assert [each[0] for each in greece.terms["kk"]] == ["Грекия", "Греция"]
    assert [each[:2] for each in body.terms["en"]] == [
        ("NGO", "preferredTerm-admn-sts"),
        ("body", "admittedTerm-admn-sts"),
    ]
    assert body.notes == ("NGO (s); body", "A & B < C")


def test_the_command_writes_the_file(small, kzbook, tmp_path):
    rows = f"{','.join(COLUMNS)}\nvillage,село,ауыл,term,,,\n"
    (small / "locales/glossary.csv").write_text(rows, "utf-8")
    for edition, root in (("2019", "tbx"), ("2008", "martif")):
        file = tmp_path / f"{edition}.tbx"
        done = kzbook("catalogs", "glossary", "--tbx", file, "--edition", edition, root=small)
        assert (done.returncode, done.stdout) == (0, f"{file}: 1 concept\n")
        assert etree.QName(etree.parse(file).getroot()).localname == root


def test_a_wrong_glossary_is_not_written(small, kzbook, tmp_path):
    rows = f"{','.join(COLUMNS)}\nvillage,,ауыл,term,,,\n"
    (small / "locales/glossary.csv").write_text(rows, "utf-8")
    done = kzbook("catalogs", "glossary", "--tbx", tmp_path / "x.tbx", root=small)
    assert done.returncode == 1
    assert "locales/glossary.csv:2: error: the Russian is missing [glossary-row]" in done.stdout
    (small / "locales/glossary.csv").unlink()
    done = kzbook("catalogs", "glossary", "--tbx", tmp_path / "x.tbx", root=small)
    assert done.returncode == 2
    assert "[glossary-missing]" in done.stderr
    assert not (tmp_path / "x.tbx").exists()
