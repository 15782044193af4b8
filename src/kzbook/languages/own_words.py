"""The words of kzbook itself: gathered from its code into the catalogues of `kzbook.speech`.

``python -m kzbook.languages.own_words``, which ``make update`` runs, brings them into step.
"""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog

from kzbook import speech
from kzbook.book import read_text, write_whole
from kzbook.finding import manual_paragraphs
from kzbook.languages.catalogs import read_messages
from kzbook.languages.pofile import head_fields, head_of, written

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = Path(__file__).parents[1]
"""The folder of the package."""
_MESSAGES = {speech.say.__name__: 1, speech.say_counted.__name__: 2}
"""The functions whose first arguments are a message, and how many are."""
_VERB = "Namespace"
Template = tuple[str, ...]


def templates() -> dict[Template, list[str]]:
    """Give every message of the code with the files that it stands in.

    They are the literals of `say` and `say_counted`, the paragraphs of a check's docstring, and
    the first sentence of a verb's. Raises ``ValueError`` for a message that is no literal.
    """
    found: dict[Template, list[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        name = path.relative_to(CODE.parents[1]).as_posix()
        for template in _in_code(ast.parse(read_text(path, CODE, "code-unreadable")), name):
            places = found.setdefault(template, [])
            if name not in places:
                places.append(name)
    return found


def _in_code(tree: ast.Module, name: str) -> Iterator[Template]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            paragraphs = manual_paragraphs(inspect.cleandoc(ast.get_docstring(node) or ""))
            if any(_is_called(each, "check") for each in node.decorator_list):
                yield from ((each,) for each in paragraphs)
            elif any(_is_verb(each) for each in node.args.args):
                yield ((ast.get_docstring(node) or "").splitlines()[0],)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = node.args[: _MESSAGES.get(node.func.id, 0)]
            if given and not _is_manual(given[0]):
                yield tuple(_literal(each, name) for each in given)


def _is_called(node: ast.expr, function: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and (node.func.id == function)
    )


def _is_verb(argument: ast.arg) -> bool:
    return isinstance(argument.annotation, ast.Attribute) and argument.annotation.attr == _VERB


def _is_manual(node: ast.expr) -> bool:
    """Say whether a message is taken from a docstring, whose words are gathered there."""
    return not isinstance(node, ast.Constant | ast.JoinedStr)


def _literal(node: ast.expr, name: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    message = f"{name}:{node.lineno}: a message is a literal, its values have names"
    raise ValueError(message)


def catalogue_path(language: str) -> Path:
    """Name the catalogue of one language."""
    return speech.LOCALE / language / "LC_MESSAGES" / "terminal.po"


def updated(language: str) -> bytes:
    """Write the catalogue of a language anew, with the messages of the code as it is."""
    path = catalogue_path(language)
    catalog = read_messages(path, CODE)
    template = Catalog(fuzzy=False)
    for message, places in templates().items():
        template.add(
            message if len(message) > 1 else message[0],
            locations=[(place, 0) for place in places],
        )
    catalog.update(template, no_fuzzy_matching=False, update_header_comment=False)
    comment, fields = head_fields(path.read_text("utf-8"))
    return written(catalog, head_of(comment, fields))


if __name__ == "__main__":
    for each in speech.LANGUAGES:
        write_whole(catalogue_path(each), updated(each))
