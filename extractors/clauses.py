"""Whether a clause says what is to be done, and who is to do it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import name_end
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

_GAP = re.compile(r"[\s*,:“\"_–-]*")
_NUMBER_NEXT = re.compile(r"\s*(?:số\s*:?\s*)?\d")
# As often a thing as an action: "Ứng dụng Etax Mobile nghẽn", "Báo cáo của huyện đã nêu rõ".
_THING = re.compile(
    r"(?:ứng\s+dụng|báo\s+cáo|thông\s+báo|quyết\s+định|kết\s+luận|hướng\s+dẫn|quy\s+định|đề\s+xuất"
    r"|kiến\s+nghị|phản\s+ánh|đánh\s+giá|khảo\s+sát|thông\s+tin|công\s+bố|trang\s+bị)(?!\w)"
)
_TOLD_OF = re.compile(
    r"[^,;:]{3,60}?\scủa\s[^,;:]{2,80}?\s(?:đã|cũng|còn|chưa|nêu|chỉ|cho\s+thấy|cho\s+biết|là"
    r"|vẫn)(?!\w)"
)
# "phục vụ cá nhân, | tổ chức": a body beside the others, unless it holds something.
_BESIDE = re.compile(
    r"(?<!\w)(?:cá\s+nhân|công\s+dân|người\s+dân|doanh\s+nghiệp|hộ\s+gia\s+đình|nhân\s+dân)"
    r"(?:,|\s+và|\s+hoặc)\s+\Z"
)
_HELD = re.compile(
    r"tổ\s+chức\s+(?:thực\s+hiện|triển\s+khai|hội|lớp|các\s+(?:hoạt|lớp|hội|buổi|cuộc|đợt)|tập\s+huấn|quán\s+triệt"
    r"|tuyên\s+truyền|rà\s+soát|kiểm\s+tra|đối\s+thoại|tốt|họp|lấy|ký|thi|đánh\s+giá)(?!\w)"
)
_ACHIEVED = re.compile(r"\s+được(?!\w)")
_WORD = re.compile(r"\w+")
_REACH = 80
_FEW_WORDS = 9  # of the subject of a statement
_CONDITION = re.compile(
    r"(?:(?:trong\s+)?(?:nếu|khi|trường\s+hợp|đối\s+với|riêng)\s[^,;]{1,80}|(?:\w+\s+){1,5}nào\s[^,;]{1,60}),\s*"
    r"|(?:trong\s+)?(?:nếu|khi|trường\s+hợp)\s[^;]{1,140}?\sthì\s+(?:phải\s+|cần\s+)?"
    r"|[^,;]{2,60}\sthì\s+"
)
# "Trường nào vi phạm, | hiệu trưởng phải chịu trách nhiệm".
WHICHEVER = cues.spaced(r"(?:\w+ ){1,5}nào(?!\w)[^,;:.]{0,80}(?:,|(?<=\s)thì) ")
# A case that belongs to what is to be done in it.
CASE = cues.spaced(
    r"(?:trường hợp|nếu|khi|riêng|(?:đối )?với (?:những|các|mọi|nhiều) (?:nội dung|trường hợp|hồ sơ"
    r"|vụ việc|vấn đề|nhiệm vụ|dự án|công trình|kiến nghị|tồn tại|hạn chế|khoản)"
    r"|(?:\w+ ){1,5}nào)(?!\w)"
)
_FORBIDS = re.compile(
    r"(?:tuyệt\s+đối\s+)?(?:không\s+(?!có|chỉ|còn|những|bị|đạt|là|phải|ai|thể|đủ|đúng|quá|ít|nhiều)"
    r"|đừng\s+|chớ\s+|cấm\s+)\w"
)
_WILL = re.compile(r"sẽ\s+\w")
_NO_SUBJECT = re.compile(r"(?<!\w)(?:việc|sự|của|để|nhằm)(?!\w)")
_DONE = re.compile(r"(?:đã|đang|vừa)(?!\w)")
_CITED = cues.spaced(  # "Nghị quyết số 76/NQ-CP của Chính phủ ban hành ..." acts nowhere
    r"(?:nghị quyết|quyết định|chỉ thị|công điện|công văn|văn bản|kế hoạch|chương trình|kết luận)"
    r" (?:số:? )?\d"
)
_ASIDE = re.compile(r"\([^()]{0,100}\)[\s,]*")
_TIME_OR_ACTION = cues.TIME.heads | cues.ACTION.heads


def after_connectors(scan: Scan, start: int, end: int) -> tuple[int, bool]:
    """Give where a clause begins after "đồng thời", "bên cạnh đó", and whether one stood there."""
    at, joined = start, False
    while scan.words.may_begin(cues.OPENING_WORDS, at, end):
        opening = cues.OPENS_CLAUSE.match(scan.folded, at, end)
        if not opening:
            return at, joined
        at = opening.end()
        if opening[1] is None:
            return at, joined
        joined = True
    return at, joined


def is_action(scan: Scan, at: int, end: int) -> bool:
    """Tell whether an action opens the clause at `at`: a verb, and no document's name.

    A time may stand before it: "đến ngày 10/01/2021 tổng hợp".
    """
    if not scan.words.may_begin(_TIME_OR_ACTION, at, end):
        return False
    time = cues.TIME.match(scan.folded, at, end)
    if time and (aside := _ASIDE.match(scan.folded, time.end(), end)):
        at = aside.end()  # "Hằng quý (trước ngày 15 của tháng cuối quý) báo cáo"
    else:
        at = time.end() if time else at
    action = cues.ACTION.match(scan.folded, at, end)
    if not action or _DONE.match(scan.folded, at, end):
        return False
    if cues.NOT_ACTION.match(scan.folded, at, end) or organisation(scan, at, end):
        return False
    if scan.text[at].isupper() and scan.folded.startswith("lãnh đạo", at):
        return False
    if _THING.match(scan.folded, at, end) and (
        (action[0] == "ứng dụng" and scan.text[action.end() + 1 : action.end() + 2].isupper())
        or _TOLD_OF.match(scan.folded, at, end)
    ):
        return False
    if _ACHIEVED.match(scan.folded, action.end(), end):
        return False
    if _NUMBER_NEXT.match(scan.folded, action.end(), end):
        return action[0] not in {"báo cáo", "thông báo", "hướng dẫn", "quyết định", "chỉ đạo"}
    return True


def organisation(scan: Scan, at: int, end: int) -> bool:
    """Tell whether "tổ chức" at the start of a clause is a body: not in "tổ chức, hướng dẫn"."""
    if scan.folded.startswith("tổ chức", at) and _BESIDE.search(scan.folded, max(0, at - 24), at):
        return not _HELD.match(scan.folded, at)
    if not cues.ORGANISATION.match(scan.folded, at):
        return False
    verb = cues.ORGANISED_FOR.match(scan.folded, at, end)
    return not (verb and cues.ACTION.match(scan.folded, verb.end(), end))


_LONGEST_RUN = 40  # verbs one after another; no clause has more


def pure_actions(scan: Scan, start: int, end: int) -> int:
    """Give where the run of verbs and adverbs ends that opens a clause: its object begins there."""
    at = start
    for _ in range(_LONGEST_RUN):
        action = cues.RUN.match(scan.folded, at, end)
        if action is None:
            break
        gap = _GAP.match(scan.folded, action.end(), end)
        at = gap.end() if gap else action.end()
    return at


def after_name(scan: Scan, at: int) -> int:
    """Give where the text goes on after a name, behind spaces and marks."""
    gap = _GAP.match(scan.folded, at)
    return gap.end() if gap else at


def commanded(scan: Scan, known: Names, body: int, to: int) -> bool:
    """Tell whether a part, after `;`, a colon or "đồng thời" says what is to be done."""
    if condition := _CONDITION.match(scan.folded, body, to):
        body = condition.end()
    if is_action(scan, body, to) or must_act(scan, known, body, to) is not None:
        return True
    if _FORBIDS.match(scan.folded, body, to) or _subject_must(scan, body, to):
        return True
    return asked(scan, known, body, to) is not None


def conditional(scan: Scan, known: Names, start: int, end: int) -> bool:
    """Tell whether a sentence says what to do in a case: "Nếu chậm thì báo cáo ngay"."""
    condition = _CONDITION.match(scan.folded, start, end)
    if not condition:
        return False
    at = condition.end()
    forbids = _FORBIDS.match(scan.folded, at, end)
    return is_action(scan, at, end) or bool(forbids or must_act(scan, known, at, end))


def _subject_must(scan: Scan, body: int, to: int) -> bool:
    """Tell whether a subject that is no body must do or be: "hình thức xử lý phải tương xứng"."""
    modal = cues.STRICT_MODAL.search(scan.words, body, min(to, body + _REACH))
    if not modal or scan.text.find(",", body, modal.start()) >= 0:
        return False
    return not _NO_SUBJECT.search(scan.folded, body, modal.start()) and (
        1 <= len(_WORD.findall(scan.folded, body, modal.start())) <= _FEW_WORDS
    )


def asked(scan: Scan, known: Names, body: int, to: int) -> tuple[str, Span] | None:
    """Give the kind and the addressee of a clause such as "giao Sở Y tế rà soát", else None."""
    verb = cues.PERFORMATIVE.match(scan.folded, body, to)
    word = " ".join(verb[0].split()) if verb else ""
    if not verb or word not in cues.OPENING:
        return None
    at = after_name(scan, verb.end())
    last = name_end(scan, known, at, to)
    return (cues.PERFORMATIVES[word], Span(at, last)) if last else None


def must_act(scan: Scan, known: Names, body: int, to: int) -> int | None:
    """Give where the subject ends that is to act ("Sở Y tế rà soát"), None where there is none."""
    if _CITED.match(scan.folded, body, to):
        return None
    last = name_end(scan, known, body, to)
    if last is None:
        return None
    at = after_name(scan, last)
    must = cues.STRICT_MODAL.match(scan.folded, at, to) or _WILL.match(scan.folded, at, to)
    return last if must or is_action(scan, at, to) else None
