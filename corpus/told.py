"""Recommendations as they are told, and which of them are one, told by a page and its file."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Of the shorter one's words that a page and its attachment share where they tell one directive:
# with the same day, with none.
_TWICE, _TWICE_UNDATED = 0.65, 0.8
_FEW = 5  # words, below which all must agree
_WHOLE = {"cchc": "cải cách hành chính", "tthc": "thủ tục hành chính",
          "dvctt": "dịch vụ công trực tuyến"}  # fmt: skip


class Told(NamedTuple):
    """A stored recommendation with its notice, and the directive that it is one of."""

    id: str
    kind: str
    quote: str
    agent: str | None
    addressee: str | None
    partners: str
    deadline: str | None
    deadline_text: str | None
    deadline_kind: str | None
    direction: str | None
    area: str | None
    start: int
    end: int
    page: int | None
    text_id: str
    attachment: str | None
    notice: str
    work: str
    title: str
    url: str
    site: str
    genre: str
    published: str | None
    province_then: str | None
    province_now: str | None
    directive: str

    @property
    def lead(self) -> str | None:
        """Who is to act: of a commitment the body that makes it."""
        return self.agent if self.kind == "commitment" else self.addressee


TOLD = """
SELECT r.id, r.kind, r.quote, r.agent, r.addressee, r.partners, r.deadline, r.deadline_text,
       r.deadline_kind, r.direction, r.area, r.start_char, r.end_char, r.page, r.text_id,
       t.attachment, n.id, n.work, n.title, n.url, n.site, n.genre, n.published,
       n.province_then, n.province_now, coalesce(d.directive, r.id)
FROM recommendations AS r
JOIN notices AS n ON n.id = r.notice
JOIN texts AS t ON t.id = r.text_id
LEFT JOIN directives AS d ON d.recommendation = r.id
WHERE n.id = n.work {}
ORDER BY n.id, r.text_id, r.start_char, r.end_char, r.id
"""


def groups(facts: Sequence[Told]) -> Iterator[list[Told]]:
    """Give what is one directive together: told by several sites, or by a page and its file."""
    groups: dict[str, list[Told]] = defaultdict(list)
    of_notice: dict[tuple[str, str | None], list[Told]] = defaultdict(list)
    for fact in facts:
        name = fact.directive
        for other in of_notice[fact.notice, fact.deadline]:
            if other.text_id != fact.text_id and _is_told_twice(fact, other):
                name = other.directive
                break
        groups[name].append(fact._replace(directive=name))
        of_notice[fact.notice, fact.deadline].append(fact._replace(directive=name))
    yield from groups.values()


def _is_told_twice(one: Told, other: Told) -> bool:
    """Give whether a page and its file say the same: one says it shorter, with the same figures."""
    (first, figures), (second, others) = _said(one), _said(other)
    if figures != others or not _fit(one.lead, other.lead):
        return False
    shorter = min(len(first), len(second))
    if shorter < _FEW:
        return first == second
    enough = _TWICE if one.deadline else _TWICE_UNDATED
    return len(first & second) >= enough * shorter


def _said(fact: Told) -> tuple[frozenset[str], frozenset[str]]:
    folded = fold(fact.quote).replace(fold(fact.deadline_text or "\n"), " ")
    folded = folded.replace(fold(fact.lead or "\n"), " ")
    for short, full in _WHOLE.items():
        folded = re.sub(rf"(?<!\w){short}(?!\w)", full, folded)
    return frozenset(re.findall(r"[^\W\d]+", folded)), frozenset(re.findall(r"\d+", folded))


def _fit(one: str | None, other: str | None) -> bool:
    a, b = fold(one or ""), fold(other or "")
    return a in b or b in a
