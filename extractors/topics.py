"""What a notice is about: its genre, whether the reform is its subject, and which areas of it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.facts import Topic
from extractors.genre import genre_of, subject_of
from extractors.text import fold, word_list
from extractors.words import Cue, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Finding, Recommendation, Reference
    from extractors.text import Span

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "areas.toml").read_text(encoding="utf-8")
)
Named = list[tuple[int, int, str, int]]  # start, end, key and weight of the words of a sentence
_PASSAGES = 3  # how many passages are shown for one key


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about; `areas` are keys of areas.toml, the primary one first."""

    genre: str  # document, document_page, news, report, other
    reform: bool
    areas: tuple[str, ...]
    evidence: tuple[Topic, ...]


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
        out: Named = []
        for match in self._cue.between(words, start, len(words.folded) if end is None else end):
            word = match[0]
            weights = self._weights.get(word) or self._weights[" ".join(word.split())]
            out += [(match.start(), match.end(), key, weight) for key, weight in weights]
        return out


_AREAS = _Words(_DATA["areas"])
_REFORM = _Words({"reform": _DATA["reform"]})
_ORDER = {key: place for place, key in enumerate(_DATA["areas"])}


def area_of(folded_clause: str) -> str | None:
    """Give the area of the reform programme that a folded clause is about, None where it is none.

    >>> area_of(fold("Rà soát, niêm yết công khai TTHC tại Bộ phận một cửa"))
    'procedures'
    >>> area_of(fold("trồng cây đầu xuân"))
    """
    return area_between(Words(folded_clause))


def area_between(words: Words, start: int = 0, end: int | None = None) -> str | None:
    """Give the area that the clause between two places is about, None where it is none."""
    scores: Counter[str] = Counter()
    for _, _, key, weight in _AREAS.find(words, start, end):
        scores[key] += weight
    if not scores or max(scores.values()) < 2:
        return None
    # "Cải cách hành chính" names the whole programme: a particular area beside it wins.
    scores["steering"] -= 1
    return max(scores, key=lambda key: (scores[key], -_ORDER[key]))


def find(
    scan: Scan,
    references: Sequence[Reference],
    recommendations: Sequence[Recommendation],
    findings: Sequence[Finding],
) -> About:
    """Give genre, reform and areas of a notice with the passages that show them. O(n)."""
    genre, marks = genre_of(scan, references)
    content = [s for s in scan.sentences if _is_content(scan, s)] or list(scan.sentences)
    subject = Words(subject_of(scan))
    named = [_AREAS.find(scan.words, s.start, s.end) for s in content]
    strength, shown = _reform(scan, content, named, subject)
    reform = strength >= _REFORM_FROM
    evidence = [_topic(scan, start, end, genre) for start, end in marks[:_PASSAGES]]
    evidence += shown if reform else []
    credit, passages = _credit(scan, content, named)
    told = [*(r.area for r in recommendations), *(f.area for f in findings)]
    credit.update(area for area in told if area is not None)
    credit.update(_of_subject(subject))
    areas = _chosen(credit, _headed(scan)) if reform else _effects(credit)
    for area in areas:
        evidence += passages[area]
    return About(genre, reform, areas, tuple(sorted(evidence, key=lambda t: (t.start, t.end))))


_REFORM_FROM = 0.12  # of the sentences, each worth up to 1
_IN_SUBJECT = 0.1  # what a plain word of the reform is worth in the subject, a sure one twice
_IN_LEAD = 0.1
_SHARE = 0.07  # of the credit of all areas
_LEAST_CREDIT = 3
_FIRST = 600  # characters that hold title and lead
_HEADING = 90  # characters of the heading of a section
_LONGEST_HEADING = 200  # with its number


def _is_content(scan: Scan, sentence: Span) -> bool:
    """A sentence or heading, no entry of a menu and no bare link."""
    text = scan.text[sentence.start : sentence.end]
    wordy = text.count(" ") > 3 and not text.startswith(("http", "/"))
    return wordy and not scan.menus.holds(sentence.start)


