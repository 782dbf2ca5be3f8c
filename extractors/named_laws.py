"""Laws by name, without a number: "Luật Tổ chức chính quyền địa phương năm 2025"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import days, relations
from extractors.document_types import WORDS
from extractors.facts import Reference
from extractors.text import word_list
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.atoms import Scan

_LAW = Cue(
    r"(?<!\w)(?:bộ\s+luật|luật|hiến\s+pháp|pháp\s+lệnh)(?!\w)",
    ("bộ luật", "luật", "hiến pháp", "pháp lệnh"),
)
_LAW_WORD = re.compile(r"([ \t*]{1,3}|[ \t*]{0,2}\n[ \t*]{0,2}|,\s)([^\W_]+)")
_LAW_STOP = re.compile(rf"(?:{word_list(WORDS['after_law'])})(?!\w)")
_LAWFUL = re.compile(r"pháp\s+luật\Z")
_STUDIES = re.compile(
    r"(?<!\w)(?:đại học|học viện|khoa|ngành|cử nhân|trường|báo|công ty|văn phòng|hãng|bộ môn|hội"
    r"|đoàn|lớp)\s{1,3}\Z"
)
_LAW_YEAR = re.compile(r"\s{1,2}(?:năm\s+)?((?:19|20)[0-9]{2})(?![\w/])")
_LAW_DAY = re.compile(r",?[\s*]{1,3}(?=ngày)")
# "Luật Tổ chức HĐND và UBND": both organs stand in its name.
_ORGAN = re.compile(r"\s+(?:ubnd|ủy\s+ban\s+nhân\s+dân|đại\s+biểu\s+hội\s+đồng\s+nhân\s+dân)(?!\w)")
_LONGEST_LAW = 22  # words


def find(scan: Scan) -> Iterator[Reference]:
    """Give the laws that a scan cites by name, which since 2025 is the rule; none has a code."""
    for m in _LAW.matches(scan.words):
        if not scan.text[m.start()].isupper() or (m.start() and scan.text[m.start() - 1].isalnum()):
            continue
        if _STUDIES.search(scan.folded, max(0, m.start() - 12), m.start()):
            continue
        constitution = m[0].startswith("hiến")
        name = m.end() if constitution else _law_name(scan, m.end())
        if name is None:
            continue
        year = _LAW_YEAR.match(scan.folded, name)
        if constitution and year is None:
            continue
        day = None if constitution else _law_day(scan, name)
        end = day[1] if day else year.end() if year else name
        kind = "HP" if constitution else "PL" if m[0].startswith("pháp") else "LUẬT"
        told = relations.by_cue(scan.folded, max(0, m.start() - 60), m.start())
        yield Reference(
            start=m.start(),
            end=end,
            quote=scan.text[m.start() : end],
            code=None,
            type=kind,
            year=year[1] if year else None,
            date=day[0] if day else None,
            relation=told,
        )


def _law_day(scan: Scan, name: int) -> tuple[str, int] | None:
    gap = _LAW_DAY.match(scan.folded, name)
    return days.at(scan.folded, gap.end()) if gap else None


def _law_name(scan: Scan, start: int) -> int | None:
    """Where the name of a law ends: it begins with a capital and goes on in small words."""
    at = start
    for count in range(_LONGEST_LAW):
        m = _LAW_WORD.match(scan.text, at)
        if m is None or (
            count
            and _LAW_STOP.match(scan.folded, m.start(2))
            and not _LAWFUL.search(scan.folded, at - 5, m.end())
        ):
            break
        if not count and (not m[2][0].isupper() or "," in m[1]):
            return None
        if count > 1 and m[2][0].isupper() and not m[2].isupper():
            break
        if "," in m[1] and not scan.folded.startswith(WORDS["law_pairs"], m.start(2)):
            break
        if m[2] == "và" and scan.text[m.end() + 1 : m.end() + 2].isupper() and count > 1:
            organ = _ORGAN.match(scan.folded, m.end())
            if organ is None:
                break
            at = organ.end()
            continue
        at = m.end()
    return at if at > start else None
