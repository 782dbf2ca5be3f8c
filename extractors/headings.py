"""Headings: of a section, of who is to act, and the fields of a task's record."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, name_end, names_end
from extractors.lacks import Expected, lacking
from extractors.ledger import DIRECTING, Head
from extractors.outline import PLAIN, Paragraph
from extractors.planned import EXAMINED
from extractors.text import SMALL

if TYPE_CHECKING:
    from extractors.ledger import Ledger

_LEAD = cues.spaced(
    r"(?P<ask>(?:đề nghị|kính đề nghị|kiến nghị|đề xuất)(?:(?:,| và)? (?:kiến nghị|đề xuất))?)"
    r"(?: (?:với|đối với))? |(?:giao|yêu cầu|phân công) (?:cho )?|đối với |trách nhiệm (?:của )?"
    r"|về phía |với |nhiệm vụ của "
)
_AT = cues.spaced(rf"(?:{_LEAD.pattern}|(?P<place>(?:tại|ở) ))")
_DUTY = cues.spaced(
    r"[\s,*]*(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần|phải)?[\s*_]*(?:\([^()]*\))?[\s*_]*"
)
_RELATIVE = re.compile(
    r"\s+(?:có|được|chưa|đã|đang|theo|trên|tại|trong|là|không)\s(?!.*trách nhiệm)"
)
_OF = re.compile(r"(?<!\w)của\s+")
_DONE = re.compile(r"(?<!\w)(?:đã|được|luôn|đang|vừa)(?!\w)")
_MUST = re.compile(r"(?<!\w)(?:phải|cần)\s(?!làm|thực hiện|tập trung)")
_WORDS = re.compile(r"\w+")
_INNER_STOP = re.compile(rf"[{SMALL}]\.\s")
_FIELD = cues.spaced(r"(?:về )?công tác")
_LONGEST = 160
_LONGEST_NAMES = 300  # a longer line names nobody only, if no colon ends the name
_DASH = 60
_NUMBERED = 45  # a heading stands over letters and dashes
# It stands over a paragraph too: "Phương hướng, nhiệm vụ những tháng cuối năm".
_AHEAD = cues.spaced(
    r"(?:một số |các |những )?(?:phương hướng|nhiệm vụ|giải pháp|định hướng|công tác)(?:,? (?:và )?"
    r"(?:nhiệm vụ|giải pháp|trọng tâm))*(?: \w+){0,4}? (?:thời gian tới|tháng|quý|năm|những tháng"
    r"|cuối năm|trọng tâm|tới|tuần|giai đoạn)(?!\w)[^:;.]{0,40}\Z"
)
_FEW = 3
_SHORT = 9


# "Hạn chế đến mức thấp nhất tình trạng chồng chéo": a task.
_REFRAINS = cues.spaced(
    r"hạn chế (?:đến mức|tới mức|tối đa|thấp nhất|việc|tình trạng|sử dụng|tổ chức|ban hành)(?!\w)"
)


def section(ledger: Ledger, row: Paragraph, following: Paragraph | None) -> int | None:
    """Take the heading of a section; give where the text after it begins, None if it is none."""
    text, folded = ledger.scan.text, ledger.scan.folded
    colon = text.find(":", row.start, min(row.end, row.start + _LONGEST))
    to = colon if colon >= 0 else row.end
    if to - row.start > _LONGEST:
        return None
    raw = text[row.first : to]
    marked = row.level < _DASH or "**" in raw or raw.isupper() or raw.startswith("#")
    marked = marked or _stands_over(raw, row, following)
    title = title_of(folded[row.start : to], marked=marked) if marked or colon >= 0 else None
    if title is None:
        return None
    best, mode = 0, ""
    for kind, pattern in cues.SECTIONS.items():
        if (found := pattern.match(title)) and found.end() > best:
            best, mode = found.end(), kind
    if _is_member(ledger, row, mode, title):
        best = 0
    if best and cues.PERFORMATIVE.match(title, title.rfind(" ") + 1) and " " in title:
        return None  # "2. Về nhiệm vụ cụ thể, UBND thành phố giao:" is a head sentence
    if not best:
        return row.end if marked and _names_field(ledger, row, following, colon) else None
    if not is_title(ledger, mode, title, title[best:].strip(" ,"), raw):
        return None
    ledger.about = ledger.about if mode == "findings" else None
    whose = _whose(ledger, mode, row.start, to)
    head = section_head(ledger, mode, row.level)
    inline = colon >= 0 and row.level == PLAIN and mode == "closed"
    inline = inline and bool(text[colon + 1 : row.end].strip(" *_"))
    ledger.push(replace(head, agent=whose or head.agent, local=inline))
    return colon + 1 if colon >= 0 else row.end


def _stands_over(raw: str, row: Paragraph, following: Paragraph | None) -> bool:
    """Tell whether a short bare line stands over a list: "Yêu cầu, kiến nghị"."""
    if row.level != PLAIN or not following:
        return False
    if following.level >= PLAIN and not _AHEAD.match(raw.lower()):
        return False
    return raw[-1:].isalnum() and raw[:1].isupper() and len(_WORDS.findall(raw)) < _SHORT


def _whose(ledger: Ledger, mode: str, start: int, end: int) -> str | None:
    """Give who asks where the heading says so: "KIẾN NGHỊ CỦA ĐOÀN GIÁM SÁT"."""
    if mode not in {"recommendations", "directives"}:
        return None
    of = _OF.search(ledger.scan.folded, start, end)
    last = name_end(ledger.scan, ledger.known, of.end(), end) if of else None
    name = clean(ledger.scan, of.end(), last) if of and last else None
    return ledger.in_body(name) if name and name.isupper() else name


def title_of(folded: str, *, marked: bool) -> str | None:
    """Give the words of a line if they may be a title: one phrase, short where nothing marks it."""
    title = folded.strip(" *_.\n")
    if not title or (". " in title and _INNER_STOP.search(title)):
        return None
    return title if marked or len(_WORDS.findall(title)) < _SHORT else None


def is_title(ledger: Ledger, mode: str, title: str, rest: str, raw: str) -> bool:
    """Tell whether the words after the section's name still make a title, and no sentence."""
    if mode == "findings":
        return not _REFRAINS.match(title)
    if mode == "closed":  # "Căn cứ Kế hoạch này, xây dựng kế hoạch của đơn vị mình."
        return not (title.startswith("căn cứ") and "," in rest)
    if mode == "commitments":
        looked = EXAMINED.match(title)
        told = _DONE.search(title) or _MUST.search(rest)
        return not (told or (looked and looked["seen"]))
    if mode not in {"directives", "recommendations"} or not rest:
        return True
    if cues.ACTOR.match(rest) or re.match(r"(?:với|đối với|cho)\s", rest):
        return False
    at = ledger.scan.folded.find(rest)
    if cues.ACTION.match(rest) or ledger.known.at(at):
        return raw.isupper()
    return len(_WORDS.findall(rest)) <= _FEW or raw.isupper()


