"""The reader of a text, paragraph by paragraph: tasks and shortcomings under their heads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import (
    clauses,
    commas,
    cues,
    duties,
    fields,
    headings,
    labels,
    likely,
    musts,
    named_tasks,
    paragraph_roles,
    planned,
    speech,
    task_tables,
    telling,
)
from extractors.duties import listed_after
from extractors.imperatives import imperative
from extractors.ledger import Head, Ledger, Place
from extractors.outline import PLAIN, Paragraph, sentences
from extractors.quoted_speech import quoted
from extractors.reported import voices
from extractors.reporters import reporting
from extractors.shortcomings import Passages
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference

_PLANNED = cues.spaced(r"dự(?<!\w..)(?= kiến,? [^;:]{0,80}sẽ ) kiến,? ")
_RESULT = re.compile(r"(?<!\w)(?:đã|được|luôn|đang|vừa)(?!\w)")
_COUNTED = re.compile(
    r"(?:\s+\w+){1,4}\s(?:chiếm|còn|là|giảm|tăng|đạt)\s+\d"
)  # "phải bổ sung chiếm 3%"
_DATELINE = re.compile(  # "(CLO) Phó Thủ tướng", "(Dân trí) - Bộ", "Laocaitv.vn - UBND tỉnh"
    rf"(?:\(?[{CAPITALS}]{{2,8}}\)?\s?[-–]|\([{CAPITALS}][\w&. ]{{1,24}}\)\s?[-–]?"
    rf"|\w{{2,20}}\.(?:vn|com|net)\s?[-–])\s+(?=[{CAPITALS}])"
)
_TOLD = re.compile(r"[^,;:]{3,120}\s(?:đã|vừa)\s")
# "Văn bản góp ý của các đơn vị | gửi về địa chỉ ...": what is to be sent, and nobody named.
_TO_SEND = cues.spaced(
    r"(?:mọi )?(?:văn bản|báo cáo|kết quả|ý kiến|hồ sơ|danh sách|thông tin|số liệu|đề xuất|phiếu"
    r"|bài dự thi|tài liệu|bản đăng ký)[^.;:]{0,90}? (?:đề nghị |xin |được )?(?:gửi|nộp|chuyển)"
    r" (?:về|đến|tới|cho|qua)(?!\w)"
)
# Who was there: "Cùng dự có đồng chí Trưởng đoàn công tác theo dõi huyện A; ...".
_ATTENDED = cues.spaced(
    r"(?:(?:cùng|về|đến|tham) )?(?:dự|tham dự|tham gia|đi)(?: (?:hội nghị|buổi|cuộc|phiên|đoàn|lễ)"
    r"[^,;:.]{0,60}?)? (?:có|gồm)(?!\w)"
)
_ORDINAL = cues.spaced(
    r"(?:(?:một|hai|ba|bốn|năm|sáu|bảy|tám) là|thứ (?:nhất|hai|ba|tư|năm|sáu|bảy))(?!\w)"
)
_FOR = cues.spaced(r"(?:riêng )?(?:đối với|với|về|trong) ")
_NUMBERED = 45
_STEP = 44  # "(1)", "(2)": steps of a task, whose record goes on
_MOST_DUE = 12  # clauses that a deadline behind them is looked up for
_GAP = 40  # characters between two paragraphs
_MENU = 3  # so many short lines in a row are no longer the speech
_EARLY_MODAL = 90  # characters: "Lộ trình đổi mới công nghệ phải ..."


class Reader:
    """Reads the paragraphs of a text in order; its `ledger` holds what was found."""

    def __init__(
        self, scan: Scan, references: Sequence[Reference], dates: Sequence[Period], genre: str
    ) -> None:
        self.ledger = Ledger(scan, references, dates, genre)
        self._scan = scan
        self._lacks = Passages(self.ledger)
        self._short_lines = 0
        self._statements = 0
        self._before = 0  # where the paragraph before begins
        self._titles = False  # whether a headline is being read

    def read(self, row: Paragraph, following: Paragraph | None) -> None:
        """Read one paragraph; `following` is the next one, None at the end."""
        ledger, text = self.ledger, self._scan.text
        paragraph_roles.names_type(ledger, row)
        ledger.settle(row)
        paragraph_roles.closes(ledger, row)
        if row.level <= _NUMBERED and row.level != _STEP:
            ledger.record = len(ledger.tasks)
        if task_tables.table_row(ledger, row) or fields.field(ledger, row):
            return
        if ledger.filled:
            ledger.record, ledger.filled = len(ledger.tasks), False
        if paragraph_roles.addresses(ledger, row) or paragraph_roles.gives_grounds(ledger, row):
            return
        start = self._begin(row, following)
        if self._decorates(row, start):
            return
        self._titles = following is not None and paragraph_roles.is_headline(ledger, row, start)
        parts = list(sentences(text, start, row.end))
        if (
            row.first == 0 and text[row.start : row.end][:1].islower()
        ):  # a slice: the first sentence is torn
            parts = self._without_torn(parts)
        said = quoted(self.ledger, parts) if row.level == PLAIN else {}
        for part in parts:
            end, who = said.get(part, (part.end, None)) if said else (part.end, None)
            ledger.speaker = who or ledger.speaker
            for voice in voices(ledger, labels.label(ledger, row, Span(part.start, end))):
                self._sentence(Place(voice, row, part is parts[-1] and voice.end == end))
        self._before = row.first

    def _begin(self, row: Paragraph, following: Paragraph | None) -> int:
        """Take the heading that a paragraph is or opens with; give where its text begins."""
        ledger = self.ledger
        start = headings.section(ledger, row, following)
        if start is None:
            start = headings.addressed(ledger, row, following)
        start = row.start if start is None else start
        if dateline := _DATELINE.match(self._scan.text, start, row.end):
            start = dateline.end()
        self._lacks.begin(row)
        paragraph_roles.signed(ledger, row, following)
        planned.orphaned(ledger, row, following)
        return start

    def _without_torn(self, parts: list[Span]) -> list[Span]:
        semicolon = self._scan.text.find(";", parts[0].start, parts[0].end) if parts else -1
        if semicolon < 0:
            return parts[1:]
        return [Span(semicolon + 1, parts[0].end), *parts[1:]]

    def close(self) -> None:
        """End the text: a task without agent is the issuer's, who may be named only at the end."""
        itself = reporting(self._scan) if self.ledger.reports else None
        for task in self.ledger.tasks:
            own = itself if task.kind == "commitment" else None
            agent = task.agent or self.ledger.issuer or self.ledger.masthead or own
            task.agent = self.ledger.in_body(agent) if agent and agent.isupper() else agent

    def _decorates(self, row: Paragraph, start: int) -> bool:
        """Tell whether the line only decorates: a title, a caption, a menu."""
        body, head = self._scan.text[start : row.end], self.ledger.head
        if body.isupper() or paragraph_roles.is_signature(row, body):
            return True
        if not body or not paragraph_roles.is_short_line(row, body):
            self._short_lines = 0
            return False
        self._short_lines += 1
        if self._short_lines >= _MENU and head and head.level == PLAIN and not head.heading:
            self.ledger.heads.pop()
        listed = head and head.awaits and not self._follows_stop(row)
        return not (head and (head.heading or listed or head.level < PLAIN))

    def _follows_stop(self, row: Paragraph) -> bool:
        """Tell whether the paragraph before ended in a full stop and announced no list."""
        return self._scan.text[max(0, row.first - _GAP) : row.first].rstrip()[-1:] == "."

    # --- sentences ----------------------------------------------------------------------------

    def _sentence(self, place: Place) -> None:
        ledger = self.ledger
        if self._only_due(place):
            return
        written = len(ledger.tasks)
        if self._titles or _ATTENDED.match(self._scan.folded, place.part.start, place.part.end):
            self._lacks.stated(place, listed=False)
            return
        if speech.told(ledger, place) or speech.told_later(ledger, place):
            self._lacks.asked(place, min((t.start for t in ledger.tasks[written:]), default=None))
            self._lacks.blamed(place)
            self._statements = 0
            return
        head = ledger.head
        if head and head.mode == "findings":
            self._lacks.stated(place, listed=True)
        elif self._carried(place):
            self._lacks.asked(place, None)
            self._statements = 0
        else:
            lacked = len(ledger.lacks)
            if not self._lacks.blamed(place):
                self._lacks.stated(place, listed=False)
            closed = head and head.mode == "closed" and place.row.level < PLAIN
            if len(ledger.lacks) > lacked or closed or not likely.taken(ledger, place):
                self._stated(place)

    def _only_due(self, place: Place) -> bool:
        """Take "Hoàn thành trong tháng 8/2023." as the deadline of what stands before it."""
        ledger, part = self.ledger, place.part
        if not commas.DUE.match(self._scan.folded, part.start, part.end):
            return False
        alone = part.start == place.row.start and place.last  # then it is of the paragraph before
        since = self._before if alone else place.row.first
        above = [t for t in ledger.tasks[-_MOST_DUE:] if t.start >= since]
        due = ledger.calendar.find(part.start, part.end)
        for task in above:
            task.deadline = task.deadline or due
        return bool(above and due)

    def _stated(self, place: Place) -> None:
        """Let a plain head end at the second sentence that only states something."""
        head = self.ledger.head
        stopped = self._scan.text[place.part.end : place.part.end + 1] in {".", "!"}
        if (
            stopped
            and place.row.level == PLAIN
            and head
            and head.level == PLAIN
            and not head.heading
        ):
            self._statements += 1
            elsewhere = head.paragraph not in {-1, place.row.first}
            told = elsewhere and _TOLD.match(self._scan.folded, place.part.start, place.part.end)
            if self._statements > 1 or told:
                self.ledger.heads.pop()

    def _carried(self, place: Place) -> bool:
        """Take a sentence without subject under a head, or one that names tasks: "nhiệm vụ là:"."""
        ledger, scan, end = self.ledger, self._scan, place.part.end
        start = clauses.after_connectors(scan, place.part.start, end)[0]
        if named_tasks.names_tasks(ledger, start, end):
            above = ledger.tasking()
            agent = (above.agent if above else None) or ledger.issuer or ledger.speaker
            kind = above.kind if above else "commitment"
            addressee = above.addressee if above else None
            return listed_after(
                ledger, place, start, Head(place.row.level, "tasks", kind, agent, addressee)
            )
        if foreseen := _PLANNED.search(scan.folded, start, end):
            head = Head(PLAIN, "tasks", "commitment", ledger.speaker or ledger.issuer)
            ledger.write(foreseen.start(), end, head, foreseen.end(), leading=False)
            return True
        if planned.planned(ledger, place, start) or planned.hardship(ledger, place, start):
            return True
        return self._governed(place, start)

    def _commanded_at(self, place: Place, start: int, *, staged: bool) -> int | None:
        """Give where what is to be done begins: behind "Chỉ số X:", "Đối với vùng núi:" too."""
        scan, end = self._scan, place.part.end
        at = None if staged else imperative(scan, self.ledger.known, start, end)
        colon = self.ledger.list_colon(start, end)
        if colon is None or (at is not None and at <= colon):
            return at
        asked = cues.PERFORMATIVE.search(scan.words, start, colon)
        if place.row.level < PLAIN or (_FOR.match(scan.folded, start, end) and not asked):
            return clauses.after_connectors(scan, colon + 1, end)[0]
        return at

    def _governed(self, place: Place, start: int) -> bool:
        ledger, row, end, head = self.ledger, place.row, place.part.end, self.ledger.tasking()
        if head is None:
            head = self._resumed(place, start)
        if head is None:
            return False
        staged = row.level == PLAIN and cues.STAGE.match(self._scan.folded, start, end)
        at = self._commanded_at(place, start, staged=bool(staged))
        if at is not None and not head.heading and duties.DID.match(self._scan.folded, at, end):
            return False
        if at is not None and row.level < PLAIN:
            own = ledger.sibling == "commitment" and not head.addressee
            kind = "commitment" if own and head.kind == "directive" else head.kind
            below = Head(row.level, "tasks", kind, head.agent, head.addressee, head.deadline)
            ledger.take(below, place, at, at)
            return True
        if at is not None:
            self._write(place, at, head)
            return True
        if (
            head.kind != "commitment"
            and not staged
            and clauses.conditional(self._scan, ledger.known, start, end)
        ):
            ledger.write(start, end, head, start, leading=False)
            return True
        if head.kind != "commitment" and _TO_SEND.match(self._scan.folded, start, end):
            ledger.write(start, end, head, start, leading=False)
            return True
        modal = cues.STRICT_MODAL.search(self._scan.words, start, min(end, start + _EARLY_MODAL))
        if not modal or head.kind == "commitment" or self._tells(modal, start, end):
            return False
        ledger.write(start, end, head, start, leading=False)
        return True

    def _resumed(self, place: Place, start: int) -> Head | None:
        """Give the head of the paragraph before: "Song song đó, triển khai ..." goes on with it."""
        ledger, folded = self.ledger, self._scan.folded
        if ledger.speaker and not ledger.heads and _ORDINAL.match(folded, place.part.start):
            first = place.row.first
            return Head(PLAIN, "tasks", "directive", ledger.speaker, paragraph=first, local=True)
        head, opens = ledger.lapsed, place.part.start == place.row.start < start
        return head if head and head.mode == "tasks" and opens and not self.ledger.heads else None

    def _tells(self, modal: re.Match[str], start: int, end: int) -> bool:
        """Tell whether "phải" tells how things are: "Đến nay, hơn 5.000 ha phải dừng sản xuất"."""
        folded, at = self._scan.folded, modal.start()
        return bool(
            cues.WANTS.match(folded, at, end)
            or musts.BY_RULE.match(folded, start, at)
            or _RESULT.search(folded, start, at)
            or telling.COUNTED.search(folded, start, at)
            or telling.SUFFERS.match(folded, modal.end(), end)
            or _COUNTED.match(folded, modal.end(), end)
            or cues.SAYS.search(self._scan.words, start, at)
        )

    def _write(self, place: Place, at: int, head: Head) -> None:
        """Write a plain sentence down under a head that goes on governing."""
        ledger, end = self.ledger, place.part.end
        colon = ledger.list_colon(at, end)
        if colon is None:
            leads = self._scan.text[end : end + 1] == ":"
            ledger.write(at, end, head, at, leading=leads)
            if leads and place.last:
                first = place.row.first
                ledger.push(replace(head, level=PLAIN, heading=False, awaits=True, paragraph=first))
            return
        ledger.write(at, colon, head, at, leading=True)
        rest = clauses.after_connectors(self._scan, colon + 1, end)[0]
        ledger.write(rest, end, head, rest, leading=False)
