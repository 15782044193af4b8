"""The book as a web site: furo's pages, every word of them in the edition's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from kzbook.book import declared
from kzbook.formats.html import pages, popups, typefaces
from kzbook.formats.html.chooser import chooser
from kzbook.languages import script
from kzbook.languages.catalogs import translate

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["chooser", "setup"]

THEME = "kzbook"
"""Our theme, on top of furo: pages.py says what it adds."""

SITES = frozenset({"html", "dirhtml"})
"""The builders that write pages for the web; the EPUB builder has another theme."""

DEFAULTS = {
    "html_theme": THEME,
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_show_sphinx": False,
    # The book declares no rights holder: Sphinx would print a © and nothing after it.
    "html_show_copyright": False,
    # They list modules of programs.
    "html_domain_indices": False,
}
"""What a book's conf.py need not say, and may."""


class KeepAnchorsSingle(SphinxPostTransform):
    """Take from furo's wrapper of a table the ids that it copied: an anchor stands once."""

    # After furo's WrapTableAndMathInAContainerTransform (500).
    default_priority = 510
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Leave them to the table, whose caption takes its number by them."""
        for node in self.document.findall(nodes.container):
            if "table-wrapper" in node["classes"]:
                node["ids"] = []


def _configure(_: Sphinx, config: Any) -> None:
    title = declared(config).title
    defaults = {**DEFAULTS, "html_title": translate("book", title) or title}
    # Sphinx offers no public way to ask whether conf.py or the command line set a value.
    said = {*config._raw_config, *config.overrides}  # noqa: SLF001
    for name, value in defaults.items():
        if name not in said:
            config[name] = value


def _before_writing(app: Sphinx, builder: Builder) -> None:
    if builder.name in SITES:
        script.publish(app)
        popups.publish(app)
        typefaces.publish(app)
        pages.draw_cover(app)
        pages.drop_empty_index(app)
        # Else Sphinx leaves an empty folder for the sources it does not copy.
        builder.copysource = app.config.html_copy_source  # type: ignore[attr-defined]


def setup(app: Sphinx) -> None:
    """Register the theme, and what each page is given."""
    app.add_html_theme(THEME, str(Path(__file__).parent / "theme"))
    app.add_post_transform(KeepAnchorsSingle)
    app.add_post_transform(popups.LinkFacts)
    app.add_post_transform(popups.LinkSources)
    app.connect("config-inited", _configure)
    app.connect("write-started", _before_writing)
    app.connect("html-page-context", pages.complete)