def _names_field(ledger: Ledger, row: Paragraph, following: Paragraph | None, colon: int) -> bool:
    """Tell whether a numbered line only names a field of work: "2. Cải cách thể chế:"."""
    scan = ledger.scan
    if row.level > _NUMBERED or not following or following.level <= row.level:
        return False
    if any(pattern.match(scan.folded, following.start) for pattern in cues.FIELDS.values()):
        return False  # a task of a record: "3.1. Nâng cấp phần mềm | - Đơn vị chủ trì: Sở A"
    bare = scan.text[row.start : row.end].rstrip(" *_")
    if bare.endswith((".", ";")) or (colon >= 0 and not bare.endswith(":")):
        return False
    bold = scan.text[row.first : row.end].strip().startswith("**") or bare.isupper()
    most = 2 * _SHORT if _among_lacks(ledger, row) else _SHORT
    short = len(_WORDS.findall(bare)) <= most
    if not (bold or bare.endswith(":") or short or _details(ledger, row, following)):
        return False
    named = name_end(scan, ledger.known, row.start, row.end)
    return not named and not _LEAD.match(scan.folded, row.start, row.end)


def _details(ledger: Ledger, row: Paragraph, following: Paragraph) -> bool:
    """Tell whether a longer line without a stop heads what is to be done below it."""
    scan = ledger.scan
    acts = clauses.is_action(scan, following.start, following.end)
    acts = acts or clauses.must_act(scan, ledger.known, following.start, following.end) is not None
    governed = ledger.tasking() is not None or (ledger.head is None and ledger.acts)
    return acts and governed and scan.text[row.end - 1].isalnum()


def _is_member(ledger: Ledger, row: Paragraph, mode: str, title: str) -> bool:
    """Tell whether the line belongs to the section above: "1.1. Hồ sơ trực tuyến còn thấp"."""
    tasking = ledger.tasking()
    if mode == "closed" and tasking and tasking.level < row.level and _FIELD.match(title):
        return True  # "1. Công tác chỉ đạo, điều hành" among the tasks
    if mode == "findings" or not _among_lacks(ledger, row):
        return False
    stated = lacking(ledger.scan, row.start, row.end, Expected.LISTED) is not None
    return stated or mode == "closed"


