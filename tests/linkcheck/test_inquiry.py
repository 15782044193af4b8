"""All addresses of a book asked by the real command: at once, again, interrupted, offline."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from html import escape

import pytest

from kzbook.bench.hosts import Hosts, served
from kzbook.book import Book, LinkSettings
from kzbook.ledger import Standing, read_ledger
from kzbook.linkcheck.inquiry import by_page, due

SETTINGS = "delay = 0\nper-host = 50\nattempts = 1\ntimeout = 5\n"


def book(folder, urls, settings=SETTINGS):
    """A book of one page that names *urls*."""
    folder.mkdir(exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "pyproject.toml").write_text(
        '[tool.kzbook]\ntitle = "L"\nlanguages = ["en"]\nformats = ["html"]\ndate = "2021"\n'
        f"[tool.kzbook.links]\n{settings}",
        "utf-8",
    )
    (folder / "docs/conf.py").write_text('extensions = ["kzbook"]\n', "utf-8")
    (folder / "references.bib").write_text("", "utf-8")
    listed = "\n".join(f"- <{url}>" for url in urls)
    (folder / "docs/index.md").write_text(f"(l)=\n# L\n\n{listed}\n", "utf-8")
    return folder


def states(root):
    return {url: each.state for url, each in read_ledger(Book.load(root)).items()}


def test_hundreds_at_once_a_second_run_asks_nobody(tmp_path, kzbook):
    server = Hosts(0.02)
    with served(server) as port:
        names = [f"127.0.0.{number % 10 + 1}:{port}" for number in range(500)]
        urls = [f"http://{name}/file/{number}" for number, name in enumerate(names)]
        trouble = [f"http://127.0.0.1:{port}/gone/a", f"http://127.0.0.2:{port}/moved/a"]
        root = book(tmp_path / "book", urls + trouble)
        done = kzbook("links", root=root)
        assert done.returncode == 1, done.stderr
        assert "502 addresses, 502 due" in done.stderr
        assert "docs/index.md" in done.stdout
        assert "[link-dead]" in done.stdout
        assert f"has moved for good to http://127.0.0.2:{port}/page/new" in done.stdout
        assert "502 addresses: 500 alive, 1 moved, 1 dead" in done.stdout
        assert server.busiest > 20
        assert server.times("/file/7") == 1
        ledger = (root / "links.json").read_bytes()
        server.asked.clear()
        again = kzbook("links", "--format", "json", root=root)
        assert server.asked.total() == 0
        assert "0 due" in again.stderr
        assert (root / "links.json").read_bytes() == ledger
        rows = json.loads(again.stdout)
        assert {"path", "line", "rule", "severity", "message", "url", "state"} <= set(rows[0])
        assert [row["state"] for row in rows].count("alive") == 500
        assert (again.returncode, kzbook("links", "--all", root=root).returncode) == (1, 1)
        assert server.times("/file/7") == 1


def test_an_interrupt_keeps_what_was_learned_and_the_next_run_asks_the_rest(tmp_path):
    server = Hosts()
    with served(server) as port:
        quick = [f"http://127.0.0.1:{port}/file/{number}" for number in range(60)]
        stuck = [f"http://127.0.0.2:{port}/slow/{number}?seconds=60" for number in range(3)]
        root = book(tmp_path / "book", quick + stuck, SETTINGS.replace("5", "60"))
        command = [sys.executable, "-m", "kzbook", "links", "--root", str(root)]
        running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + 60
        while server.asked.total() < 63 and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        told = running.communicate(timeout=20)[1]
        assert running.returncode == 130, told
        assert told.splitlines()[-1] == "kzbook: interrupted"
        assert "Traceback" not in told
        known = states(root)
        assert [known[url] for url in quick] == ["alive"] * 60
        assert [known[url] for url in stuck] == ["never-checked"] * 3
        assert list(root.glob(".links.json-*")) == []
        server.asked.clear()
        book(root, quick + stuck, SETTINGS.replace("5", "1"))
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "63 addresses, 3 due" in done.stderr
        assert {key.split()[1] for key in server.asked} == {f"/slow/{n}" for n in range(3)}


def test_without_a_network_nothing_is_learned(tmp_path, kzbook):
    root = book(tmp_path / "book", ["http://127.0.0.1:9/a", "http://127.0.0.2:9/b"])
    done = kzbook("links", root=root)
    assert done.returncode == 2
    assert "none of 2 hosts could be reached" in done.stderr
    assert set(states(root).values()) == {"never-checked"}


def test_archives_are_proposed_and_nothing_is_changed(tmp_path, small, kzbook):
    server = Hosts()
    with served(server) as port:
        declared = small / "pyproject.toml"
        api = f'[tool.kzbook.links]\narchive-api = "http://127.0.0.1:{port}/available"\n'
        declared.write_text(declared.read_text("utf-8") + api, "utf-8")
        done = kzbook("links", "--suggest-archives", root=small)
    assert done.returncode == 0, done.stderr
    url = "https://data.worldbank.org/country/kazakhstan?a=1&b_c=2%20d"
    assert f"archiveurl = {{https://web.archive.org/web/20210201120000/{url}}}" in done.stdout
    assert "archivedate = {2021-02-01}" in done.stdout
    assert "references.bib:1: bank" in done.stdout
    assert not (small / "links.json").exists()
    assert server.asked.total() == 1


def test_an_archive_that_cannot_be_asked_is_told(small, kzbook):
    declared = small / "pyproject.toml"
    api = '[tool.kzbook.links]\narchive-api = "http://127.0.0.1:9/available"\n'
    declared.write_text(declared.read_text("utf-8") + api, "utf-8")
    done = kzbook("links", "--suggest-archives", root=small)
    assert (done.returncode, "[archive-api]" in done.stderr) == (2, True)


DEAD = """{
  "https://data.worldbank.org/country/kazakhstan?a=1&b_c=2%20d": {
    "state": "dead", "asked": "2021-03-01", "alive": "2021-01-02", "status": 404,
    "told": "there is no such page"
  }
}
"""


def test_a_dead_source_stops_a_release_until_it_has_a_copy(small, kzbook):
    (small / "links.json").write_text(DEAD, "utf-8")
    declared = small / "pyproject.toml"
    declared.write_text(declared.read_text("utf-8").replace('"html", "pdf", "epub"', '"html"'))
    done = kzbook("publish", root=small)
    assert done.returncode == 1
    assert "references.bib:5: error: " in done.stdout
    assert "last seen alive on 2021-01-02" in done.stdout
    assert "[link-dead]" in done.stdout
    assert not (small / "dist").exists()
    bib = small / "references.bib"
    address = "https://data.worldbank.org/country/kazakhstan?a=1&b_c=2%20d"
    copy = f"https://web.archive.org/web/20210101120000/{address}"
    fields = f"  archiveurl = {{{copy}}},\n  archivedate = {{2021-01-01}},\n  language"
    bib.write_text(bib.read_text("utf-8").replace("  language", fields, 1), "utf-8")
    done = kzbook("publish", root=small)
    assert done.returncode == 0, done.stdout
    assert "links: 3 addresses: 2 never-checked, 1 dead" in done.stderr
    words = {"en": "Archived copy, January 1, 2021:", "ru": "Архивная копия, 1 января 2021",
             "kk": "Мұрағаттағы көшірмесі, 2021 ж. 1 қаңтар"}  # fmt: skip
    for language, told in words.items():
        page = (small / "dist" / language / "sources.html").read_text("utf-8")
        assert f'href="{escape(copy)}"' in page
        assert told in " ".join(page.split()), language


def test_what_is_due_goes_by_its_age_and_state(tmp_path):
    settings = LinkSettings(fresh=30, again=1)
    made = Book(title="T", languages=("en",), formats=("html",), date="2021", links=settings)
    ledger = {
        "a": Standing("alive", "2021-02-01", "2021-02-01"),
        "b": Standing("dead", "2021-02-01"),
        "c": Standing(),
    }
    for day, wanted in (((2021, 2, 1), "cd"), ((2021, 2, 2), "bcd"), ((2021, 3, 3), "abcd")):
        assert due(ledger, "abcd", made, date(*day)) == tuple(wanted)


def test_a_page_is_asked_once_for_all_its_addresses():
    assert by_page(["http://a/p#x", "http://a/p", "http://a/p#y", "http://a/q"]) == {
        "http://a/p": {"http://a/p#x": "x", "http://a/p": "", "http://a/p#y": "y"},
        "http://a/q": {"http://a/q": ""},
    }


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="a terminal is a thing of Unix")
def test_a_bar_shows_when_a_person_watches(tmp_path):
    with served(Hosts()) as port:
        root = book(tmp_path / "book", [f"http://127.0.0.1:{port}/file/{n}" for n in range(3)])
        ours, theirs = os.openpty()
        command = [sys.executable, "-m", "kzbook", "links", "--root", str(root)]
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=theirs, check=False,
            env={**os.environ, "TERM": "xterm"},
        )  # fmt: skip
        os.close(theirs)
        told = os.read(ours, 1 << 16).decode()
        os.close(ours)
    assert done.returncode == 0
    assert "3/3" in told
    assert b"3/3" not in done.stdout
