"""The marks of list items that Word shows and keeps out of its text: "1.", "a)", "I.", "-"."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is marked; `pattern` has %1 to %9 where the numbers stand."""

    style: str  # decimal, lowerLetter, upperLetter, lowerRoman, upperRoman, bullet, none
    pattern: str
    start: int = 1


@dataclass(slots=True)
class Counters:
    """The numbers that the lists of one document have reached."""

    _at: dict[tuple[str, int], int] = field(default_factory=dict)

    def mark(self, name: str, depth: int, levels: dict[int, Level]) -> str:
        """Count an item of a list and give its mark with a space behind it, "" where it has none.

        >>> levels = {0: Level("decimal", "%1."), 1: Level("lowerLetter", "%2)")}
        >>> counters = Counters()
        >>> [counters.mark("7", depth, levels) for depth in (0, 1, 1, 0)]
        ['1. ', 'a) ', 'b) ', '2. ']
        """
        level = levels.get(depth, Level("decimal", f"%{depth + 1}."))
        if level.style == "bullet":
            return "- "
        self._at[name, depth] = self._at.get((name, depth), level.start - 1) + 1
        for deeper in [key for key in self._at if key[0] == name and key[1] > depth]:
            del self._at[deeper]
        mark = level.pattern
        for above in range(depth + 1):
            own = levels.get(above, level)
            mark = mark.replace(
                f"%{above + 1}", numeral(self._at.get((name, above), own.start), own.style)
            )
        return f"{mark} " if mark.strip() else ""


def numeral(count: int, style: str) -> str:
    """Give a number as a list shows it; a letter after z is doubled.

    >>> [numeral(4, "lowerLetter"), numeral(28, "upperLetter"), numeral(49, "upperRoman")]
    ['d', 'BB', 'XLIX']
    """
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        roman, left = "", count % 4000
        for value, sign in (
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
            (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ):  # fmt: skip
            while left >= value:
                roman += sign
                left -= value
        return roman if style == "upperRoman" else roman.lower()
    return "" if style == "none" else str(count)
