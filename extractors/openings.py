"""Where the word that asks may begin: behind a label, an occasion, a conceded fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, name_end, names_end
from extractors.persons import OFFICE

if TYPE_CHECKING:
    from extractors.ledger import Ledger

# What is conceded asks nobody: "Mặc dù ngành y tế đã khuyến cáo ... nhưng | ...".
_CONCEDES = cues.spaced(
    r"(?:mặc dù|tuy|dù|dẫu|cho dù)(?!\w)(?:[^;]{0,200}?(?:,? (?:nhưng|song)"
    r"|, (?:thì)?)(?!\w)[\s,]*)"
)
# "Về thu ngân sách: | Giao Chi cục Thuế ...", "Nhiệm vụ cụ thể: | Yêu cầu các xã ...".
_LABEL = re.compile(r"(?:\w+[\s,]+){1,14}\w+\s*:\s+")
# An occasion that no comma parts from who speaks: "Kết luận hội nghị | đồng chí A yêu cầu".
_OCCASION = cues.spaced(
    r"(?:phát biểu|kết luận|chỉ đạo|kết thúc|bế mạc|khai mạc|tổng kết|chủ trì|tham dự|dự|tại|qua"
    r"|sau|thay mặt|trước|để|thông qua|trên cơ sở|cuối|đáp lời|đáp từ|tiếp thu|ghi nhận|trả lời"
    r"|làm việc|trao đổi|thảo luận|theo|nhân|trong|về|căn cứ|xét)(?!\w)"
)
_PARTED = re.compile(r"[,;:.]")
_OWNED = cues.spaced(
    r"(?<!\w)(?:của|với|do|cho|gồm|có|và|là|gặp|tiếp|theo|mời|nghe|bởi|cùng|giữa|đến|tới|thăm"
    r"|về|tại|từ|ở|trong|thuộc) \Z"
)
# Nobody by name: "Có ý kiến | đề nghị ...", "Hội nghị thống nhất | giao Phòng Nội vụ ...".
_GATHERING = cues.spaced(
    r"(?:(?:cũng |đồng thời )?(?:có |một số |nhiều |các |đa số |phần lớn |những )?ý kiến"
    r"(?: (?:khác|thảo luận|đại biểu|tham gia|phát biểu|cử tri|của các đại biểu)){0,2}"
    r"|(?:hội nghị|cuộc họp|phiên họp|buổi họp|buổi làm việc|kỳ họp|đại hội|hội thảo|tọa đàm"
    r"|buổi tiếp xúc|buổi đối thoại)(?: \w+){0,4}?)"
    r"(?: (?:đã|cũng|còn|thống nhất|nhất trí|quyết định|kết luận|đều|biểu quyết|cho rằng))*"
    r"[ ,:]{1,3}(?=(?:yêu cầu|giao|đề nghị|kiến nghị|đề xuất|phân công|cần)(?!\w))"
)
_OPINED = cues.spaced(
    r"(?:cũng có |có )?(?P<who>(?:nhiều|một số|các|đa số|những|không ít)"
    r" (?:ý kiến|đại biểu|chuyên gia"
    r"|cử tri|doanh nghiệp)[^,;:.]{0,40}?) (?:cho rằng|kiến nghị|đề xuất),? "
    r"(?=(?:nên|cần|phải|cần phải)(?!\w))"
)
_AGREED = cues.spaced(
    r"(?:hội nghị|cuộc họp|phiên họp|kỳ họp|đại hội|hai bên|các đại biểu)(?: \w+){0,3}?"
    r"(?: (?:đã|cũng|cùng|đều))* (?:thống nhất|nhất trí|quyết nghị|quyết định) "
    r"(?=(?:sẽ|tiếp tục|tập trung|tăng cường|đẩy mạnh|triển khai|phối hợp|phấn đấu)(?!\w))"
)
# A document speaks: "Tại Công điện này | yêu cầu ...", "Văn bản cũng | giao ...".
_WITHIN = cues.spaced(
    r"(?:tại|trong|theo) (?:nội dung )?(?:văn bản|công văn|công điện|chỉ thị|kế hoạch|thông báo"
    r"|kết luận|quyết định|nghị quyết)[^,;:]{0,60}? (?:(?:cũng|còn|đã) )?"
    r"(?=(?:yêu cầu|đề nghị|giao|kiến nghị)(?!\w))"
)
_FARTHEST = 160  # characters


def begins(ledger: Ledger, start: int, end: int) -> int:
    """Give where the sentence begins that may ask for something."""
    folded = ledger.scan.folded
    if concedes := _CONCEDES.match(folded, start, end):
        start = concedes.end()
    return _past_label(ledger, start, end)


def agreed(ledger: Ledger, start: int, end: int) -> int | None:
    """Give where what a meeting agrees to do begins: "Hội nghị thống nhất | tiếp tục ..."."""
    found = _AGREED.match(ledger.scan.folded, start, end)
    acts = found and clauses.is_action(ledger.scan, found.end(), end)
    return found.end() if found and acts else None


def opined(ledger: Ledger, start: int, end: int) -> int | None:
    """Give where begins what unnamed voices are for: "Nhiều đại biểu cho rằng | nên tăng ...".

    They are the ones who speak then.
    """
    found = _OPINED.match(ledger.scan.folded, start, end)
    if not found:
        return None
    ledger.speaker = clean(ledger.scan, *found.span("who"))
    return found.end()


def gathering(ledger: Ledger, start: int, end: int) -> re.Match[str] | None:
    """Give the words before what a meeting, a document or unnamed voices ask for, else None."""
    folded = ledger.scan.folded
    return _GATHERING.match(folded, start, end) or _WITHIN.match(folded, start, end)


def _past_label(ledger: Ledger, start: int, end: int) -> int:
    """Give where an order begins behind a label that names what it is about."""
    scan = ledger.scan
    colon = scan.text.find(":", start, min(end, start + _FARTHEST))
    if colon < 0:
        return start
    label = _LABEL.match(scan.folded, start, end)
    if not label or label.end() <= colon or name_end(scan, ledger.known, start, colon):
        return start
    if cues.PERFORMATIVE.search(scan.words, start, colon):
        return start
    at = clauses.after_connectors(scan, label.end(), end)[0]
    verb = cues.PERFORMATIVE.match(scan.folded, at, end)
    opens = verb and " ".join(verb[0].split()) in cues.OPENING and scan.text[at].isupper()
    acts = ledger.tasking() and clauses.must_act(scan, ledger.known, at, end)
    return at if opens or acts or _speaks_at(ledger, at, end) else start


def unparted(ledger: Ledger, start: int, end: int) -> int | None:
    """Give where the speaker begins whom no comma parts from the occasion, else None."""
    scan = ledger.scan
    if not _OCCASION.match(scan.folded, start, end):
        return None
    mark = _PARTED.search(scan.text, start, min(end, start + _FARTHEST))
    limit = mark.start() if mark else min(end, start + _FARTHEST)
    places = {m.start() for m in OFFICE.finditer(scan.folded, start, limit)}
    places |= {span.start for span in ledger.known.within(start + 1, limit)}
    for at in sorted(places):
        if _OWNED.search(scan.folded, max(start, at - 8), at):
            continue
        if _speaks_at(ledger, at, end):
            return at
    return None


def _speaks_at(ledger: Ledger, at: int, end: int) -> bool:
    """Tell whether a subject begins here that asks for something."""
    scan = ledger.scan
    named = names_end(scan, ledger.known, at, end)
    if named is None:
        return False
    between = cues.BETWEEN.match(scan.folded, named, end)
    verb = cues.PERFORMATIVE.match(scan.folded, between.end() if between else named, end)
    return verb is not None or cues.SAYS.match(scan.folded, named + 1, end) is not None
