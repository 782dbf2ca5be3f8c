"""What is asked or resolved without a verb that asks: advice, urging, demands, vows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, names_end
from extractors.duties import duty, vowed
from extractors.orders import (
    WEAK,
    after_modals,
    order,
    order_of,
    performs,
    plain,
)
from extractors.text import CAPITALS, Span
from extractors.words import Cue
from extractors.written_orders import by_document, names_document, recipients, sent_to

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

_CASE = cues.spaced(
    r"(?<!\w)(?:nếu|để|trường hợp|khi|trong quá trình|nhằm|trên cơ sở|sau khi)(?!\w)"
)
_DEMANDS = Cue(
    r"(?<!\w)(?:đòi\s+hỏi|buộc|yêu\s+cầu\s+đặt\s+ra\s+là|đặt\s+ra\s+yêu\s+cầu)\s+",
    ["đòi hỏi", "buộc", "yêu cầu đặt ra là", "đặt ra yêu cầu"],
)
_MOST_LATER = 12
_NEAR = 60
_NO_SUBJECT = cues.spaced(
    r"[,;:()“”\"]|(?<!\w)(?:của|việc|theo|những|các|được|bị|là|khi|nếu|đã có|về|trên|có|này|đó"
    r"|không|tại|trong)(?!\w)"
)
_PAST = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)")
_SHALL = re.compile(r"(?<!\w)sẽ(?!\w)")
# Verbs of saying after which a colon may open an order.
_URGES = cues.spaced(
    r"(?: (?:đã|cũng|lại|còn|tiếp tục|một lần nữa|kiên quyết))*"
    r" (?:chốt|nhắc|nhắc lại|quán triệt|nói|nói thẳng|nói rõ|nhắn nhủ|căn dặn|dặn|dứt khoát"
    r"|kết luận"
    r"|tuyên bố|chỉ đạo|gợi ý|gợi mở|lưu ý|nhấn mạnh|khẳng định|phát biểu|chỉ rõ|nêu rõ|yêu cầu"
    r"|đề nghị|kiến nghị)(?: (?:lại|thêm|rõ|ngắn gọn|dứt khoát|rằng|cụ thể|một điều"
    r"|hai điều)){0,2}\s*:"
)
_ALSO_WILL = cues.spaced(r"(?:,|đồng thời|(?<!\w)và) (?:(?:cam kết|hứa|cho biết) )?(?=sẽ )")
_WE = cues.spaced(r"chúng ta (?:(?:cũng|nhất định|chắc chắn|còn|vẫn) )*(?=sẽ )")
_SOON = cues.spaced(
    r"(?:(?:trong )?thời gian (?:tới|không xa)|tới đây|sắp tới|trước mắt|sang năm|từ nay"
    r"|ngay sau đó|tiếp theo|trong (?:tháng|quý|năm))(?!\w)"
)
_STRESSES = cues.spaced(r"(?<!\w)(?:nhấn mạnh|chỉ rõ|nêu rõ|lưu ý|quán triệt)(?!\w)")
_CLOSE = 200
_JOINED = cues.spaced(r"(?:,|đồng thời|(?<=\s)và)[\s,]*(?:(?:đã|cũng|kính|đang|vừa) )?\Z")
_WAS_SO = re.compile(r"(?<!\w)(?:đã|vừa|luôn|thường\s+xuyên)(?!\w)")
_PAST_PERIOD = cues.spaced(
    r"(?<!\w)(?:(?:năm|thời gian|tháng|những năm|quý) (?:qua|vừa qua)|tháng đầu năm|vừa qua)(?!\w)"
)
_REACH = 600
# They give no orders: "cán bộ yêu cầu người dân nộp lại giấy tờ" tells what went wrong.
STAFF = cues.spaced(
    r"(?:một số |nhiều |các |những )?"
    r"(?:cán bộ|công chức|viên chức|nhân viên|người dân|doanh nghiệp)(?!\w)"
)
_GAP = re.compile(r"[\s*,:“\"_–-]*(?:(?:thì|lại|cũng|còn)\s+)?")
_MANDATE = cues.spaced(r"(?:thay mặt|đại diện(?: cho)?) ")
_PERSON = re.compile(rf"(\w+(?:\s\w+)?(?:\s[{CAPITALS}]\w*)+),")
_ACCORDING = cues.spaced(
    r"(?:cũng )?theo (?=(?:ông|bà|đồng chí|anh|chị|bác sĩ|tiến sĩ|thạc sĩ|kỹ sư|luật sư|đại tá"
    r"|thượng tá"
    r"|trung tá) )"
)
_ORDERED = cues.spaced(
    r"(?:cũng )?theo (?:ý kiến )?(?:chỉ đạo|yêu cầu)"
    r"(?: (?:mới đây|mới nhất|nêu trên))? của "
)
_TOWARD = cues.spaced(r"(?:riêng )?(?:đối với|với|về phía) ")


def demanded(ledger: Ledger, place: Place, start: int) -> bool:
    """Take "Kết quả giảm đòi hỏi các sở cần ...": what a state of things demands of somebody."""
    scan, end = ledger.scan, place.part.end
    demand = _DEMANDS.search(scan.words, start, end)
    last = names_end(scan, ledger.known, demand.end(), end) if demand else None
    if not demand or not last or not cues.STRICT_MODAL.match(scan.folded, last + 1, end):
        return False
    who = Span(demand.end(), last)
    return duty(ledger, place, who, who.start, clean(scan, who.start, last))


def advised(ledger: Ledger, place: Place, at: int) -> bool:
    """Take "cho rằng nên đưa ...", "cho rằng cần tăng ...": what the speaker is for."""
    folded, end = ledger.scan.folded, place.part.end
    modal = cues.SHOULD.match(folded, at, end) or cues.STRICT_MODAL.match(folded, at, end)
    if not modal or not clauses.is_action(ledger.scan, modal.end() + 1, end):
        return False
    orders = cues.STRICT_MODAL.match(folded, at, end) and _STRESSES.search(
        folded, place.part.start, at
    )
    kind = "directive" if orders else "recommendation"
    return order_of(ledger, place, at, ledger.speaker, kind=kind)


def needed(ledger: Ledger, place: Place, at: int, start: int) -> bool:
    """Take "Đối với các huyện nghèo, | cần lồng ghép ...", among what somebody asks for."""
    folded, end, above = ledger.scan.folded, place.part.end, ledger.tasking()
    modal = cues.STRICT_MODAL.match(folded, at, end)
    if not modal or not above or above.kind == "commitment":
        return False
    if not clauses.is_action(ledger.scan, modal.end() + 1, end):
        return False
    begin = start if clauses.CASE.match(folded, start, at) and not ledger.toward else at
    ledger.speaker = above.agent or ledger.speaker
    head = replace(above, level=place.row.level, addressee=ledger.toward or above.addressee)
    ledger.take(head, place, begin, after_modals(ledger, at, end))
    return True


def will_be(ledger: Ledger, at: int, named: int | None, end: int) -> int | None:
    """Give where "sẽ" stands in what a speaker says: "cho biết năm 2020 giải | sẽ mở rộng"."""
    folded = ledger.scan.folded
    if cues.FUTURE.match(folded, at, end):
        return at
    if named is not None:
        return None
    will = _SHALL.search(folded, at, min(end, at + _NEAR))
    if not will or _NO_SUBJECT.search(folded, at, will.start()):
        return None
    return will.start()


def urged(ledger: Ledger, place: Place, named: int) -> int | None:
    """Give where what is urged begins: "Chủ tịch nhắc lại: | không để hồ sơ trễ hạn"."""
    scan, end = ledger.scan, place.part.end
    urges = _URGES.match(scan.folded, named, end)
    if not urges:
        return None
    at = clauses.after_connectors(scan, urges.end(), end)[0]
    return at if clauses.commanded(scan, ledger.known, at, end) else None


def voices(ledger: Ledger, part: Span) -> list[Span]:
    """Give the parts of a sentence that `;` parts where another begins to ask: "...; ông B xin"."""
    scan, end, begun = ledger.scan, part.end, part.start
    asks = scan.text.find(";", begun, end) >= 0 and cues.PERFORMATIVE.stands(scan.words, begun, end)
    if not asks:
        return [part]
    out: list[Span] = []
    for mark in islice(re.finditer(";", scan.text[part.start : end]), _MOST_LATER):
        at = clauses.after_connectors(scan, part.start + mark.end(), end)[0]
        last = names_end(scan, ledger.known, at, end)
        between = cues.BETWEEN.match(scan.folded, last, end) if last else None
        verb = cues.PERFORMATIVE.match(scan.folded, between.end(), end) if between else None
        if verb and plain(verb) not in WEAK - {"đề xuất"} and performs(ledger, verb, part):
            out.append(Span(begun, part.start + mark.start()))
            begun = at
    return [*out, Span(begun, end)]


def led_to(ledger: Ledger, place: Place, at: int) -> bool:
    """Tell whether only the case stands before: "nếu có vướng mắc, | đề nghị phản ánh về Sở"."""
    lead = ledger.scan.folded[place.part.start : at]
    return bool(_CASE.search(lead)) and not _PAST.search(lead)


def indirectly(
    ledger: Ledger, place: Place, gap: Span, agent: str | None, *, verbless: bool
) -> bool:
    """Take what a subject asks through a document, after a colon, or after another verb."""
    if verbless and not ledger.reports:
        writes = clauses.after_name(ledger.scan, gap.start)
        asks, whom = by_document(ledger, place, writes), recipients(ledger, place, writes)
        ledger.toward = ledger.toward or whom
        if asks:
            return order(ledger, place, asks, asks.end(), agent)
        if names_document(ledger, place, writes):
            ledger.speaker = agent  # "Theo đó, các ngành phải ..." follows
        if sent := sent_to(ledger, place, writes):
            return order_of(ledger, place, sent[0], agent, whom=sent[1])
    if (begin := urged(ledger, place, gap.start)) is not None:
        return order_of(ledger, place, begin, agent)
    later = joined(ledger, place, gap.start, gap.end)
    return later is not None and order(ledger, place, later, later.end(), agent)


_URGED = {"đôn đốc", "chỉ đạo", "quán triệt", "nhắc nhở", "lưu ý"}
_PRAISES = cues.spaced(
    r"(?:cũng |đã )?(?:ghi nhận|đánh giá cao|biểu dương|hoan nghênh|chia sẻ|đồng tình|nhất trí"
    r"|phê bình|thống nhất|cảm ơn|chúc mừng|ký|ban hành|có (?:văn bản|công văn|công điện))(?!\w)"
)


def joined(ledger: Ledger, place: Place, named: int, after: int) -> re.Match[str] | None:
    """Give the verb that asks further on: "biểu dương các ngành; đồng thời | yêu cầu"."""
    folded, end = ledger.scan.folded, place.part.end
    for verb in cues.PERFORMATIVE.matches(ledger.scan.words, after, min(end, after + _REACH)):
        told = ledger.reports or _PAST_PERIOD.search(folded, place.part.start, verb.start())
        if told and _WAS_SO.search(folded, named, verb.start()):
            return None
        if _PAST.match(folded, named + 1, end) and STAFF.match(folded, verb.end() + 1, end):
            return None
        joined = bool(_JOINED.search(folded, max(after, verb.start() - 30), verb.start()))
        strong = plain(verb) not in WEAK - {"lưu ý", "nhắc nhở", "nhắc", "phân công"}
        if plain(verb) in _URGED and _PRAISES.match(folded, named + 1, end):
            strong = True
            joined = joined or folded[verb.start() - 2 : verb.start()] == "; "
        if joined and strong and performs(ledger, verb, place.part):
            return verb
    return None


def also_will(ledger: Ledger, place: Place, named: int, agent: str | None) -> bool:
    """Take "X thống nhất với kết luận và | sẽ chỉ đạo ...": what the subject resolves besides."""
    scan, end = ledger.scan, place.part.end
    will = _ALSO_WILL.search(scan.folded, named, min(end, named + _CLOSE))
    if not will or scan.folded.find(";", named, will.start()) >= 0:
        return False
    acts = clauses.is_action(scan, will.end() + len("sẽ "), end)
    return acts and vowed(ledger, place, will.end(), agent)


def resolved(ledger: Ledger, place: Place, at: int, start: int) -> bool:
    """Take "chúng ta sẽ hoàn thành ...", "Tới đây, | sẽ sửa ...": what the speaker is to do."""
    scan, end = ledger.scan, place.part.end
    we = _WE.match(scan.folded, at, end)
    if not we and not (at > start and _SOON.match(scan.folded, start, at)):
        return False
    will = we.end() if we else at
    if not ledger.speaker or not _SHALL.match(scan.folded, will, end):
        return False
    acts = clauses.is_action(scan, will + len("sẽ "), end)
    return acts and vowed(ledger, place, will, ledger.speaker, start)


def mandated(ledger: Ledger, at: int, end: int) -> int:
    """Give where the verb stands after "thay mặt Ban Chỉ đạo"."""
    mandate = _MANDATE.match(ledger.scan.folded, at, end)
    last = names_end(ledger.scan, ledger.known, mandate.end(), end) if mandate else None
    between = cues.BETWEEN.match(ledger.scan.folded, last, end) if last else None
    return between.end() if between else last or at


def says_verb(ledger: Ledger, named: int, end: int) -> re.Match[str] | None:
    """Give the verb of saying of the subject that ends at `named`: "tiếp thu và khẳng định"."""
    folded = ledger.scan.folded
    gap = _GAP.match(folded, named, end)
    if says := cues.SAYS.match(folded, gap.end() if gap else named, end):
        return says
    limit = min(end, named + _CLOSE)
    return next(
        (
            m
            for m in cues.SAYS.matches(ledger.scan.words, named, limit)
            if _JOINED.search(folded, named, m.start())
        ),
        None,
    )


def toward(ledger: Ledger, start: int, end: int) -> str | None:
    """Give whom the sentence is about: "Đối với xã Hưng Điền, Tổ kiểm tra đề nghị ..."."""
    lead = _TOWARD.match(ledger.scan.folded, start, end)
    last = names_end(ledger.scan, ledger.known, lead.end(), end) if lead else None
    if not lead or not last:
        return None
    between = cues.BETWEEN.match(ledger.scan.folded, last, end)
    if cues.PERFORMATIVE.match(ledger.scan.folded, between.end() if between else last, end):
        last = ledger.scan.folded.rfind(",", lead.end(), last)  # the last name is the speaker's
    return clean(ledger.scan, lead.end(), last) if last > lead.end() else None


def according_to(ledger: Ledger, start: int, end: int) -> str | None:
    """Give the person whose words follow: "Theo ông Thắng, | các sở phải ..."."""
    if ordered := _ORDERED.match(ledger.scan.folded, start, end):
        last = names_end(ledger.scan, ledger.known, ordered.end(), end)
        if last and cues.STRICT_MODAL.match(ledger.scan.folded, last + 1, end):
            last = ledger.scan.folded.rfind(",", ordered.end(), last)  # "của Thủ tướng, Bạc Liêu"
        return clean(ledger.scan, ordered.end(), last) if last and last > 0 else None
    lead = _ACCORDING.match(ledger.scan.folded, start, end)
    name = _PERSON.match(ledger.scan.text, lead.end(), end) if lead else None
    return ledger.full_name(name[1], name.start()) if name else None
