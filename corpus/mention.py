"""One mention of a document, and what of the document's identity it tells."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.identity import (
    family_of,
    jurisdiction_of,
    leading_number,
    number_key,
    symbol_key,
    type_in,
)
from corpus.ids import digest
from extractors.text import fold


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


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a document from every other; None where the mention does not tell it."""

    family: str
    type: str | None
    number: str
    symbol: str | None
    year: str | None
    jurisdiction: str | None
    only_in: str | None = None  # the publication, where nobody tells whose number it is

    @property
    def id(self) -> str:
        """The document's id."""
        return digest(
            "document", self.family, self.type, self.number, self.symbol, self.year,
            self.jurisdiction, self.only_in,
        )  # fmt: skip


@dataclass(slots=True)
class Case:
    """A mention with the identity it tells; `source` says who told the jurisdiction."""

    mention: Mention
    identity: Identity
    source: str | None


def identity_of(mention: Mention) -> tuple[Identity, str | None]:
    """Give the identity that a mention tells, and who told its jurisdiction."""
    family = family_of(mention.code)
    kind = mention.type.upper().replace("Ð", "Đ") if mention.type else type_in(mention.symbol)
    dated = mention.date[:4] if mention.date else None
    year = mention.year or dated
    if year is None and mention.own and mention.published:
        year = mention.published[:4]
    if family == "assembly":
        kind, year = None, None  # numbers run through a term, which the symbol names
    if family == "name":
        year = _year_of_name(mention.quote)
    told = jurisdiction_of(
        family=family,
        issuer=mention.issuer,
        issuer_id=mention.issuer_id,
        symbol=mention.symbol,
        day=mention.date or (f"{year}-12-31" if year else None),
        site_province=mention.province,
        published=mention.published,
    )
    number = mention.number or leading_number(mention.code)
    key = number_key(number) if number and family != "name" else mention.bucket
    symbol = symbol_key(mention.symbol)
    if family == "assembly" and symbol:
        symbol = symbol.split("-")[-1]
    identity = Identity(family, kind, key, symbol, year, told.jurisdiction)
    return identity, mention.province_from if told.source == "site" else told.source


def _year_of_name(quote: str) -> str | None:
    words = fold(quote).split("năm ")
    return words[1][:4] if len(words) > 1 and words[1][:4].isdigit() else None
