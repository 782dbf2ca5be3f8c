"""An index of the archive as CDXJ, by which pywb and others find a page by address and time."""

from __future__ import annotations

import heapq
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_from_bytes, unquote_plus, unquote_to_bytes, urlsplit

from scrapers.warc import content_type, heads

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES = 100_000  # sorted at once; more are merged from files
_INDEXED = frozenset({"response", "revisit", "resource"})
_KEPT = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"  # not escaped in a key
_PORTS = {"http": 80, "https": 443}
_WWW = re.compile(r"www\d*\.")
_SESSION = re.compile(r"(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}(?:&|$)")


class _Seen(NamedTuple):
    """The heads of a record: WARC's and HTTP's, their names in small letters."""

    warc: dict[str, str]
    first: str  # line of HTTP
    http: dict[str, str]
    body: bytes  # as much of it as was looked at


def write(archive: Path, index: Path) -> int:
    """Write the sorted index of an archive's folder; give how many lines it has.

    A line is a page's key (SURT), the time (UTC, 14 digits) and a JSON object: url, mime, status,
    digest, length, offset, filename. Answers, revisits and ingested files have one each; a form
    that was posted is part of its key, as pywb has it. What was forgotten has none, nor has a 304:
    pywb would show that empty page, and what it confirms stands there before.
    """
    count = 0
    with tempfile.TemporaryDirectory() as folder, index.open("w", encoding="utf-8") as out:
        waiting: list[str] = []
        parts: list[Path] = []
        for line in _lines(archive):
            waiting.append(line)
            if len(waiting) == _LINES:
                parts.append(_put_by(waiting, Path(folder) / str(len(parts))))
                waiting = []
        streams = [part.open(encoding="utf-8") for part in parts]
        try:
            for line in heapq.merge(sorted(waiting), *streams):
                out.write(line)
                count += 1
        finally:
            for stream in streams:
                stream.close()
    return count


def _put_by(lines: list[str], part: Path) -> Path:
    part.write_text("".join(sorted(lines)), encoding="utf-8")
    return part


def _lines(archive: Path) -> Iterator[str]:
    for path in sorted(archive.glob("vanban-*.warc.gz")):
        asked: _Seen | None = None
        with path.open("rb") as stream:
            for start, end, head in heads(stream, 0):
                seen = _seen(head)
                kind, url = seen.warc.get("warc-type"), seen.warc.get("warc-target-uri", "")
                if kind == "request":
                    asked = seen
                elif kind in _INDEXED and not (url.startswith("urn:") or _is_304(seen)):
                    yield _line(seen, asked if kind != "resource" else None, path.name, start, end)
                    asked = None


def _is_304(seen: _Seen) -> bool:
    return seen.first.split(" ")[1:2] == ["304"]


def _line(seen: _Seen, asked: _Seen | None, file: str, start: int, end: int) -> str:
    url, kind = seen.warc["warc-target-uri"], seen.warc["warc-type"]
    said = seen.warc if kind == "resource" else seen.http
    mime = "warc/revisit" if kind == "revisit" else content_type(said.get("content-type"))[0]
    told = {
        "url": url,
        "mime": mime,
        "status": seen.first.split(" ")[1] if said is seen.http else None,
    }
    told["digest"] = seen.warc.get("warc-payload-digest")
    told |= {"length": str(end - start), "offset": str(start), "filename": file}
    key = url
    method = asked.first.split(" ")[0] if asked is not None else "GET"
    if asked is not None and method != "GET":
        form = unquote_plus(asked.body.decode("utf-8", "replace"))
        key += f"{'&' if '?' in url else '?'}__wb_method={method}&{form}".rstrip("&")
        told |= {"requestBody": form, "method": method}
    told = {name: value for name, value in told.items() if value}
    when = re.sub(r"\D", "", seen.warc["warc-date"])[:14]
    return f"{surt(key)} {when} {json.dumps(told, ensure_ascii=False)}\n"


def _seen(head: bytes) -> _Seen:
    first, _, rest = head.partition(b"\r\n\r\n")
    warc = _headers(first.split(b"\r\n")[1:])
    http, _, body = rest.partition(b"\r\n\r\n")
    line, *lines = http.split(b"\r\n")
    length = int(warc.get("content-length", "0")) - len(http) - 4
    return _Seen(warc, line.decode("latin-1"), _headers(lines), body[: max(0, length)])


def _headers(lines: list[bytes]) -> dict[str, str]:
    pairs = (line.decode("utf-8", "replace").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def surt(url: str) -> str:
    """Give the key by which all spellings of an address are found together.

    The host turned round, what is escaped without need unescaped, small letters, the parameters
    in order: as the archives of the web agreed upon.

    >>> surt("https://www.skhcn.tinh.gov.vn:8080/Tin%20T%E1%BB%A9c/?b=2&A=1")
    'vn,gov,tinh,skhcn:8080)/tin%20t%e1%bb%a9c?a=1&b=2'
    """
    parts = urlsplit(url)
    path = _path(parts.path)
    if not parts.hostname:
        return f"{parts.scheme}:{path}"
    host = ",".join(reversed(_WWW.sub("", parts.hostname, count=1).split(".")))
    port = "" if parts.port in {None, _PORTS.get(parts.scheme)} else f":{parts.port}"
    query = _SESSION.sub("", _escaped(parts.query).lower())
    pairs = sorted(tuple(pair.split("=", 1)) for pair in query.split("&"))
    query = "&".join("=".join(pair) for pair in pairs)
    return f"{host}{port}){path}" + (f"?{query}" if query else "")


def _path(path: str) -> str:
    kept: list[str] = []
    for step in _escaped(path).lower().split("/"):
        if step == ".." and kept:
            del kept[-1]
        elif step not in {"", "."}:
            kept.append(step)
    return "/" + "/".join(kept)


def _escaped(text: str) -> str:
    raw = text.encode()
    while (plain := unquote_to_bytes(raw)) != raw:
        raw = plain
    return quote_from_bytes(raw, safe=_KEPT)
