"""The server shows the built folder, and that to this machine's browser alone."""

import asyncio
import html
import json
import re

import pytest
from aiohttp import ClientSession, web
from yarl import URL

from kzbook.finding import Finding, Location
from kzbook.preview.server import Stage, application, followed
from kzbook.speech import say

PAGE = "<!doctype html><html><body><p>Мәтін</p></body></html>"


@pytest.fixture
def stage(tmp_path):
    """A built folder, and beside it what nobody may see."""
    folder = tmp_path / "kk"
    (folder / "html" / "_static").mkdir(parents=True)
    (folder / "review").mkdir()
    (folder / "html" / "one.html").write_text(PAGE, "utf-8")
    (folder / "html" / "_static" / "a.css").write_text("p {}", "utf-8")
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (folder / "secret.html").write_text("secret", "utf-8")
    (folder / "html" / "leads-out.html").symlink_to(tmp_path / "secret.html")
    made = Stage("kk", folder)
    made.renewed(("one",), review=False)
    return made


def ask(stage, *addresses, **headers):
    """Give status, headers and text of each address, asked of a running server."""

    async def asked():
        runner = web.AppRunner(application(stage), shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        sent = {name: value.format(port=port) for name, value in headers.items()}
        try:
            async with ClientSession() as session:
                told = []
                for address in addresses:
                    url = URL(f"http://127.0.0.1:{port}{address}", encoded=True)
                    async with session.get(url, headers=sent, allow_redirects=False) as answer:
                        told.append((answer.status, answer.headers, await answer.text()))
                return told
        finally:
            await runner.cleanup()

    return asyncio.run(asked())


def test_a_page_gets_the_script_and_its_file_does_not(stage):
    ((status, headers, text),) = ask(stage, "/kk/one.html")
    assert status == 200
    assert "Мәтін" in text
    assert '<script src="/-/preview.js"' in text
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (stage.folder / "html" / "one.html").read_text("utf-8") == PAGE


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:1", 421),
        ("evil.example:{port}", 421),
        ("127.0.0.1.evil.example:{port}", 421),
    ],
)
def test_only_who_calls_it_by_its_name_is_answered(stage, host, status):
    ((answered, _headers, text),) = ask(stage, "/kk/one.html", Host=host)
    assert answered == status
    assert ("Мәтін" in text) == (status == 200)


@pytest.mark.parametrize(
    "address",
    [
        "/kk/../secret.html",
        "/kk/../../secret.html",
        "/kk/%2e%2e/secret.html",
        "/kk/..%2f..%2fsecret.html",
        "/kk/..%5c..%5csecret.html",
        "/kk/leads-out.html",
        "/kk//etc/passwd",
        "/kk/%00",
        "/-/../server.py",
        "/-/review/../secret.html",
        "/kk/_static/",
        "/ru/one.html",
    ],
)
def test_nothing_outside_the_built_folder_is_served(stage, address):
    ((status, _headers, text),) = ask(stage, address)
    assert status == 404
    assert "secret" not in text


def test_its_own_files_and_those_of_the_site_are_served(stage):
    told = ask(stage, "/", "/kk/_static/a.css", "/-/preview.js", "/-/review.css")
    assert [status for status, _headers, _text in told] == [302, 200, 200, 200]
    assert told[0][1]["Location"] == "/kk/index.html"


def test_a_page_still_to_be_made_follows_too(stage):
    told = ask(stage, "/-/review/one.html", "/-/review/none.html")
    assert [status for status, _headers, _text in told] == [200, 404]
    assert "being made" in told[0][2]
    assert "/-/preview.js" in told[0][2]


def test_a_page_is_told_its_making_the_findings_and_the_faults(stage):
    place = Location("locales/kk/LC_MESSAGES/one.po", 12)
    stage.findings = (Finding(place, "message-roles", "a role is lost </script>"),)
    stage.judged = True

    async def heard():
        runner = web.AppRunner(application(stage), shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/-/events?page=/kk/one.html"
        try:
            async with ClientSession() as session, session.get(url) as stream:
                first = await stream.content.readline()
                await stream.content.readline()
                watched = stage.watched()
                stage.renewed(("one",), review=False)
                second = await stream.content.readline()
            # The browser is closed: nobody is left.
            for _ in range(100):
                stage.tell()
                await asyncio.sleep(0.01)
                if not stage.watchers:
                    break
            return first, watched, second, stage.watched()
        finally:
            await runner.cleanup()

    first, watched, second, left = asyncio.run(heard())
    state = json.loads(first.removeprefix(b"data: "))
    (finding,) = state["findings"]
    assert (finding["path"], finding["line"]) == ("locales/kk/LC_MESSAGES/one.po", 12)
    assert finding["message"] == "a role is lost </script>"
    assert state["judged"]
    assert watched == ("one",)
    assert json.loads(second.removeprefix(b"data: "))["revision"] != state["revision"]
    assert left == ()


def test_what_an_address_holds_stays_in_its_attribute(stage):
    page = followed("<body></body>", stage, '/kk/"><script>alert(1)</script>.html')
    assert "<script>alert" not in page


def test_a_page_is_told_in_the_language_of_the_terminal(stage, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "kk")
    lost = say("%(sign)s is lost; put it back where the sense asks for it", sign="[a](#b)")
    stage.findings = (Finding(Location("a.po", 1), "message-links", lost),)
    (finding,) = json.loads(stage.state("/kk/one.html"))["findings"]
    assert finding["message"] == "жоғалған: [a](#b); мағынасы талап ететін жерге қайтарыңыз"
    page = followed("<body></body>", stage, "/kk/one.html")
    assert 'data-spoken="kk"' in page
    words = re.search(r'data-words="([^"]+)"', page)[1]
    assert json.loads(html.unescape(words))["none"] == "қате табылмады"
