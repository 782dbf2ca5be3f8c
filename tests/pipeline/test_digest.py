"""`vanban digest`: what is new, each publication once, as text, mail and Atom."""

from __future__ import annotations

import email
import email.policy
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pipeline import cli

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def aged(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, with everything but one work of several copies first seen years ago."""
    folder = shutil.copytree(demo, tmp_path_factory.mktemp("aged") / "data")
    with closing(sqlite3.connect(folder / "corpus.db")) as connection, connection:
        connection.execute("UPDATE notices SET first_seen = '2020-01-01T00:00:00Z'")
        connection.execute(
            "UPDATE notices SET first_seen = '2026-05-04T17:30:00Z' WHERE work = ("
            " SELECT n.work FROM notices AS n JOIN citations AS c ON c.notice = n.id"
            " WHERE c.code = '771/KH-UBND' GROUP BY n.work ORDER BY count(DISTINCT n.id) DESC)"
        )
    return folder


def told(aged: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    capsys.readouterr()
    assert cli.main(["digest", *options, "--data", str(aged)]) == 0
    return capsys.readouterr().out


def test_a_work_is_told_once_with_its_copies(
    aged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(aged, capsys, "--since", "2026-05-05", "--document", "771/KH-UBND")
    assert out.startswith("771/KH-UBND: 1 tin mới từ 2026-05-05\n")
    assert " nơi đăng" in out
    assert out.count("\n- ") == 1


def test_since_is_a_day_of_vietnam(aged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """17:30 UTC ngày 4/5 đã là 0 giờ 30 ngày 5/5 ở Việt Nam."""
    since = ("--document", "771/KH-UBND")
    assert "1 tin mới" in told(aged, capsys, "--since", "2026-05-05", *since)
    assert "0 tin mới" in told(aged, capsys, "--since", "2026-05-06", *since)


def test_a_new_copy_of_a_known_work_is_no_news(
    aged: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = shutil.copytree(aged, tmp_path / "data")
    with closing(sqlite3.connect(folder / "corpus.db")) as connection, connection:
        connection.execute("UPDATE notices SET first_seen = '2020-01-01T00:00:00Z' WHERE id = work")
    assert "0 tin mới" in told(folder, capsys, "--since", "2026-05-05", "--document", "771/KH-UBND")


def test_saved_searches(aged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (aged / "searches.toml").write_text(
        '[long-an]\nsearch = "kiểm tra công vụ"\nprovince = "Long An"\n'
        '["sở nội vụ"]\nagency = "so noi vu"\n',
        encoding="utf-8",
    )
    out = told(aged, capsys, "--since", "2019-01-01")
    assert "long-an: " in out
    assert "\nsở nội vụ: " in out
    assert "sở nội vụ" not in told(aged, capsys, "long-an", "--since", "2019-01-01")


@pytest.mark.parametrize(
    ("saved", "options", "message"),
    [
        (None, (), "no such file"),
        ('[a]\nsearch = "x"\n', ("b",), "no search 'b'; there are a"),
        ('[a]\nseach = "x"\n', (), "a.seach: Extra inputs"),
        ('[a]\nsearch = "x"\nprovince = "Huee"\n', (), "a: Value error, 'Huee' is no province"),
        ('[a]\nsearch = "x"\ngenre = "tin"\n', (), "genre 'tin': one of document, "),
        ('[a]\nsearch = "x"\narea = "tthc"\n', (), "area 'tthc': one of "),
        ('[a]\nprovince = "Huế"\n', (), "exactly one of search, document and agency"),
        ("[a\n", (), "searches.toml: "),
        (None, ("--agency", "Sở Sao Hỏa"), "no body of that name or code"),
        (None, ("--document", "không có số"), "vanban: "),
    ],
)
def test_what_a_person_wrote_wrong_is_one_line(
    demo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    saved: str | None,
    options: tuple[str, ...],
    message: str,
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(demo / "corpus.db", folder)
    if saved is not None:
        (folder / "searches.toml").write_text(saved, encoding="utf-8")
    arguments = ["digest", *options, "--since", "2026-01-01", "--data", str(folder)]
    assert cli.main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.strip().splitlines()) == 1


def test_the_mail_has_text_and_html(aged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = told(aged, capsys, "--since", "2026-05-05", "--document", "771/KH-UBND", "--form", "mail")
    mail = email.message_from_string(raw, policy=email.policy.default)
    assert mail["Subject"] == "vanban: 1 tin mới"
    plain, html = (part.get_content() for part in mail.iter_parts())
    assert "771/KH-UBND: 1 tin mới" in plain
    assert html.count("<li>") == 1


def test_titles_cannot_break_out_of_the_mail_and_the_feed(
    aged: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = shutil.copytree(aged, tmp_path / "data")
    with closing(sqlite3.connect(folder / "corpus.db")) as connection, connection:
        connection.execute("UPDATE notices SET title = '<script>x</script>' || char(1)")
        connection.execute("UPDATE notices SET url = 'javascript:alert(1)'")
    asked = ("--since", "2026-05-05", "--document", "771/KH-UBND", "--form")
    mail = email.message_from_string(
        told(folder, capsys, *asked, "mail"), policy=email.policy.default
    )
    html = list(mail.iter_parts())[1].get_content()
    assert "<script>" not in html
    assert "javascript:" not in html
    feed = ET.fromstring(told(folder, capsys, *asked, "atom"))  # noqa: S314  (of our own making)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [
        "<script>x</script> "
    ]


# Lọc thêm gì, và mọi tin được báo phải như thế nào.
NARROWED = [
    (("--agency", "SNV", "--province", "lang son"), "n.province_now = 'Lạng Sơn'"),
    (("--agency", "SNV", "--province", "Long An"), "n.province_then = 'Long An'"),
]


@pytest.mark.parametrize(("options", "condition"), NARROWED)
def test_news_of_a_body_are_narrowed_to_a_province(
    demo: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], condition: str
) -> None:
    out = told(demo, capsys, "--since", "2020-01-01", *options)
    titles = [line[2:] for line in out.splitlines() if line.startswith("- ")]
    with closing(sqlite3.connect(demo / "corpus.db")) as connection:
        rows = connection.execute(
            "SELECT s.title FROM notices AS s WHERE s.id = s.work AND EXISTS"
            f" (SELECT 1 FROM notices AS n WHERE n.work = s.work AND {condition})"
        )
        allowed = {title for (title,) in rows}
    assert titles
    assert set(titles) <= allowed
    everywhere = told(demo, capsys, "--since", "2020-01-01", *options[:2])
    assert len(titles) < everywhere.count("\n- ")


def test_a_saved_agency_or_document_is_narrowed_too(
    demo: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(demo / "corpus.db", folder)
    counted = []
    for more in ("", 'genre = "report"\n', 'area = "apparatus"\n'):
        (folder / "searches.toml").write_text(f'[a]\ndocument = "771/KH-UBND"\n{more}', "utf-8")
        counted.append(told(folder, capsys, "--since", "2020-01-01").count("\n- "))
    assert counted[0] > counted[1] > 0
    assert counted[0] > counted[2] > 0


def test_the_feed_has_an_identity_that_is_an_address(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--since", "2020-01-01", "--search", "kế hoạch 771", "--form", "atom")
    feed = ET.fromstring(told(demo, capsys, *asked))  # noqa: S314  (of our own making)
    identity = feed.findtext(f"{ATOM}id", "")
    assert identity.isascii()
    assert " " not in identity
