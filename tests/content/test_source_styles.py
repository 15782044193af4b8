"""The bibliographies as printed, each in the style and the words of its language."""

import pytest
from pybtex.database.input.bibtex import Parser
from sphinx import locale

from conftest import ROOT
from kzbook.book import Book
from kzbook.content.bibliography import read_bibliography
from kzbook.content.citations import VoiceBackend
from kzbook.content.source_styles import STYLES, Label, Order, SourceStyle
from kzbook.languages.compiling import compile_catalogues
from kzbook.languages.edition import DOMAINS
from kzbook.languages.order import sort_key

LANGUAGES = ["en", "ru", "kk"]
GOLDEN = ROOT / "tests" / "data" / "bibliography"
TYPES = r"""
@book{b, author = {Roe, Richard and Doe, Jane Ann}, title = {On Moving}, edition = {2},
  address = {London}, publisher = {Press}, year = {2001}, language = {en}}
@book{e, editor = {Roe, Richard and Doe, Jane}, title = {Collected}, year = {2002}, language = {en}}
@incollection{c, author = {Doe, Jane}, title = {A Part}, editor = {Roe, Richard},
  booktitle = {The Whole}, year = {2003}, pages = {5--7}, language = {en}}
@article{a, author = {Doe, Jane}, title = {An Article}, journal = {The Journal}, year = {2004},
  volume = {3}, number = {1}, pages = {9}, doi = {10.1000/182}, language = {en}}
@online{o, author = {{Office}}, title = {A Page}, url = {https://a.example/}, language = {en},
  urldate = {2021-02-01}}
@report{r, author = {{Office}}, title = {A Report, no. 1.}, publisher = {Office}, year = {2020},
  url = {https://b.example/}, language = {en}}
@legislation{l, author = {{State}}, title = {О праве}, year = {1995}, language = {ru}}
@treaty{t, author = {{State} and {Land}}, title = {Pact}, language = {en}}
"""


@pytest.fixture
def spoken(request, tmp_path):
    """Speak one language, and none afterwards: Sphinx keeps the words in the process."""
    compile_catalogues(Book.load(ROOT), request.param, tmp_path)
    locale.translators.clear()
    for domain in ("sphinx", *DOMAINS):
        locale.init([tmp_path], request.param, domain)
    SourceStyle.language = Order.language = request.param
    Label.sign = STYLES[request.param].sign
    yield request.param
    locale.translators.clear()
    SourceStyle.language = Order.language = "en"
    Label.sign = " "


def printed(data, language):
    style = STYLES[language]()
    entries = list(data.entries.values())
    for label, entry in zip(Label().format_labels(entries), entries, strict=True):
        said = style.format_entry(label, entry).text.render_as("text")
        yield f"[{label}] {said}"


@pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)
@pytest.mark.parametrize("name", ["book", "types"])
def test_every_entry_is_printed_as_its_language_has_it(spoken, name, rewrite):
    book = read_bibliography(ROOT / "references.bib", ROOT)
    data = book if name == "book" else Parser().parse_string(TYPES)
    told = "\n".join(printed(data, spoken)) + "\n"
    golden = GOLDEN / f"{name}.{spoken}.txt"
    if rewrite:
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")


@pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)
def test_the_editors_sources_stand_in_the_alphabet(spoken):
    data = read_bibliography(ROOT / "references.bib", ROOT)
    ours = [entry for entry in data.entries.values() if entry.fields["keywords"] == "editor"]
    labels = list(Label().format_labels(Order().sort(reversed(ours))))
    assert labels == sorted(labels, key=lambda each: sort_key(each, spoken))
    assert len(labels) > 10


@pytest.mark.parametrize("spoken", LANGUAGES, indirect=True)
def test_a_title_and_what_it_means_carry_their_languages(spoken):
    data = read_bibliography(ROOT / "references.bib", ROOT)
    backend = VoiceBackend()
    backend.language = spoken
    style = STYLES[spoken]()
    paragraph = backend.paragraph(style.format_entry("x", data.entries["employment2016"]))
    spans = {
        node["classes"][0]: node.astext()
        for node in paragraph.findall(lambda each: "classes" in getattr(each, "attributes", {}))
        if node["classes"]
    }
    means = {"en": "On employment of the population", "kk": "Халықты жұмыспен қамту туралы"}
    expected = {"language-ru": "О занятости населения"}
    if spoken in means:
        expected[f"language-{spoken}"] = f"[{means[spoken]}]"
    assert spans == expected
