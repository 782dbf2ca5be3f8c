"""Ranks told in words: "đứng thứ nhì", "dẫn đầu", "đội sổ", "hai vị trí kế tiếp thuộc về"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure
from extractors.score_ranks import STAND, UNITS, ranks_size
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.words import Words

LOWEST = -5  # told as "thấp nhất": a rank only where the number of the ranked is told
NEXT = -9  # the rank that follows the one told before
_ORDINALS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_ORDINALS |= {"bốn": 4, "tám": 8, "chín": 9, "mười": 10}
_OF_ALL = re.compile(
    rf"\s*(?:(?:trên|trong|của)\s+)?(?:tổng\s+)?(?:số\s+)?([0-9]{{1,3}})\s+{UNITS}"
)
_GROUP_BEFORE = re.compile(
    r"(?:nhóm|tốp|top|một\s+trong|những|giữa|khoảng\s+cách)(?!\w)(?:(?!\svà\s+(?:tiếp|vẫn|vươn|giữ|là|đang|đã|dẫn|đứng|xếp)\s)[^.;:(,])*(?:,\s*(?:và\s+)?(?:ban|ngành|tỉnh|thành\s+phố|tp|huyện|"
    r"thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu|đơn\s+vị)\s*)*\Z"
)
_ORDINAL = r"(?:nhất|nhì|hai|ba|tư|bốn|sáu|bảy|tám|chín|mười|năm(?!\s+(?:19|20)))"
_IN_ALL = rf"(?=\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]{{1,3}}\s+{UNITS})"
_HEADS = (
    r"(?!\s+(?:cơ\s+quan|đơn\s+vị|các\s+(?:cơ|đơn|sở|ban|phòng)|cấp|chính|ubnd|sở|một\s+số|"
    r"tổ\s+chức|bộ\s+phận))"
)
_COUNT = r"(?:[0-9]{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|các|những|nhiều|số|mấy|vài)"
_TURN_SCOPE = r"\s+(?:trong|của|trên|bảng|về|ở|tại|khối|nhóm|toàn|cả)\s+[^,;.:()]{1,60}?"
_IN_TURN = (
    rf"(?:{_TURN_SCOPE})??"
    r"\s+(?:(?:lần\s+lượt|đều)\s+)?(?:thuộc\s+về|gọi\s+tên|là|gồm)(?!\w)"
)
_EACH = (
    rf"(?:{_TURN_SCOPE})??\s+(?:lần\s+lượt|theo\s+thứ\s+tự)\s+(?:thuộc\s+về|gọi\s+tên|là|gồm)(?!\w)"
)
_SCOPE_OF_TURN = re.compile(
    rf"{_TURN_SCOPE}(?=\s+(?:lần\s+lượt|theo\s+thứ\s+tự|đều|thuộc|gọi\s+tên|là|gồm)(?!\w))"
)
_TOP = r"(?:dẫn\s+đầu|đứng\s+đầu|đầu\s+tiên|đầu\s+bảng(?:\s+xếp\s+hạng)?|cao\s+nhất|đầu)"
# "dẫn đầu 7 chỉ số", "đứng đầu các trụ cột": the first in parts, not in the whole.
_OF_PARTS = re.compile(
    r"\s+(?:(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh)\s+)?(?:(?:ở|về|tại|với|trong)\s+)?(?:[0-9]+(?:/[0-9]+)?|hai|ba|bốn|năm|các|nhiều|một\s+số|những)\s+"
    r"(?:chỉ\s+số(?!\s+(?:cải|cchc|par|papi|pci|dti|sipas))|tiêu\s+chí|nội\s+dung|trụ\s+cột|lĩnh\s+vực|trục)(?:\s+(?:thành\s+phần|chính|cơ\s+bản|khác|này))*(?!\w)(?=\s*(?:\Z|[,.;:()\n]|(?:và|trong|của|quan|trọng|so|với|gồm|là)(?!\w)))(?P<listed>[^.;:\n]{0,60}:)?"
)
# What may stand before a rank in words, and what comes next then.
_STANDS = (
    *("giữ", "giành", "chiếm", "vươn", "leo", "lên", "về", "đạt", "xuống", "tụt", "đồng", "cùng"),
    *("vẫn", "chỉ", "hiện"),
)
_FURTHER = ("xếp", "đứng", "ở", "vị", "thứ", "hạng")
_WORDS = Cue(
    rf"(?<!\w)(?:(?P<each>(?:lần\s+lượt|theo\s+thứ\s+tự)\s+(?:{STAND}\s+)?(?:(?:ở|tại|vào|nắm\s+giữ|dẫn)\s+)*{_COUNT}\s+(?:vị\s+trí|thứ\s+hạng|ngôi)\s+{_TOP}(?!\w))"
    rf"|(?P<order>(?:xếp\s+(?:hạng\s+)?(?:lần\s+lượt\s+)?theo\s+thứ\s+tự|thứ\s+tự\s+xếp\s+hạng)[^.;:\n]{{0,100}})(?=:\s)"
    rf"|vị\s+trí\s+(?:(?P<turn>{_TOP})|(?P<next>kế\s+tiếp|tiếp\s+theo|tiếp\s+sau|"
    rf"liền\s+sau|còn\s+lại))(?={_IN_TURN})|(?P<after>(?:xếp|đứng)\s+(?:ngay\s+)?(?:sau|kế)(?:\s+(?:đó|tiếp))?)(?=\s+lần\s+lượt{_IN_TURN})"
    rf"|(?P<lead>{_TOP})(?={_EACH})|(?P<then>theo\s+sau|kế\s+tiếp|tiếp\s+theo|tiếp\s+đến|tiếp\s+sau)(?=\s+lần\s+lượt\s+(?:là|thuộc|gồm))"
    rf"|(?P<first>dẫn\s+đầu(?!\s+(?:đà|xu\s+hướng|phong\s+trào|thị\s+trường|đoàn|làn\s+sóng))|(?<!người\s)đứng\s+đầu{_HEADS}|quán\s+quân|ngôi\s+(?:đầu|vương)(?:\s+bảng)?|"
    rf"đầu\s+bảng\s+xếp\s+hạng|(?:vị\s+trí|ngôi|hạng)\s+(?:vị\s+)?số\s+một|ngôi\s+vị\s+số\s+1(?![0-9/.,])|vị\s+trí\s+(?:dẫn\s+đầu|đứng\s+đầu|đầu\s+tiên|đầu\s+bảng)|cao\s+nhất{_IN_ALL})"
    r"|(?P<high>(?:cao\s+(?:điểm\s+)?nhất|nhiều\s+điểm\s+nhất))|(?P<low>thấp\s+(?:điểm\s+)?nhất(?!\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]))"
    r"|(?P<second>á\s+quân)"
    r"|(?P<last>đội\s+sổ|(?:đứng|xếp|nằm|ở|bị\s+xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:cuối|bét|chót)"
    r"(?:\s+(?:bảng|cùng))?(?!\s+(?:năm|tháng|quý|kỳ))|(?:vị\s+trí\s+(?:cuối(?:\s+cùng)?|chót|bét)|(?:cuối|chót|bét)\s+bảng)(?:\s+xếp\s+hạng)?|"
    rf"thấp\s+nhất{_IN_ALL})"
    r"|(?P<near_last>(?:(?:đứng|xếp|nằm|ở|bị\s+xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?)?áp\s+(?:chót|cuối)(?:\s+bảng)?)"
    rf"|về\s+(?P<back>nhất|nhì|ba|tư)(?=\s*(?:\Z|[,;.(]|(?:là|với|trong|ở|khối|toàn)(?!\w)))"
    r"|(?:(?<=[,;:.(]\s)|(?<=và\s))(?P<prize>hạng\s+(?:nhất|nhì|ba|tư))(?=\s+(?:(?:là|gồm|thuộc\s+về)\s|ubnd\s|sở\s|huyện\s|xã\s|phường\s|tỉnh\s|thành\s+phố\s|thị\s))"
    rf"|(?:{STAND}\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:thứ|hạng)|vị[^\S\n]+trí\s+(?:thứ|số)|xếp|đứng|(?<=\()thứ|"
    r"(?:(?<=[,;]\s)|(?<=và\s))thứ(?=\s+\w+\s+(?:là|thuộc|với|lần\s+lượt|(?:trong|trên|của)\s+bảng)\s)|"
    r"(?:(?<=[,;]\s)|(?<=và\s))(?P<again>thứ)(?=\s+\w+\s*(?:[,.;)\n]|\Z|(?:trong|trên|cả|toàn|về|của|và)\s)))\s+"
    rf"(?P<word>{_ORDINAL})(?!\w)(?!,?\s+(?:ngày\s+)?[0-9]{{1,2}}\s?[/-]))",
    (
        *(f"{stands} {further}" for stands in _STANDS for further in _FURTHER),
        *("xếp", "đứng", "đầu", "thứ", "ngôi", "giữ vững", "giữ nguyên", "vươn lên", "leo lên"),
        *("ở", "nằm", "cao", "thấp", "dẫn", "quán", "á", "đội", "áp", "cuối", "chót", "bét"),
        *(f"về {place}" for place in ("nhất", "nhì", "ba", "tư")),
        *(f"hạng {place}" for place in ("nhất", "nhì", "ba", "tư", "vị", "số")),
        *("nhiều điểm", "vị trí", "lần lượt", "theo thứ", "theo sau", "kế tiếp", "tiếp theo"),
        *("tiếp đến", "tiếp sau", "bị xếp"),
    ),
)
_NAMES_THEM = re.compile(r"\s*(?::|(?:là|gồm|thuộc|với|đạt|chỉ)(?!\w))")
_CLASS = re.compile(  # "đề nghị các đơn vị xếp cuối": whoever is the last, no result
    rf"(?<!\w)(?:các|những)\s+{UNITS}(?:(?:\s*,\s*|\s+và\s+|\s+){UNITS})*\s+(?:bị\s+)?\Z"
)
_KINDS = (
    rf"(?:{UNITS}|thị\s+xã|thị\s+trấn|thị|thành|đặc\s+khu|nội\s+dung|chỉ\s+số|lĩnh\s+vực|vị\s+trí|tiêu\s+chí|trục|"
    r"trụ\s+cột|doanh\s+nghiệp|nước|quốc\s+gia|cá\s+nhân|vùng|dịch\s+vụ)"
)
# "Ba vị trí đầu tiên", "đứng 3 vị trí cuối bảng": several places.
_PLACES = re.compile(
    rf"(?<!\w){_COUNT}\s+vị\s+trí\s+(?:{_TOP}|cuối(?:\s+(?:cùng|bảng))?|chót|bét)\Z"
)
_COUNT_BEFORE = re.compile(rf"(?<!\w){_COUNT}\s+(?:vị\s+trí\s+)?\Z")
# "5 địa phương dẫn đầu", "các tỉnh có điểm cao nhất": many are not the first.
_MANY_BEFORE = re.compile(
    rf"(?<!là\s)(?<!\w){_COUNT}\s+{_KINDS}(?:(?:\s*[,/-]\s*|\s+và\s+|\s+){_KINDS})*"
    r"(?:\s+(?:có|đạt|không|thay|đổi|vị|trí|chỉ|số|điểm|thành|phần|giữ|luôn|tiếp|tục|xếp|hạng|kết|quả|nằm|trong|"
    r"cchc|cải|cách|hành|chính|papi|pci|ddci|dti|sipas|par|index|hài|lòng|năm|(?:19|20)[0-9]{2}|đang|từng|khác|này|trên|tổng|giá|trị|mức|tỷ|lệ))*\s+\Z"
)
# "Các đồng chí đứng đầu", "vai trò người đứng đầu": persons lead, nobody is ranked.
_NOT_RANKED = re.compile(
    r"(?<!\w)(?:đồng\s+chí|cán\s+bộ|lãnh\s+đạo|thủ\s+trưởng|cá\s+nhân|công\s+chức|người|ông|bà|nhóm|tốp|top|mức|"
    r"doanh\s+nghiệp|trách\s+nhiệm|vai\s+trò)\s+(?:\w+\s+){0,2}\Z"
)
# "Một đoàn do Thứ trưởng X dẫn đầu", "đoàn của tỉnh, dẫn đầu là Bí thư".
_DELEGATION = re.compile(
    r"(?<!\w)(?:do\s+(?:đồng\s+chí|ông|bà|phó|thứ|bộ|chủ|bí|giám|cục|tổng|đại|thiếu|trung|thượng|lãnh|trưởng)\s"
    r"|(?:(?:một|các|phái|[0-9]{1,2})\s+đoàn|đoàn\s+(?:công\s+tác|đại\s+biểu|kiểm\s+tra|giám\s+sát))\s)[^;.:]*\Z"
)
# "đứng đầu là Tổng Bí thư", "đứng đầu là đồng chí Chủ tịch": who leads a body.
_PERSON_BEHIND = re.compile(
    r"\s+là\s+(?:(?:phó\s+)?(?:tổng\s+bí\s+thư|bí\s+thư|chủ\s+tịch(?!\s+nước)|thủ\s+tướng|bộ\s+trưởng|giám\s+đốc|cục\s+trưởng)"
    r"|đồng\s+chí|ông|bà|đ/c)(?!\w)"
)
_AIMED = re.compile(
    r"(?<!\w)(?:phấn\s+đấu|quyết\s+tâm|mục\s+tiêu|hướng\s+tới|cần(?!\s+(?:thơ|giờ|giuộc|đước))|phải|sẽ|để|nhằm)(?!\w)[^,;.:]*\Z"
)
# "mất ngôi quán quân", "thấp hơn tỉnh đứng đầu": the first place is another's.
_NOT_ITS_OWN = re.compile(
    rf"(?<!\w)(?:(?:mất|để\s+mất|tuột|vuột|nhường|rời)\s+(?:ngôi\s+|vị\s+trí\s+|danh\s+hiệu\s+){{0,2}}"
    rf"|(?:hơn|kém|so\s+với|với|bằng|sau)\s+{_KINDS}\s+)\Z"
)
_GROUPED = re.compile(r"(?<!\w)(?:nhóm|tốp|top)(?!\w)[^.;:()]*\Z")
_OF_TIME = re.compile(
    r"\s*(?:từ\s+trước|kể\s+từ|từ\s+khi|từ\s+năm|trong\s+(?:[0-9]+\s+năm|các\s+năm|những\s+năm|nhiều\s+năm|giai\s+đoạn|"
    r"vòng|lịch\s+sử|những\s+năm)|từ\s+đầu|là\s+[0-9]|về\s+phía)"
)
_RISEN = re.compile(
    r"(?<!\w)(?:tăng|giảm|cải\s+thiện|sụt|tụt|thay\s+đổi)\s+(?:điểm\s+|hạng\s+|bậc\s+)?\Z"
)
_ORDINAL_BEFORE = re.compile(
    rf"(?:vị\s+trí|vị\s+thứ|hạng|xếp|đứng|giữ)\s+(?:(?:thứ\s+)?{_ORDINAL}\s*(?:,|và|,\s*và)\s+)+\Z"
)
_LAST_GROUP = re.compile(
    r"(?:(?:nhóm|tốp|top|giữa)(?!\w)[^.;:(,]*|(?:đầu\s+bảng|cao\s+nhất|đứng\s+đầu)\s+và\s*)\Z"
)


def ranks_in_words(words: Words) -> Iterator[Measure]:
    """Give the ranks told in words.

    The last of a ranking has the number of all, or 0; the last but one has one less. "Cao nhất"
    and "thấp nhất" are superlative: what is measured decides whether they rank.
    """
    folded = words.folded
    for match in _WORDS.matches(words):
        before = folded[max(0, match.start() - 80) : match.start()]
        if turn := _turn(match, before):
            scope = (
                None
                if match["each"] or match["order"]
                else _SCOPE_OF_TURN.match(folded, match.end())
            )
            end = scope.end() if scope else match.end()
            yield Measure(match.start(), end, "rank", turn, in_turn=True)
            continue
        if match["turn"] or match["next"]:
            continue
        if _ranks_none(folded, match, before):
            continue
        of = _OF_ALL.match(folded, match.end())
        many = float(of[1]) if of else None
        end = of.end(1) if of else match.end()
        rank, superlative = _rank_in_words(match, many), _is_superlative(match)
        yield Measure(match.start(), end, "rank", rank, many, superlative=superlative)


def _is_superlative(match: re.Match[str]) -> bool:
    """Whether a match is "cao nhất" or "thấp nhất"."""
    return bool(match["high"] or match["low"] or (match["lead"] and "cao" in match["lead"]))


def _ranks_none(folded: str, match: re.Match[str], before: str) -> bool:
    """Whether the words around a match take the rank from it: groups, persons, aims, parts."""
    superlative, end = _is_superlative(match), match.end()
    if match["first"] and _NOT_ITS_OWN.search(before):
        return True
    top = match["first"] or match["lead"] or match["high"]
    if top and (
        _GROUP_BEFORE.search(before)
        or _DELEGATION.search(before)
        or _PERSON_BEHIND.match(folded, end)
    ):
        return True
    if (match["last"] or match["low"]) and _LAST_GROUP.search(before):
        return True
    if (match["first"] or match["last"]) and _PLACES.search(f"{before}{match[0]}"):
        return True
    parts = _OF_PARTS.match(folded, end) if match["first"] else None
    if parts and not parts["listed"]:
        return True
    if (top or superlative) and any(
        pattern.search(before) for pattern in (_MANY_BEFORE, _NOT_RANKED, _AIMED)
    ):
        return True
    if match["word"] or match["prize"]:
        return _is_no_place(match, before)
    if match["near_last"] and before.endswith("gần "):
        return True
    if match["last"]:
        return bool(_CLASS.search(before) and not _NAMES_THEM.match(folded, end))
    about_time = superlative and _OF_TIME.match(folded, end)
    return bool(about_time or (superlative and (_RISEN.search(before) or _GROUPED.search(before))))


def _is_no_place(match: re.Match[str], before: str) -> bool:
    """Whether an ordinal is no place: a day of the week, a medal, how big something is."""
    if match["prize"]:
        return "hạng" in before and "chương" in before  # "Huân chương hạng nhất, hạng nhì"
    if match["again"] and not _ORDINAL_BEFORE.search(before):  # "thứ hai và thứ ba"
        return True
    return ranks_size(before, len(before))


def _turn(match: re.Match[str], before: str) -> float | None:
    """The rank of the first of several that are ranked in turn; None where a match ranks one."""
    if match["each"] or match["order"]:
        return 1.0
    if match["after"] or match["then"]:
        return float(NEXT)
    if match["lead"]:
        return 1.0 if _MANY_BEFORE.search(before) else None
    if (match["turn"] or match["next"]) and _COUNT_BEFORE.search(before):
        return 1.0 if match["turn"] else float(NEXT)
    return None


def _rank_in_words(match: re.Match[str], many: float | None) -> float:
    """The rank that words tell; of an unknown number 0 is the last and -1 the last but one."""
    if match["last"] or match["low"]:
        return many or float(LOWEST if match["low"] else 0)
    if match["near_last"]:
        return (many or 0.0) - 1
    if match["first"] or match["high"] or match["lead"]:
        return 1.0
    if match["second"]:
        return 2.0
    return float(_ORDINALS[(match["prize"] or match["word"] or match["back"]).split()[-1]])
