"""Every case of `identity_cases.toml`, from the text to the document, as a nightly run does it."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from pathlib import Path

import pytest

from corpus import documents, store
from corpus.database import open_corpus
from corpus.records import Reading, Site
from corpus.seen import put_site
from corpus.units import successor_of
from extractors import extract
from extractors.facts import Context
from scrapers.notice import Notice

CASES = tomllib.loads((Path(__file__).parent / "identity_cases.toml").read_text("utf-8"))["case"]
_MARKED = re.compile(r"«([^»]*)»")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    held = open_corpus(tmp_path_factory.mktemp("empty") / "corpus.db")
    yield held
    held.close()


@pytest.fixture
def corpus_db(empty):
    held = sqlite3.connect(":memory:", isolation_level=None)
    empty.backup(held)
    held.execute("PRAGMA foreign_keys = ON")
    yield held
    held.close()


def put(connection, told, number):
    """Store one notice of a case; gives the citations that are asked for, in order."""
    province = told.get("province", "Đồng Tháp") or None
    published, title = told.get("published", "2024-05-01"), told.get("title", f"Tin {number}")
    text = told["text"].replace("«", "").replace("»", "")
    facts = extract(text, Context(published=published, province=province, title=title))
    assert len(facts.text) == len(text)  # nếu không, chỗ đánh dấu không còn đúng
    put_site(connection, Site(f"st{number}", province=province))
    reading = Reading(
        site=f"st{number}",
        identity="1",
        notice=Notice(f"https://st{number}.example/1", f"st{number}", title, text, published),
        facts=facts,
        first_seen="2026-01-01T00:00:00Z",
        last_seen="2026-01-01T00:00:00Z",
        province=province,
        genre=told.get("genre", "news"),
    )
    notice = store.put(connection, reading)
    return [
        (notice, at, at + len(found[1]))
        for nth, found in enumerate(_MARKED.finditer(told["text"]))
        for at in [found.start() - 2 * nth]
    ]


def decided(connection, places):
    """Give what was decided on each asked citation, in order."""
    rows = []
    for notice, start, end in places:
        row = connection.execute(
            "SELECT c.document, c.document_from, c.unresolved, c.candidates, d.jurisdiction,"
            " d.jurisdiction_from, d.notice IS NOT NULL FROM citations AS c"
            " LEFT JOIN documents AS d ON d.id = c.document"
            " WHERE c.notice = ? AND c.start_char < ? AND c.end_char > ?",
            (notice, end, start),
        ).fetchall()
        assert len(row) == 1, "the mark does not stand on one citation"
        rows += row
    return rows


def named(rows):
    """Give the decisions as a case writes them: "A B ?year_missing"."""
    letters: dict[str, str] = {}
    return " ".join(
        letters.setdefault(document, chr(65 + len(letters))) if document else f"?{why}"
        for document, _, why, *_ in rows
    ), {letter: document for document, letter in letters.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])  # thứ tự không quyết định
def test_case(corpus_db, case, turned):
    numbered = list(enumerate(case["notices"]))
    places = {}
    for number, told in reversed(numbered) if turned else numbered:
        places[number] = put(corpus_db, told, number)
        if turned:
            documents.link(corpus_db)
    documents.link(corpus_db)
    rows = decided(corpus_db, [place for number, _ in numbered for place in places[number]])
    means, letters = named(rows)
    assert means == case["means"], case["reason"]
    if "jurisdictions" in case:
        assert [row[4] or "" for row in rows] == case["jurisdictions"]
    if "told_by" in case:
        assert [row[5] for row in rows] == case["told_by"]
    if "found_by" in case:
        assert [row[1] for row in rows] == case["found_by"]
    if "held" in case:
        held = [letter for letter, name in letters.items() for r in rows if r[0] == name and r[6]]
        assert "".join(sorted(set(held))) == case["held"]
    if "candidates" in case:
        listed = dict(json.loads(rows[-1][3] or "[]"))
        assert set(listed) == {letters[name] for name in case["candidates"].split()}
        assert all(0 < score < 1 for score in listed.values())
    for old, new, since in case.get("successor", []):
        assert successor_of(old) == (new, since)


def test_enough_cases_and_each_says_why():
    assert len(CASES) >= 80
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(case["reason"] for case in CASES)
