"""What is late among the figures of a result: "giải quyết 2.150 hồ sơ, | trễ hạn 36 hồ sơ"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import cues
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    import re

    from extractors.atoms import Scan

_THINGS = r"(?:hồ sơ|hs|thủ tục|tthc|nhiệm vụ|văn bản|đơn thư|đơn|vụ việc|phản ánh)"
_MANY = r"\d[\d.,]*(?: (?:ngàn|nghìn|triệu))?"
_LATE = r"(?:quá hạn|trễ hạn|trễ hẹn|chậm hạn|chậm muộn)"
_OVERDUE = Cue(cues.spaced(rf"(?<!\w){_LATE}(?!\w)").pattern, ("quá", "trễ", "chậm"))
# How many: "có 45 hồ sơ đã quá hạn", "quá hạn còn 210 hồ sơ", "trễ hạn gần 2,1 ngàn hồ sơ".
_BEFORE = cues.spaced(
    rf"(?<![\w.,/]){_MANY} {_THINGS}(?: (?:\w+ ){{0,4}}?)?(?:bị |đã |đang |xử lý |giải quyết )*\Z"
)
_BEHIND = cues.spaced(
    rf"{_LATE}:? (?:là |còn |có |gần |trên |hơn |lên đến |lên tới )*{_MANY}(?: {_THINGS})(?!\w)"
)
_ON_TIME = cues.spaced(r"(?<!\w)(?:đúng hạn|trước hạn|chưa đến hạn|trong hạn|đúng hẹn)(?!\w)")
_STARTS = cues.spaced(
    r"[,;:(]\s*(?:và |trong đó,? )?|(?<!\w)(?:và|trong đó|nhưng)(?!\w)(?! trước hạn| đúng hạn)\s*"
)
_ENDS = cues.spaced(
    r"[;)]|,(?!\d)(?! (?:chiếm|tỷ lệ|tỉ lệ|đạt tỷ lệ|tương ứng|tập trung|chủ yếu|bằng))"
    r"|(?<!\w)và (?=\d|có |số |trong )"
)
_LITTLE = cues.spaced(r"(?<!\w)(?:chỉ|giảm|dưới|không|0|hết|phải|sẽ|đối với|nếu|để)(?!\w)")
_REACH = 90  # characters of one figure


def figure(scan: Scan, begin: int, end: int) -> Span | None:
    """Give the figure of what is late in a sentence that tells what was on time too, else None."""
    folded = scan.folded
    late = _OVERDUE.search(scan.words, begin, end)
    if not late or not _ON_TIME.search(folded, begin, end):
        return None
    starts = [m.end() for m in _STARTS.finditer(folded, begin, late.start()) if not _in_number(m)]
    start = starts[-1] if starts else begin
    stop = _ENDS.search(folded, late.end(), end)
    to = stop.start() if stop else end
    counted = _BEFORE.search(folded, max(start, late.start() - _REACH), late.start())
    if not counted and not _BEHIND.match(folded, late.start(), to):
        return None
    return None if _LITTLE.search(folded, start, to) else Span(start, to)


def _in_number(mark: re.Match[str]) -> bool:
    """Tell whether a comma stands inside a figure: "1,3 ngàn"."""
    return mark.string[mark.end() : mark.end() + 1].isdigit() and mark[0] == ","
