"""Outside tools of the tests: found, or the test skips; in `.ci/run` it fails instead."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def need(hint, *, programs=(), files=()):
    """Go on only where every program and file is there; *hint* says how to install them."""
    missing = [name for name in programs if not shutil.which(name)]
    missing += [str(path) for path in files if not Path(path).is_file()]
    if not missing:
        return
    told = f"{', '.join(missing)} missing; {hint}"
    if os.environ.get("KZBOOK_REQUIRE_TOOLS") == "1":
        pytest.fail(told)
    pytest.skip(told)
