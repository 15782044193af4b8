"""Typst in code mode as a tree: calls, bodies and string literals, nothing to escape."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias, TypeGuard

INDENT = "  "
_WIDTH = 96


class Code(str):
    """A piece of Typst that is no text: ``auto``, ``70%``, ``left``."""

    __slots__ = ()


Value: TypeAlias = "Code | str | int | list[Value] | dict[str, Value] | Body | Call"
"""What an argument may be; a plain ``str`` is always a string literal."""


class Body(list["Value"]):
    """Content: texts and calls that follow one another."""

    def add(self, value: Value) -> None:
        """Append *value*; texts that meet become one."""
        if _is_text(value) and self and _is_text(self[-1]):
            self[-1] = f"{self[-1]}{value}"
        else:
            self.append(value)


@dataclass
class Call:
    """A call of Typst or of the theme.

    ``body`` is its last argument, or, with ``spread``, one argument for each of its
    children. ``at`` is the place in the sources, written as a comment before the call.
    """

    name: str
    given: list[Value] = field(default_factory=list)
    named: dict[str, Value] = field(default_factory=dict)
    body: Body = field(default_factory=Body)
    spread: bool = False
    bodiless: bool = False
    at: str = ""


def _is_text(value: Value) -> TypeGuard[str]:
    return isinstance(value, str) and not isinstance(value, Code)


def literal(text: str) -> str:
    """Write *text* as a string literal of Typst.

    What the eye cannot tell from nothing or from a space is written by its number: control
    and format characters, and every space but U+0020.
    https://typst.app/docs/reference/foundations/str/#escapes
    """
    signs = []
    for sign in text:
        if sign in '"\\':
            signs.append("\\" + sign)
        elif sign == "\n":
            signs.append("\\n")
        elif sign != " " and unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
            signs.append(f"\\u{{{ord(sign):x}}}")
        else:
            signs.append(sign)
    return '"' + "".join(signs) + '"'


def length(width: str) -> Code:
    """Write a width of CSS or docutils as Typst does; an unknown unit gives ``""``."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(px|pt|mm|cm|in|em|%|)", width)
    if not match:
        return Code("")
    number, unit = match.groups()
    # A CSS pixel is 1/96 inch: https://www.w3.org/TR/css-values-3/#absolute-lengths
    return Code(f"{float(number) * 0.75:g}pt" if unit in {"px", ""} else f"{number}{unit}")


def write(value: Value, indent: str = "") -> str:
    """Write *value* as code; lines after the first begin with *indent*."""
    if isinstance(value, str | int):
        return literal(value) if _is_text(value) else str(value)
    if isinstance(value, Call):
        return _call(value, indent)
    if isinstance(value, Body):
        return _body(value, indent)
    if isinstance(value, dict):
        pairs = [f"{key}: {write(each, indent + INDENT)}" for key, each in value.items()]
        return _bracketed(pairs or [":"], indent)
    items = [write(each, indent + INDENT) for each in value]
    # One item in brackets is that item, unless a comma makes it an array.
    return _bracketed(items, indent) if len(items) != 1 else f"({items[0]},)"


def _call(call: Call, indent: str) -> str:
    inner = indent + INDENT
    arguments = [write(each, inner) for each in call.given]
    arguments += [f"{key}: {write(each, inner)}" for key, each in call.named.items()]
    if call.spread:
        arguments += [_placed(each, inner) + write(each, inner) for each in call.body]
    elif not call.bodiless:
        hugged = ", ".join([*arguments, _body(call.body, indent)])
        if "\n" in hugged and not any("\n" in each for each in arguments):
            # The call hugs its body: nothing else needs lines of its own.
            return f"{call.name}({hugged})"
        arguments.append(_body(call.body, inner))
    return call.name + _bracketed(arguments, indent)


def _body(body: Body, indent: str) -> str:
    if not body:
        return "none"
    if len(body) == 1 and not (isinstance(body[0], Call) and body[0].at):
        return write(body[0], indent)
    return "{\n" + statements(body, indent + INDENT) + indent + "}"


def program(call: Call) -> str:
    """Write a whole book: one call in markup, each place told once where it begins."""
    told, lines = "", []
    for each in f"#{write(call)}\n".splitlines(keepends=True):
        # No literal holds a line's end, so a line that begins so is a comment.
        if each.lstrip().startswith("// "):
            if each.strip() == told:
                continue
            told = each.strip()
        lines.append(each)
    return "".join(lines)


def statements(body: Body, indent: str = "") -> str:
    """Write *body* as the lines of a code block, each place before what stands there."""
    return "".join(f"{indent}{_placed(each, indent)}{write(each, indent)}\n" for each in body)


def _placed(value: Value, indent: str) -> str:
    place = value.at if isinstance(value, Call) else ""
    return f"// {place}\n{indent}" if place else ""


def _bracketed(parts: list[str], indent: str) -> str:
    line = "(" + ", ".join(parts) + ")"
    if len(indent) + len(line) <= _WIDTH and "\n" not in line:
        return line
    return _broken(parts, indent) if len(parts) > 1 or "//" in line[:3] else line


def _broken(parts: list[str], indent: str) -> str:
    return "(\n" + "".join(f"{indent}{INDENT}{part},\n" for part in parts) + indent + ")"
