"""What a document is about, and what the text does with it: subject and relation of a mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document_types import NAMES, RELATIONS, RELATIONS_RIGHT, WORDS
from extractors.text import CAPITALS, Span, word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan

_ABOUT = re.compile(r"[\s*]{0,3},?[\s*]{0,3}(?:về(?:\s+việc)?(?!\w)|v/v)[\s*:]+(?!việc)")
# An act that opens the subject without "về"; a comma would make it the text's own verb.
_ACT = re.compile(rf"[\s*]{{1,3}}[“\"]?(?:{word_list(WORDS['acts'])})(?!\w)")
_BODY = (
    r"(?:ubnd|sở|đoàn|văn phòng|ban|giám đốc|chủ tịch|bộ|chi cục|trung tâm|tổ|phòng|hội đồng|hđnd)"
)
_VERB = (
    r"(?:đã|ban hành|tổ chức|triển khai|yêu cầu|đề nghị|tiến hành|xác định|xây dựng|báo cáo"
    r"|thông báo|giúp|giao|chỉ đạo|tham mưu|sẽ|có|kết luận|thực hiện)"
)
_END = re.compile(
    rf";|[.!?…](?=\s+[{CAPITALS}“\"(\[-]|\s*\Z|[ \t]*\n)|\./\.|\n[\s*]*\n"
    r"|\n[\s*]*(?:[-+•]|[0-9]{1,2}[.)]\s|\|)|\(\s*sau đây|\((?=gọi tắt|viết tắt)"
    rf"|,?\s+(?:và\s+)?(?:các\s+)?(?:{word_list(NAMES)})\s+số\s*:?\s*[0-9]"
    rf"|,\s+(?={_BODY}\s[^,;.]{{0,60}}?\b{_VERB}\s)|:\s*\n"
)
_BRACKETS = {"(": ")", "[": "]", "“": "”", "{": "}"}
_LONGEST = 600
_CUES = re.compile(rf"(?<!\w)(?:{word_list(RELATIONS)})(?!\w)")
_CUES_RIGHT = re.compile(rf"[\s,(]{{0,3}}(?:{word_list(RELATIONS_RIGHT)})(?!\w)")
_BY = re.compile(r"(?<!\w)(?:theo|bởi|bằng|tại)\s[^;.]{0,20}\Z")
_INHERITED = frozenset({"based_on", "implements", "proposed_by", "amends"})


def subject(scan: Scan, at: int, limit: int) -> Span | None:
    """Give what the mention that ends at `at` is about; it never reaches past `limit`."""
    about = _ABOUT.match(scan.folded, at)
    if about is None:
        act = _ACT.match(scan.folded, at)
        if act is None:
            return None
        start = act.end() - len(act[0].lstrip(' \n*“"'))
    else:
        start = about.end()
    stop = min(limit, start + _LONGEST)
    end = next((m.start() for m in _ends(scan.text, scan.folded, start, stop)), stop)
    end = _bracket(scan.text, start, end)
    while end > start and scan.text[end - 1] in ' \n\t,*:-–("|':
        end -= 1
    if scan.folded.endswith((" và", "\nvà"), start, end):
        end -= 3
    return Span(start, end) if end > start else None


def _ends(text: str, folded: str, start: int, stop: int) -> list[re.Match[str]]:
    """The first end, by capitals (text) and by words (folded)."""
    found = [m for m in (_END.search(text, start, stop), _END.search(folded, start, stop)) if m]
    return sorted(found, key=lambda m: m.start())


def _bracket(text: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before the subject."""
    open_now: list[str] = []
    for place in range(start, end):
        character = text[place]
        if character in _BRACKETS:
            open_now.append(_BRACKETS[character])
        elif character in ")]}":
            if not open_now:
                return place
            if open_now[-1] == character:
                open_now.pop()
        elif character == "”" and open_now and open_now[-1] == "”":
            open_now.pop()
    return end


def relation(folded: str, clause: int, start: int, end: int, before: str | None) -> str:
    """Give what the text says of the mention at `start:end`, whose clause begins at `clause`.

    `before` is the relation of the mention that stands before it in the same list.
    """
    if before == "amended_by" and _BY.search(folded, max(clause, start - 40), start):
        return "amends"
    right = _CUES_RIGHT.match(folded, end)
    if right is not None:
        return RELATIONS_RIGHT[" ".join(right[0].strip(" ,(\n").split())]
    cues = _CUES.findall(folded, max(clause, start - 120), start)
    if cues:
        return RELATIONS[" ".join(cues[-1].split())]
    return before if before in _INHERITED else "mentions"
