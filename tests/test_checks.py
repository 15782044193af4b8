"""Every check keeps the promise of its docstring: Bad is found, Good is not."""

import inspect
import re
import shutil

import pytest

import kzbook.extension
import kzbook.formats.linkgraph.checks
import kzbook.languages.linter
import kzbook.languages.spelling
from commands import isolated
from kzbook import build
from kzbook.book import Book
from kzbook.content.references import entries
from kzbook.finding import checks
from kzbook.formats.linkgraph import LinkGraph, Twins
from kzbook.formats.linkgraph.pages import site_graph
from kzbook.languages.catalogs import Catalogue, Locales, read_catalogue
from kzbook.languages.glossary import COLUMNS, Glossary, read_glossary
from kzbook.languages.grammar import Wording
from kzbook.languages.spelling import Lexicon, Spelling
from kzbook.manuscript import Collation, Fact, Manuscript
from kzbook.speech import Said

assert kzbook.extension
assert kzbook.formats.linkgraph.checks
assert kzbook.languages.linter


def examples():
    for subject, rules in checks.items():
        for rule, check in rules.items():
            found = re.findall(r"^(Bad|Good):\s+(.+)$", inspect.getdoc(check), re.MULTILINE)
            assert {kind for kind, _ in found} == {"Bad", "Good"}, f"{rule} lacks examples"
            for kind, text in found:
                # A docstring's example is one line; this sign ends a line of it.
                lines = text.replace("⏎", "\n")
                yield pytest.param(subject, rule, kind, lines, id=f"{rule}-{kind.lower()}")


FACTS = """
[population]
kind = "count"
value = 18833100
measures = "total population"
places = ["i-population"]
{extra}

[readmission-ratified]
kind = "count"
value = 7
measures = "agreements ratified"
places = []

[cities]
kind = "count"
value = 3
measures = "major cities"
places = []

[[relations]]
key = "the-standing-discrepancy"
kind = "limit"
fact = "population"
most = 20000
discrepancy = ["R01"]
because = "so it is"

[[relations]]
key = "the-standing-list"
kind = "length"
fact = "cities"
items.en = ["Nur-Sultan", "Almaty", "Shymkent"]
because = "the text names them"
"""
NOTES = '[R01]\ntext = "The shares come to 90%."\n'
SOURCES = (
    "@online{statkz, author={{Office}}, title={[Site]}, url={https://x.org/}, keywords={part-c}}\n"
)
TERMS = """refugee,беженец,босқын,term,,қашқын,
stateless person,лицо без гражданства,азаматтығы жоқ адам,term,апатрид,,"""
PROJECT = '[tool.kzbook]\ntitle = "T"\nlanguages = ["{0}"]\nformats = ["html"]\ndate = "2021"\n'


def manuscript(folder, text, language="en"):
    root = folder / language
    shutil.rmtree(root, ignore_errors=True)
    (root / "docs").mkdir(parents=True)
    note = text if text.startswith("text = ") else ""
    relation = text if text.startswith("kind = ") else ""
    extra = text if re.match(r"\w+ = ", text) and not note and not relation else ""
    facts = FACTS.format(extra=extra)
    if relation:
        facts = (
            f'relations = [{{key = "example", because = "so it is", {relation}}}]\n'
            + (facts.partition("[[relations]]")[0])
        )
    (root / "pyproject.toml").write_text(PROJECT.format(language), "utf-8")
    (root / "docs/conf.py").write_text('extensions = ["kzbook"]\n', "utf-8")
    (root / "docs/facts.toml").write_text(facts, "utf-8")
    (root / "docs/notes.toml").write_text(f"[R01]\n{note}\n" if note else NOTES, "utf-8")
    (root / "references.bib").write_text(SOURCES, "utf-8")
    if text.startswith("@"):
        return of_entries(root, text)
    page = '# T\n\n{0}\n\n:::{{bibliography}}\n:filter: key == "statkz"\n:::\n'
    (root / "docs/index.md").write_text(
        page.format("" if extra or note or relation else text), "utf-8"
    )
    # In a process of its own, as every language is read.
    arguments = (Book.load(root), language, (), root / "build")
    return isolated(build.build_language, *arguments).manuscript


def of_entries(root, text):
    """What references.bib alone says needs no Sphinx."""
    (root / "references.bib").write_text(f"{SOURCES}{text}\n", "utf-8")
    book = Book.load(root)
    return Manuscript(
        language="en",
        references=tuple(entries(book, {"statkz", "a"})),
        source_addresses=("https://x.org/",),
    )


