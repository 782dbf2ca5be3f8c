"""A person's own files: title and day of text dumps, saved pages through the generic reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrapers import generic, local

BODY = "Thực hiện Kế hoạch số 12/KH-SNV ngày 05/3/2025 của Sở Nội vụ, Đoàn đã làm việc tại phường."


def notice(text: str) -> local.Notice:
    return local.from_bytes(text.encode(), name="tin.txt", url="file:///tin.txt")


# Tiêu đề và ngày đăng của năm bản chép mẫu.
@pytest.mark.parametrize(
    ("seed", "title", "day", "origin"),
    [
        ("000", "Thông báo Kết luận công tác kiểm tra", "2023-11-17", "title"),
        ("001", "Sở Khoa học và Công nghệ giữ vững tốp đầu", None, None),
        ("002", "Kết quả thực hiện công tác cải cách hành chính 9 tháng", None, None),
        ("003", "CÔNG TÁC KIỂM TRA CẢI CÁCH HÀNH CHÍNH TẠI SỞ", None, None),
        ("004", "Kiểm tra công tác cải cách hành chính", "2021-10-22", "meta_line"),
    ],
)
def test_title_and_day_of_the_seeds(
    shared: Path, seed: str, title: str, day: str | None, origin: str | None
) -> None:
    (path,) = (shared / "seeds").glob(f"{seed}_*.txt")
    found = local.read(path)
    assert found.title.startswith(title)
    assert "(17/11/2023)" not in found.title
    assert (found.published, found.published_from) == (day, origin)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        # khẩu hiệu và chuyên mục đứng trên tiêu đề
        (
            ["Quyết tâm thực hiện thắng lợi Nghị quyết Đại hội", "Kiểm tra CCHC tại Sở Y tế", BODY],
            "Kiểm tra CCHC tại Sở Y tế",
        ),
        # thanh công cụ không phải tiêu đề
        (["Kết luận kiểm tra tại Sở Y tế", "- + A- A+ In trang", BODY], "Kết luận kiểm tra tại Sở"),
        # quyết định: trích yếu dưới tên loại, người ký không phải tiêu đề
        (
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QUYẾT ĐỊNH", "Về việc công nhận kết quả",
             "chấm điểm năm 2024", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HUẾ", "Căn cứ Luật;"],
            "Quyết định Về việc công nhận kết quả chấm điểm năm 2024",
        ),
        # công văn: dòng V/v
        (
            ["UBND TỈNH HUẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/SNV-CCHC",
             "V/v báo cáo kết quả", "Huế, ngày 2 tháng 3 năm 2024", "Kính gửi: Văn phòng."],
            "V/v báo cáo kết quả",
        ),
        ([BODY], BODY),  # chỉ có thân bài
        (["Tin"], "Tin"),
    ],
)  # fmt: skip
def test_the_title_of_a_text(lines: list[str], title: str) -> None:
    assert notice("\n".join(lines)).title.startswith(title)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Cập nhật ngày: 22/10/2021 06:21:08", "2021-10-22"),
        ("Đăng lúc: 5/1/2024 8:30", "2024-01-05"),
        ("Thứ Ba, ngày 14/01/2020, 08:15 (GMT+7)", "2020-01-14"),
        ("05-04-2026", "2026-04-05"),
        ("Cập nhật ngày: 31/02/2021", None),  # không có ngày này
        ("Theo thông báo đăng ngày 01/02/2020 trên Báo Huế.", None),  # câu của thân bài
        ("Thời hạn: 15/11/2025", None),  # hạn, không phải ngày đăng
        ("Giai đoạn 01/01/2021 - 31/12/2025", None),
    ],
)
def test_a_day_is_taken_from_a_meta_line_only(line: str, day: str | None) -> None:
    found = notice(f"Kết luận kiểm tra tại Sở Nội vụ\n{line}\n{BODY}")
    assert found.published == day
    far = notice("Tiêu đề của tin này\n" + f"{BODY}\n" * 20 + line)
    assert far.published is None  # dưới thân bài thì không


PAGE = """<html><head><title>Kế hoạch kiểm tra CCHC - Sở Nội vụ</title>{head}</head><body>
<nav><a href="/">Trang chủ</a><a href="/tin">Tin tức</a></nav>
<article><h1>Kế hoạch kiểm tra công tác cải cách hành chính năm 2024</h1>
<p>Thực hiện Kế hoạch số 12/KH-SNV ngày 05/3/2024 của Sở Nội vụ về việc kiểm tra, Đoàn kiểm tra
thông báo kết quả như sau:</p>
<ol><li>Sở Y tế rà soát hồ sơ trễ hạn trước ngày 15/11/2024;</li>
<li>Sở Nội vụ báo cáo kết quả.</li></ol>
<table><tr><th>TT</th><th>Đơn vị</th><th>Điểm</th></tr>
<tr><td>1</td><td>Sở Y tế</td><td>88,5</td></tr></table>
<p>Yêu cầu các đơn vị thực hiện nghiêm túc các nội dung nêu trên./.</p></article></body></html>"""


def test_a_saved_page_keeps_its_tables_and_list_numbers() -> None:
    found = generic.read(PAGE.format(head="").encode())
    assert found is not None
    lines = found.text.split("\n")
    assert "1. Sở Y tế rà soát hồ sơ trễ hạn trước ngày 15/11/2024;" in lines
    assert "2. Sở Nội vụ báo cáo kết quả." in lines
    assert lines[lines.index("TT\tĐơn vị\tĐiểm") + 1] == "1\tSở Y tế\t88,5"
    assert lines[-1] == "Yêu cầu các đơn vị thực hiện nghiêm túc các nội dung nêu trên./."
    assert "Trang chủ" not in found.text
    assert found.published is None  # ngày của thân bài không phải ngày đăng


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2024-04-05T20:00:00Z">', "2024-04-06"),
        ('<script type="application/ld+json">{"datePublished": "2024-04-05"}</script>',
         "2024-04-05"),
        ('<meta property="article:published_time" content="hôm qua">', None),
    ],
)  # fmt: skip
def test_the_head_of_a_saved_page_tells_its_day(head: str, day: str | None) -> None:
    page = PAGE.replace("{head}", head)
    found = local.from_bytes(page.encode(), name="trang.html", url="file:///trang.html")
    assert (found.published, found.published_from) == (day, "metadata" if day else None)


def test_what_is_given_goes_before_what_the_file_says() -> None:
    found = local.from_bytes(
        PAGE.encode(), name="a.html", url="file:///a", published="2020-01-02", title="Tên khác"
    )
    assert (found.title, found.published, found.published_from) == (
        "Tên khác", "2020-01-02", "given",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("payload", "charset"),
    [
        (PAGE.encode("cp1258", "ignore"), "windows-1258"),  # tiêu đề HTTP nói bảng mã
        (b"\xef\xbb\xbf" + PAGE.encode(), None),
        (PAGE.encode("utf-16"), None),
    ],
)
def test_pages_in_other_encodings(payload: bytes, charset: str | None) -> None:
    found = local.from_bytes(payload, name="a.html", url="file:///a", charset=charset)
    assert "12/KH-SNV" in found.text


@pytest.mark.parametrize("payload", [b"", b"   \n", b"<html><body></body></html>"])
def test_nothing_in_it_is_named(payload: bytes) -> None:
    with pytest.raises(local.Unreadable, match="empty"):
        local.from_bytes(payload, name="a.html", url="file:///a")


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (
            "Céng hßa x· héi chñ nghÜa ViÖt Nam".encode("cp1252"),
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        # tệp chữ TCVN3 được lưu lại thành UTF-8
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam".encode(), "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Coäng hoøa xaõ hoäi chuû nghóa".encode("cp1252"), "Cộng hòa xã hội chủ nghĩa"),
        (b"Ti\xea\xecng Vi\xea\xf2t", "Tiếng Việt"),  # windows-1258: dấu thanh đứng riêng
        ("Ông Hà và bà Lê".encode("cp1258", "ignore"), "Ông H"),
    ],
)
def test_texts_of_before_unicode(payload: bytes, text: str) -> None:
    found = local.from_bytes(payload, name="a.txt", url="file:///a.txt")
    assert found.text.startswith(text)
