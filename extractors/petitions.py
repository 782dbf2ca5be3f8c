"""What voters and citizens ask for inside a list of complaints, or as the object of a reply."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, names_end
from extractors.addressees import addressed
from extractors.ledger import Head
from extractors.orders import after_modals, after_verb
from extractors.outline import PLAIN
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

_PEOPLE = (
    r"(?:cử tri|nhân dân|bà con|người dân|đại biểu|doanh nghiệp|các hộ|hội viên|nông dân|công nhân"
    r"|đoàn viên)"
)
_ASKS = (
    r"(?:(?:kính |trân trọng |tha thiết )?(?:đề nghị|kiến nghị)|mong muốn|rất mong|mong"
    r"|đề xuất|xin)"
)
# "kiến nghị của cử tri thành phố A về việc đề nghị tỉnh | sớm hỗ trợ ..."
_OF = cues.spaced(
    r"(?:(?:ý kiến|kiến nghị|phản ánh|đề nghị|câu hỏi|chất vấn|nguyện vọng)(?:,| và)? ){1,3}"
    rf"(?:của )(?={_PEOPLE}(?!\w))"
)
_ABOUT = cues.spaced(rf"[ ,:]{{0,3}}(?:về việc|về|là|:)?[ “\"]*(?P<ask>{_ASKS})(?!\w)")
# Voters name what is wrong and ask besides: "đường hỏng, | đề nghị tỉnh sửa chữa".
_COMPLAINS = cues.spaced(
    rf"(?:(?:các|một số|nhiều|ý kiến|đa số|đông đảo|\d+) )*{_PEOPLE}(?!\w)[^,;:.]{{0,80}}?"
    r"(?<!\w)(?:kiến nghị|phản ánh|nêu|đề nghị|bày tỏ|bức xúc|quan tâm|cho rằng|cho biết)(?!\w)"
)
_WHO = cues.spaced(rf"(?<!\w)(?:(?:các|một số|nhiều|đa số|đại diện) )*(?:bậc )?{_PEOPLE}(?!\w)")
_LISTS = cues.spaced(
    rf"{_WHO.pattern}[^;:.]{{0,160}}?"
    r"(?<!\w)(?P<ask>kiến nghị|đề nghị|ý kiến|phản ánh|đề xuất)(?!\w)[^;:.]{0,140}?:"
)
_MATTER = cues.spaced(rf", (?:do đó |vì vậy |do vậy |nay |cử tri )?(?P<ask>{_ASKS})(?!\w)")
_HEAD = cues.spaced(rf"{_ASKS}(?!\w)")
_VERB = re.compile(
    r"(?<!\w)(?:kiến nghị|phản ánh|nêu|đề nghị|bày tỏ|bức xúc|quan tâm|cũng|đã)(?!\w)"
)
_REPLIES = cues.spaced(
    r"[,.;] (?:về (?:việc|nội dung|vấn đề) này,? )?(?:\w+ ){1,8}"
    r"(?:xin |đã |có )*(?:trả lời|báo cáo|ý kiến|giải trình|thông tin|tiếp thu|cho biết"
    r"|phản hồi)(?!\w)"
)
_FEWEST = 2


def petitioned(ledger: Ledger, place: Place, start: int) -> bool:
    """Take each request of a sentence that lists complaints; tell whether it holds any."""
    return _listed(ledger, place, start) or _enumerated(ledger, place) or _replied_to(ledger, place)


def _listed(ledger: Ledger, place: Place, start: int) -> bool:
    scan, end = ledger.scan, place.part.end
    complains = _COMPLAINS.match(scan.folded, start, end)
    if not complains or ledger.reports:
        return False
    parts = _parts(scan.text, complains.end(), end)
    found = [asked for part in parts if (asked := _request(ledger, part)) is not None]
    bare = sum(1 for ask, part in found if ask > part.start + _FEWEST)
    if not found or (len(parts) < _FEWEST and ":" not in scan.text[start:end]) or not bare:
        return False
    verb = _VERB.search(scan.folded, start, complains.end())
    agent = clean(scan, start, verb.start() if verb else complains.end())
    ledger.speaker = agent
    for at, part in found:
        _write(ledger, Span(at, part.end), agent)
    return True


def _enumerated(ledger: Ledger, place: Place) -> bool:
    """Take "cử tri đã có một số đề nghị như: Đề nghị huyện ...; hỗ trợ ...": each part asks."""
    scan, end = ledger.scan, place.part.end
    if scan.text.find(":", place.part.start, end) < 0:
        return False
    voters = _LISTS.search(scan.folded, place.part.start, end)
    if not voters:
        return False
    at = clauses.after_connectors(scan, voters.end(), end)[0]
    if not _HEAD.match(scan.folded, at, end):
        return False
    people = list(_WHO.finditer(scan.folded, voters.start(), voters.start("ask")))
    who = next((m for m in reversed(people) if "đại biểu" not in m[0]), people[-1])
    last = names_end(scan, ledger.known, who.start(), voters.start("ask"))
    agent = clean(scan, who.start(), max(last or 0, who.end()))
    head = Head(place.row.level, "tasks", "recommendation", agent)
    ledger.speaker = agent
    ledger.take(head, place, at, at)
    return True


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Give the complaints that `;` parts."""
    out, at = [], start
    while (mark := text.find(";", at, end)) >= 0:
        out.append(Span(at, mark))
        at = mark + 1
    return [*out, Span(at, end)]


def _request(ledger: Ledger, part: Span) -> tuple[int, Span] | None:
    """Give where in a complaint the request begins: "đường hỏng, | đề nghị sửa chữa"."""
    scan = ledger.scan
    begun = clauses.after_connectors(scan, part.start, part.end)[0]
    if _HEAD.match(scan.folded, begun, part.end):
        return begun, part
    last = None
    for matter in _MATTER.finditer(scan.folded, begun, part.end):
        last = last or matter
    return (last.start("ask"), part) if last else None


def _replied_to(ledger: Ledger, place: Place) -> bool:
    """Take "kiến nghị của cử tri A về việc đề nghị tỉnh sớm hỗ trợ ..."."""
    scan, end = ledger.scan, place.part.end
    if not cues.PERFORMATIVE.search(scan.words, place.part.start, end):
        return False
    of = _OF.search(scan.folded, place.part.start, end)
    last = names_end(scan, ledger.known, of.end(), end) if of else None
    about = _ABOUT.match(scan.folded, last, end) if last else None
    if not of or not last or not about:
        return False
    reply = _REPLIES.search(scan.folded, about.end(), end)
    agent, stop = clean(scan, of.end(), last), reply.start() if reply else end
    return _write(ledger, Span(about.start("ask"), stop), agent, inside=True)


def _write(ledger: Ledger, span: Span, agent: str | None, *, inside: bool = False) -> bool:
    scan = ledger.scan
    verb = _HEAD.match(scan.folded, span.start, span.end)
    if verb is None:
        return False
    at = after_verb(ledger, verb, span.end)
    named = addressed(scan, ledger.known, at, span.end)
    action = after_modals(ledger, named or at, span.end)
    if not clauses.is_action(scan, action, span.end) and not inside:
        action = at
    head = Head(PLAIN, "tasks", "recommendation", agent, clean(scan, at, named) if named else None)
    begin = action if inside else span.start
    ledger.write(begin, span.end, head, action, leading=False)
    return True
