"""What news and speeches tell: their datelines, closed participles, "chúng ta sẽ", references."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, recommendations, references
from extractors.facts import Context


def told(text):
    scan = atoms.scan(text, Context("2024-01-10"))
    cited = references.find(scan)
    found, _ = recommendations.find(scan, cited, dates.find(scan, cited))
    return [(r.kind, r.agent, r.addressee, " ".join(r.quote.split())) for r in found]


# (câu, số việc, lời đầu) — đầu bản tin, phân từ đã đóng, lời nói của người đứng đầu
HEADS = [
    (
        "(CLO) Phó Thủ tướng Lê Văn An yêu cầu các bộ phải công khai kết quả.",
        1,
        "phải công khai kết quả",
    ),
    ("(Dân trí) - Bộ Nội vụ yêu cầu các tỉnh rà soát biên chế.", 1, "rà soát biên chế"),
    ("Baohuyen.vn - UBND huyện yêu cầu các xã niêm yết thủ tục.", 1, "niêm yết thủ tục"),
    (  # "được giao," đã đóng, không phải bị động của "yêu cầu"
        (
            "Để chấn chỉnh việc chậm thực hiện công việc được giao, Chủ tịch UBND tỉnh yêu cầu "
            "các sở rà soát nhiệm vụ."
        ),
        1,
        "rà soát nhiệm vụ",
    ),
    (  # lời của người nói, chủ ngữ "chúng ta"
        "“Chúng ta cũng sẽ rà soát toàn bộ thủ tục”, Bộ trưởng Lê Văn An thông tin.",
        1,
        "Chúng ta cũng sẽ rà soát toàn bộ thủ tục",
    ),
    (  # không chủ ngữ, việc sắp làm
        "“Tới đây, sẽ sửa quy chế tiếp công dân”, Bộ trưởng Lê Văn An cho hay.",
        1,
        "Tới đây, sẽ sửa quy chế tiếp công dân",
    ),
    ("Chúng ta sẽ thấy kết quả rõ rệt vào năm sau.", 0, ""),  # chỉ đoán
    ("Đối với các sở: Hướng dẫn tại Phụ lục I.", 0, ""),  # viện dẫn, không giao việc
    ("Bộ trưởng Lê Văn An cũng lưu ý việc chuẩn bị kỹ đại hội.", 1, "chuẩn bị kỹ đại hội"),
    (  # "phòng, chống" không tách
        "UBND tỉnh yêu cầu các huyện dừng hoạt động các chốt kiểm soát phòng, chống dịch của tỉnh.",
        1,
        "dừng hoạt động các chốt kiểm soát phòng, chống dịch của tỉnh",
    ),
    (  # "tải văn bản" là việc phải làm, không thuộc tên đơn vị
        "Đề nghị các cơ quan tải văn bản dự thảo; gửi góp ý về Sở Nội vụ.",
        2,
        "Đề nghị các cơ quan tải văn bản dự thảo",
    ),
    (  # các việc đánh số sau tên đơn vị
        "Các bộ, cơ quan, địa phương: (i) Cắt giảm thủ tục ở các cấp; (ii) Bố trí đủ nhân lực.",
        2,
        "Cắt giảm thủ tục ở các cấp",
    ),
]


@pytest.mark.parametrize(("sentence", "count", "first"), HEADS)
def test_heads_of_news_and_speech(sentence, count, first):
    found = told(sentence)
    assert len(found) == count
    assert not found or found[0][3] == first


def test_an_organisation_is_no_action():
    text = "Nhiệm vụ trọng tâm:\n\nTổ chức bên trong của các bộ đã được tinh gọn đáng kể."
    assert told(text) == []
