"""The book for the printer: pages with bleed and crop marks, and the cover round its spine."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import typst

from kzbook import fonts
from kzbook.book import write_whole
from kzbook.errors import KzbookError

if TYPE_CHECKING:
    from pathlib import Path

    from kzbook.book import Book
    from kzbook.formats.cover import Cover, Words

PAGES = "press.pdf"
WRAP = "wrap.pdf"
_MM = 72 / 25.4
# Where crop marks stand, from the trimmed edge: they begin outside the bleed of 3 mm.
_GAP, _LENGTH, _SLUG = 4 * _MM, 5 * _MM, 10 * _MM


def leaves(pages: int) -> int:
    """Count the sheets of paper that *pages* need, two on each."""
    return (pages + 1) // 2


def spine(pages: int, thickness: float) -> float:
    """Give the width of the spine in mm; *thickness* is that of a leaf in mm."""
    return round(leaves(pages) * thickness, 2)


def press(folder: Path, source: str, book: Book, cover: Cover, description: Words) -> None:
    """Write ``press.pdf`` and ``wrap.pdf`` into *folder*, beside its Typst *source*.

    *description* is the text of the back. The files claim no PDF/A: a
    printer's file has bleed and marks, and is no book to read on a screen. Raises
    ``KzbookError`` (``paper-thickness``) where the book declares none.
    """
    if not book.paper_thickness:
        message = "pyproject.toml: [tool.kzbook]: paper-thickness is not declared"
        hint = "give the thickness of a leaf in mm, as the printer tells it: paper-thickness = 0.11"
        raise KzbookError("paper-thickness", message, hint=hint)
    pages = marked(_compiled(folder / source, folder, book, {"press": "yes"}))
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        count = len(pdf.pages)
    told = {
        **cover.told(),
        "title": cover.title,
        "spine": str(spine(count, book.paper_thickness)),
        "description": description.text,
        "description-language": description.language,
        "identifier": _isbn(book, cover.language),
    }
    wrap = marked(_compiled(folder / "themes" / "wrap.typ", folder, book, told))
    for name, made in ((PAGES, pages), (WRAP, wrap)):
        write_whole(folder / name, made)


def _isbn(book: Book, language: str) -> str:
    given = book.isbn.get(f"{language}-print")
    return f"ISBN {given}" if given else ""


def _compiled(source: Path, root: Path, book: Book, inputs: dict[str, str]) -> bytes:
    try:
        made: bytes = typst.compile(
            str(source),
            root=str(root),
            font_paths=[str(each) for each in fonts.folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            timestamp=book.epoch(),
        )
    except typst.TypstError as error:
        hint = " ".join(error.hints)
        raise KzbookError("typst-compile", f"{source.name}: {error.message}", hint=hint) from error
    return made


def marked(pdf: bytes) -> bytes:
    """Draw crop marks round every page: the media box grows, trim and bleed boxes stay.

    ISO 32000-2, 14.11.2, page boundaries, in points.
    """
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            trim = [float(each) for each in page.trimbox]
            bleed = [float(each) for each in page.obj.get("/BleedBox", page.mediabox)]
            drawn = "\n".join(_marks(trim))
            # What the drawing of a cover has outside the bleed is not for the printer.
            clip = f"{bleed[0]} {bleed[1]} {bleed[2] - bleed[0]} {bleed[3] - bleed[1]} re W n"
            page.contents_add(f"q {clip}\n".encode(), prepend=True)
            page.contents_add(f"\nQ\n/Artifact BMC q 0.25 w 0 G\n{drawn}\nQ EMC".encode())
            page.obj.BleedBox = pikepdf.Array(bleed)
            page.obj.TrimBox = pikepdf.Array(trim)
            left, bottom, right, top = trim
            page.mediabox = pikepdf.Array(
                [left - _SLUG, bottom - _SLUG, right + _SLUG, top + _SLUG]
            )
            for name in ("/CropBox", "/ArtBox"):
                if name in page.obj:
                    del page.obj[name]
        written = io.BytesIO()
        book.save(written, deterministic_id=True)
    return written.getvalue()


def _marks(trim: list[float]) -> Any:
    left, bottom, right, top = trim
    for x in (left, right):
        for y, way in ((bottom, -1), (top, 1)):
            yield f"{x:.3f} {y + way * _GAP:.3f} m {x:.3f} {y + way * (_GAP + _LENGTH):.3f} l S"
    for y in (bottom, top):
        for x, way in ((left, -1), (right, 1)):
            yield f"{x + way * _GAP:.3f} {y:.3f} m {x + way * (_GAP + _LENGTH):.3f} {y:.3f} l S"
