"""What the docstrings show to other projects is what they get."""

import doctest
import importlib
import subprocess
import sys

import pytest

PARTS = ("syllables", "numerals", "stemmer", "sounds")


@pytest.mark.parametrize(
    ("name", "least"),
    [("kazakh", 8), ("kazakh.numerals", 1), ("kazakh.stemmer", 1)],
)
def test_examples_of_the_docstrings(name, least):
    found = doctest.testmod(importlib.import_module(f"kzbook.languages.{name}"))
    assert found.failed == 0
    assert found.attempted >= least


@pytest.mark.parametrize("part", PARTS)
def test_functions_need_no_sphinx(part):
    program = (
        f"import sys, kzbook.languages.kazakh.{part}; "
        "sys.exit(' '.join({'sphinx', 'docutils', 'msgspec', 'babel'} & set(sys.modules)) or None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
