"""Numbers and mail addresses of persons: struck out on pages and in exports, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.export import export
from corpus.persons import masked
from corpus.web import snapshot

if TYPE_CHECKING:
    from pathlib import Path

STRUCK = [
    ("gọi 0912345678 gặp bà Lan", "0912345678"),  # di động
    ("ĐT: 0987.654.321", "0987.654.321"),
    ("+84 35 123 4567", "+84 35 123 4567"),
    ("0084912345678", "0084912345678"),
    ("căn cước công dân số 087301000123", "087301000123"),  # có chữ báo
    ("CMND: 341 234 567", "341 234 567"),  # chín số, chỉ khi có chữ báo
    ("hộ chiếu B1234567", "B1234567"),
    ("ông A (079085001234)", "079085001234"),  # mười hai số
    ("nguyenvana.1985@gmail.com", "nguyenvana.1985@gmail.com"),
]
KEPT = [
    "Điện thoại: 0277.3851.431",  # máy bàn của cơ quan
    "snv@dongthap.gov.vn và phong@hue.edu.vn",
    "Kế hoạch số 771/KH-UBND ngày 12/3/2024",
    "kinh phí 912.345.678 đồng; 0,912345678; 12.480 hồ sơ",
    "tổng đài 1022; 19001009",
    "https://so.example.vn/tin?id=0912345678&x=1",  # địa chỉ trang
    "mã 5f0912345678ab",  # dấu băm
    "từ 08/2024 đến 09/2024, 0912/QĐ",
    "341 234 567 lượt truy cập",
]


@pytest.mark.parametrize(("text", "struck"), STRUCK)
def test_struck_out_in_place(text: str, struck: str) -> None:
    out = masked(text)
    start = text.index(struck)
    assert len(out) == len(text)
    assert not any(c.isalnum() for c in out[start : start + len(struck)])
    assert out[:start] + out[start + len(struck) :] == text.replace(struck, "")


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet="0123456789.,- +@abđ/:\n", max_size=80))
def test_places_stay_what_they_are(text: str) -> None:
    assert len(masked(text)) == len(text)
    assert masked(masked(text)) == masked(text)


def test_neither_the_snapshot_nor_an_export_has_them(
    corpus_db: sqlite3.Connection, make: Any, tmp_path: Path
) -> None:
    from corpus import store
    from corpus.records import Site
    from corpus.seen import put_site

    put_site(corpus_db, Site("st1", province=None))
    text = "Mọi ý kiến gửi ông Nguyễn Văn A, số 0912 345 678, CCCD 087301000123."
    store.put(corpus_db, make.reading(text, (), identity="1", title="Tin 0987654321"))
    path = snapshot.publish(corpus_db, tmp_path / "published")
    with closing(sqlite3.connect(path)) as copy:
        dump = "\n".join(copy.iterdump())
    (tmp_path / "out").mkdir()
    export(corpus_db, tmp_path / "out", "jsonl")
    files = "\n".join(f.read_text("utf-8") for f in (tmp_path / "out").iterdir())
    for secret in ("0912 345 678", "087301000123", "0987654321"):
        assert secret not in dump
        assert secret not in files
    assert text in "\n".join(corpus_db.iterdump())  # kho gốc giữ nguyên văn
    export(corpus_db, tmp_path / "all", "jsonl", persons=True)
    assert "0912 345 678" in (tmp_path / "all" / "texts.jsonl").read_text("utf-8")
