"""What is wrong with a site as a whole, at the end of a visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapers.expectations import KeepMarks, changed_cms, lost_fields, marks_of
from scrapers.report import Trouble
from scrapers.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapers.exchange import Exchange
    from scrapers.visit import Visit

_ARTICLES_TELL = frozenset({Status.NOT_ON_PAGE, Status.FIELD_LOST})


@dataclass(slots=True)
class Verdict:
    """What a visit has seen that tells whether its site is as expected."""

    read: int = 0  # articles that read as declared
    misread: list[str] = field(default_factory=list)  # why, of each one that did not
    marks: frozenset[str] = frozenset()  # of its CMS, where they are as before
    _marked: bool = False
    _cms: str | None = None

    def saw_listing(self, visit: Visit, last: Exchange, charset: str | None) -> None:
        """Compare the marks of its CMS on the first listing page that comes with those before."""
        if self._marked:
            return
        shown = marks_of(visit.site, last.payload, last.url, charset)
        if not shown:
            return
        self._marked = True
        self._cms = changed_cms(visit.frontier, visit.site, shown)
        if self._cms is None:
            self.marks = shown
            visit.keep(KeepMarks(visit.site.name, visit.site.family, shown))

    def unproven(self) -> frozenset[Status]:
        """Give what this visit could not have found, whether it is there or not."""
        no_article = not self.misread and not self.read
        unseen = frozenset() if self._marked else frozenset({Status.CMS_CHANGED})
        return unseen | (_ARTICLES_TELL if no_article else frozenset())

    def troubles(self, visit: Visit, listed: int, seen: Sequence[Trouble]) -> Iterator[Trouble]:
        """Give what is wrong, at most one: one cause has many signs."""
        cms = f"; {self._cms}" if self._cms else ""
        if not listed:
            why = "".join(f": {one.status}: {one.note}" for one in seen[:1])
            yield Trouble("", Status.NOTHING_LISTED, f"no listing shows an article{why}{cms}")
        elif self.misread and not self.read:
            note = f"none of {len(self.misread)} articles reads as declared: {self.misread[0]}"
            yield Trouble("", Status.NOT_ON_PAGE, note + cms)
        elif self._cms:
            yield Trouble("", Status.CMS_CHANGED, self._cms)
        elif lost := lost_fields(visit.frontier, visit.site, visit.id, visit.started):
            yield Trouble("", Status.FIELD_LOST, "; ".join(lost))
