"""What a verb ends with: its findings told, and an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzbook.finding import Finding, ReportFormat, has_errors, report

if TYPE_CHECKING:
    from collections.abc import Iterable

GOOD, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


def reported(found: Iterable[Finding], form: ReportFormat = "text") -> int:
    """Print findings; give the exit code that they ask for."""
    found = list(found)
    told = report(found, form)
    if told:
        print(told)
    return FOUND if has_errors(found) else GOOD
