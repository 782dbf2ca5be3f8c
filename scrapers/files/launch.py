"""Runs a program that reads foreign pictures, under the limits of `sandbox`.

Started as `python -P -m scrapers.files.launch MEMORY SECONDS OUTPUT PROGRAM ARGUMENT…`, so that
nothing runs between fork and exec in the parent, which may have threads.
"""

from __future__ import annotations

import os
import resource
import sys

from scrapers.files import sandbox


def main(memory: int, seconds: int, output: int, command: list[str]) -> None:
    """Become the program; `output` is how many bytes it may write into a file."""
    sandbox.enter(memory, program=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    os.execvp(command[0], command)  # noqa: S606  (the command is ours: Tesseract)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
