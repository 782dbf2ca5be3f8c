"""UTF-8 that somebody took for windows-1252 and wrote down as UTF-8 again, put right."""

from __future__ import annotations

import re

_BYTES = {  # letters of windows-1252, and what has no letter there, as the bytes they were
    **{chr(byte): byte for byte in range(0x80, 0x100)},
    **{
        bytes([byte]).decode("cp1252"): byte
        for byte in range(0x80, 0xA0)
        if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    },
}
_NEXT = "[" + re.escape("".join(letter for letter, byte in _BYTES.items() if byte < 0xC0)) + "]"
_TAKEN_APART = re.compile(f"[Â-ß]{_NEXT}|[à-ï]{_NEXT}{{2}}")
_SURE = re.compile(f"á[º»]{_NEXT}")  # a letter with two marks, of which Vietnamese is full
_ENOUGH = 3
_WHOLE = re.compile("[\u00a0-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1"
                    "\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9\u2010-\u2026]")  # fmt: skip


def mended(text: str) -> str:
    """Give a text with what was taken apart whole again; as it is where that is not certain.

    A page must show three letters at least that no Vietnamese text has side by side, and only what
    becomes a letter or a mark of Vietnamese is changed.

    >>> mended("Káº¿ hoáº¡ch cáº£i cÃ¡ch")
    'Kế hoạch cải cách'
    """
    if "º" not in text or "áº" not in text:  # one letter alone is found ten times as quickly
        return text
    if len(_SURE.findall(text)) < _ENOUGH:
        return text
    return _TAKEN_APART.sub(_whole, text)


def _whole(match: re.Match[str]) -> str:
    try:
        letter = bytes(_BYTES[one] for one in match[0]).decode()
    except UnicodeDecodeError:
        return match[0]
    return letter if _WHOLE.fullmatch(letter) else match[0]
