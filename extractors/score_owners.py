"""Whose result a text tells where the clause names nobody: its paragraph, its section, itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.bodies import Body, scope_of
from extractors.body_lists import is_title, tells_of_others
from extractors.places import find_provinces
from extractors.text import CAPITALS, SMALL, word_list
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.atoms import Scan

_PLACES = ("tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "đặc khu")
_OFFICES = ("sở", "cục", "chi cục", "phòng", "ban", "trung tâm", "bệnh viện", "trường", "bộ")
_WHOLE = ("toàn sở", "toàn cục", "toàn ngành", "toàn bộ", *(f"toàn {place}" for place in _PLACES))
_KINDS = (*_PLACES, *_OFFICES, *_WHOLE, "đơn vị")
_KIND = Cue(rf"(?<![^\W_])(?<!an\s(?=toàn))(?:{word_list(_KINDS)})(?!\w)(?!(?<=xã)\s+hội)", _KINDS)
_DOES = (
    r"(?:đạt|xếp|đứng|có|đã|giải\s+quyết|tiếp\s+nhận|hoàn\s+thành|tự|chỉ|mới|luôn|nằm|tụt|vươn|tăng|giảm|"
    r"giữ|dẫn|ban\s+hành|triển\s+khai|thực\s+hiện|còn|cũng|được|chưa|nhận|cấp|công\s+bố|duy\s+trì|"
    r"tổ\s+chức|cung\s+cấp|bị|vẫn|lọt|là|đang|xây\s+dựng|tiếp\s+tục|thuộc\s+nhóm|số\s+hóa|kiểm\s+tra|lần\s+lượt|liên\s+tục)"
)
_ACTS = re.compile(rf"\s+(?:(?:ta|mình|này)\s+)?{_DOES}(?!\w)")
_OF = re.compile(
    rf"\s*(?:[,;.:()]|\Z)|\s+(?:{_DOES}|(?:hai|ba|bốn|những|các|mấy)\s+năm|lần\s+lượt|liên\s+tục|giai\s+đoạn|"
    rf"(?:từ|đến)\s+(?:năm|tháng|quý|ngày|hết|cuối|vị\s+trí|thứ|hạng|mức|[0-9]+)|theo|so|mình|ta|này|năm|qua|trong|tại|chiếm|dưới|trên|đều|hiện)(?!\w)"
)
_BRANCH = re.compile(r"\s+(?:công|nông|lâm|thủy|thuỷ|dịch|xây|kinh)\s")  # what a branch makes
_CLAUSE = re.compile(
    r"(?:\A|\n|[.;:,]\s|[-+*]\s|[0-9a-z][.)]\s|[0-9]\s|"
    r"(?<!\w)(?:thấy|biết|nói|rằng|thì|nhưng|và|song|khi|vì|do|mà|nên|để|nay|hiện|qua|đó)\s)(?:trên\s+địa\s+bàn\s)?\Z"
)
_SENTENCE = re.compile(r"(?:\A|\n|[.:]\s|[-+*]\s|[0-9a-z][.)]\s)\Z")
# "12/12 huyện, thị, thành phố có bộ phận một cửa": one of the kinds that are counted.
_KIND_BEFORE = re.compile(
    r"(?<!\w)(?:tỉnh|thành|huyện|thị|thị xã|quận|xã|phường|thị trấn|sở|ban|ngành|bộ)"
    r"\s*(?:,|và|/)\s*\Z"
)
_IN_NAME = re.compile(rf"[{CAPITALS}]\w*\s+\Z")
# A place without its kind, where it does something: "Năm 2020, Tháp Mười đạt 83,27%".
_PROPER = re.compile(
    # The capital comes first, so that only capitals are looked at.
    rf"([{CAPITALS}](?:(?<=^.)|(?<=[.,;:(]\s.)|(?<=\*\*.)|(?<=của\s.))(?<!(?=(?:Chỉ|Năm|Điểm|Kết|Quý|Còn|Riêng|Trong|Tuy|Nhưng|Và|Song|Với|Tại|Hiện|Sau|Nay|Ngoài)\s).)"
    rf"[{SMALL}]+(?:[ ][{CAPITALS}][{SMALL}]+){{1,3}})"
    r"(?=(?:\*\*)?\s+(?:chỉ\s+|mới\s+|vẫn\s+|đã\s+)?(?:đạt|xếp|đứng|dẫn\s+đầu|vươn|tụt|giữ|lọt|thăng|rớt|bứt\s+phá|về\s+(?:nhất|nhì|ba)"
    r"|có\s+(?:vị\s+trí|chỉ\s+số|điểm|tổng\s+điểm|kết\s+quả)|(?:tăng|giảm)\s+(?:[0-9]|hạng)|nằm\s+trong|thuộc\s+nhóm)(?!\w))",
    re.MULTILINE,
)
_KINDLESS = re.compile(r"\A(?:(?:ubnd|hđnd|ủy ban nhân dân)\s+)?(?:tỉnh|thành phố|tp\.?)\s*")
_COUNTRY = re.compile(
    r"Việt Nam(?<![^\W\d_]\s........)(?<!\w........)"
    r"(?=\s+(?:chỉ\s+|đã\s+|vẫn\s+|hiện\s+|tiếp\s+tục\s+|được\s+)?"
    r"(?:đạt|xếp|đứng|dẫn\s+đầu|vươn|tụt|giữ|tăng|giảm|thăng|nằm|lọt|ở\s+vị\s+trí)(?!\w))"
)
# A place of a list, with its result in brackets: "Hà Nội (hạng 1), Bà Rịa- Vũng Tàu (hạng 4)".
_RESULT = re.compile(r"\s?\((?:[^\W\d_]+\s+){0,4}(?=[0-9])")
_LISTED = re.compile(
    rf"(?:[,;:]|(?<!\w)(?:và|là|gồm|như))\s([{CAPITALS}][{SMALL}]+(?:\s?[-–]?\s?[{CAPITALS}][{SMALL}]+){{1,4}})\Z"
)
_HEADING = re.compile(
    r"[\s#*_]*(?:(?P<high>[ivx]{1,4}\.|[0-9]{1,2}[.)]|phần\s+\w+)(?:\s*(?:đối\s+với|tại|về\s+phía)(?!\w))?|(?P<low>[a-zđ]\)|[-+•*]|đối\s+với|tại))"
)
_THIS = re.compile(r"\s+(?:này|đó|ấy)(?!\w)")  # points back to the last that was named
# "Trong năm 2018, Sở Y tế tiếp nhận ...": who stands first but for the time.
_TIME_FIRST = re.compile(
    r"\W*(?:trong|năm|tính|đến|từ|quý|tháng|hiện|thời\s+gian|giai\s+đoạn|[0-9]{1,2}\s+tháng)(?!\w)[^,.;:\n]{0,60},\s*"
)
LEVELS = frozenset(("cấp tỉnh", "cấp huyện", "cấp xã"))
_SETS_OUT = re.compile(
    r"(?:\A|[\n.;:,]\s*)(?:(?:còn|riêng|trong\s+đó|nếu\s+tính\s+riêng\s+từng\s+cấp)[,\s]+)?"
    r"(?:tại|ở|với|đối\s+với|riêng|về\s+phía)\s+\Z"
)
_LONGEST = 110  # characters of a heading
_LONGEST_NAME = 40  # characters of a place in a list
_OPENING = 12  # characters before the body that a paragraph begins with
_PERSON_WORDS = 4  # "Chủ tịch UBND phường Phan Thị Diệu Hiền": the name of a person is in it
FAR = 3000  # characters of a paragraph that are looked at
_LINES = 40  # lines back in which the heading of a section is looked for


def self_named(scan: Scan) -> Iterator[Body]:
    """Give the places where a text calls a body by its bare kind: "Sở", "huyện", "toàn tỉnh"."""
    for match in _KIND.matches(scan.words):
        start, end = match.span()
        kind = " ".join(match[0].split())
        if not _speaks_of_itself(scan, kind, start, end):
            continue
        name = " ".join(scan.text[start:end].split())
        scope = "department" if kind == "sở" else scope_of(kind.removeprefix("toàn "))
        yield Body(start, end, name, 1 if kind in _WHOLE else 3, scope)
    for match in _PROPER.finditer(scan.text):
        yield Body(match.start(1), match.end(1), " ".join(match[1].split()), 3, None)
    for match in _COUNTRY.finditer(scan.text):
        yield Body(*match.span(), match[0], 3, None)
    for result in _RESULT.finditer(scan.text):
        at = max(0, result.start() - _LONGEST_NAME)
        if listed := _LISTED.search(scan.text[at : result.start()]):
            start, end = listed.span(1)
            yield Body(at + start, at + end, " ".join(listed[1].split()), 3, None)


def _speaks_of_itself(scan: Scan, kind: str, start: int, end: int) -> bool:
    """Whether a bare kind is who acts, "Sở đã ban hành", or whose a thing is, "của tỉnh đạt"."""
    if kind in _WHOLE:
        if kind == "toàn ngành" and _BRANCH.match(scan.folded, end):
            return False
        return kind != "toàn bộ" or scan.text[end - 2].isupper()
    capital = scan.text[start].isupper()
    if kind in _OFFICES and not capital:
        return False
    if scan.folded.endswith("của ", 0, start) and _OF.match(scan.folded, end):
        return True
    if _ACTS.match(scan.folded, end) is None:
        return False
    before = scan.text[max(0, start - 20) : start]
    if _KIND_BEFORE.search(before):
        return False
    if kind in _OFFICES:
        return _IN_NAME.search(before) is None  # "Đông Nam Bộ đạt"
    return (_SENTENCE if capital else _CLAUSE).search(before) is not None


class Owners:
    """Who a text speaks of, asked by place."""

    def __init__(self, scan: Scan, bodies: Sequence[Body], named: Sequence[Body]) -> None:
        self._scan = scan
        self._bodies = [b for b in bodies if not tells_of_others(scan, b)]
        # "Xếp thứ 2, sau tỉnh Vĩnh Phúc": not whom the text is about.
        self._named = named = [b for b in named if not scan.folded.endswith("sau ", 0, b.start)]
        self._named_starts = [b.start for b in named]
        bodies = self._bodies
        self._starts = [b.start for b in bodies]
        # In "Chỉ số của tỉnh" the text speaks of the province, but need not go on with it.
        self._own = [
            b for b in bodies if is_self(b) and not scan.folded.endswith("của ", 0, b.start)
        ]
        self._own_starts = [b.start for b in self._own]
        self._lines = [b.start for b in scan.blocks]

    def of(self, place: int) -> Body | None:
        """Give whom a place speaks of that names nobody; None where the text does not tell."""
        line = max(0, bisect_right(self._lines, place) - 1)
        return self._of_section(line) or self._of_paragraph(line, place) or self._of_text(place)

    def after(self, place: int) -> Body | None:
        """Give the word by which a text calls its own body only after a place."""
        at = bisect_left(self._own_starts, place)
        return self._own[at] if at < len(self._own) else None

    @cached_property
    def home(self) -> str | None:
        """The province that the text is about: the only one it names, as it is first written."""
        text, folded = self._scan.text, self._scan.folded
        named = find_provinces(text, folded, words=self._scan.words)
        places = {_KINDLESS.sub("", folded[p.start : p.end]) for p in named}
        if len(places) != 1:
            return None
        start = named[0].start
        start -= len("tỉnh ") if folded.endswith("tỉnh ", 0, start) else 0
        return " ".join(text[start : named[0].end].split())

    def _of_paragraph(self, line: int, place: int) -> Body | None:
        """Who stands first in the paragraph: "Sở có 38 thủ tục ...", "1. Sở Y tế: ..."."""
        begin = max(self._lines[line] if self._lines else 0, place - FAR)
        inside = self._bodies[bisect_left(self._starts, begin) : bisect_left(self._starts, place)]
        if inside and (level := self._level(inside, begin)):
            return level
        if inside and inside[0].is_named:
            near = inside[0].start - begin < _OPENING
            if near or _TIME_FIRST.fullmatch(self._scan.folded, begin, inside[0].start):
                return inside[0]
        return next((b for b in reversed(inside) if is_self(b)), None)

    def _level(self, inside: Sequence[Body], begin: int) -> Body | None:
        """The level that a paragraph sets out to tell of: "Tại cấp xã, …", "Với cấp huyện, …"."""
        levels = [b for b in inside if b.name.lower() in LEVELS]
        for body in reversed(levels):
            at = max(0, begin - 1, body.start - 40)
            if _SETS_OUT.search(self._scan.folded, at, body.start):
                return body
        return None

    def level(self, place: int) -> Body | None:
        """Give the level that the paragraph of a place has set out to tell of, or None."""
        line = max(0, bisect_right(self._lines, place) - 1)
        begin = max(self._lines[line] if self._lines else 0, place - FAR)
        inside = self._bodies[bisect_left(self._starts, begin) : bisect_left(self._starts, place)]
        return self._level(inside, begin)

    def complete(self, body: Body) -> Body:
        """Give a body called by its bare kind with the name that its paragraph gave it before."""
        kind = body.name.lower()
        if not is_self(body) or kind.startswith("toàn"):
            return body
        if _THIS.match(self._scan.folded, body.end):
            return body
        begin = max(
            body.start - FAR, self._scan.text.rfind("\n", max(0, body.start - FAR), body.start) + 1
        )
        before = self._named[
            bisect_left(self._named_starts, begin) : bisect_left(self._named_starts, body.start)
        ]
        found = {}
        for other in before:
            bare = other.name.lower().removeprefix("ubnd ")
            if is_title(self._scan, other) and len(other.name.split()) > _PERSON_WORDS:
                continue
            same = bare.startswith(f"{kind} ") or (kind == "tỉnh" and other.scope == "province")
            if same and other.is_named and not is_self(other):
                found[other.name] = other
        if len(found) == 1:
            (only,) = found.values()
            return replace(body, name=only.name, scope=only.scope)
        return body

    def _of_section(self, line: int) -> Body | None:
        """The body that the heading of the section names: "2. UBND huyện Cần Giuộc"."""
        for at in range(line - 1, max(-1, line - _LINES), -1):
            block = self._scan.blocks[at]
            text = self._scan.text[block.start : block.end].rstrip("*_ ")
            heading = _HEADING.match(self._scan.folded, block.start, block.end)
            if heading is None or len(text) > _LONGEST or text.endswith((".", ";")):
                continue
            first = bisect_left(self._starts, heading.end())
            inside = self._bodies[first : bisect_left(self._starts, block.end)]
            first_told = inside[0] if inside else None
            told = first_told and (first_told.is_named or first_told.name.lower() in LEVELS)
            if first_told and told and first_told.start - heading.end() < 4:
                return first_told
            if heading["high"]:
                return None
        return None

    def _of_text(self, place: int) -> Body | None:
        """The word by which the text calls its own body, nearest before."""
        at = bisect_left(self._own_starts, place)
        return self._own[at - 1] if at else None


def is_self(body: Body) -> bool:
    """Tell whether a body is called by its bare kind only."""
    return body.name.lower() in _BARE


_BARE = frozenset((*_PLACES, *_OFFICES, *_WHOLE))
