"""Text as every rule sees it: normalised, folded, cut into blocks and sentences with offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# One character for one character, so that offsets into NFC text stay true.
_SAME_LENGTH = {
    "\u00d0": "Đ",  # eth, as some keyboards write Đ
    "\u0189": "Đ",
    "\u00f0": "đ",
    "\u0256": "đ",
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\u3000": " ",
    "\t": "\t",
    "\u000b": "\n",
    "\u000c": "\n",
    "\u0085": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u200b": " ",
    "\u200e": " ",
    "\u200f": " ",
    "\u2060": " ",
    "\ufeff": " ",
    "\u00ad": " ",
}
_TABLE = str.maketrans(_SAME_LENGTH)


def normalise(text: str) -> str:
    r"""Give the text in NFC with Unix line ends, plain spaces and a true Đ.

    Idempotent. The dashes stay as written: a quote shows what the notice says.

    >>> normalise("2/2019/Q\u00d0-UBND\r\nngày\u00a06/7")
    '2/2019/QĐ-UBND\nngày 6/7'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text).translate(_TABLE)


# New style (hoà, uỷ) to old style (hòa, ủy): both are two letters, so offsets stay true.
_TONE_PLACES = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_TONE_PLACES) + r")(?![^\W\d_])")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))


def fold(text: str) -> str:
    """Give the text for matching: lower case, tone marks in one place, plain hyphens.

    As long as the text itself, so offsets agree. Đ stays Đ: ĐA (đề án) is not DA (dự án).

    >>> fold("UỶ BAN hoà giải 5\u20137")
    'ủy ban hòa giải 5-7'
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few foreign capitals grow: İ
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return _TONE.sub(lambda m: _TONE_PLACES[m[0]], lower.translate(_DASHES))


def plain(text: str) -> str:
    """Give the text without any diacritics, lower case, đ as d: how people type in a hurry.

    >>> plain("Kế hoạch của tỉnh Đồng Tháp")
    'ke hoach cua tinh dong thap'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, `text[start:end]`."""

    start: int
    end: int


def blocks(text: str) -> list[Span]:
    """Give the non-empty lines of the text, trimmed, in order. O(n)."""
    return [Span(m.start(), m.end()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def word_list(terms: Iterable[str]) -> str:
    """Give the pattern (a string for `re`) that matches the longest of the terms.

    Built as a trie, so its speed does not depend on how many terms there are. A space in a term
    matches any run of white space, a line break included. Terms are taken as they are; fold them
    where the pattern is to run over folded text.

    >>> re.findall(word_list(["kế hoạch", "kế", "quyết định"]), "kế  hoạch, kế, quyết\\nđịnh")
    ['kế  hoạch', 'kế', 'quyết\\nđịnh']
    """
    trie: dict[str, dict[str, object]] = {}
    for term in terms:
        node = trie
        for character in " ".join(term.split()):
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    return _pattern(trie)


def _pattern(node: dict[str, dict[str, object]]) -> str:
    branches = [
        (r"\s+" if character == " " else re.escape(character)) + _pattern(child)  # type: ignore[arg-type]
        for character, child in node.items()
        if character
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return body + "?" if "" in node else body
