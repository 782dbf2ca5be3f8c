"""Who issues a text, and sentences that issue a plan or hand out tasks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import clean, name_end
from extractors.ledger import Head
from extractors.persons import OFFICE

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place
    from extractors.text import Span
_JUST = r"(?:(?:đã|vừa|mới|cũng|có) ){0,2}(?:ký )?"
_AFTER_NAME = re.compile(r"(?:\s*\([^()]{0,300}\))?[\s*,:“\"_–-]*")
_ASSIGNS = cues.spaced(
    r"(?:kế hoạch|chỉ thị|công điện|kết luận|quyết định"
    r"|chương trình)[^,;:.]{0,60}? (?:phân công|giao)"
    r"(?: cụ thể| rõ)? (?:trách nhiệm|nhiệm vụ|công việc|việc)(?!\w)"
)
_GROUP = re.compile(r"(?:các|những|một số|mọi|mỗi|từng|cơ quan|đơn vị|người)\s")
_SYMBOL = re.compile(r"\d/[\w-]*-")
_ISSUES = cues.spaced(
    _JUST
    + r"(?:kết luận|có ý kiến|ý kiến|ban hành|xây dựng|báo cáo|thông báo|đề ra|triển khai|hướng dẫn"
    r"|đề nghị|yêu cầu|quyết định|chỉ thị|gửi|tổng hợp|trình|kế hoạch|công điện|công văn"
    r"|văn bản)(?!\w)"
)
_ISSUING = cues.spaced(r"(?:ban hành|phê duyệt|ký ban hành)\s[^,;.]{0,60}?\Z")
_PLANS = cues.spaced(
    _JUST + r"(?:(?:ban hành|xây dựng)(?: và ban hành)? (?:kế hoạch|chương trình|chỉ thị|công điện)"
    r"|(?:kế hoạch|chương trình|chỉ thị|công điện|kết luận|công văn|thông báo) (?:số|\d|về)"
    r"|gửi [^;:.]{0,60}?(?:báo cáo|văn bản|công văn) số)"
)
_CONCLUDES = cues.spaced(
    r"(?<!\w)(?:(?:có|cho) ý kiến(?: chỉ đạo| kết luận)?|kết luận|chỉ đạo|kết luận, chỉ đạo)"
    r"(?: và chỉ đạo)?(?: (?:một số|các) (?:nội dung|vấn đề|việc))?(?: cụ thể)?(?: như sau| sau)?\Z"
)
_TAIL = 60  # characters
_REPORTS = cues.spaced(_JUST + r"(?:báo cáo|tổng hợp) (?:kết quả|tình hình|công tác|như sau)")


def concluded(ledger: Ledger, place: Place) -> bool:
    """Learn who issues the text from the end of its preamble: "..., Ban Thường vụ kết luận:".

    Tells whether what is concluded follows: "Phó Thủ tướng có ý kiến như sau:".
    """
    scan, part = ledger.scan, place.part
    if scan.text[part.end : part.end + 1] != ":" or ledger.reports:
        return False
    concludes = _CONCLUDES.search(scan.folded, max(part.start, part.end - _TAIL), part.end)
    if (ledger.issuer or ledger.head) and not concludes:
        return False
    comma = scan.text.rfind(", ", part.start, part.end)
    at = comma + 2 if comma >= 0 else part.start
    named = name_end(scan, ledger.known, at, part.end)
    gap = _AFTER_NAME.match(scan.folded, named, part.end) if named else None
    if (
        named
        and gap
        and (scan.text[at].isupper() or OFFICE.match(scan.folded, at))
        and _ISSUES.match(scan.folded, gap.end(), part.end)
    ):
        before = scan.text.rfind(", ", part.start, max(part.start, at - 2)) + 2
        person = before > part.start + 1 and OFFICE.match(scan.folded, before)
        if person and name_end(scan, ledger.known, before, part.end) == named:
            at = before  # "đồng chí A, | Phó Chủ tịch UBND tỉnh"
        ledger.speaker = clean(scan, at, named)
        ledger.issuer = ledger.issuer or ledger.speaker
        if concludes:
            first = place.row.first
            head = Head(place.row.level, "tasks", "directive", ledger.speaker, paragraph=first)
            ledger.push(replace(head, awaits=place.last, announces=True, concludes=True))
            return True
    return False


def assigns(ledger: Ledger, place: Place, who: Span) -> bool:
    """Take "Kế hoạch phân công trách nhiệm cho từng cơ quan": the tasks follow it."""
    if not _ASSIGNS.match(ledger.scan.folded, who.start, place.part.end):
        return False
    agent = ledger.issuer or ledger.speaker
    ledger.push(Head(place.row.level, "tasks", "directive", agent, paragraph=place.row.first))
    return True


def issues(ledger: Ledger, place: Place, verb: int, subject: str | None) -> bool:
    """Learn who issues the text; tell whether a list of tasks follows in the sentence itself."""
    folded, end = ledger.scan.folded, place.part.end
    if subject is None or not subject[0].isupper() or _GROUP.match(subject.lower()):
        return False
    if _SYMBOL.search(subject):  # "của Sở Nội vụ và Kế hoạch số 15/KH-UBND của UBND tỉnh": grounds
        return False
    if not _ISSUES.match(folded, verb, end):
        return False
    colon = ledger.list_colon(verb, end)
    stop = end if colon is None else colon
    leads = cues.list_tail(folded, max(verb, stop - 60), stop)
    opens = ledger.scan.text[end : end + 1] == ":" and not ledger.issuer
    if leads or opens or _PLANS.match(folded, verb, end):
        ledger.issuer = ledger.speaker = subject
        if _REPORTS.match(folded, verb, end):
            ledger.type = ledger.type or "báo cáo"
    return bool(
        leads and colon is not None and cues.TASK_NOUN.search(ledger.scan.words, verb, stop)
    )


def issued(ledger: Ledger, verb: int) -> bool:
    """Tell whether a numbered document was issued, which is done: "ban hành Kế hoạch số 12"."""
    found = ledger.scan.identifiers
    i = bisect_left(found, verb, key=lambda identifier: identifier.start)
    return i < len(found) and bool(_ISSUING.match(ledger.scan.folded, verb, found[i].start))
