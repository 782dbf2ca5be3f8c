"""Sentences in which somebody says what is to be done: agent, verb, addressee, actions."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, name_end, names_end
from extractors.duties import duty, vowed
from extractors.imperatives import imperative, next_part
from extractors.ledger import Head, Place
from extractors.outline import PLAIN
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger

# What may stand before the speaker: place, time, ground, purpose.
_PREAMBLE = cues.spaced(
    r"(?:để|nhằm|trên cơ sở|theo|trong|căn cứ|về|với|tại|qua|từ|sau|phát biểu|xuất phát|đối với"
    r"|bên cạnh|trước|nhân|phát huy|ngày|sáng|chiều|tới|thời gian|năm|kết luận|tham dự|cùng với"
    r"|ngoài|xác định|bám sát|do|vì|khi|nếu|hướng tới|kết thúc|dự|thay mặt|được sự|thực hiện"
    r"|tiếp tục thực hiện|quý|tháng|những|mặc dù|ghi nhận|lưu ý|làm việc|song song|riêng"
    r"|trường hợp|phấn đấu đến|đến|chậm nhất|tiếp thu|đáp|trao đổi|lý giải|giải thích|thảo luận|trả lời"
    r"|cũng|chào mừng|báo cáo|bế mạc|khai mạc|hằng|hàng|định kỳ|tiếp tục chương trình|chia sẻ|đánh giá)(?!\w)"
)
# Such an opening sets the scene for who speaks next, even below a list of orders.
_STAGE = cues.spaced(
    r"(?:tiếp thu|thay mặt|phát biểu|kết luận|trao đổi|trả lời|lý giải|giải thích|chào mừng|thảo luận"
    r"|báo cáo (?:với|tại)|kết thúc|bế mạc|khai mạc|đáp (?:lời|từ)|tham dự|cho ý kiến)(?!\w)"
)
_TOWARD = cues.spaced(r"(?:riêng )?(?:đối với|với|về phía) ")
# They tell what somebody does rather than ask, unless their agent stands right before.
_WEAK = {
    *("chỉ đạo", "phân công", "lưu ý", "nhấn mạnh", "nhắc nhở", "quán triệt", "đôn đốc"),
    *("đề xuất", "chỉ rõ", "nêu rõ", "ủy quyền", "mong muốn"),
}
_SAYING = {"nhấn mạnh", "nêu rõ", "chỉ rõ", "mong muốn"}
_TO = re.compile(r"(?:[\s*,:]*(?:với|cho|tới|đến|rằng|là|đối với)(?!\w))?[\s*,:]*")
_GAP = re.compile(r"[\s*,:“\"_–-]*")
_PASSIVE = re.compile(r"(?<!\w)được(?!\w)[^;]{0,80}\Z")
_JOINED = cues.spaced(r"(?:,|đồng thời|(?<=\s)và)[\s,]*(?:(?:đã|cũng|kính) )?\Z")
_PAST = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)")
_LIST_NEXT = cues.spaced(r"(?:như sau|sau đây|một số nội dung|các nội dung|thực hiện)(?!\w)")
# What is asked for without saying of whom: "yêu cầu công tác truyền thông bám sát người dân".
_MATTER = cues.spaced(r"(?:công tác|việc|hồ sơ|kết quả|100%|mọi|nội dung) (?!(?:của|này|trên|đó)\s)")
_ASKS_FOR_LIST = {"chỉ đạo", "đề nghị", "yêu cầu", "kiến nghị", "đề xuất"}
_SOFT = cues.spaced(r"(?:(?:trong )?thời gian tới|tiếp theo|cần phải|cần|phải|cùng)(?!\w)[\s,]*")
_SPACES = re.compile(r"\s+")
_FARTHEST = 700
_REACH = 600
_CLOSE = 200
# They give no orders: "cán bộ yêu cầu người dân nộp lại giấy tờ" tells what went wrong.
_STAFF = cues.spaced(
    r"(?:một số |nhiều |các |những )?(?:cán bộ|công chức|viên chức|nhân viên|người dân|doanh nghiệp)(?!\w)"
)
_MOST_LATER = 12


def told(ledger: Ledger, place: Place) -> bool:
    """Take the sentence if it asks for something or resolves something; tell whether it does."""
    scan, known, end = ledger.scan, ledger.known, place.part.end
    start = clauses.after_connectors(scan, place.part.start, end)[0]
    staged = place.row.level == PLAIN and _STAGE.match(scan.folded, start, end)
    commanded = ledger.tasking() is not None and imperative(scan, known, start, end) == start
    commanded = commanded and not staged
    ledger.toward = _toward(ledger, start, end)
    said = False
    at: int | None = start
    while at is not None and at - place.part.start < _FARTHEST:
        if at > start and (commanded or not _PREAMBLE.match(scan.folded, start, end)):
            return False
        named = names_end(scan, known, at, end)
        if said and cues.FUTURE.match(scan.folded, at, end):
            return vowed(ledger, place, at, ledger.speaker)
        if named is None:
            if _asked(ledger, place, at, first=at == start):
                return True
        elif _spoken(ledger, place, Span(at, named), start, said=said):
            return True
        elif says := _says(ledger, named, end):
            ledger.speaker = ledger.full_name(clean(scan, at, named), at)
            start = at = says.end()
            said = True
            continue
        elif scan.folded[named : named + 1] not in {",", ";"}:
            return False
        at = next_part(scan, known, at, end)
    return False


def told_later(ledger: Ledger, place: Place) -> bool:
    """Take "...; yêu cầu ...", "...; giao Sở X ..." where only a later part asks for something."""
    scan, part, head = ledger.scan, place.part, ledger.head
    if head and imperative(scan, ledger.known, part.start, part.end) == part.start:
        return False
    for mark in islice(re.finditer(";", scan.text[part.start : part.end]), _MOST_LATER):
        start = clauses.after_connectors(scan, part.start + mark.end(), part.end)[0]
        rest = Place(Span(start, part.end), place.row, place.last)
        if _asked(ledger, rest, start, first=True):
            return True
    return False


def _asked(ledger: Ledger, place: Place, at: int, *, first: bool) -> bool:
    """Take a part that opens with the verb: "Yêu cầu các đơn vị ...", "Giao Sở X ..."."""
    scan, end = ledger.scan, place.part.end
    verb = cues.PERFORMATIVE.match(scan.folded, at, end)
    if not verb or _plain(verb) not in cues.OPENING or not _performs(ledger, verb, place.part):
        return False
    named = name_end(scan, ledger.known, _after(ledger, verb, end), end)
    strict = _plain(verb) in {"yêu cầu", "đề nghị"}
    if named is None and (not first or (ledger.tasking() and not strict)):
        return False
    return _order(ledger, place, verb, at, None)


def _toward(ledger: Ledger, start: int, end: int) -> str | None:
    """Give whom the sentence is about: "Đối với xã Hưng Điền, Tổ kiểm tra đề nghị ..."."""
    lead = _TOWARD.match(ledger.scan.folded, start, end)
    last = names_end(ledger.scan, ledger.known, lead.end(), end) if lead else None
    return clean(ledger.scan, lead.end(), last) if lead and last else None


def _says(ledger: Ledger, named: int, end: int) -> re.Match[str] | None:
    """Give the verb of saying of the subject that ends at `named`: "tiếp thu và khẳng định"."""
    folded = ledger.scan.folded
    if says := cues.SAYS.match(folded, named + 1, end):
        return says
    limit = min(end, named + _CLOSE)
    return next(
        (m for m in cues.SAYS.finditer(folded, named, limit) if _JOINED.search(folded, named, m.start())),
        None,
    )


def _spoken(ledger: Ledger, place: Place, who: Span, start: int, *, said: bool) -> bool:
    """Take a part with a subject: a speaker who asks, or one who must or will act.

    `said`: somebody reports it, "Giám đốc Sở cho biết ...".
    """
    scan, folded, end = ledger.scan, ledger.scan.folded, place.part.end
    at, named = who.start, who.end
    if _STAFF.match(folded, at, named):
        return duty(ledger, place, who, start, clean(scan, at, named), said=said)
    agent = ledger.full_name(clean(scan, at, named), at)
    if cues.SPEECH.match(folded, named + 1, end) and place.row.level == PLAIN:
        ledger.speaker = agent
    between = cues.BETWEEN.match(folded, named, end)
    after = between.end() if between else named
    verb = cues.PERFORMATIVE.match(folded, after, end)
    if verb and _performs(ledger, verb, place.part) and not _listed_action(ledger, place, verb):
        past = _PAST.search(folded, named, after)
        weak = _plain(verb) in _WEAK
        closed = ledger.head is not None and ledger.head.mode == "closed"
        if (past and (weak or ledger.reports or closed)) or (weak and ledger.reports):
            return False
        return _order(ledger, place, verb, verb.end(), agent)
    for verb in cues.PERFORMATIVE.finditer(folded, after, min(end, after + _REACH)):
        if ledger.reports and _PAST.search(folded, named, verb.start()):
            break
        joined = _JOINED.search(folded, max(after, verb.start() - 30), verb.start())
        if joined and _plain(verb) not in _WEAK and _performs(ledger, verb, place.part):
            return _order(ledger, place, verb, verb.end(), agent)
    return duty(ledger, place, who, start, agent, said=said)


def _listed_action(ledger: Ledger, place: Place, verb: re.Match[str]) -> bool:
    """Tell whether the verb is what the subject is to do: "Văn phòng Sở đôn đốc các phòng"."""
    head = ledger.tasking()
    listed = head is not None and (place.row.level < PLAIN or head.heading)
    return listed and _plain(verb) in _WEAK


def _plain(verb: re.Match[str]) -> str:
    return _SPACES.sub(" ", verb[0])


def _after(ledger: Ledger, verb: re.Match[str], end: int) -> int:
    """Give where the addressee may begin, after "với", "cho"."""
    gap = _TO.match(ledger.scan.folded, verb.end(), end)
    return gap.end() if gap else verb.end()


def _performs(ledger: Ledger, verb: re.Match[str], part: Span) -> bool:
    """Tell whether the verb asks somebody for something here, and is no noun or passive."""
    scan, folded = ledger.scan, ledger.scan.folded
    at, word = verb.start(), _plain(verb)
    if cues.NOUN_BEFORE.search(folded, max(part.start, at - 16), at) and scan.text[at].islower():
        return False
    if _PASSIVE.search(folded, max(part.start, at - 90), at) and not word.startswith("đề"):
        return False
    hands = word.endswith("giao")
    if hands and cues.NOT_GIAO.match(folded, verb.end() - len("giao"), part.end):
        return False
    after = _after(ledger, verb, part.end)
    if after >= part.end:
        return scan.text[part.end : part.end + 1] in {":", "\n"}
    if ledger.known.at(after) or cues.ACTOR.match(folded, after, part.end):
        return True
    return not hands and _asks_for(ledger, word, after, part.end)


def _asks_for(ledger: Ledger, word: str, after: int, end: int) -> bool:
    """Tell whether the verb is followed by what is asked for, without an addressee."""
    folded = ledger.scan.folded
    if cues.STRICT_MODAL.match(folded, after, end):
        return True
    if word in _ASKS_FOR_LIST and _LIST_NEXT.match(folded, after, end):
        return True
    if word == "yêu cầu" and _MATTER.match(folded, after, end):
        return True
    return word not in _WEAK and clauses.is_action(ledger.scan, after, end)


def _order(
    ledger: Ledger, place: Place, verb: re.Match[str], begin: int, agent: str | None
) -> bool:
    """Take what is asked: the addressee, then one task for each clause, then the list below."""
    scan, end, above = ledger.scan, place.part.end, ledger.head
    at = _after(ledger, verb, end)
    named = names_end(scan, ledger.known, at, end)
    says = _plain(verb) in _SAYING
    if says and not _goes_on_as_duty(ledger, at, named, end):
        return False
    action = after_modals(ledger, named or at, end)
    if agent is None:  # the verb opens the sentence and belongs to the clause
        agent = (above.agent if above else None) or ledger.speaker or ledger.issuer
    else:
        begin = at if says else action
    ledger.speaker = agent
    addressee = _addressee(ledger, at, named)
    ledger.about = addressee or ledger.about
    local = ledger.reports and place.row.level == PLAIN
    kind = cues.PERFORMATIVES[_plain(verb)]
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
