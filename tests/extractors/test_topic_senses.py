"""What a word of an area means where it stands: of tasks, of purposes, of those who do the work."""

from __future__ import annotations

import pytest

from extractors import atoms, references, topics
from extractors.facts import Context
from extractors.topics import About


def about(text: str) -> About:
    scan = atoms.scan(text, Context())
    return topics.find(scan, references.find(scan), (), ())


AREAS = [
    # nhiệm vụ quá hạn là chuyện chỉ đạo, điều hành; hồ sơ quá hạn là thủ tục
    (
        (
            "Tỉnh giao 120 nhiệm vụ cho các sở, trong đó 15 nhiệm vụ quá hạn.\n"
            "Các sở phải làm xong những nhiệm vụ quá hạn trong tháng này.\n"
        ),
        ("steering",),
        True,
    ),
    (
        (
            "Huyện nhận 120 hồ sơ thủ tục hành chính, trong đó 15 hồ sơ quá hạn.\n"
            "Phòng chuyên môn giải quyết xong các hồ sơ quá hạn trong tháng này.\n"
        ),
        ("procedures",),
        True,
    ),
    # mục đích nêu kèm không phải là tác động được đánh giá
    (
        (
            "Bộ cắt bỏ 40 điều kiện kinh doanh trong ngành vận tải.\n"
            "Việc cắt bỏ điều kiện kinh doanh này nhằm cải thiện môi trường đầu tư, kinh doanh.\n"
        ),
        ("procedures",),
        True,
    ),
    # cán bộ, công chức là người làm, không phải là việc
    (
        (
            "Xã số hóa hồ sơ thủ tục hành chính theo Đề án 06.\n"
            "Cán bộ, công chức xã dùng chữ ký số khi số hóa hồ sơ.\n"
            "Dịch vụ công trực tuyến của xã có 900 hồ sơ.\n"
        ),
        ("digital",),
        True,
    ),
    # quy hoạch đất đai, tài nguyên không phải là quy hoạch cán bộ
    (
        (
            "Hội đồng thông qua quy hoạch thủy lợi của tỉnh.\n"
            "Quy hoạch gồm 12 hồ chứa.\nUBND tỉnh công bố quy hoạch này.\n"
        ),
        (),
        False,
    ),
    # công chức bỏ việc trong giờ là kỷ cương của công vụ
    (
        (
            "Sở Nội vụ phát hiện nhiều công chức đi muộn, về sớm.\n"
            "Ba phòng vắng mặt cả lãnh đạo trong giờ làm việc.\n"
            "Ai vắng mặt không phép sẽ bị khiển trách.\n"
        ),
        ("civil_service",),
        True,
    ),
    # uống rượu thì không phải
    (
        (
            "Tỉnh cấm công chức uống rượu, bia trong giờ làm việc.\n"
            "Ai uống rượu buổi trưa trong giờ làm việc bị khiển trách.\n"
            "Quán bia gần công sở được nhắc nhở về giờ làm việc.\n"
        ),
        ("civil_service",),
        False,
    ),
    # chỉ số quản trị nêu ngay ở đầu đề
    (
        (
            "Tỉnh Z tăng ba bậc về PAPI\nTheo báo cáo, PAPI của tỉnh đạt 44,1 điểm.\n"
            "Nội dung thấp nhất là quản trị môi trường.\n"
        ),
        ("impact",),
        True,
    ),
]


@pytest.mark.parametrize(("text", "areas", "reform"), AREAS)
def test_words_are_taken_in_their_sense(text: str, areas: tuple[str, ...], *, reform: bool) -> None:
    found = about(text)
    assert (found.areas, found.reform) == (areas, reform)


def test_one_plain_word_is_a_mention() -> None:
    # bản tin kinh tế nhắc một lần đến kỷ luật, kỷ cương
    text = (
        "Huyện họp bàn thu ngân sách quý III.\n"
        "Các xã giữ vững kỷ luật, kỷ cương, hoàn thành gieo cấy.\n"
        "Diện tích lúa mùa đạt 2.100 ha.\nGiá lúa tăng nhẹ.\n"
    )
    assert not about(text).reform


def test_the_subject_of_an_act_outweighs_one_mention() -> None:
    # trích yếu nêu tổ chức bộ máy, các điều khoản nói việc cụ thể
    text = (
        "CHÍNH PHỦ\nNGHỊ QUYẾT\nVề hoàn thiện tổ chức bộ máy của ngành kiểm lâm\n"
        "Điều 1. Bãi bỏ tổ chức bộ máy của các hạt liên huyện.\nĐiều 2. Giao Bộ trưởng thi hành.\n"
    )
    assert about(text).reform


@pytest.mark.parametrize(
    "text",
    [
        # đầu trang Công báo
        "CÔNG BÁO/Số 11/Ngày 02-3-2026\n17\nquản lý đê điều và phòng cháy rừng tại các huyện.\n",
        # các cột của bảng phân công
        (
            "Nội dung công việc\nCơ quan chủ trì\nCơ quan phối hợp\nThời hạn hoàn thành\n"
            "Lập danh mục đê xung yếu\nSở Nông nghiệp\nUBND các huyện\nQuý II/2026\n"
        ),
        # trang in ngắt dòng giữa câu, phần lớn câu mở bằng việc phải làm
        (
            "Rà soát toàn bộ hồ sơ của các xã trong quý\nnày và gửi về huyện.\n"
            "Tăng cường kiểm tra việc ghi sổ của các\nthôn theo mẫu mới.\n"
            "Hướng dẫn cán bộ thôn nhập số liệu vào sổ\nđiện tử của ngành.\n"
            "Bố trí người trực tại nhà văn hóa trong các\nngày nghỉ cuối tuần.\n"
            "Phối hợp với trạm y tế lập danh sách hộ cần\nhỗ trợ thuốc men.\n"
            "Tổ chức họp dân để nghe góp ý về mức thu\nphí vệ sinh hằng tháng.\n"
            "Xây dựng quy ước của thôn sau khi họp xong\nvới các hộ.\n"
        ),
    ],
)
def test_a_slice_of_an_act_is_known_without_its_head(text):
    assert about(text).genre == "document"
