"""Measurements that a publisher can repeat: each a module with ``run(folder)``, named in BENCHES."""

from __future__ import annotations

BENCHES = ("links",)
"""The measurements, by the names of their modules."""
