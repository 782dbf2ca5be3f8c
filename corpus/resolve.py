"""From the mentions of one number to the documents they mean; nothing merges on a guess."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from corpus.evidence import EVIDENCE, Known
from corpus.identity import is_law_name
from corpus.mention import Case, Mention, case_of
from corpus.variants import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.mention import Identity

__all__ = ["EVIDENCE", "Decision", "resolve"]

_LISTED = 20  # candidates of one mention


class Decision(NamedTuple):
    """The document a mention means with how it was found, or why there is none.

    `candidates` is a JSON list of [document, score], scores from 0 to 1: the one that it was
    taken for on evidence, or those that it may be. None where the mention itself tells all.
    """

    document: str | None
    found_by: str | None
    unresolved: str | None
    candidates: str | None = None


def resolve(mentions: Iterable[Mention]) -> tuple[dict[str, Decision], dict[str, list[Case]]]:
    """Decide on all mentions of one number together.

    Gives the decision of each mention by its id, and the cases that tell each document by the
    document's id. The order of the mentions does not matter.
    """
    deciding = _Deciding([case_of(m) for m in sorted(mentions, key=lambda m: m.id)])
    deciding.settle_full()
    deciding.merge_variants()
    deciding.place_unknown()
    deciding.find_incomplete()
    deciding.follow_antecedents()
    return deciding.decisions, dict(deciding.documents)


class _Deciding:
    """The steps from plain to open mentions; each takes only what the ones before it left."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases = cases
        self.decisions: dict[str, Decision] = {}
        self.documents: dict[str, list[Case]] = defaultdict(list)
        dated = any(c.identity.year for c in cases if is_law_name(c.mention.quote))
        self.full = [c for c in cases if not c.impossible and _is_full(c, is_dated=dated)]

    def settle_full(self) -> None:
        for case in self.full:
            if case.identity.jurisdiction is not None and case.identity.era is not None:
                self._settle(case, case.identity, "known_name" if case.known_as else "identity")

    def _settle(self, case: Case, identity: Identity, found_by: str) -> None:
        settled = case if identity is case.identity else replace(case, identity=identity)
        self.documents[identity.id].append(settled)
        self.decisions[case.mention.id] = Decision(identity.id, found_by, None)

    def merge_variants(self) -> None:
        for name, merge in sorted(merged(self.documents).items()):
            identity = self.documents[merge.into][0].identity
            for case in self.documents.pop(name):
                self.documents[merge.into].append(replace(case, identity=identity))
                self.decisions[case.mention.id] = Decision(
                    merge.into, merge.found_by, None, _listed({merge.into: merge.score})
                )

    def place_unknown(self) -> None:
        """A number of nobody knows whom: unresolved where known documents of its day could be it.

        Else it is a document of this publication alone, never merged with another's.
        """
        agreeing: dict[tuple[Identity, tuple[str, ...]], list[str]] = {}
        known = Known(self.documents)
        for case in self.full:
            if case.mention.id in self.decisions:
                continue
            key = (case.identity, case.among)
            if key not in agreeing:  # mentions that tell the same ask only once
                agreeing[key] = known.agreeing(case.identity, case.among)
            scores = {name: known.score(name, case.mention) for name in agreeing[key]}
            why = "jurisdiction_missing" if case.identity.jurisdiction is None else "date_missing"
            told = [n for n in scores if known.same_day_and_subject(n, case.mention)]
            if len(told) == 1:
                score = _listed({told[0]: EVIDENCE["same_notice"]})
                self.decisions[case.mention.id] = Decision(told[0], "subject", None, score)
            elif scores:
                self.decisions[case.mention.id] = _chosen(scores, why, sure=("same_notice",))
            else:
                alone = replace(case.identity, only_in=case.mention.work)
                self._settle(case, alone, "identity")

    def find_incomplete(self) -> None:
        """Decide on mentions that lack year, symbol or both, or whose year cannot be."""
        known = Known(self.documents)
        for case in self.cases:
            if case.mention.id not in self.decisions and case.mention.antecedent is None:
                self.decisions[case.mention.id] = _found(case, known)

    def follow_antecedents(self) -> None:
        for case in self.cases:
            if case.mention.id in self.decisions:
                continue
            root = self.decisions.get(case.mention.antecedent or "")
            self.decisions[case.mention.id] = (
                root._replace(found_by="antecedent" if root.document else None)
                if root
                else Decision(None, None, "antecedent_missing")
            )


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
        return identity.symbol is not None and identity.symbol[-1].isdigit()
    return identity.symbol is not None and identity.year is not None


def _found(case: Case, known: Known) -> Decision:
    mention, told = case.mention, case.identity
    is_law = is_law_name(mention.quote)
    if told.family == "name" and not is_law:
        return Decision(None, None, "number_missing")
    asked = told
    if told.family == "number":
        # Without a symbol nobody says whose number it is; the site alone is no sign of it.
        asked = replace(told, jurisdiction=None)
    if case.impossible:
        asked = replace(asked, year=None, normative=False)
    scores = {
        name: known.score(name, mention, wrong_year=case.impossible)
        for name in known.agreeing(asked, () if told.family == "number" else case.among)
        if known.can_be_cited(name, mention)
    }
    if case.impossible:
        return _chosen(scores, "year_wrong", sure=("same_notice", "wrong_year", "subject"))
    why = "symbol_missing" if told.symbol is None and not is_law else "year_missing"
    sure = tuple(EVIDENCE) if told.symbol else ("same_notice", "same_date", "subject")
    return _chosen(scores, why, sure=sure)


def _chosen(scores: Mapping[str, float], why: str, *, sure: Iterable[str]) -> Decision:
    """Give the one candidate that a sure kind of evidence speaks for, else why it is open."""
    for found_by in sure:
        best = [name for name, score in scores.items() if score >= EVIDENCE[found_by]]
        alone = len(scores) == 1 or EVIDENCE[found_by] > EVIDENCE["year_of_notice"]
        if len(best) == 1 and alone:
            return Decision(best[0], found_by, None, _listed({best[0]: scores[best[0]]}))
        if len(best) > 1:
            break
    reason = "several_candidates" if len(scores) > 1 and why.endswith("_missing") else why
    if why in {"jurisdiction_missing", "date_missing"}:
        reason = why
    return Decision(None, None, reason, _listed(scores) if scores else None)


def _listed(scores: Mapping[str, float]) -> str:
    return json.dumps(sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_LISTED])
