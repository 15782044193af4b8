"""The builder ``typst``: one PDF of the whole book, by the ``typst`` wheel."""

from __future__ import annotations

import re
import shutil
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import typst
from docutils import nodes
from sphinx.builders import Builder
from sphinx.locale import _
from sphinx.util.nodes import inline_all_toctrees

from kzbook import fonts
from kzbook.book import declared, write_whole
from kzbook.content.charts.style import in_greys
from kzbook.errors import KzbookError
from kzbook.formats.cover import cover_of, words_of
from kzbook.formats.imprint import imprint
from kzbook.formats.typst.crossings import URI
from kzbook.formats.typst.finishing import finish
from kzbook.formats.typst.press import press
from kzbook.formats.typst.syntax import Call, Value, literal, program
from kzbook.formats.typst.translator import TypstTranslator
from kzbook.languages.derived import respelled, sign, tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

STANDARDS = ["a-2a", "ua-1"]
"""What the PDF claims to be: archival and accessible."""
SOURCE = "book.typ"
PRODUCT = "book.pdf"


class TypstBuilder(Builder):
    """Writes ``book.typ``, its themes and pictures, and of them ``book.pdf``.

    Raises ``KzbookError`` (``typst-glyph``, ``typst-compile`` and those of the translator).
    """

    name = "typst"
    format = "typst"
    epilog = "The PDF is %(outdir)s/" + PRODUCT + "."
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]
    default_translator_class = TypstTranslator

    def get_outdated_docs(self) -> str:
        """Say that the book is always written as a whole."""
        return "the whole book"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Name a document inside the book; the translator reads it back."""
        del typ
        return URI + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Name a document from anywhere in the book."""
        del from_
        return self.get_target_uri(to, typ)

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write the book."""
        tree = self._assemble()
        self.post_process_images(tree)
        visitor = self.create_translator(tree, self)
        if not isinstance(visitor, TypstTranslator):
            raise TypeError(visitor)
        tree.walkabout(visitor)
        folder = Path(self.outdir)
        edition, language = self._edition(), str(self.config.language)
        book = Call("book", [edition], body=visitor.written)
        text = '#import "/themes/book.typ": *\n' + program(book)
        (folder / SOURCE).write_text(text, "utf-8")
        _copy_themes(folder)
        self._copy_pictures(folder)
        compile_book(folder, self._epoch(), _languages(edition), {language: tag(self.config)})
        if self.config.kzbook_press:
            declaration = declared(self.config)
            language = str(self.config.language)
            described = words_of(declaration.description or "", language)
            cover = cover_of(self.config)
            press(folder, SOURCE, declaration, cover, described)

    def _assemble(self) -> nodes.document:
        root = self.config.root_doc
        tree = self.env.get_doctree(root)
        tree = inline_all_toctrees(self, set(), root, tree, str, [root])
        _adopt(tree)
        self.env.resolve_references(tree, root, self)
        return tree

    def _edition(self) -> dict[str, Value]:
        book = declared(self.config)
        language = str(self.config.language)
        cover = cover_of(self.config)
        told: dict[str, Value] = {
            "title": cover.title,
            "title-language": cover.title_language,
            "language": language,
            "cover": dict(cover.told()),
            "imprint": [
                [[[respelled(self.config, words), own] for words, own in line] for line in lines]
                for lines in imprint(book, language, cover.title, sign(self.config))
            ],
            "words": {"contents": str(_("Contents"))},
        }
        if book.description:
            described = words_of(book.description, language)
            told["description"] = described.text
            told["description-language"] = described.language
        if book.author:
            told["author"] = book.author
        return told

    def _epoch(self) -> int:
        return declared(self.config).epoch()

    def _copy_pictures(self, folder: Path) -> None:
        for uri, name in self.images.items():
            target = folder / "images" / name
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(self.srcdir / uri, target)
            if self.config.kzbook_press and target.suffix == ".svg":
                grey = target.parent / "press" / name
                grey.parent.mkdir(exist_ok=True)
                grey.write_bytes(in_greys(target.read_bytes()))


def _languages(edition: dict[str, Value]) -> dict[str, str]:
    """Give the language of the book's title and of its description, if it has one."""
    suffix = "-language"
    return {key.removesuffix(suffix): str(edition[key]) for key in edition if key.endswith(suffix)}


def _adopt(node: nodes.Element) -> None:
    """Tell every child its parent: Sphinx inlines documents without."""
    for each in node.children:
        if each.parent is not node:
            node.setup_child(each)
        if isinstance(each, nodes.Element):
            _adopt(each)


def _copy_themes(folder: Path) -> None:
    target = folder / "themes"
    target.mkdir(exist_ok=True)
    for each in resources.files("kzbook.formats.typst").joinpath("themes").iterdir():
        if each.name.endswith(".typ"):
            (target / each.name).write_bytes(each.read_bytes())


def compile_book(
    folder: Path, epoch: int, languages: Mapping[str, str], tags: Mapping[str, str] | None = None
) -> None:
    """Compile *folder*'s ``book.typ`` to ``book.pdf``, with our faces and no others.

    *languages* tells that of the book's title and of its description; *tags* what a language
    is to be called in the file, if Typst, which knows two or three letters, cannot say it.
    """
    # The stub asks for one type of path throughout.
    make: Any = typst.Compiler
    compiler = make(
        str(folder / SOURCE),
        root=str(folder),
        font_paths=[str(each) for each in fonts.folders()],
        ignore_system_fonts=True,
    )
    try:
        made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=epoch)
    except typst.TypstError as error:
        raise _told(error, (folder / SOURCE).read_text("utf-8")) from error
    write_whole(folder / PRODUCT, finish(made, languages, tags or {}))


def _told(error: typst.TypstError, source: str) -> KzbookError:
    """Turn Typst's error into ours, at the place in docs/ that the source names."""
    lines = source.split("\n")
    match = re.search(r"─ (.+):(\d+):\d+\s*$", error.diagnostic, re.MULTILINE)
    place = f"{match[1]}:{match[2]}: " if match else ""
    if match and Path(match[1]).name == SOURCE:
        place = _origin(lines, int(match[2])) or place
    glyph = re.search(
        r"the text `\"(.+)\"` could not be displayed with font `\"(.+)\"`", error.message
    )
    if glyph:
        # Typst forgets where a text comes from when it is given as an argument.
        written = literal(glyph[1])[1:-1]
        found = (number for number, line in enumerate(lines, 1) if written in line)
        place = place or _origin(lines, next(found, 0))
        codes = " ".join(f"U+{ord(sign):04X}" for sign in glyph[1])
        message = f"{place}the face {glyph[2]} has no letter for {glyph[1]!r}"
        return KzbookError("typst-glyph", message, hint=f"{codes}: write it with other letters")
    return KzbookError("typst-compile", f"{place}{error.message}", hint=" ".join(error.hints))


def _origin(lines: list[str], number: int) -> str:
    """Find the comment that says where the code of a line comes from."""
    for line in reversed(lines[:number]):
        if match := re.fullmatch(r"\s*// (\S.*)", line):
            return f"{match[1]}: "
    return ""
