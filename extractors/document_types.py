"""The vocabulary of document symbols: types, organs and units, from `document_types.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from extractors import places
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "document_types.toml").read_text(encoding="utf-8")
)

NAMES: Mapping[str, str] = MappingProxyType(
    {fold(name): code for code, entry in _DATA["types"].items() for name in entry["names"]}
)
WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name: tuple(map(fold, words)) for name, words in _DATA["words"].items()}
)
PARTY: frozenset[str] = frozenset(code.upper() for code in _DATA["organs"]["party"])
MASS: frozenset[str] = frozenset(code.upper() for code in _DATA["organs"]["mass"])
RELATIONS: Mapping[str, str] = MappingProxyType(
    {fold(cue): name for name, cues in _DATA["relations"].items() for cue in cues}
)
RELATIONS_RIGHT: Mapping[str, str] = MappingProxyType(
    {fold(cue): name for name, cues in _DATA["relations_right"].items() for cue in cues}
)
UNITS: frozenset[str] = frozenset(code.upper() for code in _DATA["units"]["codes"])


def _forms() -> Iterator[tuple[str, str]]:
    for code, entry in _DATA["types"].items():
        for form in (code, *entry.get("variants", ())):
            yield form.upper(), code


def _typed() -> dict[str, str]:
    """Every form of a type, and the long ones without Đ too: "BCTD" is BCTĐ."""
    forms = dict(_forms())
    for form, code in list(forms.items()):
        if len(form) > 2 or form == "CĐ":  # "HD", "DA" are others
            forms.setdefault(form.replace("Đ", "D"), code)
    return forms


_TYPES: dict[str, str] = _typed()
_LONGEST_TYPE = max(map(len, _TYPES))


def _organs() -> Iterator[str]:
    for codes in _DATA["organs"].values():
        yield from codes
    for entry in places.ENTRIES.values():
        yield from entry.codes


def _spelled(codes: Iterable[str]) -> dict[str, str]:
    """Every code in capitals, and without Đ where that leaves no doubt, to its usual spelling."""
    usual: dict[str, str] = {}
    for code in codes:
        usual.setdefault(code.upper(), code)
        usual.setdefault(code.upper().replace("&", ""), code.replace("&", ""))
    for code in list(usual.values()):
        bare = code.upper().replace("Đ", "D")
        if bare != code.upper() and usual.get(bare, bare) == bare:
            usual[bare] = code
    return usual


_ORGANS: dict[str, str] = _spelled(_organs())
_BARE = str.maketrans("ĐÂĂÊÔƠƯ", "DAAEOOU")
_SHORTEST_ORGAN = 3  # letters that may be parted from a unit: "ĐHKH" is a university
_SHORTEST_MENDED = 4  # letters of a code that a wrong mark may be mended in


def _bare_spellings() -> dict[str, str]:
    """The codes without marks to their usual spelling, where that leaves no doubt."""
    found: dict[str, set[str]] = {}
    for upper, usual in _ORGANS.items():
        if len(upper) >= _SHORTEST_MENDED:
            found.setdefault(upper.translate(_BARE), set()).add(usual)
    return {bare: usual.pop() for bare, usual in found.items() if len(usual) == 1}


_MENDED: dict[str, str] = _bare_spellings()  # "ƯBND", "HĐNĐ": a scan's wrong marks
_TERM = re.compile(
    r"(QH|UBTVQH|HĐNN|UBPL|UBKT|UBXH|UBTC|HĐDT|UBQPAN|UBĐN|UBKHCN|UBTP|UBVH)[0-9]{1,2}"
)
# Departments, ministries, sections of an office: what is formed by rule needs no list.
_FORMED = re.compile(
    r"(?:UBND|HĐND|TTHĐND|CTUBND|VPUBND|BCĐ|HĐTV?|BQL|CCT?|TTYT|TTGD|TTDV|BHXH|KBNN|ĐU|CB|CCB|TĐTN|MTTQ"
    r"|UBMTTQ|THPT|ĐTN)[A-ZĐÂĂÊÔƠƯ]{0,6}"
    r"|(?:BCĐ|TCT|BCH|TCTĐA)[A-ZĐ]{0,6}[0-9]{2,3}"  # one figure calls a footnote
)


def type_of(token: str) -> str | None:
    """Give the abbreviation of a type in normal form, None where the token is none.

    >>> type_of("CTR"), type_of("QD"), type_of("DA"), type_of("UBND")
    ('CTr', 'QĐ', 'DA', None)
    """
    return _TYPES.get(token.upper())


def listed(token: str) -> bool:
    """Tell whether an organ's code is in the vocabulary, not only formed by a rule."""
    return token.upper() in _ORGANS


@lru_cache(maxsize=4096)  # a text has few codes, again and again
def organ(token: str) -> str | None:
    """Give the usual spelling of a known organ's code, None where the token is none.

    >>> organ("TTG"), organ("HDND"), organ("ƯBND"), organ("QH15"), organ("QL1A")
    ('TTg', 'HĐND', 'UBND', 'QH15', None)
    """
    upper = token.upper()
    known = _ORGANS.get(upper)
    if known is not None:
        return known
    if _TERM.fullmatch(upper) or _FORMED.fullmatch(upper):
        return upper
    return _MENDED.get(upper.translate(_BARE))


def family_of(code: str) -> tuple[str, ...]:
    """Give the families of numbers that a type takes: state, party, law, letter."""
    return tuple(_DATA["types"][code]["families"])


def spelling(token: str) -> str | None:
    """Give a type's code as it is usually spelled: "QĐ" for "QD", but the old "LCT" as it is.

    >>> spelling("TTR"), spelling("QD"), spelling("LCT"), spelling("UBND")
    ('TTr', 'QĐ', 'LCT', None)
    """
    known = type_of(token)
    if known is None or known.upper().replace("Đ", "D") == token.upper().replace("Đ", "D"):
        return known
    return token.upper() if token.islower() else token


@lru_cache(maxsize=4096)
def split_glued(token: str) -> tuple[str, str] | None:
    """Give type and organ of a symbol that lost its hyphen: the longest type that leaves an organ.

    Never of a token that is itself an organ.

    >>> split_glued("KHSKHCN"), split_glued("TTrCP"), split_glued("BCT")
    (('KH', 'SKHCN'), ('TTr', 'CP'), None)
    """
    if organ(token) is not None:
        return None
    for length in range(min(_LONGEST_TYPE, len(token) - 2), 0, -1):
        known, rest = type_of(token[:length]), organ(token[length:])
        if known is not None and rest is not None:
            return token[:length], rest
    return None


def split_letter(token: str) -> tuple[str, str] | None:
    """Give organ and drafting unit of a letter's symbol that lost its hyphen.

    >>> split_letter("UBNDVX"), split_letter("UBND")
    (('UBND', 'VX'), None)
    """
    if token.upper() in _ORGANS:
        return None
    for length in range(len(token) - 2, 1, -1):
        if length < _SHORTEST_ORGAN and token[:length].upper() != "UB":
            break
        if token[length:].upper() in UNITS and token[:length].upper() in _ORGANS:
            return _ORGANS[token[:length].upper()], token[length:].upper()
    return None
