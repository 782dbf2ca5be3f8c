"""Whether two texts are one publication: near copies, and what makes two of one template two."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from corpus.minhash import jaccard, shingles
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIKE = 0.85  # share of common runs of five words
_ALIKE_BY_TITLE = 0.7  # the same where title and time agree too: a sentence more or less
_EDGE = 0.15  # of the text, at both ends, where furniture stands
_LONGEST = 20_000  # characters that are compared word by word
# Words that open a sentence or a clause, alone or with a word in small letters: no names.
_OPENING = frozenset((
    "bên", "các", "cùng", "do", "đây", "để", "đến", "đồng", "được", "hiện", "khi", "mặt", "nay",
    "nếu", "ngoài", "nhằm", "nhân", "nhìn", "những", "qua", "riêng", "sau", "song", "tại", "theo",
    "tiếp", "trên", "trong", "trước", "tuy", "từ", "và", "về", "vì", "với",
))  # fmt: skip
_WORD = re.compile(r"\d[\w.,/:%-]*\w|\w+")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")


def alike(one: str, other: str, *, same_title: bool = True) -> bool:
    """Give whether two texts are copies but for furniture and slips.

    Other numbers or names in the same place are other works, however much else is shared; so are
    numbers that stand in the middle of one text alone.

    >>> text = "Sở Nội vụ tổ chức kiểm tra công tác cải cách hành chính tại 5 đơn vị " * 3
    >>> alike(text, text + "(Nguồn: Báo)"), alike(text, text.replace("5", "6"))
    (True, False)
    """
    mine, theirs = _WORD.findall(one[:_LONGEST]), _WORD.findall(other[:_LONGEST])
    folded = [fold(word) for word in mine], [fold(word) for word in theirs]
    overlap = jaccard(shingles(folded[0]), shingles(folded[1]))
    if overlap < (_ALIKE_BY_TITLE if same_title else _ALIKE):
        return False
    return overlap == 1.0 or not _tells_another((mine, theirs), folded)


def _tells_another(
    written: tuple[Sequence[str], Sequence[str]], folded: tuple[Sequence[str], Sequence[str]]
) -> bool:
    matcher = SequenceMatcher(None, *folded, autojunk=False)
    length = len(folded[0])
    for kind, a, b, c, d in matcher.get_opcodes():
        mine, theirs = written[0][a:b], written[1][c:d]
        if kind == "replace" and (_digits(mine) or _digits(theirs)):
            return True
        if kind == "replace" and _names(mine, theirs) and a < length - _tail(length):
            return True
        in_the_middle = b > length * _EDGE and a < length * (1 - _EDGE)
        if in_the_middle and kind != "equal" and _digits([*mine, *theirs]):
            return True
    return False


def _tail(length: int) -> int:
    """Give how many last words may name another source or author."""
    return min(25, int(length * _EDGE))


def _digits(words: Sequence[str]) -> bool:
    return any(word[0].isdigit() for word in words)


def _names(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Give whether both have a name where the other has another one."""
    return all(any(w[0].isupper() for w in _within(told)) for told in (mine, theirs))


def _within(words: Sequence[str]) -> Sequence[str]:
    """Give the words without the one that only opens a sentence: "Đồng thời", not "Đồng Tháp".

    >>> _within(["Đồng", "thời"]), _within(["Đồng", "Tháp"]), _within(["Huế"])
    (['thời'], ['Đồng', 'Tháp'], ['Huế'])
    """
    opens = words and words[0].lower() in _OPENING and not (words[1:] and words[1][0].isupper())
    return words[1:] if opens else words


def same_numbers(one: str, other: str) -> bool:
    """Give whether two titles tell the same numbers; a date in one alone tells nothing.

    >>> same_numbers("Tuyển dụng đợt 1 (17/11/2023)", "Tuyển dụng đợt 1")
    True
    >>> same_numbers("Tuyển dụng đợt 1", "Tuyển dụng đợt 2")
    False
    """
    return _numbers(one) == _numbers(other)


def _numbers(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", _DATE.sub(" ", title)))
