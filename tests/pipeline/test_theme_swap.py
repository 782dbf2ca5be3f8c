"""A portal changes its theme: the next crawl names the selector that broke."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest

from pipeline import cli
from scrapers.samples import pool, server
from scrapers.samples.answer import Answer
from scrapers.samples.portal import SITES, Portal, portals
from scrapers.samples.server import serve

NOTICES = pool.notices()[:6]

# Mỗi dòng: họ, tên lớp hay trường cũ và mới, rồi bộ chọn gãy mà lần thu thập sau phải nêu.
SWAPS = [
    # Danh mục đổi giao diện: không còn hàng nào.
    ("drupal", {'class="views-row"': 'class="muc-tin"'}, "listing.item", ".views-row"),
    ("aspnet_custom", {'"danhsach"': '"bang-tin"'}, "listing.item", "table.danhsach tr"),
    # Bài viết đổi giao diện, danh mục còn nguyên.
    ("nukeviet", {'id="news-bodyhtml"': 'id="than-bai"'}, "article.body", "#news-bodyhtml"),
    ("vnpt_portal", {'"article-title"': '"dau-de"'}, "article.title", "h1.article-title"),
    ("slugid_mvc", {'class="post-content"': 'class="nd"'}, "article.body", ".post-content"),
    # Cổng trả lời JSON: đổi tên trường của danh mục.
    ("spa_json", {'"items"': '"danhSach"'}, "api.items", "items"),
    # Đổi tên trường mà địa chỉ của bài cần đến.
    ("spa_json", {'"slug"': '"duongDan"'}, "api.link", "slug"),
    # Đổi tên trường bọc lấy bài viết.
    ("spa_json", {'"data"': '"baiViet"'}, "api.notice", "data"),
]  # fmt: skip


def portal_with(family: str, count: int) -> Portal:
    (portal,) = portals([family], notices=NOTICES[:count], everything=True)
    listings = portal.site.listings[:1]
    return replace(portal, site=replace(portal.site, listings=listings))


def vanban(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> tuple[int, str, str]:
    status = cli.main([*arguments, "--data", str(data)])
    return (status, *capsys.readouterr())


@pytest.mark.parametrize(
    ("family", "names", "field", "selector"), SWAPS, ids=[f"{f}-{s}" for f, _, _, s in SWAPS]
)
def test_the_next_crawl_names_the_selector_that_broke(
    family: str,
    names: dict[str, str],
    field: str,
    selector: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old, new = portal_with(family, 3), portal_with(family, 6)
    name = old.site.name
    (tmp_path / "sites").mkdir()
    (tmp_path / "vanban.toml").write_text("delay = 0.0\nretries = 0\nease = 0.0\n")
    declared = tmp_path / "sites" / f"{name}.toml"
    copy(SITES / f"{name}.toml", declared)
    text = declared.read_text(encoding="utf-8")
    _, _, rest = text.partition("listings = [")
    kept = rest.splitlines()[1]
    declared.write_text(text.replace(rest, f"\n{kept}\n]" + rest.partition("\n]")[2]), "utf-8")
    with serve([old]) as origins:
        crawl = ["crawl", name, "--at", origins[name]]
        assert vanban(capsys, tmp_path, *crawl)[0] == 0
    assert vanban(capsys, tmp_path, "status", "--new")[0] == 0
    _rename(monkeypatch, names)
    with serve([new]) as origins:
        status, _, err = vanban(capsys, tmp_path, "crawl", name, "--at", origins[name])
    assert status == 1
    assert f"{field}: {selector!r}" in err
    status, out, _ = vanban(capsys, tmp_path, "status", "--new", "--json")
    (row,) = map(json.loads, out.splitlines())
    assert (status, row["site"]) == (1, name)
    assert selector in row["why"]


def _rename(monkeypatch: pytest.MonkeyPatch, names: dict[str, str]) -> None:
    """Let the sample portal answer in another theme from now on."""
    answer = server.answer

    def renamed(*args: object, **more: object) -> Answer:
        found = answer(*args, **more)  # type: ignore[arg-type]
        body = found.body
        for before, after in names.items():
            body = body.replace(before.encode(), after.encode())
        return replace(found, body=body, etag=None, modified=None)

    monkeypatch.setattr(server, "answer", renamed)
