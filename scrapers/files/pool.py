"""The parent's side: children that read foreign files, replaced when they are killed.

A child is started once and reads one file after another, so that a thousand small files are not a
thousand process starts. What it answers is read until a deadline and up to a size; a child that
passes either is killed, and the next file gets another one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import resource
import select
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from scrapers.files.framing import HEAD, packed
from scrapers.files.limits import Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

PARSERS = "scrapers.files.parsers"
_PIECE = 2**16
_ENDED = {signal.SIGXCPU: "timeout", signal.SIGALRM: "timeout", signal.SIGXFSZ: "crashed"}
_NEARLY = 0.7  # of the memory: a parser that dies so full died of it


class Child:
    """One process that answers requests; it is killed as soon as it passes a limit."""

    def __init__(self, command: Sequence[str]) -> None:
        # Until it runs its own program, a child counts as full as the process it was made by.
        self._inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            bufsize=0, start_new_session=True,
        )  # fmt: skip
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a child without pipes")
        self._to, self._from = self._process.stdin, self._process.stdout
        for stream in (self._to, self._from):
            os.set_blocking(stream.fileno(), False)

    def answer(
        self, parts: Sequence[bytes], deadline: float, most: int, memory: int
    ) -> tuple[dict[str, Any], bytes]:
        """Send a message and give the answer; raise Refused timeout, too_large, memory, crashed.

        `deadline` is of `time.monotonic`, `most` bytes of an answer. After Refused the child is
        dead.
        """
        try:
            return self._exchange(parts, deadline, most)
        except Refused:
            self.kill()
            raise
        except (EOFError, OSError, ValueError) as error:  # it ended, or answered nonsense
            raise Refused(self._cause(memory)) from error

    def _exchange(
        self, parts: Sequence[bytes], deadline: float, most: int
    ) -> tuple[dict[str, Any], bytes]:
        poll = select.poll()
        poll.register(self._from, select.POLLIN)
        poll.register(self._to, select.POLLOUT)
        left = [memoryview(part) for part in parts if part]
        got = bytearray()
        while True:
            wait = deadline - time.monotonic()
            ready = dict(poll.poll(wait * 1000)) if wait > 0 else {}
            if not ready:
                raise Refused("timeout")
            if self._to.fileno() in ready:
                left = _written(self._to.fileno(), left)
                if not left:
                    poll.unregister(self._to)
            if self._from.fileno() in ready:
                piece = os.read(self._from.fileno(), _PIECE)
                if not piece:
                    raise EOFError
                got += piece
                if len(got) > most:
                    raise Refused("too_large")
                if (whole := _whole(got, most)) is not None:
                    return whole

    def _cause(self, memory: int) -> str:
        """Give the name of why the child ended."""
        self._close()
        end = time.monotonic() + 1
        while True:
            pid, status, used = os.wait4(self._process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > end:
                self._process.kill()
            time.sleep(0.001)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        if used.ru_maxrss > max(self._inherited, _NEARLY * memory / 1024):
            return "memory"
        return _ENDED.get(-self._process.returncode, "crashed")  # type: ignore[call-overload,no-any-return]

    def kill(self) -> None:
        """End the process at once."""
        self._close()
        self._process.kill()
        self._process.wait()

    def _close(self) -> None:
        for stream in (self._to, self._from):
            with contextlib.suppress(OSError):
                stream.close()

    def alive(self) -> bool:
        """Tell whether it can be asked."""
        return self._process.poll() is None

    def leave(self) -> None:
        """Forget a child that another process has started: after a fork it is the parent's."""
        self._close()
        self._process.returncode = 0


def _written(target: int, left: list[memoryview]) -> list[memoryview]:
    try:
        sent = os.write(target, left[0][: 16 * _PIECE])
    except BlockingIOError:
        return left
    return [left[0][sent:], *left[1:]] if sent < len(left[0]) else left[1:]


def _whole(got: bytearray, most: int) -> tuple[dict[str, Any], bytes] | None:
    """Give a message once all of it is there."""
    if len(got) < HEAD.size:
        return None
    told, size = HEAD.unpack_from(got)
    if HEAD.size + told + size > most:
        raise Refused("too_large")
    if len(got) < HEAD.size + told + size:
        return None
    fields = json.loads(got[HEAD.size : HEAD.size + told])
    if isinstance(fields, dict):
        return fields, bytes(got[HEAD.size + told : HEAD.size + told + size])
    raise ValueError("an answer that is no object")


class Pool:
    """Children for as many threads as ask at once; each thread borrows one for one file."""

    def __init__(self, limits: Limits | None = None, module: str = PARSERS) -> None:
        self.limits = limits or Limits()
        self._command = [
            sys.executable, "-P", "-m", "scrapers.files.child", str(self.limits.memory), module,
        ]  # fmt: skip
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def ask(self, fields: dict[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
        """Give a child's answer about a file; raise Refused with the name of what stops it."""
        limits = self.limits
        if len(payload) > limits.file_bytes:
            raise Refused("too_large")
        asked = {"seconds": limits.seconds, "limits": asdict(limits), **fields}
        most = 4 * limits.characters + limits.pixels + _PIECE
        child = self._borrow()
        deadline = time.monotonic() + limits.seconds
        whole = False
        try:
            told, given = child.answer(
                [packed(asked, payload), payload], deadline, most, limits.memory
            )
            whole = told.get("refused") != "memory"
        finally:  # also when Ctrl-C comes while the child is at work
            if whole:
                self._give_back(child)
            else:
                child.kill()
        if "refused" in told:
            raise Refused(str(told["refused"]))
        return told, given

    def _borrow(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.alive():
                    return child
                child.kill()
        return Child(self._command)

    def _give_back(self, child: Child) -> None:
        with self._lock:
            self._idle.append(child)

    def close(self) -> None:
        """End all children."""
        with self._lock:
            for child in self._idle:
                child.kill()
            self._idle.clear()

    def leave(self) -> None:
        """Forget all children, in a process that was forked off the one they belong to."""
        self._lock = threading.Lock()
        for child in self._idle:
            child.leave()
        self._idle.clear()


_SHARED = Pool()
atexit.register(_SHARED.close)
os.register_at_fork(after_in_child=_SHARED.leave)


def shared() -> Pool:
    """Give the pool of this process."""
    return _SHARED
