"""A backup holds all that cannot be made again, and comes back whole or not at all."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline import cli

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(demo: Path, tmp_path: Path) -> Path:
    file = tmp_path / "kept.tar"
    assert cli.main(["backup", str(file), "--data", str(demo)]) == 0
    return file


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


FACTS = "SELECT id, quote FROM citations UNION ALL SELECT id, quote FROM findings ORDER BY 1"


def test_what_was_read_is_read_again_from_the_backup(
    demo: Path, kept: Path, tmp_path: Path
) -> None:
    new = tmp_path / "moved"
    assert cli.main(["restore", str(kept), "--data", str(new)]) == 0
    assert not (new / "corpus.db").exists()
    assert {p.name for p in (new / "sites").iterdir()} == {
        p.name for p in (demo / "sites").iterdir()
    }
    assert cli.main(["extract", "--data", str(new)]) == 0
    assert rows(new / "corpus.db", FACTS) == rows(demo / "corpus.db", FACTS) != []


def test_the_databases_are_copied_with_what_lies_in_their_journal(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "reviews.db")) as open_still:
        open_still.execute("PRAGMA journal_mode = WAL")
        open_still.execute("CREATE TABLE judged (fact TEXT)")
        open_still.execute("INSERT INTO judged VALUES ('đúng')")
        open_still.commit()
        assert cli.main(["backup", str(tmp_path / "b.tar"), "--data", str(folder)]) == 0
    assert cli.main(["restore", str(tmp_path / "b.tar"), "--data", str(tmp_path / "new")]) == 0
    assert rows(tmp_path / "new" / "reviews.db", "SELECT * FROM judged") == [("đúng",)]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["reviews.db"]


def test_a_file_that_was_cut_short_is_refused_and_leaves_nothing(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = kept.read_bytes()
    for length in (0, 100, 2_000, len(whole) // 2, len(whole) - 11_000):
        kept.write_bytes(whole[:length])
        capsys.readouterr()
        assert cli.main(["restore", str(kept), "--data", str(tmp_path / "new")]) == 2
        told = capsys.readouterr().err.strip().splitlines()[-1]
        assert "not a whole backup" in told
        assert not (tmp_path / "new").exists()
        assert [p.name for p in tmp_path.iterdir()] == ["kept.tar"]


def test_a_changed_byte_is_noticed(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with tarfile.open(kept) as held:
        archive = next(m for m in held.getmembers() if m.name.endswith(".warc.gz"))
    changed = bytearray(kept.read_bytes())
    changed[archive.offset_data + 500] ^= 1
    kept.write_bytes(changed)
    assert cli.main(["restore", str(kept), "--data", str(tmp_path / "new")]) == 2
    assert f"{archive.name} is not what was kept" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../outside", "/tmp/outside", "a/../../outside"])  # noqa: S108
def test_names_that_lead_out_of_the_folder_are_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = json.dumps({"files": [{"name": name, "sha256": "0"}]}).encode()
    with tarfile.open(tmp_path / "evil.tar", "w") as held:
        for entry, data in ((name, b"x"), ("vanban-backup.json", listed)):
            info = tarfile.TarInfo(entry)
            info.size = len(data)
            held.addfile(info, io.BytesIO(data))
    assert cli.main(["restore", str(tmp_path / "evil.tar"), "--data", str(tmp_path / "n")]) == 2
    assert "no plain file below the folder" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["evil.tar"]


def test_a_folder_in_use_is_not_written_over(
    demo: Path, kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["restore", str(kept), "--data", str(demo)]) == 2
    assert "not empty" in capsys.readouterr().err


def test_nothing_to_keep_and_nowhere_to_keep_it(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none"
    assert cli.main(["backup", str(tmp_path / "b.tar"), "--data", str(missing)]) == 2
    assert "nothing to back up" in capsys.readouterr().err
    assert cli.main(["backup", str(missing / "b.tar"), "--data", str(demo)]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_a_backup_inside_the_data_folder_does_not_hold_itself(demo: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(demo, tmp_path / "copy")
    file = copied / "kept.tar"
    assert cli.main(["backup", str(file), "--data", str(copied)]) == 0
    assert cli.main(["backup", str(file), "--data", str(copied)]) == 0
    with tarfile.open(file) as held:
        names = held.getnames()
    assert "kept.tar" not in names
    assert not any(name.startswith(("corpus.db", "published")) for name in names)
