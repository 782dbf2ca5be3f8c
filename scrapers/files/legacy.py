"""Texts of before Unicode: TCVN3 (fonts .Vn…), VNI-Windows and windows-1258, told and decoded.

Such a file shows Vietnamese in a font of its own; what is read out of it are the letters that
windows-1252 has at these places ("Céng hßa x· héi"). The characters decide, never the name of a
font: font tables alone call 44 % of Unicode papers old. What becomes Vietnamese syllables by
decoding, and was none before, is old; a stretch with a letter that only Unicode has is never.

Tables: TCVN 5712:1993 (VN3), VNI-Windows, windows-1258.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapers.files.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CAPITALS, END = "\ue000", "\ue001"  # set around what a font with capitals only (.VnTimeH) shows

_TCVN3_BYTES = (
    "Ăa1 Âa2 Êa3 Ôa4 Ơa5 Ưa6 Đa7 ăa8 âa9 êaa ôab ơac ưad đae àb5 ảb6 ãb7 áb8 ạb9 ằbb ẳbc ẵbd ắbe"
    " ặc6 ầc7 ẩc8 ẫc9 ấca ậcb ècc ẻce ẽcf éd0 ẹd1 ềd2 ểd3 ễd4 ếd5 ệd6 ìd7 ỉd8 ĩdc ídd ịde òdf"
    " ỏe1 õe2 óe3 ọe4 ồe5 ổe6 ỗe7 ốe8 ộe9 ờea ởeb ỡec ớed ợee ùef ủf1 ũf2 úf3 ụf4 ừf5 ửf6 ữf7"
    " ứf8 ựf9 ỳfa ỷfb ỹfc ýfd ỵfe"
)
TCVN3 = {chr(int(pair[1:], 16)): pair[0] for pair in _TCVN3_BYTES.split()}

_VNI_MARKS = {  # what stands behind the vowel, for the vowels it can stand behind
    "aeouyôö": {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"},
    "aeo": {"\u0302": "â", "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å",
            "\u0302\u0303": "ã", "\u0302\u0323": "ä"},
    "a": {"\u0306": "ê", "\u0306\u0301": "é", "\u0306\u0300": "è", "\u0306\u0309": "ú",
          "\u0306\u0303": "ü", "\u0306\u0323": "ë"},
}  # fmt: skip
_VNI_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "ñ": "đ",
              "î": "ỵ"}  # fmt: skip


def _vni() -> dict[str, str]:
    made = dict(_VNI_ALONE)
    for vowels, marks in _VNI_MARKS.items():
        for vowel in vowels:
            for mark, sign in marks.items():
                letter = unicodedata.normalize("NFC", _VNI_ALONE.get(vowel, vowel) + mark)
                made[vowel + sign] = letter
    del made["yï"]  # ỵ is a letter of its own there
    return made | {old.upper(): new.upper() for old, new in made.items()}


VNI = _vni()
_VNI_UNIT = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_VNI_LEFT = re.compile("[\u00c0-\u00ff]")


def _from_tcvn3(word: str) -> str | None:
    letters = [c if c < "\x80" else TCVN3.get(c) for c in word]
    return None if None in letters else "".join(filter(None, letters))


def _from_vni(word: str) -> str | None:
    left = _VNI_UNIT.sub("", word)
    if _VNI_LEFT.search(left) or any(c in "\u00a1\u00ad" or "\x80" <= c < "\xc0" for c in left):
        return None
    return _VNI_UNIT.sub(lambda m: VNI[m[0]], word)


def _from_1258(word: str) -> str | None:
    try:
        return unicodedata.normalize("NFC", word.encode("cp1252").decode("cp1258"))
    except UnicodeError:
        return None


_DECODERS: dict[str, Callable[[str], str | None]] = {
    "tcvn3": _from_tcvn3,
    "vni": _from_vni,
    "windows-1258": _from_1258,
}
_WORD = re.compile("[A-Za-z\u00a1-\u00ff\u0152\u0153\u0178]*[\u00a1-\u00ff][A-Za-z\u00a1-\u00ff]*")
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
                      "\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")  # fmt: skip
_ENOUGH = 3  # different words that only decoding makes Vietnamese


@dataclass(slots=True)
class _Evidence:
    """What decoding does to the words of a text."""

    words: int = 0
    legal: int = 0  # afterwards
    lost: int = 0  # were Vietnamese and are not any more
    gained: int = 0
    gains: set[str] = field(default_factory=set)

    def add(self, words: Sequence[str], decode: Callable[[str], str | None]) -> None:
        for word in words:
            decoded = decode(word)
            after = decoded is not None and is_syllable(decoded)
            before = is_syllable(word)
            self.words += 1
            self.legal += after
            self.lost += before and not after
            if after and not before:
                self.gained += 1
                self.gains.add(word.lower())

    def tells(self) -> bool:
        """Tell whether the text is of this encoding."""
        return (
            len(self.gains) >= _ENOUGH
            and self.legal >= 0.6 * self.words
            and self.gained >= 3 * self.lost
        )


@dataclass(frozen=True, slots=True)
class Decoded:
    """Lines in Unicode; `origin` is tcvn3, vni or windows-1258 where some were decoded."""

    lines: list[str]
    origin: str | None


def decoded(lines: Sequence[str]) -> Decoded:
    """Give lines in Unicode, those of before Unicode decoded, cells (between tabs) by themselves.

    What `CAPITALS` and `END` enclose becomes capital where it is decoded; both signs go.

    >>> decoded(["Céng hßa x· héi chñ nghÜa ViÖt Nam", "Thµnh phè Hå ChÝ Minh"]).lines
    ['Cộng hòa xã hội chủ nghĩa Việt Nam', 'Thành phố Hồ Chí Minh']
    >>> decoded(["Ông Hà và bà Lê dùng café ở Hôtel Métropole"]).origin is None
    True
    """
    old = [cell for line in lines for cell in line.split("\t") if not _UNICODE.search(cell)]
    words = [word for cell in old for word in _words(cell)]
    if not words:
        return Decoded([_unmarked(line) for line in lines], None)
    found = {}
    for name, decode in _DECODERS.items():
        evidence = _Evidence()
        evidence.add(words, decode)
        if evidence.tells():
            found[name] = evidence.gained
    if not found:
        return Decoded([_unmarked(line) for line in lines], None)
    origin = max(found, key=lambda name: found[name])
    pure = not any(_UNICODE.search(line) for line in lines)
    return Decoded(["\t".join(_cells(line, origin, pure=pure)) for line in lines], origin)


def _words(cell: str) -> list[str]:
    """Give the words that tell: a sign alone may be a bullet, a section sign, a trade mark."""
    plain = _unmarked(cell)
    return [word for word in _WORD.findall(plain) if len(word) > 1]


def _unmarked(text: str) -> str:
    return text.replace(CAPITALS, "").replace(END, "")


def _cells(line: str, origin: str, *, pure: bool) -> list[str]:
    decode = _DECODERS[origin]
    done = []
    for cell in line.split("\t"):
        evidence = _Evidence()
        evidence.add(_words(cell), decode)
        if _UNICODE.search(cell) or (not pure and evidence.gained <= evidence.lost):
            done.append(_unmarked(cell))
        else:
            done.append(_decoded_cell(cell, decode))
    return done


def _decoded_cell(cell: str, decode: Callable[[str], str | None]) -> str:
    parts = re.split(f"({CAPITALS}[^{CAPITALS}{END}]*{END})", cell)
    shown = "".join(
        _stretch(_unmarked(part), decode).upper()
        if part.startswith(CAPITALS)
        else _stretch(_unmarked(part), decode)
        for part in parts
    )
    return shown.upper() if _in_capitals(cell) else shown


def _in_capitals(cell: str) -> bool:
    """Tell whether a stretch is typed in capitals, its letters with marks apart: "CéNG HßA"."""
    if re.search("[a-z]", cell):
        return False
    words = [word for word in cell.split() if not re.search(r"[\d/-]", word)]
    return sum(len(re.findall("[A-Z]", word)) > 1 for word in words) > 1


def _stretch(text: str, decode: Callable[[str], str | None]) -> str:
    return _WORD.sub(lambda m: _word(m[0], text[m.end() : m.end() + 1], decode), text)


def _word(word: str, behind: str, decode: Callable[[str], str | None]) -> str:
    new = decode(word)
    if new is None or (len(word) == 1 and not _stands_alone(word, new, behind)):
        return word
    basic = re.sub("[^A-Za-z]", "", word)
    return new.upper() if len(basic) > 1 and basic.isupper() else new


def _stands_alone(sign: str, letter: str, behind: str) -> bool:
    """Tell whether a lone sign is a letter: a word ("ở"), or the mark of a list item ("đ)")."""
    if letter in "đĐ":
        return behind != "" and behind in ").-/"
    return sign != "\u00b7" and is_syllable(letter)  # the middle dot is a bullet


def shows_capitals(font: str | None) -> bool:
    """Tell whether a font shows small letters as capitals: those of TCVN3 whose name ends with H.

    >>> [shows_capitals(name) for name in (".VnTimeH", "ABCDEF+.VnArialH,Bold", ".VnTime", None)]
    [True, True, False, False]
    """
    return bool(font) and bool(re.search(r"\.Vn[A-Za-z ]*H(?:[,-].*)?\Z", font or ""))
