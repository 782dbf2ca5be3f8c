"""What of a mention identifies its document: number, type, body, and the period of its numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.jurisdiction import Told, is_type, jurisdiction_of
from extractors.text import fold, normalise, plain

if TYPE_CHECKING:
    from extractors.facts import Reference

__all__ = [
    "Told", "body_key", "bucket_of", "family_of", "is_law_name", "jurisdiction_of",
    "leading_number", "name_key", "number_key", "period_of", "symbol_key", "type_in",
]  # fmt: skip

# First days of the Party's national congresses: its numbers begin anew with each.
_CONGRESSES = (
    "1996-06-28", "2001-04-19", "2006-04-18", "2011-01-12", "2016-01-20", "2021-01-25",
    "2026-01-19",
)  # fmt: skip
# Teams and boards set up for one task: each counts its own, whose the symbol does not say.
_AD_HOC = frozenset({"DKT", "TKT", "DCT", "DGS", "DKS", "BCD", "HDTD", "HDXT", "TGV", "TTD"})
_LAWS_BEGIN = frozenset("BbLlPpHh")
_TERM = 5  # years; the congresses of provinces and below are held in 2010, 2015, 2020, 2025


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
    first = name.lstrip()[:1]
    if first.isascii() and first not in _LAWS_BEGIN:  # most names, without folding them
        return False
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
    return first.upper() if is_type(first) else None


@lru_cache(maxsize=65_536)
def family_of(code: str | None) -> str:
    """Give state, party (18-NQ/TW), assembly (45/2019/QH14), number (522 alone) or name."""
    if code is None:
        return "name"
    if re.fullmatch(r"\d+[a-zđ]?", code, re.IGNORECASE):
        return "number"
    if re.search(r"[/-](?:UBTV)?QH\d*$", code.upper()):
        return "assembly"
    return "party" if re.match(r"\d+[a-zđ]?\s*[-–]", code, re.IGNORECASE) else "state"


@lru_cache(maxsize=8192)
def body_key(symbol: str | None, kind: str | None) -> str | None:
    """Give the part of a symbol that names body and unit; the type is compared apart.

    So a slip in the type's letters parts nothing, nor does a symbol turned round.

    >>> body_key("CTr-UBND", "CTR"), body_key("CT-UBND", "CTR"), body_key("UBND-KH", "KH")
    ('UBND', 'UBND', 'UBND')
    >>> body_key("SNV-CCHC&PC", "CV"), body_key("QĐi/TU", "QYĐ"), body_key(None, "KH")
    ('SNV-CCHCPC', 'TU', None)
    """
    key = symbol_key(symbol)
    if key is None:
        return None
    first, *rest = key.split("-")
    if rest and is_type(first):
        return "-".join(rest)
    if rest and kind not in {None, "CV"} and rest[-1] == plain(kind or "").upper():
        return "-".join([first, *rest[:-1]])
    return key


def period_of(family: str, body: str | None, date: str | None, year: str | None) -> str | None:
    """Give in which row of numbers a document stands: a year, or a term of the Party.

    State numbers begin anew each year, those of the Party with each congress; the numbers of the
    National Assembly run through a term, which the symbol names. Of a team's or board's numbers
    only the day tells which one's they are. None where it is not told.

    >>> period_of("state", "UBND", "2024-03-12", "2024"), period_of("party", "TW", None, "2017")
    ('2024', '2016-2021')
    >>> period_of("party", "TU", "2022-04-03", "2022"), period_of("party", "TU", None, "2020")
    ('2020-2025', None)
    """
    if family == "assembly":
        return None
    organ = (body or "").split("-")[0]
    if family == "state" and organ in _AD_HOC:
        return date
    if family != "party" or year is None:
        return year
    if organ.endswith("TW"):
        return _central_term(date or year)
    if organ.endswith(("TU", "HU", "QU", "DU", "CB")):
        return _local_term(organ, date, int(year))
    return year


def _central_term(day: str) -> str | None:
    if any(congress.startswith(day) for congress in _CONGRESSES):
        return None  # a year in which one term ends and another begins
    before = [congress[:4] for congress in _CONGRESSES if congress <= day]
    return f"{before[-1]}-{int(before[-1]) + _TERM}" if before else "-1996"


def _local_term(organ: str, date: str | None, year: int) -> str | None:
    """Give the term; the months in which congresses are held stay a period of their own.

    A province's are held from August to November; merged provinces began anew on 2025-07-01.
    """
    begun = year - year % _TERM
    if year != begun:
        return f"{begun}-{begun + _TERM}"
    if date is None:
        return None
    opens = "0101" if not organ.endswith("TU") else "0701" if year == 2025 else "0815"
    day = date[5:7] + date[8:10]
    if day < opens:
        return f"{begun - _TERM}-{begun}"
    ends_here = organ.endswith("TU") and day > "1115"
    return f"{begun}-{begun + _TERM}" if ends_here else str(begun)
