"""How a fetch ended: one name for each way, the same in code, crawl.db and the documentation."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The outcome of asking for one address."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"  # 304 to a conditional request
    # what the portal says
    NOT_FOUND = "not_found"  # 404 and every other 4xx without a name of its own
    GONE = "gone"  # 410
    SOFT_404 = "soft_404"  # 200, and the page says that there is nothing
    BLOCKED = "blocked"  # 401, 403, or a gate answered in the portal's place
    ROBOTS = "robots"  # robots.txt asks us not to
    RATE_LIMITED = "rate_limited"  # 429, or 503 with Retry-After
    SERVER_ERROR = "server_error"  # 5xx
    # what the way there does
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"  # no byte in time, or no headers before the deadline
    SLOW = "slow"  # bytes come, too few: below the least rate, or past the deadline
    TRUNCATED = "truncated"  # fewer bytes than announced
    # what we refuse
    ADDRESS_REFUSED = "address_refused"  # not a public address, port or scheme
    REDIRECT_LOOP = "redirect_loop"  # round in a circle, or more hops than we follow
    REDIRECT_REFUSED = "redirect_refused"  # to another site, a private address, another scheme
    TOO_LARGE = "too_large"
    RATIO = "ratio"  # unpacks to a suspicious multiple of what was sent
    BAD_ENCODING = "bad_encoding"  # a Content-Encoding that is unknown or broken
    # what the answer is
    WRONG_TYPE = "wrong_type"  # HTML where a file was due, a file where a page was due
    NOT_ON_PAGE = "not_on_page"  # a declared selector does not find what it should
    ELSEWHERE = "elsewhere"  # a file on a host that is not the site's: kept as a link, never asked
    MOVED = "moved"  # redirected to another article of the same site
    # a whole site, not one address
    NOTHING_LISTED = "nothing_listed"
    FEW_LISTED = "few_listed"  # fewer on a listing's first page than the declaration expects
    CIRCUIT_OPEN = "circuit_open"  # too many failures in a row: the host is left alone this time
    STOPPED = "stopped"  # the person or the clock ended the run


TEMPORARY = frozenset(
    {Status.SERVER_ERROR, Status.CONNECT, Status.TIMEOUT, Status.TRUNCATED, Status.RATE_LIMITED}
)  # worth asking again in the same run
HOST_FAILURES = TEMPORARY | {Status.DNS, Status.TLS, Status.SLOW, Status.BLOCKED}


class FetchError(Exception):
    """A fetch ended without an answer; `status` names how, `note` says what was seen."""

    def __init__(self, status: Status, note: str = "") -> None:
        super().__init__(f"{status}: {note}" if note else str(status))
        self.status = status
        self.note = note
