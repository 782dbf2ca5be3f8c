"""Our pages as a plugin of Datasette: routes, cells, words for templates, errors, headers."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import Forbidden, NotFound, hookimpl
from datasette.filters import FilterArguments
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError

from corpus.web import cells, pages, snapshot, words
from corpus.web.asking import TooLongError
from corpus.web.guard import guarded
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("vanban")
_WRONG = (400, "Yêu cầu không hợp lệ.")
_OF_LISTS = ("__in", "__notin", "__arraycontains")

# Datasette hands over objects of its own, which have no types.
# ruff: noqa: ANN401


def register_routes() -> list[tuple[str, Any]]:
    """Give our addresses; Datasette asks them before its own."""
    return [
        (r"/$", pages.front),
        (r"/tim$", pages.results),
        (r"/tin/(?P<notice>[0-9a-f]{20})$", pages.notice),
        (r"/van-ban$", pages.number),
        (r"/van-ban/(?P<document>[0-9a-f]{20})$", pages.document),
        (r"/(?:-/)?health(?:\.json)?$", pages.health),
    ]


def render_cell(row: Any, value: Any, column: str, table: str, datasette: Any) -> Any:
    """Give a cell as people read it, None where Datasette's own way is right."""
    return cells.rendered(row, value, column, table, datasette.urls.path)


def filters_from_request(request: Any, table: str, datasette: Any, database: str) -> Any:
    """Give the condition of `?_once=1`: of each work one notice, no copies."""
    notice = datasette.table_metadata(database, table).get("once")
    return FilterArguments([f"{notice} = work"]) if notice and request.args.get("_once") else None


def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """Give every template our words, the tables in their order, and the snapshot's time."""
    told = datasette.metadata()["databases"][datasette.get_database().name]["tables"]
    env.globals.update(
        words=words,
        web_link=cells.web_link,
        made=_made(datasette),
        shown_tables=_in_order(told),
        table_titles={name: table.get("title") for name, table in told.items()},
        corpus_title=datasette.metadata()["title"],
    )


def _made(datasette: Any) -> str:
    try:
        return words.moment(snapshot.moment(Path(datasette.get_database().path)))
    except ConfigError:  # a database by another name, shown as it is
        return ""


def _in_order(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    listed = [(name, table) for name, table in told.items() if not table.get("hidden")]
    return sorted(listed, key=lambda item: item[1]["order"])


def handle_exception(datasette: Any, request: Any, exception: Exception) -> Callable[[], Any]:
    """Give the page of an error: one line in Vietnamese; only a bug of ours is logged."""
    status, told = _told(exception)
    if status == 500 and _is_of_a_list(request, exception):
        status, told = _WRONG
    if status == 500:
        log.error("%s", request.path, exc_info=exception)

    async def answer() -> Any:
        return await pages.error(datasette, request, status, told)

    return answer


def _told(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, TooLongError) or getattr(exception, "title", "") == "SQL Interrupted":
        return 503, "Câu hỏi này mất quá nhiều thời gian. Xin thu hẹp rồi thử lại."
    if isinstance(exception, NotFound):
        return 404, "Không có trang này."
    if isinstance(exception, Forbidden) or getattr(exception, "status", None) == 403:
        return 403, "Trang này không mở cho người xem."
    if isinstance(exception, DatasetteError | Base400):  # also where it says 500: a wrong _sort
        return exception.status if exception.status < 500 else 400, _WRONG[1]
    return 500, "Máy chủ gặp lỗi; lỗi đã được ghi lại."


def _is_of_a_list(request: Any, exception: Exception) -> bool:
    """Tell whether what failed is a list in the address, which Datasette reads as JSON."""
    return isinstance(exception, ValueError | sqlite3.Error) and any(
        name.endswith(_OF_LISTS) and value.lstrip().startswith("[")
        for name in request.args
        for value in request.args.getlist(name)
    )


def forbidden(datasette: Any, request: Any) -> Callable[[], Any]:
    """Give the page of what is closed."""
    return handle_exception(datasette, request, Forbidden())


def asgi_wrapper() -> Any:
    """Give what every answer passes through."""
    return guarded


for _hook in (
    register_routes, render_cell, filters_from_request, prepare_jinja2_environment,
    handle_exception, forbidden, asgi_wrapper,
):  # fmt: skip
    hookimpl(_hook)
