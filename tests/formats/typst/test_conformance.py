"""veraPDF on the finished PDFs: PDF/A-2a and PDF/UA-1; and that it finds what is broken."""

import shutil

import pikepdf
import pytest
from pikepdf import Name

from kzbook.formats.typst.structure import read_structure
from pdfs import verapdf


def _unmark(pdf):
    del pdf.Root["/MarkInfo"]


def _picture_without_words(pdf):
    next(each for each in read_structure(pdf).walk() if each.role == "P").held.S = Name.Figure


def _link_without_words(pdf):
    del next(each for each in read_structure(pdf).walk() if each.links).links[0]["/Contents"]


def _skip_a_level(pdf):
    next(each for each in read_structure(pdf).walk() if each.role == "H2").held.S = Name.H4


def _claim(old, new):
    def change(pdf):
        held = pdf.Root["/Metadata"]
        data = held.read_bytes()
        assert old in data
        held.write(data.replace(old, new))

    return change


BROKEN = {
    "unmarked": (_unmark, "PDF/A-2A 6.7.2.2-1"),
    "picture": (_picture_without_words, "PDF/UA-1 7.3-"),
    "link": (_link_without_words, "PDF/UA-1 7.18.5-"),
    "level": (_skip_a_level, "PDF/UA-1 7.4.2-"),
    "title": (_claim(b"dc:title>", b"dc:source>"), "PDF/UA-1 7.1-9"),
    "another-part": (_claim(b"<pdfaid:part>2<", b"<pdfaid:part>3<"), "PDF/A-2A: not claimed"),
    "no-claim": (_claim(b"<pdfuaid:part>1</pdfuaid:part>", b""), "PDF/UA-1: not claimed"),
}
"""How a PDF is broken, and how the fault that must be found begins."""


@pytest.fixture(scope="module")
def faults(published, tmp_path_factory):
    """What is wrong with each finished PDF and each broken one: one run of Java for all."""
    folder = tmp_path_factory.mktemp("pdfs")
    finished = sorted((published / "downloads").glob("*.pdf"))
    for path in finished:
        shutil.copyfile(path, folder / path.name)
    for name, (spoil, _) in BROKEN.items():
        with pikepdf.open(finished[0]) as pdf:
            spoil(pdf)
            pdf.save(folder / f"broken-{name}.pdf", fix_metadata_version=False)
    return verapdf(folder)


def test_the_finished_pdfs_are_what_they_claim_to_be(faults):
    finished = {name: told for name, told in faults.items() if not name.startswith("broken-")}
    assert len(finished) == 3
    assert {name: told for name, told in finished.items() if told} == {}


def test_a_broken_pdf_is_noticed(faults):
    for name, (_, fault) in BROKEN.items():
        found = faults[f"broken-{name}.pdf"]
        assert any(each.startswith(fault) for each in found), (name, found)
