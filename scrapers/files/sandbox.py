"""What a process may not do any more once it reads foreign files.

Held everywhere on Linux: address space, processor time, open files, no file written, no socket, no
program started (Python's audit hook cannot be taken off again). Held besides where the kernel
allows it to everybody: a network name space of its own, in which no address answers. The hook
stops Python code; native code of a parser that was taken over is stopped by the name space alone.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system",
              "os.spawn", "os.kill", "os.putenv", "os.chmod", "os.remove", "os.rename",
              "shutil.", "ftplib.", "smtplib.", "urllib.")  # fmt: skip
_OPEN_FILES = 32


def enter(memory: int, *, program: bool = False) -> None:
    """Give up what reading a file does not need; `program` where an `exec` follows.

    `memory` is bytes of address space.
    """
    apart_from_network()
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))
    if not program:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        sys.addaudithook(_refuse)


def apart_from_network() -> bool:
    """Move into a network name space without any device; tell whether the kernel allowed it."""
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except AttributeError:  # no Linux
        return False
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} while reading a foreign file")
    if event == "open" and isinstance(arguments[2], int):
        written = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
        if arguments[2] & written:
            raise PermissionError(f"{arguments[0]!r} opened for writing")


def start_clock(seconds: float) -> None:
    """End this process by a signal once it has run or computed for so long, whatever it does.

    The parent's deadline comes first; this one holds when the parent is gone.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds + 5)


def stop_clock() -> None:
    """Take the alarm back: between two files this process may wait as long as it likes."""
    signal.setitimer(signal.ITIMER_REAL, 0)
