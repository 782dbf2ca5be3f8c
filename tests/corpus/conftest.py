"""Readings made by hand: what the pipeline would hand over, without crawling or extracting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from corpus.database import open_corpus
from corpus.records import AttachmentReading, Reading, Site
from corpus.seen import put_site
from extractors.facts import (
    Facts,
    Finding,
    Period,
    Recommendation,
    Reference,
    Score,
    Topic,
)
from scrapers.notice import Attachment, Notice, Text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

_CODE = re.compile(r"(?P<number>\d+[a-zđ]?)(?:/(?P<year>\d{4}))?(?:[/-](?P<symbol>.+))?")


def cited(text: str, quote: str, code: str | None, kind: str | None, **more: object) -> Reference:
    """A reference at the place where `quote` stands in `text`."""
    start = text.index(quote, int(str(more.pop("after", 0))))
    parts = _CODE.fullmatch(code or "")
    told = parts.groupdict() if parts else {}
    return Reference(start, start + len(quote), quote, code, kind, **{**told, **more})


def reading(
    text: str,
    references: tuple[Reference, ...] = (),
    *,
    site: str = "st1",
    identity: str = "1",
    title: str = "Thông báo kết luận kiểm tra công tác cải cách hành chính",
    published: str | None = "2024-03-20",
    province: str | None = "Đồng Tháp",
    genre: str = "news",
    attachments: tuple[AttachmentReading, ...] = (),
    **facts: object,
) -> Reading:
    return Reading(
        site=site,
        identity=identity,
        notice=Notice(
            url=f"https://{site}.example/{identity}",
            site=site,
            title=title,
            text=text,
            published=published,
            published_from="selector" if published else None,
            attachments=tuple(a.attachment for a in attachments),
        ),
        facts=Facts(text=text, genre=genre, references=references, **facts),
        first_seen="2026-01-01T00:00:00Z",
        last_seen="2026-01-01T00:00:00Z",
        attachments=attachments,
        province=province,
    )


def file(text: str, references: tuple[Reference, ...] = (), **more: object) -> AttachmentReading:
    name = str(more.pop("name", "van-ban.pdf"))
    pages = more.pop("pages", ())
    return AttachmentReading(
        Attachment(f"https://st1.example/{name}", name),
        Text(text, "pdf", pages),
        Facts(text=text, references=references, **more),
        digest="d" * 64,
    )


PLAN_TEXT = (
    "Thực hiện Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh Đồng Tháp về cải cách hành "
    "chính năm 2024, Sở Nội vụ đề nghị các đơn vị báo cáo trước ngày 15/4/2024. Năm 2023 Chỉ số "
    "cải cách hành chính của Sở đạt 88,52%, xếp 3/19. Một số đơn vị chưa cập nhật kết quả."
)


def plan_reading(**more: object) -> Reading:
    """A notice with one fact of every kind."""
    at = PLAN_TEXT.index
    plan = "Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh Đồng Tháp"
    told, lacking = "các đơn vị báo cáo", "Một số đơn vị chưa cập nhật kết quả"
    references = (
        cited(
            PLAN_TEXT, plan, "771/KH-UBND", "KH", date="2024-03-12", relation="implements",
            issuer="UBND tỉnh Đồng Tháp", subject="cải cách hành chính năm 2024",
        ),
    )  # fmt: skip
    return reading(
        PLAN_TEXT,
        references,
        reform=True,
        areas=("steering", "digital"),
        dates=(
            Period(at("ngày 12/3"), at("ngày 12/3") + 14, "ngày 12/3/2024", "2024-03-12",
                   "2024-03-12", "day"),
        ),
        scores=(
            Score(at("88,52%"), at("88,52%") + 6, "88,52%", "value", "PAR_INDEX", subject="Sở",
                  period="2023", value=88.52, unit="%", rank=3, ranked=19),
        ),
        recommendations=(
            Recommendation(at(told), at(told) + len(told), told, "recommendation", "Sở Nội vụ",
                           "các đơn vị", ("Văn phòng UBND tỉnh",), "2024-04-15"),
        ),
        findings=(Finding(at(lacking), at(lacking) + len(lacking), lacking, "Một số đơn vị"),),
        topics=(Topic(at("cải cách"), at("cải cách") + 8, "cải cách", "reform"),),
        **more,
    )  # fmt: skip


class Make:
    """What tests build readings with."""

    cited = staticmethod(cited)
    reading = staticmethod(reading)
    file = staticmethod(file)
    plan = staticmethod(plan_reading)


@pytest.fixture(scope="session")
def make() -> type[Make]:
    return Make


@pytest.fixture
def new_corpus(tmp_path: Path) -> Iterator[Callable[..., sqlite3.Connection]]:
    opened: list[sqlite3.Connection] = []

    def new(name: str = "corpus.db") -> sqlite3.Connection:
        connection = open_corpus(tmp_path / name)
        for site in ("st1", "st2", "st3"):
            put_site(connection, Site(site, url=f"https://{site}.example/", province="Đồng Tháp"))
        opened.append(connection)
        return connection

    yield new
    for connection in opened:
        connection.close()


@pytest.fixture
def corpus_db(new_corpus: Callable[..., sqlite3.Connection]) -> sqlite3.Connection:
    return new_corpus()
