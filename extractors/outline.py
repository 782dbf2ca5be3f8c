"""The text as paragraphs and sentences: hard-wrapped lines joined, list marks told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.text import CAPITALS, SMALL, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLAIN = 90  # the level of a paragraph without a mark
_MARKS = (
    # Least level governs most. A mark may stand in the bold of Markdown: "**1. Sở".
    (10, r"(?i:phần|chương|mục)\s+(?:(?i:thứ)\s+\w+|[IVXLC]+|\d+)\b[.:]?"),
    (20, r"(?:[IVX]{1,5}|[A-HĐ])\s?[./-](?=[\s*])"),
    (20, r"(?i:điều)\s+\d+[a-zđ]?\s*[.:]"),
    (40, r"\d{1,2}\.\d{1,2}\s?[.)]?(?=[\s*])"),
    (45, r"\d{1,2}(?:\.\d{1,2}){2,3}\s?[.)]?(?=[\s*])"),
    (30, r"\d{1,2}\s?[./)](?!\d)"),
    (44, r"[(]\d{1,2}[)]"),
    (30, r"\d{1,2}\s?[-–](?=\s)(?!\s+\d)"),
    (50, r"[a-zđ]{1,2}\s?\)"),
    (50, r"[a-zđ]\.(?=[\s*])"),
    (60, r"[-–\u2022\u25cf\u25aa\uf02d\uf0b7*](?![-*\w])(?:\s*[*]{2})?"),
    (60, r"[-–](?=[^\W\d])"),
    (70, r"[+](?!\d)"),
)
_MARK = re.compile(
    r"[*#_>|\s]*(?:" + "|".join(f"(?P<m{i}>{p})" for i, (_, p) in enumerate(_MARKS)) + r")[\s*]*"
)
# Most lines begin with a word, and this tells them quicker.
_MAY_MARK = re.compile(r"\W|\d|\w{1,5}\s?[./)–-]|_|(?i:phần|chương|mục|điều)\s")
_ORDINAL = re.compile(r"(\d{1,2})\s?([.)]?)\s+(?=\S)")
_ORDINAL_LEVEL = 30
_FIRST = re.compile(r"[*_\s]*[(]?(?:0?1|a|i|I|A)\s?[.)/]")
_MARKUP = re.compile(r"[*#_>|\s]+")
_CLOSERS = "\"”')*_ \t\n"  # what may stand behind the stop of a line
_STOPS = (".", ";", ":", "!", "?", "…")
_LONGEST_LINE = 140  # a longer line is a paragraph
# A mark alone on its line: "2.5.", "a)", "-"; its text is the next line.
_BARE_MARK = re.compile(
    r"[\s*_]*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|[a-zđ]\)|[IVX]{1,4}\.|[-+])[\s*_]*"
)
_SHORTEST_FULL = 40
_FEW = 3
_SHORT = 15
_LONGEST = 20_000
# What stands at the edge of a page: "6", "- 12 -", "Trang 3", "CÔNG BÁO/Số 24/Ngày 22-4-2024".
_FOLIO = re.compile(
    r"(?:CÔNG BÁO\s?/\s?Số[^\n]{3,40}|Số \d+/Ngày[^\n]{3,20})?"
    r"\W*(?:(?i:trang|page break|page)\W*)?(?:\d{1,3}(?:\s*/\s*\d{1,3})?)?\W*"
)
# A line that ends so goes on in the next.
_OPEN_END = re.compile(
    r"(?<!\w)(?:(?i:[uủ]y|uỷ) ban nhân dân|UBND|HĐND|Hội đồng nhân dân|Mặt trận Tổ quốc"
    r"|[Gg]iao|của|và|các|theo|tại|số|ngày|với|cho|về|do|là|từ|đến|ban hành|phê duyệt"
    r"|các (?:[Bb]an|[Tt]ổ|[Ss]ở|[Bb]ộ|[Pp]hòng)"
    r"|về việc|trên|trong|bằng|giữa|hoặc|gồm|những|được|đã|sẽ|thuộc|để|nhằm|như)\s*$"
)
_PLACE_END = re.compile(r"(?<!\w)(?:huyện|tỉnh|xã|phường|quận|thành phố|thị xã|thị trấn)\s*$")
# No name goes on so: "ảnh hưởng đến TP. | Các sở phải ...".
_OPENS = (
    r"\s+(?:[\"“]|(?:Các|Những|Một|Ông|Bà|Đồng|Tại|Trong|Theo|Ngoài|Về|Để|Với|Do|Qua|Từ|Tuy|Bên|Đến"
    r"|Hiện|Năm|Ngày|Việc|Đây|Đối|Sau|Trước|Khi|Nếu|Cùng|Đặc|Yêu|Giao|Chủ tịch|Phó|Giám đốc|Bí thư"
    r"|Sở|UBND|HĐND|Công an|Thủ tướng|Trưởng|Lãnh đạo|Phát biểu|Kết luận|Riêng|Thời gian|Cụ thể"
    r"|Tiếp|Nhiều|Mỗi|Cũng|Như|Ngay|Nhân dịp|Song|Nhằm|Tính|Vì|Trên|Hội nghị|Người)\s)"
)
_OPENER = re.compile(_OPENS)
_STOP = re.compile(
    # The stop comes first, what must stand before it second: only stops are looked at.
    rf"""[.!?…](?:(?<=[{SMALL}0-9)”"’%*].)|(?<=[{CAPITALS}]{{3}}.)|(?<=ý\s[IV].)"
    rf"|(?<=[pmiaỳộtứ]\s[IVX].)|(?<=[pmiaỳộtứ]\s[IVX]{{2}}.)|(?<=[pmiaỳộtứ]\s[IVX]{{3}}.)"
    rf"|(?<=ý\s[IV]{{2}}.)|(?<=ý\s[IV]{{3}}.)|(?<=[{SMALL})]\s.)|(?<=/.)|(?<=,…)|(?<=[{CAPITALS}&][{CAPITALS}].)(?={_OPENS}))"""
    r"""(?:(?<=\.)\.{0,2}|(?<=[!?…])[!?…]*)(?:/\.)?"""
    rf"""(?=["”'*)]*(?:\s+["“*(]*[{CAPITALS}0-9-]|\s*$)|[{CAPITALS}][{SMALL}]+\s)"""
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:tp|tx|tt|ths|gs|ts|pgs|đ/c|ks|bs|cn|ubnd tp|số|st|v\.v))$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without its list mark: `text[start:end]`, and how deep its mark stands."""

    start: int
    end: int
    level: int  # 10 part ... 60 dash, 90 no mark
    first: int  # where the line begins, mark included


def paragraphs(text: str, rows: Sequence[Span], skipped: tuple[Span, ...] = ()) -> list[Paragraph]:
    """Give the paragraphs of a text in order, hard-wrapped lines joined. O(n).

    `rows` are its lines, as `extractors.text.blocks` gives them.
    `skipped` are stretches that are no part of the notice; lines that begin in one are left out.
    """
    lines = [b for b in rows if text[b.start : b.end].strip("*|-_= ")]
    width, apart = _width(lines), _apart(text, lines)
    lines, torn = _without_folios(text, lines)
    found: list[Paragraph] = []
    pending: Span | None = None
    holes = iter(sorted((s.start, s.end) for s in skipped))
    hole = next(holes, None)
    for line in lines:
        while hole and hole[1] <= line.start:
            hole = next(holes, None)
        inside = hole is not None and hole[0] <= line.start
        if (
            pending
            and not inside
            and (line.start in torn or _continues(text, pending, line, width, apart=apart))
        ):
            pending = Span(pending.start, line.end)
            continue
        if pending:
            found.append(_paragraph(text, pending))
        pending = None if inside else line
    if pending:
        found.append(_paragraph(text, pending))
    return _nested(text, _numbered(text, found))


def _nested(text: str, rows: list[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs, a list that a colon opens deeper than the item that opens it.

    "- Theo nguyên tắc sau:", "(1) ...", "(2) ...", "- ...": the numbers stand below the dash.
    """
    above, outer = PLAIN, 0  # the level of the marks inside such a list, and of its item
    for i, row in enumerate(rows):
        if row.level == PLAIN:
            continue
        if outer and row.level != above and row.level <= outer:
            outer = 0
        before = rows[i - 1] if i else row
        opens = before.level != PLAIN and text[before.start : before.end].rstrip(" *_").endswith(
            ":"
        )
        if opens and row.level < before.level and _FIRST.match(text, row.first, row.end):
            above, outer = row.level, before.level
        if outer and row.level == above:
            rows[i] = replace(row, level=outer + 1)
    return rows


