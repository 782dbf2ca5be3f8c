"""A disk that is full, a folder that cannot be written: one line, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections import Counter, namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.settings import ConfigError
from tests.scrapers.portal import QUICK, Portal, site

ROOT = Path(__file__).resolve().parents[2]
NAME = "tinhmau_skhcn"
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  (as shutil gives it)


@pytest.fixture
def portal():
    with Portal(30) as running:
        yield running


def pages(folder):
    with Frontier(folder / "crawl.db") as frontier:
        return [(one.identity, one.digest) for one in frontier.fetched()]


def run(portal, folder, **changes):
    settings = replace(QUICK, **{"reserve_mb": 0, **changes})
    return crawl([site()], folder, settings, at={NAME: portal.origin})[0]


SCRIPT = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.scrapers.portal import QUICK, site
from scrapers.crawl import crawl
from scrapers.settings import ConfigError
try:
    crawl([site()], Path(sys.argv[1]), replace(QUICK, reserve_mb=0),
          at={"tinhmau_skhcn": sys.argv[2]})
except ConfigError as error:
    print(error)
"""


@pytest.mark.parametrize("kilobytes", [30, 60, 90, 130, 200])
def test_a_disk_that_fills_up_is_one_line_and_loses_nothing(portal, tmp_path, kilobytes):
    """Giới hạn cỡ tệp đứng thay cho đĩa đầy, ở nhiều thời điểm của lần thu thập."""

    def limit():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    folder = tmp_path / "day"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), portal.origin],
        capture_output=True, text=True, check=True, timeout=60, cwd=ROOT, preexec_fn=limit,
    )  # fmt: skip
    assert done.stdout.count("\n") == 1, done.stderr
    assert str(folder) in done.stdout
    assert done.stderr == ""
    assert run(portal, folder).finished
    again = {path: count for path, count in Counter(portal.saw()).items() if count > 1}
    assert len(again) <= 2, again  # cái đang lấy khi đĩa đầy, và trang danh mục đầu
    run(portal, tmp_path / "rong")
    assert pages(folder) == pages(tmp_path / "rong")
    held = Counter(record.url for _, record in Archive(folder / "archive").records())
    assert set(held.values()) == {1}


def test_a_reserve_is_kept(portal, tmp_path, monkeypatch):
    free = [10**12]
    monkeypatch.setattr("scrapers.space._EVERY", 0.0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, free[0]))

    def fill(handler):
        free[0] = 499 * 10**6
        del portal.routes["/bai/bao-cao-20"]
        handler.send(portal.article(20))

    portal.routes["/bai/bao-cao-20"] = fill
    with pytest.raises(ConfigError, match=r"499 MB are free .*500 are kept in reserve") as caught:
        run(portal, tmp_path, reserve_mb=500)
    assert "\n" not in str(caught.value)
    assert portal.saw()[-1] == "/bai/bao-cao-20"  # sau bài ấy không hỏi gì nữa
    assert len(pages(tmp_path)) == 14  # bài và tệp đã tải trước đó đều còn
    asked = len(portal.log)
    with pytest.raises(ConfigError, match="reserve"):
        run(portal, tmp_path, reserve_mb=500)
    assert len(portal.log) == asked  # chưa hỏi ai
    free[0] = 10**12
    assert run(portal, tmp_path, reserve_mb=500).finished
    assert len(pages(tmp_path)) == 40
    assert {path for path, count in Counter(portal.saw()).items() if count > 1} <= {
        "/bai/bao-cao-20"
    }


# Root writes everywhere by a capability, which a child gives up (setpriv, util-linux).
MORTAL = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


@pytest.mark.parametrize("part", [".", "archive", "crawl.db"])
def test_what_is_read_only_is_one_line(portal, tmp_path, part):
    run(portal, tmp_path)
    (tmp_path / part).chmod(0o500 if (tmp_path / part).is_dir() else 0o400)
    done = subprocess.run(
        [*MORTAL, sys.executable, "-c", SCRIPT, str(tmp_path), portal.origin],
        capture_output=True, text=True, check=True, timeout=60, cwd=ROOT,
    )  # fmt: skip
    (tmp_path / part).chmod(0o700)
    assert done.stdout.count("\n") == 1, done.stderr
    assert str(tmp_path) in done.stdout
    assert done.stderr == ""
    assert run(portal, tmp_path).finished


@pytest.mark.parametrize("part", ["archive", "crawl.db", "backup", "crawl.lock"])
def test_something_else_in_its_place_is_one_line(portal, tmp_path, part):
    """Chạy bằng root thì quyền không cản được; một tệp hay thư mục chắn chỗ thì có."""
    run(portal, tmp_path)
    portal.articles += 1
    path = tmp_path / part
    shutil.move(path, tmp_path / "giu") if path.exists() else None
    path.mkdir() if part.startswith("crawl") else path.write_text("một tệp")
    with pytest.raises(ConfigError) as caught:
        run(portal, tmp_path)
    assert "\n" not in str(caught.value)
    assert part.removesuffix(".lock") in str(caught.value)
