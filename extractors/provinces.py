"""The provinces before and after 2025-07-01: their names, kinds and successors.

Facts from `provinces.csv` (63 units and what became of them) and `provinces_new.csv` (34 units).
A code alone is ambiguous, since codes were given anew: keep (code, scheme).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from extractors.text import fold, plain, word_list
from extractors.words import Cue, Words

MERGER = "2025-07-01"  # from this day the 34 units work
_CITY = "thành phố trực thuộc trung ương"
_HUE_CITY_SINCE = "2025-01-01"
_PAPERS = {"ĐTO": "Đồng Tháp", "GLO": "Gia Lai", "BTO": "Bình Thuận"}  # "ĐTO - " opens an article


@dataclass(frozen=True, slots=True)
class Province:
    """A unit of the first level as it stood on a day.

    `scheme` tells whose code it is: "2004" for the 63 units, "2025" for the 34; `now` is the name
    of the unit that its land has belonged to since 2025-07-01.
    """

    name: str
    code: str
    scheme: str
    kind: str  # tỉnh, thành phố trực thuộc trung ương
    now: str
    region: str


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """A province named in a text: `text[start:end]` is its name, `name` the usual spelling."""

    start: int
    end: int
    name: str


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


_OLD = {row["old_name"]: row for row in _rows("provinces.csv")}
_NEW = {row["new_name"]: row for row in _rows("provinces_new.csv")}
_MOVED = {name: row["new_name"] for name, row in _OLD.items()}
_NAMES: dict[str, str] = {}  # folded alias, with and without diacritics -> old name
for _name, _row in _OLD.items():
    for _alias in (_name, *filter(None, _row["aliases"].split("|"))):
        _NAMES.setdefault(fold(_alias), _name)
        _NAMES.setdefault(plain(_alias), _name)
_PREFIX = re.compile(r"(?:tỉnh|thành phố|tp\.?|tinh|thanh pho)\s+")


def _known(name: str) -> str | None:
    folded = " ".join(fold(name).split())
    bare = _PREFIX.sub("", folded, count=1)
    return _NAMES.get(folded) or _NAMES.get(bare) or _NAMES.get(plain(bare))


def province_now(name: str) -> str | None:
    """Give the name of the unit that the land of a province belongs to since 2025-07-01.

    >>> province_now("Bình Thuận"), province_now("TP. Huế"), province_now("Atlantis")
    ('Lâm Đồng', 'Huế', None)
    """
    known = _known(name)
    return _MOVED[known] if known else None


def province_of(name: str, day: str | None = None) -> Province | None:
    """Give the unit that a name means on an ISO day; None where it names no province.

    A name that ended with the merger means the old unit on any day. Without a day a name means
    the unit that bears it today, else the old one. Aliases, names without diacritics and the
    signs of newspapers (ĐTO) are understood.

    >>> province_of("dong thap", "2024-03-12").code, province_of("Đồng Tháp", "2025-08-01").code
    ('87', '82')
    >>> province_of("Bình Thuận", "2025-08-01").now, province_of("Huế", "2024-12-31").kind
    ('Lâm Đồng', 'tỉnh')
    """
    known = _known(name) or _PAPERS.get(name.strip())
    if known is None:
        return None
    now = _MOVED[known]
    # Thừa Thiên Huế is the one unit that was renamed and not merged.
    called = now if _NEW[now]["merged_from_old_names"] == known else known
    if called in _NEW and (day is None or day >= MERGER):
        row = _NEW[called]
        city = row["kind_2025_07_01"] == _CITY or (row["city_since"] or "9") <= (day or "9")
        city = city if row["kind_2026_09_20"] == _CITY else False
        kind = _CITY if city else "tỉnh"
        return Province(called, row["new_code"], "2025", kind, called, row["region_2025"])
    row = _OLD[known]
    kind = row["kind"]
    if called != known and (day or "") < _HUE_CITY_SINCE:
        kind, called = "tỉnh", known
    return Province(called, row["old_code"], "2004", kind, now, row["region"])


# A province's name in folded text, without its borders and without the word "tỉnh".
NAME = word_list(sorted(name for name in _NAMES if not _PREFIX.match(name) or name[:2] == "tp"))
_NAME = Cue(rf"(?<!\w)(?:{NAME})(?!\w)", _NAMES)
_NO_PROVINCE_BEFORE = re.compile(
    r"(?:(?:huyện|quận|xã|phường|thị trấn|thị xã|đường|phố|thôn|ấp|khu phố|sông|cầu|chợ|trường|"
    r"nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đinh|ông|bà)"
    r"|(?P<city>thành phố|tp\.?))\s+\Z"
)


def find_provinces(
    text: str, folded: str, day: str | None = None, words: Words | None = None
) -> tuple[ProvinceMention, ...]:
    """Give the provinces that a text names, in order; O(n). `folded` is `fold(text)`.

    `words` are those of `folded`, where they are known.

    Common words ("hòa bình") are none, nor are districts, communes, streets and persons of the
    same name, nor the town of a province that is no city of the first level on `day`.

    >>> text = "UBND tỉnh Bắc Ninh; thành phố Bắc Ninh; vì hòa bình; huyện Quảng Ninh"
    >>> [text[p.start : p.end] for p in find_provinces(text, fold(text), "2024-01-01")]
    ['Bắc Ninh']
    """
    found = []
    for match in _NAME.matches(words or Words(folded)):
        written = text[match.start() : match.end()]
        if not all(word[0].isupper() for word in re.findall(r"\w+", written)[:4]):
            continue
        name = _known(match[0])
        before = _NO_PROVINCE_BEFORE.search(folded, max(0, match.start() - 12), match.start())
        if name is None or (before and not (before["city"] and _is_city(name, day))):
            continue
        found.append(ProvinceMention(match.start(), match.end(), name))
    return tuple(found)


def _is_city(name: str, day: str | None) -> bool:
    province = province_of(name, day)
    return province is not None and province.kind == _CITY
