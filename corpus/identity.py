"""Which document a mention means: what of it identifies the document, and whose number it is.

A number and symbol name no province: `771/KH-UBND` is another document in each of them. So the
jurisdiction is told by the issuer in the text, else by the symbol, else by the site's province at
that day, and it is kept who told it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.units import CENTRAL, agencies, level_of_code, province_at, province_names
from extractors.provinces import MERGER, find_provinces
from extractors.text import fold, normalise, plain

if TYPE_CHECKING:
    from extractors.facts import Reference


class Told(NamedTuple):
    """A jurisdiction with who told it: issuer, symbol, site; both None where nobody does."""

    jurisdiction: str | None
    source: str | None


def bucket_of(reference: Reference) -> str:
    """Give what all mentions of one document share: its number, or the name of a law.

    >>> from extractors.facts import Reference
    >>> bucket_of(Reference(0, 9, "QĐ 02/2019", "02/2019/QĐ-UBND", "QĐ", number="02"))
    '2'
    """
    number = reference.number or leading_number(reference.code)
    if number is not None:
        return number_key(number)
    return "name:" + name_key(reference.quote)


def leading_number(code: str | None) -> str | None:
    """Give the number that a code begins with, its letter included.

    >>> leading_number("30c/NQ-CP"), leading_number("18-NQ/TW"), leading_number("522")
    ('30c', '18', '522')
    """
    found = re.match(r"\d+[a-zđ]?", code or "", re.IGNORECASE)
    return found[0].lower() if found else None


def number_key(number: str) -> str:
    """Give a number as it is compared: 02 and 2 are one number, 30c is another than 30."""
    return number.lower().lstrip("0") or "0"


def name_key(name: str) -> str:
    """Give the name of a law as it is compared, without its date.

    >>> name_key("Luật Tổ chức chính quyền địa phương  năm 2025")
    'luật tổ chức chính quyền địa phương'
    """
    words = " ".join(fold(normalise(name)).split())
    return re.split(r",? (?:năm \d|ngày \d|số \d|\()", words, maxsplit=1)[0].strip(" ,.;")


def is_law_name(name: str) -> bool:
    """Give whether a text is the name of a law, which needs no number to be known.

    >>> is_law_name("Luật Thủ đô năm 2024"), is_law_name("Kế hoạch này")
    (True, False)
    """
    return bool(re.match(r"(?:bộ luật|luật|pháp lệnh|hiến pháp)(?!\w)", name_key(name)))


@lru_cache(maxsize=4096)
def symbol_key(symbol: str | None) -> str | None:
    """Give a symbol as it is compared: KH-SGD&ĐT, KH-SGDĐT and KH-SGDDT are one.

    The type is compared apart, so ĐA and DA stay two.

    >>> symbol_key("KH-SGD&ĐT"), symbol_key("QĐ/TW"), symbol_key(None)
    ('KH-SGDDT', 'QD-TW', None)
    """
    if not symbol:
        return None
    return re.sub(r"[\s&.]", "", plain(symbol).upper()).replace("/", "-").strip("-")


@lru_cache(maxsize=4096)
def type_in(symbol: str | None) -> str | None:
    """Give the type that a symbol begins with; None where it begins with a body.

    >>> type_in("KH-UBND"), type_in("NQ/TW"), type_in("SNV-CCHC"), type_in(None)
    ('KH', 'NQ', None, None)
    """
    first = re.split(r"[-/]", symbol or "", maxsplit=1)[0]
    return first.upper() if _is_type(first) else None


def family_of(code: str | None) -> str:
    """Give state, party (18-NQ/TW), assembly (45/2019/QH14), number (522 alone) or name."""
    if code is None:
        return "name"
    if re.fullmatch(r"\d+[a-zđ]?", code, re.IGNORECASE):
        return "number"
    if re.search(r"QH\d*$", code.upper()):
        return "assembly"
    return "party" if re.match(r"\d+[a-zđ]?\s*[-–]", code, re.IGNORECASE) else "state"


_LEVELS = re.compile(
    r"(?<!\w)(huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thành phố|tp\.?)(?!\w)\s*"
)
_CITY = {"thành phố", "tp", "tp."}
_CENTRAL_ISSUER = re.compile(
    r"(?:bộ(?! (?:phận|chỉ huy))|chính phủ|thủ tướng|phó thủ tướng|quốc hội|ủy ban thường vụ"
    r"|trung ương|ban chấp hành trung ương|bộ chính trị|ban bí thư|văn phòng chính phủ"
    r"|thanh tra chính phủ|chủ tịch nước)(?!\w)"
)


def jurisdiction_of(
    *,
    family: str,
    issuer: str | None,
    issuer_id: str | None,
    symbol: str | None,
    day: str | None,
    site_province: str | None,
    published: str | None,
) -> Told:
    """Give whose number it is: a province, "tỉnh / huyện …", or "Trung ương".

    `day` is the document's day or the last of its year, `site_province` what the site declares.

    >>> jurisdiction_of(family="state", issuer="UBND tỉnh Lạng Sơn", issuer_id=None,
    ...     symbol="QĐ-UBND", day="2020-07-07", site_province="Hà Nội", published=None)
    Told(jurisdiction='Lạng Sơn', source='issuer')
    """
    if family in {"name", "assembly"}:
        return Told(CENTRAL, "symbol" if family == "assembly" else "name")
    at = day or published
    lower: str | None = None
    if issuer:
        if _is_central(issuer, issuer_id):
            return Told(CENTRAL, "issuer")
        lower = _lower_unit(issuer, at)
        if lower == "":
            return Told(None, None)  # "UBND huyện": which one, nobody tells
        named = find_provinces(issuer, fold(issuer), at)
        if named:
            return _joined(province_at(named[-1].name, at).then, lower, "issuer")
    if _symbol_is_central(symbol, family):
        return Told(CENTRAL, "symbol")
    return _joined(_province_of_site(site_province, at, published), lower, "site")


def _joined(province: str | None, lower: str | None, source: str) -> Told:
    if province is None:
        return Told(None, None)
    return Told(f"{province} / {lower}" if lower else province, source)


def _is_central(issuer: str, issuer_id: str | None) -> bool:
    body = agencies().get(issuer_id) if issuer_id else None
    if body is not None and body.get("level"):
        return body["level"] == "central"
    return bool(_CENTRAL_ISSUER.match(fold(issuer).strip()))


def _lower_unit(issuer: str, day: str | None) -> str | None:
    """Give the district or commune that an issuer names, "" for one without its name, else None."""
    folded = fold(issuer)
    provinces = find_provinces(issuer, folded, day)
    for found in _LEVELS.finditer(folded):
        is_city = found[1] in _CITY
        name = _name_at(issuer[found.end() :])
        if is_city and (not name or any(p.start <= found.end() < p.end for p in provinces)):
            continue
        return f"{'thành phố' if is_city else found[1]} {name}" if name else ""
    return None


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
    if parts and level_of_code(parts[0]) == "central" and not _is_type(parts[0]):
        return True
    return any(level_of_code(body) == "central" for body in bodies)


def _is_type(code: str) -> bool:
    return plain(code).upper() in {
        "NQ", "QD", "CT", "QC", "TC", "TB", "HD", "CTR", "KH", "PA", "DA", "BC", "BB", "TTR",
        "CD", "BTT", "GM", "ND", "TT", "TTLT", "KL", "CV", "L", "PL", "VBHN",
    }  # fmt: skip


def _province_of_site(province: str | None, day: str | None, published: str | None) -> str | None:
    """Give the site's province at that day; None where the merger leaves it open.

    A site of a merged province that cites an older number after the merger may mean any of the
    provinces that went into it.
    """
    if province is None:
        return None
    if day is not None and day < MERGER <= (published or ""):
        names = province_names(province)
        if len(names) > 1:
            return None
    return province_at(province, day).then
