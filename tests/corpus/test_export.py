from __future__ import annotations

import csv
import json
import sys

import openpyxl
import pytest
import spacy
from spacy.tokens import DocBin

import corpus
from corpus import documents, store
from corpus.export import FORMATS, export, guarded
from scrapers.settings import ConfigError


@pytest.fixture
def filled(corpus_db, make):
    store.put(corpus_db, make.plan(title="=CMD()|' /C calc'!A0"))
    store.put(corpus_db, make.reading("Dòng 1\nDòng 2\t\x0b\x00ô", identity="2", title="- Tin"))
    documents.link(corpus_db)
    return corpus_db


def texts(db):
    return [row[0] for row in db.execute("SELECT text FROM texts ORDER BY rowid")]


def test_csv_is_exact(filled, tmp_path):
    files = export(filled, tmp_path / "out", "csv")
    assert {"notices.csv", "citations.csv", "plan_references.csv"} <= {f.name for f in files}
    with (tmp_path / "out" / "texts.csv").open(encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == texts(filled)
    with (tmp_path / "out" / "notices.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["title"].startswith("=CMD")


def test_csv_for_excel_guards_formulas(filled, tmp_path):
    export(filled, tmp_path, "csv", excel=True)
    content = (tmp_path / "notices.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [row["title"][:2] for row in rows] == ["'=", "'-"]


@pytest.mark.parametrize("cell", ["=1", "+84", "-x", "@a", "\tx", "\rx"])
def test_guard(cell):
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["a=1", "", "1-2", 5, -5.0, None])
def test_no_guard(cell):
    assert guarded(cell) is cell


def test_xlsx_holds_text_not_formulas(filled, tmp_path):
    export(
        filled, tmp_path, "xlsx", query="SELECT title, length(title) AS n FROM notices ORDER BY 2"
    )
    sheet = openpyxl.load_workbook(tmp_path / "query.xlsx").active
    cells = list(sheet.iter_rows())
    assert [c.value for c in cells[0]] == ["title", "n"]
    assert cells[2][0].value.startswith("=CMD")
    assert cells[2][0].data_type == "s"
    assert cells[1][1].value == 5


def test_jsonl_has_lists(filled, tmp_path):
    export(filled, tmp_path, "jsonl")
    lines = (tmp_path / "notices.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["areas"] for line in lines] == [["steering", "digital"], []]
    told = json.loads((tmp_path / "recommendations.jsonl").read_text(encoding="utf-8"))
    assert told["partners"] == ["Văn phòng UBND tỉnh"]


def test_parquet_keeps_values_and_types(filled, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export(filled, tmp_path, "parquet")
    table = parquet.read_table(tmp_path / "scores.parquet").to_pylist()
    assert [(row["value"], row["rank"], row["period"]) for row in table] == [(88.52, 3, "2023")]
    held = parquet.read_table(tmp_path / "texts.parquet").to_pylist()
    assert [row["text"] for row in held] == texts(filled)
    assert parquet.read_table(tmp_path / "runs.parquet").num_rows == 0


def test_an_absent_package_is_told_in_one_line(filled, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"pip install 'vanban\[research\]'"):
        export(filled, tmp_path, "parquet")
    assert list(tmp_path.glob(".*")) == []  # nothing half written


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"format": "doc"}, "format 'doc'"),
        ({"query": "SELECT * FROM nowhere"}, "no such table"),
        ({"query": "DROP TABLE notices"}, "readonly"),
        ({"query": "DELETE FROM notices RETURNING id"}, "readonly"),
        ({"query": "-- nothing"}, "gives no columns"),
        ({"query": "SELECT 1; SELECT 2"}, "one statement"),
    ],
)
def test_wrong_exports_are_one_line(filled, tmp_path, options, says):
    with pytest.raises(ConfigError, match=says):
        export(filled, tmp_path / "new", **options)
    assert filled.execute("SELECT count(*) FROM notices").fetchone() == (2,)


def test_a_folder_that_cannot_be_written(filled, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="file"):
        export(filled, tmp_path / "file" / "out", "csv")


def test_python_door(filled, tmp_path):
    pytest.importorskip("pandas")
    path = filled.execute("PRAGMA database_list").fetchone()[2]
    with corpus.open(path) as opened:
        assert opened.search("dong thap").hits
        assert opened.cite("771/KH-UBND").documents
        assert opened.coverage()
        frame = opened.frame("index_series", {"indicator": "PAR_INDEX"})
        assert frame["value"].tolist() == [88.52]
        with pytest.raises(ConfigError, match="no table or view"):
            opened.frame("notices; DROP TABLE notices")
        with pytest.raises(ConfigError, match="no column"):
            opened.frame("notices", {"1=1 --": 1})
    with pytest.raises(ConfigError, match="no such database"):
        corpus.open(tmp_path / "absent.db")


def test_spacy_holds_texts_with_their_facts(filled, tmp_path):
    (path,) = export(filled, tmp_path, "spacy")
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))
    assert len(docs) == len(texts(filled))
    (doc,) = [doc for doc in docs if doc.spans["references"]]
    (reference,) = doc.spans["references"]
    assert reference.text == "Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh Đồng Tháp"
    assert reference.label_ == "KH"
    assert doc.user_data["url"] == "https://st1.example/1"
    assert len(doc.spans["recommendations"]) == 1


def test_formats_are_those_of_the_interface():
    assert FORMATS == ("parquet", "csv", "xlsx", "jsonl", "spacy")
