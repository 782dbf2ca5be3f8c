"""Where words of shortcomings tell of none: what is mended, feared, asked, ruled or dealt with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.lack_words import DATA, of, pattern
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan

_NOT = DATA["not"]
_NONE = of(_NOT["words"])
# No "còn", "chưa" between: "việc khắc phục sai sót còn chậm" is a shortcoming all the same; nor
# "gặp", "thuộc": "việc xử lý tài sản gặp vướng mắc", "hồ sơ thẩm quyền giải quyết của Sở bị trễ".
_FILLER = r"(?:(?!(?:còn|chưa|vẫn|bị|nhưng|song|mà|là|gặp|thuộc|của)(?!\w))[^\s,;:.()“”\"]+\s+)"
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
_PUNISHED = pattern(
    ("xử", "chế", "kỷ", "trừng"),
    r"(?<!\w)(?:xử lý|xử phạt|chế tài|kỷ luật|trừng phạt) (?:\w+ ){0,2}(?:nghiêm|kịp thời"
    r"|kiên quyết"
    r"|triệt để)"
    r"(?:(?!(?:chưa|vẫn|nhưng|song|còn)(?!\w))[^;.:])*",
)
# "gửi thư xin lỗi các hộ dân vì để chậm hồ sơ": an apology tells what is being mended.
_SORRY = pattern(
    ("xin", "phải"),
    r"(?<!\w)(?:phải (?:\w+ ){0,3}xin lỗi"
    r"|xin lỗi (?:(?!(?:còn|chưa|vẫn|nhưng|song)(?!\w))[^\s,;:.]+[\s,]+){0,20}?"
    r"(?:trong việc|vì|do|về việc|khi)(?!\w)(?! (?:\w+ )?(?:cbcc|cán bộ|công chức|ubnd|phòng|sở"
    r"|bộ phận|cơ quan|đơn vị|địa phương|viên chức|hệ thống|phần mềm)(?!\w))"
    r"(?:(?!(?:chưa|còn|vẫn|nhưng|song)(?!\w))[^;.:])*)",
)
# "hồ sơ giải quyết trễ hạn", "thời gian giải quyết kéo dài": how it was done, not what is mended.
_LATE = cues.spaced(
    r"(?:giải quyết|xử lý) (?:trễ hạn|quá hạn|trễ hẹn|chậm trễ|chậm muộn|chậm|trễ|kéo dài)(?!\w)"
)
_NOWHERE = pattern(
    ("không",),
    r"(?<!\w)không (?:hề )?(?:phát hiện|ghi nhận|xảy ra|để xảy ra|phát sinh|có (?:hồ sơ|trường hợp"
    r"|bộ|sở"
    r"|tỉnh|huyện|xã|đơn vị|cơ quan|địa phương|cán bộ|công chức|ai|nơi|thủ tục|hộ|đơn thư|nhiệm vụ)"
    r"(?: nào)?|có (?:\w+ ){1,3}nào)(?!\w)",
)
_FAILS = cues.spaced(
    r"không có (?:cán bộ|công chức|ai|đơn vị|nơi|hộ|hồ sơ|thủ tục)(?: (?!nào)\S+){0,4}"
    r" (?:phụ trách|chuyên trách|theo dõi|hướng dẫn|trực|đúng|riêng|lưu)"
    r"|không có (?:cán bộ|công chức|ai|người)(?: nào)? (?:tới|đến|ở|tại|có mặt|làm việc)(?!\w)"
)
_ASIDE = re.compile(r"\([^()]*\)")
_PART_ENDS = re.compile(r";|:(?!\d)|\.\s|,(?!\d)\s*(?=(?:tuy|nhưng|song|còn|vẫn|mới)(?!\w))")
# "Trường hợp không thể dự, phải báo cáo": what would be.
_CONDITION = cues.spaced(
    r"nếu(?! như)[^;]*|trong (?:khi|lúc|thời gian) (?:chờ|chưa)[^,;]*,"
    r"|(?:(?:trong )?trường hợp|đối với (?:các |những )?(?:hồ sơ|trường hợp)|hễ|giả sử|khi nào"
    r"|ai|(?!có )\w+(?: \w+)? nào)(?!\w)[^,;]*"
    # What it was done for, or in spite of.
    r"|(?:mặc dù|dù|tuy|dẫu)(?! (?:vậy|thế|nhiên|sao)(?!\w))(?:(?!(?:nhưng|song"
    r"|tuy)(?!\w))[^;]){3,320}"
    r"(?=(?:nhưng|song)(?!\w))"
    r"|(?:đứng )?trước (?:thực trạng|tình trạng|tình hình|thực tế|phản ánh|kiến nghị|nguy cơ|việc"
    r"|những|các|áp lực|yêu cầu)(?!\w)[^,;]*"
    r"|để (?:khắc phục|tháo gỡ|giải quyết|chấn chỉnh|xử lý|ngăn chặn|hạn chế|giảm"
    r"|tránh)(?!\w)[^,;]*"
    r"|đối với (?:các |những |\d+ )?(?:ý kiến|kiến nghị|nội dung|nhiệm vụ|vụ việc|dự án|vấn đề"
    r"|thủ tục|công trình|đơn thư|xã|đơn vị|địa phương)(?:,? (?!(?:còn|vẫn)(?!\w))[^\s,;]+){0,10}"
    r" (?:chưa|không|chậm|quá hạn|trễ hạn|thiếu)(?!\w)[^,;]*"
)
# "khắc phục những nội dung người dân chưa hài lòng": what is to be mended.
_MENDS = pattern(
    ("khắc", "chấn", "tháo", "cải"),
    r"(?<!việc\s)(?<!tác\s)(?<!độ\s)(?:khắc phục|chấn chỉnh|tháo gỡ|cải thiện)"
    r"(?: ngay| kịp thời| dứt điểm)?"
    r" (?:những|các) (?!(?:bộ|sở|xã|phường|huyện|đơn vị|cơ quan)(?!\w))[^;:.]*",
)
# "Kế hoạch số 12/KH-UBND về việc phòng, chống hạn hán, thiếu nước": the name of a document.
_NAMED = pattern(
    ("về",),
    rf"(?<!\w)về (?:việc )?(?:{cues.VERBS}|phòng,? chống)"
    r"(?:(?!(?:còn|chưa|vẫn|nhưng|song|là|đã)(?!\w))[^;:.])*",
)
_SYMBOL = re.compile(r"\d/[\w-]*-")
# "ai làm chậm sẽ bị trừ điểm", "đừng vừa đá bóng vừa thổi còi"
_WHOEVER = pattern(
    ("ai", "nơi", "đơn", "đừng", "chớ", "không"),
    r"(?<!\w)(?:ai|nơi nào|đơn vị nào) (?:\w+ ){1,8}(?:sẽ|thì|phải)(?!\w)[^,;.]*"
    r"|(?<!\w)(?:đừng|chớ|không nên|không muốn)(?!\w)[^,;.]*",
)
_CLAUSE = cues.spaced(
    r"(?<!\w)(?:nếu|(?<!đôi\s)(?<!có\s)(?<!nhiều\s)(?<!trong\s)(?<!ngại\s)"
    r"(?<!khoăn\s)khi(?! tình trạng))"
    r" (?:\w+,?\s+){0,4}\Z"
)
# "trường hợp | chưa có chữ ký số, liên hệ Sở": what would be; "5 trường hợp chưa đủ" is told.
_CASE = re.compile(
    r"(?<!\w)(?<!\d\s)(?<!số\s)(?<!nhiều\s)(?<!có\s)(?<!vài\s)(?<!ít\s)trường\s+hợp\s\Z"
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
_BESIDES = pattern(
    ("còn",),
    r"(?<!\w)còn có (?!\d|(?:(?!(?:cùng|và)(?!\w))[^\s,;:.()]+ ){0,7}?(?:chưa|không|chậm|thiếu"
    r"|vướng|hạn chế"
    r"|tồn tại|bất cập|khó khăn|sai sót|yếu|thấp|kém|tình trạng|hiện tượng|biểu hiện|trường hợp"
    r"|nơi|lúc|tâm lý|tư tưởng|khoảng cách|điểm|mặt|việc|khâu)(?!\w))",
)
_APART = cues.spaced(r"(?<!\w)(?:những|các|(?<!một\s)số) (?:\w+ ){1,4}\Z")
# "công khai danh sách đơn vị chậm thực hiện", "đối thoại về những vấn đề còn vướng mắc"
_OBJECT = cues.spaced(
    r"(?<!\w)(?:danh sách|(?:đối với|về|với|giải đáp|tháo gỡ|khắc phục|thu hồi|điều chỉnh|nhắc nhở"
    r"|xử lý|kỷ luật"
    r"|thay thế|điều chuyển) (?:những|các|mọi))(?!\w)(?: (?!(?:còn|chưa|là"
    r"|đã)(?!\w))[^\s;:.()]+){0,8} "
    r"(?:chậm hoặc |còn )?\Z"
    r"|(?<!\w)(?:nhắc nhở|phê bình|kỷ luật|xử phạt) \d+(?: [^\s;.,]+){0,4} \Z"
    r"|(?<!\w)(?:kỷ luật|xử lý|xử phạt|kiểm điểm|khởi tố|khiển trách|cảnh cáo)(?: [^\s;.]+){0,6}"
    r" đối với(?: (?!(?:còn|chưa|vẫn)(?!\w))[^\s;.,]+){1,8} \Z"
)
# "thanh tra các dự án có khó khăn", "tạm dừng cấp phép các dự án chưa triển khai": what is dealt
# with; but "việc xử lý các hồ sơ chưa đúng", "thực hiện các nhiệm vụ còn chậm" tell how.
_TREATED = re.compile(
    rf"(?<!\w){cues.VERBS}(?:\s+(?!(?:tại|của|ở|trong|thuộc)\s)\w+){{0,2}}\s+(?:các|những|mọi)"
    r"(?!\s+(?:bộ|sở|ban|ngành|xã|phường|huyện|đơn\s+vị|cơ\s+quan|địa\s+phương|cán\s+bộ)(?!\w))"
    r"(?:\s+[^\s;,:.()]+){1,8}\s+\Z"
)
_NOMINAL_VERB = cues.spaced(
    r"(?<!\w)(?:việc|công tác|tiến độ|kết quả|quá trình|tình hình|chất lượng|hoạt động|nhiều) "
    r"(?:\w+ ){0,2}\Z"
)
_STATIVE = cues.spaced(
    r"(?:(?:có|còn|vẫn còn|đang|bị|gặp) )*(?:chưa (?:triển khai|thực hiện|hoàn thành|được|có"
    r"|giải quyết|xử lý|giải ngân|đạt|đủ|nộp|thanh toán|quyết toán|khắc phục|bàn giao)|không (?:đủ"
    r"|có|đạt|còn)|quá hạn|trễ hạn|trễ hẹn|tồn đọng|vi phạm|yếu kém|hạn chế|khó khăn|vướng mắc"
    r"|vướng|thiếu|xuống cấp|hư hỏng|ách tắc|kéo dài|thất lạc|bất cập|chồng chéo)(?!\w)"
)
_THEN = cues.spaced(
    r"[^,;.]{3,60} (?:được(?! (?:quy định|giao|duyệt|phê duyệt))|cần|phải|sẽ|tiếp tục"
    r"|chuyển sang|đề nghị|có trách nhiệm|thì)(?!\w)"
)
# "có hành vi vi phạm thì tùy tính chất, mức độ mà bị xử lý"
_NORM = cues.spaced(r"[^.;,]{0,160} thì (?:tùy|bị|sẽ|phải|không được|được|có thể)(?!\w)")
_NOUN_OF = cues.spaced(r"(?<!\w)(?:về|dấu hiệu|mức|đối với|tiền) \Z")  # "đơn về | vi phạm đất đai"
_SUFFERS = cues.spaced(r"(?<!\w)(?:\d|một số |nhiều |người dân |dân |doanh nghiệp |hộ |mỗi |có )")
_ANY = cues.spaced(r"[^,;.]{0,60}(?<!\w)nào(?!\w)[^,;.]{0,30},(?!\d)")
_REFRAINS = cues.spaced(r"hạn chế ")
_NOUN_BEFORE = cues.spaced(
    r"(?<!\w)(?:còn|những|một số|nhiều|các|bị|mặt|nhiều mặt|vẫn|sự|có|bộc lộ|rất)\s\Z"
)


def masked(scan: Scan, at: int, end: int) -> list[tuple[int, int]]:
    """Give the stretches in which words of shortcomings tell of none."""
    folded = scan.folded
    opens = folded.find("(", at, end)
    out = [m.span() for m in _ASIDE.finditer(folded, opens, end)] if opens >= 0 else []
    out += [m.span() for m in _NONE.matches(scan.words, at, end)]
    for m in _AWAY.matches(scan.words, at, end):
        nowhere = _NOWHERE.match(folded, m.start(), end)
        if nowhere is None and not _LATE.fullmatch(folded, m.start(), m.end()):
            more = (
                _STATE.match(folded, m.end(), end)
                if m[0].endswith(("tình trạng", "trường hợp"))
                else None
            )
            out.append((m.start(), more.end() if more else m.end()))
    for m in _NOWHERE.matches(scan.words, at, end):
        if not _FAILS.match(folded, m.start(), end):
            stop = _PART_ENDS.search(folded, m.end(), end)
            out.append((m.start(), stop.start() if stop else end))
    out += [m.span() for m in _WHOEVER.matches(scan.words, at, end)]
    out += [m.span() for m in _PUNISHED.matches(scan.words, at, end)]
    out += [m.span() for m in _MENDS.matches(scan.words, at, end)]
    if _SYMBOL.search(folded, at, end):
        out += [m.span() for m in _NAMED.matches(scan.words, at, end)]
    out += [m.span() for m in _SORRY.matches(scan.words, at, end)]
    out += [m.span() for m in _BESIDES.matches(scan.words, at, end)]
    if condition := _CONDITION.match(folded, at, end):
        out.append(condition.span())
    return out


def aside(scan: Scan, at: int, found: re.Match[str], end: int) -> bool:
    """Tell whether the words stand in a condition, in a noun, or are a verb: "hạn chế cử người"."""
    folded, place = scan.folded, found.start()
    before = max(at, place - 40)
    if _NOMINAL.search(folded, before, place) or _DENIED.search(folded, before, place):
        return True
    long = max(at, place - 70)
    if _MAY_BE.search(folded, long, place) or _OBJECT.search(folded, long, place):
        return True
    treated = _STATIVE.match(folded, place, end) and _TREATED.search(folded, long, place)
    if treated and not _NOMINAL_VERB.search(folded, max(at, treated.start() - 30), treated.start()):
        return True
    if _supposed(folded, Span(before, place), Span(found.end(), end)):
        return True
    if _APART.search(folded, before, place) and _THEN.match(folded, found.end(), end):
        return True
    if found[0].startswith("vi") and _NOUN_OF.search(folded, max(at, place - 12), place):
        return True
    if found[0] == "phải" and cues.ACTION.match(folded, found.end() + 1, end):
        return not _SUFFERS.search(folded, long, place)  # "phải siết lại": what is to be done
    verb = _REFRAINS.match(folded, place, end)
    if verb and not _NOUN_BEFORE.search(folded, max(0, place - 12), place):
        return cues.ACTION.match(folded, verb.end(), end) is not None
    return False


def _supposed(folded: str, before: Span, after: Span) -> bool:
    """Tell whether words between the two stretches stand in a condition or a rule."""
    if _CLAUSE.search(folded, *before) or _ANY.match(folded, *after):
        return True
    if folded.startswith("chưa", before.end) and _CASE.search(folded, *before):
        return True
    return _NORM.match(folded, *after) is not None
