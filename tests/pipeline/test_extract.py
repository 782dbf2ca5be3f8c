"""`vanban extract`: what is stale is read, what is fresh is not, and nothing good is lost."""

from __future__ import annotations

import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import docx
import pytest

from pipeline import cli, engine, pool
from tests.scrapers.portal import DECLARATION, PAGE, PDF, Portal, code
from tests.scrapers.test_crawl import let_time_pass

SITE = "tinhmau_skhcn"
DECLARED = DECLARATION.format(name=SITE, origin="http://skhcn.tinhmau.gov.vn")


class Operator:
    """A data folder with one declared site, and the portal that it is fetched from."""

    def __init__(self, data: Path, portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.portal, self._capsys = data, portal, capsys
        (data / "sites").mkdir(parents=True)
        (data / "vanban.toml").write_text("delay = 0\nretries = 0\nbackoff = 0\n")
        self.declare(DECLARED)

    def declare(self, text: str) -> None:
        (self.data / "sites" / f"{SITE}.toml").write_text(text)

    def vanban(self, *arguments: str) -> tuple[int, str]:
        status = cli.main([*arguments, "--data", str(self.data)])
        return status, self._capsys.readouterr().err

    def crawl(self) -> tuple[int, str]:
        return self.vanban("crawl", SITE, "--at", self.portal.origin)

    def read(self, *options: str) -> int:
        """Extract and give how many notices were read."""
        _, err = self.vanban("extract", *options)
        return int(err.split(" read, ")[0].rsplit("\n", 1)[-1])

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / "corpus.db")) as db:
            return db.execute(sql).fetchall()

    def everything(self) -> dict[str, list[str]]:
        return dump(self.data)


def dump(data: Path) -> dict[str, list[str]]:
    """Every row of every table that people see."""
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        names = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE 'fulltext%' AND name <> 'runs' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        ).fetchall()
        return {name: sorted(map(repr, db.execute(f"SELECT * FROM {name}"))) for (name,) in names}


@pytest.fixture
def operator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Operator]:
    with Portal(6) as portal:
        yield Operator(tmp_path / "data", portal, capsys)


def rebuilt(operator: Operator) -> dict[str, list[str]]:
    """What comes of the archive alone, beside what was kept up night after night."""
    copy = Path(tempfile.mkdtemp(dir=operator.data.parent)) / "data"
    shutil.copytree(operator.data, copy)
    for path in copy.glob("corpus.db*"):
        path.unlink()
    cli.main(["extract", "--data", str(copy)])
    return dump(copy)


def share_a_file(portal: Portal) -> None:
    """Two articles that link to the same file."""
    for n in (1, 2):
        page = portal.article(n).replace("</div>", "<a href='/tep/chung.pdf'>Tệp</a></div>")
        portal.routes[f"/bai/bao-cao-{n}"] = lambda h, page=page: h.send(page, etag=True)


def test_a_second_extraction_reads_nothing(operator: Operator) -> None:
    operator.crawl()
    assert (operator.read(), operator.read(), operator.read("--all")) == (6, 0, 6)


def test_a_file_that_two_notices_link_to_is_read_for_both_and_read_anew_for_both(
    operator: Operator,
) -> None:
    share_a_file(operator.portal)
    operator.crawl()
    operator.read()
    of_it = "FROM attachments WHERE url LIKE '%chung%'"
    shared = f"SELECT count(*), count(DISTINCT digest), max(problem) {of_it}"
    assert operator.portal.saw("/tep/chung") == ["/tep/chung.pdf"]
    assert operator.rows(shared) == [(2, 1, "broken")]
    (before,) = operator.rows(f"SELECT DISTINCT digest {of_it}")
    operator.portal.routes["/tep/chung.pdf"] = lambda h: h.send(
        PDF + b"moi", kind="application/pdf"
    )
    let_time_pass(operator.data, 2)
    operator.crawl()
    assert operator.read() == 2
    assert operator.rows(shared) == [(2, 1, "broken")]
    assert operator.rows(f"SELECT DISTINCT digest {of_it}") != [before]
    assert operator.read() == 0
    assert rebuilt(operator) == operator.everything()


