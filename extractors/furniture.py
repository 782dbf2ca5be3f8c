"""Web furniture in a text dump: menus, counters, share bars, the tail of other news."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"(?:image (?:banner|advertisement)|tin khác|số lượt đọc.*|lượt xem.*)\Z")


def find(folded: str, lines: Sequence[Span]) -> list[Span]:
    """Give the stretches of furniture, in order and apart."""
    return [line for line in lines if _LINE.match(folded, line.start, line.end)]
