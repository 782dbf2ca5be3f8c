"""Whether a comma parts two actions or only verbs, names and objects of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.clauses import (
    after_name,
    is_action,
    must_act,
    pure_actions,
)
from extractors.outline import trim
from extractors.spoken_of import in_title, spoken_of

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

_TEAM = re.compile(r"(?<!\w)(?:đoàn|tổ)\s+\Z")
_WORD = re.compile(r"\w+")
# Only says by when: "hoàn thành trước ngày 30/6" belongs to the action before it.
DUE = re.compile(
    r"(?:(?:thời\s+(?:gian|hạn)|thời\s+điểm|tiến\s+độ)(?:\s+\w+){0,4}?\s+|hoàn\s+thành\s+|xong\s+){1,2}"
    r"(?:dứt\s+điểm\s+|toàn\s+bộ\s+|xong\s+|là\s+)?:?\s*"
    r"(?:trước|trong|chậm\s+nhất|muộn\s+nhất|vào|đến)\s(?:\W*\w+){0,9}\W*\Z"
)
_STRONGLY = re.compile(
    r"(?:tuyệt\s+đối\s+không|không\s+được|không\s+tự\s+ý|đừng|nghiêm\s+cấm)(?!\w)(?:\s+\w+){3}"
)
_THINGS = re.compile(r"(?<!\w)(?:như|gồm|lĩnh\s+vực|nhất\s+là|đặc\s+biệt|ưu\s+tiên)(?!\w)")
_FEW_WORDS = 5  # of a thing in a list of things
_OWN_OBJECT = 5  # words of an action with its object
_LONG = 400  # characters; so much holds an object
_GROUND = re.compile(r"căn\s+cứ(?!\w)")
_ENSURES_THEM = re.compile(r"(?:bảo|đảm)\s+(?:bảo|đảm)\s+(?:các(?!\w)|đạt\s+(?:trên\s+)?\d)")
_COMPLETE = re.compile(r"xin\s+lỗi\s*\Z")  # verbs that need no object
_DWELLS = re.compile(r"[\s,]*(?:đặc\s+biệt|nhất|trong\s+đó)(?:\s+(?:là|có))?(?!\w)")
_HOW = re.compile(
    r"(?:(?:kịp\s+thời|thường\s+xuyên|nghiêm\s+túc|nghiêm|khẩn\s+trương|nhanh\s+chóng|quyết\s+liệt|toàn\s+diện|tích\s+cực"
    r"|đồng\s+bộ|chủ\s+động|và)(?:\s+|\Z))+"
)
_NEAR = 24
_MODAL_WITHIN = 60  # characters
_FEW = 5  # words of a subject of its own
_SENDS = re.compile(r"(?:gửi|báo\s+cáo|trình|nộp|công\s+bố|cung\s+cấp|tổng\s+hợp)(?!\w)")


def continued(scan: Scan, parts: list[tuple[int, int, str]], i: int, body: int, begun: int) -> bool:
    """Tell whether a part after a comma opens a clause: an action that has its own object."""
    to = parts[i][1]
    if _among_names(scan, parts[i - 1], body, to):
        return False
    if _ENSURES_THEM.match(scan.folded, body, to):
        return True
    time = cues.TIME.match(scan.folded, body, to)
    if time and is_action(scan, body, to) and not _SENDS.match(scan.folded, time.end(), to):
        return count_of(scan, time.end(), to) >= _OWN_OBJECT
    if in_title(scan, begun, body):
        return False
    if _STRONGLY.match(scan.folded, body, to):
        return True
    if cues.CONTINUING.match(scan.folded, body, to) or DUE.match(scan.folded, body, to):
        return False
    if is_action(scan, begun, parts[i - 1][1]) and _must(scan, body, to):
        return True
    if _only_how(scan, body, to) or _names_things(scan, parts[i - 1], begun):
        return False
    if not is_action(scan, body, to):
        return False
    opens = cues.AFTER_COMMA.match(scan.folded, body, to) or _parting(scan, parts, i, begun)
    enumerates = not opens or _enumerates(scan, parts[i - 1], begun)
    return not enumerates and _has_object(scan, parts, i, body)


def _must(scan: Scan, body: int, to: int) -> bool:
    """Tell whether the part has a short subject of its own that must act: "bộ máy cần tinh gọn"."""
    modal = cues.STRICT_MODAL.search(scan.words, body, min(to, body + _MODAL_WITHIN))
    if modal is None or modal.end() >= to or is_action(scan, body, to):
        return False  # "kiểm tra và chịu trách nhiệm"
    return 1 <= count_of(scan, body, modal.start()) <= _FEW


def _names_things(scan: Scan, before: tuple[int, int, str], begun: int) -> bool:
    """Tell whether the comma before names one of several things: "khoáng sản, xây dựng, ..."."""
    start, end = before[0], before[1]
    if before[2] != "," or start <= begun or is_action(scan, after_name(scan, start), end):
        return False
    if count_of(scan, start, end) > _FEW_WORDS:
        return False
    return _THINGS.search(scan.folded, max(begun, start - _LONG), start) is not None


def _only_how(scan: Scan, body: int, to: int) -> bool:
    """Tell whether a part goes on with how it is done: "đầy đủ, | kịp thời các chế độ"."""
    how = _HOW.match(scan.folded, body, to)
    return how is not None and not is_action(scan, how.end(), to)


def _among_names(scan: Scan, before: tuple[int, int, str], body: int, to: int) -> bool:
    """Tell whether a comma parts two groups: "cán bộ, công chức, | viên chức phải tự rà soát"."""
    if not cues.ACTOR.match(scan.folded, body, to) or cues.NOT_BODY.match(scan.folded, body, to):
        return False
    found = list(_WORD.finditer(scan.folded, before[0], before[1]))
    return any(
        (group := cues.ACTOR.match(scan.folded, word.start(), before[1]))
        and group.end() >= found[-1].end()
        for word in found[-3:]
    )


def repeats(scan: Scan, begun: int, at: int, body: int) -> bool:
    """Tell whether "đặc biệt là trả khách tại cây xăng" only dwells on what was named before."""
    if not _DWELLS.match(scan.folded, at, body):
        return False
    verb = " ".join(_WORD.findall(scan.folded, body, body + _NEAR)[:2])
    return verb in " ".join(_WORD.findall(scan.folded, begun, at))


def _parting(scan: Scan, parts: list[tuple[int, int, str]], i: int, begun: int) -> bool:
    """Tell whether a verb that is often a noun opens a clause: "lập sổ theo dõi, | gia hạn ..."."""
    body, before = after_name(scan, parts[i][0]), parts[i - 1]
    if not cues.PARTING.match(scan.folded, body, parts[i][1]):
        return False
    verb = begun if before[0] <= begun else after_name(scan, before[0])
    thing = pure_actions(scan, verb, before[1])
    if _COMPLETE.search(scan.folded, verb, before[1]):
        return True
    if not is_action(scan, verb, before[1]) or thing >= before[1]:
        return False
    stretch = scan.folded[thing : before[1]]
    return not (spoken_of(stretch) or ends_in_action(scan, thing, before[1], spoken=True))


def others_task(
    scan: Scan, known: Names, parts: list[tuple[int, int, str]], i: int, body: int
) -> bool:
    """Tell whether a comma goes on with another body's task: "Sở A tham mưu, | Sở B khảo sát"."""
    last = must_act(scan, known, body, parts[i][1]) if scan.text[body].isupper() else None
    if last is None or last not in known.proper:
        return False
    before = trim(scan.text, *parts[i - 1][:2])
    if known.at(before[1] - 1) or count_of(scan, last, parts[i][1]) < _OWN_OBJECT - 1:
        return False
    return count_of(scan, *before) >= _OWN_OBJECT


