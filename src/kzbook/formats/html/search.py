"""Searching a Kazakh site: by whole words, since Sphinx would apply the rules of English."""

from __future__ import annotations

from sphinx.search import SearchLanguage


class SearchKazakh(SearchLanguage):
    """Finds words as written, in any case; knows no stop words and no endings."""

    lang = "kk"
    language_name = "Kazakh"

    def stem(self, word: str) -> str:
        """Lower the case, as the script in the page does with what the reader types."""
        return word.lower()
