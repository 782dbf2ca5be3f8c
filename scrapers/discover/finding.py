"""What a survey asks and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from scrapers.api import is_json
from scrapers.encoding import decoded

if TYPE_CHECKING:
    from scrapers.rows import Request
    from scrapers.site import Site

Sure: TypeAlias = Literal["sure", "likely", "check"]
LONGEST_EXAMPLE = 80


class Unanswered(Exception):  # noqa: N818  (how asking ended, not a fault of ours)
    """An address gave no page; the text says how asking ended."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: its declared address, its bytes, and the charset that its header says."""

    url: str
    payload: bytes
    charset: str | None

    @property
    def text(self) -> str:
        """Give the answer decoded."""
        return decoded(self.payload, self.charset)

    @property
    def is_json(self) -> bool:
        """Tell whether the answer is JSON, whatever its header says."""
        return is_json(self.text)


class Fetch(Protocol):
    """Asks for an address of a site; raises Unanswered where there is no page."""

    def __call__(self, request: Request, site: Site) -> Kept:
        """Give the answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One field of a declaration: what reads it, what that gave, how sure that is, and why."""

    field: str
    rule: str
    example: str
    sure: Sure
    why: str


def finding(field: str, rule: str | None, example: str | None, sure: Sure, why: str) -> Finding:
    """Give a finding with an example that fits into a line."""
    shown = " ".join((example or "").split())
    if len(shown) > LONGEST_EXAMPLE:
        shown = f"{shown[: LONGEST_EXAMPLE - 1]}…"
    return Finding(field, rule or "", shown, sure, why)
