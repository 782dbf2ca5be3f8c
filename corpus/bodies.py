"""Which body a text names, and whether a later text's body is the same one or its successor."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.jurisdiction import jurisdiction_of
from corpus.units import CENTRAL, province_at
from extractors.agencies import ENTRIES, agency_codes, find_agencies, successor_of
from extractors.document_types import NAMES
from extractors.text import fold

_UNIT = re.compile(r"(?:tỉnh|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)\s")
_GROUP = re.compile(
    r"(?:các|những|từng|mỗi|một số|toàn thể|tất cả|đơn vị|cơ quan|thủ trưởng)(?!\w)"
)


class Body(NamedTuple):
    """A body: its key in agencies.toml or its folded name, and whose it is.

    `jurisdiction`: a province, "tỉnh / huyện …" or "Trung ương"; None where nobody tells.
    """

    key: str
    jurisdiction: str | None


@lru_cache(maxsize=16_384)
def bodies_in(text: str, province: str | None, day: str | None) -> tuple[Body, ...]:
    """Give the single bodies that a text names, in order; "các sở, ban, ngành" is none.

    `province` is where the text comes from, `day` the ISO day on which the names were used.

    >>> said = "Giám đốc Sở Xây dựng và UBND huyện Tháp Mười"
    >>> for body in bodies_in(said, "Đồng Tháp", "2024-03-20"):
    ...     print(*body)
    SXD Đồng Tháp
    UBND Đồng Tháp / huyện Tháp Mười
    """
    found = []
    folded = fold(text)
    if _UNIT.match(folded) and not find_agencies(text, folded):
        text = f"UBND {text}"
        folded = fold(text)
    for agency in find_agencies(text, folded):
        name = text[agency.body : agency.end]
        if agency.key is None and (agency.level is None or _GROUP.match(fold(name))):
            continue
        if re.search(r"\s(?:các|cấp)\s", fold(name)):  # "UBND các huyện"
            continue
        key = agency.key or " ".join(fold(name).split())
        found.append(Body(key, _whose(agency.key, name, province, day)))
    return tuple(found)


def _whose(key: str | None, name: str, province: str | None, day: str | None) -> str | None:
    if key is not None and ENTRIES[key].level == "central":
        return CENTRAL
    told = jurisdiction_of(
        family="state", issuer=name, issuer_id=key, symbol=None, day=day,
        site_province=province, published=day,
    )  # fmt: skip
    return told.jurisdiction


@lru_cache(maxsize=16_384)
def body_of_symbol(symbol: str | None) -> str | None:
    """Give the key of the body that a symbol names: BC-SXD, SNV-CCHC; None where none is known.

    >>> body_of_symbol("BC-SXD"), body_of_symbol("SNV-CCHC"), body_of_symbol(None)
    ('SXD', 'SNV', None)
    """
    parts = [part for part in re.split(r"[-/]", symbol or "") if part]
    types = {code.upper() for code in NAMES.values()}
    for part in parts[:2]:
        if part.upper() not in types and (key := agency_codes().get(part.upper())):
            return key
    return None


@lru_cache(maxsize=65_536)
def goes_on(body: Body, day: str) -> Body:
    """Give the body that does the work of one on a later ISO day, in the units of that day.

    >>> goes_on(Body("STNMT", "Tiền Giang"), "2025-09-10")
    Body(key='SNNMT', jurisdiction='Đồng Tháp')
    """
    key = successor_of(body.key, day) if body.key in ENTRIES else body.key
    if body.jurisdiction in {None, CENTRAL}:
        return Body(key, body.jurisdiction)
    province, slash, lower = str(body.jurisdiction).partition(" / ")
    then = province_at(province, day).then or province
    return Body(key, f"{then}{slash}{lower}")
