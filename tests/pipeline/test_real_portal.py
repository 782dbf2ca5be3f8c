"""The saved department portal, served by a plain static server and crawled as any site."""

from __future__ import annotations

import functools
import sqlite3
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pipeline import cli


class _Quiet(SimpleHTTPRequestHandler):
    disable_nagle_algorithm = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def crawled(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str, int]:
    """The data folder after one crawl and one extract, the origin, and what the crawl printed."""
    folder = tmp_path_factory.mktemp("daknong")
    (folder / "vanban.toml").write_text("delay = 0.0\n")
    handler = functools.partial(_Quiet, directory=str(shared / "real" / "stc.daknong"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    status = cli.main(["crawl", "daknong_stc", "--at", origin, "--data", str(folder)])
    yield folder, origin, "", status
    server.shutdown()
    server.server_close()


def counts(folder: Path, sql: str) -> dict[str, int]:
    connection = sqlite3.connect(folder / "crawl.db")
    try:
        return dict(connection.execute(sql).fetchall())
    finally:
        connection.close()


def test_every_article_and_linked_file_once_and_stubs_named(
    crawled: tuple[Path, str, str, int],
) -> None:
    folder, _, _, status = crawled
    assert status == 1  # stubs and dead links are new failures
    kinds = counts(
        folder, "SELECT kind, count(*) FROM pages WHERE digest IS NOT NULL GROUP BY kind"
    )
    assert kinds["article"] >= 60
    assert kinds["attachment"] == 7  # the eighth saved file is linked from no page
    problems = counts(folder, "SELECT status, count(*) FROM problems GROUP BY status")
    assert problems["soft_404"] >= 13
    assert set(problems) <= {"soft_404", "not_found"}
    elsewhere = counts(folder, "SELECT url, kind FROM pages WHERE last_status = 'elsewhere'")
    assert elsewhere  # files on other hosts stay links
    assert not any("stc.daknong.gov.vn" in url for url in elsewhere)


def test_a_second_crawl_fetches_no_article_again_and_says_so(
    crawled: tuple[Path, str, str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, origin, _, _ = crawled
    assert cli.main(["crawl", "daknong_stc", "--at", origin, "--data", str(folder)]) == 0
    assert ": 0 new of " in capsys.readouterr().err


def test_reports_are_read_out_of_their_pdfs(
    crawled: tuple[Path, str, str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _, _, _ = crawled
    assert cli.main(["extract", "--data", str(folder)]) == 0
    capsys.readouterr()
    assert cli.main(["cite", "3121/KH-STC", "--data", str(folder)]) == 0
    assert "2018-12-28" in capsys.readouterr().out
    connection = sqlite3.connect(folder / "corpus.db")
    scanned = connection.execute(
        "SELECT count(DISTINCT digest) FROM attachments WHERE problem = 'scanned'"
    )
    assert scanned.fetchone()[0] == 4
    empty = connection.execute(
        "SELECT count(*) FROM texts WHERE attachment IS NULL AND length(text) < 20"
    )
    assert empty.fetchone()[0] == 0
    connection.close()
