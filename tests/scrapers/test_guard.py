"""Only public addresses are asked, whoever names them: a person, a redirect, a resolver, robots."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import replace

import pytest

from pipeline import cli
from scrapers.fetch import Ask, Fetcher
from scrapers.guard import Guard
from scrapers.page import Request
from scrapers.status import FetchError, Status
from tests.scrapers.portal import QUICK, Portal, redirect
from tests.scrapers.test_fetch import Forgetful

NAME = "http://cong.mau.vn/"


def says(*addresses):
    """A resolver that knows one answer."""
    return lambda _host, port, **_: [
        (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "",
         (one, port or 0, 0, 0) if ":" in one else (one, port or 0))
        for one in addresses
    ]  # fmt: skip


@contextmanager
def fetcher(guard):
    made = Fetcher(QUICK, Forgetful(), guard=guard)
    try:
        yield made
    finally:
        made.close()


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],  # IPv4 nằm trong IPv6
        ["::ffff:10.0.0.7"],
        ["64:ff9b::a00:7"],  # NAT64 của 10.0.0.7
        ["fe80::1"],
        ["169.254.169.254"],  # siêu dữ liệu của máy ảo
        ["0.0.0.0"],
        ["203.162.4.190", "10.0.0.7"],  # một địa chỉ công khai che một địa chỉ nội bộ
        ["203.162.4.190", "::1"],
    ],
)
def test_a_name_that_leads_inside_is_refused_before_a_byte_is_sent(addresses, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("connected"))
    with fetcher(Guard(resolve=says(*addresses))) as asking:
        assert asking.fetch(Request(NAME), Ask(1000)).status is Status.ADDRESS_REFUSED


@pytest.mark.parametrize(
    "target",
    [
        "http://{inner}/tin",
        "http://2130706433:{port}/tin",  # một số
        "http://0x7f000001:{port}/tin",
        "http://0177.0.0.1:{port}/tin",  # cơ số tám
        "http://127.1:{port}/tin",
        "http://[::ffff:127.0.0.1]:{port}/tin",
        "http://[::1]:{port}/tin",
        "http://localhost:{port}/tin",
        "http://user@{inner}/tin",
        "//{inner}/tin",
    ],
)
@pytest.mark.parametrize("path", ["/tin", "/robots.txt"])
def test_no_redirect_leads_inside_neither_of_a_page_nor_of_robots(target, path):
    """Cổng mẫu được phép; mọi thứ khác bên trong thì không, dù viết cách nào."""
    with Portal() as portal, Portal() as inner:
        portal.routes[path] = redirect(
            target.format(inner=f"{inner.host}:{inner.port}", port=inner.port)
        )
        guard = Guard({(portal.host, portal.port)})
        with fetcher(guard) as asking:
            ask = Ask(10_000, home=portal.origin, follows=lambda _url: True)
            answer = asking.fetch(Request(f"{portal.origin}/tin"), ask)
        assert answer.status is Status.REDIRECT_REFUSED
        assert inner.log == []


def test_our_own_loopback_is_never_reached_through_another_host(monkeypatch):
    """Chỉ từ chính cổng nêu ở --at; không qua một máy chủ khác, dù máy ấy được phép."""
    with Portal() as home, Portal() as public:
        monkeypatch.setattr("scrapers.guard.is_public", lambda address: address == public.host)
        settings = replace(QUICK, ports=(80, 443, public.port))
        home.routes["/vong"] = redirect(f"{public.origin}/vong")
        public.routes["/vong"] = redirect(f"{home.origin}/tin")
        asking = Fetcher(settings, Forgetful(), guard=Guard({(home.host, home.port)}))
        ask = Ask(10_000, home=home.origin, follows=lambda _url: True)
        answer = asking.fetch(Request(f"{home.origin}/vong"), ask)
        asking.close()
        assert (answer.status, len(answer.hops)) == (Status.REDIRECT_REFUSED, 2)
        assert home.saw("/tin") == []


@pytest.mark.parametrize("port", [22, 8080, 6379])
def test_only_the_ports_of_the_web_and_those_that_are_set(port):
    public = Guard(resolve=says("203.162.4.190"))
    with fetcher(public) as asking:
        answer = asking.fetch(Request(f"http://cong.mau.vn:{port}/"), Ask(1000))
    assert (answer.status, answer.note) == (
        Status.ADDRESS_REFUSED, f"http://cong.mau.vn:{port}/: port {port}",
    )  # fmt: skip


def test_names_on_one_machine_share_its_place_in_whatever_order_they_resolve():
    guard = Guard(resolve=lambda host, *_, **__: says(
        *(["203.162.4.9", "203.162.4.7"] if host < "b" else ["203.162.4.7", "203.162.4.9"])
    )(host, 0))  # fmt: skip
    assert guard.place("a.vn") == guard.place("b.vn") == "203.162.4.7"


def test_a_name_is_looked_up_once_and_again_when_nobody_answers_there():
    asked = []

    def resolve(host, port, **_):
        asked.append(host)
        return says("127.0.0.1")(host, port)

    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        guard = Guard({("cong.mau.vn", port)}, resolve)
        for _ in range(3):
            guard.place("cong.mau.vn")
        assert len(asked) == 1
        with pytest.raises(FetchError, match="connect"):
            guard.connect("cong.mau.vn", port, 1.0)
        guard.place("cong.mau.vn")
        assert len(asked) == 2


@pytest.mark.parametrize("command", [["read"], ["sites", "add"]])
def test_commands_that_ask_an_address_ask_no_inner_one(command, tmp_path, capsys):
    (tmp_path / "vanban.toml").write_text('contact = "mailto:thu@mau.vn"\n')
    more = ["--province", "Huế"] if command[0] == "sites" else []
    with Portal() as inner:
        status = cli.main([*command, f"{inner.origin}/tin", *more, "--data", str(tmp_path)])
        assert inner.log == []
    assert status != 0
    assert "address_refused" in capsys.readouterr().err
