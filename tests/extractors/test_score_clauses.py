"""Clauses of results: comparisons, ranks with values, lists, parts; leaders, places in turn.

The cases stand in `score_clauses.toml`, `score_ways.toml` and `score_slots.toml`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractors import atoms, dates, references, scores
from extractors.facts import Context
from extractors.score_comparisons import Comparisons
from extractors.text import fold
from extractors.words import Words

CASES = [
    (kind, case)
    for name in ("score_clauses.toml", "score_ways.toml", "score_slots.toml")
    for kind, cases in tomllib.loads(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
    ).items()
    for case in cases
]


def shown(value):
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, (int, float)) else value


def told(text):
    scan = atoms.scan(text, Context())
    cited = references.find(scan)
    out = []
    for s in scores.find(scan, cited, dates.find(scan, cited)):
        what = s.name if s.indicator == "OTHER" else s.indicator
        change = s.change if s.change is not None else s.rank_change
        parts = (what, s.subject, s.period, s.value, s.rank, change)
        out.append(" | ".join(shown(part) for part in parts))
    return out


@pytest.mark.parametrize("case", [pytest.param(case, id=kind) for kind, case in CASES])
def test_each_result_is_told_once_with_its_own_words(case):
    assert told(case["text"]) == case["told"]


COMPARISONS = [
    # giá trị cũ trong ngoặc thuộc phần so sánh
    ("tăng 1,2% so với năm 2021 (90,9%); xếp thứ 2", ["so với năm 2021 (90,9%)"]),
    # ngoặc nói mức tăng của kết quả không thuộc phần so sánh
    ("đạt 90% so với năm 2021 (tăng 3 bậc)", ["so với năm 2021"]),
    # phần hơn đứng sau mức bình quân
    ("thấp hơn mức bình quân cả nước 1,2%", ["thấp hơn mức bình quân cả nước "]),
    # "mặt bằng chung" không phải là "bằng"
    ("mặt bằng chung toàn khối là 87%", []),
    # ngày không phải là hạng cũ
    ("từ ngày 1/8 đến hết tháng 10", []),
    # hạng cũ có năm
    ("từ thứ 51 (năm 2020) vươn lên thứ 31", ["từ thứ 51 (năm 2020)"]),
]


@pytest.mark.parametrize(("text", "expected"), COMPARISONS)
def test_comparisons(text, expected):
    folded = fold(text)
    found = Comparisons(Words(folded))
    assert [folded[c.start : c.end] for c in found.all] == expected
    assert len(found.blanked()) == len(folded)
