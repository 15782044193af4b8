"""The words of Sphinx's search script, which has no Kazakh and knows no book's own corrections."""

from __future__ import annotations

import json
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.plurals import get_plural
from sphinx.locale import get_translator

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT = "words.js"
"""Beside Sphinx's own translations.js, which it copies last: the later script wins."""

SINGLE = (
    ", in ",
    "Hide Search Matches",
    "Preparing search...",
    "Search Results",
    "Searching",
    (
        "Your search did not match any documents. Please make sure that all words are "
        "spelled correctly and that you've selected enough categories."
    ),
)
COUNTED = (
    "Search finished, found one page matching the search query.",
    "Search finished, found ${resultCount} pages matching the search query.",
)
"""What searchtools.js and sphinx_highlight.js say; one message has forms for numbers."""

ENOUGH = 200
"""No plural rule of CLDR's gettext forms waits for a larger number to use a form."""


def script(language: str) -> str:
    """Write the call that gives Sphinx's scripts their words, from the loaded catalogue."""
    catalogue = get_translator()
    rule = get_plural(language)
    index = c2py(rule.plural_expr)
    forms: dict[int, str] = {}
    for number in range(ENOUGH):
        forms.setdefault(int(index(number)), catalogue.ngettext(*COUNTED, number))
    messages: dict[str, str | list[str]] = {each: catalogue.gettext(each) for each in SINGLE}
    messages[COUNTED[0]] = [forms[each] for each in sorted(forms)]
    # JavaScript finds nothing under [false], which is what (n != 1) is for one page.
    plural = f"Number({rule.plural_expr})"
    words = {"locale": language, "messages": messages, "plural_expr": plural}
    return f"Documentation.addTranslations({json.dumps(words, ensure_ascii=False, indent=1)});\n"


def publish(app: Sphinx) -> None:
    """Put the script into the site and on each page; English has its words in the scripts.

    It is there before the first page, which names it with its checksum.
    """
    if app.config.language == "en":
        return
    path = Path(app.outdir) / "_static" / SCRIPT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script(app.config.language), "utf-8")
    # After Sphinx's translations.js (500).
    app.add_js_file(SCRIPT, priority=510)
