"""The type of an act where it stands alone on a line, and the subject below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.genre_phrases import HEAD
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.atoms import Scan

# The type of an act alone on a line, in capitals: "**KẾ HOẠCH**".
_TYPE_LINE = re.compile(
    r"(?:BÁO CÁO(?: (?:TÓM TẮT|CHUYÊN ĐỀ|TỔNG KẾT|SƠ KẾT|NHANH|THAM LUẬN))?"
    r"|PHỤ LỤC(?: SỐ)? [0-9IVXA-D.]{1,5}|KẾ HOẠCH|THÔNG BÁO|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|"
    r"CHƯƠNG TRÌNH|HƯỚNG DẪN|QUY CHẾ|QUY ĐỊNH|TỜ TRÌNH|ĐỀ ÁN|CÔNG ĐIỆN|KẾT LUẬN|THÔNG BÁO KẾT LUẬN|"
    r"KẾT LUẬN THANH TRA|PHỤ LỤC|THÔNG TƯ|NGHỊ ĐỊNH|BIÊN BẢN|GIẤY MỜI)(?=[^\w\n]{0,12}$)",
    re.MULTILINE,
)
NO_WORDS = re.compile(r"[^\w\n]{0,12}")


def type_lines(text: str, end: int) -> Iterator[re.Match[str]]:
    """Give the types of acts that stand alone on a line, up to a place."""
    for match in _TYPE_LINE.finditer(text, 0, end):
        line = text.rfind("\n", 0, match.start()) + 1
        if NO_WORDS.fullmatch(text, line, match.start()):
            yield match


_SUBJECT_ENDS = re.compile(
    r"[^\w\n]{0,6}(?:căn\s+cứ|thực\s+hiện|kính\s+gửi|xét|theo|điều\s+1|[0-9i]{1,3}[.)])"
)
_SUBJECT_LINES = 5
_LONGEST_SUBJECT = 300


def subject_of(scan: Scan) -> str:
    """Give what the notice is about in its own words, folded: its title, and the act's subject.

    The subject of an act stands below its type: "KẾ HOẠCH", "Kiểm tra cải cách hành chính ...".
    """
    title = fold(scan.context.title or "")
    if (scan.context.title or "")[:1].islower():
        title = ""  # the first line of a slice that begins in mid-sentence
    typed = next(type_lines(scan.text, 2 * HEAD), None)
    if typed is None:
        return title
    lines: list[str] = []
    for line in scan.folded[typed.end() : typed.end() + 2 * _LONGEST_SUBJECT].split("\n")[1:]:
        if _SUBJECT_ENDS.match(line) or len(lines) == _SUBJECT_LINES:
            break
        lines.append(line)
    return f"{title}\n{' '.join(lines)[:_LONGEST_SUBJECT]}"
