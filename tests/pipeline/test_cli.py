"""The command line as its users meet it: one line and exit 2 for what a person wrote wrong."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import cli, console

INTERFACE = [
    *("demo", "sites", "crawl", "ingest", "extract", "run", "read", "facts", "search", "cite"),
    *("check", "tasks", "register", "review", "digest", "coverage", "export", "status", "ack"),
    *("forget", "backup", "restore", "serve", "evaluate"),
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


# Every command that prints a table, as JSON lines with these keys.
TABLES = [
    (["sites", "list"], {"name", "state", "evidence", "seen"}),
    (["search", "ke hoach"], {"title", "passage", "url"}),
    (["check", "DRAFT"], {"verdict", "code", "quote"}),
    (["coverage"], {"province", "year", "works", "pages"}),
    (["status"], {"site", "why", "silenced_until"}),
    (["evaluate"], {"measure", "precision", "recall", "f1"}),
]


@pytest.mark.parametrize(("command", "keys"), TABLES, ids=[" ".join(row[0]) for row in TABLES])
def test_every_table_is_also_json(
    command: list[str],
    keys: set[str],
    demo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    draft = tmp_path / "du-thao.txt"
    draft.write_text("Thực hiện Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh Long An./.")
    arguments = [str(draft) if word == "DRAFT" else word for word in command]
    done = {0, 1} if command == ["evaluate"] else {0}  # 1: a figure is under its floor
    assert cli.main(["--data", str(demo), *arguments, "--json"]) in done  # --data before ...
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert all(keys <= row.keys() for row in rows)
    assert cli.main([*arguments, "--data", str(demo)]) in done  # ... and behind the command
    assert capsys.readouterr().out


def test_the_data_folder_comes_from_the_environment_too(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VANBAN_DATA", str(demo))
    assert cli.main(["status", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5


def test_the_demo_as_json_is_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["demo", "--json", "--data", str(tmp_path)]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown["sites"]) == 5
    assert all(count > 0 for count in shown["facts"].values())
    assert shown["most_cited_plans"]
    assert len(shown["index_series"][0]["points"]) > 2
    assert shown["recommendations"]


def on_a_terminal(program: str) -> str:
    """What a program shows whose three streams are a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-c", program], stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "30"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the terminal is closed
            break
    os.close(ours)
    assert running.wait(timeout=30) == 0, shown.decode()
    return shown.decode()


def test_a_terminal_sees_a_bar_and_a_drawn_table() -> None:
    """Tiêu đề có ngoặc vuông là chữ, không phải ký hiệu định dạng."""
    shown = on_a_terminal(
        "import time\n"
        "from pipeline.console import progress, table\n"
        "with progress('crawl', 4) as step:\n"
        "    for n in range(4):\n"
        "        step('http://a.vn/[/x]'); time.sleep(0.15)\n"
        "table(['site', 'title'], [['a', '[Infographic] [/b] Kế hoạch']])\n"
    )
    assert "━" in shown
    assert "4/4" in shown or "3/4" in shown
    assert "[Infographic] [/b] Kế hoạch" in shown
    assert "┃" in shown


def test_elsewhere_progress_is_plain_lines_and_a_table_has_tabs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with console.progress("crawl", 1200) as step:
        for _ in range(1200):
            step("http://a.vn/")
    console.table(["site", "title"], [["a", "[b]\tc"], ["d", None]])
    out, err = capsys.readouterr()
    assert err.splitlines() == ["crawl: 500", "crawl: 1000", "crawl: 1200 done"]
    assert out == "site\ttitle\na\t[b] c\nd\t\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {sys.executable} -m pipeline.cli sites list | true"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["crawl", "--help"], ["status", "--help"]])
def test_light_commands_import_no_heavy_library(arguments: list[str]) -> None:
    program = (
        "import sys; from pipeline import cli; cli.main(sys.argv[1:]);"
        "sys.exit(bool({'spacy', 'underthesea', 'trafilatura'} & sys.modules.keys()))"
    )
    subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, capture_output=True, timeout=60
    )


def test_a_bug_of_ours_is_a_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Lỗi của mình không được giấu thành một dòng."""

    def broken(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "không có", "x")

    monkeypatch.setattr("pipeline.demo.portals", broken)
    with pytest.raises(FileNotFoundError):
        cli.main(["demo", "--data", str(tmp_path)])
