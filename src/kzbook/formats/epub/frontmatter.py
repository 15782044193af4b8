"""What stands before the text: cover, title page, and the words of the declaration on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from kzbook.formats.epub.markup import TYPE, element, page, select, set_language
from kzbook.nodes import EDITOR

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from kzbook.formats.cover import Words
    from kzbook.formats.epub.pages import Page

PICTURE = "cover.png"
NAME = "cover.xhtml"


def cover_page(title: Words, language: str) -> Element:
    """Make the page that shows the cover."""
    image = element("img", attributes={"src": PICTURE, "alt": title.text, "role": "doc-cover"})
    if title.language != language:
        set_language(image, title.language)
    section = element("section", image, attributes={TYPE: "cover", "class": "cover"})
    body = element("body", section, attributes={"class": EDITOR})
    return page(_("Cover"), language, language, body)


def complete_title_page(first: Page, *lines: str) -> None:
    """Put *lines* under the title, its date first; what stands on a title page is ours."""
    for heading in select(first.body, "h:section/h:h1")[:1]:
        heading.set("class", EDITOR)
        for line in reversed(lines):
            told = element("p", line, attributes={"class": f"edition-date {EDITOR}"})
            told.tail = heading.tail
            heading.addnext(told)
