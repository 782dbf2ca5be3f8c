from __future__ import annotations

import gzip
import hashlib
import socket
import threading
import time
import zlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.body import unpacked
from scrapers.fetch import Ask, Fetcher
from scrapers.guard import Guard, is_public
from scrapers.page import Request
from scrapers.politeness import retry_after
from scrapers.robots import rules
from scrapers.status import FetchError, Status
from tests.scrapers import portal as faults
from tests.scrapers.portal import IMPATIENT, PAGE, QUICK, Portal, code, redirect


class Forgetful:
    """A memory of nothing."""

    def __init__(self):
        self.kept = []

    def robots(self, _origin):
        return None

    def keep_robots(self, origin, answer):
        self.kept.append((origin, answer))

    def recall(self, _key):
        return None


@contextmanager
def client(*portals, settings=QUICK, resolve=None, stop=None):
    own = {(portal.host, portal.port) for portal in portals}
    guard = Guard(own, resolve) if resolve else Guard(own)
    fetcher = Fetcher(settings, Forgetful(), guard=guard, stop=stop)
    try:
        yield fetcher
    finally:
        fetcher.close()


def ask(portal, **changes):
    return Ask(**{"limit": QUICK.max_page_bytes, "home": portal.origin, **changes})


def status_of(route, **changes):
    """The status of a page that a route answers, and how often it was asked for."""
    with Portal() as portal, client(portal, settings=IMPATIENT) as fetcher:
        portal.routes["/trang"] = route
        start = time.monotonic()
        answer = fetcher.fetch(Request(f"{portal.origin}/trang"), ask(portal, **changes))
        assert time.monotonic() - start < 15
        return answer, len(portal.saw("/trang"))


FAULTS = [
    # (lỗi của cổng, tên của nó, số lần hỏi)
    (code(404), Status.NOT_FOUND, 1),  # không có trang
    (code(410), Status.GONE, 1),  # đã gỡ
    (code(403), Status.BLOCKED, 1),  # từ chối truy cập
    (code(451), Status.BLOCKED, 1),  # chặn theo yêu cầu pháp lý
    (code(500), Status.SERVER_ERROR, 3),  # máy chủ hỏng: hỏi lại
    (code(503), Status.SERVER_ERROR, 3),  # quá tải
    (code(304), Status.SERVER_ERROR, 3),  # "không đổi" dù không hỏi có điều kiện
    (code(429), Status.RATE_LIMITED, 3),  # hỏi quá nhanh
    (code(429, Retry_After="9999"), Status.RATE_LIMITED, 1),  # đợi quá lâu: để lần sau
    (code(503, Retry_After="9999"), Status.RATE_LIMITED, 1),
    (redirect("/trang"), Status.REDIRECT_LOOP, 1),  # trỏ về chính nó
    (redirect("ftp://127.0.0.1/"), Status.REDIRECT_REFUSED, 1),  # giao thức khác
    (redirect("http://[::1"), Status.REDIRECT_REFUSED, 1),  # địa chỉ hỏng
    (redirect("https://bao.example/"), Status.REDIRECT_REFUSED, 1),  # sang trang của người khác
    (faults.mute, Status.TIMEOUT, 3),  # im lặng
    (faults.drip_headers, Status.TIMEOUT, 3),  # đầu trang nhỏ giọt
    (faults.drip, Status.SLOW, 1),  # thân trang nhỏ giọt
    (faults.drip_fast, Status.SLOW, 1),  # đủ nhanh từng giây, mà không bao giờ hết
    (faults.truncated, Status.TRUNCATED, 3),  # ngắn hơn đã báo
    (faults.truncated_chunks, Status.TRUNCATED, 3),
    (faults.truncated_gzip, Status.TRUNCATED, 3),
    (faults.hang_up, Status.EMPTY_REPLY, 3),  # ngắt máy
    (faults.huge, Status.TOO_LARGE, 1),  # quá lớn
    (faults.huge_unpacked, Status.TOO_LARGE, 1),  # quá lớn khi giải nén
    (faults.bomb, Status.RATIO, 1),  # bom nén
    (faults.not_packed, Status.BAD_ENCODING, 1),  # nói là gzip mà không phải
    (faults.unknown_packing, Status.BAD_ENCODING, 1),
]


@pytest.mark.parametrize(("route", "status", "asked"), FAULTS)
def test_each_fault_has_its_name(route, status, asked):
    answer, seen = status_of(route)
    assert (answer.status, seen) == (status, asked)


