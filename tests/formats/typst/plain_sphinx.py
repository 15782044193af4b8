"""Small books made into PDF by a plain ``sphinx-build``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[2]
SMALL = TESTS / "books" / "small"
SPEC = TESTS / "spec" / "typst"


def build(root, out, language="en", **environment):
    """Run ``sphinx-build -b typst`` on a book."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "typst", "-D", f"language={language}"]
    return subprocess.run(
        [*command, root / "docs", out],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1", **environment},
    )


def without_pages(root):
    """Lay out the small book's declarations at *root* and give its empty docs/."""
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("*.md", "build", "dist"))
    return root / "docs"


def of_one_page(root, text):
    """Lay out a book of one page, ``case.md``."""
    docs = without_pages(root)
    (docs / "index.md").write_text("# Book\n\n:::{toctree}\ncase\n:::\n", "utf-8")
    (docs / "case.md").write_text(text, "utf-8")
    return root


def of_spec(root):
    """Lay out a book of all cases of the specification, in the order of their names."""
    docs = without_pages(root)
    for each in (*SPEC.glob("*.md"), *SPEC.glob("*.svg")):
        shutil.copyfile(each, docs / each.name)
    listed = "\n".join(sorted(each.stem for each in SPEC.glob("*.md")))
    (docs / "index.md").write_text(f"# Spec\n\n:::{{toctree}}\n{listed}\n:::\n", "utf-8")
    return root
