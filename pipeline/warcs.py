"""Pages and files out of WARC files: our own archive's, or anybody's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import ArchiveIterator

from scrapers.addresses import file_name
from scrapers.api import is_json
from scrapers.files.magic import PAPERS, media_type
from scrapers.warc import content_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from scrapers.site import Site

_OURS = frozenset({"article", "attachment"})  # of a crawl of ours; listings and robots.txt are none


@dataclass(frozen=True, slots=True)
class Held:
    """A page or file as a WARC holds it, its newest answer.

    `declared` names the site whose declaration reads it; `told` is what our own archive knows of
    it besides (name, published, province, title, and its row in a listing).
    """

    identity: str
    url: str
    name: str
    payload: bytes
    declared: str | None = None
    charset: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that is not taken, and why."""

    url: str
    why: str


def read(path: Path, sites: tuple[Site, ...], limit: int) -> Iterator[Held | Refused]:
    """Give every page and document of a WARC once, as its newest record has it.

    Pages of a declared site, and its JSON answers where it declares them, are told by its
    identities, and its listings left out. What is neither a page nor a document (robots.txt,
    pictures, errors) is no notice. A record that breaks off, or unpacks to more than `limit` bytes,
    is given as Refused. Raises what warcio does where the file is broken.
    """
    newest: dict[str, tuple[str, int]] = {}
    for number, (held, date) in enumerate(_records(path, sites, limit)):
        if isinstance(held, Held):
            newest[held.identity] = max(newest.get(held.identity, ("", -1)), (date, number))
    wanted = {number for _, number in newest.values()}
    for number, (held, _) in enumerate(_records(path, sites, limit)):
        if number in wanted or isinstance(held, Refused):
            yield held


def _records(
    path: Path, sites: tuple[Site, ...], limit: int
) -> Iterator[tuple[Held | Refused, str]]:
    """Give what can be a notice, with the moment of its record."""
    ours: dict[str, Any] = {}
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "metadata":
                ours = _told(record)
                continue
            if record.rec_type == "request":
                continue
            date = record.rec_headers.get_header("WARC-Date") or ""
            if held := _held(record, ours, sites, limit):
                yield held, date
            ours = {}


def _told(record: Any) -> dict[str, Any]:  # noqa: ANN401  (warcio is untyped)
    """Give what our archive keeps of the next record, nothing where it is not ours."""
    if record.rec_headers.get_header("Content-Type") != "application/json":
        return {}
    try:
        told = json.loads(record.raw_stream.read())
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _held(
    record: Any,  # noqa: ANN401  (warcio is untyped)
    ours: dict[str, Any],
    sites: tuple[Site, ...],
    limit: int,
) -> Held | Refused | None:
    if record.rec_type == "resource":
        return _taken_in(record, ours, limit)
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if record.http_headers.get_statuscode() != "200":
        return None
    if "kind" in ours and ours["kind"] not in _OURS:
        return None
    asked = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = str(ours.get("url") or asked)
    payload = _whole(record, limit)
    if isinstance(payload, str):
        return Refused(url, payload)
    kind, charset = content_type(record.http_headers.get_header("Content-Type"))
    if media_type(payload) in PAPERS:
        return Held(url, url, file_name(url) or "tep", payload)
    site = next((site for site in sites if site.holds(url)), None)
    is_answer = site is not None and site.api is not None and _is_json(kind, payload)
    if not payload or ("html" not in (kind or "") and not is_answer):
        return None
    identity = ours.get("identity") or (site.identity(url) if site else url)
    if identity is None:  # a listing, or the front page
        return None
    name = file_name(url) or "index"
    ending = "json" if is_answer else "html"
    told = {key: str(ours[key]) for key in ("listed_title", "listed_published") if ours.get(key)}
    return Held(
        str(identity), url, name if name.endswith(ending) else f"{name}.{ending}", payload,
        site.name if site else None, charset, told,
    )  # fmt: skip


def _is_json(kind: str | None, payload: bytes) -> bool:
    """Tell whether an answer is JSON by its first sign, where it does not say to be a page."""
    return "html" not in (kind or "") and is_json(payload[:64].decode("utf-8", "replace"))


def _taken_in(
    record: Any,  # noqa: ANN401  (warcio is untyped)
    ours: dict[str, Any],
    limit: int,
) -> Held | Refused | None:
    """Give a local file that an earlier `ingest` has archived, None where it is no such record."""
    place = ours.get("local")
    if not isinstance(place, dict):
        return None
    payload = _whole(record, limit)
    if isinstance(payload, str):
        return Refused(str(place["url"]), payload)
    known = ("published", "province", "title", "listed_title", "listed_published")
    told = {key: str(ours[key]) for key in known if ours.get(key)}
    return Held(
        str(place["identity"]), str(place["url"]), str(ours.get("name") or place["name"]), payload,
        ours.get("declared"), ours.get("charset"), told,
    )  # fmt: skip


def _whole(record: Any, limit: int) -> bytes | str:  # noqa: ANN401  (warcio is untyped)
    """Give a record's content, or in words why it is not to be had."""
    payload: bytes = record.content_stream().read(limit + 1)
    if len(payload) > limit:
        return f"larger than {limit // 2**20} MB"
    record.raw_stream.read()  # what stands behind a chunked body
    return "breaks off" if record.raw_stream.limit else payload
