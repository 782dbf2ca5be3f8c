"""Statements that only name shortcomings, which are told behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.lead_ins import begins
from extractors.outline import trim
from extractors.text import Span

if TYPE_CHECKING:
    import re

    from extractors.atoms import Scan

_ONLY_NAMED = cues.spaced(
    rf"(?P<whose>[^,;:]{{2,90}} )??(?:(?:vẫn )?còn |vẫn |có |bộc lộ |tồn tại |nảy sinh |phát sinh "
    r"|gặp |(?:còn |vẫn |cũng |cũng còn )?để xảy ra "
    r"|(?:đã |cũng |cũng đã )?(?:nêu|nêu ra|nêu lên|nêu rõ|chỉ ra|chỉ rõ|ghi nhận|nhận thấy"
    r"|phát hiện|nhìn nhận|thừa nhận) (?:còn )?)?(?:một số|những"
    r"|nhiều|các|không ít)"
    rf" (?:(?:mặt|điểm|khâu|nội dung|vấn đề|việc) (?:còn )?)?(?:{lacks.NAMES})"
    rf"(?:(?:,| và| cũng như)? (?:{lacks.NAMES}))*"
    r"(?: đáng (?:\w+ )?\w+)?"
    r"(?: (?:này|đó|ấy|trên|nêu trên|nhất định|chủ yếu|cần (?:\w+ ){0,3}\w+"
    r"|(?:được )?phát hiện[^,;:]{0,60}))?"
)
_THAT_IS = cues.spaced(r"[;,.]? đó\W*\Z")
# "một số hạn chế | trong công tác cải cách hành chính của các phòng, ban": in what they are.
_REST = cues.spaced(
    r"(?: (?!(?:còn|vẫn|chưa|không|chậm|thiếu|bị|phải|để|do)(?!\w))[^\s;:]+){1,40}\W*\Z"
)
# What is low is named before the list of it: "những chỉ số đạt chưa cao như: hồ sơ còn trễ".
_SOME_FAIL = cues.spaced(
    r"(?:[^,;:]{2,60} )?(?:một số|những|các|nhiều) (?:(?!(?:đã|được)(?!\w))\w+ ){1,5}?(?:(?:đạt "
    r"|còn |bị |vẫn )?(?:chưa|còn|thấp|yếu|kém|mất|trừ|giảm)(?: \w+){0,3})"
)
# "rà soát còn một số phòng như: phòng A vẫn có hồ sơ chậm": whose they are, and not yet what.
_WHOSE = cues.spaced(
    r"(?:[^,;:]{2,60} )?(?:còn|vẫn còn|vẫn có|có) (?:một số|những|nhiều|không ít) (?:các |những )?"
    r"(?:phòng|ban|sở|ngành|đơn vị|địa phương|cơ quan|xã|phường|huyện|trường)"
    r"(?:,? (?!(?:còn|vẫn|chưa|không|chậm|thiếu|bị|để|có|trễ)(?!\w))\w+){0,4}"
)
_LISTS = cues.spaced(r"[\s,]*(?:như|cụ thể|trong đó|đó là|gồm|sau|:)")


def only_names(scan: Scan, span: Span) -> bool:
    """Tell whether a stretch only names shortcomings: "còn một số tồn tại, hạn chế như:"."""
    tail = cues.list_tail(scan.folded, max(span.start, span.end - 60), span.end)
    a, b = trim(scan.text, begins(scan, span.start, span.end), tail.start() if tail else span.end)
    that = _THAT_IS.search(scan.folded, a, b)
    b = that.start() if that else b
    return _names(scan, Span(a, b), lists=True) is not None


def told(scan: Scan, found: list[Span]) -> list[Span]:
    """Leave out what only names shortcomings that are told behind it: "còn một số thiếu sót"."""
    return [span for span in found if span is found[-1] or not _announced(scan, span)]


def _announced(scan: Scan, span: Span) -> bool:
    """Tell whether a statement only says what the next ones list."""
    lists = _LISTS.match(scan.folded, span.end) is not None
    named = _names(scan, span, lists=lists)
    return named is not None and (lists or not named.groupdict()["whose"])


def _names(scan: Scan, span: Span, *, lists: bool) -> re.Match[str] | None:
    """Match a stretch that only names shortcomings, with what they are in if a list follows."""
    folded = scan.folded
    whole = _ONLY_NAMED.fullmatch(folded, span.start, span.end)
    if whole or not lists:
        return whole
    begun = _ONLY_NAMED.match(folded, span.start, span.end)
    if begun and _REST.match(folded, begun.end(), span.end):
        return begun
    return _SOME_FAIL.fullmatch(folded, span.start, span.end) or _WHOSE.fullmatch(
        folded, span.start, span.end
    )
