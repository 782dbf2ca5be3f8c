"""What the codes after a number make: a typed document, a letter, a law; their normal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.document_types import (
    MASS,
    PARTY,
    UNITS,
    organ,
    spelling,
    split_glued,
    split_letter,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASSEMBLY = re.compile(r"(?:QH|UBTVQH)[0-9]{0,2}")
_CODE_LIKE = re.compile(r"[A-ZĐÂĂÊÔƠƯ0-9]+(?:[a-zđ]{1,2}[A-ZĐÂĂÊÔƠƯ0-9]+)*[a-zđ]?")


@dataclass(frozen=True, slots=True)
class Part:
    """One code of a symbol and what joins it to the left: "/", "-", "&", ".", ",", " " or ""."""

    join: str
    token: str
    loose: bool = False  # spaces on both sides of what joins


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in normal form; `code` is the whole with number and year."""

    code: str
    text: str
    type: str | None
    family: str  # state, party, letter, law


@lru_cache(maxsize=4096)
def is_code_like(token: str) -> bool:
    """Tell whether a token can be a code: known, or capitals with hardly a small letter."""
    if type_of(token) is not None or organ(token) is not None or token.upper() in UNITS:
        return True
    return _CODE_LIKE.fullmatch(token) is not None and (token.isupper() or len(token) > 2)


def parse(number: str, year: Part | None, parts: Sequence[Part], cue: str) -> Symbol | None:
    """Give the symbol that the parts make; None where they make none.

    `number` has its letter, `year` stands between number and symbol, `cue` is what stands before
    the number: "type", "số", "weak" or "". Weak forms need one of the first two.

    >>> parse("78", None, [Part("/", "TTrCP")], "").code
    '78/TTr-CP'
    >>> parse("34", None, [Part("", "TTHC")], "") is None
    True
    """
    parts = _merged(parts)
    other, cue = cue == "weak", "" if cue == "weak" else cue
    if other and all(organ(part.token) is None for part in parts):
        return None
    first = parts[0]
    if not first.join.strip() and not (cue and _opens(first.token)) and not _strong(parts):
        return None
    if _ASSEMBLY.fullmatch(first.token.upper()):
        return _of_assembly(number, year, parts) if year or cue else None
    known = type_of(first.token)
    if known is not None and len(parts) > 1:
        return _typed(number, year, parts, cue)
    if known is not None and cue and first.join.strip():
        text = spelling(first.token) or known
        return Symbol(_with_number(number, year, "/", text), text, known, "state")
    glued = split_glued(first.token)
    if glued is not None:
        apart = [Part(first.join, glued[0]), Part("", glued[1]), *parts[1:]]
        return _typed(number, year, apart, cue)
    return _letter(number, year, parts, cue)


def _merged(parts: Sequence[Part]) -> Sequence[Part]:
    """The parts with "BTT", "&", "TT" as the one body that they name."""
    if len(parts) > 1 and parts[1].join == "&":
        name = f"{parts[0].token}&{parts[1].token}"
        if organ(name) is not None:
            return [Part(parts[0].join, name), *parts[2:]]
    return parts


def _opens(token: str) -> bool:
    return type_of(token) is not None or split_glued(token) is not None


def _strong(parts: Sequence[Part]) -> bool:
    """Whether a type and a known organ stand behind a number that lost its slash: "15CT/TTg"."""
    if len(parts) == 1:
        return parts[0].join == "" and split_glued(parts[0].token) is not None
    return (
        parts[0].join == ""
        and type_of(parts[0].token) is not None
        and parts[1].join in {"/", "-"}
        and organ(parts[1].token) is not None
    )


def _of_assembly(number: str, year: Part | None, parts: Sequence[Part]) -> Symbol:
    text = _units(parts[0].token.upper(), parts[1:])
    return Symbol(_with_number(number, year, "/", text), text, None, "law")


