"""A missing intermediate certificate: looked up where a certificate says, and never trusted."""

from __future__ import annotations

import ssl
import time
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.asked import Ask
from scrapers.certificates import certificates, read
from scrapers.fetch import Fetcher
from scrapers.page import Request
from scrapers.status import Status
from scrapers.tls import context
from tests.scrapers.faulty import CERTIFICATES, HELD, SETTINGS, Issuer, Street, der, pem, silent
from tests.scrapers.portal import Portal, redirect


class Nothing:
    """A memory of earlier runs that holds nothing."""

    def robots(self, _origin):
        return None

    def keep_robots(self, _origin, _answer):
        pass

    def recall(self, _key):
        return None


class TlsPortal(Portal):
    """A portal that shows one certificate, and nothing that would stand above it."""

    def __init__(self, name):
        super().__init__(3)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(HELD / f"{name}.pem")
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )


@contextmanager
def street(*names, roots, **changes):
    """Portals as (name).mau.vn:443, the issuer as ca.mau.vn:80, and who asks them."""
    with Issuer() as issuer:
        portals = {name: TlsPortal(name) for name in names}
        places = {(f"{n.replace('_', '-')}.mau.vn", 443): (p.host, p.port)
                  for n, p in portals.items()}  # fmt: skip
        places |= issuer.place
        settings = replace(SETTINGS, roots=str(roots), **changes)
        fetcher = Fetcher(settings, Nothing(), guard=Street(places))
        try:
            yield fetcher, issuer, portals
        finally:
            fetcher.close()
            for portal in portals.values():
                portal.close()


def asked(fetcher, name, path="/bai/bao-cao-1"):
    return fetcher.fetch(Request(f"https://{name.replace('_', '-')}.mau.vn{path}"), Ask(2**20))


@pytest.fixture
def roots():
    return HELD / "root.pem"


COMPLETED = [
    ("one", ["/tren.crt"]),  # thiếu một chứng thư trung gian
    ("two", ["/duoi.crt", "/tren.crt"]),  # thiếu hai, cái này chỉ chỗ cái kia
    ("pem", ["/tren.pem"]),  # ở dạng PEM
    ("bundle", ["/ca-hai.p7c", "/tren.crt"]),  # trong một gói; địa chỉ ldap thì bỏ qua
]


@pytest.mark.parametrize(("name", "paths"), COMPLETED)
def test_what_a_server_forgot_to_send_is_looked_up(name, paths, roots):
    with street(name, roots=roots) as (fetcher, issuer, portals):
        answer = asked(fetcher, name)
        assert (answer.status, answer.note) == (Status.OK, "")
        assert answer.last.tls.endswith("; looked up: intermediates")
        assert asked(fetcher, name, "/bai/bao-cao-2").status is Status.OK
        assert issuer.saw() == paths  # một lần trong một lượt, và không gì khác
        assert portals[name].saw() == ["/robots.txt", "/bai/bao-cao-1", "/bai/bao-cao-2"]


REFUSED = [
    ("lost", "http://ca.mau.vn/khong-co.crt: HTTP 404", ["/khong-co.crt"]),
    ("inside", "http://10.0.0.1/tren.crt: 10.0.0.1 is 10.0.0.1", []),  # dẫn vào mạng trong
    ("other_port", "http://ca.mau.vn:8081/tren.crt: refused", []),
    ("secure", "https://ca.mau.vn/tren.crt: refused", []),  # chỗ lấy chứng thư không thể là https
    ("wrong", "http://ca.mau.vn/duoi.crt: not its issuer's", ["/duoi.crt"]),
    ("garbage", "http://ca.mau.vn/rac.crt: ", ["/rac.crt"]),
    ("large", "http://ca.mau.vn/to.crt: ", ["/to.crt"]),  # quá to
    ("evil_leaf", "http://ca.mau.vn/gia.crt: not its issuer's", ["/gia.crt"]),  # gốc giả, tự ký
    # Gốc giả có hai tên chỉ khác nhau chữ hoa và dấu cách: với OpenSSL vẫn là tự ký.
    ("evil2_leaf", "http://ca.mau.vn/gia-2.crt: not its issuer's", ["/gia-2.crt"]),
]


