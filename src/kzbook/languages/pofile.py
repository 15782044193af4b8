"""The text of .po files: written as GNU gettext writes it, whatever tool wrote it last.

Format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. Babel reads the
messages. It loses the previous source of a fuzzy one when it reads; when it writes, the flags
of an obsolete one and the lines of a comment, and it folds lines otherwise than msgcat.
"""

from __future__ import annotations

import re
from textwrap import TextWrapper
from typing import TYPE_CHECKING

from babel.messages.pofile import escape, unescape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from babel.messages.catalog import Catalog, Message

WIDTH = 79
# What Babel takes for a format string in prose: "43% rural", "{fact}`area`".
_FALSE_FLAGS = {"python-format", "python-brace-format"}
# Where msgcat folds a line: after spaces that may break, hyphens and dashes inside words, before
# a bracket that follows a sign, and between "{fact}" and "`".
_PIECE = re.compile(
    r"[^ \t\n]*?(?:\}(?=`)|[).,;:!?](?=\{)|\](?=\()|[^\W_]-(?=[^\W\d_])|`-(?=[^\W\d_])|[–—](?=\S)"
    r"|[ \t\n]+|(?<=[^ \t\n])$)|[^ \t\n]+"
)
_COMMENT = TextWrapper(width=WIDTH, break_long_words=False, break_on_hyphens=False)
_PREVIOUS = re.compile(r"#\| (?P<name>msg\w+)?\s*(?P<string>\".*\")")


def written(catalog: Catalog, head: str = "", *, lines: bool = False) -> bytes:
    """Write *catalog* as a .po file; *lines* gives its origins their line numbers.

    *head* is the text of its first entry, if that is not Babel's.
    """
    messages = [message for message in catalog if message.id]
    # An obsolete message without a translation keeps nothing for anybody.
    obsolete = [message for message in catalog.obsolete.values() if any(message.string or "")]
    # Tools order them as they like; the order of the pages is lost with their places.
    obsolete.sort(key=lambda message: (str(message.id), message.context or ""))
    forms = catalog.num_plurals
    blocks = [
        head or head_of(catalog.header_comment, dict(catalog.mime_headers)),
        *("\n".join(_entry(message, forms, lines=lines)) for message in messages),
        *("\n".join(_obsolete(message, forms)) for message in obsolete),
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def head_of(comment: str, fields: dict[str, str]) -> str:
    """Write the first entry of a file: *comment* as it stands, and the fields of the header."""
    told = "".join(f"{name}: {value.strip()}\n" for name, value in fields.items())
    text = _folded("msgstr", told, WIDTH)
    return "\n".join([*filter(None, [comment]), 'msgid ""', text])


def head_fields(text: str) -> tuple[str, dict[str, str]]:
    """Give the comment of a .po file's first entry, and the fields of its header.

    Flags are not kept: a header that a tool calls fuzzy says what it says.
    """
    head = text.lstrip().partition("\n\n")[0]
    comment = [line for line in head.splitlines() if re.match(r"#(?![,:.|~])", line)]
    strings = re.findall(r'^\s*(?:msgstr\s+)?(".*")\s*$', head, re.MULTILINE)
    pairs = (line.partition(":") for line in "".join(map(unescape, strings)).splitlines())
    return "\n".join(comment), {name.strip(): value.strip() for name, sign, value in pairs if sign}


def restore_previous(catalog: Catalog, text: str) -> None:
    """Give the fuzzy messages of *catalog* their previous sources, which Babel reads over."""
    previous: dict[int, tuple[str, ...]] = {}
    told: dict[str, str] = {}
    name = "msgid"
    for number, line in enumerate(text.split("\n"), 1):
        begins = line.removeprefix("#~ ")
        if match := _PREVIOUS.match(line.replace("#~|", "#|", 1)):
            name = match["name"] or name
            told[name] = told.get(name, "") + unescape(match["string"])
        elif begins.startswith(("msgctxt ", "msgid ")):
            if told:
                previous[number] = tuple(told[each] for each in sorted(told) if each != "msgctxt")
            if begins.startswith("msgid "):
                told = {}
        elif not line.strip():
            told = {}
    for message in (*catalog, *catalog.obsolete.values()):
        # Babel takes their lines for comments of the translator's.
        message.user_comments = [each for each in message.user_comments if each[:1] != "|"]
        if message.fuzzy and message.lineno in previous:
            message.previous_id = list(previous[message.lineno])


def _entry(message: Message, forms: int, *, lines: bool) -> Iterator[str]:
    yield from _comments(message)
    for comment in message.auto_comments:
        yield from (f"#. {line}" for line in _COMMENT.wrap(comment))
    places = dict.fromkeys(_place(file, line if lines else None) for file, line in _sorted(message))
    yield from (f"#: {line}" for line in _COMMENT.wrap(" ".join(places)))
    flags = sorted(message.flags - _FALSE_FLAGS)
    if flags:
        yield f"#, {', '.join(flags)}"
    for text in _previous(message):
        yield from (f"#| {line}" for line in text.splitlines())
    for text in _strings(message, forms, WIDTH):
        yield from text.splitlines()


def _obsolete(message: Message, forms: int) -> Iterator[str]:
    """Write a message that no page has any more; its places and its English notes went."""
    yield from _comments(message)
    if message.fuzzy:
        yield "#, fuzzy"
    for text in _previous(message):
        yield from (f"#~| {line}" for line in text.splitlines())
    for text in _strings(message, forms, WIDTH - 3):
        yield from (f"#~ {line}" for line in text.splitlines())


def _comments(message: Message) -> Iterator[str]:
    yield from (f"# {comment}".rstrip() for comment in message.user_comments)


def _sorted(message: Message) -> Iterable[tuple[str, int | None]]:
    return sorted(message.locations, key=lambda place: (place[0], place[1] or -1))


def _place(file: str, line: int | None) -> str:
    # Gettext's way with names that have a space in them.
    name = f"\u2068{file}\u2069" if re.search(r"\s", file) else file
    return f"{name}:{line}" if line else name


def _previous(message: Message) -> Iterator[str]:
    told = message.previous_id if message.fuzzy else ()
    parts = (told,) if isinstance(told, str) else tuple(told or ())
    for name, text in zip(("msgid", "msgid_plural"), parts, strict=False):
        yield _folded(name, text, WIDTH - 3)


def _strings(message: Message, forms: int, width: int) -> Iterator[str]:
    if message.context:
        yield _folded("msgctxt", message.context, width)
    if isinstance(message.id, str):
        yield _folded("msgid", message.id, width)
        yield _folded("msgstr", str(message.string or ""), width)
        return
    for name, text in zip(("msgid", "msgid_plural"), message.id, strict=True):
        yield _folded(name, text, width)
    given = dict(enumerate(message.string or ()))
    for number in range(forms):
        yield _folded(f"msgstr[{number}]", given.get(number) or "", width)


def _folded(name: str, text: str, width: int) -> str:
    """Write one keyword and its string, folded into lines of at most *width* characters."""
    whole = escape(text)
    if text.count("\n") <= text.endswith("\n") and len(name) + 1 + len(whole) <= width:
        return f"{name} {whole}"
    lines = [f'{name} ""']
    for segment in text.splitlines(keepends=True):
        line = ""
        for piece in filter(None, _PIECE.findall(segment)):
            quoted = escape(piece)[1:-1]
            if line and len(line) + len(quoted) + 2 > width:
                lines.append(f'"{line}"')
                line = ""
            line += quoted
        lines.append(f'"{line}"')
    return "\n".join(lines)
