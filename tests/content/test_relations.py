"""Relations: each kind holds and breaks; the book's own are reckoned, noted and no tautologies."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from conftest import ROOT, SAID
from kzbook.book import Book
from kzbook.content.reckoning import clash, measure, named, says
from kzbook.finding import Location, checks, findings
from kzbook.manuscript import Fact, FactUse, Manuscript, NoteCall, read_facts, read_relations
from kzbook.relations import (
    Chronology,
    Equal,
    Length,
    Near,
    NotAfter,
    Order,
    Percentage,
    RoundedDown,
    Sum,
)

FACTS = """
a.count = 3
b.count = 4
c.count = 4
seven.count = 7
people.count = 1335
all.count = 100000
about.count = 99000
share.share = 1
other.share = 2
double.ratio = 2
small.duration = 11
small.unit = "months"
long.duration = 1
long.unit = "years"
days.duration = 5
days.unit = "days"
early.year = 2005
law.year = 2006
march.month = "2006-03"
april.month = "2006-04"
plan.period = "2006-2010"
longer.period = "2006-2011"
future.year = 2050
article.article = "467"
lettered.article = "125 (3b)"
"""


def manuscript(folder, relation):
    """A manuscript of the facts above, each a line of its own, and of one relation."""
    path = folder / "facts.toml"
    tables = []
    for line in FACTS.strip().splitlines():
        key, field, value = re.fullmatch(r"(\w+)\.(\w+) = (.*)", line).groups()
        if field == "unit":
            tables[-1] += f"unit = {value}\n"
        else:
            tables.append(
                f'[{key}]\nkind = "{field}"\nvalue = {value}\nmeasures = "x"\nplaces = []\n'
            )
    declared = f'[[relations]]\nkey = "it"\nbecause = "so it is"\n{relation}\n'
    path.write_text("\n".join(tables) + declared, "utf-8")
    facts = read_facts(path, folder)
    return Manuscript(
        language="en", facts=tuple(facts.values()), relations=read_relations(path, folder)
    )


def rules_and_messages(record):
    return [
        (found.rule, found.message)
        for name, run in checks[Manuscript].items()
        if name.startswith(("relation", "discrepancy"))
        for found in run(record)
    ]


HOLDING = [
    'kind = "sum"\nfacts = ["a", "b"]\ntotal = 7',
    'kind = "sum"\nfacts = ["a", "b"]\ntotal = "seven"',
    'kind = "sum"\nfacts = ["small", "long"]\ntotal = 23',
    'kind = "order"\nfacts = ["a", "b", "seven"]',
    'kind = "order"\nfacts = ["a", "b", "c"]\nor-equal = true',
    'kind = "order"\nfacts = ["small", "long"]',
    'kind = "limit"\nfact = "article"\nmost = 467',
    'kind = "limit"\nfact = "long"\nmost = 1',
    'kind = "equal"\nfacts = ["b", "c"]',
    'kind = "equal"\nfacts = ["law", "march"]',
    'kind = "equal"\nfacts = ["law", "plan.start", "longer.start"]',
    'kind = "near"\nfacts = ["a", "b"]\nwithin = 1',
    'kind = "rounded-down"\nexact = "people"\nrounded = "people"\nto = 5',
    'kind = "percentage"\npart = "people"\nwhole = "all"\nshare = "share"',
    'kind = "ratio"\nof = "seven"\nto = "b"\nat-least = 1.75\nbelow = "double"',
    'kind = "chronology"\nfacts = ["early", "law", "future"]',
    'kind = "chronology"\nfacts = ["march", "april"]',
    'kind = "chronology"\nfacts = ["early", "plan", "future"]',
    'kind = "within"\nfact = "march"\nperiod = "plan"',
    'kind = "within"\nfact = "plan"\nperiod = "longer"',
    'kind = "not-after"\ndate = "april"\nlater = ["future"]',
    'kind = "length"\nfact = "a"\nitems.en = ["x", "y", "z"]',
]
BROKEN = [
    ('kind = "sum"\nfacts = ["a", "b"]\ntotal = 8', "3 + 4 = 7, not 8"),
    ('kind = "sum"\nfacts = ["a", "b"]\ntotal = "all"', "3 + 4 = 7, not 100,000"),
    ('kind = "order"\nfacts = ["b", "c"]', "4 is not less than 4"),
    ('kind = "order"\nfacts = ["seven", "a"]\nor-equal = true', "7 is more than 3"),
    ('kind = "order"\nfacts = ["long", "small"]', "1 years is not less than 11 months"),
    ('kind = "limit"\nfact = "article"\nmost = 466', "467 is more than 466"),
    ('kind = "equal"\nfacts = ["a", "b"]', "4 is not 3"),
    ('kind = "equal"\nfacts = ["march", "april"]', "2006-04 is not 2006-03"),
    ('kind = "equal"\nfacts = ["law", "plan.end"]', "2010 is not 2006"),
    ('kind = "equal"\nfacts = ["plan", "longer"]', "2006-2011 is not 2006-2010"),
    ('kind = "near"\nfacts = ["a", "seven"]\nwithin = 3.5', "3 and 7 differ by 4, more than 3.5"),
    ('kind = "rounded-down"\nexact = "all"\nrounded = "about"\nto = 1000',
     "100,000 cut to a multiple of 1,000 is 100,000, not 99,000"),
    ('kind = "percentage"\npart = "people"\nwhole = "all"\nshare = "other"',
     "1,335 of 100,000 is 1.34%, which rounds to 1, not 2"),
    ('kind = "ratio"\nof = "seven"\nto = "b"\nat-least = 1.8\nbelow = 2',
     "7 / 4 is 1.75, not from 1.8 to below 2"),
    ('kind = "chronology"\nfacts = ["law", "march"]', "2006 is not over before 2006-03"),
    ('kind = "chronology"\nfacts = ["plan", "longer"]', "2006-2010 is not over before 2006-2011"),
    ('kind = "within"\nfact = "early"\nperiod = "plan"', "2005 does not lie within 2006-2010"),
    ('kind = "within"\nfact = "longer"\nperiod = "plan"',
     "2006-2011 does not lie within 2006-2010"),
    ('kind = "not-after"\ndate = "april"', "future, 2050, begins after 2006-04"),
    ('kind = "not-after"\ndate = "march"\nlater = ["future"]',
     "april, 2006-04, begins after 2006-03"),
    ('kind = "not-after"\ndate = "april"\nlater = ["future", "law"]',
     "law, 2006, does not begin after 2006-04"),
    ('kind = "length"\nfact = "a"\nitems.en = ["x", "y", "z"]\nitems.ru = ["x", "y"]',
     "3, but the list has 2 items in ru"),
]  # fmt: skip
UNCOMPARABLE = [
    ('kind = "order"\nfacts = ["a", "share"]', "different units: a in count, share in percent"),
    ('kind = "order"\nfacts = ["days", "long"]', "different units: days in days, long in months"),
    ('kind = "sum"\nfacts = ["a", "b"]\ntotal = "share"', "different units"),
    ('kind = "equal"\nfacts = ["a", "law"]', "different units: a in count, law in time"),
    ('kind = "order"\nfacts = ["early", "law"]', "the kind for times is chronology"),
    ('kind = "chronology"\nfacts = ["a", "b"]', "a is no year, month or period"),
    ('kind = "limit"\nfact = "lettered"\nmost = 467', "lettered, 125 (3b), is no plain number"),
    ('kind = "percentage"\npart = "people"\nwhole = "all"\nshare = "a"',
     "a is in count; share must be in percent"),
    ('kind = "ratio"\nof = "seven"\nto = "b"\nat-least = 1\nbelow = "c"',
     "c is in count; below must be in ratio"),
]  # fmt: skip


@pytest.mark.parametrize("relation", HOLDING)
def test_a_relation_that_holds_is_silent(tmp_path, relation):
    assert rules_and_messages(manuscript(tmp_path, relation)) == []


@pytest.mark.parametrize(("relation", "told"), BROKEN)
def test_a_relation_that_breaks_says_what_the_figures_give(tmp_path, relation, told):
    record = manuscript(tmp_path, relation)
    [(rule, message)] = rules_and_messages(record)
    assert rule == "relation-broken"
    assert f"relation 'it' does not hold: {told}" in message
    assert "but so it is. Mend the value of " in message
    facts = {fact.key: fact for fact in record.facts}
    for name in named(record.relations[0]):
        assert f"{name} (line {measure(name, facts).line})" in message


@pytest.mark.parametrize(("relation", "told"), UNCOMPARABLE)
def test_what_cannot_be_compared_is_told_and_not_judged(tmp_path, relation, told):
    [(rule, message)] = rules_and_messages(manuscript(tmp_path, relation))
    assert rule == "relation-unit"
    assert told in message


@pytest.mark.parametrize("name", ["nobody", "plan.middle", "law.start", ".start"])
def test_an_unknown_fact_is_told_and_not_judged(tmp_path, name):
    record = manuscript(tmp_path, f'kind = "equal"\nfacts = ["law", "{name}"]')
    [(rule, message)] = rules_and_messages(record)
    assert rule == "relation-unknown-fact"
    assert f"'it' names {name!r}" in message


def test_no_part_of_nothing():
    numbers = {name: quantity(name, 0) for name in ("part", "whole", "share")}
    relation = Percentage(key="p", because="x", part="part", whole="whole", share="share")
    assert says(relation, numbers) == "of 0 there is no share"


def quantity(name, value, kind="count"):
    fact = Fact(key=name, kind=kind, value=value, measures="x", places=())
    return measure(name, {name: fact})


def numbered(values, kind="count"):
    return {f"f{i}": quantity(f"f{i}", value, kind) for i, value in enumerate(values)}


numbers = st.lists(st.integers(0, 20), min_size=2, max_size=5)


@given(numbers)
def test_order_is_the_order_of_numbers(values):
    of = numbered(values)
    common = {"key": "k", "because": "x", "facts": tuple(of)}
    assert (says(Order(**common), of) == "") == (values == sorted(set(values)))
    assert (says(Order(**common, or_equal=True), of) == "") == (values == sorted(values))


@given(numbers, st.integers(0, 100))
def test_a_sum_is_the_sum(values, total):
    of = numbered(values)
    relation = Sum(key="k", because="x", facts=tuple(of), total=total)
    assert (says(relation, of) == "") == (sum(values) == total)


@given(st.lists(st.integers(1900, 1910), min_size=2, max_size=5))
def test_chronology_and_equality_of_years(values):
    of = numbered(values, "year")
    common = {"key": "k", "because": "x", "facts": tuple(of)}
    assert (says(Chronology(**common), of) == "") == (values == sorted(set(values)))
    assert (says(Equal(**common), of) == "") == (len(set(values)) == 1)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 20))
def test_nearness_and_rounding(one, other, step):
    of = numbered([one, other])
    near = Near(key="k", because="x", facts=("f0", "f1"), within=step)
    down = RoundedDown(key="k", because="x", exact="f0", rounded="f1", to=step)
    assert (says(near, of) == "") == (abs(one - other) <= step)
    assert (says(down, of) == "") == (other % step == 0 and 0 <= one - other < step)


def listed(text, *, apart=False, language="en", items=("Aktau", "Almaty", "Saint Petersburg")):
    relation = Length(key="l", because="x", fact="a", items={"en": items}, apart=apart)
    use = FactUse("a", "", language, "one", Location("docs/one.md", 4), passage=text)
    record = Manuscript(
        language="en",
        facts=(Fact(key="a", kind="count", value=3, measures="x", places=()),),
        relations=(relation,),
        fact_uses=(use,),
    )
    return [message for rule, message in rules_and_messages(record) if rule == "relation-list"]


@pytest.mark.parametrize(
    "text",
    [
        "3 cities: Aktau, Almaty, and Saint\u00a0Petersburg.",
        "in Aktau (a port), Almaty or Saint Petersburg",
        "from Aktau; in Almaty; and in Saint Petersburg’s suburbs",
    ],
)
def test_a_list_is_found_in_its_passage(text):
    assert listed(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3 cities: Aktau and Almaty.", "has no Saint Petersburg"),
        ("Aktau, Almaty, Oral, and Saint Petersburg", "not as one list of no others"),
        ("Aktau, Almaty, Saint Petersburg, and Oral", "not as one list of no others"),
        ("Almaty, Aktau, and Saint Petersburg", "not as one list of no others"),
    ],
)
def test_a_list_that_is_not_whole_is_told(text, told):
    [message] = listed(text)
    assert message.startswith("list 'l': the en text of 'one' that prints the figure has ")
    assert told in message


def test_items_that_stand_apart_need_no_list():
    text = "Saint Petersburg is far. Almaty and Aktau are not."
    assert listed(text)
    assert listed(text, apart=True) == []


def test_a_language_without_items_is_told():
    [message] = listed("3 қала: Ақтау", language="kk")
    assert "items has no kk" in message


# The book itself


def told(manuscripts):
    return [
        (each.rule, each.severity, each.message)
        for each in findings(*manuscripts)
        if each.rule.startswith(("relation", "discrepancy"))
    ]


DISCREPANCIES = {
    "ethnic-groups": "58 + 20 + 12 = 90, not 100; as the author wrote it, noted in R01a, R01b",
    "turkmenistan-in-population":
        "73,000,000 is not less than 18,833,100; as the author wrote it, noted in R02a",
    "stay-before-registration":
        "30 days is more than 5 days; as the author wrote it, noted in R08a, R08b",
    "last-article": "1341 is more than 467; as the author wrote it, noted in R03",
    "enbek-families-in-time":
        "2018-2022 does not lie within 2017-2021; as the author wrote it, noted in R07a, R07b",
}  # fmt: skip


def test_five_discrepancies_are_told_and_stop_nothing(manuscripts):
    assert told(manuscripts.values()) == [
        ("relation-discrepancy", "info", f"{key}: {words}") for key, words in DISCREPANCIES.items()
    ]


def test_the_command_tells_them_once_and_ends_well(published):
    lines = (ROOT / "docs/facts.toml").read_text("utf-8").splitlines()
    told = (published.parent / SAID).read_text("utf-8").splitlines()
    rows = [re.fullmatch(r"(\S+):(\d+): (\w+): ([\w-]+): .+ \[relation-discrepancy\]", each)
            for each in told if "[relation-" in each]  # fmt: skip
    assert [row[4] for row in rows] == list(DISCREPANCIES)
    assert {(row[1], lines[int(row[2]) - 1], row[3]) for row in rows} == {
        ("docs/facts.toml", "[[relations]]", "info")
    }


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_each_note_of_a_discrepancy_is_wanted_in_each_language(manuscripts, language):
    record = manuscripts[language]
    for relation in record.relations:
        for note in relation.discrepancy:
            calls = tuple(call for call in record.note_calls if call.key != note)
            elsewhere = (*calls, NoteCall(note, "references", Location("docs/references.md", 1)))
            for changed in (calls, elsewhere):
                errors = [
                    message
                    for rule, severity, message in told([replace(record, note_calls=changed)])
                    if (rule, severity) == ("discrepancy-unnoted", "error")
                ]
                assert len(errors) == 1
                assert errors[0].startswith(f"discrepancy {relation.key!r}: note {note!r} is not")
                assert f"in the {language} text" in errors[0]


def test_a_note_that_is_not_declared_is_told(manuscripts):
    record = manuscripts["en"]
    notes = tuple(note for note in record.notes if note.key != "R03")
    assert [message for rule, _, message in told([replace(record, notes=notes)])
            if rule == "discrepancy-unnoted"] == [
        "discrepancy 'last-article': no note 'R03' in docs/notes.toml; declare it or mend the key"
    ]  # fmt: skip


def with_value(record, key, value):
    facts = tuple(replace(each, value=value) if each.key == key else each for each in record.facts)
    return replace(record, facts=facts)


@pytest.mark.parametrize(
    ("key", "value", "relation"),
    [
        ("share-kazakh", 68, "ethnic-groups"),
        ("turkmenistan-migrants", 73000, "turkmenistan-in-population"),
        ("registration-term", 30, "stay-before-registration"),
        ("article-doubtful", "134", "last-article"),
        ("enbek-families-period", "2018-2021", "enbek-families-in-time"),
    ],
)
def test_a_mended_discrepancy_is_an_error(manuscripts, key, value, relation):
    found = [
        each for each in told([with_value(manuscripts["en"], key, value)]) if each[1] == "error"
    ]
    assert [rule for rule, _, _ in found] == ["discrepancy-mended"]
    assert f"relation {relation!r} holds now" in found[0][2]


VALUES = {
    "year": [1900, 2100],
    "month": ["1900-01", "2100-01"],
    "period": ["1900-1901", "2100-2101", "1900-2101", "2018-2018"],
    "article": ["1", "9999"],
}


def test_every_figure_of_every_relation_decides_it(manuscripts):
    """No relation is true by construction: each of its facts can break it, or mend it."""
    record = manuscripts["en"]
    facts = {each.key: each for each in record.facts}
    for relation in record.relations:
        for name in named(relation):
            key = name if name in facts else name.rpartition(".")[0]
            values = VALUES.get(facts[key].kind, [0, 1, 3, 5, 30, 68, 22, 99, 10**9])
            assert bool(judged(relation, facts)) == bool(relation.discrepancy)
            assert any(
                bool(judged(relation, {**facts, key: replace(facts[key], value=value)}))
                != bool(relation.discrepancy)
                for value in values
            ), (relation.key, name)


def judged(relation, facts):
    names = list(named(relation))
    if isinstance(relation, NotAfter):
        names += [key for key, each in facts.items() if each.kind in {"year", "month", "period"}]
    of = {name: measure(name, facts) for name in names}
    assert clash(relation, of) == ""
    return says(relation, of)


def test_no_time_of_the_book_may_pass_its_date(manuscripts):
    record = manuscripts["en"]
    [relation] = [each for each in record.relations if isinstance(each, NotAfter)]
    later = {"year": 2022, "month": "2021-03"}
    times = [each for each in record.facts if each.kind in later and each.key != relation.date]
    assert len(times) == 55
    for each in times:
        changed = told([with_value(record, each.key, later[each.kind])])
        words = f"{each.key}, {later[each.kind]}, begins after 2021-02"
        assert any(words in message for _, _, message in changed) == (
            each.key not in relation.later
        )


def test_the_date_of_the_text_is_that_of_the_book():
    assert read_facts(ROOT / "docs/facts.toml", ROOT)["profile-date"].value == Book.load(ROOT).date


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_list_is_held_by_the_text_of_every_language(manuscripts, language):
    record = manuscripts[language]
    lists = [each for each in record.relations if isinstance(each, Length)]
    assert len(lists) == 6
    for relation in lists:
        items = relation.items[language]
        for item in items:
            words = r"\s+".join(rf"{re.escape(word)}\w*" for word in item.split())
            assert told_of_lists(record, relation, rf"\b{words}", "")
        if not relation.apart:
            assert told_of_lists(
                record, relation, rf"(?={re.escape(items[-1].split()[0])})", "Ойыл, "
            )


def told_of_lists(record, relation, pattern, words):
    uses = tuple(
        replace(use, passage=re.sub(pattern, words, use.passage))
        if use.key == relation.fact
        else use
        for use in record.fact_uses
    )
    return [
        message
        for rule, _, message in told([replace(record, fact_uses=uses)])
        if rule == "relation-list" and f"list {relation.key!r}" in message
    ]


def inventory():
    for line in (ROOT / "tests/data/invariants.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            key, relations, places = (part.split() for part in line.split("|"))
            yield key[0], [] if relations == ["-"] else relations, places


def test_every_invariant_of_the_inventory_is_declared_over_its_figures():
    facts = read_facts(ROOT / "docs/facts.toml", ROOT)
    relations = {each.key: each for each in read_relations(ROOT / "docs/facts.toml", ROOT)}
    by_place = {place: key for key, fact in facts.items() for place in fact.places}
    rows = list(inventory())
    assert len(rows) == 47
    for _, keys, places in rows:
        meant = {by_place[place] for place in places}
        if not keys:
            # One fact in all places: the text cannot differ from itself.
            assert len(places) > 1
            assert len(meant) == 1
            continue
        over = {
            name if name in facts else name.rpartition(".")[0]
            for key in keys
            for name in named(relations[key])
        }
        assert meant <= over
    assert {key for _, keys, _ in rows for key in keys} == set(relations)
    failing = {key for row, keys, _ in rows for key in keys if row.startswith("fail-")}
    assert {each.key for each in relations.values() if each.discrepancy} == failing
    assert failing == set(DISCREPANCIES)
