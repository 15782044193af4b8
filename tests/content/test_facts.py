"""A figure that stands alone keeps its qualifier, in the words of its edition."""

import re

import pytest
from docutils import nodes
from sphinx import locale

from conftest import ROOT
from kzbook.book import Book
from kzbook.content.facts import QUALIFIERS, fact_uses, printed
from kzbook.languages.compiling import compile_catalogues
from kzbook.manuscript import Fact, read_facts
from kzbook.nodes import ednote, fact


@pytest.fixture
def spoken(request, tmp_path):
    """Speak one language, and none afterwards: Sphinx keeps the words in the process."""
    compile_catalogues(Book.load(ROOT), request.param, tmp_path)
    locale.translators.clear()
    locale.init([tmp_path], request.param)
    yield request.param
    locale.translators.clear()


def stated(value, qualifier):
    return Fact(key="x", kind="count", value=value, qualifier=qualifier, measures="what", places=())


@pytest.mark.parametrize(
    ("spoken", "value", "qualifier", "expected"),
    [
        ("en", 3000, "more than", "more than 3,000"),
        ("ru", 3000, "more than", "более 3\u00a0000"),
        ("kk", 3000, "more than", "3\u00a0000-нан астам"),
        ("kk", 700, "over", "700-ден астам"),
        ("kk", 40, "over", "40-тан астам"),
        ("kk", "4.5", "up to", "4,5-ке дейін"),
        ("kk", 31000, "some", "шамамен 31\u00a0000"),
        ("ru", 31000, "between", "31\u00a0000"),
        ("ru", 31000, "", "31\u00a0000"),
    ],
    indirect=["spoken"],
)
def test_a_figure_alone(spoken, value, qualifier, expected):
    assert printed(stated(value, qualifier), spoken) == expected


@pytest.mark.parametrize("spoken", ["ru", "kk"], indirect=True)
def test_every_qualifier_of_the_book_has_words(spoken):
    used = {each.qualifier for each in read_facts(ROOT / "docs/facts.toml", ROOT).values()}
    assert used - {"", "between"} <= set(QUALIFIERS)
    for qualifier in used - {"", "between"}:
        words = printed(stated(30, qualifier), spoken)
        assert re.search(r"\b30\b", words)
        assert not re.search("[A-Za-z]", words), words


def test_words_of_a_translator_are_placed_at_their_messages():
    path = "locales/kk/LC_MESSAGES"

    def used(words, classes=()):
        return fact("", "", key="n", words=words, ids=[], classes=list(classes))

    def passage(line, *uses, translated=True):
        given = {"po_path": f"{path}/one.po", "po_line": line, "translated": translated}
        made = nodes.paragraph("", "", *uses, **given)
        for each in uses:
            each.line = 4
        return made

    note = ednote("", "", used("екі"), key="N1", path="docs/notes.toml", line=8)
    note["po_path"], note["po_line"], note["translated"] = f"{path}/notes.po", 5, True
    first = passage(5, used("екі"), note, used("үш"))
    fuzzy = passage(9, used("екі"), translated=False)
    last = passage(12, used("екі"), used("two", ["language-en"]), used(""))
    doctree = nodes.section("", first, last, fuzzy)
    assert [str(each.at) for each in fact_uses(doctree, "one", "docs/one.md", "kk")] == [
        f"{path}/one.po:5", f"{path}/notes.po:5", f"{path}/one.po:5", f"{path}/one.po:12",
        "docs/one.md:4", "docs/one.md:4", "docs/one.md:4",
    ]  # fmt: skip
