"""A term that is missing or forbidden is found; the real catalogues give no alarm."""

import random
import re
from functools import cache

import pymorphy3
import pytest

from conftest import ROOT
from kzbook.languages.catalogs import Catalogue, Entry, Locales, read_catalogue
from kzbook.languages.glossary import ANY, COLUMNS, read_glossary
from kzbook.languages.linter import lint_files
from kzbook.languages.markup import markup
from kzbook.languages.terms import term_forbidden, term_missing

LANGUAGES = ("ru", "kk")
ROWS = """\
refugee,беженец,босқын,term,,қашқын,
asylum seeker,"лицо, ищущее убежище",пана іздеген адам,term,соискатель убежища,баспана іздеуші,
shelter,приют,шелтер,term,убежище (*),пана (*),
asylum,убежище,пана,term,приют (*),,
Population Migration Act,Закон «О миграции населения»,«Халықтың көші-қоны туралы» Заң,law,,Халықтың көші-қон туралы,
Enbek,«Еңбек»,«Еңбек»,programme,«Енбек»;«Труд»,,
Nur-Sultan,Нур-Султан,Нұр-Сұлтан,place,Астана (*),,
about; some,около,шамамен,stat,,,
Bulgaria; Greece,Болгария; Греция,Болгария; Грекия,place,,,
legend,подпись,атау,term,Легенда,,
UN,ООН,БҰҰ,organisation,,ООН,
"""


@pytest.fixture
def glossary(tmp_path):
    path = tmp_path / "glossary.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{ROWS}", "utf-8")
    return read_glossary(path, tmp_path)


def told(glossary, msgid, msgstr, language="ru"):
    catalogue = Catalogue("x.po", language, (Entry(msgid, msgstr, 7),))
    locales = Locales(language, (catalogue,), glossary)
    return [*term_missing(locales), *term_forbidden(locales)]


RIGHT = [
    ("Refugees came.", "Пришли беженцы.", "ru"),
    ("Help for asylum seekers", "Помощь лицам, которые ищут убежище, — ищущим его лицам", "ru"),
    ("An asylum seeker’s right", "пана іздеген адамның құқығы", "kk"),
    ("asylum and shelter", "убежище и приют", "ru"),
    ("The Population Migration Act", "«Халықтың көші-қоны туралы» Заңы", "kk"),
    ("from Greece", "из Греции", "ru"),
    ("a legend of old", "подпись и легенда", "ru"),
    ("the word “refugee”", "слово «refugee»", "ru"),
    ("the UN", "БҰҰ-ның", "kk"),
    ("refuges", "места", "ru"),
    ("nothing", "Он жил в Астане.", "ru"),
]
WRONG = [
    ("Refugees came.", "Пришли скитальцы.", "ru", "term-missing", "беженец (glossary.csv:2)"),
    ("Refugees came.", "Қашқындар келді, босқындар.", "kk", "term-forbidden", "“Қашқындар”"),
    ("Refugees came.", "Пришли люди.", "ru", "term-missing", "also_ru"),
    ("Help for asylum seekers", "Помощь соискателям убежища", "ru", "term-forbidden", "убежища"),
    ("a shelter", "в убежищах, приютах", "ru", "term-forbidden", "write приют"),
    ("The Population Migration Act", "«Халықтың көші-қон туралы» Заңы, көші-қоны", "kk",
     "term-forbidden", "көші-қон туралы"),
    ("Enbek", "«Труд», «Еңбек»", "ru", "term-forbidden", "«Труд»"),
    ("in Nur-Sultan", "в Астане, Нур-Султане", "ru", "term-forbidden", "Астане"),
    ("from Greece", "из Болгарии", "ru", "term-missing", "gives Греция"),
    ("a map", "Легенды карты", "ru", "term-forbidden", "Легенды"),
    ("the UN", "БҰҰ, ООН-ның", "kk", "term-forbidden", "“ООН”"),
]  # fmt: skip


@pytest.mark.parametrize(("msgid", "msgstr", "language"), RIGHT)
def test_right_words(glossary, msgid, msgstr, language):
    assert told(glossary, msgid, msgstr, language) == []


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[1])
def test_wrong_words(glossary, case):
    msgid, msgstr, language, rule, words = case
    found = told(glossary, msgid, msgstr, language)
    assert any(each.rule == rule and words in each.message for each in found)
    assert {str(each.at) for each in found} == {"x.po:7"}
    assert {each.severity for each in found} == {"warning"}


def test_what_else_may_stand(tmp_path):
    path = tmp_path / "glossary.csv"
    head = ",".join([*COLUMNS, "also_ru", "also_kk"])
    path.write_text(f"{head}\nwages,зарплата,жалақы,stat,,,,оплата труда,*\n", "utf-8")
    glossary = read_glossary(path, tmp_path)
    assert told(glossary, "wages", "Оплату их труда") == []
    assert told(glossary, "wages", "Деньги") != []
    assert told(glossary, "wages", "ақша", "kk") == []


def test_every_form_of_a_plural_is_read(glossary):
    forms = ("беженец", "беженца", "скитальцев")
    entry = Entry("a refugee", forms[0], 3, plural="%s refugees", forms=forms)
    locales = Locales("ru", (Catalogue("x.po", "ru", (entry,)),), glossary)
    assert [each.at.line for each in term_missing(locales)] == [3]


