"""Exchanges that end when their time is over; one thread looks after all of them."""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress


class Watch:
    """Ends the exchange of one thread when its time is over, in whatever phase it hangs."""

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self.ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        _watcher.add(self)

    def attach(self, sock: socket.socket) -> None:
        """Watch a connection; a copy of its descriptor outlives the TLS wrapping."""
        with self._lock:
            copy = os.dup(sock.fileno())
            self._sockets.append(socket.socket(sock.family, sock.type, sock.proto, fileno=copy))
        if self.expired:
            self.expire()

    def expire(self) -> None:
        """End the exchange now."""
        with self._lock:
            self.expired = True
            for sock in self._sockets:
                with suppress(OSError):  # already closed by the other side
                    sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop watching."""
        _watcher.remove(self)
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()


class _Watcher:
    """The thread that ends what is late; begun with the first watch, idle where there is none."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._live: set[Watch] = set()
        self._wakes: float | None = None  # monotonic; None: when it is told
        self._thread: threading.Thread | None = None

    def add(self, watch: Watch) -> None:
        """Look after a watch."""
        with self._changed:
            self._live.add(watch)
            if self._thread is None or not self._thread.is_alive():  # as after a fork
                self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)
                self._thread.start()
            elif self._wakes is None or watch.ends < self._wakes:
                self._changed.notify()

    def remove(self, watch: Watch) -> None:
        """Look after it no more; when its time comes, the thread finds nothing to do."""
        with self._changed:
            self._live.discard(watch)

    def _run(self) -> None:
        while True:
            for watch in self._late():
                watch.expire()

    def _late(self) -> list[Watch]:
        """Wait, and take out what is late by then."""
        with self._changed:
            self._wakes = min((one.ends for one in self._live), default=None)
            left = None if self._wakes is None else self._wakes - time.monotonic()
            if left is None or left > 0:
                self._changed.wait(left)
            now = time.monotonic()
            late = [one for one in self._live if one.ends <= now]
            self._live.difference_update(late)
        return late


_watcher = _Watcher()
