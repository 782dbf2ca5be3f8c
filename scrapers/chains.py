"""The intermediate certificates that servers forget to send, fetched where a certificate says.

What is fetched is never trusted: a chain has to end in a root of the store as ever, and what signs
itself is thrown away. So whoever answers in the place of an issuer can make a chain fail, not hold.
"""

from __future__ import annotations

import threading
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.certificates import Certificate, certificates, read
from scrapers.desk import away
from scrapers.status import FetchError, Status
from scrapers.tls import context, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrapers.exchange import Exchange
    from scrapers.guard import Guard
    from scrapers.politeness import Turns
    from scrapers.settings import Settings
    from scrapers.tls import Tls

_MAX_BYTES = 64 * 1024  # of an answer; a certificate has two or three thousand
_LONGEST = 4  # intermediates between a server and its root
_ADDRESSES = 2  # asked of those that one certificate names
_Found = tuple[Certificate, ...] | FetchError


class Chains:
    """What each host's chain lacks, looked up once in a run; safe to share between threads.

    `ask` gets an address of the web, `limit` bytes at most, as any page is got: in its turn,
    within its deadline, from a public address only.
    """

    def __init__(
        self,
        settings: Settings,
        guard: Guard,
        turns: Turns,
        ask: Callable[[str, int], Exchange],
    ) -> None:
        self._settings = settings
        self._guard = guard
        self._turns = turns
        self._ask = ask
        self._lock = threading.Lock()
        self._answers: dict[str, _Found] = {}
        self._of: dict[tuple[str, int], _Found] = {}

    def of(self, host: str, port: int) -> tuple[bytes, ...]:
        """Give the certificates (DER) that a host is helped out with; mostly none."""
        found = self._of.get((host, port), ())
        return () if isinstance(found, FetchError) else tuple(one.der for one in found)

    def complete(self, host: str, port: int, pause: float, rules: Tls | None) -> None:
        """Look up what lies between the certificate that a host shows and the roots.

        Raises FetchError where that is nothing, or was not enough. A host that may lie on a private
        address is a copy, and nobody but it is asked.
        """
        known = self._of.get((host, port))
        if known is None and not self._guard.is_own(host, port):
            known = self._of[host, port] = self._looked_up(host, port, pause, rules)
            if known and not isinstance(known, FetchError):
                return
        raise known if isinstance(known, FetchError) else FetchError(Status.TLS_CHAIN)

    def _looked_up(self, host: str, port: int, pause: float, rules: Tls | None) -> _Found:
        wrong: list[FetchError] = []
        found: list[Certificate] = []
        try:
            ends = {
                read(der).subject
                for der in context(rules, self._settings.roots).get_ca_certs(binary_form=True)
            }
            last = read(self._shown(host, port, pause, rules))
            while last.issuer not in ends and len(found) < _LONGEST:
                issuer = next(self._issuers_of(last, wrong), None)
                if issuer is None:
                    break
                found.append(issuer)
                last = issuer
        except (ValueError, OSError) as error:
            return FetchError(Status.TLS_CHAIN, f"its certificate: {error}")
        if not found:
            return wrong[0] if wrong else FetchError(Status.TLS_CHAIN, "it names no other address")
        return tuple(found)

    def _shown(self, host: str, port: int, pause: float, rules: Tls | None) -> bytes:
        place = self._guard.place(host)
        with self._turns.turn(place, pause), self._guard.deadline(self._settings.deadline):
            sock = self._guard.connect(host, port, self._settings.connect_timeout)
            with sock, away():
                return shown(sock, host, rules)

    def _issuers_of(self, lower: Certificate, wrong: list[FetchError]) -> Iterator[Certificate]:
        for url in lower.issuers[:_ADDRESSES]:
            answer = self._answer(url)
            if isinstance(answer, FetchError):
                wrong.append(answer)
                continue
            fit = [one for one in answer if one.subject == lower.issuer and not one.signs_itself]
            if not fit:
                wrong.append(FetchError(Status.TLS_CHAIN, f"{url}: not its issuer's"))
            yield from fit

    def _answer(self, url: str) -> _Found:
        """Give what lies at an address, which is asked once in a run, whatever it answers."""
        with self._lock:
            known = self._answers.get(url)
        if known is None:
            known = self._asked(url)
            with self._lock:
                self._answers[url] = known
        return known

    def _asked(self, url: str) -> _Found:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or 80
            if parts.scheme != "http" or port not in self._settings.ports:
                return FetchError(Status.ADDRESS_REFUSED, f"{url}: refused")
            if self._guard.is_own(host, port):
                return FetchError(Status.ADDRESS_REFUSED, f"{url}: a private address")
            answer = self._ask(url, _MAX_BYTES)
            if answer.http_status != HTTPStatus.OK:
                return FetchError(Status.NOT_FOUND, f"{url}: HTTP {answer.http_status}")
            return certificates(answer.payload)
        except FetchError as error:
            if error.status is Status.STOPPED:
                raise
            return FetchError(error.status, f"{url}: {error.note}")
        except ValueError as error:
            return FetchError(Status.TLS_CHAIN, f"{url}: {error}")
