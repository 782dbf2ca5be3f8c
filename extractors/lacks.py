"""The words of `lacks.toml`: where a stretch of text says that something is lacking."""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors import cues
from extractors.text import word_list
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.atoms import Scan

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "lacks.toml").read_text(encoding="utf-8")
)
_LACKS, _NOT = _DATA["lacks"], _DATA["not"]
PASSAGES: dict[str, list[str]] = _DATA["passages"]
FIELDS: dict[str, list[str]] = _DATA["field"]
PAIRS: dict[str, list[str]] = _DATA["pairs"]


class Expected(IntEnum):
    """How much the passage speaks of shortcomings: weaker words will do the more it does."""

    NO = 0
    YES = 1  # after "Tuy nhiên", after another shortcoming
    LISTED = 2  # below "Tồn tại, hạn chế:"


def _of(terms: Iterable[str], more: str = "", heads: Iterable[str] = ()) -> Cue:
    """Any of the terms, the longest first, as whole words that are searched for."""
    terms = list(terms)
    return Cue(cues.whole(terms) + more, [*terms, *heads])


def _pattern(heads: Iterable[str], pattern: str) -> Cue:
    """A pattern with free spaces that begins with one of the words."""
    return Cue(cues.spaced(pattern).pattern, heads)


# "bị nhiều địa phương xem nhẹ": who does it stands between.
_SPLIT = cues.spaced(
    r"(?<!\w)bị (?:[^\s,;.:()]+ ){1,6}(?:xem nhẹ|coi nhẹ|bỏ quên|bỏ mặc|buông lỏng|lãng quên"
    r"|gây khó|làm khó|phàn nàn|phản ánh|phê bình|nhắc nhở)(?!\w)"
).pattern


def _grown(terms: list[str]) -> Cue:
    """The terms, what `[after]` makes of two words, and "chưa" with what an office does."""
    after: dict[str, list[str]] = _DATA["after"]
    plain = [f"{head} {term}" for head, tail in after.items() for term in tail if "\\" not in term]
    counts = [f"{head} {term}" for head, tail in after.items() for term in tail if "\\" in term]
    more = "|".join(rf"(?<!\w){count}".replace(" ", r"\s+") for count in counts)
    verbs = rf"(?<!\w)chưa\s+{cues.VERBS}"
    return _of([*terms, *plain], f"|{more}|{verbs}|{_SPLIT}", after)


_STRONG = _grown(_LACKS["strong"])
_WEAK = _grown([*_LACKS["strong"], *_LACKS["weak"]])
_LISTED = _grown([*_LACKS["strong"], *_LACKS["weak"], *_LACKS["listed"]])
_CUES = {Expected.NO: _STRONG, Expected.YES: _WEAK, Expected.LISTED: _LISTED}

