"""Sentences whose subject must act, will act, or acts in a list of tasks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import clauses, cues, planned, telling
from extractors.actors import FINITE, clean
from extractors.grounds import past_ground
from extractors.issuing import issued, issues
from extractors.ledger import DIRECTING, Head
from extractors.musts import begins_at, must
from extractors.outline import PLAIN
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger, Place

_AFTER_NAME = re.compile(r"(?:\s*\([^()]{0,300}\))?[\s*,:“\"_–-]*")
_TIME = cues.spaced(r"(?:trong|từ|đến|năm|quý|tháng|ngày|dự kiến|thời gian|tới)(?!\w)")
# Those that an order is for as a whole: "Các cơ quan thanh tra thực hiện nghiêm ...".
_ALL = cues.spaced(
    r"(?:(?:thủ trưởng|lãnh đạo|người đứng đầu|giám đốc|cấp ủy|trưởng|chủ tịch|ubnd"
    r"|ủy ban nhân dân|hiệu trưởng|đảng ủy|bí thư) ){0,2}(?:các|mỗi|từng|toàn thể) "
)
_RESOLVES = cues.spaced(  # "UBND tỉnh | xác định năm 2026 tập trung:"
    r"xác định (?:(?:trong )?(?:năm|nhiệm kỳ|thời gian|quý|giai đoạn)[^;:.]{0,30}? tập trung"
    r"|(?:rõ )?(?:(?P<must>cần|phải)|sẽ|tiếp tục)(?= \w))(?!\w)"
)
# What they attain or attend nobody is told.
_ATTAINS = cues.spaced(r"(?:đạt|vượt|giữ|tham gia|tham dự|dự|tăng|giảm)(?!\w)")
# No unit that a task could be assigned to: "Nhà nước giữ vai trò chủ đạo".
_WHOLE = cues.spaced(
    r"(?:nhà nước|cả nước|toàn (?:quốc|dân|xã hội|ngành|tỉnh|huyện|xã|thành phố|đảng bộ))\Z"
)
_POLITE = cues.spaced(r"(?:trân trọng|kính|xin|rất|cũng|chỉ|mới|vừa|đồng thời|và|thì|mà)(?!\w)")
_ITSELF = cues.spaced(r"(?:kế hoạch|nghị quyết|chỉ thị|công điện|quyết định) này(?!\w)")
# A document does nothing itself: "Kế hoạch tuyên truyền ban hành chậm".
_TEXT = cues.spaced(
    r"(?:các )?(?:quyết định|nghị quyết|chương trình|văn bản"
    r"|kế hoạch(?! (?:(?:cũng|còn|đã) )?(?:yêu cầu"
    r"|giao|phân công|đề ra|đặt|nêu|xác định|tập trung)))(?!\w)"
)
_DOCUMENT = cues.spaced(r"(?:công điện|công văn|chỉ thị|văn bản|thông báo)(?!\w)")
_STATE = re.compile(r"\s+(?:được|có|bị|là)(?!\w)")
_PAST = cues.spaced(r"tháng đầu năm|đến nay|năm qua|thời gian qua|vừa qua|những năm qua")
_RESULT = re.compile(r"(?<!\w)(?:đã|được|luôn|đang|vừa)(?!\w)")
_DONE = cues.spaced(
    r"(?<!\w)(?:đã|luôn|đang|vừa|được(?! (?:mời|giao|phân|phê|cấp|kiểm|nêu|quy|hưởng|sự)))(?!\w)"
)
_LOOK_BACK = 200
# What was done is counted: "Ban hành 7 quyết định xử phạt".
DID = cues.spaced(
    r"(?:đã )?(?:ban hành|triển khai|tổ chức|tiếp nhận|tiến hành|phát hiện|xử lý|xử phạt|kiểm tra"
    r"|thanh tra|kết luận|thu hồi|giải quyết)(?: được| xong)? \d+ (?:quyết định|cuộc|lượt|đoàn"
    r"|văn bản|hồ sơ|tập thể|cá nhân|tổ chức|đơn vị|lớp|buổi|vụ|đơn|kết luận|tỷ|triệu)(?!\w)"
)
_HAS = re.compile(r"(?<!\w)đã(?!\w)")
_COUNTED = re.compile(r"\w+(?:\s+\w+){0,2}\s+\d")  # "tiếp nhận 4.105 hồ sơ" was done
_SCHEDULED = cues.spaced(r"theo (?:tiến độ|lộ trình|dự kiến),? ")
_LEVELS = {"huyện", "tỉnh", "xã", "phường", "thành phố", "địa phương", "đơn vị", "thị xã", "quận"}
# The head of a list: "Các xã thực hiện | các nội dung sau:".
_THESE = cues.spaced(
    r"(?:\w+ ){1,6}?(?:một số|các|những|\d+) (?:nội dung|nhiệm vụ|công việc|việc|giải pháp|yêu cầu"
    r"|biện pháp)(?!\w)[^:;]{0,40}?(?:sau|sau đây|như sau|cụ thể)\Z"
)
_ISSUES = cues.spaced(r"(?:ban hành|xây dựng|lập|đề ra|thông báo|báo cáo|công bố)(?!\w)")
_CHARGED = cues.spaced(r" (?:cũng )?được (?:giao|phân công)(?: nhiệm vụ)?\Z")
_ALSO = cues.spaced(r"(?:cũng|đang|tiếp tục) ")


def duty(
    ledger: Ledger, place: Place, who: Span, start: int, subject: str | None, *, said: bool = False
) -> bool:
    """Take "X cần/phải/có trách nhiệm ...", "X sẽ ...", in a list of tasks "X chủ trì ...".

    `who` is the subject's stretch, `start` where the sentence begins; `said`: somebody reports it.
    """
    end = place.part.end
    gap = _AFTER_NAME.match(ledger.scan.folded, who.end, end)
    verb = past_ground(ledger, gap.end() if gap else who.end, end)
    closed = ledger.head is not None and ledger.head.mode != "tasks"
    if (
        closed
        or _TEXT.match(ledger.scan.folded, who.start)
        or _ITSELF.match(ledger.scan.folded, who.start, who.end)
    ):
        return False
    if planned.sets_tasks(ledger, place, who, subject):
        return True
    if issues(ledger, place, verb, subject):
        return listed_after(ledger, place, verb, Head(PLAIN, "tasks", "commitment", subject))
    ahead = said and cues.AHEAD.search(ledger.scan.words, place.part.start, verb)
    if resolves := _RESOLVES.match(ledger.scan.folded, verb, end):
        resolved = Head(place.row.level, "tasks", "commitment", subject)
        if resolves["must"]:
            ledger.take(resolved, place, resolves.start("must"), resolves.end())
        else:
            ledger.take(resolved, place, who.start, verb)
        return True
    return (
        _charged(ledger, place, who, verb)
        or must(ledger, place, Span(start, who.start), who, verb, subject)
        or _will(ledger, place, Span(start, who.start), verb, subject)
        or (
            not (said and not ahead)
            and _acts(ledger, place, Span(start, who.start), who, verb, subject)
        )
    )


def _charged(ledger: Ledger, place: Place, who: Span, verb: int) -> bool:
    """Take "Sở Nội vụ được giao theo dõi ...": what X was charged with."""
    scan, end = ledger.scan, place.part.end
    charged = _CHARGED.search(scan.folded, who.start, who.end)
    if not charged or not clauses.is_action(scan, verb, end):
        return False
    above = ledger.head
    agent = (above.agent if above else None) or ledger.speaker or ledger.issuer
    name = clean(scan, who.start, charged.start())
    made = Head(place.row.level, "tasks", "directive", agent, name, local=True)
    ledger.take(made, place, who.start, verb)
    return True


def vowed(ledger: Ledger, place: Place, at: int, speaker: str | None, begin: int = 0) -> bool:
    """Take "hứa sẽ ...": what the speaker resolves to do; its text begins at `begin` or `at`."""
    return _will(ledger, place, Span(begin or at, begin or at), at, speaker)


def listed_after(ledger: Ledger, place: Place, start: int, head: Head) -> bool:
    """Take the actions after the colon of a sentence that only names tasks."""
    colon = ledger.list_colon(start, place.part.end)
    if colon is None:
        return False
    at = clauses.after_connectors(ledger.scan, colon + 1, place.part.end)[0]
    ledger.take(head, place, at, at)
    return True


def _does(ledger: Ledger, place: Place, who: Span, verb: int) -> bool:
    """Tell whether an item of a list of tasks opens with a body and a verb that no list has."""
    scan, head = ledger.scan, ledger.tasking()
    if not head or place.row.level >= PLAIN or who.start != place.part.start:
        return False
    if who.end not in ledger.known.proper or verb >= place.part.end or verb != who.end + 1:
        return False
    return scan.text[verb].islower() and not (
        _POLITE.match(scan.folded, verb)
        or _RESULT.match(scan.folded, verb)
        or FINITE.match(scan.folded, verb)
    )


def _gives(ledger: Ledger, place: Place, verb: int) -> bool:
    """Tell whether what a body does here is its task: an item of an act, or the head of a list."""
    end = place.part.end
    if place.row.level < PLAIN:
        return ledger.issuer is not None or ledger.type in DIRECTING or ledger.acts
    if _ISSUES.match(ledger.scan.folded, verb, end):
        return False
    heads = place.last and ledger.scan.text[end : end + 1] == ":"
    return heads and _THESE.match(ledger.scan.folded, verb, end) is not None


def _parallel(ledger: Ledger, part: Span, verb: int) -> bool:
    """Tell whether each part is another body's task: "Sở A chủ trì ...; Sở B bố trí ..."."""
    scan = ledger.scan
    mark = scan.text.find(";", verb, part.end)
    if mark < 0 or not ledger.issuer:
        return False
    at = clauses.after_connectors(scan, mark + 1, part.end)[0]
    return (
        scan.text[at].isupper() and clauses.must_act(scan, ledger.known, at, part.end) is not None
    )