def _among_lacks(ledger: Ledger, row: Paragraph) -> bool:
    """Tell whether the line stands below a heading such as "Tồn tại, hạn chế"."""
    above = ledger.head
    return above is not None and above.mode == "findings" and above.level < row.level


def section_head(ledger: Ledger, mode: str, level: int) -> Head:
    """Give what the heading of a section lets govern."""
    above = ledger.head
    agent = (above.agent if above else None) or ledger.issuer
    if mode in {"findings", "closed"}:
        return Head(level, mode, agent=agent, awaits=True, heading=True)
    kinds = {"directives": "directive", "recommendations": "recommendation"}
    kind = kinds.get(mode, "commitment")
    tasking = ledger.tasking()
    given = ledger.type in DIRECTING or (tasking is not None and tasking.kind == "directive")
    if kind == "commitment" and given:
        kind = "directive"
    addressee = tasking.addressee if tasking else None
    return Head(level, "tasks", kind, agent, addressee, awaits=True, heading=True)


def addressed(ledger: Ledger, row: Paragraph, following: Paragraph | None) -> int | None:
    """Take "Đối với X:", "Giao X:", "2. Sở X": who is to act on what follows.

    Gives where the text after it begins, None if it is no such heading.
    """
    scan, text = ledger.scan, ledger.scan.text
    if row.end - row.start > _LONGEST_NAMES and text.find(":", row.start, row.end) < 0:
        return None
    above = ledger.head
    lacking = above is not None and above.mode == "findings"
    lead = (_AT if lacking else _LEAD).match(scan.folded, row.start, row.end)
    at = lead.end() if lead else row.start
    if above is not None and above.mode == "closed" and not lead:
        return None
    last = names_end(scan, ledger.known, at, row.end)
    if last is None or (not lead and scan.folded.startswith(("kế hoạch", "chỉ thị"), at)):
        return None
    whole = text[row.start : row.end].rstrip(" *_")
    if whole.endswith(":") and len(whole) < _LONGEST and ":" not in whole[:-1]:
        last = _to_colon(ledger, last, row.start + len(whole) - 1)
    duty = _DUTY.match(scan.folded, last, row.end)
    stop = duty.end() if duty else last
    stop += text[stop : stop + 1] == ")"
    colon = stop < row.end and text[stop] == ":"
    if not colon and text[stop : row.end].strip(" ;*_" if lead else " .;*_"):
        return None
    if not lead and not _heads_actions(ledger, row, following, colon=colon):
        return None
    tasking = ledger.tasking()
    asks = lead is not None and lead["ask"] is not None
    lacking = lacking and not asks
    asked = asks or (tasking is not None and tasking.kind == "recommendation")
    who = clean(scan, at, last)
    ledger.about = who if lacking else ledger.about
    ledger.push(
        Head(
            row.level,
            "findings" if lacking else "tasks",
            "recommendation" if asked else "directive",
            (above.agent if above else None) or ledger.issuer,
            who,
            above.deadline if above else None,
            awaits=True,
        )
    )
    return stop + 1 if colon else row.end


def _to_colon(ledger: Ledger, last: int, colon: int) -> int:
    """Give the colon where only a relative phrase is before it: "Các sở có thủ tục tại ...:"."""
    phrase = _RELATIVE.match(ledger.scan.folded, last, colon)
    return colon if phrase else last


# The first of several actions: "Các bộ, cơ quan, địa phương: (i) | Tiếp tục cắt giảm".
_FIRST = re.compile(r"[^:;.]{3,200}:\s*\(?(?:i|1|a)\)\s+")


def _heads_actions(
    ledger: Ledger, row: Paragraph, following: Paragraph | None, *, colon: bool
) -> bool:
    """Tell whether a line with nothing but a name heads what that body is to do."""
    bold = "**" in ledger.scan.text[row.first : row.end]
    listed = _FIRST.match(ledger.scan.folded, row.start, row.end) if colon else None
    if listed and clauses.is_action(ledger.scan, listed.end(), row.end):
        return True
    if row.level == PLAIN and not bold and not ledger.tasking():
        return False
    if colon:
        return True
    if following is None or not (following.level > row.level or bold):
        return False
    acts = clauses.is_action(ledger.scan, following.start, following.end)
    tasking = ledger.tasking()
    given = tasking is not None and tasking.kind != "commitment" and row.level < PLAIN
    return acts or (given and not bold)
