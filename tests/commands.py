"""Runs of kzbook for tests, each in a process of its own, forked from one that has imported it.

Starting Python and Sphinx anew costs more than most of what the tests ask for. Runs in another
environment are started anew all the same.
"""

import io
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["kzbook.cli", "kzbook.release", "kzbook.languages.linter"])


def run_kzbook(*arguments, root, **environment):
    """Run the command as a person does; give what `subprocess.run` gives."""
    asked = [*map(str, arguments), "--root", str(root)]
    if environment:
        return subprocess.run(
            [sys.executable, "-m", "kzbook", *asked],
            capture_output=True, text=True, check=False, env={**os.environ, **environment},
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("stdout", "stderr")]
        process = SERVER.Process(
            target=_run, args=(asked, paths, dict(os.environ), str(Path.cwd()))
        )
        process.start()
        process.join()
        said = [path.read_text("utf-8") if path.exists() else "" for path in paths]
    return subprocess.CompletedProcess(asked, process.exitcode, *said)


def _run(asked, paths, environment, folder):
    from kzbook.cli import main  # noqa: PLC0415  imported by the server

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, path in enumerate(paths, 1):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = (
        open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2)  # noqa: SIM115
    )  # fmt: skip
    code = main(asked)
    # An interpreter that ends waits for its pools; a child of multiprocessing takes their queues
    # away first, and both would wait for ever.
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(code)


def isolated(function, *arguments):
    """Call *function* in such a process and give its result, as a language is read."""
    with ProcessPoolExecutor(1, mp_context=SERVER) as pool:
        return pool.submit(function, *arguments).result()
