"""A directing sentence cut into clauses, one for each action of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import name_end
from extractors.clauses import (
    after_connectors,
    after_name,
    commanded,
    is_action,
    pure_actions,
)
from extractors.outline import trim
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan

_SEPARATOR = re.compile(
    r"[,;()“”\"\s](?:(?<!\s)|(?=(?:đồng\s+thời|bên\s+cạnh\s+đó|song\s+song\s+đó)(?!\w)))"
)
_MARK = re.compile(r"[,;()“”\"]")  # quicker, where none of these joins two clauses
_JOINS = ("đồng", "bên", "song")
_FOR_ANOTHER = re.compile(r"để(?<=\sđể)\s+(?=\w)")
_BRACKET = re.compile(r"\((?:[^()]|\([^()]*\)){0,400}\)?[\s*.,;]*\Z")
_SOURCE = re.compile(r"phụ\s+lục|kèm\s+theo|chi\s+tiết|đính\s+kèm")
_OWN_OBJECT = 5  # words of an action with its object
_LONG = 400  # characters; so much holds an object
_WORD = re.compile(r"\w+")
_TITLE = re.compile(
    r"(?:chỉ\s+thị|chỉ\s+đạo|công\s+văn|văn\s+bản|kế\s+hoạch|quy\s+định|nghị\s+quyết|kết\s+luận"
    r"|quyết\s+định"
    r"|thông\s+báo|công\s+điện|hướng\s+dẫn|đề\s+án|chương\s+trình|nghị\s+định|thông\s+tư|quy\s+chế)"
    r"(?!\w)[^;:]{0,160}?\svề\s+(?:việc\s+)?"
)
# What a document may be about; "bố trí kinh phí" is not.
_POLICY = re.compile(
    r"(?:nâng\s+cao|tăng\s+cường|đẩy\s+mạnh|đẩy\s+nhanh|chấn\s+chỉnh|siết\s+chặt|thúc\s+đẩy"
    r"|kiểm\s+soát"
    r"|cải\s+thiện|phát\s+triển|phòng\s+ngừa|ngăn\s+chặn|đổi\s+mới|hoàn\s+thiện|thu\s+hút"
    r"|phát\s+huy"
    r"|cắt\s+giảm|đơn\s+giản\s+hóa|xây\s+dựng|quản\s+lý|khắc\s+phục|tiết\s+kiệm|sắp\s+xếp)(?!\w)"
)
_TOPIC = re.compile(
    r"(?:các|những|mọi|từng|mỗi)\s+(?:trường\s+hợp|nội\s+dung|vấn\s+đề|việc|vụ\s+việc|hồ\s+sơ)"
)
_NOUN = re.compile(
    r"(?:các|những|một|mọi|mỗi|từng|sự|tính|đội\s+ngũ|người|cán\s+bộ|công\s+tác|việc|số|tỷ|tỉ"
    r"|mức|thời|hồ\s+sơ|kết\s+quả|nội\s+dung|văn\s+bản"
    r"|kế\s+hoạch|quy\s+định|quy\s+trình|thủ\s+tục|danh\s+mục|chỉ\s+số|chỉ\s+tiêu|nguồn"
    r"|kinh\s+phí|cơ\s+sở"
    r"|hệ\s+thống|phần\s+mềm|trang|cổng|tình\s+hình|chế\s+độ|chính\s+sách|về|theo|tại|trong|của"
    r"|với|do|vì"
    r"|từ|là|đã|đang|chưa|còn|có|được|bị|nhưng|tuy|song|nên|mà|gồm|như|trừ|riêng)(?!\w)"
)
_BOTH = 2
_GROUND = re.compile(r"căn\s+cứ(?!\w)")
# Only says by when: "hoàn thành trước ngày 30/6" belongs to the action before it.
_DUE = re.compile(
    r"(?:hoàn\s+thành|xong|thời\s+gian\s+hoàn\s+thành)\s+"
    r"(?:trước|trong|chậm\s+nhất|muộn\s+nhất|vào|đến)\s(?:\W*\w+){0,9}\W*\Z"
)
_ENSURES_THEM = re.compile(r"(?:bảo|đảm)\s+(?:bảo|đảm)\s+các(?!\w)")
_AIM = re.compile(r"phấn\s+đấu")
_TARGET = re.compile(r"(?:trên\s+)?\d|(?:tỷ|tỉ)\s+lệ|mức\s+độ|chỉ\s+số|tối\s+thiểu|ít\s+nhất|100%")
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
    frozen = joined = False
    parts = _parts(scan, known, start, end)
    for i, (at, to, mark) in enumerate(parts):
        body, connected = after_connectors(scan, at, to)
        joined = joined or connected or mark == ";"
        if body >= to:
            continue
        due = mark == ";" and _DUE.match(scan.folded[body:to])
        if found and (due or _only_time(scan, *found[-1])):
            found[-1][1] = to
            continue
        opens = not found or (
            commanded(scan, known, body, end) or _aims(scan, found[-1][0], body)
            if joined
            else _continued(scan, parts, i, body, found[-1][0])
        )
        opens = opens or (mark == ";" and bool(found) and _alike(scan, known, parts, i, body))
        joined = False
        opens = opens and not (found and _only_names(scan, known, *found[-1]))
        frozen = frozen or (mark == ";" and not opens and _states(scan, body, to))
        if opens:
            frozen = False
            found.append([body, to])
        elif mark == "," and cues.PURPOSE.match(scan.folded, body):
            frozen = True
        elif not frozen:
            found[-1][1] = to
    return [span for at, to in found if (span := _finished(scan, known, at, to))]


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
    if _ENSURES_THEM.match(scan.folded, body, to):
        return True
    time = cues.TIME.match(scan.folded, body, to)
    if time and is_action(scan, body, to) and not _SENDS.match(scan.folded, time.end(), to):
        return _words(scan, time.end(), to) >= _OWN_OBJECT
    if in_title(scan, begun, body):
        return False
    if cues.CONTINUING.match(scan.folded, body, to) or _DUE.match(scan.folded[body:to]):
        return False
    if _must(scan, body, to):
        return True
    if not cues.AFTER_COMMA.match(scan.folded, body, to) or not is_action(scan, body, to):
        return False
    return not _enumerates(scan, parts[i - 1], begun) and _has_object(scan, parts, i, body)


def in_title(scan: Scan, begun: int, body: int) -> bool:
    """Tell whether a comma goes on with a document's subject: "về tăng cường kỷ cương, |"."""
    title = _TITLE.search(scan.folded, begun, body)
    return bool(title and _POLICY.match(scan.folded, body) and is_action(scan, title.end(), body))


