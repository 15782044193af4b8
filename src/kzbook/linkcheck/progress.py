"""How far an inquiry is: a bar when a person watches, nothing otherwise."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def watched(pages: int) -> Iterator[Callable[[str], None]]:
    """Give what is to be called with each page that has answered."""
    console = Console(stderr=True)
    if not console.is_terminal or not pages:
        yield lambda _page: None
        return
    columns = (
        BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=pages)
        yield lambda page: bar.update(task, advance=1, description=page[:60])
