"""The text of .po files: written as GNU gettext writes it, and left alone where nothing changed.

Format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html. Babel reads and
writes the messages; it loses the previous source of a fuzzy one when it reads, breaks its
strings when it writes, and folds lines otherwise than msgcat, Poedit and Weblate do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.pofile import escape, generate_po, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog, Message

WIDTH = 79
# What Babel takes for a format string in prose: "43% rural", "{fact}`area`".
_FALSE_FLAGS = {"python-format", "python-brace-format"}
# Where msgcat folds a line: after spaces, hyphens and dashes inside words, and "{fact}".
_PIECE = re.compile(r"\S*?(?:\}(?=`)|[^\W_]-(?=[^\W\d_])|[–—](?=\S)|\s+|(?<=\S)$)|\S+")
_STRING = re.compile(r"(?P<prefix>#~ )?(?P<name>msg\w+(?:\[\d+\])?) (?P<strings>.*)", re.DOTALL)
_PREVIOUS = re.compile(r"#\| (?P<name>msg\w+)?\s*(?P<string>\".*\")")


def written(catalog: Catalog, before: str = "", *, lines: bool = False) -> bytes:
    """Write *catalog* as a .po file; *lines* gives its origins their line numbers.

    An entry that says what it said *before*, the text of the file so far, stays as it
    stands there, however an editor folded its lines; so does a complete head, whose lines
    are the editor's and the translator's.
    """
    for message in catalog:
        message.flags -= _FALSE_FLAGS
    kept = _entries(before) if before else {}
    blocks = [kept.get(_sense(each), each) for each in _blocks(catalog, lines=lines)]
    head = before.strip("\n").partition("\n\n")[0]
    if all(f'"{name}: ' in head for name in ("Language", "Content-Type", "Plural-Forms")):
        blocks[0] = head
    return ("\n\n".join(blocks) + "\n").encode()


def restore_previous(catalog: Catalog, text: str) -> None:
    """Give the fuzzy messages of *catalog* their previous sources, which Babel reads over."""
    previous: dict[int, tuple[str, ...]] = {}
    told: dict[str, str] = {}
    name = "msgid"
    for number, line in enumerate(text.split("\n"), 1):
        if match := _PREVIOUS.match(line):
            name = match["name"] or name
            told[name] = told.get(name, "") + unescape(match["string"])
        elif line.startswith(("msgctxt ", "msgid ")):
            if told:
                previous[number] = tuple(told[each] for each in sorted(told) if each != "msgctxt")
            if line.startswith("msgid "):
                told = {}
        elif not line.strip():
            told = {}
    for message in (*catalog, *catalog.obsolete.values()):
        # Babel takes their lines for comments of the translator's.
        message.user_comments = [each for each in message.user_comments if each[:1] != "|"]
        if message.fuzzy and message.lineno in previous:
            message.previous_id = list(previous[message.lineno])


def _blocks(catalog: Catalog, *, lines: bool) -> Iterator[str]:
    """Yield each entry as text, the header first and obsolete ones last."""
    previous = iter([message for message in catalog if message.id])
    block: list[str] = []
    for chunk in generate_po(catalog, width=WIDTH, include_lineno=lines):
        if chunk == "\n":
            whole = "".join(block).rstrip("\n")
            # An obsolete message without a translation keeps nothing for anybody.
            if not whole.endswith('#~ msgstr ""'):
                yield whole
            block = []
            continue
        begins = chunk.startswith(("msgctxt ", "msgid "))
        if begins and chunk != 'msgid ""\n' and not any(each.startswith("msg") for each in block):
            block += _previous(next(previous))
        block.append(_folded_chunk(chunk))


def _previous(message: Message) -> Iterator[str]:
    told = message.previous_id
    parts = (told,) if isinstance(told, str) else tuple(told or ())
    for name, text in zip(("msgid", "msgid_plural"), parts, strict=False):
        for line in _folded(name, text, WIDTH - 3).splitlines():
            yield f"#| {line}\n"


def _folded_chunk(chunk: str) -> str:
    match = _STRING.fullmatch(chunk)
    if match is None:
        return chunk
    prefix = match["prefix"] or ""
    strings = [line.removeprefix(prefix) for line in match["strings"].splitlines()]
    text = "".join(unescape(each) for each in strings)
    folded = _folded(match["name"], text, WIDTH - len(prefix))
    return "".join(f"{prefix}{line}\n" for line in folded.splitlines())


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


def _entries(text: str) -> dict[object, str]:
    """Give the entries of a .po file as they stand, by what they say."""
    return {_sense(block): block for block in re.split(r"\n\s*\n", text.strip("\n"))}


def _sense(block: str) -> object:
    """Say what an entry says, whatever the folding of its lines."""
    comments: dict[str, list[str]] = {}
    strings: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#") and not line.startswith(("#~ ", "#| ")):
            kind = line[:2] if line[1:2] in {":", ".", ","} else "#"
            comments.setdefault(kind, []).extend(line[len(kind) :].replace(",", " ").split())
            continue
        prefix = line[:3] if line.startswith(("#~ ", "#| ")) else ""
        match = re.match(r"(msg\w+(?:\[\d+\])?)\s+", line.removeprefix(prefix))
        name = prefix + match[1] if match else name
        string = line.removeprefix(prefix)[match.end() if match else 0 :]
        strings[name] = strings.get(name, "") + unescape(string.strip() or '""')
    order = ((kind, *words) for kind, words in sorted(comments.items()))
    return tuple(order), tuple(sorted(strings.items()))
