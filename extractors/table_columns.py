"""What the columns of a table hold, from its header or from its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.indices import Index, find_indices
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.tables import Cell

    Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; role is number, name, value, rank, grade, change, scale, count, unit or other."""

    role: str
    label: str = ""
    year: str | None = None
    index: Index | None = None
    unit: str | None = None
    stage: str | None = None


YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
VALUE = re.compile(r"[<>≤≥~]?\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(%|điểm)?(?:\s*/\s*(\d{1,3}))?\Z")
RANK = re.compile(r"(?:thứ\s+|hạng\s+)?(\d{1,3})(?:\s*/\s*(\d{1,3}))?\Z")
_ROLES = (
    ("number", re.compile(r"(?:s?tt|số tt|số thứ tự|no\.?|#)\Z")),
    ("change", re.compile(r".*(?:tăng|giảm|chênh lệch|so với|so sánh|\+/-|thay đổi)")),
    ("count", re.compile(r"(?:kế hoạch|chỉ tiêu (?:giao|kế hoạch)|mục tiêu|dự toán|kh)(?!\w)")),
    ("unit", re.compile(r"(?:đvt|đơn vị tính)\Z")),
    ("scale", re.compile(r".*(?:điểm tối đa|điểm chuẩn|thang điểm|tối đa)")),
    ("grade", re.compile(r".*(?:nhóm|mức|loại)\s+xếp hạng")),
    ("rank", re.compile(r".*(?:xếp hạng|thứ hạng|xếp thứ|vị thứ|vị trí|xếp vị|(?<!\w)hạng(?!\w))")),
    ("grade", re.compile(r".*(?:xếp loại|phân loại|phân nhóm|mức độ hoàn thành)|(?:loại|nhóm)\Z")),
    ("count", re.compile(r".*(?:số lượng|tổng số(?! điểm)|số hồ sơ|số tthc|số phiếu|ghi chú)")),
    (
        "value",
        re.compile(
            r".*(?:chỉ số|điểm|tự chấm|tự đánh giá|thẩm định|giá trị|kết quả|t[ỷỉ] lệ|%|index|"
            r"sipas|pa?pi|pci|dti|pii)"
        ),
    ),
    (
        "name",
        re.compile(r"(?:tên|các |đơn vị|cơ quan|sở|địa phương|tỉnh|huyện|thành phố|xã|phường)"),
    ),
    ("name", re.compile(r"(?:bộ|ubnd|cục|nội dung|chỉ tiêu|năm\Z)")),
)
_STAGES = (
    ("self_assessed", re.compile(r"tự (?:chấm|đánh giá)")),
    ("appraised", re.compile("thẩm định")),
)


def is_head(row: Row) -> bool:
    """Whether a row names columns: words of a header, no measured number."""
    texts = [fold(cell.text) for cell in row if cell.text]
    if not texts or any(re.fullmatch(r"\d{1,3}[.,]\d+\s*%?", text) for text in texts):
        return False
    words = sum(1 for t in texts if role_of(t) not in {"other", "name"} or YEAR.search(t))
    return words >= max(1, len(texts) // 3) and not RANK.match(texts[-1])


def role_of(folded_label: str) -> str:
    """Give the role that a folded label tells."""
    return next((role for role, pattern in _ROLES if pattern.match(folded_label)), "other")


def columns_of(heads: Sequence[Row], width: int) -> list[Column]:
    """Give the columns that a header of one or more rows names, merged cells spread."""
    return [_column(label) for label in _labels(heads, width)]


def guessed_columns(rows: Sequence[Row], width: int) -> list[Column]:
    """Give the columns of a table without a header, by what most of their cells hold."""
    columns = []
    for place in range(width):
        texts = [row[place].text for row in rows if place < len(row) and row[place].text]
        columns.append(Column(_content(texts, first=place == 0)))
    return columns


def _column(label: str) -> Column:
    folded = fold(label)
    role = role_of(folded)
    year = YEAR.search(label)
    if role == "other" and year:
        role = "value"
    named = [m.index for m in find_indices(label, folded) if m.index.key != "OTHER"]
    stage = next((stage for stage, pattern in _STAGES if pattern.search(folded)), None)
    unit = "%" if "%" in label else "điểm" if "điểm" in folded or stage else None
    return Column(role, label, year[1] if year else None, named[0] if named else None, unit, stage)


def _labels(heads: Sequence[Row], width: int) -> list[str]:
    """One label a column: the rows of a header read downwards."""
    rows = [[" ".join(cell.text.split()) for cell in row] for row in heads]
    if len(rows) > 1 and len(rows[0]) < width < len(rows[1]) + len(rows[0]):
        rows = [_spread(rows[0], [text for text in rows[1] if text], width)]
    labels = [*rows[0], *[""] * (width - len(rows[0]))]
    for row in rows[1:]:
        above = ""
        for place, text in enumerate(row[:width]):
            above = labels[place] or above
            labels[place] = f"{labels[place] or (above if text else '')} {text}".strip()
    return labels


def _spread(top: list[str], below: list[str], width: int) -> list[str]:
    """A header of two rows whose wide cells stand over several below."""
    wide = {p for p, text in enumerate(top) if YEAR.search(text) or role_of(fold(text)) == "value"}
    if not wide or len(top) - len(wide) + len(below) != width or len(below) % len(wide):
        return top
    each = len(below) // len(wide)
    out: list[str] = []
    at = 0
    for place, text in enumerate(top):
        if place in wide:
            out += [f"{text} {part}" for part in below[at : at + each]]
            at += each
        else:
            out.append(text)
    return out


def _content(texts: Sequence[str], *, first: bool) -> str:
    if not texts:
        return "other"
    if all(re.fullmatch(r"\d{1,3}\.?", text) for text in texts):
        return "number" if first else "rank"
    if all(VALUE.match(text) for text in texts):
        return "value"
    wordy = sum(1 for text in texts if re.search(r"[^\W\d_]{2}", text))
    return "name" if 2 * wordy > len(texts) else "other"
