"""One page asked: each behaviour of a host, from a real server on loopback."""

import asyncio
import datetime as dt
import ssl
from random import Random

import msgspec
import pytest
import trustme

from kzbook.bench.hosts import Hosts, serving
from kzbook.book import Book, LinkSettings
from kzbook.linkcheck import asking, hosts, inquiry
from kzbook.linkcheck.hosts import HostClosedError, backoff, retry_after

QUICK = LinkSettings(delay=0, timeout=1, attempts=3, patience=3)
BOOK = Book(title="T", languages=("en",), formats=("html",), date="2021", links=QUICK)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(hosts, "FIRST_PAUSE", 0.02)


def ask(*paths, server=None, tls=None, name="127.0.0.1", book=BOOK):
    """Ask pages, a path may have fragments after it; give answers and the server."""
    server = server or Hosts()
    scheme = "https" if tls else "http"

    async def all_of_them():
        async with serving(server, tls) as port, inquiry.session(book) as session:
            asker = asking.Asker(session, book.links, hosts.Hosts(book.links), Random(1))
            answers = []
            for path in paths:
                page, *fragments = path.split("#")
                answers.append(await asker.ask(f"{scheme}://{name}:{port}{page}", fragments))
            return answers

    return asyncio.run(all_of_them()), server


@pytest.mark.parametrize(
    ("path", "state", "told", "requests"),
    [
        ("/file/a.pdf", "alive", "", 1),
        ("/page/a", "alive", "", 2),
        ("/shy/a", "alive", "", 2),
        ("/gone/a", "dead", "no such page", 2),
        ("/status/410", "dead", "no such page", 2),
        ("/status/401", "restricted", "refuses", 2),
        ("/status/403", "restricted", "refuses", 2),
        ("/status/451", "restricted", "refuses", 2),
        ("/status/500", "failing", "fault of its own", 6),
        ("/status/501", "failing", "fault of its own", 2),
        ("/passing/a?failures=2", "alive", "", 4),
        ("/passing/a?failures=90", "failing", "fault of its own", 6),
        ("/front/a", "suspect", "front page", 1),
        ("/soft/en", "suspect", "Page not found", 2),
        ("/soft/ru", "suspect", "Страница не найдена", 2),
        ("/soft/kk", "suspect", "Бет табылмады", 2),
        ("/charset/wrong", "suspect", "Страница не найдена", 2),
        ("/charset/unknown", "suspect", "Страница не найдена", 2),
        ("/elsewhere/a", "malformed", "mailto:", 1),
        ("/cookie/a", "alive", "", 3),
    ],
)
def test_a_behaviour(path, state, told, requests):
    (answer,), server = ask(path)
    assert (answer.state, told in answer.told) == (state, True), answer
    assert server.times(path.partition("?")[0]) == requests
    assert bool(answer.told) is bool(told)


def test_a_host_that_is_too_slow_is_tried_again_and_let_go():
    hasty = msgspec.structs.replace(QUICK, timeout=0.2, attempts=2)
    (answer,), server = ask("/slow/a", book=msgspec.structs.replace(BOOK, links=hasty))
    assert (answer.state, answer.told) == ("unreachable", "the host does not answer in time")
    assert server.asked == {"HEAD /slow/a": 2, "GET /slow/a": 2}


def test_a_broken_connection_is_tried_again():
    (broken, mended), server = ask("/cut/a", "/cut/b?times=2")
    assert (broken.state, broken.told) == ("unreachable", "the connection broke")
    assert (mended.state, mended.told) == ("alive", "")
    # aiohttp repeats a request by itself where an old connection broke.
    assert server.asked["GET /cut/a"] >= 3


def test_head_comes_first_and_a_file_is_not_fetched():
    _, server = ask("/file/a.pdf", "/page/a")
    assert list(server.asked) == ["HEAD /file/a.pdf", "HEAD /page/a", "GET /page/a"]


def test_one_request_answers_for_all_anchors_of_a_page():
    (answer,), server = ask("/page/a#first#second#third%20place#top#:~:text=x")
    assert server.asked == {"GET /page/a": 1}
    assert answer.state == "alive"
    assert answer.missing == {"second"}


def test_redirects_are_followed_and_told():
    (gone, for_now), server = ask("/moved/a", "/found/a")
    assert (gone.state, gone.address.rpartition("/page/")[2]) == ("moved", "new")
    assert (for_now.state, for_now.address.rpartition("/page/")[2]) == ("alive", "now")
    assert server.times("/page/new") == 2


def test_a_circle_is_left():
    (answer,), server = ask("/circle/a")
    assert answer.state == "looping"
    assert server.asked.total() <= 7


@pytest.mark.parametrize("path", ["/later/a?refused=2&wait=1", "/until/a"])
def test_a_host_that_asks_for_time_gets_it(path):
    async def timed():
        loop = asyncio.get_running_loop()
        begun = loop.time()
        server = Hosts()
        async with serving(server) as port, inquiry.session(BOOK) as session:
            asker = asking.Asker(session, QUICK, hosts.Hosts(QUICK), Random(1))
            answer = await asker.ask(f"http://127.0.0.1:{port}{path}")
        return answer, loop.time() - begun

    answer, seconds = asyncio.run(timed())
    assert answer.state == "alive"
    # A date has whole seconds, so it may ask for less than one.
    assert seconds >= (1.9 if "later" in path else 0.0)