def _enumerates(scan: Scan, before: tuple[int, int, str], begun: int) -> bool:
    """Tell whether the comma after a part only parts verbs: "rà soát, | bổ sung quy trình"."""
    first, end = before[0] <= begun, before[1]
    if first and _GROUND.match(scan.folded, begun, end):
        return True
    if not first and pure_actions(scan, after_name(scan, before[0]), end) >= end - 1:
        return True
    if first and _COMPLETE.search(scan.folded, begun, end):
        return False
    if end - begun < _LONG and (
        count_of(scan, begun, end) < _OWN_OBJECT or pure_actions(scan, begun, end) >= end - 1
    ):
        return True
    return ends_in_action(scan, before[0], end)


def _has_object(scan: Scan, parts: list[tuple[int, int, str]], i: int, body: int) -> bool:
    """Tell whether the action that opens a part has an object, there or after the next comma."""
    reach = to = parts[i][1]
    if i + 1 < len(parts) and parts[i + 1][2] == ",":
        following = parts[i + 1]
        bare = pure_actions(scan, body, to) >= to - 1
        if bare or not is_action(scan, after_name(scan, following[0]), following[1]):
            reach = following[1]
    if pure_actions(scan, body, reach) >= reach - 1:  # "tập trung chỉ đạo xử lý, khắc phục"
        return False
    return count_of(scan, body, reach) >= _OWN_OBJECT


def count_of(scan: Scan, start: int, end: int) -> int:
    """Give how many words a stretch has."""
    return len(_WORD.findall(scan.folded, start, end))


def ends_in_action(scan: Scan, start: int, end: int, *, spoken: bool = False) -> bool:
    """Tell whether a part ends in a verb without object: "rà soát, | hoàn thiện Chiến lược"."""
    found = list(_WORD.finditer(scan.folded, max(start, end - 30), end))
    for word in found[-2:-4:-1]:
        action = cues.RUN.match(scan.folded, word.start(), end)
        if action and action.end() >= found[-1].end():
            if action[0] == "hạn chế" or _TEAM.search(scan.folded, start, word.start()):
                return False  # "khắc phục các mặt hạn chế", "theo yêu cầu của Đoàn kiểm tra"
            governor = cues.GOVERNOR.search(
                scan.folded, max(start, word.start() - 14), word.start()
            )
            if spoken:
                return True
            # "để tổng hợp, | báo cáo lãnh đạo" is one purpose, "việc rà soát, | sắp xếp" one thing.
            return governor is None or governor[0].strip() in {
                "để",
                "nhằm",
                "việc",
                "công tác",
                "quá trình",
                "về",
            }
    return False
