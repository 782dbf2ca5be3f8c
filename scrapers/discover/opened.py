"""Articles that were opened, and the selectors that fit all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from extractors.text import plain
from scrapers.blocks import squeezed
from scrapers.discover import marks
from scrapers.listing import unstamped
from scrapers.parsed import metadata, text_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scrapers.selectors import Element

_SILENT = frozenset({"script", "style", "noscript", "head", "template", "button", "select"})
_HEADINGS = ("h1", "h2", "h3", "h4", "div", "p", "span", "td", "strong", "font", "b", "center")
_BEHIND = re.compile(
    r"[\s|,:-]*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s\d|,:-]*"
)  # in an element of its own
_SHORT = 20  # letters that no two titles of a portal share by chance
_DEEPEST = 256
_PROPOSED = 8  # elements of a page whose selectors are tried


@dataclass(slots=True, eq=False)
class Opened:
    """An article that was opened, with the title and day of the row that led to it."""

    url: str
    text: str
    title: str
    published: str | None
    tree: Element = field(init=False)

    def __post_init__(self) -> None:
        tree = tree_of(self.text)
        self.tree = etree.Element("html") if _is_deep(tree) else tree

    def titles(self) -> list[Element]:
        """Give the elements that say no more than the title: headings first, the outer first."""
        said = self.witnesses()
        found = [
            element
            for element in self.tree.iter(*_HEADINGS)
            if 5 <= len(text := text_of(element)) <= 500
            and any(same_title(text, witness) for witness in said)
            and not any(node.tag in {"a", "li", "head"} for node in marks.ancestors(element))
        ]
        return sorted(found, key=lambda element: _HEADINGS.index(str(element.tag)))

    def witnesses(self) -> list[str]:
        """Give what the row and the page's head say the title is."""
        head = metadata(self.tree)
        said = (self.title, head.get("og:title", ""), head.get("headline", ""))
        return [text for text in said if text]


def _is_deep(tree: Element) -> bool:
    """Tell whether elements nest as no editor nests them: looking around each would take ages."""
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False


def fitting(
    opened: Sequence[Opened],
    candidates: Callable[[Opened], Sequence[Element]],
    *,
    by_place: bool = True,
) -> str | None:
    """Give the selector that finds one candidate on every page, the ones named first preferred.

    Where nothing has a name, by its place, unless that would be too weak a witness.
    """
    ranks = [{found: rank for rank, found in enumerate(candidates(one))} for one in opened]
    found = [_best(opened, ranks, named) for named in (marks.of, marks.passing)]
    told = [one for one in found if one is not None]
    if not told and by_place and (placed := _best(opened, ranks, marks.placed)) is not None:
        return placed[1]
    return min(told, key=lambda one: one[0])[1] if told else None


def _best(
    opened: Sequence[Opened],
    ranks: Sequence[dict[Element, int]],
    named: Callable[[Element], Iterator[str]],
) -> tuple[int, str] | None:
    """Give the best of these selectors with the sum of its ranks."""
    proposed = (css for rank in ranks for found in list(rank)[:_PROPOSED] for css in named(found))
    best: tuple[int, str] | None = None
    for css in dict.fromkeys(proposed):
        cost = _cost(opened, ranks, css)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, css)
    return best


def _cost(opened: Sequence[Opened], ranks: Sequence[dict[Element, int]], css: str) -> int | None:
    """Give the sum of the ranks of what a selector finds, None where one finds no candidate."""
    total = 0
    for one, rank in zip(opened, ranks, strict=True):
        found = marks.alone(one.tree, css)
        if found is None or found not in rank:
            return None
        total += rank[found]
    return total


def same_title(text: str, witness: str) -> bool:
    """Tell whether two titles are one; a row cuts it short, the head adds the portal's name.

    >>> same_title("Kế hoạch cải cách hành chính 2024 (17/11/2023)", "Kế hoạch cải cách hành…")
    True
    """
    ours, said = plain(squeezed(unstamped(text))), plain(squeezed(unstamped(witness)))
    if not ours or not said:
        return False
    cut = said.rstrip(".… ")
    return (
        ours == said
        or (len(cut) >= _SHORT and cut != said and ours.startswith(cut))
        or (len(ours) >= _SHORT and said.startswith(ours))
        or (len(said) >= _SHORT and _BEHIND.fullmatch(ours.removeprefix(said)) is not None)
    )


def pieces(tree: Element) -> Iterator[tuple[Element, str]]:
    """Give the pieces of text of a page, each with the element that it stands in."""
    for node in tree.iter("*"):
        for holder, text in ((node, node.text), (node.getparent(), node.tail)):
            shown = squeezed(text or "")
            if holder is not None and shown and holder.tag not in _SILENT:
                yield holder, shown
