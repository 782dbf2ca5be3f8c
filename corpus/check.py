"""The citations of a draft against what the corpus knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from corpus import remarks
from corpus.fulltext import bare
from corpus.identity import (
    bucket_of,
    family_of,
    is_law_name,
    jurisdiction_of,
    symbol_key,
    type_in,
)
from corpus.mention import known_code
from corpus.task_rows import day_as_written
from corpus.units import agency_of
from scrapers.stamps import VIETNAM

if TYPE_CHECKING:
    import sqlite3

    from extractors.facts import Facts, Reference

_SHOWN = 5  # documents that may be meant


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation of a draft and what is held of it.

    `verdict`: found, in_doubt (several documents may be meant), contradicted (another date or
    issuer is held), replaced, unknown. `held` says in Vietnamese what the verdict rests on. `code`
    is the name where a law is cited without its number. `remarks` are what a drafter should know
    besides: another subject, a body or province that has a successor, the form of citing laws.
    """

    start: int
    end: int
    quote: str
    code: str
    date: str | None
    verdict: str
    held: str
    remarks: tuple[str, ...] = ()


class _Held(NamedTuple):
    """A document that has the number of the citation."""

    id: str
    code: str | None
    type: str | None
    symbol: str | None
    year: str | None
    date: str | None
    issuer: str | None
    issuer_id: str | None
    jurisdiction: str | None
    works: int
    family: str
    subject: str | None


def check(
    connection: sqlite3.Connection,
    facts: Facts,
    province: str | None = None,
    *,
    day: str | None = None,
) -> list[Checked]:
    """Give each citation of a draft, in its order, with a verdict; nothing is stored.

    `province` is whose draft it is: a number without an issuer's name is then its own. `day` is its
    ISO day, today where it is None: successors and the form of citing are those of that day.
    Mentions that stand for an earlier one, and the draft's own number, are not checked.
    """
    drafted = day or datetime.now(VIETNAM).date().isoformat()
    return [
        _checked(connection, reference, province, drafted)
        for reference in facts.references
        if not reference.own
        and reference.antecedent is None
        and (reference.code is not None or is_law_name(reference.quote))
    ]


def _checked(
    connection: sqlite3.Connection, reference: Reference, province: str | None, day: str
) -> Checked:
    verdict, held, document = _verdict(connection, reference, province)
    known = (
        remarks.Known(document.subject, document.issuer, document.issuer_id, document.jurisdiction)
        if document
        else None
    )
    return Checked(
        reference.start,
        reference.end,
        reference.quote,
        reference.code or " ".join(reference.quote.split()),
        reference.date,
        verdict,
        held,
        remarks.of(reference, known, day),
    )


def _verdict(
    connection: sqlite3.Connection, reference: Reference, province: str | None
) -> tuple[str, str, _Held | None]:
    same_number = _same_number(connection, reference)
    if not same_number:
        return "unknown", "kho chưa có số này", None
    if family_of(reference.code) == "number" and reference.issuer is None:
        return _by_short_form(connection, same_number, reference)
    told = jurisdiction_of(
        family=family_of(reference.code),
        issuer=reference.issuer,
        issuer_id=reference.issuer_id,
        symbol=reference.symbol,
        day=reference.date or _last_day(reference.year),
        site_province=province,
        published=None,
    )
    ours = [d for d in same_number if _may_be_of(d, told.jurisdiction, reference.date)]
    if not ours:
        by_issuer = told.source == "issuer"
        return *_of_another_body(same_number, reference, by_issuer=by_issuer), None
    meant, why = _of_its_year(ours, reference)
    if why is not None:
        return *why, None
    if len(meant) > 1:
        return "in_doubt", "có thể là: " + "; ".join(map(_named, meant)), None
    (document,) = meant
    same_day = reference.date is not None and document.date == reference.date
    if told.jurisdiction is None and not same_day:
        held = f"dự thảo không nói số của ai; kho có: {_named(document)}"
        return "in_doubt", held, None
    if _other_issuer(reference, document):
        return "contradicted", f"kho ghi cơ quan ban hành là {document.issuer}", document
    return *_standing(connection, document), document


def _by_short_form(
    connection: sqlite3.Connection, held: list[_Held], reference: Reference
) -> tuple[str, str, _Held | None]:
    """Of "Chỉ thị 16" nobody says whose it is, but for what everybody calls so (Đề án 06)."""
    known = known_code(reference.type or "", reference.number or reference.code or "")
    meant = [document for document in held if known and document.code == known]
    if len(meant) == 1:
        return *_standing(connection, meant[0]), meant[0]
    meant, why = _of_its_year(held, reference)
    if why is not None:
        return *why, None
    return "in_doubt", "có thể là: " + "; ".join(map(_named, meant[:_SHOWN])), None


def _last_day(year: str | None) -> str | None:
    return f"{year}-12-31" if year else None


