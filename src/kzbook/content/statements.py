"""Statements: the sentences of the book, what each cites, and whether it cites what it names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from kzbook.book import SOURCE_LANGUAGE
from kzbook.content.voices import is_editors
from kzbook.finding import Finding, Location, check
from kzbook.languages.attributions import names_source, sentences
from kzbook.languages.contexts import message_place
from kzbook.languages.passages import language_of
from kzbook.manuscript import Collation, Manuscript, Statement
from kzbook.nodes import ednote, fact, is_ours
from kzbook.speech import say, say_counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


EXCUSE = "unsourced:"
"""How the comment begins that says why a sentence names a source and cites none."""
_MARK = re.compile(r"\ue000(\d+)\ue001")
_BLOCKS = (nodes.paragraph, nodes.term, nodes.line)


def statements(
    env: BuildEnvironment, doctree: nodes.document, docname: str, path: str
) -> Iterator[Statement]:
    """Yield the sentences of one document and of its notes, passage by passage."""
    blocks = (node for node in doctree.findall(nodes.Element) if isinstance(node, _BLOCKS))
    for place, block in enumerate(blocks, 1):
        ours = is_editors(env, docname) or is_ours(block)
        at = message_place(block) or Location(path, block.line or 0)
        base = Statement(
            words="", language=language_of(block, env.config.language), docname=docname,
            passage=f"{docname} {place}", excuses=_excuses(block), ours=ours, at=at,
        )  # fmt: skip
        yield from _sentences(block, base)
        for note in block.findall(ednote):
            if "path" in note:
                at = message_place(note) or Location(note["path"], note["line"])
                language = language_of(note, env.config.language)
                inside = msgspec.structs.replace(
                    base,
                    language=language,
                    passage=note["key"],
                    excuses=(),
                    ours=True,
                    note=True,
                    at=at,
                )
                yield from _sentences(note, inside)


def _sentences(block: nodes.Element, base: Statement) -> Iterator[Statement]:
    """Part *block* into sentences; citations and facts stand as marks till it is parted."""
    marked: list[nodes.Element] = []
    for words in sentences(_text(block, marked, top=True)):
        inside = [marked[int(number)] for number in _MARK.findall(words)]
        calls = [node for node in inside if isinstance(node, pending_xref)]
        yield msgspec.structs.replace(
            base,
            words=_MARK.sub(lambda match: marked[int(match[1])].get("shown", ""), words),
            cited=tuple(
                target.key for node in calls for target in parse_citation_targets(node["reftarget"])
            ),
            facts=tuple(node["key"] for node in inside if isinstance(node, fact)),
        )


def _text(node: nodes.Node, marked: list[nodes.Element], *, top: bool = False) -> str:
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, ednote) and not top:
        return ""
    cites = isinstance(node, pending_xref) and node.get("refdomain") == "cite"
    if isinstance(node, fact) or (cites and isinstance(node, nodes.Element)):
        marked.append(node)
        shown = node.astext() if isinstance(node, fact) else ""
        return f"{shown}\ue000{len(marked) - 1}\ue001"
    return "".join(_text(child, marked) for child in node.children)


def _excuses(block: nodes.Element) -> tuple[str, ...]:
    """Give the reasons in the comments right above a paragraph."""
    found: list[str] = []
    above = block.previous_sibling()
    while isinstance(above, nodes.comment):
        found += [
            line.partition(EXCUSE)[2].strip()
            for line in reversed(above.astext().splitlines())
            if line.strip().startswith(EXCUSE)
        ]
        above = above.previous_sibling()
    return tuple(reversed(found))


def _passages(manuscript: Manuscript) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for each in manuscript.statements:
        found[each.passage].append(each)
    return found


@check(Manuscript)
def attribution_uncited(manuscript: Manuscript) -> Iterator[Finding]:
    """A sentence that names its source in words cites it, or says above why it cannot.

    Bad:  According to the Office, 43% are rural.
    Good: According to the Office {cite:p}`statkz`, 43% are rural.
    """
    rule = "attribution-uncited"
    for passage in _passages(manuscript).values():
        excuses = list(passage[0].excuses)
        for each in passage:
            phrase = names_source(each.words, each.language)
            # The editor's own pages and charts tell of the profile, not of its sources.
            if not phrase or each.cited or (each.ours and not each.note):
                continue
            if excuses:
                told = say(
                    "“%(phrase)s” names a source and cites none: %(reason)s",
                    phrase=phrase,
                    reason=excuses.pop(0),
                )
                yield Finding(each.at, rule, told, "info")
            else:
                told = say(
                    "“%(phrase)s” names a source and cites none; add %(role)s after its name, "
                    "or a line “%(excuse)s why” above the paragraph",
                    phrase=phrase,
                    role="{cite:p}`key`",
                    excuse=f"% {EXCUSE}",
                )
                yield Finding(each.at, rule, told)
        if manuscript.language == SOURCE_LANGUAGE:
            for reason in excuses:
                told = f"nothing here names a source without citing it; take out “{reason}”"
                yield Finding(passage[0].at, rule, told)


@check(Manuscript)
def citation_doubled(manuscript: Manuscript) -> Iterator[Finding]:
    """A sentence cites a source once.

    Bad:  The Office {cite:p}`statkz` counts {cite:p}`statkz`.
    Good: The Office {cite:p}`statkz` counts.
    """
    for each in manuscript.statements:
        for key, times in Counter(each.cited).items():
            if times > 1:
                told = say_counted(
                    "the sentence cites %(key)s %(count)s time; once is enough",
                    "the sentence cites %(key)s %(count)s times; once is enough",
                    count=times,
                    key=repr(key),
                )
                yield Finding(each.at, "citation-doubled", told)


@check(Manuscript)
def fact_source_uncited(manuscript: Manuscript) -> Iterator[Finding]:
    """The source of a figure is the one that its sentence cites, or the passage before it.

    Bad:  source = "statkz"
    Good: qualifier = "about"
    """
    if manuscript.language != SOURCE_LANGUAGE:
        return
    rule, declared = "fact-source-uncited", {each.key: each for each in manuscript.facts}
    held: set[str] = set()
    for passage in _passages(manuscript).values():
        so_far: tuple[str, ...] = ()
        for each in passage:
            so_far = each.cited or so_far
            for key in () if each.ours else each.facts:
                source = declared[key].source if key in declared else ""
                held |= {key} if source in so_far else set()
                if source and each.cited and source not in each.cited:
                    told = (
                        f"the figure {key!r} is of {source!r}, and its sentence cites "
                        f"{', '.join(each.cited)}; mend one of them"
                    )
                    yield Finding(each.at, rule, told)
                elif not source and names_source(each.words, each.language) and each.cited:
                    told = (
                        f"the figure {key!r} is told from {each.cited[0]!r}, and docs/facts.toml "
                        "gives it no source; declare it"
                    )
                    yield Finding(each.at, rule, told, "warning")
    for stated in manuscript.facts:
        if stated.source and stated.key not in held:
            told = f"no sentence with {stated.key!r} cites its source {stated.source!r}; mend one"
            yield Finding(stated.at, rule, told, "warning")


@check(Collation)
def citation_moved(collation: Collation) -> Iterator[Finding]:
    """A translation cites a source for the claim for which the original does, and as often.

    Bad:  It says so {cite:p}`statkz`. We ask. ⇒ Так говорят. Мы спросим {cite:p}`statkz`.
    Good: It says so {cite:p}`statkz`. We ask. ⇒ Так говорят {cite:p}`statkz`. Мы спросим.
    """
    theirs = _passages(collation.translation)
    rule, language = "citation-moved", collation.translation.language
    for name, original in _passages(collation.original).items():
        translated = theirs.get(name, [])
        wanted = Counter(key for each in original for key in each.cited)
        given = Counter(key for each in translated for key in each.cited)
        for key in given - wanted:
            told = say(
                "the %(language)s text cites %(key)s here, and the original does not; take it out",
                language=language,
                key=repr(key),
            )
            at = next(each.at for each in translated if key in each.cited)
            yield Finding(at, rule, told)
        for key in wanted:
            if given[key] != wanted[key]:
                # What is lost, `citation-lost` tells.
                continue
            for old, new in zip(_at(original, key), _at(translated, key), strict=True):
                if _differs(original, old, translated, new):
                    told = say(
                        "the %(language)s text cites %(key)s for another sentence than the "
                        "original, which says “%(words)s”; move it there",
                        language=language,
                        key=repr(key),
                        words=_begin(original[old].words),
                    )
                    yield Finding(translated[new].at, rule, told)


def _at(passage: list[Statement], key: str) -> list[int]:
    return [place for place, each in enumerate(passage) for cited in each.cited if cited == key]


def _differs(original: list[Statement], old: int, translated: list[Statement], new: int) -> bool:
    """Say whether a citation stands in another sentence than that of the same figures.

    A translator may split a sentence and join two: then the figures beside it decide.
    """
    as_many = len(original) == len(translated)
    if as_many and old == new:
        return False
    wanted = set(original[old].facts)
    shared = [len(wanted & set(each.facts)) for each in translated]
    if not any(shared):
        return as_many
    return shared[new] < max(shared) or (as_many and shared.count(max(shared)) > 1)


def _begin(words: str) -> str:
    return f"{words[:60].rstrip()}…" if len(words) > 60 else words  # noqa: PLR2004  a line's width


class LeaveExcusesOut(SphinxPostTransform):
    """Take the declared reasons out of what is written: HTML would carry them as comments."""

    default_priority = 4

    def run(self, **_: Any) -> None:
        """Remove each comment that holds one."""
        for node in list(self.document.findall(nodes.comment)):
            if node.astext().lstrip().startswith(EXCUSE):
                node.parent.remove(node)


def setup(app: Sphinx) -> None:
    """Register the transform; sentences are read from the doctrees."""
    app.add_post_transform(LeaveExcusesOut)
