"""What the page of one document shows: who cites it, each publication once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.web import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.cite import Citing, Unresolved


@dataclass(frozen=True, slots=True)
class CitingWork:
    """A publication that cites a document: one of its notices, and its words, each once."""

    first: Citing
    quotes: tuple[tuple[str, str], ...]  # how it cites, as read out, and the quote


def by_work(mentions: Iterable[Citing]) -> list[CitingWork]:
    """Give the mentions of a document by publication, in the order in which they come."""
    return _grouped((citing, words.value("relation", citing.relation)) for citing in mentions)


def unresolved_by_work(mentions: Iterable[Unresolved]) -> list[CitingWork]:
    """Give mentions without a document by publication, each with why it has none."""
    return _grouped((each.citing, words.value("reason", each.reason)) for each in mentions)


def _grouped(mentions: Iterable[tuple[Citing, str]]) -> list[CitingWork]:
    works: dict[str, list[tuple[Citing, str]]] = {}
    for citing, tag in mentions:
        works.setdefault(citing.work, []).append((citing, tag))
    return [
        CitingWork(
            told[0][0],
            tuple(dict.fromkeys((tag, " ".join(citing.quote.split())) for citing, tag in told)),
        )
        for told in works.values()
    ]
