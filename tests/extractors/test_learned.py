"""What the learnt weights add to the rules, and what they must not do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import extractors
from corpus import own_gold
from extractors import atoms, learned
from extractors.facts import Context
from extractors.text import Span
from tests.growth import growth

DATA = json.loads(Path(learned.__file__).with_name("learned.json").read_text(encoding="utf-8"))

# Một đoạn nhiệm vụ đã mất câu dẫn: không ai yêu cầu, không ai được giao.
HEADLESS = (
    "Thường xuyên rà soát, niêm yết kịp thời thủ tục hành chính tại bộ phận một cửa để người dân"
    " dễ theo dõi. Tiếp tục đẩy mạnh thanh toán trực tuyến phí, lệ phí. Sắp xếp, bố trí lại trụ sở"
    " phải bảo đảm thuận tiện cho người dân đến giao dịch. Gắn kết quả cải cách hành chính với đánh"
    " giá, xếp loại cán bộ, công chức hằng năm."
)


def orders(text: str) -> list[str]:
    """Give the beginnings of what is asked in a text."""
    return [" ".join(fact.quote.split()[:2]) for fact in extractors.extract(text).recommendations]


def test_sentences_without_a_head_are_orders() -> None:
    assert orders(HEADLESS) == ["Thường xuyên", "Tiếp tục", "Sắp xếp,", "Gắn kết"]


@pytest.mark.parametrize(
    "told",
    [
        "Kết quả thực hiện là căn cứ để xếp loại thi đua cuối năm của từng công chức.",  # để làm gì
        "Mọi thắc mắc về thủ tục, người dân liên hệ số máy của bộ phận một cửa.",  # nơi hỏi
    ],
)
def test_what_only_tells_among_orders_is_none(told: str) -> None:
    assert orders(f"{HEADLESS} {told}") == orders(HEADLESS)


def test_what_will_be_is_a_commitment(monkeypatch: pytest.MonkeyPatch) -> None:
    # "sẽ" là việc sẽ làm, không phải việc được giao
    monkeypatch.setattr(learned, "asks", lambda *_: True)
    told = extractors.extract("Các buổi đối thoại sẽ diễn ra mỗi quý một lần tại nhà văn hóa.")
    assert [fact.kind for fact in told.recommendations] == ["commitment"]


def test_who_asks_is_not_those_with_figures_before_him() -> None:
    # các đơn vị kèm điểm trong ngoặc đứng trước không phải người yêu cầu
    text = (
        "Đối với các đơn vị chấm điểm thấp: Sở Y tế (70,2%, hạng 18/20), Ban Dân tộc (69,1%, hạng"
        " 20/20), Sở Nội vụ yêu cầu xây dựng kế hoạch khắc phục riêng."
    )
    assert [fact.agent for fact in extractors.extract(text).recommendations] == ["Sở Nội vụ"]


def test_they_are_the_weights_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "asks", lambda *_: False)
    assert orders(HEADLESS) == []


@pytest.mark.parametrize(
    "text",
    [
        # kết quả đã làm, không phải nhiệm vụ
        (
            "Trong quý, huyện đã tổ chức 12 lớp tập huấn cho 640 lượt cán bộ. Các xã niêm yết đủ"
            " thủ tục, tỷ lệ hồ sơ đúng hạn đạt 99,2%. Công tác kiểm tra được duy trì, đã kiểm tra"
            " 8 đơn vị."
        ),
        # căn cứ ban hành
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\nTheo đề nghị của"
            " Giám đốc Sở Nội vụ."
        ),
        # thành phần dự họp
        (
            "Tham dự buổi làm việc có lãnh đạo các phòng, ban và Chủ tịch UBND các xã. Chủ trì là"
            " đồng chí Phó Chủ tịch UBND huyện."
        ),
        # chuyện ngoài công vụ
        (
            "Ông Ba trồng hai hàng cau trước sân, mùa nào cũng sai quả. Vườn nhà ông nay có thêm"
            " lối đi lát gạch."
        ),
    ],
)
def test_what_tells_is_no_order(text: str) -> None:
    assert orders(text) == []


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        # nói rõ việc của cơ quan: quy tắc được tin
        ("UBND xã Hòa Bình chưa công khai phí, lệ phí tại bộ phận một cửa.", True),
        ("Còn 14 hồ sơ đất đai trễ hạn tại Chi nhánh Văn phòng Đăng ký đất đai.", True),
    ],
)
def test_plain_shortcomings_stay(text: str, stated: bool) -> None:  # noqa: FBT001
    assert bool(extractors.extract(text).findings) is stated


def test_a_doubted_shortcoming_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "UBND xã Hòa Bình chưa công khai phí, lệ phí tại bộ phận một cửa."
    monkeypatch.setattr(learned, "DOUBTED", 1.01)
    assert extractors.extract(text).findings == ()


def test_the_file_holds_words_and_numbers_only() -> None:
    assert sorted(DATA) == ["classes", "lacks", "orders", "pairs", "words"]
    assert len(DATA["words"]) == len(DATA["classes"])
    for weights in (DATA["orders"], DATA["lacks"]):
        for feature, weight in weights.items():
            assert abs(weight) < 20
            # two words at most, of two syllables each: no sentence can be read out of it
            assert len(re.findall(r"[^\W\d_]+", feature)) <= 4, feature


def test_words_of_two_syllables_are_joined() -> None:
    features = learned.Features({**DATA, "pairs": ["thủ tục", "hành chính"]})
    text = "12 thủ tục hành chính mới"
    assert features.words(text, 0, len(text)) == ["0", "thủ_tục", "hành_chính", "mới"]


@pytest.mark.parametrize("kind", ["orders", "lacks"])
def test_judges_sum_the_weights_of_all_features(kind: str) -> None:
    # cộng theo từng chỗ đứng của từ phải bằng cộng theo từng đặc điểm có tên
    features = learned.Features(DATA)
    judge = learned.Judge(features, DATA[kind])
    for text in own_gold.texts().values():
        scan = atoms.scan(text, Context())
        for part in scan.sentences:
            seen = features.stretch(scan, part)
            assert judge.likelihood(scan, part) == pytest.approx(
                learned.likelihood(DATA[kind], seen)
            )


def test_likelihood_is_between_nothing_and_all() -> None:
    assert learned.likelihood({"": 0.0}, set()) == 0.5
    assert 0 < learned.likelihood({"": -1e9}, set()) < 1e-9
    assert 1 - 1e-9 < learned.likelihood({"": 0.0, "a": 1e9}, {"a"}) <= 1


def test_time_grows_with_the_length() -> None:
    def asking(copies: int) -> Callable[[], object]:
        text = HEADLESS * copies
        scan = atoms.scan(text, Context())
        parts = [Span(start, start + 80) for start in range(0, len(text), 80)]
        return lambda: [learned.asks(scan, part, (), ()) for part in parts]

    assert growth(asking, 30, 240, 14) < 14


def test_whom_a_sentence_opens_with_is_who_is_to_act(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "asks", lambda *_: True)
    # "Hai huyện" không có tên riêng mà vẫn là bên phải làm; câu trong ngoặc kép mở bằng cơ quan
    for text, whom in (
        ("Hai huyện gửi danh sách cán bộ bằng văn bản.", "Hai huyện"),
        ("Bổ sung điểm 4: “Sở Xây dựng bàn giao hồ sơ cho cấp xã”.", "Sở Xây dựng"),
    ):
        assert [fact.addressee for fact in extractors.extract(text).recommendations] == [whom]


def test_when_something_happens_is_no_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "asks", lambda *_: True)
    told = extractors.extract("Trong tháng 4/2024, ngày hội chuyển đổi số sẽ diễn ra tại 12 xã.")
    assert [fact.deadline for fact in told.recommendations] == [None]
