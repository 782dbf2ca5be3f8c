"""Taking what other pages say of a forgotten one out of the archive: its title, its address.

Listings show the row of a notice, its neighbours show it among other news. These records stay; the
words are overwritten in them, and each gzip member keeps its length, so that no other one moves.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import struct
import unicodedata
import zlib
from dataclasses import dataclass
from html.entities import codepoint2name
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from scrapers.archive import Archive, ArchiveError
from scrapers.body import unpacked
from scrapers.status import FetchError
from scrapers.warc import content_type

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from scrapers.exchange import Location

OVERWRITTEN = "."
_SHORTEST_NAME = 8  # letters: "81" names other things, too
_SHORTEST_TITLE = 20  # letters: "Thông báo" is the title of many notices
_SHORTEST_PATH = 6
_FIRST_WORDS = 5
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NAMED = codepoint2name.keys() - {ord(sign) for sign in '&<>"'}
_SPACE = r"(?:\s|&nbsp;|&#160;|\\n|\\t)"
_MOST_UNPACKED = 2**30
_END = b"\r\n\r\n"
_COMMENTED = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be overwritten: `begins` finds quickly where `whole` may match."""

    begins: re.Pattern[str]
    whole: re.Pattern[str]

    def less(self, text: str, encoding: str) -> str:
        """Give a text with the words overwritten by signs that take as many bytes."""
        if self.begins.search(text) is None:
            return text
        return self.whole.sub(
            lambda match: OVERWRITTEN * len(match[0].encode(encoding, "replace")), text
        )


