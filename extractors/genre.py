"""Which genre a notice is of: the act itself, a page about one, news, a report, or other."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors import genre_slices
from extractors.act_types import NO_WORDS, type_lines
from extractors.genre_phrases import ACT, HEAD, PHRASES
from extractors.text import CAPITALS, SMALL, fold, word_list
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "areas.toml").read_text(encoding="utf-8")
)["genre"]
_WORDS: dict[str, list[tuple[str, bool]]] = {}  # folded words -> genre, and whether in the head
for _genre, _table in _DATA.items():
    for _word in _table["head"]:
        _WORDS.setdefault(fold(_word), []).append((_genre, True))
    for _word in _table["anywhere"]:
        _WORDS.setdefault(fold(_word), []).append((_genre, False))
_PATTERN = Cue(rf"(?<!\w)(?:{word_list(sorted(_WORDS))})(?!\w)", _WORDS)
# How a line begins.
_BASIS = Cue(
    r"(?<!\w)(?:căn\s+cứ|xét\s+(?:đề\s+nghị|tờ\s+trình)|điều\s+\d+\.)",
    ("căn", "xét", "điều"),
)
_ITEM = re.compile(r"[^\w\n]{0,12}(?:[-+•]|\d{1,2}[.)]|[a-zđ]\)|[ivx]{1,4}\.)")
_ORDERS = re.compile(  # an item of a plan: what is to be done, by whom
    r"[^\w\n]{0,12}(?:\d{1,2}[.)]|[a-zđ]\))?[^\w\n]{0,12}(?:tham\s+mưu|chủ\s+trì|phối\s+hợp"
    r"|rà\s+soát|tiếp\s+tục|"
    r"tổ\s+chức|tăng\s+cường|đẩy\s+mạnh|xây\s+dựng|huy\s+động|giao|hướng\s+dẫn|thực\s+hiện"
    r"|kịp\s+thời)"
    r"(?!\w)"
)
# What stands only in the text of an act: a letter's address, an article, an annex's origin.
_ARTICLE = re.compile(r"[^\w\n]{0,12}(?:điều\s+[0-9]{1,3}\.\s|khoản\s+[0-9]{1,2}\.\s)")
_ADDRESSED = re.compile(r"[^\w\n]{0,12}kính\s+gửi[\s*_]{0,3}:")
_ANNEXED = re.compile(
    r"[\s*_]{0,6}\([\s*_]{0,3}(?:ban\s+hành\s+)?(?:kèm\s+theo|đính\s+kèm)\s+(?:quyết\s+định|kế\s+hoạch|công\s+văn"
    r"|thông\s+báo|báo\s+cáo|nghị\s+quyết|thông\s+tư|nghị\s+định|chỉ\s+thị|hướng\s+dẫn|tờ\s+trình|chương\s+trình)"
)
# "A. TÌNH HÌNH THỰC HIỆN": the sections of a report, in capitals.
_REPORTED = re.compile(
    r"[\s*_#]{0,6}(?:[IVX]{1,4}|[A-D]|[0-9]{1,2})[.)/-][\s*_]{0,3}"
    r"(?:TÌNH HÌNH|KẾT QUẢ|TỒN TẠI|HẠN CHẾ|ƯU ĐIỂM)(?!\w)"
)
# A title that is a document's number, and the file behind it: "Tải về: cv234.pdf".
_FILE = re.compile(
    r"(?:đính\s+kèm|tải\s+(?:về|xuống)|tệp\s+tin|download)[^\n]{0,80}\.(?:pdf|docx?|zip|rar|xlsx?)(?!\w)"
)
# The table of an act: tasks with who does them, criteria with their points.
_TASKS = re.compile(
    r"[|\t][^\n|\t]{0,20}(?:điểm\s+(?:tối\s+đa|chuẩn)|tài\s+liệu\s+kiểm\s+chứng|(?:cơ\s+quan|đơn\s+vị)\s+chủ\s+trì"
    r"|thời\s+gian\s+(?:hoàn\s+thành|thực\s+hiện))"
)
# How a procedure is described for those who need it.
_PROCEDURE = (re.compile(r"trình\s+tự\s+thực\s+hiện"), re.compile(r"thành\s+phần\s+hồ\s+sơ"))
_LONGEST_TITLE = 220  # characters
_CITED = 3  # lines that begin with a document, of a list of them
_STAMPS = re.compile(r"\(\d{1,2}[./]\d{1,2}[./]\d{4}(?:\s+\d{1,2}:\d{2})?\)\s*$", re.MULTILINE)
# A row of an index: "1189/QĐ-UBND | 20/08/2012 | ...".
_ROW = re.compile(
    r"[|\s]{0,4}\d{1,5}[/-][^\s|]{2,30}[ ]{0,3}[\t|]\s{0,4}\d{1,2}[/-]\d{1,2}[/-]\d{4}"
)
_ROWS = 4
# Who wrote it, alone on the last line: "Thu Huyền".
_AUTHOR = re.compile(
    rf"[*_(\s]{{0,4}}(?:(?:Tin,? (?:bài|ảnh)|Bài|Theo|Nguồn)[^\n]{{0,60}}"
    rf"|[{CAPITALS}][{SMALL}]{{1,6}}(?:[ ][{CAPITALS}][{SMALL}]{{1,6}}){{1,3}}"
    rf"(?:[ ]?[-–,][ ]?[{CAPITALS}][{SMALL}]{{1,6}}(?:[ ][{CAPITALS}][{SMALL}]{{1,6}}){{1,3}})"
    r"{0,2})[*_)\s.]{0,4}"
)
_SIGNED = re.compile(r"(?i:đã ký)|^\W*(?:TM|KT|TL|TUQ|T/M)\b|\A[^a-zà-ỹ]*\Z")
# "đạt 92,76 điểm": who tells the results of an act tells news.
_RESULT = re.compile(r"[0-9],[0-9]{1,2}\s?(?:%|điểm)")
_RESULTS = 3
_AT_ONCE = 40  # characters from the beginning of the line
_LONG_LINE = 160  # characters: a paragraph as news have it


@dataclass(frozen=True, slots=True)
class Genre:
    """What a notice is, and the spans of the words that show it."""

    genre: str  # document, document_page, news, report, other
    marks: tuple[tuple[int, int], ...] = ()


def genre_of(scan: Scan, references: Sequence[Reference]) -> Genre:
    """Give the genre of a notice and the spans of the words that show it. O(n)."""
    points: Counter[str] = Counter()
    marks: dict[str, list[tuple[int, int]]] = {}
    seen: set[str] = set()
    for match in _PATTERN.matches(scan.words):
        word = " ".join(match[0].split())
        for genre, in_head in _WORDS[word]:
            if (
                word in seen
                or scan.menus.holds(match.start())
                or (in_head and match.start() > HEAD)
            ):
                continue
            points[genre] += _worth(scan, genre, match, in_head=in_head)
            marks.setdefault(genre, []).append(match.span())
        seen.add(word)
    _form(scan, references, points, marks)
    for genre, span, worth in _phrases(scan):
        points[genre] += worth
        marks.setdefault(genre, []).append(span)
    # What shows the document itself: its number, its file, where to read it, its items.
    shown = points["document_page"] > (3 if points["told"] else 0)
    _title(scan, points)
    told = _tells_results(scan.folded) or not shown
    if points["document_page"] < 6 or len(scan.text) > 4 * HEAD or told:
        points["document_page"] = 0
        points["news"] += points["told"]  # it tells of an act and does not show it
    best = max(_ORDER, key=lambda genre: (points[genre], -_ORDER.index(genre)))
    return Genre(best, tuple(marks.get(best, ())))


def _tells_results(folded: str) -> bool:
    return sum(1 for _ in _RESULT.finditer(folded)) >= _RESULTS


def _worth(scan: Scan, genre: str, word: re.Match[str], *, in_head: bool) -> int:
    """Give what a word of a genre is worth where it stands."""
    if genre not in {"other", "report"} or not in_head:
        return 3 if in_head else 2
    line = scan.text.rfind("\n", 0, word.start()) + 1
    end = scan.text.find("\n", word.end())
    # "Tuyển dụng" in a title; in a paragraph somebody only speaks of it.
    titled = (end if end >= 0 else len(scan.text)) - line <= _LONG_LINE
    if titled or word.start() - line < _AT_ONCE:
        return 6 if genre == "other" else 3
    return 2 if genre == "other" else 1


_ORDER = ("news", "document", "report", "document_page", "other")  # the first wins a draw


def _form(
    scan: Scan,
    references: Sequence[Reference],
    points: Counter[str],
    marks: dict[str, list[tuple[int, int]]],
) -> None:
    """Add what the form shows: heads, bases, items, paragraphs, lists of links."""
    own = next((r for r in references if r.own and r.start < HEAD), None)
    if own:
        points["report" if own.type == "BC" else "document"] += 5
        marks.setdefault("document", []).append((own.start, own.end))
    for match in type_lines(scan.text, 3 * HEAD):
        points["report" if match[0].startswith("BÁO CÁO") else "document"] += 6
    lines = [block.start for block in scan.blocks]
    points["document"] += min(6, 2 * _bases(scan, lines))
    _of_act(scan, lines, points)
    points["document"] += genre_slices.worth(scan)
    _cited(scan, references, points)
    if _count(_ITEM, scan.folded, lines) > 0.15 * len(scan.blocks):
        points["document"] += 1 + min(4, _count(_ORDERS, scan.folded, lines))
        points["report"] += 1
    lengths = [b.end - b.start for b in scan.blocks]
    if lengths and sum(n for n in lengths if n > _LONG_LINE) > 0.6 * sum(lengths):
        points["news"] += 3
    if sum(1 for _ in _STAMPS.finditer(scan.text)) >= 5:
        points["other"] += 8
    parted = "|" in scan.text or "\t" in scan.text
    if parted and sum(1 for line in lines if _ROW.match(scan.text, line)) >= _ROWS:
        points["other"] += 20  # an index of documents, none of them shown
    last = scan.text[scan.blocks[-1].start : scan.blocks[-1].end] if scan.blocks else ""
    before = scan.text[scan.blocks[-2].start : scan.blocks[-2].end] if scan.blocks[1:] else ""
    if _AUTHOR.fullmatch(last) and not own and not _SIGNED.search(before):
        points["news"] += 4
        marks.setdefault("news", []).append((scan.blocks[-1].start, scan.blocks[-1].end))


def _of_act(scan: Scan, lines: Sequence[int], points: Counter[str]) -> None:
    """Add what only an act, a report or the description of a procedure has."""
    folded = scan.folded  # a word is looked for before the lines are
    if "điều" in folded or "khoản" in folded:
        points["document"] += min(6, 2 * _count(_ARTICLE, folded, lines))
    if "kính" in folded and _count(_ADDRESSED, folded, lines):
        points["document"] += 4
    if "kèm" in folded and _count(_ANNEXED, folded, lines):
        points["document"] += 4
    if ("|" in folded or "\t" in folded) and _TASKS.search(folded):
        points["document"] += 4
    if not points["document"] and all(said.search(folded) for said in _PROCEDURE):
        points["other"] += 8
    if _count(_REPORTED, scan.text, lines):
        points["report"] += 3


def _cited(scan: Scan, references: Sequence[Reference], points: Counter[str]) -> None:
    """Add what the lines show that begin with a document: a page's title, an index of many."""
    starts = {r.start: r for r in references if r.code and not r.own}
    headed = []
    for block in scan.blocks if starts else ():
        number = _ITEM.match(scan.folded, block.start)
        begin = number.end() if number else block.start
        while begin < block.end and not scan.text[begin].isalnum():
            begin += 1
        if begin in starts:
            headed.append(block)
    whole = [b for b in scan.blocks if b.end - b.start > 3]
    if len(headed) >= _CITED and 2 * len(headed) > len(whole) and not points["document"]:
        points["other"] += 10  # an index of documents, none of them shown
    titled = bool(headed) and headed[0] == scan.blocks[0]
    short = titled and headed[0].end - headed[0].start < _LONGEST_TITLE
    if short and _FILE.search(scan.folded):
        points["document_page"] += 6


