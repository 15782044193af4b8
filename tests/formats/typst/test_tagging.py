"""Tags of what the profile has none of: tables, pictures, quotations, lists of every kind."""

import re

import pytest
from pikepdf import Name
from plain_sphinx import build, of_one_page, of_spec

from kzbook.formats.typst.tagging import _numbering
from pdfs import Voice, verapdf


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of one book of all cases of the specification."""
    root = of_spec(tmp_path_factory.mktemp("spec") / "book")
    done = build(root, root / "out")
    assert done.returncode == 0, done.stderr
    return root / "out"


@pytest.fixture(scope="module")
def voice(made):
    return Voice(made / "book.pdf")


def chapter(voice, title):
    """The blocks of a chapter of the book."""
    (document,) = voice.tree.children
    heads = [n for n, each in enumerate(document.children) if each.role == "H1"]
    start = next(n for n in heads if document.children[n].text == title)
    stop = next((n for n in heads if n > start), len(document.children))
    return document.children[start + 1 : stop]


def below(blocks, *roles):
    return [each for block in blocks for each in block.walk() if each.role in roles]


def attribute(element, name):
    return [each[name] for each in element.held.A if name in each]


def test_every_case_is_what_it_claims_to_be(made):
    assert verapdf(made) == {"book.pdf": []}


def test_cells_know_their_headings(voice):
    tables = [each for each in chapter(voice, "Tables") if each.role == "Table"]
    assert len(tables) == 3
    for table in tables:
        assert [each.role for each in table.children if each.role != "Caption"] == [
            "THead",
            "TBody",
        ]
        heads = below([table], "TH")
        assert heads
        assert all(attribute(each, "/Scope") == [Name.Column] for each in heads)
        known = {str(each.held.ID) for each in heads}
        for cell in below([table], "TD"):
            (named,) = attribute(cell, "/Headers")
            assert {str(each) for each in named} <= known
            assert len(named) > 0
    assert [each.text for each in below(tables, "Caption")] == ["Table 1. A caption"]


def test_every_picture_says_what_it_shows(voice):
    pictures = below(chapter(voice, "Pictures"), "Figure")
    assert [str(each.held.Alt) for each in pictures] == [
        "A blue square",
        "The same square",
        "one",
    ]
    (caption,) = below(chapter(voice, "Pictures"), "Caption")
    assert [each.text for each in caption.children] == ["Figure 1. Its caption", "And a legend."]


def test_lists_say_how_they_are_numbered(voice):
    lists = below(chapter(voice, "Lists"), "L")
    told = [str(*attribute(each, "/ListNumbering")) for each in lists]
    assert told == ["/Disc", "/None", "/Decimal", "/LowerAlpha", "/None", "/None"]
    for each in below(lists, "LI"):
        assert [child.role for child in each.children] == ["Lbl", "LBody"]


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["•", "•"], "Disc"),
        (["–"], "None"),
        (["9.", "10."], "Decimal"),
        (["(a)", "(b)"], "LowerAlpha"),
        (["A."], "UpperAlpha"),
        (["i)", "ii)"], "LowerRoman"),
        (["I."], "UpperRoman"),
        (["i.", "j."], "LowerAlpha"),
        (["iv.", "v."], "LowerRoman"),
        (["c.", "d."], "LowerAlpha"),
        ([], "Decimal"),
    ],
)
def test_a_numbering_is_known_by_its_labels(labels, told):
    assert _numbering(labels) == told


def test_a_quotation_is_one(voice):
    before, quotation, after = chapter(voice, "Quotations")
    assert (before.role, quotation.role, after.role) == ("P", "BlockQuote", "P")
    assert [(each.role, each.text) for each in quotation.children] == [
        ("P", "Quoted words."),
        ("P", "In two paragraphs."),
        ("P", "A source"),
    ]


def test_no_line_stands_outside_a_paragraph(voice):
    for title, lines in {
        "Boxes": ["Note", "A title of its own", "A topic", "A rubric"],
        "Dateline": ["February 2021"],
        "Lists": ["Lines ofverse"],
    }.items():
        paragraphs = [each.text for each in chapter(voice, title) if each.role == "P"]
        assert set(lines) <= set(paragraphs)
    (rubric,) = (each for each in chapter(voice, "Boxes") if each.text == "A rubric")
    assert [each.role for each in rubric.walk()] == ["P", "Strong"]
    assert Name.Document == rubric.held.P.S


def test_links_say_their_words_and_where_they_lead(voice):
    told = {
        each.text: re.sub(r"\d+$", "#", str(each.links[0].Contents))
        for each in below(chapter(voice, "Links"), "Link")
    }
    assert told == {
        "section": "section, page #",
        "document": "document, page #",
        "paragraph": "paragraph, page #",
        "https://example.org/a_b?c=d&e= f": "https://example.org/a_b?c=d&e=%20f",
        "named": "named, https://example.org/",
        "someone@example.org": "someone@example.org",
    }


def test_the_authors_notes_are_not_the_editors(voice):
    notes = chapter(voice, "Notes")
    calls = [str(*(link.links[0].Contents for link in below([each], "Link")))
             for each in below(notes, "Reference")]  # fmt: skip
    assert calls == ["Editor’s note 1", "Editor’s note 2", "Note 1", "Note 1", "Note 2"]
    backs = [below([each], "Link")[0] for each in below(notes, "Note")]
    assert [str(each.links[0].Contents) for each in backs] == [
        f"{number}. Back to the text" for number in "1212"
    ]


def test_a_note_called_in_a_list_is_a_reference(tmp_path):
    page = "# Page\n\n- Item.[^one]\n\n[^one]: Note.\n"
    root = of_one_page(tmp_path / "book", page)
    assert build(root, root / "out").returncode == 0
    voice = Voice(root / "out" / "book.pdf")
    (call,) = (each for each in voice.of("Reference") if "TOCI" not in each.above)
    assert call.above[:2] == ["LBody", "LI"]
    assert str(next(each for each in call.walk() if each.links).links[0].Contents) == "Note 1"
