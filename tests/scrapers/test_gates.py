from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.exchange import Exchange
from scrapers.gates import gate, says_more
from scrapers.status import Status
from tests.scrapers.portal import PAGE, Portal


def named(text, code=200):
    payload = text if isinstance(text, bytes) else text.encode()
    found = gate(Exchange("http://a.vn/", "GET", (), b"", code, "", (), b"", payload, ""))
    return found[0] if found else None


LONG = (
    "<p>" + "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành nghiêm túc thực hiện. " * 30 + "</p>"
)
PAGES = [
    # (trang, tên của nó)
    (
        '<html><script>document.cookie="D1N=0a1b";location.reload();</script></html>',
        Status.BLOCKED_COOKIE,
    ),
    ("<script>document.cookie = 'D1N=0a1b'+'; path=/';</script>", Status.BLOCKED_COOKIE),
    (
        "<script>document.cookie='k=1; path=/'; window.location.reload(true)</script>",
        Status.BLOCKED_COOKIE,
    ),
    ("<title>Just a moment...</title><p>Checking your browser</p>", Status.BLOCKED_COOKIE),
    (PAGE.format("<p>Nhập mã xác nhận</p>"), Status.BLOCKED_CAPTCHA),
    (PAGE.format('<div class="h-captcha" data-sitekey="x"></div>'), Status.BLOCKED_CAPTCHA),
    (PAGE.format("<h1>Thông báo từ chối truy cập</h1>"), Status.BLOCKED_WAF),
    (PAGE.format("Hệ thống đang gặp vấn đề khi xử lý yêu cầu của bạn"), Status.BLOCKED_WAF),
    ("<html><title>Access Denied</title></html>", Status.BLOCKED_WAF),
    ("<html><title>Truy cập bị từ chối</title><p>Mã sự kiện 7</p></html>", Status.BLOCKED_WAF),
    (PAGE.format("Yêu cầu của bạn đã bị chặn bởi tường lửa"), Status.BLOCKED_WAF),
    ("<html>Your support ID is: 1234567890</html>", Status.BLOCKED_WAF),
    (b"\xef\xbb\xbf\r\n<html><title>Request Rejected</title></html>", Status.BLOCKED_WAF),
    (PAGE.format("<form>Mật khẩu <input name=p type='password'></form>"), Status.BLOCKED_LOGIN),
    # những trang của chính cổng
    (Portal(3).listing(1), None),
    (PAGE.format(LONG + "<p>Cổng dịch vụ công yêu cầu nhập mã xác nhận.</p>"), None),
    (PAGE.format(LONG + "<p>Hệ thống gửi thông báo từ chối truy cập.</p>"), None),
    (PAGE.format(LONG + "<form><input type=password></form>"), None),  # ô đăng nhập ở đầu trang
    (PAGE.format("<script>document.cookie='lang=vi';</script>" + LONG), None),  # chọn ngôn ngữ
    (PAGE.format("<script>var n = document.cookie;</script><p>Tin tức</p>"), None),
    ("%PDF-1.4 Web Application Firewall", None),  # không phải trang
    ('{"title": "Access Denied"}', None),
    ("", None),
    (PAGE.format("<h1>Thông báo từ chối truy cập</h1>" + "<!--" + "x" * 70_000 + "-->"), None),
]


@pytest.mark.parametrize(("page", "status"), PAGES)
def test_gates_have_names_and_pages_of_the_portal_have_none(page, status):
    assert named(page) is status


def shown(text):
    """How many words a page shows, tag by tag."""
    words, at = 0, 0
    while at < len(text):
        if silent := re.compile(r"<(script|style|head)\b", re.IGNORECASE).match(text, at):
            end = re.compile(rf"</{silent[1]}\s*>", re.IGNORECASE).search(text, silent.end())
            at = end.end() if end else len(text)
        elif text[at] == "<":
            at = re.compile("<[^<>]*>?").match(text, at).end()
        elif word := re.compile(r"\w+").match(text, at):
            words, at = words + 1, word.end()
        else:
            at += 1
    return words


@given(
    st.lists(st.sampled_from([*"<>/ abc!-", "<script", "</SCRIPT >", "<head>", "</head>", "<p>"]))
)
def test_words_are_counted_as_far_as_is_enough(parts):
    """Đếm chữ đến đủ thì thôi, mà kết luận không đổi."""
    text = "".join(parts)
    for enough in range(6):
        assert says_more(text, enough) == (shown(text) > enough)


@given(st.binary(max_size=400))
def test_no_bytes_break_it(payload):
    named(b"<" + payload)


@pytest.mark.parametrize("evil", ["<script", "<style>", "document.cookie=" + "x" * 199, "<title>"])
def test_evil_pages_take_no_longer(evil):
    """Trang dựng để bẫy biểu thức chính quy vẫn xong ngay."""
    page = "<" + (evil * (60_000 // len(evil)))
    assert named(page) is None
