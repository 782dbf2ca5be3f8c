"""The frame of an assessment: whose field it is, inspections, what orders take for facts."""

from __future__ import annotations

import pytest

from extractors import atoms, recommendations
from extractors.facts import Context


def quotes(text: str) -> list[str]:
    scan = atoms.scan(text, Context(published="2023-11-15"))
    return [finding.quote for finding in recommendations.find(scan, (), ())[1]]


_FARM = "Gia đình ông Sáu trồng hai vườn bưởi ven sông, mỗi năm bán cho thương lái quen. "
NONE = [
    # chuyện nhà nông, không cơ quan nào có trách nhiệm
    _FARM + "Tuy nhiên, năm nay vườn bưởi chỉ đạt một nửa, bán với giá thấp.",
    # bị tố cáo chưa phải là kết luận
    "Nội dung tố cáo thứ hai: UBND xã Tân Lộc không có văn bản trả lời là trái quy định.",
    "Bà Tư tố cáo Chủ tịch UBND xã cấp đất sai thẩm quyền.",
    # càng ít càng tốt
    "Thu ngân sách của huyện đúng tiến độ, tỷ lệ nợ xấu duy trì ở mức thấp.",
    "Toàn xã còn 12 hộ nghèo theo chuẩn mới.",
    # đối tượng của việc làm, không phải điều nhận xét
    "Tỉnh tạm dừng cấp phép các dự án điện mặt trời chưa triển khai.",
    "Sở chủ trì hội nghị thanh tra chuyên đề các công trình có khó khăn, vướng mắc.",
    # giả định
    "Nếu cơ quan chậm báo cáo, hồ sơ trễ hạn sẽ tăng.",
    "Người có hành vi vi phạm quy chế này thì tùy mức độ mà bị xử lý kỷ luật.",
    "Trong khi chưa có phần mềm chung, các xã được dùng sổ giấy.",
    # mặc dù ... nhưng: bối cảnh của điều tốt
    (
        "Mặc dù địa hình chia cắt, hạ tầng còn thiếu, trình độ cán bộ không đều, nhưng huyện vẫn"
        " giữ được đà tăng."
    ),
    # mở đầu câu khác nghĩa
    "- Hạn chế tối đa tình trạng trùng lặp giữa các đoàn kiểm tra;",
    "Song song đó, huyện mở ba lớp tập huấn; phát sóng tám chuyên mục.",
    # hai nửa của một thống kê
    "Tỉnh Phú Thọ có 4 chỉ số tăng điểm, 6 chỉ số giảm điểm.",
    # số mới làm được
    "Năm qua xã Hòa Bình làm mới được 5 km đường bê tông.",
    # quy định nêu trường hợp, chưa ai vi phạm
    "Công chức có một trong các hành vi sau thì bị trừ điểm: đi muộn, vắng mặt không lý do.",
    # bão làm hỏng, không phải cơ quan
    "Sau bão số 3, nhiều tuyến đường bị sạt lở gây ách tắc.",
    # còn ... nhưng: bối cảnh; "phải" chỉ việc cần làm
    "Dù còn nhiều khó khăn nhưng ngành giáo dục đã không ngừng nỗ lực.",
    "Ông Hải phân tích: rõ ràng là phải siết lại khâu kiểm tra.",
    # danh từ sau "về": việc được bàn
    "Sở họp về vi phạm đất đai tại xã Tam Hải.",
    # người bị xử lý
    "Đảng ủy thi hành kỷ luật đối với hai đảng viên vi phạm.",
    # đòi hỏi
    "Tuy nhiên, điều này đòi hỏi các cấp phải vào cuộc.",
]


@pytest.mark.parametrize("text", NONE)
def test_outside_the_frame_nothing_is_lacking(text: str) -> None:
    assert quotes(text) == []


