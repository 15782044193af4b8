"""Honesty about translations: how much is done, which passages are not, where to mend them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from kzbook.book import SOURCE_LANGUAGE, declared
from kzbook.languages.edition import own_name
from kzbook.languages.progress import progress, share
from kzbook.nodes import EDITOR
from kzbook.numbers import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

from kzbook.languages.progress import Progress


class SharesDirective(SphinxDirective):
    """Print, in the edition's words, how much of each translation is done."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Make one paragraph; the figures are those of the catalogues as they are built."""
        rows = progress_of(self.config)
        before, _sign, after = _("Translated, in per cent of the words: %s.").partition("%s")
        parts: list[nodes.Node] = [nodes.Text(before)]
        for language in declared(self.config).languages:
            if language != SOURCE_LANGUAGE:
                done = percent(rows, language, self.config.language)
                name = nodes.inline("", own_name(language), classes=[f"language-{language}"])
                parts += [nodes.Text(", ")] if len(parts) > 1 else []
                parts += [name, nodes.Text(f" {done}")]
        words = [*parts, nodes.Text(after)]
        return [nodes.paragraph("", "", *words, classes=[EDITOR], translatable=False)]


class SuggestTranslation(SphinxPostTransform):
    """Lead from each translated passage of the site to its line in the catalogue.

    Only with a declared repository-url: a reader needs a place where that line is.
    """

    default_priority = 30
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Add the links, which a reader sees on hover and focus."""
        book = declared(self.config)
        builder = self.app.builder.name
        if not book.repository_url or builder == "epub" or self.config.language == SOURCE_LANGUAGE:
            return
        address = f"{book.repository_url.rstrip('/')}/blob/HEAD/{{path}}#L{{line}}"
        for passage in list(self.document.findall(nodes.paragraph)):
            if "po_line" in passage:
                url = address.format(path=passage["po_path"], line=passage["po_line"])
                link = _LINK.format(escape(url), escape(_("Suggest a better translation")))
                passage.append(nodes.raw("", link, format="html"))


_LINK = ' <a class="suggest" href="{}" title="{}" rel="nofollow">✎</a>'


def progress_of(config: Config) -> tuple[Progress, ...]:
    """Give the progress of all catalogues of the book being read."""
    return cast("tuple[Progress, ...]", config.kzbook_progress)


def percent(rows: Iterable[Progress], language: str, written: str, domain: str = "") -> str:
    """Write the share of a language, or of one catalogue, as an edition in *written* does."""
    own = [row for row in rows if row.language == language and (not domain or row.domain == domain)]
    # Rounded down: what is not all is not 100 per cent.
    return write(int(100 * share(own)), "share", "percent", written)


def _read(_app: Sphinx, config: Any) -> None:
    config.kzbook_progress = tuple(progress(declared(config)))


def setup(app: Sphinx) -> None:
    """Register the directive and the links."""
    app.add_config_value("kzbook_progress", (), "env")
    app.connect("config-inited", _read)
    app.add_directive("translation-shares", SharesDirective)
    app.add_post_transform(SuggestTranslation)
