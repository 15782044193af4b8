"""The order of letters in each language, and glossaries and the general index put into it.

A Sphinx extension by itself: ``extensions = ["kzbook.languages.order"]``.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    # A word, and where it leads: its places, the entries below it, and the heading asked for.
    Entry = tuple[str, tuple[list[Any], list[tuple[str, Any]], str | None]]

# CLDR 48, collation of ru and kk: Kazakh has its own letters among the Russian ones, and І
# after Ы. https://github.com/unicode-org/cldr/blob/main/common/collation/kk.xml
_ALPHABETS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}


def sort_key(text: str, language: str) -> tuple[int, ...]:
    """Give the key by which *text* is sorted among others of its language.

    Digits and Latin letters stand before Cyrillic ones; case, spaces, signs and the accents of
    other languages do not count.
    """
    alphabet = _ALPHABETS.get(language, "")
    places = {letter: 0x10000 + place for place, letter in enumerate(alphabet)}
    letters = unicodedata.normalize("NFC", text.casefold())
    return tuple(places.get(sign, ord(_plain(sign))) for sign in letters if sign.isalnum())


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFD", sign)[0]


class SortTerms(SphinxTransform):
    """Sort every glossary of the book by its terms in the edition's language.

    Sphinx makes an index entry of each term, and of those alone an index page: a list that is
    sorted already needs none.
    """

    # After Sphinx's Locale (20) has given the terms their words.
    default_priority = 24

    def apply(self, **_: Any) -> None:
        """Put the items of each glossary in order, without entries for an index."""
        language = self.config.language
        for glossary in self.document.findall(addnodes.glossary):
            for entry in list(glossary.findall(addnodes.index)):
                entry.parent.remove(entry)
            for terms in glossary.findall(nodes.definition_list):
                terms[:] = sorted(terms, key=lambda item: sort_key(_term(item), language))


def _term(item: nodes.Node) -> str:
    return next(iter(item.findall(nodes.term))).astext()


def in_alphabet(entries: Iterable[Entry], language: str) -> list[tuple[str, list[Entry]]]:
    """Sort the entries of a general index and gather them under the letters of *language*."""

    def heading(entry: Entry) -> str:
        word, (_places, _below, asked) = entry
        letter = unicodedata.normalize("NFC", word)[0]
        if asked is not None:
            return asked
        if not letter.isalpha():
            return _("Symbols")
        known = letter.lower() in _ALPHABETS.get(language, "")
        return (letter if known else _plain(letter)).upper()

    def place(entry: Entry) -> tuple[bool, tuple[int, ...], str]:
        shown = entry[1][2] or entry[0]
        return shown[0].isalpha(), sort_key(shown, language), entry[0]

    put = [
        (word, (places, sorted(below, key=lambda each: sort_key(each[0], language)), asked))
        for word, (places, below, asked) in sorted(entries, key=place)
    ]
    return [(letter, list(group)) for letter, group in groupby(put, heading)]


def _sort_index(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Put the page of the index in order; Sphinx sorts by code point, Ә and І after Я.

    The pages of ``html_split_index``, one for each of Sphinx's letters, stay as they are.
    """
    language = str(app.config.language)
    if pagename == "genindex" and language in _ALPHABETS and not context["split_index"]:
        every = [entry for _letter, group in context["genindexentries"] for entry in group]
        context["genindexentries"] = in_alphabet(every, language)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform, and the order of the index."""
    app.add_transform(SortTerms)
    app.connect("html-page-context", _sort_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
