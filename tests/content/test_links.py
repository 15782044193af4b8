"""Addresses as they are written: what is told of them, and where they stand."""

import pytest

from conftest import ROOT
from kzbook.book import Book
from kzbook.content.links import source_links
from kzbook.finding import Location, findings
from kzbook.manuscript import Link, Manuscript


def told(*urls, printed=False):
    links = tuple(
        Link(Location("docs/a.md", line), url, printed=printed) for line, url in enumerate(urls, 1)
    )
    return [
        (each.at.line, each.rule, each.severity)
        for each in findings(Manuscript(language="en", links=links))
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://example.org/a_(b)?c=d&e=f#g",
        "https://xn--80aau21bd.xn--80ao21a/",  # қазақ.қаз: letters of one alphabet
        "https://data.example.org/a%20b/C%C3%A9",
        "mailto:someone@example.org",
        "https://example.org/utm/gclid.html",
    ],
)
def test_a_plain_address_is_no_finding(url):
    assert told(url) == []


@pytest.mark.parametrize(
    ("url", "rule", "severity"),
    [
        ("ftp://example.org/", "link-scheme", "error"),
        ("javascript:alert(1)", "link-scheme", "error"),
        ("https://unhcr.org@example.org/", "link-host", "error"),
        ("https://192.0.2.7/", "link-host", "error"),
        ("https://[2001:db8::1]/", "link-host", "error"),
        ("https://3221225991/", "link-host", "error"),
        ("https://intranet/", "link-host", "error"),
        ("https:///path", "link-host", "error"),
        ("https://exam[ple.org/", "link-host", "error"),
        ("https://example.org:port/", "link-host", "error"),
        ("https://xn--80ak6aa92e.com/", "link-host", "error"),  # аррӏе, all Cyrillic
        ("https://xn--xample-2of.org/", "link-host", "error"),  # a Cyrillic е before xample
        ("https://example.org/a b", "link-characters", "warning"),
        ("https://example.org/қазақ", "link-characters", "warning"),
        ("https://example.org/\u200b", "link-characters", "warning"),
        ("https://example.org/a%2", "link-characters", "warning"),
        ("https://example.org/<a>", "link-characters", "warning"),
        ("https://example.org/a#b#c", "link-characters", "warning"),
        ("https://example.org/a.", "link-characters", "warning"),
        ("https://example.org/a(b", "link-characters", "warning"),
        ("https://example.org/?utm_source=x", "link-tracker", "warning"),
        ("https://example.org/?a=1&fbclid=x", "link-tracker", "warning"),
        ("https://example.org/?UTM_Campaign", "link-tracker", "warning"),
    ],
)
def test_what_is_wrong_is_told(url, rule, severity):
    assert (1, rule, severity) in told(url)
    # What the author printed stays, and nobody is asked to change it.
    assert {kind for _, _, kind in told(url, printed=True)} == {"info"}


def test_schemes_are_mixed_only_where_one_host_is_named_twice():
    assert told("http://a.org/", "https://b.org/") == []
    assert told("http://a.org/1", "https://a.org/2") == [(1, "link-scheme", "warning")]


def test_hosts_that_look_alike_are_told_of_both():
    assert told("https://world-bank.org/", "https://w0rld-bank.org/") == [
        (1, "link-host", "warning"),
        (2, "link-host", "warning"),
    ]


def test_the_author_s_addresses_are_those_of_part_c():
    links = list(source_links(Book.load(ROOT)))
    assert sum(link.printed for link in links) == 18
    lines = (ROOT / "references.bib").read_text("utf-8").splitlines()
    for link in links:
        assert link.url in lines[link.at.line - 1]
    assert findings(Manuscript(language="en", links=tuple(links))) == []


def test_links_of_pages_and_notes_are_collected(small, kzbook):
    page, notes = small / "docs/one.md", small / "docs/notes.toml"
    page.write_text(page.read_text("utf-8").replace("[part two]", "[x](ftp://x.org/) [part two]"))
    notes.write_text(notes.read_text("utf-8").replace("*no* source", "[y](ftp://y.org/)"))
    assert kzbook("catalogs", "update", root=small).returncode == 0
    done = kzbook("check", root=small)
    # The page is the author's, the note is ours.
    assert "docs/one.md:4: info: ftp://x.org/" in done.stdout
    assert "docs/notes.toml:4: error: ftp://y.org/" in done.stdout
    assert done.returncode == 1
