"""Finished artifacts broken on purpose, each in one way: the check of it finds that and only that."""

import shutil
import zipfile

import pikepdf
import pytest

from epubs import changed
from kzbook.finding import findings
from kzbook.formats.linkgraph import Twins, checks
from kzbook.formats.linkgraph.pages import epub_graph, leap_of, site_graph
from kzbook.formats.linkgraph.pdf import NAMES, pdf_graph

assert checks
LANGUAGES = ["en", "ru", "kk"]
STEM = "kazakhstan-migration-profile"


def told(*subjects):
    return [(each.rule, each.message) for each in findings(*subjects)]


@pytest.fixture(scope="module")
def graphs(published):
    """The link graphs of the nine editions, by form and language."""
    made = {("html", g.language): g for g in site_graph(published, "dist", LANGUAGES)}
    for language in LANGUAGES:
        stem = published / "downloads" / f"{STEM}-{language}"
        made["epub", language] = epub_graph(stem.with_suffix(".epub"), "e", language)
        made["pdf", language] = pdf_graph(stem.with_suffix(".pdf"), "p", language)
    return made


def test_nine_editions_lead_nowhere_wrong_and_are_alike(graphs):
    assert len(graphs) == 10
    assert told(*graphs.values()) == []
    for form in ("html", "epub", "pdf"):
        original = graphs[form, "en"]
        assert told(*(Twins(original, graphs[form, each]) for each in ("ru", "kk"))) == []
    for language in LANGUAGES:
        site, book = graphs["html", language], graphs["epub", language]
        assert len(site.leaps) > 1000
        assert len(book.leaps) > 250
        assert len(graphs["pdf", language].leaps) > 200
        assert len(site.notes) == len(book.notes) > 20
        assert len(graphs["pdf", language].shared[NAMES]) > 30


BROKEN_SITE = [
    ("a link", 'href="#sec-two"', 'href="#sec-ten"', "artifact-dangling", "no place #sec-ten"),
    ("a page", 'href="sources.html"', 'href="sorces.html"', "artifact-dangling", "no en/sorces"),
    ("a picture", "</article>", '<img src="a.png"></article>', "artifact-dangling", "image 'a.png'"),
    ("a style", "</article>", '<p style="background:url(b.png)"></article>', "artifact-dangling",
     "no en/b.png"),
    ("a choice of pictures", "</article>", '<img srcset="c.png 2x"></article>',
     "artifact-dangling", "no en/c.png"),
    ("a description", "</article>", '<p aria-describedby="none"></article>', "artifact-dangling",
     "no place #none"),
    ("out of the release", "</article>", '<a href="../../x.html">x</a></article>',
     "artifact-dangling", "no ../x.html"),
    ("an anchor twice", "</article>", '<i id="sec-two"></i></article>', "artifact-anchor-repeated",
     "#sec-two stands 2 times"),
    ("a note without a way back", 'role="doc-backlink"', 'role="x"', "artifact-note-one-way",
     "no way back"),
    ("a note that nothing calls", "</article>",
     '<aside role="doc-footnote" id="n9"><a role="doc-backlink" href="#sec-two">x</a></aside></article>',
     "artifact-note-one-way", "nothing calls the note #n9"),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(_small_with_catalogues, tmp_path_factory):
    from conftest import run_kzbook  # noqa: PLC0415  a command, not a fixture, is wanted

    root = tmp_path_factory.mktemp("site") / "small"
    shutil.copytree(_small_with_catalogues, root)
    done = run_kzbook("publish", root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "dist"


@pytest.mark.parametrize("case", BROKEN_SITE, ids=[case[0] for case in BROKEN_SITE])
def test_a_broken_site(site, tmp_path, case):
    _, old, new, rule, words = case
    folder = tmp_path / "dist"
    shutil.copytree(site, folder)
    assert told(*site_graph(folder, "dist", LANGUAGES)) == []
    page = folder / "en" / "one.html"
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new), "utf-8")
    found = told(*site_graph(folder, "dist", LANGUAGES))
    assert {each[0] for each in found} == {rule}, found
    assert any(words in message and "en/one.html" in message for _, message in found), found


