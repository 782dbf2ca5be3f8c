"""The files that sample notices attach, as they were built by build_files.py."""

from __future__ import annotations

from pathlib import Path

FILES = Path(__file__).parent / "files"


def content(name: str) -> bytes:
    """Give a file's bytes; raise FileNotFoundError where it has not been built."""
    return (FILES / name).read_bytes()
