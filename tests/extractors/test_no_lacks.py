"""Words of lacking in clauses that state no lack."""

from __future__ import annotations

import pytest

from extractors import atoms, extract
from extractors.facts import Context
from extractors.no_lacks import is_none
from extractors.text import Span

_FOUND = "Qua kiểm tra, vẫn còn hạn chế: hồ sơ lưu chưa đầy đủ.\n"


@pytest.mark.parametrize(
    "told",
    [
        # điều xấu bị phủ định
        "Toàn bộ công văn đến được xử lý trong ngày, không còn tình trạng tồn công văn chưa trả.",
        # tên thủ tục
        "Quyết định xử lý tài sản bị hư hỏng.",
        # chế tài sẽ áp dụng
        "Bí thư yêu cầu xử nghiêm cán bộ thuế, hải quan vi phạm giờ giấc làm việc.",
        # loại hàng hóa
        "Đội kiểm tra tập trung vào đầu cơ, hàng giả, hàng không rõ nguồn gốc, gian lận.",
    ],
)
def test_what_states_no_lack(told):
    found = [lack.quote for lack in extract(f"{_FOUND}{told}\n").findings]
    assert not any(quote[:15] in told for quote in found)


def test_what_was_left_undone_is_told_all_the_same():
    # chưa xử lý mới là thiếu sót
    found = extract("Huyện chưa xử lý cán bộ vi phạm trật tự xây dựng tại xã Hòa Bình.\n").findings
    assert [lack.quote for lack in found] != []


@pytest.mark.parametrize(
    ("clause", "none"),
    [
        # điều kiện của một hướng dẫn, không phải việc đã xảy ra
        ("Trường hợp phần khai tên xe vượt quá số ký tự cho phép thì ghi vào ô dưới", True),
        ("Chỉ khi chủ đầu tư bàn giao đủ giấy tờ thì xã mới tiếp nhận", True),
        # "đến thì": việc đã thấy
        ("người dân đến thì cán bộ vắng mặt", False),
        # người bị xử lý; việc chưa xử lý
        ("vừa bị tạm đình chỉ công tác để làm kiểm điểm", True),
        ("chưa xem xét trách nhiệm đối với cá nhân vi phạm", False),
        # đất bị thu hồi: đối tượng bồi thường
        ("bồi thường cho hộ có đất bị thu hồi", True),
        ("vẫn không thay đổi", True),
    ],
)
def test_clauses_by_themselves(clause, none):
    assert is_none(atoms.scan(clause, Context()), Span(0, len(clause))) is none
