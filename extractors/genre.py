"""Which genre a notice is of: the act itself, a page about one, news, a report, or other."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.menus import Menus
from extractors.text import fold, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "areas.toml").read_text(encoding="utf-8")
)["genre"]
_HEAD = 1200  # characters in which a document shows its head
_WORDS: dict[str, list[tuple[str, bool]]] = {}  # folded words -> genre, and whether in the head
for _genre, _table in _DATA.items():
    for _word in _table["head"]:
        _WORDS.setdefault(fold(_word), []).append((_genre, True))
    for _word in _table["anywhere"]:
        _WORDS.setdefault(fold(_word), []).append((_genre, False))
_PATTERN = re.compile(rf"(?<!\w)(?:{word_list(sorted(_WORDS))})(?!\w)")
# The type of an act alone on a line, in capitals: "**KẾ HOẠCH**".
_TYPE_LINE = re.compile(
    r"^[^\w\n]{0,12}(?:(?P<report>BÁO CÁO)|KẾ HOẠCH|THÔNG BÁO|QUYẾT ĐỊNH|CHỈ THỊ|NGHỊ QUYẾT|"
    r"CHƯƠNG TRÌNH|HƯỚNG DẪN|QUY CHẾ|QUY ĐỊNH|TỜ TRÌNH|ĐỀ ÁN|CÔNG ĐIỆN|KẾT LUẬN|THÔNG BÁO KẾT LUẬN|"
    r"KẾT LUẬN THANH TRA|THÔNG TƯ|NGHỊ ĐỊNH|BIÊN BẢN|GIẤY MỜI)[^\w\n]{0,12}$",
    re.MULTILINE,
)
_BASIS = re.compile(
    r"^[^\w\n]{0,12}(?:căn\s+cứ|xét\s+(?:đề\s+nghị|tờ\s+trình)|điều\s+\d+\.)", re.MULTILINE
)
_ITEM = re.compile(r"^[^\w\n]{0,12}(?:[-+•]|\d{1,2}[.)]|[a-zđ]\)|[ivx]{1,4}\.)", re.MULTILINE)
_ORDERS = re.compile(  # an item of a plan: what is to be done, by whom
    r"^[^\w\n]{0,12}(?:\d{1,2}[.)]|[a-zđ]\))?[^\w\n]{0,12}(?:tham\s+mưu|chủ\s+trì|phối\s+hợp|rà\s+soát|tiếp\s+tục|"
    r"tổ\s+chức|tăng\s+cường|đẩy\s+mạnh|xây\s+dựng|huy\s+động|giao|hướng\s+dẫn|thực\s+hiện|kịp\s+thời)"
    r"(?!\w)",
    re.MULTILINE,
)
_STAMPS = re.compile(r"\(\d{1,2}[./]\d{1,2}[./]\d{4}(?:\s+\d{1,2}:\d{2})?\)\s*$", re.MULTILINE)
_LONG_LINE = 160  # characters: a paragraph as news have it


def genre_of(scan: Scan, references: Sequence[Reference]) -> tuple[str, list[tuple[int, int]]]:
    """Give the genre of a notice and the spans of the words that show it. O(n)."""
    points: Counter[str] = Counter()
    marks: dict[str, list[tuple[int, int]]] = {}
    seen: set[str] = set()
    menus = Menus(scan)
    for match in _PATTERN.finditer(scan.folded):
        word = " ".join(match[0].split())
        for genre, in_head in _WORDS[word]:
            if word in seen or menus.holds(match.start()) or (in_head and match.start() > _HEAD):
                continue
            points[genre] += (6 if genre == "other" else 3) if in_head else 2
            marks.setdefault(genre, []).append(match.span())
        seen.add(word)
    _form(scan, references, points, marks)
    _title(scan, points)
    if points["document_page"] < 6 or len(scan.text) > 4 * _HEAD:
        points["document_page"] = 0
    best = max(_ORDER, key=lambda genre: (points[genre], -_ORDER.index(genre)))
    return best, marks.get(best, [])


_ORDER = ("news", "document", "report", "document_page", "other")  # the first wins a draw


def _form(
    scan: Scan,
    references: Sequence[Reference],
    points: Counter[str],
    marks: dict[str, list[tuple[int, int]]],
) -> None:
    """Add what the form shows: heads, bases, items, paragraphs, lists of links."""
    own = next((r for r in references if r.own and r.start < _HEAD), None)
    if own:
        points["report" if own.type == "BC" else "document"] += 5
        marks.setdefault("document", []).append((own.start, own.end))
    for match in _TYPE_LINE.finditer(scan.text, 0, 3 * _HEAD):
        points["report" if match["report"] else "document"] += 6
    points["document"] += min(6, 2 * sum(1 for _ in _BASIS.finditer(scan.folded)))
    items = sum(1 for _ in _ITEM.finditer(scan.folded))
    orders = sum(1 for _ in _ORDERS.finditer(scan.folded))
    if items > 0.15 * len(scan.blocks):
        points["document"] += 1 + min(4, orders)
        points["report"] += 1
    lengths = [b.end - b.start for b in scan.blocks]
    if lengths and sum(n for n in lengths if n > _LONG_LINE) > 0.6 * sum(lengths):
        points["news"] += 3
    if sum(1 for _ in _STAMPS.finditer(scan.text)) >= 5:
        points["other"] += 8


def _title(scan: Scan, points: Counter[str]) -> None:
    title = fold(scan.context.title or "")
    if title.startswith("báo cáo"):
        points["report"] += 3
