"""The long proofs run with `make proof` only."""

from __future__ import annotations

import os

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without PROOF=1 they are not even counted."""
    if os.environ.get("PROOF") != "1":
        items[:] = [item for item in items if "proof" not in item.path.parts]
