"""docs/operating.md says what holds: each setting with its default, each status, each command."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline import cli
from scrapers.settings import Settings
from scrapers.status import Status
from scrapers.strict import plain

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([\w:]+)` \| `?(.*?)`? \|", PAGE, re.MULTILINE))
DEFAULTS = plain(Settings())


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_setting_stands_there_with_its_default(name: str) -> None:
    assert json.loads(ROWS[name]) == DEFAULTS[name]


@pytest.mark.parametrize("status", Status)
def test_every_status_stands_there(status: Status) -> None:
    assert ROWS[str(status)]


def test_no_other_setting_or_status_stands_there() -> None:
    assert ROWS.keys() == {*DEFAULTS, *map(str, Status)}


def test_its_commands_exist(capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"`vanban (\w+)|bin/vanban (\w+)", PAGE))
    for first, second in named:
        assert cli.main([first or second, "--help"]) == 0
    options = set(re.findall(r"vanban (\w+)[^`\n]*? (--[a-z]+)", PAGE))
    capsys.readouterr()
    for command, option in options:
        cli.main([command, "--help"])
        assert option in capsys.readouterr().out, (command, option)
