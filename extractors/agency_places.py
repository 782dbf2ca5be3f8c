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
    return _with_unit(text, end, place, named=named)


def _with_unit(text: str, end: int, place: re.Match[str], *, named: bool) -> tuple[int, str | None]:
    """The end after a unit with its proper name, or after the bare word."""
    unit = " ".join(place["bare"].rstrip(".").split())
    level = _LEVELS.get("thành phố" if unit in _CITIES else unit)
    proper = _PROPER.match(text, place.end())
    if proper:
        return _proper_end(proper), level
    if not named and unit != "tỉnh":
        return end, None
    return place.end(), "province" if unit in _CITIES else level


def _proper_end(proper: re.Match[str]) -> int:
    """The end of a place's name: only the words with a capital."""
    end = proper.start()
    for word in re.finditer(r"[ '-]\w+", proper[0]):
        if not word[0][1].isupper():
            break
        end = proper.start() + word.end()
    return end


_CITIES = {"thành phố", "tp"}
