"""What a whole paragraph is for: a document's type, its legal grounds, a headline, a signature."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, name_end
from extractors.imperatives import next_part
from extractors.outline import PLAIN
from extractors.text import CAPITALS

if TYPE_CHECKING:
    from extractors.ledger import Ledger
    from extractors.outline import Paragraph

_DOCUMENT_TYPE = cues.spaced(
    r"[*#\s]*(chỉ thị|kế hoạch|quyết định|báo cáo|thông báo|công điện|nghị quyết|hướng dẫn"
    r"|chương trình|tờ trình|kết luận(?= (?:cuộc|buổi|phiên|hội nghị|giao ban)"
    r"|[*\s:]*\Z)[^:.;]{0,60})"
    r"[*\s:]*\Z"
)
_ISSUED = cues.spaced(r"trên đây là (?:kế hoạch|chương trình|hướng dẫn|báo cáo)[^.:]{0,200}? của ")
_ABOVE_GROUNDS = cues.spaced(r"(?:căn cứ|theo|xét|thực hiện) ")
_GROUND = cues.spaced(r"căn cứ |(?:xét|theo) (?:đề nghị|tờ trình) ")
_CITED = cues.spaced(
    r"(?:căn cứ|xét|theo) (?:đề nghị|tờ trình|hiến pháp|luật|bộ luật|pháp lệnh|nghị định|nghị quyết"
    r"|thông tư|quyết định|công văn|chỉ thị|kế hoạch|kết luận|thông báo|văn bản)(?! này)(?!\w)"
)
_SIGNATURE = re.compile(rf"[{CAPITALS}]\w+(?:(?:\s|\s?[-–,]\s?)[{CAPITALS}]\w+){{1,7}}")
# Who signs, and what an annex opens with: "TM. ỦY BAN NHÂN DÂN", "(Kèm theo Quyết định số 12".
_SIGNED_OFF = re.compile(
    r"(?:TM|KT|TL|TUQ|T/M|T/L)[.\s]\s?[A-ZĐ]{2}"
    r"|\((?:Ban hành )?[Kk]èm theo (?:[A-ZĐ]|[a-z ]{5,20} số)"
)
# Only names of those who get the document follow; some pages misread the words.
_OVER = cues.spaced(
    r"n[ơo]i nh[ậâạ]n(?!\w)|như (?:trên|điều \d|kính gửi)[;.]|lưu:? (?:vt|văn thư)(?!\w)"
)
_LONGEST_RECIPIENT = 160  # characters
_DASH = 60
# More words than a caption has, and than the longest headline; the rest is not counted.
_CAPTION = re.compile(r"(?:\W*+\w++){15}")
_HEADLINE = re.compile(r"(?:\W*+\w++){31}")
_ENDED = (".", ";", ":", "…", "!", "?", "”", "*", "./.")


def names_type(ledger: Ledger, row: Paragraph) -> None:
    """Learn what the text is from a line that names nothing else: "CHỈ THỊ"."""
    kind = _DOCUMENT_TYPE.match(ledger.scan.folded, row.first, row.end)
    if kind and kind.end() == row.end and not ledger.type:
        ledger.type = "kết luận" if kind[1].startswith("kết luận") else kind[1]


def closes(ledger: Ledger, row: Paragraph) -> None:
    """End all heads at "Trên đây là ..." and learn from it whose text it is."""
    scan = ledger.scan
    if _SIGNED_OFF.match(scan.text, row.start, row.end):
        ledger.heads.clear()
    ledger.over = (ledger.over and row.level >= _DASH) or bool(
        _OVER.match(scan.folded, row.start, row.end)
    )
    if not cues.CLOSING.match(scan.folded, row.start, row.end):
        return
    ledger.heads.clear()
    issued = _ISSUED.match(scan.folded, row.start, row.end)
    last = name_end(scan, ledger.known, issued.end(), row.end) if issued else None
    if issued and last and not ledger.issuer:
        ledger.issuer = clean(scan, issued.end(), last)


def addresses(ledger: Ledger, row: Paragraph) -> bool:
    """Tell whether a line under "Nơi nhận:" only says who gets the document."""
    short = row.end - row.start < _LONGEST_RECIPIENT
    return ledger.over and short and not ledger.scan.folded.startswith("căn cứ", row.start)


def gives_grounds(ledger: Ledger, row: Paragraph) -> bool:
    """Tell whether a paragraph only cites what a document rests on: "Căn cứ Luật ...;"."""
    scan = ledger.scan
    if not _GROUND.match(scan.folded, row.start, row.end):
        return False
    body = scan.text[row.start : row.end].rstrip(" *_")
    if body.endswith(":"):
        return False
    if row.level >= _DASH and body.endswith(";"):
        return _CITED.match(scan.folded, row.start, row.end) is not None
    part = next_part(scan, ledger.known, row.start, row.end)
    while part is not None:
        if clauses.commanded(scan, ledger.known, part, row.end):
            return False
        part = next_part(scan, ledger.known, part, row.end)
    return True


# What stands between a council and the grounds of its resolution.
_SESSION = re.compile(r"KH[ÓO][AÁ]\s[^a-z]{1,40}")


def signed(ledger: Ledger, row: Paragraph, following: Paragraph | None) -> None:
    """Learn who decides from the line above the legal grounds: "CHỦ TỊCH UBND TỈNH"."""
    scan = ledger.scan
    if ledger.issuer or not following or not scan.text[row.start : row.end].isupper():
        return
    grounds = _ABOVE_GROUNDS.match(scan.folded, following.start, following.end)
    session = _SESSION.match(scan.text, following.start, following.end)
    if not (grounds or session):
        return
    last = name_end(scan, ledger.known, row.start, row.end)
    if last == row.end:
        ledger.issuer = clean(scan, row.start, last)


def is_headline(ledger: Ledger, row: Paragraph, start: int) -> bool:
    """Tell whether a line without a stop is a headline, which orders nothing by itself."""
    body, head = ledger.scan.text[start : row.end], ledger.head
    governed = head is not None and (head.heading or head.awaits or head.level < PLAIN)
    bare = row.level == PLAIN and not governed and not body.endswith(_ENDED)
    return bare and not _HEADLINE.match(body)


def is_short_line(row: Paragraph, body: str) -> bool:
    """Tell whether a line is as short as a caption or an entry of a menu, and ends in no stop."""
    if row.level < PLAIN or body.endswith(_ENDED):
        return False
    return not _CAPTION.match(body)


def is_signature(row: Paragraph, body: str) -> bool:
    """Tell whether a line holds nothing but names of persons."""
    return row.level == PLAIN and _SIGNATURE.fullmatch(body.rstrip(" *_")) is not None
