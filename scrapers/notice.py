"""What a page gives: a notice, its attachments, and the texts read from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a notice links to: absolute fetch URL and the name shown or declared."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What one page publishes.

    `text` is the body only: a line a block, table cells parted by tabs, list numbers kept; title
    and author are not in it. `published` is an ISO day in Vietnam's civil time, None where neither
    the page nor its listing tells it; `published_from` says who told: selector, listing, url, feed,
    metadata, given; of a person's own file also meta_line (a stamp above the text) and title (a day
    in brackets behind it). `pages` is as in Text, where the notice is itself a file of pages.
    """

    url: str
    site: str
    title: str
    text: str
    published: str | None = None
    published_from: str | None = None
    author: str | None = None
    attachments: tuple[Attachment, ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside an archive: the last part of its name, and where its text begins.

    `problem` names why it gives no text.
    """

    name: str
    media_type: str
    start: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What was read from an attachment.

    `pages` holds the offset in `text` at which each page begins (PDF, a DOCX that tells them), else
    it is empty. `problem` names why there is no text: see `scrapers.files.limits.Refused`.
    """

    text: str
    media_type: str  # pdf, docx, doc, xlsx, xls, zip, html, txt, ...
    pages: tuple[int, ...] = ()
    problem: str | None = None
    encoding_origin: str | None = None  # tcvn3, vni, windows-1258: what some of it was decoded from
    scanned: tuple[int, ...] = ()  # pages (from 1) that are pictures: read by OCR, else missing
    ocr: bool = False  # some of the text was recognised from pictures
    parts: tuple[Part, ...] = ()  # of a ZIP: its files
