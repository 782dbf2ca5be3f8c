"""One element of a page as lines: a block a line, cells parted by tabs, list numbers kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag
    from bs4.element import NavigableString

_BLOCKS = frozenset(re.findall(r"\w+", """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary
    table tbody td tfoot th thead tr ul
"""))  # fmt: skip
_SILENT = frozenset(re.findall(r"\w+", """
    button head input noscript object option script select style svg template textarea title xml
"""))  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOTHING = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_NUMBERED = re.compile(r"(?:\d+|[a-zđ]|[ivx]+)[.)]", re.IGNORECASE)


def squeezed(text: str) -> str:
    r"""Give the text on one line, its runs of white space as one space, invisible signs out.

    >>> squeezed(" Sở  Nội\u00a0vụ\u200b ")
    'Sở Nội vụ'
    """
    return " ".join((text if text.isascii() else _NOTHING.sub("", text)).split())


def lines(element: Tag) -> list[str]:
    r"""Give the lines that a reader sees in an element.

    A row of a table is a line, its cells parted by tabs; where a merged cell reaches there is an
    empty one, so that columns stay columns. A row that only lays out the page (one filled cell, or
    tables inside) gives the lines of its cells. Hidden elements are not read.

    >>> from bs4 import BeautifulSoup
    >>> page = "<p>Yêu cầu:</p><ol><li>Sở Y tế</ol><table><tr><td>TT<td>Điểm</table>"
    >>> lines(BeautifulSoup(page, "lxml"))
    ['Yêu cầu:', '1. Sở Y tế', 'TT\tĐiểm']
    """
    reader = _Reader()
    stack: list[Tag | NavigableString | _End] = [element]
    while stack:  # no recursion: pages nest as deep as they like
        node = stack.pop()
        if isinstance(node, _End):
            reader.leave(node.name)
        elif isinstance(node, str):
            reader.text(node)
        elif reader.enter(node):
            stack.append(_End(node.name))
            stack.extend(_read_in(node))
    reader.end_line()
    return reader.lines


def _read_in(node: Tag) -> Iterator[Tag | NavigableString]:
    """Give an element's tags and texts from the last to the first, without comments.

    The kinds of text are told by their names: a crawl finds no need to import them.
    """
    for child in reversed(node.contents):
        if not isinstance(child, str) or type(child).__name__ in {"NavigableString", "CData"}:
            yield cast("Tag | NavigableString", child)


@dataclass(frozen=True, slots=True)
class _End:
    name: str


@dataclass(slots=True)
class _Cell:
    wide: int
    deep: int
    text: str = ""


@dataclass(slots=True)
class _Reader:
    lines: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _number: str = ""  # of the list item whose first line is still to come
    _numbers: list[Iterator[str] | None] = field(
        default_factory=list
    )  # a list around, innermost last
    _row: list[_Cell] | None = None  # of the row that is being read
    _held: list[dict[int, int]] = field(default_factory=list)  # a table around: rows still merged

    def text(self, text: str) -> None:
        self._parts.append(text)

    def enter(self, node: Tag) -> bool:
        """Take note of an element's beginning; say whether to read what is in it."""
        name = node.name
        if name == "br":
            self._break()
            return False
        if name in _SILENT or _HIDDEN.search(str(node.get("style") or "")):
            return False
        if name in {"td", "th"} and self._row is not None:
            self._parts = []
            self._row.append(_Cell(_span(node, "colspan", 50), _span(node, "rowspan", 1000)))
            return True
        if name in _BLOCKS:
            self._break()
        if name == "table":
            self._held.append({})
        elif name == "tr" and self._row is None and _is_data(node, merged=self._is_merged()):
            self._row = []
        elif name in {"ol", "ul"}:
            self._numbers.append(_numbers(node) if name == "ol" else None)
        elif name == "li":
            numbers = self._numbers[-1] if self._numbers else None
            self._number = next(numbers) if numbers else ""
        return True

    def leave(self, name: str) -> None:
        if name in {"td", "th"} and self._row:
            self._row[-1].text = squeezed("".join(self._parts))
            self._parts = []
        elif name == "tr" and self._row is not None:
            held = self._held[-1] if self._held else {}
            self.lines.append("\t".join(_placed(self._row, held)).rstrip())
            self._row, self._parts = None, []
        elif name in _BLOCKS:
            self._break()
            if name in {"ol", "ul"} and self._numbers:
                self._numbers.pop()
            elif name == "li":
                self._number = ""
            elif name == "table" and self._held:
                self._held.pop()

    def _is_merged(self) -> bool:
        return bool(self._held) and any(rows > 0 for rows in self._held[-1].values())

    def _break(self) -> None:
        if self._row is None:
            self.end_line()
        else:
            self._parts.append(" ")

    def end_line(self) -> None:
        line = squeezed("".join(self._parts))
        self._parts = []
        if line:
            number = "" if _NUMBERED.match(line) else self._number
            self._number = ""
            self.lines.append(number + line)


def _is_data(row: Tag, *, merged: bool) -> bool:
    """Tell whether a row holds values side by side, not the layout of the page."""
    cells = row.find_all(["td", "th"], recursive=False)
    filled = sum(1 for cell in cells if squeezed(cell.get_text()))
    return (filled > 1 or (filled == 1 and merged)) and row.find("table") is None


def _span(cell: Tag, name: str, most: int) -> int:
    written = str(cell.get(name) or "1").strip()
    return min(max(int(written), 1), most) if re.fullmatch("[0-9]{1,9}", written) else 1


def _placed(row: list[_Cell], held: dict[int, int]) -> list[str]:
    """Give the texts of a row column by column; `held` counts the rows that merged cells reach."""
    texts: list[str] = []

    def pass_merged() -> None:
        while held.get(len(texts), 0) > 0:
            held[len(texts)] -= 1
            texts.append("")

    for cell in row:
        pass_merged()
        for column in range(cell.wide):
            held[len(texts)] = cell.deep - 1
            texts.append("" if column else cell.text)
    pass_merged()
    return texts


def _numbers(node: Tag) -> Iterator[str]:
    """Give the numbers that a browser shows before the items of an ordered list."""
    kind = str(node.get("type") or "1")
    start = str(node.get("start") or "1")
    first = int(start) if start.isascii() and start.isdigit() else 1
    for number in count(first):
        if kind in {"a", "A"} and 1 <= number <= 26:
            yield f"{chr(ord(kind) + number - 1)}. "
        elif kind in {"i", "I"}:
            roman = _roman(number)
            yield f"{roman if kind == 'I' else roman.lower()}. "
        else:
            yield f"{number}. "


def _roman(number: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        written += sign * times
    return written
