"""What somebody asks through a document: "vừa có Công điện số 50 yêu cầu các bộ ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean
from extractors.addressees import addressed
from extractors.orders import WEAK, after_modals, after_verb, performs, plain
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

# A document through which somebody asks: "vừa ký Công điện số 50/CĐ-TTg | yêu cầu các bộ".
_BY_DOCUMENT = cues.spaced(
    r"(?:(?:đã|vừa|mới|cũng|tiếp tục|có|ký|ban hành|gửi|phát hành|phát|ra|phát đi|đã có) ){1,5}"
    r"(?:(?:các|những|nhiều|một số|01|02) )?(?:văn bản|công văn|công điện|chỉ thị|thông báo"
    r"|kế hoạch"
    r"|quyết định|tờ trình|báo cáo|thư|giấy mời|kết luận|hướng dẫn|phiếu|công thư|hỏa tốc)(?!\w)"
)
_WRITES = cues.spaced(
    r"(?:(?:đã|vừa|mới|cũng|tiếp tục|nay) ){0,3}(?:có|ký|ban hành|phát hành|phát đi|phát|ra|gửi)"
    r"(?: ban hành)? (?:(?:các|những|nhiều|một số|0?\d) )?"
    r"(?:văn bản|công văn|công điện|chỉ thị|thông báo|kế hoạch|thư|công thư|hỏa tốc)(?!\w)"
)
_SEVERAL = re.compile(r"(?<!\w)(?:các|những|nhiều|một\s+số)(?!\w)")
_NEW = re.compile(r"(?<!\w)(?:vừa|mới|số|ngày)(?!\w)|\d")
_SENDS_TO = cues.spaced(r"(?: [^,;:]{0,120}?)?(?<!\w)(?:gửi|gởi|tới|đến) (?:tới |đến |cho )?")
_ITS_SUBJECT = re.compile(r"(?<!\w)(?:về(?:\s+việc)?|v/v)(?!\w)[^,]*\Z")
_FAR = 260
_DIRECTS = {"chỉ đạo", "phân công", "đôn đốc", "lưu ý", "nhắc nhở"}


def names_document(ledger: Ledger, place: Place, after: int) -> bool:
    """Tell whether a subject has written: "vừa ký Công điện", "đã có công văn"."""
    return _WRITES.match(ledger.scan.folded, after, place.part.end) is not None


def sent_to(ledger: Ledger, place: Place, after: int) -> tuple[int, str | None] | None:
    """Give whom a document tells what to do without a verb that asks, and where that begins.

    "vừa có công điện gửi UBND các tỉnh | quan tâm chỉ đạo ...": the recipients are to act.
    """
    scan, end = ledger.scan, place.part.end
    to = _to(ledger, place, after)
    if not to:
        return None
    at = clauses.after_name(scan, to.end)
    if scan.text[to.end : to.end + 1] != " " or not clauses.is_action(scan, at, end):
        return None
    return at, clean(scan, to.start, to.end)


def recipients(ledger: Ledger, place: Place, after: int) -> str | None:
    """Give whom a document goes to: "ký văn bản gửi | các xã, phường | yêu cầu làm rõ ..."."""
    to = _to(ledger, place, after)
    return clean(ledger.scan, to.start, to.end) if to else None


def _to(ledger: Ledger, place: Place, after: int) -> Span | None:
    scan, end = ledger.scan, place.part.end
    document = _WRITES.match(scan.folded, after, end)
    sends = _SENDS_TO.match(scan.folded, document.end(), end) if document else None
    named = addressed(scan, ledger.known, sends.end(), end) if sends else None
    return Span(sends.end(), named) if sends and named else None


def by_document(ledger: Ledger, place: Place, after: int) -> re.Match[str] | None:
    """Give the verb of what a document asks: "đã có Công văn số 214/STP | đề nghị UBND huyện"."""
    folded, end = ledger.scan.folded, place.part.end
    document = _BY_DOCUMENT.match(folded, after, end)
    if not document:
        return None
    reach = min(end, document.end() + _FAR)
    for verb in cues.PERFORMATIVE.matches(ledger.scan.words, document.end(), reach):
        if folded.find(";", document.end(), verb.start()) >= 0:
            return None
        titled = _ITS_SUBJECT.search(folded, document.end(), verb.start())
        if _directs_them(ledger, place, after, verb):
            return verb
        weak = plain(verb) in WEAK and not _newly_directs(ledger, verb, document, end)
        if not weak and not titled and performs(ledger, verb, place.part):
            return verb
    return None


def _directs_them(ledger: Ledger, place: Place, after: int, verb: re.Match[str]) -> bool:
    """Tell whether those are directed whom the document goes to: "gửi các sở, chỉ đạo rà soát"."""
    to = _to(ledger, place, after) if plain(verb) in _DIRECTS else None
    if to is None or verb.start() > clauses.after_name(ledger.scan, to.end):
        return False
    return clauses.is_action(ledger.scan, after_verb(ledger, verb, place.part.end), place.part.end)


def _newly_directs(ledger: Ledger, verb: re.Match[str], document: re.Match[str], end: int) -> bool:
    """Tell whether one document just directs somebody: "vừa có văn bản 95 chỉ đạo Công an"."""
    if plain(verb) not in _DIRECTS:
        return False
    if _SEVERAL.search(document[0]) or not _NEW.search(
        ledger.scan.folded, document.start(), verb.start()
    ):
        return False
    named = addressed(ledger.scan, ledger.known, after_verb(ledger, verb, end), end)
    return named is not None and clauses.is_action(
        ledger.scan, after_modals(ledger, named, end), end
    )
