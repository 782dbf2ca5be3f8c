"""One address asked once, with the manners of a crawl but without its memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapers.fetch import Ask, Fetcher
from scrapers.page import Request
from scrapers.settings import ConfigError
from scrapers.status import Status

if TYPE_CHECKING:
    from pipeline.workspace import Workspace
    from scrapers.exchange import Exchange
    from scrapers.site import Site


class Unanswered(ConfigError):  # noqa: N818  (how asking ended, not a fault of ours)
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


def fetched(workspace: Workspace, url: str, site: Site | None) -> bytes:
    """Give the body of the answer to an address; raise Unanswered where there is none.

    Only public addresses are asked, at every hop; robots.txt is obeyed.
    """
    settings = workspace.settings()
    if not settings.contact:
        raise ConfigError("vanban.toml: contact is missing: say whom an operator can write to")
    fetcher = Fetcher(settings, _Forgetful())
    try:
        answer = fetcher.fetch(
            Request(url),
            Ask(limit=settings.max_file_bytes, follows=site.holds if site is not None else None),
        )
    finally:
        fetcher.close()
    if answer.status is not Status.OK or answer.last is None:
        raise Unanswered(f"{url}: {answer.status}: {answer.note}".rstrip(": "))
    return answer.last.payload
