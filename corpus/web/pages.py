"""The pages that are ours: front page, search, a notice, a document. A Datasette plugin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.utils.asgi import NotFound, Response

from corpus import facts_rows
from corpus.cite import cite
from corpus.query import QueryError
from corpus.search import Filters, search
from corpus.web.marking import Mark, parts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_DATABASE = "corpus"
_SHOWN = 200_000  # characters of one text
_GENRES = {
    "document": "Văn bản",
    "document_page": "Trang văn bản",
    "news": "Tin, bài",
    "report": "Báo cáo",
    "other": "Khác",
}
KINDS = {
    "citations": "Viện dẫn",
    "scores": "Kết quả đo",
    "recommendations": "Kiến nghị, chỉ đạo",
    "findings": "Tồn tại, hạn chế",
    "dates": "Mốc thời gian",
    "topics": "Chủ đề",
}
RELATIONS = {
    "based_on": "căn cứ", "implements": "thực hiện", "amends": "sửa đổi, bổ sung",
    "replaces": "thay thế", "repeals": "bãi bỏ", "proposed_by": "theo tờ trình",
    "contained_in": "kèm theo", "approved_by": "phê duyệt tại", "issues": "ban hành",
    "replies_to": "trả lời", "follows": "tiếp theo", "extends": "gia hạn", "mentions": "nhắc đến",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Block:
    """One text of a notice to show, cut into parts."""

    name: str | None
    parts: list[Any]
    is_cut: bool


async def _ask(datasette: Any, question: Any) -> Any:  # noqa: ANN401  (Datasette is untyped)
    """Run a function of a connection in Datasette's threads."""
    return await datasette.get_database(_DATABASE).execute_fn(question)


async def _page(datasette: Any, request: Any, template: str, **context: object) -> Any:  # noqa: ANN401
    html = await datasette.render_template(template, context, request=request)
    return Response.html(html)


async def search_page(datasette: Any, request: Any) -> Any:  # noqa: ANN401
    """Show what a search finds."""
    asked = {name: request.args.get(name, "").strip() for name in ("q", "tinh", "loai", "nam")}
    results, wrong = None, None
    if asked["q"]:
        filters = Filters(
            province=asked["tinh"] or None,
            genre=asked["loai"] or None,
            year=asked["nam"] if asked["nam"].isdecimal() else None,
        )
        try:
            results = await _ask(
                datasette, lambda connection: search(connection, asked["q"], filters, limit=30)
            )
        except QueryError as error:
            wrong = str(error)
    provinces = await _ask(datasette, _provinces)
    return await _page(
        datasette, request, "tim.html",
        asked=asked, results=results, wrong=wrong, provinces=provinces, genres=_GENRES,
        pieces=_pieces,
    )  # fmt: skip


