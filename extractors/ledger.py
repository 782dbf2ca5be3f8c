"""What a reading has gathered so far, and which head governs what comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from extractors import clauses, cues, splitting
from extractors.actors import clean, name_end, proper_end
from extractors.deadlines import Calendar, Deadline
from extractors.known_names import names
from extractors.outline import PLAIN, Paragraph
from extractors.persons import TITLES, longer, meant, pronoun_of
from extractors.text import CAPITALS, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference
    from extractors.text import Span

_PARTNER = cues.spaced(
    r"phối hợp (?:chặt chẽ )?(?:(?:với|cùng)(?: với)? )?|chủ trì,? cùng (?:với )?"
    r"|cùng(?<!\w....) (?:với )?(?=sở |ubnd |phòng )"
)
_NEXT_PARTNER = re.compile(rf"(?:,|\s+và)\s+(?=[{CAPITALS}])")
# Titles follow, not tasks: "sẽ ban hành các nghị quyết chuyên đề: Quy định mức thu ...".
_TITLES = cues.spaced(
    r"(?<!\w)(?:ban hành|thông qua|xem xét|ký|trình) [^:;]{0,60}?(?:nghị quyết|quyết định|tờ trình"
    r"|đề án|dự thảo|văn bản|kế hoạch)(?: \w+){0,3}\Z"
)
_NAMES_FOLLOW = re.compile(rf":[\s*]+(?=[{CAPITALS}])")
_WORDS = re.compile(r"\w+")
_NAMES_LIST = cues.spaced(
    r"(?:(?:xác định|đề ra|đặt ra|triển khai|tập trung|tổ chức|khẩn trương|nghiêm túc|thực hiện"
    r"|chỉ đạo|tốt|ngay|vào|đến"
    r"|làm tốt|chú ý|quan tâm|lưu ý|chú trọng) )*(?:một số|các|những|\d+|hai|ba|bốn|năm|sáu|bảy"
    r"|tám) (?:nhóm )?(?:nội dung|nhiệm vụ|giải pháp|công việc|vấn đề|yêu cầu|việc|khâu|mũi|trụ cột"
    r"|trọng tâm)(?!\w)"
)
_HAS_DONE = re.compile(r"(?<!\w)đã(?!\w)")
_OFTEN = 680  # characters for each "đã" of a text that retells
_NEAR = 1_500  # characters back to what "này" points to
_ENDS = 3  # characters of marks that a clause leaves behind it
_SHORT_LEAD = 5  # "thực hiện các nội dung" before a list tells nothing by itself
_SHORT_NAMES = {"đồng chí", "ông", "bà", "tôi", "chúng tôi"}
_DOCUMENTS = re.compile(
    r"(?:kế hoạch|chỉ thị|công điện|nghị quyết|kết luận|văn bản|công văn)(?:\s\d+|\s(?:này"
    r"|trên))?\Z"
)
DIRECTING = {"chỉ thị", "quyết định", "công điện", "thông báo", "nghị quyết"}
DIRECTING |= {"CT", "QĐ", "CĐ", "TB", "NQ", "KL", "kết luận"}
_REPORTS = {"báo cáo", "BC"}


def _spelled(name: str) -> str:
    """Give a body's name for comparison, its abbreviation spelled out."""
    words = " ".join(fold(name).split())
    return words.replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân")


@dataclass(slots=True)
class Task:
    """One clause that somebody is to act on, and what is known of it so far."""

    start: int
    end: int
    kind: str
    agent: str | None
    addressee: str | None
    deadline: Deadline | None = None
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What governs the paragraphs below: a head sentence or the heading of a section."""

    level: float
    mode: str  # tasks, findings, closed
    kind: str = "directive"
    agent: str | None = None
    addressee: str | None = None
    deadline: Deadline | None = None
    awaits: bool = False  # its list is still to come
    announces: bool = False  # ended in a colon: what bodies do in the lines below is asked
    concludes: bool = False  # "có ý kiến như sau:": what was done may stand below as well
    heading: bool = False
    local: bool = False  # governs its own paragraph only
    paragraph: int = -1  # where the paragraph of the head sentence begins


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in its paragraph: `part` is its stretch, `last` whether it ends the paragraph."""

    part: Span
    row: Paragraph
    last: bool


