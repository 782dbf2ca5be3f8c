"""Passages that tell of shortcomings: what opens one, how far it reaches, what it states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, findings, lacks
from extractors.actors import clean, names_end
from extractors.announcements import naming
from extractors.asked_lacks import COMPLAINERS, PEOPLE, facts, given
from extractors.finding_fields import is_elsewhere
from extractors.finding_names import only_names
from extractors.finding_subjects import subject
from extractors.lacks import Expected
from extractors.lead_ins import begins
from extractors.ledger import Head, Place
from extractors.outline import PLAIN, Paragraph
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.atoms import Scan
    from extractors.ledger import Ledger

_HEADS = lacks.PASSAGES["names"]


def _cue(pattern: str, heads: Iterable[str]) -> Cue:
    return Cue(cues.spaced(pattern).pattern, heads)


_HOLDS = cues.spaced(r"(?<!\w)(?:còn|vẫn|gặp|chưa|thiếu(?! sót)|yếu|chậm|bị)(?!\w)")
_AT_ALL = _cue(
    r"(?<!\w)(?:không phải (?:\w+ ){1,4}cũng|chưa (?:thể )?nói (?:hết|được)|chưa thể (?:bằng lòng"
    r"|yên tâm|hài lòng|chủ quan)|còn (?:rất )?nhiều (?:việc|điều) (?:phải|cần)|còn (?:không ít"
    r"|lắm)"
    r"|còn bộn bề|còn ngổn ngang|chưa hết (?:khó|khó khăn|lo)|bức tranh [^,.;:]{0,40}(?:chưa|không)"
    r"|chưa (?:như|được như) (?:mong muốn|kỳ vọng|yêu cầu))(?!\w)",
    ("không", "chưa", "còn", "bức"),
)
_COMPLAIN = _cue(
    rf"(?<!\w){PEOPLE} (?:\w+ ){{0,4}}(?:phàn nàn|kêu|than|bức xúc|chưa hài lòng|không hài lòng"
    r"|băn khoăn|trăn trở|lo ngại|phản ánh|chê|góp ý thẳng)(?!\w)",
    COMPLAINERS,
)
_SPEECH = (
    *("nêu", "phân", "lý", "nhìn", "thừa", "trăn", "bộc", "thẳng", "than", "phàn", "phản", "chỉ"),
    *("băn", "bức", "cái", "điểm", "thực", "kể", "chưa"),
)
# "Phó giám đốc Công an tỉnh nêu thực tế" and a colon: what follows is one.
_SAYS = _cue(
    r"(?<!\w)(?:(?:nêu (?:\w+ ){0,2}(?:thực tế|thực trạng|khó khăn|hạn chế|tồn tại|bất cập)"
    r"|cái (?:yếu|khó|dở)[^:,;.]{0,60}|điểm (?:yếu|nghẽn)[^:,;.]{0,60}"
    rf"|chưa đồng đều|chưa nghiêm|(?<!xin\s)(?<!các\s)(?:{lacks.NAMES}))(?: \w+){{0,8}}"
    r"|(?P<any>phân tích|lý giải|nhìn nhận|thừa nhận|trăn trở|bộc bạch|thẳng thắn|than|phàn nàn"
    r"|phản ánh|chỉ ra|băn khoăn|bức xúc|thực tế|kể)(?: \w+){0,1})"
    r"(?:\s?:|[;,.]? (?:đó là|cụ thể là|bao gồm))\s",
    [*_HEADS, *_SPEECH],
)
# "Ông thừa nhận bộ phận một cửa có lúc để dân chờ lâu": weaker words will do.
_ADMITS = _cue(
    r"(?<!\w)(?:thừa nhận|nhìn nhận|thẳng thắn|trăn trở|băn khoăn)(?!\w)",
    ("thừa", "nhìn", "thẳng", "trăn", "băn"),
)
_SAID_BEFORE = re.compile(_SAYS.pattern.pattern + r"[\"“]?\Z")
_AFTER_COLON = re.compile(r":\s{0,3}[\"“]?\Z")
# The passage is over: what is done about it, another event, something good.
_TURNS = cues.spaced(
    r"(?:để (?!xảy|lại)|nhằm|trước (?:thực|tình|tồn|những)|từ (?:thực tế|những|kết quả)"
    r"|trên cơ sở|với (?:tinh"
    r"|quan|mục|phương)|trong (?:buổi|thời gian tới|phần|khuôn khổ)|tại (?:buổi|hội nghị|cuộc"
    r"|phiên)"
    r"|cũng tại|được biết|thời gian tới|điểm (?:tích cực|sáng)|về phía|nhân dịp|dịp này|phát biểu"
    r"|kết luận|kết thúc|bế mạc|tiếp thu|đồng tình|chủ trì|do (?:đó|vậy)|vì (?:vậy|thế)|bởi vậy"
    r"|(?:sáng|chiều|tối|ngày) \d|năm \d{4} là|ngày mai|hôm nay|dự kiến|sắp tới|xem thêm|sau đó"
    r"|theo kế hoạch|thay mặt|ghi nhận ý kiến|đến dự)(?!\w)"
)
_BLAME = _cue(
    r"(?<!\w)(?:phê bình|khiển trách|nghiêm khắc phê bình) (?:nghiêm khắc )?",
    ("phê", "khiển", "nghiêm"),
)
_WHY = cues.spaced(r"[\s,]*(?:(?P<because>vì|do|về việc) |để |đã |có |chưa |không |còn |chậm )")
# "phê bình | 12 xã, phường | để chậm", "giám đốc các sở và chủ tịch các huyện | do chưa ...".
_BLAMED = cues.spaced(
    r"(?:\d+|các|một số|nhiều|giám đốc|chủ tịch|thủ trưởng|lãnh đạo) [^;:.]{2,160}?"
    r"(?=,? (?:vì|do|về việc|để|chưa|không|còn|chậm) )"
)
_BLAME_ENDS = cues.spaced(r";|, (?:đồng thời|yêu cầu|là)(?!\w)")
_FAR = 160  # characters
_FAR_INSPECTED = 900  # characters
_BRIEF = 70  # characters: "không phải việc gì cũng trơn tru" tells nothing
_QUOTE = re.compile(r"[\"“\s]+")


def _admitted(scan: Scan, part: Span) -> bool:
    """Tell whether somebody admits something in the sentence, or people complain."""
    admits = _ADMITS.search(scan.words, part.start, part.end)
    return (admits or _COMPLAIN.search(scan.words, part.start, part.end)) is not None


def _said_before(scan: Scan, at: int) -> bool:
    """Tell whether the text at `at` is what somebody said was wrong."""
    before = max(0, at - 5)
    if ":" not in scan.text[before:at] or not _AFTER_COLON.search(scan.text, before, at):
        return False
    return _SAID_BEFORE.search(scan.folded, max(0, at - _FAR), at) is not None


class Passages:
    """Reads statements for shortcomings and remembers where a passage of them is open."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._scan = ledger.scan
        self._expecting = False  # a shortcoming was just told
        self._announced = False  # "một số tồn tại": the paragraph goes on with them
        self._next = False  # the next paragraph does
        self._over: Head | None = None  # below it somebody has spoken: no bare lists any more

    def begin(self, row: Paragraph) -> None:
        """Begin a paragraph: what was open is over, but for what was announced at the end."""
        heads = self._ledger.heads
        head = self._ledger.head
        if head and head.mode == "findings" and row.level == PLAIN and head.level % 1:
            heads.pop()  # its list was marked, and is over
            head = None
        turns = _TURNS.match(self._scan.folded, row.start, row.end) is not None
        open_list = head and head.mode == "findings" and not head.heading and row.level == PLAIN
        if open_list and turns:
            heads.pop()
        self._expecting = False
        self._announced = self._next and not turns
        self._next = False

    def asked(self, place: Place, first_task: int | None) -> None:
        """Read a sentence that asks for something: what it says before, and whom it blames."""
        self._expecting = self._announced = False
        scan, part = self._scan, place.part
        head = self._ledger.head
        self._over = head
        if head and head.mode == "findings" and not head.heading and head.level >= PLAIN:
            self._ledger.heads.pop()
        told = given(scan, part, first_task if first_task is not None else part.end)
        for found in told:
            if found.named:
                self._ledger.lacks.append((found.span, self._ledger.about))
            else:
                self._write(found.span, found.level, whole=found.level == Expected.LISTED)

    def blamed(self, place: Place) -> bool:
        """Take "... phê bình X có kết quả thấp" inside a sentence; tell whether it is one."""
        scan, part = self._scan, place.part
        for blame in _BLAME.matches(scan.words, part.start, part.end):
            last = names_end(scan, self._ledger.known, blame.end(), part.end)
            why = _WHY.match(scan.folded, last, part.end) if last else None
            asked = cues.PERFORMATIVE.search(scan.words, part.start, blame.start())
            many = _BLAMED.match(scan.folded, blame.end(), part.end)
            if not why and many and not asked:
                last, why = many.end(), _WHY.match(scan.folded, many.end(), part.end)
            if not last or not why:
                continue
            stop = _BLAME_ENDS.search(scan.folded, why.end(), part.end)
            start = why.end() if why["because"] else blame.end()
            who = clean(scan, blame.end(), last)
            span = Span(start, stop.start() if stop else part.end)
            if (span, who) not in self._ledger.lacks[-1:]:
                self._ledger.lacks.append((span, who))
            return True
        return False

    def stated(self, place: Place, *, listed: bool) -> None:
        """Write down the shortcomings that a statement tells."""
        scan, part = self._scan, place.part
        folded = scan.folded
        quote = _QUOTE.match(folded, part.start, part.end)
        start = quote.end() if quote else part.start
        opened = lacks.OPENER.match(folded, start, part.end) is not None
        if self._announced and _TURNS.match(folded, part.start, part.end):
            self._announced = False
        many = (listed and self._ledger.head is not self._over) or self._announced
        if listed and self._names_only(part):
            return
        expected = self._expecting or opened or listed or _admitted(scan, part)
        level = Expected.YES if expected else Expected.NO
        level = Expected.LISTED if many else max(level, self._inspection(part))
        says = _SAYS.search(scan.words, part.start, part.end)
        before = _said_before(scan, part.start)
        if says and not many and is_elsewhere(scan, part.start, says.start(), says.end()):
            self._expecting = False
            return
        if (says or before) and not many:
            at = says.end() if says else part.start
            if says and not only_names(scan, Span(start, at)):
                self._write(Span(start, at - 1), level, whole=False)
            start, many = at, '"' not in scan.text[at - 1 : at + 1].replace("“", '"')
            many = many and not (says and says["any"])  # he may say anything
            level = Expected.LISTED if many else Expected.YES
        first = folded.find(";", start, part.end)
        listing = opened and first >= 0
        whole = many or (listing and lacks.lacking(scan, start, first, Expected.YES) is not None)
        if scan.text[part.end : part.end + 1] == "?":
            return
        if (tells := self._announces(place)) is not None:
            whole = False
            if tells:
                self._expecting = True
                return
        spans = self._write(Span(start, part.end), level, whole=whole)
        self._expecting = bool(spans) or any(
            self._write(fact.span, fact.level, whole=False) for fact in facts(scan, part)
        )

    def _inspection(self, part: Span) -> Expected:
        """Tell what an inspection makes of the sentence, told in it or before in its paragraph."""
        begun = max(0, part.start - _FAR_INSPECTED)
        told = lacks.INSPECTION.between(self._scan.words, begun, part.end)
        return Expected.INSPECTED if told else Expected.NO

    def _names_only(self, part: Span) -> bool:
        """Take a line that only names a body, whose shortcomings follow; tell whether it is one."""
        last = names_end(self._scan, self._ledger.known, part.start, part.end)
        stopped = self._scan.text[part.end : part.end + 1] in {".", ";"}
        if last != part.end or stopped:
            return False
        self._ledger.about = clean(self._scan, part.start, last)
        return True

    def _announces(self, place: Place) -> bool | None:
        """Let shortcomings follow if the sentence says so; tell whether it says nothing else."""
        scan, part = self._scan, place.part
        colon = scan.text[part.end : part.end + 1] == ":"
        named, tells = naming(scan, part, colon=colon)
        complain = _COMPLAIN.search(scan.words, part.start, part.end)
        if (
            named
            and not complain
            and is_elsewhere(scan, begins(scan, part.start, named.start()), named.start(), part.end)
        ):
            return None
        if not (tells or complain or _AT_ALL.search(scan.words, part.start, part.end)):
            return None
        self._announced = True
        if not tells and part.end - part.start < _BRIEF:
            return True
        if place.last and colon:
            self._ledger.push(Head(PLAIN, "findings", awaits=True))
        elif place.last:
            self._next = tells
        return (
            named is not None
            and tells
            and not _HOLDS.search(scan.folded, part.start, named.start() + len("vẫn còn "))
        )

    def _write(self, span: Span, level: Expected, *, whole: bool) -> list[Span]:
        ledger, scan = self._ledger, self._scan
        spans = findings.clauses(scan, span.start, span.end, level, whole=whole)
        before: str | None = None
        for found in spans:
            before = subject(scan, ledger.known, found, before or ledger.about)
            ledger.lacks.append((found, before))
        return spans
