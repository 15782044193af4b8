"""Facts and notes as declared: read strictly, with the line of what is wrong."""

import pytest

from kzbook.errors import KzbookError
from kzbook.finding import Location
from kzbook.manuscript import read_facts, read_notes

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
