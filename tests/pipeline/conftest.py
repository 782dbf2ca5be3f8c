"""One demo for all tests of the pipeline: it takes seconds, and is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline import cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo that was run from the command line."""
    folder = tmp_path_factory.mktemp("demo")
    assert cli.main(["demo", "--data", str(folder)]) == 0
    return folder