def _numbered(text: str, rows: list[Paragraph]) -> list[Paragraph]:
    """Give the paragraphs, a bare number between two marks read as one: "1. ", "2 Theo", "3. "."""
    marked = [(i, m) for i, r in enumerate(rows) if (m := _ORDINAL.match(text, r.first, r.end))]
    for (_, before), (i, bare), (_, after) in zip(marked, marked[1:], marked[2:], strict=False):
        row = rows[i]
        gap = (int(bare[1]) - int(before[1]), int(after[1]) - int(bare[1]))
        if row.level == PLAIN and gap == (1, 1) and not bare[2] and text[bare.end()].isupper():
            rows[i] = Paragraph(bare.end(), row.end, _ORDINAL_LEVEL, row.first)
    return rows


def _without_folios(text: str, lines: list[Span]) -> tuple[list[Span], set[int]]:
    """Give the lines without page numbers inside a sentence, and where such a sentence goes on."""
    kept: list[Span] = []
    edge: list[Span] = []  # the page numbers since the last line
    torn: set[int] = set()
    for line in lines:
        if kept and _FOLIO.fullmatch(text, line.start, line.end):
            edge.append(line)
            continue
        if edge:
            stopped = text[kept[-1].start : kept[-1].end].rstrip(_CLOSERS).endswith(_STOPS)
            if stopped or not text[line.start].islower():
                kept += edge
            else:
                torn.add(line.start)
            edge = []
        kept.append(line)
    return kept + edge, torn