def _names_all(folded: str, who: Span) -> bool:
    """Tell whether a subject is all bodies of a sort: "UBND các huyện", "Các cơ quan thanh tra"."""
    group = _ALL.match(folded, who.start, who.end)
    return bool(group and cues.ACTOR.match(folded, group.end(), who.end))


def _same(subject: str | None, name: str | None) -> bool:
    """Tell whether a body is the one that has the longer name: "Sở Nội vụ", "Sở Nội vụ tỉnh A"."""
    if not subject or not name:
        return False
    longer, shorter = f" {name} ".lower(), f" {subject} ".lower()
    return longer.startswith(shorter) or longer.endswith(f" trưởng{shorter}")


def _whose(kind: str, ledger: Ledger, place: Place, who: Span, *, itself: bool) -> str:
    """Give the kind of a task below a head of `kind`: another unit's is assigned to it.

    `itself`: its subject is the body that speaks, whose items are its own programme.
    """
    whole = _WHOLE.match(ledger.scan.folded, who.start, who.end)
    if kind == "commitment" and not (itself or whole):
        return "directive"
    own = itself and kind == "directive" and place.row.level < PLAIN
    return "commitment" if own else kind


def _will(ledger: Ledger, place: Place, lead: Span, verb: int, subject: str | None) -> bool:
    """Take "X sẽ ..."; `lead` stands before the subject, and belongs to the text if a time."""
    folded, row = ledger.scan.folded, place.row
    also = _ALSO.match(folded, verb, place.part.end)
    future = cues.FUTURE.match(folded, also.end() if also else verb, place.part.end)
    if not future:
        return False
    acts = clauses.is_action(ledger.scan, future.end() + 1, place.part.end)
    since = folded.rfind(",", place.part.start, lead.end)
    if "sẽ" not in future[0] and _HAS.search(folded, max(since, place.part.start), lead.end):
        return False  # "Hội đã cùng các ngành quyết tâm khắc phục"
    if _STATE.match(folded, future.end(), place.part.end) and not acts:
        return False
    if telling.HAPPENS.match(folded, future.end(), place.part.end):
        return False
    if telling.AGENDA.match(folded, future.end(), place.part.end):
        return True  # told, and nothing to take: neither a vow nor what is wrong
    begin = lead.start if _TIME.match(folded, lead.start, lead.end) else lead.end
    if subject and subject.lower() in _LEVELS:  # "khẳng định huyện sẽ ...": who says so is named
        subject = ledger.speaker or subject
    head = Head(row.level, "tasks", "commitment", subject, local=row.level == PLAIN)
    ledger.take(head, place, begin, future.end())
    return True


