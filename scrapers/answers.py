"""An answer as an outcome: is it what was asked for, and what is it called?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from scrapers.absent import alike
from scrapers.disposition import file_name
from scrapers.files.magic import PAPERS
from scrapers.files.magic import media_type as sniffed
from scrapers.outcome import Outcome
from scrapers.page import Blocked, NotOnPage, SoftNotFound, read_article
from scrapers.parsed import DrawnByScript
from scrapers.status import Status
from scrapers.warc import content_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.absent import Absent
    from scrapers.exchange import Exchange
    from scrapers.fetch import Answer
    from scrapers.notice import Attachment
    from scrapers.outcome import Page
    from scrapers.site import Site


def unread_status(error: NotOnPage | SoftNotFound | Blocked) -> Status:
    """Give the name of why a page could not be read."""
    if isinstance(error, SoftNotFound):
        return Status.SOFT_404
    if isinstance(error, DrawnByScript):
        return Status.NEEDS_API
    return Status.BLOCKED if isinstance(error, Blocked) else Status.NOT_ON_PAGE


def keys_of(answer: Answer) -> tuple[str, ...]:
    """Give what tells the requests that led to an answer from all others."""
    return tuple(hop.key for hop in answer.hops)


def bare_outcome(answer: Answer) -> Outcome:
    """Give the outcome of an answer that shows nothing."""
    at = answer.last.at if answer.last is not None else None
    return Outcome(answer.status, answer.note, keys_of(answer), answered=at)


def article_outcome(
    site: Site,
    page: Page,
    answer: Answer,
    last: Exchange,
    absent: Callable[[], Absent | None] = lambda: None,
) -> Outcome:
    """Give the outcome of an answer that should be an article's page, read as declared.

    `absent` gives what the host shows where there is nothing; it is asked where the page does not
    read, or reads as another than was listed.
    """
    if len(answer.hops) > 1:
        final = site.identity(site.declared_url(answer.url))
        if final is None:
            return Outcome(Status.SOFT_404, f"redirected to {answer.url}")
        if final != page.identity:
            return Outcome(Status.MOVED, answer.url, moved_to=site.declared_url(answer.url))
    if (kind := sniffed(last.payload)) in PAPERS:
        return Outcome(Status.WRONG_TYPE, f"{kind} where a page was due")
    try:
        notice = read_article(
            site,
            last.payload,
            answer.url,
            listed=page.item,
            charset=charset_of(last),
            with_text=False,
        )
    except (NotOnPage, SoftNotFound, Blocked) as error:
        status = unread_status(error)
        if status is Status.NOT_ON_PAGE and _is_nothing(last, absent()):
            return _NOTHING
        return Outcome(status, str(error), lacks=_missing(error))
    if not alike(page.item.title, notice.title) and _is_nothing(last, absent()):
        return _NOTHING
    return good_outcome(
        last,
        "text/html",
        published=notice.published,
        attachments=notice.attachments,
        lacks=frozenset(
            name for name, told in (("date", notice.published), ("body", notice.text)) if not told
        ),
    )


def _missing(error: NotOnPage | SoftNotFound | Blocked) -> frozenset[str] | None:
    """Give the field whose selector broke, None where it is not that."""
    if isinstance(error, NotOnPage) and error.field.startswith("article."):
        return frozenset({error.field.removeprefix("article.")})
    return None


_NOTHING = Outcome(Status.SOFT_404, "the page that a random address shows")


def _is_nothing(last: Exchange, absent: Absent | None) -> bool:
    return absent is not None and absent.shows(last.payload)


def file_outcome(last: Exchange) -> Outcome:
    """Give the outcome of an answer that should be a file: its bytes decide, not its address."""
    kind = sniffed(last.payload)
    declared = (last.header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind == "html" or (kind == "other" and declared == "text/html"):
        return Outcome(Status.WRONG_TYPE, "HTML where a file was due")
    if not last.payload:
        return Outcome(Status.WRONG_TYPE, "an empty file")
    return good_outcome(last, declared, name=file_name(last.header("Content-Disposition")))


def good_outcome(
    last: Exchange,
    media_type: str,
    *,
    published: str | None = None,
    name: str | None = None,
    attachments: tuple[Attachment, ...] = (),
    lacks: frozenset[str] | None = None,
) -> Outcome:
    """Give the outcome of an answer that is what was asked for."""
    return Outcome(
        Status.OK,
        digest=hashlib.sha256(last.payload).hexdigest(),
        answered=last.at,
        media_type=media_type or None,
        etag=last.header("ETag"),
        last_modified=last.header("Last-Modified"),
        published=published,
        name=name,
        attachments=attachments,
        lacks=lacks,
    )


def charset_of(last: Exchange) -> str | None:
    """Give the charset that an answer's header declares."""
    return content_type(last.header("Content-Type"))[1]
