"""A directing sentence cut into clauses, one for each action of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.clause_ends import finished
from extractors.clause_leads import only_leads, only_names, only_setting, only_time
from extractors.clauses import (
    CASE,
    after_connectors,
    after_name,
    commanded,
    is_action,
    must_act,
    pure_actions,
)
from extractors.outline import trim
from extractors.spoken_of import in_title, spoken_of

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan
    from extractors.text import Span

_SEPARATOR = re.compile(
    r"[,;()“”\"\s](?:(?<!\s)|(?=(?:đồng\s+thời|bên\s+cạnh\s+đó|song\s+song\s+đó)(?!\w)))"
)
_MARK = re.compile(r"[,;()“”\"]")  # quicker, where none of these joins two clauses
_JOINS = ("đồng", "bên", "song")
_STRONGLY = re.compile(
    r"(?:tuyệt\s+đối\s+không|không\s+được|không\s+tự\s+ý|đừng|nghiêm\s+cấm)(?!\w)(?:\s+\w+){3}"
)
_TEAM = re.compile(r"(?<!\w)(?:đoàn|tổ)\s+\Z")
_OWN_OBJECT = 5  # words of an action with its object
_LONG = 400  # characters; so much holds an object
_WORD = re.compile(r"\w+")
_NOUN = re.compile(
    r"(?:các|những|một|mọi|mỗi|từng|sự|tính|đội\s+ngũ|người|cán\s+bộ|công\s+tác|việc|số|tỷ|tỉ"
    r"|mức|thời|hồ\s+sơ|kết\s+quả|nội\s+dung|văn\s+bản"
    r"|kế\s+hoạch|quy\s+định|quy\s+trình|thủ\s+tục|danh\s+mục|chỉ\s+số|chỉ\s+tiêu|nguồn"
    r"|kinh\s+phí|cơ\s+sở"
    r"|hệ\s+thống|phần\s+mềm|trang|cổng|tình\s+hình|chế\s+độ|chính\s+sách|về|theo|tại|trong|của"
    r"|với|do|vì"
    r"|từ|là|đã|đang|chưa|còn|có|được|bị|nhưng|tuy|song|nên|mà|gồm|như|trừ|riêng)(?!\w)"
)
_GROUND = re.compile(r"căn\s+cứ(?!\w)")
# Only says by when: "hoàn thành trước ngày 30/6" belongs to the action before it.
DUE = re.compile(
    r"(?:(?:thời\s+(?:gian|hạn)|thời\s+điểm|tiến\s+độ)(?:\s+\w+){0,4}?\s+|hoàn\s+thành\s+|xong\s+){1,2}"
    r"(?:dứt\s+điểm\s+|toàn\s+bộ\s+|xong\s+|là\s+)?:?\s*"
    r"(?:trước|trong|chậm\s+nhất|muộn\s+nhất|vào|đến)\s(?:\W*\w+){0,9}\W*\Z"
)
# What a colon lists here are things: "hình thức như: đăng tải ...", "các lĩnh vực: ...".
EXAMPLES = re.compile(
    r"(?<!\w)(?:như|gồm|(?:(?:các|những|một\s+số|\d+)\s+(?:lĩnh\s+vực|ngành|đối\s+tượng|địa\s+bàn|khu\s+vực|loại"
    r"|mặt|khâu|tiêu\s+chí|hình\s+thức|nhóm|hành\s+vi|trường\s+hợp)|mục\s+tiêu|phương\s+châm|tinh\s+thần"
    r"|chủ\s+đề|nguyên\s+tắc|khẩu\s+hiệu)(?:\s+\w+){0,3})\s*\Z"
)
_ENSURES_THEM = re.compile(r"(?:bảo|đảm)\s+(?:bảo|đảm)\s+(?:các(?!\w)|đạt\s+(?:trên\s+)?\d)")
_AIM = re.compile(r"phấn\s+đấu")
_TARGET = re.compile(r"(?:trên\s+)?\d|(?:tỷ|tỉ)\s+lệ|mức\s+độ|chỉ\s+số|tối\s+thiểu|ít\s+nhất|100%")
_COMPLETE = re.compile(r"xin\s+lỗi\s*\Z")  # verbs that need no object
_DWELLS = re.compile(r"[\s,]*(?:đặc\s+biệt|nhất|trong\s+đó)(?:\s+(?:là|có))?(?!\w)")
_OUTCOME = re.compile(r"\s*(?:để\s+)?(?:từ|qua|nhờ)\s+đó(?!\w)")  # what the action leads to
_ABOVE_ALL = re.compile(r"[\s,]*(?:nhất|đặc\s+biệt|trước\s+hết)\s+là(?!\w)")
_HOW = re.compile(
    r"(?:(?:kịp\s+thời|thường\s+xuyên|nghiêm\s+túc|nghiêm|khẩn\s+trương|nhanh\s+chóng|quyết\s+liệt|toàn\s+diện|tích\s+cực"
    r"|đồng\s+bộ|chủ\s+động|và)(?:\s+|\Z))+"
)
_NEAR = 24
_REACH = 80
_FEW_WORDS = 9  # of the subject of a statement
_SENDS = re.compile(r"(?:gửi|báo\s+cáo|trình|nộp|công\s+bố|cung\s+cấp|tổng\s+hợp)(?!\w)")
_STATES = re.compile(
    r"(?<!\w)(?:được|đã|sẽ|là|đạt|có\s+thể|còn|bị|xem\s+như|gồm|chiếm|diễn\s+ra)(?!\w)"
)
_NO_SUBJECT = re.compile(r"(?<!\w)(?:việc|sự|của|để|nhằm)(?!\w)")
_FEW = 5  # words of a subject of its own


def split(scan: Scan, known: Names, start: int, end: int) -> list[Span]:
    """Give the clauses of `text[start:end]` that hold an action of their own, in order. O(n).

    A part after `;` is a clause where it opens with an action or with who must act; a part after
    a comma only where it opens with an action that has its own object ("rà soát, bổ sung" is one).
    What follows ", nhằm" and a purpose of somebody else ("để Sở Nội vụ tổng hợp") are left out.
    """
    found: list[list[int]] = []
    frozen = joined = listing = False
    parts = _parts(scan, known, start, end)
    for i, (at, to, mark) in enumerate(parts):
        body, connected = after_connectors(scan, at, to)
        joined = joined or connected or mark == ";"
        if body >= to:
            continue
        due = mark == ";" and DUE.match(scan.folded, body, to)
        if found and (due or only_time(scan, *found[-1])):
            found[-1][1] = to
            continue
        opens = not found or (
            (commanded(scan, known, body, end) and not _repeats(scan, found[-1][0], at, body))
            or _aims(scan, found[-1][0], body)
            if joined
            else _continued(scan, parts, i, body, found[-1][0])
            or _others_task(scan, known, parts, i, body)
        )
        opens = opens or (mark == ";" and bool(found) and _alike(scan, known, parts, i, body))
        joined = False
        opens = opens and not (found and only_names(scan, known, *found[-1]))
        opens = opens and not (mark == "," and _OUTCOME.match(scan.folded, at, to))
        opens = opens and not (
            _ABOVE_ALL.match(scan.folded, at, to) and not is_action(scan, body, to)
        )
        opens = opens and not (listing and not connected)
        listing = not (connected and opens) and (listing or _lists(scan, known, at, to))
        frozen = frozen or (mark == ";" and not opens and _states(scan, body, to))
        if opens:
            frozen = False
            if len(found) == 1 and only_leads(scan, known, *found[0]):
                found[0][1] = to
            elif found and only_setting(scan, *found[-1]):
                case = CASE.match(scan.folded, found[-1][0])
                found[-1] = [found[-1][0] if case else body, to]
            else:
                found.append([body, to])
        elif cues.PURPOSE.match(scan.folded, body):
            frozen = True
        elif not frozen:
            found[-1][1] = to
    return [span for at, to in found if (span := finished(scan, known, at, to))]


def _parts(scan: Scan, known: Names, start: int, end: int) -> list[tuple[int, int, str]]:
    """Give the stretches between commas and semicolons, each with the mark before it."""
    parts: list[tuple[int, int, str]] = []
    depth, quoted, at, mark = 0, False, start, ""
    text = scan.text
    joined = any(words in scan.folded[start:end] for words in _JOINS)
    for m in (_SEPARATOR if joined else _MARK).finditer(text, start, end):
        c = m[0]
        if c in "()":
            depth = max(0, depth + (1 if c == "(" else -1))
        elif c in '“”"':
            quoted = c == "“" or (c == '"' and not quoted)
        elif c == ";" and (not depth):
            parts.append((at, m.start(), mark))
            at, mark, quoted = m.end(), ";", False
        elif not depth and not quoted and c != ";":
            if text[m.end() : m.end() + 1].isdigit() and text[m.start() - 1 : m.start()].isdigit():
                continue
            inside = known.at(m.start())
            if inside and inside > m.end() and c == ",":
                continue
            parts.append((at, m.start(), mark))
            at, mark = m.end(), ","
    parts.append((at, end, mark))
    return parts


def _words(scan: Scan, start: int, end: int) -> int:
    return len(_WORD.findall(scan.folded, start, end))


def _continued(
    scan: Scan, parts: list[tuple[int, int, str]], i: int, body: int, begun: int
) -> bool:
    """Tell whether a part after a comma opens a clause: an action that has its own object."""
    to = parts[i][1]
    if _among_names(scan, parts[i - 1], body, to):
        return False
    if _ENSURES_THEM.match(scan.folded, body, to):
        return True
    time = cues.TIME.match(scan.folded, body, to)
    if time and is_action(scan, body, to) and not _SENDS.match(scan.folded, time.end(), to):
        return _words(scan, time.end(), to) >= _OWN_OBJECT
    if in_title(scan, begun, body):
        return False
    if _STRONGLY.match(scan.folded, body, to):
        return True
    if cues.CONTINUING.match(scan.folded, body, to) or DUE.match(scan.folded, body, to):
        return False
    if is_action(scan, begun, parts[i - 1][1]) and _must(scan, body, to):
        return True
    if not is_action(scan, body, to) or _only_how(scan, body, to):
        return False
    if not cues.AFTER_COMMA.match(scan.folded, body, to) and not _parting(scan, parts, i, begun):
        return False
    return not _enumerates(scan, parts[i - 1], begun) and _has_object(scan, parts, i, body)


def _only_how(scan: Scan, body: int, to: int) -> bool:
    """Tell whether a part goes on with how it is done: "đầy đủ, | kịp thời các chế độ"."""
    how = _HOW.match(scan.folded, body, to)
    return how is not None and not is_action(scan, how.end(), to)


def _lists(scan: Scan, known: Names, at: int, to: int) -> bool:
    """Tell whether a colon opens a list of things: "ưu tiên các lĩnh vực: đất đai; ..."."""
    colon = scan.text.rfind(":", at, to)
    if (
        colon < 0
        or not scan.text[colon + 1 : colon + 2].isspace()
        or _AIM.search(scan.folded, at, colon)
    ):
        return False
    thing = after_connectors(scan, colon + 1, to)[0]
    if EXAMPLES.search(scan.folded, at, colon):
        return True
    return thing < to and not commanded(scan, known, thing, to)


def _among_names(scan: Scan, before: tuple[int, int, str], body: int, to: int) -> bool:
    """Tell whether a comma parts two groups: "cán bộ, công chức, | viên chức phải tự rà soát"."""
    if not cues.ACTOR.match(scan.folded, body, to) or cues.NOT_BODY.match(scan.folded, body, to):
        return False
    words = list(_WORD.finditer(scan.folded, before[0], before[1]))
    return any(
        (group := cues.ACTOR.match(scan.folded, word.start(), before[1]))
        and group.end() >= words[-1].end()
        for word in words[-3:]
    )


def _repeats(scan: Scan, begun: int, at: int, body: int) -> bool:
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


def _others_task(
    scan: Scan, known: Names, parts: list[tuple[int, int, str]], i: int, body: int
) -> bool:
    """Tell whether a comma goes on with another body's task: "Sở A tham mưu, | Sở B khảo sát"."""
    last = must_act(scan, known, body, parts[i][1]) if scan.text[body].isupper() else None
    if last is None or last not in known.proper:
        return False
    before = trim(scan.text, *parts[i - 1][:2])
    if known.at(before[1] - 1) or _words(scan, last, parts[i][1]) < _OWN_OBJECT - 1:
        return False
    return _words(scan, *before) >= _OWN_OBJECT


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
        _words(scan, begun, end) < _OWN_OBJECT or pure_actions(scan, begun, end) >= end - 1
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
    return _words(scan, body, reach) >= _OWN_OBJECT


