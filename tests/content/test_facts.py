"""A figure that stands alone keeps its qualifier, in the words of its edition."""

import re

import pytest
from sphinx import locale

from conftest import ROOT
from kzbook.book import Book
from kzbook.content.facts import QUALIFIERS, placed, printed
from kzbook.finding import Location
from kzbook.languages.compiling import compile_catalogues
from kzbook.manuscript import Fact, FactUse, read_facts


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


def test_words_of_a_translator_are_placed_at_their_messages(small):
    head = 'msgid ""\nmsgstr ""\n"Language: kk\\n"\n\n'
    said = "{fact}`екі <n>`"
    page = f'msgid "a"\nmsgstr "{said}, {{fact}}`үш <n>`"\n\n#, fuzzy\nmsgid "b"\nmsgstr "{said}"\n'
    page += f'\nmsgid "c"\nmsgstr "{said}"\n'
    folder = small / "locales/kk/LC_MESSAGES"
    (folder / "one.po").write_text(head + page, "utf-8")
    (folder / "notes.po").write_text(head + f'msgid "n"\nmsgstr "{said}"\n', "utf-8")
    at, note = Location("docs/one.md", 4), Location("docs/notes.toml", 8)

    def use(words, language, place):
        return FactUse("n", words, language, "one", place)

    uses = [
        use("екі", "kk", at), use("екі", "kk", note), use("үш", "kk", at), use("екі", "kk", at),
        use("екі", "kk", at), use("two", "en", at), use("", "kk", at),
    ]  # fmt: skip
    path = "locales/kk/LC_MESSAGES"
    assert [str(each.at) for each in placed(uses, Book.load(small), "kk")] == [
        f"{path}/one.po:5", f"{path}/notes.po:5", f"{path}/one.po:5", f"{path}/one.po:12",
        "docs/one.md:4", "docs/one.md:4", "docs/one.md:4",
    ]  # fmt: skip
