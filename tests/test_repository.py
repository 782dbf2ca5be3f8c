"""The habits of the repository, held by tests."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("corpus", "extractors", "pipeline", "scrapers")


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_package_claims_the_name_of_a_room(room: str) -> None:
    owners = set(packages_distributions().get(room, []))
    assert owners <= {"vanban"}
    elsewhere = [
        file
        for distribution in distributions()
        if distribution.metadata["Name"] != "vanban"
        for file in distribution.files or []
        if file.parts[0] == room or file.parts[0] == f"{room}.py"
    ]
    assert elsewhere == []


def test_the_wheel_holds_the_four_rooms_and_their_data(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(tmp_path), str(ROOT)],
        check=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("vanban-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.split("/")[0] for name in names}
    assert {name for name in top if not name.endswith(".dist-info")} == set(ROOMS)
    for needed in ("extractors/agencies.toml", "extractors/provinces.csv",
                   "scrapers/families/drupal.toml", "corpus/gold/floors.toml"):  # fmt: skip
        assert needed in names


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=str)
def test_locks_carry_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert text.count("--hash=sha256:") > 50
    for requirement in re.findall(r"^[a-zA-Z0-9_.-]+==.*$", text, re.MULTILINE):
        assert requirement.endswith("\\"), f"{requirement} has no hash"


@pytest.mark.parametrize("arguments", [["--help"], ["crawl", "--help"], ["status", "--help"]])
def test_help_imports_neither_spacy_nor_underthesea(arguments: list[str]) -> None:
    code = (
        "import sys; from pipeline.cli import main; main(sys.argv[1:]);"
        "print(sorted({'spacy', 'underthesea', 'trafilatura', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert "Usage: vanban" in done.stdout


def test_no_file_past_400_lines_without_a_reason() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if (lines := path.read_text().count("\n")) > 400
    }
    assert long == {}
