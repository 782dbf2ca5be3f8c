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
_LATE = r"(?:quá hạn|trễ hạn|trễ hẹn|trể hạn|trể hẹn|chậm hạn|chậm muộn)"
_OVERDUE = Cue(cues.spaced(rf"(?<!\w){_LATE}(?!\w)").pattern, ("quá", "trễ", "trể", "chậm"))
# How many: "có 45 hồ sơ đã quá hạn", "quá hạn còn 210 hồ sơ", "trễ hạn gần 2,1 ngàn hồ sơ".
_BEFORE = cues.spaced(
    rf"(?<![\w.,/]){_MANY} {_THINGS}(?: (?:\w+ ){{0,4}}?)?(?:bị |đã |đang |xử lý |giải quyết )*\Z"
)
_FIGURE = rf"{_LATE}:? (?:là |còn |có |gần |trên |hơn |lên đến |lên tới )*{_MANY}"
_BEHIND = cues.spaced(rf"{_FIGURE}(?: {_THINGS})(?!\w)")
# What is counted may be named before: "số hồ sơ giải quyết trễ hạn là 245".
_NAMED = cues.spaced(
    rf"(?<!\w)(?:số|số lượng|tổng số) {_THINGS}(?: bị| đã| đang| xử lý| giải quyết| tthc)* \Z"
)
_COUNTED = cues.spaced(rf"{_FIGURE}(?![\w,.]*\s?%)")
_ON_TIME = cues.spaced(r"(?<!\w)(?:đúng hạn|trước hạn|chưa đến hạn|trong hạn|đúng hẹn)(?!\w)")
_STARTS = cues.spaced(
    r"[,;:(]\s*(?:và |trong đó,? )?|(?<!\w)(?:và|trong đó|nhưng)(?!\w)(?! trước hạn| đúng hạn)\s*"
)
_ENDS = cues.spaced(
    r"[;)]|,(?!\d)(?! (?:chiếm|tỷ lệ|tỉ lệ|đạt tỷ lệ|tương ứng|tập trung|chủ yếu|bằng|do|vì)(?!\w))"
    r"|(?<!\w)và (?=\d|có |số |trong )"
)
_LITTLE = cues.spaced(
    r"(?<!\w)(?:chỉ|giảm|dưới|không|0(?![,.]\d)|hết|phải|sẽ|đối với|nếu|để)(?!\w)"
)
_REACH = 90  # characters of one figure
_BESIDE = 300  # characters before it that tell what was on time


def figure(scan: Scan, begin: int, end: int) -> Span | None:
    """Give the figure of what is late in a sentence that tells what was on time too, else None."""
    folded = scan.folded
    late = _OVERDUE.search(scan.words, begin, end)
    if not late or not _ON_TIME.search(folded, _paragraph(folded, begin), end):
        return None
    starts = [m.end() for m in _STARTS.finditer(folded, begin, late.start()) if not _in_number(m)]
    start = starts[-1] if starts else begin
    stops = (m.start() for m in _ENDS.finditer(folded, late.end(), end))
    to = next((at for at in stops if not _inside(folded, start, at)), end)
    before = Span(max(start, late.start() - _REACH), late.start())
    behind = _NAMED.search(folded, *before) and _COUNTED.match(folded, late.start(), to)
    if not (behind or _BEFORE.search(folded, *before) or _BEHIND.match(folded, late.start(), to)):
        return None
    return None if _LITTLE.search(folded, start, to) else Span(start, to)


def _inside(folded: str, start: int, at: int) -> bool:
    """Tell whether a bracket closes that was opened in the figure: "(chiếm 1,2%), tập trung"."""
    return folded[at] == ")" and folded.find("(", start, at) >= 0


def _paragraph(folded: str, begin: int) -> int:
    """Give where to look for what was on time: before, in the same paragraph."""
    return max(folded.rfind("\n\n", 0, begin) + 1, begin - _BESIDE, 0)


def _in_number(mark: re.Match[str]) -> bool:
    """Tell whether a comma stands inside a figure: "1,3 ngàn"."""
    return mark.string[mark.end() : mark.end() + 1].isdigit() and mark[0] == ","
