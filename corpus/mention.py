"""One mention of a document, and what of the document's identity it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.folding import bare
from corpus.identity import (
    body_key,
    family_of,
    leading_number,
    number_key,
    period_of,
    symbol_key,
    type_in,
)
from corpus.ids import digest
from corpus.jurisdiction import Told, jurisdiction_of
from corpus.units import agencies
from extractors.document_types import PARTY
from extractors.text import fold

# What everybody calls so: (type, number) as said, and the document's type, code, symbol, date.
_KNOWN_AS = {("ĐA", "6"): ("QĐ", "06/QĐ-TTg", "QĐ-TTg", "2022-01-06")}
# Types that bear the year in their number, also where somebody left it out.
_NORMATIVE = frozenset({"NĐ", "TT", "TTLT", "NQLT", "L", "PL"})
_YEAR = re.compile(r"\d\S*,? năm (\d{4})(?!\d)")  # "771/KH-UBND năm 2024": the date, by its year


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation with what its notice tells besides; names as in the tables."""

    id: str
    notice: str
    work: str
    attachment: str | None
    code: str | None
    type: str | None
    number: str | None
    year: str | None
    symbol: str | None
    date: str | None
    issuer: str | None
    issuer_id: str | None
    subject: str | None
    quote: str
    own: bool
    antecedent: str | None
    published: str | None
    province: str | None  # as the site, a person or the notice's text tells it
    province_from: str | None
    holds: bool  # own, and the genre lets the notice or attachment be the document itself
    bucket: str
    issuer_in: str | None = None  # what stands after the issuer and says where it is


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a document from every other; None where the mention does not tell it."""

    family: str
    type: str | None
    number: str
    symbol: str | None  # its body and unit, as they are compared
    year: str | None  # the period in which the number is one: a year, or a term of the Party
    jurisdiction: str | None
    era: str | None = ""  # "2025" for a unit that began then; None where the day does not tell
    normative: bool = False  # the year is in the number: a row of numbers of its own
    only_in: str | None = None  # the publication, where nobody tells whose number it is

    @property
    def id(self) -> str:
        """The document's id."""
        return digest(
            "document", self.family, self.type, self.number, self.symbol, self.year,
            self.jurisdiction, self.era, str(self.normative), self.only_in,
        )  # fmt: skip


@dataclass(slots=True)
class Case:
    """A mention with the identity it tells.

    `source` says who told the jurisdiction, `among` the provinces it may be of where nobody does.
    `impossible`: the year it tells is later than its publication, so it is wrong.
    """

    mention: Mention
    identity: Identity
    source: str | None
    among: tuple[str, ...] = ()
    impossible: bool = False
    known_as: bool = False


def case_of(mention: Mention) -> Case:
    """Give a mention with what it tells of its document's identity."""
    known = _known_as(mention)
    mention = known or mention
    by_issuer = family_of(mention.code) == "number" and not mention.symbol
    family = family_of(mention.code)
    kind = mention.type.upper().replace("Ð", "Đ") if mention.type else type_in(mention.symbol)
    body = body_key(mention.symbol, kind)
    if by_issuer and (organ := _organ(mention)):
        family, body = organ
    normative = family == "state" and (mention.year is not None or kind in _NORMATIVE)
    year = mention.year or (mention.date[:4] if mention.date else None)
    date = mention.date if year == (mention.date or "")[:4] else None
    if year is None and (told_year := _YEAR.search(fold(mention.quote))):
        year = told_year[1]
    if year is None and mention.own and mention.published:
        year, date = mention.published[:4], mention.published
    if family == "name":
        year = _year_of_name(mention.quote)
    if family == "assembly":
        kind = None  # laws and resolutions share one row of numbers
        body = body.split("-")[-1] if body else None
    late = bool(mention.published and year and year > mention.published[:4])
    impossible = late and not mention.own and family != "name"
    told = _told(mention, family, *((None, None) if impossible else (date, year)))
    number = mention.number or leading_number(mention.code)
    identity = Identity(
        family,
        kind,
        number_key(number) if number and family != "name" else mention.bucket,
        body,
        year if family == "name" else period_of(family, body, date, year),
        told.jurisdiction,
        told.era,
        normative,
    )
    source = mention.province_from if told.source == "site" else told.source
    return Case(mention, identity, source, told.among, impossible, known is not None)


def _organ(mention: Mention) -> tuple[str, str] | None:
    """Give family and body of a number without symbol, where type and issuer say as much.

    "Quyết định số 1210 ngày 25/8/2017 của UBND huyện Đắk Song" can only be 1210/QĐ-UBND.
    """
    codes = agencies().get(mention.issuer_id or "", {}).get("codes")
    if mention.type in {None, "CV", "ĐA", "LUẬT"} or not isinstance(codes, list) or not codes:
        return None
    code = str(codes[0])
    return "party" if code.upper() in PARTY else "state", symbol_key(code) or ""


def _told(mention: Mention, family: str, date: str | None, year: str | None) -> Told:
    return jurisdiction_of(
        family=family,
        issuer=mention.issuer,
        issuer_id=mention.issuer_id,
        symbol=mention.symbol,
        day=date or (f"{year}-12-31" if year else None),
        first=date or (f"{year}-01-01" if year else None),
        site_province=mention.province,
        published=mention.published,
        place=mention.issuer_in,
    )


def known_code(kind: str, number: str) -> str | None:
    """Give the code of the document that everybody calls by a type and a number.

    `kind` is the type's code without diacritics.

    >>> known_code("da", "06"), known_code("da", "7")
    ('06/QĐ-TTg', None)
    """
    asked = (bare(kind), number_key(number))
    return next((known[1] for (t, n), known in _KNOWN_AS.items() if (bare(t), n) == asked), None)


def _known_as(mention: Mention) -> Mention | None:
    """Give the mention with its document's own number, where a name that all use stands for it."""
    number = number_key(mention.number or "")
    known = _KNOWN_AS.get((mention.type or "", number))
    if known is None or mention.issuer or mention.own or mention.antecedent:
        return None
    kind, code, symbol, date = known
    if mention.symbol not in {None, "CP"} or mention.date not in {None, date}:
        return None
    if mention.published is not None and mention.published < date:
        return None
    return replace(
        mention, type=kind, code=code, number=leading_number(code), symbol=symbol, date=date
    )


def _year_of_name(quote: str) -> str | None:
    words = fold(quote).split("năm ")
    return words[1][:4] if len(words) > 1 and words[1][:4].isdigit() else None