def test_a_host_that_asks_for_too_much_is_left_alone():
    async def asked():
        server = Hosts()
        async with serving(server) as port, inquiry.session(BOOK) as session:
            asker = asking.Asker(session, QUICK, hosts.Hosts(QUICK), Random(1))
            answer = await asker.ask(f"http://127.0.0.1:{port}/later/a?wait=86400")
            with pytest.raises(HostClosedError, match="86400"):
                await asker.ask(f"http://127.0.0.1:{port}/page/b")
        return answer, server

    answer, server = asyncio.run(asked())
    assert (answer.state, answer.status) == ("busy", 429)
    assert server.asked.total() == 1


def test_a_page_without_end_is_read_as_far_as_needed(monkeypatch):
    monkeypatch.setattr(asking, "ANCHOR_BYTES", 1 << 20)
    (plain, first, never), _ = ask("/huge/a", "/huge/a#first", "/huge/a#never")
    assert (plain.state, plain.told) == ("alive", "")
    assert (first.state, first.told, first.missing) == ("alive", "", frozenset())
    assert (never.state, never.told) == ("alive", "the page is too long to look for #never")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def tls_of(authority, *names, **kinds):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names, **kinds).configure_cert(context)
    return context


def trusting(authority, folder, monkeypatch):
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    # Where OpenSSL looks for authorities, as an office network sets it.
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
    context = ssl.create_default_context()
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", context)


def test_certificates_are_told_apart(authority, tmp_path, monkeypatch):
    ((answer,), _) = ask("/page/a", tls=tls_of(authority, "127.0.0.1"))
    assert answer.state == "tls"
    assert "authority unknown" in answer.told or "signed by" in answer.told
    trusting(authority, tmp_path, monkeypatch)
    ((good,), _) = ask("/page/a", tls=tls_of(authority, "127.0.0.1"))
    assert good.state == "alive"
    ((other,), _) = ask("/page/a", tls=tls_of(authority, "other.example"))
    assert (other.state, other.told) == ("tls", "the certificate is for another host")
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    ((old,), _) = ask("/page/a", tls=tls_of(authority, "127.0.0.1", not_after=past))
    assert (old.state, old.told) == ("tls", "the certificate has expired")


def test_a_host_that_speaks_no_tls_is_not_dead():
    async def asked():
        async with serving(Hosts()) as port, inquiry.session(BOOK) as session:
            asker = asking.Asker(session, QUICK, hosts.Hosts(QUICK), Random(1))
            return await asker.ask(f"https://127.0.0.1:{port}/page/a")

    answer = asyncio.run(asked())
    assert (answer.state, answer.told[:26]) == ("tls", "no safe connection can be ")


def test_nobody_there_is_told_apart_from_not_found():
    async def asked():
        async with inquiry.session(BOOK) as session:
            asker = asking.Asker(session, QUICK, hosts.Hosts(QUICK), Random(1))
            # Port 9 of loopback takes no connection; .invalid is no name, RFC 6761.
            return [
                await asker.ask("http://127.0.0.1:9/"),
                await asker.ask("http://nobody.invalid/"),
                await asker.ask("http://127.0.0.1:99999/"),
            ]

    refused, unknown, wrong = asyncio.run(asked())
    assert (refused.state, "takes no connection" in refused.told) == ("unreachable", True)
    assert (unknown.state, "name" in unknown.told) == ("unreachable", True)
    assert wrong.state == "malformed"


def test_we_say_who_asks_and_nothing_undeclared():
    _, server = ask("/page/a")
    assert all(agent.startswith("kzbook/") and "http" not in agent for agent in server.agents)
    named = msgspec.structs.replace(BOOK, repository_url="https://code.example/book")
    _, server = ask("/page/a", book=named)
    assert all("+https://code.example/book" in agent for agent in server.agents)


def test_a_host_is_asked_by_few_at_a_time_and_with_pauses():
    server = Hosts(0.02)
    settings = LinkSettings(delay=0.03, per_host=2)

    async def asked():
        async with serving(server) as port, inquiry.session(BOOK) as session:
            asker = asking.Asker(session, settings, hosts.Hosts(settings), Random(1))
            begun = asyncio.get_running_loop().time()
            pages = [f"http://127.0.0.1:{port}/file/{number}" for number in range(10)]
            await asyncio.gather(*(asker.ask(page) for page in pages))
            return asyncio.get_running_loop().time() - begun

    assert asyncio.run(asked()) >= 9 * 0.03
    assert server.busiest <= 2


def test_pauses_grow_and_vary_by_chance():
    assert backoff(1, Random(1)) == backoff(1, Random(1)) != backoff(1, Random(2))
    for attempt in range(1, 6):
        most = hosts.FIRST_PAUSE * 2 ** (attempt - 1)
        assert most / 2 <= backoff(attempt, Random(attempt)) <= most


def test_retry_after_is_a_number_or_a_date():
    now = dt.datetime(2021, 2, 1, tzinfo=dt.UTC)
    assert retry_after("120", now) == 120
    assert retry_after("Mon, 01 Feb 2021 00:02:00 GMT", now) == 120
    assert retry_after("Mon, 01 Feb 2021 00:00:00 GMT", now + dt.timedelta(1)) == 0
    for nothing in ("", "soon", "-3", "1.5", "²"):
        assert retry_after(nothing, now) is None
