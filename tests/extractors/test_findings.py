"""Shortcomings: what states one, what only sounds so, where each begins and ends, whose it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import atoms, recommendations
from extractors.facts import Context, Finding
from tests.growth import growth


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


ELSEWHERE = [
    # dự báo thiên tai: chưa ai thiếu gì
    "Theo dự báo, một số xã ven biển có khả năng thiếu nước ngọt, hạn mặn đến sớm hơn mọi năm.",
    "Tuy nhiên, lượng mưa ở thượng nguồn ít và không đều.",
    "Mực nước các hồ thủy lợi chỉ đạt 40% dung tích thiết kế.",
    # dịch bệnh
    "Tỷ lệ tử vong do sốt xuất huyết giảm sâu so với năm trước.",
    # thị trường, khó khăn chung của doanh nghiệp
    "Tuy nhiên, nhiều doanh nghiệp dệt may vẫn gặp khó khăn vì thiếu đơn hàng.",
    "Doanh thu của Công ty Hòa Bình sụt giảm, công nhân làm việc cầm chừng.",
    # thống kê vi phạm của người khác
    (
        "Trong tuần, cảnh sát giao thông lập biên bản 412 trường hợp vi phạm, trong "
        "đó: không đội mũ bảo hiểm: 150 trường hợp; chạy quá tốc độ quy định: 90 "
        "trường hợp."
    ),
    "Lực lượng quản lý thị trường đã kiểm tra, xử lý 35 vụ vi phạm về hàng giả.",
    # thiệt hại do thiên tai
    "Mưa lũ còn khiến 24 ngôi nhà ở các xã bị hư hỏng.",
]


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_is_no_office_s_duty(text: str) -> None:
    assert quotes(text) == []


OF_AN_OFFICE = [
    # cũng chữ ấy, nhưng cơ quan đứng đầu câu
    (
        "Công tác phòng, chống hạn mặn của huyện Ba Tri còn chậm.",
        ["Công tác phòng, chống hạn mặn của huyện Ba Tri còn chậm"],
    ),
    # khó khăn của doanh nghiệp ở thủ tục của cơ quan
    (
        "Tuy nhiên, doanh nghiệp vẫn gặp khó khăn khi làm thủ tục đất đai.",
        ["doanh nghiệp vẫn gặp khó khăn khi làm thủ tục đất đai"],
    ),
    # người dân chưa biết dịch vụ không phải là khó khăn đời sống
    (
        "Tuy nhiên, người dân chưa biết nhiều về hình thức này.",
        ["người dân chưa biết nhiều về hình thức này"],
    ),
    # chủ ngữ riêng sau dấu phẩy
    (
        "Xã ở vùng núi cao, khí hậu khắc nghiệt, kết cấu hạ tầng còn thiếu thốn.",
        ["kết cấu hạ tầng còn thiếu thốn"],
    ),
    # đơn vị vi phạm do thanh tra phát hiện
    (
        "Qua thanh tra, Thanh tra tỉnh phát hiện 7 đơn vị vi phạm quy định về đấu thầu.",
        ["7 đơn vị vi phạm quy định về đấu thầu"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OF_AN_OFFICE)
def test_what_is(text: str, expected: list[str]) -> None:
    assert quotes(text) == expected


NOT_SAID = [
    # thêm người, thêm việc, không phải còn thiếu sót
    "Cùng dự hội nghị còn có đồng chí Trần Văn Tám, Phó Chủ tịch UBND huyện.",
    "Ngoài ra còn có nhiều hoạt động văn nghệ chào mừng.",
    # mục đích, hoàn cảnh
    "Để khắc phục tình trạng trễ hẹn, huyện đã bố trí thêm hai công chức.",
    "Trước thực trạng thiếu giáo viên, tỉnh đã tuyển thêm 200 người.",
    # đã khắc phục
    "Những bỡ ngỡ, lúng túng ban đầu dần được khắc phục.",
    # chưa xảy ra
    "Nếu không chuẩn bị sớm, các xã có thể sẽ chậm tiến độ.",
    # giả định về một nhóm, không phải một lời chê
    (
        "Đối với các ý kiến liên quan đến ngân sách nhưng chưa cân đối được nguồn "
        "lực, Sở Tài chính có lộ trình thực hiện."
    ),
    # danh sách công khai: định ngữ
    "Cục Thuế đã công khai danh sách tổ chức chậm nộp báo cáo.",
    # điều được đem ra bàn
    "Hội nghị đã làm rõ những kiến nghị còn chưa giải quyết dứt điểm.",
    # câu hỏi của một cuộc điều tra và tỷ lệ của nó
    "Tỷ lệ doanh nghiệp gặp khó khăn khi tiếp cận đất đai (từ 16% giảm còn 11%).",
    # cao hơn quy định là tốt
    "Chủ tịch UBND huyện tiếp công dân đạt tỷ lệ cao hơn quy định.",
    # nhượng bộ: vế sau mới là điều muốn nói
    "Dù còn nhiều khó khăn nhưng đội ngũ giáo viên đã nỗ lực hoàn thành năm học.",
    # chưa đến lúc, không phải còn thiếu
    "Mô hình mới triển khai, vẫn còn quá sớm để đánh giá.",
    # chỉ nêu tên, không kể gì
    "Hội nghị cũng chỉ ra một số tồn tại, hạn chế và thảo luận các giải pháp tháo gỡ.",
    "Nhìn chung, các đoàn giám sát đã chỉ ra những tồn tại, hạn chế và có kiến nghị cụ thể.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_nobody_says(text: str) -> None:
    assert quotes(text) == []


BORDERS = [
    # câu dẫn bỏ đi, danh sách sau dấu hai chấm được giữ
    (
        (
            "Tuy nhiên, tại các xã được kiểm tra còn một số tồn tại, hạn chế như: thiếu "
            "bảng tên công chức; sổ theo dõi bỏ trống nhiều cột."
        ),
        ["thiếu bảng tên công chức", "sổ theo dõi bỏ trống nhiều cột"],
    ),
    # câu chỉ ra một số thiếu sót, câu sau kể
    (
        (
            "Đoàn đã chỉ ra một số thiếu sót trong việc tiếp công dân của UBND phường. "
            "UBND phường không niêm yết lịch tiếp công dân."
        ),
        ["UBND phường không niêm yết lịch tiếp công dân"],
    ),
    # "đó là" mở danh sách
    (
        (
            "Việc sáp nhập cũng nảy sinh những khó khăn, bất cập; đó là những khác biệt "
            "về phong tục; những băn khoăn về chế độ của cán bộ."
        ),
        ["những khác biệt về phong tục", "những băn khoăn về chế độ của cán bộ"],
    ),
    # hai danh từ một cụm
    (
        "Việc chấp hành kỷ luật, kỷ cương hành chính chưa nghiêm.",
        ["Việc chấp hành kỷ luật, kỷ cương hành chính chưa nghiêm"],
    ),
    ("Thanh tra, kiểm tra chưa kịp thời.", ["Thanh tra, kiểm tra chưa kịp thời"]),
    # những thứ thiếu
    (
        "Nhiều trạm y tế thiếu thuốc, vật tư do chậm đấu thầu.",
        ["Nhiều trạm y tế thiếu thuốc, vật tư do chậm đấu thầu"],
    ),
    # nhiều cán bộ, một vị ngữ
    (
        "UBND xã Tân An có 2 công chức vắng mặt, UBND xã Tân Bình có 4 cán bộ, công chức vắng mặt.",
        [
            "UBND xã Tân An có 2 công chức vắng mặt",
            "UBND xã Tân Bình có 4 cán bộ, công chức vắng mặt",
        ],
    ),
    # cả danh sách của một tình trạng
    (
        "Vẫn còn tình trạng sợ sai, né tránh, chấp hành chưa nghiêm của một số cơ quan.",
        ["Vẫn còn tình trạng sợ sai, né tránh, chấp hành chưa nghiêm của một số cơ quan"],
    ),
    # chủ ngữ chung của "tuy ... nhưng ..."
    (
        "Dịch vụ công trực tuyến tuy đã được triển khai nhưng hiệu quả còn hạn chế.",
        ["Dịch vụ công trực tuyến tuy đã được triển khai nhưng hiệu quả còn hạn chế"],
    ),
    # đoàn vừa phát hiện vừa đề nghị
    (
        (
            "Thanh tra Sở Nội vụ phát hiện 13 trường hợp tuyển dụng không đúng đối "
            "tượng và đề nghị huyện hủy quyết định."
        ),
        ["13 trường hợp tuyển dụng không đúng đối tượng"],
    ),
    # danh từ chỉ cái sai đứng đầu vế sau
    (
        "Việc xử lý vỉa hè còn mang tính hình thức, vi phạm trật tự xây dựng còn xảy ra nhiều nơi.",
        [
            "Việc xử lý vỉa hè còn mang tính hình thức",
            "vi phạm trật tự xây dựng còn xảy ra nhiều nơi",
        ],
    ),
    # vế sau "nhưng" quá ngắn để đứng riêng
    (
        "Hiện nay việc đấu thầu thuốc thực hiện được nhưng rất chậm.",
        ["việc đấu thầu thuốc thực hiện được nhưng rất chậm"],
    ),
    # "không chỉ rõ" là điều thiếu, không phải lời dẫn
    (
        "Một số kết luận thanh tra không chỉ rõ nguyên nhân, chưa nêu trách nhiệm.",
        ["Một số kết luận thanh tra không chỉ rõ nguyên nhân, chưa nêu trách nhiệm"],
    ),
    # lời dẫn chỉ thời gian và nguồn
    (
        "Trong tổng vốn 2.772 tỷ đồng được giao, đến nay các huyện chỉ mới thực hiện 50% kế hoạch.",
        ["các huyện chỉ mới thực hiện 50% kế hoạch"],
    ),
    # lời bình đứng sau không thuộc hạn chế
    (
        "Tuy nhiên, đường vào xã còn xuống cấp, đây là tuyến chính của vùng.",
        ["đường vào xã còn xuống cấp"],
    ),
    # "đôi khi" không phải "khi"
    (
        "Hạn chế:\n- Công tác phối hợp giữa các phòng đôi khi còn chậm.",
        ["Công tác phối hợp giữa các phòng đôi khi còn chậm"],
    ),
    # mục đích thuộc chủ ngữ
    (
        "Tồn tại, hạn chế:\n- Tiềm năng để phát triển dịch vụ của xã còn khó khăn.",
        ["Tiềm năng để phát triển dịch vụ của xã còn khó khăn"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BORDERS)
def test_where_one_begins_and_ends(text: str, expected: list[str]) -> None:
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
    # sở hữu đứng gần vị ngữ nhất
    (
        "Việc thực hiện quy chế của UBND tỉnh của một số sở chưa nghiêm.",
        "một số sở",
    ),
    # người báo cáo không phải người có lỗi
    ("Theo báo cáo của Bộ Tài chính, giải ngân vốn của huyện Lạc Sơn còn chậm.", "huyện Lạc Sơn"),
    # ngày tháng không phải số lượng
    ("Đến ngày 16/1 UBND xã Tản Lĩnh vẫn chưa chuyển hồ sơ.", "UBND xã Tản Lĩnh"),
    # đồ vật không phải chủ thể
    ("Một số hồ sơ trễ hạn nhiều tháng.", None),
    ("Cơ sở vật chất của xã Yên Na xuống cấp.", "xã Yên Na"),
    # người làm đứng sau
    ("Chế độ báo cáo của tỉnh bị nhiều địa phương xem nhẹ.", "nhiều địa phương"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_whose_it_is(text: str, subject: str | None) -> None:
    assert [finding.subject for finding in lacking(text)] == [subject]


LONG = [
    # danh sách người không dứt
    "cán bộ, công chức, viên chức, ",
    # chỗ nào cũng thiếu
    "Tuy nhiên, công tác phối hợp còn chậm, hồ sơ trễ hạn, ",
    # cái xấu nào cũng bị phủ định
    "không để xảy ra tình trạng chậm trễ, khắc phục tình trạng thiếu cán bộ, ",
    # chỉ nêu tên
    "một số tồn tại, hạn chế, khó khăn, vướng mắc và ",
]


@pytest.mark.parametrize("unit", LONG)
def test_time_is_linear(unit: str) -> None:
    def finding(size: int) -> Callable[[], object]:
        scan = atoms.scan(unit * (size // len(unit)), Context())
        return lambda: recommendations.find(scan, (), ())

    assert growth(finding, 4_000, 32_000, most=24) < 24
