"""`vanban sites` and `vanban read URL`: single addresses, asked with a crawl's manners."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline import cli
from tests.pipeline.test_nightly import SETTINGS
from tests.scrapers.portal import DECLARATION, Portal, code


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


def listed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> dict[str, dict[str, str]]:
    _, out, _ = vanban(capsys, tmp_path, "sites", "list", "--json")
    return {row["name"]: row for row in map(json.loads, out.splitlines())}


def test_list_tells_what_was_never_seen_alive(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = listed(capsys, tmp_path)
    assert all(row["evidence"] for row in rows.values())
    assert {row["state"] for row in rows.values()} <= {"unverified", "alive"}
    assert {row["seen"] for row in rows.values()} == {"never"}
    assert rows["daknong_stc"]["state"] == "alive"
    declare(tmp_path, portal, "so_hue")
    never = sum(row["state"] == "unverified" for row in rows.values()) + 1
    assert f"{never} of them never seen alive" in vanban(capsys, tmp_path, "sites", "list")[2]
    crawl = ["crawl", "so_hue", "--at", portal.origin]
    assert vanban(capsys, tmp_path, *crawl)[0] == 0
    _, out, err = vanban(capsys, tmp_path, "sites", "list")
    assert f"{never - 1} of them never seen alive" in err
    (row,) = [line.split("\t") for line in out.splitlines() if line.startswith("so_hue")]
    assert row[3] == "alive"
    assert row[4][:2] == "20"  # the day on which its listing was read here


def test_check_reads_a_listing_and_an_article_and_keeps_the_day(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Danh mục đổi bộ chọn, bài đổi bộ chọn: nói đúng bộ chọn nào; cổng tốt được ghi ngày."""
    declare(tmp_path, portal, "so_hue", "so_khac", "so_moi")
    for name, old in (("so_khac", '"li.tin"'), ("so_moi", '".noidung"')):
        path = tmp_path / "sites" / f"{name}.toml"
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, '".khac"'))
    bundled = {path: path.read_bytes() for path in (tmp_path / "sites").iterdir()}
    names = ["so_hue", "so_khac", "so_moi"]
    status, out, _ = vanban(capsys, tmp_path, "sites", "check", *names, "--json")
    good, listing, article = map(json.loads, out.splitlines())
    assert status == 1
    assert good == {"site": "so_hue", "answer": "as declared", "rows": 4, "newest": "2026-01-05",
                    "article": "Báo cáo số 4"}  # fmt: skip
    assert listing["answer"] == "so_khac: listing.item: '.khac' is not on the page exactly once"
    assert article["answer"] == "so_moi: article.body: '.khac' is not on the page exactly once"
    seen = {name: row["seen"] for name, row in listed(capsys, tmp_path).items()}
    assert (seen["so_hue"][:2], seen["so_khac"], seen["so_moi"]) == ("20", "never", "never")
    assert {path: path.read_bytes() for path in (tmp_path / "sites").iterdir()} == bundled
    assert vanban(capsys, tmp_path, "sites", "check", "so_hue")[0] == 0


def test_check_of_a_copy_tells_whether_it_reads_and_keeps_no_day(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bản lưu của cổng: đọc được hay không, nhưng cổng thật thì chưa ai thấy."""
    declare(tmp_path, portal, "so_hue", "so_khac")
    for name in ("so_hue", "so_khac"):
        path = tmp_path / "sites" / f"{name}.toml"
        path.write_text(path.read_text().replace(portal.origin, "https://so.hue.example"))
    check = ("sites", "check", "so_hue", "--at", portal.origin, "--json")
    status, out, err = vanban(capsys, tmp_path, *check)
    assert (status, json.loads(out)["answer"]) == (0, "as declared"), err
    assert listed(capsys, tmp_path)["so_hue"]["seen"] == "never"
    portal.routes["/tin"] = code(500)
    status, out, _ = vanban(capsys, tmp_path, *check)
    assert (status, "server_error" in json.loads(out)["answer"]) == (1, True)
    for wrong in (("so_hue", "so_khac"), ()):
        status, _, err = vanban(capsys, tmp_path, "sites", "check", *wrong, "--at", portal.origin)
        assert (status, err.count("\n"), "one site at a time" in err) == (2, 1, True)
    status, _, err = vanban(capsys, tmp_path, "sites", "check", "so_hue", "--at", "127.0.0.1:9")
    assert (status, err.count("\n")) == (2, 1)


def test_check_forgives_one_article_that_is_gone(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path, portal, "so_hue")
    portal.routes[portal.link(4)] = code(404)
    status, out, _ = vanban(capsys, tmp_path, "sites", "check", "so_hue", "--json")
    assert (status, json.loads(out)["article"]) == (0, "Báo cáo số 3")


def test_check_says_what_does_not_answer(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path, portal, "so_hue")
    portal.routes["/tin"] = code(500)
    status, out, _ = vanban(capsys, tmp_path, "sites", "check", "so_hue", "--json")
    assert (status, "server_error" in json.loads(out)["answer"]) == (1, True)
    assert listed(capsys, tmp_path)["so_hue"]["seen"] == "never"


def test_check_leaves_a_pause_between_two_requests(
    portal: Portal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    declare(tmp_path, portal, "so_a", "so_b")
    settings = tmp_path / "vanban.toml"
    settings.write_text(settings.read_text().replace("delay = 0", "delay = 0.1"))
    assert vanban(capsys, tmp_path, "sites", "check", "so_a", "so_b")[0] == 0
    article = portal.link(4)
    assert portal.saw() == ["/robots.txt", "/tin", article, "/tin", article]
    assert all(later.start - sooner.end >= 0.095 for sooner, later in pairwise(portal.log))


def test_a_broken_record_of_checks_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seen.json").write_text("[]")
    status, _, err = vanban(capsys, tmp_path, "sites", "list")
    assert (status, err.count("\n"), "seen.json" in err) == (2, 1, True)


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
