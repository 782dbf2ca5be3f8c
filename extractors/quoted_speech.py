"""Direct speech whose speaker stands behind it: "“...”, ông Kiên nói"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.actors import clean
from extractors.persons import pronoun_of
from extractors.text import CAPITALS

if TYPE_CHECKING:
    from extractors.ledger import Ledger
    from extractors.text import Span

_ATTRIBUTED = re.compile(
    rf"[”\"],?\s*[-–]?\s*((?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c|[Aa]nh|[Cc]hị|[{CAPITALS}])"
    r"[^\"“”]{2,80}?|(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí|[Vv]ăn bản"
    r"|[Cc]ông (?:điện|văn)|[Cc]hỉ thị|[Kk]ế hoạch)(?: này)?)"
    r"\s(?:nói|chia sẻ|cho biết|cho hay|nhấn mạnh|khẳng định|bày tỏ|phát biểu|đề nghị|yêu cầu"
    r"|kiến nghị|quán triệt|lưu ý|chỉ đạo|căn dặn|nhắn nhủ|kết luận|trao đổi|phân tích|mong muốn"
    r"|nêu|thông tin|thông báo|tuyên bố|kỳ vọng|giải thích|lý giải|cam kết|hứa|ghi rõ"
    r"|khuyến cáo|dặn|gợi ý|góp ý|nhắc)"
    r"(?:\s\w+){0,3}\W*\Z"
)
_LONGEST_SPEECH = 12  # sentences


def quoted(ledger: Ledger, parts: list[Span]) -> dict[Span, tuple[int, str | None]]:
    """Give for the sentences of a direct speech where each ends and who says it.

    "“Các xã cần rà soát dữ liệu”, ông Kiên nói": the speaker stands behind.
    """
    scan = ledger.scan
    found: dict[Span, tuple[int, str | None]] = {}
    for i, part in enumerate(parts):
        said = _ATTRIBUTED.search(scan.text, part.start, part.end)
        who = ledger.full_name(clean(scan, *said.span(1)), said.start()) if said else None
        if not said or not who:
            continue
        if pronoun_of(who.lower()):  # who spoke before goes on
            found[part] = (said.start(), None)
            continue
        found[part] = (said.start(), who)
        for earlier in reversed(parts[max(0, i - _LONGEST_SPEECH) : i]):
            if re.search('[“"]', scan.text[part.start : said.start()]):
                break
            found[earlier] = (earlier.end, who)
            if re.search('[“"]', scan.text[earlier.start : earlier.end]):
                break
    return found
