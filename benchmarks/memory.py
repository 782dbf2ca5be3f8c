"""Resident size of a process that reads a stream of notices, at 1,000 and at 10,000 of them.

    python benchmarks/memory.py TEXT... [--notices 10000]

The texts are read in turn, each made different by its number, so that nothing can be remembered.
Exit status 1 where the size grows by 5 % or more after the first thousand.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path

import extractors

_PAGE = 4096


def resident() -> int:
    """Give the resident size of this process in bytes (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE


def main() -> int:
    """Print the sizes and their ratio."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("texts", nargs="+", type=Path)
    arguments.add_argument("--notices", type=int, default=10_000)
    options = arguments.parse_args()
    texts = itertools.cycle([path.read_text(encoding="utf-8") for path in options.texts])
    early = 0
    for number in range(1, options.notices + 1):
        extractors.extract(f"Tin số thứ {number}\n{next(texts)}")
        if number == min(1000, options.notices // 10):
            early = resident()
    late = resident()
    print(f"{early / 2**20:.1f} MB, then {late / 2**20:.1f} MB: {late / early - 1:+.1%}")
    return 0 if late < early * 1.05 else 1


if __name__ == "__main__":
    sys.exit(main())
