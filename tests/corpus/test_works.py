from __future__ import annotations

import pytest

from corpus import documents, store
from corpus.copies import alike

TITLE = "Thông báo kết luận kiểm tra công tác cải cách hành chính"
BODY = (
    "Thực hiện Kế hoạch số 771/KH-UBND ngày 12/3/2024, Đoàn kiểm tra đã làm việc tại Sở Xây dựng "
    "về công tác cải cách hành chính; kết quả giải quyết hồ sơ đúng hạn đạt 99,2%, còn 14 hồ sơ "
    "trễ hạn. Đoàn đề nghị Sở rà soát, công khai thủ tục và xin lỗi người dân bằng văn bản."
)

LONG = BODY + (
    " Cũng trong đợt kiểm tra, Đoàn đã xem việc niêm yết thủ tục hành chính tại Bộ phận Một cửa, "
    "việc cập nhật hồ sơ trên hệ thống thông tin giải quyết thủ tục hành chính và việc khảo sát "
    "mức độ hài lòng của người dân; các phòng chuyên môn đã phân công người theo dõi, có sổ theo "
    "dõi và báo cáo định kỳ. Trưởng đoàn ghi nhận những việc đã làm được và yêu cầu khắc phục "
    "ngay các thiếu sót nêu trong biên bản kiểm tra."
)

# Mỗi dòng: bản đăng thứ hai khác bản thứ nhất ở đâu, và có phải cùng một bài không.
CASES = [
    ("y hệt", {}, True),
    ("y hệt, đầu đề khác", {"title": "Kết luận kiểm tra tại Sở Xây dựng tỉnh"}, True),
    ("y hệt, đăng lại năm sau", {"published": "2025-03-20"}, True),
    ("y hệt, tỉnh khác đăng lại", {"province": "Lạng Sơn"}, True),
    ("khác khoảng trắng và chữ hoa", {"text": LONG.replace(" ", "  ").upper()}, True),
    ("khác kiểu đặt dấu", {"text": LONG.replace("hòa", "hoà")}, True),
    ("thêm nguồn ở cuối", {"text": LONG + " Nguồn: Sở Nội vụ"}, True),
    ("thêm nguồn, đầu đề khác", {"text": LONG + " Nguồn: A", "title": "Tin khác hẳn"}, True),
    ("thêm ngày giờ ở đầu", {"text": "Cập nhật 21/03/2024 08:15. " + LONG}, True),
    ("thêm lượt xem ở cuối", {"text": LONG + " Lượt xem: 54"}, True),
    ("thêm tên báo ở đầu", {"text": "ĐTO - " + LONG, "title": "Kiểm tra ở Sở Xây dựng"}, True),
    ("đổi từ nối đầu câu", {"text": LONG.replace("Cũng trong đợt", "Trong đợt")}, True),
    ("từ nối khác hẳn", {"text": LONG.replace("Trưởng đoàn ghi", "Ngoài ra, Trưởng đoàn ghi")},
     True),
    ("bớt một câu", {"text": LONG.rsplit(". ", 1)[0]}, True),
    ("bớt một câu, đầu đề khác, vẫn gần hết", {"text": LONG.rsplit(" nêu ", 1)[0],
                                               "title": "Kiểm tra ở Sở Xây dựng"}, True),
    ("sửa một chữ gõ sai", {"text": LONG.replace("thiếu sót", "thiếu xót")}, True),
    ("nguồn khác ở cuối", {"text": LONG + " Nguồn: Báo tỉnh", "title": "Kiểm tra"}, True),
    ("gần giống, một bên không rõ ngày", {"text": LONG + " Nguồn: A", "published": None}, True),
    ("đầu đề thêm ngày", {"text": LONG + " Nguồn: A", "title": TITLE + " (20/3/2024)"}, True),
    ("khác số hiệu: mẫu chung, hai văn bản", {"text": LONG.replace("771", "772")}, False),
    ("khác số hiệu, đầu đề khác", {"text": LONG.replace("771", "772"), "title": "Tin"}, False),
    ("khác ngày", {"text": LONG.replace("12/3/2024", "13/3/2024")}, False),
    ("khác kết quả", {"text": LONG.replace("99,2%", "98,2%")}, False),
    ("khác tên đơn vị: mẫu chung", {"text": LONG.replace("Sở Xây dựng", "Sở Tài chính")}, False),
    ("thêm một số ở giữa bài", {"text": LONG.replace("Đoàn đề nghị", "3 hồ sơ mất. Đoàn đề nghị")},
     False),
    ("đợt 1 và đợt 2", {"text": LONG + " Nguồn: A", "title": TITLE + " đợt 2"}, False),
    ("gần giống nhưng cách nhau một năm", {"text": LONG + " Nguồn: A", "published": "2025-03-20"},
     False),
    ("cùng việc, người khác viết", {
        "text": "Sáng nay, Đoàn kiểm tra của tỉnh đến Sở Xây dựng. Đại diện Sở cho biết hồ sơ đúng "
        "hạn đạt 99,2%, còn 14 hồ sơ trễ hạn. Đoàn đề nghị Sở xin lỗi người dân bằng văn bản và "
        "công khai thủ tục theo Kế hoạch số 771/KH-UBND ngày 12/3/2024 của Ủy ban nhân dân tỉnh.",
    }, False),
    ("nội dung khác, cùng đầu đề", {"text": "Sáng nay khai mạc hội thao ngành nội vụ."}, False),
    ("đăng lại một đoạn", {"text": LONG[:260]}, False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "more", "same"), CASES, ids=[case[0] for case in CASES])
