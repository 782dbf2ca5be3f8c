"""The parts of an index that have a result of their own: pillars, dimensions, sub-indices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.indices import DATA, Index, IndexMention
from extractors.text import fold, word_list
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.words import Words

_NAMES = [fold(name) for names in DATA["parts"].values() for name in names]
_VERB = (
    r"(?:đạt|xếp|đứng|tăng|giảm|ở|được|bị|có|với|cao|thấp|nhích|hụt|sụt|lùi|tụt|từ|hạng|thứ|giành|chỉ|mới|vẫn|cũng|"
    r"đều|lại|tiếp\s+tục|còn|dẫn|vươn|lên|xuống|bứt|cải\s+thiện|ghi|giữ|nằm|là(?=\s+(?:[0-9]|chỉ\s+số|thứ)))"
)
_RESULT = (
    r"[0-9]{1,3}(?:[.,][0-9]+)?(?:\s*/\s*[0-9]+)?(?:\s*(?:%|điểm(?!\w)))?"
    r"\s*(?:[,;.()\n]|và\s|\Z|so\s|trên\s|tỉnh|xếp|hạng)"
)
_OWNER = r"(?:(?:của|tại)\s+[^,;.:()\n0-9]{2,50}?\s+|[^\W\d_]+(?:\s+[^\W\d_]+){0,2}?\s+)?"
# What follows a part that is measured: a verb of result, a number that ends the clause.
_MEASURED = (
    rf"(?=[\"”']?\s*(?:\(\s*{_VERB}\s|(?:\([^()\n]{{1,60}}\)\s*)?(?:{_OWNER}{_VERB}(?!\w)|:?\s*\(?\s*{_RESULT}"
    rf"|(?:\s+(?:của|tại)\s+[^,;.:()\n0-9]{{2,50}})?\s*,\s*(?:tăng|giảm|đạt|xếp|đứng)\s+(?:[^\W\d_]+\s+){{0,3}}[0-9]|\s*(?:,|và|,\s*và)\s*[\"“]?(?:{{names}}))))"
)
_PART = Cue(
    rf"(?<![\w])(?:(?:sự|các|chỉ\s+số|trục|nội\s+dung|lĩnh\s+vực|trụ\s+cột|hạng\s+mục|tiêu\s+chí)\s+){{0,2}}"
    rf"(?P<name>{word_list(_NAMES)})(?!\w)" + _MEASURED.replace("{names}", word_list(_NAMES)),
    ("sự", "các", "chỉ", "trục", "nội", "lĩnh", "trụ", "hạng", "tiêu", *_NAMES),
)
_QUOTED = re.compile(
    rf"[\"“](?P<name>[^\W\d_][^\"“”\n]{{3,70}})[\"”](?=\s*(?:{_OWNER}{_VERB}(?!\w)|:?\s*(?:{_OWNER})\(?\s*{_RESULT}))"
)
_OPENS = re.compile(
    r"(?:\A|[,;:.(\n\"“*•+-]|(?<!\w)(?:và|là|về|trong|ở|riêng|với|còn|tới|gồm|có|số|phần|dung|vực|cột|mục|chí|trục|đó|"
    r"thấp\s+nhất|cao\s+nhất|sự|các|thì|nhưng|đến|cho))\s*\Z"
)


_PART_NAMES = frozenset(_NAMES)


def is_part(name: str) -> bool:
    """Tell whether a name is that of a part of an index: "Tiếp cận đất đai"."""
    return " ".join(fold(name).split()) in _PART_NAMES


def find_parts(text: str, words: Words) -> Iterator[IndexMention]:
    """Give the places that name a part of an index as what is measured, each OTHER with its name.

    >>> from extractors.words import Words
    >>> text = "Trong đó, chính quyền số đạt 0,65 điểm; phát triển kinh tế số là nhiệm vụ chung"
    >>> [m.index.name for m in find_parts(text, Words(fold(text)))]
    ['chính quyền số']
    """
    folded = words.folded
    for match in _PART.matches(words):
        if _OPENS.search(folded, max(0, match.start() - 16), match.start()):
            yield _mention(text, match)
    for match in _QUOTED.finditer(folded):
        if _OPENS.search(folded, max(0, match.start() - 16), match.start()):
            yield _mention(text, match)


def _mention(text: str, match: re.Match[str]) -> IndexMention:
    start, end = match.span("name")
    name = " ".join(text[start:end].split())
    return IndexMention(match.start(), match.end(), Index("OTHER", name, None, None))
