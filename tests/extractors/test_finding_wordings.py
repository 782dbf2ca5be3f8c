"""Shortcomings in the words of many offices: praise, announcements, sources, money, effects."""

from __future__ import annotations

import pytest

from extractors import atoms, recommendations
from extractors.facts import Context


def quotes(text: str) -> list[str]:
    scan = atoms.scan(text, Context(published="2023-11-15"))
    return [finding.quote for finding in recommendations.find(scan, (), ())[1]]


NONE = [
    # thứ hạng cao: "chỉ" đi với "sau", "kém", "thua"
    "Thành phố Cần Thơ đứng thứ hai cả nước, chỉ xếp sau Hải Phòng.",
    "Tỉnh Đồng Tháp xếp thứ 3 toàn quốc, chỉ kém tỉnh dẫn đầu 0,4 điểm.",
    "Tuyển thủ Lê Văn Bình giành huy chương bạc, chỉ thua đối thủ ở loạt cuối.",
    "Chị Hoa về nhất nội dung 2.000m vượt chướng ngại vật.",
    # hơn quy định là tốt khi đó là việc phải làm
    "Tỷ lệ tiếp công dân của người đứng đầu cao hơn quy định.",
    "Số ngày tiếp công dân của lãnh đạo huyện đủ và vượt quy định.",
    "Mức hỗ trợ cho hộ nghèo cao hơn mức quy định của Trung ương.",
    # hai đầu của một thống kê
    "Trong 63 tỉnh, tỉnh giảm sâu nhất gần 4 điểm và tỉnh tăng cao nhất hơn 3 điểm.",
    # cùng chữ, khác nghĩa
    "Tuy nhiên, ngành tiểu thủ công nghiệp của tỉnh tăng 5%.",
    # bàn cách khắc phục
    "Hội nghị bàn các giải pháp khắc phục những hạn chế.",
    "Các đại biểu đã đề xuất giải pháp tháo gỡ khó khăn, vướng mắc trong giải phóng mặt bằng.",
    # báo cáo gồm những phần gì
    "Báo cáo nêu rõ những kết quả đạt được, những tồn tại, hạn chế và bài học kinh nghiệm.",
    # trách nhiệm về sai phạm đã kể
    "Trách nhiệm để xảy ra các sai phạm nói trên thuộc về Phòng Kế toán.",
    # rất ít
    "Hồ sơ trễ hạn chỉ chiếm 0,1%.",
    "Cả năm chỉ có 1 hồ sơ quá hạn.",
    # thị trường
    "Giá cà phê giảm sâu khiến người trồng thua lỗ.",
    # việc làm tốt kể sau "Qua kiểm tra"
    "Qua kiểm tra, các xã đã làm tốt: Mở sổ, ghi phiếu hẹn đủ; treo bảng giá dịch vụ ở sảnh lớn.",
]


@pytest.mark.parametrize("text", NONE)
def test_praise_and_talk_are_none(text: str) -> None:
    assert quotes(text) == []


APART = [
    # bối cảnh rồi đến lời khen
    "Năm 2013, huyện làm việc trong điều kiện còn nhiều khó khăn, song nhờ đoàn kết nên thu tăng.",
    "Trong bối cảnh gặp nhiều khó khăn, nhưng với sự nỗ lực của các cấp, tỉnh đã vượt kế hoạch.",
    "Thực hiện trong điều kiện nguồn lực còn hạn chế, song các xã đã vượt chỉ tiêu.",
    # lời xin lỗi
    "UBND thành phố đã công khai gửi thư xin lỗi các hộ dân ở 3 phường trong việc để chậm hồ sơ.",
    "Sở đã gửi thư xin lỗi các cá nhân, tổ chức liên quan vì để quá hạn hồ sơ đất đai.",
    # còn trong hạn
    "Huyện có 67 nhiệm vụ còn trong hạn, 585 nhiệm vụ đã hoàn thành.",
    # nhận lỗi
    "Giám đốc đã nhận rõ trách nhiệm về những vi phạm, khuyết điểm của mình.",
    "Ban Thường vụ đã nhận trách nhiệm về những vi phạm.",
]


@pytest.mark.parametrize("text", APART)
def test_a_setting_an_apology_and_what_is_in_time(text: str) -> None:
    assert quotes(text) == []


