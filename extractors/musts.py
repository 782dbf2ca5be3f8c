"""Whether a subject must act: "cần", "phải", "có trách nhiệm", and where nobody orders anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues, telling
from extractors.actors import clean
from extractors.ledger import Head
from extractors.outline import PLAIN
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

_STATE = re.compile(r"\s+(?:được|có|bị|là)(?!\w)")
_PUBLIC = cues.spaced(
    r"(?:(?:các|những|mọi|mỗi) )?(?:người dân|nhân dân|tổ chức|cá nhân|doanh nghiệp|công dân|hộ)"
    r"(?!\w)"
)
# Without an order such a sentence complains: "Cán bộ thuế phải dùng xe máy riêng".
_STAFF = cues.spaced(r"(?:các |những )?(?:cán bộ|công chức|viên chức|nhân viên|giáo viên)(?!\w)")
_FORBIDDEN = cues.spaced(r"(?:không được(?: phép)?|tuyệt đối không|nghiêm cấm)(?= \w+ \w)")
_HARDSHIP = cues.spaced(
    r" (?:chờ|đợi|xếp hàng|đi lại|mua|làm thêm|kiêm nhiệm|thuê|nhờ|dùng|tự bỏ|chịu cảnh|gánh"
    r"|hoạt động"
    r"|vay|bỏ tiền|đóng cửa|làm việc trong)(?!\w)"
)
# "Công chức | trong quá trình giải quyết công việc | phải thực hiện ..."
_MEANWHILE = cues.spaced(
    r"(?:trong quá trình|trong khi|khi|trong phạm vi|theo chức năng|tùy theo|căn cứ)"
    r" (?:[^,;:.]|,(?= [a-zđ])){3,110}?,? (?=(?:phải|cần|có trách nhiệm|chịu trách nhiệm)(?!\w))"
)
_GROUP = cues.spaced(r"(?:các|những|mọi|mỗi|từng|một số|nhiều) ")
_NO_QUALITY = re.compile(
    r"[,;:()“”\"]|(?<!\w)(?:là|rằng|để|nên|mà|vì|do|nhưng|và|thì|không|chưa|còn|luôn|đều)(?!\w)"
)
BY_RULE = cues.spaced(
    r"theo (?:quy định|luật|pháp luật|quy chế|thông tư|nghị định)(?!\w)"
    r"|(?:thông tư|nghị định|luật|bộ luật)(?!\w)[^,;]{0,80}? quy định(?!\w)"
)
_EVERY = re.compile(r"\s(?:hằng|hàng|mỗi|định\s+kỳ)\s[^,;]*\Z")
_NEAR = 45  # characters of what tells a group apart
_REASON = cues.spaced(r"(?<!\w)(?:do|(?<!thay\s)vì|bởi)(?!\w)")
_MODAL_END = cues.spaced(r"(?:cần phải|cần|phải|cùng|(?:trong )?thời gian tới)(?!\w)[\s,]*")


def begins_at(ledger: Ledger, lead: Span, who: Span) -> int:
    """Give where the text of a task begins: at its time, "Đến ngày 05/12/2025, | Sở Nội vụ"."""
    time = cues.TIME.match(ledger.scan.folded, lead.start, lead.end)
    if time and time.end() >= lead.end:
        return lead.start
    case = lead.start < lead.end and clauses.CASE.match(ledger.scan.folded, lead.start, lead.end)
    return lead.start if case else who.start


def must(
    ledger: Ledger, place: Place, lead: Span, who: Span, verb: int, subject: str | None
) -> bool:
    """Take "X cần/phải/có trách nhiệm ..."; `lead` stands before the subject `who`."""
    folded, end, head = ledger.scan.folded, place.part.end, ledger.tasking()
    should = cues.SHOULD.match(folded, verb, end)
    modal = should or _modal(ledger, verb, end)
    if not modal and (modal := _qualified(ledger, who, verb, end)):
        who, verb = Span(who.start, modal.start() - 1), modal.start()
        subject = clean(ledger.scan, who.start, _without_time(folded, who))
    exhorts = should and should[0] in {"hãy", "đừng", "chớ"}
    if not modal or (should and not (head or ledger.speaker or exhorts)):
        return False
    acts = clauses.is_action(ledger.scan, modal.end() + 1, end)
    passive = not acts and _STATE.match(folded, modal.end(), end)
    unlisted = place.row.level == PLAIN and not (head and head.heading)
    by_rule = unlisted and BY_RULE.match(folded, lead.start, lead.end)
    if by_rule or cues.WANTS.match(folded, verb, end):
        return False
    public = _PUBLIC.match(folded, who.start, who.end)
    if telling.tells_how(folded, lead.start, modal.end(), end):
        return False
    if public and (not head or _HARDSHIP.match(folded, modal.end(), end)):
        return False
    describes = modal[0].endswith("nhiệm vụ")  # "Đoàn kiểm tra có nhiệm vụ ..."
    if not head and (passive or (describes and place.row.level == PLAIN)):
        return False
    unasked = not (head or ledger.speaker) and place.row.level == PLAIN
    if unasked and _complains(ledger, who, modal.end(), end):
        return False
    agent = head.agent if head else ledger.speaker or ledger.issuer
    action = verb
    while soft := _MODAL_END.match(folded, action, end):
        action = soft.end()
    begin = begins_at(ledger, lead, who)
    kind = "recommendation" if should else "directive"
    ledger.take(Head(place.row.level, "tasks", kind, agent, subject), place, begin, action)
    return True


def _modal(ledger: Ledger, verb: int, end: int) -> re.Match[str] | None:
    """Give the "phải", "cần", and where orders are given the "không được" at `verb`."""
    folded = ledger.scan.folded
    if modal := cues.STRICT_MODAL.match(folded, verb, end):
        return modal
    told = (ledger.tasking() or ledger.speaker) and not ledger.reports
    if told and (forbids := _FORBIDDEN.match(folded, verb, end)):
        return forbids
    meanwhile = _MEANWHILE.match(folded, verb, end)
    return cues.STRICT_MODAL.match(folded, meanwhile.end(), end) if meanwhile else None


def _qualified(ledger: Ledger, who: Span, verb: int, end: int) -> re.Match[str] | None:
    """Give the "phải" behind what tells a group apart: "các sở hợp nhất | phải bàn giao"."""
    folded = ledger.scan.folded
    if not _GROUP.match(folded, who.start, who.end) or verb != who.end + 1:
        return None
    modal = cues.STRICT_MODAL.search(ledger.scan.words, verb, min(end, verb + _NEAR))
    if not modal or _NO_QUALITY.search(folded, verb, modal.start()):
        return None
    return modal


def _without_time(folded: str, who: Span) -> int:
    """Give where a name ends before "mỗi tháng"."""
    time = _EVERY.search(folded, who.start, who.end)
    return time.start() if time else who.end


def _complains(ledger: Ledger, who: Span, after: int, end: int) -> bool:
    """Tell whether "phải" tells of a hardship where nobody gives orders: "Cán bộ phải làm thêm"."""
    folded = ledger.scan.folded
    hard = _STAFF.match(folded, who.start, who.end) or _HARDSHIP.match(folded, after, end)
    return bool(hard or _REASON.search(folded, after, end))
