"""First parts of a sentence that only say when, where, on what ground, with whom, about what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import name_end
from extractors.clauses import is_action
from extractors.outline import trim

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

_SETTING = re.compile(
    r"(?:ở|tại|theo|để|nhằm|trong|đối\s+với|với|về|do|vì|khi|nếu|trường\s+hợp|riêng|trên|qua)(?!\w)"
)
_TOPIC = re.compile(
    r"(?:các|những|mọi|từng|mỗi)\s+(?:trường\s+hợp|nội\s+dung|vấn\s+đề|việc|vụ\s+việc|hồ\s+sơ)"
)
_LEADS = re.compile(
    r"(?:chủ\s+trì|chủ\s+động|là\s+đầu\s+mối|làm\s+đầu\s+mối)?[\s,]*(?:và\s+)?phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)\s+"
)
_TO_DO = re.compile(  # more than the ground
    r"(?<!\w)(?:(?:để|nhằm|và|đồng\s+thời)(?=\s+\w+\s+\w)|xây\s+dựng|ban\s+hành|tổ\s+chức|lập|tham\s+mưu|đề\s+ra"
    r"|(?<!kết\squả\s)rà\s+soát|chủ\s+động|khẩn\s+trương|tăng\s+cường|chỉ\s+đạo|đẩy\s+mạnh)(?!\w)"
)
_GROUND = re.compile(r"căn\s+cứ(?!\w)")


def only_time(scan: Scan, start: int, end: int) -> bool:
    """Tell whether a part only says when: "Trước ngày 01/7/2022, | tổ chức ký cam kết"."""
    time = cues.TIME.match(scan.folded, start, end)
    return time is not None and time.end() >= end


def only_setting(scan: Scan, start: int, end: int) -> bool:
    """Tell whether a first part only says where or for what: "Ở khu vực ven biển, | các tỉnh"."""
    if not _SETTING.match(scan.folded, start, end) or only_time(scan, start, end):
        return False
    return not is_action(scan, start, end) and not cues.STRICT_MODAL.search(scan.words, start, end)


def only_leads(scan: Scan, known: Names, start: int, end: int) -> bool:
    """Tell whether a first part only says on what ground or with whom something is done.

    "căn cứ kết quả rà soát, đánh giá, | tổ chức kiểm điểm", "chủ trì, phối hợp với Sở A, | lập".
    """
    if _GROUND.match(scan.folded, start, end):
        return not _TO_DO.search(scan.folded, start, end)
    lead = _LEADS.match(scan.folded, start, end)
    last = name_end(scan, known, lead.end(), end) if lead else None
    return last is not None and trim(scan.text, last, end)[0] >= end


def only_names(scan: Scan, known: Names, start: int, end: int) -> bool:
    """Tell whether a part only names who or what the next is about: "Các trường hợp cần thiết,"."""
    named = name_end(scan, known, start, end)
    if named is None and not _TOPIC.match(scan.folded, start, end):
        return False
    last = named or start
    if start < last and trim(scan.text, last, end)[0] < end - 1 and last < end:
        return False
    return not cues.STRICT_MODAL.search(scan.words, start, end) and not is_action(scan, start, end)
