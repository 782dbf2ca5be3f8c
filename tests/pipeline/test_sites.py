"""`vanban sites` and `vanban read URL`: single addresses, asked with a crawl's manners."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import cli
from tests.pipeline.test_nightly import SETTINGS
from tests.scrapers.portal import DECLARATION, PAGE, Portal, code

POST = (
    '<div class="post"><a class="post-title" href="/tin-tuc/bao-cao-{0}">Báo cáo số {0}</a>'
    '<span class="post-date">05/03/2024</span></div>'
)
KNOWN_CMS = PAGE.format("".join(map(POST.format, (1001, 1002, 1003))))


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A portal whose address counts as a public one, and settings with a contact."""
    (tmp_path / "sites").mkdir()
    monkeypatch.chdir(tmp_path)
    with Portal(4) as running:
        monkeypatch.setattr("scrapers.guard.is_public", lambda address: address == running.host)
        (tmp_path / "vanban.toml").write_text(f"{SETTINGS}ports = [80, 443, {running.port}]\n")
        yield running


def declare(tmp_path: Path, portal: Portal, *names: str) -> None:
    for name in names:
        text = DECLARATION.format(name=name, origin=portal.origin)
        (tmp_path / "sites" / f"{name}.toml").write_text(text)


def vanban(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, *arguments: str
) -> tuple[int, str, str]:
    status = cli.main([*arguments, "--data", str(tmp_path)])
    return (status, *capsys.readouterr())


def test_list_tells_what_was_never_seen_alive(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, err = vanban(capsys, tmp_path, "sites", "list", "--json")
    rows = {row["name"]: row for row in map(json.loads, out.splitlines())}
    assert all(row["evidence"] for row in rows.values())
    assert {row["state"] for row in rows.values()} <= {"unverified", "alive"}
    assert rows["daknong_stc"]["state"] == "alive"
    declare(tmp_path, portal, "so_hue")
    _, out, err = vanban(capsys, tmp_path, "sites", "list")
    never = sum(row["state"] == "unverified" for row in rows.values()) + 1
    assert f"{never} unverified, {never} of them never seen alive here" in err
    crawl = ["crawl", "so_hue", "--at", portal.origin]
    assert vanban(capsys, tmp_path, *crawl)[0] == 0
    _, out, err = vanban(capsys, tmp_path, "sites", "list")
    assert f"{never} unverified, {never - 1} of them never seen alive here" in err
    (row,) = [line.split("\t") for line in out.splitlines() if line.startswith("so_hue")]
    assert row[3] == "unverified"
    assert row[4][:2] == "20"  # the day on which its listing was read here


def test_check_says_which_sites_answer_as_declared(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path, portal, "so_hue", "so_khac")
    path = tmp_path / "sites" / "so_khac.toml"
    path.write_text(path.read_text().replace('"li.tin"', '"li.khac"'))
    status, out, _ = vanban(capsys, tmp_path, "sites", "check", "so_hue", "so_khac", "--json")
    good, bad = map(json.loads, out.splitlines())
    assert (status, good["answer"], good["rows"], good["newest"]) == (
        1,
        "as declared",
        4,
        "2026-01-05",
    )
    assert "'li.khac'" in bad["answer"]
    assert vanban(capsys, tmp_path, "sites", "check", "so_hue")[0] == 0


def test_check_leaves_a_pause_between_two_requests(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path, portal, "so_a", "so_b")
    settings = tmp_path / "vanban.toml"
    settings.write_text(settings.read_text().replace("delay = 0", "delay = 0.1"))
    assert vanban(capsys, tmp_path, "sites", "check", "so_a", "so_b")[0] == 0
    assert portal.saw() == ["/robots.txt", "/tin", "/tin"]
    assert all(later.start - sooner.end >= 0.095 for sooner, later in pairwise(portal.log))


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_add_asks_the_listing_and_shows_what_it_reads(
    option: list[str], portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal.routes["/tin"] = lambda h: h.send(KNOWN_CMS)
    url = f"{portal.origin}/tin"
    arguments = ["sites", "add", url, "--province", "Huế", *option]
    status, out, err = vanban(capsys, tmp_path, *arguments)
    assert status == 0, err
    assert "slugid_mvc, 3 rows read" in err
    if option:
        assert [json.loads(line)["published"] for line in out.splitlines()] == ["2024-03-05"] * 3
    else:
        assert len(out.splitlines()) == 4
    status, _, err = vanban(capsys, tmp_path, *arguments)
    assert (status, "is declared already" in err) == (2, True)


@pytest.mark.parametrize(
    ("route", "status", "says"),
    [
        (code(404), 1, "not_found"),
        (code(500), 1, "server_error"),
        (lambda h: h.send(PAGE.format("<p>CMS lạ</p>")), 2, "of no family that is known"),
    ],
)
def test_add_that_fails_writes_nothing(
    route: object,
    status: int,
    says: str,
    portal: Portal,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    portal.routes["/tin"] = route
    url = f"{portal.origin}/tin"
    done, out, err = vanban(capsys, tmp_path, "sites", "add", url, "--province", "Huế")
    assert (done, out, err.count("\n")) == (status, "", 1)
    assert says in err
    assert list((tmp_path / "sites").iterdir()) == []


def test_a_province_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done, _, err = vanban(
        capsys, tmp_path, "sites", "add", "http://a.gov.vn/tin", "--province", "Atlantis"
    )
    assert (done, err.count("\n"), "Atlantis" in err) == (2, 1, True)


def test_read_of_an_address_is_the_notice_of_its_site(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path, portal, "so_hue")
    status, out, _ = vanban(capsys, tmp_path, "read", f"{portal.origin}/bai/bao-cao-3")
    notice = json.loads(out)
    assert (status, notice["site"], notice["title"]) == (0, "so_hue", "Báo cáo số 3")
    assert list(notice) == [
        "url", "site", "title", "published", "published_from", "author", "text", "attachments"
    ]  # fmt: skip
    for path, says in (("/bai/bao-cao-x", "not_found"), ("/tin", "NotOnPage")):
        portal.routes["/bai/bao-cao-x"] = code(404)
        status, out, err = vanban(capsys, tmp_path, "read", f"{portal.origin}{path}")
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert says in err


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://10.0.0.1/", "http://[::1]/"])
def test_read_asks_public_addresses_only(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vanban.toml").write_text(SETTINGS)
    status, out, err = vanban(capsys, tmp_path, "read", url)
    assert (status, out) == (1, "")
    assert "address_refused" in err
