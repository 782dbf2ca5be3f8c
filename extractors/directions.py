"""Whether a task goes down to a subordinate, up to a superior, or is the body's own."""

from __future__ import annotations

import re

from extractors.text import fold

# From the highest; the first pattern that stands in a name tells its rank.
_BOARD = r"(?:ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân)(?: \w+)? (?:tỉnh|thành phố)"
_RANKS = (
    (6, r"thủ tướng|chính phủ|quốc hội|trung ương|bộ chính trị|ban bí thư|chủ tịch nước"),
    (5, r"(?:^|\s)bộ (?!phận|chỉ huy|môn)|bộ trưởng|thứ trưởng|tổng cục|thanh tra chính phủ"),
    (4, _BOARD + r"|tỉnh ủy|thành ủy|đoàn(?: kiểm tra| giám sát| công tác|$)"),
    (3, r"(?:^|\s)sở(?:\s|$)|ban,? ngành|văn phòng ubnd tỉnh"),
    (2, r"huyện|quận|thị xã|thành phố"),
    (1, r"(?:^|\s)(?:xã|phường|thị trấn)"),
    (0, r"phòng|chi cục|trung tâm|đơn vị|cán bộ|công chức|văn phòng|cá nhân|người"),
)
_PROVINCE = 4
_COMPILED = [(step, re.compile(pattern)) for step, pattern in _RANKS]


def rank(name: str | None) -> int | None:
    """Give how high a body stands, 6 for the Government, 0 inside a body; None if not known."""
    if not name:
        return None
    folded = fold(name)
    return next((r for r, pattern in _COMPILED if pattern.search(folded)), None)


def direction(kind: str, agent: str | None, addressee: str | None) -> str:
    """Give down, up or own for a task of a kind between two bodies as written.

    >>> direction("recommendation", "UBND xã Tân An", "UBND tỉnh")
    'up'
    """
    if kind == "commitment":
        return "own"
    if kind == "directive":
        return "down"
    here, there = rank(agent), rank(addressee)
    if there is None:
        return "up" if addressee is None else "down"
    if here is None:
        return "up" if there >= _PROVINCE else "down"
    return "up" if there > here else "down"
