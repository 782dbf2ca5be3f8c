"""How a fetch ended: one name for each way, the same in code, crawl.db and the documentation."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The outcome of asking for one address."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"  # 304 to a conditional request
    # what the portal says
    NOT_FOUND = "not_found"  # 404
    GONE = "gone"  # 410
    REFUSED = "refused"  # another 4xx: the portal does not take the request; the page may be there
    SOFT_404 = "soft_404"  # 200, and the page says that there is nothing
    BLOCKED = "blocked"  # 401, 403, or a gate without a name of its own answered in its place
    BLOCKED_COOKIE = "blocked:js_cookie_gate"  # a script sets a cookie and loads the page again
    BLOCKED_CAPTCHA = "blocked:captcha"  # wants a person
    BLOCKED_WAF = "blocked:waf"  # a firewall's page, whatever its code
    BLOCKED_LOGIN = "blocked:login"  # a form for name and password, or 401
    ROBOTS = "robots"  # robots.txt asks us not to
    RATE_LIMITED = "rate_limited"  # 429, or 503 with Retry-After
    SERVER_ERROR = "server_error"  # 5xx
    # what the way there does
    DNS = "dns"
    CONNECT = "connect"  # nobody listens, or not in time
    RESET = "reset"  # the connection was cut before an answer
    EMPTY_REPLY = "empty_reply"  # the connection was closed without a byte
    BAD_ANSWER = "bad_answer"  # what came is no HTTP, or has no end of headers
    TLS = "tls"  # no handshake, or a certificate wrong in another way than these
    TLS_EXPIRED = "tls:expired"  # or not valid yet
    TLS_CHAIN = "tls:chain"  # an intermediate is missing, or nobody known signed it
    TLS_HOST = "tls:host"  # a certificate for other names
    TLS_OLD = "tls:old"  # protocol, key or renegotiation too old: `tls` in the declaration helps
    TIMEOUT = "timeout"  # no byte in time, or no headers before the deadline
    SLOW = "slow"  # bytes come, too few: below the least rate, or past the deadline
    TRUNCATED = "truncated"  # fewer bytes than announced
    OVERLONG = "overlong"  # more bytes than announced: what was announced is not the page
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
    NEEDS_API = "needs_api"  # an empty page that a script fills: its JSON answers must be declared
    ELSEWHERE = "elsewhere"  # a file on a host that is not the site's: kept as a link, never asked
    MOVED = "moved"  # redirected to another article of the same site
    # a whole site, not one address
    NOTHING_LISTED = "nothing_listed"
    FEW_LISTED = "few_listed"  # fewer on a listing's first page than the declaration expects
    FIELD_LOST = "field_lost"  # articles lack a title, text or day that they used to have
    CMS_CHANGED = "cms_changed"  # the marks of its CMS are gone from its pages
    CIRCUIT_OPEN = "circuit_open"  # too many failures in a row: the host is left alone this time
    STOPPED = "stopped"  # the person or the clock ended the run
    # the whole run
    NETWORK = "network"  # not the sites fail but the network we ask through: nothing is concluded


BLOCKS = frozenset(
    {
        Status.BLOCKED, Status.BLOCKED_COOKIE, Status.BLOCKED_CAPTCHA, Status.BLOCKED_WAF,
        Status.BLOCKED_LOGIN,
    }
)  # fmt: skip
UNVERIFIED = frozenset(
    {Status.TLS, Status.TLS_EXPIRED, Status.TLS_CHAIN, Status.TLS_HOST, Status.TLS_OLD}
)
UNREACHED = UNVERIFIED | {
    Status.DNS, Status.CONNECT, Status.RESET, Status.EMPTY_REPLY,
}  # no byte of HTTP came from there  # fmt: skip
TEMPORARY = frozenset(
    {
        Status.SERVER_ERROR, Status.CONNECT, Status.RESET, Status.EMPTY_REPLY, Status.BAD_ANSWER,
        Status.TIMEOUT, Status.TRUNCATED, Status.RATE_LIMITED,
    }
)  # worth asking again in the same run  # fmt: skip
HOST_FAILURES = TEMPORARY | UNREACHED | BLOCKS | {Status.SLOW}


class FetchError(Exception):
    """A fetch ended without an answer; `status` names how, `note` says what was seen.

    `wait` is what the portal asked us to wait, in seconds.
    """

    def __init__(self, status: Status, note: str = "", wait: float | None = None) -> None:
        super().__init__(f"{status}: {note}" if note else str(status))
        self.status = status
        self.note = note
        self.wait = wait
