"""Whose a result is, where the ranking does not name the body beside the rank."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.bodies import Body, listed_left
from extractors.score_names import NAME_RIGHT

if TYPE_CHECKING:
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft

MEAN = re.compile(
    r"(?<!\w)(?<!nhóm\s)(?<!loại\s)(?<!hạng\s)(?:trung\s+bình(?!\s+(?:cao|thấp|khá))|bình\s+quân)(?!\w)"
)
_UNIT_ONLY = re.compile(r"tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường")
_VERB = 24  # characters that a verb and its adverbs take between a body and its result


def beside(around: Surroundings, draft: Draft, last: list[Body]) -> list[Body]:
    """Give the bodies of the clause before a result; `last` are those of the result before.

    A mere group far from the verb gives way to a body known by name.
    """
    if draft.bodies:
        return draft.bodies
    scan = around.scan
    clause = max(draft.left, scan.text.rfind(";", draft.left, draft.start) + 1)
    bodies = listed_left(scan, around.bodies(clause, draft.start), clause, draft.start)
    if draft.is_first or not bodies or bodies[-1].is_named or not last or not last[0].is_named:
        return bodies
    is_mean = MEAN.search(scan.folded, draft.left, draft.start)
    return bodies if is_mean or draft.start - bodies[-1].end <= _VERB else last


def elsewhere(around: Surroundings, draft: Draft, last: list[Body]) -> list[Body]:
    """Give the bodies of a result that has none beside it: after it, or carried on."""
    return _right(around, draft) or _carried(around, draft, last)


def _right(around: Surroundings, draft: Draft) -> list[Body]:
    """The body of "100% TTHC thuộc thẩm quyền của Sở Tài chính"."""
    right = NAME_RIGHT.match(around.scan.text, draft.end, draft.sentence.end)
    if right is None or draft.rank is not None:
        return []
    inside = [b for b in around.bodies(right.start(), right.end()) if b.is_named and b.scope]
    return [b for b in inside if around.scan.folded.endswith("của ", 0, b.start)][:1]


def _carried(around: Surroundings, draft: Draft, last: list[Body]) -> list[Body]:
    """The bodies that an earlier part of the sentence or the text before names."""
    if not draft.is_first or len(last) == 1:
        return last
    if last:
        return []
    named = around.bodies_before(draft.sentence.start, 12)
    return ([b for b in named if b.scope not in {"province", "ministry"}] or named)[-1:]


def completed(around: Surroundings, bodies: list[Body]) -> list[Body]:
    """Give the bodies, a bare "tỉnh" called as the text called it before."""
    if len(bodies) != 1 or not _UNIT_ONLY.fullmatch(bodies[0].name.lower()):
        return bodies
    scope = "province" if bodies[0].name.lower() == "tỉnh" else "district"
    known = [b for b in around.bodies_before(bodies[0].start, 40) if b.scope == scope]
    return [replace(bodies[0], name=known[-1].name, scope=scope)] if known else bodies
