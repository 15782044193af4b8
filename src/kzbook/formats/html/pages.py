"""What a page of the site gets beyond furo: its languages, its voice, furo's labels translated."""

from __future__ import annotations

import html
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup
from sphinx.locale import _

from kzbook.book import SOURCE_LANGUAGE, declared
from kzbook.content.translations import percent, progress_of
from kzbook.formats.cover import cover_of, picture
from kzbook.formats.html import popups, scholarly
from kzbook.languages.catalogs import translate
from kzbook.languages.derived import sign, tag
from kzbook.languages.edition import own_name
from kzbook.nodes import EDITOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

FIXED_LABELS = frozenset(
    {
        "Auto light/dark, in dark mode",
        "Auto light/dark, in light mode",
        "Contents",
        "Dark mode",
        "Expand",
        "Light mode",
        "Menu",
        "Toggle Light / Dark / Auto color theme",
        "Toggle site navigation sidebar",
        "Toggle table of contents sidebar",
    }
)
"""Labels that furo's page.html and icons.html write in English, past gettext."""

BRANCH = "Toggle navigation of %s"
"""The label that furo's navigation.py gives the switch of a chapter, past gettext too."""

_LABEL = re.compile(r'(aria-label="|<title>)([^"<]+)')


class Sister(msgspec.Struct, frozen=True):
    """The same page in one language; ``href`` is relative, and None on the page itself."""

    language: str
    name: str
    href: str | None


def sisters(app: Sphinx, pagename: str, root: str) -> Iterator[Sister]:
    """Yield the page in each language of the book; *root* leads from it to its own edition."""
    for language in declared(app.config).languages:
        href = f"{root}../{language}/{app.builder.get_target_uri(pagename)}"
        here = language == app.config.language
        yield Sister(language, own_name(language), None if here else href)


def in_edition_words(markup: str, *, editor: bool) -> str:
    """Translate furo's fixed labels in a page's body, and mark whose voice its article is.

    A label changed by a newer furo stays English, and the test of the furniture finds it.
    """
    if editor:
        markup = markup.replace("<article ", f'<article class="{EDITOR}" ', 1)
    return _LABEL.sub(_translated, markup)


def _translated(label: re.Match[str]) -> str:
    opening, english = label[1], html.unescape(label[2])
    if english in FIXED_LABELS:
        return opening + html.escape(_(english))
    chapter = english.removeprefix(BRANCH.removesuffix("%s"))
    if chapter != english:
        return opening + html.escape(_(BRANCH) % chapter)
    return label[0]


def complete(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the theme's templates what they print."""
    if not hasattr(app.builder, "theme") or app.builder.name == "epub":
        return
    # A page without a source (search, index) holds no word of the author.
    voice = (context.get("meta") or {}).get("voice") if doctree else EDITOR
    context["in_edition_words"] = partial(in_edition_words, editor=voice == EDITOR)
    context["sisters"] = tuple(sisters(app, pagename, context["content_root"].removeprefix("./")))
    context["language"] = tag(app.config)
    context["translated_share"] = _share(app, pagename) if doctree else ""
    context["derived"] = sign(app.config)
    context["docstitle"] = _marked_title(app, context["docstitle"])
    if doctree is not None:
        # Sphinx wrote the body; it is markup already.
        context["body"] = Markup(context["body"]) + popups.told(app, doctree)  # noqa: S704
    if pagename == app.config.root_doc:
        context["scholarly"] = scholarly.head(app)
        drawn = _COVER.format(f"{context['content_root']}_static/{COVER}")
        context["body"] = drawn + context["body"]


def _share(app: Sphinx, pagename: str) -> str:
    """Say how much of a page is translated, in the words of its edition."""
    language = app.config.language
    rows = progress_of(app.config)
    if language == SOURCE_LANGUAGE or pagename not in {row.domain for row in rows}:
        return ""
    return _("Translated: %s of this page") % percent(rows, language, language, pagename)


COVER = "cover.png"
_WIDTH = 480
# The title follows it as a heading, so a voice need not read it twice.
_COVER = Markup('<img class="cover" src="{}" alt="" width="480" height="768">\n')


def draw_cover(app: Sphinx) -> None:
    """Write the edition's cover into the pages' static folder, for screens of twice the dots."""
    folder = Path(app.outdir) / "_static"
    folder.mkdir(parents=True, exist_ok=True)
    cover = cover_of(app.config)
    (folder / COVER).write_bytes(picture(cover, 2 * _WIDTH))


def _marked_title(app: Sphinx, shown: str) -> str:
    """Say that a title not yet translated is in the source language (WCAG 2.2, 3.1.2)."""
    title = declared(app.config).title
    if app.config.language == SOURCE_LANGUAGE or shown != title or translate("book", title):
        return shown
    return Markup('<span lang="{}">{}</span>').format(SOURCE_LANGUAGE, shown)


def drop_empty_index(app: Sphinx) -> None:
    """Write no index page when the sources make no index entry."""
    if not any(app.env.domains.index_domain.entries.values()):
        # The builder has asked the configuration already; its templates ask it again.
        app.builder.use_index = False  # type: ignore[attr-defined]
        app.config.html_use_index = False
