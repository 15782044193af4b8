"""What a message must keep of its source before any build reads it: a .po file is untrusted.

Sphinx parses each translation with the whole MyST parser, so that a message could publish a
file of the build machine, put a script into a page or stop the build. These rules read both
texts with the same parser and compare what is no plain word.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Catalogue
from kzbook.languages.markup import markup
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kzbook.languages.catalogs import Entry
    from kzbook.languages.markup import Sign

_NOQA = re.compile(r"#\s*noqa\s*$", re.IGNORECASE)
# Signs that mean something to Markdown, HTML or MyST, where they stand as plain text.
_STRAY = re.compile(r"`|\*\*|\{\{|\}\}|\{|\}|<|>|\"|\]\(|\]\[")
_ADVICE = {
    "`": say("an accent ` opens or closes nothing; check the roles near it"),
    "**": say("two asterisks open or close nothing; take them out or close the bold words"),
    '"': say('the mark " is for programs; use the quotation marks of the language'),
}
_KINDS = {
    "bold": say("bold"),
    "code": say("code"),
    "formula": say("formula"),
    "image": say("image"),
    "italic": say("italic"),
    "line break": say("line break"),
    "link": say("link"),
    "placeholder": say("placeholder"),
    "span": say("span"),
    "substitution": say("substitution"),
}


def translations(catalogue: Catalogue) -> Iterator[tuple[Entry, str, str]]:
    """Yield each entry with a translation that is used, its source and each of its forms.

    A language has forms of its own for the counts: the source of each is whichever of the
    singular and the plural has the places that it fills.
    """
    for entry in catalogue.entries:
        if entry.fuzzy:
            continue
        for form in filter(None, entry.forms or (entry.msgstr,)):
            sources = filter(None, (entry.msgid, entry.plural))
            yield entry, min(sources, key=partial(_distance, form)), form


def _distance(form: str, source: str) -> int:
    """Count the signs that one of the two has and the other has not."""
    given, wanted = markup(form).signs, markup(source).signs
    return (given - wanted).total() + (wanted - given).total()


@check(Catalogue)
def message_roles(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation keeps each role of its source and the role's target, in any order.

    A role, {fact}`area` or {cite:p}`statkz`, is a place that the program fills: a figure, a
    source, a note. Copy it letter by letter; only words before <…> are yours to translate. It
    may stand anywhere in the sentence.

    Bad:  msgid "In {fact}`area`" msgstr "В"
    Good: msgid "In {fact}`area`" msgstr "В {fact}`area`"
    """
    yield from _compared(catalogue, "message-roles", "role")


