"""Text as every rule sees it: normalised, folded, cut into blocks and sentences with offsets."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# No reader sees these; a number broken by one is whole.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")
_LETTERS = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"}  # eth, African d
_HYPHENS = dict.fromkeys("\u0002\ufffe", "-")  # as PDF readers give the one at the end of a line
_BREAKS = dict.fromkeys("\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029", "\n")
# What lies about in broken files and would end a JSON text or a C string.
_ODD = re.compile(
    "[\u00d0\u0189\u00f0\u0256\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u00a0\u1680"
    "\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufffe\ud800-\udfff]"
)


def normalise(text: str) -> str:
    r"""Give the text in NFC with Unix line ends, plain spaces and a true Đ.

    Idempotent. Invisible marks go, control characters become spaces, half a surrogate pair becomes
    U+FFFD. The dashes stay as written: a quote shows what the notice says.

    >>> normalise("2/2019/Q\u00d0-UBND\r\nngày\u00a06/7")
    '2/2019/QĐ-UBND\nngày 6/7'
    """
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ODD.sub(_usual, unicodedata.normalize("NFC", text))


def _usual(m: re.Match[str]) -> str:
    character = m[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _LETTERS.get(character) or _HYPHENS.get(character) or _BREAKS.get(character, " ")


# Letters of other scripts and of old fonts that look like the ones of Vietnamese, and the dashes
# and slashes of all kinds: one character for one character.
_SEEMING = dict(
    zip(
        "АВЕКМНОРСТУХІЅЈаеорсухіѕј"
        "ΑΒΕΗΙΚΜΝΟΡΤΥΧο"
        "Ƣƣ"
        "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d\u2043"
        "\u2044\u2215\uff0f"
        "０１２３４５６７８９"
        "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ＆"
        "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ",
        "ABEKMHOPCTYXISJaeopcyxisjABEHIKMNOPTYXoƯư-----------///0123456789"
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ&abcdefghijklmnopqrstuvwxyz",
        strict=True,
    )
)
_SEEM = re.compile("[" + "".join(_SEEMING) + "]")


def unmask(text: str) -> str:
    """Give the text with every look-alike as the letter, hyphen, slash or digit it seems to be.

    As long as the text itself. Case and tone marks stay.

    >>> unmask("12/КН\u2013UBND")
    '12/KH-UBND'
    """
    return _SEEM.sub(lambda m: _SEEMING[m[0]], text)


# New style (hoà, uỷ) to old style (hòa, ủy): both are two letters, so offsets stay true.
_TONE_PLACES = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_TONE = re.compile(r"[ou][àáảãạèéẻẽẹỳýỷỹỵ](?![^\W\d_])(?<!q..)")
# "năm 20 19", "ngày 1 2 tháng 3": figures that a PDF reader has torn apart.
_TORN = re.compile(r"[0-3](?:[0-9]{0,2})[ \n][0-9]{1,3}(?![0-9])")
_TORN_YEAR = re.compile(
    r"(?:(?<!\w)năm[ \n]|[0-9]\s?[/.-]\s?[0-9]{1,2}\s?[/.-]\s?|tháng\s[0-9]{1,2}\s?[/-]\s?)\Z"
)
_TORN_DAY = re.compile(r"(?<!\w)ngày[ \n]\Z")
_DAY_GOES_ON = re.compile(r"\s?(?:tháng\s?[0-9]|[/.-]\s?[01]?[0-9]\s?[/.-])")
_TORN_MONTH = re.compile(r"(?<![0-9/])[0-3]?[0-9][/.-]\Z")
_MONTH_GOES_ON = re.compile(r"[/.-](?:19|20)[0-9]{2}(?![0-9])")
_TORN_ENDS = re.compile(r"[.,][0-9]|\s?%")


def fold(text: str) -> str:
    """Give the text for matching: lower case, tone marks in one place, look-alikes unmasked.

    As long as the text itself, so offsets agree. Đ stays Đ: ĐA (đề án) is not DA (dự án).

    >>> fold("UỶ BAN hoà giải 5\u20137")
    'ủy ban hòa giải 5-7'
    """
    seen = unmask(text)
    lower = seen.lower()
    if len(lower) != len(seen):  # a few foreign capitals grow: İ
        lower = "".join(c if len(c.lower()) != 1 else c.lower() for c in seen)
    return _TORN.sub(_joined, _TONE.sub(lambda m: _TONE_PLACES.get(m[0], m[0]), lower))


def _joined(m: re.Match[str]) -> str:
    """The figures of a date in one piece behind the break, so that it ends where it ended."""
    figures = "".join(m[0].split())
    before, after = m.string[max(0, m.start() - 14) : m.start()], m.string[m.end() : m.end() + 12]
    torn = {
        4: figures.startswith(("19", "20"))
        and _TORN_YEAR.search(before)
        and not _TORN_ENDS.match(after),
        2: (_TORN_DAY.search(before) and _DAY_GOES_ON.match(after))
        or (figures < "13" and _TORN_MONTH.search(before) and _MONTH_GOES_ON.match(after)),
    }.get(len(figures))
    return ("\n" if "\n" in m[0] else " ") + figures if torn else m[0]


# For character classes: a range would take in the other case.
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SMALL = CAPITALS.lower()


def plain(text: str) -> str:
    """Give the text without any diacritics, lower case, đ as d: how people type in a hurry.

    >>> plain("Kế hoạch của tỉnh Đồng Tháp")
    'ke hoach cua tinh dong thap'
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Span(NamedTuple):
    """A stretch of the text, `text[start:end]`; a tuple, since a text makes thousands of them."""

    start: int
    end: int


def blocks(text: str) -> list[Span]:
    """Give the non-empty lines of the text, trimmed, in order. O(n)."""
    return [Span(*m.span()) for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def word_list(terms: Iterable[str]) -> str:
    r"""Give the pattern (a string for `re`) that matches the longest of the terms.

    Built as a trie, so its speed does not depend on how many terms there are. A space in a term
    matches any run of white space, a line break included. Terms are taken as they are; fold them
    where the pattern is to run over folded text.

    >>> re.findall(word_list(["kế hoạch", "kế", "quyết định"]), "kế  hoạch, kế, quyết\nđịnh")
    ['kế  hoạch', 'kế', 'quyết\nđịnh']
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
