"""How fast files are read, and what the killable child costs: `python benchmarks/files.py`.

`python benchmarks/files.py FOLDER` measures the files of a folder instead of the samples.
"""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

from scrapers import attachments
from scrapers.files import parsers
from scrapers.files.limits import Limits, Refused
from scrapers.files.pool import shared
from scrapers.samples.attached import FILES

ROUNDS = 100


def main() -> None:
    """Print each file's milliseconds in the child and without it, and pages a second."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FILES
    begun = time.perf_counter()
    attachments.read(b"%PDF-1.4 none")
    print(f"the first file starts the child: {1000 * (time.perf_counter() - begun):.0f} ms")
    print(f"{'file':44} {'pages':>5} {'child':>8} {'here':>8} {'more':>8}  pages/s")
    for path in sorted(folder.iterdir()):
        payload = path.read_bytes()
        text = attachments.read(payload)
        rounds = max(3, min(ROUNDS, 2_000_000 // max(len(payload), 1)))
        apart = _milliseconds(payload, rounds, here=False)
        here = _milliseconds(payload, rounds, here=True)
        speed = f"{1000 * len(text.pages) / apart:8.0f}" if text.pages else text.problem or ""
        print(
            f"{path.name[:44]:44} {len(text.pages):5} {apart:8.2f} {here:8.2f} {apart - here:8.2f}"
            f" {speed}"
        )
    shared().close()


def _milliseconds(payload: bytes, rounds: int, *, here: bool) -> float:
    """Give the best of some rounds: the others measure what else the machine does."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.perf_counter()
        if here:
            with contextlib.suppress(Refused):
                parsers.read(payload, Limits())
        else:
            attachments.read(payload)
        best = min(best, time.perf_counter() - begun)
    return 1000 * best


if __name__ == "__main__":
    main()