def word(text: str) -> bytes:
    """A DOCX file with one paragraph."""
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def edit(operator: Operator, text: str = "", file: str = "") -> None:
    """Sửa bài 2 và tệp của nó trên cổng; một đêm sau, thu thập lại."""
    portal = operator.portal
    if text:
        page = portal.article(2).replace("84,95%", text)
        page = page.replace("</div>", "<a href='/tep/kem.docx'>Tệp</a></div>")
        portal.routes["/bai/bao-cao-2"] = lambda h: h.send(page, etag=True)
    if file:
        body = word(f"Kế hoạch số {file}/KH-SKHCN ngày 05/3/2025 của Sở Khoa học và Công nghệ.")
        portal.routes["/tep/kem.docx"] = lambda h: h.send(body, etag=True)
    if (operator.data / "crawl.db").exists():
        let_time_pass(operator.data, 200)
    assert operator.crawl()[0] == 0


def test_versions_of_an_edited_page_are_made_again_row_for_row(operator: Operator) -> None:
    """Bài sửa nhiều lần, tệp đính kèm cũng sửa; có đêm không trích xuất."""
    edit(operator, "84,95%", "12")
    operator.read()
    edit(operator)  # không đổi
    operator.read()
    edit(operator, "85,10%")
    operator.read()
    edit(operator, file="13")
    operator.read()
    edit(operator, "86,00%", "14")
    edit(operator, "87,00%")  # hai đêm liền không trích xuất
    operator.read()
    edit(operator, "84,95%")  # trở lại như đầu
    operator.read()
    of_page = (
        "SELECT t.version, t.current, substr(t.text, instr(t.text, '8'), 6) FROM texts AS t"
        " JOIN notices AS n ON n.id = t.notice WHERE n.url LIKE '%bao-cao-2' AND t.attachment IS {}"
        " ORDER BY t.version"
    )
    percents = [row[2] for row in operator.rows(of_page.format("NULL"))]
    assert percents == ["84,95%", "85,10%", "86,00%", "87,00%", "84,95%"]
    assert [row[:2] for row in operator.rows(of_page.format("NOT NULL"))] == [
        (1, 0),
        (2, 0),
        (3, 1),
    ]
    assert operator.read() == 0
    before = operator.everything()
    assert rebuilt(operator) == before
    assert operator.read("--all") == 6
    assert operator.everything() == before


def test_versions_of_a_shared_file_are_made_again_for_both(operator: Operator) -> None:
    """Tệp dùng chung của hai bài, sửa hai lần."""
    share_a_file(operator.portal)
    for number in ("12", "13", "14"):
        body = word(f"Kế hoạch số {number}/KH-SKHCN ngày 05/3/2025.")
        operator.portal.routes["/tep/chung.pdf"] = lambda h, body=body: h.send(body, etag=True)
        edit(operator)
        operator.read()
    versions = "SELECT max(version), count(*) FROM texts WHERE attachment <> '' GROUP BY notice"
    assert operator.rows(versions) == [(3, 3), (3, 3)]
    assert rebuilt(operator) == operator.everything()


def test_a_page_that_no_longer_reads_shows_what_was_read_of_it_earlier(operator: Operator) -> None:
    """Khai báo đổi, trang hiện nay không đọc được; phiên bản trước thì được."""
    operator.crawl()
    operator.read()
    edit(operator, "85,10%")
    page = operator.portal.article(2).replace("class=noidung", "class=moi")
    operator.portal.routes["/bai/bao-cao-2"] = lambda h: h.send(page)
    operator.declare(DECLARED.replace('".noidung"', '".noidung, .moi"'))
    edit(operator)
    operator.declare(DECLARED)
    operator.read()
    ((text,),) = operator.rows(
        "SELECT t.text FROM texts AS t JOIN notices AS n ON n.id = t.notice"
        " WHERE n.url LIKE '%bao-cao-2' AND t.current"
    )
    assert "85,10%" in text
    copy = rebuilt(operator)
    assert copy == operator.everything()


