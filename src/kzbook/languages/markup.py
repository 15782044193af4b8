"""What Markdown makes of a message: its blocks and its signs, by the parser of the build."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

EXTENSIONS = frozenset({"attrs_block", "attrs_inline", "colon_fence"})
"""The extensions of MyST that our sources use. None of them evaluates anything: with
``substitution`` a message could run Python through Jinja."""
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdif]|\$\{\w+\}")
"""What a program puts words in for: ``%s``, ``%(name)s``, ``${name}``."""
# A pattern of a date is the language's own: "%b %d, %Y".
_DATE = re.compile(r"%-?[aAbBmyY]")
_DATE_PART = re.compile(r"%-?[a-zA-Z]")
# Roles whose content is shown. Of every other the content, or what stands in <…>, is a target.
SHOWN_ROLES = frozenset({"abbr", "index", "sub", "sup", "guilabel", "menuselection"})
TITLED = re.compile(r"(?P<title>.*?)\s*<(?P<target>[^<>]+)>\s*", re.DOTALL)
"""What a role holds that shows other words than its target: ``words <target>``."""
_MARKS = {
    "strong_open": "bold", "em_open": "italic", "code_inline": "code",
    "math_inline": "formula", "math_single": "formula", "hardbreak": "line break",
    "span_open": "span", "substitution_inline": "substitution",
}  # fmt: skip


class Sign(NamedTuple):
    """Something in a message that is no plain word: its kind, and what must stay the same.

    ``target`` is a role's or a link's, the text of code, a formula or an HTML tag, the
    label of a footnote, or "" where only the presence counts.
    """

    kind: str
    target: str = ""
    role: str = ""

    def __str__(self) -> str:
        """Name the sign as a translator sees it in the message."""
        if self.kind == "role":
            return f"{{{self.role}}}`{self.target}`"
        if self.kind == "footnote":
            return f"[^{self.target}]"
        return f"{self.kind} {self.target}".strip()


class Markup(NamedTuple):
    """A message as Markdown reads it: block types, signs, and the plain text between them."""

    blocks: tuple[str, ...]
    signs: Counter[Sign]
    text: str


@lru_cache(4096)
def markup(message: str) -> Markup:
    """Read *message* as the build does; a placeholder counts as a word."""
    signs: Counter[Sign] = Counter()
    held = _DATE_PART if _DATE.search(message) else PLACEHOLDER
    if held is PLACEHOLDER:
        signs.update(Sign("placeholder", each) for each in held.findall(message))
    tokens = _parser().parse(held.sub("0", message))
    words = []
    for token in tokens:
        signs.update(_attributes(token))
        for child in token.children or ():
            if child.type == "text":
                words.append(child.content)
            else:
                signs.update(_inline(child))
    blocks = tuple(
        each.type.removesuffix("_open") for each in tokens if not each.level and each.nesting >= 0
    )
    return Markup(blocks, signs, " ".join(words))


@cache
def _parser() -> MarkdownIt:
    config = MdParserConfig(enable_extensions=set(EXTENSIONS))
    return create_md_parser(config, lambda _: RendererHTML())


def _inline(token: Token) -> Iterator[Sign]:
    yield from _attributes(token)
    if token.type == "myst_role":
        name = str(token.meta["name"])
        titled = TITLED.fullmatch(token.content)
        shown = name in SHOWN_ROLES or name.endswith(":abbr")
        target = "" if shown else (titled["target"] if titled else token.content).strip()
        yield Sign("role", target, name)
    elif token.type == "link_open":
        yield Sign("link", str(token.attrGet("href")))
    elif token.type == "image":
        yield Sign("image", str(token.attrGet("src")))
    elif token.type == "footnote_ref":
        yield Sign("footnote", str((token.meta or {}).get("label", "")))
    elif token.type == "footnote_anchor":
        yield Sign("footnote")
    elif token.type == "html_inline":
        yield Sign("HTML", token.content)
    elif token.type in _MARKS:
        # What code and formulas hold is not translated.
        yield Sign(_MARKS[token.type], token.content)
    elif token.nesting >= 0 and token.type != "softbreak":
        yield Sign(token.type, token.content)


_OWN_ATTRIBUTES = frozenset({"href", "src", "alt", "title"})


def _attributes(token: Token) -> Iterator[Sign]:
    """Yield the attributes that somebody wrote in braces."""
    for name, value in token.attrs.items():
        if name not in _OWN_ATTRIBUTES and not str(value).startswith("myst-"):
            yield Sign("attribute", f"{name}={value}")
