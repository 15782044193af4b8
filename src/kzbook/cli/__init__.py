"""The ``kzbook`` command: one function a verb.

Exit codes: 0 good, 1 error findings, 2 a KzbookError, 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kzbook.cli.arguments import parser
from kzbook.cli.outcome import FAILED, INTERRUPTED
from kzbook.errors import KzbookError
from kzbook.speech import say, spoken

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and give its exit code."""
    options = parser().parse_args(arguments)
    verb: Callable[[argparse.Namespace], int] = options.verb
    try:
        return verb(options)
    except KzbookError as error:
        print(f"kzbook: {error.spoken()}", file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"kzbook: {error.filename}: {error.strerror} [file-system]", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(f"kzbook: {spoken(say('interrupted'))}", file=sys.stderr)
        return INTERRUPTED