def _same_number(connection: sqlite3.Connection, reference: Reference) -> list[_Held]:
    rows = connection.execute(
        f"SELECT {', '.join(_Held._fields)} FROM documents WHERE bucket = ? ORDER BY date, id",
        (bucket_of(reference),),
    )
    return [held for held in map(_Held._make, rows) if _has_its_symbol(held, reference)]


def _has_its_symbol(held: _Held, reference: Reference) -> bool:
    family = family_of(reference.code)
    if family == "name":
        return held.family == "name"
    if family == "number":
        known = known_code(reference.type or "", reference.number or reference.code or "")
        is_known = known is not None and held.code == known
        return is_known or reference.type in {None, held.type}
    kinds = {bare(kind) for kind in (reference.type, type_in(reference.symbol)) if kind}
    same_type = family == "assembly" or held.type is None or bare(held.type) in kinds
    return same_type and symbol_key(held.symbol) == symbol_key(reference.symbol)


def _may_be_of(held: _Held, jurisdiction: str | None, date: str | None) -> bool:
    if jurisdiction is None or held.jurisdiction == jurisdiction:
        return True
    return held.jurisdiction is None and date is not None and held.date == date


def _of_another_body(
    held: list[_Held], reference: Reference, *, by_issuer: bool
) -> tuple[str, str]:
    """Of the same day, the draft names the wrong body; else it is another document."""
    twins = [d for d in held if d.date and d.date == reference.date]
    if twins and by_issuer:
        return "contradicted", "kho có số và ngày này của nơi khác: " + "; ".join(
            map(_named, twins)
        )
    return "unknown", "kho chỉ có số này của nơi khác: " + "; ".join(map(_named, held[:_SHOWN]))


def _of_its_year(
    held: list[_Held], reference: Reference
) -> tuple[list[_Held], tuple[str, str] | None]:
    """Give the documents of the citation's year and day, or the verdict that there is none."""
    date = reference.date
    year = reference.year or (date[:4] if date else None)
    if family_of(reference.code) == "name":
        year = next((word for word in bare(reference.quote).split() if word.isdigit()), None)
    same_year = [d for d in held if year is None or d.year in {None, year}]
    if not same_year:
        slips = [d for d in held if date and d.date and d.date[5:] == date[5:]]
        if slips:
            return [], ("contradicted", _dated(slips))
        years = ", ".join(sorted({str(d.year) for d in held}))
        return [], ("unknown", f"kho chỉ có số này của năm khác: {years}")
    if date is None:
        return same_year, None
    same_day = [d for d in same_year if d.date == date]
    if not same_day and all(d.date for d in same_year):
        return [], ("contradicted", _dated(same_year))
    return same_day or same_year, None


def _dated(held: list[_Held]) -> str:
    return "kho ghi ngày " + ", ".join(map(day_as_written, sorted({str(d.date) for d in held})))


def _named(held: _Held) -> str:
    day = day_as_written(held.date) if held.date else held.year and f"năm {held.year}"
    told = (held.code or held.subject, day, held.issuer, held.jurisdiction)
    return ", ".join(part for part in told if part)


def _standing(connection: sqlite3.Connection, document: _Held) -> tuple[str, str]:
    """Give found, or replaced, and what is held against it; never that it is in force."""
    rows = connection.execute(
        "SELECT DISTINCT r.kind, d.code, d.date FROM relations AS r"
        " JOIN documents AS d ON d.id = r.from_document"
        " WHERE r.to_document = ? AND r.kind IN ('replaces', 'repeals', 'amends', 'extends')"
        " ORDER BY d.date, d.code, r.kind",
        (document.id,),
    ).fetchall()
    by: dict[str, list[str]] = {}
    for kind, code, date in rows:
        by.setdefault(kind, []).append(
            f"{code or 'một luật'}" + (f" ngày {day_as_written(date)}" if date else "")
        )
    words = {"replaces": "được thay thế bởi", "repeals": "bị bãi bỏ bởi",
             "amends": "được sửa đổi, bổ sung bởi", "extends": "được gia hạn bởi"}  # fmt: skip
    told = "; ".join(f"{words[kind]} {', '.join(by[kind])}" for kind in words if kind in by)
    if "replaces" in by or "repeals" in by:
        return "replaced", told
    cited = f"được viện dẫn trong {document.works} tin, văn bản"
    return "found", f"{cited}; {told}" if told else cited


def _other_issuer(reference: Reference, held: _Held) -> bool:
    """Give whether the draft names another body: BNV and Bộ Nội vụ are one."""
    mine = _body(reference.issuer, reference.issuer_id)
    theirs = _body(held.issuer, held.issuer_id)
    return mine is not None and theirs is not None and mine != theirs


def _body(issuer: str | None, key: str | None) -> str | None:
    """Give the key of a body, None where it is in no list: then nothing can be told."""
    return key or (agency_of(issuer) if issuer else None)
