"""What a check says about a place in the book, and how that is told to people and tools."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap
from typing import Any, Literal, TypeVar

import msgspec

from kzbook.speech import say, spoken

Severity = Literal["error", "warning", "info"]
ReportFormat = Literal["text", "json", "github"]
Subject = TypeVar("Subject")
Check = Callable[[Subject], Iterator["Finding"]]


class Location(msgspec.Struct, frozen=True, order=True):
    """A line of a file; line 0 means the whole file.

    ``path`` is relative to the book's root, with forward slashes.
    """

    path: str
    line: int = 0

    def __str__(self) -> str:
        """Write the place as compilers do, so that editors can jump to it."""
        return f"{self.path}:{self.line}" if self.line else self.path


class Finding(msgspec.Struct, frozen=True, order=True):
    """One problem, in one place, under one rule."""

    at: Location
    rule: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Write one line: ``path:line: severity: message [rule]``."""
        return f"{self.at}: {self.severity}: {self.message} [{self.rule}]"

    def spoken(self) -> str:
        """Write the same line in the language of the terminal.

        The severity stays, as editors look for it.
        """
        return f"{self.at}: {self.severity}: {spoken(self.message)} [{self.rule}]"


_WIDTH = 92
"""Of a line of a manual page."""
checks: dict[type, dict[str, Check[Any]]] = defaultdict(dict)


def check(subject: type[Subject]) -> Callable[[Check[Subject]], Check[Subject]]:
    """Register a check of *subject*: its name is the rule, its docstring the manual page."""

    def register(function: Check[Subject]) -> Check[Subject]:
        checks[subject][function.__name__.replace("_", "-")] = function
        return function

    return register


def manual() -> dict[str, str]:
    """Give the manual page of each rule that is registered, by its name."""
    return {
        rule: inspect.getdoc(function) or ""
        for rules in checks.values()
        for rule, function in rules.items()
    }


def manual_paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a manual page before its examples, each as one line."""
    told = re.split(r"^(?:Bad|Good): ", text, maxsplit=1, flags=re.MULTILINE)[0]
    return [" ".join(each.splitlines()) for each in told.strip().split("\n\n")]


def manual_page(rule: str, text: str) -> str:
    """Write the manual page of a rule for people, each example line by line."""
    _, *examples = re.split(r"^(?=(?:Bad|Good): )", text, flags=re.MULTILINE)
    lines = [rule, ""]
    for paragraph in manual_paragraphs(text):
        lines += [*wrap(spoken(say(paragraph)), _WIDTH, break_on_hyphens=False), ""]
    for example in examples:
        kind, _, shown = example.strip().partition(":")
        parts = re.split(r"⏎| (?=msgstr )|(?<=\S) (?=⇒ )", shown.strip())
        lines += [f"    {f'{kind}:' if part is parts[0] else '':6} {part}" for part in parts]
    return "\n".join(lines)


def findings(*subjects: object) -> list[Finding]:
    """Run every check of each subject; equal findings are told once, sorted by place."""
    return sorted(
        {
            found
            for subject in subjects
            for run in checks[type(subject)].values()
            for found in run(subject)
        }
    )


def has_errors(found: Iterable[Finding]) -> bool:
    """Say whether any of *found* must stop a release."""
    return any(each.severity == "error" for each in found)


def report(found: Iterable[Finding], form: ReportFormat = "text") -> str:
    """Write *found* as lines in the terminal's language, as one JSON array or for GitHub.

    The JSON is the contract of ARCHITECTURE.md: objects of path, line, rule, severity, message.
    """
    ordered = sorted(found)
    if form == "json":
        rows = [
            {
                "path": each.at.path,
                "line": each.at.line,
                "rule": each.rule,
                "severity": each.severity,
                # The encoder takes a plain string alone.
                "message": str(each.message),
            }
            for each in ordered
        ]
        return msgspec.json.format(msgspec.json.encode(rows)).decode()
    if form == "github":
        return "\n".join(_annotation(each) for each in ordered)
    return "\n".join(each.spoken() for each in ordered)


def _annotation(each: Finding) -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    kind = "notice" if each.severity == "info" else each.severity
    text = each.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = each.at.path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::{kind} file={path},line={max(each.at.line, 1)},title={each.rule}::{text}"
