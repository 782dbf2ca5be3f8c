"""Fonts, styles and lists of a Word 97 file, out of its table stream ([MS-DOC] 2.9)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from scrapers.files.doc_sprms import FONT, properties
from scrapers.files.numbering import Level

_NUMERALS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
             23: "bullet", 255: "none"}  # fmt: skip
_LIST, _LEVEL, _OVERRIDE = 28, 28, 16  # bytes of LSTF, LVLF, LFO


def fonts(packed: bytes) -> list[str]:
    """Give the names of fonts by their number (SttbfFfn)."""
    names, at = [], 4
    while at < len(packed):
        size = packed[at]
        name = packed[at + 1 + 39 : at + 1 + size]
        names.append(name.decode("utf-16-le", "replace").split("\0", 1)[0])
        at += 1 + size
    return names


@dataclass(frozen=True, slots=True)
class Style:
    """A style's own properties, of paragraphs and of characters, and the style it is made from."""

    base: int
    paragraph: dict[int, bytes]
    character: dict[int, bytes]


def styles(packed: bytes) -> list[Style]:
    """Give the styles by their number (STSH); a slot that is empty gives an empty style."""
    found: list[Style] = []
    if len(packed) < 6:
        return found
    header, count, fixed = struct.unpack_from("<3H", packed)
    at = 2 + header
    for _ in range(min(count, 4096)):
        if at + 2 > len(packed):
            break
        size = int.from_bytes(packed[at : at + 2], "little")
        try:
            found.append(_style(packed[at + 2 : at + 2 + size], fixed))
        except struct.error:
            found.append(Style(0xFFF, {}, {}))
        at += 2 + size + size % 2
    return found


def _style(packed: bytes, fixed: int) -> Style:
    if not packed:
        return Style(0xFFF, {}, {})
    kind = struct.unpack_from("<H", packed, 2)[0]
    at = fixed + 2 + 2 * struct.unpack_from("<H", packed, fixed)[0] + 2
    parts = []
    for _ in range(2):
        if at + 2 > len(packed):
            break
        size = struct.unpack_from("<H", packed, at)[0]
        parts.append(packed[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if kind & 0xF != 1:  # a style of characters
        return Style(kind >> 4, {}, properties(parts[0]) if parts else {})
    paragraph = properties(parts[0][2:]) if parts else {}
    return Style(kind >> 4, paragraph, properties(parts[1]) if len(parts) > 1 else {})


def from_style(known: list[Style], number: int, code: int) -> bytes | None:
    """Give a property as a style or one of those it is made from tells it."""
    for _ in range(12):  # as deep as Word lets them be
        if not 0 <= number < len(known):
            return None
        style = known[number]
        held = style.character if code == FONT else style.paragraph
        if code in held:
            return held[code]
        number = style.base
    return None


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a document: which one an item is of, and how its levels are marked."""

    _levels: dict[int, dict[int, Level]] = field(default_factory=dict)
    _used: list[tuple[int, bool]] = field(default_factory=list)

    def find(self, number: int) -> tuple[str, dict[int, Level]] | None:
        """Give key and levels of the list that paragraphs call by this number, from 1."""
        if not 1 <= number <= len(self._used):
            return None
        held, anew = self._used[number - 1]
        if held not in self._levels:
            return None
        return (f"{held}/{number}" if anew else str(held)), self._levels[held]


def lists(table: bytes, place: int, size: int, overrides: bytes) -> Lists:
    """Give the lists (PlfLst, with the levels behind it) and what paragraphs call them (PlfLfo)."""
    if size < 2:
        return Lists()
    count = int.from_bytes(table[place : place + 2], "little")
    at = place + size
    levels: dict[int, dict[int, Level]] = {}
    try:
        for index in range(min(count, 4096)):
            start = place + 2 + index * _LIST
            name = struct.unpack_from("<l", table, start)[0]
            simple = table[start + _LIST - 2] & 1
            levels[name] = {}
            for depth in range(1 if simple else 9):
                levels[name][depth], at = _level(table, at)
    except (struct.error, IndexError):  # cut off: what was read of it holds
        pass
    used = []
    for index in range(min(int.from_bytes(overrides[:4], "little"), 4096)):
        packed = overrides[4 + index * _OVERRIDE :][:_OVERRIDE]
        if len(packed) == _OVERRIDE:
            used.append((struct.unpack_from("<l", packed)[0], packed[12] > 0))
    return Lists(levels, used)


def _level(table: bytes, at: int) -> tuple[Level, int]:
    start, style = struct.unpack_from("<lB", table, at)
    at_character, at_paragraph = table[at + 24], table[at + 25]
    at += _LEVEL + at_paragraph + at_character
    length = struct.unpack_from("<H", table, at)[0]
    shown = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    pattern = "".join(f"%{ord(c) + 1}" if c < "\t" else c for c in shown)
    level = Level(_NUMERALS.get(style, "decimal"), pattern, min(max(start, 0), 9999))
    return level, at + 2 + 2 * length
