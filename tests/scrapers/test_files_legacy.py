"""Encodings of before Unicode: found on the characters, decoded; Unicode is never touched."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.files.legacy import CAPITALS, END, TCVN3, VNI, decoded
from scrapers.files.syllables import is_syllable
from scrapers.samples import pool

_TO_TCVN3 = {new: old for old, new in TCVN3.items()}
_TO_VNI = {new: old for old, new in VNI.items()}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_tcvn3(text: str) -> str:
    """As a .VnTime file holds it: a capital with a tone has no place there."""
    return "".join(_TO_TCVN3.get(c) or _TO_TCVN3.get(c.lower(), c) for c in text)


def to_vni(text: str) -> str:
    return "".join(_TO_VNI.get(c, c) for c in text)


def to_1258(text: str) -> str:
    """As a windows-1258 file looks where it is read as windows-1252."""
    made = b""
    for c in text:
        try:
            made += c.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", c)
            own = "".join(m for m in marks if m not in _TONES)
            tone = "".join(m for m in marks if m in _TONES)
            made += (unicodedata.normalize("NFC", base + own) + tone).encode("cp1258", "replace")
    return made.decode("cp1252")


ENCODERS = {"tcvn3": to_tcvn3, "vni": to_vni, "windows-1258": to_1258}


def sentences() -> list[str]:
    """Every line of the sample notices: invented, Unicode, administrative."""
    texts = [text for n in pool.notices() for text in (n.title, *n.lines)]
    texts += [line for n in pool.notices() for file in n.attachments for line in file.lines]
    return [unicodedata.normalize("NFC", text) for text in dict.fromkeys(texts) if text.strip()]


LINES = sentences()
LATIN = [  # chữ có dấu mà không phải văn bản bảng mã cũ
    "Ông Hà và bà Lê có mặt tại hôtel Métropole, dùng café.",
    "L'économie française a été très affectée par la crise; où en êtes-vous à présent ?",
    "Établissement public à caractère industriel et commercial, créé en août 1998",
    "São Paulo, Bogotá, Málaga, Córdoba, Düsseldorf, Malmö, Århus, Gdansk",
    "Größe, Straße, Übung, Fußgängerübergänge für Müller & Söhne",
    "El niño comió piñas en España; ¿qué más? ¡Sí, señor!",
    "Điều 5 § 2; bản quyền © 2024 ® ™; 25 °C ± 0,5; 10 µm; 3 × 4 m²; ½; 1ª; 2º",
    "© 2024 ® 25 °C ± 0,5; 10 µm; 3 m²; 7 m³; ½; 1ª; 2º; « résumé »; £5; ¥100; § 12",
    "· mục một", "· mục hai", "¬ ¬ ¬", "®", "§ 5", "µm", "à la carte", "tố cáo", "có", "bé",
    "The naïve façade of the café; coöperate, rôle, éclair, déjà vu, über, jalapeño",
    "UBND-QĐ/2024 PAPI PAR INDEX SIPAS DTI",
]  # fmt: skip


def test_there_are_enough_sentences_to_mean_something() -> None:
    assert len(LINES) > 400


@pytest.mark.parametrize("line", LATIN)
def test_foreign_words_and_signs_are_left_alone(line: str) -> None:
    found = decoded([line])
    assert (found.lines, found.origin) == ([line], None)


def test_no_unicode_sentence_is_decoded_alone_or_together() -> None:
    assert [line for line in LINES if decoded([line]).origin] == []
    plain = [line for line in LINES if not any(ord(c) > 0xFF for c in line)]
    for together in (LINES, LATIN, plain, [*plain, *LATIN]):
        found = decoded(together)
        assert (found.lines, found.origin) == (together, None)


def test_no_sentence_of_real_notices_is_decoded(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "gold" / "texts").glob("*.txt"))]
    lines = [line for text in texts for line in text.split("\n") if line.strip()]
    assert len(lines) > 200
    assert [line for line in lines if decoded([line]).origin] == []


@pytest.mark.parametrize("name", list(ENCODERS))
def test_a_whole_text_comes_back(name: str) -> None:
    encode = ENCODERS[name]
    lines = [line for line in LINES if "·" not in line and "Ð" not in line]
    found = decoded([encode(line) for line in lines])
    assert found.origin == name
    wrong = [
        (line, shown)
        for line, shown in zip(lines, found.lines, strict=True)
        # Chữ hoa có dấu của TCVN3 chỉ phông chữ mới cho biết.
        if (line.lower() != shown.lower() if name == "tcvn3" else line != shown)
    ]
    assert len(wrong) <= 0.005 * len(lines), wrong


@pytest.mark.parametrize("name", list(ENCODERS))
def test_single_sentences_are_told(name: str) -> None:
    encode = ENCODERS[name]
    rich = [line for line in LINES if sum(ord(c) > 0xFF for c in line) > 15]
    assert len(rich) > 150
    missed = [line for line in rich if decoded([encode(line)]).origin != name]
    assert len(missed) <= 0.01 * len(rich), missed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        # chữ hoa gõ bằng phông .VnTimeH khi đã mất phông: cả dòng là chữ hoa
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Uû ban nh©n d©n tØnh ph\u00adíc thµnh", "Uỷ ban nhân dân tỉnh phước thành"),  # ư = U+00AD
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("Côòng hoÌa xaÞ hôòi chuÒ nghiÞa Viêòt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_known_spellings(old: str, new: str) -> None:
    assert decoded([old]).lines == [new]


def test_fonts_with_capitals_only_show_capitals() -> None:
    lines = [f"{CAPITALS}quyÕt ®Þnh{END} cña ñy ban nh©n d©n tØnh", f"{CAPITALS}ban hµnh{END}"]
    assert decoded(lines).lines == ["QUYẾT ĐỊNH của ủy ban nhân dân tỉnh", "BAN HÀNH"]
    plain = decoded([f"{CAPITALS}Quyết định{END} số 5"])
    assert (plain.lines, plain.origin) == (["Quyết định số 5"], None)


def test_a_text_of_both_kinds_keeps_its_unicode() -> None:
    lines = [
        "Chñ tÞch ñy ban nh©n d©n tØnh quyÕt ®Þnh:",
        "Sở Nội vụ có ý kiến\tChñ tr× cuéc häp",  # hai ô, hai bảng mã
        "có; tố; bé",  # đọc cách nào cũng là tiếng Việt
    ]
    assert decoded(lines).lines == [
        "Chủ tịch ủy ban nhân dân tỉnh quyết định:",
        "Sở Nội vụ có ý kiến\tChủ trì cuộc họp",
        "có; tố; bé",
    ]


def test_list_marks_are_letters_and_bullets_are_not() -> None:
    lines = ["®) ChÊn chØnh viÖc ®ßi thªm giÊy tê;", "· C«ng khai kÕt qu¶."]
    assert decoded(lines).lines == ["đ) Chấn chỉnh việc đòi thêm giấy tờ;", "· Công khai kết quả."]


@given(st.lists(st.text(max_size=80), max_size=20))
def test_any_text_comes_back_with_as_many_lines(lines: list[str]) -> None:
    found = decoded(lines)
    assert len(found.lines) == len(lines)
    if found.origin is None:
        assert found.lines == [line.replace(CAPITALS, "").replace(END, "") for line in lines]


@pytest.mark.parametrize(
    "word",
    [
        "nghiêng",
        "quyết",
        "giếng",
        "giữa",
        "gì",
        "khuya",
        "ngoằn",
        "xoong",
        "huỳnh",
        "đĩnh",
        "yêu",
        "ưu",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["kô", "gê", "ngi", "ce", "zalo", "été", "wifi", "tac", "hoc", "qút", "bàá", "străng"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
