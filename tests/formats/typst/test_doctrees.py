"""Whatever doctree there is: the writer makes a book that compiles, or names the node."""

import os
import shutil

import pytest
import typst
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plain_sphinx import SMALL
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from kzbook import fonts
from kzbook.errors import KzbookError
from kzbook.formats.typst.builder import SOURCE
from kzbook.formats.typst.syntax import Call, program

EXAMPLES = int(os.environ.get("KZBOOK_EXAMPLES", "60"))
LETTERS = "abc Жқәі 18 #$@*_[]{}<>\\\"'`~//-–—=+«»“”…%&;:.,!?()\n\u00a0\u00ad\u200b\u2060"
texts = st.text(LETTERS, min_size=1, max_size=30)


def node(kind, children, **attributes):
    made = kind("", **attributes)
    for child in children:
        made += child
    return made


def inlines(inner):
    kinds = st.sampled_from([nodes.emphasis, nodes.strong, nodes.subscript, nodes.superscript])
    return st.one_of(
        st.builds(node, kinds, inner),
        st.builds(lambda text: nodes.literal("", text), texts),
        st.builds(lambda text: nodes.reference("", text, refuri="https://x.org/a#b"), texts),
        st.builds(lambda text, name: nodes.inline("", text, classes=[name]), texts, st.sampled_from(
            ["editor", "language-ru", "language-kk", "other"])),
    )  # fmt: skip


leaf = st.builds(nodes.Text, texts)
inline = st.recursive(
    st.lists(leaf, min_size=1, max_size=2),
    lambda inner: st.lists(st.one_of(leaf, inlines(inner)), min_size=1, max_size=3),
    max_leaves=6,
)
paragraph = st.builds(lambda parts: node(nodes.paragraph, parts), inline)


def lists(inner):
    bullets = st.builds(
        lambda kind, items: node(kind, [node(nodes.list_item, each) for each in items]),
        st.sampled_from([nodes.bullet_list, nodes.enumerated_list]),
        st.lists(inner, min_size=1, max_size=3),
    )
    terms = st.builds(
        lambda term, body: node(nodes.definition_list, [node(nodes.definition_list_item, [
            node(nodes.term, term), node(nodes.definition, body)])]), inline, inner,
    )  # fmt: skip
    quote = st.builds(lambda body: node(nodes.block_quote, body), inner)
    strange = st.builds(lambda body: node(nodes.option_list, body), inner)
    return st.one_of(bullets, terms, quote, strange)


def table(cells):
    width = len(cells[0])
    rows = [
        node(nodes.row, [node(nodes.entry, [paragraph_of(cell)]) for cell in row[:width]])
        for row in cells
        if len(row) >= width
    ]
    group = node(nodes.tgroup, [nodes.colspec(colwidth=1) for _ in range(width)], cols=width)
    group += node(nodes.tbody, rows)
    return node(nodes.table, [group], classes=["colwidths-auto"])


def paragraph_of(text):
    return nodes.paragraph("", text)


tables = st.builds(table, st.lists(st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=3))
blocks = st.recursive(
    st.lists(paragraph, min_size=1, max_size=2),
    lambda inner: st.lists(st.one_of(paragraph, lists(inner), tables), min_size=1, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The small book, read; its builder writes what it is given."""
    root = tmp_path_factory.mktemp("doctrees") / "book"
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("build", "dist"))
    docs = root / "docs"
    with patch_docutils(docs), docutils_namespace():
        made = Sphinx(docs, docs, root / "out", root / "trees", "typst", status=None)
        made.build()
        yield made


def document_of(app, body):
    document = app.env.get_doctree("one")
    document.clear()
    outer = node(nodes.section, [nodes.title("", "Book")], ids=["book"])
    inner = node(nodes.section, [nodes.title("", "Chapter"), *body], ids=["chapter"])
    outer += inner
    document += outer
    return document


@given(body=blocks)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_doctree_compiles_or_its_node_is_named(app, body):
    builder = app.builder
    document = document_of(app, body)
    visitor = builder.create_translator(document, builder)
    if next(iter(document.findall(nodes.option_list)), None):
        with pytest.raises(KzbookError, match="does not know the node <option_list>"):
            document.walkabout(visitor)
        return
    document.walkabout(visitor)
    written = program(Call("book", [builder._edition()], body=visitor.written))
    path = app.outdir / "made.typ"
    assert (app.outdir / SOURCE).is_file()
    path.write_text('#import "/themes/book.typ": *\n' + written, "utf-8")
    typst.compile(
        str(path),
        root=str(app.outdir),
        font_paths=[str(each) for each in fonts.folders()],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
    )
