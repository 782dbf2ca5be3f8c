"""Which family a listing page is of, and the declaration that follows from it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from scrapers import site
from scrapers.encoding import decoded
from scrapers.settings import ConfigError


def families_of(html: bytes, charset: str | None = None) -> tuple[str, ...]:
    """Give the families all of whose signals stand in a page; one signal alone proves nothing."""
    text = decoded(html, charset)
    return tuple(
        name
        for name in site.families()
        if (signals := site.signals(name)) and all(signal.search(text) for signal in signals)
    )


def name_of(url: str) -> str:
    """Give a declaration's name for an address: its host without www. and .gov.vn.

    >>> name_of("https://www.sokhcn.tinh.gov.vn/tin-tuc")
    'sokhcn_tinh'
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    host = re.sub(r"\.(?:gov\.vn|vn)$", "", host)
    return re.sub(r"[^a-z0-9]+", "_", host.lower()).strip("_") or "site"


def declaration(url: str, family: str, province: str, title: str) -> str:
    """Give the text of a declaration for the listing at an address, unverified as yet."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ConfigError(f"{url}: an address begins with http:// or https://")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    today = datetime.now(UTC).date().isoformat()
    lines = {
        "name": name_of(url),
        "title": title,
        "family": family,
        "origin": f"{parts.scheme}://{parts.netloc}",
        "province": province,
        "kind": "department",
        "rights": "official",
        "state": "unverified",
        "evidence": f"The listing {url} was read on {today}.",
    }
    text = "".join(
        f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items()
    )
    listing = json.dumps(path, ensure_ascii=False)
    return f'{text}listings = [{{ url = {listing}, category = "Tin tức" }}]\n'
