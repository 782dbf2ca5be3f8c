"""Lines of a notice as the markup that editors of portals leave behind."""

from __future__ import annotations

import re
from html import escape
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_NUMBERED = re.compile(r"(\d+)\. (.+)")


def paragraphs(lines: Sequence[str], tag: str = "p", *, lists: bool = False) -> str:
    """Give the lines as elements, rows as a table, and numbered runs as lists if `lists`."""
    return "\n".join(_elements(list(lines), tag, lists=lists))


def _elements(lines: list[str], tag: str, *, lists: bool) -> Iterator[str]:
    position = 0
    while position < len(lines):
        rows = _run(lines[position:], _is_row)
        numbered = _run(lines[position:], _is_number) if lists else 0
        if rows:
            yield table(lines[position : position + rows])
        elif numbered > 1:
            items = [line.split(". ", 1)[1] for line in lines[position : position + numbered]]
            yield "<ol>" + "".join(f"<li>{inline(item)}</li>" for item in items) + "</ol>"
        else:
            yield f"<{tag}>{inline(lines[position])}</{tag}>"
        position += rows or max(1, numbered)


def _run(lines: list[str], belongs: Callable[[str, int], bool]) -> int:
    return sum(1 for _ in takewhile(lambda pair: belongs(pair[1], pair[0]), enumerate(lines)))


def _is_row(line: str, _: int) -> bool:
    return "\t" in line


def _is_number(line: str, index: int) -> bool:
    match = _NUMBERED.fullmatch(line)
    return match is not None and int(match[1]) == index + 1


def table(rows: Sequence[str]) -> str:
    """Give rows as a table, its first row as heads, a paragraph in each cell as Word leaves it."""
    width = max(row.count("\t") for row in rows) + 1
    written = []
    for index, row in enumerate(rows):
        cells = row.split("\t")
        cells += [""] * (width - len(cells))
        name = "th" if index == 0 else "td"
        written.append(
            "<tr>" + "".join(f"<{name}><p>{inline(c)}</p></{name}>" for c in cells) + "</tr>"
        )
    return '<table border="1" cellspacing="0"><tbody>' + "\n".join(written) + "</tbody></table>"


def inline(line: str) -> str:
    """Give a line as text pasted from Word: spans inside words' neighbours, odd white space."""
    text = escape(line, quote=False)
    head, space, tail = text.partition(" ")
    if not space:
        return f"<span>{text}</span>"
    return f'&nbsp;<span style="font-size:14pt">{head}</span>&nbsp;\n<span>{tail}</span>&#8203;'


def attribute(text: str) -> str:
    """Give a text fit to stand in a page or an attribute of it."""
    return escape(text)
