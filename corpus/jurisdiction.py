"""Whose number it is: told by the issuer in the text, else by the symbol, else by the site.

A number and symbol name no province: `771/KH-UBND` is another document in each of them, in each
of its districts and communes, and in a province as it stood before and after 2025-07-01.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.units import CENTRAL, agencies, level_of_code, province_at, province_names
from extractors.document_types import NAMES
from extractors.provinces import MERGER, find_provinces
from extractors.text import fold, plain

_TYPES = frozenset({plain(code).upper() for code in NAMES.values()} | {"QDI", "CV", "L", "KL"})
_CENTRAL_ISSUER = re.compile(
    r"(?:bộ(?! (?:phận|chỉ huy))|chính phủ|thủ tướng|phó thủ tướng|quốc hội|ủy ban thường vụ"
    r"|trung ương|ban chấp hành trung ương|bộ chính trị|ban bí thư|văn phòng chính phủ"
    r"|thanh tra chính phủ|chủ tịch nước)(?!\w)"
)
_LEVELS = re.compile(
    r"(?<!\w)(huyện|quận|thị xã|thị(?= ủy)|xã|phường|thị trấn|đặc khu|thành phố|thành(?= ủy)"
    r"|tp\.?)(?!\w)(?:\s+ủy(?!\w))?\s*"
)
_CITY = {"thành phố", "thành", "tp", "tp."}
_ANY = ("0000-01-01", "9999-12-31")
_RANK = {"xã": 1, "phường": 1, "thị trấn": 1, "đặc khu": 1}  # any other district-level unit: 2
_AFTER = re.compile(
    r"\s*,\s*(huyện|quận|thị xã|thành phố|tp\.?|tỉnh)\s+((?:[^\W\d_][\w'’-]*\s*){1,4})",
    re.IGNORECASE,
)


class Told(NamedTuple):
    """Whose number it is, and who told it: issuer, symbol, name, site; None where nobody does.

    `era` parts two rows of numbers under one name: "2025" for a unit that began on 2025-07-01,
    "" for any other, None where the day does not tell. `among`: the provinces that may be meant
    where nobody tells which; empty: any.
    """

    jurisdiction: str | None
    source: str | None
    era: str | None = ""
    among: tuple[str, ...] = ()


def jurisdiction_of(
    *,
    family: str,
    issuer: str | None,
    issuer_id: str | None,
    symbol: str | None,
    day: str | None,
    site_province: str | None,
    published: str | None,
    first: str | None = None,
    place: str | None = None,
) -> Told:
    """Give whose number it is: a province, "tỉnh / huyện …", or "Trung ương".

    `day` is the document's day or the last that it may have, `first` the first where that is
    another; `site_province` what the site declares, `place` what stands after the issuer.

    >>> jurisdiction_of(family="state", issuer="UBND tỉnh Lạng Sơn", issuer_id=None,
    ...     symbol="QĐ-UBND", day="2020-07-07", site_province="Hà Nội", published=None)[:2]
    ('Lạng Sơn', 'issuer')
    """
    if family in {"name", "assembly"}:
        return Told(CENTRAL, "symbol" if family == "assembly" else "name")
    known = None if published is None else published >= MERGER
    where = _with_place(issuer, place) if issuer else None
    span = _span(first or day, day, published)
    return _whose(family, where, issuer_id, symbol, site_province, span, merged=known)


@lru_cache(maxsize=65_536)
def _whose(
    family: str,
    issuer: str | None,
    issuer_id: str | None,
    symbol: str | None,
    site_province: str | None,
    span: tuple[str, str],
    *,
    merged: bool | None,
) -> Told:
    """Answer for a span of days; `merged`: published since 2025-07-01, None where nobody tells."""
    lower: str | None = None
    if issuer:
        if _is_central(issuer, issuer_id):
            return Told(CENTRAL, "issuer")
        lower, named = _on_any_day(issuer) or _units_in(issuer, span[1])
        if lower == "":  # "UBND huyện": which one, nobody tells
            return Told(None, None, None, _names(named or site_province))
        if named:
            return _placed(named, lower, "issuer", span, merged=merged)
    if _symbol_is_central(symbol, family):
        return Told(CENTRAL, "symbol")
    if lower is None and _symbol_is_lower(symbol):
        return Told(None, None, None, _names(site_province))
    return _placed(site_province or "", lower, "site", span, merged=merged)


@lru_cache(maxsize=65_536)
def _on_any_day(issuer: str) -> tuple[str | None, str | None] | None:
    """Give what an issuer names where the day has no part in it: most of them are told often.

    With time a town's province becomes a city, never the other way round.
    """
    first, last = (_units_in(issuer, day) for day in _ANY)
    return first if first == last else None


def _units_in(issuer: str, day: str) -> tuple[str | None, str | None]:
    """Give the lower units and the province that an issuer names."""
    named = find_provinces(issuer, fold(issuer), day)
    return _lower_units(issuer, day), named[-1].name if named else None


def place_after(text: str, issuer: str | None, end: int) -> str | None:
    """Give what stands after an issuer that ends at `end` and says where it is.

    Only a larger unit does: after "UBND xã Tân Phú" a district, not another commune.

    >>> text = "của UBND xã Tân Phú, huyện Châu Thành, họp"
    >>> place_after(text, "UBND xã Tân Phú", text.index(", huyện"))
    'huyện Châu Thành'
    """
    if not issuer or not text.endswith(issuer, 0, end):
        return None
    levels = [found[1] for found in _LEVELS.finditer(fold(issuer))]
    if not levels:
        return None
    if _lower_units(issuer, None) == "":
        own = re.match(r"\s+(\d{1,2}(?!\w)|(?:[^\W\d_][\w'’-]*\s*){1,4})", text[end : end + 60])
        name = _name_at(own[1]) if own else ""
        return name or None
    rank = _RANK.get(levels[0], 2)
    parts = []
    at = end
    while found := _AFTER.match(text, at, end + 120):
        level, name = fold(found[1]), _name_at(found[2])
        larger = 3 if level == "tỉnh" else 2
        if not name or larger <= rank:
            break
        parts.append(f"{level} {name}")
        rank, at = larger, found.start(2) + len(name)
    return ", ".join(parts) or None


def _span(first: str | None, last: str | None, published: str | None) -> tuple[str, str]:
    """Give the first and last day that a document may have: none is cited before it is made."""
    begin = first or _ANY[0]
    end = min(last or _ANY[1], published or _ANY[1])
    return (begin, end) if begin <= end else (begin, last or begin)


def _placed(
    name: str, lower: str | None, source: str, span: tuple[str, str], *, merged: bool | None
) -> Told:
    """Give the unit that a name means in the days of `span`.

    A site of a merged province that cites an older number after the merger may mean any of the
    provinces that went into it; an issuer named in the text means itself.
    """
    names = _names(name)
    if not names:
        return Told(None, None)
    if span == _ANY and merged is None:  # a draft without a day, say
        return Told(_joined(province_at(name, None).then, lower), source)
    if span[1] < MERGER:
        if source == "site" and len(names) > 1 and merged:
            return Told(None, None, None, names)
        return Told(_joined(province_at(name, span[1]).then, lower), source)
    after = province_at(name, MERGER).then
    is_new = lower is not None or len(_names(after)) > 1
    if span[0] >= MERGER:
        return Told(_joined(after, lower), source, "2025" if is_new else "")
    if not is_new:
        return Told(_joined(after, lower), source)
    if source == "issuer":
        ended = province_at(name, None).then != after
        return Told(_joined(name if ended else after, lower), source, "" if ended else None)
    return Told(None, None, None, tuple(dict.fromkeys((*names, *_names(after)))))


def _names(name: str | None) -> tuple[str, ...]:
    return province_names(name) if name else ()


def _joined(province: str | None, lower: str | None) -> str | None:
    return f"{province} / {lower}" if province and lower else province


def _is_central(issuer: str, issuer_id: str | None) -> bool:
    body = agencies().get(issuer_id) if issuer_id else None
    if body is not None and body.get("level"):
        return body["level"] == "central"
    return bool(_CENTRAL_ISSUER.match(fold(issuer).strip()))


def _with_place(issuer: str, place: str | None) -> str:
    if not place:
        return issuer
    return f"{issuer}, {place}" if re.match(r"[^\W\dA-ZĐ]", place) else f"{issuer} {place}"


def _lower_units(issuer: str, day: str | None) -> str | None:
    """Give the district and commune that an issuer names, "" for one without its name, else None.

    >>> _lower_units("UBND xã Tân Phú, huyện Châu Thành", None)
    'huyện Châu Thành / xã Tân Phú'
    """
    folded = fold(issuer)
    provinces = find_provinces(issuer, folded, day)
    units: list[str] = []
    for found in _LEVELS.finditer(folded):
        is_city = found[1] in _CITY
        name = _name_at(issuer[found.end() :])
        if is_city and (not name or any(p.start <= found.end() < p.end for p in provinces)):
            continue
        if not name and not units:
            return ""
        level = "thành phố" if is_city else "thị xã" if found[1] == "thị" else found[1]
        if name:
            units.append(f"{level} {name}")
    return " / ".join(reversed(units)) or None


def _name_at(text: str) -> str:
    """Give the capitalised words and numbers that a text begins with, in usual capitals."""
    named = []
    for word in re.findall(r"[\w'’-]+|[^\w\s]", text):
        if not (word[0].isupper() or word[0].isdigit()):
            break
        named.append(word if word.isdigit() else word[0] + word[1:].lower())
    return " ".join(named)


@lru_cache(maxsize=4096)
def _symbol_is_central(symbol: str | None, family: str) -> bool:
    parts = [part for part in re.split(r"[-/]", symbol or "") if part]
    if family == "party":
        return any(re.search(r"TW", part.upper()) for part in parts[1:])
    bodies = parts[1:2] or parts[:1]
    if parts and level_of_code(parts[0]) == "central" and not is_type(parts[0]):
        return True
    return any(level_of_code(body) == "central" for body in bodies)


@lru_cache(maxsize=4096)
def _symbol_is_lower(symbol: str | None) -> bool:
    """Give whether a symbol names a body of districts or communes: each of them has one."""
    parts = [part for part in re.split(r"[-/]", symbol or "") if part]
    bodies = [part for part in parts if not is_type(part)][:1]
    return any(level_of_code(body) in {"district", "commune"} for body in bodies)


@lru_cache(maxsize=4096)
def is_type(code: str) -> bool:
    """Give whether a part of a symbol is a type's code: KH, QĐ, QD, TTr."""
    return plain(code).upper() in _TYPES