@pytest.mark.parametrize("turned", [False, True])
def test_copies(corpus_db, make, why, more, same, turned):
    first = make.reading(LONG, title=TITLE)
    second = make.reading(**{"text": LONG, "title": TITLE, "site": "st2", **more})
    for reading in (second, first) if turned else (first, second):
        store.put(corpus_db, reading)
        documents.link(corpus_db)
    (works,) = corpus_db.execute("SELECT count(DISTINCT work) FROM notices").fetchone()
    assert (works == 1) == same, why


def test_short_texts_are_not_copies_by_their_text_alone(corpus_db, make):
    # "Xem tệp đính kèm" có ở khắp nơi
    for site, title in (("st1", "Kế hoạch số 5"), ("st2", "Kế hoạch số 6")):
        store.put(corpus_db, make.reading("Xem tệp đính kèm", site=site, title=title))
    documents.link(corpus_db)
    assert corpus_db.execute("SELECT count(DISTINCT work) FROM notices").fetchone() == (2,)


def test_a_work_falls_apart_when_its_middle_goes(corpus_db, make):
    texts = [BODY, BODY + " Nguồn: Sở Nội vụ", BODY + " Nguồn: Sở Nội vụ. Ảnh: Báo tỉnh, Văn phòng"]
    named = [
        store.put(corpus_db, make.reading(text, title=TITLE, site=f"st{n + 1}"))
        for n, text in enumerate(texts)
    ]
    documents.link(corpus_db)
    works = {row[0] for row in corpus_db.execute("SELECT work FROM notices")}
    assert works == {min(named)}  # hơn kém nhau chẳng gì: mã nhỏ nhất đứng tên
    store.forget(corpus_db, min(named))
    documents.link(corpus_db)
    works = {row[0] for row in corpus_db.execute("SELECT work FROM notices")}
    assert works == {min(set(named) - {min(named)})}


# Mỗi dòng: hai bản đăng của một bài nói về tỉnh Lạng Sơn; bản thứ hai đứng tên.
STANDING = [
    ("trang của tỉnh mà bài nói đến", {}, {"province": "Lạng Sơn", "published": "2024-03-25"}),
    ("trang không của tỉnh nào hơn trang của tỉnh khác", {}, {"province": None}),
    ("có tệp đọc được", {"province": "Lạng Sơn"}, {"province": "Lạng Sơn", "files": 1}),
    ("đăng trước", {"province": "Lạng Sơn"}, {"province": "Lạng Sơn", "published": "2024-03-19"}),
    ("biết ngày đăng", {"published": None}, {"published": "2024-03-25"}),
]


@pytest.mark.parametrize(("why", "one", "other"), STANDING, ids=[case[0] for case in STANDING])
@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])  # mã không quyết định
@pytest.mark.parametrize("turned", [False, True])  # thứ tự ghi cũng không
def test_which_copy_stands_for_a_work(corpus_db, make, why, one, other, names, turned):
    readings = []
    for identity, more in zip(names, (one, other), strict=True):
        told = {"province": "Đồng Tháp", **more}
        files = (make.file("Tệp"),) * told.pop("files", 0)
        text = f"{BODY} Tin từ tỉnh Lạng Sơn."
        readings.append(
            make.reading(text, title=TITLE, identity=identity, attachments=files, **told)
        )
    put = {r.identity: store.put(corpus_db, r) for r in readings[:: -1 if turned else 1]}
    documents.link(corpus_db)
    works = corpus_db.execute("SELECT DISTINCT work FROM notices").fetchall()
    assert works == [(put[names[1]],)], why


def test_a_better_copy_that_comes_later_takes_over(corpus_db, make):
    text = f"{BODY} Tin từ tỉnh Lạng Sơn."
    store.put(corpus_db, make.reading(text, title=TITLE))
    documents.link(corpus_db)
    home = store.put(corpus_db, make.reading(text, title=TITLE, site="st2", province="Lạng Sơn"))
    documents.link(corpus_db)
    assert corpus_db.execute("SELECT DISTINCT work FROM notices").fetchall() == [(home,)]


def test_nothing_is_alike_to_nothing():
    assert not alike("", "")
    assert not alike("một hai", "hai một")


# Hai cách mở đầu cùng một câu, và có còn là một bài không.
OPENINGS = [
    ("Đồng thời,", "Cùng với đó,", True),
    ("Ngoài ra,", "Bên cạnh đó,", True),
    ("Tại Huế,", "Tại Vinh,", False),  # tên riêng khác
    ("Đồng Tháp thì", "Ngoài ra,", True),  # chỉ một bên có tên
    ("Đồng Tháp thì", "Tiền Giang thì", False),
    ("Huế đã", "Vinh đã", False),
]


@pytest.mark.parametrize(("one", "other", "same"), OPENINGS)
def test_what_opens_a_sentence_is_no_name(one, other, same):
    middle = LONG.replace("Trưởng đoàn ghi nhận", "{} Trưởng đoàn ghi nhận")
    assert alike(middle.format(one), middle.format(other)) == same
