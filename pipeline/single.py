"""Addresses asked one by one, with the manners of a crawl but without its memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from scrapers.fetch import Ask, Fetcher
from scrapers.page import Request
from scrapers.settings import ConfigError
from scrapers.status import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.workspace import Workspace
    from scrapers.exchange import Exchange
    from scrapers.site import Site


class Unanswered(Exception):  # noqa: N818  (how asking ended, not a fault of ours)
    """An address gave no page; the text says how asking ended."""


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
def asking(workspace: Workspace) -> Iterator[Callable[[str, Site | None], Exchange]]:
    """Give a function that asks an address (of a site, if it is one's) and gives the answer.

    It raises Unanswered where there is no page. Only public addresses are asked, at every hop;
    robots.txt is obeyed, and a host waits its delay between two requests.
    """
    settings = workspace.settings()
    if not settings.contact:
        raise ConfigError("vanban.toml: contact is missing: say whom an operator can write to")
    fetcher = Fetcher(settings, _Forgetful())

    def ask(url: str, site: Site | None) -> Exchange:
        own = site.delay if site is not None else None
        pause = settings.delay if own is None else own
        follows = site.holds if site is not None else None
        home = site.origin if site is not None else ""
        limit = settings.max_file_bytes
        answer = fetcher.fetch(
            Request(url), Ask(limit=limit, pause=pause, home=home, follows=follows)
        )
        if answer.status is not Status.OK or answer.last is None:
            raise Unanswered(f"{url}: {answer.status}: {answer.note}".rstrip(": "))
        return answer.last

    try:
        yield ask
    finally:
        fetcher.close()
