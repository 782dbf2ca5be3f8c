"""The crawl of the benchmarks, in a process of its own: what it is to do comes as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import scrapers
from scrapers.crawl import crawl
from scrapers.settings import Settings
from scrapers.site import Site, load
from scrapers.strict import made

SITES = Path(scrapers.__file__).parent / "samples" / "sites"


def declaration(name: str) -> dict[str, Any]:
    """Give what declares a host that `crawl_server.py hosts` serves."""
    dated = {"date": ".ngay", "date_pattern": [r"\d\d/\d\d/\d{4}"]}
    return {
        "name": name, "title": "Sở", "family": "mau", "origin": f"http://{name}.gov.vn",
        "province": "Mẫu", "kind": "department", "rights": "official", "evidence": "benchmark",
        "listings": [{"url": "/tin", "category": "Tin"}],
        "listing": {"item": "li.tin", "link": "a[href]", "next": "a.sau", **dated},
        "article": {"title": "h1", "body": ".noidung", **dated},
        "identity_patterns": [r"/bai/[\w-]*?-(\d+)/?$"],
    }  # fmt: skip


def plain_site(name: str) -> Site:
    """Give a host that `crawl_server.py hosts` serves."""
    return made(Site, {**declaration(name), "folder": Path(__file__).parent})


def main(folder: str, origins: str, changes: str, seconds: str) -> None:
    """Crawl every origin; print what was fetched, and the CPU seconds of all processes."""
    at = json.loads(origins)
    samples = {path.stem for path in SITES.glob("*.toml")}
    sites = [load(SITES / f"{n}.toml") if n in samples else plain_site(n) for n in at]
    until = datetime.now(UTC) + timedelta(seconds=float(seconds)) if float(seconds) else None
    settings = Settings(contact="mailto:benchmark@example.org", **json.loads(changes))
    reports = crawl(sites, Path(folder), settings, at=at, until=until)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = {
        "fetched": sum(report.counts.fetched for report in reports),
        "troubles": sum(len(report.troubles) for report in reports),
        "finished": sum(report.finished for report in reports),
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "archive": sum(p.stat().st_size for p in (Path(folder) / "archive").iterdir()) / 1e6,
        "pid": os.getpid(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
