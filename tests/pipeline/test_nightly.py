"""What an operator lives through: `vanban run` night after night over two small portals."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import cli
from scrapers.guard import Guard
from tests.scrapers.portal import DECLARATION, PAGE, Portal, code

SETTINGS = 'contact = "quan-tri@tinhmau.gov.vn"\ndelay = 0\nretries = 0\nbackoff = 0\n'


@dataclass
class Nights:
    """Two portals, their declarations in a data folder, and the command that a timer calls."""

    data: Path
    hue: Portal
    an_giang: Portal
    capsys: pytest.CaptureFixture[str]

    def vanban(self, *arguments: str) -> tuple[int, str, str]:
        status = cli.main([*arguments, "--data", str(self.data)])
        return (status, *self.capsys.readouterr())

    def night(self) -> tuple[int, str, str]:
        return self.vanban("run", "so_angiang", "so_hue")

    def notices(self, site: str) -> int:
        with closing(sqlite3.connect(self.data / "corpus.db")) as db:
            (count,) = db.execute("SELECT count(*) FROM notices WHERE site = ?", (site,)).fetchone()
        return int(count)


@pytest.fixture
def nights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Nights]:
    """The guard stays as it is; it knows our two servers besides, as it would those of `--at`."""
    (tmp_path / "sites").mkdir()
    (tmp_path / "vanban.toml").write_text(SETTINGS)
    with Portal(4) as hue, Portal(4) as an_giang:
        for name, portal in (("so_hue", hue), ("so_angiang", an_giang)):
            text = DECLARATION.format(name=name, origin=portal.origin)
            (tmp_path / "sites" / f"{name}.toml").write_text(text)
        own = {(hue.host, hue.port), (an_giang.host, an_giang.port)}
        monkeypatch.setattr("scrapers.crawl.Guard", lambda _: Guard(own))
        yield Nights(tmp_path, hue, an_giang, capsys)


def new_theme(portal: Portal) -> None:
    portal.routes["/tin"] = lambda h: h.send(PAGE.format("<div class=moi>Giao diện mới</div>"))


def empty_listing(portal: Portal) -> None:
    portal.routes["/tin"] = lambda h: h.send(PAGE.format("<ul></ul><p>Đang cập nhật</p>"))


def new_article_theme(portal: Portal) -> None:
    """Danh mục vẫn còn; mọi bài mới không đọc được nữa."""
    portal.articles += 1
    page = portal.article(portal.articles).replace("class=noidung", "class=moi")
    portal.routes[portal.link(portal.articles)] = lambda h: h.send(page)


def down(portal: Portal) -> None:
    portal.routes["/tin"] = code(500)


# Cổng chết lặng: không lỗi mạng nào báo trước.
@pytest.mark.parametrize(
    ("dies", "named"),
    [
        (empty_listing, "nothing_listed"),
        (new_theme, "'li.tin'"),
        (new_article_theme, "'.noidung'"),
        (down, "server_error"),
    ],
)
def test_a_site_that_dies_is_named_silenced_and_named_again(
    nights: Nights, dies: Callable[[Portal], None], named: str
) -> None:
    status, _, err = nights.night()
    assert (status, nights.vanban("status", "--new")[0]) == (0, 0), err
    dies(nights.hue)
    status, out, err = nights.night()
    assert status == 1
    assert named in err
    assert "so_angiang: the whole site" not in err
    status, out, err = nights.vanban("status", "--new")
    assert (status, out.count("\n")) == (1, 2)  # a heading and one site
    assert "so_hue" in out
    assert named in err

    day = (datetime.now(UTC) + timedelta(days=2)).date()
    assert nights.vanban("ack", "so_hue", "--until", str(day))[0] == 0
    assert nights.vanban("status", "--new")[0] == 0
    assert nights.night()[0] == 0
    _, out, _ = nights.vanban("status", "--json")
    rows = {row["site"]: row for row in map(json.loads, out.splitlines())}
    assert rows["so_hue"]["silenced_until"] == str(day)
    assert (rows["so_angiang"]["why"], bool(rows["so_hue"]["why"])) == ("", True)

    assert nights.vanban("ack", "so_hue", "--until", "2020-01-01")[0] == 0
    assert nights.vanban("status", "--new")[0] == 1
    assert nights.notices("so_hue") == 4  # what was read stays

    nights.hue.routes.clear()
    nights.hue.articles += 1
    assert nights.night()[0] in {0, 1}
    assert nights.night()[0] == 0
    assert nights.vanban("status", "--new")[0] == 0


def test_only_what_is_new_ends_with_1(nights: Nights) -> None:
    """Một liên kết chết: đêm đầu báo, những đêm sau không."""
    page = nights.hue.article(3).replace("/tep/bc-3.pdf", "/tep-mat.pdf")
    nights.hue.routes[nights.hue.link(3)] = lambda h: h.send(page)
    status, _, err = nights.night()
    assert status == 1
    assert "so_hue: " in err
    assert "/tep-mat.pdf: not_found: HTTP 404" in err
    status, _, err = nights.night()
    assert status == 0
    assert "tep-mat" not in err


def test_run_as_json_is_one_object(nights: Nights) -> None:
    status, out, _ = nights.vanban("run", "so_hue", "so_angiang", "--json")
    assert status == 0
    night = json.loads(out)
    assert [row["site"] for row in night["crawl"]] == ["so_angiang", "so_hue"]
    assert night["extract"] == {"read": 8, "fresh": 0, "problems": 0}
    assert Path(night["published"]).exists()
    assert [row["why"] for row in night["status"]] == ["", ""]


def test_crawl_as_json_is_an_object_a_site_and_says_the_rest_elsewhere(nights: Nights) -> None:
    nights.night()
    status, out, err = nights.vanban("crawl", "so_hue", "so_angiang", "--json")
    assert status == 0
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["site"], row["fetched"]) for row in rows] == [("so_angiang", 0), ("so_hue", 0)]
    assert "so_hue: 0 new of 4 listed on 1 listing page that answered" in err


def test_a_declaration_taken_away_stops_no_other_site(nights: Nights) -> None:
    nights.night()
    held = nights.data / "sites" / "so_hue.toml"
    text = held.read_text()
    held.unlink()
    status, _, err = nights.vanban("extract")
    assert status == 1
    assert "so_hue: the whole site: undeclared" in err
    assert nights.vanban("extract")[0] == 0  # known by now
    assert (nights.notices("so_hue"), nights.notices("so_angiang")) == (4, 4)
    held.write_text(text)
    assert nights.vanban("extract")[0] == 0
    with closing(sqlite3.connect(nights.data / "corpus.db")) as db:
        assert db.execute("SELECT * FROM problems").fetchall() == []


def test_a_wrong_declaration_is_one_line_before_anything_is_asked(nights: Nights) -> None:
    path = nights.data / "sites" / "so_hue.toml"
    path.write_text(path.read_text().replace("kind =", "loai ="))
    status, out, err = nights.night()
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "so_hue.toml: " in err
    assert nights.an_giang.log == []


def test_two_extractions_do_not_meet(nights: Nights) -> None:
    from scrapers.owner import owned

    nights.night()
    with owned(nights.data, "extract"):
        status, _, err = nights.vanban("extract")
        assert (status, err.count("\n")) == (2, 1)
        assert "in use by another extract" in err
        assert nights.vanban("crawl", "so_hue")[0] == 0  # a crawl may go on meanwhile
