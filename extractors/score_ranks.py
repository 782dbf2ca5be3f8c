"""Ranks in prose: "xếp thứ 3/19", "đứng thứ nhì", "đồng hạng 20", "đội sổ"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.numbers import Number
    from extractors.words import Words

NEXT = -9  # the rank that follows the one told before
_ORDINALS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_ORDINALS |= {"bốn": 4, "tám": 8, "chín": 9, "mười": 10}
_STAND = (
    r"(?:xếp|đứng|giữ\s+vững|giữ\s+nguyên|giữ|giành|chiếm|ở|vươn\s+lên|leo\s+lên|lên|về|đạt|nằm|xuống|tụt|đồng|cùng|"
    r"vẫn|chỉ|hiện|trở\s+lại|là|còn|được)(?:\s+(?:xếp|đứng))?"
)
_CUE = re.compile(
    rf"(?<!\w)(?P<stand>{_STAND}\s+(?:(?:ở|tại|lên|vào|xuống)\s+)?)?"
    r"(?:(?:vị\s+trí|thứ\s+hạng|vị\s+thứ|xếp\s+hạng|hạng|xếp|đứng)(?:\s+(?:thứ\s+tự|thứ\s+hạng|thứ|số|hạng|chung))?"
    r"|(?P<bare>thứ))\s*(?:là|:)?\s*\(?\s*\Z"
)
_MOVED = re.compile(r"(?<!\w)(?:vươn\s+lên|lên|xuống|còn|về|giữ|leo\s+lên)\s+\Z")
_PLACE_ONLY = re.compile(r"vị\s+trí\s*\Z")  # "chuyển đổi vị trí 17 người" ranks nobody
_WEAK = re.compile(
    r"(?![\w\W]*(?:từ|lên|ở|xuống|đồng|cùng|giữ)\s+(?:\w+\s+)?\w+\s*\Z)[\w\W]*?(?<!\w)(?:xếp|đứng|hạng)\s*"
)
# "Lai Châu xếp hạng 6", "Hà Giang (hạng 5)": a rank where an index is told of, no class of things.
_TELLS_RANK = re.compile(
    r"(?:[\w)]\s*[(,;–-]\s*(?:và\s+)?|(?<!\w)(?:và|là|giữ|ở|còn|về|lên|xuống|được|đứng|đạt|năm\s+[0-9]{4}|vẫn|chỉ|đồng|"
    r"cùng)\s+|\A)hạng\s+\Z|(?<!\w)xếp\s+(?:hạng|vị\s+trí)\s+\Z|\s(?:xếp|đứng)\s+\Z"
)
_OF_THINGS = re.compile(
    r"(?<!\w)(?:bệnh\s+viện|công\s+ty|chức\s+danh|viên\s+chức|giáo\s+viên|bác\s+sĩ|đô\s+thị|khách\s+sạn|di\s+tích|"
    r"nhà|giấy\s+phép|sự\s+nghiệp|công\s+trình|trường|huân\s+chương|doanh\s+nghiệp|hồ\s+chứa)\s[^,;.:]{0,30}\Z"
)
_STANDS_ALONE = re.compile(
    r"\s*(?:\Z|[,;.:()\n\"”–-]|(?:và|trong|trên|cả|toàn|về|so|với|năm|tăng|giảm|là|của|tại|ở|khu\s+vực|thì|do|còn|nhưng|"
    r"song|vùng|chung)(?!\w))"
)
_INDEX_NEAR = re.compile(
    r"chỉ\s+số|index|papi|pci|dti|sipas|(?<!\w)pii(?!\w)|pgi|bảng\s+xếp\s+hạng|thứ\s+hạng|kết\s+quả\s+xếp\s+hạng"
)
_BEHIND_RESULT = re.compile(
    r"(?:điểm|%|bậc|[0-9])\s*[,;(]\s*(?:và\s+)?(?:xếp\s+|đứng\s+)?hạng\s+\Z"
)
_RANKING = re.compile(r"xếp\s+(?:hạng|thứ|loại)|thứ\s+hạng|chỉ\s+số|đứng\s+thứ|dẫn\s+đầu")
_NO_ORDINAL_BEFORE = re.compile(
    r"(?:năm|lần|đợt|ngày|khóa|khoá|kỳ|quý|tháng|buổi|vào|sáng|chiều|tuần|hằng|hàng|người|thế\s+kỷ|con|"
    r"bên|nhóm|tốp|giai\s+đoạn|đổi)\s+\Z"
)
_NAMED_PAIR = re.compile(r"(?:(?:19|20)[0-9]{2}|[^\W\d_])\s*\(\s*(?:hạng|thứ|xếp)?\s*\Z")
_WEEKDAY_PAIR = re.compile(
    r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)(?:\s+(?:vừa|tuần|rồi|qua|tới|này|sau))*"
    r"|(?:sáng|chiều|tối|hôm|ngày)(?!\w)[^,;.]{0,30})\s*\(\s*\Z"
)
_VALUE_PAIR = re.compile(r"([0-9]{1,3}[.,][0-9]{1,4})\s*%\s*\(\s*\Z")
_UNITS = (
    r"(?:tỉnh|sở|đơn\s+vị|huyện|xã|phường|địa\s+phương|cơ\s+quan|bộ|cục|phòng|thành\s+phố|quận|"
    r"chi\s+cục|ngành|ban)"
)
_OF = re.compile(
    rf"\s*(?:trên|trong|/|của)\s*(?:tổng\s+)?(?:số\s+)?(?:toàn\s+quốc\s+)?([0-9]{{1,3}})\s+{_UNITS}"
)
_OF_ALL = re.compile(
    rf"\s*(?:(?:trên|trong|của)\s+)?(?:tổng\s+)?(?:số\s+)?([0-9]{{1,3}})\s+{_UNITS}"
)
_GROUP_BEFORE = re.compile(
    r"(?:nhóm|tốp|top|một\s+trong|những|giữa|khoảng\s+cách)(?!\w)[^.;:(,]*(?:,\s*(?:và\s+)?(?:ban|ngành|tỉnh|thành\s+phố|huyện|"
    r"thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu|đơn\s+vị)\s*)*\Z"
)
_ORDINAL = r"(?:nhất|nhì|hai|ba|tư|bốn|sáu|bảy|tám|chín|mười|năm(?!\s+(?:19|20)))"
_IN_ALL = rf"(?=\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]{{1,3}}\s+{_UNITS})"
_HEADS = (
    r"(?!\s+(?:cơ\s+quan|đơn\s+vị|các\s+(?:cơ|đơn|sở|ban|phòng)|cấp|chính|ubnd|sở|một\s+số|"
    r"tổ\s+chức|bộ\s+phận))"
)
_WORDS = Cue(
    rf"(?<!\w)(?:vị\s+trí\s+(?:(?P<turn>dẫn\s+đầu|đứng\s+đầu|đầu\s+tiên|đầu\s+bảng)|(?P<next>kế\s+tiếp|tiếp\s+theo|tiếp\s+sau|"
    r"liền\s+sau|còn\s+lại))(?=\s+(?:(?:lần\s+lượt|đều)\s+)?(?:thuộc\s+về|là|gồm)(?!\w))"
    rf"|(?P<first>dẫn\s+đầu|(?<!người\s)đứng\s+đầu{_HEADS}|quán\s+quân|ngôi\s+(?:đầu|vương)(?:\s+bảng)?|"
    rf"đầu\s+bảng\s+xếp\s+hạng|(?:vị\s+trí|ngôi|hạng)\s+(?:vị\s+)?số\s+một|cao\s+nhất{_IN_ALL})"
    r"|(?P<high>(?:cao\s+(?:điểm\s+)?nhất|nhiều\s+điểm\s+nhất))|(?P<low>thấp\s+(?:điểm\s+)?nhất(?!\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]))"
    r"|(?P<second>á\s+quân)"
    r"|(?P<last>đội\s+sổ|(?:đứng|xếp|nằm|ở|bị\s+xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:cuối|bét|chót)"
    r"(?:\s+(?:bảng|cùng))?(?!\s+(?:năm|tháng|quý|kỳ))|(?:cuối|chót|bét)\s+bảng(?:\s+xếp\s+hạng)?|"
    rf"thấp\s+nhất{_IN_ALL})"
    r"|(?P<near_last>(?:(?:đứng|xếp|nằm|ở|bị\s+xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?)?áp\s+(?:chót|cuối)(?:\s+bảng)?)"
    rf"|về\s+(?P<back>nhất|nhì|ba|tư)(?=\s*(?:\Z|[,;.(]|(?:là|với|trong|ở|khối|toàn)(?!\w)))"
    rf"|(?:{_STAND}\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:thứ|hạng)|vị[^\S\n]+trí\s+(?:thứ|số)|xếp|đứng|(?<=\()thứ|"
    r"(?:(?<=[,;]\s)|(?<=và\s))thứ(?=\s+\w+\s+(?:là|thuộc|với)\s))\s+"
    rf"(?P<word>{_ORDINAL})(?!\w)(?!,?\s+(?:ngày\s+)?[0-9]{{1,2}}\s?[/-]))",
    (
        *(
            "dẫn",
            "đứng",
            "quán",
            "ngôi",
            "đầu",
            "cao",
            "á",
            "đội",
            "xếp",
            "nằm",
            "ở",
            "bị",
            "cuối",
            "chót",
        ),
        *(
            "bét",
            "thấp",
            "giữ",
            "giành",
            "chiếm",
            "vươn",
            "leo",
            "lên",
            "về",
            "đạt",
            "xuống",
            "tụt",
            "đồng",
        ),
        *("cùng", "vẫn", "chỉ", "hiện", "vị", "thứ", "hạng", "nhiều", "áp"),
    ),
)
_LEADS_ON = re.compile(
    r"\s*(?:vươn\s+|tụt\s+)?(?:lên|xuống|về)\s+(?:(?:vị\s+trí|hạng|thứ)\s+){0,2}[0-9]{1,3}/[0-9]"
)
_NAMES_THEM = re.compile(r"\s*(?::|(?:là|gồm|thuộc|với|đạt|chỉ)(?!\w))")
_CLASS = re.compile(  # "đề nghị các đơn vị xếp cuối": whoever is the last, no result
    rf"(?<!\w)(?:các|những)\s+{_UNITS}(?:(?:\s*,\s*|\s+và\s+|\s+){_UNITS})*\s+(?:bị\s+)?\Z"
)
_COUNT = r"(?:[0-9]{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|các|những|nhiều|số|mấy|vài)"
_KINDS = (
    rf"(?:{_UNITS}|thị\s+xã|thị\s+trấn|thị|thành|đặc\s+khu|nội\s+dung|chỉ\s+số|lĩnh\s+vực|vị\s+trí|tiêu\s+chí|trục|"
    r"trụ\s+cột|doanh\s+nghiệp|nước|quốc\s+gia|cá\s+nhân|vùng|dịch\s+vụ)"
)
_COUNT_BEFORE = re.compile(rf"(?<!\w){_COUNT}\s+\Z")
# "5 địa phương dẫn đầu", "các tỉnh có điểm cao nhất": many are not the first.
_MANY_BEFORE = re.compile(
    rf"(?<!là\s)(?<!\w){_COUNT}\s+{_KINDS}(?:(?:\s*[,/-]\s*|\s+và\s+|\s+){_KINDS})*"
    r"(?:\s+(?:có|đạt|không|thay|đổi|vị|trí|chỉ|số|điểm|thành|phần|giữ|luôn|tiếp|tục|xếp|hạng|kết|quả|nằm|trong|"
    r"đang|từng|khác|này|trên|tổng|giá|trị|mức|tỷ|lệ))*\s+\Z"
)
# "Các đồng chí đứng đầu", "vai trò người đứng đầu": persons lead, nobody is ranked.
_NOT_RANKED = re.compile(
    r"(?<!\w)(?:đồng\s+chí|cán\s+bộ|lãnh\s+đạo|thủ\s+trưởng|cá\s+nhân|công\s+chức|người|ông|bà|nhóm|tốp|top|mức|"
    r"doanh\s+nghiệp|trách\s+nhiệm|vai\s+trò)\s+(?:\w+\s+){0,2}\Z"
)
_AIMED = re.compile(
    r"(?<!\w)(?:phấn\s+đấu|quyết\s+tâm|mục\s+tiêu|hướng\s+tới|cần|phải|sẽ|để|nhằm)(?!\w)[^,;.:]*\Z"
)
_GROUPED = re.compile(r"(?<!\w)(?:nhóm|tốp|top)(?!\w)[^.;:()]*\Z")
_OF_TIME = re.compile(
    r"\s*(?:từ\s+trước|kể\s+từ|từ\s+khi|từ\s+năm|trong\s+(?:[0-9]+\s+năm|các\s+năm|những\s+năm|nhiều\s+năm|giai\s+đoạn|"
    r"vòng|lịch\s+sử|những\s+năm)|từ\s+đầu|là\s+[0-9]|về\s+phía)"
)
_LAST_GROUP = re.compile(
    r"(?:(?:nhóm|tốp|top|giữa)(?!\w)[^.;:(,]*|(?:đầu\s+bảng|cao\s+nhất|đứng\s+đầu)\s+và\s*)\Z"
)


def rank_of_pair(left: str, folded: str, first: Number, second: Number) -> Measure | None:
    """Give the rank of so many that "3/19" tells, None for a share.

    `left` is the folded text before the pair.
    """
    if not (first.value.is_integer() and second.value.is_integer() and second.unit is None):
        return None
    if not 0 < first.value <= second.value:
        return None
    cue = _cue(left)
    cue = _moved(left, folded, first) if cue is None else cue
    if cue is None:
        leads_on = left.endswith("từ ") and _LEADS_ON.match(folded, second.end)
        named = _NAMED_PAIR.search(left) and not _WEEKDAY_PAIR.search(left)
        if not (leads_on or named or _is_no_share(left, folded, first, second)):
            return None
        cue = len(left)
    start = first.start - len(left) + cue
    return Measure(start, second.end, "rank", first.value, second.value)


def _moved(left: str, folded: str, first: Number) -> int | None:
    """Where the verb of a move begins, "vươn lên 3/19"; None where no ranking is told of."""
    moved = _MOVED.search(left)
    near = folded[max(0, first.start - 200) : first.start]
    return moved.start() if moved and re.search(r"xếp|hạng|bậc|dẫn\s+đầu", near) else None


def _is_no_share(left: str, folded: str, first: Number, second: Number) -> bool:
    """Whether "84,92% (17/63)" gives a rank: it closes at once and is not that share of all."""
    value = _VALUE_PAIR.search(left)
    if value is None or not re.match(r"\s*[),;]", folded[second.end : second.end + 3]):
        return False
    told = float(value[1].replace(",", "."))
    return abs(first.value / second.value * 100 - told) > 1 and "chỉ số" in left


def _cue(left: str) -> int | None:
    """Where in `left` the cue of a rank begins that ends it; None where there is none."""
    # Each cue holds one of these; most stretches hold none.
    if not ("hạng" in left or "thứ" in left or "xếp" in left or "đứng" in left or "trí" in left):
        return None
    cue = _CUE.search(left)
    if cue is None or (not cue["stand"] and _NO_ORDINAL_BEFORE.search(left, 0, cue.start())):
        return None
    return cue.start()


def rank_of_number(left: str, folded: str, number: Number) -> Measure | None:
    """Give the rank of one number, "đứng thứ 3", with how many were ranked where it follows."""
    cue = _cue(left)
    if cue is None:
        return None
    of = _OF.match(folded, number.end)
    start = number.start - len(left) + cue
    if left.endswith(": ") and folded.startswith(". ", number.end):  # the first of a numbered list
        return None
    if _PLACE_ONLY.fullmatch(left, cue) and of is None:
        return None
    if folded.startswith("thứ", start) and not _tells_ranking(folded, start, number.end):
        return None
    weak = of is None and _WEAK.fullmatch(folded, max(0, start - 6), number.start)
    if weak and not _BEHIND_RESULT.search(left) and not _is_told(left, folded, number):
        return None
    end = of.end(1) if of else number.end
    return Measure(start, end, "rank", number.value, float(of[1]) if of else None)


def _is_told(left: str, folded: str, number: Number) -> bool:
    """Whether a bare "hạng 5" ranks: it stands alone, beside a body, and an index is told of."""
    if not (_TELLS_RANK.search(left) and _STANDS_ALONE.match(folded, number.end)):
        return False
    if _OF_THINGS.search(left):
        return False
    return _INDEX_NEAR.search(folded, max(0, number.start - 700), number.end + 40) is not None


def _tells_ranking(folded: str, start: int, end: int) -> bool:
    """Whether a bare "thứ 7" ranks: it may be a day of the week."""
    if folded[max(0, start - 1) : start] == "(":
        return False
    return _RANKING.search(folded, max(0, start - 400), end + 60) is not None


def ranks_in_words(words: Words) -> Iterator[Measure]:
    """Give the ranks told in words.

    The last of a ranking has the number of all, or 0; the last but one has one less. "Cao nhất"
    and "thấp nhất" are superlative: what is measured decides whether they rank.
    """
    folded = words.folded
    for match in _WORDS.matches(words):
        before = folded[max(0, match.start() - 80) : match.start()]
        if match["turn"] or match["next"]:
            if not _COUNT_BEFORE.search(before):
                continue
            rank = 1.0 if match["turn"] else float(NEXT)
            yield Measure(match.start(), match.end(), "rank", rank, in_turn=True)
            continue
        superlative = match["high"] or match["low"]
        top, bottom = match["first"] or match["high"], match["last"] or match["low"]
        if (top and _GROUP_BEFORE.search(before)) or (bottom and _LAST_GROUP.search(before)):
            continue
        if (top or superlative) and (
            _MANY_BEFORE.search(before) or _NOT_RANKED.search(before) or _AIMED.search(before)
        ):
            continue
        if match["last"] and _CLASS.search(before) and not _NAMES_THEM.match(folded, match.end()):
            continue
        if superlative and (_OF_TIME.match(folded, match.end()) or _GROUPED.search(before)):
            continue
        of = _OF_ALL.match(folded, match.end())
        many = float(of[1]) if of else None
        end = of.end(1) if of else match.end()
        rank = _rank_in_words(match, many)
        yield Measure(match.start(), end, "rank", rank, many, superlative=superlative is not None)


def _rank_in_words(match: re.Match[str], many: float | None) -> float:
    """The rank that words tell; of an unknown number 0 is the last and -1 the last but one."""
    if match["last"] or match["low"]:
        return many or 0.0
    if match["near_last"]:
        return (many or 0.0) - 1
    if match["first"] or match["high"]:
        return 1.0
    return 2.0 if match["second"] else float(_ORDINALS[match["word"] or match["back"]])
