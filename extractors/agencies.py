"""The bodies that a text names: their span, key and level, from `agencies.toml`."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors import agency_places
from extractors.agency_register import (
    ENTRIES,
    HEADS,
    KEYS,
    WORDS,
    AgencyEntry,
    agency_codes,
    successor_of,
)
from extractors.text import CAPITALS, SMALL, fold, word_list
from extractors.words import Cue, Words

__all__ = ["ENTRIES", "Agency", "AgencyEntry", "agency_codes", "find_agencies", "successor_of"]


class Agency(NamedTuple):
    """A body named in a text, `text[start:end]`, with who speaks for it and the place it serves.

    "Giám đốc Sở Nội vụ tỉnh X": `body` is where "Sở" begins, equal to `start` where no person is
    named. `key` is a key of agencies.toml, None for a body that is not listed ("các đơn vị").
    `level` is central, province, district, commune, unit or None.
    """

    start: int
    end: int
    key: str | None
    level: str | None
    body: int


_ROLES = word_list(fold(role) for role in WORDS["roles"])
_VERBS = (
    r"hành|bố|phát|phận|máy|tiêu|chỉ|thủ|hữu|thích|chống|ngừa|cháy|dịch|thảo|nghị|nhập|họp|hội|nghề"
)
_GENERIC = (  # "ban" of "ban hành" and "bộ" of "bộ phận" are no bodies
    rf"(?:{word_list(fold(noun) for noun in WORDS['generic'])})"
    rf"(?!\s+(?:{_VERBS})(?!\w)|,\s+chống)"
)
_PERSON = (
    rf"(?<!ứng\s)(?<!đối\s)(?:(?:các|đồng chí|đ/c)\s+)?(?:{_ROLES})"
    rf"(?:(?:\s*,\s*|\s+và\s+|\s*/\s*)(?:{_ROLES}))*\s+"
)
_AND = r"(?:\s*,\s*|\s+và\s+|\s*[-/;&]\s*)"
_GROUP = (
    rf"(?:các|những|từng|mỗi|một\s+số|toàn\s+thể|tất\s+cả\s+các|giữa\s+các)\s+(?:{_GENERIC})(?!\w)"
    rf"(?:{_AND}(?:các\s+)?(?:{_GENERIC})(?!\w))*"
    rf"|(?:{_GENERIC})(?!\w)(?:{_AND}(?:{_GENERIC})(?!\w))+"
    rf"|(?:{word_list(fold(noun) for noun in WORDS['alone'])})(?!\w)"
)
_BODY = Cue(
    rf"(?<!\w)(?<!\w[/&–-])(?P<person>{_PERSON})?"  # in KH-UBND it is part of a symbol
    rf"(?:(?P<listed>{word_list(sorted(KEYS))})(?!\w)"
    rf"|(?P<head>{word_list(sorted(HEADS))})(?=\s\w)"
    rf"|(?P<group>{_GROUP}))",
    [
        *("một số", "toàn thể", "tất cả", "giữa các", "đồng chí", "đ/c"),
        *(fold(word) for kind in ("roles", "generic", "alone") for word in WORDS[kind]),
        *(
            f"{each} {fold(word)}"
            for each in ("các", "những", "từng", "mỗi")
            for kind in ("roles", "generic")
            for word in WORDS[kind]
        ),
        *KEYS,
        *HEADS,
    ],
)
_PARENT = re.compile(rf"\s+({word_list(sorted(KEYS))}|sở|bộ|cục|chi\s+cục|tổng\s+cục)(?!\w)")
# Where an office of a branch stands: "khu vực Long Thành - Nhơn Trạch", "Biên Hòa".
_SEATED = re.compile(
    r"(?:\s+(?:khu vực|cửa khẩu(?: quốc tế)?|cảng|sân bay))?"
    rf"(?:\s+(?!(?:Năm|Tháng|Quý|Thành phố|Thị|Tỉnh|TP)(?!\w))[{CAPITALS}][{SMALL}]+)+"
    rf"(?:\s?[-–]\s?[{CAPITALS}][{SMALL}]+(?:\s+[{CAPITALS}][{SMALL}]+)*)?"
)
_GLOSS = re.compile(r"[ ]\([A-ZĐ][A-ZĐ&]{1,9}\)(?=[ ])")
_ACROSS = re.compile(r"\s+(?:trên\s+địa\s+bàn|thuộc)(?!\w)")  # no central body's own place
_GROUP_TAIL = re.compile(
    r"(?:\s+(?:trực\s+thuộc|chuyên\s+môn|(?:có\s+)?liên\s+quan|được\s+kiểm\s+tra|"
    r"cấp\s+(?:tỉnh|huyện|xã|sở)|ngang\s+sở|nêu\s+trên|trên\s+địa\s+bàn(?:\s+toàn)?(?=\s+tỉnh)|"
    r"trên\s+toàn(?=\s+tỉnh)|trong(?:\s+toàn)?(?=\s+tỉnh)|thuộc(?=\s+tỉnh)))+"
    r"(?!\w)"
)
_NOUNS = frozenset(fold(WORDS["name"]).split())
_STOPS = re.compile(
    r"(?:và\s+các|thực\s+hiện|tổ\s+chức|báo\s+cáo|phối\s+hợp|tham\s+mưu|triển\s+khai|tiếp\s+tục|"
    r"tiếp\s+nhận|số\s+hóa|giải\s+quyết|hoàn\s+thành|duy\s+trì|ban\s+hành|cung\s+cấp|công\s+(?:bố|khai)|"
    r"chủ\s+trì|tham\s+gia|rà\s+soát|niêm\s+yết|bảo\s+đảm|đề\s+(?:nghị|xuất)|kiến\s+nghị|yêu\s+cầu|"
    r"tiến\s+hành|tăng\s+cường|đẩy\s+mạnh|cử\s+(?:cán|công|viên)|bố\s+trí|"
    r"về\s+việc|và\s+(?:ubnd|sở|phòng|văn\s+phòng|chi\s+cục|trung\s+tâm|ban|đơn\s+vị|cơ\s+quan)|"
    r"phát\s+biểu|sau\s+(?:khi|đó|này|đây)|kiểm\s+tra\s+(?:việc|công)|trong\s+(?:việc|năm|quá|thời|công)|sở\s+tại)(?!\w)"
)
_NEXT_WORD = re.compile(r"(\s*,\s|\s*[-–&]\s*|[ ]|\s(?=\w))(\w+)")
_LONGEST = 14  # words of a name: "Trung tâm Kỹ thuật Tiêu chuẩn Đo lường Chất lượng và ..."


def find_agencies(text: str, folded: str, words: Words | None = None) -> tuple[Agency, ...]:
    """Give the bodies that a text names, in order, none inside another; O(n).

    `folded` is `fold(text)`, `words` are its words where they are known. The longest name wins,
    with the person before it and the place after it. Words that are not written as a name
    ("phòng" in "phòng, chống") are none.

    >>> text = "Giám đốc Sở KH&CN tỉnh Đồng Tháp giao Phòng Quản lý Khoa học và các đơn vị"
    >>> for a in find_agencies(text, fold(text)):
    ...     print(text[a.start : a.end], a.key, a.level)
    Giám đốc Sở KH&CN tỉnh Đồng Tháp SKHCN province
    Phòng Quản lý Khoa học None unit
    các đơn vị None None
    """
    found: list[Agency] = []
    at = 0
    for place in (words or Words(folded)).places(_BODY):
        match = _BODY.match(folded, place) if place >= at else None
        if match is None:
            continue
        agency = _agency(text, folded, match)
        at = agency.end if agency else max(match.end("person"), place + 1)
        if agency:
            found.append(agency)
    return tuple(found)


def _agency(text: str, folded: str, match: re.Match[str]) -> Agency | None:
    person = match.end("person")
    body = person if person >= 0 else match.start()
    end = match.end()
    key, level = None, None
    if match["listed"] is not None:
        key = KEYS[" ".join(match["listed"].split())]
        level = ENTRIES[key].level
        if not _is_name(text[body:end]):
            return None
        if seat := _SEATED.match(text, end) if folded.startswith("chi cục", body) else None:
            end = seat.end()  # "Chi cục Hải quan cửa khẩu Lao Bảo"
        if level == "unit":
            end = _of_body(text, folded, end) or _name_end(text, folded, end) or end
    elif match["head"] is not None:
        level = HEADS[" ".join(match["head"].split())]
        if (
            not _opens_name(text, folded, body, end)
            or (name_end := _name_end(text, folded, end)) is None
        ):
            return None
        end = name_end
    else:
        end = _group_end(text, folded, _small(text, body, end))
    end, place_level = _with_place(text, folded, end, key, level)
    if place_level and (key in {"UBND", "HDND", "VPUBND", "VPHDND"} or level is None):
        level = place_level
    return Agency(match.start(), end, key, level, body)


def _with_place(
    text: str, folded: str, end: int, key: str | None, level: str | None
) -> tuple[int, str | None]:
    """The end of a body with its place: "Ủy ban nhân dân (UBND) huyện X" too."""
    if level == "central" and _ACROSS.match(folded, end):
        return end, None
    named = key is not None
    gloss = _GLOSS.match(text, end)
    if gloss is not None:
        last, told = agency_places.with_place(text, folded, gloss.end(), named=named)
        if last > gloss.end():
            return last, told
    return agency_places.with_place(text, folded, end, named=named)


def _opens_name(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a head begins a name; in a line of capitals only a few heads do."""
    if not text[start].isupper():
        return False
    capitals = text[start:end].isupper() and text[end : end + 4].isupper()
    return not capitals or (
        folded[start:end] in {"sở", "chi cục", "trung tâm", "bệnh viện"}
        and not folded.endswith(("cơ ", "trụ "), 0, start)
    )


