"""Orders in news: who says so just asked, somebody is asked, an act is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean
from extractors.ledger import Head
from extractors.orders import order, order_of, performs
from extractors.reported import joined
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place
    from extractors.text import Span

# "cho biết | vừa chỉ đạo các sở ...": who says so asks.
_JUST = cues.spaced(r"(?:(?:đang|vừa|cũng) )+")
# "Các xã | bị yêu cầu | tiết kiệm chi".
_ASKED_OF = cues.spaced(
    r" (?:(?:cũng|đã|còn) )?(?:được|bị) (?:yêu cầu|đề nghị|giao nhiệm vụ|giao trách nhiệm|chỉ đạo)"
    r"(?: phải)? "
)
# "yêu cầu đặt ra là | cắt bỏ giấy tờ": what is to be done, of nobody by name.
_IS_ASKED = Cue(
    cues.spaced(
        r"(?<!\w)(?:yêu cầu|nhiệm vụ|vấn đề) (?:được )?(?:đặt ra|đề ra)(?: \w+){0,3}? là "
        r"(?:phải |cần )?"
    ).pattern,
    ["yêu cầu", "nhiệm vụ", "vấn đề"],
)
# "Công văn do Chủ tịch tỉnh ký ghi rõ: “Giao Sở Y tế ...": its own words.
_CITED = cues.spaced(
    r"(?<!\w)(?:ghi rõ|nêu rõ|nêu|viết|có đoạn|có nội dung|yêu cầu|chỉ đạo)(?: như sau)?\s*:"
    r"\s*[“\"]\s*(?=(?:giao|yêu cầu|đề nghị|kiến nghị) )"
)


def cited(ledger: Ledger, start: int, end: int) -> int | None:
    """Give where the order begins that a sentence cites: "ký ghi rõ: “| Giao Sở Y tế ..."."""
    found = _CITED.search(ledger.scan.folded, start, end)
    return found.end() if found else None


def of_nobody(ledger: Ledger, place: Place, start: int) -> bool:
    """Take "yêu cầu đặt ra là | cắt bỏ giấy tờ": what is asked of nobody by name."""
    found = _IS_ASKED.search(ledger.scan.words, start, place.part.end)
    if not found or not clauses.is_action(ledger.scan, found.end(), place.part.end):
        return False
    return order_of(ledger, place, found.end(), ledger.speaker)


def goes_on(ledger: Ledger, place: Place, at: int) -> bool:
    """Take "cho biết | vừa chỉ đạo các sở ...", "cho biết đã làm rõ và | đang yêu cầu ..."."""
    scan, end = ledger.scan, place.part.end
    just = _JUST.match(scan.folded, at, end)
    verb = cues.PERFORMATIVE.match(scan.folded, just.end(), end) if just else None
    if not (verb and performs(ledger, verb, place.part)):
        verb = joined(ledger, place, at, at)
    return verb is not None and order(ledger, place, verb, verb.end(), ledger.speaker)


def asked_of(ledger: Ledger, place: Place, who: Span) -> bool:
    """Take "Chủ tịch các xã | được yêu cầu | chuẩn bị báo cáo": what somebody is asked to do."""
    scan, end = ledger.scan, place.part.end
    asked = _ASKED_OF.match(scan.folded, who.end, end)
    if not asked or not clauses.is_action(scan, asked.end(), end):
        return False
    agent = ledger.speaker or ledger.issuer
    whom = clean(scan, who.start, who.end)
    head = Head(place.row.level, "tasks", "directive", agent, whom, local=True)
    begin = who.start if "được" in asked[0] else asked.end()
    ledger.take(head, place, begin, asked.end())
    return True
