"""Facts: every figure once in docs/facts.toml, bound in the prose with ``{fact}``."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from docutils.nodes import make_id
from sphinx.locale import _
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import ReferenceRole

from kzbook.book import declared
from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Message
from kzbook.languages.contexts import message_place
from kzbook.languages.kazakh.numerals import joined
from kzbook.languages.passages import language_of
from kzbook.manuscript import Fact, FactUse, Manuscript, read_facts
from kzbook.nodes import fact, is_ours, note_around
from kzbook.numbers import read, write
from kzbook.speech import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator


class FactRole(ReferenceRole):
    """Leave a node for ``{fact}`key``` or ``{fact}`words <key>```."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Make the node; what it prints is written after translation."""
        words = self.title if self.has_explicit_title else ""
        node = fact(self.rawtext, "", key=self.target, words=words)
        self.set_source_info(node)
        return [node], []


class WriteFacts(SphinxTransform):
    """Write each fact's text in the language of the passage it stands in."""

    # After Sphinx's Locale (20), which reads a translated passage anew, and after the
    # editor's notes (23) have brought theirs.
    default_priority = 25

    def apply(self, **_kwargs: Any) -> None:
        """Give every fact of the document its words or its value."""
        facts = facts_of(self.env)
        counted: Counter[str] = Counter()
        for node in self.document.findall(fact):
            if not is_ours(node):
                counted[node["key"]] += 1
                node["ids"] = [_anchor(node["key"], counted[node["key"]])]
            stated = facts.get(node["key"])
            text = node["words"]
            if not text and stated is not None:
                language = language_of(node, self.config.language)
                text = write(stated.value, stated.kind, stated.unit, language)
            # An unknown key is an error of its own; the reader of a draft sees the key.
            node.append(nodes.Text(text or node["key"]))


def _anchor(key: str, number: int) -> str:
    """Name a place of a figure in its document; no key has the two hyphens of a later place."""
    name = f"fact-{make_id(key)}"
    return name if number == 1 else f"{name}--{number}"


def facts_of(env: BuildEnvironment) -> dict[str, Fact]:
    """Give the facts declared for the book being read, by key."""
    return cast("dict[str, Fact]", env.config.kzbook_facts)


QUALIFIERS = {
    "about": "about %s",
    "almost": "almost %s",
    "at least": "at least %s",
    "beginning of": "beginning of %s",
    "by": "by %s",
    "could exceed": "could exceed %s",
    "early": "early %ss",
    "estimated": "an estimated %s",
    "maximum": "at most %s",
    "mid": "mid-%ss",
    "more than": "more than %s",
    "on average": "on average %s",
    "over": "over %s",
    "past": "the past %s",
    "since": "since %s",
    "some": "some %s",
    "under": "under %s",
    "until": "until %s",
    "up to": "up to %s",
    "within": "within %s",
}
"""What a figure that stands alone says of its exactness, in interface words; "between" needs two."""


def printed(stated: Fact, language: str, text: str = "") -> str:
    """Write a figure that stands alone, in a table or a chart, with the author's qualifier.

    *text* is what is printed for the value, if that is not the value by itself. In Kazakh a
    suffix after the figure takes the form that the number asks for, whichever the
    interface words have.
    """
    value = text or write(stated.value, stated.kind, stated.unit, language)
    if stated.qualifier not in QUALIFIERS:
        return value
    before, _sign, after = _(QUALIFIERS[stated.qualifier]).partition("%s")
    if language == "kk" and (suffix := _SUFFIX.match(after)):
        return f"{before}{joined(value, suffix[1])}{after[suffix.end() :]}"
    return f"{before}{value}{after}"


_SUFFIX = re.compile(r"-(\w+)")


def fact_uses(doctree: nodes.document, docname: str, path: str, language: str) -> Iterator[FactUse]:
    """Yield the facts printed in one document, in reading order.

    Words of a translator's are placed at their message: whoever mends them looks there.
    """
    for node in doctree.findall(fact):
        note = note_around(node)
        at = (
            Location(path, node.line or 0) if note is None else Location(note["path"], note["line"])
        )
        spoken = language_of(node, language)
        if node["words"] and spoken == language:
            at = message_place(node) or at
        anchor = next(iter(node["ids"]), "")
        yield FactUse(
            node["key"], node["words"], spoken, docname, at, is_ours(node), _passage(node), anchor
        )


def _passage(node: fact) -> str:
    around: nodes.Node = node
    while isinstance(around, nodes.Inline):
        around = around.parent
    return "".join(text for text in around.findall(nodes.Text) if note_around(text) is None)


