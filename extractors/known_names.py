"""The bodies that a text names, for look-up by place: where each begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors import cues
from extractors.body_fields import IN_TITLE, set_up_for
from extractors.text import CAPITALS, SMALL, Span

if TYPE_CHECKING:
    from extractors.agencies import Agency
    from extractors.atoms import Scan

_LEAD = re.compile(rf"[{SMALL}]+,\s+(?=[{CAPITALS}])")
_TEAM_HEAD = cues.spaced(r"(?:trưởng đoàn|tổ trưởng)(?: kiểm tra)?, ")
_ITEM_BELOW = re.compile(r"\s*\n\s*[-–+•]\s")
_RUNS_ON = 4  # words of the shortest name with a verb behind it: "Ban Tổ chức chủ trì"
_CAPITAL = re.compile(rf"[{CAPITALS}]")
_WORD = re.compile(r"\w[\w&/.-]*\w|\w")


@dataclass(frozen=True, slots=True)
class Names:
    """The bodies that a scan has found, for look-up by place."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    proper: frozenset[int]  # where a proper name ends, "Sở Nội vụ", and not "các đơn vị"

    def at(self, place: int) -> int | None:
        """Give where the body ends that covers the place or begins there, else None."""
        i = bisect_right(self.starts, place) - 1
        return self.ends[i] if i >= 0 and self.ends[i] > place else None

    def within(self, start: int, end: int) -> list[Span]:
        """Give the bodies that begin in the stretch."""
        i, j = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [Span(self.starts[k], self.ends[k]) for k in range(i, j)]


def names(scan: Scan) -> Names:
    """Give the bodies of a scan for look-up by place."""
    found = [(_without_verb(scan, a.start, _on_its_line(scan, a)), a) for a in scan.agencies]
    spans = sorted((_without_lead(scan, a.start, a.end), end) for end, a in found)
    proper = frozenset(end for end, a in found if a.key)
    return Names(tuple(s for s, _ in spans), tuple(e for _, e in spans), proper)


def _on_its_line(scan: Scan, body: Agency) -> int:
    """Give where a name that no list has ends before the next item: "Vụ Dự toán | - Tiếp tục"."""
    item = None if body.key else _ITEM_BELOW.search(scan.text, body.start, body.end)
    return item.start() if item else body.end


def _without_lead(scan: Scan, start: int, end: int) -> int:
    """Give where the body begins after the end of another word: "ứng phó, | Chủ tịch UBND tỉnh"."""
    lead = _LEAD.match(scan.text, start, end) or _TEAM_HEAD.match(scan.folded, start, end)
    return lead.end() if lead else start


def _without_verb(scan: Scan, start: int, end: int) -> int:
    """Give where the body ends if its last word begins a verb: "của đơn vị, ban | hành".

    A capital begins no verb: "Phòng Đăng | ký kinh doanh" goes on.
    """
    last = scan.text.rfind(" ", start, end) + 1
    if last > start and scan.text[last].isupper():
        compound = cues.ACTION.match(scan.folded, last)
        return max(end, compound.end()) if compound else end
    comma = scan.folded.rfind(",", start, end)
    if comma < 0:
        return _title_end(scan, start, end)
    word = _WORD.search(scan.folded, comma)
    action = cues.ACTION.match(scan.folded, word.start()) if word else None
    return comma if action and action.end() > end else _title_end(scan, start, end)


def _title_end(scan: Scan, start: int, end: int) -> int:
    """Give where a proper name ends that runs into a verb: "Phòng Công nghệ thông tin | xử lý"."""
    words = list(_WORD.finditer(scan.text, start, end))
    if len(words) < _RUNS_ON or set_up_for(scan.folded, start, end):
        return end  # "Ban Chỉ huy phòng chống thiên tai"
    proper = False
    for before, word in pairwise(words):
        lower = not (_CAPITAL.match(word[0]) or _CAPITAL.match(before[0]))
        if proper and lower and before[0] not in {"và", "các", "về"}:
            begins = scan.words.may_begin(cues.ACTION.heads, word.start(), len(scan.folded))
            action = cues.ACTION.match(scan.folded, word.start()) if begins else None
            if action and not IN_TITLE.match(scan.folded, word.start()):
                return before.end()
        proper = proper or bool(_CAPITAL.match(word[0]))
    return end
