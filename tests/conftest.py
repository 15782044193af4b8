"""What many tests start from: small whole books, the kzbook command, golden files."""

from __future__ import annotations

import fcntl
import os
import pickle
import shutil
from pathlib import Path

import pytest
from sphinx.locale import translators

from commands import run_kzbook
from kzbook.book import Book
from kzbook.build import processes, read

# What kzbook says is compared in English, whatever the language of the machine.
os.environ["LANGUAGE"] = "en"

ROOT = Path(__file__).parents[1]
BOOKS = Path(__file__).parent / "books"
SAID = "said.txt"
"""Beside the dist/ of `published`: what `kzbook publish` said."""


def pytest_addoption(parser):
    parser.addoption(
        "--rewrite", action="store_true", help="write golden files anew instead of comparing"
    )


@pytest.fixture
def rewrite(request):
    """Whether golden files are to be written anew."""
    return request.config.getoption("--rewrite")


@pytest.fixture(scope="module", autouse=True)
def _words_stay_in_their_module():
    """Sphinx keeps the words of a language in the process; another module expects none."""
    before = dict(translators)
    yield
    translators.clear()
    translators.update(before)


@pytest.fixture
def kzbook():
    return run_kzbook


@pytest.fixture(scope="session")
def _small_with_catalogues(tmp_path_factory):
    root = tmp_path_factory.mktemp("books") / "small"
    shutil.copytree(BOOKS / "small", root, ignore=shutil.ignore_patterns("build", "dist"))
    done = run_kzbook("catalogs", "update", root=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def small(_small_with_catalogues, tmp_path):
    """A small book with fresh catalogues, to change at will."""
    root = tmp_path / "small"
    shutil.copytree(_small_with_catalogues, root, ignore=shutil.ignore_patterns("build", "dist"))
    return root


def shared(tmp_path_factory, name, make):
    """Make a folder once for all workers of xdist, and give it; the tests only read it."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / name
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            beside = base / f"{name}.new"
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir()
            make(beside)
            beside.rename(folder)
    return folder


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The profile itself, published once for all tests that look at the finished editions."""
    return shared(tmp_path_factory, "profile", _publish) / "книга из тестов" / "dist"


def copy_of_profile(root):
    """Copy the profile's own sources to *root*, to be built or changed there."""
    root.mkdir(exist_ok=True)
    for name in ("pyproject.toml", "references.bib"):
        shutil.copyfile(ROOT / name, root / name)
    for name in ("docs", "locales"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def _publish(folder):
    root = copy_of_profile(folder / "книга из тестов")
    done = run_kzbook("publish", "--print", root=root)
    assert done.returncode == 0, done.stdout + done.stderr
    (root / SAID).write_text(done.stdout, "utf-8")


@pytest.fixture(scope="session")
def manuscripts(tmp_path_factory):
    """The profile as read in each language, once for all workers."""

    def make(folder):
        book = Book.load(ROOT)
        with processes(book) as executor:
            told = {each.language: each.manuscript for each in read(book, executor, folder / "b")}
        (folder / "manuscripts.pickle").write_bytes(pickle.dumps(told))

    folder = shared(tmp_path_factory, "manuscripts", make)
    return pickle.loads((folder / "manuscripts.pickle").read_bytes())  # noqa: S301  our own
