"""Run kzbook as ``python -m kzbook``."""

from __future__ import annotations

import sys

from kzbook.cli import main

if __name__ == "__main__":
    sys.exit(main())