def test_one_step_within_each_limit_is_no_fault():
    limit = 100_000
    exact = lambda handler: handler.send(b"<" + b"x" * (limit - 1))  # noqa: E731  (a route)
    answer, _ = status_of(exact, limit=limit)
    assert (answer.status, len(answer.last.payload)) == (Status.OK, limit)
    answer, _ = status_of(exact, limit=limit - 1)
    assert answer.status is Status.TOO_LARGE


def test_bursts_pass():
    for bad in (code(503), code(429), faults.truncated, faults.hang_up):
        answer, seen = status_of(faults.burst(2, bad))
        assert (answer.status, seen) == (Status.OK, 3)


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_obeyed_in_both_forms(form):
    def busy(handler):
        when = datetime.now(UTC) + timedelta(seconds=2)
        value = "1" if form == "seconds" else format_datetime(when, usegmt=True)
        handler.send("bận", 429, headers={"Retry-After": value})

    with Portal() as portal, client(portal) as fetcher:
        portal.routes["/trang"] = faults.burst(1, busy)
        answer = fetcher.fetch(Request(f"{portal.origin}/trang"), ask(portal))
        first, second = (seen for seen in portal.log if seen.path == "/trang")
    assert answer.status is Status.OK
    assert second.start - first.end >= 0.95


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Wed, 15 Nov 2023 08:00:30 GMT", 30.0),
        ("Wed, 15 Nov 2023 07:00:00 GMT", 0.0),  # đã qua
        ("sớm thôi", None),
        ("-5", None),
        ("1e9", None),
        (None, None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after(value, seconds):
    assert retry_after(value, datetime(2023, 11, 15, 8, tzinfo=UTC)) == seconds


def test_redirects_are_followed_within_the_portal_and_counted():
    with Portal() as portal, client(portal) as fetcher:
        for n in range(1, 8):
            portal.routes[f"/{n}"] = redirect(f"/{n - 1}#dau" if n > 1 else "/tin")
        answer = fetcher.fetch(Request(f"{portal.origin}/5"), ask(portal))
        assert (answer.status, len(answer.hops)) == (Status.OK, 6)
        assert answer.url == f"{portal.origin}/tin"
        answer = fetcher.fetch(Request(f"{portal.origin}/6"), ask(portal))
        assert answer.status is Status.REDIRECT_LOOP


def test_a_redirect_never_leads_to_another_private_port():
    with Portal() as portal, Portal() as inner, client(portal, inner) as fetcher:
        portal.routes["/trang"] = redirect(f"{inner.origin}/tin")
        wide = ask(portal, follows=lambda _url: True)
        answer = fetcher.fetch(Request(f"{portal.origin}/trang"), wide)
        assert answer.status is Status.REDIRECT_REFUSED
        portal.routes["/trang"] = redirect(f"http://127.0.0.1:{portal.port}/")
        assert fetcher.fetch(Request(f"{portal.origin}/trang"), wide).status is (
            Status.REDIRECT_REFUSED
        )
        assert inner.log == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",  # 127.0.0.1 viết thành một số
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.7/",
        "http://localhost/",
        "http://cong.gov.vn:22/",
        "ftp://cong.gov.vn/",
        "file:///etc/passwd",
        "http:///tin",
    ],
)
def test_private_addresses_are_refused(url):
    with client() as fetcher:
        assert fetcher.fetch(Request(url), Ask(1000)).status is Status.ADDRESS_REFUSED


def named(portal):
    """What a resolver says of a name that a portal bears."""
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (portal.host, portal.port))


def test_a_name_that_resolves_anew_is_connected_where_it_was_checked(monkeypatch):
    with Portal() as public, Portal() as private:
        monkeypatch.setattr("scrapers.guard.is_public", lambda address: address == public.host)
        public.routes["/"] = lambda handler: handler.send("", headers={"Connection": "close"})
        public.routes["/robots.txt"] = public.routes["/"]
        answers = iter([public])
        rebinding = lambda *_, **__: [named(next(answers, private))]  # noqa: E731
        with client(resolve=rebinding) as fetcher:
            for _ in range(3):
                answer = fetcher.fetch(Request("http://doi-ten.gov.vn/"), Ask(1000))
                assert answer.status is Status.OK
            fetcher._guard._found.clear()  # mười phút sau: hỏi lại tên
            answer = fetcher.fetch(Request("http://doi-ten.gov.vn/"), Ask(1000))
        assert answer.status is Status.ADDRESS_REFUSED
        assert private.log == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    with Portal() as public, Portal() as private:
        monkeypatch.setattr("scrapers.guard.is_public", lambda address: address == public.host)
        with client(resolve=lambda *_, **__: [named(public), named(private)]) as fetcher:
            answer = fetcher.fetch(Request("http://nua-kin.gov.vn/"), Ask(1000))
        assert answer.status is Status.ADDRESS_REFUSED
        assert public.log + private.log == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("203.162.4.190", True),
        ("2001:ee0:4f4e::1", True),
        ("127.8.9.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.1.1", False),
        ("fe80::1%eth0", False),
        ("::ffff:192.168.1.1", False),
        ("2002:7f00:1::", False),  # 6to4 của 127.0.0.1
        ("64:ff9b::7f00:1", False),  # NAT64 của 127.0.0.1
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) is public


