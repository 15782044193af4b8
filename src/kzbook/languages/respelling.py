"""What no catalogue has given, a date for one, in the letters of a derived edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.languages.derived import BASE, LATIN, derivation_of, respelled
from kzbook.languages.passages import language_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_KEPT = (nodes.literal, nodes.FixedTextElement, nodes.raw)


class Respell(SphinxPostTransform):
    """Respell each text of the edition's language that is no code."""

    # When references and lists have their words (13), before lines are parted (20).
    default_priority = 14

    def run(self, **_options: Any) -> None:
        """Put the words in place of those that differ."""
        if derivation_of(self.config) != LATIN:
            return
        for text in list(self.document.findall(nodes.Text)):
            written = respelled(self.config, text)
            if (
                written != text
                and not isinstance(text.parent, _KEPT)
                and language_of(text, BASE) == BASE
            ):
                text.parent.replace(text, nodes.Text(written))


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Respell)