def catalogue(folder, text):
    path = folder / "example.po"
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    text = text.replace("⏎", "\n")
    if text.startswith(("msgid", "# ")):
        language = "kk" if re.search("[әғқңөұүһі]", text) else "ru"
        text = (
            header + f'"Language: {language}\\n"\n\n' + text.replace(" msgstr", "\nmsgstr") + "\n"
        )
    elif text.startswith("msgstr"):
        text = header + '"Language: ru\\n"\n\nmsgid "x"\n' + text + "\n"
    elif text.startswith('"Plural-Forms'):
        text = header + '"Language: ru\\n"\n' + text + "\n"
    elif text.startswith('"Content-Type'):
        text = 'msgid ""\nmsgstr ""\n' + text + "\n"
    else:
        text = header + (text + "\n" if text.startswith('"') else "")
    path.write_text(text, "utf-8")
    return read_catalogue(path, folder)


def link_graph(folder, text, language="en"):
    page = folder / language / "index.html"
    page.parent.mkdir()
    page.write_text(f"<!doctype html><title>T</title>{text}", "utf-8")
    (graph,) = (each for each in site_graph(folder, "dist", [language]) if each.language)
    return graph


def glossary(folder, rows):
    path = folder / "glossary.csv"
    path.write_text(f"{','.join(COLUMNS)}\n{rows}\n", "utf-8")
    return read_glossary(path, folder)


@pytest.mark.parametrize(("subject", "rule", "kind", "text"), list(examples()))
def test_docstring(tmp_path, subject, rule, kind, text):
    if subject is Catalogue:
        record = catalogue(tmp_path, text)
    elif subject is Wording:
        stated = Fact(key="shelters", kind="count", value=8, measures="shelters", places=())
        record = Wording(catalogue(tmp_path, text), {"shelters": stated})
    elif subject is Locales:
        read = tuple(catalogue(tmp_path, each) for each in text.split(" ⇒ "))
        record = Locales("ru", read, glossary(tmp_path, TERMS))
    elif subject is Glossary:
        record = glossary(tmp_path, text)
    elif subject is Spelling:
        record = Spelling(catalogue(tmp_path, text), Lexicon({"Слово"}.__contains__, lambda _: []))
    elif subject is Collation:
        original, translation = text.split(" ⇒ ")
        record = Collation(manuscript(tmp_path, original), manuscript(tmp_path, translation, "ru"))
    elif subject is LinkGraph:
        record = link_graph(tmp_path, text)
    elif subject is Twins:
        original, translation = text.split(" ⇒ ")
        record = Twins(link_graph(tmp_path, original), link_graph(tmp_path, translation, "ru"))
    else:
        assert subject is Manuscript
        record = manuscript(tmp_path, text)
    found = list(checks[subject][rule](record))
    assert {finding.rule for finding in found} == ({rule} if kind == "Bad" else set())
    if subject in TRANSLATORS:
        assert all(isinstance(finding.message, Said) for finding in found)


TRANSLATORS = (Catalogue, Locales, Glossary, Wording, Spelling)


@pytest.mark.parametrize("subject", TRANSLATORS)
def test_a_translator_is_told_why_and_what_to_do(subject):
    for rule, check in checks[subject].items():
        told = re.split(r"^(?:Bad|Good): ", inspect.getdoc(check), flags=re.MULTILINE)[0]
        paragraphs = [each for each in told.split("\n\n") if each.strip()]
        assert len(paragraphs) > 1, rule
        assert len(" ".join(paragraphs[1:]).split()) >= 12, rule


def test_a_rule_is_explained_on_the_terminal(kzbook, tmp_path):
    listed = kzbook("check", "--explain", root=tmp_path)
    assert listed.returncode == 0, listed.stderr
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names == sorted(rule for rules in checks.values() for rule in rules)
    page = kzbook("check", "--explain", "message-letters", root=tmp_path).stdout
    assert page.startswith("message-letters\n\nA word has letters of one alphabet")
    assert '    Bad:   msgid "language"\n           msgstr "тiл"\n' in page
    failed = kzbook("check", "--explain", "message-leters", root=tmp_path)
    assert failed.returncode == 2
    assert "is it message-letters" in failed.stderr
