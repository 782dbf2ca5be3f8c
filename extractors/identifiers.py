"""Numbers and symbols of documents: found wide, read whole or refused, repaired where damaged.

A number opens a candidate, `_parts` reads the codes that hang on it, `symbols.parse` says what
they make. Of the words around only those just before the number are looked at: "số" or a type
word allows forms that are too weak to stand alone, "hồ sơ số" forbids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import document_types, symbols
from extractors.document_types import listed, organ, split_glued
from extractors.symbols import Part
from extractors.text import unmask, word_list

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Identifier:
    """A document's number and symbol, `text[start:end]`; `code` is their normal form.

    A standard ("TCVN ISO 9001:2015") is kept too, so that its digits are taken for nothing else.
    """

    start: int
    end: int
    number: str | None  # with its letter, "30c"; None: left blank in a draft
    year: str | None
    symbol: str | None
    code: str | None
    type: str | None  # as the symbol tells it; the word before the number may know better
    family: str  # state, party, letter, law, standard
    repaired: bool = False


_L = "A-Za-zĐđÂâĂăÊêÔôƠơƯư"
_GAP = r"[ \t*]{0,3}\n?[ \t*]{0,3}"
_NUMBER = re.compile(
    rf"[0-9](?<![0-9].)(?:[0-9OolI]{{0,5}}(?<![OolI])|[0-9OolI]{{0,5}}(?={_GAP}/))(?![0-9])"
    rf"(?:([{_L}])(?={_GAP}[/\\_-]))?(?={_GAP}(?:/{{1,2}}|[\\_-]){_GAP}[{_L}0-9]|[ \n]{{0,3}}[A-ZĐ])"
)
_TOKEN = re.compile(rf"[{_L}][{_L}0-9]{{0,39}}")
_YEAR = re.compile(
    rf"((?:1[ \n]?9|2[ \n]?0)[ \n]?[0-9][ \n]?[0-9]|[0-9]{{2}}(?=/[A-ZĐ]{{2}}))"
    rf"(?={_GAP}(?:/{{1,2}}|[\\_-]){_GAP}[{_L}]|[A-ZĐ]{{2}})"
)
_LAST_YEAR = re.compile(r"/((?:19|20)[0-9]{2})(?![\w/]|[-.,][0-9])")
_FIRST = re.compile(rf"({_GAP})(//|--|[/\\_-]|)({_GAP})")
_NEXT = re.compile(rf"({_GAP})(//|--|[/\\_-]|[ ]?&(?:amp;)?[ ]?|[.,](?=\S)|)({_GAP})")
_TORN = re.compile(r"[ \n]([A-ZĐ]{1,5})(?![\w])")
_TERM = re.compile(r"[ ]{1,2}(1?[0-9])(?![\w/.,])")
_TYPE_WORDS = word_list((*document_types.NAMES, *document_types.WORDS["any"]))
_CUE = re.compile(
    rf"(?<!\w)(?:(?P<type>{_TYPE_WORDS})(?:\s*\([^()]{{1,20}}\))?\s{{0,3}}"
    r"(?:(?:số|so)[ \t]{0,3}(?:\n[ \t]{0,3})?[:.]?)?|(?P<so>số|so)[ \t]{0,3}[:.;]?)[\s*_(“\"]{0,5}\Z"
)
_SHORT = re.compile(
    r"(?<!\w)(?:KH|QĐ|NQ|TB|TT|CT|CV|NĐ|BC|TTr|CTr|KL|HD|ĐA|CĐ)[ ](?:số[ ]?:?[ ]?)?\Z"
)
_LISTED = re.compile(r"(?<!\w)số\s{0,3}:?\s{0,3}(?:[0-9]{1,5}[a-zđ]?[ ]?,[ ]?){1,12}\Z")
_THOUSANDS = re.compile(r"(?<!\w)số\s{0,3}:?\s{0,3}([0-9]{1,2})\.\Z")
_TORN_NUMBER = re.compile(
    rf"(?<!\w)(?:(?:số|so)\s{{0,3}}[:.]?|(?:{_TYPE_WORDS})\s)\s{{0,3}}([0-9]{{1,3}}(?:[ \n][0-9]{{1,3}}){{0,2}})[ \n]\Z"
)
_NO_DOCUMENT = re.compile(
    rf"(?<!\w)(?:{word_list(document_types.WORDS['none'])})\s{{1,3}}(?:số|so)[\s:.]{{0,4}}\Z"
)
_BLANK = re.compile(r"số(?<!\w..)\s{0,3}:?[\s._…*]{0,30}(?=[/-][a-zđ])")
_STANDARD = re.compile(
    r"(?:tcvn|qcvn|tcxdvn|tcxd|tccs|qcđp|qcxdvn|iso|iec)(?:[ ]?[/-]?[ ]?(?:iso|iec|guide)){0,2}"
    r"(?:[ ]?(?:số:?)?[ ]?)[0-9]{1,6}(?:[-.:/][0-9]{1,5}){0,3}(?:/[a-zđ]{2,10})?(?!\w)"
)
_MOST_PARTS = 9


def find(whole: str, folded: str) -> tuple[Identifier, ...]:
    """Give the identifiers of a normalised text, in order and apart. O(n).

    >>> from extractors.text import fold
    >>> text = "Kế hoạch số 43/KHSKHCN; Nghị quyết số 18-NQ/TW; TCVN ISO 9001:2015"
    >>> [(i.code, i.family, i.repaired) for i in find(text, fold(text))][:2]
    [('43/KH-SKHCN', 'state', True), ('18-NQ/TW', 'party', False)]
    """
    seen = unmask(whole)
    found = [*_standards(whole, folded), *_numbered(whole, seen, folded), *_blanks(seen, folded)]
    found.sort(key=lambda i: (i.start, -i.end))
    out: list[Identifier] = []
    for one in found:
        if not out or one.start >= out[-1].end:
            out.append(one)
    return tuple(out)


def _standards(whole: str, folded: str) -> Iterator[Identifier]:
    for m in _STANDARD.finditer(folded):
        if m.start() and folded[m.start() - 1].isalnum():
            continue
        code = " ".join(whole[m.start() : m.end()].split())
        yield Identifier(m.start(), m.end(), None, None, None, code, None, "standard")


def _blanks(seen: str, folded: str) -> Iterator[Identifier]:
    """Drafts, whose number is still to come: "Số:      /TTr-SKHCN"."""
    for m in _BLANK.finditer(folded):
        read = _parts(seen, m.end(), cued=True)
        if read is None or read.year is not None:
            continue
        made = symbols.parse("0", None, read.parts, "số")
        if made is not None:
            yield Identifier(
                m.start(), read.end, None, None, made.text, None, made.type, made.family
            )


def _numbered(whole: str, seen: str, folded: str) -> Iterator[Identifier]:
    end = 0
    for m in _NUMBER.finditer(seen):
        if m.start() < end:
            continue
        one = _read(whole, seen, folded, m)
        if one is not None:
            end = one.end
            yield one


def _read(whole: str, seen: str, folded: str, m: re.Match[str]) -> Identifier | None:
    before = folded[max(0, m.start() - 60) : m.start()]
    opening = _opening(seen, before, m.start())
    if opening is None:
        return None
    start, prefix = opening
    cue = _cue(seen, before, start)
    read = _parts(seen, m.end(), cued=bool(cue))
    if read is None or (cue == "số" and _NO_DOCUMENT.search(before)):
        return None
    digits, letter = (m[0][:-1], m[1].lower()) if m[1] else (m[0], "")
    if letter in {"o", "l", "i"}:
        digits, letter = digits + letter, ""
    number = prefix + digits.translate(_DIGITS) + letter
    made = symbols.parse(number, read.year, read.parts, cue)
    if made is None:
        return None
    written = _BARE.sub("", whole[start : read.end].translate(_HYPHENS)).upper()
    year = read.year.token if read.year is not None else None
    return Identifier(
        start, read.end, number, year, made.text, made.code, made.type, made.family,
        repaired=written != made.code.upper(),
    )  # fmt: skip


_DIGITS = str.maketrans("OolI", "0011")
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_BARE = re.compile(r"[\s*]")


def _opening(seen: str, before: str, start: int) -> tuple[int, str] | None:
    """Where the number begins and its digits before the match; None where it hangs on something."""
    last = seen[start - 1] if start else " "
    other = seen[start - 2] if start > 1 else " "
    if last in "OolI" and not (other.isalnum() or other in "./-"):
        return start - 1, last.translate(_DIGITS)
    if last.isalnum() or last == "_":
        return (start, "") if _CUE.search(before) else None
    if last in " \n" and other.isdigit():
        torn = _TORN_NUMBER.search(before)
        return (start - 1 - len(torn[1]), "".join(torn[1].split())) if torn else (start, "")
    if last == "." and other.isdigit():
        thousands = _THOUSANDS.search(before)
        return (start - 1 - len(thousands[1]), thousands[1]) if thousands else None
    if last == "," and other.isdigit():
        return (start, "") if _LISTED.search(before) else None
    if last in "/\\" or (last in "-:" and (other.isalnum() or other in "/-")):
        glued = last == ":" and _CUE.search(before)
        return (start, "") if glued else None
    return start, ""


def _cue(seen: str, before: str, start: int) -> str:
    m = _CUE.search(before)
    if m is not None:
        return "type" if m["type"] else "số"
    return "số" if _SHORT.search(seen[max(0, start - 16) : start]) or _LISTED.search(before) else ""


@dataclass(frozen=True, slots=True)
class _Codes:
    parts: list[Part]
    year: Part | None
    end: int


def _parts(seen: str, at: int, *, cued: bool) -> _Codes | None:
    """The codes that hang on the number that ends at `at`; None where a digit hangs on them."""
    parts: list[Part] = []
    year: Part | None = None
    end, pattern = at, _FIRST
    while len(parts) < _MOST_PARTS and (m := pattern.match(seen, end)):
        join, gaps = m[2].strip().replace("amp;", ""), (m[1], m[3])
        dated = _YEAR.match(seen, m.end()) if join and len(parts) < 2 and year is None else None  # noqa: PLR2004  (after number or type)
        if dated is not None:
            year = Part("after" if parts else join, "".join(dated[1].split()))
            end = dated.end()
            continue
        token = _token(seen, m.end(), join)
        if token is None or not _may_join(parts, join, gaps, token[0], cued=cued):
            break
        parts.append(Part(join[:1] or m[0][:1].replace("\n", " "), token[0]))
        end, pattern = token[1], _NEXT
        if token[2]:
            break
    if parts and year is None and (last := _LAST_YEAR.match(seen, end)):
        year, end = Part("last", last[1]), last.end()
    if not parts or (seen[end : end + 1] in {"/", "-", "\\"} and seen[end + 1 : end + 2].isdigit()):
        return None
    return _Codes(parts, year, end)


def _token(seen: str, at: int, join: str) -> tuple[str, int, bool] | None:
    """The code at a place, its end, and whether a word of the text is glued to it."""
    m = _TOKEN.match(seen, at)
    if m is None:
        return None
    token, end = m[0], m.end()
    if token in {"QH", "UBTVQH"} and join and (term := _TERM.match(seen, end)):
        return token + term[1], term.end(), False
    more = _is_letter(seen[end : end + 1])
    if more or not _is_code(token):
        bare = token.rstrip("abcdeghiklmnopqrstuvxyđâăêôơư")
        if bare != token and (organ(bare) or split_glued(bare)):
            return bare, at + len(bare), True
        if more:
            return None
    if token[-1].isdigit() and organ(token) is None and listed(bare := token.rstrip("0123456789")):
        return bare, end, False  # the digit calls a footnote
    torn = _TORN.match(seen, end)
    if torn is not None and listed(token + torn[1]) and organ(torn[1]) is None:
        return token + torn[1], torn.end(), False
    return token, end, False


def _is_letter(character: str) -> bool:
    return character.isalpha() or (character.isdigit() and character.isascii())


def _is_code(token: str) -> bool:
    return organ(token) is not None or symbols.is_code_like(token)


def _may_join(
    parts: list[Part], join: str, gaps: tuple[str, str], token: str, *, cued: bool
) -> bool:
    """Whether a code belongs to the symbol, by what stands between."""
    spaces = bool(gaps[0]) + bool(gaps[1])
    known = organ(token) is not None
    if not parts:
        if not join:
            return spaces == 0 or cued
        return join != "-" or not spaces or cued
    after_type = len(parts) == 1 and document_types.type_of(parts[0].token) is not None
    if not join:
        office = parts[-1].token.upper() in {"VP", "TT"} and token.upper() in _COUNCILS
        return bool(spaces) and known and (office or (after_type and cued))
    if not _is_code(token):
        return False
    if join in {".", ","}:
        if spaces:
            return False
        short = parts[-1].token.upper() in {"VP", "TT", "P", "TTR", "CT"}
        return short or (after_type and known) if join == "." else not known and len(token) > 1
    if join == "&" or not spaces or (after_type and listed(token) and parts[0].join):
        return True
    return cued and (len(parts) == 1 or spaces == 1)


_COUNCILS = {"HĐND", "UBND", "ĐĐBQH", "ĐBQH"}
