"""`vanban tasks`, `register` and `review`, as they are typed."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from corpus import tasks
from corpus.database import copy_to
from pipeline import cli

STATES = set(tasks.STATES)


@pytest.fixture
def data(demo, tmp_path):
    """Bản sao của kho mẫu: nhận xét được ghi vào đây."""
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(sqlite3.connect(demo / "corpus.db")) as connection:
        copy_to(connection, folder / "corpus.db")
    return folder


@pytest.fixture
def run(data, capsys):
    def run(*arguments, expected=0):
        status = cli.main([*arguments, "--data", str(data)])
        told = capsys.readouterr()
        assert status == expected, told.err
        assert "Traceback" not in told.err
        return told

    return run


def rows(told):
    return [json.loads(line) for line in told.out.splitlines()]


def asked(data, sql):
    with closing(sqlite3.connect(data / "corpus.db")) as connection:
        return connection.execute(sql).fetchall()


def test_tasks_are_listed_with_their_columns_and_only_known_states(run):
    heading, *lines = run("tasks", "--limit", "20").out.splitlines()
    assert heading.split("\t") == list(tasks.COLUMNS)
    assert len(lines) == 20
    assert {line.split("\t")[6] for line in lines} <= STATES
    assert [line.split("\t")[0] for line in lines] == [str(n) for n in range(1, 21)]


def test_tasks_as_of_a_day_quote_the_text(run, data):
    found = rows(run("tasks", "--as-of", "2024-11-01", "--province", "Long An", "--json"))
    assert {row["state"] for row in found} <= STATES
    assert len({row["state"] for row in found}) > 1
    texts = dict(asked(data, "SELECT id, text FROM texts"))
    for row in found:
        assert texts[row["text_id"]][row["start"] : row["end"]] == row["quote"]
        assert row["published"] is None or row["published"] <= "2024-11-01"


def test_tasks_are_narrowed_by_agency_state_and_day(run):
    options = ("--agency", "snv", "--from", "2025-01-01", "--to", "2025-12-31", "--json")
    found = rows(run("tasks", *options))
    assert found
    assert all("2025-01-01" <= row["due"] <= "2025-12-31" for row in found)
    assert all("nội vụ" in (row["lead"] + str(row["partners"])).lower() for row in found)
    undated = rows(run("tasks", "--state", "undated", "--json"))
    assert undated
    assert {row["state"] for row in undated} == {tasks.NO_DEADLINE}


def test_commitments_and_targets_are_apart(run):
    kinds = {}
    for kind in tasks.KINDS:
        found = rows(run("tasks", "--kind", kind, "--limit", "1000", "--json"))
        kinds[kind] = {row["fact"] for row in found}
        assert found
        assert {row["kind"] for row in found} == {kind}
    assert not kinds["task"] & kinds["commitment"]
    assert not kinds["task"] & kinds["target"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("tasks", "--state", "xong"),
        ("tasks", "--from", "hôm qua"),
        ("tasks", "--province", "Atlantis"),
        ("tasks", "--limit", "0"),
        ("tasks", "--kind", "x"),
        ("register", "Hội yêu thơ"),
        ("register", "SNV", "--province", "Atlantis"),
        ("register", "SNV", "--year", "12"),
        ("review",),
        ("review", "0" * 24, "--right"),
        ("review", "'; DROP TABLE reviews; --", "--wrong"),
        ("review", "0" * 24, "--right", "--wrong"),
        ("review", "--right"),
        ("review", "--ask-again"),
        ("review", "--list", "--to-gold", "x.jsonl"),
        ("review", "--list"),  # chưa có nhận xét nào
        ("review", "a" * 100_000, "--right"),
    ],
)
def test_wrong_use_is_one_line(run, arguments):
    told = run(*arguments, expected=2)
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize("agency", ["Sở Nội vụ", "SNV"])
def test_the_register_of_an_agency(run, agency):
    found = json.loads(run("register", agency, "--province", "Long An", "--json").out)
    row = next(row for row in found["rows"] if row["types"] == ["TB"])
    assert (row["held"], row["highest"]) == (["214/TB-SNV"], 214)
    told = run("register", agency, "--province", "Long An", "--year", "2024").out
    assert "chưa thấy: 1-213" in told
    assert "Ít nhất đã ban hành" in told.splitlines()[0]


def test_an_agency_without_numbers_says_so(run):
    assert "no number of it is known" in run("register", "Sở Ngoại vụ").err


def test_facts_are_judged_listed_and_made_gold(run, data, tmp_path):
    notice, fact, quote = asked(
        data, "SELECT notice, id, quote FROM recommendations WHERE deadline IS NOT NULL LIMIT 1"
    )[0]
    run("review", fact, "--correct", "deadline=2030-01-02", "--note", "xem lại")
    told = rows(run("review", fact, "--status", "đang làm", "--json"))
    assert [told[0][key] for key in ("verdict", "status", "note", "state")] == [
        "corrected", "đang làm", "xem lại", "còn nguyên",
    ]  # fmt: skip
    assert rows(run("review", "--list", "--json")) == told
    assert rows(run("review", "--list", "--ask-again", "--json")) == []
    assert fact in run("review", "--list").out
    out = tmp_path / "gold.jsonl"
    assert "not complete" in run("review", "--to-gold", str(out)).err
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    corrected = [one for one in row["recommendations"] if one["text"] == quote]
    assert "2030-01-02" in {one["deadline"] for one in corrected}
    held = asked(data, f"SELECT count(*) FROM recommendations WHERE notice = '{notice}'")
    assert 0 < len(row["recommendations"]) <= held[0][0]
    texts = str(out.with_name("gold_texts"))
    run("evaluate", str(out), "--texts", texts)  # tệp vàng dùng được ngay


def test_where_no_task_fits_it_is_said(run):
    assert "no task fits" in run("tasks", "--agency", "Sở Sao Hỏa").err
    assert "fits" not in run("tasks", "--agency", "SNV").err


def test_what_a_person_says_of_a_task_stands_beside_its_state(run):
    first, second, *_ = rows(run("tasks", "--limit", "20", "--json"))
    assert (first["reviewed"], first["note"]) == (None, None)
    run("review", first["fact"], "--status", "đang làm", "--note", "đã gọi hỏi")
    run("review", second["fact"], "--wrong")
    listed = run("tasks", "--limit", "19", "--json")
    told = rows(listed)
    assert (told[0]["fact"], told[0]["state"]) == (first["fact"], first["state"])
    assert (told[0]["reviewed"], told[0]["note"]) == ("đang làm", "đã gọi hỏi")
    assert second["fact"] not in {row["fact"] for row in told}  # không có tin ấy trong bài
    assert [row["number"] for row in told] == list(range(1, 20))
    assert "judged wrong: 1" in listed.err
    printed = run("tasks", "--limit", "1").out.splitlines()[1]
    assert f"{first['state']} — người xem ghi: đang làm; đã gọi hỏi" in printed
    run("review", first["fact"], "--correct", "deadline=2030-01-02", "--correct", "addressee=")
    printed = run("tasks", "--limit", "1").out.splitlines()[1]
    assert "sửa thời hạn: 2/1/2030" in printed  # người đã sửa thì người đọc thấy
    assert "sửa bên phải thực hiện: bỏ trống" in printed


def test_judgements_outlive_the_corpus(run, data):
    ((fact,),) = asked(data, "SELECT id FROM recommendations ORDER BY id LIMIT 1")
    run("review", fact, "--wrong")
    saved = data / "saved.db"
    shutil.copy(data / "corpus.db", saved)
    with closing(sqlite3.connect(data / "corpus.db")) as connection:
        connection.execute("DELETE FROM recommendations WHERE id = ?", (fact,))
        connection.commit()
    assert rows(run("review", "--list", "--json"))[0]["state"] == "máy đã đọc như đã sửa"
    saved.replace(data / "corpus.db")
    assert rows(run("review", "--list", "--json"))[0]["state"] == "còn nguyên"


def test_a_broken_file_of_judgements_is_one_line(run, data):
    (data / "reviews.db").write_bytes(b"nonsense " * 1000)
    assert len(run("review", "--list", expected=2).err.strip().splitlines()) == 1


def test_without_a_corpus_there_is_nothing_to_ask(tmp_path, capsys):
    for arguments in (["tasks"], ["register", "SNV"], ["review", "--list"]):
        assert cli.main([*arguments, "--data", str(tmp_path / "none")]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
