"""What a notice is about: its genre, whether the reform is its subject, and which areas of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.areas import AREAS, ORDER, REFORM, area_between, area_of, spots
from extractors.facts import Topic
from extractors.genre import genre_of, subject_of
from extractors.words import Cue, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.areas import Named
    from extractors.atoms import Scan
    from extractors.facts import Finding, Recommendation, Reference
    from extractors.text import Span

__all__ = ["About", "area_between", "area_of", "find"]
_PASSAGES = 3  # how many passages are shown for one key


@dataclass(frozen=True, slots=True)
class About:
    """What a notice is about; `areas` are keys of areas.toml, the primary one first."""

    genre: str  # document, document_page, news, report, other
    reform: bool
    areas: tuple[str, ...]
    evidence: tuple[Topic, ...]


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
    named = spots(scan, references, content)
    strength, shown = _reform(scan, content, named, subject)
    reform = strength >= _REFORM_FROM and not _SALE.search(scan.words, 0, _FIRST)
    evidence = [_topic(scan, start, end, genre) for start, end in marks[:_PASSAGES]]
    evidence += shown if reform else []
    credit, passages = _credit(scan, content, named)
    told = [*(r.area for r in recommendations), *(f.area for f in findings)]
    credit.update(area for area in told if area is not None)
    credit.update(_of_subject(subject))
    treated = _treated(content, named, {area for area in told if area}) | set(_of_subject(subject))
    areas = _chosen(credit, _headed(scan), treated) if reform else _effects(scan, credit)
    for area in areas:
        evidence += passages[area]
    return About(genre, reform, areas, tuple(sorted(evidence, key=lambda t: (t.start, t.end))))


_REFORM_FROM = 0.12  # of the sentences, each worth up to 1
# Whatever is bought or sold, be it for the one-stop shop.
_SALE = Cue(
    r"(?<!\w)(?:(?:thông\s+báo|thư)\s+mời\s+(?:thầu|chào\s+giá|báo\s+giá)|gói\s+thầu\s*:|tên\s+gói\s+thầu"
    r"|thông\s+báo\s+(?:bán\s+)?đấu\s+giá|bán\s+đấu\s+giá\s+tài\s+sản|kết\s+quả\s+lựa\s+chọn\s+nhà\s+thầu)(?!\w)",
    ("thông", "thư", "gói", "tên", "bán", "kết"),
)
_IN_SUBJECT = 0.1  # what a plain word of the reform is worth in the subject, a sure one twice
_IN_LEAD = 0.1
_SHARE = 0.07  # of the credit of all areas
_LEAST_CREDIT = 3
_WEIGHTY = 0.2  # of the credit of all areas: one sentence of a short notice is enough
_FEW_SENTENCES = 2
_SURE = 3  # the weight of one sure word
_MUCH, _MOSTLY = 12, 0.6  # credit, and its share, of what a notice is mainly about
_DTI = Cue(r"(?<!\w)(?:chỉ\s+số\s+(?:\w+\s+){0,3}chuyển\s+đổi\s+số|dti)(?!\w)", ("chỉ", "dti"))
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
        for start, end, key, weight in REFORM.find(scan.words, sentence.start, sentence.end):
            weights.append(weight)
            if weight == 3 and len(shown) < _PASSAGES:
                shown.append(_topic(scan, start, end, key))
        # Work on procedures is work of the reform, under whatever name.
        weights += [2 for *_, key, weight in areas if key == "procedures" and weight == 3]
        total += min(sum(weights), 3) / 3 if max(weights) > 1 else 0
    strength = total / max(1, len(content))
    if any(weight == 3 for *_, weight in REFORM.find(scan.words, 0, _FIRST)):
        strength += _IN_LEAD
    about = [weight for *_, weight in REFORM.find(subject)]
    return strength + _IN_SUBJECT * max(0, max(about, default=0) - 1), shown


def _of_subject(subject: Words) -> Counter[str]:
    """The areas that the subject of the notice names."""
    credit: Counter[str] = Counter()
    for _, _, key, weight in AREAS.find(subject):
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
        for start, _, key, weight in AREAS.find(scan.words, begin, end):
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


def _treated(content: Sequence[Span], named: Sequence[Named], told: set[str]) -> set[str]:
    """The areas that are not only named in passing.

    Two sentences speak of them, or one in several words, or one that asks for something in it.
    """
    sentences: Counter[str] = Counter()
    strongest: Counter[str] = Counter()
    for areas in named:
        weights: Counter[str] = Counter()
        for *_, key, weight in areas:
            weights[key] += weight
        sentences.update({key for *_, key, weight in areas if weight > 1})
        strongest |= weights
    least = 2 if len(content) > _FEW_SENTENCES else 1
    return {
        key
        for key, count in sentences.items()
        if count >= least or strongest[key] > _SURE - (key in told)
    }


def _chosen(credit: Counter[str], headed: set[str], treated: set[str]) -> tuple[str, ...]:
    total = sum(credit.values())
    least = max(_LEAST_CREDIT, _SHARE * total)
    chosen = {
        key
        for key in credit
        if credit[key] >= least and (key in treated or credit[key] >= _WEIGHTY * total)
    } | (headed & set(credit))
    return tuple(sorted(chosen, key=lambda key: (-credit[key], ORDER[key])))


def _effects(scan: Scan, credit: Counter[str]) -> tuple[str, ...]:
    """Of a notice that is not about the reform: what its index measures, as in a PCI ranking."""
    most = max(credit.values(), default=0)
    mostly = most >= _MUCH and most > _MOSTLY * sum(credit.values())
    if credit["digital"] == most >= _LEAST_CREDIT and (mostly or _DTI.search(scan.words)):
        return ("digital",)
    return ("impact",) if most > _LEAST_CREDIT and credit["impact"] == most else ()


def _topic(scan: Scan, start: int, end: int, key: str) -> Topic:
    return Topic(start, end, scan.text[start:end], key)
