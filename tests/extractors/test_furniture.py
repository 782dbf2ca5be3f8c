"""Lines of furniture: what they may begin with, and that nothing else is lost by looking there."""

from __future__ import annotations

import pytest

from corpus import own_gold
from extractors import furniture
from extractors.text import blocks, fold, normalise


def _found(text: str) -> list[str]:
    folded = fold(text)
    return [text[s.start : s.end] for s in furniture.find(folded, blocks(text))]


@pytest.mark.parametrize(
    "line",
    [
        "» Chia sẻ | Facebook",  # nút bấm sau dấu
        "Hôm nay: 1.204",  # bộ đếm
        "Số lượt xem",  # bộ đếm không có số
        "A- A A+",  # nút cỡ chữ
        "aa - a +",  # nút cỡ chữ dính nhau
        "0:00 / 3:12",  # máy đọc, không mở đầu bằng chữ
        "1 2 3 ... 9",  # số trang
        "/tin/Pages/bai.aspx",  # đường dẫn
        "© Bản quyền thuộc cổng thông tin",  # giấy phép
        "Tổng Biên tập: một người",  # giấy phép
    ],
)
def test_lines_of_furniture(line: str) -> None:
    assert _found(f"Sở báo cáo kết quả kiểm tra.\n{line}\nCác xã tiếp tục rà soát.") == [line]


@pytest.mark.parametrize("line", ["Có thể bạn quan tâm", "Văn bản khác", "Những tin mới hơn"])
def test_tails_of_other_news(line: str) -> None:
    assert _found(f"Sở báo cáo kết quả kiểm tra quý này.\n{line}\nTin một") == [f"{line}\nTin một"]


def test_a_poll_with_its_answers() -> None:
    # hộp hỏi ý kiến lấy cả các câu trả lời ngắn dưới nó
    text = "Sở báo cáo kết quả kiểm tra.\n* Thăm dò ý kiến:\nRất tốt\nTốt"
    assert _found(text) == ["* Thăm dò ý kiến:", "Rất tốt", "Tốt"]


def test_first_words_miss_no_line() -> None:
    # Mẫu nào khớp một dòng mà từ đầu dòng không có trong bảng thì dòng ấy mất âm thầm.
    forms = (furniture._LINE, furniture._IMPRINT, furniture._TAIL, furniture._POLL)
    texts = [normalise(text) for text in own_gold.texts().values()]
    matched = 0
    for folded in map(fold, texts):
        for line in blocks(folded):
            if any(form.match(folded, line.start, line.end) for form in forms):
                matched += 1
                assert furniture.may_open(folded, line), folded[line.start : line.end]
    assert matched
