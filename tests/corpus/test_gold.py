"""The project's own gold is whole, and the extractors stay above their floors on it."""

from __future__ import annotations

import re
from datetime import date

import pytest

import extractors
from corpus import floors, own_gold
from corpus.evaluate import evaluate
from extractors.text import normalise

ROWS = own_gold.rows()
TEXTS = own_gold.texts()
KINDS = ("references", "dates", "scores", "recommendations", "findings")
SAVED_PAGES = {"057", "058", "059"}  # their furniture carries days that are no facts
GENRES = {"document", "document_page", "news", "report", "other"}
AREAS = {
    "steering", "institutions", "procedures", "apparatus", "civil_service", "public_finance",
    "digital", "impact",
}  # fmt: skip


def test_there_are_at_least_a_hundred_notices() -> None:
    assert len({row["id"][:3] for row in ROWS}) >= 100
    assert {row["id"] for row in ROWS} == set(TEXTS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_annotation_quotes_its_text(row: dict) -> None:
    text = TEXTS[row["id"]]
    for kind in KINDS:
        for item in row[kind]:
            assert normalise(item["text"]) in text, (kind, item["text"])
    assert row["genre"] in GENRES
    assert set(row["areas"]) | set(row.get("areas_optional", [])) <= AREAS
    for item in row["dates"]:
        if item["from"] and item["to"]:
            assert date.fromisoformat(item["from"]) <= date.fromisoformat(item["to"])
    for item in row["recommendations"]:
        assert item["kind"] in {"directive", "recommendation", "commitment"}
        assert item["deadline"] is None or date.fromisoformat(item["deadline"])


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["id"] not in SAVED_PAGES], ids=lambda row: row["id"]
)
def test_each_annotation_is_complete_in_what_can_be_seen(row: dict) -> None:
    # Mọi "ngày d/m/yyyy" của văn bản đều có trong mục dates.
    text = TEXTS[row["id"]]
    given = " ".join(normalise(item["text"]) for item in row["dates"])
    for day in re.findall(r"ngày \d{1,2}/\d{1,2}/\d{4}", text):
        assert day.removeprefix("ngày ") in given, day


def test_accuracy_is_above_its_floors() -> None:
    read = []
    for row in ROWS:
        context = extractors.Context(row.get("published"), row.get("province"), row.get("title"))
        facts = extractors.extract(TEXTS[row["id"]], context)
        read.append({"id": row["id"], **extractors.to_json(facts)})
    report = evaluate(ROWS, read, TEXTS)
    digest = floors.digest_of(own_gold.paths())
    assert floors.below(report, floors.load(), digest) == []