class Ledger:
    """The tasks and shortcomings written down so far, with who speaks, to whom, about whom."""

    def __init__(
        self, scan: Scan, references: Sequence[Reference], dates: Sequence[Period], genre: str
    ) -> None:
        self.scan = scan
        self.known = names(scan)
        self.calendar = Calendar(scan, references, dates)
        self.tasks: list[Task] = []
        self.lacks: list[tuple[Span, str | None]] = []
        self.heads: list[Head] = []
        self.filled = False  # its fields were read: what comes next is another record
        self.record = 0  # the first task of the record that fields below belong to
        own = next((r for r in references if r.own), None)
        self.type = (own.type if own else None) or ""
        self.genre = genre
        # An annex speaks for whoever issued the act it goes with.
        act = own or next((r for r in references if r.relation == "contained_in"), None)
        self.masthead = act.issuer if act else None
        self.issuer: str | None = None
        self.speaker: str | None = None
        self.lapsed: Head | None = None  # governed the paragraph before, and that alone
        self.recipient: str | None = None  # of a letter
        self.assigns = False  # the text gives tasks to others
        self.sibling: str | None = None  # the kind of the item before in the same list
        self._kinds: dict[float, str] = {}  # level -> kind of the last item there
        self._settled: tuple[float, int] = (PLAIN, 0)  # of the row before, and the tasks before it
        self.lists_tasks = False  # most items of the text say what is to be done
        self.over = False  # "Nơi nhận:" stood: only recipients follow
        self.receiving = False  # the lines below "Kính gửi:" name recipients
        self.toward: str | None = None  # "Đối với X, ...": whom the sentence is about
        self._written: dict[str, str] = {}  # masthead -> as the text below writes it
        self.columns: dict[int, str] = {}  # of the table of tasks that is being read
        self.about: str | None = None  # whose shortcomings the passage tells

    @property
    def reports(self) -> bool:
        """Whether the text is a report or a stretch of one: what it tells is mostly done."""
        return self.type in _REPORTS or (not self.type and self.genre == "report")

    @property
    def acts(self) -> bool:
        """Whether the text is an act itself, or a stretch of one, and no report."""
        if self.reports or (not self.type and self._retells):
            return False
        return self.lists_tasks or self.genre == "document"

    @cached_property
    def _retells(self) -> bool:
        """Tell whether a stretch without its masthead tells much that was done."""
        folded = self.scan.folded
        return len(_HAS_DONE.findall(folded)) * _OFTEN > len(folded)

    @property
    def head(self) -> Head | None:
        """What governs now."""
        return self.heads[-1] if self.heads else None

    def tasking(self) -> Head | None:
        """Give the head that governs now if it opens tasks."""
        head = self.head
        return head if head and head.mode == "tasks" else None

    def push(self, head: Head) -> None:
        """Let a head govern, in place of those as deep as it or deeper."""
        while self.heads and self.heads[-1].level >= head.level:
            self.heads.pop()
        self.heads.append(head)

    def settle(self, row: Paragraph) -> None:
        """Close what does not govern the paragraph; a plain head takes the list that follows it."""
        self._remember(row.level)
        self.lapsed = None
        if self.heads and self.heads[-1].local:
            self.lapsed = self.heads.pop()
        if row.level == PLAIN:
            return
        if self.heads and self.heads[-1].awaits and self.heads[-1].level == PLAIN:
            self.heads[-1] = replace(self.heads[-1], level=row.level - 0.5, awaits=False)
        while self.heads and self.heads[-1].level >= row.level:
            self.heads.pop()

    def _remember(self, level: float) -> None:
        """Keep what kind of task the item before said; a higher item begins another list.

        Tasks without a mark end all lists; a mark of a page between two items ends none.
        """
        before, count = self._settled
        if len(self.tasks) > count:
            kept = {} if before == PLAIN else self._kinds
            self._kinds = {**kept, before: self.tasks[-1].kind}
        self._kinds = {at: kind for at, kind in self._kinds.items() if at <= level}
        self.sibling = self._kinds.get(level) if level < PLAIN else None
        self._settled = (level, len(self.tasks))

    def full_name(self, name: str | None, at: int = 0) -> str | None:
        """Give the full name of a speaker whom the text at `at` only calls "đồng chí", "Sở"."""
        if not name:
            return name
        lower = name.lower()
        if _DOCUMENTS.match(lower) and (writer := self.issuer or self.speaker):
            return writer
        if person := pronoun_of(lower):
            return meant(self.scan, self.known, self.speaker, person, at) or name
        if lower.endswith(" này"):
            return self._before(name[: -len(" này")], at)
        begun = lower in TITLES and (self.speaker or "").lower().startswith(lower + " ")
        if self.speaker and (lower in _SHORT_NAMES or begun):
            return self.speaker
        return longer(self.scan, self.known, name, at) or name

    def _before(self, name: str, at: int) -> str:
        """Give the longer name that stood before for "Chủ tịch UBND tỉnh | này"."""
        if (self.speaker or "").lower().startswith(name.lower()):
            return self.speaker or name
        place = self.scan.text.rfind(name + " ", max(0, at - _NEAR), max(0, at - 1))
        last = name_end(self.scan, self.known, place, at) if place >= 0 else None
        return clean(self.scan, place, last) or name if last else name

    def in_body(self, name: str) -> str:
        """Give the body of a masthead in capitals as the text below writes it: "UBND tỉnh"."""
        if name not in self._written:
            whole = _spelled(name)
            forms = {self.scan.text[a.start : a.end] for a in self.scan.agencies}
            same = [
                f for f in forms if not f.isupper() and (whole + " ").startswith(_spelled(f) + " ")
            ]
            self._written[name] = " ".join(max(sorted(same), key=len, default=name).split())
        return self._written[name]

    # --- writing down -------------------------------------------------------------------------

    def take(self, head: Head, place: Place, start: int, action: int) -> None:
        """Write down the clauses from `start`, whose action begins at `action`; keep the head."""
        scan, end = self.scan, place.part.end
        colon = self.list_colon(start, end)
        if colon is None:
            end = self._without_names(action, end)
            leads = self._leads(start, end)
            self.write(start, end, head, action, leading=leads)
        else:
            leads = True
            rest = clauses.after_connectors(scan, colon + 1, end)[0]
            governed = self._with_deadline(head, start, colon)
            if action < colon:  # else only names stand before it
                self.write(start, colon, head, action, leading=True)
            self.write(rest, end, governed, rest, leading=False)
        if leads:
            head = self._with_deadline(head, start, end if colon is None else colon)
        announces = place.last and scan.text[place.part.end : place.part.end + 1] == ":"
        announces = announces or head.announces
        first = place.row.first
        self.push(replace(head, awaits=place.last, announces=announces, paragraph=first))

    def write(self, start: int, end: int, head: Head, action: int, *, leading: bool) -> None:
        """Write down each clause of `text[action:end]`; the first one's text begins at `start`.

        `leading`: a list follows, so a clause that only announces it is left out.
        """
        scan = self.scan
        if action >= end:
            return
        addressee, kind = head.addressee, head.kind
        for i, span in enumerate(splitting.split(scan, self.known, action, end)):
            at = start if i == 0 and start < action else span.start
            tail = cues.list_tail(scan.folded, max(at, span.end - 60), span.end)
            short = i == 0 and span.end >= end - _ENDS
            short = short and len(_WORDS.findall(scan.text, span.start, span.end)) <= _SHORT_LEAD
            names_list = i == 0 and _NAMES_LIST.match(scan.folded, span.start, span.end)
            if leading and (short or names_list or (tail and span.end >= end - _ENDS)):
                continue
            whole = i > 0 or start == action  # no subject or verb that asks stands before
            own = clauses.must_act(scan, self.known, span.start, span.end) if whole else None
            asked = clauses.asked(scan, self.known, span.start, span.end) if whole else None
            if own is not None and scan.text[span.start : own] != "lãnh đạo":  # the verb
                does = clauses.after_name(scan, own)
                will = cues.FUTURE.match(scan.folded, does, span.end)
                addressee = None if will else clean(scan, span.start, own) or addressee
                must = cues.STRICT_MODAL.match(scan.folded, does, span.end)
                kind = "directive" if must or (kind == "commitment" and not will) else kind
            elif asked is not None:
                addressee = clean(scan, asked[1].start, asked[1].end) or addressee
                kind = asked[0]
            due = self.calendar.find(at, span.end) or head.deadline
            partners = self._partners(span)
            self.tasks.append(Task(at, span.end, kind, head.agent, addressee, due, partners))

    def list_colon(self, start: int, end: int) -> int | None:
        """Give the colon after which the actions stand: "một số nội dung như: rà soát ..."."""
        text = self.scan.text
        colon = text.find(":", start, end)
        if colon < 0 or not text[colon + 1 : end].strip(" *_"):
            return None
        if self._explains(start, colon, end) or _TITLES.search(self.scan.folded, start, colon):
            return None
        rest = clauses.after_connectors(self.scan, colon + 1, end)[0]
        return colon if clauses.is_action(self.scan, rest, end) else None

    def _explains(self, start: int, colon: int, end: int) -> bool:
        """Tell whether the colon only says how: "đổi cách thẩm định: trừ điểm gấp đôi ..."."""
        folded = self.scan.folded
        if cues.TASK_NOUN.search(self.scan.words, start, colon):
            return False
        examples = splitting.EXAMPLES.search(folded, start, colon)
        lists = ";" in folded[colon:end] or cues.list_tail(folded, max(start, colon - 60), colon)
        if lists and not examples:
            return False
        own = clauses.must_act(self.scan, self.known, start, colon)
        at = clauses.after_name(self.scan, own) if own else start
        must = cues.STRICT_MODAL.match(folded, at, colon)
        at = must.end() + 1 if must else at
        return len(_WORDS.findall(folded, at, colon)) > _SHORT_LEAD and clauses.is_action(
            self.scan, at, colon
        )

    def _leads(self, start: int, end: int) -> bool:
        tail = cues.list_tail(self.scan.folded, max(start, end - 60), end)
        return bool(tail) or self.scan.text[end : end + 1] == ":"

    def _with_deadline(self, head: Head, start: int, end: int) -> Head:
        due = self.calendar.find(start, end)
        return replace(head, deadline=due) if due and due.kind == "day" else head

    def _without_names(self, start: int, end: int) -> int:
        """Give where the clause ends before names: "kiểm tra 04 phòng: Phòng A; Phòng B"."""
        colon = _NAMES_FOLLOW.search(self.scan.text, start, end)
        if colon is None or splitting.EXAMPLES.search(self.scan.folded, start, colon.start()):
            return end
        return colon.start()

    def _partners(self, span: Span) -> tuple[str, ...]:
        found = _PARTNER.search(self.scan.folded, span.start, span.end)
        if not found:
            return ()
        at = found.end()
        last = name_end(self.scan, self.known, at, span.end) or proper_end(self.scan, at, span.end)
        return self.each(at, last) if last else ()

    def each(self, start: int, end: int) -> tuple[str, ...]:
        """Give each of the bodies in a list of them: "Thanh tra tỉnh, Văn phòng UBND tỉnh"."""
        cuts = [start]
        for mark in _NEXT_PARTNER.finditer(self.scan.text, start, end):
            inside = self.known.at(mark.start())
            if not (inside and inside > mark.end()) and cues.ACTOR.match(
                self.scan.folded, mark.end(), end
            ):
                cuts += [mark.start(), mark.end()]
        stretches = zip(cuts[::2], [*cuts[1::2], end], strict=True)
        return tuple(name for a, b in stretches if (name := clean(self.scan, a, b)))
