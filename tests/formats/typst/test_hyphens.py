"""Where the PDF's prose is marked for parting, and where never."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from kzbook.formats.typst.hyphens import JOINER, SHY, MarkBreaks
from kzbook.nodes import ednote, fact

WORD = "Қазақстандықтардың"
PARTED = "Қа|зақ|стан|дық|тар|дың"


def marked(*blocks, language="kk"):
    """The text of *blocks* as the PDF gets it, | for a soft hyphen and + for a joiner."""
    document = new_document("page.md")
    document.settings.env = SimpleNamespace(config=SimpleNamespace(language=language))
    document.extend(blocks)
    MarkBreaks(document).run()
    return document.astext().replace(SHY, "|").replace(JOINER, "+")


def paragraph(*children, **attributes):
    return nodes.paragraph("", "", *children, **attributes)


def text(words=WORD):
    return nodes.Text(words)


PROSE = {
    "paragraph": lambda: paragraph(text()),
    "list item": lambda: nodes.bullet_list("", nodes.list_item("", paragraph(text()))),
    "quotation": lambda: nodes.block_quote("", paragraph(text())),
    "footnote": lambda: nodes.footnote("", paragraph(text())),
    "note of ours": lambda: paragraph(ednote("", "", text())),
    "definition": lambda: nodes.definition("", paragraph(text())),
    "emphasis": lambda: paragraph(nodes.emphasis("", "", text())),
    "link with words": lambda: paragraph(nodes.reference("", "", text(), refid="x")),
    "word over two": lambda: paragraph(nodes.strong("", "", text(WORD[:4])), text(WORD[4:])),
}


@pytest.mark.parametrize("name", PROSE)
def test_prose_is_marked(name):
    assert marked(PROSE[name]()).replace("\n", "") == PARTED


def in_table(part):
    return nodes.table("", nodes.tgroup("", part("", nodes.row("", nodes.entry("", prose())))))


def prose():
    return paragraph(text())


def holding(kind):
    return lambda: kind("", prose())


def inside(node):
    return lambda: paragraph(node("", "", text()))


NEVER = {
    "heading": lambda: nodes.section("", nodes.title("", "", text())),
    "rubric": lambda: nodes.rubric("", "", text()),
    "caption": lambda: nodes.figure("", nodes.caption("", "", text())),
    "legend": holding(nodes.legend),
    "head of a table": lambda: in_table(nodes.thead),
    "term": lambda: nodes.term("", "", text()),
    "attribution": lambda: nodes.attribution("", "", text()),
    "verse": lambda: nodes.line_block("", nodes.line("", "", text())),
    "source": holding(nodes.citation),
    "dateline": lambda: paragraph(text(), classes=["dateline"]),
    "code": inside(nodes.literal),
    "block of code": lambda: nodes.literal_block("", "", text()),
    "formula": inside(nodes.math),
    "printed address": lambda: paragraph(nodes.reference("", "", text(), refuri=WORD)),
    "mail address": lambda: paragraph(nodes.reference("", "", text(), refuri=f"mailto:{WORD}")),
    "label of a source": lambda: paragraph(
        nodes.inline("", "", nodes.reference("", "", text()), classes=["citation-call"])
    ),
    "another language": lambda: paragraph(text(), classes=["language-ru"]),
    "words in another language": lambda: paragraph(
        nodes.inline("", "", text(), classes=["language-en"])
    ),
    "abbreviation": lambda: paragraph(text("ҚазҰУ БҰҰ-дағылардың АҚШ")),
    "initials and name": lambda: paragraph(text("Ә. Қ. Жұмабаевтың")),
    "figure and unit": lambda: paragraph(fact("", "", text("70")), text("\u00a0километрлерге")),
}


@pytest.mark.parametrize("name", NEVER)
def test_what_is_no_prose_of_the_language_is_not_marked(name):
    assert "|" not in marked(NEVER[name]())


def test_a_suffix_holds_to_its_figure_or_abbreviation():
    rural = fact("", "", text("43%"))
    assert marked(paragraph(rural, text("-ын, 2\u00a0800-ден; ТМД-ға, ата-ана"))) == (
        "43%-+ын, 2\u00a0800-+ден; ТМД-+ға, ата-ана"
    )
    assert marked(paragraph(text("В 1990-х годах")), language="ru") == "В 1990-+х годах"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_end_of_a_range_holds_to_its_beginning(language):
    first = fact("", "", text("2017"))
    assert marked(paragraph(first, text("–2021, A–B, 1 – 2")), language=language) == (
        "2017–+2021, A–B, 1 – 2"
    )


def test_a_note_in_a_word_parts_neither_it_nor_itself():
    note = ednote("", "", text("Әкелік."))
    whole = marked(paragraph(text("халық"), note, text(", оқу")))
    assert whole == "ха|лықӘке|лік., оқу"


def test_the_real_book_is_marked_in_kazakh_and_for_the_pdf_only(published):
    for language in ("en", "ru", "kk"):
        source = published.parent / f"build/{language}/typst/book.typ"
        marked = [line for line in source.read_text("utf-8").splitlines() if "\\u{ad}" in line]
        if language == "kk":
            assert sum(line.count("\\u{ad}") for line in marked) > 5_000
        else:
            # The language's own name for itself.
            assert all('language("kk"' in line for line in marked)
    assert not any(SHY in path.read_text("utf-8") for path in published.rglob("*.html"))


def test_headings_of_the_real_book_are_whole(published):
    source = (published.parent / "build/kk/typst/book.typ").read_text("utf-8")
    for call in ("head(", "address(", "code(", "source("):
        lines = [line for line in source.splitlines() if line.strip().startswith(call)]
        assert call == "code(" or lines
        assert not any("\\u{ad}" in line for line in lines), call
