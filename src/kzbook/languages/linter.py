"""The linter: every rule for catalogues in one place, and those that the build keeps itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kzbook.finding import Finding, findings
from kzbook.languages import (
    consistency,
    headers,
    letters,
    lint,
    quantities,
    terms,
    typography,
)
from kzbook.languages.catalogs import Locales, locales_folder, read_catalogue
from kzbook.languages.glossary import GLOSSARY, read_glossary
from kzbook.languages.grammar import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kzbook.languages.catalogs import Catalogue
    from kzbook.manuscript import Fact

RULES = (headers, lint, letters, quantities, typography, terms, consistency)
"""The modules whose rules a catalogue is checked by; importing them registers the rules."""
UNTRUSTED = (
    lint.message_roles,
    lint.message_links,
    lint.message_footnotes,
    lint.message_placeholders,
    lint.message_html,
    lint.message_markup,
    lint.message_shape,
    lint.message_noqa,
    letters.message_characters,
    letters.message_letters,
    quantities.message_numbers,
    quantities.message_number_format,
    quantities.message_number_units,
    quantities.message_number_order,
    quantities.message_qualifiers,
)
"""The rules that keep a message out of a build. Those of a file and of typography do not."""


def lint_files(
    paths: Iterable[Path], root: Path, facts: dict[str, Fact] | None = None
) -> list[Finding]:
    """Check .po files by every rule, and the glossary beside them.

    Those of the book are read beside the *facts* that they print.
    """
    read = [(locales_folder(path), read_catalogue(path, root)) for path in paths]
    folders = dict.fromkeys(folder for folder, _ in read)
    glossaries = {folder: read_glossary(folder / GLOSSARY, root) for folder in folders}
    together = [
        Locales(
            language,
            tuple(each for home, each in read if (home, each.language) == (folder, language)),
            glossaries[folder],
        )
        for folder, language in dict.fromkeys((folder, each.language) for folder, each in read)
    ]
    catalogues = [each for _, each in read]
    wordings = (Wording(each, facts or {}) for each in catalogues)
    return findings(*catalogues, *wordings, *together, *glossaries.values())


def breaches(catalogue: Catalogue) -> list[Finding]:
    """Find what keeps messages of *catalogue* out of a build."""
    return list(_breaches(catalogue))


# Each form of an edition is built of the same catalogues.
@lru_cache(512)
def _breaches(catalogue: Catalogue) -> tuple[Finding, ...]:
    told = {found for rule in UNTRUSTED for found in rule(catalogue)}
    # What a translator's comment excuses is told, and printed.
    return tuple(sorted(found for found in told if found.severity == "error"))
