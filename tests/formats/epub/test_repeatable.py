"""The same sources give the same bytes: again, elsewhere, at another hour."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from epub_books import small, small_root

from epubs import SMALL, build


def test_again_elsewhere_and_at_another_hour(tmp_path):
    root = tmp_path / "басқа жер"
    shutil.copytree(SMALL, root)
    out = root / "out"
    subprocess.run(
        [
            sys.executable, "-m", "sphinx", "-q", "-b", "epub", "-D", "language=kk",
            "-d", str(root / "trees"), str(root / "docs"), str(out),
        ],
        check=True,
        env={**os.environ, "TZ": "Asia/Almaty", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
    )  # fmt: skip
    assert (out / "book.epub").read_bytes() == small("kk").read_bytes()


def test_a_second_build_finds_its_pages_as_they_were():
    before = small("ru").read_bytes()
    folder = small("ru").parent
    written = {path: path.read_bytes() for path in Path(folder).glob("*.xhtml")}
    assert build(small_root(), "ru").read_bytes() == before
    assert {path: path.read_bytes() for path in Path(folder).glob("*.xhtml")} == written