def _of_body(text: str, folded: str, at: int) -> int | None:
    """Where a listed body ends that follows at once: the Sở of "Văn phòng Sở Nội vụ"."""
    parent = _PARENT.match(folded, at)
    if parent is None or not text[parent.start(1)].isupper():
        return None
    return parent.end()


_UNDER = re.compile(r"\s+(?:trực\s+)?thuộc(?=\s)")
_NAMED_NEXT = re.compile(rf"\s*(?:[,;]|và)\s+(?=[{CAPITALS}][{SMALL}])")


def _small(text: str, start: int, end: int) -> int:
    """The end of a group before a body with a name of its own: "khối sở, ngành, Sở Công Thương"."""
    named = _NAMED_NEXT.search(text, start + 1, end)
    return named.start() if named else end


def _group_end(text: str, folded: str, end: int) -> int:
    """The end of "các đơn vị" with what tells which ones: "trực thuộc", "thuộc Sở Nội vụ"."""
    if tail := _GROUP_TAIL.match(folded, end):
        end = tail.end()
    if link := _UNDER.match(folded, end):
        end = _of_body(text, folded, link.end()) or end
    return end


def _is_name(written: str) -> bool:
    """A listed name is written with a capital, save the few words that need none."""
    head, _, rest = written.partition(" ")
    if head in {"sở", "bộ", "cục"}:  # "sở Nội vụ"
        return rest[:1].isupper()
    return written[0].isupper() or head in {"đoàn", "tổ", "ban", "hội", "văn"}


