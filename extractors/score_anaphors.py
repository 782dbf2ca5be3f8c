"""Bodies that are called by a word that points back: "đơn vị", "tỉnh này", "địa phương này"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.score_owners import is_self
from extractors.score_rank_words import NEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.bodies import Body
    from extractors.facts import Score
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft

_THIS = re.compile(r"\s+(?:này|đó|ấy|nói\s+trên)(?!\w)")
_POINTS = re.compile(r"\s+(?:này|đó|ấy|nói\s+trên)\Z")
_CLASSES = {
    "tỉnh": {"province"},
    "thành phố": {"province", "district"},
    "huyện": {"district"},
    "quận": {"district"},
    "thị xã": {"district"},
    "xã": {"commune"},
    "phường": {"commune"},
    "sở": {"department"},
    "cục": {"branch"},
    "bộ": {"ministry"},
}
_ANAPHORS = frozenset(("đơn vị", "địa phương", "cơ quan", "đơn vị này", "địa phương này"))
# "các quận Long Biên (95,56%), Đống Đa (94,93%)": the second is a quận, too.
_UNIT = re.compile(r"(?:quận|huyện|thị xã|xã|phường|thành phố|sở|bộ)\s+", re.IGNORECASE)
_IN_LIST = re.compile(r"\s*\(?[^()]*\)\s*(?:,|;|và|,\s*và)\s*")
_RESULT = re.compile(r"\s*:?\s*[0-9][0-9.,]*\s*(?:điểm|%)?\s*(?:,|;|và|,\s*và)\s*")
_MANY = 12  # bodies back in which the one that is meant is looked for


def meant(around: Surroundings, body: Body, last: Sequence[Body]) -> Body:
    """Give the body that a body's words mean; `last` are those of the result before.

    "Đơn vị" goes on with the last result's, "tỉnh này" with the last province that was named.
    """
    if _THIS.match(around.scan.folded, body.end) or _POINTS.search(body.name):
        return _named_before(around, body)
    short = body.name[1:3].startswith((".", "X.", "T.", "P."))  # "P.An Bình" tells its own
    if len(last) == 1 and body.scope is None and not short and (unit := _UNIT.match(last[0].name)):
        text = around.scan.text
        gap = text[last[0].end : body.start]
        lent = not text[last[0].start : last[0].end].lower().startswith(unit[0].lower())
        listed = _IN_LIST.fullmatch(gap) or (lent and _RESULT.fullmatch(gap))
        return replace(body, name=f"{unit[0]}{body.name}") if listed else body
    if body.name.lower() not in _ANAPHORS or len(last) != 1 or not last[0].is_named:
        return body
    return replace(body, name=last[0].name, scope=last[0].scope)


def _named_before(around: Surroundings, body: Body) -> Body:
    classes = _CLASSES.get(_POINTS.sub("", body.name.lower()))
    for other in reversed(around.bodies_before(body.start, _MANY)):
        fits = classes is None or other.scope in classes
        if fits and not is_self(other) and _POINTS.sub("", other.name.lower()) not in _ANAPHORS:
            return replace(body, name=other.name, scope=other.scope, rank=other.rank)
    return body


def says_again(around: Surroundings, draft: Draft, last: Score | None, score: Score) -> bool:
    """Tell whether a rank is told twice: "X đứng đầu ... và là năm thứ 7 tỉnh này dẫn đầu"."""
    if last is None or score.rank is None or draft.value or draft.change or draft.rank_change:
        return False
    told = (score.indicator, score.name, score.period, score.rank, score.subject)
    if told != (last.indicator, last.name, last.period, last.rank, last.subject):
        return False
    return _THIS.search(around.scan.folded, draft.left, draft.start) is not None


def shares_the_end(draft: Draft, bodies: Sequence[Body]) -> bool:
    """Tell whether several bodies stand at the end of a ranking: in which order nobody knows."""
    at_end = draft.rank is not None and NEXT < draft.rank.number <= 0
    return at_end and draft.value is None and len(bodies) > 1
