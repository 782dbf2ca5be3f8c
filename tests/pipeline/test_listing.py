"""`--out FILE` of every command that gives a list: the same rows, a form each."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing

import openpyxl
import pytest

from corpus.database import copy_to
from pipeline import cli
from pipeline.forget import EXPORTS


@pytest.fixture
def data(demo, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(sqlite3.connect(demo / "corpus.db")) as connection:
        copy_to(connection, folder / "corpus.db")
    shutil.copy(demo / "crawl.db", folder / "crawl.db")
    return folder


LISTS = [
    ("search", "cải cách hành chính"),
    ("cite", "771/KH-UBND"),
    ("tasks", "--limit", "30"),
    ("register", "SNV"),
    ("coverage", "--by", "province"),
    ("review", "--list"),
]


@pytest.mark.parametrize("command", LISTS, ids=lambda command: command[0])
def test_each_list_has_the_same_rows_in_every_form(data, tmp_path, command):
    if command[0] == "review":
        with closing(sqlite3.connect(data / "corpus.db")) as corpus:
            ((fact,),) = corpus.execute("SELECT id FROM recommendations LIMIT 1").fetchall()
        assert cli.main(["review", fact, "--note", "=1+1", "--data", str(data)]) == 0
    for ending in ("csv", "xlsx", "jsonl"):
        out = tmp_path / f"list.{ending}"
        assert cli.main([*command, "--out", str(out), "--data", str(data)]) == 0
    with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    told = (tmp_path / "list.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert rows
    assert [list(json.loads(line)) for line in told] == [heading] * len(rows)
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    cells = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    at = cells.index(tuple(heading))
    assert len(cells) - at - 1 == len(rows)
    noted = (data / EXPORTS).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line).rsplit(".", 1)[1] for line in noted] == ["csv", "xlsx", "jsonl"]


def test_the_csv_for_excel_guards_formulas_and_the_plain_one_is_exact(data, tmp_path):
    with closing(sqlite3.connect(data / "corpus.db")) as corpus:
        ((fact,),) = corpus.execute("SELECT id FROM recommendations LIMIT 1").fetchall()
    assert cli.main(["review", fact, "--note", "=1+1", "--data", str(data)]) == 0
    written = []
    for options in ([], ["--excel"]):
        out = tmp_path / "list.csv"
        told = ["review", "--list", "--out", str(out), *options, "--data", str(data)]
        assert cli.main(told) == 0
        with out.open(encoding="utf-8-sig", newline="") as file:
            written.append(next(csv.DictReader(file))["note"])
    assert written == ["=1+1", "'=1+1"]


@pytest.mark.parametrize("command", LISTS, ids=lambda command: command[0])
@pytest.mark.parametrize("name", ["list.pdf", "list", "none/list.csv"])
def test_a_file_that_cannot_be_written_is_one_line(data, tmp_path, capsys, command, name):
    if command[0] == "review":
        (data / "reviews.db").unlink(missing_ok=True)
    assert cli.main([*command, "--out", str(tmp_path / name), "--data", str(data)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) >= 1
    assert not (data / EXPORTS).exists()


def test_a_site_that_is_not_there_is_told(demo, capsys):
    assert cli.main(["search", "kế hoạch", "--site", "so_sao_hoa", "--data", str(demo)]) == 2
    assert "no site of that name" in capsys.readouterr().err


# Số hiệu có trong kho mẫu, và câu phải thấy về nơi nay làm việc ấy; rỗng: nơi ban hành vẫn còn.
SUCCESSORS = [
    ("771/KH-UBND", "nay: Long An từ 1/7/2025 thuộc Tây Ninh"),
    ("771 long an", "nay: Long An từ 1/7/2025 thuộc Tây Ninh"),
    ("76/NQ-CP", ""),
]


@pytest.mark.parametrize(("code", "line"), SUCCESSORS)
def test_a_document_leads_to_who_took_over(demo, capsys, code, line):
    assert cli.main(["cite", code, "--data", str(demo)]) == 0
    told = [each.strip() for each in capsys.readouterr().out.splitlines()]
    assert [each for each in told if each.startswith("nay: ")] == ([line] if line else [])
