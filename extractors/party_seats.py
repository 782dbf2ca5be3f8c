"""Whose "TƯ" it is in a Party symbol: the Centre's, "TW", or a province's, "TU"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.mentions import Mention

_CENTRE = re.compile(r"trung\s+ương|bộ\s+chính\s+trị|ban\s+bí\s+thư|tổng\s+bí\s+thư")
_PROVINCE = re.compile(r"(?:tỉnh|thành)\s+ủy|đảng\s+bộ\s+(?:tỉnh|thành)|tỉnh\s+đảng\s+bộ")


def mend(scan: Scan, found: Sequence[Mention]) -> None:
    """Spell "18-NQ/TƯ" as the issuer tells: "18-NQ/TW" or "18-NQ/TU"; without one it stays."""
    for one in found:
        if one.symbol is None or not one.symbol.endswith("/TƯ") or one.issuer is None:
            continue
        whose = scan.folded[one.issuer.start : one.issuer.end]
        seat = "TW" if _CENTRE.search(whose) else "TU" if _PROVINCE.search(whose) else None
        if seat is None:
            continue
        one.symbol = one.symbol[:-2] + seat
        one.code = one.code[:-2] + seat if one.code else None
        one.repaired = True
