"""Shortcomings: what states one, what only sounds so, where each begins and ends, whose it is."""

from __future__ import annotations

import pytest

from extractors import atoms, recommendations
from extractors.facts import Context, Finding


def lacking(text: str) -> list[Finding]:
    scan = atoms.scan(text, Context(published="2023-11-15"))
    _, found = recommendations.find(scan, (), ())
    for finding in found:
        assert finding.quote == scan.text[finding.start : finding.end]
    return list(found)


def quotes(text: str) -> list[str]:
    return [finding.quote for finding in lacking(text)]


GOOD = [
    "Không phát hiện cán bộ, công chức, người lao động vắng mặt không có lý do.",  # phủ định
    "Cơ chế một cửa đã giảm được tình trạng người dân phải đi lại nhiều lần.",  # bớt cái xấu
    "Các đơn vị còn lại đều có tỷ lệ hồ sơ quá hạn dưới 1%.",  # rất ít
    "Số hồ sơ quá hạn chỉ còn 2,1%.",
    "Số hồ sơ trễ hạn giảm còn 12 hồ sơ.",
    "Tỷ lệ hồ sơ trễ hạn bằng 0%.",
    "Cả 5 xã không có hồ sơ nào quá hạn.",
    "Các sở có hồ sơ quá hạn đã thực hiện nghiêm túc việc xin lỗi công dân.",  # đã sửa
    "Qua kiểm tra cho thấy, hầu hết các phường đều thực hiện tốt, từng bước đáp ứng nhu cầu.",
    "Những hồ sơ chưa giải quyết được chuyển sang năm sau.",  # định ngữ, không phải vị ngữ
    "Trường hợp không thể tham dự, đại biểu phải báo cáo.",  # điều kiện
    "Hồ sơ còn thiếu tài liệu nào, tổ chức bổ sung tài liệu ấy.",
    "Hồ sơ quá hạn phải có văn bản xin lỗi.",  # quy định
    "Thường xuyên rà soát nhằm phát hiện kịp thời những mâu thuẫn, chồng chéo.",  # mục đích
    "Sở đề xuất cắt giảm, đơn giản hóa nhiều thủ tục rườm rà, chồng chéo.",
    "Huyện giải quyết 512 hồ sơ, trong đó quá hạn 3 hồ sơ.",  # kết quả
    "Sở Y tế đạt thấp nhất với 71,2 điểm, xếp thứ 20/20.",
    "Không có huyện nào đạt dưới 60 điểm.",
    "Đáng chú ý, 8 chỉ số thành phần đều tăng điểm.",  # "chỉ" của "chỉ số"
    "Lực lượng chức năng lập biên bản 40 trường hợp, trong đó vi phạm tốc độ 12 trường hợp.",
    "Hồi trước đi sao y phải chờ cả buổi, bây giờ tới là có ngay.",  # trước kia
    "Điểm kỹ thuật: đạt/không đạt.",
]


@pytest.mark.parametrize("text", GOOD)
def test_what_only_sounds_so(text: str) -> None:
    assert quotes(text) == []


