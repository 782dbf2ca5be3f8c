"""Sentences in which somebody says what is to be done: agent, verb, addressee, actions."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from extractors import clauses, cues, just_asked, openings, other_voices
from extractors.actors import clean, name_end, names_end
from extractors.addressees import compound_end
from extractors.duties import duty, vowed
from extractors.imperatives import SOON, imperative, next_part
from extractors.issuing import assigns, concluded
from extractors.ledger import Place
from extractors.orders import WEAK, after_verb, order, order_of, performs, plain
from extractors.outline import PLAIN
from extractors.persons import OFFICE
from extractors.petitions import petitioned
from extractors.planned import sets_tasks
from extractors.reported import (
    STAFF,
    according_to,
    advised,
    also_will,
    demanded,
    indirectly,
    led_to,
    mandated,
    needed,
    resolved,
    says_verb,
    toward,
    will_be,
)
from extractors.telling import only_tells, speaks, told_done
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger

# What may stand before the speaker: place, time, ground, purpose.
_PREAMBLE = cues.spaced(
    r"(?:để|nhằm|trên cơ sở|theo|trong|ở|căn cứ|về|với|tại|qua|từ|sau|phát biểu|xuất phát|đối với"
    r"|bên cạnh|trước|nhân|phát huy|ngày|sáng|chiều|tới|thời gian|năm|kết luận|tham dự|cùng với"
    r"|ngoài|xác định|bám sát|do|vì|khi|nếu|hướng tới|kết thúc|dự|thay mặt|được sự|thực hiện"
    r"|tiếp tục thực hiện|quý|tháng|những|mặc dù|ghi nhận|lưu ý|làm việc|song song|riêng"
    r"|trường hợp|phấn đấu đến|đến|chậm nhất|tiếp thu|đáp|trao đổi|lý giải|giải thích|thảo luận"
    r"|trả lời|đồng tình|nhất trí|tán thành|tiếp lời|đồng quan điểm|cùng quan điểm|bổ sung"
    r"|cũng|chào mừng|báo cáo|cùng (?:ngày|thời gian|thời điểm|đó)|hôm (?:nay|qua)|mặt khác"
    r"|ngay (?:sau|khi|trong|tại)"
    r"|nhận được|bế mạc|khai mạc|hằng|hàng|định kỳ|tiếp tục chương trình|chia sẻ"
    r"|đánh giá|phương hướng|định hướng)(?!\w)"
    r"|(?:về )?nhiệm vụ (?:trọng tâm |cụ thể |chính )?(?:trong )?(?:thời gian|những|năm|quý"
    r"|tháng)(?!\w)"
)
_PAST = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)")
_AIMING = cues.spaced(
    r"(?:tạo điều kiện|tiếp tục|nâng cao|hưởng ứng|khắc phục|cụ thể hóa|quán triệt|triển khai"
    r"|tăng cường|đẩy mạnh"
    r"|chủ động|kịp thời|thực hiện|phát huy|đáp ứng|góp phần)(?!\w)"
)
_FARTHEST = 700
_THEREFORE = cues.spaced(r"(?<!\w)(?:vì vậy|do vậy|do đó|vì thế|bởi vậy|bởi thế),? \Z")
_SHALL = re.compile(r"(?<!\w)sẽ(?!\w)")
_BLAME = cues.spaced(r"(?:phê bình|khiển trách|nhắc nhở|nghiêm khắc phê bình) ")
_BECAUSE = cues.spaced(r"[\s,]*(?:vì|do|về việc|để|đã) ")
# "Thực hiện ..., Kế hoạch số 25/KH-SYT của Sở Y tế, | Sở Y tế báo cáo": one more ground.
_GROUND = cues.spaced(
    r"(?:kế hoạch|chỉ thị|nghị quyết|quyết định|chương trình|công văn|công điện)(?!\w)"
)
_AIMS_AT = cues.spaced(r"(?<!\w)(?:nhằm|mục đích|để)(?!\w)[^,;]*\Z|(?<!\w)nhằm(?!\w)")
_RANKED = re.compile(r".*\([^()]*\d[^()]*\),\s+(?=\w)", re.DOTALL)
_MEMBER = cues.spaced(r"(?:công chức|viên chức|người lao động|chiến sĩ|chiến sỹ)(?!\w)")
_GROUP = cues.spaced(  # not the counted ones of a list: "7 cán bộ, công chức"
    r"(?<!\w)(?<!\d\s)(?<!,\s)(?:cán bộ|đảng viên|công chức|viên chức)"
    r"(?:, (?:đảng viên|công chức|viên chức))*, \Z"
)
_MOST_LATER = 12


def told(ledger: Ledger, place: Place) -> bool:
    """Take the sentence if it asks for something or resolves something; tell whether it does."""
    if _told(ledger, place) or _blames(ledger, place):
        return True
    return concluded(ledger, place)


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
    start = openings.begins(ledger, start, end)
    staged = place.row.level == PLAIN and cues.STAGE.match(scan.folded, start, end)
    commanded = ledger.tasking() is not None and imperative(scan, known, start, end) == start
    commanded = commanded and not staged
    ledger.toward = toward(ledger, start, end)
    ledger.speaker = according_to(ledger, start, end) or ledger.speaker
    asks = cues.ASKS.stands(scan.words, place.part.start, end)
    if _at_once(ledger, place, start, asks=asks, commanded=commanded):
        return True
    said, open_lead = False, False
    which = scan.folded.find("nào", start, end) >= 0
    whichever = clauses.WHICHEVER.match(scan.folded, start, end) if which else None
    at: int | None = whichever.end() if whichever else start
    while at is not None and at - place.part.start < _FARTHEST and (asks or not open_lead):
        if at > start and _inside_group(ledger, start, at, end):
            at = next_part(scan, known, at, end)
            continue
        named = names_end(scan, known, at, end)
        named = named and compound_end(scan, at, named, end)
        if (asks or named) and _takes(
            ledger, place, at, named, start, said=said, open_lead=open_lead
        ):
            return True
        speaks_up = named and (not open_lead or OFFICE.match(scan.folded, at))
        says = says_verb(ledger, named, end) if named and speaks_up and asks else None
        if named and says:
            ledger.speaker = ledger.full_name(clean(scan, at, named), at)
            soon = SOON.match(scan.folded, says.end(), end)
            start = at = soon.end() if soon else says.end()
            said = True
            continue
        if commanded:
            return False
        lost = asks and named is None and at == start
        unparted = openings.unparted(ledger, at, end) if lost else None
        if unparted is not None:
            start = at = unparted
            continue
        open_lead = open_lead or _tells(ledger, place, start, at, named)
        at = next_part(scan, known, at, end)
    return asks and other_voices.after_long_name(ledger, place, start)


def _at_once(ledger: Ledger, place: Place, start: int, *, asks: bool, commanded: bool) -> bool:
    """Take what is asked in a fixed form, before anybody is looked for who asks."""
    if (
        asks
        and not commanded
        and (
            demanded(ledger, place, start)
            or petitioned(ledger, place, start)
            or just_asked.of_nobody(ledger, place, start)
        )
    ):
        return True
    if other_voices.voiced(ledger, place, start):
        return True
    if not asks:
        return False
    within = openings.gathering(ledger, start, place.part.end)
    cited = within.end() if within else just_asked.cited(ledger, start, place.part.end)
    return bool(cited) and _asked(ledger, place, cited or start, first=True)


def _inside_group(ledger: Ledger, start: int, at: int, end: int) -> bool:
    """Tell whether a part only goes on with a group: "Việc tuyển công chức, | viên chức phải"."""
    folded = ledger.scan.folded
    goes_on = _MEMBER.match(folded, at, end)
    return goes_on is not None and _GROUP.search(folded, start, at) is not None


def _takes(
    ledger: Ledger,
    place: Place,
    at: int,
    named: int | None,
    start: int,
    *,
    said: bool,
    open_lead: bool,
) -> bool:
    """Take the part that begins at `at` and whose subject ends at `named`."""
    end = place.part.end
    if said and (will := will_be(ledger, at, named, end)) is not None:
        return vowed(ledger, place, will, ledger.speaker)
    if (
        said
        and named is None
        and (advised(ledger, place, at) or just_asked.goes_on(ledger, place, at))
    ):
        return True
    if said and (me := other_voices.ME.match(ledger.scan.folded, at, end)):
        return _asked(ledger, place, me.end(), first=True)
    if open_lead:
        return _outright(ledger, place, at, named, start)
    if named is None:
        asks = ledger.scan.words.may_begin(cues.PERFORMATIVE.heads, at, end)
        return (
            (asks and _asked(ledger, place, at, first=at == start))
            or (at > start and needed(ledger, place, at, start))
            or other_voices.unknown(ledger, place, at)
            or resolved(ledger, place, at, start)
        )
    return _spoken(ledger, place, Span(at, named), start, said=said)


def _tells(ledger: Ledger, place: Place, start: int, at: int, named: int | None) -> bool:
    """Tell whether the sentence begins by telling something, not with time, place or ground."""
    folded, end = ledger.scan.folded, place.part.end
    if named and folded[named : named + 1] not in {",", ";"} and not _GROUND.match(folded, at):
        return True
    if at == start and place.row.level == PLAIN and _AIMING.match(folded, at, end):
        return False  # "Tiếp tục nâng cao chỉ số hài lòng, | UBND huyện yêu cầu ..."
    return not _PREAMBLE.match(folded, start, end)


def _outright(ledger: Ledger, place: Place, at: int, named: int | None, start: int) -> bool:
    """Take a part that asks outright, whatever stands before it: "Máy hỏng, | xã đề nghị ..."."""
    scan, end = ledger.scan, place.part.end
    if named is None:
        verb = cues.PERFORMATIVE.match(scan.folded, at, end)
        if not verb or plain(verb) not in cues.OPENING or not performs(ledger, verb, place.part):
            return False
        addressed = name_end(scan, ledger.known, after_verb(ledger, verb, end), end)
        if _PAST.search(scan.folded, start, at):  # "Sở đã ban hành 12 văn bản, đề nghị các huyện"
            return False
        return addressed is not None and order(ledger, place, verb, at, None)
    if ledger.speaker and _THEREFORE.search(scan.folded, start, at):
        acts = clauses.is_action(scan, clauses.after_name(scan, named), end)
        if acts and not ledger.reports:
            whom = clean(scan, at, named)
            return order_of(ledger, place, at, ledger.speaker, whom=whom)
    above = ledger.tasking()
    if (
        above
        and above.kind != "commitment"
        and cues.STRICT_MODAL.match(scan.folded, named + 1, end)
    ):
        return duty(ledger, place, Span(at, named), start, clean(scan, at, named))
    between = cues.BETWEEN.match(scan.folded, named, end)
    verb = cues.PERFORMATIVE.match(scan.folded, between.end() if between else named, end)
    future = cues.FUTURE.match(scan.folded, named + 1, end)
    if not verb and future and clauses.is_action(scan, future.end() + 1, end):
        return _spoken(ledger, place, Span(at, named), start, said=False)
    if not verb or plain(verb) in WEAK or not performs(ledger, verb, place.part):
        return False
    return _spoken(ledger, place, Span(at, named), start, said=False)


def told_later(ledger: Ledger, place: Place) -> bool:
    """Take "...; yêu cầu ...", "...; giao Sở X ..." where only a later part asks for something."""
    scan, part, head = ledger.scan, place.part, ledger.head
    if scan.text.find(";", part.start, part.end) < 0:
        return False
    if not cues.PERFORMATIVE.stands(scan.words, part.start, part.end):
        return False
    if head and imperative(scan, ledger.known, part.start, part.end) == part.start:
        return False
    if _AIMS_AT.search(scan.folded, part.start, scan.text.find(";", part.start, part.end)):
        return False
    if told_done(ledger, part):
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
    if (
        named is None
        and (ledger.tasking() if first else not led_to(ledger, place, at))
        and not (first and strict)
    ):
        return False
    return order(ledger, place, verb, at, None)


def _spoken(ledger: Ledger, place: Place, who: Span, start: int, *, said: bool) -> bool:
    """Take a part with a subject: a speaker who asks, or one who must or will act.

    `said`: somebody reports it, "Giám đốc Sở cho biết ...".
    """
    scan, folded, end = ledger.scan, ledger.scan.folded, place.part.end
    at, named = who.start, who.end
    if (
        assigns(ledger, place, who)
        or other_voices.written(ledger, place, who)
        or other_voices.decides(ledger, place, who)
        or just_asked.asked_of(ledger, place, who)
    ):
        return True
    if STAFF.match(folded, at, named):
        return duty(ledger, place, who, start, clean(scan, at, named), said=said)
    figures = _RANKED.match(scan.folded, at, named)  # "Sở A (71,2%), Ban B (69,9%), | Sở C yêu cầu"
    at = figures.end() if figures else at
    agent = ledger.full_name(clean(scan, at, named), at)
    if not said and place.row.level == PLAIN and speaks(ledger, agent, named, end):
        ledger.speaker = agent
    between = cues.BETWEEN.match(folded, named, end)
    after = mandated(ledger, between.end() if between else named, end)
    verb = cues.PERFORMATIVE.match(folded, after, end)
    shall = verb and _SHALL.search(folded, named, after)  # "sẽ chỉ đạo": what it will do
    gap = Span(named, after)
    asks = verb and not shall and performs(ledger, verb, place.part)
    asks = asks or (verb and not shall and other_voices.directs(ledger, place, who, verb))
    if said and not OFFICE.match(folded, at):  # "cho biết xã đã đề nghị huyện" tells
        asks = asks and not _PAST.search(folded, named, after)
    if verb and asks and not _listed_action(ledger, place, verb):
        if not only_tells(ledger, gap, verb, agent):
            asked = order(ledger, place, verb, verb.end(), agent)
            return asked or sets_tasks(ledger, place, who, agent)
        return duty(ledger, place, who, start, agent, said=said)
    own = verb is None and _listed(ledger, place) and clauses.is_action(scan, after, end)
    if own and duty(ledger, place, who, start, agent, said=said):
        return True
    told = not shall and indirectly(ledger, place, gap, agent, verbless=verb is None)
    if told or duty(ledger, place, who, start, agent, said=said):
        return True
    return not shall and scan.text[at].isupper() and also_will(ledger, place, named, agent)


def _listed_action(ledger: Ledger, place: Place, verb: re.Match[str]) -> bool:
    """Tell whether the verb is what the subject is to do: "Văn phòng Sở đôn đốc các phòng"."""
    return _listed(ledger, place) and plain(verb) in WEAK


def _listed(ledger: Ledger, place: Place) -> bool:
    """Tell whether the sentence stands in a list of tasks."""
    head = ledger.tasking()
    return head is not None and (place.row.level < PLAIN or head.heading)
