"""What all tests share: where the specification's material lies, and what must not be skipped."""

from __future__ import annotations

import gc
import importlib
import os
import warnings
from pathlib import Path

import pytest

# Datasette opens a connection when it is imported and leaves it to the collector, as Python 3.13
# tells. It is collected here; a connection of ours that is left open still fails a test.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)
    importlib.import_module("datasette.filters")
    gc.collect()

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def missing(what: str) -> None:
    """Skip for want of `what`; fail instead where everything is required (CI)."""
    if os.environ.get("VANBAN_REQUIRE_ALL") == "1":
        pytest.fail(f"{what} is required here and not there")
    pytest.skip(f"{what} is not there")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the specification, with real notices and their annotations."""
    if not SHARED.is_dir():
        missing("../shared")
    return SHARED
