"""What a reading of one notice holds: frozen facts, each with its span and its quote.

Words and values follow the annotation guidelines of the project (`corpus/gold/GUIDELINES.md`).
Offsets count characters of `Facts.text`, which is the normalised text; `quote` is exactly
`text[start:end]`. Dates are ISO strings. A value that the text does not tell is None.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a notice besides its text: ISO day of publication, province, title."""

    published: str | None = None
    province: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of an identified document, "Kế hoạch số 771/KH-UBND ngày 12/3/2024".

    `start:end` runs from the type word to the end of number, date and issuer.
    """

    start: int
    end: int
    quote: str
    code: str | None  # normal form, "43/KH-SKHCN"; a bare number as "522"; None for a law by name
    type: str | None  # abbreviation: KH, QĐ, TB, CV, LUAT ...
    number: str | None = None  # as a string, "01" is not 1; with its letter, "30c"
    year: str | None = None  # the year inside the number, "02/2017/TT-VPCP"
    symbol: str | None = None  # "KH-SKHCN"
    date: str | None = None
    issuer: str | None = None  # as written
    issuer_id: str | None = None  # key of agencies.toml, where it is resolved
    subject: str | None = None
    relation: str | None = None  # based_on, implements, amends, replaces, repeals, ... mentions
    own: bool = False  # the notice's own number
    repaired: bool = False  # the source was plainly wrong: a lost hyphen, a look-alike letter
    date_shared: bool = False  # the date of an enumeration
    antecedent: int | None = None  # short or back reference: `start` of the mention it stands for


@dataclass(frozen=True, slots=True)
class Period:
    """A point or period in time, closed: "9 tháng đầu năm 2020" is 2020-01-01..2020-09-30."""

    start: int
    end: int
    quote: str
    first: str | None  # None: open
    last: str | None
    grain: str  # day, days, month, months, quarter, half, year, years, term, stage, school_year
    approximate: bool = False
    year_source: str = "explicit"  # explicit, sentence, following, reference, title, published


@dataclass(frozen=True, slots=True)
class Score:
    """One measured result: "2023 (3/19 đạt 88,52%)"."""

    start: int
    end: int
    quote: str
    kind: str  # value, rank, rate, grade
    indicator: str  # PAR_INDEX, SIPAS, PAPI, PCI, DDCI, DTI, PII or OTHER
    name: str | None = None  # what is measured, where the indicator is OTHER
    subject: str | None = None  # whose result, as written
    period: str | None = None  # "2023"
    value: float | None = None
    unit: str | None = None  # "%" or "điểm"
    comparator: str = "="  # = < > ≤ ≥
    scale: float | None = None  # "89/90 điểm"
    rank: int | None = None
    ranked: int | None = None  # how many were ranked
    change: float | None = None  # signed, in `unit`
    rank_change: int | None = None  # positive: moved up
    statistic: str | None = None  # "mean"
    grade: str | None = None
    scope: str | None = None  # whom the ranking ranks: province, department, district, commune, ...
    ranked_by: str | None = None
    stage: str | None = None  # self_assessed, appraised, published
    inconsistent: bool = False  # a stated change contradicts the stated values; all are kept


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What somebody is told, asked or resolves to do: one clause with one action."""

    start: int
    end: int
    quote: str
    kind: str  # directive, recommendation, commitment
    agent: str | None = None
    addressee: str | None = None
    partners: tuple[str, ...] = ()
    deadline: str | None = None  # ISO day by which, inclusive
    deadline_text: str | None = None
    deadline_kind: str | None = None  # day, end_of_period, relative, recurring
    direction: str | None = None  # down, up, own
    area: str | None = None  # key of areas.toml


@dataclass(frozen=True, slots=True)
class Finding:
    """A shortcoming stated: one clause that says what is lacking, and whose it is."""

    start: int
    end: int
    quote: str
    subject: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A passage that shows what a notice is about: `key` is an area, "reform" or a genre."""

    start: int
    end: int
    quote: str
    key: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything read from one text."""

    text: str
    genre: str = "other"  # document, document_page, news, report, other
    reform: bool = False
    areas: tuple[str, ...] = ()  # primary first
    references: tuple[Reference, ...] = ()
    dates: tuple[Period, ...] = ()
    scores: tuple[Score, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    findings: tuple[Finding, ...] = ()
    topics: tuple[Topic, ...] = ()  # the evidence for genre, reform and areas


def to_json(facts: Facts) -> dict[str, object]:
    """Give the facts as the plain dict of the interface: `text` is the quote, `from`/`to` dates."""
    out: dict[str, object] = {
        "genre": facts.genre,
        "reform": facts.reform,
        "areas": list(facts.areas),
    }
    for kind in ("references", "dates", "scores", "recommendations", "findings"):
        out[kind] = [_item(fact) for fact in getattr(facts, kind)]
    return out


def _item(fact: Reference | Period | Score | Recommendation | Finding) -> dict[str, object]:
    renamed = {"quote": "text", "first": "from", "last": "to"}
    item: dict[str, object] = {}
    for name in fact.__dataclass_fields__:
        value = getattr(fact, name)
        item[renamed.get(name, name)] = list(value) if isinstance(value, tuple) else value
    return item