def _count(form: re.Pattern[str], folded: str, lines: Sequence[int]) -> int:
    """How many lines begin so; `lines` are where they begin."""
    return sum(1 for line in lines if form.match(folded, line))


def _bases(scan: Scan, lines: Sequence[int]) -> int:
    """How many lines begin with what a document rests on."""
    places = [m.start() for m in _BASIS.matches(scan.words)]
    begun = [lines[bisect_right(lines, place) - 1] for place in places]
    return sum(
        1 for at, to in zip(begun, places, strict=True) if NO_WORDS.fullmatch(scan.folded, at, to)
    )


# The sign of a paper before its first words: "(ABO) Chiều 17-3", "ĐTO - Sáng nay".
_DATELINE = re.compile(
    rf"\W{{0,3}}(?:\([{CAPITALS}]{{2,5}}\)[ ]?[-–]?|(?:[{CAPITALS}]{{3,5}}|TP|SK|BP)[ ][-–])\s?\w"
)
# How a piece of news opens.
_EVENT = re.compile(
    r"\W{0,3}(?:sáng|chiều|tối|mới\s+đây|vừa\s+qua|hôm\s+(?:qua|nay)"
    r"|trong\s+(?:hai|ba|[0-9]+)\s+ngày"
    r"|theo\s+(?:kết\s+luận|thông\s+tin|bảng\s+xếp\s+hạng|số\s+liệu|báo\s+cáo\s+(?:của|mới|vừa|số)))(?!\w)"
)