def _enumerates(scan: Scan, before: tuple[int, int, str], begun: int) -> bool:
    """Tell whether the comma after a part only parts verbs: "rà soát, | bổ sung quy trình"."""
    first, end = before[0] <= begun, before[1]
    if first and _GROUND.match(scan.folded, begun, end):
        return True
    if not first and pure_actions(scan, after_name(scan, before[0]), end) >= end - 1:
        return True
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
    return _words(scan, body, reach) >= _OWN_OBJECT


def ends_in_action(scan: Scan, start: int, end: int) -> bool:
    """Tell whether a part ends in a verb without object: "rà soát, | hoàn thiện Chiến lược"."""
    words = list(_WORD.finditer(scan.folded, max(start, end - 30), end))
    for word in words[-2:-4:-1]:
        action = cues.RUN.match(scan.folded, word.start(), end)
        if action and action.end() >= words[-1].end():
            return not cues.GOVERNOR.search(
                scan.folded, max(start, word.start() - 14), word.start()
            )
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


def _only_time(scan: Scan, start: int, end: int) -> bool:
    """Tell whether a part only says when: "Trước ngày 01/7/2022, | tổ chức ký cam kết"."""
    time = cues.TIME.match(scan.folded, start, end)
    return time is not None and time.end() >= end


def _must(scan: Scan, body: int, to: int) -> bool:
    """Tell whether the part has a short subject of its own that must act: "bộ máy cần tinh gọn"."""
    modal = cues.STRICT_MODAL.search(scan.words, body, min(to, body + 60))
    return modal is not None and 1 <= _words(scan, body, modal.start()) <= _FEW and modal.end() < to


def _alike(scan: Scan, known: Names, parts: list[tuple[int, int, str]], i: int, body: int) -> bool:
    """Tell whether a part stands between two that say what is to be done: "thả cá; | ngủ màn"."""
    if not scan.text[body].islower() or _NOUN.match(scan.folded, body) or known.at(body):
        return False
    apart = [j for j, (_, _, mark) in enumerate(parts) if mark == ";" or j == 0]
    k = apart.index(i)
    beside = [apart[j] for j in (k - 1, k + 1) if 0 <= j < len(apart)]
    if len(beside) < _BOTH:
        return False
    starts = [after_connectors(scan, *parts[j][:2])[0] for j in beside]
    return all(commanded(scan, known, at, parts[-1][1]) for at in starts)


def _only_names(scan: Scan, known: Names, start: int, end: int) -> bool:
    """Tell whether a part only names who or what the next is about: "Các trường hợp cần thiết,"."""
    if not (_TOPIC.match(scan.folded, start, end) or name_end(scan, known, start, end)):
        return False
    last = name_end(scan, known, start, end) or start
    if start < last and trim(scan.text, last, end)[0] < end - 1 and last < end:
        return False
    return not cues.STRICT_MODAL.search(scan.words, start, end) and not is_action(scan, start, end)


def _without_source(scan: Scan, start: int, end: int) -> int:
    """Give where the clause ends without a bracket that only tells where to read more."""
    bracket = _BRACKET.search(scan.folded, start, end)
    if not bracket:
        return end
    i = bisect_left(scan.identifiers, bracket.start(), key=lambda found: found.start)
    cited = i < len(scan.identifiers) and scan.identifiers[i].start < bracket.end()
    return bracket.start() if cited or _SOURCE.search(bracket[0]) else end


def _finished(scan: Scan, known: Names, start: int, end: int) -> Span | None:
    """Give the clause without what only leads to its list and without another's purpose."""
    tail = cues.list_tail(scan.folded, max(start, end - 120), end)
    if tail and tail.start() > start and "trong đó" in tail[0]:
        end = tail.start()
    purpose = next(
        (m for m in _FOR_ANOTHER.finditer(scan.folded, start, end) if known.at(m.end())), None
    )
    if purpose:
        end = purpose.start()
    start, end = trim(scan.text, start, _without_source(scan, start, end))
    opened = scan.text.count("(", start, end) > scan.text.count(")", start, end)
    if opened and scan.text[end : end + 1] in {")", "*"}:
        end += 1
    return Span(start, end) if _words(scan, start, end) > 1 else None
