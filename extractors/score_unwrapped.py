"""A text whose sentences run on over the ends of its lines: what a column cut, a clause goes on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.text import Span


def unwrapped(scan: Scan) -> Scan:
    """Give the scan with a space for each line end inside a sentence; offsets agree. O(n).

    A scan whose sentences keep to their lines is given as it is.
    """
    cut = [s for s in scan.sentences if "\n" in scan.text[s.start : s.end].strip()]
    if not cut:
        return scan
    folded = _joined(scan.folded, cut)
    return replace(
        scan, text=_joined(scan.text, cut), folded=folded, words=scan.words.with_spaces(folded)
    )


# A line that opens with a label, "Thứ hạng: 18/63", goes on with none.
_LINE_END = re.compile(r"\n(?![ ]*(?:[-+*•][ ]*)?[A-ZĐÁÂẢẠỨƯÔ][^\n:.,;0-9]{1,30}:[ ])")


def _joined(text: str, spans: Sequence[Span]) -> str:
    out, at = [], 0
    for span in spans:
        end = span.start + len(text[span.start : span.end].rstrip())
        out += [text[at : span.start], _LINE_END.sub(" ", text[span.start : end])]
        at = end
    return "".join((*out, text[at:]))
