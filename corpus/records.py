"""What is handed to the corpus: a reading of one notice, and what the crawl saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.facts import Facts
    from scrapers.notice import Attachment, Notice, Text


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """Where the raw bytes lie: file name inside the archive folder, offset and length in bytes."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class AttachmentReading:
    """One attachment as read.

    `digest` is the SHA-256 of the file's bytes (hex), None where it was not fetched; `facts` is
    None where there is no text (`text.problem` says why). `text.pages` and the facts count
    characters of `facts.text`, so the reader normalises before it counts pages.
    """

    attachment: Attachment
    text: Text
    facts: Facts | None
    digest: str | None = None
    archive: ArchivePlace | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One notice, read and extracted: what `store.put` takes.

    `identity` is what identifies the notice within its site (declared per family). `province` is
    what a site's declaration (`province_from` = "site") or a person ("given") tells; the text's
    own word is not used here. `first_seen` and `last_seen` are UTC, ISO.
    """

    site: str
    identity: str
    notice: Notice
    facts: Facts
    first_seen: str
    last_seen: str
    attachments: tuple[AttachmentReading, ...] = ()
    archive: ArchivePlace | None = None
    province: str | None = None
    province_from: str | None = None
    genre: str | None = None  # None: what the facts say
    withdrawn: str | None = None  # UTC time since which the portal no longer shows it
    extractor: str = ""  # version of the extractor; "" stands for `extractors.VERSION`
    read_from: str = ""  # stands for bytes, declaration and code: another one means stale


@dataclass(frozen=True, slots=True)
class Site:
    """A declared portal, or the source name of ingested files."""

    name: str
    title: str | None = None
    url: str | None = None
    family: str | None = None
    province: str | None = None
    agency: str | None = None
    state: str | None = None  # unverified, verified, ...
    max_age_days: int | None = None  # after how long without a new notice the site counts as stale


@dataclass(frozen=True, slots=True)
class Page:
    """One address of a site as the crawl last saw it.

    `status` is a name of `scrapers.status`; `kind`: listing, notice, attachment, other.
    `identity` is the notice that it gave, where it gave one.
    """

    site: str
    url: str
    kind: str
    status: str
    reason: str | None = None
    http_status: int | None = None
    identity: str | None = None
    published: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit of a site, with what it found."""

    site: str
    started: str
    run: str | None = None
    finished: str | None = None
    status: str | None = None  # ok, or how it ended: failed, network, stopped, ...
    reason: str | None = None
    pages: int = 0
    new: int = 0
    changed: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: crawl, ingest, extract."""

    id: str
    command: str
    started: str
    finished: str | None = None
    status: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong at one address, by name: `kind` is the status, `reason` what it says."""

    site: str
    url: str
    kind: str
    reason: str
    field: str | None = None
    selector: str | None = None
    seen: str | None = None
    run: str | None = None
