"""Spellings of one number that tell two documents, and yet mean one: with how sure that is.

Nothing merges on a likeness alone. Two identities that differ in a slip of the symbol, in the
type word or in a unit left out merge where number, body, place and the very day agree; where they
differ in the year, day and month and the subject must agree, and the rest of the corpus be of one
mind. Where more than one fits, none merges.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from corpus.identity import symbol_key
from corpus.subjects import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.mention import Case, Identity

SAME_DATE, WRONG_YEAR = 0.95, 0.9
_JOINT = frozenset({"TTLT", "NQLT"})
_OF_ONE_MIND = 3  # publications that tell another year than one alone
_MOST = 40  # identities of one number and day that are compared pair by pair


class Merged(NamedTuple):
    """The document that an identity's mentions mean after all, and the evidence."""

    into: str
    found_by: str
    score: float


def merged(documents: Mapping[str, list[Case]]) -> dict[str, Merged]:
    """Give the documents that are another spelling of another, by their id."""
    found = _same_date(documents)
    left = {name: told for name, told in documents.items() if name not in found}
    for name, into in _wrong_year(left):
        found.setdefault(name, Merged(into, "wrong_year", WRONG_YEAR))
    return {name: _followed(found, merge) for name, merge in found.items()}


def _followed(found: Mapping[str, Merged], merge: Merged) -> Merged:
    onward = found.get(merge.into)
    return merge._replace(into=onward.into) if onward else merge


def _same_date(documents: Mapping[str, list[Case]]) -> dict[str, Merged]:
    by_day: dict[tuple[str | None, ...], set[str]] = defaultdict(set)
    for name, told in documents.items():
        identity = told[0].identity
        if identity.jurisdiction is None or identity.family in {"name", "assembly"}:
            continue
        province = identity.jurisdiction.split(" / ")[0]
        for date in {c.mention.date for c in told} - {None}:
            by_day[identity.family, identity.number, province, identity.era, date].add(name)
    linked: dict[str, set[str]] = defaultdict(set)
    for names in by_day.values():
        for one, other in combinations(sorted(names)[:_MOST], 2):
            if _same_but_for_slips(documents[one], documents[other]):
                linked[one].add(other)
                linked[other].add(one)
    found: dict[str, Merged] = {}
    for group in _groups(linked):
        # A short form that fits two longer ones tells neither.
        if all(other in linked[one] for one, other in combinations(group, 2)):
            best = min(group, key=lambda name: _rank(documents[name], name))
            found |= {n: Merged(best, "same_date", SAME_DATE) for n in group if n != best}
    return found


def _groups(linked: Mapping[str, set[str]]) -> Iterator[list[str]]:
    seen: set[str] = set()
    for start in sorted(linked):
        group, waiting = [], [start]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                group.append(name)
                waiting += linked[name]
        if group:
            yield sorted(group)


def _rank(told: list[Case], name: str) -> tuple[bool, int, int, str]:
    """Give what goes before: the document itself, then what most publications say."""
    holds = any(case.mention.holds for case in told)
    return not holds, -len({c.mention.work for c in told}), -len(told), name


def _same_but_for_slips(one: list[Case], other: list[Case]) -> bool:
    a, b = one[0].identity, other[0].identity
    if not _same_place(a.jurisdiction, b.jurisdiction):
        return False
    if a.type == b.type:
        return _same_body(a, b)
    return not _symbols(one).isdisjoint(_symbols(other))  # the type word is the slip


def _symbols(told: list[Case]) -> set[tuple[str, str | None]]:
    """Give the symbols with the type's letters as they are: ĐA is not DA."""
    written = {c.mention.symbol for c in told if c.mention.symbol}
    return {(re.split(r"[-/]", symbol)[0].upper(), symbol_key(symbol)) for symbol in written}


def _same_place(one: str | None, other: str | None) -> bool:
    """Give whether two places are one, the district told or not: a commune lies in one."""
    a, b = sorted(((place or "").split(" / ") for place in (one, other)), key=len)
    return a == b or (len(a) > 1 and len(b) > len(a) and [b[0], b[-1]] == a)


def _same_body(a: Identity, b: Identity) -> bool:
    """Give whether two symbols are of one body: the same, or one leaves out the unit."""
    one, other = sorted(((a.symbol or ""), (b.symbol or "")), key=len)
    if one == other:
        return True
    if a.type in _JOINT and sorted(one.split("-")) == sorted(other.split("-")):
        return True
    first, other_first = one.split("-")[0], other.split("-")[0]
    return bool(one) and first == other_first and other.startswith(one)


def _wrong_year(documents: Mapping[str, list[Case]]) -> Iterator[tuple[str, str]]:
    """Find what one publication alone dates in another year than all others do."""
    rows: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name, told in documents.items():
        i = told[0].identity
        if i.jurisdiction and i.year and i.family == "state" and not i.normative:
            rows[i.type, i.number, i.symbol, i.jurisdiction].append(name)
    for names in rows.values():
        for name in names if len(names) > 1 else ():
            told = documents[name]
            if len({c.mention.work for c in told}) > 1 or any(c.mention.own for c in told):
                continue
            fits = [
                other for other in names if other != name and _is_slip_of(told, documents[other])
            ]
            if len(fits) == 1:
                yield name, fits[0]


def _is_slip_of(alone: list[Case], others: list[Case]) -> bool:
    works = {c.mention.work for c in others} - {alone[0].mention.work}
    if len(works) < _OF_ONE_MIND and not any(c.mention.holds for c in others):
        return False
    days = {c.mention.date[5:] for c in others if c.mention.date}
    if not all(c.mention.date and c.mention.date[5:] in days for c in alone):
        return False
    mine = [c.mention.subject for c in alone if c.mention.subject]
    theirs = {c.mention.subject for c in others if c.mention.subject}
    return bool(mine) and all(
        any(alike(one, other) and _years(one) == _years(other) for other in theirs) for one in mine
    )


def _years(subject: str) -> set[str]:
    return set(re.findall(r"(?:19|20)\d\d", subject))
