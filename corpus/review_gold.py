"""Judged texts as gold: all facts of a text, those that were judged as people say they are."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus import facts_rows
from corpus.judged import NOTICE
from corpus.reviews import listed
from extractors.facts import Facts, to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from corpus.facts_rows import Fact
    from corpus.reviews import Review

_LISTS = {
    "citations": "references", "dates": "dates", "scores": "scores",
    "recommendations": "recommendations", "findings": "findings",
}  # fmt: skip
_PLACE = ("start", "end", "antecedent")  # gold is compared by value


@dataclass(frozen=True, slots=True)
class GoldText:
    """One judged text: `row` as in a gold file, `left` facts not judged yet.

    `complete`: every fact was judged, and the text as a whole, so that nothing is missing.
    """

    id: str
    text: str
    row: dict[str, Any]
    left: int
    complete: bool


def gold(reviews: sqlite3.Connection, corpus: sqlite3.Connection) -> list[GoldText]:
    """Give the texts of which a fact was judged, in the order of their ids.

    What was judged wrong is left out, what was corrected stands corrected, the rest as it was
    read. A judgement that must be asked again changes nothing, and its text is not complete.
    """
    judged = {one.now: one for one in listed(reviews, corpus) if one.now is not None}
    again = {one.notice for one in listed(reviews, corpus, ask_again=True)}
    found = [_text(corpus, text_id, judged, again) for text_id in _texts(corpus, judged)]
    return sorted(found, key=lambda one: one.id)


def write(found: list[GoldText], path: Path) -> Path:
    """Write the rows to a file of JSON lines and each text beside it; gives the texts' folder.

    `vanban evaluate FILE --texts FOLDER` then compares the extractor with them.
    """
    folder = path.with_name(f"{path.stem}_texts")
    folder.mkdir(parents=True, exist_ok=True)
    for one in found:
        (folder / f"{one.id}.txt").write_text(one.text, encoding="utf-8")
    part = path.with_name(f".{path.name}.part")
    lines = [json.dumps(one.row, ensure_ascii=False) + "\n" for one in found]
    part.write_text("".join(lines), encoding="utf-8")
    part.replace(path)
    return folder


def _texts(corpus: sqlite3.Connection, judged: Mapping[str, Review]) -> Iterator[str]:
    names: dict[str, None] = {}
    for name, one in judged.items():
        query = (
            "SELECT id FROM texts WHERE current = 1 AND coalesce(attachment, notice) = ?"
            if one.kind == NOTICE
            else f"SELECT text_id FROM {one.kind} WHERE id = ?"
        )
        names.update(dict.fromkeys(text_id for (text_id,) in corpus.execute(query, (name,))))
    yield from names


def _text(
    corpus: sqlite3.Connection, text_id: str, judged: Mapping[str, Review], again: set[str]
) -> GoldText:
    (name, notice, text, published, province, title, genre, reform, areas) = corpus.execute(
        "SELECT coalesce(t.attachment, t.notice), t.notice, t.text, n.published, n.province_then,"
        " n.title, e.genre, e.reform, e.areas FROM texts AS t JOIN notices AS n ON n.id = t.notice"
        " JOIN extractions AS e ON e.text_id = t.id WHERE t.id = ?",
        (text_id,),
    ).fetchone()
    left = 0
    kept: dict[str, tuple[Fact, ...]] = {}
    for table, field in _LISTS.items():
        facts = []
        for fact_id, fact in _named(corpus, table, text_id):
            review = judged.get(fact_id)
            left += review is None or review.verdict is None
            if review is None or review.verdict != "wrong":
                facts.append(_as_judged(fact, review))
        kept[field] = tuple(facts)
    whole = judged.get(name)
    complete = left == 0 and notice not in again and whole is not None and whole.verdict == "right"
    facts_of_text: Any = Facts(
        text,
        genre,
        bool(reform),
        tuple(json.loads(areas)),
        **kept,  # type: ignore[arg-type]  # lists by field
    )
    row = {"id": name, "published": published, "province": province, "title": title,
           **_without_places(to_json(facts_of_text)), "complete": complete}  # fmt: skip
    return GoldText(name, text, row, left, complete)


def _named(corpus: sqlite3.Connection, table: str, text_id: str) -> Iterator[tuple[str, Fact]]:
    """Give the facts of a text with their ids, in reading order."""
    names = corpus.execute(
        f"SELECT id FROM {table} WHERE text_id = ? ORDER BY start_char, end_char, id", (text_id,)
    ).fetchall()
    facts = facts_rows.load(corpus, text_id)[table]
    yield from zip((name for (name,) in names), facts, strict=True)


def _as_judged(fact: Fact, review: Review | None) -> Fact:
    if review is None or not review.corrections:
        return fact
    values: Any = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in review.corrections.items()
    }
    return dataclasses.replace(fact, **values)


def _without_places(row: dict[str, object]) -> dict[str, object]:
    def item(one: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in one.items() if key not in _PLACE}

    return {
        key: [item(one) for one in value] if key in _LISTS.values() and isinstance(value, list)
        else value
        for key, value in row.items()
    }  # fmt: skip
