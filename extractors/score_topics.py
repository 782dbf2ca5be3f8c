"""What is measured where no index is named: "đứng thứ 33 cả nước về cải cách hành chính"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.indices import LISTED, Index
from extractors.text import fold

if TYPE_CHECKING:
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft

# "85,4% người dân hài lòng về sự phục vụ": how content those are whom the office serves.
_CONTENT = re.compile(
    r"\s+(?:số\s+)?(?:người\s+dân|tổ\s+chức|cá\s+nhân|công\s+dân|khách\s+hàng|doanh\s+nghiệp|người\s+được|ý\s+kiến)(?!\w)"
    r"[^.;:()]{0,60}?hài\s+lòng[^.;:()]{0,60}?(?:phục\s+vụ|thủ\s+tục|tthc|hành\s+chính|dịch\s+vụ\s+công|giải\s+quyết)"
)
# "Dẫn đầu trụ cột cơ sở hạ tầng": the first in a part that no list names.
_PART_LED = re.compile(
    r"\s+(?:(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh)\s+)?(?:(?:về|ở|trong|tại)\s+)?"
    r"(?:trụ\s+cột|trục(?:\s+nội\s+dung)?|tiêu\s+chí)\s+"
    r"(?P<name>(?!(?:và|này|trên|đó|quan)(?!\w))[^\W\d_]+(?:\s+(?!và\s+[0-9]|(?:với|đạt|là|có|của|trong|năm)(?!\w))[^\W\d_]+){0,7})"
)
# "Đứng thứ 4 cả nước về thu ngân sách": the first in something that is no index.
_ABOUT_THING = re.compile(
    r"(?:\s+(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh|trong\s+(?:cả\s+nước|toàn\s+quốc|vùng|khu\s+vực)|(?:khu\s+vực|vùng)(?:\s+[^\W\d_]+){1,5}?))?"
    r"\s+về\s+(?P<name>(?!(?:kết\s+quả|xếp\s+hạng|diện\s+tích|dân\s+số|quy\s+mô|sản\s+lượng|trữ\s+lượng|xuất\s+khẩu|số|chỉ\s+số|điểm|thứ|việc|mặt)(?!\w))[^\W\d_]+"
    r"(?:\s+(?!(?:với|đạt|là|trong|năm|so|được|sau|tăng|giảm|của|và(?!\s+(?:t[ỷỉ]\s+lệ|tốc\s+độ)))(?!\w))[^\W\d_]+){1,19})"
)
# What somebody stands high in: "lọt vào top 10 cả nước về cải cách hành chính với 82,88%".
_ABOUT_BEFORE = re.compile(
    r"(?:xếp|đứng|t[oố]p|nhóm|hạng|dẫn\s+đầu|vị\s+trí)(?!\w)[^.;:]{0,80}?(?<!\w)về\s+"
    r"(?:(?:công\s+tác|thực\s+hiện|kết\s+quả|mức\s+độ)\s+)?"
    r"(?:(?P<PAR_INDEX>cải\s+cách\s+hành\s+chính|cchc)|(?P<DTI>chuyển\s+đổi\s+số)|(?P<PCI>năng\s+lực\s+cạnh\s+tranh)|"
    r"(?P<PII>đổi\s+mới\s+sáng\s+tạo))(?:\s*,?\s*(?:với|đạt|là|được|năm\s+[0-9]{4}|kết\s+quả|số\s+điểm))+\s*\Z"
)
_ABOUT = re.compile(
    r"[\w\s,/]{0,60}?(?<!\w)(?:về|trong)\s+(?:(?:công\s+tác|thực\s+hiện|kết\s+quả|mức\s+độ|chỉ\s+số)\s+){0,2}"
    r"(?:(?P<PAR_INDEX>cải\s+cách\s+hành\s+chính|cchc)|(?P<DTI>chuyển\s+đổi\s+số)|(?P<PCI>năng\s+lực\s+cạnh\s+tranh)|"
    r"(?P<SIPAS>hài\s+lòng|sự\s+hài\s+lòng)|(?P<PII>đổi\s+mới\s+sáng\s+tạo))(?!\w)"
)
_TOPIC = re.compile(
    r"(?P<PAR_INDEX>cải\s+cách\s+hành\s+chính|cchc)|(?P<PCI>năng\s+lực\s+cạnh\s+tranh\s+cấp\s+tỉnh)"
    r"|(?P<DTI>chuyển\s+đổi\s+số)"
)


def told_in_words(around: Surroundings, draft: Draft) -> Index | None:
    """Give the index that the words beside a result tell: a part led in, a topic, contentment."""
    folded, value = around.scan.folded, draft.value
    if draft.rank and (part := _PART_LED.match(around.scan.text, draft.rank.end)):
        return Index("OTHER", " ".join(part["name"].split()), None, None)
    if draft.rank and not draft.value and (thing := thing_about(around, draft.rank.end)):
        return Index("OTHER", thing, None, None)
    if value and (about := _ABOUT_BEFORE.search(around.plain, draft.left, draft.start)):
        return _of_key(about.lastgroup)
    percent = value is not None and value.unit == "%" and draft.rank is None
    if percent and _CONTENT.match(folded, draft.end, draft.sentence.end):
        return _of_key("SIPAS")
    return None


def thing_about(around: Surroundings, end: int) -> str | None:
    """Give what a rank is about, "đứng thứ 4 về thu ngân sách"; None for an index or topic."""
    told = _ABOUT_THING.match(around.scan.text, end)
    if told is None or around.indices(end, told.end()) or _ABOUT.match(around.scan.folded, end):
        return None
    return " ".join(told["name"].split())


def topic_after(around: Surroundings, draft: Draft) -> Index | None:
    """Give the index of what a rank is about: "đứng thứ 33 cả nước về cải cách hành chính"."""
    about = None
    if draft.rank:
        told = (_ABOUT.match(around.scan.folded, end) for end in (draft.rank.end, draft.end))
        about = next((match for match in told if match), None)
    return _of_key(about.lastgroup if about else None)


def topic_of_text(around: Surroundings) -> Index | None:
    """Give the index of what the title is about: who is ranked in a report on CCHC."""
    about = _TOPIC.search(fold(around.scan.context.title or ""))
    return _of_key(about.lastgroup if about else None)


def _of_key(key: str | None) -> Index | None:
    return next((index for index in LISTED if index.key == key), None)
