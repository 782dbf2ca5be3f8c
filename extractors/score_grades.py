"""Grades and groups that a ranking gives: "xếp loại Tốt", "nằm trong nhóm 1"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.body_lists import listed_left
from extractors.facts import Score
from extractors.score_context import NEAR, Surroundings
from extractors.score_kinds import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.text import Span

_AIMED = re.compile(
    r"(?<!\w)(?:phấn\s+đấu|quyết\s+tâm|mục\s+tiêu|hướng\s+tới|cần|phải|hơn|thấp\s+hơn|so\s+với)(?!\w)[^,;.:]*\Z"
)
# What a body may be graded for, besides an index: "xếp loại Tốt về công tác CCHC".
_REFORM = re.compile(
    r"(?<!\w)(?:về|công\s+tác|kết\s+quả|thực\s+hiện|xếp\s+loại|đánh\s+giá)\s+(?:công\s+tác\s+)?"
    r"(?:cchc|cải\s+cách\s+hành\s+chính)(?!\w)"
)
_BESIDE = 60  # characters between a result and its grade

_WITH = re.compile(r"\s*\(?(?:với|đạt|được)?(?:\s+(?!và\s|còn\s)[^\W\d_]+){0,6}\s*")
_GRADE = re.compile(
    r"(?<!\w)(?:(?:xếp|đạt|ở)?\s*(?:loại|mức|mức\s+độ)|(?:thuộc|trong)\s+nhóm(?!\s+trung)|xếp\s+hạng|được\s+xếp)\s+"
    r"(?P<word>xuất\s+sắc|rất\s+tốt|tốt|khá|trung\s+bình\s+(?:cao|thấp)|trung\s+bình|tương\s+đối\s+thấp|"
    r"yếu|thấp)(?!\w)(?!\s+nhiệm\s+vụ)"
    r"|(?:nằm|thuộc|đứng|ở|vào|lọt|giữ\s+vững)\s+(?:trong\s+|ở\s+|vào\s+)?"
    r"(?:nhóm\s+[\"“'](?P<quoted>xuất\s+sắc|rất\s+tốt|tốt|khá|trung\s+bình|yếu|thấp)(?!\w)"
    r"|(?P<group>(?:nhóm|tốp|top)\s+(?:đầu|cao\s+nhất|thấp\s+nhất|trung\s+bình\s+(?:cao|thấp)|"
    r"trung\s+bình|dẫn\s+đầu|[0-9]{1,2}|[ivx]{1,3}|[abcd])(?!\w)(?!\s+(?:tỉnh|thành|địa\s+phương|đơn\s+vị|sở|huyện|xã|phường|quận|bộ|cơ\s+quan))))"
)


def find_grades(text: str, folded: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Give start, end and wording of the grades between two places.

    "Hoàn thành xuất sắc nhiệm vụ" rates staff and is none.

    >>> text = "Sở Nội vụ xếp loại Tốt, nằm trong nhóm 1"
    >>> [grade for _, _, grade in find_grades(text, text.lower(), 0, len(text))]
    ['Tốt', 'nhóm 1']
    """
    for match in _GRADE.finditer(folded, start, end):
        if _AIMED.search(folded, max(start, match.start() - 80), match.start()):
            continue
        kind = match.lastgroup or "word"
        yield (
            match.start(),
            match.end(),
            " ".join(text[match.start(kind) : match.end(kind)].split()),
        )


def with_grades(around: Surroundings, sentence: Span, scores: Sequence[Score]) -> list[Score]:
    """Give the scores of a sentence with the grades beside them, and grades of their own.

    Only a sentence that speaks of an index gives grades.
    """
    out = list(scores)
    speaks = around.indices(sentence.start, sentence.end) or _REFORM.search(
        around.scan.folded, sentence.start, min(sentence.end, sentence.start + 10 * NEAR)
    )
    if not speaks and all(s.indicator == "OTHER" for s in scores):
        return _with_own(around, out)
    end = min(sentence.end, sentence.start + 10 * NEAR)
    for first, last, grade in find_grades(
        around.scan.text, around.scan.folded, sentence.start, end
    ):
        near = [
            i
            for i, s in enumerate(scores)
            if s.start < first < s.end or abs(s.end - first) < _BESIDE
        ]
        near.sort(key=lambda i: (scores[i].end <= first, scores[i].end))
        if led := [i for i, s in enumerate(scores) if _leads(around, last, s)]:
            out[led[0]] = replace(out[led[0]], grade=grade)
        elif near:
            # "Sở Công Thương xếp loại Khá (76,4 điểm)": the grade stands within its result.
            inside = [i for i in near if scores[i].start < first < scores[i].end]
            best = inside[0] if inside else near[-1]
            out[best] = replace(out[best], grade=grade)
        else:
            out += _own(around, sentence, first, last, grade)
    return out


# "Sở đạt 95,5 điểm, xếp loại Xuất sắc": right behind points, whatever they are of.
_BEHIND_POINTS = re.compile(
    r"(?<=điểm)\s*[,(;–-]?\s*(?:được\s+)?(?:xếp\s+)?loại\s+(?P<word>xuất\s+sắc|rất\s+tốt|tốt|khá|trung\s+bình|yếu)"
    r"(?!\w)(?!\s+nhiệm\s+vụ)"
)


def _with_own(around: Surroundings, scores: list[Score]) -> list[Score]:
    """The scores in points with the grade that stands right behind them."""
    for place, score in enumerate(scores):
        told = _BEHIND_POINTS.match(around.scan.folded, score.end) if score.unit == "điểm" else None
        if told:
            grade = " ".join(around.scan.text[told.start("word") : told.end("word")].split())
            scores[place] = replace(score, grade=grade)
    return scores


def _leads(around: Surroundings, end: int, score: Score) -> bool:
    """Whether a grade stands right before a result: "xếp loại khá với tỷ lệ điểm số 76,61%"."""
    if not end <= score.start < end + _BESIDE:
        return False
    return _WITH.fullmatch(around.scan.folded, end, score.start) is not None


def _own(around: Surroundings, sentence: Span, start: int, end: int, grade: str) -> list[Score]:
    """A grade that stands without a value or rank, for each of the bodies that have it."""
    bodies = listed_left(around.scan, around.bodies(sentence.start, start), sentence.start, start)
    mention = around.index_of_text(sentence.start, start)
    index = mention.index if mention else UNKNOWN
    alone = Score(
        start,
        end,
        around.scan.text[start:end],
        "grade",
        index.key,
        name=index.name,
        period=around.periods.before(end),
        grade=grade,
    )
    return [replace(alone, subject=b.name, scope=b.scope) for b in bodies] or [alone]
