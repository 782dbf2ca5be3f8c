"""How a text says what it is: "trên đây là báo cáo", "vừa công bố", "xem toàn văn tại đây"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.words import Words

HEAD = 1200  # characters in which a document shows its head
LEAD = 400  # characters of the first paragraph
ACT = (
    r"(?:kế\s+hoạch|quyết\s+định|chỉ\s+thị|nghị\s+quyết|thông\s+báo|công\s+văn|công\s+điện"
    r"|hướng\s+dẫn|"
    r"chương\s+trình|đề\s+án|quy\s+chế|quy\s+định|thông\s+tư|nghị\s+định)"
)


_LED_BY = re.compile(r"(?:\\A)?([^\W\d_]+)(?:\\s\+([^\W\d_]+))?")  # of a pattern: "một\s+số"


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a text says what it is: the phrase, its genre and worth, how many characters hold it.

    Each way to say it is a pattern of its own; those that begin with a word are found by it.
    """

    said: tuple[re.Pattern[str] | Cue, ...]
    genre: str
    worth: int
    most: int | None = None

    def search(self, words: Words) -> re.Match[str] | None:
        """Give the first place where it is said."""
        end = len(words.folded) if self.most is None else self.most
        first: re.Match[str] | None = None
        for said in self.said:
            if isinstance(said, Cue):
                met = said.search(words, 0, end)
            else:
                met = said.search(words.folded, 0, end)
            if met and (first is None or met.start() < first.start()):
                first = met
        return first


def _phrase(said: str | list[str], genre: str, worth: int, most: int | None = None) -> Phrase:
    ways = [said] if isinstance(said, str) else said
    return Phrase(tuple(map(_way, ways)), genre, worth, most)


def _labels(said: list[str], genre: str, worth: int) -> Phrase:
    """The same of what a page prints, which may hang on the word before it: "TinLượt xem"."""
    return Phrase(tuple(re.compile(way, re.MULTILINE) for way in said), genre, worth)


def _way(said: str) -> re.Pattern[str] | Cue:
    led = _LED_BY.match(said)
    if led is None:
        return re.compile(said, re.MULTILINE)
    return Cue(said, [" ".join(filter(None, led.groups()))], re.MULTILINE)


_TELLS_OF = rf"\s(?:ban\s+hành|ký|có)\s+(?:{ACT}|văn\s+bản\s+số)\s"
_AS_FOLLOWS = r"(?:\s(?:(?!thông\s+báo|kết\s+luận|yêu\s+cầu)[^\n.;:]){0,160})?(?:\snhư\s+sau|:\s*$)"
_WHERE = r"(?:xem|tải|đính\s+kèm|kèm\s+theo|tại\s+đây)"
_OPENS = r"^[^\w\n]{0,8}"
_OF_A_TIME = r"[^\n.;:]{0,120}?(?<!\w)(?:tháng|quý|năm)\s+(?:[0-9]|i|đầu|cuối)[^\n.;:]{0,60}$"
PHRASES = (
    _phrase(
        [rf"báo\s+cáo(?<!việc báo cáo){_AS_FOLLOWS}", rf"tổng\s+hợp{_AS_FOLLOWS}"],
        "report",
        5,
        HEAD,
    ),
    _phrase(r"trên\s+đây\s+là\s+(?:nội\s+dung\s+)?báo\s+cáo", "report", 4),
    _phrase(r"xin\s+(?:được\s+|trân\s+trọng\s+)?báo\s+cáo(?!\w)", "report", 5),
    _phrase(r"kính\s+thưa\s", "report", 2, LEAD),
    # a title: "Kết quả tiếp công dân tháng 4 năm 2017", "Tình hình kinh tế - xã hội quý I"
    _phrase(
        [
            rf"{_OPENS}kết\s+quả\s+(?:công\s+tác|thực\s+hiện|triển\s+khai|giải\s+quyết|tiếp)\s{_OF_A_TIME}",
            rf"{_OPENS}tình\s+hình\s+(?:kinh\s+tế|thực\s+hiện|công\s+tác|sản\s+xuất)\s{_OF_A_TIME}",
        ],
        "report",
        5,
        HEAD,
    ),
    _phrase(
        [
            r"\Abáo\s+cáo\s+(?:chính\s+trị|tổng\s+kết|sơ\s+kết)(?!\w)",
            r"\Abáo\s+cáo\s+của\s[^\n,.]{3,160}$",
        ],
        "report",
        4,
    ),
    _phrase(
        r"vừa\s+(?:mới\s+)?(?:có\s+(?:công\s+văn|văn\s+bản|chỉ\s+đạo|báo\s+cáo)|công\s+bố"
        r"|tổ\s+chức|diễn\s+ra|chỉ\s+đạo|yêu\s+cầu|phê\s+duyệt|quyết\s+định|cho\s+biết|khai\s+mạc)(?!\w)",
        "news",
        3,
        LEAD,
    ),
    _phrase(
        [rf"{act}(?:\s[^\n.;:]{{0,160}})?\snhư\s+sau" for act in (r"thông\s+báo", r"kết\s+luận")],
        "document",
        4,
        HEAD,
    ),
    _phrase(
        rf"trên\s+đây\s+là\s+(?:nội\s+dung\s+|toàn\s+bộ\s+)?(?:{ACT}|kết\s+luận|ý\s+kiến)",
        "document",
        4,
    ),
    _phrase(
        [
            rf"{shown}(?:\s[^\n.;]{{0,60}})?\s{_WHERE}"
            for shown in (r"toàn\s+văn", r"nội\s+dung\s+chi\s+tiết", r"chi\s+tiết", "mời")
        ],
        "document_page",
        4,
    ),
    _phrase(rf"nội\s+dung\s+(?:chính|chủ\s+yếu|cơ\s+bản)\s+của\s+{ACT}", "document_page", 2),
    _phrase(_TELLS_OF, "document_page", 3, LEAD),
    _phrase(_TELLS_OF, "told", 2, LEAD),
    _labels(
        [
            *(r"cập\s+nhật\s+(?:lúc|ngày)", r"đăng\s+(?:lúc|ngày)", r"lượt\s+(?:xem|đọc)"),
            *(r"số\s+lượt\s", "draft:(?<=^draft:)", "layout:(?<=^layout:)"),
        ],
        "news",
        2,
    ),
    # when it was put on the page: "Thứ Hai, 08/05/2023, 20:04"
    _phrase(
        [
            r"\d{1,2}[/-]\d{1,2}[/-]\d{4}[,\s|-]{1,4}\d{1,2}[:h]\d{2}",
            r"\d{1,2}[:h]\d{2}(?::\d{2})?[,\s|-]{1,4}\d{1,2}[/-]\d{1,2}[/-]\d{4}",
        ],
        "news",
        2,
        HEAD,
    ),
    _phrase(
        [
            *(r"một\s+số\s+hình\s+ảnh", r"kết\s+thúc\s+(?:buổi|cuộc|hội\s+nghị)"),
            r"tại\s+các\s+buổi\s+làm\s+việc",
        ],
        "news",
        3,
    ),
)
