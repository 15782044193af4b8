"""Two books as EPUB: the small one in its three languages, and one with all that it lacks."""

import atexit
import io
import shutil
import tempfile
from functools import cache
from pathlib import Path

from epubs import SMALL, build

LANGUAGES = ("en", "ru", "kk")

RICH = {
    "pyproject.toml": """\
[tool.kzbook]
title = "A Rich Book"
languages = ["kk"]
formats = ["epub"]
date = "1979-03-02"
author = "A. Author"
publisher = "P & Sons"
licence = "CC BY 4.0"
isbn = { kk-epub = "9780306406157" }
""",
    "references.bib": "",
    "docs/conf.py": (
        'project = "A Rich Book"\nextensions = ["kzbook"]\nexclude_patterns = ["drafts"]\n'
    ),
    "docs/notes.toml": "",
    "docs/facts.toml": "",
    "docs/index.md": "(top)=\n# A Rich Book\n\nBefore all.\n\n:::{toctree}\npart\nnav\n:::\n",
    "docs/part.md": "(part)=\n# Part *one*\n\n:::{toctree}\ndeep/cover\n:::\n",
    "docs/deep/cover.md": """\
(cover)=
# Deep

```{index} migration
```

Words.[^a] See <project:#top>, <project:../lone.md>, <project:#figure> and <https://example.org/>.

(figure)=
:::{figure} ../bars.svg
:alt: Three bars, the last the longest.

Bars
:::

[^a]: The author’s own footnote.

    Its second paragraph.
""",
    "docs/nav.md": "(nav)=\n# Below\n\n![](bars.svg)\n\n(more)=\n## More\n\nText.\n",
    "docs/lone.md": "---\norphan: true\n---\n(lone)=\n# Lone\n\nOut of the book.\n",
    "docs/bars.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<path d="M0 9V6h2v3zM3 9V4h2v5zM6 9V0h2v9z"/></svg>'
    ),
}


def write_rich(root):
    for name, text in RICH.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


@cache
def folder():
    """A folder for the books of this process, gone when it ends."""
    made = tempfile.TemporaryDirectory(prefix="epub-")
    atexit.register(made.cleanup)
    return Path(made.name)


@cache
def small_root():
    root = folder() / "small"
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("out", "build"))
    return root


@cache
def small(language):
    """The small book as EPUB."""
    return build(small_root(), language)


@cache
def rich():
    """A book with what the small one lacks, and what Sphinx warned of.

    It is built where an older build left its files.
    """
    root = write_rich(folder() / "rich")
    left = root / "out" / "kk" / "epub"
    (left / "_images").mkdir(parents=True)
    (left / "gone.xhtml").write_text("<html/>", "utf-8")
    (left / "_images" / "gone.png").write_bytes(b"gone")
    warned = io.StringIO()
    return build(root, "kk", warning=warned), warned.getvalue()
