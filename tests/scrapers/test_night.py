from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import night
from scrapers.night import Clock, in_window, sane_now, window_begins, window_ends
from scrapers.settings import ConfigError, load


def at(clock):
    """A moment at which Vietnam's clocks show this."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, 22, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.mark.parametrize(
    ("clock", "window", "inside"),
    [
        ("22:00", "22:00-06:00", True),  # đúng lúc bắt đầu
        ("21:59", "22:00-06:00", False),
        ("00:00", "22:00-06:00", True),  # qua nửa đêm
        ("05:59", "22:00-06:00", True),
        ("06:00", "22:00-06:00", False),  # đúng lúc hết
        ("12:00", "22:00-06:00", False),
        ("01:00", "01:00-05:00", True),
        ("05:00", "01:00-05:00", False),
        ("23:00", "01:00-05:00", False),
        ("12:00", None, True),  # không khai báo: lúc nào cũng được
    ],
)
def test_in_window(clock, window, inside):
    assert in_window(at(clock), window) is inside


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1)),  # noqa: DTZ001  (hypothesis wants it bare)
       st.integers(0, 1439), st.integers(0, 1439))  # fmt: skip
def test_a_window_holds_from_its_begin_to_its_end(now, first, last):
    if first == last or now.year > 9000:
        return
    window = f"{first // 60:02}:{first % 60:02}-{last // 60:02}:{last % 60:02}"
    begins, ends = window_begins(now, window), window_ends(now, window)
    assert in_window(begins, window)
    assert not in_window(ends, window)
    assert in_window(now, window) == (ends < begins)


@pytest.mark.parametrize("value", ["22-6", "25:00-06:00", "22:00-22:00", "22:00", "đêm", ""])
def test_a_window_that_is_none_is_told(value, tmp_path):
    (tmp_path / "vanban.toml").write_text(f'night = "{value}"\n')
    with pytest.raises(ConfigError, match="night"):
        load(tmp_path / "vanban.toml")


def test_a_window_is_read(tmp_path):
    (tmp_path / "vanban.toml").write_text('night = " 22:00-06:00 "')
    assert load(tmp_path / "vanban.toml").night == "22:00-06:00"


SEEN = datetime(2026, 11, 22, 3, tzinfo=UTC)
HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.mark.parametrize(
    ("last_seen", "wall", "now"),
    [
        (SEEN, SEEN + HOUR, SEEN + HOUR),  # bình thường
        (SEEN, SEEN - HOUR, SEEN),  # đồng hồ được chỉnh lại một giờ: chờ
        (SEEN, datetime(1970, 1, 1, tzinfo=UTC), SEEN),  # hết pin: không tin
        (None, datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        (SEEN + 10 * YEAR, SEEN, SEEN),  # lần trước đồng hồ sai, nay đúng
        (SEEN, SEEN + YEAR, SEEN + YEAR),  # máy tắt một năm
        (None, SEEN, SEEN),
    ],
)
def test_sane_now(last_seen, wall, now):
    assert sane_now(last_seen, wall) == now


def test_a_clock_set_anew_while_a_run_goes_on_changes_nothing(monkeypatch):
    clock = Clock(SEEN)
    before = clock.now()
    assert before - SEEN < timedelta(seconds=5)
    monkeypatch.setattr(night, "datetime", None)  # the wall's clock is not asked again
    time.sleep(0.02)
    assert timedelta(seconds=0.01) < clock.now() - before < timedelta(seconds=5)
