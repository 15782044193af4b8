"""Charts in a book: the fact decides bar and label, faults are findings and never tracebacks."""

import re
import shutil

import pymupdf
import pytest

from commands import isolated
from conftest import ROOT
from kzbook import build
from kzbook.book import Book
from kzbook.finding import findings
from kzbook.manuscript import Collation

FACTS = """
[small]
kind = "count"
value = {small}
qualifier = "{qualifier}"
measures = "the smaller"
places = []

[large]
kind = "count"
value = 40
measures = "the larger"
places = []

[year]
kind = "year"
value = 2019
measures = "a year"
places = []

[fraction]
kind = "share"
value = "33.3"
qualifier = "about"
written = ["a third"]
measures = "a fraction"
places = []
"""
PROJECT = """[tool.kzbook]
title = "T"
languages = ["en", "kk"]
formats = ["html", "pdf", "epub"]
date = "2021"
"""
CHART = """:::{chart} Two things
:name: fig-two
:source: none

| | People |
|---|---|
| The small | {fact}`small` |
| The large | {fact}`large` |
:::
"""


def book(root, text, *, small=10, qualifier="more than", lists=""):
    shutil.rmtree(root, ignore_errors=True)
    (root / "docs").mkdir(parents=True)
    (root / "pyproject.toml").write_text(PROJECT, "utf-8")
    (root / "references.bib").write_text("", "utf-8")
    (root / "docs/conf.py").write_text('extensions = ["kzbook"]\n', "utf-8")
    facts = FACTS.format(small=small, qualifier=qualifier)
    (root / "docs/facts.toml").write_text(facts, "utf-8")
    (root / "docs/index.md").write_text(f"# T\n\n{lists}\n\n{text}\n", "utf-8")
    return Book.load(root)


def made(declared, language="en", forms=("html",)):
    # In a process of its own, as every language is read.
    arguments = (declared, language, forms, declared.root / "build")
    return isolated(build.build_language, *arguments)


def accent_widths(path):
    with pymupdf.open("pdf", pymupdf.open(path).convert_to_pdf()) as pdf:
        found = [each for each in pdf[0].get_drawings() if each["fill"]]
    blue = [each["rect"] for each in found if each["fill"][2] > each["fill"][0] + 0.3]
    return [box.width for box in sorted(blue, key=lambda box: box.y0)]


@pytest.mark.parametrize(("small", "part"), [(10, 0.25), (30, 0.75)])
def test_the_fact_decides_bar_label_table_and_alternative(tmp_path, small, part):
    told = made(book(tmp_path / "b", CHART, small=small, qualifier=""))
    assert not told.warnings
    folder = tmp_path / "b/build/en/html"
    first, second = accent_widths(folder / "_images/fig-two.svg")
    assert first / second == pytest.approx(part, abs=0.01)
    page = (folder / "index.html").read_text("utf-8")
    assert f'alt="Bar chart: Two things. The small: {small}; The large: 40."' in page
    assert re.search(
        rf'<details[^>]*id="fig-two-data".*data-fact="small">{small}<', page, re.DOTALL
    )
    assert 'aria-details="fig-two-data"' in page
    assert "Compiled by the editor from the text, which names no source." in page


def test_a_qualifier_is_printed_and_a_fraction_keeps_its_words(tmp_path):
    text = CHART.replace("{fact}`large`", "{fact}`a third <fraction>`")
    (figure,) = made(book(tmp_path / "b", text), forms=()).manuscript.figures
    assert {"more than 10", "about a third"} <= set(figure.labels)


def test_kazakh_puts_number_and_suffix_where_they_belong(tmp_path):
    text = f"See {{numref}}`fig-two`.\n\n{CHART}"
    told = made(book(tmp_path / "b", text, small=3000), "kk")
    (figure,) = told.manuscript.figures
    page = (tmp_path / "b/build/kk/html/index.html").read_text("utf-8")
    assert re.search(r'<a [^>]*href="#fig-two"[^>]*><span class="std std-numref">1-сурет<', page)
    assert figure.number == "1-сурет"
    assert "3\u00a0000-нан астам" in figure.labels
    assert "The small" in figure.labels


def test_words_left_in_the_original_are_found_in_the_other_languages(tmp_path):
    declared = book(tmp_path / "b", CHART)
    records = [made(declared, language, ()).manuscript for language in ("en", "kk")]
    found = [each for each in findings(Collation(*records)) if each.rule == "figure-words"]
    assert {each.message.split("”")[0] for each in found} == {"“People", "“The small", "“The large"}


