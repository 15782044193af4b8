"""Facts and notes as declared: read strictly, with the line of what is wrong."""

import pytest

from kzbook.errors import KzbookError
from kzbook.finding import Location
from kzbook.manuscript import read_facts, read_notes, read_relations

FACT = '[rural]\nkind = "share"\nvalue = 43\nmeasures = "rural population"\nplaces = ["i-rural"]\n'


def test_a_fact_knows_its_key_and_its_line(tmp_path):
    path = tmp_path / "facts.toml"
    path.write_text("# head\n\n" + FACT, "utf-8")
    fact = read_facts(path, tmp_path)["rural"]
    assert (fact.key, fact.value, fact.places) == ("rural", 43, ("i-rural",))
    assert fact.at == Location("facts.toml", 3)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("= 43", '= "43" x', "facts.toml:3: "),
        ("value", "valeu", "facts.toml:1: [rural]: Object contains unknown field `valeu`"),
        ('"share"', '"part"', "facts.toml:1: [rural]: Invalid enum value 'part'"),
        ("value = 43\n", "", "missing required field `value`"),
        (FACT, "rural = 43\n", "facts.toml: [rural]: "),
    ],
)
def test_what_is_wrong_with_a_fact_names_its_line(tmp_path, old, new, told):
    path = tmp_path / "facts.toml"
    path.write_text(FACT.replace(old, new), "utf-8")
    with pytest.raises(KzbookError) as caught:
        read_facts(path, tmp_path)
    assert told in caught.value.message
    assert caught.value.code == "facts-unreadable"


def test_a_book_without_notes_has_none(tmp_path):
    assert read_notes(tmp_path / "notes.toml", tmp_path) == {}


RELATION = """
[[relations]]
key = "whole"
kind = "sum"
facts = ["rural", "urban"]
total = 100
because = "all live somewhere"
"""


def test_a_relation_knows_its_line_and_is_no_fact(tmp_path):
    path = tmp_path / "facts.toml"
    path.write_text(FACT + RELATION + RELATION.replace("whole", "again"), "utf-8")
    relations = read_relations(path, tmp_path)
    assert [(each.key, each.at) for each in relations] == [
        ("whole", Location("facts.toml", 7)),
        ("again", Location("facts.toml", 14)),
    ]
    assert list(read_facts(path, tmp_path)) == ["rural"]
    path.write_text(FACT, "utf-8")
    assert read_relations(path, tmp_path) == ()
    assert read_relations(tmp_path / "none.toml", tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("total", "totle", "facts.toml:7: [whole]: Object contains unknown field `totle`"),
        ("total = 100\n", "", "facts.toml:7: [whole]: Object missing required field `total`"),
        ('"sum"', '"product"', "facts.toml:7: [whole]: Invalid value 'product' - at `$.kind`"),
        ('kind = "sum"\n', "", "facts.toml:7: [whole]: Object missing required field `kind`"),
        (', "urban"', "", "facts.toml:7: [whole]: Expected `array` of length >= 2"),
        ('key = "whole"\n', "", "facts.toml:7: [relations]: Expected `str` of length >= 1"),
        ("total = 100", "total = true", "facts.toml:7: [whole]: Expected `int | float | str`"),
        ("[[relations]]", "[relations]", "facts.toml:7: [relations]: the relations have this name"),
        (RELATION, RELATION * 2, "facts.toml:14: [whole]: the relation in line 7 has this key"),
        (
            'kind = "sum"\nfacts = ["rural", "urban"]\ntotal = 100',
            'kind = "length"\nfact = "rural"\nitems.en = ["a", "a"]',
            "facts.toml:7: [whole]: items name one of them twice in en",
        ),
        (
            'kind = "sum"\nfacts = ["rural", "urban"]\ntotal = 100',
            'kind = "length"\nfact = "rural"\nitems.en = ["a", " "]',
            "facts.toml:7: [whole]: items must begin with a letter or a figure in en",
        ),
        ("urban", "rural", "facts.toml:7: [whole]: facts names one of them twice"),
        ("100", "nan", "facts.toml:7: [whole]: total is no number to compare with"),
        (FACT + RELATION, "relations = [1]\n", "facts.toml: [relations]: "),
        (FACT + RELATION, "relations = 1\n", "facts.toml: [relations]: "),
    ],
)
def test_what_is_wrong_with_a_relation_names_its_line(tmp_path, old, new, told):
    path = tmp_path / "facts.toml"
    path.write_text((FACT + RELATION).replace(old, new), "utf-8")
    with pytest.raises(KzbookError) as caught:
        read_relations(path, tmp_path)
    assert told in caught.value.message
    assert caught.value.code == "facts-unreadable"
