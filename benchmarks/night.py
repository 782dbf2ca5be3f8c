"""A night of 80 sites on two cores: crawl, extract, publish, status; then the next one.

    python benchmarks/night.py --sites 80 --articles 500 --delay 0.5

Scaled so that it ends within twenty minutes: a site has `--articles` notices of 92 KB, and the
pause between two requests to a host is `--delay` seconds where a real night has 2. The second night
looks at half of the pages again, as if they were due. Each part is a process of its own, as the
command is. Printed: its seconds, its CPU seconds (which other work on the machine does not change),
and the peak of its processes' shares of memory (PSS); and what a night without the scale takes,
whose crawl is as long as politeness makes it and whose extraction grows with its pages.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import crawl as measured
from crawl_ours import declaration

from pipeline import crawling, run
from pipeline.commands import status
from pipeline.console import progress
from pipeline.workspace import Workspace
from scrapers import declare
from scrapers.settings import Settings

_DELAY = 2.0  # seconds: what vanban.toml says where nobody changes it
_PARTS = ("crawl", "extract", "publish", "status")
_DUE = "UPDATE pages SET due = '2020-01-01T00:00:00.000Z' WHERE id % 2 = 0"
_GIBIBYTES = 2


def nights(sites: int, articles: int, delay: float) -> None:
    """Run two nights and print what each part took."""
    took: dict[str, float] = {}
    cpu: dict[str, float] = {}
    peak = 0.0
    asked: list[int] = []
    with (
        measured.served("hosts", str(sites), str(articles), "92") as server,
        tempfile.TemporaryDirectory() as name,
    ):
        folder = Path(name)
        _declare(folder, server.origins)
        for night in ("first", "second"):
            for part in _PARTS:
                told = [part, name, json.dumps(server.origins), str(delay)]
                ran = measured.run([sys.executable, __file__, "--part", *told], every=1.0)
                took[f"{night} {part}"] = ran.seconds
                cpu[f"{night} {part}"] = ran.told["cpu"]
                peak = max(peak, ran.pss)
                asked += [ran.told["pages"]] if part == "crawl" else []
                print(f"{night:6} {part:8} {ran.seconds:8.1f} s  peak {ran.pss:5.0f} MB PSS"
                      f"  {ran.processes} processes  load {os.getloadavg()[0]:.1f}"
                      f"  {ran.told}", flush=True)  # fmt: skip
            with closing(sqlite3.connect(folder / "crawl.db")) as db, db:
                db.execute(_DUE)
        kept = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    cores = os.cpu_count() or 1
    reading = sum(cpu[f"first {part}"] for part in _PARTS[1:]) / cores
    hours = asked[0] / sites * _DELAY / 3600
    print(
        f"{sites} sites on {os.cpu_count()} cores, {asked[0]} and {asked[1]} pages at {delay} s a"
        f" host: {sum(took.values()) / 60:.1f} min, peak {peak:.0f} MB of {_GIBIBYTES} GiB,"
        f" data {kept:.0f} MB\n"
        f"at {_DELAY:.0f} s a host: {hours:.2f} h of crawling and {reading / 3600:.2f} h of reading"
        f" on {cores} cores with nothing else to do"
    )
    if peak > _GIBIBYTES * 1024:
        raise SystemExit("more memory than there is")


def _declare(folder: Path, origins: dict[str, str]) -> None:
    """Write the declarations: `extract` reads them from the data folder."""
    (folder / "sites").mkdir()
    for name in origins:
        written = declare.text({**declaration(name), "family": "generic"}, {})
        (folder / "sites" / f"{name}.toml").write_text(written, encoding="utf-8")


def _do(part: str, folder: str, origins: str, delay: str) -> dict[str, Any]:
    """Do one part of a night, in a process of its own."""
    space = Workspace(Path(folder))
    if part == "crawl":
        return _crawl(space, json.loads(origins), float(delay))
    if part == "extract":
        with progress("extract") as step:
            read = run.extract(space, step)
        if read.problems:
            raise SystemExit(str(read.problems[0]))
        return {"read": read.read, "fresh": read.fresh}
    if part == "publish":
        return {"published": run.publish(space).stat().st_size}
    return {"sites": len(status.sites(space))}


def _crawl(space: Workspace, at: dict[str, str], delay: float) -> dict[str, Any]:
    settings = Settings(
        contact="mailto:benchmark@example.org", delay=delay, ease=0,
        hosts_at_once=min(len(at), 256), reserve_mb=0,
    )  # fmt: skip
    sites = crawling.chosen(space, tuple(at), None, everything=False)
    reports = crawling.visit(space, sites, at=at, settings=settings)
    troubles = [str(trouble) for one in reports for trouble in one.troubles]
    if troubles or not all(one.finished for one in reports):
        raise SystemExit(f"{len(troubles)} failures: {troubles[:3]}")
    counts = [one.counts for one in reports]
    listings = sum(one.read for one in reports)
    return {
        "pages": sum(one.fetched + one.unchanged for one in counts) + listings,
        "new": sum(one.new for one in counts),
    }


def main() -> None:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sites", type=int, default=80)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--delay", type=float, default=0.5)
    parser.add_argument("--part", nargs=4, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.part:
        done = _do(*told.part)
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        cpu = sum(one.ru_utime + one.ru_stime for one in used)
        print(json.dumps({**done, "cpu": round(cpu, 1)}))
    else:
        nights(told.sites, told.articles, told.delay)


if __name__ == "__main__":
    main()
