"""A thousand links of local hosts: kzbook beside ``sphinx-build -b linkcheck``, in one run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from kzbook.bench.hosts import Hosts, served
from kzbook.book import Book
from kzbook.ledger import read_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


LINKS = 1000
NAMES = 20
LATENCY = 0.05
"""Seconds that every answer takes: an address across a continent."""
SETTINGS = {"delay": 0, "per-host": 8, "timeout": 5, "attempts": 2}
TROUBLE = {
    "gone/page": "dead",
    "status/410": "dead",
    "status/403": "restricted",
    "status/500": "failing",
    "moved/page": "moved",
    "found/page": "alive",
    "circle/a": "looping",
    "front/page": "suspect",
    "soft/en": "suspect",
    "soft/ru": "suspect",
    "soft/kk": "suspect",
    "charset/ru": "suspect",
    "shy/page": "alive",
    "cookie/page": "alive",
    "passing/page?failures=2": "alive",
    "page/a#first": "alive",
    "page/a#second": "anchor-missing",
    "page/a#third%20place": "alive",
    "huge/page#first": "alive",
    "later/page?refused=2&wait=1": "alive",
}
"""What each awkward address is, and what a checker should say of it."""


def run(folder: Path) -> Iterator[str]:
    """Yield the lines of the report; the books and what the checkers wrote stay in *folder*."""
    hosts = Hosts(LATENCY)
    with served(hosts) as port:
        urls = list(_urls(port))
        _write_book(folder, urls)
        yield f"{len(urls)} links of {NAMES} hosts, each answer after {LATENCY * 1000:.0f} ms"
        yield ""
        yield "| checker | seconds | requests |"
        yield "|---|---|---|"
        first, ours = _timed(hosts, _kzbook(folder))
        yield f"| kzbook links | {first:.1f} | {ours} |"
        again, second = _timed(hosts, _kzbook(folder))
        yield f"| kzbook links, again at once | {again:.1f} | {second} |"
        stock = {}
        for workers in (5, 64):
            out = folder / f"stock-{workers}"
            seconds, asked = _timed(hosts, _stock(folder, out, workers))
            stock[workers] = seconds, _stock_states(out)
            yield f"| linkcheck, {workers} workers | {seconds:.1f} | {asked} |"
    yield ""
    for workers, (seconds, _) in stock.items():
        yield f"linkcheck with {workers} workers takes {seconds / first:.1f} times as long"
    yield ""
    yield from _table(folder, port, stock[5][1])


def _urls(port: int) -> Iterator[str]:
    for path in TROUBLE:
        yield f"http://127.0.0.1:{port}/{path}"
    for number in range(LINKS - len(TROUBLE)):
        name = f"127.0.0.{number % NAMES + 1}"
        kind = "file" if number % 10 == 0 else "page"
        yield f"http://{name}:{port}/{kind}/{number}"


def _write_book(folder: Path, urls: list[str]) -> None:
    docs, stock = folder / "docs", folder / "stock"
    for each in (docs, stock):
        each.mkdir(parents=True)
    listed = "\n".join(f"- <{url}>" for url in urls)
    settings = "".join(f"{name} = {value}\n" for name, value in SETTINGS.items())
    (folder / "pyproject.toml").write_text(
        '[tool.kzbook]\ntitle = "Links"\nlanguages = ["en"]\nformats = ["html"]\ndate = "2021"\n'
        f"[tool.kzbook.links]\n{settings}",
        "utf-8",
    )
    (folder / "references.bib").write_text("", "utf-8")
    (docs / "conf.py").write_text('extensions = ["kzbook"]\n', "utf-8")
    (stock / "conf.py").write_text(
        'extensions = ["myst_parser"]\nlinkcheck_timeout = 5\nlinkcheck_retries = 2\n', "utf-8"
    )
    for each in (docs, stock):
        (each / "index.md").write_text(f"(links)=\n# Links\n\n{listed}\n", "utf-8")


def _kzbook(folder: Path) -> list[str]:
    return [sys.executable, "-m", "kzbook", "links", "--root", str(folder), "--format", "json"]


def _stock(folder: Path, out: Path, workers: int) -> list[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "linkcheck"]
    return [*command, "-D", f"linkcheck_workers={workers}", str(folder / "stock"), str(out)]


def _timed(hosts: Hosts, command: list[str]) -> tuple[float, int]:
    hosts.asked.clear()
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own commands
    seconds = time.perf_counter() - begun
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    return seconds, hosts.asked.total()


def _stock_states(out: Path) -> dict[str, str]:
    lines = (out / "output.json").read_text("utf-8").splitlines()
    return {each["uri"]: f"{each['status']}: {each['info']}" for each in map(json.loads, lines)}


def _table(folder: Path, port: int, stock: dict[str, str]) -> Iterator[str]:
    ledger = read_ledger(Book.load(folder))
    yield "| address | should be | kzbook | linkcheck |"
    yield "|---|---|---|---|"
    right = 0
    for path, wanted in TROUBLE.items():
        url = f"http://127.0.0.1:{port}/{path}"
        state = ledger[url].state
        right += state == wanted
        told = re.sub(rf"http://127\.0\.0\.1:{port}", "", stock.get(url, "nothing"))
        yield f"| /{path} | {wanted} | {state} | {' '.join(told.split())[:60]} |"
    plain = [each for url, each in ledger.items() if not _is_trouble(url, port)]
    well = sum(each.state == "alive" for each in plain)
    working = sum(
        each.startswith("working") for url, each in stock.items() if not _is_trouble(url, port)
    )
    yield ""
    yield f"kzbook is right on {right} of {len(TROUBLE)} awkward addresses"
    yield f"of {len(plain)} plain ones kzbook finds {well} alive, linkcheck {working} working"


def _is_trouble(url: str, port: int) -> bool:
    return url.removeprefix(f"http://127.0.0.1:{port}/") in TROUBLE


__all__ = ["run"]
