"""The order of letters in each language, and lists of terms put into it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# CLDR 48, collation of ru and kk: Kazakh has its own letters among the Russian ones, and І
# after Ы. https://github.com/unicode-org/cldr/blob/main/common/collation/kk.xml
_ALPHABETS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}


def sort_key(text: str, language: str) -> tuple[int, ...]:
    """Give the key by which *text* is sorted among others of its language.

    Digits and Latin letters stand before Cyrillic ones; case, spaces and signs do not count.
    """
    alphabet = _ALPHABETS.get(language, "")
    places = {letter: 0x10000 + place for place, letter in enumerate(alphabet)}
    return tuple(places.get(sign, ord(sign)) for sign in text.casefold() if sign.isalnum())


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


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(SortTerms)
