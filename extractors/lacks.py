"""The words of `lacks.toml`: where a stretch of text says that something is lacking."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from extractors import cues
from extractors.lack_settings import aside, masked
from extractors.lack_words import DATA, of, pattern
from extractors.text import word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.words import Cue

_LACKS = DATA["lacks"]
PASSAGES: dict[str, list[str]] = DATA["passages"]
EVILS: list[str] = DATA["not"]["evils"]
FIELDS: dict[str, list[str]] = DATA["field"]
PAIRS: dict[str, list[str]] = DATA["pairs"]


class Expected(IntEnum):
    """How much the passage speaks of shortcomings: weaker words will do the more it does."""

    NO = 0
    INSPECTED = 1  # where an inspection is told: "Qua kiểm tra phát hiện ..."
    YES = 2  # after "Tuy nhiên", after another shortcoming
    LISTED = 3  # below "Tồn tại, hạn chế:"


# "bị nhiều địa phương xem nhẹ": who does it stands between.
_SPLIT = cues.spaced(
    r"(?<!\w)bị (?:[^\s,;.:()]+ ){1,6}(?:xem nhẹ|coi nhẹ|bỏ quên|bỏ mặc|buông lỏng|lãng quên"
    r"|gây khó|làm khó|phàn nàn|phản ánh|phê bình|nhắc nhở)(?!\w)"
).pattern


def _grown(terms: list[str], more_verbs: str = "") -> Cue:
    """The terms, what `[after]` makes of two words, and "chưa" with what an office does."""
    after: dict[str, list[str]] = DATA["after"]
    plain = [f"{head} {term}" for head, tail in after.items() for term in tail if "\\" not in term]
    counts = [f"{head} {term}" for head, tail in after.items() for term in tail if "\\" in term]
    more = "|".join(rf"(?<!\w){count}".replace(" ", r"\s+") for count in counts)
    verbs = rf"(?<!\w)(?:chưa|chậm{more_verbs})\s+{cues.VERBS}"
    rising = rf"{cues.whole(EVILS)}\s+(?:[^\s,;:.()]+\s+){{0,4}}tăng(?!\s+\d[\d,.]*\s*(?:điểm|bậc))"
    many = r"(?<!\w)có\s+(?:đến|tới)\s+\d[^,;.:]{0,70}?\s(?:không|chưa|vắng|trễ|muộn)(?!\w)"
    few = rf"(?<!\w)(?:mới|chỉ|chỉ\s+mới|mới\s+chỉ)\s+{cues.VERBS}\s+(?:được\s+)?\d"
    return of(
        [*terms, *plain],
        f"|{more}|{verbs}|{few}|{many}|{rising}|{_SPLIT}",
        [*after, *EVILS, "có đến", "có tới", "chậm"],
    )


_STRONG = _grown(_LACKS["strong"])
_INSPECTED = _grown([*_LACKS["strong"], *_LACKS["inspected"]], "|không")
_WEAK = _grown([*_LACKS["strong"], *_LACKS["weak"]])
_LISTED = _grown([*_LACKS["strong"], *_LACKS["weak"], *_LACKS["listed"]])
_CUES = {
    Expected.NO: _STRONG,
    Expected.INSPECTED: _INSPECTED,
    Expected.YES: _WEAK,
    Expected.LISTED: _LISTED,
}


def sought(expected: Expected) -> Cue:
    """Give the words that say that something is lacking; more of them where it is expected."""
    return _CUES[expected]


def lacking(scan: Scan, at: int, end: int, expected: Expected) -> int | None:
    """Give where the words begin that say what is lacking in `text[at:end]`, else None. O(n)."""
    found = _CUES[expected].matches(scan.words, at, end)
    if not found:
        return None
    hiding = sorted(masked(scan, at, end))
    over: list[tuple[int, int]] = []  # the stretches that reach to the word
    taken = 0
    for m in found:
        place = m.start()
        while taken < len(hiding) and hiding[taken][0] <= place:
            over.append(hiding[taken])
            taken += 1
        over = [stretch for stretch in over if stretch[1] > place]
        hidden = any(s < place or e >= m.end() for s, e in over)
        if not hidden and not aside(scan, at, m, end):
            return place
    return None


# An inspection is told: "qua kiểm tra, đoàn phát hiện", "kết luận thanh tra nêu rõ".
INSPECTION = pattern(
    (
        *("qua", "kết quả", "kết luận", "tại thời", "sau khi", "theo báo", "theo kết"),
        *("theo thanh", "báo cáo", "cơ quan", "đoàn thanh", "đoàn kiểm", "đoàn giám", "tổ kiểm"),
        *("lực lượng", "thanh", "kiểm", "giám"),
    ),
    r"(?<!\w)(?:(?:qua|kết quả|tại thời điểm|sau khi) (?:\w+ ){0,2}(?:kiểm tra|thanh tra|giám sát"
    r"|kiểm toán|hậu kiểm)(?!\w)"
    r"|(?:theo )?(?:báo cáo )?kết luận (?:\w+ ){0,2}(?:thanh tra|kiểm tra|kiểm toán)"
    r"|(?:thanh tra|cơ quan thanh tra|cơ quan kiểm toán|đoàn thanh tra|đoàn kiểm tra|tổ kiểm tra"
    r"|đoàn giám sát|đoàn kiểm toán|kiểm toán nhà nước|lực lượng chức năng)(?!\w)[^.;:]{0,60}? "
    r"(?:phát hiện|chỉ ra|chỉ rõ|nêu rõ|xác định|ghi nhận|nhận thấy|cho thấy|kết luận)"
    r"|theo thanh tra|(?:kiểm tra|thanh tra|giám sát|kiểm toán)[^.;:]{0,80}? (?:và|,|đã) (?:đã )?"
    r"phát hiện)(?!\w)",
)
OPENER = re.compile(r"(?!song\s+song)" + cues.whole(PASSAGES["openers"]))
PREFACE = re.compile(cues.whole(PASSAGES["prefaces"]))
NAMES = word_list(PASSAGES["names"])
