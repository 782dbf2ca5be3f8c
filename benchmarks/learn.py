"""Learn `extractors/learned.json` from annotated notices and from plain texts.

    pip install scikit-learn
    python benchmarks/learn.py FOLDER... --texts FILE... --out extractors/learned.json
        [--lacks FOLDER...] [--test FOLDER...]

A FOLDER holds `gold.jsonl` (the project's annotations), `ID.txt` for each of its notices, and
`read.jsonl`: what `vanban facts` made of them before anybody mended a rule on these texts, without
the learnt weights. That matters: on texts that rules were mended on they look better than they
are, and the weights would trust them too much. Folders behind --lacks are for shortcomings alone:
invented notices are too unlike real ones to tell orders by, but they hold the short plain
statements that passages of real ones rarely have. The plain texts only tell which words are used
alike.
With --test it prints how well the weights do on other folders: words of orders and shortcomings
covered, P R F1, by the rules alone and with the weights.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds
from sklearn.cluster import KMeans
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extractors import atoms, learned, outline
from extractors.facts import Context
from extractors.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")
_CLASSES = (40, 300)  # how many classes of words, coarse and fine
_RARE = 6  # words seen less often have no class
_CONTEXT = 3_000  # the commonest words, beside which the others stand
_DIMENSIONS = 100
_PAIRED, _TOGETHER = 20, 40  # a pair seen so often, and so many times more than by chance
_STRENGTH = {"orders": 0.1, "lacks": 0.01}  # C of the regression: the less the more careful
_SMALL = 0.01  # weights nearer to zero are left out
_HALF = 0.5
_TAKEN = 0.2  # of a sentence's words, taken by a rule


@dataclass(slots=True)
class Notice:
    """A notice's text and, by kind, the stretches of the gold and of the rules in words."""

    scan: atoms.Scan
    words: list[Span]
    gold: dict[str, np.ndarray]  # 1 a fact, 2 optional
    read: dict[str, list[Span]]  # in words

    def characters(self, words: Span) -> Span:
        """Give the stretch of words in characters."""
        return Span(self.words[words.start].start, self.words[words.end - 1].end)


def _places(words: list[str], quotes: Iterable[str]) -> Iterator[Span | None]:
    """Give where each quote stands in the words; a repeated quote takes the next place."""
    seen: Counter[str] = Counter()
    at: dict[str, list[int]] = {}
    for i, word in enumerate(words):
        at.setdefault(word, []).append(i)
    for quote in quotes:
        wanted = _WORD.findall(fold(quote))
        found = (
            [i for i in at.get(wanted[0], []) if words[i : i + len(wanted)] == wanted]
            if wanted
            else []
        )
        later = found[min(seen[quote], len(found) - 1)] if found else None
        seen[quote] += 1
        yield None if later is None else Span(later, later + len(wanted))


def notices(folder: Path) -> Iterator[Notice]:
    """Give the annotated notices of a folder."""
    read = {
        str(r["id"]): r for r in map(json.loads, (folder / "read.jsonl").open(encoding="utf-8"))
    }
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        gold = json.loads(line)
        if str(gold["id"]) not in read:
            continue
        raw = (folder / f"{gold['id']}.txt").read_text(encoding="utf-8")
        scan = atoms.scan(raw, Context())
        spans = [Span(*m.span()) for m in _WORD.finditer(scan.folded)]
        words = [scan.folded[a:b] for a, b in spans]
        marks, found = {}, {}
        for kind in ("recommendations", "findings"):
            marks[kind] = np.zeros(len(words), int)
            items = sorted(gold[kind], key=lambda item: not item.get("optional"))
            for item, place in zip(items, _places(words, (i["text"] for i in items)), strict=True):
                if place:
                    marks[kind][place.start : place.end] = 2 if item.get("optional") else 1
            quotes = [i["text"] for i in read[str(gold["id"])][kind]]
            found[kind] = sorted(p for p in _places(words, quotes) if p)
        yield Notice(scan, spans, marks, found)