_NONE = _of(_NOT["words"])
# No "còn", "chưa" between: "việc khắc phục sai sót còn chậm" is a shortcoming all the same.
_FILLER = r"(?:(?!(?:còn|chưa|vẫn|bị|nhưng|song|mà|là)(?!\w))[^\s,;:.()“”\"]+\s+)"
_REDUCED = cues.whole(_NOT["reduced"])
_NEVER = ("không", "chưa có", "không bị", "không gây", "không được", "hết", "tránh", "cấm", "ngừa")
_AWAY = Cue(
    rf"(?:{cues.whole(set(_NOT['reducers']) - set(_NEVER))}\s+{_FILLER}{{0,7}}"
    rf"|{cues.whole(_NEVER)}\s+{_FILLER}{{0,1}})"
    rf"{_REDUCED}(?:(?:,|\s+và|\s+hoặc|\s+hay)\s+{_REDUCED}){{0,4}}",
    _NOT["reducers"],
)
# "giảm được tình trạng | cá nhân, tổ chức phải đi lại nhiều lần"
_STATE = cues.spaced(r"(?:(?!(?:chưa|vẫn|nhưng|song)(?!\w))[^;.:])*")
_PUNISHED = _pattern(
    ("xử", "chế", "kỷ", "trừng"),
    r"(?<!\w)(?:xử lý|xử phạt|chế tài|kỷ luật|trừng phạt) (?:\w+ ){0,2}(?:nghiêm|kịp thời"
    r"|kiên quyết"
    r"|triệt để)"
    r"(?:(?!(?:chưa|vẫn|nhưng|song|còn)(?!\w))[^;.:])*",
)
# "gửi thư xin lỗi các hộ dân vì để chậm hồ sơ": an apology tells what is being mended.
_SORRY = _pattern(
    ("xin", "phải"),
    r"(?<!\w)(?:phải (?:\w+ ){0,3}xin lỗi"
    r"|xin lỗi (?:(?!(?:còn|chưa|vẫn|nhưng|song)(?!\w))[^\s,;:.]+[\s,]+){0,20}?"
    r"(?:trong việc|vì|do|về việc|khi)(?!\w)(?! (?:\w+ )?(?:cbcc|cán bộ|công chức|ubnd|phòng|sở"
    r"|bộ phận|cơ quan|đơn vị|địa phương|viên chức|hệ thống|phần mềm)(?!\w))"
    r"(?:(?!(?:chưa|còn|vẫn|nhưng|song)(?!\w))[^;.:])*)",
)
# "hồ sơ bị giải quyết trễ hạn": how it was done, and not what is mended.
_LATE = cues.spaced(
    r"(?:giải quyết|xử lý) (?:trễ hạn|quá hạn|trễ hẹn|chậm trễ|chậm muộn|chậm|trễ)(?!\w)"
)
_DONE = cues.spaced(
    r"(?<!\w)(?:bị|(?:còn|vẫn có|có tới|có đến) [^,;.:]{0,20}?(?:hồ sơ|văn bản|nhiệm vụ|đơn thư"
    r"|vụ việc|kiến nghị|thủ tục))\s\Z"
)
_NOWHERE = _pattern(
    ("không",),
    r"(?<!\w)không (?:hề )?(?:phát hiện|ghi nhận|xảy ra|để xảy ra|phát sinh|có (?:hồ sơ|trường hợp"
    r"|bộ|sở"
    r"|tỉnh|huyện|xã|đơn vị|cơ quan|địa phương|cán bộ|công chức|ai|nơi|thủ tục|hộ|đơn thư|nhiệm vụ)"
    r"(?: nào)?|có (?:\w+ ){1,3}nào)(?!\w)",
)
_FAILS = cues.spaced(
    r"không có (?:cán bộ|công chức|ai|đơn vị|nơi|hộ|hồ sơ|thủ tục)(?: (?!nào)\S+){0,4}"
    r" (?:phụ trách|chuyên trách|theo dõi|hướng dẫn|trực|đúng|riêng|lưu)"
)
_ASIDE = re.compile(r"\([^()]*\)")
_PART_ENDS = re.compile(r";|:(?!\d)|\.\s|,(?!\d)\s*(?=(?:tuy|nhưng|song|còn|vẫn|mới)(?!\w))")
# "Trường hợp không thể dự, phải báo cáo": what would be.
_CONDITION = cues.spaced(
    r"(?:(?:trong )?trường hợp|nếu|đối với (?:các |những )?(?:hồ sơ|trường hợp)|hễ|giả sử|khi nào"
    r"|ai|(?!có )\w+(?: \w+)? nào)(?!\w)[^,;]*"
    # What it was done for, or in spite of.
    r"|(?:mặc dù|dù|tuy|dẫu)(?! (?:vậy|thế|nhiên|sao)(?!\w))(?:(?!(?:nhưng|song"
    r"|tuy)(?!\w))[^;]){3,160}"
    r"(?=(?:nhưng|song)(?!\w))"
    r"|(?:đứng )?trước (?:thực trạng|tình trạng|tình hình|thực tế|phản ánh|kiến nghị|nguy cơ|việc"
    r"|những|các|áp lực|yêu cầu)(?!\w)[^,;]*"
    r"|để (?:khắc phục|tháo gỡ|giải quyết|chấn chỉnh|xử lý|ngăn chặn|hạn chế|giảm"
    r"|tránh)(?!\w)[^,;]*"
    r"|đối với (?:các |những )?(?:ý kiến|kiến nghị|nội dung|nhiệm vụ|vụ việc|dự án|vấn đề|thủ tục"
    r"|công trình|đơn thư|xã|đơn vị|địa phương)(?:,? (?!(?:còn|vẫn)(?!\w))[^\s,;]+){0,10}"
    r" (?:chưa|không|chậm|quá hạn|trễ hạn|thiếu)(?!\w)[^,;]*"
)
# "ai làm chậm sẽ bị trừ điểm", "đừng vừa đá bóng vừa thổi còi"
_WHOEVER = _pattern(
    ("ai", "nơi", "đơn", "đừng", "chớ", "không"),
    r"(?<!\w)(?:ai|nơi nào|đơn vị nào) (?:\w+ ){1,8}(?:sẽ|thì|phải)(?!\w)[^,;.]*"
    r"|(?<!\w)(?:đừng|chớ|không nên|không muốn)(?!\w)[^,;.]*",
)
_CLAUSE = cues.spaced(
    r"(?<!\w)(?:nếu|(?<!đôi\s)(?<!có\s)(?<!nhiều\s)(?<!trong\s)khi) (?:\w+,?\s+){0,4}\Z"
)
# "những hồ sơ chưa giải quyết được chuyển sang năm sau": told apart, not told of.
_DENIED = cues.spaced(r"(?<!\w)(?:không|chẳng|chả|khỏi) \Z")
_NOMINAL = cues.spaced(r"(?<!\w)sự \Z")
# "một số vùng có khả năng xảy ra hạn hán, thiếu nước": nothing is lacking yet.
_MAY_BE = cues.spaced(
    r"(?<!\w)(?:sẽ|có khả năng|(?:có |tiềm ẩn )?nguy cơ|có thể|khó tránh(?: khỏi)?|dự báo|đề phòng"
    r"|cảnh báo"
    r"|khả năng|dễ|e rằng) (?:(?!(?:còn|vẫn|đang|đã|chưa|không|nên|do|vì|nhưng"
    r"|song)(?!\w))[^\s;:.()]+ ){0,6}\Z"
)
_BESIDES = _pattern(
    ("còn",),
    r"(?<!\w)còn có (?!\d|(?:(?!(?:cùng|và)(?!\w))[^\s,;:.()]+ ){0,7}?(?:chưa|không|chậm|thiếu"
    r"|vướng|hạn chế"
    r"|tồn tại|bất cập|khó khăn|sai sót|yếu|thấp|kém|tình trạng|hiện tượng|biểu hiện|trường hợp"
    r"|nơi|lúc|tâm lý|tư tưởng|khoảng cách|điểm|mặt|việc|khâu)(?!\w))",
)
_APART = cues.spaced(r"(?<!\w)(?:những|các|số) (?:\w+ ){1,4}\Z")
# "công khai danh sách đơn vị chậm thực hiện", "đối thoại về những vấn đề còn vướng mắc"
_OBJECT = cues.spaced(
    r"(?<!\w)(?:danh sách|(?:đối với|về|với|giải đáp|tháo gỡ|khắc phục|thu hồi|điều chỉnh|nhắc nhở"
    r"|xử lý|kỷ luật"
    r"|thay thế|điều chuyển) (?:những|các|mọi))(?!\w)(?: (?!(?:còn|chưa|là"
    r"|đã)(?!\w))[^\s;:.()]+){1,8} "
    r"(?:chậm hoặc |còn )?\Z"
)
_THEN = cues.spaced(
    r"[^,;.]{3,60} (?:được|cần|phải|sẽ|tiếp tục|chuyển sang|đề nghị|có trách nhiệm|thì)(?!\w)"
)
_ANY = cues.spaced(r"[^,;.]{0,60}(?<!\w)nào(?!\w)[^,;.]{0,30},")
_REFRAINS = cues.spaced(r"hạn chế ")
_NOUN_BEFORE = cues.spaced(
    r"(?<!\w)(?:còn|những|một số|nhiều|các|bị|mặt|nhiều mặt|vẫn|sự|có|bộc lộ|rất)\s\Z"
)


