"""`vanban check`: the report as an official reads it, and files that are none."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from pipeline import cli

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = (
    "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;",
    "Thực hiện Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh Long An về phòng cháy rừng;",
    "Theo Công văn số 1234/BTTTT-CĐS ngày 5/5/2024 của Bộ Thông tin và Truyền thông.",
)
ENGLISH = re.compile(r"\b(?:the|of|since|held|with|cited|replaced|has been|not in)\b")


def test_the_report_is_all_in_vietnamese(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = docx.Document()
    for line in DRAFT:
        draft.add_paragraph(line)
    draft.save(str(tmp_path / "du-thao.docx"))
    asked = [
        "check",
        str(tmp_path / "du-thao.docx"),
        "--data",
        str(demo),
        "--province",
        "dong thap",
    ]
    assert cli.main([*asked, "--out", str(tmp_path / "soat.xlsx")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "soat.xlsx").active
    assert sheet is not None
    rows = [tuple(map(str, row)) for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 3 + len(DRAFT)  # đầu đề, dòng trống, tên cột
    assert not [cell for row in rows for cell in row if ENGLISH.search(cell)]
    law, plan, letter = rows[3:]
    assert "Luật Tổ chức chính quyền địa phương năm 2025" in law[-1]
    assert plan[3:5] == ("12/3/2024", "đã bị thay thế")
    assert "thuộc Tây Ninh" in plan[-1]
    assert "Bộ Khoa học và Công nghệ" in letter[-1]
    capsys.readouterr()
    assert cli.main(asked) == 0
    assert not ENGLISH.search(capsys.readouterr().out)


def test_a_draft_that_cites_nothing_is_told(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = tmp_path / "du-thao.txt"
    draft.write_text("Hôm nay trời đẹp, mọi người đi làm đúng giờ.", encoding="utf-8")
    assert cli.main(["check", str(draft), "--data", str(demo)]) == 0
    assert "no citation" in capsys.readouterr().err


def test_what_is_no_file_is_told_in_a_line(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "ong.txt")  # ống không ai ghi vào: đọc là treo
    (tmp_path / "vo-tan.txt").symlink_to("/dev/zero")
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04\x00\x00")
    for name in ("ong.txt", "vo-tan.txt", "hong.docx"):
        capsys.readouterr()
        assert cli.main(["check", str(tmp_path / name), "--data", str(demo)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