def test_a_page_or_an_anchor_that_one_language_lacks(site, tmp_path):
    folder = tmp_path / "dist"
    shutil.copytree(site, folder)
    page = folder / "kk" / "one.html"
    page.write_text(page.read_text("utf-8").replace('id="sec-two"', 'id="sec-2"'), "utf-8")
    (folder / "kk" / "search.html").unlink()
    graphs = {each.language: each for each in site_graph(folder, "dist", LANGUAGES)}
    assert [message for _, message in told(Twins(graphs["en"], graphs["kk"]))] == [
        "one.html: the kk edition has #sec-2, unlike dist/en",
        "one.html: the kk edition lacks #sec-two, unlike dist/en",
        "the kk edition lacks the page 'search.html', unlike dist/en",
    ]
    assert told(Twins(graphs["en"], graphs["ru"])) == []


def test_a_broken_epub(site, tmp_path):
    book = next((site / "downloads").glob("*-en.epub"))
    assert told(epub_graph(book, "e", "en")) == []
    lost = changed(book, tmp_path / "lost.epub", one=lambda old: old.replace(b"#sec-two", b"#x"))
    assert any("no place #x" in message for _, message in told(epub_graph(lost, "e", "en")))
    package = changed(
        book, tmp_path / "package.epub", package=lambda old: old.replace(b"book.css", b"boo.css")
    )
    assert any("boo.css" in message for _, message in told(epub_graph(package, "e", "en")))
    cut = changed(book, tmp_path / "cut.epub", one=lambda old: old[:-20])
    assert any("cannot be read" in message for _, message in told(epub_graph(cut, "e", "en")))
    with zipfile.ZipFile(book) as archive:
        assert "EPUB/text/one.xhtml" in archive.namelist()


def test_a_broken_pdf(site, tmp_path):
    book = next((site / "downloads").glob("*-en.pdf"))
    assert told(pdf_graph(book, "p", "en")) == []

    def broken(change):
        with pikepdf.open(book) as pdf:
            change(pdf)
            pdf.save(tmp_path / "broken.pdf")
        return told(pdf_graph(tmp_path / "broken.pdf", "p", "en"))

    def last_page_taken_out(pdf):
        del pdf.pages[-1]

    def a_link_to_a_name_that_is_none(pdf):
        links = [
            link for page in pdf.pages for link in page.obj.get("/Annots", ()) if "/Dest" in link
        ]
        links[0].Dest = pikepdf.String("nowhere")

    def an_outline_to_nowhere(pdf):
        with pdf.open_outline() as outline:
            outline.root[-1].destination = None
            outline.root[-1].action = pikepdf.Dictionary(S=pikepdf.Name.GoTo)

    assert {rule for rule, _ in broken(last_page_taken_out)} == {"artifact-dangling"}
    assert len(broken(a_link_to_a_name_that_is_none)) == 1
    ((_, message),) = broken(an_outline_to_nowhere)
    assert message.startswith("the outline: ")


def test_an_address_is_resolved_as_a_browser_does():
    assert leap_of("en/a.html", "https://x.org/") is None
    assert leap_of("en/a.html", "//x.org/") is None
    assert leap_of("en/a.html", "mailto:a@x.org") is None
    for written, to, anchor in [
        ("#b%20c", "en/a.html", "b c"),
        ("", "en/a.html", ""),
        ("b.html?v=1#c", "en/b.html", "c"),
        ("../kk/", "kk/index.html", ""),
        ("..", "index.html", ""),
        ("қ.html", "en/қ.html", ""),
        ("%D2%9B.html", "en/қ.html", ""),
    ]:
        leap = leap_of("en/a.html", written)
        assert (leap.to, leap.anchor) == (to, anchor)