def _width(lines: list[Span]) -> int:
    """Give the column at which lines were wrapped, 0 where a line is a paragraph."""
    lengths = sorted(line.end - line.start for line in lines)
    long = sum(n for n in lengths if n > _LONGEST_LINE)
    full = [n for n in lengths if _SHORTEST_FULL <= n <= _LONGEST_LINE]
    if len(full) < _FEW or long > 0.3 * sum(lengths):
        return 0
    return full[int(len(full) * 0.8)]


def _apart(text: str, lines: list[Span]) -> bool:
    """Tell whether blank lines part the paragraphs, so that a single line break never does."""
    ended = [
        text.count("\n", a.end, b.start) > 1 for a, b in pairwise(lines) if text[a.end - 1] in ".;:"
    ]
    return bool(ended) and sum(ended) > len(ended) * 0.75


def _continues(text: str, before: Span, line: Span, width: int, *, apart: bool) -> bool:
    if _BARE_MARK.fullmatch(text, before.start, before.end):
        return not _mark(text, line.start, line.end)
    if text.count("\n", before.end, line.start) > 1:
        return False
    last = text.rfind("\n", before.start, before.end) + 1 or before.start
    tail = text[last : before.end]
    head = text[line.start : line.end]
    wrapped = tail.endswith(";") and head[0].islower() and 0 < 0.75 * width < len(tail)
    stopped = tail.rstrip(_CLOSERS).endswith(_STOPS) and not wrapped
    if stopped or _mark(text, line.start, line.end):
        return False
    if before.end - before.start > _LONGEST or "\t" in tail or "\t" in head:
        return False
    if text.count("**", last, before.end) % 2 and head[:2] != "**":
        return True
    marked = _mark(text, before.start, before.end) if last == before.start else None
    if head[0].islower() or head[0].isdigit() or tail.endswith(","):
        return bool(width and marked) or len(tail) > (_SHORT if width else 2 * _SHORT)
    if not width:
        return False
    one_word = marked is not None and " " not in text[marked[1] : before.end].strip()
    place = len(tail) > width * 0.5 and _PLACE_END.search(tail)
    if _OPEN_END.search(tail) or one_word or place:
        return True
    if apart and len(tail) > _SHORT:
        return tail.isupper() == head.isupper()
    return len(tail) > width * 0.75 and not tail.isupper()


def _mark(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Give the level of the list mark at the start of a line and where it ends, None without."""
    if not _MAY_MARK.match(text, start, end):
        return None
    found = _MARK.match(text, start, end)
    if not found or not found.lastgroup:
        return None
    return _MARKS[int(found.lastgroup[1:])][0], found.end()


def _paragraph(text: str, span: Span) -> Paragraph:
    mark = _mark(text, span.start, span.end)
    if mark:
        return Paragraph(min(mark[1], span.end), span.end, mark[0], span.start)
    markup = _MARKUP.match(text, span.start, span.end)
    return Paragraph(markup.end() if markup else span.start, span.end, PLAIN, span.start)


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the sentences of `text[start:end]`, stops not included. O(n)."""
    at = start
    for stop in _STOP.finditer(text, start, end):
        shortened = _ABBREVIATION.search(text, max(at, stop.start() - 12), stop.start())
        if shortened and not _OPENER.match(text, stop.end()) and not _ends(text, shortened, stop):
            continue
        yield from _trimmed(text, at, stop.start())
        at = stop.end()
    yield from _trimmed(text, at, end)


def _ends(text: str, word: re.Match[str], stop: re.Match[str]) -> bool:
    """Tell whether a sentence ends in "số": no number follows, "phát triển xã hội số. Khuyến"."""
    return word[0] == "số" and not text[stop.end() :].lstrip()[:1].isdigit()


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    start, end = trim(text, start, end)
    if start < end:
        yield Span(start, end)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the stretch without white space, stops and marks of lists at its ends."""
    if start >= end:
        return start, end
    body = text[start:end].lstrip(" \n\t*_|-–,;:.…”'’)+•")
    start = end - len(body)
    return start, start + len(body.rstrip(" \n\t*_|-–,;:.…/“‘(+"))
