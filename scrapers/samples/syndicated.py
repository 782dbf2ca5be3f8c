"""The feeds and sitemaps of the sample portals, with the faults that real ones have."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING

from scrapers.samples.answer import Answer, as_xml
from scrapers.samples.markup import attribute
from scrapers.samples.themes import theme_of

if TYPE_CHECKING:
    from scrapers.samples.portal import Entry, Portal

_VIETNAM = timezone(timedelta(hours=7))
_NEWEST = 30  # what a feed shows


def answer(portal: Portal, target: str) -> Answer | None:
    """Give the feed or sitemap that a target asks for, None where it asks for something else."""
    theme = theme_of(portal)
    if target == theme.feed:
        return _feed(portal)
    if target not in theme.sitemaps:
        return None
    if parts := theme.sitemaps[target]:
        listed = "".join(f"<sitemap><loc>{_full(portal, part)}</loc></sitemap>" for part in parts)
        return as_xml(f"<sitemapindex {_SITEMAP}>{listed}</sitemapindex>")
    leaves = [path for path, parts in theme.sitemaps.items() if not parts]
    share = portal.entries[leaves.index(target) :: len(leaves)]
    urls = "".join(_url(portal, entry) for entry in share)
    other = f"<url><loc>{_full(portal, '/')}</loc></url>"  # a sitemap names more than articles
    return as_xml(f"<urlset {_SITEMAP}>{other}{urls}</urlset>")


_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _feed(portal: Portal) -> Answer:
    theme = theme_of(portal)
    items = "".join(_item(portal, entry) for entry in portal.entries[:_NEWEST])
    title = attribute(theme.category)
    return as_xml(f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>')


def _item(portal: Portal, entry: Entry) -> str:
    link = _full(portal, theme_of(portal).address(entry))
    if entry.number % 2:  # as the feed of moc.gov.vn writes them
        link = link.replace("://", ":", 1)
    moment = entry.notice.published.replace(tzinfo=_VIETNAM).astimezone(UTC)
    title = attribute(entry.notice.title)
    return (
        f"<item><title><![CDATA[{entry.notice.title}]]></title><link>{link}</link>"
        f"<description>{title}</description><pubDate>{format_datetime(moment)}</pubDate></item>"
    )


def _url(portal: Portal, entry: Entry) -> str:
    changed = f"{entry.notice.published + timedelta(days=400):%Y-%m-%d}"  # a change, not a birth
    loc = _full(portal, theme_of(portal).address(entry))
    return f"<url><loc>{loc}</loc><lastmod>{changed}</lastmod></url>"


def _full(portal: Portal, path: str) -> str:
    return attribute(portal.site.origin + path)
