"""robots.txt: what a host asks of us."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from http import HTTPStatus

from protego import Protego

AGENT = "vanban"
MAX_BYTES = 500 * 1024
_BOM_16 = (b"\xff\xfe", b"\xfe\xff")
_COMMA = re.compile(r"^(\s*crawl-delay\s*:\s*\d+),(?=\d)", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(rb"\s*(?:<!doctype|<html|<head|<body|<\?xml|<!--)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What robots.txt allows us, and the seconds it wants between two requests (0: none)."""

    delay: float = 0.0
    _parsed: Protego | None = field(default=None, repr=False)

    def allows(self, url: str) -> bool:
        """Tell whether we may ask for an address."""
        return self._parsed is None or bool(self._parsed.can_fetch(url, AGENT))


def rules(http_status: int, payload: bytes) -> Rules:
    r"""Give the rules in an answer to /robots.txt that is no 5xx (a host with a 5xx is left alone).

    A 4xx allows everything (RFC 9309). A page of HTML in its place has no rules.

    >>> rules(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /quan-tri/").allows("http://a.vn/quan-tri/")
    False
    """
    if http_status != HTTPStatus.OK or _HTML.match(payload.removeprefix(b"\xef\xbb\xbf")):
        return Rules()
    encoding = "utf-16" if payload.startswith(_BOM_16) else "utf-8-sig"  # a BOM would hide a group
    text = payload[:MAX_BYTES].decode(encoding, errors="replace")
    parsed = Protego.parse(_COMMA.sub(r"\1.", text))
    delay = float(parsed.crawl_delay(AGENT) or 0)
    if rate := parsed.request_rate(AGENT):
        delay = max(delay, rate.seconds / max(1, rate.requests))
    return Rules(0.0 if math.isnan(delay) else delay, parsed)
