"""The web pages in a real browser: what it shows, and that nothing on them is refused."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from urllib.parse import quote

import lxml.html
import pytest

from corpus import documents, ids, store
from tests.conftest import missing

pytestmark = pytest.mark.browser

EVIL = "<script>document.title = 'hỏng'</script>"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-sync",
    "--enable-logging=stderr",
    "--window-size=390,900",
]


@pytest.fixture
def chromium(tmp_path):
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        missing("Chromium")

    def page(address):
        command = [found, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", address]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        return lxml.html.fromstring(done.stdout), console

    return page


@pytest.fixture
def address(new_corpus, make, tmp_path):
    connection = new_corpus()
    store.put(connection, make.plan())
    store.put(connection, make.plan(site="st2", identity="9"))
    text = f"Kế hoạch kiểm tra {EVIL} đạt 90%"
    store.put(connection, make.reading(text, site="st3", identity="x", title=f"Tin {EVIL}"))
    documents.link(connection)
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--port", "0", "--data", tmp_path]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            running.stderr.readline()
            yield re.search(r"http://127\.0\.0\.1:\d+", running.stderr.readline())[0]
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=20) == 0
        finally:
            running.kill()


def test_a_visitor_finds_reads_and_follows(chromium, address):
    front, console = chromium(f"{address}/")
    assert front.xpath("string(//h1)") == "Kho văn bản và tin cải cách hành chính"
    assert front.xpath("//form[@role='search']//input[@name='q']")

    found, more = chromium(f"{address}/tim?q={quote('dong thap')}")
    console += more
    assert found.xpath("string(//ol[@class='hits']//mark)") == "Đồng Tháp"
    notice = found.xpath("//ol[@class='hits']//h2/a/@href")[0]

    read, more = chromium(address + notice)
    console += more
    assert read.xpath("//mark[contains(@class, 'scores')]")
    (document,) = set(read.xpath("//a[@class='to']/@href"))

    cited, more = chromium(address + document)
    console += more
    assert cited.xpath("string(//h1)") == "Kế hoạch số 771/KH-UBND"
    assert "2 nơi đăng" in cited.text_content()

    view, more = chromium(f"{address}/corpus/plan_references?_once=1")
    console += more
    assert len(view.xpath("//table[@class='rows']/tbody/tr")) == 1
    assert console == []  # a refused style, script or missing file would be told here


def test_what_a_portal_published_never_runs(chromium, address):
    bad = ids.notice_id("st3", "x")
    for path in (f"/tin/{bad}", f"/tim?q={quote(EVIL)}", "/corpus/notices", f"/{quote(EVIL)}"):
        page, _ = chromium(address + path)
        assert not page.xpath("//script"), path
        assert page.xpath("string(//title)").endswith("Kho văn bản và tin cải cách hành chính")