# "Ngày 14/9/2022, Thường trực HĐND huyện tổ chức": what happened on a day opens its paragraph.
_HELD = re.compile(
    r"[^\w\n]{0,4}(?:(?:sáng|chiều|tối)\s+)?ngày\s+[0-9]{1,2}\s?[/.-]\s?[0-9]{1,2}(?:\s?[/.-]\s?[0-9]{4})?[^.;\n]{0,140}?"
    r"(?<!\w)(?:tổ\s+chức|chủ\s+trì|diễn\s+ra|làm\s+việc|khai\s+mạc|đến\s+(?:thăm|dự|kiểm))(?!\w)"
)


def _at_lines(form: re.Pattern[str], text: str, end: int) -> Iterator[re.Match[str]]:
    """Give what stands at the beginning of a line, up to a place."""
    at = 0
    while True:
        if match := form.match(text, at, end):
            yield match
        at = text.find("\n", at, end) + 1
        if not at:
            return


def _phrases(scan: Scan) -> Iterator[tuple[str, tuple[int, int], int]]:
    """Give genre, span and worth of the phrases that a text has, each once."""
    if sign := next(_at_lines(_DATELINE, scan.text, HEAD), None):
        yield "news", sign.span(), 4
    if event := next(_at_lines(_EVENT, scan.folded, HEAD), None):
        yield "news", event.span(), 2
    if held := next(_at_lines(_HELD, scan.folded, HEAD), None):
        yield "news", held.span(), 3
    for phrase in PHRASES:
        if met := phrase.search(scan.words):
            yield phrase.genre, met.span(), phrase.worth


def _title(scan: Scan, points: Counter[str]) -> None:
    title = fold(scan.context.title or "")
    if title.startswith("báo cáo"):
        points["report"] += 3
    elif re.search(r"báo\s+cáo\s+(?:kết\s+quả|tình\s+hình|công\s+tác)", title):
        points["report"] += 2
    if re.match(
        rf"(?:(?:về\s+việc\s+)?ban\s+hành\s+)?{ACT}(?!\w)|.{{0,80}}\sban\s+hành\s+{ACT}\s", title
    ):
        points["document_page"] += 3
