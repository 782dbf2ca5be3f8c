"""Names of rows that stay the same when the corpus is built again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.facts import Context


def digest(*parts: str | None) -> str:
    """Give 20 hex digits that stand for the parts, in their order."""
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def notice_id(site: str, identity: str) -> str:
    """Give the id of a notice: from its site and what identifies it there."""
    return digest("notice", site, identity)


def attachment_id(notice: str, url: str) -> str:
    """Give the id of an attachment: from its notice and address."""
    return digest("attachment", notice, url)


def text_id(notice: str, attachment: str | None, version: int) -> str:
    """Give the id of one version of the text of a page (no attachment) or an attachment."""
    return digest("text", notice, attachment, str(version))


def fact_id(text_key: str, kind: str, told: str, nth: int) -> str:
    """Give the id of a fact: from whose text it is, its quote and values, never its place.

    So a judgement on it survives when the text around it changes. `text_key` is the id of the
    notice or attachment; `nth` counts equal facts of one text from 0, in reading order. Facts of
    one text begin alike: so they lie together in the index, and storing them touches one page.
    """
    return text_key[:8] + digest("fact", text_key, kind, told, str(nth))[:16]


def fingerprint(text: str, context: Context, version: str) -> str:
    """Give what a stored extraction is compared by: another one means that it is stale.

    `text` as handed to the extractor; `version` of the extractor and its vocabulary.
    """
    return digest(version, text, context.published, context.province, context.title)
