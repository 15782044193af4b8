"""Sphinx and docutils in Kazakh, in a project that is none of kzbook's."""

import subprocess
import sys
from pathlib import Path

import polib
import pytest
import sphinx
from babel.messages.extract import extract_from_file
from lxml import html

from kzbook.languages.catalogs import PACK
from kzbook.languages.compiling import interface
from kzbook.languages.kazakh import words

NEVER_SHOWN = {
    # Told to the author of a bad glossary, not to a reader.
    "glossary term must be preceded by empty line",
    "glossary terms must not be separated by empty lines",
    "glossary seems to be misformatted, check indentation",
}
INDEX = """\
Жоба
====

:Авторы: Абай

.. note:: Бірінші.

.. function:: build(name)

   "Бір сөз" деді.

   :param name: аты
   :returns: мәні

.. versionadded:: 2.0
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A plain Sphinx project in Kazakh, built by Sphinx's own command."""
    root = tmp_path_factory.mktemp("project")
    conf = """from kzbook.languages.kazakh import words
project = "Жоба"
language = "kk"
extensions = ["kzbook.languages.kazakh.words"]
locale_dirs = ["locales", words.folder()]
"""
    (root / "conf.py").write_text(conf, "utf-8")
    (root / "index.rst").write_text(INDEX, "utf-8")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", str(root), str(root / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root / "out"


def test_a_page_of_another_project_speaks_kazakh(site):
    text = html.parse(site / "index.html").getroot().text_content()
    for said in (
        "Ескертпе",
        "Параметрлер",
        "Қайтарады",
        "нұсқасында қосылды",
        "Авторы",
        "«Бір сөз» деді",
    ):
        assert said in text, said
    for english in ("Parameters", "Returns", "Note", "Quick search", "Table of Contents"):
        assert english not in text, english


def test_so_does_its_search(site):
    script = (site / "_static/words.js").read_text("utf-8")
    assert "Іздеу" in script
    assert "words.js" in (site / "search.html").read_text("utf-8")


PROGRAM = """
from docutils.core import publish_string
from kzbook.languages.kazakh.words import add_to_docutils
add_to_docutils()
settings = {"language_code": "kk", "output_encoding": "unicode", "report_level": 5}
text = "Тақырып\\n=======\\n\\n:Авторы: Абай\\n:Нұсқасы: 2\\n\\nМәтін.\\n"
print(publish_string(text, writer="html5", settings_overrides=settings))
"""


def test_docutils_alone_has_the_labels():
    # In an interpreter of its own: docutils keeps what it has imported.
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM]
    done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert '<dt class="author">Авторы' in done.stdout
    assert '<dt class="version">Нұсқасы' in done.stdout


def test_a_label_is_the_word_that_sphinx_uses():
    pack = interface("kk")
    for name in (
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "tip",
        "warning",
    ):
        assert words.labels[name] == pack[name.capitalize()]


def test_every_word_that_a_page_of_sphinx_can_show_is_there():
    known = {
        entry.msgid
        for name in words.FILES
        for entry in polib.pofile(str(PACK / f"kk/LC_MESSAGES/{name}.po"))
        if entry.msgstr
    }
    shown = {
        message if isinstance(message, str) else message[0]
        for folder in ("domains", "ext", "directives", "writers", "locale", "environment")
        for path in (Path(sphinx.__file__).parent / folder).rglob("*.py")
        for *_, message, _comments, _context in extract_from_file(
            "python", str(path), keywords={"_": None}
        )
    }
    assert len(shown) > 100
    assert shown - known - NEVER_SHOWN == set()