def ends_in_action(scan: Scan, start: int, end: int, *, spoken: bool = False) -> bool:
    """Tell whether a part ends in a verb without object: "rà soát, | hoàn thiện Chiến lược"."""
    words = list(_WORD.finditer(scan.folded, max(start, end - 30), end))
    for word in words[-2:-4:-1]:
        action = cues.RUN.match(scan.folded, word.start(), end)
        if action and action.end() >= words[-1].end():
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


def _aims(scan: Scan, begun: int, body: int) -> bool:
    """Tell whether a part after `;` is one more target: "phấn đấu 95% ...; 80% hồ sơ ..."."""
    return bool(
        _AIM.search(scan.folded, begun, begun + _REACH) and _TARGET.match(scan.folded, body)
    )


def _states(scan: Scan, body: int, to: int) -> bool:
    """Tell whether a part after `;` only states something: "; lịch các đợt sau được giữ kín"."""
    verb = _STATES.search(scan.folded, body, min(to, body + _REACH))
    if not verb or _NO_SUBJECT.search(scan.folded, body, verb.start()):
        return False
    return 1 <= _words(scan, body, verb.start()) <= _FEW_WORDS


def _must(scan: Scan, body: int, to: int) -> bool:
    """Tell whether the part has a short subject of its own that must act: "bộ máy cần tinh gọn"."""
    modal = cues.STRICT_MODAL.search(scan.words, body, min(to, body + 60))
    if modal is None or modal.end() >= to or is_action(scan, body, to):
        return False  # "kiểm tra và chịu trách nhiệm"
    return 1 <= _words(scan, body, modal.start()) <= _FEW


def _alike(scan: Scan, known: Names, parts: list[tuple[int, int, str]], i: int, body: int) -> bool:
    """Tell whether a part stands between two that say what is to be done: "thả cá; | ngủ màn"."""
    if not scan.text[body].islower() or _NOUN.match(scan.folded, body) or known.at(body):
        return False
    before = next((j for j in range(i - 1, 0, -1) if parts[j][2] == ";"), 0)
    after = next((j for j in range(i + 1, len(parts)) if parts[j][2] == ";"), None)
    if after is None:
        return False
    starts = [after_connectors(scan, *parts[j][:2])[0] for j in (before, after)]
    return all(commanded(scan, known, at, parts[-1][1]) for at in starts)
