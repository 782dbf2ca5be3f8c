"""What goes wrong in a visit; what may be the network's fault waits until that is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapers.status import UNREACHED

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.report import Trouble

_MOST_HELD = 50  # failures of a site that never answered well: so many are no captive portal's


@dataclass(frozen=True, slots=True)
class _Held:
    """A failure that is not yet written: it may be the network's and not the site's."""

    write: Callable[[], bool]
    trouble: Trouble


@dataclass(slots=True)
class Troubles:
    """The troubles of a visit, and what of them is `news`.

    What fails before the site has answered well, or because it cannot be reached, is held back:
    its listing pages and pages are in `listings` and `pages`, not to be asked for meanwhile.
    """

    every: list[Trouble] = field(default_factory=list)
    news: list[Trouble] = field(default_factory=list)
    listings: set[tuple[int, int]] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    proven: bool = False  # the site has answered well in this run
    _held: list[_Held] = field(default_factory=list)

    @property
    def waits(self) -> bool:
        """Tell whether something is held back."""
        return bool(self._held)

    def add(self, trouble: Trouble, write: Callable[[], bool]) -> None:
        """Write a trouble at once; `write` tells whether it is news."""
        self.every.append(trouble)
        if write():
            self.news.append(trouble)

    def fail(self, trouble: Trouble, write: Callable[[], bool]) -> None:
        """Write a trouble as soon as it is known that the network is not at fault."""
        self.every.append(trouble)
        self._held.append(_Held(write, trouble))
        may_be_the_network = not self.proven or trouble.status in UNREACHED
        if not may_be_the_network or len(self._held) > _MOST_HELD:
            self.release()

    def prove(self) -> None:
        """Take note that the site has answered well: what was held back is its own fault."""
        self.proven = True
        self.release()

    def release(self) -> None:
        """Write what was held back."""
        held, self._held = self._held, []
        for one in held:
            if one.write():
                self.news.append(one.trouble)
        self.listings.clear()
        self.pages.clear()
