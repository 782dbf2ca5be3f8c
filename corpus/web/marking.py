"""A text with the places of its facts, as HTML."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(NamedTuple):
    """Where a fact stands in a text; `kind` becomes the class of its mark."""

    start: int
    end: int
    kind: str
    id: str = ""


def marked(text: str, places: Iterable[Place]) -> Markup:
    """Give the text escaped, with a `<mark>` on every stretch that facts cover, nested or not.

    Each fact with an id can be jumped to as `#f-ID`. Places outside the text are left out.

    >>> marked("Sở <A> đạt 88,52%", [Place(11, 17, "score", "x")])
    Markup('Sở &lt;A&gt; đạt <span id="f-x"></span><mark class="score">88,52%</mark>')
    """
    begins: dict[int, list[Place]] = defaultdict(list)
    ends: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        if 0 <= place.start < place.end <= len(text):
            begins[place.start].append(place)
            ends[place.end].append(place)
    out: list[str] = []
    kinds: list[str] = []
    at = 0
    for border in sorted({*begins, *ends}):
        out.append(_stretch(text[at:border], kinds))
        for place in ends[border]:
            kinds.remove(place.kind)
        for place in begins[border]:
            kinds.append(place.kind)
            if place.id:
                out.append(f'<span id="f-{escape(place.id)}"></span>')
        at = border
    out.append(_stretch(text[at:], kinds))
    return Markup("".join(out))  # noqa: S704  (each part is escaped above)


def _stretch(text: str, kinds: list[str]) -> str:
    if not text:
        return ""
    if not kinds:
        return str(escape(text))
    named = " ".join(dict.fromkeys(kinds))
    return f'<mark class="{escape(named)}">{escape(text)}</mark>'
