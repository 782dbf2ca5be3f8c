"""Speakers that are told otherwise: meetings, unnamed voices, long names, unknown bodies."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import clauses, cues, openings
from extractors.actors import clean, names_end
from extractors.addressees import addressed
from extractors.duties import duty
from extractors.orders import WEAK, after_modals, after_verb, order, order_of, performs, plain
from extractors.outline import PLAIN
from extractors.persons import OFFICE
from extractors.reported import advised
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

_WRITTEN = cues.spaced(
    r"(?:công văn|công điện|văn bản|chỉ thị|thông báo|kết luận|nghị quyết|kế hoạch)[^,;:.]{0,60}?"
    r" (?:(?:cũng|còn|đã) )*(?:nêu rõ|chỉ rõ|ghi rõ|nhấn mạnh|nêu)[,:]? "
)
_PAST = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)")
_FARTHEST = 700
_PLACE = re.compile(rf"(?:[{CAPITALS}]\w+\s){{2,4}}|[{CAPITALS}]{{2,}}[\w&-]*\s")
_NO_SUBJECT = cues.spaced(
    r"[,;:()“”\"]|(?<!\w)(?:của|việc|theo|những|các|được|bị|là|khi|nếu|đã có|về|trên|có|này|đó"
    r"|không|tại|trong)(?!\w)"
    # nobody's orders
    r"|(?<!\w)(?:đối tượng|kẻ \w+|bị cáo|bị can|bị đơn|nguyên đơn|nạn nhân|hung thủ|tên \w+)(?!\w)"
)
_NEAR = 60
_DIRECTS = {"chỉ đạo", "nhắc nhở", "lưu ý", "quán triệt", "đôn đốc"}
ME = cues.spaced(  # "nêu: “Tôi | đề nghị các xã ..."
    r"[“\"']\s*(?:tôi|chúng tôi) (?:(?:cũng|xin|rất|chỉ|tha thiết|trân trọng) )?"
    r"(?=(?:đề nghị|yêu cầu|kiến nghị|mong|giao|lưu ý) )"
)
# An act in force, "quyết định thành lập", is done by being decided; what goes on or stops is not.
_DECIDES = cues.spaced(
    r" (?:(?:đã|vừa|cũng|cùng|đều) )*(?:thống nhất|nhất trí|quyết định) (?:việc )?"
    r"(?P<what>(?:(?:không|chưa|sẽ) )+"
    r"|(?=(?:tiếp tục|tạm dừng|tạm ngừng|tạm hoãn|dừng|ngừng)(?!\w)))"
)
_PLAIN_ASKS = {"yêu cầu", "đề nghị", "kiến nghị", "khuyến nghị"}


def voiced(ledger: Ledger, place: Place, start: int) -> bool:
    """Take what a meeting agrees to do, or what unnamed voices are for."""
    end = place.part.end
    opined = openings.opined(ledger, start, end)
    if opined is not None:
        return advised(ledger, place, opined)
    agreed = openings.agreed(ledger, start, end)
    agent = ledger.issuer or ledger.speaker
    return agreed is not None and order_of(ledger, place, agreed, agent, kind="commitment")


def written(ledger: Ledger, place: Place, who: Span) -> bool:
    """Take "Công văn nêu rõ, các địa phương tập trung ...": what a document has bodies do.

    The lines below go on with it.
    """
    scan, end = ledger.scan, place.part.end
    says = _WRITTEN.match(scan.folded, who.start, end)
    last = names_end(scan, ledger.known, says.end(), end) if says else None
    at = clauses.after_name(scan, last) if last else end
    if not says or not last or ledger.reports or not clauses.is_action(scan, at, end):
        return False
    agent = ledger.full_name(clean(scan, who.start, who.end), who.start)
    whom = clean(scan, says.end(), last)
    order_of(ledger, place, says.end(), agent, whom=whom)
    ledger.push(replace(ledger.heads[-1], announces=True, concludes=True))
    return True


def decides(ledger: Ledger, place: Place, who: Span) -> bool:
    """Take "UBND tỉnh thống nhất | không phát tài liệu giấy": what a body decides to do or not."""
    scan, end = ledger.scan, place.part.end
    found = _DECIDES.match(scan.folded, who.end, end)
    if not found or ledger.reports or not clauses.is_action(scan, found.end(), end):
        return False
    agent = ledger.full_name(clean(scan, who.start, who.end), who.start)
    return order_of(ledger, place, found.start("what"), agent, kind="commitment")


def after_long_name(ledger: Ledger, place: Place, start: int) -> bool:
    """Take what a body asks whose name holds verbs: "Ban Chỉ đạo thực hiện sắp xếp ... yêu cầu"."""
    scan, end = ledger.scan, place.part.end
    if ledger.reports or ledger.tasking():
        return False
    for verb in cues.PERFORMATIVE.matches(scan.words, start, min(end, start + _FARTHEST)):
        if plain(verb) not in _PLAIN_ASKS or not performs(ledger, verb, place.part):
            continue
        named = addressed(scan, ledger.known, after_verb(ledger, verb, end), end)
        begun = _long_name(ledger, start, verb.start())
        if named is None or begun is None or _PAST.search(scan.folded, begun, verb.start()):
            continue
        if clauses.is_action(scan, after_modals(ledger, named, end), end):
            return order(ledger, place, verb, verb.end(), clean(scan, begun, verb.start()))
    return False


def _long_name(ledger: Ledger, start: int, verb: int) -> int | None:
    """Give where the body begins that a part opens with and that the verb follows, else None."""
    for body in ledger.known.within(start, verb):
        opens = body.start == start or ledger.scan.text[body.start - 2 : body.start] == ", "
        if opens and ledger.scan.text[body.start].isupper() and body.end + 1 < verb:
            return body.start
    return None


def unknown(ledger: Ledger, place: Place, at: int) -> bool:
    """Take a part whose speaker is no body that is known: "VCCI khuyến nghị các địa phương ..."."""
    scan, end = ledger.scan, place.part.end
    listed = ledger.tasking() and place.row.level < PLAIN
    if not scan.text[at:end][:1].isupper() or listed:
        return False
    run = _PLACE.match(scan.text, at, end)
    must = run and ledger.speaker and cues.STRICT_MODAL.match(scan.folded, run.end(), end)
    if run and (must or cues.FUTURE.match(scan.folded, run.end(), end)):
        who = Span(at, run.end() - 1)
        return duty(ledger, place, who, at, clean(scan, at, who.end))
    verb = cues.PERFORMATIVE.search(scan.words, at, min(end, at + _NEAR))
    if not verb or verb.start() == at or plain(verb) in WEAK or plain(verb).endswith("giao"):
        return False
    if _NO_SUBJECT.search(scan.folded, at, verb.start()) or clauses.is_action(scan, at, end):
        return False
    if _PAST.search(scan.folded, at, verb.start()) or not performs(ledger, verb, place.part):
        return False
    return order(ledger, place, verb, verb.end(), clean(scan, at, verb.start()))


def directs(ledger: Ledger, place: Place, who: Span, verb: re.Match[str]) -> bool:
    """Tell whether a person orders without saying whom: "Bà Lan chỉ đạo rà soát lại danh sách"."""
    scan, end = ledger.scan, place.part.end
    if plain(verb) not in _DIRECTS or ledger.reports or place.row.level < PLAIN:
        return False
    if not OFFICE.match(scan.folded, who.start) or _PAST.search(scan.folded, who.end, verb.start()):
        return False
    return clauses.is_action(scan, after_verb(ledger, verb, end), end)