@check(Catalogue)
def message_links(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation keeps each link and image with its address; its words are translated.

    What stands in round brackets is where a link leads; it is the same in every language.
    Translate the words in square brackets and copy the rest.

    Bad:  msgid "See [there](#a)" msgstr "См. [там](#b)"
    Good: msgid "See [there](#a)" msgstr "См. [там](#a)"
    """
    yield from _compared(catalogue, "message-links", "link", "image")


@check(Catalogue)
def message_footnotes(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation calls the footnotes that its source calls, in any order.

    A call of a footnote, [^a], must be there for a reader to find the note, as often as in the
    source and under the same name. Put it where your sentence wants it.

    Bad:  msgid "One[^a]" msgstr "Один[^b]"
    Good: msgid "One[^a]" msgstr "Один[^a]"
    """
    yield from _compared(catalogue, "message-footnotes", "footnote")


@check(Catalogue)
def message_placeholders(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation keeps the places that a program fills: %s, %(name)s, ${name}.

    Such signs are replaced by a number or a name before anybody reads the words. Copy each as
    it stands and put it where your sentence wants it.

    Bad:  msgid "page %s" msgstr "страница"
    Good: msgid "page %s" msgstr "страница %s"
    """
    yield from _compared(catalogue, "message-placeholders", "placeholder")


@check(Catalogue)
def message_html(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation has the HTML of its source and no other: a tag could be a script.

    A tag changes how the page is made, and could run a program in the reader's browser. Copy
    the tags of the source; add none.

    Bad:  msgid "One" msgstr "<b>Один</b>"
    Good: msgid "<b>One</b>" msgstr "<b>Один</b>"
    """
    yield from _compared(catalogue, "message-html", "HTML")


@check(Catalogue)
def message_markup(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation has the bold, italic, code, formulas and attributes of its source.

    Asterisks make words bold or italic, accents make code; one that is not closed is printed,
    or takes the next words along. Mark in your sentence the words that say what the marked
    words of the source say, and close every mark.

    Bad:  msgid "**One** two" msgstr "**Один два"
    Good: msgid "**One** two" msgstr "**Один** два"
    """
    compared = {"role", "link", "image", "footnote", "placeholder", "HTML"}
    yield from _compared(catalogue, "message-markup", all_but=compared)
    for entry, source, form in translations(catalogue):
        known = Counter(_STRAY.findall(markup(source).text))
        stray = next(iter(Counter(_STRAY.findall(markup(form).text)) - known), "")
        if stray:
            unknown = say("the sign %(sign)s is not in the source; take it out", sign=stray)
            advice = _ADVICE.get(stray, unknown)
            yield Finding(Location(catalogue.path, entry.line), "message-markup", advice)


@check(Catalogue)
def message_shape(catalogue: Catalogue) -> Iterator[Finding]:
    r"""A translation is one passage where its source is: Sphinx drops the rest silently.

    A message is one paragraph, one heading or one cell. After a blank line, or when it starts
    with a sign of a list, the rest would not be printed. Keep it in one piece; write a
    backslash before a full stop after a year at the very beginning: 2019\.

    Bad:  msgid "One." msgstr "Одно.\n\nДругое."
    Good: msgid "One." msgstr "Одно. Другое."
    """
    for entry, source, form in translations(catalogue):
        if markup(form).blocks != markup(source).blocks:
            message = say(
                "the translation is not one passage like its source: take out blank lines, "
                "and signs at its beginning that start a list, a heading or a directive "
                "(a year with a full stop starts a list as well: write 2019\\.)"
            )
            yield Finding(Location(catalogue.path, entry.line), "message-shape", message)
        elif markup(source).blocks not in {("paragraph",), ()} and _first(form) != _first(source):
            message = say(
                "the first line of a directive is not translated; write %(line)s",
                line=_first(source),
            )
            yield Finding(Location(catalogue.path, entry.line), "message-shape", message)


@check(Catalogue)
def message_noqa(catalogue: Catalogue) -> Iterator[Finding]:
    """A translation does not switch Sphinx's own comparison off.

    The word tells Sphinx to look at nothing in this message. If a check is wrong about it, say
    so to us and leave the check on.

    Bad:  msgid "One" msgstr "Один #noqa"
    Good: msgid "One" msgstr "Один"
    """
    for entry, _source, form in translations(catalogue):
        if match := _NOQA.search(form):
            message = say("%(word)s switches checks off; take it out", word=match[0])
            yield Finding(Location(catalogue.path, entry.line), "message-noqa", message)


def _compared(
    catalogue: Catalogue, rule: str, *kinds: str, all_but: set[str] | None = None
) -> Iterator[Finding]:
    """Compare the signs of some *kinds*, or of *all_but* some, whatever their order."""
    for entry, source, form in translations(catalogue):
        wanted, given = (
            Counter({each: count for each, count in markup(text).signs.items()
                     if (each.kind in kinds if all_but is None else each.kind not in all_but)})
            for text in (source, form)
        )  # fmt: skip
        lost, added = list((wanted - given).elements()), list((given - wanted).elements())
        at = Location(catalogue.path, entry.line)
        for old, new in zip(lost, added, strict=False):
            if (old.kind, old.role) == (new.kind, new.role):
                message = say(
                    "%(new)s is not in the source; write %(old)s", new=_sign(new), old=_sign(old)
                )
                yield Finding(at, rule, message)
                lost.remove(old)
                added.remove(new)
        for sign in lost:
            lack = say(
                "%(sign)s is lost; put it back where the sense asks for it", sign=_sign(sign)
            )
            yield Finding(at, rule, lack)
        for sign in added:
            surplus = say("%(sign)s is not in the source; take it out", sign=_sign(sign))
            yield Finding(at, rule, surplus)


def _sign(sign: Sign) -> str:
    """Name a sign as a translator sees it, with the word for its kind where it has one."""
    kind = _KINDS.get(sign.kind)
    if kind is None:
        return str(sign)
    return say("%(kind)s %(target)s", kind=kind, target=sign.target) if sign.target else kind


def _first(text: str) -> str:
    return text.lstrip().partition("\n")[0]
