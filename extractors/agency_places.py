"""The place that a body serves, written after its name: "UBND huyện Hồng Dân", "Sở Y tế tỉnh"."""

from __future__ import annotations

import re

from extractors import provinces

_UNIT = r"tỉnh|thành\s+phố|tp\.?|huyện|quận|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu"
_PLACE = re.compile(
    r"(?P<all>\s+(?:cấp\s+)?(?:các|cấp)\s+(?P<first>" + _UNIT + r")"
    rf"(?:(?:\s*,\s*|\s+và\s+|\s*-\s*|/)(?:{_UNIT})(?!\w))*)(?!\w)"
    rf"|\s+(?:(?P<unit>{_UNIT})\s+)?(?P<province>{provinces.NAME})(?!\w)"
    rf"|\s+(?P<bare>{_UNIT})(?!\w)"
)
_THE_PLACE = re.compile(r"\s+(?:thuộc\s+|của\s+|trên\s+địa\s+bàn\s+)?(?=tỉnh|thành\s+phố)")
_LEVELS = {"tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district"}
_LEVELS |= {"thành phố": "district", "xã": "commune", "phường": "commune"}
_LEVELS |= {"thị trấn": "commune", "đặc khu": "commune"}
# Wards and urban districts may have a number for a name: "UBND phường 12", "UBND Quận 3".
_NUMBERED = re.compile(
    r"[ ](?:0?[1-9]|[12][0-9])(?![\w/%-]|[.,][0-9])(?!\s+(?:đơn\s+vị|hồ\s+sơ|trường\s+hợp|người"
    r"|lần|năm|tháng|ngày|điểm|tiêu\s+chí|nhiệm\s+vụ|thủ\s+tục|tthc|cán\s+bộ|công\s+chức)(?!\w))"
)
_PROPER = re.compile(r"[ ](?=[^\W\d_a-zđ])\w+(?:[ '-](?=[^\W\d_])\w+){0,3}")


def with_place(text: str, folded: str, end: int, *, named: bool) -> tuple[int, str | None]:
    """Give the end of a body with the place that follows, and the level that the place shows.

    `named` tells whether the body is called by a listed name, so that a bare "tỉnh" belongs to it.
    """
    link = _THE_PLACE.match(folded, end)
    place = _PLACE.match(folded, link.end() - 1 if link and link.end() - link.start() > 1 else end)
    if place is None:
        return end, None
    if place["all"]:
        return place.end(), _LEVELS.get(" ".join(place["first"].split()))
    if place["province"]:
        if not text[place.start("province")].isupper():
            return end, None
        unit = " ".join((place["unit"] or "tỉnh").rstrip(".").split())
        return place.end(), _LEVELS.get(unit) if unit not in _CITIES else "province"
    return _with_unit(text, folded, end, place, named=named)


def _with_unit(
    text: str, folded: str, end: int, place: re.Match[str], *, named: bool
) -> tuple[int, str | None]:
    """The end after a unit with its proper name, or after the bare word."""
    unit = " ".join(place["bare"].rstrip(".").split())
    level = _LEVELS.get("thành phố" if unit in _CITIES else unit)
    if unit in {"phường", "quận"} and (number := _NUMBERED.match(folded, place.end())):
        return number.end(), level
    proper = _PROPER.match(text, place.end())
    end_of_name = _proper_end(folded, proper, unit) if proper else place.end()
    if end_of_name > place.end():
        return end_of_name, level
    if not named and unit != "tỉnh":
        return end, None
    return place.end(), "province" if unit in _CITIES else level


def _proper_end(folded: str, proper: re.Match[str], unit: str) -> int:
    """The end of a place's name: only the words with a capital, no person, no words of a title."""
    end = proper.start()
    if unit in _CITIES and _PERSON.match(folded, end):
        return end
    for word in re.finditer(r"[ '-]\w+", proper[0]):
        begin = proper.start() + word.start() + 1
        if not word[0][1].isupper() or (word[0][1:].isupper() and TITLE.match(folded, begin)):
            break
        end = proper.start() + word.end()
    return end


# "Phó Chủ tịch UBND thành phố Lê Quang Hiển" names a person; no city is called so.
_PERSON = re.compile(
    r"\s(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ(?!\s+chí\s+minh)|ngô|dương|lý|đinh|trương|"
    r"lương|mai|đào|trịnh|tạ|tô|chu|quách|đoàn|lâm)(?:\s\w+){2,3}"
)
# What goes on after a body in a line of capitals: "ỦY BAN NHÂN DÂN TỈNH VỀ VIỆC BAN HÀNH".
TITLE = re.compile(
    r"(?:về|của|và|số|năm|khóa|việc|kế\s+hoạch|quyết\s+định|thông\s+báo|báo\s+cáo|nghị\s+quyết|chỉ\s+thị|"
    r"chủ\s+tịch|ban\s+hành|cộng\s+hòa|độc\s+lập|phê\s+duyệt|quy\s+(?:định|chế)|triển\s+khai|thực\s+hiện|"
    r"tổ\s+chức|công\s+(?:bố|tác|nhận)|kính\s+gửi|căn\s+cứ|hướng\s+dẫn|tờ\s+trình|chương\s+trình|đảng\s+cộng)"
    r"(?!\w)"
)
_CITIES = {"thành phố", "tp"}
