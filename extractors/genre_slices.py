"""What shows a slice of an act that has lost its head: the gazette, its tables, what it orders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.cues import ACTION

if TYPE_CHECKING:
    from extractors.atoms import Scan

_GAZETTE = re.compile(r"^[^\w\n]{0,4}CÔNG BÁO[ ]?/[ ]?Số", re.MULTILINE)
# The heads of a table of tasks, each in a cell or on lines of its own.
_COLUMNS = tuple(
    re.compile(rf"^[^\w\n]{{0,6}}{column}(?!\w)(?=[^\w\n]{{0,6}}$)", re.MULTILINE)
    for column in (
        r"(?:nội\s+dung\s+công\s+việc|tên\s+nhiệm\s+vụ|nhiệm\s+vụ)",
        r"(?:cơ\s+quan|đơn\s+vị)\s+chủ\s+trì",
        r"(?:cơ\s+quan|đơn\s+vị)\s+phối\s+hợp",
        r"(?:thời\s+hạn|thời\s+gian)\s+(?:hoàn\s+thành|thực\s+hiện)",
        r"(?:sản\s+phẩm|kết\s+quả)(?:\s+đầu\s+ra)?",
        r"cấp\s+trình",
    )
)
_MARK = re.compile(
    r"[^\w]{0,12}(?:(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zđ]|[ivx]{1,4})[.)/])?[^\w]{0,6}"
)
_LEAST = 6  # sentences, of which one can tell how they begin
_MOSTLY = 0.5


def worth(scan: Scan) -> int:
    """Give how surely a text without a head is of an act; 0 where nothing shows it. O(n)."""
    found = 0
    if "CÔNG BÁO" in scan.text and _GAZETTE.search(scan.text):
        found += 6
    if "chủ" in scan.folded and sum(1 for c in _COLUMNS if c.search(scan.folded)) >= 3:
        found += 4
    return found + (4 if _wrapped(scan.text) and _orders(scan) else 0)


# A line that breaks off within a sentence, as those of a printed page do.
_BROKEN = re.compile(r"[^\s.;:!?][ ]?\n\s{0,3}[a-zà-ỹ]")
_WRAPPED = 0.4


def _wrapped(text: str) -> bool:
    """Tell whether the lines are those of a printed page; a page of the web has paragraphs."""
    return sum(1 for _ in _BROKEN.finditer(text)) > _WRAPPED * (text.count("\n") + 1)


def _orders(scan: Scan) -> bool:
    """Tell whether most sentences begin with what is to be done, as a programme's do."""
    total = begun = 0
    for start, end in scan.sentences:
        if scan.text.count(" ", start, end) < _LEAST:
            continue
        total += 1
        mark = _MARK.match(scan.folded, start, end)
        begun += ACTION.match(scan.folded, mark.end() if mark else start) is not None
    return total >= _LEAST and begun > _MOSTLY * total
