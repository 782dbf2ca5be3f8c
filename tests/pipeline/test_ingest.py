"""Local files as notices, and what is found in them."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import tomllib
from bisect import bisect_right
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline import cli, ingest
from scrapers import attachments
from scrapers.rules import FAMILIES
from scrapers.samples import attached
from tests.pipeline.test_extract import Operator
from tests.scrapers.portal import Portal

NOTICE = """Kết luận kiểm tra công tác cải cách hành chính năm 2025 tại phường An Bình
Đăng ngày: 20/10/2025
HLO - Thực hiện Kế hoạch số 12/KH-SNV ngày 05/3/2025 của Sở Nội vụ, Đoàn kiểm tra đã làm việc.
Đoàn kiểm tra yêu cầu UBND phường An Bình rà soát hồ sơ trễ hạn, hoàn thành trước ngày 15/11/2025./.
"""


def test_a_folder_is_taken_in_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "van-ban"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "ket-luan.txt").write_text(NOTICE)
    (folder / "rong.txt").write_text("")
    (folder / "anh.jpg").write_bytes(b"\xff\xd8")
    (folder / "lien-ket.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / "ong.txt")
    data = ["--data", str(tmp_path / "data")]
    assert cli.main(["ingest", str(folder), "--province", "Đồng Nai", *data]) == 1
    out, err = capsys.readouterr()
    assert out == ""  # nothing of it is data
    assert "2 new or changed, 0 known, 2 left" in err
    assert "lien-ket.txt: neither a file nor a folder" in err
    assert "ong.txt: neither a file nor a folder" in err
    assert "rong.txt: empty" in err
    assert cli.main(["ingest", str(folder), "--province", "Đồng Nai", *data]) == 1
    assert "0 new or changed, 2 known, 2 left" in capsys.readouterr().err
    assert cli.main(["search", "an binh", "--json", *data]) == 0
    (hit,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (hit["published"], hit["province_now"]) == ("2025-10-20", "Đồng Nai")


def test_the_pages_of_a_taken_in_file_are_kept(tmp_path: Path) -> None:
    """Một tệp PDF tự nó là tin: dữ kiện vẫn nói nằm ở trang nào, như với tệp đính kèm."""
    payload = attached.content("quyet-dinh-1150.pdf")
    (tmp_path / "phu-luc.pdf").write_bytes(payload)
    data = tmp_path / "data"
    assert cli.main(["ingest", str(tmp_path / "phu-luc.pdf"), "--data", str(data)]) == 0
    pages = attachments.read(payload).pages
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        (told,) = db.execute("SELECT pages FROM texts").fetchone()
        facts = db.execute(
            "SELECT start_char, page FROM dates UNION ALL SELECT start_char, page FROM citations"
        ).fetchall()
    assert tuple(json.loads(told)) == pages != ()
    assert facts != []
    assert all(page == bisect_right(pages, start) for start, page in facts)


def test_the_seeds_are_all_there(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path)]
    assert cli.main(["ingest", str(shared / "seeds"), *data]) == 0
    capsys.readouterr()
    assert cli.main(["cite", "19/KH-SKHCN", "--json", *data]) == 0
    (plan,) = json.loads(capsys.readouterr().out)["documents"]
    assert (plan["date"], plan["issuer"]) == ("2023-03-13", "Sở Khoa học và Công nghệ")
    assert len(plan["cited_by"]) == 2
    assert cli.main(["search", "dong thap", "--json", *data]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_what_is_damaged_is_named_and_the_rest_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.4 cut off")
    (tmp_path / "hong.warc.gz").write_bytes(b"\x1f\x8b not gzip at all")
    (tmp_path / "tot.txt").write_text(NOTICE)
    files = [str(tmp_path / name) for name in ("hong.pdf", "hong.warc.gz", "tot.txt")]
    assert cli.main(["ingest", *files, "--data", str(tmp_path / "data")]) == 1
    err = capsys.readouterr().err
    assert "hong.pdf: broken" in err
    assert "hong.warc.gz: " in err


def ingested(data: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        return db.execute(
            "SELECT site, identity, title, published, published_from FROM notices ORDER BY 1, 2"
        ).fetchall()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda p: (p / "a.xyz").write_text("x"), "no ending that can be read"),
        (lambda p: os.mkfifo(p / "a.txt"), "neither a file"),
        (lambda p: (p / "a.txt").symlink_to(p / "khong-co"), None),  # click refuses it
        (lambda p: (p / "a.txt").write_bytes(b"x" * 2000), "larger than"),
        (lambda p: (p / "a.warc").write_bytes(b""), "no page in this WARC"),
        (lambda p: (p / "a.warc").write_bytes(b"khong phai warc"), "broken WARC"),
    ],
)
def test_what_is_not_taken_is_named(
    make: Any,
    why: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(ingest, "MAX_BYTES", 1000)
    make(tmp_path)
    (path,) = tmp_path.iterdir()
    status = cli.main(["ingest", str(path), "--data", str(tmp_path / "data")])
    err = capsys.readouterr().err
    assert status == (2 if why is None else 1)
    assert (why or "does not exist") in err


def test_a_name_that_is_no_unicode_is_named_and_the_rest_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "tot.txt").write_text(NOTICE)
    Path(os.fsdecode(os.fsencode(folder) + b"/th\xf4ng-b\xe1o.txt")).write_text(NOTICE)
    assert cli.main(["ingest", str(folder), "--data", str(tmp_path / "data")]) == 1
    err = capsys.readouterr().err
    assert "its name is no Unicode" in err
    assert "1 new or changed, 0 known, 1 left" in err


def test_two_files_of_one_name_do_not_replace_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for number, folder in enumerate("ab"):
        (tmp_path / folder).mkdir()
        paths.append(str(tmp_path / folder / "bao-cao.txt"))
        Path(paths[-1]).write_text(f"{NOTICE}{number}")
    data = tmp_path / "data"
    assert cli.main(["ingest", *paths, "--data", str(data)]) == 1
    assert "another file of this name was taken in just now" in capsys.readouterr().err
    assert len(ingested(data)) == 1


@pytest.mark.parametrize(
    "option",
    [["--province", "Atlantis"], ["--source", "daknong_stc"], ["--meta", "khong-co.jsonl"],
     ["--published", "hôm qua"]],
)  # fmt: skip
def test_a_wrong_option_changes_nothing(
    option: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(NOTICE)
    data = tmp_path / "data"
    assert cli.main(["ingest", str(tmp_path / "a.txt"), *option, "--data", str(data)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not data.exists()


def warc(*records: tuple[str, str, bytes, str]) -> bytes:
    """A foreign WARC of answers: address, content type, body, date."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for url, kind, body, date in records:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), length=len(body), http_headers=headers,
            warc_headers_dict={"WARC-Date": date},
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