def words(titles: Iterable[str], urls: Iterable[str], names: Iterable[str] = ()) -> Words | None:
    r"""Give what finds these titles and addresses however a page writes them, None for nothing.

    In capitals, with entities, escaped as in JSON, with any white space, cut short before an
    ellipsis; an address without its host, quoted or not; a name (identity) that is no mere number.
    A title of few letters is left: others bear it, too.

    >>> found = words(["Kết luận thanh tra đối với ông Trần Văn B"], [])
    >>> found.less("<b>KẾT LUẬN THANH TRA&nbsp;đối với ông Trần\n Văn B</b>", "latin-1")
    '<b>.............................................</b>'
    """
    begin: list[str] = []
    whole: list[str] = []
    for url in urls:
        for path in dict.fromkeys(_paths(url)):
            begin.append(re.escape(path))
            whole.append(rf"{re.escape(path)}(?![\w%-])")
    for name in names:
        if len(name) >= _SHORTEST_NAME and not name.isdecimal():
            begin.append(re.escape(name))
            whole.append(rf"(?<![\w%-]){re.escape(name)}(?![\w%-])")
    for title in titles:
        said = " ".join(title.split())
        if len(said) < _SHORTEST_TITLE:
            continue
        for way in dict.fromkeys(_spellings(said)):
            parts = way.split()
            begin.append(_spaced(parts[:_FIRST_WORDS]))
            whole.append(_spaced(parts))
            shortest = max(_FIRST_WORDS, len(parts) // 2)
            whole += (
                rf"{_spaced(parts[:n])}{_SPACE}?\w{{0,12}}\s*(?:\.\.\.|…|&hellip;|\\u2026)"
                for n in range(len(parts) - 1, shortest - 1, -1)
            )
    if not whole:
        return None
    return Words(*(re.compile("|".join(ways), re.IGNORECASE) for ways in (begin, whole)))


def _paths(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    if len(path) >= _SHORTEST_PATH:
        yield from (path, unquote(path), quote(unquote(path), safe="/?=&"), html.escape(path))
        yield json.dumps(path)[1:-1].replace("/", r"\/")


def _spellings(title: str) -> Iterator[str]:
    apart = unicodedata.normalize("NFD", title)
    toned = "".join(map(_tone_behind, title))
    for form in dict.fromkeys((title, apart, toned)):  # the last one as in windows-1258
        yield from (form, html.escape(form), html.escape(form, quote=False))
        yield from (json.dumps(form)[1:-1], json.dumps(form, ensure_ascii=False)[1:-1])
    for marked in (html.escape(title), html.escape(title, quote=False)):  # as editors write it
        named = "".join(
            f"&{codepoint2name[ord(sign)]};" if ord(sign) in _NAMED else sign for sign in marked
        )
        for form in (marked, named):
            yield form
            yield form.encode("ascii", "xmlcharrefreplace").decode()
            yield "".join(s if s.isascii() else f"&#x{ord(s):x};" for s in form)


def _tone_behind(letter: str) -> str:
    """Give a letter as windows-1258 has it: whole but for its tone, which stands behind it."""
    rest, tones = _TONE.subn("", apart := unicodedata.normalize("NFD", letter))
    tone = _TONE.search(apart) if tones else None
    return unicodedata.normalize("NFC", rest) + (tone[0] if tone else "")


def _spaced(parts: Sequence[str]) -> str:
    return f"{_SPACE}+".join(re.escape(part) for part in parts)


def changes(
    folder: Path,
    site: str,
    words: Words,
    without: Collection[Location],
    behind: Mapping[str, int] | None = None,
) -> Iterator[tuple[Location, bytes]]:
    """Give the records of a site that say these words, each without them and as long as it was.

    `without` are those that go altogether. Where a record cannot be made as long as it was, what is
    given is empty: the caller overwrites it whole. With `behind` only in what was stored since.
    """
    archive = Archive(folder)
    gone = set(without)
    for place in archive.locations([], behind):
        if place in gone:
            continue
        try:
            record = archive.read(place)
        except ArchiveError:
            continue  # what is damaged is read by nobody
        if record.options.get("site") != site:
            continue
        with (folder / place.file).open("rb") as stream:
            stream.seek(place.offset)
            blob = stream.read(place.length)
        redacted = _group(blob, words)
        if redacted != blob:
            yield place, redacted if redacted is not None else b""


def _group(blob: bytes, words: Words) -> bytes | None:
    """Give a group's members without the words, None where one cannot be packed as small."""
    parts: list[bytes] = []
    while blob:
        inflate = zlib.decompressobj(31)
        raw = inflate.decompress(blob)
        size = len(blob) - len(inflate.unused_data)
        redacted = _record(raw, words)
        packed = blob[:size] if redacted == raw else _packed(redacted, size)
        if packed is None:
            return None
        parts.append(packed)
        blob = inflate.unused_data
    return b"".join(parts)


def _record(raw: bytes, words: Words) -> bytes:
    """Give a record without the words, its length and digests made true again."""
    head, _, rest = raw.partition(_END)
    block = rest.removesuffix(_END)
    if b"msgtype=response" in head:
        http, _, body = block.partition(_END)
        redacted = _body(http, body, words)
        if redacted == body:
            return raw
        head = _told(head, b"WARC-Payload-Digest", _digest(redacted))
        block = http + _END + redacted
    else:
        redacted = _less(block, "utf-8", words)
        if redacted == block:
            return raw
        block = redacted
        if b"application/http" not in head:  # a payload is what stands behind the head of HTTP
            head = _told(head, b"WARC-Payload-Digest", _digest(block))
    head = _told(head, b"WARC-Block-Digest", _digest(block))
    head = _told(head, b"Content-Length", str(len(block)).encode())
    return head + _END + block + _END


def _body(http: bytes, body: bytes, words: Words) -> bytes:
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(b":") for line in http.split(b"\r\n")[1:])
    }
    encoding = headers.get(b"content-encoding", b"").decode("latin-1")
    charset = content_type(headers.get(b"content-type", b"").decode("latin-1"))[1] or "utf-8"
    if not encoding or encoding == "identity":
        return _less(body, charset, words)
    try:
        plain = b"".join(unpacked([body], encoding, _MOST_UNPACKED))
    except FetchError:
        return body
    less = _less(plain, charset, words)
    if less == plain:
        return body
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if "gzip" in encoding else 15)
    return packer.compress(less) + packer.flush()


def _less(text: bytes, charset: str, words: Words) -> bytes:
    """Give a text with the words overwritten by as many signs, whatever its header says it is."""
    for name in ("utf-8", charset, "cp1258", "latin-1"):
        try:
            read = text.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        less = words.less(read, name)
        if less != read:
            return less.encode(name)
        if name == "utf-8":  # no other encoding comes out as this one
            break
    return text


def _told(head: bytes, name: bytes, value: bytes) -> bytes:
    return re.sub(rb"(?im)^(" + re.escape(name) + rb":[ ]*)[^\r\n]*", lambda m: m[1] + value, head)


def _digest(block: bytes) -> bytes:
    found = hashlib.sha1(block, usedforsecurity=False).digest()
    return b"sha1:" + base64.b32encode(found)


def _packed(raw: bytes, size: int) -> bytes | None:
    """Give a gzip member of that size, None where it takes more; a comment fills it up."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    packed = packer.compress(raw) + packer.flush()
    tail = struct.pack("<II", zlib.crc32(raw), len(raw) & 0xFFFFFFFF)
    room = size - len(_COMMENTED) - 1 - len(packed) - len(tail)
    return None if room < 0 else _COMMENTED + b" " * room + b"\0" + packed + tail
