"""`vanban forget`: nothing of the notice is left in the data folder, and it does not come back."""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import unicodedata
import zlib
from contextlib import closing, suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from pipeline import cli
from scrapers import erase, redact
from scrapers import site as declarations
from scrapers.archive import Archive
from tests.pipeline.test_nightly import Nights, nights
from tests.scrapers.test_archive import exchange

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["nights"]


def one(path: Path, query: str, *values: object) -> tuple[object, ...]:
    with closing(sqlite3.connect(path)) as connection:
        row: tuple[object, ...] = connection.execute(query, values).fetchone()
        return row


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    copied = shutil.copytree(demo, tmp_path / "data")
    (copied / "backup").mkdir(exist_ok=True)
    shutil.copy(copied / "crawl.db", copied / "backup" / "crawl-20260101.db")
    assert (
        cli.main(["export", str(tmp_path / "out"), "--format", "csv", "--data", str(copied)]) == 0
    )
    return copied


@pytest.fixture
def victim(folder: Path) -> tuple[str, str, str]:
    """Address, a passage of the body that no other notice has, and the site."""
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        rows = connection.execute(
            "SELECT n.url, t.text, n.site FROM notices AS n JOIN texts AS t ON t.notice = n.id"
            " WHERE t.attachment IS NULL AND t.current AND length(t.text) > 900"
            " AND (SELECT count(*) FROM notices AS c WHERE c.work = n.work) = 1"
            " AND EXISTS (SELECT 1 FROM attachments AS a WHERE a.notice = n.id) ORDER BY n.id"
        ).fetchall()
        texts = [row[0] for row in connection.execute("SELECT text FROM texts WHERE current")]
    for url, text, site in rows:
        passage = text[600:660].split("\n")[0].strip()
        if len(passage) > 25 and sum(passage in other for other in texts) == 1:
            return url, passage, site
    raise AssertionError("the demo has no such notice")


