"""The process that reads foreign files, one after another, and trusts none of them.

Started by `pool` as `python -P -m scrapers.files.child MEMORY [MODULE]`. The module (the parsers,
or a test's) has `answer(fields, payload) -> (fields, payload)`.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

from scrapers.files import sandbox
from scrapers.files.framing import received, send


def main(memory: int, module: str) -> None:
    """Answer requests until the parent closes the pipe or a file used up the memory."""
    asked = os.fdopen(os.dup(0), "rb")
    told = os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):  # what a parser prints goes nowhere
        os.dup2(nowhere, stream)
    if sys.platform == "linux":  # where libraries are looked for by programs that nobody may run
        os.environ.setdefault("LIBARCHIVE", "libarchive.so.13")
    for unused in ("numpy", "PIL"):  # openpyxl takes them where it finds them, threads and all
        sys.modules[unused] = None  # type: ignore[assignment]
    parsers = importlib.import_module(module)
    sandbox.enter(memory)
    while (request := received(asked)) is not None:
        fields, payload = request
        sandbox.start_clock(float(fields["seconds"]))
        try:
            answer, given = parsers.answer(fields, payload)
        except MemoryError:
            answer, given = {"refused": "memory"}, b""
        except RecursionError:
            answer, given = {"refused": "too_nested"}, b""
        sandbox.stop_clock()
        send(told, answer, given)
        if _exhausted(answer):
            return


def _exhausted(answer: dict[str, Any]) -> bool:
    """Tell whether this process has lost its memory to the file: the next one gets a fresh one."""
    return answer.get("refused") == "memory"


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
