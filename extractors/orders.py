"""The verb that asks: whether it does, whom it asks, and what it asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, names_end, proper_end
from extractors.ledger import Head
from extractors.outline import PLAIN

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place
    from extractors.text import Span

# They tell what somebody does rather than ask, unless their agent stands right before.
WEAK = {
    *("chỉ đạo", "phân công", "lưu ý", "nhấn mạnh", "nhắc nhở", "quán triệt", "đôn đốc"),
    *("đề xuất", "chỉ rõ", "nêu rõ", "ủy quyền", "mong muốn"),
}
_SAYING = {"nhấn mạnh", "nêu rõ", "chỉ rõ", "mong muốn"}
_TO = re.compile(r"(?:[\s*,:]*(?:với|cho|tới|đến|rằng|là|đối với)(?!\w))?[\s*,:]*")
_PASSIVE = re.compile(r"(?<!\w)được(?!\w)[^;]{0,80}\Z")
_LIST_NEXT = cues.spaced(r"(?:như sau|sau đây|một số nội dung|các nội dung|thực hiện)(?!\w)")
# What is asked for without saying of whom: "yêu cầu công tác truyền thông bám sát người dân".
_MATTER = cues.spaced(r"(?:công tác|việc|hồ sơ|kết quả|100%|mọi) (?!(?:của|này|trên|đó)\s)")
_ASKS_FOR_LIST = {"chỉ đạo", "đề nghị", "yêu cầu", "kiến nghị", "đề xuất"}
_SOFT = cues.spaced(r"(?:(?:trong )?thời gian tới|tiếp theo|cần phải|cần|phải|cùng)(?!\w)[\s,]*")
_GROUP = re.compile(
    r"(?:các|những|mọi|mỗi|từng|toàn|tất cả|cán bộ|công chức|viên chức|người dân)(?!\w)"
)
_SPACES = re.compile(r"\s+")
_GAP = re.compile(r"[\s*,:“\"_–-]*")


def plain(verb: re.Match[str]) -> str:
    """Give the verb on one line with single spaces."""
    return _SPACES.sub(" ", verb[0])


def after_verb(ledger: Ledger, verb: re.Match[str], end: int) -> int:
    """Give where the addressee may begin, after "với", "cho"."""
    gap = _TO.match(ledger.scan.folded, verb.end(), end)
    return gap.end() if gap else verb.end()


def performs(ledger: Ledger, verb: re.Match[str], part: Span) -> bool:
    """Tell whether the verb asks somebody for something here, and is no noun or passive."""
    scan, folded = ledger.scan, ledger.scan.folded
    at, word = verb.start(), plain(verb)
    if cues.NOUN_BEFORE.search(folded, max(part.start, at - 16), at) and scan.text[at].islower():
        return False
    if _PASSIVE.search(folded, max(part.start, at - 90), at) and not word.startswith("đề"):
        return False
    hands = word.endswith("giao")
    after = after_verb(ledger, verb, part.end)
    other = hands and cues.NOT_GIAO.match(folded, verb.end() - len("giao"), part.end)
    if other and not ledger.known.at(after):
        return False
    if after >= part.end:
        return scan.text[part.end : part.end + 1] in {":", "\n"}
    if ledger.known.at(after) or cues.ACTOR.match(folded, after, part.end):
        return True
    if not hands and proper_end(scan, after, part.end):
        return True
    return not hands and _asks_for(ledger, word, after, part.end)


def _asks_for(ledger: Ledger, word: str, after: int, end: int) -> bool:
    """Tell whether the verb is followed by what is asked for, without an addressee."""
    folded = ledger.scan.folded
    if cues.STRICT_MODAL.match(folded, after, end):
        return True
    if word in _ASKS_FOR_LIST and _LIST_NEXT.match(folded, after, end):
        return True
    if word in {"yêu cầu", "đề nghị"} and _MATTER.match(folded, after, end):
        return True
    return word not in WEAK and clauses.is_action(ledger.scan, after, end)


def order(ledger: Ledger, place: Place, verb: re.Match[str], begin: int, agent: str | None) -> bool:
    """Take what is asked: the addressee, then one task for each clause, then the list below."""
    scan, end, above = ledger.scan, place.part.end, ledger.head
    at = after_verb(ledger, verb, end)
    named = names_end(scan, ledger.known, at, end) or proper_end(scan, at, end)
    says = plain(verb) in _SAYING
    if says and not _goes_on_as_duty(ledger, at, named, end):
        return False
    action = after_modals(ledger, named or at, end)
    if agent is None:  # the verb opens the sentence and belongs to the clause
        agent = (above.agent if above else None) or ledger.speaker or ledger.issuer
    else:
        begin = at if says else action
    ledger.speaker = agent
    addressee = _addressee(ledger, at, named)
    if addressee and not _GROUP.match(addressee.lower()):
        ledger.about = addressee
    local = ledger.reports and place.row.level == PLAIN
    kind = cues.PERFORMATIVES[plain(verb)]
    head = Head(place.row.level, "tasks", kind, agent, addressee, local=local)
    ledger.take(head, place, begin, action)
    return True


def _addressee(ledger: Ledger, at: int, named: int | None) -> str | None:
    name = clean(ledger.scan, at, named) if named else None
    if name is None:
        tasking = ledger.tasking()
        return ledger.toward or (tasking.addressee if tasking else ledger.recipient)
    return ledger.recipient or name if name.lower().startswith("quý ") else name


def _goes_on_as_duty(ledger: Ledger, at: int, named: int | None, end: int) -> bool:
    """Tell whether "nhấn mạnh" is followed by who must do what, and not by a mere topic."""
    gap = _GAP.match(ledger.scan.folded, named or at, end)
    after = gap.end() if gap else at
    if cues.STRICT_MODAL.match(ledger.scan.folded, after, end):
        return True
    return named is not None and clauses.is_action(ledger.scan, after, end)


def after_modals(ledger: Ledger, at: int, end: int) -> int:
    """Give where the action begins after "cần", "phải", "trong thời gian tới"."""
    while True:
        gap = _GAP.match(ledger.scan.folded, at, end)
        at = gap.end() if gap else at
        soft = _SOFT.match(ledger.scan.folded, at, end)
        if not soft:
            return at
        at = soft.end()
