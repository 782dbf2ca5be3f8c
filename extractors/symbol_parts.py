"""The codes that hang on a number, with what joins them: "/", "QĐ", "-", "UBND"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors import symbols
from extractors.document_types import UNITS, listed, organ, split_glued, type_of
from extractors.symbols import Part

LETTER = "A-Za-zĐđÂâĂăÊêÔôƠơƯư"
GAP = r"[ \t*]{0,3}\n?[ \t*]{0,3}"
_TOKEN = re.compile(rf"[{LETTER}][{LETTER}0-9]{{0,39}}")
_YEAR = re.compile(
    rf"((?:1[ \n]?9|2[ \n]?0)[ \n]?[0-9][ \n]?[0-9]|[0-9]{{2}}(?=/[A-ZĐ]{{2}}))"
    rf"(?={GAP}(?:/{{1,2}}|[\\_-]){GAP}[{LETTER}]|[A-ZĐ]{{2}}|[ ][A-ZĐ][A-ZĐa-z]{{1,3}}-[A-ZĐ])"
)
_LAST_YEAR = re.compile(r"/((?:19|20)[0-9]{2})(?![\w/]|[-.,][0-9])")
_HANGS_ON = re.compile(r"[/\\-][0-9]|[/\\&-][A-ZĐ]{2}")  # the whole cannot be read
_UNREAD = re.compile(r"[/\\-]\w")  # a type whose body cannot be read: "09/QĐ-Xyz"
_PAIRED = re.compile(rf"([ ]?&(?:amp;)?[ ]?|-)([{LETTER}]{{2,8}})(?![{LETTER}0-9])")
_JOINT = frozenset({"TTLT", "NQLT"})  # of several bodies
_MORE_CODES = re.compile(r"-[A-ZĐ]{2}")
# A word that is glued to a symbol, whose first letters could be a code's.
_GLUED = ("ngày", "của", "về", "năm", "và", "tại", "do", "kèm", "ban", "gửi", "trong", "đã", "được")
_FIRST = re.compile(rf"({GAP})(//|--|[/\\_-]|)({GAP})")
_NEXT = re.compile(rf"({GAP})(//|--|[/\\_-]|[ ]?&(?:amp;)?[ ]?|[.,](?=\S)|,(?= [A-ZĐ])|)({GAP})")
# What follows a symbol that is whole: so a code with spaces before it belongs to it.
_CLOSES = re.compile(r"[ ]{1,2}(?:ngày|của|năm|v/v|về)(?!\w)|[;)\n]|\.?\Z")
_TORN = re.compile(r"([ \n])([A-ZĐ][A-ZĐa-z]{0,7})(?![\w])")
_TORN_TYPE = re.compile(r"[A-ZĐ]{1,2}[ ](r|[A-ZĐ][A-ZĐr]{0,2})(?=[/-][A-ZĐ])")
_TERM = re.compile(r"[ ]{1,2}(1?[0-9])(?![\w/.,])")
_TORN_TERM = re.compile(r"[ \n]([0-9])(?![\w/.,])")  # "QH1 3"
_SMALL = "abcdeghiklmnopqrstuvxyđâăêôơư"
_COUNCILS = frozenset({"HĐND", "UBND", "ĐĐBQH", "ĐBQH"})
_WITH_DOT = frozenset({"VP", "TT", "P", "TTR", "CT"})  # "VP.UBND"
_MOST = 9
_SHORT_YEAR = 2  # figures
_ROMAN = re.compile(r"[IVX]{1,4}")


@dataclass(frozen=True, slots=True)
class Parts:
    """The codes after a number, the year among them, and where they end."""

    codes: list[Part]
    year: Part | None
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    end: int
    glued: bool = False  # a word of the text hangs on it: "UBNDngày"


def read(seen: str, at: int, *, cued: bool) -> Parts | None:
    """Give the codes that hang on the number that ends at `at`, None where there are none.

    `seen` is the text with its look-alikes unmasked; `cued` allows spaces that could also part
    two phrases. None too where digits hang on the codes: the whole cannot be read then.
    """
    codes: list[Part] = []
    year: Part | None = None
    end, pattern = at, _FIRST
    while len(codes) < _MOST and (m := pattern.match(seen, end)):
        join = m[2].strip().replace("amp;", "")
        dated = _YEAR.match(seen, m.end()) if join and len(codes) <= 1 and year is None else None
        if dated is not None:
            year = Part("after" if codes else join, "".join(dated[1].split()))
            if len(year.token) == _SHORT_YEAR and join != "/":
                return None  # "10-12/KH-UBND" are numbers 10 to 12
            end = dated.end()
            continue
        token = _token(seen, m.end())
        spaces = 0 if _is_broken(seen, codes, m, token) else bool(m[1]) + bool(m[3])
        closed = cued and token is not None and _CLOSES.match(seen, token.end) is not None
        if token is None or not (
            _belongs(codes, join, spaces, token.text, cued=cued)
            or (closed and (join != "." or not spaces) and _ends(codes, join, token.text))
        ):
            break
        codes.append(Part(join[:1] or m[0][:1].replace("\n", " "), token.text, loose=spaces > 1))
        end, pattern = token.end, _NEXT
        if token.glued:
            break
    if codes and year is None and (last := _LAST_YEAR.match(seen, end)):
        year, end = Part("last", last[1]), last.end()
    bare = len(codes) == 1 and type_of(codes[0].token) is not None and year is None
    if not codes or _HANGS_ON.match(seen, end) or (bare and _UNREAD.match(seen, end)):
        return None
    return Parts(codes, year, end)


def _token(seen: str, at: int) -> _Token | None:
    m = _TOKEN.match(seen, at)
    if m is None:
        return None
    token, end = m[0], m.end()
    if (apart_type := _TORN_TYPE.match(seen, at)) and type_of(token + apart_type[1]) is not None:
        return _Token(token + apart_type[1], apart_type.end())  # "12/K H-UBND"
    if (pair := _PAIRED.match(seen, end)) is not None:  # "SGD&ĐT", "slđ-tbxh"
        both = f"{token}{pair[1].strip().replace('amp;', '')}{pair[2]}"
        if organ(both) is not None and (pair[1] != "-" or not _is_code(token)):
            return _Token(both, pair.end())
    if _is_letter(seen[end : end + 1]) or not _is_code(token):
        return _unglued(seen, token, at, whole=not _is_letter(seen[end : end + 1]))
    if token[-1].isdigit() and organ(token) is None and listed(bare := token.rstrip("0123456789")):
        return _Token(bare, end)  # the digit calls a footnote
    term = _TERM.match(seen, end) if token in {"QH", "UBTVQH"} else None
    term = _TORN_TERM.match(seen, end) if token in {"QH1", "UBTVQH1"} else term
    if term is not None:
        return _Token(token + term[1], term.end())
    torn = _TORN.match(seen, end)
    apart = torn is not None and torn[1] == " " and organ(torn[2]) is not None
    if torn is not None and listed(token + torn[2]) and not apart:
        return _Token(token + torn[2], torn.end())
    return _Token(token, end)


def _unglued(seen: str, token: str, at: int, *, whole: bool) -> _Token | None:
    """The code in a token that a small word is glued to; the token itself if it is whole."""
    least = len(token.rstrip(_SMALL))
    for length in range(len(token) - 1, max(least, 1) - 1, -1):
        bare, end = token[:length], at + length
        follows = seen.startswith(_GLUED, end)
        known = organ(bare) or split_glued(bare) or bare.upper() in UNITS
        if (known and (length == least or follows)) or (
            follows and length == least > 1 and bare.isupper()
        ):
            return _Token(bare, end, glued=True)
    return _Token(token, at + len(token)) if whole else None


def _is_letter(character: str) -> bool:
    return character.isalpha() or (character.isdigit() and character.isascii())


def _is_code(token: str) -> bool:
    return organ(token) is not None or symbols.is_code_like(token)


def _is_broken(seen: str, codes: list[Part], m: re.Match[str], token: _Token | None) -> bool:
    """Whether a line ends within a symbol: behind its hyphen, or before one of several."""
    if token is None or m[2] != "-" or organ(token.text) is None:
        return False
    if m[3] == "\n" and not m[1]:
        return True
    more = _MORE_CODES.match(seen, token.end) or (codes and codes[0].token.upper() in _JOINT)
    return m[1] == "\n" and not m[3] and bool(more)


def _ends(codes: list[Part], join: str, token: str) -> bool:
    """Whether a code apart from the others ends a symbol: "12/KH-UBND - SNV ngày"."""
    after_organ = bool(codes) and listed(codes[-1].token) and type_of(codes[-1].token) is None
    if join == ",":
        return bool(codes) and codes[-1].token.upper() in UNITS and token.upper() in UNITS
    if join == ".":  # "12/KH-BCĐ.CĐS"
        return after_organ and token.isupper() and token not in _COUNCILS
    known = token.upper() in UNITS or (organ(token) is not None and token.upper() not in _COUNCILS)
    return after_organ and join == "-" and known


def _belongs(codes: list[Part], join: str, spaces: int, token: str, *, cued: bool) -> bool:
    """Whether a code belongs to the symbol, by what stands between; `spaces` on 0, 1 or 2 sides."""
    if not codes:
        near = join == "-" and spaces == 1 and type_of(token) is not None  # "18 -NQ/TW"
        return cued or not spaces or join not in {"", "-"} or near
    known = organ(token) is not None
    after_type = len(codes) == 1 and type_of(codes[0].token) is not None
    before = codes[-1].token.upper()
    if not join:
        office = before in {"VP", "TT"} and token.upper() in _COUNCILS
        unit = cued and len(codes) == 1 and token.upper() in UNITS and listed(codes[0].token)
        return bool(spaces) and (unit or (known and (office or (after_type and cued))))
    if not _is_code(token):
        return False
    if join == ".":
        unit = token.upper() in UNITS and listed(codes[-1].token)  # "QĐ-UBND.HC"
        unit = unit or (len(before) == 1 and _ROMAN.fullmatch(token) is not None)  # "TTCP-C.IV"
        return not spaces and (before in _WITH_DOT or unit or (after_type and known))
    if join == ",":
        return not spaces and not known and len(token) > 1
    if organ(f"{codes[-1].token}{join}{token}") is not None:  # "21/BC - SLĐ - TBXH"
        return True
    if join == "&" or not spaces or (after_type and listed(token) and bool(codes[0].join)):
        return True
    unit = spaces == 1 and token.upper() in UNITS and listed(codes[-1].token)
    loose = (
        len(codes) > 1 and codes[-1].loose and (known or token.upper() in UNITS)
    )  # "TTLT - BTC - BNV"
    return unit or (cued and (len(codes) == 1 or spaces == 1 or loose))
