"""The periods that the headings of sections name: "A. Đánh giá 6 tháng đầu năm"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period

_HEADING = re.compile(
    r"[\s#*_]*(?:[ivx]{1,4}[.)/]|[0-9]{1,2}[.)]|[a-z][.)]|phần\s+\w+)"
    r"(?!.*(?:nhiệm\s+vụ|phương\s+hướng|kế\s+hoạch|mục\s+tiêu|giải\s+pháp))"
)
_TAIL = 12  # characters of a heading behind its period
_LONGEST = 120  # characters of the heading of a section
_REPORTABLE = {"year", "half", "quarter", "months", "month"}


class Headings:
    """The headings of one text that name a period, asked by place; those of tasks are none."""

    def __init__(self, scan: Scan, dates: Sequence[Period]) -> None:
        self._named = [d for d in dates if d.grain in _REPORTABLE and _heads(scan, d)]
        self._starts = [d.start for d in self._named]

    def before(self, place: int) -> Period | None:
        """Give the period of the last such heading before a place."""
        at = bisect_left(self._starts, place) - 1
        return self._named[at] if at >= 0 else None


def _heads(scan: Scan, date: Period) -> bool:
    """Whether a period ends a short numbered line that is no sentence."""
    begin = scan.text.rfind("\n", 0, date.start) + 1
    if date.start - begin > _LONGEST:
        return False
    end = scan.text.find("\n", date.end, date.end + _LONGEST)
    line = scan.folded[begin : end if end >= 0 else date.end + _LONGEST].rstrip()
    last = begin + len(line) - date.end < _TAIL and not line.endswith((".", ";", ","))
    return last and len(line) < _LONGEST and _HEADING.match(line) is not None
