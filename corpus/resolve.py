"""From the mentions of one number to the documents they mean; nothing merges on a guess."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.identity import is_law_name
from corpus.mention import Case, Mention, identity_of
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.mention import Identity

_SAME_SUBJECT = 0.6
# The same notice names it in full; the same day; the same subject; a notice of its year.
_EVIDENCE = ((4, "same_notice"), (3, "same_date"), (2, "subject"), (1, "year_of_notice"))


class Decision(NamedTuple):
    """The document a mention means with how it was found, or why there is none."""

    document: str | None
    found_by: str | None
    unresolved: str | None
    candidates: str | None = None  # JSON list of [document, score]


def resolve(mentions: Iterable[Mention]) -> tuple[dict[str, Decision], dict[str, list[Case]]]:
    """Decide on all mentions of one number together.

    Gives the decision of each mention by its id, and the cases that tell each document by the
    document's id. The order of the mentions does not matter.
    """
    cases = [Case(m, *identity_of(m)) for m in sorted(mentions, key=lambda m: m.id)]
    is_dated = any(c.identity.year for c in cases if is_law_name(c.mention.quote))
    full = [case for case in cases if _is_full(case, is_dated=is_dated)]
    decisions: dict[str, Decision] = {}
    documents: dict[str, list[Case]] = defaultdict(list)
    for case in full:
        if case.identity.jurisdiction is not None:
            _settle(case, case.identity, "identity", decisions, documents)
    agreeing: dict[Identity, list[str]] = {}  # mentions that tell the same ask only once
    for case in full:
        if case.identity.jurisdiction is None:
            _place_unknown(case, agreeing, decisions, documents)
    known = _Known(documents)
    for case in cases:
        if case.mention.id not in decisions and case.mention.antecedent is None:
            decisions[case.mention.id] = known.find(case)
    for case in cases:
        if case.mention.id not in decisions:
            root = decisions.get(case.mention.antecedent or "")
            decisions[case.mention.id] = (
                root._replace(found_by="antecedent" if root.document else None)
                if root
                else Decision(None, None, "antecedent_missing")
            )
    return decisions, dict(documents)


def _is_full(case: Case, *, is_dated: bool) -> bool:
    """Give whether a mention alone tells which document it means.

    A law's name is enough as long as no mention (`is_dated`) tells that there is one of some year.
    """
    identity = case.identity
    if case.mention.antecedent is not None and identity.family in {"number", "name"}:
        return False
    if identity.family == "name":
        is_known = identity.year is not None or not is_dated
        return is_known and is_law_name(case.mention.quote)
    if identity.family == "assembly":
        return True
    return identity.symbol is not None and (identity.year is not None or case.mention.own)


def _settle(
    case: Case,
    identity: Identity,
    found_by: str,
    decisions: dict[str, Decision],
    documents: dict[str, list[Case]],
) -> None:
    documents[identity.id].append(Case(case.mention, identity, case.source))
    decisions[case.mention.id] = Decision(identity.id, found_by, None)


def _place_unknown(
    case: Case,
    agreeing: dict[Identity, list[str]],
    decisions: dict[str, Decision],
    documents: dict[str, list[Case]],
) -> None:
    """A number of nobody knows whom: unresolved where known documents of its day could be it.

    Else it is a document of this publication alone, never merged with another's.
    """
    if case.identity not in agreeing:
        agreeing[case.identity] = [
            name
            for name, told in documents.items()
            if told[0].identity.jurisdiction is not None
            and _agrees(told[0].identity, case.identity)
        ]
    scores = {
        name: 0.9 if documents[name][0].mention.date == case.mention.date else 0.5
        for name in agreeing[case.identity]
    }
    same_notice = {
        name for name in scores
        if any(other.mention.notice == case.mention.notice for other in documents[name])
    }  # fmt: skip
    if len(same_notice) == 1:
        decisions[case.mention.id] = Decision(same_notice.pop(), "same_notice", None)
    elif scores:
        decisions[case.mention.id] = Decision(None, None, "jurisdiction_missing", _listed(scores))
    else:
        alone = replace(case.identity, only_in=case.mention.work)
        _settle(case, alone, "identity", decisions, documents)


def _agrees(known: Identity, told: Identity) -> bool:
    """Give whether a document is all that an incomplete mention tells of it."""
    return all(
        mine is None or mine == theirs
        for mine, theirs in (
            (told.family if told.family != "number" else None, known.family),
            (told.type, known.type),
            (told.symbol, known.symbol),
            (told.year, known.year),
            (told.jurisdiction, known.jurisdiction),
        )
    )


class _Known:
    """The documents of one number, against which incomplete mentions are held."""

    def __init__(self, documents: dict[str, list[Case]]) -> None:
        self.identity = {name: told[0].identity for name, told in documents.items()}
        self.notices = {name: {c.mention.notice for c in told} for name, told in documents.items()}
        self.dates = {name: {c.mention.date for c in told} for name, told in documents.items()}
        self.subjects = {
            name: Counter(c.mention.subject for c in told if c.mention.subject)
            for name, told in documents.items()
        }
        self._agreeing: dict[Identity, list[str]] = {}

    def _agreeing_with(self, asked: Identity) -> list[str]:
        if asked not in self._agreeing:
            self._agreeing[asked] = [
                name for name, known in self.identity.items() if _agrees(known, asked)
            ]
        return self._agreeing[asked]

    def find(self, case: Case) -> Decision:
        """Decide on a mention that lacks year, symbol or both."""
        mention, told = case.mention, case.identity
        # Without a symbol nobody says whose number it is; the site alone is no sign of it.
        asked = replace(told, jurisdiction=None) if told.family == "number" else told
        scores = {
            name: self._score(name, mention)
            for name in self._agreeing_with(asked)
            if mention.published is None
            or (self.identity[name].year or "") <= mention.published[:4]
        }
        is_law = is_law_name(mention.quote)
        if told.family == "name" and not is_law:
            return Decision(None, None, "number_missing")
        why = "symbol_missing" if told.symbol is None and not is_law else "year_missing"
        for least, found_by in _EVIDENCE:
            sure = [name for name, score in scores.items() if score >= least]
            if len(sure) == 1 and (least > 1 or (told.symbol and len(scores) == 1)):
                return Decision(sure[0], found_by, None)
            if len(sure) > 1:
                return Decision(None, None, "several_candidates", _listed(scores))
        return Decision(None, None, why, _listed(scores) if scores else None)

    def _score(self, name: str, mention: Mention) -> float:
        """Give how strong the evidence is that a mention means a document, as in `_EVIDENCE`."""
        if mention.notice in self.notices[name]:
            return 4
        if mention.date and mention.date in self.dates[name]:
            return 3
        subjects = self.subjects[name]
        if mention.subject and any(
            overlap(mention.subject, s) >= _SAME_SUBJECT for s in subjects if s
        ):
            return 2
        year = self.identity[name].year
        near = mention.published and year and int(mention.published[:4]) - int(year) <= 1
        return 1 if near else 0.3


def overlap(one: str, other: str) -> float:
    """Give how much two phrases share, 0 to 1, by words."""
    a, b = Counter(fold(one).split()), Counter(fold(other).split())
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 0.0


def _listed(scores: dict[str, float]) -> str:
    return json.dumps(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:20])
