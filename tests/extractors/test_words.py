"""Cues found by their first words: the same as if each character had been tried."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import extractors
from corpus import own_gold
from extractors.text import fold, normalise
from extractors.words import Anchor, Cue, Figures, Words

TEXTS = [normalise(text) for text in own_gold.texts().values()]


def _cues_of(module: ModuleType) -> dict[str, Cue]:
    named = {name: value for name, value in vars(module).items() if isinstance(value, Cue)}
    held = {
        name: value._cue  # the tables of topics hold theirs
        for name, value in vars(module).items()
        if isinstance(getattr(value, "_cue", None), Cue)
    }
    return {f"{module.__name__}.{name}": cue for name, cue in {**named, **held}.items()}


CUES = {
    name: cue
    for found in pkgutil.iter_modules(extractors.__path__)
    if found.name != "spacy_vi"  # takes seconds to import and has none
    for name, cue in _cues_of(importlib.import_module(f"extractors.{found.name}")).items()
}


ANCHORS = {
    f"{found.name}.{name}": value
    for found in pkgutil.iter_modules(extractors.__path__)
    if found.name != "spacy_vi"
    for name, value in vars(importlib.import_module(f"extractors.{found.name}")).items()
    if isinstance(value, Anchor)
}


def test_the_rules_have_cues() -> None:
    # Không có luật nào thì phép thử dưới đây không thử gì.
    assert len(CUES) > 20
    assert len(ANCHORS) > 10


@pytest.mark.parametrize("name", CUES)
def test_first_words_miss_no_match(name: str) -> None:
    # Thiếu một từ mở đầu là mất âm thầm mọi chỗ bắt đầu bằng từ ấy.
    cue = CUES[name]
    for text in TEXTS:
        folded = fold(text)
        words = Words(folded)
        for seen in (folded, text):
            tried = [m.span() for m in cue.pattern.finditer(seen)]
            assert [m.span() for m in cue.matches(words, text=seen)] == tried


@pytest.mark.parametrize("name", ANCHORS)
def test_first_words_of_what_is_tried_at_a_place(name: str) -> None:
    # Từ đứng đầu chỗ khớp mà không có trong danh sách là mất chỗ ấy.
    anchor = ANCHORS[name]
    for text in TEXTS:
        folded = fold(text)
        words = Words(folded)
        words.read()
        places = [m.start() for m in anchor.pattern.finditer(folded)]
        assert [at for at in places if not words.may_begin(anchor.heads, at, len(folded))] == []


def test_what_may_begin_at_a_place() -> None:
    words = Words("rà soát, 5 việc")
    # Chưa đọc từ nào thì để mẫu tự quyết.
    assert words.may_begin(frozenset(), 0, 15)
    words.read()
    assert words.may_begin(frozenset({"rà"}), 0, 15)
    assert not words.may_begin(frozenset({"soát"}), 0, 15)
    # Giữa từ, ở chữ số, hay khoảng kết thúc trong từ: để mẫu tự quyết.
    assert words.may_begin(frozenset(), 1, 15)
    assert words.may_begin(frozenset(), 9, 15)
    assert words.may_begin(frozenset(), 3, 5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kế hoạch, kế", ["kế hoạch", "kế"]),  # từ dài trước
        ("thiết_kế kế", ["kế"]),  # dấu gạch dưới là phần của từ
        ("bảng kếx", []),  # từ khác
        ("30c/nq-cp và 130c/nq-cp", ["30c/nq-cp"]),  # mở đầu bằng chữ số
        ("kế\nhoạch", ["kế\nhoạch"]),  # ngắt dòng cứng
    ],
)
def test_matches(text: str, found: list[str]) -> None:
    cue = Cue(r"(?<!\w)(?:kế(?:\s+hoạch)?|30c/nq-cp)(?!\w)", ["kế hoạch", "kế", "30c/nq-cp"])
    assert [m[0] for m in cue.matches(Words(text))] == found


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (Figures(), ["7", "12", "2024", "5"]),
        (Figures(most=2), ["7", "12", "5"]),  # năm có bốn chữ số
        (Figures(least=4, most=4), ["2024"]),
        (Figures(behind="/"), ["12"]),  # chỉ số đứng trước gạch chéo
        (Figures(most=1, behind=" "), ["7"]),
    ],
)
def test_runs_of_figures(figures: Figures, found: list[str]) -> None:
    text = "7 xã, 12/2024, quý5"
    cue = Cue(r"[0-9]+", figures=figures)
    assert [m[0] for m in cue.matches(Words(text))] == found
    # Không nói gì thêm là dãy chữ số nào cũng được.
    every = Cue(r"[0-9]+", figures=True)
    assert [m[0] for m in every.matches(Words(text))] == ["7", "12", "2024", "5"]
    # Bản có dấu cách thay dấu xuống dòng thì chỗ đứng vẫn như cũ.
    assert [m[0] for m in cue.matches(Words(text).with_spaces(text))] == found


def test_between_two_places() -> None:
    cue = Cue(r"(?<!\w)(?:rà\s+soát(?:\s+lại)?|lại)(?!\w)", ["rà soát", "rà soát lại", "lại"])
    words = Words("rà soát lại rà soát")
    # Cắt ngang một chỗ khớp thì khớp phần còn trong khoảng.
    assert [m[0] for m in cue.between(words, 0, 7)] == ["rà soát"]
    assert [m[0] for m in cue.between(words, 3, 19)] == ["lại", "rà soát"]
    assert [m[0] for m in cue.between(words, 0, 19)] == ["rà soát lại", "rà soát"]
    first = cue.search(words, 1)
    assert first is not None
    assert first.start() == 8
    assert cue.search(words, 17) is None
