"""Whatever comes in: no crash, quotes that are the text at their place, time linear."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extractors
from corpus import own_gold
from extractors.facts import Facts
from tests.growth import growth

TEXTS = own_gold.texts()
KINDS = ("references", "dates", "scores", "recommendations", "findings", "topics")


def every_fact(facts: Facts) -> Iterator[tuple[int, int, str]]:
    for kind in KINDS:
        for fact in getattr(facts, kind):
            yield fact.start, fact.end, fact.quote


def holds(text: str) -> Facts:
    facts = extractors.extract(text)
    for start, end, quote in every_fact(facts):
        assert 0 <= start < end <= len(facts.text)
        assert facts.text[start:end] == quote
    return facts


def wrapped(text: str) -> str:
    return re.sub(r"(.{50,70}) ", r"\1\n", text)


# Mỗi phép biến đổi là một kiểu hỏng gặp ở cổng thật.
MUTATIONS: dict[str, Callable[[str], str]] = {
    "tổ hợp NFD": lambda text: unicodedata.normalize("NFD", text),
    "ngắt dòng cứng": wrapped,
    "hai khoảng trắng": lambda text: text.replace(" ", "  "),
    "khoảng trắng không ngắt": lambda text: text.replace(" ", "\u00a0"),
    "chữ hoa toàn bộ": str.upper,
    "chữ thường toàn bộ": str.lower,
    "Ð thay Đ": lambda text: text.replace("Đ", "\u00d0").replace("đ", "\u00f0"),
    "chữ Kirin": lambda text: text.translate(str.maketrans("KHTCBA", "КНТСВА")),
    "gạch ngang dài": lambda text: text.replace("-", "\u2013"),
    "mất gạch nối": lambda text: text.replace("-", ""),
    "mất dấu câu": lambda text: re.sub(r"[.;:,]", " ", text),
    "đảo ngược dòng": lambda text: "\n".join(reversed(text.split("\n"))),
    "cắt giữa chừng": lambda text: text[len(text) // 3 : -len(text) // 3],
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_damaged_notices_never_crash_and_quote_what_stands_there(mutation: str) -> None:
    for text in TEXTS.values():
        holds(MUTATIONS[mutation](text))


@pytest.mark.parametrize("mutation", ["tổ hợp NFD", "khoảng trắng không ngắt"])
def test_what_only_looks_different_reads_the_same(mutation: str) -> None:
    # Hai phép này không đổi nội dung: số hiệu và ngày phải giữ nguyên.
    for name, text in TEXTS.items():
        plain, other = extractors.extract(text), extractors.extract(MUTATIONS[mutation](text))
        assert [(r.code, r.date) for r in plain.references] == [
            (r.code, r.date) for r in other.references
        ], name


_ALPHABET = st.sampled_from(
    [
        *"019/-.,;:%()\n\tĐđ",
        *("Số", "số", "sở", "ngày", "tháng", "năm", "quý", "KH-", "QĐ-", "UBND", "SKHCN", "của"),
        *("về", "việc", "Giao", "yêu cầu", "đạt", "xếp", "thứ", "chưa", "Sở", "tỉnh", "2024"),
        *("12/3", "II", "\u00d0", "\u0301", "\x00", "\ud800"),
    ]
)


@given(st.lists(_ALPHABET, max_size=60).map(" ".join) | st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_arbitrary_input(text: str) -> None:
    holds(text)


# Những dòng làm biểu thức chính quy lùng sục lại từ đầu ở mỗi chữ.
EVIL = {
    "chữ số và gạch chéo": "1234/5678/90-",
    "số và số": "số 12, ",
    "ngày lặp": "ngày 1/1/2024 ",
    "tên cơ quan": "Sở Khoa học và Công nghệ tỉnh ",
    "phần trăm": "84,95% (3/19) ",
    "mở ngoặc": "(((",
    "khoảng trắng": " \t ",
    "dấu sao": "**",
    "chấm phẩy": "a; ",
    "yêu cầu": "yêu cầu Sở Nội vụ ",
    "dòng ngắn": "- a\n",
}


@pytest.mark.parametrize("shape", EVIL)
def test_time_is_linear_in_the_length(shape: str) -> None:
    def extracting(size: int) -> Callable[[], object]:
        text = EVIL[shape] * (size // len(EVIL[shape]))
        return lambda: extractors.extract(text)

    # eight times the length; a square law gives 64
    assert growth(extracting, 20_000, 160_000, most=20) < 20


def test_many_words_between_two_ranks_cost_nothing() -> None:
    # Trước đây mỗi chữ thêm vào nhân đôi thời gian: bảy cặp từ là treo máy.
    text = "Chỉ số PAPI của tỉnh xếp hạng 5/63, " + "phường xã " * 7 + "= 7/63 tỉnh."
    begun = time.process_time()
    holds(text)
    assert time.process_time() - begun < 20


@pytest.mark.slow
def test_five_megabytes_of_digits_and_slashes() -> None:
    begun = time.process_time()
    holds("1234/5678/90-" * (5 * 2**20 // 13))
    assert time.process_time() - begun < 60
