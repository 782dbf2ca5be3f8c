"""RAR and 7z: read through libarchive in the child, within the same limits as ZIP."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import attachments
from scrapers.files import parsers
from scrapers.files.limits import Limits, Refused
from scrapers.files.magic import media_type
from scrapers.files.pool import Pool
from tests.conftest import missing
from tests.scrapers.files_made import Doc, package, rar4, rar5, xls
from tests.scrapers.files_made import docx as made_docx

LIMITS = Limits(entries=20, unpacked=2**21, ratio_from=2**19)
LETTER = made_docx("<w:p><w:r><w:t>Kế hoạch số 5/KH-SNV</w:t></w:r></w:p>")
REPORT = Doc().paragraph("Báo cáo số 6/BC-SNV").saved()
TABLE = xls({"S": [["STT", "Điểm"]]})


@pytest.fixture(autouse=True)
def libarchive() -> Any:
    try:
        return importlib.import_module("libarchive")
    except (ImportError, OSError, AttributeError, TypeError):
        missing("libarchive (Debian: libarchive13)")


def seven(files: dict[str, bytes], tmp_path: Path) -> bytes:
    """A 7z, which libarchive writes too."""
    libarchive = importlib.import_module("libarchive")
    path = tmp_path / "a.7z"
    with libarchive.file_writer(str(path), "7zip") as archive:
        for name, data in files.items():
            archive.add_file_from_memory(name, len(data), data)
    whole = path.read_bytes()
    path.unlink()
    return whole


@pytest.mark.parametrize("made", [rar4, rar5])
def test_files_of_an_archive_follow_each_other_and_are_named(made) -> None:
    payload = made(
        {"ke-hoach.docx": LETTER, "phu luc/bao-cao.doc": REPORT, "anh.png": b"\x89PNG\r\n\x1a\n",
         "Thumbs.db": b"x", "rong.doc": b""}
    )  # fmt: skip
    assert media_type(payload) == "rar"
    text = attachments.read(payload)
    assert (text.media_type, text.problem) == ("rar", None)
    assert text.text == "Kế hoạch số 5/KH-SNV\nBáo cáo số 6/BC-SNV"
    assert [(p.name, p.media_type, p.start, p.problem) for p in text.parts] == [
        ("ke-hoach.docx", "docx", 0, None),
        ("bao-cao.doc", "doc", 21, None),
        ("anh.png", "png", 40, "scanned"),
        ("rong.doc", "other", 40, "empty"),
    ]


def test_a_7z_is_read_too(tmp_path: Path) -> None:
    text = attachments.read(seven({"a.docx": LETTER, "b.xls": TABLE}, tmp_path))
    assert (text.media_type, text.text) == ("7z", "Kế hoạch số 5/KH-SNV\nSTT\tĐiểm")


def test_names_are_never_paths_and_show_their_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ["../../evil.docx", "/etc/passwd.docx", "C:\\Windows\\a.docx", "Báo cáo số 6.docx"]
    text = parsers.read(rar5(dict.fromkeys(names, LETTER)), LIMITS)
    shown = ["evil.docx", "passwd.docx", "a.docx", "Báo cáo số 6.docx"]
    assert [p.name for p in text.parts] == shown
    assert list(tmp_path.iterdir()) == []
    old = attachments.read(rar4({"Báo cáo.docx".encode("cp1258"): LETTER}))  # tên của Windows cũ
    assert old.parts[0].name == "Báo cáo.docx"


def test_archives_in_archives_of_another_kind_count_alike() -> None:
    once = rar5({"a.docx": LETTER, "trong.zip": package({"b.doc": REPORT})})
    assert [p.name for p in parsers.read(once, LIMITS).parts] == ["a.docx", "b.doc"]
    twice = package({"c.doc": REPORT, "ngoai.rar": once})
    problems = {p.name: p.problem for p in parsers.read(twice, LIMITS).parts}
    assert problems == {"c.doc": None, "a.docx": None, "trong.zip": "too_nested"}


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (rar5({}), "empty"),
        (rar4({}), "empty"),
        (b"Rar!\x1a\x07\x00", "broken"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "broken"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(range(40)), "broken"),
        (rar5({"a.docx": LETTER})[:-40], "broken"),
        (rar5({"a.docx": LETTER}).replace(b"\x07\x01\x00", b"\x07\x00\x00", 1), "broken"),
        (rar5({}, encrypted=True), "encrypted"),  # tên cũng giấu
        (rar4({"mat.docx": LETTER}, encrypted=True), "encrypted"),
        (rar5({f"{n}.doc": b"" for n in range(21)}), "too_many_entries"),
        (rar5({"a": bytes(2**21 + 1)}), "too_large"),
        (rar5({str(n): bytes(2**18) for n in range(9)}), "too_large"),  # cộng lại mới quá
        (rar5({"a.rtf": b"{\\rtf1 x}"}), "unsupported"),
        (rar5({"a.png": b"\x89PNG\r\n\x1a\n", "b.rtf": b"{\\rtf1 x}"}), "scanned"),
    ],
)  # fmt: skip
def test_what_gives_no_text_is_named(payload: bytes, problem: str) -> None:
    with pytest.raises(Refused, match=f"^{problem}$"):
        parsers.read(payload, LIMITS)


def test_what_unpacks_to_a_suspicious_multiple_is_a_bomb(tmp_path: Path) -> None:
    payload = seven({"a.docx": LETTER, "to.doc": bytes(2**20), "b.docx": LETTER}, tmp_path)
    with pytest.raises(Refused, match=r"^bomb$"):
        parsers.read(payload, LIMITS)


def test_without_libarchive_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Máy chưa cài thư viện: nêu tên, không hỏng; tệp khác vẫn đọc."""
    monkeypatch.setenv("LIBARCHIVE", "/khong/co/libarchive.so.13")
    pool = Pool()
    try:
        text = attachments.read(rar5({"a.docx": LETTER}), pool=pool)
        assert (text.media_type, text.problem) == ("rar", "no_reader")
        inside = attachments.read(package({"a.rar": rar5({"a.docx": LETTER})}), pool=pool)
        assert inside.problem == "no_reader"
        assert attachments.read(LETTER, pool=pool).problem is None
    finally:
        pool.close()


@given(st.data())
def test_a_damaged_archive_gives_text_or_a_name(data: st.DataObject) -> None:
    """Mỗi tệp hỏng đều đọc trong tiến trình con: nó có chết thì cũng chỉ một mình nó."""
    payload = bytearray(
        data.draw(st.sampled_from([rar4, rar5]))({"a.docx": LETTER, "b.doc": REPORT})
    )
    for _ in range(data.draw(st.integers(1, 6))):
        payload[data.draw(st.integers(8, len(payload) - 1))] = data.draw(st.integers(0, 255))
    payload = payload[: data.draw(st.integers(8, len(payload)))]
    text = attachments.read(bytes(payload))
    assert bool(text.text) != (text.problem is not None)
