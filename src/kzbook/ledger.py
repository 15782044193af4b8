"""links.json: when each address that the book names was last asked, and what it answered.

The file is committed, so that who publishes without a network knows what was seen when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import msgspec

from kzbook.book import read_text, relative, write_whole
from kzbook.errors import KzbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kzbook.book import Book

State = Literal[
    "never-checked",
    "alive",
    "moved",
    "suspect",
    "anchor-missing",
    "restricted",
    "dead",
    "looping",
    "failing",
    "busy",
    "tls",
    "unreachable",
    "malformed",
]
"""What an address was found to be.

``moved`` answers well at a permanent new address; ``suspect`` answers well but reads like
"not found"; ``restricted`` refuses us or programs (401, 403 and other 4xx); ``dead`` is told
to be gone (404, 410); ``failing`` and ``busy`` are faults of the host (5xx, 429).
"""
WELL: frozenset[State] = frozenset({"alive", "moved", "restricted"})
"""States that need no second look before the address is due again."""
Day = Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d\d-\d\d)?$")]


class Standing(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known of one address.

    ``asked`` is the day of the last answer, ``alive`` the last day on which the address
    answered well; both are empty if there was none. ``address`` is where redirects ended,
    ``told`` the reason in words.
    """

    state: State = "never-checked"
    asked: Day = ""
    alive: Day = ""
    status: int = 0
    address: str = ""
    told: str = ""


Ledger: TypeAlias = "dict[str, Standing]"
UNKNOWN = Standing()


def read_ledger(book: Book) -> Ledger:
    """Read links.json; a missing file knows nothing.

    Raises ``KzbookError`` (``ledger-unreadable``).
    """
    code = "ledger-unreadable"
    try:
        text = read_text(book.ledger, book.root, code)
    except FileNotFoundError:
        return {}
    try:
        # What is known of an address is never left out, though it be the default.
        return msgspec.json.decode(text, type=dict[str, Standing])
    except msgspec.DecodeError as error:
        message = f"{relative(book.ledger, book.root)}: {error}"
        hint = "take out conflict markers, or delete the file and run `make links`"
        raise KzbookError(code, message, hint=hint) from None


def write_ledger(book: Book, ledger: Mapping[str, Standing]) -> bool:
    """Write links.json, sorted, beside itself and then into place; say whether it changed."""
    rows = {
        url: {"state": ledger[url].state, **msgspec.to_builtins(ledger[url])}
        for url in sorted(ledger)
    }
    told = msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n"
    path = book.ledger
    if path.is_file() and path.read_bytes() == told:
        return False
    write_whole(path, told)
    return True


def kept(ledger: Mapping[str, Standing], urls: Iterable[str]) -> Ledger:
    """Give the standing of each of *urls*, ``never-checked`` where nothing is known."""
    return {url: ledger.get(url, UNKNOWN) for url in urls}
