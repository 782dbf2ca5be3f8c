"""Text that was encoded twice is put right; what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.encoding import decoded
from scrapers.mojibake import mended
from tests.scrapers.test_files_legacy import LINES

GOOD = "Kế hoạch số 19/KH-SKHCN – “Cải cách hành chính” năm 2025… của Đắk Nông, Ủy ban, Ô tô, ƯU"


def twice(text, how):
    """As a program does that takes UTF-8 for another encoding."""
    raw = text.encode()
    if how == "latin-1":
        return raw.decode("latin-1")
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw
    )  # các byte không có chữ giữ nguyên


@pytest.mark.parametrize("how", ["latin-1", "cp1252"])
def test_what_was_encoded_twice_is_whole_again(how):
    assert mended(twice(GOOD, how)) == GOOD
    for sentence in LINES[:200]:
        broken = twice(sentence, how)
        assert mended(broken + twice("ế ạ ể", how)) == sentence + "ế ạ ể"


def test_no_sentence_that_is_right_is_changed():
    for sentence in LINES:
        assert mended(sentence) == sentence
        # Trang lẫn hai thứ: câu đúng vẫn đúng
        assert mended(twice("ế ạ ể ", "cp1252") + sentence) == "ế ạ ể " + sentence


@pytest.mark.parametrize(
    "text",
    [
        "«Giá cá» tăng, «rau má» giảm",  # ngoặc kép kiểu Pháp sau chữ á
        "Káº¿ hoáº¡ch",  # quá ít: có thể là thí dụ trong bài
        "Ngày 1º, á º á » á º",
        "Ô” và Ê” và “PHƯỜNG, XÃ”",
        "",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert mended(text) == text


def test_a_page_is_read_so():
    page = f"<meta charset=utf-8><p>{twice(GOOD, 'cp1252')}</p>".encode()
    assert GOOD in decoded(page, "utf-8")


@given(st.text(max_size=200))
def test_any_text_comes_back_from_being_encoded_twice(text):
    vietnamese = "Thể lệ kế hoạch " + "".join(c for c in text if c < "\u0080")
    assert mended(twice(vietnamese, "latin-1")) == vietnamese
