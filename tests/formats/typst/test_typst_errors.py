"""What the PDF cannot print it refuses, naming document and line."""

import pytest
from plain_sphinx import build, of_one_page

PAGE = "# Page\n\nText.\n\n"
REFUSED = {
    "typst-node": (
        PAGE + "```{eval-rst}\n-a  An option\n```\n",
        "docs/case.md:6: the PDF does not know the node <option_list>",
    ),
    "typst-image": (PAGE + "![Alt](none.svg)\n", "docs/case.md:5: the picture none.svg"),
    "typst-alt": (
        PAGE + ":::{image} square.svg\n:::\n",
        "docs/case.md:5: the picture square.svg has no alternative text",
    ),
    "typst-link": (
        PAGE + "See the [page](alone.md).\n",
        "docs/case.md:5: this link leads to alone, which the PDF lacks",
    ),
    "typst-footnote": (
        PAGE + "```{eval-rst}\n.. [1] Nobody calls it.\n```\n",
        "docs/case.md:6: nothing calls this footnote",
    ),
    "typst-glyph": (
        PAGE + "A snowman: ☃.\n",
        "docs/case.md:5: the face Literata has no letter for '☃'",
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_printed_is_refused_by_name(tmp_path, code):
    text, told = REFUSED[code]
    root = of_one_page(tmp_path / "book", text)
    docs = root / "docs"
    (docs / "alone.md").write_text("---\norphan: true\n---\n# Alone\n", "utf-8")
    (docs / "square.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "utf-8"
    )
    done = build(root, root / "out")
    assert done.returncode == 2
    assert told in done.stderr
    assert f"[{code}]" in done.stderr
    assert not (root / "out" / "book.pdf").exists()


def test_a_caption_of_what_is_no_figure_is_refused(tmp_path):
    page = PAGE + ":::{code-block} text\n:caption: Its caption\n\ncode\n:::\n"
    root = of_one_page(tmp_path / "book", page)
    done = build(root, root / "out")
    assert "docs/case.md:5: the PDF does not know the node <caption>" in done.stderr


def test_a_width_that_print_does_not_know_is_refused(tmp_path):
    root = of_one_page(tmp_path / "book", PAGE + ":::{image} a.svg\n:alt: A\n:width: 3vw\n:::\n")
    (root / "docs" / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "utf-8"
    )
    done = build(root, root / "out")
    assert "docs/case.md:5: the width '3vw' cannot be set in print" in done.stderr


def test_the_last_good_pdf_stays_when_the_next_cannot_be_made(tmp_path):
    root = of_one_page(tmp_path / "book", PAGE)
    assert build(root, root / "out").returncode == 0
    before = (root / "out" / "book.pdf").read_bytes()
    (root / "docs" / "case.md").write_text(PAGE + "☃\n", "utf-8")
    assert build(root, root / "out").returncode == 2
    assert (root / "out" / "book.pdf").read_bytes() == before
