"""How what was found is told: severity, the archive beside the original, the table."""

import json

import pytest

from conftest import ROOT
from kzbook.finding import Location
from kzbook.ledger import Standing
from kzbook.linkcheck.standings import dead_links, rows, standings, summary, table
from kzbook.manuscript import Link, Source

URL, COPY = "https://a.org/x", "https://web.archive.org/web/2021/https://a.org/x"
AT = Location("references.bib", 3)


def found(state, *, printed=False, archive=""):
    link, source = Link(AT, URL, printed=printed), Source("x", AT, URL, archive)
    known = Standing(state, "2021-03-01", "2021-02-01", 404, "https://b.org/", "there is no page")
    ((_, _, finding),) = standings([link, link], [source], {URL: known})
    return finding


@pytest.mark.parametrize(
    ("state", "severity", "printed_severity"),
    [
        ("never-checked", "info", "info"),
        ("alive", "info", "info"),
        ("restricted", "info", "info"),
        ("moved", "warning", "info"),
        ("suspect", "warning", "info"),
        ("anchor-missing", "warning", "info"),
        ("failing", "warning", "info"),
        ("busy", "warning", "info"),
        ("tls", "warning", "info"),
        ("unreachable", "warning", "info"),
        ("dead", "error", "error"),
        ("looping", "error", "info"),
        ("malformed", "error", "info"),
    ],
)
def test_how_bad_a_state_is(state, severity, printed_severity):
    assert (found(state).severity, found(state).rule) == (severity, f"link-{state}")
    assert found(state, printed=True).severity == printed_severity
    assert found(state, archive=COPY).severity == "info"


def test_a_dead_link_tells_its_copy_or_asks_for_one():
    assert found("dead").message.endswith("at https://b.org/; add archiveurl and archivedate")
    assert found("dead", archive=COPY).message.endswith(f"archived copy: {COPY}")
    assert "last seen alive on 2021-02-01" in found("dead").message


def test_where_a_link_has_moved_is_told_and_the_author_is_left_alone():
    assert found("moved").message.endswith("has moved for good to https://b.org/; use that")
    assert found("moved", printed=True).message.endswith("the author’s stays as printed")


def test_only_dead_links_without_a_copy_stop_a_release():
    link, dead = Link(AT, URL), {URL: Standing("dead", "2021-03-01")}
    assert len(dead_links([link], [Source("x", AT, URL)], dead)) == 1
    assert dead_links([link], [Source("x", AT, URL, COPY)], dead) == []
    assert dead_links([link], [], {URL: Standing("unreachable", "2021-03-01")}) == []
    assert dead_links([link], [], {}) == []


def test_the_table_counts_by_host_and_state():
    ledger = {
        "https://a.org/1": Standing("alive", "2021-03-01"),
        "https://a.org/2": Standing("dead", "2021-03-01"),
        "https://b.org/1": Standing("alive", "2021-03-01"),
    }
    urls = [*ledger, "https://b.org/never", "https://a.org/1"]
    assert [line.split() for line in table(urls, ledger).splitlines()] == [
        ["host", "never-checked", "alive", "dead"],
        ["a.org", ".", "1", "1"],
        ["b.org", "1", "1", "."],
        ["total", "1", "2", "1"],
    ]
    assert summary(urls, ledger) == "4 addresses: 1 never-checked, 2 alive, 1 dead"


def test_a_row_is_a_finding_and_more():
    (row,) = rows([Link(AT, URL)], [Source("x", AT, URL, COPY)], {})
    assert json.loads(json.dumps(row))["state"] == "never-checked"
    assert (row["path"], row["line"], row["host"], row["archive"]) == (
        "references.bib", 3, "a.org", COPY,
    )  # fmt: skip


def test_the_book_s_own_file_claims_nothing_that_was_not_seen():
    ledger = json.loads((ROOT / "links.json").read_text("utf-8"))
    for url, known in ledger.items():
        assert (known["state"] == "never-checked") is ("asked" not in known), url