def _reform(
    scan: Scan, content: Sequence[Span], named: Sequence[Named], subject: Words
) -> tuple[float, list[Topic]]:
    """How much of the content speaks of the reform, and where it does so most."""
    total = 0.0
    shown: list[Topic] = []
    for sentence, areas in zip(content, named, strict=True):
        weights = [0]
        for start, end, key, weight in _REFORM.find(scan.words, sentence.start, sentence.end):
            weights.append(weight)
            if weight == 3 and len(shown) < _PASSAGES:
                shown.append(_topic(scan, start, end, key))
        # Work on procedures is work of the reform, under whatever name.
        weights += [2 for *_, key, weight in areas if key == "procedures" and weight == 3]
        total += min(sum(weights), 3) / 3 if max(weights) > 1 else 0
    strength = total / max(1, len(content))
    if any(weight == 3 for *_, weight in _REFORM.find(scan.words, 0, _FIRST)):
        strength += _IN_LEAD
    about = [weight for *_, weight in _REFORM.find(subject)]
    return strength + _IN_SUBJECT * max(0, max(about, default=0) - 1), shown


def _of_subject(subject: Words) -> Counter[str]:
    """The areas that the subject of the notice names."""
    credit: Counter[str] = Counter()
    for _, _, key, weight in _AREAS.find(subject):
        if weight > 1:
            credit[key] += weight
    return credit


_NUMBERED = re.compile(
    r"[#*_\s]*(?:phần\s+\w+|[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,4}|[a-zđ])[.):/]"
)


def _headed(scan: Scan) -> set[str]:
    """The areas that have a section of their own: a numbered heading names them."""
    found: set[str] = set()
    for block in scan.blocks:
        if (
            block.end - block.start > _LONGEST_HEADING
            and ":" not in scan.folded[block.start : block.start + _LONGEST_HEADING]
        ):
            continue  # a paragraph, as most blocks are
        number = _NUMBERED.match(scan.folded, block.start, block.end)
        begin = number.end() if number else block.start
        colon = scan.folded.find(":", begin, begin + _HEADING)  # "4. Tài chính công: giải ngân ..."
        end = colon if 0 <= colon < block.end else block.end
        if end - begin > _HEADING or (end == block.end and scan.text[end - 1] in ".;,"):
            continue
        for start, _, key, weight in _AREAS.find(scan.words, begin, end):
            if weight > 1 and (
                number or (end == colon and not scan.text[begin:start].strip(" -+*"))
            ):
                found.add(key)
    return found


def _credit(
    scan: Scan, content: Sequence[Span], named: Sequence[Named]
) -> tuple[Counter[str], defaultdict[str, list[Topic]]]:
    """How much each area is spoken of, and the passages."""
    credit: Counter[str] = Counter()
    passages: defaultdict[str, list[Topic]] = defaultdict(list)
    for sentence, areas in zip(content, named, strict=True):
        weights: Counter[str] = Counter()
        for _, _, key, weight in areas:
            weights[key] += weight
        for key, weight in weights.items():
            if weight > 1:
                credit[key] += min(weight, 4)
                if len(passages[key]) < _PASSAGES:
                    passages[key].append(_topic(scan, sentence.start, sentence.end, key))
    return credit, passages


def _chosen(credit: Counter[str], headed: set[str]) -> tuple[str, ...]:
    least = max(_LEAST_CREDIT, _SHARE * sum(credit.values()))
    chosen = {key for key in credit if credit[key] >= least} | (headed & set(credit))
    return tuple(sorted(chosen, key=lambda key: (-credit[key], _ORDER[key])))


def _effects(credit: Counter[str]) -> tuple[str, ...]:
    """Of a notice that is not about the reform: whether its effects are, as in a PCI ranking."""
    effects = credit["impact"]
    return ("impact",) if effects > _LEAST_CREDIT and effects == max(credit.values()) else ()


def _topic(scan: Scan, start: int, end: int, key: str) -> Topic:
    return Topic(start, end, scan.text[start:end], key)
