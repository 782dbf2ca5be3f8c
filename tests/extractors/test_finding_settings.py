"""Shortcomings beside words that mend, suppose, bind or lead in: what is told all the same."""

from __future__ import annotations

import pytest

from extractors import atoms, recommendations
from extractors.facts import Context


def quotes(text: str) -> list[str]:
    scan = atoms.scan(text, Context(published="2023-11-15"))
    return [finding.quote for finding in recommendations.find(scan, (), ())[1]]


TOLD = [
    # "giải quyết", "xử lý" nói cách làm, không phải điều được khắc phục
    (
        "Tuy nhiên, nhiều đơn thư giải quyết chậm hai tháng.",
        ["nhiều đơn thư giải quyết chậm hai tháng"],
    ),
    (
        "Toàn huyện hiện có 214 hồ sơ đang ở tình trạng xử lý quá hạn.",
        ["Toàn huyện hiện có 214 hồ sơ đang ở tình trạng xử lý quá hạn"],
    ),
    # giữa động từ và điều xấu có "gặp", "của": một câu khác
    (
        "Tuy nhiên, việc xử lý tài sản công sau sáp nhập gặp nhiều vướng mắc.",
        ["việc xử lý tài sản công sau sáp nhập gặp nhiều vướng mắc"],
    ),
    (
        "Có 96 hồ sơ thuộc thẩm quyền của Sở Xây dựng bị trễ hẹn.",
        ["Có 96 hồ sơ thuộc thẩm quyền của Sở Xây dựng bị trễ hẹn"],
    ),
    # "trường hợp chưa" sau số đếm là kể, không phải giả định
    (
        "Sở Tư pháp bổ nhiệm 4 trường hợp chưa đủ tiêu chuẩn của ngạch.",
        ["Sở Tư pháp bổ nhiệm 4 trường hợp chưa đủ tiêu chuẩn của ngạch"],
    ),
    # "thanh tra" là danh từ sau "tại các"
    (
        "Việc ghi nhật ký của thành viên thanh tra tại các đoàn kiểm tra chưa thực hiện đúng.",
        ["Việc ghi nhật ký của thành viên thanh tra tại các đoàn kiểm tra chưa thực hiện đúng"],
    ),
    # "một số" không tách riêng ai; "được quy định" không nói việc sẽ làm
    (
        "Trưởng một số tổ giúp việc chưa làm đúng quyền hạn mà quy chế giao.",
        ["Trưởng một số tổ giúp việc chưa làm đúng quyền hạn mà quy chế giao"],
    ),
    # "để" ở trước, lời phán xét đứng sau "là", "đều"
    (
        "UBND huyện sử dụng 12 biên chế sự nghiệp để bố trí vào các phòng là không đúng quy định.",
        ["UBND huyện sử dụng 12 biên chế sự nghiệp để bố trí vào các phòng là không đúng quy định"],
    ),
    (
        "Tuy nhiên, nhân lực để triển khai chuyển đổi số ở các xã đều rất mỏng.",
        ["nhân lực để triển khai chuyển đổi số ở các xã đều rất mỏng"],
    ),
    # "một trong các điều kiện" sau "thiếu" không phải quy tắc
    (
        "Huyện Chợ Mới có 3 viên chức còn thiếu một trong các điều kiện thăng hạng.",
        ["Huyện Chợ Mới có 3 viên chức còn thiếu một trong các điều kiện thăng hạng"],
    ),
    # dấu phẩy của số thập phân không kết thúc vế "nào"
    (
        "Giám đốc một số sở không tiếp công dân ngày nào trong suốt 2,5 năm.",
        ["Giám đốc một số sở không tiếp công dân ngày nào trong suốt 2,5 năm"],
    ),
    # tự ý làm là sai
    (
        "Cán bộ địa chính xã tự ý sửa số liệu trong sổ.",
        ["Cán bộ địa chính xã tự ý sửa số liệu trong sổ"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_is_told_all_the_same(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


MORE = [
    # chậm làm một việc; nơi tập trung đi cùng
    (
        "Huyện Thanh Ba có 12 phiếu chậm phối hợp; tập trung vào UBND hai xã ven sông.",
        ["Huyện Thanh Ba có 12 phiếu chậm phối hợp; tập trung vào UBND hai xã ven sông"],
    ),
    # "có đến" bao nhiêu người không làm
    (
        "Ở Sở Xây dựng có đến 14 người không đến nhiệm sở.",
        ["Ở Sở Xây dựng có đến 14 người không đến nhiệm sở"],
    ),
    # ai bị phê bình, dù không phải một cơ quan có tên
    (
        "UBND tỉnh đã ký văn bản phê bình 18 xã, phường để chậm trễ trong việc nhập dữ liệu.",
        ["18 xã, phường để chậm trễ trong việc nhập dữ liệu"],
    ),
    # sau "Tuy nhiên" thì lĩnh vực nào cũng được kể
    (
        "Tuy nhiên, tình hình tai nạn giao thông vẫn diễn biến phức tạp.",
        ["tình hình tai nạn giao thông vẫn diễn biến phức tạp"],
    ),
    # lời kể thêm trong ngoặc, việc đã sửa đứng ngoài
    (
        "Tuy nhiên, công tác lưu trữ hồ sơ của phòng còn chậm (ảnh: Báo Lao động).",
        ["công tác lưu trữ hồ sơ của phòng còn chậm"],
    ),
    (
        "Tuy nhiên, 4 hồ sơ trể hẹn thuộc lĩnh vực mã số thuế, phòng đã gửi thư xin lỗi.",
        ["4 hồ sơ trể hẹn thuộc lĩnh vực mã số thuế"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MORE)
def test_more_that_is_told(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


LATE = [
    # đúng hạn ở vế trước, quá hạn ở vế sau dấu chấm phẩy; lý do thuộc về con số
    (
        "Xã giải quyết đúng hạn 640 hồ sơ; quá hạn 12 hồ sơ, do lỗi phối hợp giữa các bộ phận.",
        ["quá hạn 12 hồ sơ, do lỗi phối hợp giữa các bộ phận"],
    ),
    # ngoặc mở trong con số đóng lại, câu còn tiếp
    (
        "Giải quyết trước hạn 900 hồ sơ; 30 hồ sơ quá hạn (chiếm 3,2%), tập trung vào đất đai.",
        ["30 hồ sơ quá hạn (chiếm 3,2%), tập trung vào đất đai"],
    ),
    # điều được đếm đứng trước: "số hồ sơ trễ hạn là"
    (
        "Phiếu đúng hạn có 4.100 (đạt 99%), số hồ sơ giải quyết trễ hạn là 41 (chiếm 1%).",
        ["số hồ sơ giải quyết trễ hạn là 41 (chiếm 1%)"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LATE)
def test_late_files_among_parts_of_a_result(text: str, expected: list[str]) -> None:
    assert [q.rstrip("%)") for q in quotes(text)] == [e.rstrip("%)") for e in expected]


LED = [
    # ở việc gì, trong thời gian nào
    (
        "Trong việc thực hiện Luật Tiếp công dân, sổ của các phòng chưa được lưu trữ.",
        "sổ của các phòng chưa được lưu trữ",
    ),
    (
        "Tuy nhiên, trong công tác tuyển dụng, UBND huyện chưa công khai chỉ tiêu.",
        "UBND huyện chưa công khai chỉ tiêu",
    ),
    (
        "Liên quan đến việc bổ nhiệm cán bộ quản lý, tỉnh còn 5 trường hợp thiếu bằng cấp.",
        "tỉnh còn 5 trường hợp thiếu bằng cấp",
    ),
    # ví dụ, hậu quả
    (
        "Nhiều nơi phối hợp chậm. Điển hình như xã Tân Lập còn 40 hồ sơ chưa trả lời.",
        "xã Tân Lập còn 40 hồ sơ chưa trả lời",
    ),
    (
        "Nguyên nhân số hồ sơ cấp huyện trễ hạn là do công chức cập nhật chậm trên phần mềm.",
        "công chức cập nhật chậm trên phần mềm",
    ),
]


@pytest.mark.parametrize(("text", "last"), LED)
def test_what_leads_to_it_is_left_out(text: str, last: str) -> None:
    assert quotes(text)[-1:] == [last]


NONE = [
    # việc phải làm
    "Các xã có trách nhiệm hoàn trả số tiền chi không đúng quy định.",
    "Vấn đề chậm trễ trong phối hợp cần phải chấn chỉnh.",
    "Tuy nhiên, vẫn cần những nỗ lực nhiều hơn để cải thiện môi trường kinh doanh.",
    "Công chức chuyển công tác vẫn phải thực hiện tốt nhiệm vụ được giao, không bị gián đoạn.",
    # điều giả định
    "Trường hợp chưa có chữ ký số thì liên hệ bộ phận một cửa.",
    # lời dưới ảnh
    "Hàng loạt giám đốc sở bị phê bình - Ảnh 1",
    # bớt đi
    "Tình trạng trả đơn chậm trễ giảm hẳn so với năm trước.",
    "Tỷ lệ đơn trả chậm hạn, quá hạn giảm nhẹ so với kỳ trước.",
    # điều xấu bị chống, mẫu biểu ghi "Không", tên văn bản, việc sẽ sửa
    "Xã tuyên truyền về phòng, chống tham nhũng, lãng phí cho cán bộ.",
    "Các trường hợp vi phạm Chỉ thị: Không.",
    "Thực hiện Kế hoạch số 15/KH-UBND về việc phòng, chống hạn hán, thiếu nước cho sản xuất.",
    "Các phòng chấn chỉnh, khắc phục những điểm mà dân chưa hài lòng, cho là chưa tốt.",
    "Tại hội nghị, đại biểu tập trung đề cập tới những vướng mắc, bất cập khi đổi giấy tờ.",
    "Đối với 06 dự án chậm triển khai mà đại biểu đã chất vấn, Sở sẽ báo cáo riêng.",
    "Lực lượng chức năng xử lý nghiêm các hành vi vi phạm như: đầu cơ, kinh doanh hàng cấm.",
    "Giao Phòng Nội vụ tham mưu văn bản phê bình 05 xã chậm báo cáo.",
    # danh mục của một thư xin lỗi, của những vấn đề được trả lời
    "Thư xin lỗi phải có các thông tin sau: tên người gửi đơn; số giấy hẹn đã cấp.",
    "Lãnh đạo nghe phản ánh về các vấn đề: bố trí công an về xã; tiến độ thi công các công trình.",
]


@pytest.mark.parametrize("text", NONE)
def test_duties_suppositions_and_captions_are_none(text: str) -> None:
    assert quotes(text) == []
