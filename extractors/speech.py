"""Sentences in which somebody says what is to be done: agent, verb, addressee, actions."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, name_end, names_end
from extractors.duties import assigns, concluded, duty, vowed
from extractors.imperatives import imperative, next_part
from extractors.ledger import Place
from extractors.orders import WEAK, after_verb, order, performs, plain
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
    r"|trường hợp|phấn đấu đến|đến|chậm nhất|tiếp thu|đáp|trao đổi|lý giải|giải thích|thảo luận"
    r"|trả lời"
    r"|cũng|chào mừng|báo cáo"
    r"|nhận được|bế mạc|khai mạc|hằng|hàng|định kỳ|tiếp tục chương trình|chia sẻ"
    r"|đánh giá)(?!\w)"
)
_TOWARD = cues.spaced(r"(?:riêng )?(?:đối với|với|về phía) ")
_GAP = re.compile(r"[\s*,:“\"_–-]*")
_JOINED = cues.spaced(r"(?:,|đồng thời|(?<=\s)và)[\s,]*(?:(?:đã|cũng|kính) )?\Z")
_PAST = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)")
_FARTHEST = 700
_REACH = 600
_CLOSE = 200
_SHALL = re.compile(r"(?<!\w)sẽ(?!\w)")
_BLAME = cues.spaced(r"(?:phê bình|khiển trách|nhắc nhở|nghiêm khắc phê bình) ")
_BECAUSE = cues.spaced(r"[\s,]*(?:vì|do|về việc|để|đã) ")
# "Thực hiện ..., Kế hoạch số 25/KH-SYT của Sở Y tế, | Sở Y tế báo cáo": one more ground.
_GROUND = cues.spaced(
    r"(?:kế hoạch|chỉ thị|nghị quyết|quyết định|chương trình|công văn|công điện)(?!\w)"
)
_NEAR = 60
_NO_SUBJECT = cues.spaced(
    r"[,;:()“”\"]|(?<!\w)(?:của|việc|theo|những|các|được|bị|là|khi|nếu|đã có|về|trên|có|này|đó"
    r"|không|tại|trong)(?!\w)"
)
# They give no orders: "cán bộ yêu cầu người dân nộp lại giấy tờ" tells what went wrong.
_STAFF = cues.spaced(
    r"(?:một số |nhiều |các |những )?"
    r"(?:cán bộ|công chức|viên chức|nhân viên|người dân|doanh nghiệp)(?!\w)"
)
_MOST_LATER = 12


def told(ledger: Ledger, place: Place) -> bool:
    """Take the sentence if it asks for something or resolves something; tell whether it does."""
    if _told(ledger, place) or _blames(ledger, place):
        return True
    concluded(ledger, place)
    return False


def _blames(ledger: Ledger, place: Place) -> bool:
    """Take "Phê bình X vì ...; yêu cầu ...": what X did wrong, then what X is told."""
    scan, part = ledger.scan, place.part
    blame = _BLAME.match(scan.folded, part.start, part.end)
    if not blame:
        return False
    last = names_end(scan, ledger.known, blame.end(), part.end)
    reason = _BECAUSE.match(scan.folded, last, part.end) if last else None
    if not last or not reason:
        return False
    who = clean(scan, blame.end(), last)
    mark = scan.text.find(";", reason.end(), part.end)
    stop = mark if mark >= 0 else part.end
    ledger.lacks.append((Span(reason.end(), stop), who))
    ledger.toward = ledger.about = who
    if mark >= 0:
        start = clauses.after_connectors(scan, mark + 1, part.end)[0]
        _asked(ledger, Place(Span(start, part.end), place.row, place.last), start, first=True)
    return True


def _told(ledger: Ledger, place: Place) -> bool:
    scan, known, end = ledger.scan, ledger.known, place.part.end
    start = clauses.after_connectors(scan, place.part.start, end)[0]
    staged = place.row.level == PLAIN and cues.STAGE.match(scan.folded, start, end)
    commanded = ledger.tasking() is not None and imperative(scan, known, start, end) == start
    commanded = commanded and not staged
    ledger.toward = _toward(ledger, start, end)
    said = False
    at: int | None = start
    while at is not None and at - place.part.start < _FARTHEST:
        named = names_end(scan, known, at, end)
        if said and cues.FUTURE.match(scan.folded, at, end):
            return vowed(ledger, place, at, ledger.speaker)
        if named is None:
            if _asked(ledger, place, at, first=at == start) or _other(ledger, place, at):
                return True
        elif _spoken(ledger, place, Span(at, named), start, said=said):
            return True
        elif says := _says(ledger, named, end):
            ledger.speaker = ledger.full_name(clean(scan, at, named), at)
            start = at = says.end()
            said = True
            continue
        elif scan.folded[named : named + 1] not in {",", ";"} and not _GROUND.match(
            scan.folded, at
        ):
            return False
        if commanded or not _PREAMBLE.match(scan.folded, start, end):
            return False
        at = next_part(scan, known, at, end)
    return False


def told_later(ledger: Ledger, place: Place) -> bool:
    """Take "...; yêu cầu ...", "...; giao Sở X ..." where only a later part asks for something."""
    scan, part, head = ledger.scan, place.part, ledger.head
    if scan.text.find(";", part.start, part.end) < 0:
        return False
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
    if not verb or plain(verb) not in cues.OPENING or not performs(ledger, verb, place.part):
        return False
    named = name_end(scan, ledger.known, after_verb(ledger, verb, end), end)
    strict = plain(verb) in {"yêu cầu", "đề nghị"}
    if named is None and (not first or (ledger.tasking() and not strict)):
        return False
    return order(ledger, place, verb, at, None)


def _toward(ledger: Ledger, start: int, end: int) -> str | None:
    """Give whom the sentence is about: "Đối với xã Hưng Điền, Tổ kiểm tra đề nghị ..."."""
    lead = _TOWARD.match(ledger.scan.folded, start, end)
    last = names_end(ledger.scan, ledger.known, lead.end(), end) if lead else None
    if not lead or not last:
        return None
    between = cues.BETWEEN.match(ledger.scan.folded, last, end)
    if cues.PERFORMATIVE.match(ledger.scan.folded, between.end() if between else last, end):
        last = ledger.scan.folded.rfind(",", lead.end(), last)  # the last name is the speaker's
    return clean(ledger.scan, lead.end(), last) if last > lead.end() else None


def _says(ledger: Ledger, named: int, end: int) -> re.Match[str] | None:
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


def _spoken(ledger: Ledger, place: Place, who: Span, start: int, *, said: bool) -> bool:
    """Take a part with a subject: a speaker who asks, or one who must or will act.

    `said`: somebody reports it, "Giám đốc Sở cho biết ...".
    """
    scan, folded, end = ledger.scan, ledger.scan.folded, place.part.end
    at, named = who.start, who.end
    if assigns(ledger, place, who):
        return True
    if _STAFF.match(folded, at, named):
        return duty(ledger, place, who, start, clean(scan, at, named), said=said)
    agent = ledger.full_name(clean(scan, at, named), at)
    if not said and cues.SPEECH.match(folded, named + 1, end) and place.row.level == PLAIN:
        ledger.speaker = agent
    between = cues.BETWEEN.match(folded, named, end)
    after = between.end() if between else named
    verb = cues.PERFORMATIVE.match(folded, after, end)
    if verb and _SHALL.search(folded, named, after):  # "sẽ chỉ đạo": what the subject will do
        return duty(ledger, place, who, start, agent, said=said)
    if verb and performs(ledger, verb, place.part) and not _listed_action(ledger, place, verb):
        past = _PAST.search(folded, named, after)
        weak = plain(verb) in WEAK
        closed = ledger.head is not None and ledger.head.mode == "closed"
        if (past and (weak or ledger.reports or closed)) or (weak and ledger.reports):
            return False
        return order(ledger, place, verb, verb.end(), agent)
    later = _joined(ledger, place, named, after)
    if later:
        return order(ledger, place, later, later.end(), agent)
    return duty(ledger, place, who, start, agent, said=said)


def _joined(ledger: Ledger, place: Place, named: int, after: int) -> re.Match[str] | None:
    """Give the verb that asks further on: "biểu dương các ngành; đồng thời | yêu cầu"."""
    folded, end = ledger.scan.folded, place.part.end
    for verb in cues.PERFORMATIVE.matches(ledger.scan.words, after, min(end, after + _REACH)):
        if ledger.reports and _PAST.search(folded, named, verb.start()):
            return None
        if _PAST.match(folded, named + 1, end) and _STAFF.match(folded, verb.end() + 1, end):
            return None
        joined = _JOINED.search(folded, max(after, verb.start() - 30), verb.start())
        strong = plain(verb) not in WEAK - {"lưu ý"}
        if joined and strong and performs(ledger, verb, place.part):
            return verb
    return None


def _other(ledger: Ledger, place: Place, at: int) -> bool:
    """Take a part whose speaker is no body that is known: "VCCI khuyến nghị các địa phương ..."."""
    scan, end = ledger.scan, place.part.end
    if not scan.text[at:end][:1].isupper() or ledger.tasking():
        return False
    verb = cues.PERFORMATIVE.search(scan.words, at, min(end, at + _NEAR))
    if not verb or verb.start() == at or plain(verb) in WEAK or plain(verb).endswith("giao"):
        return False
    if _NO_SUBJECT.search(scan.folded, at, verb.start()) or clauses.is_action(scan, at, end):
        return False
    if not performs(ledger, verb, place.part):
        return False
    return order(ledger, place, verb, verb.end(), clean(scan, at, verb.start()))


def _listed_action(ledger: Ledger, place: Place, verb: re.Match[str]) -> bool:
    """Tell whether the verb is what the subject is to do: "Văn phòng Sở đôn đốc các phòng"."""
    head = ledger.tasking()
    listed = head is not None and (place.row.level < PLAIN or head.heading)
    return listed and plain(verb) in WEAK