def test_a_file_that_came_late_is_read_for_every_notice_that_links_to_it(
    operator: Operator,
) -> None:
    """Tệp hỏng ở lần đầu, lần sau mới lấy được."""
    share_a_file(operator.portal)
    operator.portal.routes["/tep/chung.pdf"] = code(500)
    operator.crawl()
    operator.read()
    held = "SELECT problem FROM attachments WHERE url LIKE '%chung%'"
    assert operator.rows(held) == [("not_fetched",), ("not_fetched",)]
    del operator.portal.routes["/tep/chung.pdf"]
    operator.crawl()
    assert operator.read() == 2
    assert operator.rows(held) == [("broken",), ("broken",)]


def test_a_file_on_another_host_is_a_link_named_elsewhere(operator: Operator) -> None:
    page = operator.portal.article(1).replace(
        "</div>", "<a href='http://khac.gov.vn/ke-hoach.pdf'>Kế hoạch</a></div>"
    )
    operator.portal.routes["/bai/bao-cao-1"] = lambda h: h.send(page, etag=True)
    assert operator.crawl()[0] == 0
    assert operator.vanban("extract")[0] == 0
    assert operator.rows("SELECT url, problem FROM attachments WHERE url LIKE '%khac%'") == [
        ("http://khac.gov.vn/ke-hoach.pdf", "elsewhere")
    ]
    assert operator.rows("SELECT * FROM problems") == []


@pytest.mark.parametrize(
    "vanish",
    [
        code(404),
        code(410),
        code(500),
        lambda h: h.send(PAGE.format("Bài viết không tồn tại hoặc đã bị gỡ bỏ")),  # mã 200
        lambda h: h.send(PAGE.format("<h1>Giao diện mới</h1>")),
    ],
)
def test_a_page_that_fails_now_keeps_what_was_read_of_it(operator: Operator, vanish: Any) -> None:
    operator.crawl()
    operator.read()
    texts = operator.rows("SELECT notice, text FROM texts ORDER BY 1")
    operator.portal.routes["/bai/bao-cao-2"] = vanish
    let_time_pass(operator.data, 2)
    assert operator.crawl()[0] == 1
    assert operator.vanban("extract")[0] == 0  # the crawl has told it
    assert operator.rows("SELECT notice, text FROM texts ORDER BY 1") == texts
    ((kind, status, notice),) = operator.rows(
        "SELECT kind, status, notice FROM pages WHERE url LIKE '%bao-cao-2'"
    )
    assert (kind, status != "ok", notice is not None) == ("notice", True, True)
    assert operator.rows("SELECT kind FROM problems") == [(status,)]
    assert rebuilt(operator) == operator.everything()
    del operator.portal.routes["/bai/bao-cao-2"]
    let_time_pass(operator.data, 10)
    operator.crawl()
    operator.read()
    assert operator.rows("SELECT * FROM problems") == []
    assert rebuilt(operator) == operator.everything()


def test_a_listing_that_was_broken_leaves_nothing_behind(operator: Operator) -> None:
    operator.portal.routes["/tin"] = code(500)
    operator.crawl()
    operator.vanban("extract")
    assert operator.rows("SELECT kind, status FROM pages") == [("other", "server_error")]
    operator.portal.routes.clear()
    operator.crawl()
    operator.read()
    assert operator.rows("SELECT count(*) FROM pages WHERE status <> 'ok'") == [(0,)]
    assert rebuilt(operator) == operator.everything()


def test_a_declaration_that_reads_no_more_is_told_once_and_costs_no_text(
    operator: Operator,
) -> None:
    operator.crawl()
    operator.read()
    operator.declare(DECLARED.replace('".noidung"', '".khong-co"'))
    status, err = operator.vanban("extract")
    assert (status, "not_on_page" in err, "'.khong-co'" in err) == (1, True, True)
    assert operator.vanban("extract")[0] == 0  # nothing new failed
    assert operator.rows("SELECT count(*) FROM texts WHERE current") == [(6,)]
    operator.declare(DECLARED)
    assert operator.vanban("extract")[0] == 0
    assert operator.rows("SELECT * FROM problems") == []


