"""A directing sentence cut into clauses, one for each action of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import name_end
from extractors.outline import trim
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan

_SEPARATOR = re.compile(
    r"[,;()“”\"\s](?:(?<!\s)|(?=(?:đồng\s+thời|bên\s+cạnh\s+đó|song\s+song\s+đó)(?!\w)))"
)
_GAP = re.compile(r"[\s*,:“\"_–-]*")
_NUMBER_NEXT = re.compile(r"\s*(?:số\s*:?\s*)?\d")
_FOR_ANOTHER = re.compile(r"để(?<=\sđể)\s+(?=\w)")
_BRACKET = re.compile(r"\((?:[^()]|\([^()]*\)){0,400}\)?[\s*.,;]*\Z")
_SOURCE = re.compile(r"phụ\s+lục|kèm\s+theo|chi\s+tiết|đính\s+kèm")
_OWN_OBJECT = 5  # words of an action with its object
_LONG = 400  # characters; so much holds an object
_WORD = re.compile(r"\w+")
_ACHIEVED = re.compile(r"\s+được(?!\w)")
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
_CONDITION = re.compile(r"(?:nếu|khi|trường\s+hợp)\s[^,;]{1,80},\s*")
_SENDS = re.compile(r"(?:gửi|báo\s+cáo|trình|nộp|công\s+bố|cung\s+cấp|tổng\s+hợp)(?!\w)")
_STATES = re.compile(
    r"(?<!\w)(?:được|đã|sẽ|là|đạt|có\s+thể|còn|bị|xem\s+như|gồm|chiếm|diễn\s+ra)(?!\w)"
)
_NO_SUBJECT = re.compile(r"(?<!\w)(?:việc|sự|của|để|nhằm)(?!\w)")
_FEW = 5  # words of a subject of its own
_DONE = re.compile(r"(?:đã|đang|vừa)(?!\w)")


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
            _commanded(scan, known, body, end) or _aims(scan, found[-1][0], body)
            if joined
            else _continued(scan, parts, i, body, found[-1][0])
        )
        joined = False
        frozen = frozen or (mark == ";" and not opens and _states(scan, body, to))
        if opens:
            frozen = False
            found.append([body, to])
        elif mark == "," and cues.PURPOSE.match(scan.folded, body):
            frozen = True
        elif not frozen:
            found[-1][1] = to
    return [span for at, to in found if (span := _finished(scan, known, at, to))]


def after_connectors(scan: Scan, start: int, end: int) -> tuple[int, bool]:
    """Give where a clause begins after "đồng thời", "bên cạnh đó", and whether one stood there."""
    at, joined = start, False
    while True:
        opening = cues.OPENS_CLAUSE.match(scan.folded, at, end)
        if not opening:
            return at, joined
        at = opening.end()
        if opening[1] is None:
            return at, joined
        joined = True


def is_action(scan: Scan, at: int, end: int) -> bool:
    """Tell whether an action opens the clause at `at`: a verb, and no document's name.

    A time may stand before it: "đến ngày 10/01/2021 tổng hợp".
    """
    time = cues.TIME.match(scan.folded, at, end)
    at = time.end() if time else at
    action = cues.ACTION.match(scan.folded, at, end)
    if not action or _DONE.match(scan.folded, at, end):
        return False
    if cues.NOT_ACTION.match(scan.folded, at, end) or cues.ORGANISATION.match(scan.folded, at):
        return False
    if scan.text[at].isupper() and scan.folded.startswith("lãnh đạo", at):
        return False
    if _ACHIEVED.match(scan.folded, action.end(), end):
        return False
    if _NUMBER_NEXT.match(scan.folded, action.end(), end):
        return action[0] not in {"báo cáo", "thông báo", "hướng dẫn", "quyết định", "chỉ đạo"}
    return True


def pure_actions(scan: Scan, start: int, end: int) -> int:
    """Give where the run of verbs and adverbs ends that opens a clause: its object begins there."""
    at = start
    while action := cues.RUN.match(scan.folded, at, end):
        gap = _GAP.match(scan.folded, action.end(), end)
        at = gap.end() if gap else action.end()
    return at


def _parts(scan: Scan, known: Names, start: int, end: int) -> list[tuple[int, int, str]]:
    """Give the stretches between commas and semicolons, each with the mark before it."""
    parts: list[tuple[int, int, str]] = []
    depth, quoted, at, mark = 0, False, start, ""
    text = scan.text
    for m in _SEPARATOR.finditer(text, start, end):
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


def _skip(scan: Scan, at: int) -> int:
    gap = _GAP.match(scan.folded, at)
    return gap.end() if gap else at


def _words(scan: Scan, start: int, end: int) -> int:
    return len(_WORD.findall(scan.folded, start, end))


def _commanded(scan: Scan, known: Names, body: int, to: int) -> bool:
    """Tell whether a part after `;` or "đồng thời" says what is to be done."""
    if condition := _CONDITION.match(scan.folded, body, to):
        body = condition.end()
    if is_action(scan, body, to) or must_act(scan, known, body, to) is not None:
        return True
    return asked(scan, known, body, to) is not None


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
    if cues.CONTINUING.match(scan.folded, body, to) or _DUE.match(scan.folded[body:to]):
        return False
    if _must(scan, body, to):
        return True
    if not cues.AFTER_COMMA.match(scan.folded, body, to) or not is_action(scan, body, to):
        return False
    return not _enumerates(scan, parts[i - 1], begun) and _has_object(scan, parts, i, body)


def _enumerates(scan: Scan, before: tuple[int, int, str], begun: int) -> bool:
    """Tell whether the comma after a part only parts verbs: "rà soát, | bổ sung quy trình"."""
    first, end = before[0] <= begun, before[1]
    if first and _GROUND.match(scan.folded, begun, end):
        return True
    if not first and pure_actions(scan, _skip(scan, before[0]), end) >= end - 1:
        return True
    if end - begun < _LONG and (
        _words(scan, begun, end) < _OWN_OBJECT or pure_actions(scan, begun, end) >= end - 1
    ):
        return True
    return _ends_in_action(scan, before[0], end)


def _has_object(scan: Scan, parts: list[tuple[int, int, str]], i: int, body: int) -> bool:
    """Tell whether the action that opens a part has an object, there or after the next comma."""
    reach = to = parts[i][1]
    if i + 1 < len(parts) and parts[i + 1][2] == ",":
        following = parts[i + 1]
        bare = pure_actions(scan, body, to) >= to - 1
        if bare or not is_action(scan, _skip(scan, following[0]), following[1]):
            reach = following[1]
    return _words(scan, body, reach) >= _OWN_OBJECT


def _ends_in_action(scan: Scan, start: int, end: int) -> bool:
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


def asked(scan: Scan, known: Names, body: int, to: int) -> tuple[str, Span] | None:
    """Give the kind and the addressee of a clause such as "giao Sở Y tế rà soát", else None."""
    verb = cues.PERFORMATIVE.match(scan.folded, body, to)
    word = " ".join(verb[0].split()) if verb else ""
    if not verb or word not in cues.OPENING:
        return None
    at = _skip(scan, verb.end())
    last = name_end(scan, known, at, to)
    return (cues.PERFORMATIVES[word], Span(at, last)) if last else None


def must_act(scan: Scan, known: Names, body: int, to: int) -> int | None:
    """Give where the subject ends that is to act ("Sở Y tế rà soát"), None where there is none."""
    last = name_end(scan, known, body, to)
    if last is None:
        return None
    at = _skip(scan, last)
    acts = cues.STRICT_MODAL.match(scan.folded, at, to) or is_action(scan, at, to)
    return last if acts else None


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
