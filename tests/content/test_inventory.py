"""The book against the editor's inventory: each figure bound, each contradiction noted."""

from collections import Counter

from conftest import ROOT
from kzbook.manuscript import read_facts, read_notes

NOT_FIGURES = {
    "vii-covid-name",  # the name of a disease
    "vi-uz-two-a",  # "the two countries": no statistic
    "vi-uz-two-b",
    "vii-serpin-one-of",  # "in one of three": the three is bound
}
NOTED = {
    "R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13",
    "R14", "R15", "R16", "R17", "R18", "R21", "R22",
}  # fmt: skip


def inventory():
    return set((ROOT / "tests/data/figures.txt").read_text("utf-8").split())


def test_every_figure_of_the_inventory_is_bound():
    facts = read_facts(ROOT / "docs/facts.toml", ROOT)
    places = Counter(place for fact in facts.values() for place in fact.places)
    assert set(places) == inventory() - NOT_FIGURES


def test_doubtful_figures_keep_the_authors_value():
    facts = read_facts(ROOT / "docs/facts.toml", ROOT)
    by_place = {place: fact.value for fact in facts.values() for place in fact.places}
    assert by_place["ii-turkmenistan-count"] == 73_000_000
    assert by_place["vi-legalised"] == 165
    assert by_place["v-list-1341"] == "1341"
    assert [by_place[f"i-share-{each}"] for each in ("kazakh", "russian", "other-ethnic")] == [
        58,
        20,
        12,
    ]


def test_every_contradiction_is_noted():
    notes = read_notes(ROOT / "docs/notes.toml", ROOT)
    assert {key[:3] for key in notes} == NOTED