PAGE = (
    "<html><head><title>Thông báo về kiểm tra</title></head><body><article>"
    "<h1>Thông báo về kiểm tra năm {0}</h1>"
    "<p>Thực hiện Kế hoạch số 1{0}/KH-SNV ngày 05/3/2024 của Sở Nội vụ, Đoàn kiểm tra"
    " yêu cầu các đơn vị rà soát hồ sơ trễ hạn và báo cáo trước ngày 15/11/2024./.</p></article>"
    "</body></html>"
)


def test_a_foreign_warc_gives_each_page_and_document_once_as_it_was_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html = "text/html; charset=utf-8"
    path = tmp_path / "la.warc.gz"
    path.write_bytes(
        warc(
            ("http://la.vn/robots.txt", "text/plain", b"User-agent: *", "2024-01-01T00:00:00Z"),
            ("http://la.vn/tin/1", html, PAGE.format("2").encode(), "2024-05-02T00:00:00Z"),
            ("http://la.vn/tin/1", html, PAGE.format("1").encode(), "2024-05-01T00:00:00Z"),
            ("http://la.vn/anh.png", "image/png", b"\x89PNG", "2024-05-01T00:00:00Z"),
            ("http://la.vn/kh.pdf", "application/pdf", attached.content("ke-hoach-771.pdf"),
             "2024-05-01T00:00:00Z"),
        )
    )  # fmt: skip
    data = tmp_path / "data"
    arguments = ["ingest", str(path), "--source", "kho-la", "--data", str(data)]
    assert cli.main(arguments) == 0, capsys.readouterr().err
    rows = ingested(data)
    assert [row[:2] for row in rows] == [
        ("kho-la", "http://la.vn/kh.pdf"),
        ("kho-la", "http://la.vn/tin/1"),
    ]
    with closing(sqlite3.connect(data / "corpus.db")) as db:
        codes = {code for (code,) in db.execute("SELECT code FROM citations")}
    assert "12/KH-SNV" in codes  # the newest answer
    assert "11/KH-SNV" not in codes
    capsys.readouterr()
    assert cli.main(arguments) == 0
    assert "0 new or changed, 2 known, 0 left" in capsys.readouterr().err