def test_names_of_the_network():
    with faults.closed_port() as origin, client() as fetcher:
        fetcher._guard._origins = frozenset({("127.0.0.1", int(origin.rpartition(":")[2]))})
        answer = fetcher.fetch(Request(f"{origin}/"), Ask(1000, home=origin))
        assert answer.status is Status.CONNECT

    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    with client(resolve=unknown) as fetcher:
        answer = fetcher.fetch(Request("https://mic.gov.vn/"), Ask(1000))
        assert answer.status is Status.DNS

    with Portal() as portal, client(portal) as fetcher:  # TLS nói với cổng không có TLS
        secure = portal.origin.replace("http:", "https:")
        assert fetcher.fetch(Request(f"{secure}/"), Ask(1000, home=secure)).status is Status.TLS


def test_who_we_are_and_what_we_know_is_sent():
    with Portal() as portal, client(portal) as fetcher:
        fetcher.fetch(Request(f"{portal.origin}/tin"), ask(portal))
        first = fetcher.fetch(Request(f"{portal.origin}/bai/bao-cao-1"), ask(portal))
        again = fetcher.fetch(
            Request(f"{portal.origin}/bai/bao-cao-1"), ask(portal, etag=first.last.header("etag"))
        )
        headers = portal.log[1].headers
    assert headers["User-Agent"].startswith("vanban/")
    assert "+quan-tri@tinhmau.gov.vn" in headers["User-Agent"]
    assert headers["From"] == "quan-tri@tinhmau.gov.vn"
    assert again.status is Status.NOT_MODIFIED


def test_forms_and_cookies_go_back_to_the_portal():
    def first(handler):
        handler.send(PAGE.format(""), headers={"Set-Cookie": "ASP.NET_SessionId=abc; path=/"})

    def post(handler):
        length = int(handler.headers["Content-Length"])
        body = handler.rfile.read(length)
        handler.send(body + b"|" + handler.headers["Cookie"].encode())

    with Portal() as portal, client(portal) as fetcher:
        portal.routes |= {"/ds": first, "/gui": post}
        fetcher.fetch(Request(f"{portal.origin}/ds"), ask(portal))
        form = (("__VIEWSTATE", "a+/="), ("__EVENTARGUMENT", "Page$2"))
        answer = fetcher.fetch(Request(f"{portal.origin}/gui", "POST", form), ask(portal))
    assert answer.last.payload == (
        b"__VIEWSTATE=a%2B%2F%3D&__EVENTARGUMENT=Page%242|ASP.NET_SessionId=abc"
    )


BOM = b"\xef\xbb\xbf"
CLOSED = b"User-agent: *\nDisallow: /tin\n"
ROBOTS = [
    (b"", 200, True, 0.0),  # trống
    (CLOSED, 200, False, 0.0),
    (BOM + CLOSED, 200, False, 0.0),  # BOM không được làm mất nhóm đầu
    (b"User-agent: vanban\nDisallow: /tin\n\nUser-agent: *\nAllow: /\n", 200, False, 0.0),
    (b"<!DOCTYPE html><html>User-agent: *\nDisallow: /\n</html>", 200, True, 0.0),  # trang HTML
    (BOM + b"\n<html>User-agent: *\nDisallow: /\n", 200, True, 0.0),
    (CLOSED, 404, True, 0.0),
    (CLOSED, 403, True, 0.0),
    (b"User-agent: *\nCrawl-delay: 7\n", 200, True, 7.0),
    (b"User-agent: *\nRequest-rate: 1/5s\n", 200, True, 5.0),
    (b"User-agent: *\nCrawl-delay: 2\nRequest-rate: 3/30s\n", 200, True, 10.0),
    (b"User-agent: *\nCrawl-delay: 1000000\n", 200, True, 1e6),  # vô lý: cổng để yên
    (b"User-agent: *\nCrawl-delay: 0,5\n", 200, True, 0.5),  # dấu phẩy thập phân
    (b"User-agent: *\nCrawl-delay: nan\n", 200, True, 0.0),
    ("User-agent: *\nDisallow: /tin\n".encode("utf-16"), 200, False, 0.0),  # lưu bằng Notepad
    (b"User-agent: *\nCrawl-delay: nhanh\n", 200, True, 0.0),
    (b"#" * 600_000 + b"\n" + CLOSED, 200, True, 0.0),  # quá 500 KiB: phần sau không đọc
    (b"\xff\xfe\x00Disallow", 200, True, 0.0),
]


