from __future__ import annotations

import pytest

from scrapers.absent import alike, learnt, random_path
from scrapers.asked import Answer
from scrapers.exchange import Exchange
from scrapers.status import Status
from tests.scrapers.portal import PAGE

HEAD = "<div>Cổng thông tin điện tử Sở Khoa học và Công nghệ</div><ul><li>Tin tức</li></ul>"
NOTHING = HEAD + "<h1>Thông báo</h1><p>Không tìm thấy nội dung yêu cầu</p><p>Lượt xem: {}</p>"


def answer(text, status=Status.OK):
    last = Exchange("http://a.vn/x", "GET", (), b"", 200, "", (), b"", text.encode(), "")
    return Answer(status, last.url, (last,))


@pytest.mark.parametrize(
    ("page", "same"),
    [
        (NOTHING.format(7), True),  # bộ đếm khác
        (NOTHING.format("120.345 lúc 10:30"), True),
        (NOTHING.format(7) + "<script>var t = 'một đoạn mã dài không ai đọc ở trang này';</script>",
         True),
        (HEAD, True),  # trang trống
        (HEAD + "<h1>Báo cáo</h1><p>Ủy ban nhân dân tỉnh yêu cầu các sở báo cáo trước 15/12.</p>",
         False),
    ],
)  # fmt: skip
def test_a_page_that_says_no_more_than_the_one_for_nothing(page, same):
    absent = learnt(answer(PAGE.format(NOTHING.format(1))))
    assert absent.shows(PAGE.format(page).encode()) is same


def test_nothing_is_learnt_from_an_honest_host_or_an_empty_shell():
    assert learnt(answer(PAGE.format(NOTHING), Status.NOT_FOUND)) is None
    assert learnt(answer("<div id=root></div><noscript>Hãy bật JavaScript</noscript>")) is None
    assert learnt(Answer(Status.ROBOTS, "http://a.vn/")) is None


@pytest.mark.parametrize(
    ("listed", "title", "same"),
    [
        ("Báo cáo số 5", "Báo cáo số 5", True),
        ("Kế hoạch cải cách hành…", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026", True),
        ("Kế hoạch số 19/KH-UBND", "Kế hoạch số 20/KH-UBND", True),  # số hiệu không xét ở đây
        ("Báo cáo số 5", "Thông báo của cổng thông tin", False),
        ("", "Thông báo", False),  # danh mục không nêu tiêu đề: phải xem
        ("Thông báo", "", False),
    ],
)
def test_titles_that_may_be_one(listed, title, same):
    assert alike(listed, title) is same


def test_paths_are_never_the_same():
    assert random_path() != random_path()
