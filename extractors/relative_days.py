"""Days told from the day of publication: "sáng nay", "hôm qua", "ngày mai"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from extractors.facts import Period
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from extractors.atoms import Scan

# A colon behind makes a counter of it, "Hôm nay: 12", and so does a line of its own.
_DAY = Cue(
    r"(?<!\w)(?:(?P<today>(?:hôm|sáng|trưa|chiều|tối)\s+nay)|(?P<yesterday>(?:hôm|sáng|chiều|tối)\s+qua)"
    r"|(?P<tomorrow>(?:ngày|sáng|chiều|tối)\s+mai))(?!\w|\s{0,2}[:0-9])",
    ("hôm", "sáng", "trưa", "chiều", "tối", "ngày"),
)
_OPENS_LINE = re.compile(r"(?:\A|\n)[\s*•+-]{0,8}\Z")
_ENDS_LINE = re.compile(r"[ \t*]*(?:\n|\Z)")
_NEAR = 8  # characters: "sáng nay, ngày 20/10"
_HOUR = re.compile(r",?\s(?:vào\s+)?(?:hồi|lúc)\s[^.;\n]{1,24},?\s{1,3}(?=ngày)")  # of a record
_SHIFT = {"today": 0, "yesterday": -1, "tomorrow": 1}


def find(scan: Scan, published: date, known: Sequence[Period]) -> Iterator[Period]:
    """Give the days of a scan that only the day of publication dates.

    A day that stands behind in brackets or as "sáng nay (20/10)" is `known` and told only once.
    """
    starts = [p.start for p in known]
    for m in _DAY.matches(scan.words):
        opens = _OPENS_LINE.search(scan.folded, max(0, m.start() - 9), m.start())
        if opens and _ENDS_LINE.match(scan.folded, m.end()):
            continue
        after = bisect_left(starts, m.end())
        hour = _HOUR.match(scan.folded, m.end())
        reach = (hour.end() if hour else m.end()) + _NEAR
        told = after < len(starts) and starts[after] <= reach
        away = bisect_right(scan.furniture, m.start(), key=lambda f: f.start) - 1
        if told or (away >= 0 and m.start() < scan.furniture[away].end):
            continue
        day = (published + timedelta(days=_SHIFT[str(m.lastgroup)])).isoformat()
        quote = scan.text[m.start() : m.end()]
        yield Period(m.start(), m.end(), quote, day, day, "day", year_source="published")
