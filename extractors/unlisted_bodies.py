"""Bodies that no list has: capitals and the small words that go on in their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document_types import NAMES, WORDS
from extractors.text import Span, word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan

# A subject, an act, a time: it ends a body's name.
STOP = re.compile(rf"(?:{word_list(WORDS['after_body'])})(?!\w)")
# "Ban Chỉ đạo", "Tổ kiểm tra", "Tổ công tác triển khai Đề án 06"
ACTING = re.compile(
    r"(?<!\w)(?:ban|tổ|hội\s+đồng|đoàn)[\s*]+(?:(?:công\s+tác|giúp\s+việc|liên\s+ngành|điều\s+hành|chỉ\s+đạo)[\s*]+)*\Z"
)
_WORD = re.compile(r"([ \t*]{1,3}|[ \t*]{0,3}\n[ \t*]{0,3}|[ ]?[-–&][ ]?|,[ ])?([^\W_]+)")
_TITLE = re.compile(rf"(?:{word_list(NAMES)})(?!\w)")
_LONGEST = 24  # words; "Tổ giúp việc Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, …"
_PROJECT = re.compile(r"đề\s+án\s+[0-9]{1,3}(?!\w)")  # "Ban Điều hành Đề án 4"
# After a comma these begin the next body, not a part of the name: "…, tiêu cực tỉnh, UBND huyện".
_OTHER = re.compile(
    r"(?:ubnd|hđnd|sở|ủy\s+ban|hội\s+đồng\s+nhân\s+dân|chính\s+phủ|thủ\s+tướng|đoàn|ban\s+thường\s+vụ|tỉnh\s+ủy|huyện\s+ủy"
    r"|thành\s+ủy|đảng\s+ủy|đảng\s+bộ|chính\s+quyền|nhân\s+dân|chủ\s+tịch|giám\s+đốc|chi\s+cục|cục|văn\s+phòng|công\s+an|bộ\s+trưởng)(?!\w)"
)
_PREVENTS = re.compile(r",[ ](?:chống|tiêu\s+cực|cháy|chữa\s+cháy|ma\s+túy)(?!\w)")
# "Ban Chỉ đạo Quốc gia về chuyển đổi số": what it is about is in the name of a board.
_BOARD = re.compile(
    r"(?:ban[\s*]+chỉ[\s*]+đạo[\s*]+(?:trung[\s*]+ương|quốc[\s*]+gia)|hội[\s*]+đồng[\s*]+tư[\s*]+vấn)[\s*]+"
)
_DIGITAL = ("chuyển đổi ", "chính quyền ", "chính phủ ", "kinh tế ", "xã hội ")


def unlisted(scan: Scan, bodies: dict[int, Span], start: int) -> Span | None:
    """Give the body at `start` that no list has: capitals and the small words after them."""
    text, folded = scan.text, scan.folded
    if not text[start : start + 1].isupper():
        return None
    end = at = start
    for count in range(_LONGEST):
        m = _WORD.match(text, at)
        if m is None or (
            count
            and STOP.match(folded, m.start(2))
            and not ACTING.search(folded, start, m.start(2))
            and not _is_about(folded, start, m.start(2))
        ):
            break
        project = _PROJECT.match(folded, m.start(2))
        if project is not None:
            end = at = project.end()
            continue
        if count and _TITLE.match(folded, m.start(2)):
            break
        join, word = m[1] or "", m[2]
        if "," in join and (m.start(2) in bodies or _OTHER.match(folded, m.start(2))):
            break  # the next to act: "của Hội đồng Thi đua, Ủy ban nhân dân tỉnh ban hành"
        listed = (
            word[0].isupper() or _goes_on(folded, m.end()) or _PREVENTS.match(folded, m.start())
        )
        if "," in join and not listed:
            break
        if word in {"và", "hoặc"} and not text[m.end() + 1 : m.end() + 2].isupper():
            break
        at = m.end()
        if word not in {"và", "hoặc"}:
            end = at
    return Span(start, end) if end > start else None


def _is_about(folded: str, start: int, at: int) -> bool:
    """Whether what stands at a place tells what a board is about, and so is of its name."""
    if folded.startswith("số", at) and folded.endswith(_DIGITAL, start, at):
        return True
    about = folded.startswith("về ", at) and not folded.startswith("về việc", at)
    return about and _BOARD.fullmatch(folded, start, at) is not None


def _goes_on(folded: str, at: int) -> bool:
    return re.match(r"(?: \w+){0,3} và \w", folded[at : at + 40]) is not None
