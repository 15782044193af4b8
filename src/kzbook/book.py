"""What we promise to publish, as declared in ``[tool.kzbook]``."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import msgspec

from kzbook.errors import KzbookError
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

Language = Literal["en", "ru", "kk"]
FormatName = Literal["html", "pdf", "epub"]
SOURCE_LANGUAGE: Language = "en"
"""The language that the author wrote in; the others are translated from it."""
Text = Annotated[str, msgspec.Meta(min_length=1)]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?$")]


class Edition(msgspec.Struct, frozen=True, order=True):
    """One language in one format: the unit that a reader takes away."""

    language: Language
    format: FormatName

    def __str__(self) -> str:
        """Name the edition as commands do: ``kk-epub``."""
        return f"{self.language}-{self.format}"


class LinkSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """How the addresses that the book names are asked, ``[tool.kzbook.links]``.

    ``fresh`` and ``again`` are days: after how many an address that answered well, or did
    not, is asked once more. ``delay``, ``timeout`` and ``patience`` are seconds: between
    two requests to a host, for one request, and the longest that a host may make us wait.
    """

    fresh: Annotated[int, msgspec.Meta(ge=0)] = 30
    again: Annotated[int, msgspec.Meta(ge=0)] = 1
    at_once: Annotated[int, msgspec.Meta(ge=1)] = 64
    per_host: Annotated[int, msgspec.Meta(ge=1)] = 2
    delay: Annotated[float, msgspec.Meta(ge=0)] = 0.5
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 30
    attempts: Annotated[int, msgspec.Meta(ge=1)] = 3
    patience: Annotated[float, msgspec.Meta(ge=0)] = 120
    archive_api: Text = "https://archive.org/wayback/available"


class Book(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A book and the editions promised of it; what is unset is not printed and not claimed."""

    title: Text
    languages: Annotated[tuple[Language, ...], msgspec.Meta(min_length=1)]
    formats: Annotated[tuple[FormatName, ...], msgspec.Meta(min_length=1)]
    date: Day
    description: Text | None = None
    basename: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")] | None = None
    author: Text | None = None
    publisher: Text | None = None
    isbn: dict[str, Text] = {}
    doi: dict[str, Text] = {}
    licence: Text | None = None
    base_url: Text | None = None
    repository_url: Text | None = None
    translated_at_least: Annotated[float, msgspec.Meta(ge=0, le=100)] = 0
    """The share of words, in per cent, under which a language is not published."""
    paper_thickness: Annotated[float, msgspec.Meta(gt=0, lt=2)] | None = None
    """Of a leaf, in mm: the printer tells it, and the spine follows."""
    links: LinkSettings = LinkSettings()
    root: Path = Path()

    def __post_init__(self) -> None:
        """Refuse a day that no calendar has, and a language or form named twice."""
        if self.date.count("-") == 2:  # noqa: PLR2004  year, month and day
            datetime.fromisoformat(self.date)
        for name in ("languages", "formats"):
            given = getattr(self, name)
            if len(set(given)) < len(given):
                raise ValueError(f"{name} names one of them twice")

    @classmethod
    def load(cls, root: Path) -> Book:
        """Read the book declared in *root*'s ``pyproject.toml``.

        Raises ``KzbookError`` (``book-missing``, ``book-unreadable``, ``book-declaration``).
        """
        path = root / "pyproject.toml"
        try:
            declared = tomllib.loads(path.read_text("utf-8"))["tool"]["kzbook"]
        except (FileNotFoundError, NotADirectoryError):
            message = say("%(path)s: there is no book here", path=path)
            hint = say("run kzbook in the book's folder or name it with --root")
            raise KzbookError("book-missing", message, hint=hint) from None
        except KeyError:
            message = say("%(path)s: the table [tool.kzbook] is missing", path=path)
            hint = say("declare title, languages, formats and date")
            raise KzbookError("book-missing", message, hint=hint) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise KzbookError("book-unreadable", f"{path}: {error}") from error
        try:
            book = msgspec.convert(declared, cls)
        except msgspec.ValidationError as error:
            message = f"pyproject.toml: [tool.kzbook]: {error}"
            raise KzbookError("book-declaration", message) from error
        return msgspec.structs.replace(book, root=root.resolve())

    def editions(self) -> Iterator[Edition]:
        """Yield every language in every format."""
        for language in self.languages:
            for name in self.formats:
                yield Edition(language, name)

    @property
    def docs(self) -> Path:
        """The folder of the MyST sources."""
        return self.root / "docs"

    @property
    def locales(self) -> Path:
        """The folder of the gettext catalogues."""
        return self.root / "locales"

    @property
    def bibliography(self) -> Path:
        """The BibTeX file of every source the book cites."""
        return self.root / "references.bib"

    @property
    def ledger(self) -> Path:
        """The file that says when each address was last asked, and what it answered."""
        return self.root / "links.json"

    def filename(self, edition: Edition) -> str:
        """Name the file of a PDF or EPUB edition, without its folder."""
        return f"{self.stem}-{edition.language}.{edition.format}"

    @property
    def stem(self) -> str:
        """What the names of the book's files begin with."""
        return self.basename or re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")

    def epoch(self) -> int:
        """Give the release's time in Unix seconds: SOURCE_DATE_EPOCH, else the book's date.

        https://reproducible-builds.org/specs/source-date-epoch/
        """
        declared = os.environ.get("SOURCE_DATE_EPOCH", "")
        if declared:
            try:
                return int(declared)
            except ValueError:
                message = f"SOURCE_DATE_EPOCH={declared!r} is not a whole number of seconds"
                raise KzbookError("source-date-epoch", message) from None
        year, month, day = ([int(part) for part in self.date.split("-")] + [1, 1])[:3]
        return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def declared(config: Any) -> Book:
    """Give the book that a Sphinx configuration was made for."""
    return cast("Book", config.kzbook_book)


def read_text(path: Path, root: Path, code: str) -> str:
    """Read a UTF-8 file; raises ``KzbookError`` (*code*) with the line of a wrong byte."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = say("%(place)s: this byte is not UTF-8", place=f"{relative(path, root)}:{line}")
        raise KzbookError(code, message, hint=say("save the file as UTF-8")) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, then rename it: nobody meets half of it. Makes its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def relative(path: Path, root: Path) -> str:
    """Write *path* as findings do: from the book's root, with forward slashes."""
    try:
        return path.resolve().relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
