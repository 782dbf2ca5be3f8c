"""`/health`: which sites are in trouble, and whether a night was left out."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from corpus import records, seen
from corpus.web import health, server, snapshot

# Datasette leaves the connections of its in-memory database to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")

NOW = datetime.now(UTC)


@pytest.fixture
def connection(new_corpus):
    """Ba trang đã ghé; hai trang có lỗi, trong đó một trang lâu không có tin mới."""
    made = new_corpus()
    for name, days in (("st1", 0), ("st2", 2), ("st3", 2)):
        started = (NOW - timedelta(days=days)).isoformat()
        seen.put_visit(made, records.Visit(name, started, finished=started, status="ok"))
    problems = [("st1", "nothing_listed", "'li.tin'"), ("st2", "field_lost", "date: 3 of 3")]
    seen.put_problems(made, [records.Problem(site, "", kind, why) for site, kind, why in problems])
    seen.put_problems(made, [records.Problem("st3", "http://a.vn/b", "not_found", "HTTP 404")])
    return made


def test_sites_in_trouble_are_named(connection):
    found = health.read(connection, at=NOW)
    assert (found.ok, found.late) == (False, False)
    assert [(one.site, one.kind) for one in found.troubles] == [
        ("st1", "nothing_listed"),
        ("st2", "field_lost"),
    ]


@pytest.mark.parametrize(("hours", "late"), [(0, False), (35, False), (37, True), (900, True)])
def test_a_night_that_was_left_out_is_told(connection, hours, late):
    assert health.read(connection, at=NOW + timedelta(hours=hours)).late is late


def test_files_of_ones_own_alone_are_never_late(new_corpus):
    made = new_corpus()
    seen.put_run(made, records.Run("ingest-1", "ingest", "2020-01-01T00:00:00Z"))
    found = health.read(made, at=NOW)
    assert (found.ok, found.last_run, found.troubles) == (True, None, ())


def test_who_is_silenced_is_told_and_no_alarm(connection, tmp_path):
    path = tmp_path / "silenced.json"
    day = (NOW + timedelta(days=1)).date().isoformat()
    path.write_text(json.dumps({"st1": day, "st2": day}))
    found = health.read(connection, path, NOW)
    assert found.ok
    assert {one.silenced for one in found.troubles} == {day}
    assert not health.read(connection, path, NOW + timedelta(days=5)).ok
    path.write_text("hỏng")
    assert not health.read(connection, path, NOW).ok


def test_json_for_programs_and_a_page_for_people(connection, tmp_path):
    folder = tmp_path / "published"
    snapshot.publish(connection, folder)

    async def asked():
        site = server.Site(folder, 0.0)
        await site.open()
        try:
            transport = httpx.ASGITransport(site)
            async with httpx.AsyncClient(transport=transport, base_url="http://vidu") as browser:
                page = {"accept": "text/html,*/*"}
                return await browser.get("/health"), await browser.get("/health", headers=page)
        finally:
            site.close()

    told, page = asyncio.run(asked())
    answer = told.json()
    assert (answer["ok"], answer["late"]) == (False, False)
    assert [one["site"] for one in answer["sites"]] == ["st1", "st2"]
    assert page.headers["content-type"].startswith("text/html")
    assert "tin thiếu mục trước nay vẫn có" in page.text
    assert "danh mục không có tin nào" in page.text