@check(Manuscript)
def fact_unknown(manuscript: Manuscript) -> Iterator[Finding]:
    """A bound figure is declared in docs/facts.toml.

    Bad:  {fact}`popluation`
    Good: {fact}`population`
    """
    known = {each.key for each in manuscript.facts}
    for use in manuscript.fact_uses:
        if use.key not in known:
            message = say(
                "no fact %(key)s in docs/facts.toml; declare it or mend the key", key=repr(use.key)
            )
            yield Finding(use.at, "fact-unknown", message)


@check(Manuscript)
def fact_places(manuscript: Manuscript) -> Iterator[Finding]:
    """A figure is printed in the author's text as often as its places say.

    Bad:  The population is 18,833,100.
    Good: The population is {fact}`population`.
    """
    printed = Counter(use.key for use in manuscript.fact_uses if not use.ours)
    for each in manuscript.facts:
        if printed[each.key] != len(each.places):
            message = (
                f"fact {each.key!r} is printed {printed[each.key]} times, "
                f"its places are {len(each.places)}; bind it in each place, or mend the places"
            )
            yield Finding(each.at, "fact-places", message)


@check(Manuscript)
def fact_source_unknown(manuscript: Manuscript) -> Iterator[Finding]:
    """The source of a fact is an entry of references.bib.

    Bad:  source = "statzk"
    Good: source = "statkz"
    """
    known = {each.key for each in manuscript.sources}
    for each in manuscript.facts:
        if each.source and each.source not in known:
            message = (
                f"fact {each.key!r} names the source {each.source!r}, which references.bib lacks"
            )
            yield Finding(each.at, "fact-source-unknown", message)


@check(Manuscript)
def fact_words(manuscript: Manuscript) -> Iterator[Finding]:
    """Words given for a fact read as its value, in every language, or are declared for it.

    Bad:  {fact}`eight <readmission-ratified>`
    Good: {fact}`seven <readmission-ratified>`
    """
    facts = {each.key: each for each in manuscript.facts}
    for use in manuscript.fact_uses:
        stated = facts.get(use.key)
        if stated is None or not use.words or use.words in stated.written:
            continue
        if not read(use.words, use.language):
            message = say(
                "“%(words)s” cannot be read as a number, so that it cannot be compared with "
                "%(value)s, the value of %(key)s; write the number in words or figures, "
                "or leave the words out and let the program write it",
                words=use.words,
                value=stated.value,
                key=repr(use.key),
            )
            yield Finding(use.at, "fact-words", message)
        elif not _says(use.words, stated, use.language):
            message = say(
                "“%(words)s” does not read as %(value)s, the value of %(key)s; "
                "mend the words, or the value in docs/facts.toml",
                words=use.words,
                value=stated.value,
                key=repr(use.key),
            )
            yield Finding(use.at, "fact-words", message)


def _says(words: str, stated: Fact, language: str) -> bool:
    """Say whether every number of *words* is of the fact's value, and the value is told."""
    if words.strip() == str(stated.value):
        return True
    wanted = [Decimal(part) for part in re.findall(r"\d+(?:\.\d+)?", str(stated.value))]
    told = [
        Decimal(str(stated.value)) if _rounds_to(each, stated) else each
        for each in read(words, language)
    ]
    return sorted(told) == sorted(wanted)


def _rounds_to(number: Decimal, stated: Fact) -> bool:
    """Say whether a share told as a fraction is the declared one: a third is 33.3%."""
    if stated.kind != "share":
        return False
    declared = Decimal(str(stated.value))
    return round(number, max(0, -int(declared.as_tuple().exponent))) == declared


def _visit_fact(self: HTML5Translator, node: fact) -> None:
    told = {"data-fact": node["key"]}
    if "refuri" in node:
        told |= {"href": node["refuri"], "aria-describedby": node["described"]}
    self.body.append(self.starttag(node, _element(node), "", CLASS="fact", **told))


def _depart_fact(self: HTML5Translator, node: fact) -> None:
    self.body.append(f"</{_element(node)}>")


def _element(node: fact) -> str:
    return "a" if "refuri" in node else "span"


def _messages(app: Sphinx) -> Iterator[Message]:
    for each in facts_of(app.env).values():
        yield Message("facts", each.measures, each.at, f"what the figure {each.key} measures")


def _read(_app: Sphinx, config: Any) -> None:
    book = declared(config)
    config.kzbook_facts = read_facts(book.docs / "facts.toml", book.root)


def setup(app: Sphinx) -> None:
    """Register the role, its transform and what it offers to catalogues."""
    app.add_config_value("kzbook_facts", {}, "env")
    app.connect("config-inited", _read)
    app.add_node(fact, html=(_visit_fact, _depart_fact))
    app.add_role("fact", FactRole())
    app.add_transform(WriteFacts)
    app.connect("kzbook-messages", _messages)
