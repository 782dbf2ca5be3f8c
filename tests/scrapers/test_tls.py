"""TLS exceptions: declared for one site, seen in provenance and status, and no more than that."""

from __future__ import annotations

import json
import ssl
from itertools import product

import pytest

from pipeline import cli
from scrapers.archive import Archive
from scrapers.frontier import Frontier
from scrapers.settings import ConfigError, Settings
from scrapers.site import load
from scrapers.tls import Tls, context
from scrapers.transport import Transport
from tests.scrapers import faults
from tests.scrapers.faulty import CERTIFICATES
from tests.scrapers.portal import DECLARATION, site

PINNED = (CERTIFICATES / "intermediate.pem").read_text()
EVERY = [
    Tls(legacy_renegotiation=legacy, seclevel=level, min_version=oldest, intermediates=pinned)
    for legacy, level, oldest, pinned in product(
        (False, True), (None, 0, 1), ("1.0", "1.2", "1.3"), (None, PINNED)
    )
]


@pytest.mark.parametrize("rules", [None, *EVERY])
def test_verification_is_never_off(rules):
    made = context(rules)
    assert (made.verify_mode, made.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_without_exceptions_it_is_as_strict_as_today():
    made = context(None)
    assert made.minimum_version is ssl.TLSVersion.TLSv1_2
    assert not made.options & 0x4  # OP_LEGACY_SERVER_CONNECT
    assert Tls().exceptions() == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seclevel", 3),
        ("min_version", "1.1"),
        ("verify", False),  # không có khóa ấy
        ("intermediates", "-----BEGIN CERTIFICATE-----\nkhong phai\n-----END CERTIFICATE-----"),
        ("intermediates", ""),
    ],
)
def test_a_wrong_exception_is_told(key, value, tmp_path):
    table = f"[tls]\n{key} = {json.dumps(value)}\n"
    path = tmp_path / "so_cu.toml"
    text = DECLARATION.format(name="so_cu", origin="https://so.mau.vn")
    path.write_text(text.replace("[listing]", f"{table}\n[listing]"))
    with pytest.raises(ConfigError, match=rf"so_cu.toml: line \d+: tls\.{key}"):
        load(path)


def test_a_file_of_roots_that_is_none_is_told(tmp_path):
    (tmp_path / "goc.pem").write_text("không phải")
    for name in ("goc.pem", "khong-co.pem"):
        with pytest.raises(ConfigError, match=r"vanban.toml: roots"):
            Transport(Settings(roots=str(tmp_path / name)), None, None)


EXCEPTED = ("thieu-chuoi-cho", "cu-cho")
WITHOUT = ("thieu-chuoi", "cu")


def test_an_exception_is_its_sites_alone_and_kept_with_each_answer(tmp_path):
    """Cổng khác cùng lỗi, cùng lượt, không được hưởng ngoại lệ."""
    with faults.farm([*EXCEPTED, *WITHOUT, "khoe"]) as farm:
        reports = farm.crawl(tmp_path)
    for name in WITHOUT:
        assert reports[name].counts.fetched == 0
    archive = Archive(tmp_path / "archive")
    with Frontier(tmp_path / "crawl.db") as frontier:
        kept = {one.site: archive.read(one.location).options.get("tls", "")
                for one in frontier.fetched()}  # fmt: skip
    assert kept["khoe"].startswith("TLSv1.3 TLS_")
    assert "excepted" not in kept["khoe"]
    assert kept["thieu_chuoi_cho"].endswith("; excepted: intermediates")
    assert kept["cu_cho"].startswith("TLSv1 ")
    assert kept["cu_cho"].endswith("; excepted: seclevel=0, min_version=1.0")
    assert kept["lang_gieng_a"] == ""


def test_status_tells_the_exceptions(tmp_path, capsys):
    with faults.farm(["cu-cho"]) as farm:
        farm.crawl(tmp_path)
        text = DECLARATION.format(name="cu_cho", origin=farm.declared("cu-cho").origin)
    (tmp_path / "sites").mkdir()
    table = '[tls]\nseclevel = 0\nmin_version = "1.0"\n'
    (tmp_path / "sites" / "cu_cho.toml").write_text(text.replace("[listing]", table + "[listing]"))
    assert cli.main(["status", "--data", str(tmp_path)]) == 0
    told = "".join(capsys.readouterr())
    assert "cu_cho: TLS with exceptions: seclevel=0, min_version=1.0" in told
    assert cli.main(["status", "--json", "--data", str(tmp_path)]) == 0
    rows = {row["site"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert rows["cu_cho"]["tls_exceptions"] == "seclevel=0, min_version=1.0"
    assert rows["lang_gieng_a"]["tls_exceptions"] == ""


def test_the_table_is_part_of_a_declaration():
    assert site().tls is None
