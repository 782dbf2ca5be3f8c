"""Who speaks and who is to act: where the name of a body or of a group of people ends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors import cues
from extractors.body_fields import IN_NAME, branch_end, field_end
from extractors.text import CAPITALS, SMALL, Span
from extractors.words import Anchor

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

_WORD = re.compile(r"\w[\w&/.-]*\w|\w")
_AND = re.compile(r"(?:,|(?<!\w)(?:và|các|những|mọi|từng|mỗi))\s*\Z")
_PROPER = re.compile(rf"(?:[{CAPITALS}]\w+\s){{0,4}}[{CAPITALS}]\w+(?=\s+[{SMALL}])")
_NO_NAME = re.compile(
    r"(?:việc|đây|đó|khi|nếu|để|từ|qua|các|những|một|mọi|theo|trong|về|do|vì|với|bên|trước|sau|cần"
    r"|phải|không|hiện|nay|năm|tháng|công|tất|riêng|ngoài)(?!\w)"
)
# "mỗi cán bộ, đảng viên, | nhất là | người đứng đầu": the name goes on.
_ABOVE_ALL = cues.spaced(r"(?:nhất là|đặc biệt là|trước hết là|kể cả) ")
_GOES_FURTHER = cues.RELATIVE.heads | cues.ACTOR.heads | {"nhất", "đặc", "trước", "kể"}
_CAPITAL = re.compile(rf"[{CAPITALS}]")
# What may follow the end of a proper name: "Sở Nội vụ và", "Ban Quản lý các khu công nghiệp".
_GOES_ON = cues.spaced(
    r"(?:và|hoặc|của|thuộc|các|những|cấp|tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường"
    r"|nơi|kiêm|công tác (?:cchc|cải cách hành chính|công vụ|chuyển đổi số)"
    r"|cùng|với|khu vực|khu|ngành|cơ quan|đơn vị|địa phương|liên|trực thuộc|trên|đảng|mttq"
    r"|nhà nước|dự án|cửa khẩu|cảng|vùng|miền|khu phố|thôn|ấp|đặc khu|tổ dân phố|đất đai"
    r"|kinh doanh|y tế"
    r"|sở|phòng|ban|bộ|công chức|viên chức|cán bộ|trung ương|nước|khối|cụm|số|lần|chuyên"
    r"|quản lý|thẩm|hai|ba)(?!\w)"
)
_LEVEL = cues.spaced(
    r"(?<!\w)(?:tỉnh|huyện|xã|phường|phố|quận|trấn|sở|ngành|phòng|ban|cấp|bộ|trung tâm|chi cục"
    r"|ủy ban nhân dân|ubnd"
    r"|hđnd|văn phòng|hội|đoàn|thanh tra|cục|trường|thường trực|viện|đội|tổ)\Z"
)
# "báo cáo của Trưởng đoàn, | Giám đốc Sở Nội vụ kết luận" names two.
# "tổ chức" after these is a noun: "các tổ chức", "cơ quan, tổ chức".
_ORGANISED = cues.spaced(r"(?:(?<!\w)(?:các|những|mọi|từng|ban|phòng|công tác|và|hoặc)|,) \Z")
_EXPLAINS = cues.spaced(  # a bracket that is no part of the name
    r"\((?:(?:sau đây|dưới đây|gọi|viết) |tức|trừ |kể cả|trong đó|nếu |do |qua |cơ quan "
    r"|đơn vị )[^()]{0,200}\)"
)
_MARKS = re.compile(r"[\s*_|]+")
_LOOSE = re.compile(  # words at the ends of a name
    r"(?:^(?:với|cho|tới|đến)\s+)|(?:[\s,]+(?:và|đã|cũng|cùng|thì|với|–|-))+$"
)
_TITLE_STOP = re.compile(r"(?<!\w)(?:PGS|GS|TS|ThS|BS|KS|LS|KTS|TP|CN|Th\.S)\Z")
_PLURAL = re.compile(r"(?<!\w)(?:các|những)\s")
_NAMES = re.compile(rf"(?:\s+(?:gồm|như|bao gồm))?:\s+[{CAPITALS}]")
_FAR = 300  # characters of names behind their kind
_FEWEST = 2  # words of a person's name
_LONGEST = 420  # characters of the longest name of addressees that is read
FINITE = Anchor(
    cues.spaced(
        r"(?<!\w)(?:một số (?:nội dung|nhiệm vụ|vấn đề|giải pháp|việc)"
        r"|(?:các|những) (?:nội dung|nhiệm vụ|giải pháp|vấn đề)"
        r"|đã|đang|vừa|sẽ|là|vẫn|còn|chưa|không|được|bị|có|luôn|cũng|đều|tại|nhằm|để|qua|về|thì|theo"
        r"|như|mà|khi|nếu|tùy|trên cơ sở|hứa|cam kết|quyết tâm|phấn đấu|nguyện|trân trọng|kính|rất"
        r"|nên|hãy|đừng"
        r"|cho|dự kiến|thiếu|vui lòng|chúc|cảm ơn|cám ơn|bày tỏ|đóng vai trò|giữ vai trò)(?!\w)"
    ).pattern,
    [
        *("một số", "các", "những", "đã", "đang", "vừa", "sẽ", "là", "vẫn", "còn", "chưa", "không"),
        *("được", "bị", "có", "luôn", "cũng", "đều", "tại", "nhằm", "để", "qua", "về", "thì"),
        *(
            "theo",
            "như",
            "mà",
            "khi",
            "nếu",
            "tùy",
            "trên cơ sở",
            "hứa",
            "cam kết",
            "quyết tâm",
            "phấn đấu",
            "nguyện",
        ),
        *("trân trọng", "kính", "rất", "nên", "hãy", "đừng", "cho", "dự kiến", "thiếu", "vui lòng"),
        *("chúc", "cảm ơn", "cám ơn", "bày tỏ", "đóng", "giữ"),
    ],
)
_INSIDE = cues.spaced(
    r"trong (?!(?:toàn |cả |khu |nội )?(?:tỉnh|huyện|xã|phường|quận|ngành|khối|cụm|hệ thống"
    r"|lực lượng|vực|bộ|sở|phòng|ban|cục|trường|đơn|địa|nước|thành phố|đảng|và ngoài|danh sách"
    r"|doanh|cơ|nhà|công)(?!\w))"
)
_OUTSIDE = cues.spaced(
    r"(?:thời gian|trong|hiện|đến|năm|ngày|tháng|quý|tại|theo|để|nhằm|qua|sau|trên|về|từ|kết|nếu"
    r"|khi)(?!\w)"
)
# "tổ chức" is a verb only before what is held or done; else it is an organisation.
_HELD = cues.spaced(
    r"tổ chức (?:thực hiện|triển khai|quán triệt|rà soát|tuyên truyền|kiểm tra|đánh giá|tốt"
    r"|các (?:hoạt|lớp|hội|buổi|cuộc|đợt|đoàn)|hội|lớp|lấy|sơ kết|tổng kết|tập huấn|đối thoại"
    r"|phổ biến|học tập|cuộc|đón|thi|bồi|lễ|xây|vận|nghiêm|chặt|họp|làm|ký|phát|kiểm|thanh|giám"
    r"|công|tự|khắc|sắp|ra quân|có)"
)


# What can begin the verb that ends a name.
_VERBAL = (
    FINITE.heads
    | cues.TIME.heads
    | cues.STRICT_MODAL.heads
    | cues.PERFORMATIVE.heads
    | cues.ACTION.heads
    | cues.MODAL.heads
    | cues.SPEECH.heads
    | {"trong"}
)


def names_end(scan: Scan, known: Names, start: int, end: int) -> int | None:
    """Give where the last of several actors ends that `;` parts, None where none begins."""
    last = name_end(scan, known, start, end)
    while last is not None and scan.text[last : last + 1] == ";":
        word = _WORD.search(scan.folded, last + 1, end)
        further = name_end(scan, known, word.start(), end) if word else None
        if further is None:
            break
        last = further
    listed = _listed(scan, start, last, end) if last is not None else None
    return listed or last


def _listed(scan: Scan, start: int, last: int, end: int) -> int | None:
    """Give where names end that follow their kind: "các Bộ: Xây dựng; Y tế | xây dựng đề án"."""
    opens = _NAMES.match(scan.text, last, end)
    if not opens or not _PLURAL.search(scan.folded, start, last):
        return None
    if cues.ACTION.match(scan.folded, opens.end() - 1, end):
        return None
    words = list(_WORD.finditer(scan.text, last, min(end, last + _FAR)))
    for before, word in pairwise(words):
        if word[0][0].isupper() or scan.text[before.end() : word.start()].strip(" \n"):
            continue
        if before[0] == "về":
            return None
        if cues.STRICT_MODAL.match(scan.folded, word.start(), end):
            return before.end()
        action = cues.ACTION.match(scan.folded, word.start(), end)
        if action and (before[0][0].islower() or " " in action[0]):
            return before.end()
    return None


def name_end(scan: Scan, known: Names, start: int, end: int) -> int | None:
    """Give where the actor named at `start` ends, None where no actor begins there.

    "Thủ trưởng các phòng, đơn vị được kiểm tra | nghiêm túc rà soát": the name goes on over
    commas and relative phrases up to the first verb that is not part of a name.
    """
    text, folded = scan.text, scan.folded
    listed = known.at(start)
    if listed is None and not _begins(scan, start, end):
        return None
    limit = min(end, start + _LONGEST)
    actor = None if listed else cues.ACTOR.match(folded, start, limit)
    at = last = _with_relative(scan, start, actor.end(), limit) if actor else start
    span = Span(start, limit)
    floor = start  # what stands before it governs no verb any more
    while at < limit and (text[at] not in ':;.\t“”"' or _abbreviates(text, start, at)):
        if text[at] == "(" and (explains := _EXPLAINS.match(folded, at, limit)):
            at = explains.end()
            if text[at : at + 1] == "," or text.startswith(" và ", at):
                continue
            break
        word = _WORD.match(folded, at, limit)
        if not word:
            at += 1
            continue
        if whole := _whole_name(scan, known, span, at, word.end()):
            at = last = whole
            floor = floor if known.at(word.start()) == whole else whole
            continue
        if further := _further(scan, known, span, at, last):
            at = last = further
            continue
        if at > start and (
            _is_over(scan, known, last, at, start)
            or _is_verb(scan, at, limit, floor)
            or _leaves(scan, last, at)
        ):
            break
        capital = at > start and _CAPITAL.match(text, at)
        compound = cues.ACTION.match(folded, at, limit) if capital else None
        at = last = compound.end() if compound else word.end()
    if text[last : last + 1] == ")" and text.rfind("(", start, last) > text.rfind(")", start, last):
        last += 1  # "Cục Quản lý Dược (Bộ Y tế)"
    return last if last > start else None


def _further(scan: Scan, known: Names, span: Span, at: int, last: int) -> int | None:
    """Give where the field of work ends that begins at `at` and belongs to the name, else None."""
    if last not in known.proper and (field := _field(scan, span.start, at, span.end)):
        return field
    compound = IN_NAME.match(scan.folded, at, span.end) if at > span.start else None
    if compound and not _is_over(scan, known, last, at, span.start):
        return compound.end()
    return None


def _field(scan: Scan, start: int, at: int, limit: int) -> int | None:
    """Give where the field ends that a body is named after: "ngành giáo dục | tiếp tục"."""
    if field := field_end(scan.folded, start, at, limit):
        return field
    branch = branch_end(scan.folded, start, at, limit)
    if branch is None:
        return None
    verbs = (cues.ACTION, cues.MODAL, FINITE, cues.PERFORMATIVE, cues.FUTURE)
    return branch if any(cue.match(scan.folded, branch + 1, limit) for cue in verbs) else None


def _abbreviates(text: str, start: int, at: int) -> bool:
    """Tell whether a stop only ends a title inside a name: "TS. Trịnh Quốc Việt"."""
    return text[at] == "." and _TITLE_STOP.search(text, max(start, at - 6), at) is not None


def _whole_name(scan: Scan, known: Names, span: Span, at: int, word: int) -> int | None:
    """Give where a body, a relative phrase or a further group ends that begins at `at`."""
    folded, limit = scan.folded, span.end
    inside = known.at(at)
    if inside and inside > word:
        return _with_relative(scan, at, min(inside, limit), limit)
    if not scan.words.may_begin(_GOES_FURTHER, at, limit):
        return None
    if relative := cues.RELATIVE.match(folded, at, limit):
        return relative.end()
    if (above := _ABOVE_ALL.match(folded, at, limit)) and cues.ACTOR.match(folded, above.end()):
        return above.end()
    group = cues.ACTOR.match(folded, at, limit) if at > span.start else None
    if group and group.end() > word and _AND.search(folded, max(span.start, at - 9), at):
        return group.end()
    return None


def _with_relative(scan: Scan, start: int, end: int, limit: int) -> int:
    """Give where "các cơ quan | thanh tra" ends, whose last word opens a longer name."""
    if not cues.RELATIVE.stands(scan.words, start, end):
        return end
    for word in _WORD.finditer(scan.folded, start, end):
        relative = cues.RELATIVE.match(scan.folded, word.start(), limit)
        if relative and relative.end() > end:
            return relative.end()
    return end


def _is_over(scan: Scan, known: Names, last: int, at: int, start: int) -> bool:
    """Tell whether a proper name ended before a word: "Lê Thị Bé Sáu | thừa nhận"."""
    text = scan.text
    if text[at].isupper() or text[at].isdigit() or text[last:at].strip(" \n"):
        return False
    if last not in known.proper and not _is_person(scan, max(start, last - 40), last):
        return False
    return not _LEVEL.search(scan.folded, start, last) and not _GOES_ON.match(scan.folded, at)


def _is_person(scan: Scan, start: int, end: int) -> bool:
    """Tell whether a stretch ends in the name of a person: words with a capital, no office."""
    words = list(_WORD.finditer(scan.text, start, end))
    return len(words) > _FEWEST and all(
        w[0][0].isupper() and not cues.ACTOR.match(scan.folded, w.start()) for w in words[-_FEWEST:]
    )


def proper_end(scan: Scan, start: int, end: int) -> int | None:
    """Give where a run of capitalised words ends that an action follows: "Hạ Long | chia sẻ"."""
    run = _PROPER.match(scan.text, start, end)
    if run and " " not in run[0] and cues.ACTION.match(scan.folded, start):
        return None  # "đề nghị: Sớm đầu tư hệ thống nước sạch"
    if not run or not cues.ACTION.match(scan.folded, run.end() + 1, end):
        return None
    if _NO_NAME.match(scan.folded, start):
        return None
    return run.end()


def _begins(scan: Scan, start: int, end: int) -> bool:
    if not scan.words.may_begin(cues.ACTOR.heads, start, end):
        return False
    actor = cues.ACTOR.match(scan.folded, start, end)
    if not actor or cues.NOT_BODY.match(scan.folded, start, end):
        return False
    if scan.folded.startswith("tổ", start) and actor[0].endswith("chức"):
        verb = scan.text[start].isupper() and cues.ACTION.match(scan.folded, actor.end() + 2, end)
        beside = cues.ORGANISED_FOR.match(scan.folded, start, end)
        if verb or (beside and cues.ACTION.match(scan.folded, beside.end(), end)):
            return False
        return bool(cues.ORGANISATION.match(scan.folded, start))
    action = cues.ACTION.match(scan.folded, start, end)
    return not action or action.end() <= actor.end()


def _leaves(scan: Scan, last: int, at: int) -> bool:
    """Tell whether a comma ends the name: "Giám đốc Sở Nội vụ, | thời gian tới Sở"."""
    return "," in scan.text[last:at] and bool(_OUTSIDE.match(scan.folded, at))


def _is_verb(scan: Scan, at: int, limit: int, start: int) -> bool:
    text, folded = scan.text, scan.folded
    if text[at].isupper():  # Sở Xây dựng, Phan Văn Hợp; some write "Sở Y tế Chủ trì"
        return folded.startswith("chủ trì", at)
    if not scan.words.may_begin(_VERBAL, at, limit):
        return False
    if FINITE.match(folded, at, limit) or cues.TIME.match(folded, at, limit):
        return True
    if _INSIDE.match(folded, at, limit) or cues.STRICT_MODAL.match(folded, at, limit):
        return True
    governed = cues.GOVERNOR.search(folded, max(start, at - 14), at)
    if cues.PERFORMATIVE.match(folded, at, limit) and not governed:
        return True
    action = cues.ACTION.match(folded, at, limit) or cues.MODAL.match(folded, at, limit)
    if not action:
        return bool(cues.SPEECH.match(folded, at, limit)) and not governed
    if folded.startswith("tổ chức", at) and not _HELD.match(folded, at, limit):
        noun = cues.ORGANISATION.match(folded, at) or _ORGANISED.search(folded, start, at)
        return not (noun or governed)
    if folded.startswith("lãnh đạo", at) and _AND.search(folded, max(start, at - 5), at):
        return False
    return not governed


def clean(scan: Scan, start: int, end: int) -> str | None:
    """Give a name as written, on one line, without marks and loose words at its ends."""
    name = _MARKS.sub(" ", scan.text[start:end]).strip(' ,;:.-–(“”"')
    name += ")" if name.count("(") > name.count(")") else ""
    name = _LOOSE.sub("", name)
    return name.strip(" ,;:-–") or None
