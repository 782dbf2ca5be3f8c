"""What counts as an edit between two versions of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import store
from corpus.changes import Edit, changes, edits


# Bộ đếm thay đổi không phải là sửa tin.
@pytest.mark.parametrize(
    "counter",
    [
        "Lượt xem: {}",
        "{} lượt xem",
        "Số lượt truy cập: {}",
        "(Lượt đọc: {})",
        "Views: {}",
        "Số lần xem : {}",
        "Đã xem: {}",
        "Tin bài · 15/3/2025 · {} lần đọc",
    ],
)
def test_a_counter_is_no_edit(counter):
    old, new = (f"Tin\n{counter.format(n)}\nHết" for n in ("12", "1.345"))
    assert edits(old, new) == ()


# Con số trong nội dung thì là sửa tin.
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hạn nộp: 15/3/2025", "Hạn nộp: 30/3/2025"),
        ("Đạt 84,95 điểm, xếp thứ 12", "Đạt 84,95 điểm, xếp thứ 11"),
        ("Kế hoạch số 771/KH-UBND", "Kế hoạch số 772/KH-UBND"),
        ("Cổng có 12 lượt hồ sơ", "Cổng có 15 lượt hồ sơ"),
    ],
)
def test_a_number_in_the_text_is_an_edit(old, new):
    assert edits(f"Đầu\n{old}\nCuối", f"Đầu\n{new}\nCuối") == (Edit(old, new),)


def test_lines_that_come_and_go():
    assert edits("a\nb", "a\nx\nb") == (Edit("", "x"),)
    assert edits("a\nx\nb", "a\nb") == (Edit("x", ""),)


@given(st.text(max_size=80))
def test_a_text_is_no_edit_of_itself(text):
    assert edits(text, text) == ()


def test_each_version_is_an_event_and_the_title_counts(corpus_db, make):
    for title, text in (("Tin một", "Hạn 15/3"), ("Tin hai", "Hạn 15/3"), ("Tin hai", "Hạn 30/3")):
        store.put(corpus_db, make.reading(text, title=title))
    found = list(changes(corpus_db))
    assert [(one.version, one.edits) for one in found] == [
        (2, (Edit("Tin một", "Tin hai"),)),
        (3, (Edit("Hạn 15/3", "Hạn 30/3"),)),
    ]
    assert list(changes(corpus_db, "9999-01-01")) == []
