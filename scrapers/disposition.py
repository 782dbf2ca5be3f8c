"""What a portal calls a file that it hands out."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from email.header import decode_header
from email.message import Message
from urllib.parse import unquote

from scrapers.mojibake import mended

_PARAMETER = re.compile(
    r"""(?:^|;)\s*(filename\*?)\s*=\s*("(?:\\.|[^"])*"|[^;]*)""", re.IGNORECASE | re.DOTALL
)
_ESCAPED = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def file_name(value: str | None) -> str | None:
    """Give the file name of a Content-Disposition header (bytes as latin-1), None without one.

    In any of the spellings that are met: RFC 5987, which goes before the plain one beside it; raw
    UTF-8 or windows-1258; escaped as in an address; encoded words of mails. Never a path.

    >>> file_name("attachment; filename=x.pdf; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf")
    'Báo cáo.pdf'
    """
    if not value:
        return None
    told = {match[1].lower(): match[2].strip() for match in _PARAMETER.finditer(value)}
    name = _extended(told.get("filename*", "")) or _plain(told.get("filename")) or _pieces(value)
    name = unicodedata.normalize("NFC", _CONTROL.sub("", mended(name)))
    return name.replace("\\", "/").rpartition("/")[2].strip() or None


def _extended(value: str) -> str:
    charset, _, rest = value.strip('"').partition("'")
    with suppress(LookupError, UnicodeDecodeError):
        return unquote(rest.partition("'")[2], charset or "utf-8", "strict")
    return ""


def _plain(value: str | None) -> str:
    if value is None:
        return ""
    name = _unicode(value.strip('"').replace('\\"', '"'))
    if "=?" in name:
        with suppress(ValueError, LookupError):
            parts = decode_header(name)
            return "".join(
                part.decode(charset or "latin-1") if isinstance(part, bytes) else part
                for part, charset in parts
            )
    if _ESCAPED.search(name):
        spaced = name if " " in name else name.replace("+", " ")
        with suppress(UnicodeDecodeError):
            return unquote(spaced, errors="strict")
    return name


def _unicode(name: str) -> str:
    for encoding in ("utf-8", "cp1258"):
        with suppress(UnicodeError):
            return name.encode("latin-1").decode(encoding)
    return name  # it was right already


def _pieces(value: str) -> str:
    """Give a name in numbered pieces (RFC 2231)."""
    message = Message()
    message["Content-Disposition"] = value
    return message.get_filename() or ""
