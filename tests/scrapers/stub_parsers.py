"""Parsers gone wrong, one a task: what the pool has to survive."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from scrapers.files.limits import Refused


def answer(fields: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    return {"said": TASKS[fields["task"]](payload)}, b""


def _loop(_: bytes) -> str:
    while True:
        pass


def _sleep(_: bytes) -> str:
    time.sleep(3600)
    return "woke"


def _native_loop(_: bytes) -> str:
    ctypes.CDLL(None).pause()  # C code that never gives the interpreter back
    return "woke"


def _allocate(_: bytes) -> str:
    held = []
    while True:
        held.append(bytearray(2**24))


def _allocate_natively(_: bytes) -> str:
    malloc = ctypes.CDLL(None).malloc
    malloc.restype = ctypes.c_void_p
    while (got := malloc(ctypes.c_size_t(2**20))) is not None:
        ctypes.memset(got, 1, 2**20)
    os.abort()


def _signal(_: bytes) -> str:
    os.abort()


def _segfault(_: bytes) -> str:
    signal.raise_signal(signal.SIGSEGV)
    return "survived"


def _print(_: bytes) -> str:
    for _ in range(100):
        sys.stdout.write("x" * 2**16)
        os.write(1, b"x" * 2**16)
        os.write(2, b"x" * 2**16)
    return "printed"


def _flood(_: bytes) -> str:
    return "x" * 2**22


def _babble(_: bytes) -> str:
    for fd in range(3, 12):  # whichever is the pipe to the parent
        try:
            while True:
                os.write(fd, b"\xff" * 2**16)
        except OSError:
            continue
    return "babbled"


def _recurse(payload: bytes) -> str:
    return _recurse(payload)


def _raise(_: bytes) -> str:
    raise KeyError("a parser's own mistake")


def _refuse(_: bytes) -> str:
    raise Refused("broken")


def _open_many() -> None:
    held: list[int] = []
    try:
        held.extend(os.open(os.devnull, os.O_RDONLY) for _ in range(100))
    finally:
        for number in held:
            os.close(number)


def _tried(action: Any) -> str:
    try:
        action()
    except OSError as error:
        return f"{type(error).__name__}: {error}"
    return "done"


TASKS = {
    "echo": lambda payload: payload.decode(),
    "loop": _loop, "sleep": _sleep, "native_loop": _native_loop, "allocate": _allocate,
    "allocate_natively": _allocate_natively, "signal": _signal, "segfault": _segfault,
    "print": _print, "flood": _flood, "babble": _babble, "recurse": _recurse, "raise": _raise,
    "exit": lambda _: os._exit(0),
    "pid": lambda _: str(os.getpid()),
    "socket": lambda _: _tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
    "resolve": lambda _: _tried(lambda: socket.getaddrinfo("127.0.0.1", 80)),
    "program": lambda _: _tried(lambda: subprocess.run(["true"], check=True)),
    "fork": lambda _: _tried(os.fork),
    "write": lambda payload: _tried(lambda: Path(payload.decode()).write_text("x")),
    "files": lambda _: _tried(_open_many),
    "interfaces": lambda _: Path("/proc/net/dev").read_text(),
}  # fmt: skip
