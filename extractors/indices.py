"""The indices that a text names, from `indices.toml`, and what a ranking ranks."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.text import fold, word_list
from extractors.words import Cue, Words

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "indices.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Index:
    """An index: `key` as in facts, `name` where the key is OTHER, the publisher of its ranking."""

    key: str
    name: str | None
    unit: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class IndexMention:
    """A place of a text that names an index."""

    start: int
    end: int
    index: Index


_KNOWN: dict[str, Index] = {}
for _entry in DATA["index"]:
    _index = Index(_entry["key"], _entry.get("name"), _entry.get("unit"), _entry.get("by"))
    for _name in _entry["names"]:
        _KNOWN[fold(_name)] = _index
LISTED = tuple(dict.fromkeys(_KNOWN.values()))
_VERB = (
    r"đạt|xếp|đứng|tăng|giảm|là|với|có|được|của|cho|trên|tại|trong|năm|tỉnh|nằm|giữ|và|do|vươn|dẫn|"
    r"luôn|đã|cao|thấp|vượt|còn|chưa|thuộc|nổi|khác|này|theo|toàn|cụ|như|quan|chủ|trước|sau|mà|để|nào|đó|không|so|bị|"
    r"từ|ra|khi|nếu|hiện|gồm|bao|mới|vừa|sẽ|vào|trung\s+bình|bình\s+quân|chung"
)
_MENTION = Cue(
    rf"(?<!\w)(?:bộ\s+)?(?:(?P<known>{word_list(sorted(_KNOWN))})(?!\w)"
    rf"|(?P<other>(?:chỉ\s+số|điểm\s+số)(?:\s+thành\s+phần)?"
    rf"(?:\s+(?!(?:{_VERB})(?!\w))[^\W\d_]+){{1,8}}))",
    ("bộ", "chỉ", "điểm", *_KNOWN),
)
_INSIDE = re.compile(rf"(?<!\w)(?:{word_list(sorted(_KNOWN))})(?!\w)")
# SIPAS is "the satisfaction of the people with the service of the agencies": no body is meant.
_TAIL = re.compile(
    r"[^.;:\d()]{0,80}?phục\s+vụ(?:\s+hành\s+chính)?\s+của\s+(?:các\s+)?cơ\s+quan(?:\s+hành\s+chính)?"
    r"(?:\s+nhà\s+nước)?"
)
_INDEX_TAIL = re.compile(r"[\s-]+index(?!\w)")  # "chỉ số PAR Index"
# "Chỉ số năng lực cạnh tranh cấp sở, ban, ngành và địa phương": among whom it compares.
_UNITS_TAIL = re.compile(
    r"(?<=sở|ện|ng)(?:(?:\s*[,/]\s*|\s+(?:và\s+)?)(?:(?:cấp|các)\s+)?(?:ban|ngành|địa\s+phương|đơn\s+vị)(?!\w))+"
)
# "Chỉ số tổng hợp", "điểm số chung": the index that is spoken of, as a whole.
_WHOLE = re.compile(
    r"(?:chỉ\s+số|điểm\s+số)\s+(?:tổng\s+hợp|tổng\s+thể|tổng|cuối\s+cùng|toàn\s+diện|thành\s+phần)(?:\s+chung)?"
)
_TAILS = {"SIPAS": _TAIL, "DDCI": _UNITS_TAIL}
_SCOPE_OF = {fold(word): scope for scope, words in DATA["scopes"].items() for word in words}
_SCOPE = re.compile(rf"\W*(?:các\s+)?({word_list(sorted(_SCOPE_OF))})(?!\w)")


def find_indices(text: str, folded: str, words: Words | None = None) -> tuple[IndexMention, ...]:
    """Give the places that name an index, in order; an unlisted "chỉ số …" is OTHER with its name.

    `words` are those of `folded`, where they are known.

    >>> text = "Chỉ số CCHC và chỉ số công khai minh bạch xếp thứ 22/63"
    >>> [(m.index.key, m.index.name) for m in find_indices(text, fold(text))]
    [('PAR_INDEX', None), ('OTHER', 'chỉ số công khai minh bạch')]
    """
    out = []
    for match in _MENTION.matches(words or Words(folded)):
        known = match if match["known"] else _INSIDE.search(folded, match.start(), match.end())
        end = known.end() if known else match.end()
        if known:
            index = _KNOWN[" ".join((match["known"] or known[0]).split())]
        elif _WHOLE.fullmatch(match["other"]):
            continue
        else:
            index = Index("OTHER", " ".join(text[match.start() : match.end()].split()), None, None)
        tail = _TAILS.get(index.key, _INDEX_TAIL).match(folded, end)
        out.append(IndexMention(match.start(), tail.end() if tail else end, index))
    return tuple(out)


def scope_at(folded: str, at: int, end: int) -> str | None:
    """Give the scope that the words at a place name: "sở, ban, ngành" is department."""
    match = _SCOPE.match(folded, at, end)
    return _SCOPE_OF[" ".join(match[1].split())] if match else None
