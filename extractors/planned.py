"""Sentences that name what is planned, without who asks: "Nhiệm vụ tháng 11 tập trung ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean
from extractors.ledger import Head
from extractors.outline import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.ledger import Ledger, Place
    from extractors.outline import Paragraph
    from extractors.text import Span

_NOUNS = (
    r"(?:nhiệm vụ|giải pháp|phương hướng|định hướng|trọng tâm|công tác trọng tâm|công việc"
    r"|biện pháp|kế hoạch|chương trình công tác|mục tiêu)"
)
# What is planned is the subject of the sentence, or the object of who plans it.
_PLAN = cues.spaced(
    rf"(?:(?:một số|các|những|về|với|theo) )?{_NOUNS}(?:(?:,| và|;)? {_NOUNS})*(?!\w)"
)
_PLANNING = cues.spaced(
    r"(?:(?:đã|cũng|tiếp tục|sẽ|còn) )*(?:xác định|đề ra|đặt ra|đưa ra|thống nhất|triển khai"
    r"|chọn|tập trung|nêu rõ|nêu|chỉ rõ|chỉ ra)"
    rf"(?: (?:một số|các|những|rõ|\d+|hai|ba|bốn|năm|sáu|nhiều|nhóm|hệ thống))* {_NOUNS}(?!\w)"
)
# Only what lies ahead: "trọng tâm", "tháng 11", "thời gian tới".
_AHEAD = cues.spaced(
    r"(?<!\w)(?:trọng tâm|trọng điểm|thời gian tới|tới đây|tiếp theo|tháng|quý|năm|tuần|giai đoạn"
    r"|nhiệm kỳ|đến|tới|cuối năm|đặt ra|đề ra|cụ thể|chủ yếu|cơ bản|đột phá|cấp bách|trước mắt"
    r"|cần|phải|sẽ)(?!\w)"
)
_DONE = re.compile(
    r"(?<!\w)(?:đã|vừa|đang|luôn|qua|bị|vừa\s+qua|được(?!\s+(?:xác|đề|đặt|tập|ưu|giao|nêu)))(?!\w)"
)
# The same before the word that comes next; "được" is followed by one.
_TOLD = re.compile(r";|(?<!\w)(?:đã|vừa|đang|luôn|qua|bị|được)(?!\w)")
_LINK = cues.spaced(r"(?:[,:]|(?<!\w)(?:là|gồm|như|cần|phải|sẽ))[ ,:]*\Z")
_STARTS = cues.spaced(
    r"(?:tập trung|tiếp tục|đẩy mạnh|tăng cường|chú trọng|ưu tiên|khẩn trương|đẩy nhanh|nâng cao"
    r"|quan tâm|phấn đấu|chủ động)(?!\w)"
)
_AIM = cues.spaced(
    r"(?:phấn đấu|quyết tâm) (?:đến|trong|năm|hết|cuối|từ|tỷ|tỉ|có|trên|\d|mỗi|nâng|giảm|hoàn)"
)
# Where hardship is to be told: "Nếu có vướng mắc, các đơn vị phản ánh về Sở Nội vụ".
_HARDSHIP = cues.spaced(
    r"(?:(?:trong )?quá trình [^,;:.]{3,80}?,? )?(?:nếu|khi) (?:có|gặp|phát sinh|phát hiện)"
    r"(?: (?:những|các|vấn đề|nội dung|gì))*"
    r" (?:(?:,? (?:và )?)?(?:khó khăn|vướng mắc|phát sinh|vấn đề|bất cập|thay đổi|sai sót"
    r"|đề xuất)(?!\w))+"
    r"(?:[^;:.]{0,80}?, (?=\w)| (?=đề nghị|yêu cầu))"
)
_RESOLVES = cues.spaced(
    r"(?:tiếp tục|tăng cường|đẩy mạnh|nâng cao|phấn đấu|chú trọng|ưu tiên|quan tâm|đẩy nhanh"
    r"|khẩn trương|chủ động|thực hiện (?:tốt|nghiêm|có hiệu quả|đồng bộ)|kịp thời|phát huy)(?!\w)"
)
_STAGED = cues.spaced(
    r"(?:tiếp tục|phát huy) (?:chương trình|chuyến|kỳ họp|phiên|buổi|hội nghị|truyền thống|đợt"
    r"|cuộc)(?!\w)"
)
_COUNTED = cues.spaced(  # what was done is counted
    r"(?<!\w)(?:kết quả|tổ chức|ban hành|tiếp nhận|giải quyết|xử lý) (?:được |là |có )?\d"
)
_LATE = re.compile(r"[*\s]*(?:[b-hđ]\)|[2-9]\.(?!\d)|\d{1,2}\.[2-9]\.?)")  # inside a list
_NEAR = 600  # characters from where the slice begins
_EARLY = 1
_SHORTEST_ITEM = 40  # characters
_OPENING = 150  # characters in which an item says that it is done
_FEWEST = 4  # items that make a list
# An act that gives tasks to others.
_ASSIGNS = cues.spaced(
    r"(?:^|\n)[\W\d]{0,8}(?:[a-zđ][.)] )?giao (?!thông|dịch|ban|lưu)|chủ trì, phối hợp (?:với )?"
    r"|(?:đơn vị|cơ quan) chủ trì|(?:hoàn thành|xong|báo cáo) trước ngày"
    r"|\n[\W\d]{0,8}(?:các|sở|bộ|ubnd|ủy ban|phòng|cục|chi cục|công an|ban|thủ trưởng|chủ tịch)"
    r" [^.;\n]{2,70}? (?:cần|phải|có trách nhiệm|chịu trách nhiệm) "
)
_ARTICLE = re.compile(r"[*\s]*điều\s+\d")
# What an act itself does or rests on, and words that are as often a thing: "Báo cáo quý I".
_ENACTS = cues.spaced(
    r"(?:căn cứ|báo cáo|thông báo|tải về|tư vấn|quy định|quyết định|phê duyệt|công nhận|bãi bỏ"
    r"|ban hành kèm)(?!\w)"
)
# What was looked at is no task: "Nội dung kiểm tra gồm: cải cách thể chế; ...".
EXAMINED = cues.spaced(
    r"(?:\w+ ){0,4}?nội dung (?:được )?(?:(?P<seen>kiểm tra|thanh tra|giám sát|khảo sát)"
    r"|tập huấn|bồi dưỡng"
    r"|làm việc|hội nghị|thi|đánh giá|trao đổi|thảo luận|tham quan|báo cáo|chương trình|chuyên đề"
    r"|tuyên truyền|bài|buổi|cuộc|hội thi|hội thảo|chấm điểm|đối thoại|kỳ họp|phiên)(?!\w)"
)
_ACTS = cues.spaced(
    r" (?:(?:đã|vừa|mới|tiếp tục) )*(?:tổ chức|ban hành|họp|xây dựng|triển khai|tập trung"
    r"|chỉ đạo)(?!\w)"
)
_FARTHEST = 4000
_REACH = 110  # characters of what names the plan
_WORD = re.compile(r"\w+")


def planned(ledger: Ledger, place: Place, start: int) -> bool:
    """Take a sentence that names tasks ahead or a target; the head goes on governing."""
    begin = _task(ledger, start, place.part.end)
    if begin is None and ledger.tasking() is None:
        aims = _AIM.match(ledger.scan.folded, start, place.part.end)
        begin = start if aims and ledger.scan.text[start].isupper() else None
    if begin is None:
        return False
    agent = ledger.speaker or ledger.issuer or _acting(ledger, start)
    above = ledger.tasking()
    kind = above.kind if above else "commitment"
    addressee = above.addressee if above else None
    head = Head(place.row.level, "tasks", kind, (above and above.agent) or agent, addressee)
    ledger.take(head, place, begin, begin)
    return True


def _acting(ledger: Ledger, start: int) -> str | None:
    """Give the body that the news is about: "UBND huyện đã tổ chức hội nghị ..."."""
    scan, known = ledger.scan, ledger.known
    for body in reversed(known.within(max(0, start - _FARTHEST), start)):
        if body.end in known.proper and _ACTS.match(scan.folded, body.end):
            return clean(scan, body.start, body.end)
    return None


def _task(ledger: Ledger, start: int, end: int) -> int | None:
    """Give where the first task begins that the sentence names, None if it names none."""
    scan = ledger.scan
    named = _PLAN.match(scan.folded, start, end)
    if not named:
        return None
    reach = min(end, named.end() + _REACH)
    told = _TOLD.search(scan.folded, named.start(), reach)
    for word in _WORD.finditer(scan.folded, named.end(), reach):
        at = word.start()
        if told and told.end() <= at:
            return None
        if not clauses.is_action(scan, at, end):
            continue
        lead = scan.folded[named.start() : at]
        if _STARTS.match(scan.folded, at) or _LINK.search(lead):
            return at if _AHEAD.search(lead) else None
    return None


def sets_tasks(ledger: Ledger, place: Place, who: Span, subject: str | None) -> bool:
    """Take "UBND huyện xác định nhiệm vụ trọng tâm là ...", "đề ra các giải pháp: ..."."""
    scan, end = ledger.scan, place.part.end
    sets = _PLANNING.match(scan.folded, who.end + 1, end)
    if not sets or ledger.reports:
        return False
    for word in _WORD.finditer(scan.folded, sets.end(), min(end, sets.end() + _REACH)):
        at = word.start()
        lead = scan.folded[sets.end() : at]
        if ";" in lead or _DONE.search(lead):
            return False
        if _LINK.search(lead) and clauses.is_action(scan, at, end):
            ledger.take(Head(PLAIN, "tasks", "commitment", subject), place, at, at)
            return True
    return False


def hardship(ledger: Ledger, place: Place, start: int) -> bool:
    """Take "Nếu có vướng mắc, các đơn vị phản ánh về Sở": whom to tell of it."""
    scan, end = ledger.scan, place.part.end
    case = _HARDSHIP.match(scan.folded, start, end)
    if not case:
        return False
    if asked := clauses.asked(scan, ledger.known, case.end(), end):
        kind, who = asked
        agent = ledger.speaker or ledger.issuer
        head = Head(place.row.level, "tasks", kind, agent, clean(scan, who.start, who.end))
        ledger.take(head, place, case.end(), clauses.after_name(scan, who.end))
        return True
    last = clauses.must_act(scan, ledger.known, case.end(), end)
    if not last:
        return False
    above = ledger.tasking()
    name = clean(scan, case.end(), last)
    speaker = ledger.speaker if ledger.speaker != name else None
    agent = (above.agent if above else None) or speaker or ledger.issuer
    at = clauses.after_name(scan, last)
    ledger.take(Head(place.row.level, "tasks", "directive", agent, name), place, start, at)
    return True


def orphaned(ledger: Ledger, row: Paragraph, following: Paragraph | None) -> bool:
    """Tell whether a list of tasks begins here whose head the slice has lost; let it govern.

    Two items, or a paragraph, open with "Tiếp tục", "Tăng cường", "Đẩy mạnh" and tell nothing done.
    """
    scan = ledger.scan
    if ledger.head is not None or ledger.reports:
        return False
    listed = row.level < PLAIN and _opens_list(ledger, row)
    if not (listed or _resolves(ledger, row)):
        return False
    if row.level < PLAIN and not listed:
        if not following or following.level != row.level:
            return False
        if not (_resolves(ledger, following) or _asks(ledger, row, following)):
            return False
    elif row.level == PLAIN and (
        scan.text[row.end - 1] not in ".;" or scan.text.count("\n\n", 0, row.start) > _EARLY
    ):
        return False
    agent = ledger.speaker or ledger.issuer
    heading, local = row.level < PLAIN, row.level == PLAIN
    level = row.level - 0.5 if heading else PLAIN
    given = listed and ledger.assigns
    kind = ledger.sibling or ("directive" if given else "commitment")
    kind = "commitment" if kind == "recommendation" else kind
    ledger.push(Head(level, "tasks", kind, agent, heading=heading, local=local))
    return True


def _opens_list(ledger: Ledger, row: Paragraph) -> bool:
    """Tell whether an item of an act says what is to be done, and tells nothing done."""
    scan = ledger.scan
    if not clauses.is_action(scan, row.start, row.end) or not scan.text[row.start].isupper():
        return False
    if _ENACTS.match(scan.folded, row.start, row.end) or _ARTICLE.match(scan.folded, row.first):
        return False
    done = _DONE.search(scan.folded, row.start, min(row.end, row.start + _OPENING))
    done = done or _COUNTED.search(scan.folded, row.start, row.end)
    return not done and ledger.acts


def assigns(scan: Scan) -> bool:
    """Tell whether a text gives tasks to others: "Giao Sở A", "Phòng B chủ trì, phối hợp"."""
    return _ASSIGNS.search(scan.folded) is not None


def lists_tasks(ledger: Ledger, rows: Sequence[Paragraph]) -> bool:
    """Tell whether most items of a text open with what is to be done, and tell it as undone."""
    scan = ledger.scan
    asks = told = 0
    for row in rows:
        if row.level >= PLAIN or row.end - row.start < _SHORTEST_ITEM:
            continue
        done = _DONE.search(scan.folded, row.start, min(row.end, row.start + _OPENING))
        acts = clauses.is_action(scan, row.start, row.end) and scan.text[row.start].isupper()
        acts = acts and not _ENACTS.match(scan.folded, row.start, row.end)
        asks, told = asks + (acts and not done), told + (not acts or done is not None)
    return asks > max(told, _FEWEST - 1)


def _asks(ledger: Ledger, row: Paragraph, following: Paragraph) -> bool:
    """Tell whether an item from the middle of a list goes before one that asks somebody."""
    scan = ledger.scan
    return (
        row.first < _NEAR
        and _LATE.match(scan.folded, row.first, row.end) is not None
        and cues.PERFORMATIVE.search(scan.words, following.start, following.end) is not None
    )


def _resolves(ledger: Ledger, row: Paragraph) -> bool:
    """Tell whether a line opens with what is to go on or to grow, and tells nothing done."""
    folded = ledger.scan.folded
    strong = _RESOLVES.match(folded, row.start, row.end) or (
        row.first < _NEAR and row.level < PLAIN and _LATE.match(folded, row.first, row.end)
    )
    if not strong or not ledger.scan.text[row.start].isupper():
        return False
    if _STAGED.match(folded, row.start, row.end) or _COUNTED.search(folded, row.start, row.end):
        return False
    return not _DONE.search(folded, row.start, row.end) and clauses.is_action(
        ledger.scan, row.start, row.end
    )
