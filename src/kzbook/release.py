"""Artifacts to a folder that one can upload, archive and check; put in place at once."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kzbook.book import SOURCE_LANGUAGE
from kzbook.content.datapackage import data_files
from kzbook.finding import findings, has_errors
from kzbook.formats.html.chooser import chooser
from kzbook.formats.html.status import status_page
from kzbook.formats.linkgraph import LinkGraph, Twins, checks
from kzbook.formats.linkgraph.pages import epub_graph, site_graph
from kzbook.formats.linkgraph.pdf import pdf_graph
from kzbook.languages.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kzbook.book import Book, Edition
    from kzbook.build import Artifact, Translation
    from kzbook.finding import Finding

assert checks  # noqa: S101  importing them registers them
SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
TOOLS = ("kzbook", "sphinx", "myst-parser", "sphinxcontrib-bibtex", "typst", "babel", "furo")
# Sphinx's own bookkeeping, which names folders of the machine.
_NOT_PUBLISHED = shutil.ignore_patterns(".buildinfo*", ".doctrees", "*.pickle")


class Entry(msgspec.Struct, frozen=True):
    """One artifact of a release.

    ``sha256`` of a folder is that of its files' lines as SHA256SUMS has them.
    """

    edition: str
    path: str
    bytes: int
    sha256: str


class DataFile(msgspec.Struct, frozen=True):
    """One file of the book's figures as data."""

    path: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a release holds: written last, so that its presence means complete."""

    title: str
    date: str
    source_commit: str | None
    tools: dict[str, str]
    entries: tuple[Entry, ...]
    data: tuple[DataFile, ...] = ()


def release(
    book: Book, translations: Iterable[Translation], folder: Path
) -> tuple[Manifest, list[Finding]]:
    """Write a release beside *folder*, read it once more, then put it in its place.

    Gives what is wrong with the finished artifacts too. An error among that, or a failure
    on the way, leaves the last good release as it was.
    """
    made = list(translations)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for translation in made:
            for artifact in translation.artifacts:
                _place(book, artifact, beside)
        titles = {each.language: each.title for each in made}
        (beside / "index.html").write_text(chooser(book, titles), "utf-8")
        (beside / "status.html").write_text(status_page(book, progress(book)), "utf-8")
        data = dict(data_files(book, [each.manuscript for each in made]))
        for name, written in data.items():
            (beside / name).write_bytes(written)
        manifest = _manifest(book, [a for each in made for a in each.artifacts], beside, data)
        told = msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"
        sums = [*_sums(beside, beside), f"{hashlib.sha256(told).hexdigest()}  {MANIFEST}\n"]
        (beside / SUMS).write_text("".join(sorted(sums, key=_name_in_sum)), "utf-8")
        (beside / MANIFEST).write_bytes(told)
        _make_readable(beside)
        artifacts = [artifact for each in made for artifact in each.artifacts]
        found = findings(*_link_graphs(book, artifacts, beside, folder.name))
        if not has_errors(found):
            _swap(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return manifest, found


def _link_graphs(
    book: Book, artifacts: list[Artifact], folder: Path, name: str
) -> Iterator[LinkGraph | Twins]:
    """Read where the finished artifacts lead, each by itself and beside the original's."""
    languages = [each.edition.language for each in artifacts if each.edition.format == "html"]
    graphs = list(site_graph(folder, name, languages))
    for each in artifacts:
        path, language = _path(book, each), each.edition.language
        if each.edition.format == "epub":
            graphs.append(epub_graph(folder / path, f"{name}/{path}", language))
        elif each.edition.format == "pdf":
            graphs.append(pdf_graph(folder / path, f"{name}/{path}", language, each.part))
    yield from graphs
    originals = {each.twins: each for each in graphs if each.language == SOURCE_LANGUAGE}
    for graph in graphs:
        original = originals.get(graph.twins)
        if original is not None and graph is not original:
            yield Twins(original, graph)


def _place(book: Book, artifact: Artifact, folder: Path) -> None:
    source, target = Path(artifact.path), folder / _path(book, artifact)
    if source.is_dir():
        shutil.copytree(source, target, ignore=_NOT_PUBLISHED)
    else:
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, target)


def _path(book: Book, artifact: Artifact) -> str:
    edition, name = artifact.edition, book.filename(artifact.edition)
    if artifact.part:
        return f"print/{name.replace('.', f'-{artifact.part}.')}"
    return edition.language if edition.format == "html" else f"downloads/{name}"


def _manifest(
    book: Book, artifacts: list[Artifact], folder: Path, data: Mapping[str, bytes]
) -> Manifest:
    return Manifest(
        title=book.title,
        date=book.date,
        source_commit=_commit(book.root),
        tools={
            "python": ".".join(platform.python_version_tuple()[:2]),
            **{name: version(name) for name in TOOLS},
        },
        entries=tuple(
            _entry(each.edition, folder / _path(book, each), folder)
            for each in sorted(artifacts, key=lambda each: (each.edition, each.part))
        ),
        data=tuple(
            DataFile(name, len(written), hashlib.sha256(written).hexdigest())
            for name, written in data.items()
        ),
    )


def _entry(edition: Edition, path: Path, folder: Path) -> Entry:
    files = sorted(_files(path)) if path.is_dir() else [path]
    size = sum(each.stat().st_size for each in files)
    if path.is_dir():
        digest = hashlib.sha256("".join(_sums(path, folder)).encode()).hexdigest()
    else:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Entry(str(edition), path.relative_to(folder).as_posix(), size, digest)


def _sums(path: Path, folder: Path) -> Iterator[str]:
    for each in sorted(_files(path)):
        digest = hashlib.sha256(each.read_bytes()).hexdigest()
        yield f"{digest}  {each.relative_to(folder).as_posix()}\n"


def _name_in_sum(line: str) -> str:
    return line.split("  ", 1)[1]


def _files(path: Path) -> Iterator[Path]:
    return (each for each in path.rglob("*") if each.is_file())


def _commit(root: Path) -> str | None:
    """Give the commit of the sources, ``-dirty`` when files differ from it; None without git."""
    git = shutil.which("git")
    if git is None:
        return None
    asked = subprocess.run(  # noqa: S603  git as found on the PATH, fixed arguments
        [git, "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return asked.stdout.strip() or None


def _make_readable(folder: Path) -> None:
    # A release is for a web server to read, whatever the umask it was made under.
    folder.chmod(0o755)
    for each in folder.rglob("*"):
        each.chmod(0o755 if each.is_dir() else 0o644)


def _swap(new: Path, folder: Path) -> None:
    old = new.with_name(new.name + ".old")
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
