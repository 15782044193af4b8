"""What the process of the edition and the server tell each other."""

from __future__ import annotations

import msgspec

from kzbook.finding import Finding
from kzbook.preview.changes import Changes


class Order(msgspec.Struct, frozen=True):
    """What was saved, and the pages that a browser shows, which come first."""

    changes: Changes
    watched: tuple[str, ...] = ()


class Rebuilt(msgspec.Struct, frozen=True):
    """Pages that were written anew, by docname: of the site, or the bilingual ones.

    ``whole`` says that the process has made the whole site.
    """

    pages: tuple[str, ...]
    review: bool = False
    whole: bool = False


class Judged(msgspec.Struct, frozen=True):
    """All findings of the edition's catalogues as far as they are known."""

    findings: tuple[Finding, ...]


class Broken(msgspec.Struct, frozen=True):
    """What could not be read, and so is shown as it was; none of it, all is well again.

    Each is a finding at the line of a catalogue, or one that stopped the whole edition.
    """

    faults: tuple[Finding, ...]


Report = Rebuilt | Judged | Broken
