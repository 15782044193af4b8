"""Other people's tools on our book: plain sphinx-build, and make on a poor machine."""

import shutil
import stat
import subprocess
import sys

import pytest

from conftest import ROOT


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_plain_sphinx_builds_an_edition(small, tmp_path, builder):
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, "-D", "language=kk", "docs", tmp_path / "out"],
        cwd=small, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    product = tmp_path / "out" / ("one.html" if builder == "html" else "book.epub")
    assert product.stat().st_size > 10_000
    assert list(small.rglob("*.mo")) == []


def test_plain_sphinx_is_told_what_the_checks_say(small, tmp_path):
    page = small / "docs/one.md"
    page.write_text(page.read_text("utf-8").replace("{ednote}`N1`", ""), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "html", "docs", tmp_path / "out"],
        cwd=small, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "docs/notes.toml:1: WARNING: note 'N1' is called 0 times" in done.stderr
    assert "[kzbook.note-calls-once]" in done.stderr


def make_setup(folder, script):
    """Run ``make setup`` in an empty project whose Python is a shell *script*."""
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copyfile(ROOT / name, folder / name)
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    return subprocess.run(
        ["make", "setup", f"PYTHON={python}"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_python_without_venv_gets_a_sentence(tmp_path):
    done = make_setup(tmp_path, 'case "$2" in *venv*) exit 1;; esac')
    assert done.returncode != 0
    assert "Python's venv module is missing: install it" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_gets_a_sentence(tmp_path):
    old = "import sys; sys.version_info = (3, 10); $2"
    done = make_setup(tmp_path, f"exec '{sys.executable}' -c \"{old}\"")
    assert done.returncode != 0
    assert "kzbook needs Python 3.11 or newer" in done.stderr
