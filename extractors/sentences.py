"""Sentences with offsets: inside a line, or over lines that are hard-wrapped."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.text import CAPITALS, SMALL, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A mark that may end a sentence, what closes after it, and the beginning of the next one.
_STOP = re.compile(
    # One stop first, so that nothing else is looked at; "./." and a run of stops go on behind it.
    rf"[.!?…](?:(?<=\.)/\.|[.!?…]{{0,5}})(?:[\"”’)\]*]{{0,3}}(?=\s+[\"“‘(\[*]{{0,3}}[{CAPITALS}0-9+-])"
    rf"|(?<=[{CAPITALS}{SMALL}][{SMALL}]\.)(?=[{CAPITALS}][{SMALL}]{{1,8}}\s))"
)
_ABBREVIATION = re.compile(
    r"(?:(?:^|[\s(/,.-])(?:[A-ZĐ]|TP|Tp|tp|TX|Tx|TT|Tt|ThS|Ths|TS|Ts|GS|PGS|BS|Bs|KS|CN|LS|KT|TM"
    r"|TL|TUQ|T/M|T/L|Đ/c|đ/c|STT|NXB|Mr|Ms|Mrs|Dr|No|St|Co|Ltd|tr|vd|VD|Vd|Ct|CT|PCT|GĐ|PGĐ))\Z"
)
_MARKER = re.compile(r"[\s*|>#]*(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}|[IVX]{1,5}|[a-zđA-Z])\Z")
_END = re.compile(r"(?:[.!?:;…]|\./\.)[\"”’)\]*|_\s]*\Z")
# What begins a line of its own: list marks, headings, legal grounds, cells of a table.
_OPENS = re.compile(
    r"[*_\s]*(?:[-+•–—·*]\s|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]\s|[0-9]{1,2}/\s|[a-zđ][.)]\s"
    r"|[IVX]{1,5}[.)]\s|\||#|>|---|Điều [0-9]"
    r"|(?:Căn cứ|Kính gửi|Nơi nhận|Số:|Số [0-9]|Phụ lục|PHỤ LỤC|TM\.|KT\.|TL\.))"
)
_WANTS_MORE = re.compile(
    r"(?:,|(?<!\w)(?:của|và|số|về|tại|ngày|theo|các|những|cho|với|từ|đến|do|để|là|trong|trên|Bộ|Sở"
    r"|UBND|Quyết|Nghị|Kế|CỦA|VÀ|SỐ|VỀ|TẠI|CÁC))\Z"
)
_FIRST_WORD = re.compile(r"\S+")
_SLACK = 0.82  # of the widest line of its run: a shorter line was not broken for want of room
_WIDEST = 130  # characters; text that runs wider was not hard-wrapped
_MOST = 0.7  # of a run's characters stand in lines that are narrower, where it was


def split(text: str, lines: Sequence[Span]) -> list[Span]:
    r"""Give the sentences of a normalised text, in order; `lines` are its blocks. O(n).

    A sentence goes on over the end of a line where the line was broken for want of room.

    >>> text = "Sở ở TP. Cao Lãnh báo cáo. Tiếp tục rà soát\nthủ tục."
    >>> from extractors.text import blocks
    >>> [text[s.start : s.end] for s in split(text, blocks(text))]
    ['Sở ở TP. Cao Lãnh báo cáo.', 'Tiếp tục rà soát\nthủ tục.']
    """
    return [sentence for unit in units(text, lines) for sentence in _sentences(text, unit)]


# Why not underthesea's sent_tokenize inside these units: on the 29 annotated texts neither cuts any
# of the 260 annotated passages; 977 boundaries agree, 4 are set here alone, 117 by underthesea
# alone. Those stand in list numbers ("**2. Yêu cầu"), addresses of pages and after "./.". It takes
# 2.2 times the time and an import.
def units(text: str, lines: Sequence[Span]) -> list[Span]:
    """Give the stretches in which sentences are looked for: lines, or runs of hard-wrapped ones."""
    out: list[Span] = []
    for run in _runs(text, lines):
        width = _width(run)
        start = run[0].start
        for line, following in pairwise(run):
            if not _goes_on(text, line, following, width):
                out.append(Span(start, line.end))
                start = following.start
        out.append(Span(start, run[-1].end))
    return out


def _runs(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Lines with no empty line between."""
    run: list[Span] = []
    for line in lines:
        if run and text.count("\n", run[-1].end, line.start) > 1:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _width(run: Sequence[Span]) -> int:
    """Give the column at which a run was wrapped: a few long lines (addresses) tell nothing."""
    lengths = [line.end - line.start for line in run]
    narrow = [length for length in lengths if length <= _WIDEST]
    return max(narrow) if sum(narrow) > _MOST * sum(lengths) else max(lengths)


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    if max(width, line.end - line.start) > _WIDEST or _OPENS.match(
        text, following.start, following.end
    ):
        return False
    if "\t" in text[line.start : line.end] or "\t" in text[following.start : following.end]:
        return False
    ended = _END.search(text, max(line.start, line.end - 8), line.end)
    first = text[following.start]
    if first.islower():
        return not ended or text[line.end - 1] not in ".!?"
    if not ended and (first.isdigit() or _WANTS_MORE.search(text, line.start, line.end)):
        return True
    word = _FIRST_WORD.match(text, following.start)
    room = line.end - line.start + 1 + (len(word[0]) if word else 0)
    return (
        not (ended and text[line.end - 1] in ":;")
        and room >= width * _SLACK
        and not _all_capitals(text, line, following)
    )


def _all_capitals(text: str, line: Span, following: Span) -> bool:
    """Whether one of two lines is a heading in capitals and the other is not."""
    return text[line.start : line.end].isupper() != text[following.start : following.end].isupper()


def _sentences(text: str, unit: Span) -> Iterator[Span]:
    start = unit.start
    for m in _STOP.finditer(text, unit.start, unit.end):
        if text[m.start()] == "." and _holds(text, start, m.start()):
            continue
        yield Span(start, m.end())
        start = m.end()
        while start < unit.end and text[start].isspace():
            start += 1
    if start < unit.end:
        yield Span(start, unit.end)


def _holds(text: str, start: int, stop: int) -> bool:
    """Whether the dot at `stop` is an abbreviation's or a list mark's."""
    return bool(
        _ABBREVIATION.search(text, max(start, stop - 6), stop) or _MARKER.match(text, start, stop)
    )
