"""`vanban extract` into an empty corpus: filled at once, with the rows that one by one gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pipeline import run
from tests.pipeline.test_extract import Operator, edit, operator

__all__ = ["operator"]


@contextmanager
def _one_by_one(*_: object) -> Iterator[bool]:
    yield False


def test_an_empty_corpus_is_filled_with_what_one_by_one_gives(
    operator: Operator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Có bài và tệp đã sửa: những bài ấy có nhiều phiên bản."""
    edit(operator, "84,95%", "12")
    edit(operator, "85,10%")
    operator.read()
    at_once = operator.everything()
    assert len(at_once["notices"]) == 6
    assert len(at_once["texts"]) > 7
    (operator.data / "corpus.db").unlink()
    monkeypatch.setattr(run, "first_load", _one_by_one)
    operator.read()
    assert operator.everything() == at_once
