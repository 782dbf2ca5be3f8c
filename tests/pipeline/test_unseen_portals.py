"""`sites add` on portals that nobody declared: title, day, whole text and files of every notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import cli
from scrapers import generic, site
from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.notice import Notice
from scrapers.page import read_article
from scrapers.rows import Item
from scrapers.settings import Settings
from tests.pipeline.unseen_portals.every import NOTICES, PORTALS, Running


@pytest.mark.parametrize("name", PORTALS)
def test_every_notice_is_read_whole(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mười hai tin qua ba trang danh mục: tiêu đề, ngày, văn bản đúng từng dòng, đủ tệp."""
    (tmp_path / "vanban.toml").write_text("delay = 0.0\nretries = 0\nease = 0.0\n")
    with Running(PORTALS[name]()) as portal:
        url = portal.origin + portal.listing_path
        arguments = ["sites", "add", url, "--name", "mau", "--at", portal.origin]
        options = [] if portal.names_province else ["--province", portal.province]
        done = cli.main([*arguments, *options, "--data", str(tmp_path)])
        assert done == 0, capsys.readouterr().err
        made = site.find("mau", tmp_path)
        (report,) = crawl(
            [made], tmp_path, Settings(delay=0, retries=0, ease=0), at={"mau": portal.origin}
        )
        found, files = _read(made, tmp_path)
    assert (report.counts.listed, report.counts.failed, report.troubles) == (len(NOTICES), 0, ())
    assert (made.family, made.province) == (portal.family, portal.province)
    assert set(found) == {one.title for one in NOTICES}
    for one in NOTICES:
        notice = found[one.title]
        assert notice.text.split("\n") == list(one.lines)
        day = one.published.date().isoformat() if portal.dated else None
        assert notice.published == day
        assert notice.published_from in ({"selector", "listing"} if portal.dated else {None})
        assert len(notice.attachments) == len(one.attachments)
    assert files == sum(len(one.attachments) for one in NOTICES)


def _read(made: site.Site, folder: Path) -> tuple[dict[str, Notice], int]:
    """Give the notices by their titles, and how many files were fetched."""
    archive, notices, files = Archive(folder / "archive"), {}, 0
    with Frontier(folder / "crawl.db") as frontier:
        for one in frontier.fetched():
            if one.kind != "article":
                files += 1
                continue
            listed = Item(one.url, one.listed_title or "", one.listed_published, "listing")
            payload = archive.read(one.location).payload
            notice = read_article(made, payload, one.url, listed=listed)
            notices[notice.title] = notice
    return notices, files


# Trang của OldAsp, Uuids, Fonts, Nameless không gọi tên phần nào: chỉ danh mục mới cho biết đâu là
# tiêu đề, ở Indexed chỉ các trang cạnh nhau; ở Carried chỉ danh mục mới cho biết ngày.
_NAMELESS = {"OldAsp", "Uuids", "Fonts", "Nameless", "Carried", "Indexed"}


@pytest.mark.parametrize(
    "name",
    [name for name, of in PORTALS.items() if name not in _NAMELESS and of.family == site.GENERIC],
)
def test_a_single_page_is_read_without_its_listing(name: str) -> None:
    """`read TRANG.html`: không có danh mục, không có trang nào khác để so."""
    portal = PORTALS[name]()
    for number, one in enumerate(NOTICES, 4100):
        page = portal.article(number)
        notice = generic.notice(page.encode(), f"http://so.mau.example/bai/{number}")
        assert notice is not None
        assert notice.title == one.title
        assert notice.text.split("\n") == list(one.lines)
        assert notice.published == (one.published.date().isoformat() if portal.dated else None)
        assert len(notice.attachments) == len(one.attachments)
