"""What stands just before a number of a document: "số", a type word, or digits torn off it."""

from __future__ import annotations

import re

from extractors import document_types
from extractors.text import word_list

_TYPE_WORDS = word_list((*document_types.NAMES, *document_types.WORDS["any"]))
_CUE = re.compile(
    rf"(?<!\w)(?:(?P<type>{_TYPE_WORDS})(?:\s*\([^()]{{1,20}}\))?\s{{0,3}}"
    r"(?:(?:số|sô|só|so)[ \t]{0,3}(?:\n[ \t]{0,3})?[:.]?)?|(?P<so>số|sô|só|so)[ \t]{0,3}[:.;]?)"
    r"[\s*_(“\"\[]{0,5}\Z"
)
# The word before "số" may say that another thing is numbered: "mẫu số", "tổ số".
_BEARER = re.compile(r"([^\W\d_]+)[ ]{1,2}\Z")
_FREE = frozenset(document_types.WORDS["before_number"])
_TYPE = re.compile(rf"(?<!\w)(?:{_TYPE_WORDS})(?!\w)[^.;:()\n]*\Z")
_BETWEEN = ' \t\n*_(“"[:.;'  # may stand between the cue and its number
_ENDINGS = {
    word[-2:]
    for word in ("số", "sô", "só", "so", *document_types.NAMES, *document_types.WORDS["any"])
}
_SHORT = re.compile(
    r"(?<!\w)(?:KH|QĐ|NQ|TB|TT|CT|CV|NĐ|BC|TTr|CTr|KL|HD|ĐA|CĐ)[ ]{1,3}(?:số[ ]{0,3}:?[ ]{0,3})?\Z"
)
_LISTED = re.compile(r"(?<!\w)số\s{0,3}:?\s{0,3}(?:[0-9]{1,5}[a-zđ]?[ ]?,[ ]?){1,12}\Z")
_RANGED = re.compile(r"(?<!\w)số\s{0,3}:?\s{0,3}[0-9]{1,5}-\Z")  # "số 10-12/KH-UBND"
_THOUSANDS = re.compile(r"(?<!\w)số\s{0,3}:?\s{0,3}([0-9]{1,2})\.\Z")
_TORN = re.compile(
    rf"(?<!\w)(?:(?:số|sô|só|so)\s{{0,3}}[:.]?|(?:{_TYPE_WORDS})\s)\s{{0,3}}"
    r"([0-9]{1,3}(?:[ \n][0-9]{1,3}){0,2})[ \n]\Z"
)
_NO_DOCUMENT = re.compile(
    rf"(?<!\w)(?:{word_list(document_types.WORDS['none'])})\s{{1,3}}(?:số|sô|só|so)[\s:.]{{0,4}}\Z"
)
_DIGITS = str.maketrans("OolI", "0011")


def cue(seen: str, before: str, start: int) -> str:
    """Give what allows a weak number at `start`: "type", "số", or "" for nothing.

    "weak" is a "số" of another thing. `before` is the folded text that ends at the number.
    """
    # Most numbers stand behind another word, and then the patterns need not be tried.
    last = before.rstrip(_BETWEEN)[-2:]
    m = _CUE.search(before) if last in _ENDINGS or last.endswith(")") else None
    if m is not None:
        return "type" if m["type"] else "weak" if _is_of_other(before[: m.start()]) else "số"
    listed = before.rstrip(" ").endswith(",") and _LISTED.search(before)
    return "số" if listed or _SHORT.search(seen[max(0, start - 20) : start]) else ""


def _is_of_other(before: str) -> bool:
    bearer = _BEARER.search(before)
    return bearer is not None and bearer[1] not in _FREE and _TYPE.search(before) is None


def is_no_document(before: str) -> bool:
    """Tell whether what bears the number is no document: "hồ sơ số", "thửa đất số"."""
    return _NO_DOCUMENT.search(before) is not None


def digits(figures: str) -> str:
    """Give the digits that a number's figures are meant to be.

    >>> digits("1O2l")
    '1021'
    """
    return figures.translate(_DIGITS)


def opening(seen: str, before: str, start: int) -> tuple[int, str] | None:
    """Give where a number really begins and its digits before `start`.

    None where the digits hang on something that makes them no number of a document, or where the
    number would be cut short.
    """
    last = seen[start - 1] if start else " "
    other = seen[start - 2] if start > 1 else " "
    if last in "OolI" and not (other.isalnum() or other in "./-"):
        return start - 1, digits(last)
    if other.isdigit() and last in " \n.":
        return _torn(before, start, last)
    if last.isalnum() or last in "_:" or (last == "," and other.isdigit()):
        allowed = (_LISTED if last == "," else _CUE).search(before) or (
            last == ":" and not other.isalnum()
        )
        return (start, "") if allowed else None
    hangs = last in "/\\" or (last == "-" and (other.isalnum() or other in "/-"))
    ranged = hangs and last == "-" and _RANGED.search(before) is not None
    return None if hangs and not ranged else (start, "")


def _torn(before: str, start: int, last: str) -> tuple[int, str] | None:
    """The digits before a space ("số 1 277/QĐ-UBND") or a thousands dot ("số 1.277/QĐ-UBND")."""
    m = (_THOUSANDS if last == "." else _TORN).search(before)
    if m is None:
        return None if last == "." else (start, "")
    return start - 1 - len(m[1]), "".join(m[1].split())
