"""The areas of the reform programme that words show, by the table `areas.toml`."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.text import fold, word_list
from extractors.words import Cue, Figures, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference
    from extractors.text import Span

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "areas.toml").read_text(encoding="utf-8")
)
Named = list[tuple[int, int, str, int]]  # start, end, key and weight of the words of a sentence
_NEAR = 600  # characters from a document to what it is about
_OF_INDEX = {"impact", "steering"}
_WHOLE = 4  # areas in one sentence: it only lists what the programme is made of
_FEW = 2  # sentences: what a short notice says, it treats
_PARTS = Cue(
    r"(?<!\w)(?:(?:các\s+|[0-9]\s+)?(?:nội\s+dung|chỉ\s+số)\s+(?:thành\s+phần|nội\s+dung)"
    r"|trục\s+nội\s+dung|[0-9]\s+(?:nội\s+dung|lĩnh\s+vực|chỉ\s+số|trục)"
    r"|chỉ\s+số\s+thành\s+phần)(?!\w)",
    ("các", "nội", "chỉ", "trục"),
    figures=Figures(most=1),
)
_OF_EFFECTS = Cue(r"(?<!\w)(?:papi|pci|ddci)(?!\w)", ("papi", "pci", "ddci"))


class _Words:
    """The words of several keys with their weights, as one matcher."""

    def __init__(self, table: dict[str, dict[str, list[str]]]) -> None:
        self._weights: dict[str, list[tuple[str, int]]] = {}
        for key, weights in table.items():
            for weight, words in weights.items():
                for word in words:
                    self._weights.setdefault(" ".join(fold(word).split()), []).append(
                        (key, int(weight))
                    )
        pattern = rf"(?<!\w)(?:{word_list(sorted(self._weights))})(?!\w)"
        self._cue = Cue(pattern, self._weights)

    def find(self, words: Words, start: int = 0, end: int | None = None) -> Named:
        """Give start, end, key and weight of each word between two places."""
        end = len(words.folded) if end is None else end
        return self._named(self._cue.between(words, start, end))

    def within(self, folded: str) -> Named:
        """Give the same of a short text of its own, which no word index is made for."""
        return self._named(self._cue.pattern.finditer(folded))

    def each(self, words: Words, spans: Sequence[Span]) -> list[Named]:
        """Give the same for each of the spans, which stand in order and apart. O(n)."""
        matches, starts = words.all_of(self._cue)
        out: list[Named] = []
        at = 0
        for start, end in spans:
            at = bisect_left(starts, start, at)
            last = bisect_left(starts, end, at)
            if (at and matches[at - 1].end() > start) or (
                last > at and matches[last - 1].end() > end
            ):
                out.append(self.find(words, start, end))  # cut there, other words may match
            else:
                out.append(self._named(matches[at:last]) if last > at else [])
        return out

    def _named(self, matches: Iterable[re.Match[str]]) -> Named:
        out: Named = []
        for match in matches:
            word = match[0]
            weights = self._weights.get(word) or self._weights[" ".join(word.split())]
            out += [(match.start(), match.end(), key, weight) for key, weight in weights]
        return out


AREAS = _Words(_DATA["areas"])
REFORM = _Words({"reform": _DATA["reform"]})
ORDER = {key: place for place, key in enumerate(_DATA["areas"])}


def area_of(folded_clause: str) -> str | None:
    """Give the area of the reform programme that a folded clause is about, None where it is none.

    >>> area_of(fold("Rà soát, niêm yết công khai TTHC tại Bộ phận một cửa"))
    'procedures'
    >>> area_of(fold("trồng cây đầu xuân"))
    """
    return _heaviest(AREAS.within(folded_clause))


def area_between(words: Words, start: int, end: int) -> str | None:
    """Give the area that the clause between two places is about, None where it is none."""
    return _heaviest(AREAS.find(words, start, end))


def _heaviest(named: Named) -> str | None:
    scores: Counter[str] = Counter()
    for _, _, key, weight in named:
        scores[key] += weight
    if not scores or max(scores.values()) < 2:
        return None
    # "Cải cách hành chính" names the whole programme: a particular area beside it wins.
    scores["steering"] -= 1
    return max(scores, key=lambda key: (scores[key], -ORDER[key]))


def spots(scan: Scan, references: Sequence[Reference], content: Sequence[Span]) -> list[Named]:
    """Give the words of areas of each sentence, without what is only cited or named as a part."""
    cited = _cited(scan, references)
    of_effects = _OF_EFFECTS.search(scan.words) is not None
    out: list[Named] = []
    for sentence, rows in zip(content, AREAS.each(scan.words, content), strict=True):
        if not rows:
            out.append(rows)
            continue
        parts = of_effects and _lists_parts(scan, sentence)
        keys = {key for *_, key, weight in rows if weight > 1}
        parts = parts or (len(keys) >= _WHOLE and len(content) > _FEW)
        out.append(
            [
                row
                for row in rows
                if not _within(row[0], cited) and (not parts or row[2] in _OF_INDEX)
            ]
        )
        if any(row[2] in _SENSED for row in out[-1]):
            out[-1] = _in_sense(scan, sentence, out[-1])
    return out


_SENSED = {"impact", "procedures"}
# Whether work is done in time: of dossiers it is about procedures, of tasks about steering.
_IN_TIME = frozenset({"đúng hạn", "quá hạn", "trước hạn", "trễ hạn"})
_TASKS = re.compile(
    r"(?<!\w)(?:nhiệm\s+vụ|vụ\s+việc|giải\s+quyết\s+công\s+việc|công\s+việc\s+(?:được|đã)"
    r"|ý\s+kiến\s+chỉ\s+đạo|văn\s+bản\s+chỉ\s+đạo)(?!\w)"
)
_DOSSIERS = re.compile(r"(?<!\w)(?:hồ\s+sơ|thủ\s+tục|tthc|một\s+cửa|giấy\s+(?:chứng|phép))(?!\w)")
# "góp phần cải thiện môi trường đầu tư": what work is for, not what it is.
_FOR = re.compile(
    r"(?<!\w)(?:nhằm|góp\s+phần|hướng\s+(?:tới|đến)|để|vì|vì\s+mục\s+tiêu|đảm\s+bảo|bảo\s+đảm|qua\s+đó"
    r"|từ\s+đó|tạo)(?!\w)[^.;:\n]{0,90}\Z"
)
_EFFECTS = ("môi trường", "thu hút", "hài lòng", "sự hài", "mức độ", "năng lực")


def _in_sense(scan: Scan, sentence: Span, rows: Named) -> Named:
    """Give the words of a sentence as they are meant in it: tasks done in time, mere purposes."""
    folded = scan.folded
    tasks = (
        any(" ".join(folded[start:end].split()) in _IN_TIME for start, end, *_ in rows)
        and _TASKS.search(folded, *sentence) is not None
        and _DOSSIERS.search(folded, *sentence) is None
    )
    out: Named = []
    for start, end, key, weight in rows:
        if tasks and key == "procedures" and " ".join(folded[start:end].split()) in _IN_TIME:
            out.append((start, end, "steering", 3))
        elif (
            key == "impact"
            and folded.startswith(_EFFECTS, start)
            and _FOR.search(folded, max(sentence.start, start - _NEAR_PURPOSE), start)
        ):
            out.append((start, end, key, 1))
        else:
            out.append((start, end, key, weight))
    return out


_NEAR_PURPOSE = 100  # characters from the word that tells a purpose


def _lists_parts(scan: Scan, sentence: Span) -> bool:
    """Tell whether a sentence names the parts of an index of effects: of PAPI, of PCI."""
    parts = _PARTS.search(scan.words, sentence.start, sentence.end)
    return (
        parts is not None
        and _OF_EFFECTS.search(scan.words, sentence.start, sentence.end) is not None
    )


def _cited(scan: Scan, references: Sequence[Reference]) -> list[tuple[int, int]]:
    """What other documents are about: the subjects of all that are cited but the first."""
    spans: list[tuple[int, int]] = []
    for reference in references[1:]:
        if reference.subject and not reference.own:
            found = _stands(scan.text, reference.subject.split(), reference.end)
            spans += [found] if found else []
    return spans


def _stands(text: str, words: Sequence[str], start: int) -> tuple[int, int] | None:
    """Give where words stand one after another, over line ends too, not far behind `start`."""
    at = text.find(words[0], start, start + _NEAR)
    while at >= 0:
        to = at
        for word in words:
            while text[to : to + 1].isspace():
                to += 1
            if not text.startswith(word, to):
                break
            to += len(word)
        else:
            return at, to
        at = text.find(words[0], at + 1, start + _NEAR)
    return None


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (place, len(spans) and spans[-1][1])) - 1
    return at >= 0 and place < spans[at][1]
