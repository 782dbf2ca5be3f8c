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
    commanded,
    is_action,
)
from extractors.commas import DUE, continued, count_of, others_task, repeats

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names
    from extractors.text import Span

_SEPARATOR = re.compile(
    r"[,;()“”\"\s](?:(?<!\s)|(?=(?:đồng\s+thời|bên\s+cạnh\s+đó|song\s+song\s+đó)(?!\w)))"
)
_MARK = re.compile(r"[,;()“”\"]")  # quicker, where none of these joins two clauses
_JOINS = ("đồng", "bên", "song")
_NOUN = re.compile(
    r"(?:các|những|một|mọi|mỗi|từng|sự|tính|đội\s+ngũ|người|cán\s+bộ|công\s+tác|việc|số|tỷ|tỉ"
    r"|mức|thời|hồ\s+sơ|kết\s+quả|nội\s+dung|văn\s+bản"
    r"|kế\s+hoạch|quy\s+định|quy\s+trình|thủ\s+tục|danh\s+mục|chỉ\s+số|chỉ\s+tiêu|nguồn"
    r"|kinh\s+phí|cơ\s+sở"
    r"|hệ\s+thống|phần\s+mềm|trang|cổng|tình\s+hình|chế\s+độ|chính\s+sách|về|theo|tại|trong|của"
    r"|với|do|vì"
    r"|từ|là|đã|đang|chưa|còn|có|được|bị|nhưng|tuy|song|nên|mà|gồm|như|trừ|riêng)(?!\w)"
)
# What a colon lists here are things: "hình thức như: đăng tải ...", "các lĩnh vực: ...".
EXAMPLES = re.compile(
    r"(?<!\w)(?:như|gồm|(?:(?:các|những|một\s+số|\d+)\s+(?:lĩnh\s+vực|ngành|đối\s+tượng|địa\s+bàn|khu\s+vực|loại"
    r"|mặt|khâu|tiêu\s+chí|hình\s+thức|nhóm|hành\s+vi|trường\s+hợp)|mục\s+tiêu|phương\s+châm|tinh\s+thần"
    r"|chủ\s+đề|nguyên\s+tắc|khẩu\s+hiệu)(?:\s+\w+){0,3})\s*\Z"
)
_AIM = re.compile(r"phấn\s+đấu")
_TARGET = re.compile(r"(?:trên\s+)?\d|(?:tỷ|tỉ)\s+lệ|mức\s+độ|chỉ\s+số|tối\s+thiểu|ít\s+nhất|100%")
_OUTCOME = re.compile(r"\s*(?:để\s+)?(?:từ|qua|nhờ)\s+đó(?!\w)")  # what the action leads to
_ABOVE_ALL = re.compile(r"[\s,]*(?:nhất|đặc\s+biệt|trước\s+hết)\s+là(?!\w)")
_REACH = 80
_FEW_WORDS = 9  # of the subject of a statement
_STATES = re.compile(
    r"(?<!\w)(?:được|đã|sẽ|là|đạt|có\s+thể|còn|bị|xem\s+như|gồm|chiếm|diễn\s+ra)(?!\w)"
)
_NO_SUBJECT = re.compile(r"(?<!\w)(?:việc|sự|của|để|nhằm)(?!\w)")


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
            (commanded(scan, known, body, end) and not repeats(scan, found[-1][0], at, body))
            or _aims(scan, found[-1][0], body)
            if joined
            else continued(scan, parts, i, body, found[-1][0])
            or others_task(scan, known, parts, i, body)
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
    return 1 <= count_of(scan, body, verb.start()) <= _FEW_WORDS


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
