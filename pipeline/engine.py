"""Raw bytes to readings: a pure function over the archive.

A job names what to read and carries nothing else, so that any `concurrent.futures.Executor` can
run it (`pipeline.pool`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import extractors
from corpus.records import ArchivePlace, AttachmentReading, Problem, Reading
from extractors import provinces
from extractors.facts import Context
from extractors.text import fold
from pipeline.history import states
from pipeline.workspace import Workspace
from scrapers import attachments, local, page, site
from scrapers.archive import Archive, ArchiveError, Location
from scrapers.files import ocr
from scrapers.files.ocr import Recogniser
from scrapers.notice import Attachment, Notice, Text
from scrapers.secrecy import is_secret
from scrapers.settings import ConfigError
from scrapers.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.archive import Record
    from scrapers.frontier import Fetched
    from scrapers.site import Site

_SHORT = 200  # characters of a body that only leads to its file


@dataclass(frozen=True, slots=True)
class Job:
    """One notice to read: its page, its files, and the version of the code that reads it."""

    page: Fetched
    files: tuple[Fetched, ...]
    version: str

    def states(self) -> list[Job]:
        """Give the notice as it was before each of its edits, the oldest first, and as it is."""
        return [Job(page, files, self.version) for page, files in states(self.page, self.files)]

    def state(self) -> str:
        """Give what a stored notice is compared by: which bytes were read, and with which code."""
        parts = [self.version, *_place_of(self.page)]
        for file in sorted(self.files, key=lambda file: file.url):
            parts += [file.url, file.digest]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _place_of(page: Fetched) -> tuple[str, ...]:
    listed = f"{page.listed_title}|{page.listed_published}"
    return page.location.file, str(page.location.offset), page.digest, listed


@dataclass(frozen=True, slots=True)
class Source:
    """Where jobs find what they name: the data folder."""

    data: Path

    def site(self, name: str) -> Site:
        """Give the declaration of a site."""
        return _site(name, self.data)

    def carries_file(self, name: str, url: str) -> bool:
        """Tell whether a crawl of the site fetches a file; ingested pages bring none along."""
        try:
            return self.site(name).carries_file(url)
        except ConfigError:  # the name of an ingested source, which is no site
            return True

    def archive(self) -> Archive:
        """Give the archive, for reading."""
        return _archive(self.data / "archive")

    def recogniser(self) -> Recogniser | None:
        """Give what reads pictures of pages, where `ocr` is set in vanban.toml."""
        return _recogniser(self.data)


@cache
def _site(name: str, data: Path) -> Site:
    return site.find(name, data)


@cache
def _archive(folder: Path) -> Archive:
    return Archive(folder)


@cache
def _recogniser(data: Path) -> Recogniser | None:
    if not Workspace(data).settings().ocr:
        return None
    if lacking := ocr.missing():
        raise ConfigError(f"vanban.toml: ocr = true: {lacking}")
    return Recogniser(data / "ocr")


def refresh() -> None:
    """Look again at declarations and settings: they may have changed since they were read here."""
    _site.cache_clear()
    _recogniser.cache_clear()


@cache
def code_version() -> str:
    """Give what changes whenever the code or the vocabulary that reads and extracts does."""
    seen = hashlib.sha256(extractors.VERSION.encode())
    for path in reading_files():
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{extractors.VERSION}-{seen.hexdigest()[:12]}"


def reading_files() -> list[Path]:
    """Give the code and the vocabulary that decide what is read; declarations count by site."""
    files = [Path(__file__)]
    for module in (extractors, page):
        folder = Path(str(module.__file__)).parent
        files += sorted((*folder.glob("*.py"), *folder.glob("*.toml"), *folder.glob("*.csv")))
        files += sorted(folder.glob("files/*.py"))
    return files


def read(job: Job, source: Source) -> Reading | Problem:
    """Read and extract one notice; a page that does not read as declared is a named problem."""
    try:
        record = source.archive().read(job.page.location)
        notice, province, province_from = _notice(job.page, record, source)
    except page.NotOnPage as wrong:
        return _problem(job.page, "not_on_page", str(wrong), wrong.field, wrong.selector)
    except page.SoftNotFound as wrong:
        return _problem(job.page, "soft_404", str(wrong))
    except page.Blocked as wrong:
        return _problem(job.page, "blocked", str(wrong))
    except local.Unreadable as wrong:
        return _problem(job.page, str(wrong), "no text can be read from this file")
    except ArchiveError as wrong:
        return _problem(job.page, "archive", str(wrong))
    if is_secret(notice.text):
        return _problem(job.page, "secret", "stamped MẬT: its text is kept out of the corpus")
    context = Context(notice.published, province, notice.title)
    shows_file = _only_shows_a_file(notice)
    text = f"{notice.title}\n{notice.text}" if shows_file else notice.text
    return Reading(
        site=job.page.site,
        identity=job.page.identity,
        notice=notice,
        facts=extractors.extract(text, context),
        genre="document_page" if shows_file else None,
        first_seen=job.page.first_seen,
        last_seen=job.page.last_seen,
        attachments=tuple(_attachments(notice, job.files, context, source)),
        archive=_place(job.page.location),
        province=province,
        province_from=province_from if province else None,
        extractor=job.version,
    )


def _only_shows_a_file(notice: Notice) -> bool:
    """Tell whether a page only says "Xem chi tiết tại đây": its title names the document."""
    return bool(notice.attachments) and len(notice.text) < _SHORT


def _notice(fetched: Fetched, record: Record, source: Source) -> tuple[Notice, str | None, str]:
    """Give the notice of a page or of an ingested file, its province, and who told that."""
    given = {key: str(value) for key, value in record.options.items() if value is not None}
    if fetched.kind == "local" and "declared" in given:  # out of a WARC, of a site that we know
        declared = source.site(given["declared"])
        listed = page.Item(
            fetched.url, given.get("listed_title", ""), given.get("listed_published")
        )
        notice = page.read_article(
            declared, record.payload, fetched.url, listed=listed, charset=given.get("charset")
        )
        if "published" in given:
            notice = replace(notice, published=given["published"], published_from="given")
        return replace(notice, site=fetched.site), declared.province, "site"
    if fetched.kind == "local":
        notice = local.from_bytes(
            record.payload,
            name=given.get("name", fetched.name or ""),
            url=fetched.url,
            published=given.get("published"),
            title=given.get("title"),
            charset=given.get("charset"),
            recogniser=source.recogniser(),
        )
        notice = replace(notice, site=fetched.site)
        if "province" in given:
            return notice, given["province"], "given"
        return notice, told_province(notice.text, notice.published), "text"
    declared = source.site(fetched.site)
    listed = page.Item(
        fetched.url,
        fetched.listed_title or "",
        fetched.listed_published,
        fetched.listed_by or "listing",
    )
    answered = declared.declared_page(record.url)  # behind redirects: links are relative to it
    notice = page.read_article(
        declared, record.payload, answered, listed=listed, charset=record.charset
    )
    return replace(notice, url=fetched.url), declared.province, "site"


_PAPER = re.compile(r"^([A-ZĐ]{2,5}) ?[-–] ", re.MULTILINE)  # "ĐTO - Ngày 20/10, …"


def told_province(text: str, day: str | None) -> str | None:
    """Give the province that a text without a known source is from, None where it does not tell.

    Its newspaper's mark tells, else the one province that at least two of three mentions name.

    >>> told_province("ĐTO - Ngày 20/10, Đoàn kiểm tra đã đến Sở Nội vụ.", None)
    'Đồng Tháp'
    """
    for mark in _PAPER.findall(text):
        if found := provinces.province_of(mark, day):
            return found.name
    mentions = Counter(m.name for m in provinces.find_provinces(text, fold(text), day))
    if not mentions:
        return None
    name, times = mentions.most_common(1)[0]
    return name if times * 3 >= mentions.total() * 2 else None


def _attachments(
    notice: Notice, files: tuple[Fetched, ...], context: Context, source: Source
) -> Iterator[AttachmentReading]:
    held = {file.url: file for file in files}
    for linked in notice.attachments:
        file = held.pop(linked.url, None)
        yield _attachment(linked, file, context, source, notice.site)
    # What was fetched for the notice but is not linked by the address we know it under.
    for file in held.values():
        linked = Attachment(file.url, file.name or file.url)
        yield _attachment(linked, file, context, source, notice.site)


def _attachment(
    linked: Attachment, file: Fetched | None, context: Context, source: Source, name: str
) -> AttachmentReading:
    if file is None:
        problem = "not_fetched" if source.carries_file(name, linked.url) else Status.ELSEWHERE
        return AttachmentReading(linked, Text("", "other", problem=str(problem)), None)
    try:
        payload = source.archive().read(file.location).payload
        text = attachments.read(payload, source.recogniser())
    except ArchiveError as wrong:
        text = Text("", "other", problem=f"archive: {wrong}")
    if is_secret(text.text):
        text = Text("", text.media_type, problem="secret")
    facts = None if text.problem else extractors.extract(text.text, context)
    return AttachmentReading(linked, text, facts, file.digest, _place(file.location))


def _place(location: Location) -> ArchivePlace:
    return ArchivePlace(location.file, location.offset, location.length)


def _problem(
    fetched: Fetched, kind: str, reason: str, field: str | None = None, selector: str | None = None
) -> Problem:
    return Problem(
        fetched.site, fetched.url, kind, reason, field=field, selector=selector,
        seen=fetched.last_seen,
    )  # fmt: skip