@pytest.mark.parametrize(("name", "why", "paths"), REFUSED)
def test_what_cannot_be_completed_is_no_chain(name, why, paths, roots):
    with street(name, roots=roots) as (fetcher, issuer, portals):
        answer = asked(fetcher, name)
        assert answer.status is Status.TLS_CHAIN
        assert f"; {why}" in answer.note
        assert issuer.saw() == paths
        assert portals[name].saw() == []  # không một câu hỏi nào được gửi đi


def test_an_issuer_that_hangs_costs_no_more_than_a_page_that_does(roots):
    """Nơi cấp chứng thư không trả lời, hoặc chuyển đi chỗ khác: cổng vẫn chỉ là thiếu chuỗi."""
    for route, why in ((silent, "no byte in time"), (redirect("/tren.crt"), "HTTP 302")):
        with street("lost", roots=roots) as (fetcher, issuer, _):
            issuer.routes["/khong-co.crt"] = route
            start = time.monotonic()
            answer = asked(fetcher, "lost")
            assert answer.status is Status.TLS_CHAIN
            assert why in answer.note
            assert time.monotonic() - start < 20
            assert issuer.saw() == ["/khong-co.crt"]


def test_a_root_that_is_not_ours_stays_untrusted():
    """Chuỗi đủ, nhưng không kết thúc ở gốc nào ta tin."""
    with street("one", roots=CERTIFICATES / "root.pem") as (fetcher, issuer, _):
        assert asked(fetcher, "one").status is Status.TLS_CHAIN
        assert issuer.saw() == ["/tren.crt"]


def test_one_host_is_not_helped_by_what_another_lacked(roots):
    """Hai cổng thiếu cùng một chứng thư: mỗi cổng được ghi là thiếu, chứng thư chỉ lấy một lần."""
    with street("one", "two", roots=roots) as (fetcher, issuer, _):
        for name in ("two", "one"):
            answer = asked(fetcher, name)
            assert answer.status is Status.OK
            assert "looked up" in answer.last.tls
        assert sorted(issuer.saw()) == ["/duoi.crt", "/tren.crt"]


def test_a_copy_of_a_portal_has_nobody_else_asked(roots):
    """Với --at, chỉ đúng chỗ ấy được hỏi."""
    with street("one", roots=roots) as (fetcher, issuer, portals):
        portal = portals["one"]
        origin = f"https://{portal.host}:{portal.port}"
        answer = fetcher.fetch(Request(f"{origin}/bai/bao-cao-1"), Ask(2**20, home=origin))
        assert answer.status is Status.TLS_CHAIN
        assert issuer.saw() == []


def test_the_delay_holds_while_a_chain_is_looked_up(roots):
    with street("one", roots=roots, delay=0.2) as (fetcher, _, portals):
        server, calls = portals["one"]._server, []
        accepted = server.get_request
        server.get_request = lambda: (calls.append(time.monotonic()), accepted())[1]
        answer = fetcher.fetch(Request("https://one.mau.vn/bai/bao-cao-1"), Ask(2**20, pause=0.2))
        assert answer.status is Status.OK
        assert len(calls) == 3  # từ chối, xem chứng thư, rồi mới hỏi
        assert min(after - before for before, after in pairwise(calls)) >= 0.2


# Reading certificates


def test_names_and_addresses():
    leaf = certificates(pem("one").encode())[0]
    assert (leaf.subject, leaf.issuer) == ("tls.mau.vn", "trunggiantrenaiathunghiemvanban")
    assert leaf.issuers == ("http://ca.mau.vn/tren.crt",)
    made = [read(der(name)) for name in ("root", "upper", "evil", "evil2")]
    assert [one.signs_itself for one in made] == [True, False, True, True]
    assert len(certificates((HELD / "both.p7c").read_bytes())) == 2


def test_every_root_of_the_store_is_read():
    """Gốc nào cũng phải đọc được tên: chuỗi kết thúc ở đó."""
    roots = context().get_ca_certs(binary_form=True)
    assert len(roots) > 100
    assert all(read(root).signs_itself for root in roots)


@pytest.mark.parametrize("wrong", [b"", b"\x30", b"\x30\x80", b"\x30\x03\x02\x01\x01", b"rac"])
def test_what_is_no_certificate_is_refused(wrong):
    with pytest.raises(ValueError, match=r"no certificate|cut short|length"):
        certificates(wrong)


@given(st.data())
def test_damaged_certificates_are_read_or_refused(data):
    whole = bytearray(certificates(pem("two").encode())[0].der)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        for one in certificates(bytes(whole)):
            assert isinstance(one.signs_itself, bool)
    except ValueError:
        pass
