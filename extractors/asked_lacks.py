"""Sentences that ask for something: what they say of shortcomings before, or take for a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.clauses import is_action
from extractors.finding_cuts import words
from extractors.lacks import Expected
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.atoms import Scan


@dataclass(frozen=True, slots=True)
class Fact:
    """A stretch that states shortcomings, how openly; `named`: it is one as a whole."""

    span: Span
    level: Expected
    named: bool = False


def _cue(pattern: str, heads: Iterable[str]) -> Cue:
    return Cue(cues.spaced(pattern).pattern, heads)


PEOPLE = (
    r"(?:doanh nghiệp|người dân|bà con|cử tri|công dân|hộ kinh doanh|các hộ|đại biểu|khách hàng"
    r"|dư luận|học viên|nông dân|tiểu thương|người nộp thuế|phụ huynh|bệnh nhân)"
)
COMPLAINERS = (
    *("doanh nghiệp", "người dân", "người nộp", "bà con", "cử tri", "công dân", "hộ kinh"),
    *("các hộ", "đại biểu", "khách hàng", "dư luận", "học viên", "nông dân", "tiểu thương"),
    *("phụ huynh", "bệnh nhân"),
)
_FAULTS = _cue(
    r"(?<!\w)(?:khắc phục|chấn chỉnh|rút kinh nghiệm|kiểm điểm|xử lý)\s[^:;]{0,80}?"
    rf"(?:{lacks.NAMES})"
    r"(?!\w)[^:;]{0,160}:\s",
    ("khắc", "chấn", "rút", "kiểm", "xử"),
)
_THEREFORE = _cue(
    r"(?<=[,;.]\s)(?:do (?:vậy|đó)|vì (?:vậy|thế)|bởi vậy|từ thực tế (?:đó|này|trên)"
    r"|trước tình hình (?:đó|này)|nên)(?!\w)",
    ("do", "vì", "bởi", "từ", "trước", "nên"),
)
_MARK = 2  # characters before it
# "Thanh tra phát hiện | 13 trường hợp không đúng đối tượng | và đề nghị hủy quyết định."
_INSPECTED = _cue(
    r"(?<!\w)(?<!không\s)(?<!chưa\s)(?:phát hiện|chỉ ra|chỉ rõ|nhận thấy|cho thấy)(?!\w)"
    r"(?:,|:| rằng)? ",
    ("phát", "chỉ", "nhận", "cho"),
)
_ASKS = _cue(
    r"(?<!\w)(?:và |đồng thời |từ đó |qua đó |nên )?(?:đã )?(?:đề nghị|yêu cầu|kiến nghị|đề xuất) ",
    ("và", "đồng", "từ", "qua", "nên", "đã", "đề", "yêu", "kiến"),
)
# What an order takes for a fact: "Trước thực trạng | giám sát còn lỏng lẻo |, Chủ tịch yêu cầu
# làm rõ vì sao | việc kiểm tra chưa xong |".
_GIVEN = _cue(
    r"(?<!\w)(?:(?:đứng )?trước (?:thực trạng|tình trạng|thực tế|việc)|để (?:khắc phục|chấn chỉnh"
    r"|chấm dứt) (?:tình trạng|thực trạng|việc|hiện tượng)|(?:làm rõ|giải trình|trả lời"
    r"|nguyên nhân)"
    r",? (?:vì sao|tại sao)|(?<=,\s)(?:vì|do)) (?!(?:này|trên|đó|nêu|nói)(?!\w))",
    ("đứng", "trước", "để", "làm", "giải", "trả", "nguyên", "vì", "do"),
)
# "Qua thanh tra phát hiện sai phạm gần 3 tỷ đồng | và kiến nghị thu hồi": named, not told.
_FOUND = cues.spaced(
    r"(?:qua|kết quả|sau|kết thúc) (?:\w+ ){0,3}(?:thanh tra|kiểm tra|kiểm toán|giám sát|rà soát)"
    r"[^;:.]{0,120}? phát hiện (?:nhiều |một số |các )?(?:hành vi )?(?:sai phạm|vi phạm|thiếu sót"
    r"|khuyết điểm)(?!\w)[^;:.]*?(?=;|,? (?:(?:và|đồng thời|từ đó|đã) )*(?:kiến nghị|đề nghị"
    r"|yêu cầu|chuyển|xử lý|xử phạt|thu hồi)(?!\w)|\Z)"
)
# Voters name what is wrong and what they want in one list: "kiến nghị một số vấn đề như: ...".
_VOICED = _cue(
    rf"(?<!\w)(?:{PEOPLE}[^:;.]{{0,120}}? )?(?:phản ánh|kiến nghị|nêu|đề xuất|ý kiến)(?!\w)"
    r"[^:;.]{0,80}?(?:vấn đề|nội dung|ý kiến|nguyện vọng|bất cập|khó khăn|vướng mắc)[^:;.]{0,40}?"
    r"(?::|như:?|đó là:?) ",
    (*(who.split()[0] for who in COMPLAINERS), "phản", "kiến", "nêu", "đề", "ý"),
)
_GIVEN_ENDS = cues.spaced(
    r"[;:]|, (?=(?:ubnd|hđnd|chủ tịch|phó|bí thư|giám đốc|thủ tướng|bộ|sở|ban|tỉnh|đồng chí|ông"
    r"|bà)(?!\w))|\Z"
)
_AIMS = cues.spaced(
    r"(?:để|nhằm|trước|với|đối với|về|khắc phục|thực hiện|căn cứ|theo|trên cơ sở|nếu|khi)(?!\w)"
)


def given(scan: Scan, part: Span, until: int) -> list[Fact]:
    """Give the stretches of an order that state shortcomings; its tasks begin at `until`."""
    fault = _FAULTS.search(scan.words, part.start, part.end)
    if fault and not is_action(scan, fault.end(), part.end):
        return [Fact(Span(fault.end(), part.end), Expected.LISTED)]
    if named := _FOUND.match(scan.folded, part.start, part.end):
        return [Fact(Span(part.start, named.end()), Expected.YES, named=True)]
    if voiced := _VOICED.search(scan.words, part.start, part.end):
        return [Fact(Span(voiced.end(), part.end), Expected.YES)]
    found = _THEREFORE.matches(scan.words, part.start, until)
    therefore = found[-1] if found else None
    inspected = _INSPECTED.search(scan.words, part.start, until)
    asks = _ASKS.search(scan.words, inspected.end(), until) if inspected else None
    aims = _AIMS.match(scan.folded, part.start, part.end)
    if inspected and asks and not therefore and not aims:
        return [Fact(Span(inspected.end(), asks.start()), Expected.YES)]
    taken = facts(scan, part)
    if therefore and not taken and not aims:
        return [Fact(Span(part.start, therefore.start() - _MARK), Expected.NO)]
    return taken


def facts(scan: Scan, part: Span) -> list[Fact]:
    """Give what a sentence takes for a fact: "trước thực trạng | việc giám sát còn lỏng lẻo |"."""
    taken = []
    for lead in _GIVEN.matches(scan.words, part.start, part.end):
        at = lead.end()
        stop = _GIVEN_ENDS.search(scan.folded, at, part.end)
        end = stop.start() if stop else part.end
        reason = lead[0].split()[0] in {"vì", "do"}
        level = Expected.INSPECTED if reason else Expected.YES
        place = lacks.lacking(scan, at, end, level)
        if place is not None and words(scan, at, place) > 0:  # it says whose
            taken.append(Fact(Span(at, end), level))
    return taken
