"""A text as parts to show: which facts cover each part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact's place in the text: its kind names the colour, `title` is shown, `link` leads on."""

    start: int
    end: int
    kind: str
    title: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text under the same facts; `link` is that of the shortest of them."""

    text: str
    kinds: tuple[str, ...] = ()
    title: str = ""
    link: str | None = None


def parts(text: str, marks: Iterable[Mark]) -> list[Part]:
    """Cut a text where facts begin and end, which may overlap and nest; the parts make the text.

    >>> [(p.text, p.kinds) for p in parts("ngày 5/3", [Mark(0, 8, "date", "")])]
    [('ngày 5/3', ('date',))]
    """
    inside = [m for m in marks if 0 <= m.start < m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    begins: dict[int, list[Mark]] = {}
    for mark in inside:
        begins.setdefault(mark.start, []).append(mark)
    found: list[Part] = []
    over: list[Mark] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [m for m in over if m.end > start] + begins.get(start, [])
        shortest = sorted(over, key=lambda m: (m.end - m.start, m.start))
        link = next((m.link for m in shortest if m.link), None)
        found.append(
            Part(
                text[start:end],
                tuple(sorted({m.kind for m in over})),
                " · ".join(dict.fromkeys(m.title for m in shortest if m.title)),
                link,
            )
        )
    return found
