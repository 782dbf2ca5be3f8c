"""The cue words of `cues.toml` as compiled patterns over folded text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.text import word_list
from extractors.words import Anchor, Cue, opening_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cues.toml").read_text(encoding="utf-8")
)
_WORDS, _ACTIONS = _DATA["words"], _DATA["actions"]
PERFORMATIVES: dict[str, str] = _DATA["performatives"]  # folded verb -> kind


def whole(terms: Iterable[str]) -> str:
    """Give the pattern of any of the terms as whole words; it matches the longest."""
    return rf"(?<!\w)(?:{word_list(terms)})(?!\w)"


def spaced(pattern: str) -> re.Pattern[str]:
    """Give the pattern compiled so that a space in it matches any white space, line breaks too."""
    return re.compile(pattern.replace(" ", r"\s+"))


def _sought(terms: Iterable[str]) -> Cue:
    """The terms as whole words that are searched for, not only tried at a place."""
    terms = list(terms)
    return Cue(whole(terms), terms)


def _compiled(terms: Iterable[str]) -> Anchor:
    terms = list(terms)
    return Anchor(whole(terms), terms)


ACTOR = _compiled([*_DATA["bodies"], *_DATA["groups"]])
NOT_BODY = re.compile(rf"(?!đoàn\s+kết\s+luận){whole(_DATA['not_bodies'])}")
GOVERNOR = re.compile(whole(_DATA["governors"]) + r"\s+\Z")
RELATIVE = _sought(_DATA["relatives"])

# "tổ chức" as a noun: an organisation; else it is the verb "to hold".
ORGANISATION = spaced(
    r"tổ chức(?=,|\.| (?:bên trong|của|này|đó|nêu trên|nói trên)(?!\w)"
    r"| (?:và|,)? ?(?:cá nhân|công dân|doanh nghiệp|chính trị|đảng|đoàn thể|xã hội"
    r"|hội|kinh tế|tín dụng|có liên quan|liên quan|khác|thành viên|trực thuộc|sự nghiệp"
    r"|hành chính|cơ sở|tôn giáo))"
)

ORGANISED_FOR = spaced(r"tổ chức(?:,| và) ")  # a verb beside another: "tổ chức, hướng dẫn"

PERFORMATIVE = _sought(PERFORMATIVES)
OPENING = frozenset(_WORDS["opening"])
NOUN_BEFORE = re.compile(whole(_WORDS["nouns_before"]) + r"\s+\Z")
NOT_GIAO = re.compile(
    r"giao\s+(?!ban\s+(?:quản|chỉ|tổ|giám|dân|tuyên|nội|thường|chấp|chủ|kinh|pháp|văn)\s)"
    + whole(_WORDS["not_giao"])
)
BETWEEN = re.compile(
    r"(?:\s*\([^()]{0,300}\))?(?:[\s,*]*" + whole(_WORDS["between"]) + r")*[\s,*]*"
)
SPEECH = _compiled(_WORDS["speech"])
SPEAKS = _compiled([*set(_WORDS["speech"]) - {"đã", "vừa", "đang", "sẽ"}, *_WORDS["speaks"]])
SAYS = Cue(whole(_WORDS["says"]) + r"(?:\s+thêm)?(?:\s+rằng)?[\s,:]+", _WORDS["says"])
MODAL = _compiled(_WORDS["modals"])
STRICT_MODAL = Cue(  # "giấy tờ cần thiết" asks for nothing
    r"(?<!không )" + whole(_WORDS["modals_strict"]) + r"(?<!(?<!\w)cần(?=\s+thiết(?!\w)))",
    _WORDS["modals_strict"],
)
SHOULD = _compiled(_WORDS["shoulds"])
FUTURE = _compiled(_WORDS["futures"])
# Nobody asks for anything or will do anything without one of these.
ASKS = _sought(
    [
        *(*PERFORMATIVES, *_WORDS["says"], *_WORDS["modals_strict"], *_WORDS["futures"]),
        *("vì vậy", "do vậy", "do đó", "vì thế", "bởi vậy", "bởi thế"),
    ]
)
AHEAD = _sought(_WORDS["ahead"])
OPENS_CLAUSE = re.compile(
    r'[\s*,:“"_–-]*(?:(?:\(\d{1,2}\)|\((?:i{1,3}|iv|vi{0,3})\)|\d{1,2}[.)]|[a-hđ]\))[\s,]+)?'
    rf"({whole(_WORDS['connectors'])}(?!\s+hóa(?!\w)))?"  # "cụ thể hóa" is a verb
)
OPENING_WORDS = opening_words([*_WORDS["connectors"], *"abcdefghđ"])
CLOSING = _compiled(_WORDS["closing"])
PURPOSE = _compiled(_WORDS["purposes"])
_LIST_TAIL = re.compile(
    r"[,(\s]*(?:" + whole(_WORDS["lists"]) + r"|trong đó[^,;:.]*)(?:[\s*:;]*)\Z"
)
_LIST_WORDS = tuple({words.rsplit(" ", 1)[-1] for words in _WORDS["lists"]})


# "chỉ số của năm sau" announces nothing.
_LATER = spaced(
    r"(?<!\w)(?:năm|tháng|ngày|tuần|quý|kỳ|mai|đời|phía|về|lần|vụ|mùa|đợt|khóa|hôm|bên|thế hệ) sau"
    r"[ *:;]*\Z"
)


# "xây dựng kế hoạch cụ thể." says what the plan is like.
_OWN_WORD = re.compile(r"\s*(?:cụ thể|gồm)\Z")
_STOP = re.compile(r"[\"”)]*[.!;…]")


def list_tail(folded: str, start: int, end: int) -> re.Match[str] | None:
    """Give the words at the end of a stretch that announce a list: "cụ thể như sau:"."""
    stretch = folded[start:end]
    # Few stretches end in such a word, and the pattern has to try each place of the others.
    if not stretch.rstrip(" \n\t*:;").endswith(_LIST_WORDS) and "trong đó" not in stretch:
        return None
    found = _LIST_TAIL.search(folded, start, end)
    if found and _OWN_WORD.match(found[0]) and _STOP.match(folded, end):
        return None
    return None if found and _LATER.search(folded, start, end) else found


# "Người dân cần hỗ trợ gọi 1022" tells where to ask.
WANTS = spaced(
    r"(?:nếu )?cần (?:được )?(?:hỗ trợ|thêm|biết|trợ giúp|tư vấn|thông tin)[^,;.]{0,40}?"
    r" (?:có thể|gọi|liên hệ)(?!\w)"
)
# Such an opening sets the scene for who speaks next, even below a list of orders.
STAGE = spaced(
    r"(?:ghi nhận|đồng tình|nhất trí|hoan nghênh|đáp lại|tiếp thu|thay mặt|phát biểu|kết luận"
    r"|trao đổi|trả lời|lý giải|giải thích|chào mừng"
    r"|thảo luận|chỉ đạo (?:tại|hội nghị|cuộc họp|phiên họp|buổi)|làm việc (?:với|tại)"
    r"|chủ trì (?:hội nghị|cuộc họp|phiên|buổi)|dự hội nghị"
    r"|(?:ngay )?sau (?:hội nghị|cuộc họp|phiên họp|buổi|đợt|chuyến)"
    r"|báo cáo (?:với|tại)|kết thúc|bế mạc|khai mạc|đáp (?:lời|từ)|tham dự|cho ý kiến)(?!\w)"
)
TASK_NOUN = _sought(_WORDS["task_nouns"])

# An adverbial of time that may open a clause without a comma: "đến ngày 10/01/2021 tổng hợp ...".
_UNIT = r"(?:ngày|tuần|tháng|quý|năm|giờ)"
_COUNT = r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|mười|vài)"
_YEAR = r"(?: (?:năm \d{4}|năm nay|này|hằng năm)|\s?[/-]\s?\d{4})?"
_POINT = (
    r"(?:\d{1,2} giờ(?: \d{1,2}(?: phút)?)?,? )?(?:(?:ngày|mùng) )?(?:"
    r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?"
    rf"|\d{{1,2}} tháng \d{{1,2}}{_YEAR}"
    rf"|\d{{1,2}} (?:(?:hằng|hàng|mỗi|của) )?(?:tháng|quý)(?: (?:cuối|đầu)(?: quý| năm)?)?"
    rf"|(?:(?:hết|cuối|đầu|giữa) )?(?:tháng|quý) (?:\d{{1,2}}|[ivx]{{1,3}}){_YEAR}"
    r"|(?:(?:hết|cuối|đầu|giữa) )?năm (?:\d{4}|nay|học)"
    rf"|(?:cuối|hết|đầu) {_UNIT}(?: nay| này)?"
    rf"|{_COUNT} {_UNIT}(?: \d{{1,2}} và \d{{1,2}})?(?: làm việc)?(?: (?:đầu|cuối) năm)?{_YEAR}"
    r"(?:,? (?:kể )?từ (?:ngày|khi) [^,;.]{1,80}(?=,))?)"
)
_WHEN = (
    r"(?:trước|sau|trong|đến|tới|hết|từ|ngay|vào|vòng|thời hạn|chậm nhất|muộn nhất|là|không quá)"
)
TIME = Anchor(
    spaced(
        rf"(?:(?:(?:định kỳ )?(?:{_WHEN} ){{1,4}}{_POINT}(?: đến (?:hết )?{_POINT})?"
        rf"|(?:định kỳ )?(?:hằng|hàng|mỗi) {_UNIT}"
        rf"|định kỳ (?:\d+ )?{_UNIT}(?:(?:,| và) (?:hằng |hàng )?{_UNIT})*)(?!\w|\s?[/%]"
        rf"|[.,]\d)[\s,]*){{1,2}}"
    ).pattern,
    [
        *("trước", "sau", "trong", "đến", "tới", "hết", "từ", "ngay", "vào", "vòng", "thời hạn"),
        *("chậm nhất", "muộn nhất", "là", "không quá", "định kỳ", "hằng", "hàng", "mỗi"),
    ],
)

_VERBS = [*_ACTIONS["adverbs"], *_ACTIONS["verbs"]]
VERBS = whole(_ACTIONS["verbs"])
ACTION = Anchor(rf"{whole(_VERBS)}|(?<!\w)không\s+{whole(_ACTIONS['verbs'])}", [*_VERBS, "không"])
RUN = _compiled([*_ACTIONS["adverbs"], *_ACTIONS["manners"], *_ACTIONS["verbs"]])
NOT_ACTION = _compiled(_ACTIONS["not_actions"])
AFTER_COMMA = _compiled(_ACTIONS["after_comma"])
PARTING = _compiled(_ACTIONS["parting"])
CONTINUING = _compiled(_WORDS["continuing"])
DOCUMENT_WORD = _compiled(_ACTIONS["document_words"])

SECTIONS: dict[str, re.Pattern[str]] = {
    kind: re.compile(r"(?:(?:về|công tác|các|những|một số)\s+)?" + whole(terms))
    for kind, terms in _DATA["sections"].items()
}
COLUMNS: dict[str, Anchor] = {
    kind: _compiled(terms) for kind, terms in {**_DATA["fields"], **_DATA["columns"]}.items()
}
FIELDS: dict[str, re.Pattern[str]] = {
    kind: re.compile(whole(terms) + r"[\s*]*:[\s*]*") for kind, terms in _DATA["fields"].items()
}
