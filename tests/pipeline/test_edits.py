"""What a portal changes and takes away, as the operator and the reader hear of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from tests.pipeline.test_nightly import Nights, empty_listing, nights
from tests.scrapers.portal import code
from tests.scrapers.test_crawl import let_time_pass

__all__ = ["nights"]


def edit(nights: Nights, old: str, new: str) -> None:
    """Sửa bài 2 của Huế; đêm sau thu thập và đọc lại."""
    page = nights.hue.article(2).replace(old, new)
    nights.hue.routes["/bai/bao-cao-2"] = lambda h: h.send(page)
    if (nights.data / "crawl.db").exists():
        let_time_pass(nights.data, 2)
    assert nights.night()[0] == 0


def events(nights: Nights) -> list[dict[str, object]]:
    status, out, _ = nights.vanban("status", "--changes", "--json")
    assert status == 0
    return [json.loads(line) for line in out.splitlines()]


def test_a_changed_deadline_is_one_event_with_both_texts(nights: Nights) -> None:
    old = "<p>Chỉ số năm 2025 đạt 84,95%.</p>"
    first = "<p>Đề nghị các sở báo cáo trước ngày 15/12/2025.</p><p>Lượt xem: 12</p>"
    edit(nights, old, first)
    assert events(nights) == []
    edit(nights, old, first.replace("15/12", "30/12"))
    assert [event["edits"] for event in events(nights)] == [
        [
            {
                "before": "Đề nghị các sở báo cáo trước ngày 15/12/2025.",
                "after": "Đề nghị các sở báo cáo trước ngày 30/12/2025.",
            }
        ]
    ]
    _, out, _ = nights.vanban("status", "--changes")
    assert "- Đề nghị các sở báo cáo trước ngày 15/12/2025." in out
    assert "+ Đề nghị các sở báo cáo trước ngày 30/12/2025." in out
    with closing(sqlite3.connect(nights.data / "corpus.db")) as db:
        held = db.execute("SELECT count(*) FROM recommendations WHERE quote LIKE '%15/12%'")
        assert held.fetchone() == (0,)  # dữ kiện theo bản mới nhất


def test_a_counter_that_changes_is_no_event(nights: Nights) -> None:
    old = "<p>Chỉ số năm 2025 đạt 84,95%.</p>"
    for times in ("12", "1.345"):
        edit(nights, old, old + f"<p>Lượt xem: {times}</p>")
    assert events(nights) == []


def withdrawn(nights: Nights) -> list[tuple[str, bool]]:
    with closing(sqlite3.connect(nights.data / "corpus.db")) as db:
        return db.execute(
            "SELECT identity, withdrawn IS NOT NULL FROM notices WHERE site = 'so_hue'"
            " ORDER BY identity"
        ).fetchall()


def test_what_is_withdrawn_stays_and_is_told(nights: Nights) -> None:
    nights.night()
    nights.hue.routes["/bai/bao-cao-2"] = code(404)
    let_time_pass(nights.data, 2)
    nights.night()
    for _ in range(2):
        assert not any(gone for _, gone in withdrawn(nights))
        let_time_pass(nights.data, 7.1)
        nights.night()
    assert withdrawn(nights) == [("1", 0), ("2", 1), ("3", 0), ("4", 0)]
    _, out, _ = nights.vanban("search", '"Báo cáo số 2"', "--site", "so_hue")
    assert "trang đã gỡ từ 20" in out
    del nights.hue.routes["/bai/bao-cao-2"]
    let_time_pass(nights.data, 181)
    nights.night()
    assert not any(gone for _, gone in withdrawn(nights))


def test_a_mail_says_what_is_new_and_then_nothing(nights: Nights) -> None:
    nights.night()
    assert nights.vanban("status", "--mail")[:2] == (0, "")
    empty_listing(nights.hue)
    nights.night()
    _, out, _ = nights.vanban("status", "--mail")
    assert out.startswith("Subject: vanban: 1 site with a new problem\n\nso_hue: nothing_listed: ")
    assert "'li.tin'" in out
    assert nights.vanban("status", "--mail")[:2] == (0, "")
    nights.hue.routes.clear()
    nights.night()
    _, out, _ = nights.vanban("status", "--mail")
    assert out.startswith("Subject: vanban: 1 well again\n\nso_hue: well again")
