"""Characters a second of `extract`, beside dateparser's search and underthesea's word_tokenize.

    python benchmarks/extract.py TEXT... [--seconds 5]

All of them read the same texts in the same run, one after the other, on one core. The figures are
only good as ratios: they move with the machine. dateparser is asked twice: told that the language
is Vietnamese, as whoever knows it would, and not told, as it is used without options.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import dateparser.search
import underthesea

import extractors

if TYPE_CHECKING:
    from collections.abc import Callable


def rate(function: Callable[[str], object], texts: list[str], seconds: float) -> float:
    """Give characters a second over whole rounds of the texts, at least `seconds` long.

    A reader so slow that a round takes four times as long is stopped between two texts.
    """
    function(texts[0][:200])  # what is built at the first call is not measured
    begun, read = time.perf_counter(), 0
    while True:
        for text in texts:
            function(text)
            read += len(text)
            if time.perf_counter() - begun > seconds * 4:
                return read / (time.perf_counter() - begun)
        if time.perf_counter() - begun > seconds:
            return read / (time.perf_counter() - begun)


def _in_vietnamese(text: str) -> object:
    return dateparser.search.search_dates(text, languages=["vi"])


def main() -> int:
    """Print one line a reader."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("texts", nargs="+", type=Path)
    arguments.add_argument("--seconds", type=float, default=5.0)
    options = arguments.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in options.texts]
    print(f"{len(texts)} texts, {sum(map(len, texts)):,} characters")
    print(f"Python {platform.python_version()}, {platform.machine()}, one core")
    dates = f"dateparser {version('dateparser')} search_dates, dates only"
    readers: tuple[tuple[str, Callable[[str], object]], ...] = (
        (f"vanban {version('vanban')} extract, every kind", extractors.extract),
        (f"{dates}, languages=['vi']", _in_vietnamese),
        (f"{dates}, any language (its default)", dateparser.search.search_dates),
        (
            f"underthesea {version('underthesea')} word_tokenize, words only",
            underthesea.word_tokenize,
        ),
    )
    ours = 0.0
    for name, reader in readers:
        figure = rate(reader, texts, options.seconds)
        ours = ours or figure
        print(f"{name:<76}{figure:>12,.0f} characters/s{ours / figure:>9.1f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