STATED = [
    # câu dẫn không là hạn chế; hai việc cùng chậm là một
    (
        (
            "Tuy vậy, vẫn còn một số mặt tồn tại hạn chế như: Công tác giao đất ở một số xã còn "
            "thiếu chặt chẽ, tiến độ xây kè sông còn chậm, việc cấp mới, cấp đổi thẻ còn chậm."
        ),
        [
            "Công tác giao đất ở một số xã còn thiếu chặt chẽ",
            "tiến độ xây kè sông còn chậm",
            "việc cấp mới, cấp đổi thẻ còn chậm",
        ],
    ),
    # câu dẫn nói hạn chế ở việc gì, của ai
    (
        (
            "Đoàn giám sát nêu một số tồn tại trong công tác tiếp công dân của UBND huyện, đó là: "
            "lịch tiếp chưa niêm yết; sổ ghi chép sơ sài."
        ),
        ["lịch tiếp chưa niêm yết", "sổ ghi chép sơ sài"],
    ),
    # dấu phẩy giữa hai số không tách câu
    (
        (
            "Tổ kiểm tra chỉ ra một số hạn chế của các phòng như: Máy móc ở vài xã còn hạn chế, "
            "tỷ lệ dịch vụ công mức độ 3, 4 còn thấp; tỷ lệ số hóa chưa cao."
        ),
        [
            "Máy móc ở vài xã còn hạn chế",
            "tỷ lệ dịch vụ công mức độ 3, 4 còn thấp",
            "tỷ lệ số hóa chưa cao",
        ],
    ),
    # điều bị điểm thấp, rồi kể ra
    (
        (
            "Các đại biểu chỉ ra những chỉ tiêu đạt chưa cao như: hồ sơ trễ hạn còn nhiều; chế độ "
            "báo cáo còn sai sót."
        ),
        ["hồ sơ trễ hạn còn nhiều", "chế độ báo cáo còn sai sót"],
    ),
    (
        "Đoàn cũng chỉ ra một số tồn tại cần chấn chỉnh: 2 công chức đi làm muộn; sổ ghi thiếu.",
        ["2 công chức đi làm muộn", "sổ ghi thiếu"],
    ),
    # nguồn tin không thuộc câu
    (
        (
            "Qua báo cáo số 12/BC-UBND ngày 3/2/2020 của UBND tỉnh về kiểm soát thủ tục thì huyện "
            "Hà Trung có 35/4.120 hồ sơ quá hạn."
        ),
        ["huyện Hà Trung có 35/4.120 hồ sơ quá hạn"],
    ),
    (
        "Theo thống kê của Văn phòng UBND tỉnh thì xã Tân Lập còn 12 hồ sơ trễ hạn.",
        ["xã Tân Lập còn 12 hồ sơ trễ hạn"],
    ),
    (
        (
            "Tại hội nghị, doanh nghiệp phản ánh thủ tục đất đai còn rườm rà, thời gian cấp phép "
            "còn kéo dài."
        ),
        ["thủ tục đất đai còn rườm rà", "thời gian cấp phép còn kéo dài"],
    ),
    # nguyên nhân
    (
        "Nguyên nhân dẫn đến hồ sơ trễ hạn là do công chức chưa cập nhật kịp thời.",
        ["công chức chưa cập nhật kịp thời"],
    ),
    # hai vị ngữ, hai câu
    (
        "Tuy nhiên, việc thanh tra không xác định thời hạn cụ thể, không có kế hoạch và biên bản.",
        ["việc thanh tra không xác định thời hạn cụ thể", "không có kế hoạch và biên bản"],
    ),
    # hậu quả đi liền với nguyên nhân
    (
        "Công chức chưa nắm vững quy trình dẫn đến việc giải quyết hồ sơ còn chậm.",
        ["Công chức chưa nắm vững quy trình dẫn đến việc giải quyết hồ sơ còn chậm"],
    ),
    # bối cảnh, nhưng vẫn còn điều chưa làm được
    (
        "Trong điều kiện còn nhiều khó khăn, song nhờ cố gắng đã tiến bộ, một số sở còn chậm.",
        ["Trong điều kiện còn nhiều khó khăn, song nhờ cố gắng đã tiến bộ, một số sở còn chậm"],
    ),
    # vì sao phải xin lỗi
    (
        "Phường xin lỗi công dân vì công chức yêu cầu giấy tờ không đúng quy định.",
        ["Phường xin lỗi công dân vì công chức yêu cầu giấy tờ không đúng quy định"],
    ),
    # giải quyết trễ hạn là cách làm, không phải việc khắc phục
    ("Hơn 1.200 hồ sơ bị giải quyết trễ hạn.", ["Hơn 1.200 hồ sơ bị giải quyết trễ hạn"]),
    ("Còn 35 hồ sơ giải quyết quá hạn.", ["Còn 35 hồ sơ giải quyết quá hạn"]),
    # con số khác của cùng kết quả
    (
        "Có 181 nhiệm vụ quá hạn, 67 nhiệm vụ còn trong hạn, 585 nhiệm vụ đã hoàn thành.",
        ["Có 181 nhiệm vụ quá hạn"],
    ),
    # tên gọi trước danh sách
    (
        "Tuy nhiên, vẫn còn một số vấn đề tồn tại đáng quan tâm đó là: Báo cáo chưa kịp thời.",
        ["Báo cáo chưa kịp thời"],
    ),
    (
        "Tuy nhiên, qua rà soát còn một số các phòng như: Phòng Y tế vẫn có hồ sơ trễ hạn.",
        ["Phòng Y tế vẫn có hồ sơ trễ hạn"],
    ),
    # thu thừa
    ("Trường đã thu thừa 30 triệu đồng.", ["Trường đã thu thừa 30 triệu đồng"]),
    # chi sai
    ("UBND huyện chi sai nguồn 1,2 tỷ đồng.", ["UBND huyện chi sai nguồn 1,2 tỷ đồng"]),
    ("Sở đã quyết toán khống 2 tỷ đồng.", ["Sở đã quyết toán khống 2 tỷ đồng"]),
    # thu cao hơn quy định không phải là tốt
    ("Trường thu học phí cao hơn quy định.", ["Trường thu học phí cao hơn quy định"]),
    # mức thấp
    ("Thu ngân sách từ đất đạt thấp.", ["Thu ngân sách từ đất đạt thấp"]),
    ("Sở Công Thương nộp báo cáo trễ 5 ngày.", ["Sở Công Thương nộp báo cáo trễ 5 ngày"]),
    # "còn" mở câu được giữ sau "Ngoài ra"
    (
        "Ngoài ra, còn tình trạng cán bộ đi muộn trong giờ hành chính.",
        ["còn tình trạng cán bộ đi muộn trong giờ hành chính"],
    ),
    # dấu ba chấm giữa câu
    (
        "Một số lĩnh vực như đất đai, môi trường... còn nhiều hồ sơ trễ hạn.",
        ["Một số lĩnh vực như đất đai, môi trường... còn nhiều hồ sơ trễ hạn"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_each_clause_that_states_one(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected
