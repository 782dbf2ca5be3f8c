"""What the text does with a mentioned document: based_on, implements, amends, issues, ..."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.document_types import NAMES, RELATIONS, RELATIONS_RIGHT
from extractors.text import word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan

_CUES = re.compile(rf"(?<!\w)(?:{word_list(RELATIONS)})(?!\w)")
_CUES_RIGHT = re.compile(rf"[\s,(*]{{0,3}}({word_list(RELATIONS_RIGHT)})(?!\w)")
_CHANGED_BY = re.compile(
    rf"[\s,(*]{{0,3}}({word_list(RELATIONS_RIGHT)})(?!\w)(?:[^;.]{{0,80}}?\s)?"
    rf"(?:theo|bởi|bằng|tại)\s(?:các\s)?(?:(?:{word_list(NAMES)})\s)?(?:số\s)?[\s*]*"
)
_CHANGES = frozenset({"amends", "replaces", "repeals", "extends"})
_CARRIED = frozenset({"contained_in", "approved_by"})  # "bãi bỏ mục III của Danh mục kèm theo ..."
# A change that is asked for or prepared is not made by this text.
_ASKED = re.compile(
    r"(?<!\w)(?:đề\s+nghị|kiến\s+nghị|đề\s+xuất|tham\s+mưu|rà\s+soát|nghiên\s+cứu|sớm|dự\s+thảo|xem\s+xét|trình"
    r"|chưa|nội\s+dung|cần|phải)(?!\w)[^.;]{0,60}\Z"
)
# "X hết hiệu lực kể từ ngày Y có hiệu lực": Y ends the other and is not ended.
_ENDS_WITH = re.compile(
    r"(?<!\w)hết\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+(?:ngày|khi)\s+(?:\w+\s+){0,3}(?:số\s+)?\Z"
)
_COMPARED = re.compile(r"(?<!\w)so\s+với\s+(?:\w+\s+){0,3}\Z")
_OPINION = re.compile(r"(?<!\w)(?:ý\s+kiến|chỉ\s+đạo|kết\s+luận|giao)(?!\w)[^.;:]{0,70}?\stại\s+\Z")
_APPRAISED = re.compile(
    r"(?<!\w)(?:ý\s+kiến\s+)?(?:thẩm\s+định|thẩm\s+tra)(?!\w)[^.;:]{0,60}\stại\s+\Z"
)
_INHERITED = frozenset({"based_on", "implements", "proposed_by", "amends", "follows", "issues"})
# What opens a list of documents and holds for all of it.
_LEADING = re.compile(
    r"[\s*+-]{0,4}(?:[ivx0-9]{1,4}[.)]\s{0,2})?(căn\s+cứ|thực\s+hiện|triển\s+khai\s+thực\s+hiện|thi\s+hành|quán\s+triệt"
    r"|tiếp\s+theo)\s"
)
_MAIN_CLAUSE = re.compile(
    r",\s(?:ubnd|sở|ủy\s+ban|đoàn|phòng|văn\s+phòng|bộ|ban|chi\s+cục|trung\s+tâm|hđnd|chủ\s+tịch|giám\s+đốc)\s[^;,]{0,80}"
    r"(?:báo\s+cáo|ban\s+hành|đề\s+nghị|yêu\s+cầu|xây\s+dựng|thông\s+báo|tổ\s+chức|đã|có)\s"
)
_NUMBER = r"[\s#*]{0,4}(?:(?:điều\s+)?[ivx0-9]{1,4}[.)]\s{0,2})?"
# Headings whose section is a list of documents.
_HEADINGS = {
    "based_on": re.compile(
        rf"{_NUMBER}(?:các\s+|những\s+)?căn\s+cứ(?:\s+(?:pháp\s+lý|ban\s+hành|xây\s+dựng|thực\s+hiện)[^.;]{{0,40}})?"
        r"[\s:*]{0,4}\Z"
    ),
    "repeals": re.compile(
        rf"{_NUMBER}(?:công\s+bố\s+)?(?:bãi\s+bỏ|(?:các\s+văn\s+bản\s+)?hết\s+hiệu\s+lực)[^.;0-9]{{0,60}}[\s:*]{{0,4}}\Z"
    ),
}
_ITEM = re.compile(r"[\s*]{0,3}(?:[-+•]|[0-9]{1,2}[.)]|[a-zđ]\))[\s*]{1,3}")
# What parts the members of a list: a line's beginning, ";", "," or "và".
_JOINT = re.compile(
    r"(?:\A|[\n;,]|(?<!\w)và|(?:\n|\A)[\s*]{0,3}(?:[-+•]|[0-9]{1,2}[.)]))[\s*]{0,3}(?:các\s)?\Z"
)
_WINDOW = 120  # characters left of a mention in which a cue is looked for
_LINES_BACK = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands and what holds around it."""

    clause: int  # where its clause begins
    start: int
    end: int
    after: int  # where the mention before it ends, with its subject
    listed: str | None  # the relation of the list that it goes on
    adjacent: bool  # nothing but the joint stands between it and the one before
    issued: bool  # the body left of it issues it


def of(scan: Scan, at: Place) -> str:
    """Give the relation of a mention, in the words of `document_types.toml`."""
    folded = scan.folded
    if at.issued:
        return "issues"
    changed = _CHANGED_BY.fullmatch(folded, at.after, at.start) if at.after else None
    if changed is not None:
        return RELATIONS_RIGHT[" ".join(changed[1].split())]
    right = _CUES_RIGHT.match(folded, at.end)
    told = RELATIONS_RIGHT[" ".join(right[1].split())] if right else None
    if told == "repeals":
        return told
    cue = _cue(folded, max(at.clause, at.after, at.start - _WINDOW), at.start)
    if cue is not None:
        return cue
    if at.listed is not None and (at.adjacent or at.listed in _INHERITED):
        return at.listed
    return _leading(scan, at) or _heading(scan, at) or told or "mentions"


def by_cue(folded: str, begin: int, start: int) -> str:
    """Give the relation that the words in `begin:start` tell of what follows them."""
    return _cue(folded, begin, start) or "mentions"


def _cue(folded: str, begin: int, start: int) -> str | None:
    if _APPRAISED.search(folded, begin, start):
        return "proposed_by"
    if _ENDS_WITH.search(folded, begin, start):
        return None
    found = list(_CUES.finditer(folded, begin, start))
    if not found:
        return "implements" if _OPINION.search(folded, begin, start) else None
    kinds = [RELATIONS[" ".join(m[0].split())] for m in found]
    last = len(found) - 1
    if kinds[last] in _CARRIED:
        earlier = [n for n in range(last) if kinds[n] in _CHANGES]
        last = earlier[-1] if earlier else last
    kind = kinds[last]
    if found[last][0] == "theo" and "," in folded[found[last].end() : start]:
        return None  # "Theo bà Hoa, Kế hoạch số …"
    if kind in _CHANGES:
        asked = _ASKED.search(folded, max(0, found[last].start() - 80), found[last].start())
        if asked or _COMPARED.search(folded, begin, start):
            return "mentions"
    return kind


def _leading(scan: Scan, at: Place) -> str | None:
    """The cue that opens the sentence of a list."""
    place = bisect_right(scan.sentences, at.start, key=lambda s: s.start) - 1
    begin = scan.sentences[place].start if place >= 0 else at.start
    leading = _LEADING.match(scan.folded, begin, at.start)
    if leading is None or _MAIN_CLAUSE.search(scan.folded, begin, at.start):
        return None
    if not _JOINT.search(scan.folded, max(begin, at.start - 12), at.start):
        return None
    return RELATIONS[" ".join(leading[1].split())]


def _heading(scan: Scan, at: Place) -> str | None:
    """What the heading over a list of documents says of all of them."""
    if not _JOINT.search(scan.folded, max(0, at.start - 12), at.start):
        return None
    line = bisect_right(scan.blocks, at.start, key=lambda b: b.start) - 1
    for block in reversed(scan.blocks[max(0, line - _LINES_BACK) : max(0, line)]):
        for kind, heading in _HEADINGS.items():
            if heading.match(scan.folded, block.start, block.end):
                return kind
        if not _ITEM.match(scan.folded, block.start) and scan.text[block.end - 1] not in ";,":
            return None
    return None