def _sentences(notice: Notice) -> Iterator[Span]:
    """Give the sentences of a notice in words."""
    starts = np.array([span.start for span in notice.words])
    scan = notice.scan
    for row in outline.paragraphs(scan.text, scan.blocks, scan.furniture):
        for part in outline.sentences(scan.text, row.start, row.end):
            a, b = np.searchsorted(starts, part.start), np.searchsorted(starts, part.end)
            if b - a >= learned.LEAST:
                yield Span(int(a), int(b))


@dataclass(slots=True)
class Sample:
    """One stretch to judge: its features, whether it is one, and whether rules leave it open."""

    notice: Notice
    place: Span  # in words
    features: set[str]
    right: bool
    open: bool


def orders(notice: Notice, features: learned.Features) -> Iterator[Sample]:
    """Give each sentence; it is an order where most of its words are one's."""
    scan, gold = notice.scan, notice.gold["recommendations"]
    spans = {kind: [notice.characters(p) for p in found] for kind, found in notice.read.items()}
    taken = np.zeros(len(notice.words))
    for place in (p for found in notice.read.values() for p in found):
        taken[place.start : place.end] = 1
    for place in _sentences(notice):
        marked = gold[place.start : place.end]
        if (marked == 2).mean() > _HALF:
            continue
        at = notice.characters(place)
        tasks, wrongs = (
            [span for span in spans[kind] if span.end <= at.start]
            for kind in ("recommendations", "findings")
        )
        seen = features.stretch(scan, at)
        seen.update(learned.after(tasks, wrongs, at.start))
        free = taken[place.start : place.end].mean() <= _TAKEN
        yield Sample(notice, place, seen, bool((marked == 1).mean() > _HALF), bool(free))


def lacks(notice: Notice, features: learned.Features) -> Iterator[Sample]:
    """Give each statement that the rules take for a shortcoming; most of its words are, or not."""
    scan = notice.scan
    for place in notice.read["findings"]:
        seen = features.stretch(scan, notice.characters(place))
        marked = notice.gold["findings"][place.start : place.end]
        yield Sample(notice, place, seen, bool((marked > 0).mean() > _HALF), open=True)


def _regression(samples: list[Sample], kind: str) -> dict[str, float]:
    """Give the weights by which the right ones are told from the others; "" is the constant."""
    vectors = DictVectorizer()
    table = vectors.fit_transform([dict.fromkeys(s.features, 1) for s in samples])
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    sizes = [s.place.end - s.place.start for s in samples] if kind == "lacks" else None
    model = LogisticRegression(C=_STRENGTH[kind], max_iter=500, solver="liblinear")
    model.fit(table, [s.right for s in samples], sample_weight=sizes)
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): round(float(w), 3) for name, w in named if abs(w) >= _SMALL}
    return {"": round(float(model.intercept_[0]), 3), **dict(sorted(weights.items()))}


def _pairs(lines: list[list[str]]) -> list[str]:
    """Give the pairs of syllables that stand together far more often than by chance."""
    single = Counter(word for line in lines for word in line)
    double = Counter(pair for line in lines for pair in pairwise(line))
    total = sum(single.values())
    return sorted(
        f"{a} {b}"
        for (a, b), n in double.items()
        if n >= _PAIRED
        and n * total > _TOGETHER * single[a] * single[b]
        and a.isalpha()
        and b.isalpha()
    )


