"""How fast a crawl is, and how much memory it takes.

    python benchmarks/crawl.py scrapy --scrapy PATH/TO/python   # the same crawl beside Scrapy
    python benchmarks/crawl.py hosts                            # 200 hosts, 1 s delay, 92 KB pages

The portals are served by another process with bytes made beforehand (crawl_server.py). Pages a
second are counted by the server, from the first request to the last. Memory is the peak of what
a crawl's processes hold together, looked at five times a second: what is theirs alone and their
shares of what a fork left them in common, and every page of a file (the libraries) once. PSS is
told beside it: it is less where other processes on the machine use the same libraries, as the
server here does. RSS counts shared pages twice.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapers.samples.portal import SITES
from scrapers.site import load

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parent


@dataclass
class Server:
    """The portals, and what they counted once they are closed."""

    origins: dict[str, str]
    counted: dict[str, Any] = field(default_factory=dict)


@contextmanager
def served(*arguments: str) -> Iterator[Server]:
    """Serve portals inside the `with`; afterwards `counted` says what was asked of them."""
    command = [sys.executable, str(HERE / "crawl_server.py"), *arguments]
    with subprocess.Popen(  # noqa: S603  (our own script)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment()
    ) as process:
        if process.stdout is None or process.stdin is None:
            raise RuntimeError("no pipes")
        server = Server(json.loads(process.stdout.readline()))
        try:
            yield server
        finally:
            process.stdin.close()
            server.counted = json.loads(process.stdout.readline())


@dataclass
class Ran:
    """What a crawl printed, and what it took: wall seconds, peak megabytes, its processes."""

    told: dict[str, Any]
    seconds: float
    held: float
    pss: float
    rss: float
    processes: int


def run(command: list[str], every: float = 0.2) -> Ran:
    """Run a crawl and watch its memory; a look takes milliseconds of a core."""
    start = time.monotonic()
    with subprocess.Popen(  # noqa: S603  (what the caller names)
        command, stdout=subprocess.PIPE, text=True, env=_environment()
    ) as process:
        peak = [0.0, 0.0, 0.0, 0]
        over = threading.Event()

        def watch() -> None:
            while not over.wait(every):
                pids = _family(process.pid)
                pss, rss = map(sum, zip(*map(_memory, pids), strict=True))
                now = (_held(pids), pss, rss, len(pids))
                peak[:] = map(max, peak, now)

        watcher = threading.Thread(target=watch)
        watcher.start()
        out, _ = process.communicate()
        over.set()
        watcher.join()
    if process.returncode:
        raise SystemExit(f"{command[1]} ended with {process.returncode}")
    told = json.loads(out.splitlines()[-1])
    return Ran(told, time.monotonic() - start, *peak)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        try:
            tasks = Path(f"/proc/{one}/task").iterdir()
            found += [int(c) for t in tasks for c in (t / "children").read_text().split()]
        except OSError:
            continue
    return found


def _memory(pid: int) -> tuple[float, float]:
    told = _rollup(pid)
    return told.get("Pss", 0) / 1024, told.get("Rss", 0) / 1024


def _rollup(pid: int) -> dict[str, int]:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    parted = (line.partition(":") for line in lines[1:])
    return {name: int(value.split()[0]) for name, _, value in parted}


def _held(pids: list[int]) -> float:
    """Give the megabytes that processes hold together, whoever else uses their libraries."""
    own = sum(told.get("Pss_Anon", 0) + told.get("Pss_Shmem", 0) for told in map(_rollup, pids))
    files: dict[tuple[str, str], int] = {}
    for pid in pids:
        for key, kilobytes in _files(pid):
            files[key] = max(files.get(key, 0), kilobytes)
    return (own + sum(files.values())) / 1024


def _files(pid: int) -> Iterator[tuple[tuple[str, str], int]]:
    """Give each part of a file that a process has mapped, and the kilobytes of it in memory."""
    try:
        lines = Path(f"/proc/{pid}/smaps").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    key, rss = ("", ""), 0
    for line in lines:
        name, _, value = line.partition(":")
        if "-" in name:  # 7f12-7f34 r-xp 00001000 fe:00 1234 /usr/lib/libz.so
            parts = line.split(maxsplit=5)
            key = (parts[5], parts[2]) if len(parts) == 6 and parts[4] != "0" else ("", "")
        elif name == "Rss":
            rss = int(value.split()[0])
        elif name == "Anonymous" and key[0]:
            yield key, rss - int(value.split()[0])


def ours(folder: Path, origins: dict[str, str], seconds: float = 0, **changes: object) -> Ran:
    """Crawl the origins with vanban."""
    return run(
        [
            sys.executable, str(HERE / "crawl_ours.py"), str(folder), json.dumps(origins),
            json.dumps({"reserve_mb": 0, "ease": 0, **changes}), str(seconds),
        ]
    )  # fmt: skip


def against_scrapy(
    python: str, notices: int, delay: float, at_once: int, rounds: int, processes: int
) -> None:
    """Crawl the same portals with both in turn, several times; print each and the medians."""
    told: dict[str, list[tuple[float, float, float]]] = {"vanban": [], "scrapy": []}
    for _ in range(rounds):
        for name, found in told.items():
            with served("samples", str(notices)) as server, tempfile.TemporaryDirectory() as folder:
                if name == "vanban":
                    ran = ours(
                        Path(folder), server.origins,
                        delay=delay, hosts_at_once=at_once, processes=processes,
                    )  # fmt: skip
                else:
                    portals = [
                        _for_scrapy(load(SITES / f"{site}.toml"), origin)
                        for site, origin in server.origins.items()
                    ]
                    ran = run(
                        [python, str(HERE / "crawl_scrapy.py"), json.dumps(portals), str(delay),
                         str(at_once), str(Path(folder) / "out.jsonl")]
                    )  # fmt: skip
            rate = show(name, ran, server.counted)
            found.append((rate, ran.held, ran.told["cpu"] / server.counted["requests"]))
    (our_rate, our_memory, our_cpu), (rate, memory, cpu) = (
        [sorted(one)[rounds // 2] for one in zip(*told[name], strict=True)] for name in told
    )
    print(
        f"medians: {our_rate / rate:.2f} times the pages, {our_memory / memory:.2f} of the memory,"
        f" {our_cpu / cpu:.2f} of the CPU seconds a page"
    )


def _for_scrapy(site: Any, origin: str) -> dict[str, str]:  # noqa: ANN401  (a Site, imported late)
    listing = site.listing_urls()[0].replace(site.origin, origin)
    css = {
        "item": site.listing.item, "link": site.listing.link, "next": site.listing.next,
        "title": site.article.title, "date": site.article.date, "body": site.article.body,
    }  # fmt: skip
    joined = {
        key: value if isinstance(value, str) else ", ".join(value or ())
        for key, value in css.items()
    }
    return {"listing": listing, "declared": site.origin, "origin": origin, **joined}


def show(name: str, ran: Ran, counted: dict[str, Any]) -> float:
    """Print a run; give its pages a second."""
    rate: float = counted["requests"] / counted["seconds"]
    gap = counted["least_gap"]
    print(
        f"{name:8} {rate:7.1f} pages/s"
        f"  {counted['requests']} requests in {counted['seconds']:.1f} s"
        f" ({ran.seconds:.1f} s with start and end)  fetched {ran.told['fetched']}"
        f"  memory {ran.held:.1f} MB, {ran.pss:.0f} MB PSS, {ran.rss:.0f} MB RSS,"
        f" {ran.processes} processes"
        f"  CPU {ran.told['cpu']:.1f} s,"
        f" {1000 * ran.told['cpu'] / counted['requests']:.2f} ms a page,"
        f" server {counted['cpu']:.1f} s"
        f"  least pause {gap if gap is None else round(gap, 3)} s"
        f"  load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    return rate


def hosts(count: int, seconds: float, delay: float, kilobytes: int) -> None:
    """Crawl many hosts at the pace that politeness allows."""
    articles = int(seconds / delay) + 20
    with (
        served("hosts", str(count), str(articles), str(kilobytes)) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        ran = ours(Path(folder), server.origins, seconds, delay=delay, hosts_at_once=count)
    rate = show("hosts", ran, server.counted)
    print(f"{rate:.1f} of the {count / delay:.0f} pages/s that politeness allows")


def main() -> None:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    one = kinds.add_parser("scrapy")
    one.add_argument("--scrapy", required=True, metavar="PYTHON", help="a Python that has Scrapy")
    one.add_argument("--notices", type=int, default=300)
    one.add_argument("--delay", type=float, default=0.0)
    one.add_argument("--at-once", type=int, default=16)
    one.add_argument("--rounds", type=int, default=3)
    one.add_argument("--processes", type=int, default=0, help="of vanban; 0: as it chooses")
    two = kinds.add_parser("hosts")
    two.add_argument("--hosts", type=int, default=200)
    two.add_argument("--seconds", type=float, default=60)
    two.add_argument("--delay", type=float, default=1.0)
    two.add_argument("--kilobytes", type=int, default=92)
    told = parser.parse_args()
    if told.kind == "scrapy":
        against_scrapy(
            told.scrapy, told.notices, told.delay, told.at_once, told.rounds, told.processes
        )
    else:
        hosts(told.hosts, told.seconds, told.delay, told.kilobytes)


if __name__ == "__main__":
    main()
