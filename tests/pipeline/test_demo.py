"""The demo's result is known fact by fact: the sample portals show annotated notices."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import extractors
from corpus import facts_rows, floors, own_gold
from corpus.evaluate import evaluate
from extractors.facts import Facts
from extractors.text import normalise
from pipeline import cli
from scrapers.samples import pool

HOMES = {
    "aspnet_custom": "mau_hue",
    "slugid_mvc": "mau_thainguyen",
    "drupal": "mau_langson",
    "vnpt_portal": "mau_longan",
    "newspaper_cate": "mau_dongthap",
}
FACTS = ("citations", "dates", "scores", "recommendations", "findings")


def rows(folder: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(folder / "corpus.db")
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def test_five_sites_and_at_least_a_hundred_notices_without_a_problem(demo: Path) -> None:
    assert rows(demo, "SELECT count(*) FROM sites") == [(5,)]
    assert rows(demo, "SELECT count(*) FROM notices")[0][0] >= 100
    assert rows(demo, "SELECT * FROM problems") == []
    for table in FACTS:
        assert rows(demo, f"SELECT count(*) FROM {table}")[0][0] > 0


@pytest.mark.parametrize("notice", pool.notices(), ids=lambda notice: notice.id)
def test_each_notice_is_held_as_it_was_written(demo: Path, notice: pool.SampleNotice) -> None:
    held = rows(
        demo,
        "SELECT n.title, n.published, n.author, t.text FROM notices AS n"
        " JOIN texts AS t ON t.notice = n.id AND t.attachment IS NULL AND t.current"
        " WHERE n.site = ?",
        HOMES[notice.home],
    )
    title = normalise(notice.title).lower()  # some portals shout their titles
    ((published, author, text),) = [row[1:] for row in held if row[0].lower() == title]
    assert author == notice.author
    assert published == notice.published.date().isoformat()
    assert text.split("\n") == [normalise(line) for line in notice.lines]


def read_back(folder: Path) -> list[dict[str, Any]]:
    """Give what the corpus holds of each annotated text at its home portal, as facts' JSON."""
    by_text = {text: name for name, text in own_gold.texts().items()}
    homes = {n.id: HOMES[n.home] for n in pool.notices()}
    found: dict[str, dict[str, Any]] = {}
    connection = sqlite3.connect(folder / "corpus.db")
    texts = connection.execute(
        "SELECT t.id, t.text, n.site, e.genre, e.reform, e.areas FROM texts AS t"
        " JOIN notices AS n ON n.id = t.notice JOIN extractions AS e ON e.text_id = t.id"
        " WHERE t.current"
    ).fetchall()
    for text_id, text, site, genre, reform, areas in texts:
        name = by_text.get(text)
        if name is not None and homes[name[:3]] == site:
            held = Facts(text, genre, bool(reform), tuple(json.loads(areas)))
            stored = facts_rows.load(connection, text_id)
            stored["references"] = stored.pop("citations")
            facts = replace(held, **stored)
            found[name] = {"id": name, **extractors.to_json(facts)}
    connection.close()
    return list(found.values())


def test_the_facts_are_those_of_the_gold(demo: Path) -> None:
    known = own_gold.texts()
    gold = [row for row in own_gold.rows() if row["id"] in {n.id for n in pool.notices()}]
    report = evaluate(gold, read_back(demo), known)
    assert report.absent == ()
    least = floors.load().floors
    reached = floors.figures(report)
    for name in ("references", "dates", "scores", "recommendations", "findings"):
        # The floors are of the whole gold; the part that the portals show may differ a little.
        assert reached[name] >= least[name] - 0.03, name


def test_what_is_stored_is_what_was_extracted(demo: Path) -> None:
    for name, kind in (("citations", "references"), ("scores", "scores"), ("findings", "findings")):
        stored = rows(
            demo,
            f"SELECT f.start_char, f.end_char, f.quote, t.text FROM {name} AS f"
            " JOIN texts AS t ON t.id = f.text_id",
        )
        assert stored, kind
        assert all(text[start:end] == quote for start, end, quote, text in stored)


def test_the_corpus_is_made_again_from_the_archive_row_for_row(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "demo"
    shutil.copytree(demo, copy)
    before = dump(copy)
    for path in copy.glob("corpus.db*"):
        path.unlink()
    assert cli.main(["extract", "--data", str(copy)]) == 0
    assert dump(copy) == before


def dump(folder: Path) -> dict[str, list[str]]:
    tables = rows(
        folder,
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'fulltext%' AND name <> 'runs' AND name NOT LIKE '\\_%' ESCAPE '\\'",
    )
    return {name: sorted(map(repr, rows(folder, f"SELECT * FROM {name}"))) for (name,) in tables}


def test_a_second_demo_fetches_and_reads_nothing_again(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "demo"
    shutil.copytree(demo, copy)
    assert cli.main(["demo", "--data", str(copy)]) == 0
    assert "extract: 0 done" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("dong thap", "Đồng Tháp"),  # không dấu tìm thấy có dấu
        ('"kế hoạch" NOT 2025', "hoạch"),
        ("771 kh ubnd", "771"),  # số hiệu gõ rời
    ],
)
def test_search_answers(
    demo: Path, query: str, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["search", query, "--json", "--data", str(demo)]) == 0
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert hits
    assert any(title in hit["title"] + hit["passage"] for hit in hits)


def test_cite_tells_the_plan_and_who_cites_it(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["cite", "771/KH-UBND", "--json", "--data", str(demo)]) == 0
    answer = json.loads(capsys.readouterr().out)
    plan = answer["documents"][0]
    assert (plan["type"], plan["date"], plan["jurisdiction"]) == ("KH", "2024-03-12", "Long An")
    assert plan["held"]["attachment"] == "ke-hoach-771.pdf"
    assert {"implements", "issues", "replaces"} <= {c["relation"] for c in plan["cited_by"]}


def test_coverage_can_be_counted_in_63_and_in_34_units(
    demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def provinces(units: str) -> set[str]:
        arguments = ["coverage", "--by", "province", "--units", units, "--json"]
        assert cli.main([*arguments, "--data", str(demo)]) == 0
        return {json.loads(line)["province"] for line in capsys.readouterr().out.splitlines()}

    assert "Long An" in provinces("63")
    assert "Long An" not in provinces("34")
    assert "Tây Ninh" in provinces("34")