@pytest.mark.parametrize(("body", "status", "allowed", "delay"), ROBOTS)
def test_robots(body, status, allowed, delay):
    found = rules(status, body)
    assert found.allows("http://skhcn.tinhmau.gov.vn/tin?page=2") is allowed
    assert found.delay == delay


def test_robots_is_asked_once_obeyed_and_remembered():
    with Portal() as portal, client(portal) as fetcher:
        portal.robots = BOM + CLOSED
        answer = fetcher.fetch(Request(f"{portal.origin}/tin"), ask(portal))
        assert answer.status is Status.ROBOTS
        assert fetcher.fetch(Request(f"{portal.origin}/bai/x-1"), ask(portal)).status is Status.OK
        assert portal.saw() == ["/robots.txt", "/bai/x-1"]
        assert [origin for origin, _ in fetcher._memory.kept] == [portal.origin]


@pytest.mark.parametrize(
    ("route", "status"),
    [
        (code(503), Status.SERVER_ERROR),
        (code(500), Status.SERVER_ERROR),
        (code(429), Status.RATE_LIMITED),
        (faults.mute, Status.TIMEOUT),
        (redirect("http://10.0.0.1/robots.txt"), Status.REDIRECT_REFUSED),
    ],
)
def test_a_host_whose_robots_fails_is_left_alone(route, status):
    with Portal() as portal, client(portal, settings=IMPATIENT) as fetcher:
        portal.routes["/robots.txt"] = route
        answer = fetcher.fetch(Request(f"{portal.origin}/tin"), ask(portal))
        assert answer.status is status
        assert portal.saw("/tin") == []


def test_robots_behind_a_redirect_and_of_any_length():
    with Portal() as portal, client(portal) as fetcher:
        portal.routes["/robots.txt"] = redirect("/robot")
        portal.routes["/robot"] = lambda handler: handler.send(
            gzip.compress(CLOSED + b"#" * 600_000), headers={"Content-Encoding": "gzip"}
        )
        answer = fetcher.fetch(Request(f"{portal.origin}/tin"), ask(portal))
        assert answer.status is Status.ROBOTS