@pytest.mark.parametrize("cut", [1, 40, 150])
def test_a_warc_that_breaks_off_gives_what_is_whole(
    cut: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [
        (
            f"http://la.vn/tin/{n}",
            "text/html",
            PAGE.format(n).encode() + os.urandom(500).hex().encode(),
            "2024-05-01T00:00:00Z",
        )
        for n in range(3)
    ]  # fmt: skip
    whole = warc(*pages)
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(whole[: len(whole) - cut])
    status = cli.main(["ingest", str(path), "--data", str(tmp_path / "data")])
    known = [row[1] for row in ingested(tmp_path / "data")]
    assert known[:2] == ["http://la.vn/tin/0", "http://la.vn/tin/1"]
    # what the gzip trailer alone lacks is whole all the same
    assert (status, len(known)) == (0, 3) or "breaks off" in capsys.readouterr().err


def test_a_page_that_unpacks_to_too_much_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lon.warc.gz"
    path.write_bytes(
        warc(("http://la.vn/tin/1", "text/html", b"<p>" + b"a" * 5000, "2024-05-01T00:00:00Z"))
    )
    monkeypatch.setattr(ingest, "MAX_BYTES", 4000)
    assert cli.main(["ingest", str(path), "--data", str(tmp_path / "data")]) == 1
    assert "http://la.vn/tin/1: larger than" in capsys.readouterr().err


def test_the_archive_of_a_crawl_gives_the_same_notices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kho của chính mình: bài viết theo khai báo, không lấy danh mục và robots.txt."""
    with Portal(6) as portal:
        operator = Operator(tmp_path / "mot", portal, capsys)
        operator.crawl()
        operator.read()
    other = Operator(tmp_path / "hai", portal, capsys)
    archive = operator.data / "archive"
    assert other.vanban("ingest", str(archive), "--source", "ban-sao")[0] == 1  # damaged PDFs
    same = "SELECT identity, title, published FROM notices WHERE url NOT LIKE '%.pdf' ORDER BY 1"
    assert other.rows(same) == operator.rows(same)
    assert other.rows("SELECT count(*), min(site) FROM notices") == [(6, "ban-sao")]


def test_the_archive_of_an_ingestion_keeps_what_was_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(NOTICE)
    first, second = tmp_path / "mot", tmp_path / "hai"
    told = ["--province", "Đồng Nai", "--published", "2025-10-21"]
    assert cli.main(["ingest", str(tmp_path / "a.txt"), *told, "--data", str(first)]) == 0
    assert cli.main(["ingest", str(first / "archive"), "--data", str(second)]) == 0
    assert ingested(first) == ingested(second)
    with closing(sqlite3.connect(second / "corpus.db")) as db:
        assert db.execute("SELECT province_now, published_from FROM notices").fetchall() == [
            ("Đồng Nai", "given")
        ]
    capsys.readouterr()


def test_what_was_forgotten_is_not_taken_in_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cùng tên, cùng nội dung dưới tên khác, hay nội dung mới dưới tên cũ: một dòng, không lưu."""
    (tmp_path / "don-thu.txt").write_text(NOTICE)
    (tmp_path / "khac.txt").write_text(f"{NOTICE} Bản khác.")
    data = ["--data", str(tmp_path / "data")]
    files = [str(tmp_path / "don-thu.txt"), str(tmp_path / "khac.txt")]
    assert cli.main(["ingest", *files, *data]) == 0
    assert cli.main(["forget", "file:don-thu.txt", "--reason", "theo yêu cầu", *data]) == 0
    kept = sum(path.stat().st_size for path in (tmp_path / "data" / "archive").iterdir())
    (tmp_path / "don-thu.txt").rename(tmp_path / "ten-moi.txt")
    (tmp_path / "don-thu.txt").write_text(f"{NOTICE} Thêm một câu.")
    capsys.readouterr()
    again = [str(tmp_path / "don-thu.txt"), str(tmp_path / "ten-moi.txt")]
    assert cli.main(["ingest", *again, *data]) == 1
    err = capsys.readouterr().err
    assert [line for line in err.splitlines() if "forgotten" in line] == [
        f"file:{name}: was forgotten on request: it is not taken in again"
        for name in ("don-thu.txt", "ten-moi.txt")
    ]
    assert [row[1] for row in ingested(tmp_path / "data")] == ["khac.txt"]
    assert sum(path.stat().st_size for path in (tmp_path / "data" / "archive").iterdir()) == kept


DECLARED = """
name = "{name}"
title = "Sở Mẫu"
family = "{family}"
origin = "https://so.la.example"
province = "Huế"
kind = "department"
rights = "official"
evidence = "Một kho WARC"
listings = [{{ url = "{listing}", category = "Tin tức" }}]
"""


@pytest.mark.parametrize("family", ["spa_json", "wordpress"])
def test_json_answers_of_a_declared_site_are_notices(
    family: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kho lạ giữ câu trả lời JSON của cổng đã khai báo: bài được đọc, danh mục thì không."""
    shared = tomllib.loads((FAMILIES / f"{family}.toml").read_text("utf-8"))
    listing, article = (
        next(
            one
            for one in shared["sample"]
            if one.get("kind", "article") == kind and one["page"].endswith(".json")
        )
        for kind in ("listing", "article")
    )
    data = tmp_path / "data"
    (data / "sites").mkdir(parents=True)
    written = DECLARED.format(name="so_la", family=family, listing=listing["url"])
    nested = '[api]\nnotice = "data"\n' if family == "spa_json" else ""
    (data / "sites" / "so_la.toml").write_text(written + nested)
    path = tmp_path / "la.warc.gz"
    path.write_bytes(
        warc(
            *(
                ("https://so.la.example" + one["url"], "application/json",
                 (FAMILIES / one["page"]).read_bytes(), "2024-05-02T00:00:00Z")
                for one in (listing, article)
            ),
            ("https://la.vn/api/articles/1", "application/json", b'{"title": "x"}',
             "2024-05-02T00:00:00Z"),
        )
    )  # fmt: skip
    assert cli.main(["ingest", str(path), "--source", "kho-la", "--data", str(data)]) == 0, (
        capsys.readouterr().err
    )
    rows = [row[1:] for row in ingested(data)]
    assert rows == [
        (article["identity"], article["title"], article["published"], article["published_from"])
    ]
