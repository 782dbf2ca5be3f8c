"""What sounds like a shortcoming and only tells a result, an aim, or what was mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.clauses import is_action
from extractors.lacks import Expected

if TYPE_CHECKING:
    from extractors.atoms import Scan

_COMMA = re.compile(r",(?!\d)")
# A place in a ranking is a result: "xếp thứ 20/20, chỉ đạt 69,96 điểm".
_RANKED = cues.spaced(r"(?<!\w)(?:xếp|tụt|hạng|vị trí|bậc)(?!\w)")
_LOW = cues.spaced(r"(?:chỉ|mới|mới chỉ|chỉ mới) đạt|(?:bị )?tụt|giảm|chỉ có")
# What is counted: it may be little, or less than before.
_COUNT = cues.spaced(
    r"(?<!\w)(?:quá hạn|trễ hạn|trễ hẹn|chậm hạn|chậm trễ|vi phạm|sai sót|tồn đọng)(?!\w)"
)
_LESS = cues.spaced(
    r"(?<!\w)(?:(?<!cắt.)giảm(?! (?:chậm|bậc|hạng|điểm|\d+ (?:bậc|hạng|điểm)))|chỉ còn"
    r"|còn (?:lại )?0|bằng 0|là 0|chiếm 0%|dưới \d+|không đáng kể|0%"
    r"|kéo giảm|hạ xuống|thấp hơn|không quá|ít hơn|rút xuống)(?!\w)"
)
_NOT_LESS = cues.spaced(r"(?<!\w)(?:chưa|không|ít|chậm) (?:được )?(?:giảm|cải thiện)")
# "đúng hạn 3.771 hồ sơ, quá hạn 19 hồ sơ" counts dossiers.
_SERIES = cues.spaced(
    r"(?:quá|trễ|chậm) hạn:? (?:là |chiếm |có )?\d[\d.,]*|(?:quá|trễ) hạn (?:chiếm|là|:)"
)
_ON_TIME = cues.spaced(
    r"đúng hạn|trước hạn|giải quyết(?: xong)? (?:được )?\d|đã giải quyết|lập biên bản|xử phạt"
    r"|xử lý \d"
)
_IN_IT = cues.spaced(r"trong đó,? (?:có )?(?:\d[\d.]* (?:hồ sơ )?)?\Z")
_ANNOUNCES = cues.spaced(
    rf"(?:cũng )?(?:một số|những|nhiều) (?:{lacks.NAMES})(?:, hạn chế)?(?:,? (?:như|sau|là"
    rf"|cụ thể|đó|gồm|nổi lên))*\Z|về (?:chủ|khách) quan\Z"
)
# "uốn nắn sai sót", "chỉ ra việc làm chưa tốt để chấn chỉnh": what is to be done about it.
_NOUN = cues.spaced(r"(?:sai sót|vi phạm|hạn chế|tồn tại|bất cập|yếu kém|bức xúc|điểm nghẽn)(?!\w)")
_FOR = re.compile(r"(?<!\w)(?:để|nhằm)(?!\w)")
_POINTED = cues.spaced(
    r"(?:những|các) (?:tồn tại|hạn chế|khuyết điểm|thiếu sót|sai phạm|vi phạm|bất cập|khó khăn)"
    r"[^.;:]{0,200}?(?:đã |được )+[^.;:]{0,40}?(?:chỉ|nêu|kết luận|phát hiện|khắc phục|xử lý)(?!\w)"
    r"|(?:những |các )?nguyên nhân [^.;:]{0,120}(?:xuất phát|bao gồm|gồm|như|là|sau)\Z|trách nhiệm "
    r"|nguyên nhân của "
)
# "có hồ sơ quá hạn đã xin lỗi theo quy định"
_MENDED = cues.spaced(
    r"[^,;.]{0,40} (?:đều )?đã (?:được )?(?:\w+ ){0,3}(?:thực hiện nghiêm|xin lỗi|khắc phục|xử lý"
    r"|chấn chỉnh|giải quyết|hoàn thành|gửi thư|tháo gỡ)(?!\w)(?!.*(?:chưa|còn|vẫn))"
)
# "xã Ia Púch chỉ được 4,05/15 điểm": a score.
_SCORED = cues.spaced(
    r"còn \d[\d,./]*\s?điểm|chỉ (?:được|có|giành) \d[\d,./]*\s?(?:điểm|% (?:số )?điểm)"
)
# "Hồi trước phải chờ cả buổi, giờ tới là có người làm"
_FORMERLY = cues.spaced(
    r"\W*(?:(?:hồi|ngày) (?:trước|xưa)|trước (?:đây|kia))(?!\w)[^.;]*(?<!\w)(?:giờ|nay"
    r"|bây giờ)(?!\w)"
)
_BELOW = cues.spaced(r"(?:vẫn )?thấp hơn (?:\w+ ){0,2}(?:bình quân|trung bình)")
_INDEX = cues.spaced(r"(?<!\w)(?:sipas|papi|pci|ddci|par index|pii|dti|chỉ số)(?!\w)")
# "hồ sơ quá hạn phải có văn bản xin lỗi"
_DUTY = cues.spaced(r"[^,;.]{0,30}(?<!\w)(?:phải(?! chờ| đi)|cần|sẽ)(?!\w)")
# "tỷ lệ hồ sơ trễ hạn": a name without a figure.
_TITLE = cues.spaced(
    r"\W*(?:việc|tỷ lệ|tỉ lệ|số|công tác|tình hình|số lượng)(?!\w)(?:(?!(?:còn|vẫn|bị|để|chưa"
    r"|không)(?!\w))[^\d])*"
    r"(?:hạn|hẹn|phạm|sót|đọng)\W*"
)


def only_tells(scan: Scan, begin: int, place: int, end: int, expected: Expected) -> bool:
    """Tell whether the words that sound like a shortcoming at `place` only tell a result or aim."""
    folded = scan.folded
    if expected < Expected.LISTED and _scores(scan, begin, place, end):
        return True
    if _FORMERLY.match(folded, begin, end):
        return True
    if _MENDED.match(folded, place, end) or _POINTED.match(folded, begin, end):
        return True
    if _ANNOUNCES.match(folded[begin:end].strip(" .,:")) or aims(scan, begin, place):
        return True
    noun = _NOUN.match(folded, place) or aims(scan, place, end)
    return bool(expected == Expected.NO and noun and place > begin and is_action(scan, begin, end))


def aims(scan: Scan, begin: int, end: int) -> bool:
    """Tell whether a purpose is named: "để phát hiện ..."; "để hồ sơ quá hạn" is none."""
    for word in _FOR.finditer(scan.folded, begin, end):
        if word[0] != "để" or cues.ACTION.match(scan.folded, word.end() + 1, end):
            return True
    return False


def _scores(scan: Scan, begin: int, place: int, end: int) -> bool:
    """Tell whether it is a result among results, or what is counted is little."""
    folded = scan.folded
    if _LOW.match(folded, place) and _RANKED.search(folded, begin, end):
        return folded[max(0, begin - 3) : begin].strip() != "là"
    if _SCORED.match(folded, place, end):
        return True
    if _BELOW.match(folded, place, end) and _INDEX.search(folded, begin, place):
        return True
    count = _COUNT.search(folded, max(begin, place - 5), place + 12)
    if count and (_DUTY.match(folded, count.end(), end) or _TITLE.fullmatch(folded, begin, end)):
        return True
    return _fewer(scan, count, begin, end) or _in_series(scan, place)


def _fewer(scan: Scan, count: re.Match[str] | None, begin: int, end: int) -> bool:
    """Tell whether what is bad is little or has become less: "hồ sơ quá hạn chỉ còn 2,1%"."""
    folded = scan.folded
    if not count:
        return False
    begin = max(begin, folded.rfind(",", begin, count.start()) + 1)
    comma = _COMMA.search(folded, count.end(), end)
    end = comma.start() if comma else end
    return not _NOT_LESS.search(folded, begin, end) and bool(_LESS.search(folded, begin, end))


def _in_series(scan: Scan, place: int) -> bool:
    """Tell whether it is one of the figures of a result: "đúng hạn 96,2%, quá hạn 3,8%"."""
    folded = scan.folded
    begun = max(folded.rfind(". ", 0, place), folded.rfind("\n\n", 0, place), place - 300, 0)
    if not _ON_TIME.search(folded, begun, place):
        return False
    return bool(_SERIES.match(folded, place) or _IN_IT.search(folded, begun, place))
