from __future__ import annotations

import pytest

from corpus import documents, store
from extractors.facts import Recommendation

SAID = (
    "rà soát toàn bộ thủ tục hành chính quá hạn và xin lỗi người dân bằng văn bản trước ngày 15/4"
)
REST = (
    " Đây là nội dung được nêu tại hội nghị trực tuyến của tỉnh về công tác cải cách hành chính, "
    "có đại diện các sở, ban, ngành và các huyện tham dự cùng thảo luận nhiều giải pháp khác nhau."
)

# Mỗi dòng: hai tin cùng nêu một việc; tin thứ hai khác ở đâu; có phải một chỉ đạo, hay là nhắc lại
# việc của năm trước.
CASES = [
    ("hai trang cùng đưa tin, mỗi nơi viết một cách", {}, "same"),
    ("bớt vài chữ", {"said": SAID.replace(" toàn bộ", "")}, "same"),
    ("cơ quan viết tắt và viết đủ", {"addressee": "các sở, ban, ngành"}, "same"),
    ("hạn khác", {"said": SAID.replace("15/4", "30/6")}, None),
    ("giao cho cơ quan khác", {"addressee": "UBND huyện Lai Vung"}, None),
    ("người giao khác", {"agent": "Bộ Nội vụ"}, None),
    ("ba tháng sau, cùng năm", {"published": "2024-07-20"}, None),
    ("năm sau, cùng cơ quan", {"published": "2025-03-18"}, "repeats"),
    ("năm sau, hạn năm sau", {"published": "2025-03-18", "said": SAID.replace("15/4", "20/4")},
     "repeats"),
    ("năm sau, tỉnh khác", {"published": "2025-03-18", "province": "Lạng Sơn"}, None),
    ("năm sau, giao cơ quan khác", {"published": "2025-03-18", "addressee": "Công an tỉnh"}, None),
    ("việc khác", {"said": "bố trí kinh phí số hóa hồ sơ lưu trữ của các xã trong năm nay"}, None),
    ("không rõ ngày", {"published": None}, None),
    ("quá ngắn để biết", {"said": "báo cáo UBND tỉnh"}, None),
]  # fmt: skip


def told(make, site, opening, **more):
    said = more.pop("said", SAID)
    agent, addressee = more.pop("agent", "UBND tỉnh"), more.pop("addressee", "các sở")
    text = f"{opening} {said}." + REST
    start = text.index(said)
    found = Recommendation(start, start + len(said), said, "directive", agent, addressee)
    options = {"published": "2024-03-20", "title": f"Tin của {site}", **more}
    return make.reading(text, site=site, recommendations=(found,), **options)


@pytest.mark.parametrize(("why", "more", "expected"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("turned", [False, True])
def test_one_directive_or_two(corpus_db, make, why, more, expected, turned):
    first = told(make, "st1", "Chủ tịch UBND tỉnh yêu cầu các sở")
    if why.startswith("quá ngắn"):
        first = told(make, "st1", "Chủ tịch UBND tỉnh yêu cầu các sở", said=more["said"])
    second = told(
        make, "st2", "Phát biểu kết luận hội nghị, lãnh đạo tỉnh giao cho các đơn vị", **more
    )
    for reading in (second, first) if turned else (first, second):
        store.put(corpus_db, reading)
        documents.link(corpus_db)
    rows = corpus_db.execute(
        "SELECT n.site, d.directive, d.repeats, d.recommendation FROM directives AS d"
        " JOIN recommendations AS r ON r.id = d.recommendation"
        " JOIN notices AS n ON n.id = r.notice ORDER BY n.site"
    ).fetchall()
    assert (rows[0][1] == rows[1][1]) == (expected == "same"), why
    assert [row[2] for row in rows] == [None, rows[0][3] if expected == "repeats" else None], why


def test_one_directive_of_four_sites_counts_once(corpus_db, make):
    openings = [
        "Tại hội nghị, tỉnh yêu cầu",
        "Báo đưa: các sở phải",
        "Sáng nay tỉnh giao",
        "Tỉnh dặn",
    ]
    names = []
    for number, opening in enumerate(openings):
        site = f"st{number % 3 + 1}"
        reading = told(make, site, opening, identity=str(number), title=f"Tin thứ {number}")
        names.append(store.put(corpus_db, reading))
    documents.link(corpus_db)
    count = "SELECT count(*), count(DISTINCT directive) FROM directives"
    assert corpus_db.execute(count).fetchone() == (4, 1)
    store.forget(corpus_db, min(names))  # tin đứng đầu mất, ba tin còn lại vẫn là một
    documents.link(corpus_db)
    assert corpus_db.execute(count).fetchone() == (3, 1)
    held = "SELECT count(*) FROM directives WHERE directive IN (SELECT id FROM recommendations)"
    assert corpus_db.execute(held).fetchone() == (3,)
