"""The commas of a statement after which another shortcoming is stated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.clauses import after_connectors, is_action
from extractors.finding_checks import aims
from extractors.lacks import Expected, lacking
from extractors.lead_ins import KEPT
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from extractors.atoms import Scan

_COMMA = re.compile(r",(?!\d)(?!(?<=\d,)\s\d)\s*")
_GAP = re.compile(r",\s*")
_TWO_WORDS = re.compile(r"\w+\s+\w+(?:\s+\w+){0,2}?(?=[\s,;.])")
# Goes on with the statement before it.
_CAUSED = cues.spaced(
    r"(?:do|vì|bởi|nên|gây|dẫn đến|dẫn tới|ảnh hưởng|làm|khiến|nhất là|đặc biệt|như|tập trung"
    r"|chủ yếu|để|hỏi thì|chứ|thậm chí|bình quân|trung bình|có (?:ngày|hôm|lúc|khi|người"
    r"|công ty|nơi (?:lên|tới)))(?!\w)"
    r"|(?:tỷ lệ|tỉ lệ|chiếm|tương ứng|bằng|(?:mới |chỉ "
    r"|mới chỉ )?đạt)(?: \w+){0,4} \d[\d.,]*\s?%[^,;]{0,30}\Z"
)
# Tells more of the statement before it: "còn chậm, | nhất là lĩnh vực đất đai".
_DETAIL = cues.spaced(r"(?:hoặc|cụ thể|như|chủ yếu|điển hình|so với)(?!\w)")
_ABOVE_ALL = cues.spaced(r"(?:trong đó|nhất là|đặc biệt(?: là)?)(?!\w)")
_STATE = cues.spaced(
    r"(?<!\w)(?:công tác|việc|tỷ lệ|tỉ lệ|số lượng|tình hình|tiến độ|chất lượng|hạ tầng"
    r"|báo cáo|tài liệu|kế hoạch|nhân lực|bản đồ|quy trình|phần mềm|hệ thống|máy|đường truyền"
    r"|thanh toán|thái độ|thông tin|người|cán bộ|công chức|huyện|xã|sở|ubnd|phần|trang thiết bị|\d"
    r"|cơ sở vật chất|kết quả|một số|nhiều|các|có|trình độ|nhận thức|vẫn|chưa|không|còn|hồ sơ"
    r"|diện tích|dụng cụ|kinh phí|nguồn lực|cá biệt|chỉ|mới|số|trụ sở|thủ tục|sổ|bảng|mạng|dữ liệu"
    r"|đội ngũ|năng lực|tinh thần|ý thức|kỷ luật|kỷ cương|sự (?!thiếu)|phòng|đơn vị|sai"
    r"|hình thức|nội dung|nơi|hầu hết|đa số|phần lớn|không ít|thời gian|chi phí"
    r"|quy chế|văn bản|vi phạm|thiếu(?! sót))(?!\w)"
)
_PEOPLE = (
    r"(?:cán bộ|công chức|viên chức|cb|cc|vc|cbcc|người lao động|sở|ban|ngành|đơn vị|địa phương"
    r"|bộ|tỉnh|cơ quan|cơ quan quản lý|chủ đầu tư|nhà thầu|cá nhân|tổ chức|doanh nghiệp|công dân"
    r"|người dân|xã|phường|quận|huyện|thị xã|thị trấn|tập đoàn|tổng công ty|công ty|trường"
    r"|bệnh viện|phòng|chi cục|cục|vụ|viện|trung tâm|hội|đoàn thể|hợp tác xã|chi nhánh|hộ)"
)
# "cán bộ, | công chức", "huyện Bù Đăng, | thị xã Phước Long": members of one list.
_MEMBER = cues.spaced(rf"{_PEOPLE}(?!\w)")
_MEMBERS = cues.spaced(rf"(?<!\w){_PEOPLE}\Z")
_PLACES = cues.spaced(r"(?:thành phố|thị xã|thị trấn|phường|xã|quận|huyện)(?!\w)")
_NAMED = re.compile(rf"(?:[{CAPITALS}]\w*|\d)\Z")
_NOMINAL = cues.spaced(
    r"(?:việc|công tác|tiến độ|chất lượng|tỷ lệ|sự phối hợp|hoạt động|ý thức|nhận thức|trình độ"
    r"|năng lực|tinh thần|trách nhiệm)(?: \w+){1,7}\Z"
)
_STILL = re.compile(r"(?<!\w)(?:còn|vẫn)(?!\w)")
_PREDICATE = re.compile(r"(?:chưa|không|còn|vẫn|chậm|sai|trái|vượt|khống|trùng)(?!\w)")
# "vẫn còn một số nội dung, | công việc chưa đạt": the first only begins the name.
_PART_OF = cues.spaced(
    rf"(?<!\w)còn (?:có )?(?:một số|nhiều|những"
    rf"|các) (?!(?:{lacks.NAMES})(?!\w))\w+(?: \w+){{0,2}}\Z"
)
# "tình trạng sợ sai, né tránh, | chấp hành chưa nghiêm của một số cơ quan": one list.
_STATES = cues.spaced(r"(?<!\w)(?:tình trạng|hiện tượng|biểu hiện) ")
_APART = cues.spaced(
    r"(?:việc|công tác|một số|nhiều|các|tỷ lệ|tỉ lệ|hồ sơ|tiến độ|chất lượng|còn|vẫn|chưa)(?!\w)"
)
_LINKED = cues.spaced(r"(?<!\w)(?:mà|nhưng|rồi|khi)(?!\w)")
_LEADS = cues.spaced(r"(?<!\w)(?:dẫn (?:đến|tới)|khiến|nên)(?!\w)")
# "có lúc, có nơi còn bị buông lỏng"
_SOMEWHERE = cues.spaced(r"(?<!\w)(?:có )?(?:lúc|nơi|khi|chỗ)(?: này)?\Z")
# Two nouns that are one phrase: "kỷ luật, | kỷ cương hành chính chưa nghiêm".
_PAIRS = re.compile(rf"{cues.whole(lacks.PAIRS['first'])},\s+{cues.whole(lacks.PAIRS['second'])}\Z")
_THINGS = cues.spaced(
    r"(?:vật tư|trang thiết bị|thiết bị|thuốc|nhân lực|kinh phí|giáo viên|bác sĩ|máy móc|tài liệu"
    r"|phòng học"
    r"|cơ sở vật chất|phương tiện|vốn|mặt bằng|biên chế|thông tin|dữ liệu|hóa chất|đất)(?!\w)"
)
_LACKED = cues.spaced(r"(?<!\w)thiếu (?:(?:một số|nhiều|hụt|cả) )?\w+(?: \w+){0,3}\Z")
# "02/09 công chức không đeo thẻ, | 01 quầy đóng cửa"
_COUNTED = cues.spaced(r"\d{1,3}(?:/\d{1,3})? (?:\w+ ){3,}(?<!%)")
_NEAR = 60
_WORDS = re.compile(r"\w+")
_OWN = 6  # words of a statement with a subject of its own
_PREDICATE_LEAST = 3
_FAR = 240  # characters: what opened a list stands before it
_MEMBERS_MOST = 4  # of a list that is the subject


def cuts(scan: Scan, begin: int, place: int, end: int, expected: Expected, least: int) -> list[int]:
    """Give the commas after which another shortcoming is stated, with a subject of its own."""
    found: list[int] = []
    last = place  # "việc cấp mới, | cấp đổi còn chậm": no other begins before one has lacked
    for comma in _COMMA.finditer(scan.folded, begin, end):
        body = comma.end()
        if not KEPT.match(scan.folded, body, end):
            body, _ = after_connectors(scan, comma.end(), end)
        digit = scan.text[comma.start() - 1 : comma.start()].isdigit()
        counted = not digit and _COUNTED.match(scan.folded, body, end)
        if counted and expected == Expected.LISTED:
            found.append(comma.end())
        elif comma.start() > last and not _details(scan, comma.end(), end, expected):
            to, own = _own_lack(scan, Span(body, end), max(expected, Expected.YES))
            if own is not None and _opens(scan, Span(body, end), begin, to, own, least):
                found.append(comma.end())
                last = own
    return found


def _details(scan: Scan, at: int, end: int, expected: Expected) -> bool:
    """Tell whether what follows a comma only tells more of what stands before it."""
    if _DETAIL.match(scan.folded, at, end):
        return True
    above_all = _ABOVE_ALL.match(scan.folded, at, end) is not None
    to = _next_comma(scan, at, end)
    return above_all and lacking(scan, at, to, max(expected, Expected.YES)) is None


def _opens(scan: Scan, rest: Span, begin: int, to: int, own: int, least: int) -> bool:
    """Tell whether what follows a comma states a shortcoming of its own."""
    body = rest.start
    if _goes_on(scan, rest, begin, to, own):
        return False
    if scan.folded.startswith("vi phạm", body):
        least = _PREDICATE_LEAST  # "vi phạm nguyên tắc, | vi phạm quy chế làm việc"
    if aims(scan, body, own) or words(scan, body, to) < least:
        return False
    if own > body and _LEADS.search(scan.folded, body, own):
        return False  # "chưa quyết liệt, dứt điểm dẫn đến tỷ lệ còn thấp"
    if own > body and is_action(scan, body, to):
        verb = cues.ACTION.match(scan.folded, body)
        if verb and own <= verb.end() + 1:  # "giải quyết không đúng": no subject
            return False
        predicate = _PREDICATE.match(scan.folded, own) is not None
        return predicate and not _LINKED.search(scan.folded, body, own)
    if scan.folded.startswith("phải", body):
        return False  # "chậm, | phải làm lại"
    if own > body or _STATE.match(scan.folded, body, rest.end):
        return True
    return _STILL.search(scan.folded, own + 1, to) is not None  # "vi phạm còn xảy ra"


def _own_lack(scan: Scan, rest: Span, level: Expected) -> tuple[int, int | None]:
    """Give where what follows a comma ends, and where it says what is lacking."""
    body, to = rest.start, _next_comma(scan, rest.start, rest.end)
    own = lacking(scan, body, to, level)
    if own is None and _NOMINAL.match(scan.folded, body, to):  # "việc trả lời phản ánh, kiến nghị"
        to = _next_comma(scan, to + 1, rest.end)
        own = lacking(scan, body, to, level)
    for _ in range(_MEMBERS_MOST):  # "có 4 cán bộ, công chức | vắng mặt"
        if own is not None or to == rest.end or not among(scan, body, _past(scan, to)):
            break
        to = _next_comma(scan, to + 1, rest.end)
        own = lacking(scan, body, to, level)
    return to, own


def _goes_on(scan: Scan, rest: Span, begin: int, to: int, own: int) -> bool:
    """Tell whether what follows a comma only goes on with the statement before it."""
    folded, body = scan.folded, rest.start
    if _CAUSED.match(folded, body, to) or folded.startswith("để", own - 3):
        return True
    if folded.startswith("gây", own) and words(scan, body, own) < _OWN:
        return True  # "về đất đai, trật tự xây dựng | gây bức xúc"
    listed = _STATES.search(folded, max(begin, body - _FAR), body)
    if listed and not _APART.match(folded, body, rest.end):
        return True
    return among(scan, begin, body)


def among(scan: Scan, begin: int, body: int) -> bool:
    """Tell whether the comma before `body` only parts members of a list."""
    folded = scan.folded
    stop = folded.rfind(",", begin, body)
    begin = max(begin, stop - _NEAR)
    if _PART_OF.search(folded, begin, stop):
        return True
    if _SOMEWHERE.search(folded, begin, stop):
        return True
    if _THINGS.match(folded, body) and _LACKED.search(folded, begin, stop):
        return True
    second = _TWO_WORDS.match(folded, body)
    if second and _PAIRS.search(folded, begin, second.end()):
        return True
    if _MEMBER.match(folded, body) and _MEMBERS.search(folded, begin, stop):
        return True
    named = _NAMED.search(scan.text, begin, stop)
    return _PLACES.match(folded, body) is not None and named is not None


def words(scan: Scan, start: int, end: int) -> int:
    """Give how many words stand between two places."""
    return len(_WORDS.findall(scan.folded, start, end))


def _past(scan: Scan, comma: int) -> int:
    gap = _GAP.match(scan.folded, comma)
    return gap.end() if gap else comma


def _next_comma(scan: Scan, at: int, end: int) -> int:
    comma = _COMMA.search(scan.folded, at, end)
    return comma.start() if comma else end
