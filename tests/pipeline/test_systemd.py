"""The units in docs/systemd call commands that there are, with options that they know."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline import cli

DOCS = Path(__file__).resolve().parents[2] / "docs"
UNITS = sorted((DOCS / "systemd").iterdir())


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_calls_what_there_is(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = unit.read_text(encoding="utf-8")
    called = re.findall(r"bin/vanban (\w+)((?: --?\w+(?: [\d:.]+)?)*)", text)
    assert called or unit.suffix == ".timer"
    for command, options in called:
        assert cli.main([command, "--help"]) == 0
        shown = capsys.readouterr().out
        for option in re.findall(r"--\w+", options):
            assert option in shown, (command, option)
    for line in text.splitlines():
        assert not line or line.startswith(("#", "[")) or re.match(r"[A-Z]\w+=\S", line), line


def test_the_operating_page_tells_how_to_install_each() -> None:
    page = (DOCS / "operating.md").read_text(encoding="utf-8")
    for name in ("vanban.timer", "vanban.service", "vanban-serve.service", "vanban-mail.service"):
        assert name in page
        assert (DOCS / "systemd" / name) in UNITS


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_reads_the_calendar() -> None:
    text = (DOCS / "systemd" / "vanban.timer").read_text(encoding="utf-8")
    calendar = re.findall(r"OnCalendar=(.+)", text)
    assert subprocess.run(["systemd-analyze", "calendar", *calendar], check=False).returncode == 0