def test_politeness_from_the_servers_log():
    """Eight threads at one host: no two requests overlap, no gap is shorter than the pause."""
    pause = 0.1
    with Portal() as portal, client(portal) as fetcher:
        portal.latency = 0.03
        threads = [
            threading.Thread(
                target=fetcher.fetch,
                args=(Request(f"{portal.origin}/bai/bao-cao-{n}"), ask(portal, pause=pause)),
            )
            for n in range(1, 9)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log = sorted(portal.log, key=lambda seen: seen.start)
    assert len(portal.saw("/bai")) == 8
    for before, after in pairwise(log):
        assert after.start - before.end >= pause


def test_crawl_delay_of_robots_is_kept():
    with Portal() as portal, client(portal) as fetcher:
        portal.robots = b"User-agent: *\nCrawl-delay: 0.2\n"
        for n in (1, 2):
            fetcher.fetch(Request(f"{portal.origin}/bai/bao-cao-{n}"), ask(portal))
        log = portal.log
    assert all(b.start - a.end >= 0.19 for a, b in pairwise(log))


def test_who_wants_a_day_between_two_requests_is_not_asked():
    """Trừ khi khai báo của chính cổng ấy cũng giãn cách như vậy."""
    with Portal() as portal, client(portal, settings=replace(QUICK, longest_wait=0.1)) as fetcher:
        portal.robots = b"User-agent: *\nCrawl-delay: 0.3\n"
        request = Request(f"{portal.origin}/bai/bao-cao-1")
        answer = fetcher.fetch(request, ask(portal))
        assert (answer.status, answer.note) == (
            Status.ROBOTS, "robots.txt asks for 0.3 s between two requests",
        )  # fmt: skip
        assert portal.saw("/bai") == []
        assert fetcher.fetch(request, ask(portal, pause=0.3)).status is Status.OK


def test_a_slow_host_does_not_hold_up_another():
    with Portal() as slow, Portal() as quick, client(slow, quick) as fetcher:
        slow.routes["/tin"] = lambda handler: (time.sleep(1.5), handler.send(slow.listing(1)))
        background = threading.Thread(
            target=fetcher.fetch, args=(Request(f"{slow.origin}/tin"), ask(slow))
        )
        background.start()
        for n in range(1, 6):
            answer = fetcher.fetch(Request(f"{quick.origin}/bai/bao-cao-{n}"), ask(quick))
            assert answer.status is Status.OK
        assert background.is_alive()
        background.join()


def test_a_wait_ends_when_the_run_ends():
    stop = threading.Event()
    with Portal() as portal, client(portal, stop=stop) as fetcher:
        fetcher.fetch(Request(f"{portal.origin}/tin"), ask(portal))
        threading.Timer(0.1, stop.set).start()
        start = time.monotonic()
        answer = fetcher.fetch(Request(f"{portal.origin}/tin"), ask(portal, pause=60))
        assert answer.status is Status.STOPPED
        assert time.monotonic() - start < 20


def test_a_long_answer_ends_when_the_run_ends():
    stop = threading.Event()
    patient = replace(QUICK, min_rate=0)
    with Portal() as portal, client(portal, stop=stop, settings=patient) as fetcher:
        portal.routes["/tin"] = faults.drip_fast
        threading.Timer(0.3, stop.set).start()
        start = time.monotonic()
        answer = fetcher.fetch(Request(f"{portal.origin}/tin"), ask(portal))
        assert answer.status is Status.STOPPED
        assert time.monotonic() - start < 20


def chunks_of(data, size):
    return [data[i : i + size] for i in range(0, len(data), size)]


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=3000), st.integers(1, 500))
def test_unpacked_gives_what_was_packed(data, size):
    half = len(data) // 2
    members = gzip.compress(data[:half]) + gzip.compress(data[half:])
    for packed, encoding in [
        (data, ""),
        (gzip.compress(data), "gzip"),
        (gzip.compress(data) + b"\0\0\0", "x-gzip"),
        (zlib.compress(data), "deflate"),
        (raw_deflate(data), "deflate"),
    ]:
        assert b"".join(unpacked(chunks_of(packed, size), encoding, 10_000)) == data
    assert b"".join(unpacked([members], "gzip", 10_000)) == data


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate"]))
def test_unpacking_anything_ends_in_bytes_or_in_a_named_fault(data, encoding):
    try:
        b"".join(unpacked([data], encoding, 100_000))
    except FetchError as error:
        assert error.status in {Status.BAD_ENCODING, Status.TRUNCATED, Status.TOO_LARGE}  # noqa: PT017  (both ends are right)


def digest_of(answer):
    return hashlib.sha256(answer.last.payload).hexdigest()


def test_a_host_whose_not_modified_is_true_is_checked_once_in_a_run():
    with Portal() as portal, client(portal) as fetcher:
        pages = [Request(f"{portal.origin}/bai/bao-cao-{n}") for n in range(1, 5)]
        known = [fetcher.fetch(page, ask(portal)) for page in pages]
        portal.log.clear()
        for page, first in zip(pages, known, strict=True):
            conditions = ask(portal, etag=first.last.header("ETag"), digest=digest_of(first))
            assert fetcher.fetch(page, conditions).status is Status.NOT_MODIFIED
    assert ["If-None-Match" in seen.headers for seen in portal.log] == [True, False, *[True] * 3]


def test_a_host_that_says_not_modified_to_everything_is_asked_for_the_page():
    """ETag không bao giờ đổi dù bài đã sửa: từ đó hỏi cả trang."""
    text = ["hạn 30/11"]

    def lying(handler):
        code = 304 if "If-None-Match" in handler.headers else 200
        handler.send(PAGE.format(text[0]), code, headers={"ETag": '"mai-mai"'})

    with Portal() as portal, client(portal) as fetcher:
        page = Request(f"{portal.origin}/trang")
        portal.routes["/trang"] = lying
        first = fetcher.fetch(page, ask(portal))
        text[0] = "hạn 15/12"
        again = fetcher.fetch(page, ask(portal, etag='"mai-mai"', digest=digest_of(first)))
        assert (again.status, "15/12" in again.last.payload.decode()) == (Status.OK, True)
        portal.log.clear()
        fetcher.fetch(page, ask(portal, etag='"mai-mai"', digest=digest_of(again)))
    assert ["If-None-Match" in seen.headers for seen in portal.log] == [False]
