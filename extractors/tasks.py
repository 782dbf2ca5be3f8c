"""The reader of tasks: who tells whom to do what, carried over lists and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from extractors import clauses, cues, findings
from extractors.actors import clean, name_end, names
from extractors.deadlines import Calendar, Deadline
from extractors.outline import PLAIN, Paragraph, sentences
from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference

_GAP = re.compile(r"[\s*,:“\"_–-]*")
_TO = re.compile(r"(?:[\s*,:]*(?:với|cho|tới|đến|rằng|là|đối với)(?!\w))?[\s*,:]*")
_LEAD = cues.spaced(
    r"(?P<ask>(?:đề nghị|kính đề nghị|kiến nghị|đề xuất)(?:(?:,| và)? (?:kiến nghị|đề xuất))?)(?: (?:với|đối với))? |(?:giao|yêu cầu|phân công) (?:cho )?"
    r"|đối với |trách nhiệm (?:của )?|về phía |nhiệm vụ của "
)
_DUTY = cues.spaced(r"[\s,*]*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần|phải)?[\s*_]*(?:\([^)]*\))?[\s*_]*")
_PREAMBLE = cues.spaced(
    r"(?:để|nhằm|trên cơ sở|theo|trong|căn cứ|về|với|tại|qua|từ|sau|sau khi|phát biểu|xuất phát|đối với|bên cạnh"
    r"|trước|nhân|phát huy|ngày|sáng|chiều|tới|thời gian|năm|kết luận|tham dự|cùng với|ngoài|xác định|bám sát"
    r"|do|vì|khi|nếu|hướng tới|kết thúc|dự|thay mặt|được sự|thực hiện|tiếp tục thực hiện|quý|tháng|những|mặc dù"
    r"|ghi nhận|lưu ý|làm việc|song song|riêng|trường hợp|phấn đấu đến)(?!\w)"
)
# What may stand before an imperative: its time, ground, field.
_SETTING = cues.spaced(
    r"(?:để|nhằm|trong|về|trên cơ sở|theo|căn cứ|đối với|bên cạnh|phát huy|thời gian tới|năm|quý|tháng|từ|với"
    r"|riêng|tới|song song|cùng với|ngoài|trước|định kỳ|hằng|hàng|tại)(?!\w)"
)
_DOCUMENT_TYPES = re.compile(
    r"[*#\s]*(chỉ thị|kế hoạch|quyết định|báo cáo|thông báo|công điện|nghị quyết|hướng dẫn|chương trình|tờ trình)"
    r"[*\s:]*\Z"
)
_DIRECTING = {"chỉ thị", "quyết định", "công điện", "thông báo", "nghị quyết", "CT", "QĐ", "CĐ", "TB", "NQ"}
_WEAK = {"chỉ đạo", "phân công", "lưu ý", "nhấn mạnh", "nhắc nhở", "quán triệt", "đôn đốc", "đề xuất", "chỉ rõ",
         "nêu rõ", "ủy quyền", "mong muốn"}
_SAYING = {"nhấn mạnh", "nêu rõ", "chỉ rõ", "mong muốn"}
_PARTNER = re.compile(r"phối\s+hợp\s+(?:chặt\s+chẽ\s+)?(?:với|cùng)\s+")
_ISSUES = cues.spaced(r"(?:ban hành|xây dựng|báo cáo|thông báo|đề ra|triển khai|hướng dẫn|đề nghị|yêu cầu|quyết định)")
_PLANNED = cues.spaced(r"(?<!\w)(?=dự kiến [^;:]{0,80}sẽ )dự kiến ")
_ISSUED = cues.spaced(r"trên đây là (?:kế hoạch|chương trình|hướng dẫn|báo cáo)[^.:]{0,200}? của ")
_COLON = re.compile(r"[\s*]*:[\s*]+(?=[A-ZĐÀ-Ỹ])")
_SEMICOLON = re.compile(";")
_TIME = cues.spaced(r"(?:trong|từ|đến|năm|quý|tháng|ngày|dự kiến|thời gian|tới)(?!\w)")
_SOON = cues.spaced(r"(?:trong )?thời gian tới ")
_PLANS = cues.spaced(r"(?:ban hành|xây dựng)(?: và ban hành)? (?:kế hoạch|chương trình|chỉ thị)")
_WORDS = re.compile(r"\w+")
_CHUNK = re.compile(r"[,;](?!\d)")
_PASSIVE = re.compile(r"(?<!\w)được(?!\w)[^;]{0,80}\Z")
_RESULT = re.compile(r"(?<!\w)(?:đã|được|luôn|đang|vừa)(?!\w)")
_PAST = cues.spaced(r"tháng đầu năm|đến nay|năm qua|thời gian qua|vừa qua|những năm qua")
_RECORD_LEVEL = 45
_FARTHEST = 700
_LONGEST_HEADING = 160


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
    heading: bool = False
    local: bool = False  # governs its own paragraph only
    paragraph: int = -1  # where the paragraph of the head sentence begins


class Reader:
    """Reads the paragraphs of a text in order and gathers `tasks` and `lacks`.

    `orphans`: the text begins in the middle of a list of tasks, its head sentence is lost.
    """

    def __init__(
        self,
        scan: Scan,
        references: Sequence[Reference],
        dates: Sequence[Period],
        *,
        orphans: bool = False,
    ) -> None:
        self.tasks: list[Task] = []
        self.lacks: list[tuple[Span, str | None]] = []
        self._scan = scan
        self._known = names(scan)
        self._calendar = Calendar(scan, references, dates)
        self._heads: list[Head] = []
        self._record = 0
        self._issuer: str | None = None
        self._speaker: str | None = None
        self._about: str | None = None  # whose shortcomings the passage tells
        self._expecting = False
        self._type = next((r.type for r in references if r.own), None) or ""
        self._recipient: str | None = None
        self._quiet = 0
        self._statements = 0
        if orphans:
            self._heads.append(Head(0, "tasks", heading=True))

    # --- paragraphs ---------------------------------------------------------------------------

    def read(self, row: Paragraph, following: Paragraph | None) -> None:
        """Read one paragraph; `following` is the next one, None at the end."""
        folded = self._scan.folded
        if (kind := _DOCUMENT_TYPES.match(folded[row.first : row.end])) and not self._type:
            self._type = kind[1]
        if self._head and self._head.local:
            self._heads.pop()
        self._settle(row)
        if cues.CLOSING.match(folded, row.start):
            self._heads = []
            if issued := _ISSUED.match(folded, row.start, row.end):
                last = name_end(self._scan, self._known, issued.end(), row.end)
                self._issuer = self._issuer or (clean(self._scan, issued.end(), last) if last else None)
        if row.level <= _RECORD_LEVEL:
            self._record = len(self.tasks)
        if self._field(row):
            return
        start = self._section(row, following)
        if start is None:
            start = self._addressed(row, following)
        if start is None:
            start = row.start
        self._expecting = False
        if self._is_quiet(row, start):
            return
        if row.first == 0 and self._scan.text[row.start].islower():
            start = self._scan.text.find(";", start, row.end) + 1 or start
        parts = list(sentences(self._scan.text, start, row.end))
        for i, part in enumerate(parts):
            self._sentence(part, row, following, last=i == len(parts) - 1)

    def close(self) -> None:
        """End the text: tasks without an agent are the issuer's, who may be named only at the end."""
        for task in self.tasks:
            task.agent = task.agent or self._issuer

    def _settle(self, row: Paragraph) -> None:
        if row.level == PLAIN:
            return
        if self._heads and self._heads[-1].awaits and self._heads[-1].level == PLAIN:
            self._heads[-1] = replace(self._heads[-1], level=row.level - 0.5, awaits=False)
        while self._heads and self._heads[-1].level >= row.level:
            self._heads.pop()

    @property
    def _reports(self) -> bool:
        return self._type in {"báo cáo", "BC"}

    @property
    def _head(self) -> Head | None:
        return self._heads[-1] if self._heads else None

    def _push(self, head: Head) -> None:
        while self._heads and self._heads[-1].level >= head.level:
            self._heads.pop()
        self._heads.append(head)

    def _field(self, row: Paragraph) -> bool:
        """Take a field of a task's record, "Đơn vị chủ trì: Sở X", into the tasks above it."""
        folded, end = self._scan.folded, row.end
        if "kính gửi" in folded[row.start : row.start + 12]:
            at = _GAP.match(folded, row.start + 8, end)
            if at:
                last = name_end(self._scan, self._known, at.end(), end)
                self._recipient = clean(self._scan, at.end(), last) if last else None
            return True
        for name, pattern in cues.FIELDS.items():
            found = pattern.match(folded, row.start, end)
            if not found or name == "task":
                continue
            value = clean(self._scan, found.end(), end)
            for task in self.tasks[self._record :]:
                if name == "lead":
                    task.addressee, task.kind = value, "directive"
                elif name == "partner" and value:
                    task.partners = (*task.partners, value)
                elif name == "time":
                    task.deadline = self._calendar.find(found.end(), end, whole=True)
            return bool(value) or name != "lead"
        return False

    def _is_quiet(self, row: Paragraph, start: int) -> bool:
        """Tell whether the line only decorates (a title, a caption, a menu); three end a speech."""
        text = self._scan.text
        body = text[start : row.end]
        if body.isupper():
            return True
        ended = text[row.end - 1] in ".;:…!?”*" or text.startswith("./.", row.end - 3)
        if row.level < PLAIN or ended or not body or len(_WORDS.findall(body)) > 14:
            self._quiet = 0
            return False
        self._quiet += 1
        head = self._head
        if self._quiet >= 3 and head and head.level == PLAIN and not head.heading:
            self._heads.pop()
        return not (head and (head.heading or head.awaits or head.level < PLAIN))

    # --- headings -----------------------------------------------------------------------------

    def _section(self, row: Paragraph, following: Paragraph | None) -> int | None:
        """Take the heading of a section; give where the text after it begins, None if it is none."""
        text, folded = self._scan.text, self._scan.folded
        colon = text.find(":", row.start, min(row.end, row.start + _LONGEST_HEADING))
        to = colon if colon >= 0 else row.end
        title = folded[row.start : to].strip(" *_.\n")
        raw = text[row.first : to]
        if len(title) > _LONGEST_HEADING or not title:
            return None
        marked = row.level < 60 or "**" in raw or raw.isupper()
        if not marked and (colon < 0 or len(_WORDS.findall(title)) > 8):
            return None
        if "." in title.rstrip(".") and re.search(r"[a-zà-ỹ]\.\s", title):
            return None
        best, mode = 0, ""
        for kind, pattern in cues.SECTIONS.items():
            if (m := pattern.match(title)) and m.end() > best:
                best, mode = m.end(), kind
        if not best:
            return self._plain_heading(row, following, marked=marked, colon=colon)
        rest = title[best:].strip(" ,")
        if not self._is_title(mode, title, rest, row, raw):
            return None
        level = row.level
        self._about = self._about if mode == "findings" else None
        self._push(self._section_head(mode, title, level))
        return colon + 1 if colon >= 0 else row.end

    def _is_title(self, mode: str, title: str, rest: str, row: Paragraph, raw: str) -> bool:
        if mode in {"directives", "recommendations"} and rest:
            at = row.start + self._scan.folded[row.start : row.end].find(rest)
            if cues.ACTOR.match(rest) or self._known.at(at) or cues.ACTION.match(rest):
                return raw.isupper() and not cues.ACTOR.match(rest)
            if re.match(r"(?:với|đối với|cho)\s", rest):
                return False
            return len(_WORDS.findall(rest)) <= 3 or raw.isupper()
        if mode == "commitments" and _RESULT.search(title):
            return False
        return True

    def _plain_heading(
        self, row: Paragraph, following: Paragraph | None, *, marked: bool, colon: int
    ) -> int | None:
        """Take a numbered heading that only names a field of work: "2. Cải cách thể chế:"."""
        text = self._scan.text
        if row.level > _RECORD_LEVEL or not following or following.level <= row.level:
            return None
        bare = text[row.start : row.end].rstrip(" *_")
        short = len(_WORDS.findall(bare)) <= 9
        if bare.endswith((".", ";")) or (colon >= 0 and not bare.endswith(":")):
            return None
        bold = text[row.first : row.end].strip().startswith("**") or bare.isupper()
        if not marked or not (short or bold or bare.endswith(":")):
            return None
        if name_end(self._scan, self._known, row.start, row.end):
            return None
        if _LEAD.match(self._scan.folded, row.start, row.end):
            return None
        return row.end

    def _section_head(self, mode: str, title: str, level: float) -> Head:
        above = self._head
        agent = (above.agent if above else None) or self._issuer
        if mode == "findings":
            return Head(level, "findings", agent=agent, awaits=True, heading=True)
        if mode == "closed":
            return Head(level, "closed", agent=agent, awaits=True, heading=True)
        kind = {"directives": "directive", "recommendations": "recommendation"}.get(mode, "commitment")
        if kind == "commitment" and (
            self._type in _DIRECTING or (above and above.mode == "tasks" and above.kind == "directive")
        ):
            kind = "directive"
        addressee = above.addressee if above and above.mode == "tasks" else None
        return Head(level, "tasks", kind, agent, addressee, awaits=True, heading=True)

    def _addressed(self, row: Paragraph, following: Paragraph | None) -> int | None:
        """Take "Đối với X:", "Giao X:", "2. Sở X": who is to act on what follows."""
        scan, folded, text = self._scan, self._scan.folded, self._scan.text
        lead = _LEAD.match(folded, row.start, row.end)
        at = lead.end() if lead else row.start
        last = self._names_end(at, row.end)
        if last is None or (not lead and folded[at : at + 3] in {"kế ", "chư"}):
            return None
        duty = _DUTY.match(folded, last, row.end)
        stop = duty.end() if duty else last
        if stop < row.end and text[stop] not in ":" and text[stop:row.end].strip(" .;*_"):
            return None
        colon = stop < row.end and text[stop] == ":"
        bold = "**" in text[row.first : row.end]
        if not colon and not lead and not (following and self._acts(following, row, bold=bold)):
            return None
        above = self._head
        if not lead and row.level == PLAIN and not bold and not (above and above.mode == "tasks"):
            return None
        ask = bool(lead and lead["ask"])
        kind = "recommendation" if ask or (above and above.kind == "recommendation" and above.mode == "tasks") else "directive"
        who = clean(scan, at, last)
        mode = above.mode if above and above.mode == "findings" and not (lead and lead["ask"]) else "tasks"
        if mode == "findings":
            self._about = who
        agent = (above.agent if above else None) or self._issuer
        self._push(Head(row.level, mode, kind, agent, who, above.deadline if above else None, awaits=True))
        return stop + 1 if colon else row.end

    def _names_end(self, at: int, end: int) -> int | None:
        last = name_end(self._scan, self._known, at, end)
        while last is not None and self._scan.text[last : last + 1] == ";":
            gap = _GAP.match(self._scan.folded, last + 1, end)
            further = name_end(self._scan, self._known, gap.end() if gap else last + 1, end)
            if further is None:
                break
            last = further
        return last

    def _acts(self, following: Paragraph, row: Paragraph, *, bold: bool) -> bool:
        deeper = following.level > row.level or bold
        return deeper and clauses.is_action(self._scan, following.start, following.end)

    # --- sentences ----------------------------------------------------------------------------

    def _sentence(
        self, part: Span, row: Paragraph, following: Paragraph | None, *, last: bool
    ) -> None:
        if self._told(part, row, last=last) or self._told_later(part, row, last=last):
            self._expecting = False
            self._statements = 0
            return
        head = self._head
        if head and head.mode == "findings":
            self._lack(part, expected=True, listed=True, item=row.level < PLAIN)
            return
        if self._carried(part, row, last=last):
            self._statements = 0
            return
        self._lack(part, expected=self._expecting, listed=False)
        stopped = self._scan.text[part.end : part.end + 1] in {".", "!"}
        if stopped and row.level == PLAIN and head and head.level == PLAIN and not head.heading:
            self._statements += 1
            if self._statements > 1:
                self._heads.pop()

    def _told(self, part: Span, row: Paragraph, *, last: bool) -> bool:
        """Take a sentence in which somebody says what is to be done: agent, verb, addressee."""
        folded = self._scan.folded
        start, _ = clauses.after_connectors(self._scan, part.start, part.end)
        head = self._head
        commanded = (
            head is not None and head.mode == "tasks" and self._imperative(start, part.end) == start
        )
        at: int | None = start
        while at is not None and at - start < _FARTHEST:
            if at > start and (commanded or not _PREAMBLE.match(folded, start, part.end)):
                return False
            named = name_end(self._scan, self._known, at, part.end)
            if named is None and self._asked(at, start, part, row, last=last):
                return True
            if named is not None and self._spoken(at, named, start, part, row, last=last):
                return True
            if named is not None and folded[named : named + 1] not in {",", ";"}:
                return False
            at = self._next_chunk(at, part.end)
        return False

    def _told_later(self, part: Span, row: Paragraph, *, last: bool) -> bool:
        """Take "...; yêu cầu ...", "...; giao Sở X ..." where only a later part asks for something."""
        head = self._head
        if head and head.mode in {"tasks", "closed"} and self._imperative(part.start, part.end) == part.start:
            return False
        for semicolon in islice(_SEMICOLON.finditer(self._scan.text, part.start, part.end), 12):
            start, _ = clauses.after_connectors(self._scan, semicolon.end(), part.end)
            if self._asked(start, start, Span(start, part.end), row, last=last):
                return True
        return False

    def _next_chunk(self, at: int, end: int) -> int | None:
        for comma in _CHUNK.finditer(self._scan.folded, at, end):
            inside = self._known.at(comma.start())
            if inside and inside > comma.end():
                continue
            at = clauses.after_connectors(self._scan, comma.end(), end)[0]
            soon = _SOON.match(self._scan.folded, at, end)
            return soon.end() if soon else at
        return None

    def _asked(self, at: int, start: int, part: Span, row: Paragraph, *, last: bool) -> bool:
        """Take a sentence that opens with the verb: "Yêu cầu các đơn vị ...", "Giao Sở X ..."."""
        scan, folded = self._scan, self._scan.folded
        verb = cues.PERFORMATIVE.match(folded, at, part.end)
        if not verb or verb[0] not in cues.OPENING or not self._performs(verb, part):
            return False
        gap = _TO.match(folded, verb.end(), part.end)
        named = name_end(scan, self._known, gap.end() if gap else verb.end(), part.end)
        head = self._head
        tasked = head is not None and head.mode == "tasks"
        if named is None and (at > start or (tasked and verb[0] not in {"yêu cầu", "đề nghị"})):
            return False
        return self._order(verb, part, row, at, None, last=last)

    def _spoken(
        self, at: int, named: int, start: int, part: Span, row: Paragraph, *, last: bool
    ) -> bool:
        scan, folded = self._scan, self._scan.folded
        agent = clean(scan, at, named)
        between = cues.BETWEEN.match(folded, named, part.end)
        place = between.end() if between else named
        verb = cues.PERFORMATIVE.match(folded, place, part.end)
        head = self._head
        tasked = head is not None and head.mode == "tasks" and (row.level < PLAIN or head.heading)
        if verb and self._performs(verb, part) and not (tasked and verb[0] in _WEAK):
            past = re.search(r"đã|vừa", folded[named:place])
            if past and (verb[0] in _WEAK or self._reports or (head and head.mode == "closed")):
                return False
            if verb[0] in _WEAK and self._reports:
                return False
            return self._order(verb, part, row, verb.end(), agent, last=last)
        for verb in cues.PERFORMATIVE.finditer(folded, place, min(part.end, place + 600)):
            if self._reports and "đã" in folded[named : verb.start()]:
                break
            joined = re.search(r"(?:,|đồng\s+thời|\svà)[\s,]*(?:đã\s+|cũng\s+|kính\s+)?\Z", folded[place : verb.start()])
            if joined and verb[0] not in _WEAK and self._performs(verb, part):
                return self._order(verb, part, row, verb.end(), agent, last=last)
        return self._must(at, named, start, agent, part, row, last=last)

    def _performs(self, verb: re.Match[str], part: Span) -> bool:
        """Tell whether the verb asks somebody for something here, and is no noun or passive."""
        folded, text = self._scan.folded, self._scan.text
        at, end = verb.start(), part.end
        if cues.NOUN_BEFORE.search(folded, max(part.start, at - 16), at) and text[at].islower():
            return False
        if _PASSIVE.search(folded, max(part.start, at - 90), at) and not verb[0].startswith("đề"):
            return False
        if verb[0].endswith("giao") and cues.NOT_GIAO.match(folded, verb.end() - 4, end):
            return False
        gap = _TO.match(folded, verb.end(), end)
        after = gap.end() if gap else verb.end()
        if after >= end:
            return text[end : end + 1] == ":"
        if self._known.at(after) or cues.ACTOR.match(folded, after, end):
            return True
        if verb[0].endswith("giao"):
            return False
        if cues.STRICT_MODAL.match(folded, after, end):
            return True
        if verb[0] in {"chỉ đạo", "đề nghị", "yêu cầu", "kiến nghị", "đề xuất"} and re.match(
            r"(?:như sau|sau đây|một số nội dung|các nội dung|thực hiện)", folded[after : after + 20]
        ):
            return True
        return verb[0] not in _WEAK and clauses.is_action(self._scan, after, end)

    def _order(
        self, verb: re.Match[str], part: Span, row: Paragraph, begin: int, agent: str | None, *, last: bool
    ) -> bool:
        """Take what is asked: the addressee, then one task for each clause, then the list below."""
        scan, folded = self._scan, self._scan.folded
        above = self._head
        kind = cues.PERFORMATIVES[re.sub(r"\s+", " ", verb[0])]
        gap = _TO.match(folded, verb.end(), part.end)
        at = gap.end() if gap else verb.end()
        named = self._names_end(at, part.end)
        addressee = clean(scan, at, named) if named else None
        if addressee and re.match(r"quý\s", addressee.lower()) and self._recipient:
            addressee = self._recipient
        after = named or at
        if verb[0] in _SAYING and not self._continues_as_duty(at, named, part.end):
            return False
        if agent is None:
            agent = (above.agent if above else None) or self._speaker or self._issuer
            from_ = begin
        else:
            from_ = self._skip_modal(after, part.end)
        self._speaker = agent
        if addressee is None:
            addressee = above.addressee if above and above.mode == "tasks" else self._recipient
        self._about = addressee or self._about
        local = self._reports and row.level == PLAIN
        head = Head(row.level, "tasks", kind, agent, addressee, local=local)
        if verb[0] in _SAYING:
            from_ = at
        self._emit(from_, part.end, head, row, awaited=last, action_from=self._skip_modal(after, part.end))
        return True

    def _continues_as_duty(self, at: int, named: int | None, end: int) -> bool:
        folded = self._scan.folded
        place = named or at
        gap = _GAP.match(folded, place, end)
        place = gap.end() if gap else place
        return bool(cues.STRICT_MODAL.match(folded, place, end)) or (
            named is not None and clauses.is_action(self._scan, place, end)
        )

    def _skip_modal(self, at: int, end: int) -> int:
        folded = self._scan.folded
        while True:
            gap = _GAP.match(folded, at, end)
            at = gap.end() if gap else at
            more = re.compile(r"(?:trong thời gian tới|thời gian tới|tiếp theo|khẩn trương|cần phải|cần|phải|cùng)(?!\w)[\s,]*").match(
                folded, at, end
            )
            if not more or more[0].startswith("khẩn"):
                return at
            at = more.end()

    def _emit(
        self, start: int, end: int, head: Head, row: Paragraph, *, awaited: bool, action_from: int
    ) -> None:
        """Write down the clauses of `text[start:end]` under a head, and keep the head for its list."""
        scan = self._scan
        colon = self._list_colon(start, end)
        due = None
        if colon is not None:
            due = self._calendar.find(start, colon)
            rest = clauses.after_connectors(scan, colon + 1, end)[0]
            head = replace(head, deadline=due if due and due.kind == "day" else head.deadline)
            self._write(start, colon, head, action_from, leading=True)
            self._write(rest, end, head, rest, leading=False)
        else:
            end = self._noun_colon(start, end)
            due = self._calendar.find(start, end)
            leads = bool(cues.LIST_TAIL.search(scan.folded, max(start, end - 60), end)) or scan.text[
                end : end + 1
            ] == ":"
            self._write(start, end, head, action_from, leading=leads)
            if leads:
                head = replace(head, deadline=due if due and due.kind == "day" else head.deadline)
        self._push(replace(head, awaits=awaited, paragraph=row.first))

    def _list_colon(self, start: int, end: int) -> int | None:
        text = self._scan.text
        colon = text.find(":", start, end)
        if colon < 0 or not text[colon + 1 : end].strip(" *_"):
            return None
        rest = clauses.after_connectors(self._scan, colon + 1, end)[0]
        return colon if clauses.is_action(self._scan, rest, end) else None

    def _noun_colon(self, start: int, end: int) -> int:
        """Give where the clause ends before a list of names: "kiểm tra 04 phòng: Phòng A; Phòng B"."""
        colon = _COLON.search(self._scan.text, start, end)
        return colon.start() if colon else end

    def _write(self, start: int, end: int, head: Head, action_from: int, *, leading: bool) -> None:
        scan = self._scan
        if action_from >= end:
            return
        shared: Deadline | None = None
        for i, span in enumerate(clauses.split(scan, self._known, action_from, end)):
            at = start if i == 0 else span.start
            if i == 0 and start < action_from:
                at = start
            elif i == 0:
                at = span.start
            if leading and span.end >= end - 3 and cues.LIST_TAIL.search(scan.folded, max(at, span.end - 60), span.end):
                continue
            if leading and i == 0 and len(_WORDS.findall(scan.text[span.start : span.end])) <= 5:
                continue
            addressee, kind = head.addressee, head.kind
            own = clauses.must_act(scan, self._known, span.start, span.end)
            if own is not None and i > 0:
                addressee = clean(scan, span.start, own) or addressee
                kind = "directive"
            due = self._calendar.find(span.start, span.end)
            if due is None and shared and shared.kind == "end_of_period" and span.start - shared_end < 4:
                due = None
            shared, shared_end = due, span.end
            self.tasks.append(
                Task(at, span.end, kind, head.agent, addressee, due or head.deadline, self._partners(span))
            )

    def _partners(self, span: Span) -> tuple[str, ...]:
        found = _PARTNER.search(self._scan.folded, span.start, span.end)
        if not found:
            return ()
        last = name_end(self._scan, self._known, found.end(), span.end)
        name = clean(self._scan, found.end(), last) if last else None
        return (name,) if name else ()

    def _must(
        self, at: int, named: int, start: int, agent: str | None, part: Span, row: Paragraph, *, last: bool
    ) -> bool:
        """Take "X cần/phải/có trách nhiệm ...", "X sẽ ...", and in a list of tasks "X chủ trì ..."."""
        scan, folded, head = self._scan, self._scan.folded, self._head
        gap = _GAP.match(folded, named, part.end)
        place = gap.end() if gap else named
        if head and head.mode == "closed":
            return False
        tasked = head is not None and head.mode == "tasks"
        if self._issuing(agent, place, part):
            return self._list_of(agent, part, row, place, last=last)
        if modal := cues.STRICT_MODAL.match(folded, place, part.end):
            if not re.match(r"\s+được|\s+có(?!\w)", folded[modal.end() : modal.end() + 6]) or tasked:
                kind = "directive"
                above = head.agent if tasked and head else self._speaker or self._issuer
                self._emit(at, part.end, Head(row.level, "tasks", kind, above, agent), row, awaited=last,
                           action_from=self._skip_modal(place, part.end))
                return True
        if future := cues.FUTURE.match(folded, place, part.end):
            if not re.match(r"\s+(?:được|bị|là|có)(?!\w)", folded[future.end() : future.end() + 6]):
                begin = start if _TIME.match(folded, start, at) else at
                self._emit(begin, part.end, Head(row.level, "tasks", "commitment", agent, local=row.level == PLAIN), row,
                           awaited=last, action_from=future.end())
                return True
        looks_ahead = cues.AHEAD.search(folded, max(row.start, part.start - 200), place) and not _PAST.search(
            folded, part.start, place
        )
        acts = clauses.is_action(scan, place, part.end)
        listed = row.level < PLAIN or (head is not None and (head.heading or head.level < PLAIN))
        near = head is not None and head.paragraph == row.first and not _RESULT.search(
            folded, named, min(part.end, place + 60)
        )
        if acts and tasked and head and head.kind != "commitment" and (listed or near):
            kind = head.kind if row.level < PLAIN or head.heading or near else "directive"
            self._emit(at, part.end, Head(row.level, "tasks", kind, head.agent, agent, head.deadline), row,
                       awaited=last, action_from=place)
            return True
        if acts and looks_ahead and not _RESULT.search(folded, named, min(part.end, place + 40)):
            self._emit(place, part.end, Head(PLAIN, "tasks", "commitment", agent, None), row, awaited=last,
                       action_from=place)
            return True
        return False

    def _issuing(self, agent: str | None, place: int, part: Span) -> bool:
        folded = self._scan.folded
        if not _ISSUES.match(folded, place, part.end) or agent is None:
            return False
        colon = self._list_colon(place, part.end)
        stop = colon if colon is not None else part.end
        leads = cues.LIST_TAIL.search(folded, max(place, stop - 60), stop)
        if leads or _PLANS.match(folded, place, part.end):
            self._issuer = agent
        return bool(leads) and colon is not None and bool(cues.TASK_NOUN.search(folded, place, stop))

    def _list_of(self, agent: str | None, part: Span, row: Paragraph, place: int, *, last: bool) -> bool:
        colon = self._list_colon(place, part.end)
        if colon is None:
            return False
        at = clauses.after_connectors(self._scan, colon + 1, part.end)[0]
        self._emit(at, part.end, Head(row.level, "tasks", "commitment", agent, None), row, awaited=last, action_from=at)
        return True

    # --- under a head -------------------------------------------------------------------------

    def _carried(self, part: Span, row: Paragraph, *, last: bool) -> bool:
        """Take a sentence without a subject under a head, or one that names tasks: "nhiệm vụ là:"."""
        scan, folded, head = self._scan, self._scan.folded, self._head
        start, _ = clauses.after_connectors(scan, part.start, part.end)
        colon = self._list_colon(start, part.end)
        if colon is not None and cues.TASK_NOUN.search(folded, start, colon) and cues.LIST_TAIL.search(
            folded, max(start, colon - 60), colon
        ) and not _RESULT.search(folded, max(start, colon - 200), colon - 20 if colon - 20 > start else start):
            at = clauses.after_connectors(scan, colon + 1, part.end)[0]
            above = head if head and head.mode == "tasks" else None
            made = Head(row.level, "tasks", above.kind if above else "commitment",
                        (above.agent if above else None) or self._issuer or self._speaker,
                        above.addressee if above else None)
            self._emit(at, part.end, made, row, awaited=last, action_from=at)
            return True
        if planned := _PLANNED.search(folded, start, part.end):
            agent = self._speaker or self._issuer
            self._write(planned.start(), part.end, Head(row.level, "tasks", "commitment", agent),
                        planned.end(), leading=False)
            return True
        if not head or head.mode != "tasks":
            return False
        at = self._imperative(start, part.end)
        if at is None and row.level < PLAIN and colon is not None:
            at = clauses.after_connectors(scan, colon + 1, part.end)[0]
        if at is not None:
            below = Head(row.level, "tasks", head.kind, head.agent, head.addressee, head.deadline)
            if row.level == PLAIN:
                below = replace(head, awaits=head.awaits)
            self._write_sentence(at, part, below, row, last=last)
            return True
        modal = cues.STRICT_MODAL.search(folded, start, min(part.end, start + 90))
        if modal and head.kind != "commitment" and not _RESULT.search(folded, start, modal.start()):
            self._write(start, part.end, head, start, leading=False)
            return True
        return False

    def _write_sentence(self, at: int, part: Span, head: Head, row: Paragraph, *, last: bool) -> None:
        if row.level == PLAIN:
            colon = self._list_colon(at, part.end)
            if colon is None:
                leads = self._scan.text[part.end : part.end + 1] == ":"
                self._write(at, part.end, head, at, leading=leads)
                return
            self._write(at, colon, head, at, leading=True)
            rest = clauses.after_connectors(self._scan, colon + 1, part.end)[0]
            self._write(rest, part.end, head, rest, leading=False)
            return
        self._emit(at, part.end, head, row, awaited=last, action_from=at)

    def _imperative(self, start: int, end: int) -> int | None:
        """Give where the imperative begins, after "Trong thời gian tới,", None if there is none."""
        at: int | None = start
        for _ in range(4):
            if at is None or at >= end:
                return None
            document = cues.DOCUMENT_WORD.match(
                self._scan.folded, clauses.pure_actions(self._scan, at, end), end
            )
            if clauses.is_action(self._scan, at, end) and not (document and self._is_basis(at, end)):
                return at
            if not _SETTING.match(self._scan.folded, at, end):
                return None
            at = self._next_chunk(at, end)
        return None

    def _is_basis(self, at: int, end: int) -> bool:
        """Tell whether "Thực hiện Kế hoạch số ..., Sở X" only gives the ground of what follows."""
        if not self._scan.folded.startswith("thực hiện", at):
            return False
        chunk = self._next_chunk(at, end)
        while chunk is not None and chunk < end:
            if name_end(self._scan, self._known, chunk, end):
                return True
            chunk = self._next_chunk(chunk, end)
        return False

    # --- shortcomings -------------------------------------------------------------------------

    def _lack(self, part: Span, *, expected: bool, listed: bool, item: bool = False) -> None:
        scan = self._scan
        opener = cues.LACK_OPENER.match(scan.folded, part.start, part.end)
        self._expecting = expected or bool(opener)
        spans = findings.clauses(
            scan, part.start, part.end, expected=self._expecting, listed=listed, item=item
        )
        self._expecting = bool(spans)
        for span in spans:
            self.lacks.append((span, findings.subject(scan, self._known, span, self._about)))
