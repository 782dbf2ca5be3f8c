"""What a certificate says of itself: who issued it, and where that one's certificate lies.

Read with a small reader of DER of our own: Python shows a certificate only once it is verified.
Nothing here decides whether to trust anybody.
"""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEQUENCE, _OBJECT, _SET = 0x30, 0x06, 0x31
_FIRST, _EXTENSIONS, _ADDRESS = 0xA0, 0xA3, 0x86  # [0], [3], and a URI among general names
_AIA = bytes.fromhex("2b06010505070101")
_CA_ISSUERS = bytes.fromhex("2b06010505073002")
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_LETTERS = {0x0C: "utf-8", 0x1E: "utf-16-be", 0x1C: "utf-32-be"}  # other strings: latin-1
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----")
_MOST = 8  # certificates taken from one answer


class _Node(NamedTuple):
    """A value of DER: its tag, what it holds, and all of it with its head."""

    tag: int
    held: bytes
    whole: bytes


class Certificate(NamedTuple):
    """A certificate with the names on it, and where the certificate of its issuer lies.

    The names are letters only, without case and spaces and the way they are encoded: two that
    OpenSSL takes for one are one here.
    """

    der: bytes
    subject: str
    issuer: str
    issuers: tuple[str, ...]  # addresses

    @property
    def signs_itself(self) -> bool:
        """Tell whether it can be the end of a chain: such a one is trusted or is nothing."""
        return self.subject == self.issuer


def certificates(payload: bytes) -> tuple[Certificate, ...]:
    """Give the certificates of a file: one in DER, several in PEM, or a bundle of PKCS #7.

    Raises ValueError where it is none of these.
    """
    if found := _PEM.findall(payload):
        return tuple(read(base64.b64decode(one)) for one in found[:_MOST])
    node = next(_nodes(payload), None)
    parts = list(islice(_nodes(node.held), 2)) if node else []
    if parts and parts[0].tag == _OBJECT and parts[0].held == _SIGNED_DATA:
        return tuple(read(one) for one in islice(_bundled(parts[1]), _MOST))
    return (read(payload),)


def read(der: bytes) -> Certificate:
    """Give what a certificate in DER says; raise ValueError where it is none."""
    try:
        whole = next(_nodes(der))
        fields = list(_nodes(next(_nodes(whole.held)).held))
        if fields[0].tag == _FIRST:  # the version
            del fields[0]
        _, _, issuer, _, subject, *rest = fields
        extensions = next((one for one in rest if one.tag == _EXTENSIONS), None)
        issuers = () if extensions is None else tuple(_issuers(extensions))
        return Certificate(whole.whole, _name(subject), _name(issuer), issuers)
    except (StopIteration, IndexError, UnicodeDecodeError) as error:
        raise ValueError("no certificate") from error


def _bundled(content: _Node) -> Iterator[bytes]:
    signed = next(_nodes(content.held), None)
    for part in _nodes(signed.held) if signed else ():
        if part.tag == _FIRST:
            yield from (one.whole for one in _nodes(part.held) if one.tag == _SEQUENCE)


def _issuers(extensions: _Node) -> Iterator[str]:
    for extension in _nodes(next(_nodes(extensions.held)).held):
        name, *_, value = _nodes(extension.held)
        if name.held != _AIA:
            continue
        for access in _nodes(next(_nodes(value.held)).held):
            method, place = _nodes(access.held)
            if method.held == _CA_ISSUERS and place.tag == _ADDRESS:
                with suppress(UnicodeDecodeError):
                    yield place.held.decode("ascii")


def _name(name: _Node) -> str:
    letters = []
    for part in _nodes(name.held):
        for pair in _nodes(part.held):
            _, value = _nodes(pair.held)
            shown = value.held.decode(_LETTERS.get(value.tag, "latin-1"))
            letters.append("".join(shown.casefold().split()))
    return "\n".join(sorted(letters))


def _nodes(data: bytes) -> Iterator[_Node]:
    """Give the values that lie one behind the other; raise ValueError where they do not."""
    at = 0
    while at < len(data):
        if len(data) < at + 2:
            raise ValueError("cut short")
        size, start = data[at + 1], at + 2
        if size & 0x80:
            digits = size & 0x7F
            size = int.from_bytes(data[start : start + digits])
            start += digits
            if not 0 < digits <= 4:
                raise ValueError("a length that is none")
        if start + size > len(data):
            raise ValueError("cut short")
        yield _Node(data[at], data[start : start + size], data[at : start + size])
        at = start + size