STATED = [
    # "chưa" với chủ ngữ số nhiều
    ("Các đơn vị chưa gửi báo cáo.", ["Các đơn vị chưa gửi báo cáo"]),
    # mức thấp
    (
        "Tỷ lệ số hóa của toàn tỉnh mới chạm 31%, trong khi yêu cầu là 50%.",
        ["Tỷ lệ số hóa của toàn tỉnh mới chạm 31%, trong khi yêu cầu là 50%"],
    ),
    # người làm đứng sau "bị"
    (
        "Chế độ báo cáo bị nhiều địa phương xem nhẹ.",
        ["Chế độ báo cáo bị nhiều địa phương xem nhẹ"],
    ),
    # tiêu đề có tên nơi chốn
    (
        "HÀ NAM: Hầu hết các đơn vị chưa báo cáo số liệu tự chấm điểm",
        ["Hầu hết các đơn vị chưa báo cáo số liệu tự chấm điểm"],
    ),
    # phê bình giữa câu
    (
        (
            "Chủ tịch UBND thành phố cũng phê bình UBND quận Hải An có kết quả đạt thấp; "
            "đồng thời yêu cầu UBND quận Hải An chấn chỉnh."
        ),
        ["UBND quận Hải An có kết quả đạt thấp"],
    ),
    # trước "do vậy ... yêu cầu"
    (
        (
            "Qua kiểm tra cho thấy vẫn còn một số trường hợp đi muộn không có lý do, do "
            "vậy Sở Nội vụ "
            "yêu cầu UBND huyện Bình Sơn chấn chỉnh."
        ),
        ["vẫn còn một số trường hợp đi muộn không có lý do"],
    ),
    # việc khắc phục còn chậm vẫn là hạn chế
    (
        "Việc khắc phục sai sót sau kiểm tra còn chậm.",
        ["Việc khắc phục sai sót sau kiểm tra còn chậm"],
    ),
    # hai vế, chủ ngữ có dấu phẩy
    (
        (
            "Tuy nhiên, việc thực hiện các kết luận, kiến nghị còn bộc lộ những tồn tại, "
            "nhiều nội dung "
            "chưa được giải quyết dứt điểm."
        ),
        [
            "việc thực hiện các kết luận, kiến nghị còn bộc lộ những tồn tại",
            "nhiều nội dung chưa được giải quyết dứt điểm",
        ],
    ),
    # cặp từ cố định không tách
    (
        "Một số sở chưa xin lỗi đối với tổ chức, cá nhân về hồ sơ trễ hạn.",
        ["Một số sở chưa xin lỗi đối với tổ chức, cá nhân về hồ sơ trễ hạn"],
    ),
    # "để" là "cho phép xảy ra"
    (
        "- Huyện Tam Đường để thất lạc 05 hồ sơ hộ tịch;",
        ["Huyện Tam Đường để thất lạc 05 hồ sơ hộ tịch"],
    ),
    # người nói đứng trước dấu hai chấm
    (
        (
            "Phó Giám đốc Sở nêu thực tế: camera ở bến xe hư 4/9 mắt, cả tháng không "
            "sửa; một số xã "
            "khoán trắng việc giữ chợ cho công an."
        ),
        [
            "camera ở bến xe hư 4/9 mắt, cả tháng không sửa",
            "một số xã khoán trắng việc giữ chợ cho công an",
        ],
    ),
    # hạn chế được nhắc lại khi giao việc
    (
        (
            "KẾ HOẠCH\nKhắc phục hạn chế sau kiểm tra\nI. NHIỆM VỤ\n"
            "1. Khắc phục hai hạn chế đã nêu: hồ sơ đất đai trễ hẹn còn 2,3%; biên lai "
            "điện tử chưa áp dụng.\n"
        ),
        ["hồ sơ đất đai trễ hẹn còn 2,3%", "biên lai điện tử chưa áp dụng"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_what_states_one(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


PASSAGES = [
    # câu dẫn không kể gì; các câu sau trong đoạn là hạn chế dù không có từ báo
    (
        (
            "Dẫu vậy, không phải việc gì cũng trơn tru. Biên chế được giao 30 nhưng mới "
            "có 26 người. "
            "Máy lấy số thì nay hỏng mai sửa."
        ),
        ["Biên chế được giao 30 nhưng mới có 26 người", "Máy lấy số thì nay hỏng mai sửa"],
    ),
    # danh sách ở các đoạn sau, dừng khi chuyển ý
    (
        (
            "Tổ kiểm tra chỉ ra một số thiếu sót cần sớm khắc phục, đó là:\n\n"
            "Trang phục, thẻ viên chức nơi mang nơi không.\n\n"
            "Phòng Hành chính dùng con dấu tự khắc.\n\n"
            "Kết thúc buổi làm việc, lãnh đạo Trung tâm tiếp thu đầy đủ ý kiến của Tổ kiểm tra.\n"
        ),
        ["Trang phục, thẻ viên chức nơi mang nơi không", "Phòng Hành chính dùng con dấu tự khắc"],
    ),
    # đề mục con không phải hạn chế, đề mục giống tên phần khác vẫn thuộc phần này
    (
        (
            "B. NHỮNG VIỆC CHƯA LÀM ĐƯỢC\n1. Công tác chỉ đạo, điều hành\n"
            "Phân công của lãnh đạo huyện không được thể hiện bằng văn bản.\n"
            "2. Tổ chức bộ máy và đội ngũ cán bộ, công chức cấp xã\n"
            "Thừa 02 cấp phó phòng so với quy định.\n"
        ),
        [
            "Phân công của lãnh đạo huyện không được thể hiện bằng văn bản",
            "Thừa 02 cấp phó phòng so với quy định",
        ],
    ),
    # đoạn khen sau danh sách không thuộc danh sách
    (
        (
            "Hạn chế:\n- Kế hoạch tuyên truyền ban hành chậm.\n- Chưa mở sổ theo dõi hồ sơ.\n\n"
            "Ngày mai, Đoàn làm việc với huyện Tương Dương.\n"
        ),
        ["Kế hoạch tuyên truyền ban hành chậm", "Chưa mở sổ theo dõi hồ sơ"],
    ),
    # lời kêu của dân và doanh nghiệp
    (
        (
            "Doanh nghiệp phàn nàn hai chuyện. Thứ nhất, máy soi hàng hay trục trặc. Thứ "
            "hai, một số công "
            "chức hướng dẫn hồ sơ không thống nhất."
        ),
        ["máy soi hàng hay trục trặc", "một số công chức hướng dẫn hồ sơ không thống nhất"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_passages(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


SUBJECTS = [
    # cả cụm danh từ đứng đầu
    (
        "Một số công chức tại Chi cục Thuế thành phố hướng dẫn chưa đúng.",
        "Một số công chức tại Chi cục Thuế thành phố",
    ),
    ("14 công chức xã còn nợ chứng chỉ tin học.", "14 công chức xã"),
    # sở hữu
    ("Trụ sở cũ của xã Đình Chu bị bỏ hoang từ đầu năm.", "xã Đình Chu"),
    # nơi chốn
    ("Hòm thư góp ý ở cả 3 xã còn để đó.", "cả 3 xã"),
    # người làm đứng sau
    ("Chế độ báo cáo của tỉnh bị nhiều địa phương xem nhẹ.", "nhiều địa phương"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_whose_it_is(text: str, subject: str) -> None:
    assert [finding.subject for finding in lacking(text)] == [subject]
