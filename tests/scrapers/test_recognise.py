"""A listing page names its CMS by two signals, and the declaration that follows reads it."""

from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urljoin

import pytest

from pipeline import cli
from scrapers import recognise, site
from scrapers.samples.portal import SITES

DECLARED = [site.load(path) for path in sorted(SITES.glob("*.toml"))]
DECLARED.append(site.find("daknong_stc", None))


def listing(found: site.Site) -> tuple[Path, str]:
    sample = next(sample for sample in found.sample if sample.kind == "listing")
    return found.folder / sample.page, urljoin(found.origin, sample.url)


@pytest.mark.parametrize("found", DECLARED, ids=lambda found: found.name)
def test_each_family_is_recognised_and_no_other(found: site.Site) -> None:
    page, _ = listing(found)
    assert recognise.families_of(page.read_bytes()) == (found.family,)


@pytest.mark.parametrize("found", DECLARED, ids=lambda found: found.name)
def test_add_writes_a_declaration_that_reads_the_page(
    found: site.Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, url = listing(found)
    rows = next(sample.items for sample in found.sample if sample.kind == "listing")
    arguments = ["sites", "add", url, "--province", "Huế", "--from-file", str(page)]
    assert cli.main([*arguments, "--data", str(tmp_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == rows + 1  # and a heading
    (path,) = (tmp_path / "sites").glob("*.toml")
    assert site.load(path).family == found.family


def test_an_unknown_cms_is_one_line_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "trang.html"
    page.write_text("<html><body><div class='news'><a href='/1'>Tin</a></div></body></html>")
    arguments = ["sites", "add", "http://so.tinh.gov.vn/tin", "--province", "Huế"]
    data = tmp_path / "data"
    assert cli.main([*arguments, "--from-file", str(page), "--data", str(data)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not data.exists()


def test_each_skeleton_is_recognised_and_no_other(shared: Path) -> None:
    names = [path.name for path in (shared / "families").iterdir() if path.is_dir()]
    pages = {name: (shared / "families" / name / "list.html").read_bytes() for name in names}
    assert {name: recognise.families_of(page) for name, page in pages.items()} == {
        name: (name,) for name in names
    }


# Mỗi dòng: một mẩu trang lặp lại mãi, không bao giờ khép.
@pytest.mark.parametrize(
    "evil",
    ["<meta generator", '<div class="news_column', "class='", '<h1 class="page-title"', "?tc="],
)
def test_evil_pages_are_looked_through_in_a_moment(evil: str) -> None:
    page = (evil + " ") * (400_000 // len(evil))
    start = time.perf_counter()
    recognise.families_of(page.encode())
    for found in DECLARED:
        for pattern in (*found.soft_404, *found.blocked):
            pattern.search(page)
    assert time.perf_counter() - start < 10
