"""What bears the stamp MẬT gets a named problem and no text."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from pipeline import cli

if TYPE_CHECKING:
    from pathlib import Path


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_stamped_file_is_named_and_not_kept(tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    plain = "UBND TỈNH HẢI LAM\nSố: 12/BC-UBND\nBÁO CÁO kết quả cải cách hành chính năm 2024\n"
    (folder / "a.txt").write_text(plain, encoding="utf-8")
    (folder / "b.txt").write_text(plain.replace("Số: 12", "MẬT\nSố: 13"), encoding="utf-8")
    assert cli.main(["ingest", str(folder), "--data", str(data)]) in {0, 1}
    cli.main(["extract", "--data", str(data)])
    texts = rows(data / "corpus.db", "SELECT text FROM texts")
    assert len(texts) == 1
    assert "13/BC-UBND" not in str(texts)
    problems = rows(data / "corpus.db", "SELECT kind FROM problems")
    assert ("secret",) in problems