def _provinces(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM provinces WHERE scheme = '2025' ORDER BY code")
    return [name for (name,) in rows]


def _pieces(passage: str, marks: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """Give a passage in pieces, each with whether it is one of the words searched."""
    at = 0
    for start, end in marks:
        yield passage[at:start], False
        yield passage[start:end], True
        at = end
    yield passage[at:], False


async def notice_page(datasette: Any, request: Any) -> Any:  # noqa: ANN401
    """Show a notice: its texts with the facts marked, and the facts by kind."""
    identity = request.url_vars["id"]
    notice = await _ask(datasette, lambda connection: _notice(connection, identity))
    if notice is None:
        raise NotFound("Không có tin này trong kho")
    return await _page(
        datasette, request, "tin.html",
        **notice, kinds=KINDS, relations=RELATIONS, genres=_GENRES,
    )  # fmt: skip


def _notice(connection: sqlite3.Connection, identity: str) -> dict[str, Any] | None:
    row = _row(
        connection,
        "SELECT n.*, s.title AS site_title FROM notices AS n JOIN sites AS s ON s.name = n.site"
        " WHERE n.id = ?",
        identity,
    )
    if row is None:
        return None
    texts = connection.execute(
        "SELECT t.id, a.name, t.text FROM texts AS t LEFT JOIN attachments AS a"
        " ON a.id = t.attachment WHERE t.notice = ? AND t.current = 1"
        " ORDER BY a.position IS NOT NULL, a.position",
        (identity,),
    ).fetchall()
    facts: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    blocks = []
    for text_id, name, text in texts:
        found = facts_rows.load(connection, text_id)
        for kind in KINDS:
            facts[kind] += found[kind]
        marks = [_mark(kind, fact) for kind in KINDS for fact in found[kind]]
        blocks.append(_Block(name, parts(text[:_SHOWN], marks), len(text) > _SHOWN))
    attachments = connection.execute(
        "SELECT name, url, problem FROM attachments WHERE notice = ? ORDER BY position",
        (identity,),
    ).fetchall()
    copies = connection.execute(
        "SELECT id, site, url FROM notices WHERE work = ? AND id <> ? ORDER BY site",
        (row["work"], identity),
    ).fetchall()
    return {
        "notice": row,
        "areas": json.loads(row["areas"]),
        "blocks": blocks,
        "facts": facts,
        "attachments": attachments,
        "copies": copies,
    }


def _row(connection: sqlite3.Connection, sql: str, *values: object) -> dict[str, Any] | None:
    cursor = connection.execute(sql, values)
    row = cursor.fetchone()
    return dict(zip([c[0] for c in cursor.description], row, strict=True)) if row else None


def _mark(kind: str, fact: Any) -> Mark:  # noqa: ANN401  (any of the facts)
    link = None
    told: list[object] = []
    if kind == "citations":
        told = [fact.code, fact.date, RELATIONS.get(fact.relation)]
        link = document_link(fact.code) if fact.code and not fact.code.isdecimal() else None
    elif kind == "scores":
        told = [fact.indicator, fact.subject, fact.period]
    elif kind == "recommendations":
        told = [fact.kind, fact.addressee, fact.deadline]
    elif kind == "dates":
        told = [fact.first if fact.first == fact.last else f"{fact.first} - {fact.last}"]
    elif kind == "topics":
        told = [fact.key]
    shown = ", ".join(str(value) for value in told if value)
    return Mark(
        fact.start, fact.end, kind, f"{KINDS[kind]}: {shown}" if shown else KINDS[kind], link
    )


def document_link(code: str) -> str:
    """Give the address of the page about a document's number."""
    return "/van-ban?" + urlencode({"so": code})


async def document_page(datasette: Any, request: Any) -> Any:  # noqa: ANN401
    """Show what is known of a document's number."""
    asked = {name: request.args.get(name, "").strip() for name in ("so", "tinh", "nam")}
    answer, wrong = None, None
    if asked["so"]:
        try:
            answer = await _ask(
                datasette,
                lambda connection: cite(
                    connection, asked["so"], asked["tinh"] or None, asked["nam"] or None
                ),
            )
        except QueryError as error:
            wrong = str(error)
    return await _page(
        datasette, request, "vanban.html",
        asked=asked, answer=answer, wrong=wrong, relations=RELATIONS, link=document_link,
    )  # fmt: skip


def _overview(connection: sqlite3.Connection) -> dict[str, Any]:
    def count(sql: str) -> int:
        number: int = connection.execute(f"SELECT count(*) FROM {sql}").fetchone()[0]
        return number

    newest = connection.execute(
        "SELECT id, title, published, province_then, site, genre FROM notices"
        " WHERE id = work ORDER BY published DESC, id LIMIT 8"
    ).fetchall()
    cited = connection.execute(
        "SELECT d.code, d.type, d.subject, d.jurisdiction, d.date, count(*) AS often"
        " FROM citations AS c JOIN documents AS d ON d.id = c.document"
        " JOIN notices AS n ON n.id = c.notice WHERE c.own = 0 AND n.id = n.work"
        " AND d.code IS NOT NULL GROUP BY d.id ORDER BY often DESC, d.code LIMIT 8"
    ).fetchall()
    return {
        "counts": {
            "tin, bài": count("(SELECT DISTINCT work FROM notices)"),
            "trang nguồn": count("sites"),
            "văn bản": count("documents"),
            "viện dẫn": count("citations WHERE own = 0"),
            "kết quả đo": count("scores"),
            "kiến nghị, chỉ đạo": count("recommendations"),
            "tồn tại, hạn chế": count("findings"),
        },
        "newest": newest,
        "cited": cited,
        "document_link": document_link,
    }


async def _front_page(datasette: Any, template: str) -> dict[str, Any]:  # noqa: ANN401
    if template != "index.html":
        return {}
    found: dict[str, Any] = await _ask(datasette, _overview)
    return found


def _template_values(datasette: Any, template: str) -> Any:  # noqa: ANN401
    return _front_page(datasette, template)


def _routes() -> list[tuple[str, Any]]:
    return [
        (r"^/tim$", search_page),
        (r"^/tin/(?P<id>[0-9a-f]{20})$", notice_page),
        (r"^/van-ban$", document_page),
    ]


def _day(value: str | None) -> str:
    """Give an ISO day as Vietnamese write it.

    >>> _day("2024-03-12"), _day(None)
    ('12/3/2024', 'không rõ ngày')
    """
    if not value or value.count("-") != 2:  # noqa: PLR2004  (year, month, day)
        return value or "không rõ ngày"
    year, month, day = value.split("-")
    return f"{int(day)}/{int(month)}/{year}"


def _environment(env: Any) -> None:  # noqa: ANN401  (Jinja's environment)
    env.filters["ngay"] = _day


def _css() -> list[str]:
    return ["/vanban/vanban.css"]


register_routes = hookimpl(_routes)
extra_template_vars = hookimpl(_template_values)
prepare_jinja2_environment = hookimpl(_environment)
extra_css_urls = hookimpl(_css)
