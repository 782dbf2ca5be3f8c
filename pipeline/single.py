"""Addresses asked one by one, with the manners of a crawl but without its memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.discover.finding import Unanswered
from scrapers.fetch import Ask, Fetcher
from scrapers.guard import Guard
from scrapers.page import Request
from scrapers.settings import ConfigError
from scrapers.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.workspace import Workspace
    from scrapers.exchange import Exchange
    from scrapers.site import Site

__all__ = ["Unanswered", "asking"]


class _Forgetful:
    """Remembers nothing between runs."""

    def robots(self, origin: str) -> Exchange | None:
        """Know no robots.txt: it is asked anew."""
        del origin
        return None

    def keep_robots(self, origin: str, answer: Exchange) -> None:
        """Keep nothing."""

    def recall(self, key: str) -> Exchange | None:
        """Know no earlier answer."""
        del key
        return None


@contextmanager
def asking(
    workspace: Workspace, at: str | None = None
) -> Iterator[Callable[[str | Request, Site | None], Exchange]]:
    """Give a function that asks an address (of a site, if it is one's) and gives the answer.

    It raises Unanswered where there is no page. Only public addresses are asked, at every hop, and
    the one host and port of the origin `at`; robots.txt is obeyed, and a host waits its delay
    between two requests.
    """
    settings = workspace.settings()
    if not settings.contact and at is None:
        raise ConfigError("vanban.toml: contact is missing: say whom an operator can write to")
    fetcher = Fetcher(settings, _Forgetful(), guard=Guard(_endpoint(at) if at else ()))

    def ask(asked: str | Request, site: Site | None) -> Exchange:
        request = Request(asked) if isinstance(asked, str) else asked
        own = site.delay if site is not None else None
        pause = settings.delay if own is None else own
        follows = site.holds if site is not None else None
        home = (site.fetched_from or site.origin) if site is not None else ""
        limit = settings.max_file_bytes
        tls = site.tls if site is not None else None
        answer = fetcher.fetch(
            request, Ask(limit=limit, pause=pause, home=home, follows=follows, tls=tls)
        )
        if answer.status is not Status.OK or answer.last is None:
            raise Unanswered(f"{request.url}: {answer.status}: {answer.note}".rstrip(": "))
        return answer.last

    try:
        yield ask
    finally:
        fetcher.close()


def _endpoint(origin: str) -> tuple[tuple[str, int], ...]:
    """Give host and port of an origin; raise ConfigError where it is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise ConfigError(f"--at {origin}: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(f"--at {origin}: an origin is scheme://host or scheme://host:port")
    return ((parts.hostname.lower(), port),)
