"""Faults planted in the statements of the profile itself, as read in three languages."""

from collections import Counter

import msgspec
import pytest

from kzbook.finding import checks
from kzbook.languages.attributions import names_source
from kzbook.manuscript import Collation, Manuscript

replace = msgspec.structs.replace


def found(rule, record):
    return [each for each in checks[type(record)][rule](record) if each.severity == "error"]


def changed(manuscript, places):
    said = list(manuscript.statements)
    for place, changes in places.items():
        said[place] = replace(said[place], **changes)
    return replace(manuscript, statements=tuple(said))


def citing(manuscript):
    return [place for place, each in enumerate(manuscript.statements) if each.cited]


def test_the_profile_itself_has_no_error(manuscripts):
    original = manuscripts["en"]
    assert len(citing(original)) > 30
    for language, manuscript in manuscripts.items():
        for rule in ("attribution-uncited", "citation-doubled", "fact-source-uncited"):
            assert found(rule, manuscript) == [], language
        collation = Collation(original, manuscript)
        assert found("citation-moved", collation) == [], language
        told = list(checks[Manuscript]["attribution-uncited"](manuscript))
        assert [each.severity for each in told] == ["info", "info"], language
        assert {each.at.path.endswith(".md") for each in told} == {language == "en"}


def test_passages_are_alike_in_every_language(manuscripts):
    passages, *others = (
        Counter(each.passage for each in told.statements).keys() for told in manuscripts.values()
    )
    assert len(passages) > 100
    assert all(other == passages for other in others)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_each_attribution_that_loses_its_citation_is_told(manuscripts, language):
    manuscript = manuscripts[language]
    named = [
        place
        for place in citing(manuscript)
        if names_source(manuscript.statements[place].words, manuscript.statements[place].language)
    ]
    assert len(named) >= 6
    for place in named:
        # Where an excuse of the paragraph would cover it, the sentence that needs it is left.
        told = found("attribution-uncited", changed(manuscript, {place: {"cited": ()}}))
        assert len(told) == 1, manuscript.statements[place].words


def test_an_excuse_that_excuses_nothing_is_told(manuscripts):
    original = manuscripts["en"]
    excused = next(p for p, each in enumerate(original.statements) if not each.excuses)
    (told,) = found("attribution-uncited", changed(original, {excused: {"excuses": ("why",)}}))
    assert "take out “why”" in told.message


def test_each_doubled_citation_is_told(manuscripts):
    for manuscript in manuscripts.values():
        for place in citing(manuscript):
            cited = manuscript.statements[place].cited
            worse = changed(manuscript, {place: {"cited": (*cited, cited[0])}})
            assert len(found("citation-doubled", worse)) == 1


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_each_citation_moved_or_added_in_a_translation_is_told(manuscripts, language):
    original, translation = manuscripts["en"], manuscripts[language]
    said, moves = translation.statements, 0
    for place in citing(translation):
        key, *rest = said[place].cited
        neighbours = [
            other
            for other, each in enumerate(said)
            if each.passage == said[place].passage and key not in each.cited
        ]
        elsewhere = next(p for p, e in enumerate(said) if e.passage != said[place].passage)
        for other in [*neighbours, elsewhere]:
            moved = {
                place: {"cited": tuple(rest)},
                other: {"cited": (*said[other].cited, key)},
            }
            moves += 1
            told = found("citation-moved", Collation(original, changed(translation, moved)))
            assert told, (said[place].words, said[other].words)
            added = {other: {"cited": (*said[other].cited, key)}}
            assert found("citation-moved", Collation(original, changed(translation, added)))
    assert moves > 80


def test_each_fact_of_another_source_is_told(manuscripts):
    original = manuscripts["en"]
    sourced = [place for place, each in enumerate(original.facts) if each.source]
    assert len(sourced) > 15
    for place in sourced:
        facts = list(original.facts)
        facts[place] = replace(facts[place], source="almatyprocess")
        worse = replace(original, facts=tuple(facts))
        # An error where the sentence cites another source, a warning where it cites none.
        assert any(
            "almatyprocess" in each.message
            for each in checks[Manuscript]["fact-source-uncited"](worse)
        ), facts[place].key


def test_each_sentence_that_cites_another_source_than_its_facts_is_told(manuscripts):
    original = manuscripts["en"]
    facts = {each.key: each for each in original.facts}
    planted = 0
    for place in citing(original):
        each = original.statements[place]
        if any(facts[key].source in each.cited for key in each.facts) and not each.ours:
            planted += 1
            worse = changed(original, {place: {"cited": ("almatyprocess",)}})
            assert found("fact-source-uncited", worse)
    assert planted >= 6
