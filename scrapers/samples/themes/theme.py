"""What differs from family to family in how portals name, list and show their notices."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from scrapers.samples import markup
from scrapers.samples.answer import Answer
from scrapers.samples.markup import attribute

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry, Portal


class Theme(ABC):
    """What differs from family to family; the templates of pages/<name>/ hold the rest."""

    name: ClassVar[str]
    category: ClassVar[str]
    numbers: ClassVar[re.Pattern[str]]  # group 1 of an address is what names the notice
    feed: ClassVar[str | None] = None
    sitemaps: ClassVar[Mapping[str, tuple[str, ...]]] = {}  # with their parts; the first is the top
    missing_status: ClassVar[int] = 200  # of the page that says that there is none
    always_next: ClassVar[bool] = False  # the pager leads past the end, where the last page repeats
    day = "%d/%m/%Y"
    stamp = "%d/%m/%Y %H:%M"

    @abstractmethod
    def address(self, entry: Entry) -> str:
        """Give the path under which listings link to a notice."""

    @abstractmethod
    def alias(self, entry: Entry) -> str:
        """Give another path of the same notice."""

    @abstractmethod
    def page_of(self, target: str) -> int | None:
        """Give which page of the listing a target asks for, from 0; None if it asks for none."""

    @abstractmethod
    def pager(self, page: int, pages: int) -> str:
        """Give the links to the other pages of the listing."""

    @abstractmethod
    def file_path(self, entry: Entry, file: SampleFile) -> str:
        """Give the path of an attachment."""

    def identity(self, entry: Entry) -> str:
        """Give what names a notice in its addresses."""
        return str(entry.number)

    def key(self, target: str) -> str | None:
        """Give what names the notice that a target asks for, None where it asks for none."""
        match = self.numbers.search(target)
        return match[1] if match else None

    def wanted(self, form: dict[str, str], given: int) -> int | None:
        """Give the page that a form posted from page `given` asks for, None where it may not."""
        raise NotImplementedError(f"{self.name} has no postback: {form}, {given}")

    def other(self, portal: Portal, target: str) -> Answer | None:
        """Give the answer to a target of another kind than lists, notices and files."""
        del portal, target
        return None

    def lost_file(self) -> Answer:
        """Give the answer for a file that is linked and gone."""
        return Answer("Không có tệp này".encode(), status=404)

    def print_view(self, entry: Entry) -> str:
        """Give the path of the print view."""
        return self.alias(entry)

    def body(self, entry: Entry) -> str:
        """Give the body as markup."""
        return markup.paragraphs(entry.notice.lines)

    def figure(self, entry: Entry) -> str:
        """Give the picture with its caption."""
        shown = attribute(entry.notice.caption or "")
        image = f'<img src="/upload/anh.jpg" alt="{attribute(entry.notice.title)}"/>'
        return f"<figure>{image}<figcaption>{shown}</figcaption></figure>" if shown else ""

    def files(self, entry: Entry) -> str:
        """Give the links to the attachments."""
        return "".join(
            f'<p><a href="{attribute(self.file_path(entry, file))}">{attribute(file.name)}</a></p>'
            for file in entry.notice.attachments
        )

    def author(self, entry: Entry) -> str:
        """Give the author's line."""
        name = attribute(entry.notice.author or "")
        return f'<p style="text-align: right;"><strong>{name}</strong></p>' if name else ""

    def related(self, entry: Entry, others: list[Entry]) -> str:
        """Give the links to other notices."""
        return "".join(
            f'<li><a href="{attribute(self.alias(other))}">{attribute(other.notice.title)}</a> '
            f"<span>({other.notice.published:{self.day}})</span></li>"
            for other in others
            if other.number != entry.number
        )