def _typed(number: str, year: Part | None, parts: Sequence[Part], cue: str) -> Symbol | None:
    head, second, *rest = parts
    known, kind = type_of(head.token), spelling(head.token)
    body = organ(second.token)
    if body is None and rest and (both := organ(f"{second.token}{rest[0].join}{rest[0].token}")):
        body, rest = both, rest[1:]  # "SLD-TBXH"
    if second.join in {"&", ","} or (second.join == "." and body is None):
        return None
    if body is None and not is_code_like(second.token):
        return None
    whole = head.join in {"/", "-"} and second.join in {"/", "-"} and second.token.isalpha()
    if body is None and ((not cue and not whole) or known == "HĐ"):
        return None  # "12/HĐ-XD" is a contract of private law
    if not cue and len(second.token) < _SHORTEST and (body or "").upper() not in _SHORT_BODIES:
        return None
    body = body or _spell(second.token)
    if year is not None and year.join == "after":
        text = _units(f"{kind}/{year.token}/{body}", rest)
        return Symbol(f"{number}-{text}", text, known, "law")
    if year is not None and year.join == "last" and (head.join, second.join) == ("-", "/"):
        year = None  # "13-CT/TU/2021"
    if _is_party(head.join, second.join, body, year):
        text = _units(f"{kind}/{body}", rest)
        family = "law" if known in _LAWS else "party"
        return Symbol(_with_number(number, None, "-", text), text, known, family)
    text = _units(f"{kind}-{body}", rest)
    family = "letter" if known == "CV" else "state"
    return Symbol(_with_number(number, year, "/", text), text, known, family)


_SHORTEST = 3  # letters of a body that needs no word before the number
_SHORT_BODIES = PARTY | {"CP", "UB", "MT", "VP", "QH"}
_LAWS = {"LUẬT", "L", "PL"}


def _is_party(join: str, second: str, body: str, year: Part | None) -> bool:
    """The separator after the number decides; where the two are damaged, the organ does."""
    if year is not None:
        return False
    if (join, second) == ("-", "/"):
        return True
    if join == "/" and second in {"-", "", " "}:
        return False
    return body.upper() in PARTY or body.upper() in MASS - {"CĐ", "MTTQ", "LĐLĐ", "TLĐ"}


def _letter(number: str, year: Part | None, parts: Sequence[Part], cue: str) -> Symbol | None:
    first = parts[0]
    if first.join not in {"/", "-", "_", "\\", "//"}:
        return None
    body = organ(first.token)
    if not cue and len(first.token) < _SHORTEST and first.token.upper() not in {"VP", "UB"}:
        return None
    if body is None and "HĐ" in first.token.upper():
        return None  # "05/2023/HĐXD-CT"
    glued = split_letter(first.token) if cue else None
    if glued is not None:
        text = _units(f"{glued[0]}-{glued[1]}", parts[1:])
        return Symbol(_with_number(number, year, "/", text), text, "CV", "letter")
    if body is None:
        if not cue or not is_code_like(first.token) or (len(parts) == 1 and cue != "type"):
            return None
        if len(first.token) < 2 or (len(parts) == 1 and not first.token.isalpha()):
            return None
    elif not cue and (len(parts) == 1 or first.join == "-" or parts[1].join not in {"-", "/", "_"}):
        return None
    text = _units(body or _spell(first.token), parts[1:])
    return Symbol(
        _with_number(number, year, "-" if first.join == "-" and len(parts) == 1 else "/", text),
        text,
        "CV",
        "letter",
    )


def _units(text: str, parts: Sequence[Part]) -> str:
    for part in parts:
        join = part.join if part.join in {"&", ".", ","} else "" if part.join == " " else "-"
        if part.join == " " and (text.endswith(("NQ", "QĐ")) or part.token.upper() in UNITS):
            join = "-"
        text += join + (_field(part.token) or _spell(part.token))
    return text


def _field(token: str) -> str | None:
    """The two letters of a field, which no list mends: "UBND-TD" is not of the "TĐ"."""
    if len(token) >= _SHORTEST or "Đ" in token.upper():
        return None
    return token.upper() if token.islower() else token


def _spell(token: str) -> str:
    known = organ(token)
    if known is not None and known.upper().replace("Đ", "D") == token.upper().replace("Đ", "D"):
        return known
    return spelling(token) or (token.upper() if token.islower() else token)


def _with_number(number: str, year: Part | None, join: str, text: str) -> str:
    return f"{number}/{year.token}/{text}" if year is not None else f"{number}{join}{text}"
