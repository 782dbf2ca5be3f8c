"""What sounds like a shortcoming and only tells a result, an aim, or what was mended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.clauses import is_action
from extractors.lacks import Expected
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan

_BESIDE = 150  # characters that hold the other half of a result
_WORDS = 24  # characters that hold what is counted: "giải quyết chậm trễ"
_LABEL = 40  # characters: "Nội dung tố cáo thứ nhất: "
_COMMA = re.compile(r",(?!\d)(?!\s+(?:quá|trễ|chậm)\s+h)")  # "chậm hạn, quá hạn giảm"
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
    r"|kéo giảm|hạ xuống|thấp hơn|không quá|ít hơn|rút xuống|chỉ chiếm|chỉ có)(?!\w)"
)
_NOT_LESS = cues.spaced(r"(?<!\w)(?:chưa|không|ít|chậm) (?:được )?(?:giảm|cải thiện)")
# "đúng hạn 3.771 hồ sơ, quá hạn 19 hồ sơ" counts dossiers.
_SERIES = cues.spaced(
    r"(?:quá|trễ|chậm) hạn:? (?:là |chiếm |có )?\(?\d[\d.,]*|(?:quá|trễ) hạn (?:chiếm|là|:)"
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
# "Tiềm năng để phát triển dịch vụ | còn thấp": the aim belongs to the subject.
_STILL = re.compile(r"(?:còn|vẫn|chưa)(?!\w)|(?<=là\s)")
# "uốn nắn sai sót", "chỉ ra việc làm chưa tốt để chấn chỉnh": what is to be done about it.
_NOUN = cues.spaced(r"(?:sai sót|vi phạm|hạn chế|tồn tại|bất cập|yếu kém|bức xúc|điểm nghẽn)(?!\w)")
_PREDICATE = re.compile(r"(?<!\w)(?:đều|thì|vẫn|là(?!\s+(?:do|vì)))(?!\w)")
_FOR = re.compile(r"(?<!\w)(?:để|nhằm)(?!\w)")
_POINTED = cues.spaced(
    r"(?:những|các) (?:tồn tại|hạn chế|khuyết điểm|thiếu sót|sai phạm|vi phạm|bất cập|khó khăn)"
    r"[^.;:]{0,200}?(?:đã |được )+[^.;:]{0,40}?(?:chỉ|nêu|kết luận|phát hiện|khắc phục|xử lý)(?!\w)"
    r"|(?:những |các )?nguyên nhân [^.;:]{0,120}(?:xuất phát|bao gồm|gồm|như|là|sau)\Z"
    r"|trách nhiệm (?:này|trên|chính|đó|trước hết|đầu tiên|thuộc|của) "
    r"|trách nhiệm (?!(?:còn|chưa|không|chậm|thiếu) )[^;:.]{3,120}? (?:thuộc|là của) "
    r"|nguyên nhân của "
)
# "có hồ sơ quá hạn đã xin lỗi theo quy định"
_MENDED = cues.spaced(
    r"[^;.]{0,40} đã được (?!(?:chỉ|nêu))[^;.]{0,50}?(?:tập trung|kịp thời|cơ bản"
    r"|quan tâm) (?:giải quyết|xử lý|khắc phục|tháo gỡ)(?!\w)(?!.*(?:chưa|còn|vẫn))|"
    r"[^,;.]{0,40} (?:đều )?đã (?:được )?(?:\w+ ){0,3}(?:thực hiện nghiêm|xin lỗi|khắc phục|xử lý"
    r"|chấn chỉnh|giải quyết|hoàn thành|gửi thư|tháo gỡ|nâng cao|góp phần|giúp)(?!\w)(?!.*(?:chưa"
    r"|còn|vẫn))"
)
# "làm rõ những kiến nghị còn chưa giải quyết": what is talked of.
_DISCUSSES = cues.spaced(
    r"\W*(?:(?:tại|trong) [^,;:]{3,40}, )?(?:(?:hội nghị|đại biểu|các đại biểu"
    r"|các tham luận|buổi làm việc|cuộc họp|phiên họp|các ý kiến|lãnh đạo \w+"
    r"|(?:các )?(?:đoàn|ban|thường trực)(?: [^\s,;.]+){1,4}?) (?=(?:đã|cũng|sẽ|tập trung) ))?"
    r"(?:(?:đã|cũng|sẽ|tập trung|tiếp tục|trong đó) )*(?:chất vấn|giải trình|làm rõ"
    r"|đề cập(?: tới| đến)?|thảo luận"
    r"|đối thoại|trao đổi"
    r"|xem xét|cho ý kiến|rà soát|kiểm điểm|tổng hợp|theo dõi|đôn đốc|giải đáp|tháo gỡ"
    r"|khắc phục)(?!\w)"
    r"[^;.]{0,60}?(?<!\w)(?:những|các|một số|trách nhiệm|nguyên nhân|vấn đề|nội dung)(?!\w)"
)
# "Đồng thời thảo luận các giải pháp khắc phục những hạn chế": what is to be done about them.
_RESOLVES = cues.spaced(
    r"\W*(?:[^;:.,]{0,60}? )?(?:(?:tập trung|cùng|cùng nhau|đã|cũng|tiếp tục) )*"
    r"(?:thảo luận|bàn|bàn bạc|đề ra|đưa ra|tìm|đề xuất|tham gia|hiến kế|thống nhất|trao đổi|nêu"
    r"|gợi mở|phân tích|xây dựng)"
    r" (?:[^;:.\s]+ ){0,6}?(?:giải pháp|biện pháp|phương án|hướng|kế hoạch|cách)"
    r" (?:[^;:.\s]+ ){0,6}?(?:khắc phục|tháo gỡ|giải quyết|xử lý|chấn chỉnh|hạn chế|ngăn chặn)"
    r"(?!\w)(?![^;:]{0,120}(?<!\w)(?:nhưng|song|chưa|còn|vẫn)(?!\w))"
)
# "nêu rõ những kết quả đạt được, những tồn tại, hạn chế và bài học": what a report is made of.
_BOTH_SIDES = Cue(
    cues.spaced(
        r"(?<!\w)(?:kết quả|ưu điểm|mặt được|mặt tích cực|mặt mạnh|thành tích|thuận lợi"
        r"|cách làm hay)(?: (?:đạt|làm)? ?được| nổi bật| tích cực)?(?:,| và|; ?) "
        rf"(?:(?:những|các|một số|cũng như|chỉ ra|chỉ rõ|nêu rõ) )*(?:{lacks.NAMES})"
        rf"(?:(?:,| và) (?:những )?(?:{lacks.NAMES}))*"
        r"(?=\W*\Z|,| và (?!chưa|còn|không)| trong| của| để)"
        r"(?![^;:]{0,90}(?<!\w)(?:chưa|còn|vẫn|chậm)(?!\w))"
    ).pattern,
    ("kết", "ưu", "mặt", "thành", "thuận", "cách"),
)
# "trong điều kiện còn nhiều khó khăn, song nhờ ...": the setting of something good.
_SETTING = cues.spaced(
    r"[^;:]{0,80}?(?<!\w)trong (?:điều kiện|bối cảnh|tình hình|hoàn cảnh|lúc)(?!\w)[^;:]{3,160}?"
    r"(?:,? (?:song|nhưng)|, (?:nhờ|với sự|được sự))(?!\w)"
    r"(?!.*?(?<!\w)(?:chưa|còn|vẫn(?! (?:đạt|giữ|duy trì|hoàn thành|tăng|bảo đảm|đảm bảo))|chậm"
    r"|thiếu|thấp|hạn chế)(?!\w))"
)
# "những bỡ ngỡ dần được khắc phục"
_MENDING = cues.spaced(
    r"(?:(?!(?:chưa|còn|vẫn|không|chậm)(?!\w))[^,;.]){0,60} (?:dần|từng bước|cơ bản|đã|sớm"
    r"|kịp thời)(?: dần)?"
    r" được (?:khắc phục|điều chỉnh|tháo gỡ|cải thiện|giải quyết|đẩy lùi|kiểm soát|xử lý"
    r"|chấn chỉnh)(?!\w)"
)
# "Tỷ lệ doanh nghiệp gặp khó khăn ... (từ 16% giảm còn 11%)": a question of a survey and its rate.
_SURVEYED = cues.spaced(
    r"\W*(?:\d\W+)?(?:tỷ lệ|tỉ lệ|số) (?:dn|doanh nghiệp|người dân|hộ|nhà đầu tư"
    r"|người được hỏi)(?!\w)"
    r"[^;]*?(?:\(|, )(?:tăng|giảm|từ) "
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
# "Tỷ lệ tiếp dân đủ và cao hơn quy định" is praise; "mức thu cao hơn quy định" is none.
_ABOVE = cues.spaced(r"(?:cao hơn|vượt) (?:mức |chỉ tiêu |số )?quy định")
_BETTER = cues.spaced(
    r"(?<!\w)(?:tỷ lệ|tỉ lệ|đủ|đạt|mức hỗ trợ|mức đóng góp|số (?:ngày|kỳ|buổi|lượt|lần)"
    r"|tiếp công dân|tiêu chuẩn|tiêu chí)(?!\w)"
)
_TAKES = cues.spaced(
    r"(?<!\w)(?:thu|phí|lệ phí|giá|chi|nợ|trễ|quá hạn|cấp phó|phó|nồng độ|hàm lượng|ô nhiễm|dôi dư"
    r"|hao hụt)(?!\w)"
)
# "tỉnh tăng cao nhất 2 điểm và tỉnh giảm sâu nhất 3 điểm": the ends of a statistic.
_FALLEN = cues.spaced(r"(?:giảm|tụt|sụt) (?:(?:sâu|mạnh|nhiều) nhất|điểm|hạng|thứ hạng|giảm)")
_TAIL_END = cues.spaced(r"(?:nhóm|tốp|top) cuối")
_RISEN = cues.spaced(r"(?<!\w)tăng (?:(?:cao|mạnh|nhiều|nhanh) nhất|điểm|hạng|thứ hạng|bậc|\d)")
_FEW_LATE = cues.spaced(
    r"chỉ có \d{1,2} (?:hồ sơ|trường hợp|văn bản|nhiệm vụ) (?:bị )?(?:quá|trễ|chậm|sai|vi)"
    r"(?!\w)"
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
# What somebody is accused of is not yet found.
_ASKED = cues.spaced(r"\W*(?:đã |và )*(?:kiến nghị|đề nghị|yêu cầu|xử phạt|chuyển cơ quan) ")
_ALLEGED = cues.spaced(
    r"(?<!\w)(?:nội dung tố cáo|(?:tố cáo|khiếu nại|khởi kiện)"
    r"(?: (?:hành vi|việc|về việc|rằng|ông|bà|chủ tịch|ubnd|cán bộ|lãnh đạo)))(?!\w)"
)
_ASKS = cues.spaced(r"(?<!\w)(?:liệu (?:có|rằng)|có hay không)(?!\w)")
# "Các xã có trách nhiệm thu hồi số tiền chi sai", "vẫn cần nỗ lực nhiều hơn": what is to be done.
_BINDS = cues.spaced(
    r"(?<!\w)(?:có trách nhiệm (?!(?:còn|chưa|không))|cần phải "
    rf"|(?:vẫn|nhưng|cũng) cần (?:tới )?(?:{cues.VERBS}|những|có|nỗ lực)(?!\w)"
    r"|(?:vẫn|cũng) phải (?:triển khai|thực hiện|bảo đảm|đảm bảo|hoàn thành|chấp hành|tuân thủ"
    r"|tiếp tục|duy trì)(?!\w)"
    r"|(?:sẽ|có thể|đều|phải) (?:cũng )?bị (?:xử lý|xử phạt|kỷ luật|truy cứu|nhắc nhở|phê bình"
    r"|khiển trách|cảnh cáo|đánh giá|hạ|cắt|buộc|thu hồi)(?!\w)"
    r"|(?:trong )?thời gian tới,? [^;.]{0,80}?(?:cần|phải|sẽ) )"
)
_CAPTION = cues.spaced(r"[^;.]*[-–] ?ảnh(?: \d{1,2}|:)\W*")
# The less of it the better: "tỷ lệ nợ xấu duy trì ở mức thấp".
_EVIL = re.compile(cues.whole(lacks.EVILS))
_LEFT = cues.spaced(r"còn (?:khoảng |hơn |gần |trên |dưới )?\d")
_LITTLE = cues.spaced(
    r"(?:duy trì )?(?:còn |vẫn |vẫn còn )?(?:ở mức )?(?:rất |khá )?(?:thấp|ít)(?!\w)"
    r"|giảm(?!\w)|chỉ (?:còn|có|chiếm)|dưới(?!\w)|còn (?:lại )?\d"
)


def only_tells(scan: Scan, begin: int, place: int, end: int, expected: Expected) -> bool:
    """Tell whether the words that sound like a shortcoming at `place` only tell a result or aim."""
    folded = scan.folded
    if expected < Expected.LISTED and _beside_it(scan, begin, place, end):
        return True
    if _FORMERLY.match(folded, begin, end) or _BOTH_SIDES.search(scan.words, begin, end):
        return True
    setting = _SETTING.match(folded, begin, end)
    if setting and place < setting.end():
        return True
    if _MENDING.match(folded, place, end) or _SURVEYED.match(folded, begin, end):
        return True
    if _MENDED.match(folded, place, end) or _POINTED.match(folded, begin, end):
        return True
    if _ANNOUNCES.match(folded[begin:end].strip(" .,:")) or _RESOLVES.match(folded, begin, end):
        return True
    if not _STILL.match(folded, place, end) and aims(scan, begin, place):
        return True
    noun = _NOUN.match(folded, place) or aims(scan, place, end)
    if expected > Expected.INSPECTED or not noun or folded.startswith("phát hiện", begin):
        return False
    return place > begin and is_action(scan, begin, end)


def _beside_it(scan: Scan, begin: int, place: int, end: int) -> bool:
    """Tell whether it is talked of, asked or alleged, or is a result and not much of one."""
    folded = scan.folded
    if _DISCUSSES.match(folded, begin, place) or _ASKS.search(folded, begin, place):
        return True
    if _ASKED.match(folded, begin, place) or _CAPTION.fullmatch(folded, begin, end):
        return True
    if _BINDS.search(folded, begin, end):
        return True
    if _ALLEGED.search(folded, max(0, begin - _LABEL), place):
        return True
    if _EVIL.search(folded, max(begin, place - _LABEL), place) and _LITTLE.match(folded, place):
        return True
    if _LEFT.match(folded, place, end) and _EVIL.search(folded, place, min(end, place + _LABEL)):
        return True
    return _scores(scan, begin, place, end)


def aims(scan: Scan, begin: int, end: int) -> bool:
    """Tell whether a purpose is named: "để phát hiện ..."; "để hồ sơ quá hạn" is none."""
    for word in _FOR.finditer(scan.folded, begin, end):
        if _PREDICATE.search(scan.folded, word.end(), end):
            continue  # "bộ máy để chuyển đổi số | đều rất mỏng": the aim is behind
        if word[0] != "để" or cues.ACTION.match(scan.folded, word.end() + 1, end):
            return True
    return False


def _scores(scan: Scan, begin: int, place: int, end: int) -> bool:
    """Tell whether it is a result among results, or what is counted is little."""
    folded = scan.folded
    if _LOW.match(folded, place) and _RANKED.search(folded, begin, end):
        return folded[max(0, begin - 3) : begin].strip() != "là"
    if _SCORED.match(folded, place, end) or _FEW_LATE.match(folded, place, end):
        return True
    if _FALLEN.match(folded, place, end) and _RISEN.search(
        folded, max(0, begin - _BESIDE), min(len(folded), end + _BESIDE)
    ):
        return True
    if _TAIL_END.match(folded, place) and _RISEN.search(folded, begin, end):
        return True
    if _ABOVE.match(folded, place, end) and _BETTER.search(folded, begin, place):
        return _TAKES.search(folded, begin, place) is None
    if _BELOW.match(folded, place, end) and _INDEX.search(folded, begin, place):
        return True
    count = _COUNT.search(folded, max(begin, place - 5), place + _WORDS)
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
