"""Attached and local files of every kind, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import cli, engine
from scrapers.files import ocr
from tests.conftest import missing
from tests.scrapers.files_made import Doc, font, package, xls
from tests.scrapers.test_files_ocr import FONT, LETTER, photographed

OLD = (
    Doc(fonts=[".VnTimeH", ".VnTime"], styles=[(0xFFF, b"", font(1))])
    .paragraph(("quyÕt ®Þnh", font(0)))
    .paragraph("VÒ viÖc phª duyÖt kÕ ho¹ch c¶i c¸ch hµnh chÝnh cña tØnh L¹ng S¬n")
    .paragraph("C¨n cø QuyÕt ®Þnh sè 94/2006/Q§-TTg ngµy 27/4/2006 cña Thñ t\u00adíng ChÝnh phñ;")
    .saved()
)
TABLE = xls({"S": [["STT", "Đơn vị", "Điểm"], [1.0, "Sở Nội vụ", 88.52]]})
BOMB = package({"word/document.xml": bytes(2**24)})


@pytest.mark.parametrize(
    ("name", "payload", "part"),
    [
        ("quyet-dinh.doc", OLD, "QUYẾT ĐỊNH\nVề việc phê duyệt kế hoạch"),
        ("quyet-dinh.pdf", OLD, "của Thủ tướng Chính phủ;"),  # đuôi sai, nội dung quyết định
        ("diem.xls", TABLE, "1\tSở Nội vụ\t88.52"),
        ("bo.zip", package({"a/../../x.doc": OLD, "b.xls": TABLE}), "STT\tĐơn vị\tĐiểm"),
        ("cu.txt", "Céng hßa x· héi chñ nghÜa ViÖt Nam".encode("cp1252"), "Cộng hòa xã hội"),
    ],
)
def test_read_prints_what_a_file_says(
    name: str, payload: bytes, part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(payload)
    assert cli.main(["read", str(path), "--data", str(tmp_path / "data")]) == 0
    assert part in json.loads(capsys.readouterr().out)["text"]


@pytest.mark.parametrize(
    ("name", "payload", "problem"),
    [
        ("bom.docx", BOMB, "bomb"),
        ("mat.doc", Doc(flags=0x0100).paragraph("mật").saved(), "encrypted"),
        ("cut.doc", OLD[:2500], "broken"),
        ("cu.doc", b"{\\rtf1 Sua sau}", "unsupported"),
        ("rong.xlsx", b"", "empty"),
    ],
)
def test_a_hostile_file_is_one_line(
    name: str, payload: bytes, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(payload)
    assert cli.main(["read", str(path), "--data", str(tmp_path / "data")]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"{path}: Unreadable: {problem}\n")


def test_a_folder_of_all_kinds_is_taken_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "van-ban"
    folder.mkdir()
    (folder / "a.doc").write_bytes(OLD)
    (folder / "b.zip").write_bytes(package({"x.xls": TABLE}))
    (folder / "c.docx").write_bytes(BOMB)
    data = ["--data", str(tmp_path / "data")]
    assert cli.main(["ingest", str(folder), *data]) == 1
    err = capsys.readouterr().err
    assert "file:c.docx: bomb" in err
    assert "2 read, 0 fresh, 1 with a problem" in err
    assert cli.main(["cite", "94/2006/QĐ-TTg", "--json", *data]) == 0
    (decision,) = json.loads(capsys.readouterr().out)["documents"]
    assert decision["date"] == "2006-04-27"


def test_the_code_that_reads_files_decides_what_is_stale() -> None:
    known = {f"{path.parent.name}/{path.name}" for path in engine.reading_files()}
    assert {"files/doc.py", "files/legacy.py", "files/ocr.py", "scrapers/pdf_tables.py"} <= known


def test_ocr_without_tesseract_is_told_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    (tmp_path / "a.doc").write_bytes(OLD)
    assert cli.main(["ingest", str(tmp_path / "a.doc"), "--data", str(data)]) == 0
    (data / "vanban.toml").write_text("ocr = true\n")
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    capsys.readouterr()
    assert cli.main(["extract", "--data", str(data)]) == 2
    assert "vanban.toml: ocr = true: tesseract is not installed" in capsys.readouterr().err


def test_a_scan_is_read_once_ocr_is_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if lacking := ocr.missing():
        missing(lacking)
    if not FONT.exists():
        missing("DejaVu Serif (fonts-dejavu-core)")
    data = tmp_path / "data"
    (tmp_path / "scan.pdf").write_bytes(photographed(LETTER))
    assert cli.main(["ingest", str(tmp_path / "scan.pdf"), "--data", str(data)]) == 1
    assert "scan.pdf: scanned" in capsys.readouterr().err
    (data / "vanban.toml").write_text("ocr = true\n")
    assert cli.main(["extract", "--data", str(data)]) == 0
    capsys.readouterr()
    assert cli.main(["cite", "245/KH-UBND", "--json", "--data", str(data)]) == 0
    (plan,) = json.loads(capsys.readouterr().out)["documents"]
    assert plan["date"] == "2024-11-15"