def _name_end(text: str, folded: str, start: int) -> int | None:
    """Where the name of an unlisted body ends that goes on at `start`; None where it has none.

    The first word has a capital; then come capitals and the small words that such names hold.
    """
    end, words, at = None, 0, start
    while words < _LONGEST and (step := _NEXT_WORD.match(text, at)):
        word = step[2]
        first = word[0]
        if words == 0 and not (first.isupper() and step[1].isspace()):
            return None
        if first.isdigit() and words:
            break
        if not first.isupper():
            known = folded[step.start(2) : step.end(2)] in _NOUNS
            if not known or _STOPS.match(folded, step.start(2)):
                break
        if step[1].strip() == "," and not (
            (first.isupper() and _list_goes_on(text, step.end()))
            or _PREVENTION.match(folded, step.start() - len("phòng"))
        ):
            break
        if "\n" in step[1] and _new_line_begins(text, step.start(2)):
            break
        if words and first.isupper() and _begins_other(folded, word, step.start(2)):
            break
        at = step.end()
        words += 1
        if folded[step.start(2) : at] not in {"và", "về", "công tác"}:
            end = at
    return end


# "Ban Chỉ đạo Phòng thủ dân sự", "Ban Chỉ huy Phòng, chống thiên tai": no "phòng" of a body.
_PREVENTION = re.compile(r"phòng(?:\s+|,\s*)(?:chống|thủ|ngừa|cháy|dịch|vệ)(?!\w)")
_BODY_WORD = re.compile(
    rf"(?:{word_list([*HEADS, 'ubnd', 'hđnd', 'tỉnh', 'thành phố', 'huyện'])}|giám đốc|chủ tịch)"
    r"(?!\w)"
)


def _begins_other(folded: str, word: str, at: int) -> bool:
    """Whether a word with a capital begins another body, or the title in a line of capitals."""
    if _PREVENTION.match(folded, at):
        return False
    if _BODY_WORD.match(folded, at):
        return True
    return word.isupper() and agency_places.TITLE.match(folded, at) is not None


def _list_goes_on(text: str, at: int) -> bool:
    """Whether "A, B" at a comma is one name: "Văn hóa, Thể thao và Du lịch"."""
    return re.match(r"(?: \w+){0,3} và [^\W\d_a-zđ]", text[at : at + 40]) is not None


def _new_line_begins(text: str, at: int) -> bool:
    return text[at].isupper() and "\n" in text[max(0, at - 2) : at]
