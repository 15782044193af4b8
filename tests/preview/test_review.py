"""A row of the review: what is marked in source and translation, and where it leads."""

from conftest import ROOT
from kzbook.languages.catalogs import Entry
from kzbook.languages.glossary import read_glossary
from kzbook.manuscript import read_facts
from kzbook.preview.review import Part, Span, parts, row_of

GLOSSARY = read_glossary(ROOT / "locales" / "glossary.csv", ROOT)
FACTS = read_facts(ROOT / "docs" / "facts.toml", ROOT)
PLACE = "locales/ru/LC_MESSAGES/one.po:12"


def row(msgid, msgstr, **more):
    entry = Entry(msgid, msgstr, 12, **more)
    return row_of("text", PLACE, entry, language="ru", glossary=GLOSSARY, facts=FACTS,
                  address="https://example.org/book/blob/HEAD")  # fmt: skip


def marked(told, kind):
    return [each.words for each in told if each.kind == kind]


def test_words_between_spans_stay_and_the_first_of_two_that_overlap_stands():
    told = list(parts("abcdef", [Span(1, 3, "sign"), Span(2, 5, "term"), Span(5, 6, "term")]))
    assert told == [Part("a"), Part("bc", "sign"), Part("de"), Part("f", "term")]


def test_a_term_is_marked_in_both_with_its_ending():
    told = row("Stateless persons and refugees", "Лица без гражданства и беженцы")
    assert "refugees" in marked(told.source, "term")
    assert "беженцы" in marked(told.translation, "term")
    assert any("беженец" in each.told for each in told.source)


def test_a_sign_is_marked_and_a_figure_tells_its_value():
    told = row("The area is {fact}`area`.{ednote}`R01a`", "Площадь — {fact}`area`{ednote}`R01a`.")
    assert marked(told.source, "sign") == ["{fact}`area`", "{ednote}`R01a`"]
    (area, _note) = [each for each in told.translation if each.kind == "sign"]
    assert area.told.replace("\u00a0", " ") == "2 724 900 км²"


def test_it_leads_to_the_line_here_and_in_the_repository():
    told = row("One", "Один")
    assert told.href == "/-/review/catalogues/one.html#L12"
    assert told.url == f"https://example.org/book/blob/HEAD/{PLACE.replace(':', '#L')}"


def test_what_is_not_printed_says_why():
    assert row("One", "").state == "empty"
    assert row("One", "Один", fuzzy=True).state == "fuzzy"
