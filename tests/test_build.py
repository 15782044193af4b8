"""Languages in processes of their own, and the same bytes wherever they are built."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor

import pytest

from conftest import run_kzbook
from kzbook import build
from kzbook.errors import KzbookError


def _fail(kind):
    if kind == "coded":
        raise KzbookError("code", "what is wrong", hint="what to do")
    if kind == "dead":
        os._exit(3)
    raise ZeroDivisionError("a bug")


@pytest.mark.parametrize("forks", [True, False])
def test_a_child_gives_its_result_or_its_error(monkeypatch, forks):
    if not forks:
        monkeypatch.delattr(os, "fork")
    assert build.isolated(pow, 2, 10) == 1024
    if forks:
        with pytest.raises(KzbookError, match="what is wrong") as caught:
            build.isolated(_fail, "coded")
        assert (caught.value.code, caught.value.hint) == ("code", "what to do")
        with pytest.raises(KzbookError, match="died without a word"):
            build.isolated(_fail, "dead")
        with pytest.raises(RuntimeError, match="ZeroDivisionError: a bug"):
            build.isolated(_fail, "bug")


def test_languages_do_not_speak_each_others_words(small, kzbook):
    """Kazakh after Russian on one worker: Sphinx would keep the Russian words."""
    run_kzbook("build", "ru-html", "kk-html", root=small)
    page = (small / "build/kk/html/one.html").read_text("utf-8")
    assert "Іздеу" in page
    assert "Поиск" not in page


def test_a_reused_worker_keeps_the_languages_apart():
    with ProcessPoolExecutor(1) as worker:
        pids = {worker.submit(build.isolated, os.getpid).result() for _ in range(3)}
    assert len(pids) == 3


def _sums(root):
    return (root / "dist/SHA256SUMS").read_text("utf-8")


def test_the_same_bytes_in_another_folder_zone_locale_and_umask(small, tmp_path):
    plain = run_kzbook("publish", root=small)
    assert plain.returncode == 0, plain.stdout + plain.stderr
    other = tmp_path / "другая папка, қазақша"
    small.rename(other)
    first = _sums(other)
    old = os.umask(0o077)
    try:
        again = run_kzbook(
            "publish", root=other, TZ="Asia/Almaty", LC_ALL="C", PYTHONHASHSEED="7", HOME="/nowhere"
        )
    finally:
        os.umask(old)
    assert again.returncode == 0, again.stdout + again.stderr
    assert _sums(other) == first
    assert (other / "dist/index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("moment", [0.3, 0.8, 1.3, 2.0, 3.0])
def test_an_interrupt_ends_everything_and_leaves_dist_alone(small, moment):
    kept = small / "dist" / "index.html"
    kept.parent.mkdir()
    kept.write_text("the last good release", "utf-8")
    running = subprocess.Popen(
        [sys.executable, "-m", "kzbook", "publish", "--root", str(small)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    time.sleep(moment)
    # As a terminal does it: to the command and all its children.
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=20)
    if "interrupted" in told:
        assert running.returncode == 130
        assert "Traceback" not in told
        assert kept.read_text("utf-8") == "the last good release"
    else:
        # Too early for our own words, or too late to interrupt anything.
        assert running.returncode in {0, 130, -signal.SIGINT, 1}
    assert _gone(running.pid)


def _gone(group):
    """Whether every process of a group has ended, within five seconds."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