def found_in(root: Path, passage: str) -> list[str]:
    """The files below a folder that hold a passage, packed or not, folded or not."""
    words = [passage.encode(), passage.lower().encode()]
    hits = []
    for path in sorted(root.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.name.endswith(".gz"):
            with path.open("rb") as stream:
                for record in ArchiveIterator(stream):
                    body = record.content_stream().read()
                    with_body = body + str(record.rec_headers).encode()
                    with suppress(zlib.error):
                        with_body += zlib.decompress(body, 47)
                    data += with_body
        if any(word in data for word in words):
            hits.append(path.name)
    return hits


def test_nothing_is_left_and_nothing_comes_back(
    folder: Path, victim: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, passage, site = victim
    before = one(folder / "corpus.db", "SELECT count(*) FROM notices")[0]
    assert len(found_in(folder, passage)) >= 3  # kho, bản công bố, tệp lưu trữ
    title = str(one(folder / "corpus.db", "SELECT title FROM notices WHERE url = ?", url)[0])
    assert len(found_in(folder / "archive", title)) >= 1  # danh mục và tin cùng chuyên mục cũng nêu
    others = _texts(folder / "corpus.db", url)
    sizes = {p.name: p.stat().st_size for p in (folder / "archive").iterdir()}

    assert cli.main(["forget", url, "--reason", "yêu cầu", "--data", str(folder)]) == 0

    assert found_in(folder, passage) == []
    assert found_in(tmp_path / "out", passage) == []
    assert found_in(folder, title) == []
    parts = urlsplit(url)  # "/Default.aspx?tc=81" là của bài này, "/Default.aspx" thì không
    address = f'{parts.path}?{parts.query}"' if parts.query else f'{parts.path}"'
    assert found_in(folder, address) == []
    assert found_in(folder, address.replace('"', "'")) == []
    _archive_is_whole(folder / "archive")
    assert {p.name: p.stat().st_size for p in (folder / "archive").iterdir()} == sizes
    assert one(folder / "corpus.db", "SELECT count(*) FROM notices")[0] == before - 1  # type: ignore[operator]
    assert one(folder / "corpus.db", "PRAGMA integrity_check") == ("ok",)
    (line,) = (folder / "forgotten.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["reason"] == "yêu cầu"
    assert url not in line
    assert declarations.find(site, folder).identity(url) is None  # không bao giờ hỏi lại

    for rebuilt in (["extract", "--all"], ["crawl", "--rebuild"], ["extract"]):
        assert cli.main([*rebuilt, "--data", str(folder)]) == 0
    assert one(folder / "corpus.db", "SELECT count(*) FROM notices")[0] == before - 1  # type: ignore[operator]
    assert _texts(folder / "corpus.db", url) == others  # tin khác không mất chữ nào
    (folder / "corpus.db").unlink()
    assert cli.main(["extract", "--data", str(folder)]) == 0
    assert one(folder / "corpus.db", "SELECT count(*) FROM notices")[0] == before - 1  # type: ignore[operator]
    assert found_in(folder, passage) == []
    capsys.readouterr()
    assert cli.main(["search", f'"{passage[:40]}"', "--data", str(folder)]) == 0
    assert capsys.readouterr().out == ""


SAID = "Kết luận xác minh đối với ông Phạm Văn Quýt tại xã Đồng Mận"


def test_what_the_portal_says_again_goes_again(nights: Nights) -> None:
    """Cổng vẫn nêu tên bài đã quên trong danh mục và ở tin khác: mỗi đêm lấy về, mỗi đêm xóa."""
    listed, wrote = nights.hue.listing, nights.hue.article
    nights.hue.listing = lambda page: listed(page).replace("Báo cáo số 2<", f"{SAID}<")
    nights.hue.article = lambda n: wrote(n).replace("Báo cáo số 2<", f"{SAID}<")
    assert nights.night()[0] == 0
    assert found_in(nights.data, SAID) != []
    url = f"{nights.hue.origin}{nights.hue.link(2)}"
    assert nights.vanban("forget", url, "--reason", "yêu cầu")[0] == 0
    assert found_in(nights.data, SAID) == []
    nights.hue.articles += 1  # bài mới, tin liên quan dẫn tới bài đã quên
    nights.hue.article = lambda n: wrote(n) + f"<p>Tin khác: <a href='{url}' title='{SAID}'>x</a>"
    nights.hue.log.clear()
    assert nights.night()[0] == 0
    assert nights.hue.saw("/tin") != []
    assert nights.hue.saw(nights.hue.link(5)) != []
    assert nights.hue.saw(nights.hue.link(2)) == []
    assert found_in(nights.data, SAID) == []
    _archive_is_whole(nights.data / "archive")
    assert nights.notices("so_hue") == 4
    assert nights.vanban("crawl", "--rebuild")[0] == 0
    assert nights.night()[0] == 0


def _texts(path: Path, url: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT n.url, n.title, n.published, t.text FROM notices AS n JOIN texts AS t"
            " ON t.notice = n.id WHERE n.url <> ? ORDER BY 1, 4",
            (url,),
        ).fetchall()


def _archive_is_whole(folder: Path) -> None:
    """As `warcio check` sees it: every digest of every record."""
    told = SimpleNamespace(inputs=[str(path) for path in sorted(folder.iterdir())], verbose=False)
    assert Checker(told).process_all() == 0


def test_words_that_only_the_forgotten_text_says_are_gone_too(tmp_path: Path) -> None:
    """Tên người, phần đầu thư điện tử: chỉ mục gợi ý chính tả cũng không giữ."""
    data = str(tmp_path / "data")
    for name, text in (("a", "Ông Quýt nộp đơn, thư quytpv@x.vn, tại xã"), ("b", "Họp tại xã")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    assert cli.main(["ingest", *paths, "--published", "2026-10-01", "--data", data]) == 0
    assert found_in(tmp_path / "data", "quytpv") != []
    assert cli.main(["forget", "file:a.txt", "--reason", "yêu cầu", "--data", data]) == 0
    for word in ("quytpv", "quýt", "quyt"):
        assert found_in(tmp_path / "data", word) == []
    kept = "SELECT group_concat(word, ' ') FROM (SELECT word FROM fulltext_words ORDER BY word)"
    assert one(tmp_path / "data" / "corpus.db", kept) == ("hop họp tai tại",)


def test_redacted_records_keep_true_digests(tmp_path: Path) -> None:
    """Dòng của danh mục nằm cả trong bản ghi metadata: mã băm của phần tải cũng phải đúng lại."""
    title = "Kết luận xác minh đối với ông Phạm Văn Quýt tại xã Đồng Mận"
    page = f"<ul><li><a href='/tin/ket-luan-9'>{title}</a></li></ul>" * 3
    with Archive(tmp_path) as archive:
        rows = [["9", "http://skhcn.tinhmau.gov.vn/tin/ket-luan-9", title, None, "listing"]]
        archive.write_response(
            exchange(body=page.encode()), {"site": "mau", "kind": "listing", "rows": rows}
        )
    found = redact.words([title], ["http://skhcn.tinhmau.gov.vn/tin/ket-luan-9"])
    assert found is not None
    ((place, data),) = redact.changes(tmp_path, "mau", found, [])
    path = tmp_path / place.file
    whole = path.read_bytes()
    path.write_bytes(whole[: place.offset] + data + whole[place.offset + place.length :])
    assert found_in(tmp_path, "Quýt") == []
    _archive_is_whole(tmp_path)


# Mỗi dòng: trang viết tên bài và địa chỉ theo cách nào.
@pytest.mark.parametrize(
    "written",
    [
        "<a href='/tin/xu-ly-don-81'>Kết luận thanh tra đối với bà Lê Thị Q &amp; bà M</a>",
        "KẾT LUẬN THANH TRA&nbsp;ĐỐI VỚI BÀ LÊ THỊ Q & BÀ M",
        "Kết luận thanh tra đối với bà Lê…",
        "Kết luận thanh tra đối với bà L...",
        json.dumps("Kết luận thanh tra đối với bà Lê Thị Q & bà M"),
        unicodedata.normalize("NFD", "Kết luận thanh tra đối với bà Lê Thị Q & bà M"),
        '{"link": "https:\\/\\/so.mau.example\\/tin\\/xu-ly-don-81"}',
        (
            "K&#7871;t lu&#7853;n thanh tra &#273;&#7889;i v&#7899;i b&#224; L&#234; Th&#7883; Q"
            " &amp; b&#224; M"
        ),
        "Kết luận thanh tra đối với b&agrave; L&ecirc; Thị Q &amp; b&agrave; M",
        (
            "K&#x1EBF;t lu&#x1EAD;n thanh tra &#x111;&#x1ED1;i v&#x1EDB;i b&#xE0; L&#xEA;"
            " Th&#x1ECB; Q &amp; b&#xE0; M"
        ),
        "Kê\u0301t luâ\u0323n thanh tra đô\u0301i vơ\u0301i ba\u0300 Lê Thi\u0323 Q & ba\u0300 M",
    ],
)
def test_other_pages_lose_title_and_address_however_they_write_them(written: str) -> None:
    found = redact.words(
        ["Kết luận thanh tra đối với bà Lê Thị Q & bà M"],
        ["https://so.mau.example/tin/xu-ly-don-81"],
    )
    assert found is not None
    less = found.less(f"Tin khác: {written} (03/6/2024)", "utf-8")
    assert less.startswith("Tin khác: ")
    assert less.endswith("(03/6/2024)")
    for word in ("thanh tra", "THANH TRA", "xu-ly-don", "Lê", "tra \\u0111"):
        assert word not in less
    assert len(less.encode()) == len(f"Tin khác: {written} (03/6/2024)".encode())


@pytest.mark.parametrize(
    "written",
    ["/tin/xu-ly-don-812", "Kết luận thanh tra đối với ông K", "Thông báo", "Kết luận thanh tra"],
)
def test_what_only_looks_alike_stays(written: str) -> None:
    found = redact.words(
        ["Kết luận thanh tra đối với bà Lê Thị Q & bà M", "Thông báo"],
        ["https://so.mau.example/tin/xu-ly-don-81"],
    )
    assert found is not None
    assert found.less(written, "utf-8") == written


def test_an_unknown_address_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["forget", "http://khong.example/tin", "--reason", "x", "--data", str(folder)]
    assert cli.main(asked) == 2
    assert "no page of that address" in capsys.readouterr().err
    assert not (folder / "forgotten.jsonl").exists()


@pytest.mark.parametrize("length", [400, 5_000, 70_000, 1_000_000])
def test_an_empty_record_is_as_long_as_the_one_it_replaces(length: int) -> None:
    data = erase._empty(length)
    assert len(data) == length
    assert gzip.decompress(data).startswith(b"WARC/1.1\r\n")


def test_a_judgement_of_what_the_text_no_longer_says_goes_too(tmp_path: Path) -> None:
    data, notice = str(tmp_path / "data"), tmp_path / "tin.txt"
    told = "Sở Nội vụ yêu cầu UBND các xã báo cáo kết quả trước ngày {}."
    notice.write_text(told.format("30/11/2026"), encoding="utf-8")
    assert cli.main(["ingest", str(notice), "--published", "2026-10-01", "--data", data]) == 0
    (fact,) = one(tmp_path / "data" / "corpus.db", "SELECT id FROM recommendations")
    assert cli.main(["review", str(fact), "--note", "Ông A nói", "--data", data]) == 0
    notice.write_text(told.format("20/12/2026"), encoding="utf-8")
    assert cli.main(["ingest", str(notice), "--published", "2026-10-01", "--data", data]) == 0
    older = tmp_path / "data" / "backup"
    older.mkdir(exist_ok=True)
    for name in ("corpus", "reviews"):  # bản giữ lại khi lược đồ đổi
        shutil.copy(tmp_path / "data" / f"{name}.db", older / f"{name}-before-9999_x.db")
    assert cli.main(["forget", "file:tin.txt", "--reason", "yêu cầu", "--data", data]) == 0
    for path in (tmp_path / "data" / "reviews.db", older / "reviews-before-9999_x.db"):
        assert one(path, "SELECT count(*) FROM reviews") == (0,)
    assert found_in(tmp_path / "data", "báo cáo kết quả trước ngày") == []
