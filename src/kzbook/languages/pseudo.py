"""The pseudo-locale: every letter that a catalogue can reach carries a mark.

It stands in Kazakh's place, the language to which nothing in the stack speaks: whatever a reader
then sees in plain Latin letters is a word that no catalogue can reach.
"""

from __future__ import annotations

import re

_PLAIN = "acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ"
_MARKED = "áçďéğĥíĵķľñóřšťúŵýžÁÇĎÉĞĤÍĴĶĽÑÓŘŠŤÚŴÝŽ"
_MARKS = str.maketrans(_PLAIN, _MARKED)
_UNMARKED = re.compile(rf"[A-Za-z]*[{_PLAIN}][A-Za-z]*")


def pseudo(text: str) -> str:
    """Mark the Latin letters of *text*; they stay readable.

    >>> pseudo("Migration in 2019")
    'Míğřáťíóñ íñ 2019'
    """
    return text.translate(_MARKS)


def unmarked(text: str) -> list[str]:
    """Find the words of *text* that no catalogue has given.

    >>> unmarked("Míğřáťíóñ Profile: km²")
    ['Profile', 'km']
    """
    return _UNMARKED.findall(text)
