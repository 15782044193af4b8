"""A source leads back to each place that cites it, in all forms."""

from collections import Counter
from pathlib import PurePosixPath

import pytest
from lxml import etree

from editions import html_pages
from epubs import TYPE, files_of

LANGUAGES = ["en", "ru", "kk"]


def links(pages):
    """Count calls and ways back by source: a call's page and anchor, a link's source."""
    calls, back = Counter(), Counter()
    for name, root in pages.items():
        for call in root.xpath("//*[starts-with(@id, 'cites-')]"):
            for link in call.xpath(".//*[local-name()='a']"):
                source = link.get("href").rpartition("#")[2]
                calls[source, f"{name}#{call.get('id')}"] += 1
        for entry in root.xpath("//*[starts-with(@id, 'source-')]"):
            for link in entry.xpath(".//*[local-name()='a'][@role='doc-backlink']"):
                page, _sign, anchor = link.get("href").partition("#")
                assert link.get("aria-label").strip()
                back[entry.get("id"), f"{page or name}#{anchor}"] += 1
    return calls, back


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_site_there_and_back(published, language):
    calls, back = links(dict(html_pages(published / language)))
    assert calls == back
    assert len(calls) > 20
    assert set(calls.values()) == {1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_book_there_and_back_and_readers_show_the_source(published, language):
    (path,) = (published / "downloads").glob(f"*{language}.epub")
    pages = {
        PurePosixPath(name).name: etree.fromstring(data)
        for name, data in files_of(path).items()
        if name.endswith(".xhtml")
    }
    calls, back = links(pages)
    assert calls == back
    assert len(calls) > 20
    for root in pages.values():
        for link in root.xpath("//*[starts-with(@id, 'cites-')]//*[local-name()='a']"):
            assert {"noteref", "biblioref"} <= set(link.get(TYPE).split())
            assert link.get("role") == "doc-biblioref"