def _vectors(lines: list[list[str]]) -> tuple[list[str], np.ndarray]:
    """Give the frequent words and a vector each: words used alike have vectors alike."""
    often = [
        word for word, n in Counter(w for line in lines for w in line).most_common() if n >= _RARE
    ]
    number = {word: i for i, word in enumerate(often)}
    beside: Counter[tuple[int, int]] = Counter()
    for line in lines:
        row = [number.get(word, len(often)) for word in line]
        for i, word in enumerate(row):
            for side, j in enumerate((i - 2, i - 1, i + 1, i + 2)):
                if word < len(often) and 0 <= j < len(row) and row[j] < _CONTEXT:
                    beside[word, row[j] + _CONTEXT * side] += 1
    places = np.array(list(beside))
    counts = np.array(list(beside.values()), float)
    shape = (len(often), 4 * _CONTEXT)
    table = csr_matrix((counts, (places[:, 0], places[:, 1])), shape=shape)
    rows = np.asarray(table.sum(1)).ravel()
    columns = np.asarray(table.sum(0)).ravel() ** 0.75
    chance = np.log(counts * columns.sum() / (rows[places[:, 0]] * columns[places[:, 1]]))
    more = chance > 0
    table = csr_matrix((chance[more], (places[more, 0], places[more, 1])), shape=shape)
    left, sizes, _ = svds(table, _DIMENSIONS, v0=np.ones(min(shape)))
    vectors = left * np.sqrt(sizes)
    return often, vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def classes(texts: Iterable[Path]) -> dict[str, Any]:
    """Give `pairs`, `words` and `classes` of `learned.json` from plain texts."""
    found = [_WORD.findall(fold(line)) for p in texts for line in p.open(encoding="utf-8")]
    pairs = _pairs(found)
    empty = {"pairs": pairs, "words": [], "classes": [], "orders": {}, "lacks": {}}
    joined = learned.Features(empty)
    lines = [joined.words(" ".join(line), 0, 10**9) for line in found]
    often, vectors = _vectors(lines)
    by_size = [KMeans(k, n_init=3, random_state=0).fit_predict(vectors) for k in _CLASSES]
    return {
        **empty,
        "words": often,
        "classes": [[int(c) for c in row] for row in zip(*by_size, strict=True)],
    }


def _measure(kind: str, samples: list[Sample], weights: dict[str, float] | None) -> str:
    """Give P, R and F1 of the words covered, by the rules alone or with the weights."""
    key = {"orders": "recommendations", "lacks": "findings"}[kind]
    tally = SimpleNamespace(right=0, false=0, missed=0)
    for notice in {id(s.notice): s.notice for s in samples}.values():
        got = np.zeros(len(notice.words))
        for place in notice.read[key]:
            got[place.start : place.end] = 1
        for sample in samples:
            if sample.notice is not notice or weights is None:
                continue
            likely = learned.likelihood(weights, sample.features)
            if kind == "orders" and sample.open and likely >= learned.LIKELY:
                got[sample.place.start : sample.place.end] = 1
            if kind == "lacks" and likely < learned.DOUBTED:
                got[sample.place.start : sample.place.end] = 0
        gold = notice.gold[key]
        tally.right += int((got[gold == 1]).sum())
        tally.false += int(got[gold == 0].sum())
        tally.missed += int((1 - got[gold == 1]).sum())
    p = tally.right / max(1, tally.right + tally.false)
    r = tally.right / max(1, tally.right + tally.missed)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}"


def main() -> int:
    """Write the weights; print what they were learnt from and, with --test, how good they are."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--texts", nargs="+", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--lacks", nargs="*", type=Path, default=[])
    arguments.add_argument("--test", nargs="*", type=Path, default=[])
    options = arguments.parse_args()
    data = classes(options.texts)
    features = learned.Features(data)
    known = [n for folder in options.folders for n in notices(folder)]
    short = [n for folder in options.lacks for n in notices(folder)]
    unseen = [n for folder in options.test for n in notices(folder)]
    print(
        f"{len(known)} notices, {len(data['pairs'])} pairs, {len(data['words'])} words with a class"
    )
    for kind, judge, learnt in (("orders", orders, known), ("lacks", lacks, known + short)):
        samples = [s for n in learnt for s in judge(n, features)]
        data[kind] = _regression(samples, kind)
        right = sum(s.right for s in samples)
        print(f"{kind}: {len(samples)} stretches, {right} right, {len(data[kind])} weights")
        if test := [s for n in unseen for s in judge(n, features)]:
            print(f"  of {len(unseen)} other notices, by rules: {_measure(kind, test, None)}")
            print(f"  with the weights: {_measure(kind, test, data[kind])}")
    options.out.write_text(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
