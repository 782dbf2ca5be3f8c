"""Local files as notices, and what is found in them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline import cli

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
    assert "2 new or changed, 0 known, 2 left" in out
    assert "lien-ket.txt: neither a file nor a folder" in err
    assert "ong.txt: neither a file nor a folder" in err
    assert "rong.txt: empty" in err
    assert cli.main(["ingest", str(folder), "--province", "Đồng Nai", *data]) == 1
    assert "0 new or changed, 2 known, 2 left" in capsys.readouterr().out
    assert cli.main(["search", "an binh", "--json", *data]) == 0
    (hit,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (hit["published"], hit["province_now"]) == ("2025-10-20", "Đồng Nai")


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
