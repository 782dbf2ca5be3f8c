"""Whose report a stretch without its masthead is: the body whose doings it tells most."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from extractors import cues

if TYPE_CHECKING:
    from extractors.atoms import Scan

_DOES = cues.spaced(
    r" (?:đã|luôn|thường xuyên|cũng|tiếp tục|có|không|thực hiện|ban hành|tổ chức|triển khai)(?!\w)"
)


def reporting(scan: Scan) -> str | None:
    """Give the body whose doings a report without its masthead tells most often."""
    told = Counter(
        scan.text[body.start : body.end]
        for body in scan.agencies
        if body.key and _DOES.match(scan.folded, body.end)
    )
    return " ".join(told.most_common(1)[0][0].split()) if told else None
