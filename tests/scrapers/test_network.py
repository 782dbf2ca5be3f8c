"""The sites, or the network? Every order of the same answers must tell the same."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.asked import Answer
from scrapers.exchange import Exchange
from scrapers.network import Network, Sighting, sighting
from scrapers.status import UNREACHED, Status


def so(n):
    return f"skhcn.tinh{n}.gov.vn"


def network(sightings, hosts=None, *, over=True):
    told = Network(hosts if hosts is not None else len({one.host for one in sightings}))
    for one in sightings:
        told.saw(one)
    return told.verdict(over=over)


OK, DNS, TLS = Status.OK, Status.DNS, Status.TLS_HOST
LAST_WORDS = [
    # (lời cuối của từng máy chủ, có phải do mạng)
    ([DNS, DNS, DNS], True),  # rút dây mạng
    ([DNS, Status.CONNECT, TLS], True),  # mỗi nơi hỏng một kiểu
    ([DNS, DNS, OK], True),  # hơn nửa của ba
    ([DNS, OK, OK], False),  # một cổng chết
    ([DNS, DNS, OK, OK], False),  # đúng một nửa: chưa quá
    ([DNS, DNS, DNS, OK, OK], True),
    ([DNS, DNS], False),  # hai máy chủ: không ai biết được
    ([DNS], False),
    ([Status.SERVER_ERROR] * 5, False),  # có trả lời: mạng không hỏng
    ([Status.BLOCKED] * 5, False),
    ([Status.TIMEOUT] * 5, False),  # nối được mà im lặng: cổng chậm
    ([Status.RESET, Status.EMPTY_REPLY, DNS], True),
    ([], False),
]


@pytest.mark.parametrize(("words", "is_network"), LAST_WORDS)
def test_more_than_half_unreached_is_the_network_in_any_order(words, is_network):
    sightings = [Sighting(so(n), word) for n, word in enumerate(words)]
    for order in list(permutations(sightings))[:120]:
        assert (network(order) is not None) is is_network


def test_the_last_word_of_a_host_counts():
    healed = [Sighting(so(n), DNS) for n in range(3)] + [Sighting(so(n), OK) for n in range(3)]
    assert network(healed) is None


def test_hosts_that_are_still_to_be_asked_count_while_the_run_goes_on():
    """Ba cổng đầu tiên chết trong một lượt ba mươi cổng: chưa kết luận gì."""
    three = [Sighting(so(n), DNS) for n in range(3)]
    assert network(three, hosts=30, over=False) is None
    assert network([*three, Sighting(so(9), OK)], hosts=30, over=False) is None
    many = [Sighting(so(n), DNS) for n in range(10)]
    assert network(many, hosts=300, over=False) is not None  # mười nơi, không nơi nào đáp
    assert network([Sighting(so(99), OK), *many], hosts=300, over=False) is None
    assert network(many, hosts=19, over=False) is not None


def test_a_network_that_is_lost_on_the_way_is_told_by_those_that_answered():
    """Hai trăm cổng đã xong từ lâu; mười cổng đang hỏi bỗng im: do mạng."""
    now = [0.0]
    told = Network(210, clock=lambda: now[0])
    for n in range(200):
        told.saw(Sighting(so(n), OK))
    now[0] = 3600.0
    for n in range(200, 210):
        told.saw(Sighting(so(n), OK))
    for n in range(200, 206):
        assert told.verdict() is None
        told.saw(Sighting(so(n), Status.CONNECT))
    assert told.verdict() == "6 of 10 hosts answer no more: connect"


def test_dead_hosts_at_the_end_of_a_run_are_no_witnesses():
    """Cổng chưa từng đáp trong lượt này không chứng tỏ mạng hỏng."""
    now = [0.0]
    told = Network(40, clock=lambda: now[0])
    for n in range(25):
        told.saw(Sighting(so(n), OK))
    now[0] = 3600.0
    for n in range(25, 40):
        told.saw(Sighting(so(n), DNS))
    assert told.verdict(over=True) is None


def test_one_page_from_three_unrelated_hosts_is_a_captive_portal():
    page = "ab" * 32
    two = [Sighting(so(n), OK, body=page) for n in range(2)]
    related = [Sighting(f"{name}.longan.gov.vn", OK, body=page) for name in ("skhcn", "snv", "stc")]
    assert network(two, hosts=9) is None
    assert network(related, hosts=9) is None  # ba sở của một tỉnh có thể cùng một trang
    assert "captive" in network([*two, related[0]], hosts=9)
    led = [Sighting(so(n), Status.REDIRECT_REFUSED, target="http://wifi.vn/login") for n in "abc"]
    assert network(led[:2], hosts=9) is None
    assert "http://wifi.vn/login" in network(led, hosts=9)


@given(st.lists(st.sampled_from([OK, Status.SERVER_ERROR, *sorted(UNREACHED)]), max_size=20))
def test_a_minority_of_failures_is_never_the_network(words):
    sightings = [Sighting(so(n), word) for n, word in enumerate(words)]
    failing = sum(word in UNREACHED for word in words)
    expected = len(words) >= 3 and 2 * failing > len(words)
    assert (network(sightings) is not None) is expected


# What an answer says


def answer(status=OK, payload=b"<html>trang", code=200, url=None, **headers):
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    last = Exchange(
        url or f"http://{so(1)}/tin", "GET", (), b"", code, "", pairs, b"", payload, "2026-11-22"
    )
    return Answer(status, last.url, (last,))


ASKED = f"http://{so(1)}/tin"


def test_only_pages_are_bodies():
    assert sighting(ASKED, answer()).body is not None
    for nothing in (answer(payload=b" \n"), answer(Status.NOT_FOUND, code=404)):
        assert sighting(ASKED, nothing).body is None
    for silent in (Status.STOPPED, Status.ADDRESS_REFUSED, Status.ROBOTS, Status.CIRCUIT_OPEN):
        assert sighting(ASKED, Answer(silent, ASKED)) is None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("http://wifi.khach-san.vn/dang-nhap?tu=skhcn", "http://wifi.khach-san.vn/dang-nhap"),
        ("https://WIFI.vn/", "https://wifi.vn/"),
        ("/trang-chu", None),  # trong cùng cổng
        (f"https://www.{so(1).partition('.')[2]}/", None),  # cùng tỉnh
        ("http://[::1", None),
    ],
)
def test_where_a_redirect_leads_off_the_portal(location, target):
    refused = answer(Status.REDIRECT_REFUSED, b"", 302, Location=location)
    assert sighting(ASKED, refused).target == target


def test_a_page_that_came_from_elsewhere_is_a_redirect_too():
    came = answer(url="http://wifi.vn/chao?x=1")
    assert sighting(ASKED, came).target == "http://wifi.vn/chao"