def _under(
    ledger: Ledger,
    place: Place,
    who: Span,
    verb: int,
    head: Head,
    *,
    itself: bool,
    done: bool,
) -> Head | None:
    """Give the head under which "X + action" is a task, None where it only tells.

    `itself`: X is who gave the tasks; `done`: it was done.
    """
    folded, row = ledger.scan.folded, place.row
    counted = _COUNTED.match(folded, verb)
    near = head.paragraph == row.first and not done
    near = near and (head.kind != "commitment" or itself)
    told = head.concludes and (done or counted)
    own = row.level < PLAIN or head.heading or head.announces
    goes_on = (
        not done
        and head.kind != "commitment"
        and _names_all(folded, who)
        and not _ATTAINS.match(folded, verb)
    )
    if told or not (near or own or goes_on or head.level < PLAIN):
        return None
    kind = head.kind if near or own or goes_on else "directive"
    kind = _whose(kind, ledger, place, who, itself=itself)
    return replace(head, level=row.level, kind=kind, heading=False, local=False, awaits=False)


def _acts(
    ledger: Ledger, place: Place, lead: Span, who: Span, verb: int, subject: str | None
) -> bool:
    """Take "X + action": a task where tasks are being given, a resolution where it looks ahead."""
    folded, row, part, head = ledger.scan.folded, place.row, place.part, ledger.tasking()
    acts = clauses.is_action(ledger.scan, verb, part.end) or _does(ledger, place, who, verb)
    document = _DOCUMENT.match(folded, who.start, who.end)
    if not acts or document or telling.REPORTS.match(folded, verb, part.end):
        return False
    deed = DID.match(folded, verb, part.end) if row.level == PLAIN else None
    done = bool(
        deed or _DONE.search(folded, who.end, min(part.end, verb + 40)) or issued(ledger, verb)
    )
    begin = begins_at(ledger, lead, who)
    if head:
        itself = any(_same(subject, name) for name in (head.agent, ledger.issuer))
        if itself and head.kind != "commitment" and row.level == PLAIN:
            return False
        if made := _under(ledger, place, who, verb, head, itself=itself, done=done):
            addressee = None if made.kind == "commitment" else subject
            ledger.take(replace(made, addressee=addressee), place, begin, verb)
            return True
    if not (head or done or ledger.reports) and _gives(ledger, place, verb):
        agent = ledger.issuer or (ledger.speaker if ledger.speaker != subject else None)
        kind = _whose("directive", ledger, place, who, itself=_same(subject, agent))
        whom = None if kind == "commitment" else subject
        ledger.take(Head(row.level, "tasks", kind, agent, whom), place, begin, verb)
        return True
    if not (done or ledger.reports) and _parallel(ledger, part, verb):
        agent = ledger.issuer or ledger.speaker
        made = Head(row.level, "tasks", "directive", agent, subject, local=True)
        ledger.take(made, place, begin, verb)
        return True
    ahead = cues.AHEAD.search(ledger.scan.words, max(row.start, part.start - _LOOK_BACK), verb)
    ahead = ahead or _SCHEDULED.match(folded, part.start, who.start)
    if done or not ahead or _PAST.search(folded, part.start, verb):
        return False
    if _RESULT.search(folded, part.start, who.start):  # "nhiệm vụ đã được | các sở triển khai"
        return False
    ledger.take(Head(PLAIN, "tasks", "commitment", subject), place, verb, verb)
    return True
