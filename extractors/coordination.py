"""Two actions in one clause: cut where the second has an object of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues, splitting
from extractors.actors import name_end
from extractors.outline import trim
from extractors.spoken_of import in_title
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan

_JOINT = re.compile(r"(?<=\s)và\s+(?!\d)")
_BRACKETS = re.compile(r"\([^()]*\)")
_DATED = re.compile(r"(?:năm\s+|/)\d{4}\s*\Z")
_WORD = re.compile(r"\w+")
# Two actions that "và" joins are one wherever such a word stands between.
_SCOPE_AND = cues.spaced(
    r"(?<!\w)(?:công tác|việc|hoạt động|quá trình|quy trình|tình trạng|hành vi|trường hợp|nhiệm vụ"
    r"|giải pháp|biện pháp|phương án|quy định|chính sách|chương trình|dự án|đề án|ý thức"
    r"|trách nhiệm|năng lực|kỹ năng|nhu cầu|văn bản|chức năng|thẩm quyền|về|để|nhằm|trong|khi|nếu"
    r"|sau|trước|từ|cho|theo|đảm bảo|bảo đảm|đã|được|bị|mà|vì|do|của|tiến độ|chất lượng|hiệu quả"
    r"|dịch vụ|hình thức|nội dung|cơ chế|lĩnh vực|hệ thống|phần mềm|phong trào|ý kiến|người|kết quả"
    r"|thủ tục|mô hình|tỷ lệ|cách thức|phương thức|nguyên tắc|tính|sự|các khâu|khả năng)(?!\w)"
)
_ELSEWHERE = cues.spaced(  # what follows the verb is no object
    r"(?:về|cho|theo|trước|trong|trên|đúng|với|lên|tại|bằng|kịp|đầy|có hiệu quả|tới|đến|qua|để"
    r"|nghiêm|tốt|hiệu quả|khi|xong|chậm nhất)(?!\w)"
)
# It passes on what the first made, or is as often a noun.
_NO_ACT = cues.spaced(
    r"(?:gửi|báo cáo|trình|nộp|công bố|cung cấp|tổng hợp|hoàn thành|phản ánh|kiến nghị|quy hoạch"
    r"|trực tiếp|thay thế|xử lý vi phạm)(?!\w)"
)
_THING_SENT = cues.spaced(
    r"(?:gửi|báo cáo|trình|nộp) (?:bản|văn bản|thư|kế hoạch|danh sách|hồ sơ|đề án|phương án|số liệu"
    r"|kết quả|giấy|biên bản|dự thảo|tờ trình|báo cáo|đề xuất|chứng từ|sản phẩm)(?!\w)"
)
_AHEAD = cues.spaced(r"(?:(?:cũng )?(?:sẽ|phải|cần|nên|hãy|có trách nhiệm)(?: phải| tiếp tục)? )")
_OWN = 3  # words of an object
_LONGEST = 1_000  # characters of one action; a longer stretch is a list without end


def split(scan: Scan, known: Names, start: int, end: int) -> list[Span]:
    """Give the clauses of a stretch, as `splitting.split`, and cut them between two actions.

    "hướng dẫn mẫu kế hoạch | và nhân rộng cách làm hay": both verbs have an object. "rà soát và
    bổ sung quy trình" is one action.
    """
    return [
        piece
        for span in splitting.split(scan, known, start, end)
        for piece in _pieces(scan, known, span)
    ]


def _pieces(scan: Scan, known: Names, span: Span) -> list[Span]:
    out: list[Span] = []
    at = span.start
    for joint in _JOINT.finditer(scan.folded, span.start, span.end):
        if _parts(scan, known, at, joint, span.end):
            start, end = trim(scan.text, at, joint.start())
            out.append(Span(start, end))
            at = joint.end()
    out.append(Span(at, span.end))
    return out


def _parts(scan: Scan, known: Names, at: int, joint: re.Match[str], end: int) -> bool:
    """Tell whether another action with its own object begins behind the joint."""
    body, folded = joint.end(), scan.folded
    if joint.start() - at > _LONGEST or known.at(joint.start()):
        return False
    if not clauses.is_action(scan, body, end):
        return False
    if in_title(scan, at, body):
        return False
    sends = _THING_SENT.match(folded, body, end)
    barred = (cues.CONTINUING, _NO_ACT, cues.STRICT_MODAL)
    if not sends and any(cue.match(folded, body, end) for cue in barred):
        return False
    opened = scan.text[at : joint.start()]
    if opened.count("(") > opened.count(")") or opened.count("“") > opened.count("”"):
        return False
    own = name_end(scan, known, at, end)
    verb = clauses.after_name(scan, own) if own else at
    ahead = _AHEAD.match(folded, verb, end)
    verb = ahead.end() if ahead else verb
    time = cues.TIME.match(folded, verb, end)
    verb = time.end() if time else verb
    if not clauses.is_action(scan, verb, end):
        return False
    thing = clauses.pure_actions(scan, verb, end)
    stretch = _BRACKETS.sub("", folded[thing : joint.start()])
    dated = _DATED.search(stretch)  # "kể từ ngày 20 tháng 11 năm 2017 | và thực hiện ký số"
    mentioned = not dated and _SCOPE_AND.search(stretch)
    if thing >= joint.start() or mentioned or folded.startswith("căn cứ", verb):
        return False
    if len(_WORD.findall(folded, thing, joint.start())) < _OWN:
        return False
    return not splitting.ends_in_action(scan, at, joint.start()) and _has_object(scan, body, end)


def _has_object(scan: Scan, body: int, end: int) -> bool:
    thing = clauses.pure_actions(scan, body, end)
    following = _JOINT.search(scan.folded, thing, end)
    stop = following.start() if following else end
    if thing >= stop or _ELSEWHERE.match(scan.folded, thing, end):
        return False
    return len(_WORD.findall(scan.folded, thing, stop)) >= _OWN
