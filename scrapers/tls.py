"""TLS: always verified; what a portal's old server needs is declared for it alone."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import certifi

from scrapers.status import Status

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable, Iterator

_LEGACY_SERVER_CONNECT = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT, which Python names since 3.12
_VERSIONS = {
    "1.0": ssl.TLSVersion.MINIMUM_SUPPORTED,  # Python warns of the others below 1.2
    "1.2": ssl.TLSVersion.TLSv1_2,
    "1.3": ssl.TLSVersion.TLSv1_3,
}
# X509_V_ERR_*, as OpenSSL numbers them
_BY_VERIFY_CODE = {
    9: Status.TLS_EXPIRED, 10: Status.TLS_EXPIRED,
    2: Status.TLS_CHAIN, 18: Status.TLS_CHAIN, 19: Status.TLS_CHAIN, 20: Status.TLS_CHAIN,
    21: Status.TLS_CHAIN,
    62: Status.TLS_HOST, 64: Status.TLS_HOST,
    66: Status.TLS_OLD, 67: Status.TLS_OLD, 68: Status.TLS_OLD,
}  # fmt: skip
_NO_ISSUER = frozenset({2, 20, 21})  # of those, what a certificate that was not sent may mend
_OLD = (
    "DH_KEY_TOO_SMALL", "EE_KEY_TOO_SMALL", "CA_MD_TOO_WEAK", "UNSAFE_LEGACY_RENEGOTIATION",
    "UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "WRONG_VERSION_TOO_LOW", "WRONG_SIGNATURE_TYPE",
    "NO_SUITABLE_SIGNATURE",
)  # fmt: skip


def _certificates(pem: str) -> str:
    try:
        ssl.create_default_context().load_verify_locations(cadata=pem)
    except (ssl.SSLError, ValueError) as error:
        raise ValueError("not certificates in PEM form") from error
    return pem


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """The table `tls` of a declaration: what is excepted from today's rules for this site's hosts.

    Verification itself is never off. `intermediates` are certificates in PEM form that the server
    forgets to send, or the root that signs for it, looked up once by a person.
    """

    legacy_renegotiation: bool = False
    seclevel: Literal[0, 1] | None = None  # OpenSSL's; 1: small DH keys, SHA-1; 0: TLS below 1.2
    min_version: Literal["1.0", "1.2", "1.3"] = "1.2"
    intermediates: Annotated[str, _certificates] | None = None

    def exceptions(self) -> str:
        """Give what is excepted, for `status` and provenance; empty where nothing is.

        >>> Tls(seclevel=1, legacy_renegotiation=True).exceptions()
        'legacy_renegotiation, seclevel=1'
        """
        return ", ".join(self._named())

    def _named(self) -> Iterator[str]:
        if self.legacy_renegotiation:
            yield "legacy_renegotiation"
        if self.seclevel is not None:
            yield f"seclevel={self.seclevel}"
        if self.min_version != "1.2":
            yield f"min_version={self.min_version}"
        if self.intermediates is not None:
            yield "intermediates"


def context(
    tls: Tls | None = None, roots: str | None = None, between: Iterable[bytes] = ()
) -> ssl.SSLContext:
    """Give how to speak TLS: with today's rules, less what is excepted.

    `roots` is a file of further roots, as of a company's own proxy. Chains must end in a root:
    `between` are certificates (DER) that may stand in the middle and are not trusted themselves.
    Newer Pythons' stricter reading of certificates is left out, so that all read alike.
    """
    tls = tls or Tls()
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.load_verify_locations(certifi.where())
    if roots:
        made.load_verify_locations(roots)
    if tls.intermediates:
        made.load_verify_locations(cadata=tls.intermediates)
    made.verify_flags &= ~ssl.VerifyFlags.VERIFY_X509_PARTIAL_CHAIN
    for der in between:
        made.load_verify_locations(cadata=der)
    if tls.seclevel is not None:
        made.set_ciphers(f"DEFAULT:@SECLEVEL={tls.seclevel}")
    if tls.legacy_renegotiation:
        made.options |= ssl.Options(_LEGACY_SERVER_CONNECT)
    made.minimum_version = _VERSIONS[tls.min_version]
    return made


def shown(sock: socket.socket, host: str, tls: Tls | None = None) -> bytes:
    """Give the certificate (DER) that a host shows, whoever signed it: to be looked at only.

    Nothing is sent to the host and nothing read from it but that.
    """
    made = context(tls)
    made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    with made.wrap_socket(sock, server_hostname=host) as speaking:
        return speaking.getpeercert(binary_form=True) or b""


def lacks_issuer(error: BaseException) -> bool:
    """Tell whether a certificate could not be verified for want of its issuer's."""
    return any(
        isinstance(one, ssl.SSLCertVerificationError) and one.verify_code in _NO_ISSUER
        for one in causes(error)
    )


def tls_status(error: BaseException) -> Status:
    """Give the name of what went wrong with TLS, looked up in what caused an error."""
    for one in causes(error):
        if isinstance(one, ssl.SSLCertVerificationError):
            return _BY_VERIFY_CODE.get(one.verify_code, Status.TLS)
        if isinstance(one, ssl.SSLError) and any(mark in str(one).upper() for mark in _OLD):
            return Status.TLS_OLD
    return Status.TLS


def causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and what it wraps, each once, however the libraries wrap it."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
