"""What a text is filed under besides its words, as words of the full-text index.

A search that is narrowed to a province or a year meets the few texts of it in the index itself,
and does not look up each notice that has the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.folding import bare

if TYPE_CHECKING:
    from collections.abc import Iterable

SITE, GENRE, YEAR, PROVINCE_THEN, PROVINCE_NOW, AREA, AGENCY = "sgytnau"


def key(kind: str, value: str) -> str:
    """Give the word that a value is filed under.

    >>> key(PROVINCE_NOW, "Đồng Tháp"), key(SITE, "stc.daknong")
    ('ndongthap', 'sstcdaknong')
    """
    return kind + re.sub(r"[\W_]+", "", bare(value))


def keys_of(
    site: str,
    genre: str,
    published: str | None,
    provinces: tuple[str | None, str | None],
    areas: Iterable[str],
    agencies: Iterable[str | None],
) -> str:
    """Give the words that a text is filed under; `provinces` are the one then and the one now.

    >>> keys_of("st1", "news", "2024-03-20", ("Tiền Giang", "Đồng Tháp"), ["digital"], ["SNV"])
    'sst1 gnews y2024 ttiengiang ndongthap adigital usnv'
    """
    then, now = provinces
    filed = [(SITE, site), (GENRE, genre), (YEAR, (published or "")[:4])]
    filed += [(PROVINCE_THEN, then or ""), (PROVINCE_NOW, now or "")]
    filed += [(AREA, area) for area in areas]
    filed += [(AGENCY, agency) for agency in sorted({a for a in agencies if a})]
    return " ".join(key(kind, value) for kind, value in filed if value)