FRAMED = [
    # kiểm tra: thiếu sót của bất cứ ai
    (
        "Qua kiểm tra, đội quản lý thị trường phát hiện chủ quán không xuất trình được hóa đơn.",
        ["chủ quán không xuất trình được hóa đơn"],
    ),
    (
        (
            "Ngày 4/5, đoàn liên ngành kiểm tra kho lạnh số 3. Tại thời điểm kiểm tra, nhiều thùng"
            " hàng không có nhãn phụ."
        ),
        ["nhiều thùng hàng không có nhãn phụ"],
    ),
    (
        "Qua thanh tra phát hiện sai phạm gần 2 tỷ đồng; kiến nghị thu hồi 900 triệu đồng.",
        ["Qua thanh tra phát hiện sai phạm gần 2 tỷ đồng"],
    ),
    # điều mà lệnh lấy làm căn cứ
    (
        "Trước thực trạng việc giám sát còn lỏng lẻo, Chủ tịch UBND tỉnh yêu cầu Sở Y tế báo cáo.",
        ["việc giám sát còn lỏng lẻo"],
    ),
    (
        "Chủ tịch UBND tỉnh yêu cầu lãnh đạo huyện làm rõ vì sao việc đo đạc vẫn chưa hoàn thành.",
        ["việc đo đạc vẫn chưa hoàn thành"],
    ),
    (
        (
            "Để chấn chỉnh tình trạng một số phòng chưa nghiêm túc báo cáo, Giám đốc Sở yêu cầu các"
            " phòng rà soát."
        ),
        ["một số phòng chưa nghiêm túc báo cáo"],
    ),
    # cử tri nêu điều chưa được và điều mong muốn trong một câu
    (
        (
            "Cử tri xã An Phú kiến nghị một số vấn đề như: việc hỗ trợ hộ chăn nuôi còn chậm; cần"
            " mở thêm lớp mầm non."
        ),
        ["việc hỗ trợ hộ chăn nuôi còn chậm"],
    ),
    # lời khen rồi lời chê, hai chủ thể
    (
        "Đơn khiếu nại của cả tỉnh đã giảm nhưng một số cơ quan còn né tránh tiếp dân.",
        ["một số cơ quan còn né tránh tiếp dân"],
    ),
    # phê bình ở đầu câu, sau đó nói ai nêu ra
    (
        "Phê bình một số sở còn chậm trả lời hồ sơ đầu tư, là điều được nhắc tại cuộc họp.",
        ["một số sở còn chậm trả lời hồ sơ đầu tư"],
    ),
    # mới làm được bao nhiêu
    (
        "Tuy nhiên, đến nay huyện mới rà soát được 12 hồ sơ.",
        ["huyện mới rà soát được 12 hồ sơ"],
    ),
    # điều xấu tăng lên
    (
        "Tuy nhiên, tỷ lệ doanh nghiệp giải thể, ngừng hoạt động tăng.",
        ["tỷ lệ doanh nghiệp giải thể, ngừng hoạt động tăng"],
    ),
    # kê ra không có dấu hai chấm
    (
        (
            "Dù vậy, việc thực hiện chỉ thị còn nhiều hạn chế như chưa tạo được chuyển biến trong"
            " quản lý đô thị; kỷ cương hành chính chưa nghiêm."
        ),
        [
            "chưa tạo được chuyển biến trong quản lý đô thị",
            "kỷ cương hành chính chưa nghiêm",
        ],
    ),
    # hậu quả đi liền; "nhất là" chỉ nói thêm, trừ khi có vị ngữ riêng
    (
        "Tuy nhiên, việc lập sổ còn chậm, nhất là ở các xã vùng cao.",
        ["việc lập sổ còn chậm, nhất là ở các xã vùng cao"],
    ),
    (
        "Tuy nhiên, hạ tầng số còn hạn chế, nhất là đường truyền ở các xã vùng cao thiếu ổn định.",
        ["hạ tầng số còn hạn chế", "đường truyền ở các xã vùng cao thiếu ổn định"],
    ),
    # kết quả trước, điều chưa được sau
    (
        "Năm 2024, chỉ số PAPI của tỉnh xếp thứ 13, PCI xếp thứ 21, không hoàn thành mục tiêu.",
        ["không hoàn thành mục tiêu"],
    ),
    (
        "Khu kinh tế có 348 dự án còn hiệu lực, trong đó có nhiều dự án chậm tiến độ.",
        ["có nhiều dự án chậm tiến độ"],
    ),
    # vế nhượng bộ ở đầu câu
    (
        "Mặc dù UBND huyện đã đôn đốc nhưng một số phòng chưa báo cáo kết quả.",
        ["một số phòng chưa báo cáo kết quả"],
    ),
    # số liệu đi sau không thuộc nhận xét
    (
        "Tuy nhiên, tiến độ giải ngân vẫn còn thấp, đến ngày 20/9 toàn huyện đã chi 51,2% dự toán.",
        ["tiến độ giải ngân vẫn còn thấp"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FRAMED)
def test_inside_the_frame(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected
