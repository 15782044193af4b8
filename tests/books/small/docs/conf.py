"""Sphinx's settings: the book is declared in pyproject.toml, the rest is kzbook's."""

from pathlib import Path

from kzbook.book import Book

project = Book.load(Path(__file__).parents[1]).title
extensions = ["kzbook"]
