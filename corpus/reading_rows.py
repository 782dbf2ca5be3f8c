"""The rows that one reading makes, facts aside: what `store.put` and `bulk.load` both write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import extractors
from corpus import fulltext, ids, works
from corpus.keys import keys_of
from corpus.number_words import names_of
from extractors.facts import Context

if TYPE_CHECKING:
    from corpus.belonging import Belonging
    from corpus.facts_rows import TextRow
    from corpus.fulltext import Entry
    from corpus.records import ArchivePlace, AttachmentReading, Reading
    from extractors.facts import Facts

Row = dict[str, object]


def notice_row(reading: Reading, notice: str, belongs: Belonging) -> Row:
    """Give the row of a notice; until works are linked it stands for itself."""
    told, facts = reading.notice, reading.facts
    files = [a.digest or a.attachment.url for a in reading.attachments]
    return {
        "id": notice,
        "site": reading.site,
        "identity": reading.identity,
        "url": told.url,
        "title": told.title,
        "published": told.published,
        "published_from": told.published_from,
        "author": told.author,
        "genre": _genre(reading),
        "reform": int(facts.reform),
        "areas": json.dumps(facts.areas),
        "work": notice,
        "province_then": belongs.then,
        "province_now": belongs.now,
        "province_from": belongs.source,
        "province_named": belongs.named,
        "first_seen": reading.first_seen,
        "last_seen": reading.last_seen,
        "withdrawn": reading.withdrawn,
        **_place(reading.archive),
        "read_from": reading.read_from,
        "content_key": works.content_key(told, facts.text, files),
        "title_key": works.title_key(told.title),
    }


def _genre(reading: Reading) -> str:
    return reading.genre or reading.facts.genre


def _place(place: ArchivePlace | None) -> Row:
    return {
        "archive_file": place.file if place else None,
        "archive_offset": place.offset if place else None,
        "archive_length": place.length if place else None,
    }


def attachment_row(notice: str, position: int, attached: AttachmentReading) -> Row:
    """Give the row of an attachment."""
    return {
        "id": ids.attachment_id(notice, attached.attachment.url),
        "notice": notice,
        "position": position,
        "url": attached.attachment.url,
        "name": attached.attachment.name,
        "media_type": attached.text.media_type,
        "digest": attached.digest,
        "problem": attached.text.problem,
        **_place(attached.archive),
    }


def text_row(reading: Reading, text: str, row: TextRow, version: int) -> Row:
    """Give the row of a text that is the newest of its page or attachment."""
    return {
        "id": row.id,
        "notice": row.notice,
        "attachment": row.attachment,
        "version": version,
        "current": 1,
        "title": reading.notice.title,
        "text": text,
        "digest": ids.digest(reading.notice.title, text),
        "pages": json.dumps(row.pages),
        "seen": reading.last_seen,
    }


def extraction_row(reading: Reading, facts: Facts, text_id: str) -> Row:
    """Give the row that says with what a text was extracted, and what it is about."""
    version = reading.extractor or extractors.VERSION
    told = reading.notice
    context = Context(published=told.published, province=reading.province, title=told.title)
    return {
        "text_id": text_id,
        "version": version,
        "fingerprint": ids.fingerprint(facts.text, context, version),
        "genre": facts.genre,
        "reform": int(facts.reform),
        "areas": json.dumps(facts.areas),
    }


def entry(reading: Reading, facts: Facts, row: TextRow, belongs: Belonging) -> Entry:
    """Give what a text is found by in the full-text index."""
    told = reading.notice
    issuers = {r.issuer for r in facts.references if r.own}
    names = names_of(facts.references, {belongs.then, belongs.now, *issuers})
    bodies = {r.issuer_id for r in facts.references}
    provinces = (belongs.then, belongs.now)
    keys = keys_of(
        reading.site, _genre(reading), told.published, provinces, reading.facts.areas, bodies
    )
    return fulltext.Entry(row.id, row.notice, told.title, facts.text, names, keys)
