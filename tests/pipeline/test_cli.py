"""The command line as its users meet it: one line and exit 2 for what a person wrote wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline import cli

INTERFACE = [
    "demo",
    "sites",
    "crawl",
    "ingest",
    "extract",
    "run",
    "read",
    "facts",
    "search",
    "cite",
    "check",
    "coverage",
    "export",
    "status",
    "ack",
    "serve",
    "evaluate",
]


def test_the_commands_are_those_of_the_interface(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    shown = re.findall(r"^  (\w+)  ", capsys.readouterr().out, re.MULTILINE)
    assert shown == INTERFACE


@pytest.mark.parametrize("name", INTERFACE)
def test_every_help_shows_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([name, "--help"]) == 0
    assert f"vanban {name}" in capsys.readouterr().out.split("Example", 1)[-1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["no-such-command"], "No such command 'no-such-command'"),
        (["facts"], "Missing argument"),
        (["facts", "khong-co.txt"], "khong-co.txt"),  # tệp không có
        (["facts", "--published", "12/3/2024", __file__], "12/3/2024"),  # ngày phải là ISO
        (["search", "cải cách", "--data", "khong/co"], "khong/co/corpus.db"),
        (["crawl", "khong_co"], "khong_co"),  # trang chưa khai báo
        (["crawl"], "--all"),  # không nói thu thập trang nào
        (["cite", "771/KH-UBND", "--data", "khong/co"], "khong/co/corpus.db"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(
    arguments: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VANBAN_DATA", raising=False)
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert says in err
    assert list(tmp_path.iterdir()) == []  # nothing changed


def test_a_wrong_settings_file_is_named_with_key_and_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vanban.toml").write_text('delay = "nhanh"\n')
    assert cli.main(["crawl", "--all", "--data", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert "vanban.toml" in err
    assert "delay = 'nhanh'" in err


def test_facts_are_a_json_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Thực hiện Kế hoạch số 12/KH-SNV ngày 05/3/2025 của Sở Nội vụ về kiểm tra CCHC./."
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b.txt").write_text("")
    meta = tmp_path / "meta.jsonl"
    meta.write_text('{"id": "a", "published": "2025-03-10", "province": "Huế", "x": 1}\n')
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert cli.main(["facts", "--with-text", "--meta", str(meta), *files]) == 1  # b.txt is empty
    out, err = capsys.readouterr()
    assert "b.txt: empty" in err
    row = json.loads(out)
    assert (row["id"], row["published"], row["province"]) == ("a", "2025-03-10", "Huế")
    (reference,) = row["references"]
    assert reference["code"] == "12/KH-SNV"
    assert row["text"][reference["start"] : reference["end"]] == reference["text"]
