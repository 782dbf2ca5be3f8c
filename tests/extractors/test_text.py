"""Normalising and folding: offsets stay true, the same text gives the same text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import text

ANY = st.text(st.characters(), max_size=200)  # every code point, lone surrogates too


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("2/2019/Q\u00d0-UBND", "2/2019/QĐ-UBND"),  # chữ eth thay cho Đ
        ("Q\u0189, \u00f0\u1ec1 \u00e1n", "QĐ, đề án"),  # chữ D châu Phi, eth thường
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),  # đủ loại xuống dòng
        ("ngày\u00a012\u3000tháng", "ngày 12 tháng"),  # dấu cách cứng, dấu cách toàn khổ
        ("771\u200b/KH\u00ad-UBND", "771/KH-UBND"),  # ký tự vô hình chen giữa số
        ("516/QĐ\ufffeUBND", "516/QĐ-UBND"),  # gạch nối cuối dòng của PDF
        ("hoa\u0300 gia\u0309i", "hoà giải"),  # NFD
        ("a\x00b\x07c", "a b c"),  # ký tự điều khiển
        ("x\ud800y", "x\ufffdy"),  # nửa cặp thay thế
        ("giữ\ttab và – gạch", "giữ\ttab và – gạch"),  # tab của bảng và gạch dài ở lại
    ],
)
def test_normalise(raw: str, normal: str) -> None:
    assert text.normalise(raw) == normal


@given(ANY)
def test_normalise_is_idempotent_and_composed(raw: str) -> None:
    once = text.normalise(raw)
    assert text.normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(ANY)
def test_folding_keeps_the_length(raw: str) -> None:
    assert len(text.fold(raw)) == len(text.unmask(raw)) == len(raw)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("UỶ BAN", "Ủy ban"),  # dấu thanh kiểu mới, kiểu cũ
        ("hoà, khoẻ, thuý", "hòa, khỏe, thúy"),
        ("2011–2020", "2011-2020"),  # gạch ngang các loại
        ("12∕КН-UBND", "12/kh-ubnd"),  # chữ Kirin, gạch chéo toán học
        ("Thủ tƣớng", "thủ tướng"),  # phông cũ: ƣ
    ],
)
def test_spellings_that_fold_alike(left: str, right: str) -> None:
    assert text.fold(left) == text.fold(right)


@pytest.mark.parametrize("word", ["quý", "quỳ", "quỹ", "quỷ", "ĐA", "tuần"])
def test_what_folding_leaves_alone(word: str) -> None:
    """Qu- keeps its tone where it is; Đ is not D."""
    assert text.fold(word) == word.lower()


def test_capitals_and_small_letters_part_the_alphabet() -> None:
    for letter in "aáàảãạăắâấđeéêếiíoóôốơớuúưứyý":
        assert re.fullmatch(f"[{text.SMALL}]", letter)
        assert not re.fullmatch(f"[{text.CAPITALS}]", letter)
        assert re.fullmatch(f"[{text.CAPITALS}]", letter.upper())


@given(ANY)
def test_blocks_are_the_lines_without_their_margins(raw: str) -> None:
    whole = text.normalise(raw)
    found = [whole[b.start : b.end] for b in text.blocks(whole)]
    assert found == [line.strip() for line in whole.split("\n") if line.strip()]


@given(
    st.lists(st.text("abc đ", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=12)
)
def test_word_list_finds_every_term_whole(terms: list[str]) -> None:
    pattern = re.compile(text.word_list(terms))
    for term in terms:
        clean = " ".join(term.split())
        match = pattern.match(clean.replace(" ", "\n "))
        assert match is not None
        assert match.end() == len(clean.replace(" ", "\n "))  # the longest wins
