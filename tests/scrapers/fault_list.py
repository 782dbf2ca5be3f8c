"""Every fault we know, each limit one step beyond and one step within."""

from __future__ import annotations

import gzip
import os
import ssl
from functools import partial

from scrapers.status import Status
from tests.scrapers.faulty import (
    CERTIFICATES,
    COOKIE_GATE,
    FAULTY,
    FILE,
    SETTINGS,
    Fault,
    article,
    bomb,
    certificate,
    chunks,
    drip,
    drip_headers,
    endless,
    everywhere,
    failing,
    filled,
    full,
    hang_up,
    headers,
    hops,
    html,
    in_1258,
    in_seconds,
    members,
    mute_hello,
    nested_bomb,
    no_hello,
    of_ratio,
    old_hello,
    once,
    packed,
    raw,
    reset,
    retry_after,
    robots,
    robots_route,
    silent,
    start_page_everywhere,
    wants_cookie,
    with_headers,
)
from tests.scrapers.portal import GONE, PAGE, PDF, code, redirect

S = SETTINGS
V1 = ssl.TLSVersion.TLSv1
V12 = ssl.TLSVersion.TLSv1_2
OLD_CIPHERS = "ALL:@SECLEVEL=0"
RULES = b"User-agent: *\nDisallow: /bai/\n"
BOM = b"\xef\xbb\xbf"


def at_code(number, status, what):
    return Fault(f"ma-{number}", what, status, code(number))


def host(name, what, status, prepare, **more):
    return Fault(name, what, status, prepare=prepare, **more)


def within(name, what, route=None, **more):
    return Fault(name, what, Status.OK, route, within=True, **more)