def test_names_by_letters_and_numbers_stay_in_every_language(tmp_path):
    labels = ["Muslims", "UNHCR", "#IBelong", "COVID-19", "5"]
    rows = "".join(f"| {each} | {{fact}}`small` |\n" for each in labels)
    text = re.sub(r"\| The small .*\| The large [^\n]+\n", rows, CHART, flags=re.DOTALL)
    declared = book(tmp_path / "b", text.replace("People", "10"))
    records = [made(declared, language, ()).manuscript for language in ("en", "kk")]
    found = [each for each in findings(Collation(*records)) if each.rule == "figure-words"]
    assert [each.message.split("”")[0] for each in found] == ["“Muslims"]


FAULTS = {
    "a value typed in": (CHART.replace("{fact}`small`", "10"), "figure-value"),
    "a year typed in": (CHART.replace("The small", "The small of 2019"), "figure-value"),
    "two facts in a cell": (CHART.replace("{fact}`small`", "{fact}`small` {fact}`large`"), "figure-value"),
    "an unknown fact": (CHART.replace("`small`", "`smal`"), "fact-unknown"),
    "no source": (CHART.replace(":source: none\n", ""), "figure-source"),
    "a source unknown": (CHART.replace("none", "nowhere"), "citation-unknown"),
    "a picture without words": ("![](x.png)", "figure-alt"),
    "a picture named by its file": ("![x.png](x.png)", "figure-alt"),
    "a picture with half of its file's name": ("![x](x.png)", "figure-alt"),
    "a picture without a caption": ("![A tree](x.png)", "figure-caption"),
    "a figure without a number": ("![A tree](x.png)", "figure-number"),
    "a figure without a source": (":::{figure} x.png\n:alt: A tree\n\nTree\n:::", "figure-source"),
    "a table of ours with digits": (
        CHART.replace("{chart}", "{fact-table}").replace("{fact}`small`", "10"), "figure-value",
    ),
    "a table of ours without a source": (
        CHART.replace("{chart}", "{fact-table}").replace(":source: none\n", ""), "figure-source",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """One book with a page for each fault: what is found in each."""
    names = {fault: f"page-{place}" for place, fault in enumerate([*FAULTS, *UNREADABLE])}
    toctree = ":::{toctree}\n" + "\n".join(names.values()) + "\n:::\n"
    declared = book(tmp_path_factory.mktemp("faults") / "b", toctree)
    for fault, (text, _rule) in {**FAULTS, **UNREADABLE}.items():
        page = declared.docs / f"{names[fault]}.md"
        page.write_text(f"# P\n\n{text.replace('fig-two', names[fault])}\n", "utf-8")
    told = made(declared, forms=())
    found = [*findings(told.manuscript), *told.warnings]
    paths = {f"docs/{name}.md": fault for fault, name in names.items()}
    return {fault: [each for each in found if paths.get(each.at.path) == fault] for fault in names}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_an_error_with_its_place(faulty, fault):
    wanted = [each for each in faulty[fault] if each.rule == FAULTS[fault][1]]
    assert wanted, faulty[fault]
    assert all(each.severity == "error" and each.at.line for each in wanted)


UNREADABLE = {
    "an unknown kind": (CHART.replace(":name:", ":kind: pie\n:name:"), "pie"),
    "no table": (":::{chart} Empty\n:source: none\n\nNo.\n:::", "must begin with a table"),
    "one column": (":::{chart} Thin\n:source: none\n\n| a |\n|---|\n| b |\n:::", "needs a column"),
    "no caption": (":::{chart}\n:source: none\n:::", "argument"),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_cannot_be_read_is_told_with_its_line(faulty, fault):
    told = faulty[fault]
    assert any(UNREADABLE[fault][1] in each.message and each.at.line for each in told), told


def test_a_sound_figure_has_no_finding(tmp_path):
    text = f"{CHART}\n{CHART.replace('{chart}', '{fact-table}').replace('fig-two', 'tab-two')}"
    told = made(book(tmp_path / "b", text), forms=())
    assert not told.warnings
    assert not [each for each in findings(told.manuscript) if each.rule.startswith("figure")]


def test_one_year_alone_is_drawn(tmp_path):
    text = CHART.replace(":name:", ":kind: years\n:name:").replace("The small", "{fact}`year`")
    text = text.replace("| The large | {fact}`large` |\n", "")
    assert not made(book(tmp_path / "b", text)).warnings


def test_the_book_has_the_charts_that_it_promises():
    text = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
    names = set(re.findall(r"^:name: (fig-\S+)", text, re.MULTILINE))
    assert names >= {
        "fig-trafficking", "fig-asylum", "fig-religion", "fig-settlement", "fig-job-finding",
        "fig-refugees", "fig-ethnic", "fig-legal-framework",
    }  # fmt: skip
    ethnic = re.search(r":::\{chart\}[^:]+:name: fig-ethnic.*?\n:::\n", text, re.DOTALL)[0]
    assert ":rest:" in ethnic
    assert ":note: R01b" in ethnic
