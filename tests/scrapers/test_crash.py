from __future__ import annotations

import collections
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from tests.scrapers.portal import QUICK, Portal, site

# Imports once, then crawls in a child for each line, so that a kill costs no start of Python.
NURSERY = """
import os, sys
from dataclasses import replace
from pathlib import Path
from tests.scrapers.portal import QUICK, site
from scrapers.crawl import crawl

settings = replace(QUICK, delay=0.002, processes=int(sys.argv[1]))
for line in sys.stdin:
    folder, *origins = line.split()
    child = os.fork()
    if child == 0:
        sites = [site(f"cong_{n}", host=f"cong{n}.gov.vn") for n in range(len(origins))]
        at = {one.name: origin for one, origin in zip(sites, origins)}
        crawl(sites, Path(folder), settings, at=at)
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def nursery(processes=1):
    with subprocess.Popen(
        [sys.executable, "-c", NURSERY, str(processes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        yield process
        process.stdin.close()


def begin(process, folder, portals):
    print(folder, *(portal.origin for portal in portals), file=process.stdin, flush=True)
    return int(process.stdout.readline())


def ended(process):
    return int(process.stdout.readline())


def pages(folder):
    with Frontier(folder / "crawl.db") as frontier:
        return [(one.site, one.kind, one.identity, one.digest) for one in frontier.fetched()]


def archived(folder, *, listings=False):
    """How often each address was archived."""
    return collections.Counter(
        record.url
        for _, record in Archive(folder / "archive").records()
        if listings or record.options["kind"] != "listing"
    )


def requests(portals):
    return sum(len(portal.log) for portal in portals)


@pytest.mark.parametrize(
    ("moments", "processes"),
    [
        (20, 1),
        pytest.param(50, 1, marks=pytest.mark.slow),
        pytest.param(50, 2, marks=pytest.mark.slow),
    ],
)
def test_killed_at_many_moments_equals_never_killed(tmp_path, moments, processes):
    chance = random.Random(20261122)  # noqa: S311  (moments, not secrets)
    with Portal(60) as one, Portal(45) as two, nursery(processes) as process:
        portals = (one, two)
        begin(process, tmp_path / "whole", portals)
        assert ended(process) == 0
        needed = requests(portals)
        assert needed > 140
        for portal in portals:
            portal.log.clear()
        kills = 0
        for moment in sorted(chance.sample(range(needed), moments)):
            child = begin(process, tmp_path / "killed", portals)
            waited = time.monotonic() + 20
            while requests(portals) < moment and time.monotonic() < waited:
                time.sleep(0.0005)
            time.sleep(chance.random() / 100)
            os.kill(child, signal.SIGKILL)
            kills += ended(process) == signal.SIGKILL
        assert kills >= 0.7 * moments  # near the end a crawl may be done before it is killed
        begin(process, tmp_path / "killed", portals)
        assert ended(process) == 0
        listings = sum(len(portal.saw("/tin")) for portal in portals)
        asked = requests(portals) - listings
        with Frontier(tmp_path / "killed" / "crawl.db") as frontier:
            anew = frontier.rows("SELECT count(*) AS n FROM visits")[0]["n"] - len(portals)
    assert pages(tmp_path / "killed") == pages(tmp_path / "whole")
    whole = archived(tmp_path / "whole")
    assert archived(tmp_path / "killed") == whole
    assert set(whole.values()) == {1}
    assert asked <= len(whole) + len(portals) * kills
    with_listings = [archived(tmp_path / name, listings=True) for name in ("whole", "killed")]
    assert set(with_listings[0]) == set(with_listings[1])
    # A visit that was over before the next kill begins anew with its first two listing pages.
    assert with_listings[1].total() <= with_listings[0].total() + 2 * anew


@pytest.mark.parametrize("step", [41, pytest.param(1, marks=pytest.mark.slow)])
def test_cut_in_its_last_record_equals_never_cut(tmp_path, step):
    declared = site()
    with Portal(6) as portal:
        at = {declared.name: portal.origin}
        crawl([declared], tmp_path / "whole", QUICK, at=at)
        wanted = pages(tmp_path / "whole")
        name, last = "vanban-000001.warc.gz", None
        for location, _ in Archive(tmp_path / "whole" / "archive").records():
            last = location
        folder = tmp_path / "cut"
        for size in range(last.offset, last.end, step):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(tmp_path / "whole", folder)
            with (folder / "archive" / name).open("r+b") as stream:
                stream.truncate(size)
            portal.log.clear()
            crawl([declared], folder, QUICK, at=at)
            assert pages(folder) == wanted
            assert set(archived(folder).values()) == {1}
            assert len(portal.saw("/bai") + portal.saw("/tep")) == 1
