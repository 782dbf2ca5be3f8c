"""What a drafter should know of a citation besides its verdict: subject, successors, form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.subjects import alike
from corpus.task_rows import day_as_written
from corpus.units import agencies, successor_of
from extractors.provinces import province_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.facts import Reference

# NĐ 78/2025, Điều 68: from this day laws are cited by name and year, without their number.
_LAWS_BY_NAME = "2025-04-01"
_NUMBERED_LAW = re.compile(r"(?P<name>(?:Bộ luật|Luật|Pháp lệnh)\b.*?)\s+số\s", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Known(NamedTuple):
    """What the corpus holds of the document that a citation means; None: it holds none."""

    subject: str | None
    issuer: str | None
    issuer_id: str | None
    jurisdiction: str | None


def of(reference: Reference, known: Known | None, day: str) -> tuple[str, ...]:
    """Give the remarks on a citation in a draft of the ISO day `day`, each a line in Vietnamese.

    >>> from extractors.facts import Reference
    >>> law = Reference(0, 42, "Bộ luật Lao động số 45/2019/QH14", "45/2019/QH14", "LUẬT",
    ...                 year="2019")
    >>> of(law, None, "2026-11-22")
    ('từ 1/4/2025 dẫn theo tên và năm: "Bộ luật Lao động năm 2019"',)
    """
    return (*_form(reference, day), *_subject(reference, known), *_bodies(reference, known, day))


def _form(reference: Reference, day: str) -> Iterator[str]:
    if reference.type not in {"LUẬT", "PL"} or day < _LAWS_BY_NAME:
        return
    quote = " ".join(reference.quote.split())
    if reference.code is None:
        if not _YEAR.search(quote):
            yield "thiếu năm của luật"
        return
    named = _NUMBERED_LAW.match(quote)
    year = reference.year or (reference.date or "")[:4]
    name = named["name"] if named and " " in named["name"].strip() else None
    told = f': "{name} năm {year}"' if name and year else ""
    yield f"từ 1/4/2025 dẫn theo tên và năm{told}"


def _subject(reference: Reference, known: Known | None) -> Iterator[str]:
    if known is None or not known.subject or not reference.subject:
        return
    if not alike(reference.subject, known.subject):
        yield f"kho ghi trích yếu khác: {known.subject}"


def _bodies(reference: Reference, known: Known | None, day: str) -> Iterator[str]:
    body = reference.issuer_id or (known.issuer_id if known else None)
    yield from successors(body, known.jurisdiction if known else None, day)


def successors(body: str | None, jurisdiction: str | None, day: str) -> Iterator[str]:
    """Give which body and which province have taken over by an ISO day, each a line.

    `body` is a key of agencies.toml, `jurisdiction` as documents have it.

    >>> list(successors("BTTTT", "Trung ương", "2026-11-22"))
    ['Bộ Thông tin và Truyền thông từ 1/3/2025 là Bộ Khoa học và Công nghệ']
    >>> list(successors("UBND", "Long An", "2026-11-22"))
    ['Long An từ 1/7/2025 thuộc Tây Ninh']
    """
    after = successor_of(body) if body else None
    if body and after is not None and after.since <= day:
        yield f"{_name(body)} từ {day_as_written(after.since)} là {_name(after.id)}"
    province = jurisdiction.split(" / ")[0] if jurisdiction else None
    then = province_of(province, "2025-06-30") if province else None
    if then is not None and then.now != then.name and day > "2025-06-30":
        yield f"{then.name} từ 1/7/2025 thuộc {then.now}"


def _name(agency: str) -> str:
    names = agencies().get(agency, {}).get("names")
    return str(names[0]) if isinstance(names, list) and names else agency