def test_fuzzy_messages_and_other_languages_are_not_judged(glossary):
    entry = Entry("a refugee", "скиталец", 3, fuzzy=True)
    assert not list(term_missing(Locales("ru", (Catalogue("x", "ru", (entry,)),), glossary)))
    assert told(glossary, "a refugee", "ein Mensch", "de") == []


@cache
def real():
    glossary = read_glossary(ROOT / "locales/glossary.csv", ROOT)
    return glossary, {
        language: [
            read_catalogue(path, ROOT)
            for path in sorted((ROOT / "locales" / language / "LC_MESSAGES").glob("*.po"))
        ]
        for language in LANGUAGES
    }


def test_the_real_catalogues_have_terms_to_judge():
    glossary, catalogues = real()
    for language in LANGUAGES:
        judged = [
            spot
            for catalogue in catalogues[language]
            for entry in catalogue.entries
            for spot in glossary.occurrences(markup(entry.msgid).text)
            if ANY not in spot.accepted(language)
        ]
        assert len(judged) > 1000
        assert len({spot.term.line for spot in judged}) > 200


def test_one_file_is_checked_by_the_glossary_beside_it(tmp_path):
    folder = tmp_path / "locales/ru/LC_MESSAGES"
    folder.mkdir(parents=True)
    (tmp_path / "locales/glossary.csv").write_text(f"{','.join(COLUMNS)}\n{ROWS}", "utf-8")
    (folder / "x.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: ru\\n"\n\nmsgid "a refugee"\nmsgstr "скиталец"\n', "utf-8"
    )
    found = lint_files([folder / "x.po"], tmp_path)
    assert [(str(each.at), each.rule) for each in found] == [
        ("locales/ru/LC_MESSAGES/x.po:5", "term-missing")
    ]
    (tmp_path / "locales/glossary.csv").unlink()
    assert lint_files([folder / "x.po"], tmp_path) == []


# Planted faults: in real messages a word that stands for a term gives way to a noun of another
# term, or to a forbidden form, in the same case. Where the word is, another analyser says.


@cache
def morphology():
    return pymorphy3.MorphAnalyzer(lang="ru")


def stands(given, language):
    """Match *given* in a text by its letters alone, so that the rules do not judge themselves."""
    words = re.findall(r"[\w-]+", given)
    keep = [word[: max(3, len(word) - (3 if language == "ru" else 2))] for word in words]
    return re.compile(r"\b" + r"[\w-]*[\s,]+".join(map(re.escape, keep)) + r"[\w-]*", re.IGNORECASE)


def in_its_case(noun, word, language):
    if language == "kk":
        suffix = re.search(r"(?:[лдт][ае]р)?(?:[ыі]?н?[ыі]?ң?|ға|ге|да|де)$", word)
        return noun + suffix[0]
    parsed = morphology().parse(re.split(r"\W", word)[-1])[0]
    wanted = {each for each in (parsed.tag.case, parsed.tag.number) if each}
    made = morphology().parse(noun)[0].inflect(wanted) if wanted else None
    return made.word if made else noun


def plants(language, kind):
    """Yield messages with one term spoilt everywhere: by another noun, or a forbidden form."""
    glossary, catalogues = real()
    chance = random.Random(f"{language} {kind}")
    nouns = sorted({
        form for term in glossary.terms for form in term.given[language]
        if form.isalpha() and form.islower() and len(form) > 4 and term.kind in {"term", "legal"}
    })  # fmt: skip
    for catalogue in catalogues[language]:
        for entry in catalogue.entries:
            source = markup(entry.msgid).text
            for spot in glossary.occurrences(source):
                forms = spot.accepted(language)
                patterns = [stands(form, language) for form in spot.given(language)]
                if ANY in forms or not any(each.search(entry.msgstr) for each in patterns):
                    continue
                if kind == "forbidden":
                    offered = [form for form in spot.term.forbidden[language] if form.isalpha()]
                else:
                    known = {word for form in forms for word in form.split()}
                    offered = [noun for noun in nouns if noun not in known]
                if not offered:
                    continue
                noun = chance.choice(offered)
                spoilt = entry.msgstr
                for pattern in patterns:
                    spoilt = pattern.sub(lambda m, n=noun: in_its_case(n, m[0], language), spoilt)
                yield spot, noun, Entry(entry.msgid, spoilt, entry.line)


# Measured in this sample: 98 and 98 % of other nouns, 94 and 98 % of forbidden forms.
# What is missed are words that stand for a neighbouring term of the same message.
@pytest.mark.parametrize("kind", ["other", "forbidden"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_planted_faults_are_found(language, kind):
    planted = list(plants(language, kind))
    sample = random.Random(1951).sample(planted, 250)
    entries = tuple(
        Entry(entry.msgid, entry.msgstr, line) for line, (_, _, entry) in enumerate(sample)
    )
    locales = Locales(language, (Catalogue("x.po", language, entries),), real()[0])
    found = {each.at.line for each in (*term_missing(locales), *term_forbidden(locales))}
    missed = [
        f"{spot.words} → {noun}: {entry.msgstr}"
        for line, (spot, noun, entry) in enumerate(sample)
        if line not in found
    ]
    assert 1 - len(missed) / len(sample) > (0.92 if kind == "forbidden" else 0.95), missed
