"""Where an imperative begins in a sentence, after its time, ground or field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import name_end

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

# What may stand before an imperative.
_SETTING = cues.spaced(
    r"(?:để|nhằm|trong|ở|về|trên cơ sở|theo|căn cứ|đối với|bên cạnh|phát huy|thời gian tới|năm|quý"
    r"|tháng|từ|với|riêng|tới|song song|cùng với|ngoài|trước|định kỳ|hằng|hàng|tại)(?!\w)"
)
SOON = cues.spaced(r"(?:trong )?thời gian tới ")
# "việc còn nhiều nên | UBND huyện đề nghị"; one character first, so that no other is looked at,
# and a rare one.
_MARK = re.compile(r"[,;ê](?:(?<!ê)(?!\d)|(?<=\snê)n(?=\s))")
_HAS_DONE = cues.spaced(r"[\s,]*(?:cũng )?(?:đã|vừa|đang|mới)(?!\w)")
_NEAR = 200  # characters
_MOST_SETTINGS = 4
_MOST_GROUNDS = 12


def next_part(scan: Scan, known: Names, at: int, end: int) -> int | None:
    """Give where the next part of the sentence begins, after a comma that parts no name."""
    for mark in _MARK.finditer(scan.folded, at, end):
        inside = known.at(mark.start())
        if inside and inside > mark.end():
            continue
        begin = clauses.after_connectors(scan, mark.end(), end)[0]
        if mark[0] == "ên" and name_end(scan, known, begin, end) is None:
            continue
        soon = SOON.match(scan.folded, begin, end)
        return soon.end() if soon else begin
    return None


def imperative(scan: Scan, known: Names, start: int, end: int) -> int | None:
    """Give where the imperative of a sentence begins, None if it is none.

    "Trong thời gian tới, | tiếp tục rà soát ..."
    """
    at: int | None = start
    for _ in range(_MOST_SETTINGS):
        if at is None or at >= end:
            return None
        if clauses.is_action(scan, at, end):
            if scan.folded.startswith("căn cứ", at):
                return at if _leads_to_action(scan, known, at, end) else None
            if not _is_ground(scan, known, at, end):
                return at
        if not _SETTING.match(scan.folded, at, end):
            return None
        at = next_part(scan, known, at, end)
    return None


def _acted(scan: Scan, known: Names, at: int, end: int) -> bool:
    """Tell whether somebody did something for it: "Thực hiện nhiệm vụ, Bộ đã ban hành"."""
    part = next_part(scan, known, at, min(end, at + _NEAR))
    last = name_end(scan, known, part, end) if part and scan.text[part].isupper() else None
    return bool(last and _HAS_DONE.match(scan.folded, last, end))


def _leads_to_action(scan: Scan, known: Names, at: int, end: int) -> bool:
    """Tell whether an action follows the ground: "Căn cứ Kế hoạch này, | xây dựng kế hoạch"."""
    part = next_part(scan, known, at, end)
    for _ in range(_MOST_GROUNDS):
        if part is None:
            return False
        if clauses.is_action(scan, part, end):
            return True
        part = next_part(scan, known, part, end)
    return False


def _is_ground(scan: Scan, known: Names, at: int, end: int) -> bool:
    """Tell whether "Thực hiện Kế hoạch số ..., Sở X" only gives the ground of what follows."""
    if _acted(scan, known, at, end):
        return True
    if not scan.folded.startswith("thực hiện", at):
        return False
    if not cues.DOCUMENT_WORD.match(scan.folded, clauses.pure_actions(scan, at, end), end):
        return False
    part = next_part(scan, known, at, end)
    for _ in range(_MOST_GROUNDS):
        if part is None:
            return False
        if name_end(scan, known, part, end):
            return True
        part = next_part(scan, known, part, end)
    return False
