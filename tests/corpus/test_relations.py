from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.relations import Itself, Said, relations

# Trong các câu dưới đây [a:cue] là một lần nhắc văn bản "a" mà bản đọc ghi quan hệ "cue".
_MENTION = re.compile(r"\[(\w+)(?::(\w+))?\|([^\]]+)\]")


def read(marked):
    text, said = "", []
    at = 0
    for found in _MENTION.finditer(marked):
        text += marked[at : found.start()]
        name, relation, words = found.groups()
        said.append(
            Said(f"{name}{len(said)}", len(text), len(text) + len(words), relation,
                 None if name == "x" else name, own=False)
        )  # fmt: skip
        text += words
        at = found.end()
    return text + marked[at:], said


def found(marked, kind="QĐ", own="self"):
    text, said = read(marked)
    itself = Itself(own, kind) if own else None
    return {(r.from_document, r.kind, r.to_document) for r in relations(text, said, itself)}


# Mỗi dòng: câu, loại của chính văn bản (None: tin), các quan hệ.
CASES = [
    # căn cứ và thực hiện là của chính văn bản
    (
        "Căn cứ [a:based_on|Luật A]; thực hiện [b:implements|KH B]",
        "QĐ",
        {("self", "based_on", "a"), ("self", "implements", "b")},
    ),
    # tin không phải là văn bản
    ("Thực hiện [b:implements|Kế hoạch B]", None, set()),
    # cơ quan ban hành, không phải văn bản này
    ("UBND tỉnh ban hành [a:issues|Kế hoạch A]", "BC", set()),
    # --- chính văn bản sửa đổi, thay thế, bãi bỏ
    (
        "Điều 1. Sửa đổi, bổ sung một số nội dung của [a:amends|Kế hoạch A]",
        "QĐ",
        {("self", "amends", "a")},
    ),
    ("Về việc sửa đổi, bổ sung [a:amends|Kế hoạch A]\nỦY BAN", "QĐ", {("self", "amends", "a")}),
    (
        "Điều 2. Bãi bỏ [a:repeals|Quyết định A] và [b:repeals|Quyết định B].",
        "QĐ",
        {("self", "repeals", "a"), ("self", "repeals", "b")},
    ),
    ("Kế hoạch này thay thế [a:replaces|Kế hoạch A]./.", "KH", {("self", "replaces", "a")}),
    (
        "Chỉ thị có hiệu lực kể từ ngày ký và thay thế [a:replaces|Chỉ thị A].",
        "CT",
        {("self", "replaces", "a")},
    ),
    (
        "[self:mentions|Quyết định này] có hiệu lực từ ngày 15/5/2022 và bãi bỏ [a:repeals|QĐ A].",
        "QĐ",
        {("self", "repeals", "a")},
    ),
    ("Văn bản bị thay thế: [a:replaces|Quyết định A]", "QĐ", {("self", "replaces", "a")}),
    # một phần bị bãi bỏ: văn bản vẫn còn
    ("3. Bãi bỏ điểm 4 mục II [a:repeals|Kế hoạch A].", "QĐ", {("self", "amends", "a")}),
    (
        "Điều 1. Thay thế Phụ lục kèm theo [a:replaces|Quyết định A].",
        "QĐ",
        {("self", "amends", "a")},
    ),
    # --- giao việc, đề nghị, dự kiến: chưa có gì thay đổi
    ("Đề nghị Bộ Y tế sửa đổi [a:amends|Thông tư A] cho phù hợp", "BC", set()),
    ("- Tham mưu sửa đổi [a:amends|Quy định A], trình trước ngày 15/7", "CT", set()),
    ("1. Rà soát, bổ sung sản phẩm tại [a:amends|Kế hoạch A]", "TB", set()),
    ("- chưa ban hành văn bản thay thế [a:replaces|Quyết định A] đã hết hiệu lực", "TB", set()),
    (
        "Sở đề nghị [b:mentions|Nghị định B] sớm được sửa đổi, thay thế [a:replaces|NĐ A]",
        "BC",
        set(),
    ),
    (
        "Theo [b:based_on|Luật B], cần sửa đổi [a:amends|Quyết định A]",
        "BC",
        {("self", "based_on", "b")},
    ),
    (
        "Thực hiện [b:implements|Nghị định B], bãi bỏ [a:repeals|Quyết định A]",
        "BC",
        {("self", "implements", "b")},
    ),
    (
        "Thực hiện [b:implements|Nghị định B], UBND tỉnh đã bãi bỏ [a:repeals|Quyết định A]",
        None,
        set(),
    ),
    # tờ trình chỉ đề nghị
    ("Về việc sửa đổi [a:amends|Quyết định A]\n", "TTr", set()),
    # kế hoạch không bãi bỏ bằng một gạch đầu dòng
    ("- Bãi bỏ [a:repeals|Quyết định A]", "KH", set()),
    # --- văn bản khác, được nêu trong câu
    (
        (
            "Căn cứ [b:based_on|Nghị định B] của Chính phủ sửa đổi, bổ sung một số điều của "
            "[a:amends|Nghị định A];"
        ),
        "KH",
        {("self", "based_on", "b"), ("b", "amends", "a")},
    ),
    (
        (
            "UBND tỉnh ban hành [b:issues|Kế hoạch B] về cải cách hành chính, thay thế "
            "[a:replaces|Kế hoạch A] và [c:replaces|Kế hoạch C] nêu trên."
        ),
        None,
        {("b", "replaces", "a"), ("b", "replaces", "c")},
    ),
    (
        (
            "Tham mưu UBND tỉnh ban hành [b:issues|QĐ B] quy định quản lý, vận hành nền tảng, "
            "bãi bỏ [a:repeals|QĐ A]."
        ),
        "BC",
        {("b", "repeals", "a")},
    ),
    (
        "Bộ tiêu chí theo [b:based_on|Quyết định B] của Bộ Nội vụ, thay thế các [a:replaces|QĐ A]",
        None,
        {("b", "replaces", "a")},
    ),
    (
        (
            "Cuộc kiểm tra thực hiện [b:implements|KH B]. Đây là kế hoạch đầu tiên sau hợp nhất, "
            "thay cho [a:replaces|KH A] và [c:replaces|KH C]"
        ),
        None,
        {("b", "replaces", "a"), ("b", "replaces", "c")},
    ),
    ("Luật sửa đổi, bổ sung một số điều của [a:amends|Luật A];", "QĐ", set()),  # luật nào, không rõ
    # "này" là kế hoạch đang nói, không phải kế hoạch làm căn cứ
    (
        "Căn cứ [b:based_on|Kế hoạch B]. [b:mentions|Kế hoạch này] thay thế [a:replaces|KH A].",
        None,
        set(),
    ),
    # câu khác nói về văn bản khác
    ("Ban hành [b:issues|Kế hoạch B]. Sở đã thay thế [a:replaces|Kế hoạch A]", None, set()),
    # --- bị động: quay chiều
    (
        "[a:replaced_by|Quyết định A], được thay thế bằng [b:replaces|Quyết định B].",
        None,
        {("b", "replaces", "a")},
    ),
    (
        (
            "Căn cứ [a:based_on|Nghị định A] về thực hiện cơ chế một cửa, được sửa đổi, "
            "bổ sung bởi [b:amends|Nghị định B];"
        ),
        "QĐ",
        {("self", "based_on", "a"), ("b", "amends", "a")},
    ),
    (
        (
            "theo [a:amended_by|Nghị định A], đã được sửa đổi, bổ sung tại [b:amends|NĐ B] và "
            "[c:amends|NĐ C]."
        ),
        "BC",
        {("b", "amends", "a"), ("c", "amends", "a")},
    ),
    (
        "[a|Quyết định A] và [c:replaced_by|Quyết định C] được thay thế bởi [b:replaces|QĐ B]",
        None,
        {("b", "replaces", "a"), ("b", "replaces", "c")},
    ),
    (
        (
            "[a:issues|Kế hoạch A]; [a:mentions|kế hoạch này] được sửa đổi, bổ sung bởi "
            "[b:amends|Quyết định B]."
        ),
        "CV",
        {("b", "amends", "a")},
    ),
    (
        "[a:repealed|Quyết định A] hết hiệu lực kể từ ngày [b:mentions|Quyết định B] có hiệu lực.",
        None,
        {("b", "replaces", "a")},
    ),
    (
        "[a:repealed|Quyết định A] bị bãi bỏ bởi [b:repeals|Quyết định B]",
        None,
        {("b", "repeals", "a")},
    ),
    (
        "[a:amended_by|Quyết định A] (được sửa đổi bởi [b:amends|Quyết định B])",
        "BC",
        {("b", "amends", "a")},
    ),
    # hết hiệu lực mà không nói vì sao
    (
        "[a:repealed|Quyết định A] đã hết hiệu lực. [b:mentions|Quyết định B] có hiệu lực.",
        None,
        set(),
    ),
    # chưa rõ là văn bản nào thì không có quan hệ
    ("[x:replaced_by|Quyết định X] được thay thế bởi [b:replaces|Quyết định B]", None, set()),
    ("Kế hoạch này thay thế [x:replaces|Kế hoạch X]", "KH", set()),
]


@pytest.mark.parametrize(("marked", "kind", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_does_what_to_whom(marked, kind, expected):
    assert found(marked, kind, "self" if kind else None) == expected


def test_nothing_is_in_relation_to_itself():
    assert found("Quyết định này thay thế [self:replaces|Quyết định A]") == set()


def test_the_evidence_is_the_mention_of_the_one_that_is_changed():
    text, said = read("[a:replaced_by|QĐ A] được thay thế bởi [b:replaces|QĐ B]")
    assert [r.citation for r in relations(text, said, None)] == ["a0"]


WORDS = st.sampled_from(
    ["được thay thế bởi ", "bãi bỏ ", "; ", ". ", ", ", "và ", "Quyết định này ", "Điều 1. ",
     "[a:replaces|QĐ A] ", "[b:amended_by|QĐ B] ", "[x:repeals|QĐ X] ", "Đây là ", "\n"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=14), st.sampled_from(["QĐ", "KH", None]))
def test_any_text_is_read(words, kind):
    for source, _, target in found("".join(words), kind, "self" if kind else None):
        assert source != target
        assert {source, target} <= {"self", "a", "b"}
