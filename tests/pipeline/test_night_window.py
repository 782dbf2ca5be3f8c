"""`night` in vanban.toml: when a crawl may begin, and when it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import cli, crawling
from pipeline.workspace import Workspace
from scrapers.settings import ConfigError
from scrapers.stamps import VIETNAM


def at(text: str) -> datetime:
    """Giờ Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "vanban.toml").write_text('night = "22:00-06:00"\ncontact = "mailto:a@b.vn"\n')
    return Workspace(tmp_path)


# (bây giờ, --until, --now, lúc dừng)
@pytest.mark.parametrize(
    ("now", "until", "at_once", "end"),
    [
        ("2026-03-01T22:00", None, False, "2026-03-02T06:00"),
        ("2026-03-02T05:59", None, False, "2026-03-02T06:00"),
        ("2026-03-01T23:30", "04:00", False, "2026-03-02T04:00"),
        ("2026-03-01T23:30", "08:00", False, "2026-03-02T06:00"),  # không quá giờ đã khai
        ("2026-03-01T12:00", None, True, None),
        ("2026-03-01T12:00", "13:00", True, "2026-03-01T13:00"),
    ],
)
def test_a_crawl_ends_with_the_night(
    workspace: Workspace, now: str, until: str | None, *, at_once: bool, end: str | None
) -> None:
    found = crawling.end_of(workspace, until, at_once=at_once, wall=at(now))
    assert found == (None if end is None else at(end))


@pytest.mark.parametrize("now", ["2026-03-01T06:00", "2026-03-01T12:00", "2026-03-01T21:59"])
def test_outside_the_night_it_says_when(workspace: Workspace, now: str) -> None:
    with pytest.raises(ConfigError, match=r"from 22:00 01/03/2026; --now asks them at once"):
        crawling.end_of(workspace, None, wall=at(now))


def test_the_command_refuses_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = datetime.now(VIETNAM)
    begin, end = (f"{here + timedelta(hours=hours):%H:%M}" for hours in (2, 3))
    (tmp_path / "vanban.toml").write_text(f'night = "{begin}-{end}"\ncontact = "mailto:a@b.vn"\n')
    for command in ("crawl", "run"):
        status = cli.main([command, "daknong_stc", "--data", str(tmp_path)])
        said = capsys.readouterr()
        assert (status, said.out, said.err.count("\n")) == (2, "", 1)
        assert f"night = {begin}-{end}" in said.err
    assert not (tmp_path / "crawl.db").exists()


def test_without_a_night_any_hour_will_do(tmp_path: Path) -> None:
    assert crawling.end_of(Workspace(tmp_path), None, wall=at("2026-03-01T12:00")) is None
