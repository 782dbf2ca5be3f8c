"""The bytes of a page as text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from scrapers.mojibake import mended

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONE_BYTE = ("cp12", "iso8859", "koi8", "mac", "tis")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


@lru_cache(maxsize=1)  # a gate looks at a page just before it is read
def decoded(html: bytes, charset: str | None = None) -> str:
    """Give a page's text in NFC; `charset` is what the answer's header says.

    Asked in this order: byte order mark, header, the page's own meta, UTF-8, a detector. A name
    that does not decode the whole page is passed over: headers and metas are often wrong. What
    was encoded twice is put right.

    >>> decoded("<p>Kế hoạch</p>".encode("cp1258", "ignore"), "utf-8") != ""
    True
    """
    text = mended(_DECLARED.sub("", _raw(html, charset)))
    return unicodedata.normalize("NFC", text).replace("\0", "")


def _raw(html: bytes, charset: str | None) -> str:
    for mark, name in _BOMS:
        if html.startswith(mark):
            return html.decode(name, "replace")
    meta = _META.search(html[:4096])
    for named in (charset, meta[1].decode("ascii") if meta else None, "utf-8"):
        if named and (text := _strictly(html, named)) is not None:
            return text
    text = html.decode("utf-8", "replace")
    foreign = sum(1 for byte in html if byte > 0x7F)
    if text.count("\ufffd") * 50 < foreign:  # a letter cut in two, not another encoding
        return text
    if (tones := _vietnamese(html)) is not None:
        return tones
    from charset_normalizer import from_bytes  # noqa: PLC0415  (for the few pages that need it)

    best = from_bytes(html[:200_000]).best()
    return html.decode(best.encoding, "replace") if best else text


def _vietnamese(html: bytes) -> str | None:
    """Give the text of windows-1258, where each tone stands behind a letter that bears it.

    A detector knows this of long texts; short ones it takes for Chinese.
    """
    text = _strictly(html, "cp1258")
    if text is None or not _TONE.search(text):
        return None
    return None if _TONE.search(unicodedata.normalize("NFC", text)) else text


def _is_utf8(html: bytes) -> bool:
    if html.isascii():
        return False
    try:
        html.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(html: bytes, name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
        if found in {"iso8859-1", "cp1252", "ascii"}:
            name = "utf-8"  # what servers say when nobody told them; no Vietnamese fits in it
        elif found.startswith(_ONE_BYTE) and _is_utf8(html):
            name = "utf-8"  # any bytes can be read so; these are UTF-8 by no chance
        return html.decode(name)
    except (LookupError, ValueError):
        return None