# A row is read as a row.
# fmt: off
FAULTS: dict[str, tuple[Fault, ...]] = {
    "What the portal says": (
        at_code(404, Status.NOT_FOUND, "404"),
        at_code(400, Status.REFUSED, "400, or any 4xx that has no name of its own"),
        at_code(410, Status.GONE, "410"),
        at_code(401, Status.BLOCKED_LOGIN, "401"),
        at_code(403, Status.BLOCKED, "403"),
        at_code(451, Status.BLOCKED, "451"),
        at_code(408, Status.SERVER_ERROR, "408, each time"),
        at_code(500, Status.SERVER_ERROR, "500, each time"),
        at_code(503, Status.SERVER_ERROR, "503 without Retry-After, each time"),
        at_code(304, Status.SERVER_ERROR, "304 though nothing was asked on conditions"),
        Fault("403-lai-duoc", "503 as often as is asked again", Status.OK,
             once(code(503), S.retries), within=True),
        Fault("503-mai", "503 once more than is asked again", Status.SERVER_ERROR,
             once(code(503), S.retries + 1)),
        at_code(429, Status.RATE_LIMITED, "429 without Retry-After, each time"),
        within("doi-giay", "429, Retry-After in seconds, within `longest_wait`", retry_after("1")),
        within("doi-ngay", "429, Retry-After as a date, within `longest_wait`",
             retry_after(in_seconds(1))),
        Fault("doi-lau", "429, Retry-After in seconds, beyond `longest_wait`", Status.RATE_LIMITED,
             retry_after("3")),
        Fault("doi-lau-ngay", "429, Retry-After as a date, beyond `longest_wait`",
             Status.RATE_LIMITED, retry_after(in_seconds(30))),
        Fault("503-doi-lau", "503 with Retry-After beyond `longest_wait`", Status.RATE_LIMITED,
             code(503, Retry_After="9999")),
        Fault("da-go", "200, and the page says that it is gone", Status.SOFT_404, html(GONE)),
        host("mat-bai-im", "200, and the page that any address gives that there is not",
             Status.SOFT_404, everywhere),
        host("ve-trang-chu", "200, and the start page in a missing article's place",
             Status.SOFT_404, start_page_everywhere),
        Fault("ve-danh-muc", "a redirect to the listing in an article's place", Status.SOFT_404,
             redirect("/tin")),
        Fault("giao-dien-moi", "a declared selector finds nothing", Status.NOT_ON_PAGE,
             html("<div class=moi>Giao diện mới</div>")),
    ),
    "Who answers in the portal's place": (
        Fault("d1n", "a script that sets a cookie and loads anew (D1N)", Status.BLOCKED_COOKIE,
             html(COOKIE_GATE)),
        Fault("captcha", "a captcha, 200", Status.BLOCKED_CAPTCHA,
             html('<form>Nhập mã xác nhận <div class="g-recaptcha"></div></form>')),
        Fault("tuong-lua", "a firewall's page, 200", Status.BLOCKED_WAF,
             html("<h2>Thông báo từ chối truy cập</h2>")),
        Fault("tuong-lua-403", "a firewall's page, 403", Status.BLOCKED_WAF,
             html("The requested URL was rejected. Please consult with your administrator.", 403)),
        Fault("dang-nhap", "a form for name and password, 200", Status.BLOCKED_LOGIN,
             html('<form>Đăng nhập <input type="password" name="p"></form>')),
    ),
    "Redirects": (
        within("vong-trong", "as many redirects as `redirects`", hops(S.redirects)),
        Fault("vong-qua", "one redirect more", Status.REDIRECT_LOOP, hops(S.redirects + 1)),
        Fault("vong-tron", "a redirect to itself", Status.REDIRECT_LOOP, redirect(FAULTY)),
        within("cookie-roi-lai", "a redirect to itself that sets a cookie and wants it back",
               wants_cookie),
        Fault("cookie-mai", "a redirect to itself that sets the same cookie each time",
              Status.REDIRECT_LOOP, code(302, Location=FAULTY, Set_Cookie="phien=1; Path=/")),
        Fault("sang-bao", "to another site", Status.REDIRECT_REFUSED,
             redirect("https://bao.example/tin")),
        Fault(
            "sang-ftp", "to another scheme", Status.REDIRECT_REFUSED, redirect("ftp://cong.mau.vn/")
        ),
        Fault("sang-noi-bo", "to a private address", Status.REDIRECT_REFUSED,
             redirect("http://127.0.0.1/")),
        Fault("sang-so", "to a private address written as one number", Status.REDIRECT_REFUSED,
             redirect("http://2130706433/")),
        Fault("sang-bat-phan", "to a private address in octal", Status.REDIRECT_REFUSED,
             redirect("http://0177.0.0.1/")),
        Fault("sang-ipv6", "to a private IPv4 address inside an IPv6 address",
             Status.REDIRECT_REFUSED, redirect("http://[::ffff:127.0.0.1]/")),
        Fault("sang-cong-khac", "to another port of its own host", Status.REDIRECT_REFUSED,
             lambda h: redirect(f"http://sang-cong-khac.mau.vn:{h.portal.port + 1}/")(h)),
        Fault("dia-chi-hong", "to what is no address", Status.REDIRECT_REFUSED,
             redirect("http://[::1")),
        Fault("khong-dia-chi", "a redirect that leads nowhere", Status.REDIRECT_REFUSED, code(302)),
    ),
    "Headers": (
        Fault("khong-phai-http", "no HTTP: garbage in place of the status line", Status.BAD_ANSWER,
             raw(b"\x00\xff\xfe rac rac\r\n\r\n")),
        Fault("ma-la", "a status that is no number", Status.BAD_ANSWER,
             raw(b"HTTP/1.1 hai-tram OK\r\n\r\n")),
        Fault("phien-ban-la", "a version that is none", Status.BAD_ANSWER,
             raw(b"HTTP/7.x 200 OK\r\nContent-Length: 0\r\n\r\n")),
        within(
            "99-dau", "ninety-nine header lines", with_headers(*(f"X-{n}: 1" for n in range(97)))
        ),
        Fault("100-dau", "one header line more", Status.BAD_ANSWER,
             with_headers(*(f"X-{n}: 1" for n in range(98)))),
        within("dong-dai", "a header line of 64 KiB", with_headers("X: " + "x" * (65536 - 5))),
        Fault("dong-qua-dai", "a header line longer than that", Status.BAD_ANSWER,
             with_headers("X: " + "x" * (65536 - 4))),
        Fault("dau-vo-tan", "headers without end", Status.BAD_ANSWER, endless(b"X: y\r\n")),
        Fault("dong-vo-tan", "a header line without end", Status.BAD_ANSWER,
             endless(b"x" * 999, b"HTTP/1.1 200 OK\r\nX: ")),
        within("tam-103", "eight interim answers (1xx) before the answer",
             raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 8, headers, article)),
        Fault("chin-103", "nine of them", Status.BAD_ANSWER,
             raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 9, headers, article)),
        Fault("101", "101: another protocol, which nobody asked for", Status.BAD_ANSWER,
              raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n")),
        Fault("100-vo-tan", "interim answers without end", Status.BAD_ANSWER,
             endless(b"HTTP/1.1 100 Continue\r\n\r\n", b"")),
        within("dong-la", "a header line that is none, behind those that count",
             with_headers("day khong phai dau trang")),
        Fault("hai-do-dai", "two Content-Lengths that differ", Status.BAD_ANSWER,
             with_headers("Content-Length: 17")),
        Fault("dau-nho-giot", "headers that drip until the deadline", Status.TIMEOUT, drip_headers),
    ),
    "Bodies": (
        within(
            "vua-du", "a page of `max_page_bytes`", lambda h: h.send(article(h, S.max_page_bytes))
        ),
        Fault("qua-mot", "a page of one byte more", Status.TOO_LARGE,
             lambda h: h.send(article(h, S.max_page_bytes + 1))),
        within("vua-du-nen", "a packed page that unpacks to `max_page_bytes`", filled(0)),
        Fault("qua-mot-nen", "a packed page that unpacks to one byte more", Status.TOO_LARGE,
             filled(1)),
        within(
            "tep-vua-du",
            "a file of `max_file_bytes`",
            lambda h: h.send(PDF + os.urandom(S.max_file_bytes - len(PDF)), kind="application/pdf"),
            path=FILE,
        ),
        Fault(
            "tep-qua-mot",
            "a file of one byte more",
            Status.TOO_LARGE,
            lambda h: h.send(
                PDF + os.urandom(S.max_file_bytes - len(PDF) + 1), kind="application/pdf"
            ),
            path=FILE,
        ),
        Fault("vo-tan", "a body without end", Status.TOO_LARGE,
             endless(b"x" * 65536, b"HTTP/1.1 200 OK\r\n\r\n")),
        within("ti-le-trong", "unpacks to `max_ratio` times its bytes", of_ratio(0)),
        Fault("ti-le-qua", "to more", Status.RATIO, of_ratio(-400)),
        Fault("bom-nen", "a gzip bomb", Status.RATIO, bomb),
        Fault("bom-long", "a gzip bomb inside a gzip bomb", Status.RATIO, nested_bomb),
        Fault("nhieu-manh", "a body of thousands of gzip members, too large together",
             Status.TOO_LARGE, members),
        within("nen-hai-lop", "packed twice", packed("deflate", "gzip")),
        Fault(
            "nen-ba-lop", "packed three times", Status.BAD_ENCODING, packed("gzip", "gzip", "gzip")
        ),
        Fault(
            "khong-nen", "said to be gzip, and is not", Status.BAD_ENCODING, packed(named="gzip")
        ),
        Fault("nen-la", "packed in a way that was not asked for", Status.BAD_ENCODING,
             packed(named="br")),
        Fault(
            "nen-cut",
            "a gzip body without its end",
            Status.TRUNCATED,
            lambda h: h.send(
                gzip.compress(os.urandom(5000))[:3000], headers={"Content-Encoding": "gzip"}
            ),
        ),
        Fault("mot-phan", "a part of the page (206), though all of it was asked for",
             Status.TRUNCATED, lambda h: h.send(article(h)[:400], 206)),
        Fault("ngan-hon", "fewer bytes than Content-Length", Status.TRUNCATED,
             raw(lambda h: headers(h, length=9000), article)),
        Fault("dai-hon", "more bytes than Content-Length", Status.OVERLONG,
             raw(lambda h: headers(h, length=100), article)),
        within("xuong-dong-thua", "a line break behind the body", raw(headers, article, b"\r\n")),
        within("chia-doan", "chunks", chunks()),
        Fault(
            "doan-cut", "a chunk without its end", Status.TRUNCATED, chunks(b"1000\r\nabc", end=b"")
        ),
        Fault("doan-thieu-cuoi", "no last chunk", Status.TRUNCATED, chunks(end=b"")),
        Fault(
            "doan-rac", "a chunk's length that is no number", Status.TRUNCATED, chunks(b"khong\r\n")
        ),
        within("khong-charset", "UTF-8 that nobody declares",
             lambda h: h.send(article(h), kind="text/html")),
        within("1258", "windows-1258 that says it is UTF-8",
             lambda h: h.send(in_1258(article(h).decode()))),
        within("charset-la", "a charset that there is not",
             lambda h: h.send(article(h), kind="text/html; charset=khong-co")),
        Fault("pdf-thay-trang", "a PDF in a page's place", Status.WRONG_TYPE,
             lambda h: h.send(PDF, kind="text/html")),
        Fault("trang-thay-tep", "a page in a file's place", Status.WRONG_TYPE,
             lambda h: h.send(PAGE.format("Trang chủ"), kind="application/pdf"), path=FILE),
        Fault("tep-rong", "an empty file", Status.WRONG_TYPE,
             lambda h: h.send(b"", kind="application/pdf"), path=FILE),
        Fault("trang-rong", "an empty page", Status.NOT_ON_PAGE, lambda h: h.send(b"")),
    ),
    "Time": (
        Fault("cam-lang", "no byte within `read_timeout`, each time", Status.TIMEOUT, silent),
        within("du-nhanh", "a body faster than `min_rate`",
             partial(drip, rate=5 * S.min_rate, seconds=1.2)),
        Fault("qua-cham", "a body slower than `min_rate`", Status.SLOW,
             partial(drip, rate=0.6 * S.min_rate, seconds=1.2)),
        Fault("qua-han", "fast enough, and not over at the deadline", Status.SLOW,
             partial(drip, rate=10 * S.min_rate, seconds=2 * S.deadline)),
    ),
    "Connections": (
        Fault("ngat-may", "closed without a byte, each time", Status.EMPTY_REPLY, hang_up),
        Fault("dat-lai", "reset, each time", Status.RESET, reset),
        within("ngat-mot-lan", "closed without a byte, once", once(hang_up)),
        host("khong-ai", "nobody listens", Status.CONNECT, lambda p: p.vacate()),
        host("hang-doi", "no connection within `connect_timeout`", Status.CONNECT, full),
        host("khong-ten", "a name that does not resolve", Status.DNS, None),
        host("ten-noi-bo", "a name with a private address", Status.ADDRESS_REFUSED, None),
        host("doi-ten", "a name that leads to a private address after it was checked", Status.OK,
             None, within=True),
    ),
    "TLS": (
        host("khoe", "a certificate as is due", Status.OK, certificate("good.pem"), scheme="https",
             within=True),
        host("het-han", "an expired certificate", Status.TLS_EXPIRED, certificate("expired.pem"),
             scheme="https"),
        host("thieu-chuoi", "an intermediate certificate is missing", Status.TLS_CHAIN,
             certificate("no_intermediate.pem"), scheme="https"),
        host("thieu-chuoi-tim", "an intermediate is missing, and lies where the certificate says",
             Status.OK, certificate("aia/two.pem"), scheme="https", public=True, within=True),
        host("thieu-chuoi-mat", "an intermediate is missing, and does not lie there",
             Status.TLS_CHAIN, certificate("aia/lost.pem"), scheme="https", public=True),
        host("thieu-chuoi-trong", "an intermediate is missing, and is said to lie inside",
             Status.TLS_CHAIN, certificate("aia/inside.pem"), scheme="https", public=True),
        host("thieu-chuoi-gia", "what lies there signs itself", Status.TLS_CHAIN,
             certificate("aia/evil2_leaf.pem"), scheme="https", public=True),
        host("tu-ky", "a certificate that signs itself", Status.TLS_CHAIN,
             certificate("self_signed.pem"), scheme="https"),
        host("sai-ten", "a certificate for other names", Status.TLS_HOST,
             certificate("other_names.pem"), scheme="https"),
        host("khoa-ngan", "a key of 1024 bits", Status.TLS_OLD,
             certificate("short_key.pem", ciphers=OLD_CIPHERS), scheme="https"),
        host("dh-nho", "a Diffie-Hellman key of 1024 bits", Status.TLS_OLD,
             certificate("rsa.pem", ciphers="DHE:@SECLEVEL=0", newest=V12, dh="dh1024.pem"),
             scheme="https"),
        host("cu", "no TLS newer than 1.0", Status.TLS_OLD,
             certificate("rsa.pem", ciphers=OLD_CIPHERS, oldest=V1, newest=V1), scheme="https"),
        host("bat-tay-cu", "no secure renegotiation", Status.TLS_OLD, old_hello, scheme="https"),
        host("khong-tls", "no TLS where there should be", Status.TLS, no_hello, scheme="https"),
        host(
            "tls-cam", "a handshake without an answer", Status.TIMEOUT, mute_hello, scheme="https"
        ),
        host("thieu-chuoi-cho", "an intermediate is missing, and pinned in the declaration",
             Status.OK, certificate("no_intermediate.pem"), scheme="https",
             tls={"intermediates": (CERTIFICATES / "intermediate.pem").read_text()}, within=True),
        host("khoa-ngan-cho", "a key of 1024 bits, with `seclevel = 1` in the declaration",
             Status.OK, certificate("short_key.pem", ciphers=OLD_CIPHERS), scheme="https",
             tls={"seclevel": 1}, within=True),
        host("dh-nho-cho", "a Diffie-Hellman key of 1024 bits, with `seclevel = 1`", Status.OK,
             certificate("rsa.pem", ciphers="DHE:@SECLEVEL=0", newest=V12, dh="dh1024.pem"),
             scheme="https", tls={"seclevel": 1}, within=True),
        host("cu-cho", 'no TLS newer than 1.0, with `min_version = "1.0"` and `seclevel = 0`',
             Status.OK, certificate("rsa.pem", ciphers=OLD_CIPHERS, oldest=V1, newest=V1),
             scheme="https", tls={"min_version": "1.0", "seclevel": 0}, within=True),
        host("bat-tay-cu-cho",
             "no secure renegotiation, with `legacy_renegotiation`: on to the next fault",
             Status.TLS, old_hello, scheme="https", tls={"legacy_renegotiation": True}),
    ),
    "robots.txt": (
        host("robots-cam", "forbids what is asked", Status.ROBOTS, robots(RULES)),
        host(
            "robots-bom", "forbids it behind a byte order mark", Status.ROBOTS, robots(BOM + RULES)
        ),
        host(
            "robots-chuyen",
            "a redirect to what forbids it",
            Status.ROBOTS,
            lambda p: p.routes.update(
                {"/robots.txt": redirect("/r"), "/r": lambda h: h.send(RULES, kind="text/plain")}
            ),
        ),
        host("robots-html", "a page of HTML in its place", Status.OK,
             robots(b"<!DOCTYPE html>\n" + RULES, kind="text/html"), within=True),
        host("robots-404", "404", Status.OK, robots(RULES, 404), within=True),
        host("robots-403", "403", Status.OK, robots(RULES, 403), within=True),
        host("robots-dai", "forbids it within the first 500 KiB", Status.ROBOTS,
             robots(b"#" * (500 * 1024 - len(RULES) - 1) + b"\n" + RULES)),
        host("robots-qua-dai", "forbids it behind them", Status.OK,
             robots(b"#" * (500 * 1024) + b"\n" + RULES), within=True),
        host("robots-500", "5xx: the host is left alone", Status.SERVER_ERROR, robots(b"", 503)),
        host("robots-429", "429: the host is left alone", Status.RATE_LIMITED, robots(b"", 429)),
        host("robots-cam-lang", "no answer: the host is left alone", Status.TIMEOUT,
             robots_route(silent)),
        host("robots-sang", "a redirect to a private address", Status.REDIRECT_REFUSED,
             robots_route(redirect("http://10.0.0.1/robots.txt"))),
        host("robots-lau", "wants more than `longest_wait` between two requests", Status.ROBOTS,
             robots(b"User-agent: *\nCrawl-delay: 1.6\n")),
        host("robots-cham", "Crawl-delay and Request-rate, kept", Status.OK,
             robots(b"User-agent: *\nCrawl-delay: 0.1\nRequest-rate: 5/1s\n"), within=True),
    ),
    "A host as a whole": (
        host("gan-bo", "one failure in a row fewer than `failures_in_a_row`", Status.OK,
             failing(3, 2), path="", within=True),
        host("bo-cuoc", "`failures_in_a_row` failures: the host is left alone", Status.CIRCUIT_OPEN,
             failing(3, 2, 1), path=""),
        host("rong", "no listing shows an article", Status.NOTHING_LISTED,
             lambda p: p.routes.update({"/tin": html("<ul></ul>")}), path=""),
        host("danh-muc-mat", "the listing is gone", Status.NOTHING_LISTED,
             lambda p: p.routes.update({"/tin": code(404)}), path=""),
    ),
}
# fmt: on
