"""Hard document numbers and their look-alikes: every code read whole, and nothing else.

The table, `hard_numbers.toml`, was written from the grammar of documents alone, without a look
at the rules; a row that fails is a rule to mend, or the row's own `why` to be answered.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractors import extract
from extractors.facts import Reference

TABLE = tomllib.loads(
    Path(__file__).with_name("hard_numbers.toml").read_text(encoding="utf-8"),
)["row"]
ROW_KEYS = {"group", "text", "refs", "why", "doubtful", "reason"}
REF_KEYS = {"code", "type", "date", "issuer", "repaired"}


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence of the table with what it holds."""

    name: str
    group: str
    text: str
    refs: list[dict[str, Any]]
    why: str
    doubtful: bool
    reason: str


def rows() -> list[Row]:
    counts: dict[str, int] = {}
    out = []
    for entry in TABLE:
        group = entry["group"]
        counts[group] = counts.get(group, 0) + 1
        out.append(
            Row(
                name=f"{group}-{counts[group]:02d}",
                group=group,
                text=entry["text"],
                refs=entry["refs"],
                why=entry["why"],
                doubtful=entry.get("doubtful", False),
                reason=entry.get("reason", ""),
            ),
        )
    return out


ROWS = rows()


def params(*, doubtful: bool) -> list[Any]:
    return [pytest.param(row, id=row.name) for row in ROWS if row.doubtful is doubtful]


def folded(code: str | None) -> str:
    return (code or "").upper()


def plain(words: str | None) -> str:
    return " ".join((words or "").split())


def differences(row: Row, found: tuple[Reference, ...]) -> list[str]:
    """What the reading has otherwise than the row; empty where they agree."""
    wanted = [folded(ref["code"]) for ref in row.refs]
    given = [folded(ref.code) for ref in found]
    if wanted != given:
        return [f"codes {given} instead of {wanted}"]
    out = []
    for want, ref in zip(row.refs, found, strict=True):
        if "type" in want and folded(ref.type) not in want["type"].upper().split("|"):
            out.append(f"{ref.code}: type {ref.type} instead of {want['type']}")
        if "date" in want and (ref.date or "") != want["date"]:
            out.append(f"{ref.code}: date {ref.date} instead of {want['date'] or None}")
        if "issuer" in want and plain(ref.issuer) != want["issuer"]:
            out.append(f"{ref.code}: issuer {ref.issuer} instead of {want['issuer'] or None}")
        if "repaired" in want and ref.repaired is not want["repaired"]:
            out.append(f"{ref.code}: repaired {ref.repaired}")
    return out


def test_the_table_is_as_large_and_as_clean_as_it_claims() -> None:
    sure = [row for row in ROWS if not row.doubtful]
    assert sum(len(row.refs) for row in sure) >= 120
    assert sum(row.group == "lookalike" for row in sure) >= 40
    assert len({row.text for row in ROWS}) == len(ROWS)
    for entry, row in zip(TABLE, ROWS, strict=True):
        assert set(entry) <= ROW_KEYS, row.name
        assert row.why, row.name
        assert bool(row.reason) is row.doubtful, row.name
        assert (row.group == "lookalike") <= (not row.refs), row.name
        assert all("code" in ref and set(ref) <= REF_KEYS for ref in row.refs), row.name


@pytest.mark.parametrize("row", params(doubtful=False))
def test_every_number_is_read_whole_and_nothing_else(row: Row) -> None:
    facts = extract(row.text)
    assert [facts.text[r.start : r.end] for r in facts.references] == [
        r.quote for r in facts.references
    ]
    assert not differences(row, facts.references), row.why


@pytest.mark.parametrize("row", params(doubtful=True))
def test_what_the_grammar_leaves_open_is_reported(row: Row) -> None:
    wrong = differences(row, extract(row.text).references)
    if wrong:
        pytest.xfail(f"{row.reason}: {'; '.join(wrong)}")
