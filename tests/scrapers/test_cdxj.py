"""The index of the archive: sorted, complete, and each line leads to its record."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipeline import cli
from scrapers import cdxj, erase
from scrapers.archive import Archive
from scrapers.frontier import Frontier
from tests.scrapers.test_archive import TEXT, exchange

KEYS = [
    ("http://www.so.vn/Tin%20T%E1%BB%A9c/?b=2&A=1&&c", "vn,so)/tin%20t%e1%bb%a9c?&a=1&b=2&c"),
    ("https://so.vn:443/a//b/./c/../D.aspx?5573", "vn,so)/a/b/d.aspx?5573"),  # tham số không tên
    ("http://so.vn", "vn,so)/"),
    ("http://so.vn/?", "vn,so)/"),
    ("http://so.vn/a?x=%2541&sid=0123456789abcdef0123456789abcdef&y=1", "vn,so)/a?x=a&y=1"),
    ("http://so.vn:8080/a;b/?%2Fslug%2F32403960=", "vn,so:8080)/a;b?/slug/32403960="),
    ("https://so.vn:80/", "vn,so:80)/"),  # cổng 80 không phải cổng của https
    ("http://so.vn/%C4%90/%2e%2e/x?q=a%26b=c", "vn,so)/x?b=c&q=a"),
    ("http://so.vn/../b/", "vn,so)/../b"),
    ("http://WWW2.So.VN/X/Y/", "vn,so)/x/y"),
    ("http://so.vn/Tin tức", "vn,so)/tin%20t%e1%bb%a9c"),
    ("file:///b%C3%A1o-c%C3%A1o%20A.pdf", "file:/b%c3%a1o-c%c3%a1o%20a.pdf"),
]


@pytest.mark.parametrize(("url", "key"), KEYS)
def test_the_key_of_an_address(url, key):
    assert cdxj.surt(url) == key


@given(st.text(max_size=40))
def test_any_path_has_a_key_of_one_word(path):
    key = cdxj.surt("http://so.vn/" + path.replace("#", ""))
    assert key.isascii()
    assert not set(key) & set(" \n")
    assert key.startswith("vn,so)/")


def rows(path):
    for line in path.read_text("utf-8").splitlines():
        key, when, told = line.split(" ", 2)
        yield key, when, json.loads(told)


FORM = b"__EVENTARGUMENT=Page%242"


def test_each_record_has_a_line_with_its_fields(tmp_path):
    """Trả lời, trả lời như cũ, biểu mẫu gửi đi, tệp đưa vào."""
    sent = (("Content-Type", "application/x-www-form-urlencoded"),)
    with Archive(tmp_path) as archive:
        archive.write_response(exchange(9, reason=""), {})
        archive.write_response(exchange(1), {"site": "a"})
        archive.write_response(
            exchange(1, at="2026-11-23T03:00:00.000Z"), {}, same_as="2026-11-22T03:00:00.000Z"
        )
        archive.write_response(
            exchange(1, http_status=304, body=b"", at="2026-11-24T03:00:00.000Z"),
            {}, same_as="2026-11-22T03:00:00.000Z",
        )  # fmt: skip
        archive.write_response(exchange(2, method="POST", form=FORM, sent=sent), {})
        archive.write_response(exchange(3, http_status=301, headers=(("Location", "/"),)), {})
        archive.write_resource("file:///b%C3%A1o.pdf", b"%PDF", "application/pdf", {})
    count = cdxj.write(tmp_path, tmp_path / "index.cdxj")
    found = list(rows(tmp_path / "index.cdxj"))
    lines = (tmp_path / "index.cdxj").read_text("utf-8").splitlines()
    assert count == len(lines) == 6  # 304 không có gì để xem
    assert lines == sorted(lines)
    host = "vn,gov,tinhmau,skhcn)/bai"
    assert [(key, when[:8], told.get("mime"), told.get("status")) for key, when, told in found] == [
        ("file:/b%c3%a1o.pdf", found[0][1][:8], "application/pdf", None),
        (f"{host}/1", "20261122", "text/html", "200"),
        (f"{host}/1", "20261123", "warc/revisit", "200"),
        (f"{host}/2?__eventargument=page$2&__wb_method=post", "20261122", "text/html", "200"),
        (f"{host}/3", "20261122", None, "301"),
        (f"{host}/9", "20261122", "text/html", "200"),
    ]
    assert found[1][2]["digest"] == found[2][2]["digest"]  # bài gốc tìm được qua dấu vân
    assert found[3][2]["requestBody"] == "__EVENTARGUMENT=Page$2"
    assert found[3][2]["method"] == "POST"
    assert list(found[1][2]) == ["url", "mime", "status", "digest", "length", "offset", "filename"]
    for _, _, told in found:
        whole = (tmp_path / told["filename"]).read_bytes()
        start = int(told["offset"])
        piece = whole[start : start + int(told["length"])]
        assert gzip.decompress(piece).startswith(b"WARC/1.1")
        record = next(iter(ArchiveIterator(io.BytesIO(piece))))
        assert record.rec_headers.get_header("WARC-Target-URI") == told["url"]
        if told.get("status") == "200" and told["mime"] != "warc/revisit":
            assert record.content_stream().read() == TEXT


def test_more_than_fits_at_once_is_sorted_too(tmp_path, monkeypatch):
    monkeypatch.setattr(cdxj, "_LINES", 3)
    with Archive(tmp_path, max_file_bytes=4000) as archive:
        for n in (5, 3, 8, 1, 9, 2, 7, 4, 6, 0):
            archive.write_response(exchange(n), {})
    assert cdxj.write(tmp_path, tmp_path / "index.cdxj") == 10
    assert [told["url"][-1] for _, _, told in rows(tmp_path / "index.cdxj")] == list("0123456789")


def test_what_was_forgotten_has_no_line(tmp_path):
    with Archive(tmp_path / "archive") as archive:
        where = [archive.write_response(exchange(n), {}) for n in range(3)]
    with Frontier(tmp_path / "crawl.db"):
        pass
    erase.records(tmp_path / "archive", tmp_path / "crawl.db", [where[1]])
    assert cdxj.write(tmp_path / "archive", tmp_path / "index.cdxj") == 2
    assert "/bai/1" not in (tmp_path / "index.cdxj").read_text("utf-8")


def test_a_file_that_breaks_off_is_indexed_as_far_as_it_is_whole(tmp_path):
    with Archive(tmp_path) as archive:
        where = [archive.write_response(exchange(n), {}) for n in range(3)]
    path = tmp_path / where[2].file
    path.write_bytes(path.read_bytes()[:-5])
    assert cdxj.write(tmp_path, tmp_path / "index.cdxj") == 2


def test_the_command_writes_it_and_notes_it_for_forget(tmp_path, capsys):
    with Archive(tmp_path / "data" / "archive") as archive:
        archive.write_response(exchange(), {})
    out = tmp_path / "out"
    asked = ["export", str(out), "--format", "cdxj", "--data", str(tmp_path / "data")]
    assert cli.main(asked) == 0
    assert Path(capsys.readouterr().out.strip()) == out / "index.cdxj"
    assert len(list(rows(out / "index.cdxj"))) == 1
    assert "index.cdxj" in (tmp_path / "data" / "exports.jsonl").read_text("utf-8")
    assert cli.main([*asked[:-1], str(tmp_path / "khong-co")]) == 2
    assert "not there yet" in capsys.readouterr().err
