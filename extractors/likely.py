"""Orders that only the learnt weights see: who is asked, and where what is to be done begins."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import clauses, cues, learned, telling
from extractors.actors import clean, name_end, names_end
from extractors.addressees import unnamed
from extractors.imperatives import imperative
from extractors.ledger import Head
from extractors.orders import order, performs, plain
from extractors.outline import PLAIN
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

# "Chủ tịch huyện nhấn mạnh đến việc | phải bố trí đủ người": it is said before it is asked.
_SAID = cues.spaced(
    r"(?<!\w)(?:đánh giá|xác định|nhấn mạnh|cho rằng|khẳng định|nhận định|thống nhất|lưu ý|nêu rõ"
    r"|quán triệt|cho biết|phát biểu)(?!\w)"
)
_ADVISES = cues.spaced(r"(?<!\w)(?:gợi ý|góp ý|khuyên|khuyến nghị|đề xuất)(?!\w)")
_QUOTE = re.compile(r"[^:;.]{3,60}:\s*[“\"]")
_WILL = re.compile(r"(?<!\w)sẽ(?!\w)")
# What is told and not asked, whatever its words: the validity of an act, what it is for or like,
# what somebody did or said before, where to call.
_TELLS = cues.spaced(
    r"(?:được biết|trước đó|trước đây|trước thắc mắc|thừa lệnh|ghi nhận ý kiến|biên bản)(?!\w)"
    r"|[^;:]{0,160}?(?<!\w)(?:có hiệu lực|gia hạn thời gian|đã ban hành|cho rằng|chốt lại"
    r"|dự kiến (?!cần|phải)|vẫn giữ được|liên hệ (?:số|phòng|qua|điện thoại)"
    r"|là (?:căn cứ|cơ sở|một trong|kết quả|tự|nơi|lúc)|không phải để)(?!\w)"
)
# What was done, seen, counted or is meant for something: "Hồ sơ đã được gửi", "có 2 nhóm".
_STATES = cues.spaced(
    r"(?:(?! (?:nếu|khi|so với) )[^;:]){0,120}?(?<!\w)(?:nhận thấy|cho biết|có \d+ (?!ngày|tháng)"
    r"|đã (?!được (?:giao|phê duyệt|ban hành|cấp|duyệt|quy định|nêu)))"
    r"|(?:kế hoạch|chính sách|chương trình|quy định|yêu cầu|việc|điều)(?: này| trên)?"
    r" (?:nhằm|giúp|sẽ)(?!\w)"
)
# "Trong đó, ... nghiêm cấm uống rượu trong giờ làm việc", "Không được thu thêm giấy tờ".
_FORBIDS = cues.spaced(
    r"(?:(?:trong đó|đồng thời|đặc biệt),? (?:là )?)?"
    r"(?:tuyệt đối không|không được(?: phép)?|nghiêm cấm)"
    r" \w+ \w|(?:(?! đã )[^:.])*?; nghiêm cấm "
)
# "Theo đó, công chức, viên chức: | không được uống rượu": whom it is forbidden.
_SUBJECT = cues.spaced(
    r"(?:(?:theo|trong) [^,:;.]{1,40}, )?(?:(?:đối với|các|những|mọi|toàn thể) )*"
    r"(?:cán bộ|công chức|viên chức|đảng viên"
    r"|cơ quan|đơn vị|giáo viên|nhân viên|người lao động)(?!\w)[^:;.]{0,80}?\s*:"
    r" (?=(?:tuyệt đối không|không được(?: phép)?|nghiêm cấm) )"
)
# A plan opens so, a result does not.
_FURTHER = cues.spaced(
    r"(?:tiếp tục|tăng cường|đẩy mạnh|nâng cao|phấn đấu|chú trọng|tập trung|duy trì|phát huy"
    r"|(?:bảo|đảm) bảo|thường xuyên kiểm tra|quan tâm|ưu tiên|đổi mới|hoàn thiện|khắc phục)(?!\w)"
)
_LEAD = 260  # characters in which somebody asks
_FAR = 400  # characters in which "phải" follows


def taken(ledger: Ledger, place: Place) -> bool:
    """Take a sentence that no rule takes, but that reads like an order all the same."""
    scan, part = ledger.scan, place.part
    above = ledger.tasking()
    results = ledger.reports and not (above and above.heading)
    # The plan at a report's end may have lost its heading: "5. Tiếp tục chuẩn hóa ...".
    plans = results and ledger.head is None and place.row.level < PLAIN
    start = clauses.after_connectors(scan, part.start, part.end)[0]
    if subject := _SUBJECT.match(scan.folded, start, part.end):
        start = subject.end()
    if _FORBIDS.match(scan.folded, start, part.end):
        return _told(ledger, place, start)  # whoever says so forbids it
    further = results and _FURTHER.match(scan.folded, start, part.end) is not None
    if not (plans and further) and not _asks(ledger, part):
        return False
    if _TELLS.match(scan.folded, start, part.end):
        return False
    if _asked(ledger, place, start):
        return True
    must = cues.STRICT_MODAL.search(scan.words, start, part.end)
    if must is None and _STATES.match(scan.folded, start, part.end):
        return False
    # What a report tells is done: "Thường xuyên niêm yết ..." is the year's work.
    return (further or not results) and _told(ledger, place, start)


def _asks(ledger: Ledger, part: Span) -> bool:
    tasks = [Span(task.start, task.end) for task in ledger.tasks[-learned.NEARBY :]]
    lacks = [span for span, _ in ledger.lacks[-learned.NEARBY :]]
    return learned.asks(ledger.scan, part, tasks, lacks)


def _asked(ledger: Ledger, place: Place, start: int) -> bool:
    """Take it from the verb that asks: "Sau hội nghị, đồng chí Bí thư | yêu cầu chi bộ ..."."""
    scan, end = ledger.scan, place.part.end
    for verb in cues.PERFORMATIVE.matches(scan.words, start, min(end, start + _LEAD)):
        if plain(verb) in cues.OPENING and performs(ledger, verb, place.part):
            agent = None
            if verb.start() > start:
                last = name_end(scan, ledger.known, start, verb.start())
                agent = (clean(scan, start, last) if last else None) or ledger.speaker or ""
            return order(ledger, place, verb, verb.start(), agent or None)
    return False


def _told(ledger: Ledger, place: Place, start: int) -> bool:
    """Take it from its action, or whole."""
    scan, end = ledger.scan, place.part.end
    at = imperative(scan, ledger.known, start, end)
    must = cues.STRICT_MODAL.search(scan.words, start, min(end, start + _FAR))
    if at is None and must and _SAID.search(scan.folded, start, must.start()):
        at = must.start()
    at = start if at is None else at
    vows = _WILL.search(scan.folded, at, end)
    head = ledger.tasking()
    named = None if vows else _named(ledger, start, end)
    named = named if named and (at == start or named.end <= at) else None
    whom = clean(scan, *named) if named else ledger.toward  # "Sở Y tế | báo cáo kết quả"
    advice = _ADVISES.search(scan.folded, start, min(end, start + _LEAD))
    if head and not vows:
        other = named is not None and whom != head.agent  # another unit's task is assigned to it
        kind = "directive" if other and head.kind == "commitment" else head.kind
        kind = "recommendation" if advice else kind
        below = replace(head, kind=kind, addressee=whom or head.addressee)
        ledger.write(at, end, below, at, leading=False)
        return True
    nobody = not (must or whom or ledger.speaker or ledger.issuer or ledger.assigns)
    listed = nobody and place.row.level < PLAIN  # an item of a plan whose head is lost
    own = vows or ledger.reports or listed
    kind = "commitment" if own else "recommendation" if advice else "directive"
    agent = (head.agent if head else None) or ledger.speaker or ledger.issuer
    made = Head(place.row.level, "tasks", kind, agent, whom, local=True)
    ledger.take(made, place, at, vows.end() + 1 if vows else at)
    if vows and telling.HAPPENS.match(scan.folded, vows.end(), end):
        ledger.tasks[-1].deadline = None  # "Trong tháng 3, tuần lễ sẽ diễn ra": when, not until
    return True


def _named(ledger: Ledger, start: int, end: int) -> Span | None:
    """Give the body that a sentence, or what it quotes, opens with: "Sửa mục 2: “Sở Y tế ..."."""
    scan = ledger.scan
    quote = _QUOTE.match(scan.text, start, end)
    at = quote.end() if quote else start
    last = names_end(scan, ledger.known, at, end) or unnamed(scan, at, end)
    return Span(at, last) if last else None
