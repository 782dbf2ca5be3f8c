"""The reader of a text, paragraph by paragraph: tasks and shortcomings under their heads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues, headings, speech, task_tables
from extractors.actors import clean, name_end
from extractors.duties import listed_after
from extractors.imperatives import imperative
from extractors.ledger import Head, Ledger, Place
from extractors.outline import PLAIN, Paragraph, sentences
from extractors.reported import voices
from extractors.shortcomings import Passages
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference

_DOCUMENT_TYPE = cues.spaced(
    r"[*#\s]*(chỉ thị|kế hoạch|quyết định|báo cáo|thông báo|công điện|nghị quyết|hướng dẫn"
    r"|chương trình|tờ trình|kết luận(?= (?:cuộc|buổi|phiên|hội nghị|giao ban)"
    r"|[*\s:]*\Z)[^:.;]{0,60})"
    r"[*\s:]*\Z"
)
_ISSUED = cues.spaced(r"trên đây là (?:kế hoạch|chương trình|hướng dẫn|báo cáo)[^.:]{0,200}? của ")
_PLANNED = cues.spaced(r"dự(?<!\w..)(?= kiến [^;:]{0,80}sẽ ) kiến ")
_RESULT = re.compile(r"(?<!\w)(?:đã|được|luôn|đang|vừa)(?!\w)")
_WORDS = re.compile(r"\w+")
_DATELINE = re.compile(rf"\(?[{CAPITALS}]{{2,8}}\)?\s?[-–]\s+(?=[{CAPITALS}])")
_ATTRIBUTED = re.compile(
    rf"[”\"],?\s*[-–]?\s*((?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|[Aa]nh|[Cc]hị|[{CAPITALS}])"
    r"[^\"“”]{2,80}?)"
    r"\s(?:nói|chia sẻ|cho biết|nhấn mạnh|khẳng định|bày tỏ|phát biểu|đề nghị|yêu cầu|kiến nghị)"
    r"(?:\s\w+){0,3}\W*\Z"
)
_TOLD = re.compile(r"[^,;:]{3,120}\s(?:đã|vừa)\s")
_SIGNATURE = re.compile(rf"[{CAPITALS}]\w+(?:\s[{CAPITALS}]\w+){{1,4}}")
_GROUNDS = cues.spaced(r"(?:căn cứ|theo|xét|thực hiện) ")
_NUMBERED = 45
_LONGEST_SPEECH = 12  # sentences
_CAPTION = 14  # words
_MENU = 3  # so many short lines in a row are no longer the speech
_EARLY_MODAL = 90  # characters: "Lộ trình đổi mới công nghệ phải ..."


class Reader:
    """Reads the paragraphs of a text in order; its `ledger` holds what was found.

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
        self.ledger = Ledger(scan, references, dates)
        self._scan = scan
        self._lacks = Passages(self.ledger)
        self._short_lines = 0
        self._statements = 0
        if orphans:
            self.ledger.push(Head(0, "tasks", heading=True))

    def read(self, row: Paragraph, following: Paragraph | None) -> None:
        """Read one paragraph; `following` is the next one, None at the end."""
        ledger, text = self.ledger, self._scan.text
        kind = _DOCUMENT_TYPE.match(self._scan.folded, row.first, row.end)
        if kind and kind.end() == row.end and not ledger.type:
            ledger.type = "kết luận" if kind[1].startswith("kết luận") else kind[1]
        ledger.settle(row)
        self._close_body(row)
        if row.level <= _NUMBERED:
            ledger.record = len(ledger.tasks)
        if task_tables.table_row(ledger, row) or headings.field(ledger, row):
            return
        start = headings.section(ledger, row, following)
        if start is None:
            start = headings.addressed(ledger, row, following)
        start = row.start if start is None else start
        if dateline := _DATELINE.match(text, start, row.end):
            start = dateline.end()
        self._lacks.begin(row)
        self._signed(row, following)
        if self._decorates(row, start):
            return
        parts = list(sentences(text, start, row.end))
        if (
            row.first == 0 and text[row.start : row.end][:1].islower()
        ):  # a slice: the first sentence is torn
            parts = self._without_torn(parts)
        quoted = self._quoted(parts) if row.level == PLAIN else {}
        for part in parts:
            end, who = quoted.get(part, (part.end, None)) if quoted else (part.end, None)
            ledger.speaker = who or ledger.speaker
            for voice in voices(ledger, Span(part.start, end)):
                self._sentence(Place(voice, row, part is parts[-1] and voice.end == end))

    def _quoted(self, parts: list[Span]) -> dict[Span, tuple[int, str]]:
        """Give for the sentences of a direct speech where each ends and who says it.

        "“Các xã cần rà soát dữ liệu”, ông Kiên nói": the speaker stands behind.
        """
        scan, ledger = self._scan, self.ledger
        found: dict[Span, tuple[int, str]] = {}
        for i, part in enumerate(parts):
            said = _ATTRIBUTED.search(scan.text, part.start, part.end)
            who = ledger.full_name(clean(scan, *said.span(1)), said.start()) if said else None
            if not said or not who:
                continue
            found[part] = (said.start(), who)
            for earlier in reversed(parts[max(0, i - _LONGEST_SPEECH) : i]):
                if re.search('[“"]', scan.text[part.start : said.start()]):
                    break
                found[earlier] = (earlier.end, who)
                if re.search('[“"]', scan.text[earlier.start : earlier.end]):
                    break
        return found

    def _without_torn(self, parts: list[Span]) -> list[Span]:
        semicolon = self._scan.text.find(";", parts[0].start, parts[0].end) if parts else -1
        if semicolon < 0:
            return parts[1:]
        return [Span(semicolon + 1, parts[0].end), *parts[1:]]

    def close(self) -> None:
        """End the text: a task without agent is the issuer's, who may be named only at the end."""
        for task in self.ledger.tasks:
            agent = task.agent or self.ledger.issuer or self.ledger.masthead
            task.agent = self.ledger.in_body(agent) if agent and agent.isupper() else agent

    def _close_body(self, row: Paragraph) -> None:
        """End all heads at "Trên đây là ..." and learn from it whose text it is."""
        ledger = self.ledger
        if not cues.CLOSING.match(self._scan.folded, row.start, row.end):
            return
        ledger.heads.clear()
        issued = _ISSUED.match(self._scan.folded, row.start, row.end)
        last = name_end(self._scan, ledger.known, issued.end(), row.end) if issued else None
        if issued and last and not ledger.issuer:
            ledger.issuer = clean(self._scan, issued.end(), last)

    def _signed(self, row: Paragraph, following: Paragraph | None) -> None:
        """Learn who decides from the line above the legal grounds: "CHỦ TỊCH UBND TỈNH"."""
        scan, ledger = self._scan, self.ledger
        if ledger.issuer or not following or not scan.text[row.start : row.end].isupper():
            return
        if not _GROUNDS.match(scan.folded, following.start, following.end):
            return
        last = name_end(scan, ledger.known, row.start, row.end)
        if last == row.end:
            ledger.issuer = clean(scan, row.start, last)

    def _decorates(self, row: Paragraph, start: int) -> bool:
        """Tell whether the line only decorates: a title, a caption, a menu."""
        body, head = self._scan.text[start : row.end], self.ledger.head
        if body.isupper() or (row.level == PLAIN and _SIGNATURE.fullmatch(body)):
            return True
        ended = body.endswith((".", ";", ":", "…", "!", "?", "”", "*", "./."))
        if row.level < PLAIN or ended or not body or len(_WORDS.findall(body)) > _CAPTION:
            self._short_lines = 0
            return False
        self._short_lines += 1
        if self._short_lines >= _MENU and head and head.level == PLAIN and not head.heading:
            self.ledger.heads.pop()
        return not (head and (head.heading or head.awaits or head.level < PLAIN))

    # --- sentences ----------------------------------------------------------------------------

    def _sentence(self, place: Place) -> None:
        ledger = self.ledger
        written = len(ledger.tasks)
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
            if not self._lacks.blamed(place):
                self._lacks.stated(place, listed=False)
            self._stated(place)

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
        if self._names_tasks(start, end):
            above = ledger.tasking()
            agent = (above.agent if above else None) or ledger.issuer or ledger.speaker
            kind = above.kind if above else "commitment"
            addressee = above.addressee if above else None
            return listed_after(
                ledger, place, start, Head(place.row.level, "tasks", kind, agent, addressee)
            )
        if planned := _PLANNED.search(scan.folded, start, end):
            head = Head(PLAIN, "tasks", "commitment", ledger.speaker or ledger.issuer)
            ledger.write(planned.start(), end, head, planned.end(), leading=False)
            return True
        return self._governed(place, start)

    def _names_tasks(self, start: int, end: int) -> bool:
        """Tell whether the sentence only names tasks and lists them after a colon."""
        folded, colon = self._scan.folded, self.ledger.list_colon(start, end)
        if colon is None or not cues.TASK_NOUN.search(self._scan.words, start, colon):
            return False
        tail = cues.list_tail(folded, max(start, colon - 60), colon)
        return tail is not None and not _RESULT.search(folded, start, max(start, colon - 20))

    def _governed(self, place: Place, start: int) -> bool:
        ledger, row, end, head = self.ledger, place.row, place.part.end, self.ledger.tasking()
        if head is None:
            return False
        staged = row.level == PLAIN and cues.STAGE.match(self._scan.folded, start, end)
        at = None if staged else imperative(self._scan, ledger.known, start, end)
        colon = ledger.list_colon(start, end)
        if at is None and row.level < PLAIN and colon is not None:  # "1. Chỉ số X: Thực hiện ..."
            at = clauses.after_connectors(self._scan, colon + 1, end)[0]
        if at is not None and row.level < PLAIN:
            below = Head(row.level, "tasks", head.kind, head.agent, head.addressee, head.deadline)
            ledger.take(below, place, at, at)
            return True
        if at is not None:
            self._write(place, at, head)
            return True
        if head.kind != "commitment" and not staged and clauses.conditional(self._scan, start, end):
            ledger.write(start, end, head, start, leading=False)
            return True
        modal = cues.STRICT_MODAL.search(self._scan.words, start, min(end, start + _EARLY_MODAL))
        if not modal or head.kind == "commitment":
            return False
        if cues.WANTS.match(self._scan.folded, modal.start(), end):
            return False
        if _RESULT.search(self._scan.folded, start, modal.start()):
            return False
        ledger.write(start, end, head, start, leading=False)
        return True

    def _write(self, place: Place, at: int, head: Head) -> None:
        """Write a plain sentence down under a head that goes on governing."""
        ledger, end = self.ledger, place.part.end
        colon = ledger.list_colon(at, end)
        if colon is None:
            leads = self._scan.text[end : end + 1] == ":"
            ledger.write(at, end, head, at, leading=leads)
            return
        ledger.write(at, colon, head, at, leading=True)
        rest = clauses.after_connectors(self._scan, colon + 1, end)[0]
        ledger.write(rest, end, head, rest, leading=False)