def test_a_changed_declaration_has_its_own_site_read_again(
    operator: Operator, tmp_path: Path
) -> None:
    operator.crawl()
    (tmp_path / "a.txt").write_text("Kế hoạch số 12/KH-SNV ngày 05/3/2025 của Sở Nội vụ.")
    operator.vanban("ingest", str(tmp_path / "a.txt"))
    assert operator.read() == 0
    operator.declare(DECLARED.replace("cổng mẫu", "cổng khác"))  # evidence reads nothing
    assert operator.read() == 0
    operator.declare(DECLARED + 'drop = ["a"]\n')
    assert operator.read() == 6


def test_changed_code_has_everything_read_again(
    operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.crawl()
    (tmp_path / "a.txt").write_text("Kế hoạch số 12/KH-SNV ngày 05/3/2025 của Sở Nội vụ.")
    operator.vanban("ingest", str(tmp_path / "a.txt"))
    operator.read()
    monkeypatch.setattr(engine, "code_version", lambda: "0-khac")
    assert (operator.read(), operator.read()) == (7, 0)


def test_the_code_version_knows_every_file_that_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {f"{path.parent.name}/{path.name}" for path in engine.reading_files()}
    assert {
        "extractors/dates.py", "extractors/cues.toml", "extractors/provinces.csv",
        "scrapers/blocks.py", "scrapers/pdf_text.py", "pipeline/engine.py",
    } <= known  # fmt: skip
    file = tmp_path / "tu-vung.toml"
    monkeypatch.setattr(engine, "reading_files", lambda: [file])
    seen = set()
    for text in ("", "x = 1", "x = 2"):
        file.write_text(text)
        engine.code_version.cache_clear()
        seen.add(engine.code_version())
    engine.code_version.cache_clear()
    assert len(seen) == 3


@pytest.mark.parametrize("charset", ["windows-1258", "utf-8"])
def test_the_charset_of_the_answers_header_is_used(operator: Operator, charset: str) -> None:
    """Trang không có thẻ meta: chỉ tiêu đề HTTP nói bảng mã."""
    page = "<h1>Tiêu đề</h1><div class=noidung><p>Sở Nội vụ thông báo tới các đơn vị./.</p></div>"
    body = page.encode("utf-8" if charset == "utf-8" else "cp1258", "xmlcharrefreplace")
    operator.portal.routes["/bai/bao-cao-2"] = lambda h: h.send(
        body, kind=f"text/html; charset={charset}"
    )
    operator.crawl()
    operator.read()
    ((text,),) = operator.rows(
        "SELECT t.text FROM texts AS t JOIN notices AS n ON n.id = t.notice"
        " WHERE n.url LIKE '%bao-cao-2'"
    )
    assert text == "Sở Nội vụ thông báo tới các đơn vị./."


def test_links_are_relative_to_where_the_page_was_found(operator: Operator) -> None:
    """Bài viết chuyển sang địa chỉ khác: liên kết tương đối tính từ địa chỉ đó."""
    page = operator.portal.article(2).replace("</div>", "<a href='kem.pdf'>Tệp</a></div>")
    operator.portal.routes["/bai/bao-cao-2"] = code(301, Location="/moi/bai/bao-cao-2/")
    operator.portal.routes["/moi/bai/bao-cao-2/"] = lambda h: h.send(page)
    operator.portal.routes["/moi/bai/bao-cao-2/kem.pdf"] = lambda h: h.send(PDF)
    operator.crawl()
    operator.read()
    assert operator.rows(
        "SELECT n.url, a.url, a.problem FROM attachments AS a JOIN notices AS n ON n.id = a.notice"
        " WHERE n.url LIKE '%bao-cao-2'"
    ) == [
        (
            "http://skhcn.tinhmau.gov.vn/bai/bao-cao-2",
            "http://skhcn.tinhmau.gov.vn/moi/bai/bao-cao-2/kem.pdf",
            "broken",
        )
    ]


# kill -9, Ctrl-C, full disk


def vanban(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", *arguments]


def alive(marker: str) -> list[int]:
    """The processes whose command line holds a text."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if marker.encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def without_corpus(demo: Path, folder: Path) -> Path:
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("corpus.db*", "published"))
    return folder


def stopped(folder: Path, after: float, how: signal.Signals) -> subprocess.Popen[str]:
    """An extraction that is stopped so many seconds after its first rows were there."""
    running = subprocess.Popen(
        vanban("extract", "--data", str(folder)), stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    begun = time.monotonic()
    while not (folder / "corpus.db").exists() and time.monotonic() - begun < 30:
        time.sleep(0.005)
    time.sleep(after)
    if how is signal.SIGINT:
        os.killpg(running.pid, how)  # as a terminal does
    else:
        os.kill(running.pid, how)
    return running


def test_killed_at_any_moment_equals_never_killed_and_leaves_no_process(
    demo: Path, tmp_path: Path
) -> None:
    folder = without_corpus(demo, tmp_path / "bi-ngat")
    for after in (0.0, 0.05, 0.3, 0.8, 0.2):
        running = stopped(folder, after, signal.SIGKILL)
        running.communicate(timeout=30)
    deadline = time.monotonic() + 10
    while alive(str(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive(str(folder)) == []
    assert cli.main(["extract", "--data", str(folder)]) == 0
    assert dump(folder) == dump(demo)


def test_ctrl_c_ends_an_extraction_at_once_in_one_line(demo: Path, tmp_path: Path) -> None:
    folder = without_corpus(demo, tmp_path / "ngung")
    running = stopped(folder, 0.3, signal.SIGINT)
    _, err = running.communicate(timeout=20)
    if running.returncode == 0:  # it was done by then
        return
    assert running.returncode == 130
    assert err.splitlines()[-1] == "stopped; the same command goes on from here"
    assert "Traceback" not in err
    assert cli.main(["extract", "--data", str(folder)]) == 0
    assert dump(folder) == dump(demo)


@pytest.mark.parametrize("kilobytes", [8, 300])
def test_a_full_disk_is_one_line_and_loses_nothing(
    demo: Path, tmp_path: Path, kilobytes: int
) -> None:
    """Giới hạn cỡ tệp đứng thay cho đĩa đầy: SQLite và kho lưu gặp cùng một lỗi ghi."""
    folder = without_corpus(demo, tmp_path / "day")
    limited = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash"]
    done = subprocess.run(
        [*limited, *vanban("extract", "--data", str(folder))],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("vanban: ")
    assert cli.main(["extract", "--data", str(folder)]) == 0
    assert dump(folder) == dump(demo)


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo"],
        ["ingest", __file__],
        ["crawl", "daknong_stc", "--at", "http://127.0.0.1:9"],
        ["ack", "daknong_stc", "--until", "2030-01-01"],
        ["sites", "add", "http://a.gov.vn/tin", "--at", "http://127.0.0.1:9"],
    ],
)
def test_a_folder_that_cannot_be_written_is_one_line(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "tep"
    blocked.write_text("")
    assert cli.main([*arguments, "--data", str(blocked / "data")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_several_processes_read_the_same(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = without_corpus(demo, tmp_path / "mot")
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert cli.main(["extract", "--data", str(folder)]) == 0
    assert dump(folder) == dump(demo)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    monkeypatch.setattr(pool, "_AHEAD", 24)
    assert cli.main(["extract", "--all", "--data", str(folder)]) == 0
    assert dump(folder) == dump(demo)


def test_a_visit_is_stored_with_what_it_found(operator: Operator) -> None:
    operator.crawl()
    operator.read()
    assert operator.rows("SELECT status, pages, new, failed FROM visits") == [("ok", 6, 6, 0)]
