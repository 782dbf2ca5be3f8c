"""Requests made in one step are those that requests makes; who waits for a host holds no desk."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from scrapers.desk import seated
from scrapers.fetch import Ask, Fetcher
from scrapers.guard import Guard
from scrapers.page import Request
from scrapers.politeness import Turns
from scrapers.settings import ConfigError
from scrapers.status import Status
from scrapers.transport import Transport
from tests.scrapers.portal import QUICK, Portal
from tests.scrapers.test_fetch import Forgetful


@pytest.fixture(name="transport", scope="module")
def _transport():
    made = Transport(QUICK, Guard(), Turns(threading.Event()))
    yield made
    made.close()


HOSTS = st.sampled_from(
    ["mau.gov.vn", "127.0.0.1:8080", "MAU.gov.vn", "mau.gov.vn:80", ".mau.vn", "máu.vn", "a@b.vn"]
)
PATHS = st.text("aZ09/.?&=%-_~;:+,'()*!$@ |\\#[]ạ2eE", max_size=12)


@given(HOSTS, PATHS, st.sampled_from(["http", "https", "HTTP"]))
def test_an_address_that_is_ready_is_asked_as_requests_would(transport, host, path, scheme):
    """Địa chỉ đã đúng dạng thì được hỏi y như requests chuẩn bị."""
    url = f"{scheme}://{host}/{path}"
    try:
        due = requests.Session().prepare_request(requests.Request("GET", url))
    except (requests.RequestException, ValueError):
        return  # told as a refused address, by the same call
    made = transport.prepare(url)
    assert (made.method, made.url, made.path_url, made.body) == (
        "GET", due.url, due.path_url, None,
    )  # fmt: skip
    assert "Authorization" in made.headers or "Authorization" not in due.headers
    assert list(made.headers)[:4] == [
        "User-Agent", "Accept", "Accept-Language", "Accept-Encoding",
    ]  # fmt: skip


def test_a_contact_of_two_lines_is_refused():
    """Liên hệ có dấu xuống dòng: báo ngay, đúng chỗ, trước khi hỏi cổng nào."""
    two = replace(QUICK, contact="quan-tri@mau.vn\nX-La: 1")
    with pytest.raises(ConfigError, match=r"contact = 'quan-tri@mau\.vn"):
        Transport(two, Guard(), Turns(threading.Event()))


def _slow_head(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-")
    handler.wfile.flush()
    time.sleep(0.6)
    handler.wfile.write(b"Cham: 1\r\nContent-Length: 4\r\n\r\n")


def _in_head(handler):
    _slow_head(handler)
    handler.wfile.write(b"tin!")


def _in_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nti")
    handler.wfile.flush()
    time.sleep(0.6)
    handler.wfile.write(b"n!")


@pytest.mark.parametrize("route", [_in_head, _in_body])
def test_who_waits_for_a_host_holds_no_desk(route):
    """Cổng nhả từng byte: bàn được nhường cho người khác trong lúc chờ."""
    with Portal() as portal:
        portal.routes["/cham"] = route
        patient = replace(QUICK, min_rate=0)
        fetcher = Fetcher(patient, Forgetful(), guard=Guard({(portal.host, portal.port)}))
        answers, began = [], threading.Event()

        def fetch():
            with seated():
                began.set()
                ask = Ask(QUICK.max_page_bytes, home=portal.origin)
                answers.append(fetcher.fetch(Request(f"{portal.origin}/cham"), ask))

        slow = threading.Thread(target=fetch)
        slow.start()
        assert began.wait(5)
        while not portal.saw("/cham") and slow.is_alive():
            time.sleep(0.01)
        with seated():
            waited_for = not answers
        slow.join(10)
        fetcher.close()
    assert waited_for
    assert answers[0].status is Status.OK
    assert answers[0].last.payload == b"tin!"
