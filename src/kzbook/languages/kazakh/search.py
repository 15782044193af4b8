"""The search of a Kazakh site: any form of a word finds all of them.

A Sphinx extension by itself: ``extensions = ["kzbook.languages.kazakh.search"]`` gives a site in
Kazakh what Sphinx gives other languages, and changes nothing in those. Without it Sphinx takes
the stemmer and the stop words of English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.search import SearchLanguage, parse_stop_word

from kzbook.languages.kazakh import stemmer

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

STOP_WORDS = frozenset(
    parse_stop_word("""
    және мен бен пен да де та те немесе не ал бірақ әрі яғни өйткені сондықтан егер
    туралы бойынша үшін арқылы дейін кейін бері қарай жөнінде жөніндегі ретінде сияқты
    бұл бұған бұдан мұнда мұны мұның осы осында осыған сол сонда соны соның содан соған сонымен
    ол оның оны оған одан онда ондағы олар олардың оларды оларға олармен
    сондай осындай мұндай осылай солай былай қалай сондағы
    ең өте тағы ғана деп деген болып болған болды болады еді екен емес
    """)
)
"""Words that are not searched for: conjunctions, postpositions, pronouns, particles.

Taken from no list: they are the words of these kinds that the Kazakh edition uses most, and the
other forms of the same.
"""

_LETTER = "[a-zа-яёәғқңөұүһі]"


def _endings_alone() -> str:
    """Give the pattern of what stands after the hyphen of БҰҰ-дағылардың, 58%-ы, 5-ші.

    Python and JavaScript read it alike.
    """
    _, case, possession, number = (
        f"(?:{'|'.join(each.text for each in endings)})?" for endings in stemmer.TABLE.noun
    )
    ordinal = "(?:[ыі]?н)?ш[ыі]"
    return f"-(?:{ordinal}|{case}{number}{possession}{case})(?!{_LETTER})"


ENDINGS_ALONE = _endings_alone()
"""Endings of figures and abbreviations: no words, and none to search for."""

_SPLITTER = """
function splitQuery(query) {
  return query
    .replace(/%s/giu, " ")
    .split(/[^\\p{Letter}\\p{Number}_\\p{Emoji_Presentation}]+/gu)
    .filter((term) => term);
}
"""


class SearchKazakh(SearchLanguage):
    """Words by their stems, without the commonest; names in other letters as they are."""

    lang = "kk"
    language_name = "Kazakh"
    stopwords = STOP_WORDS
    js_stemmer_code = stemmer.script()
    js_splitter_code = _SPLITTER % ENDINGS_ALONE

    _ending_alone = re.compile(ENDINGS_ALONE, re.IGNORECASE)

    def split(self, input: str) -> list[str]:  # noqa: A002  Sphinx names it so
        """Part a text into its words, without the endings of figures and without stop words.

        Sphinx's script looks for stop words before it stems, its index only afterwards.
        """
        words = super().split(self._ending_alone.sub(" ", input))
        return [word for word in words if word.lower() not in STOP_WORDS]

    def stem(self, word: str) -> str:
        """Give the stem, as the script in the page does of what the reader types."""
        return stemmer.stem(word)

    def word_filter(self, word: str) -> bool:
        """Let every stem into the index but figures, be it spelt like a stop word."""
        return not word.isdigit()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the language."""
    app.add_search_language(SearchKazakh)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