def sought(expected: Expected) -> Cue:
    """Give the words that say that something is lacking; more of them where it is expected."""
    return _CUES[expected]


def lacking(scan: Scan, at: int, end: int, expected: Expected) -> int | None:
    """Give where the words begin that say what is lacking in `text[at:end]`, else None. O(n)."""
    found = _CUES[expected].matches(scan.words, at, end)
    if not found:
        return None
    masked = sorted(_masked(scan, at, end))
    over: list[tuple[int, int]] = []  # the stretches that reach to the word
    taken = 0
    for m in found:
        place = m.start()
        while taken < len(masked) and masked[taken][0] <= place:
            over.append(masked[taken])
            taken += 1
        over = [stretch for stretch in over if stretch[1] > place]
        hidden = any(s < place or e >= m.end() for s, e in over)
        if not hidden and not _aside(scan, at, m, end):
            return place
    return None


def _masked(scan: Scan, at: int, end: int) -> list[tuple[int, int]]:
    """Give the stretches in which words of shortcomings tell of none."""
    folded = scan.folded
    opens = folded.find("(", at, end)
    out = [m.span() for m in _ASIDE.finditer(folded, opens, end)] if opens >= 0 else []
    out += [m.span() for m in _NONE.matches(scan.words, at, end)]
    for m in _AWAY.matches(scan.words, at, end):
        nowhere = _NOWHERE.match(folded, m.start(), end)
        late = _LATE.fullmatch(folded, m.start(), m.end())
        late = late and _DONE.search(folded, max(at, m.start() - 40), m.start())
        if nowhere is None and not late:
            more = _STATE.match(folded, m.end(), end) if m[0].endswith("tình trạng") else None
            out.append((m.start(), more.end() if more else m.end()))
    for m in _NOWHERE.matches(scan.words, at, end):
        if not _FAILS.match(folded, m.start(), end):
            stop = _PART_ENDS.search(folded, m.end(), end)
            out.append((m.start(), stop.start() if stop else end))
    out += [m.span() for m in _WHOEVER.matches(scan.words, at, end)]
    out += [m.span() for m in _PUNISHED.matches(scan.words, at, end)]
    out += [m.span() for m in _SORRY.matches(scan.words, at, end)]
    out += [m.span() for m in _BESIDES.matches(scan.words, at, end)]
    if condition := _CONDITION.match(folded, at, end):
        out.append(condition.span())
    return out


def _aside(scan: Scan, at: int, found: re.Match[str], end: int) -> bool:
    """Tell whether the words stand in a condition, in a noun, or are a verb: "hạn chế cử người"."""
    folded, place = scan.folded, found.start()
    before = max(at, place - 40)
    if _NOMINAL.search(folded, before, place) or _DENIED.search(folded, before, place):
        return True
    long = max(at, place - 70)
    if _MAY_BE.search(folded, long, place) or _OBJECT.search(folded, long, place):
        return True
    if _CLAUSE.search(folded, before, place) or _ANY.match(folded, found.end(), end):
        return True
    if _APART.search(folded, before, place) and _THEN.match(folded, found.end(), end):
        return True
    verb = _REFRAINS.match(folded, place, end)
    if verb and not _NOUN_BEFORE.search(folded, max(0, place - 12), place):
        return cues.ACTION.match(folded, verb.end(), end) is not None
    return False


OPENER = re.compile(cues.whole(PASSAGES["openers"]))
PREFACE = re.compile(cues.whole(PASSAGES["prefaces"]))
NAMES = word_list(PASSAGES["names"])
