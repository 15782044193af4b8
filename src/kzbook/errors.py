"""Errors a person can act on; anything else is a bug and keeps its traceback."""

from __future__ import annotations

from sphinx.errors import SphinxError

from kzbook.speech import say, spoken


class KzbookError(SphinxError):
    """A failure of the tools or of a declaration: one code, one cause, one way out.

    It is a ``SphinxError`` so that a plain ``sphinx-build`` prints it as a sentence too.
    """

    category = "kzbook"

    def __init__(self, code: str, message: str, *, hint: str = "") -> None:
        super().__init__(f"{message} [{code}]" + (f"\nhint: {hint}" if hint else ""))
        self.code = code
        self.message = message
        self.hint = hint

    def spoken(self) -> str:
        """Tell the error in the language of the terminal, as ``str`` tells it in English."""
        told = f"{spoken(self.message)} [{self.code}]"
        return f"{told}\n{spoken(say('hint: %(hint)s', hint=self.hint))}" if self.hint else told

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from a language's process to its parent with code and hint intact."""
        return _remake, (self.code, self.message, self.hint)


def _remake(code: str, message: str, hint: str) -> KzbookError:
    return KzbookError(code, message, hint=hint)
