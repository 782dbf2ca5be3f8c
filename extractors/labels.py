"""What an item opens with before its words: "Kiến nghị: ...", "Về hồ sơ: các trường ..."."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import name_end
from extractors.headings import is_title, section_head, title_of
from extractors.outline import PLAIN, Paragraph
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger

_LONGEST = 160
_DASH = 60
_LABELS = ("commitments", "recommendations", "directives")
_INLINE = cues.spaced(
    r"(?:(?:về|một số|các|những) )?(?:nhiệm vụ|phương hướng|giải pháp|kiến nghị|đề xuất|đề nghị"
    r"|yêu cầu|định hướng|khuyến nghị|biện pháp|công việc|việc cần làm|trọng tâm"
    r"|công tác trọng tâm)(?!\w)"
)


def label(ledger: Ledger, row: Paragraph, part: Span) -> Span:
    """Take a label inside a paragraph, "Kiến nghị: ..."; give the sentence without it."""
    scan = ledger.scan
    if row.level < PLAIN and part.start == row.start:
        return _without_topic(ledger, part)
    colon = scan.text.find(":", part.start, min(part.end, part.start + _DASH))
    if colon < 0 or row.level < PLAIN or part.start == row.start:
        return part
    title = title_of(scan.folded[part.start : colon], marked=False)
    found = {kind: cues.SECTIONS[kind].match(title or "") for kind in _LABELS}
    kind = max(found, key=lambda kind: match.end() if (match := found[kind]) else 0)
    named = found[kind]
    at = clauses.after_connectors(scan, colon + 1, part.end)[0]
    if not named or not title or not _INLINE.match(title):
        return part
    if not clauses.commanded(scan, ledger.known, at, part.end):
        return part
    if not is_title(ledger, kind, title, title[named.end() :].strip(" ,"), ""):
        return part
    ledger.push(replace(section_head(ledger, kind, PLAIN), local=True, paragraph=row.first))
    return Span(at, part.end)


def _without_topic(ledger: Ledger, part: Span) -> Span:
    """Give an item without what it is about: "- Hồ sơ dự thi: | Các trường gửi về Sở"."""
    scan = ledger.scan
    colon = scan.text.find(":", part.start, min(part.end, part.start + _LONGEST))
    at = clauses.after_name(scan, colon + 1) if colon >= 0 else part.end
    if at >= part.end or not scan.text[at].isupper() or not (ledger.tasking() or ledger.acts):
        return part
    acts = clauses.is_action(scan, part.start, colon)
    named = name_end(scan, ledger.known, part.start, colon)
    if acts or named or cues.PERFORMATIVE.search(scan.words, part.start, colon):
        return part
    return (
        part if clauses.must_act(scan, ledger.known, at, part.end) is None else Span(at, part.end)
    )
