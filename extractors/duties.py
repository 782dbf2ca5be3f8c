"""Sentences whose subject must act, will act, or acts in a list of tasks."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, name_end
from extractors.ledger import DIRECTING, Head
from extractors.outline import PLAIN
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

_AFTER_NAME = re.compile(r"(?:\s*\([^()]{0,300}\))?[\s*,:“\"_–-]*")
_JUST = r"(?:(?:đã|vừa|mới|cũng|có) ){0,2}(?:ký )?"
_ISSUES = cues.spaced(
    _JUST
    + r"(?:kết luận|có ý kiến|ý kiến|ban hành|xây dựng|báo cáo|thông báo|đề ra|triển khai|hướng dẫn"
    r"|đề nghị|yêu cầu|quyết định|chỉ thị|gửi|tổng hợp|trình|kế hoạch|công điện|công văn"
    r"|văn bản)(?!\w)"
)
_REPORTS = cues.spaced(_JUST + r"(?:báo cáo|tổng hợp) (?:kết quả|tình hình|công tác|như sau)")
_PLANS = cues.spaced(
    _JUST + r"(?:(?:ban hành|xây dựng)(?: và ban hành)? (?:kế hoạch|chương trình|chỉ thị|công điện)"
    r"|(?:kế hoạch|chương trình|chỉ thị|công điện|kết luận|công văn|thông báo) (?:số|\d|về)"
    r"|gửi [^;:.]{0,60}?(?:báo cáo|văn bản|công văn) số)"
)
_TIME = cues.spaced(r"(?:trong|từ|đến|năm|quý|tháng|ngày|dự kiến|thời gian|tới)(?!\w)")
_PUBLIC = cues.spaced(
    r"(?:(?:các|những|mọi|mỗi) )?(?:người dân|nhân dân|tổ chức|cá nhân|doanh nghiệp|công dân|hộ)"
    r"(?!\w)"
)
_ITSELF = cues.spaced(r"(?:kế hoạch|nghị quyết|chỉ thị|công điện|quyết định) này(?!\w)")
# A document does nothing itself: "Kế hoạch tuyên truyền ban hành chậm".
_TEXT = cues.spaced(
    r"(?:các )?(?:quyết định|nghị quyết|chương trình|văn bản|kế hoạch(?! (?:yêu cầu|giao"
    r"|phân công|đề ra|đặt|nêu|xác định|tập trung)))(?!\w)"
)
_STATE = re.compile(r"\s+(?:được|có|bị|là)(?!\w)")
_MODAL_END = cues.spaced(r"(?:cần phải|cần|phải|cùng|(?:trong )?thời gian tới)(?!\w)[\s,]*")
_PAST = cues.spaced(r"tháng đầu năm|đến nay|năm qua|thời gian qua|vừa qua|những năm qua")
_RESULT = re.compile(r"(?<!\w)(?:đã|được|luôn|đang|vừa)(?!\w)")
_LOOK_BACK = 200
_GROUP = re.compile(r"(?:các|những|một số|mọi|mỗi|từng|cơ quan|đơn vị|người)\s")
_LEVELS = {"huyện", "tỉnh", "xã", "phường", "thành phố", "địa phương", "đơn vị", "thị xã", "quận"}
_ASSIGNS = cues.spaced(
    r"(?:kế hoạch|chỉ thị|công điện|kết luận|quyết định"
    r"|chương trình)[^,;:.]{0,60}? (?:phân công|giao)"
    r"(?: cụ thể| rõ)? (?:trách nhiệm|nhiệm vụ|công việc|việc)(?!\w)"
)
_CHARGED = cues.spaced(r" (?:cũng )?được (?:giao|phân công)(?: nhiệm vụ)?\Z")
_ALSO = cues.spaced(r"(?:cũng|đang|tiếp tục) ")
_ISSUING = cues.spaced(r"(?:ban hành|phê duyệt|ký ban hành)\s[^,;.]{0,60}?\Z")


def duty(
    ledger: Ledger, place: Place, who: Span, start: int, subject: str | None, *, said: bool = False
) -> bool:
    """Take "X cần/phải/có trách nhiệm ...", "X sẽ ...", in a list of tasks "X chủ trì ...".

    `who` is the subject's stretch, `start` where the sentence begins; `said`: somebody reports it.
    """
    end = place.part.end
    gap = _AFTER_NAME.match(ledger.scan.folded, who.end, end)
    verb = gap.end() if gap else who.end
    closed = ledger.head is not None and ledger.head.mode != "tasks"
    if (
        closed
        or _TEXT.match(ledger.scan.folded, who.start)
        or _ITSELF.match(ledger.scan.folded, who.start, who.end)
    ):
        return False
    if _issues(ledger, place, verb, subject):
        return listed_after(ledger, place, verb, Head(PLAIN, "tasks", "commitment", subject))
    return (
        _charged(ledger, place, who, verb)
        or _must(ledger, place, Span(start, who.start), who, verb, subject)
        or _will(ledger, place, Span(start, who.start), verb, subject)
        or (not said and _acts(ledger, place, Span(start, who.start), who, verb, subject))
    )


def _charged(ledger: Ledger, place: Place, who: Span, verb: int) -> bool:
    """Take "Sở Nội vụ được giao theo dõi ...": what X was charged with."""
    scan, end = ledger.scan, place.part.end
    charged = _CHARGED.search(scan.folded, who.start, who.end)
    if not charged or not clauses.is_action(scan, verb, end):
        return False
    above = ledger.head
    agent = (above.agent if above else None) or ledger.speaker or ledger.issuer
    name = clean(scan, who.start, charged.start())
    made = Head(place.row.level, "tasks", "directive", agent, name, local=True)
    ledger.take(made, place, who.start, verb)
    return True


def vowed(ledger: Ledger, place: Place, at: int, speaker: str | None) -> bool:
    """Take "hứa sẽ ...": what the speaker resolves to do; it begins at `at`."""
    return _will(ledger, place, Span(at, at), at, speaker)


def _issues(ledger: Ledger, place: Place, verb: int, subject: str | None) -> bool:
    """Learn who issues the text; tell whether a list of tasks follows in the sentence itself."""
    folded, end = ledger.scan.folded, place.part.end
    if subject is None or not subject[0].isupper() or _GROUP.match(subject.lower()):
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


def _issued(ledger: Ledger, verb: int) -> bool:
    """Tell whether a numbered document was issued, which is done: "ban hành Kế hoạch số 12"."""
    found = ledger.scan.identifiers
    i = bisect_left(found, verb, key=lambda identifier: identifier.start)
    return i < len(found) and bool(_ISSUING.match(ledger.scan.folded, verb, found[i].start))


def concluded(ledger: Ledger, place: Place) -> None:
    """Learn who issues the text from the end of its preamble: "..., Ban Thường vụ kết luận:"."""
    scan, part = ledger.scan, place.part
    if ledger.issuer or scan.text[part.end : part.end + 1] != ":" or ledger.head:
        return
    comma = scan.text.rfind(", ", part.start, part.end)
    at = comma + 2 if comma >= 0 else part.start
    named = name_end(scan, ledger.known, at, part.end)
    gap = _AFTER_NAME.match(scan.folded, named, part.end) if named else None
    if (
        named
        and gap
        and scan.text[at].isupper()
        and _ISSUES.match(scan.folded, gap.end(), part.end)
    ):
        ledger.issuer = ledger.speaker = clean(scan, at, named)


def assigns(ledger: Ledger, place: Place, who: Span) -> bool:
    """Take "Kế hoạch phân công trách nhiệm cho từng cơ quan": the tasks follow it."""
    if not _ASSIGNS.match(ledger.scan.folded, who.start, place.part.end):
        return False
    agent = ledger.issuer or ledger.speaker
    ledger.push(Head(place.row.level, "tasks", "directive", agent, paragraph=place.row.first))
    return True


def listed_after(ledger: Ledger, place: Place, start: int, head: Head) -> bool:
    """Take the actions after the colon of a sentence that only names tasks."""
    colon = ledger.list_colon(start, place.part.end)
    if colon is None:
        return False
    at = clauses.after_connectors(ledger.scan, colon + 1, place.part.end)[0]
    ledger.take(head, place, at, at)
    return True


def _begin(ledger: Ledger, lead: Span, who: Span) -> int:
    """Give where the text of a task begins: at its time, "Đến ngày 05/12/2025, | Sở Nội vụ"."""
    time = cues.TIME.match(ledger.scan.folded, lead.start, lead.end)
    return lead.start if time and time.end() >= lead.end else who.start


def _must(
    ledger: Ledger, place: Place, lead: Span, who: Span, verb: int, subject: str | None
) -> bool:
    folded, end, head = ledger.scan.folded, place.part.end, ledger.tasking()
    modal = cues.STRICT_MODAL.match(folded, verb, end)
    if not modal:
        return False
    passive = _STATE.match(folded, modal.end(), end)
    if cues.WANTS.match(folded, verb, end):
        return False
    if not head and (passive or _PUBLIC.match(folded, who.start, who.end)):
        return False
    agent = head.agent if head else ledger.speaker or ledger.issuer
    action = verb
    while soft := _MODAL_END.match(folded, action, end):
        action = soft.end()
    begin = _begin(ledger, lead, who)
    ledger.take(Head(place.row.level, "tasks", "directive", agent, subject), place, begin, action)
    return True


def _will(ledger: Ledger, place: Place, lead: Span, verb: int, subject: str | None) -> bool:
    """Take "X sẽ ..."; `lead` stands before the subject, and belongs to the text if a time."""
    folded, row = ledger.scan.folded, place.row
    also = _ALSO.match(folded, verb, place.part.end)
    future = cues.FUTURE.match(folded, also.end() if also else verb, place.part.end)
    if not future or _STATE.match(folded, future.end(), place.part.end):
        return False
    begin = lead.start if _TIME.match(folded, lead.start, lead.end) else lead.end
    if subject and subject.lower() in _LEVELS:  # "khẳng định huyện sẽ ...": who says so is named
        subject = ledger.speaker or subject
    head = Head(row.level, "tasks", "commitment", subject, local=row.level == PLAIN)
    ledger.take(head, place, begin, future.end())
    return True


def _acts(
    ledger: Ledger, place: Place, lead: Span, who: Span, verb: int, subject: str | None
) -> bool:
    """Take "X + action": a task where tasks are being given, a resolution where it looks ahead."""
    folded, row, part, head = ledger.scan.folded, place.row, place.part, ledger.tasking()
    if not clauses.is_action(ledger.scan, verb, part.end):
        return False
    done = _RESULT.search(folded, who.end, min(part.end, verb + 40)) or _issued(ledger, verb)
    begin = _begin(ledger, lead, who)
    if head:
        itself = subject in {head.agent, ledger.issuer}
        near = head.paragraph == row.first and not done and head.kind != "commitment"
        own = row.level < PLAIN or head.heading
        if near or own or head.level < PLAIN:
            kind = head.kind if near or own else "directive"
            if kind == "commitment" and not itself:  # another unit's task is assigned to it
                kind = "directive"
            addressee = None if itself and kind == "commitment" else subject
            made = Head(row.level, "tasks", kind, head.agent, addressee, head.deadline)
            ledger.take(made, place, begin, verb)
            return True
    issued = ledger.issuer is not None or ledger.type in DIRECTING
    if not head and row.level < PLAIN and issued and not (done or ledger.reports):
        made = Head(row.level, "tasks", "directive", ledger.issuer, subject)
        ledger.take(made, place, begin, verb)
        return True
    ahead = cues.AHEAD.search(ledger.scan.words, max(row.start, part.start - _LOOK_BACK), verb)
    if done or not ahead or _PAST.search(folded, part.start, verb):
        return False
    ledger.take(Head(PLAIN, "tasks", "commitment", subject), place, verb, verb)
    return True
