"""Our own pages: front, results, notice, document, number, health, error."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from datasette import NotFound, Response

from corpus.cite import Answer, by_id, cite
from corpus.filters import Filters
from corpus.query import QueryError, parse
from corpus.search import Results, search
from corpus.web import document_page, front_page, notice_page, snapshot, words
from corpus.web import health as health_of
from corpus.web.asking import ask
from corpus.web.marking import Place, marked
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    import sqlite3

    from markupsafe import Markup

    from corpus.search import Hit
    from corpus.web.front_page import FrontPage

# Datasette hands over objects of its own, which have no types.
# ruff: noqa: ANN401

_ECHOED = 500  # characters of a query that are shown again
_fronts: WeakKeyDictionary[Any, FrontPage] = WeakKeyDictionary()


async def front(datasette: Any, request: Any) -> Any:
    """Give the front page."""
    return await _page(datasette, request, "front.html", front=await at_a_glance(datasette))


async def at_a_glance(datasette: Any) -> FrontPage:
    """Give what the front page shows; the first to ask counts it."""
    if datasette not in _fronts:
        _fronts[datasette] = await ask(datasette, front_page.read, seconds=120)
    return _fronts[datasette]


async def results(datasette: Any, request: Any) -> Any:
    """Give what a search finds, or in one line why it cannot be asked."""
    query = request.args.get("q") or ""
    narrowed = {name: request.args.get(name) or "" for name in ("tinh", "nam", "loai")}
    found, numbered, error = None, None, None
    if query.strip():
        try:
            filters = _filters(**narrowed)
            found = await ask(datasette, partial(search, query=query, filters=filters, limit=50))
            numbered = await ask(datasette, partial(_numbered, query=query))
        except QueryError as wrong:
            error = words.query_error(wrong)
    return await _page(
        datasette,
        request,
        "results.html",
        status=400 if error else 200,
        asked=query[:_ECHOED],
        narrowed=narrowed,
        found=found,
        hits=_shown(found),
        numbered=numbered,
        error=error,
        front=await at_a_glance(datasette),
    )


def _filters(tinh: str, nam: str, loai: str) -> Filters:
    """Give what a search is narrowed to; what is no year or genre narrows nothing."""
    year = nam if re.fullmatch(r"[12]\d{3}", nam, re.ASCII) else None
    return Filters(province=tinh or None, year=year, genre=loai if loai in words.GENRES else None)


def _shown(found: Results | None) -> list[tuple[Hit, Markup]]:
    if found is None:
        return []
    return [
        (hit, marked(hit.passage, [Place(start, end, "found") for start, end in hit.marks]))
        for hit in found.hits
    ]


def _numbered(connection: sqlite3.Connection, query: str) -> Answer | None:
    """Give the documents that a query names by their number and nothing else."""
    terms = parse(query).wanted
    if len(terms) != 1 or terms[0].number is None:
        return None
    try:
        answer = cite(connection, query)
    except QueryError:
        return None
    return answer if answer.documents else None


async def notice(datasette: Any, request: Any) -> Any:
    """Give a notice: its text with the facts marked and listed beside."""
    shown = await ask(
        datasette, partial(notice_page.read, notice=request.url_vars["notice"]), seconds=5
    )
    if shown is None:
        raise NotFound("no such notice")
    return await _page(datasette, request, "notice.html", notice=shown)


async def document(datasette: Any, request: Any) -> Any:
    """Give a document: what it is, who cites it, what it cites."""
    shown = await ask(datasette, partial(by_id, name=request.url_vars["document"]), seconds=5)
    if shown is None:
        raise NotFound("no such document")
    return await _page(
        datasette,
        request,
        "document.html",
        document=shown,
        citing=document_page.by_work(shown.cited_by),
    )


async def number(datasette: Any, request: Any) -> Any:
    """Give the documents that a number may mean: /van-ban?so=771/KH-UBND."""
    asked = request.args.get("so") or ""
    answer, error = None, None
    if asked.strip():
        try:
            answer = await ask(datasette, partial(cite, code=asked), seconds=5)
        except QueryError as wrong:
            error = words.query_error(wrong)
    return await _page(
        datasette,
        request,
        "number.html",
        status=400 if error else 200,
        asked=asked[:_ECHOED],
        answer=answer,
        left=[] if answer is None else document_page.unresolved_by_work(answer.unresolved),
        error=error,
    )


async def health(datasette: Any, request: Any) -> Any:
    """Give how the sites and the nightly run are: JSON, or a page to who reads HTML."""
    path = Path(datasette.get_database().path)
    try:
        made = snapshot.moment(path).isoformat()
    except ConfigError:  # a database by another name, shown as it is
        made = None
    front = await at_a_glance(datasette)
    silenced = path.parent.parent / "silenced.json"  # beside the folder of the snapshots
    state = await ask(datasette, partial(health_of.read, silenced=silenced))
    wants_page = request.path == "/health" and "text/html" in request.headers.get("accept", "")
    if wants_page:
        last = state.last_run and datetime.fromisoformat(state.last_run)
        return await _page(datasette, request, "health.html", health=state, last_run=last)
    told = {
        "ok": state.ok, "snapshot": made, "notices": front.notices, "works": front.works,
        "last_run": state.last_run, "late": state.late,
        "sites": [asdict(one) for one in state.troubles],
    }  # fmt: skip
    return Response.json(told, headers={"cache-control": "no-store"})


async def error(datasette: Any, request: Any, status: int, told: str) -> Any:
    """Give a page, or JSON where it was asked for, that says in one line what went wrong."""
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": told, "status": status}, status=status)
    return await _page(datasette, request, "error.html", status=status, error=told)


async def _page(
    datasette: Any, request: Any, template: str, *, status: int = 200, **shown: object
) -> Any:
    html = await datasette.render_template(template, {**shown, "status": status}, request=request)
    return Response.html(html, status=status)
