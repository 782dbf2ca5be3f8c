"""Every key that the corpus writes is read out in Vietnamese on the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import corpus
from corpus.evidence import EVIDENCE
from corpus.relations import CHANGES
from corpus.web import words
from corpus.web.cells import web_link
from extractors.document_types import RELATIONS, RELATIONS_RIGHT
from scrapers.status import Status

ROOM = Path(corpus.__file__).parent
REASONS = {
    "antecedent_missing", "jurisdiction_missing", "number_missing", "several_candidates",
    "symbol_missing", "year_missing", "date_missing", "year_wrong",
}  # fmt: skip
KEYS = [
    # (bảng, cột, các giá trị)
    ("pages", "status", set(map(str, Status))),
    ("problems", "kind", {*map(str, Status), "undeclared", "archive", "encrypted", "scanned"}),
    ("attachments", "problem", {"empty", "encrypted", "broken", "too_large", "scanned",
                                "unsupported", "not_fetched", "elsewhere", "bomb",
                                "too_many_pages", "too_many_entries", "too_nested", "timeout",
                                "memory", "crashed", "no_reader"}),
    ("citations", "unresolved", REASONS),
    ("unresolved", "reason", REASONS),
    ("citations", "document_from", {"identity", "antecedent", "known_name", *EVIDENCE}),
    ("citations", "relation", {*RELATIONS.values(), *RELATIONS_RIGHT.values(), "mentions"}),
    ("relations", "kind", {*CHANGES, "based_on", "implements"}),
    ("documents", "jurisdiction_from", {"issuer", "symbol", "name", "site", "given", "text"}),
    ("documents", "family", {"state", "party", "assembly", "number", "name"}),
    ("notices", "province_from", {"site", "given", "text"}),
    ("notices", "published_from", {"selector", "listing", "url", "feed", "metadata", "given",
                                   "title", "meta_line"}),
    ("dates", "year_source", {"explicit", "sentence", "reference", "title", "published"}),
    ("stale_sites", "why", {"never_visited", "visit_failed", "no_notice", "nothing_new"}),
    ("pages", "kind", {"notice", "attachment", "listing", "other"}),
    ("agencies", "level", {"central", "province", "district", "commune", "unit"}),
    ("provinces", "scheme", {"2004", "2025"}),
    ("sites", "state", {"unverified", "alive"}),
    ("visits", "status", {"ok", "interrupted"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "keys"), KEYS, ids=[f"{t}.{c}" for t, c, _ in KEYS])
def test_a_key_has_words(table, column, keys):
    read_out = {key: words.value(column, key, table) for key in keys}
    assert [key for key, told in read_out.items() if told in {key, ""}] == []


def test_the_keys_are_those_that_the_code_writes():
    code = (ROOM / "resolve.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"(\w+_missing|several_\w+|year_wrong)"', code)) == REASONS
    views = (ROOM / "views.py").read_text(encoding="utf-8").split("VIEW stale_sites")[1]
    written = set(re.findall(r"(?:THEN|ELSE) '(\w+)'", views))
    assert written == {c: k for _, c, k in KEYS}["why"]


def test_what_follows_the_key_of_a_problem_is_kept():
    # tên tệp lưu trữ và lý do là của máy, không dịch
    told = words.value("problem", "archive: a.warc.gz: no record", "attachments")
    assert told == "không đọc được bản lưu: a.warc.gz: no record"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("file:///home/ai/van%20ban/k%E1%BA%BF%20ho%E1%BA%A1ch.docx", "kế hoạch.docx"),
        ("file:///C:/Users/ai/bao-cao.pdf", "bao-cao.pdf"),
        ("file:///srv/luu/goi.zip#trong/tin.html", "goi.zip"),
        ("file:///", "tệp trên máy"),
        ("file:///thu-muc/", "thu-muc"),
        ("file:///a/%3Cscript%3E.txt", "&lt;script&gt;.txt"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("http://a.vn/b", '<a href="http://a.vn/b" rel="noreferrer">a.vn</a>'),
    ],
)  # fmt: skip
def test_of_a_file_of_ones_own_only_the_name_is_shown(url, shown):
    assert str(web_link(url)) == shown
