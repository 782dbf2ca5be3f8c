"""Addresses as portals write them, made fit to ask for."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

_SCHEME = re.compile(r"^(?:https?:/{0,2})*(https?):?/*(?=[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_OTHER = re.compile(r"^(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NEVER = re.compile(r"[\x00-\x1f\x7f]|%0[ad9]", re.IGNORECASE)
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|doc[xm]?|xls[xmb]?|pptx?|rtf|odt|ods|zip|rar|7z)$", re.IGNORECASE)
_HANDLER = re.compile(
    r"(?i)/LinkClick\.aspx\?|\.ashx\?|[?&](?:download|fileticket|attachment_?id|fileid)="
    r"|/documents/\d+/|/(?:get[-_]?file|downloads?|download[-_]?file|tai[-_]?ve|tai[-_]?(?:file|tep)"
    r"|attachments?)(?:/|\.\w+\?|\?)"
)
_READY = re.compile(r"/(?![/.])(?:[\w!$&'()*+,=:@%~-]|[/?](?![/.])|\.)*(?<!\?)", re.ASCII)
_ORIGIN = re.compile(r"https?://[\w.-]+(?::\d+)?(?=/)", re.ASCII)
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)(?::(\d{1,4}))?(/[^#\s]*)?(?<!\?)")
_SAFE = "!$&'()*+,;=:@/%-._~[]"


def resolved(href: str, page: str) -> str | None:
    r"""Give the absolute http address of a link on a page, None where it leads to no page.

    Repairs what editors and feeds leave: `http:host/path`, backslashes, line breaks, spaces,
    unescaped Vietnamese, session ids. Parameters and their order stay: they are identities.

    >>> resolved("http:mau.gov.vn\\tin tức?5573", "https://khac.gov.vn/")
    'http://mau.gov.vn/tin%20t%E1%BB%A9c?5573'
    """
    if _READY.fullmatch(href) and (origin := _ORIGIN.match(page)) and not _NEVER.search(href):
        return origin[0] + href  # most links on most pages
    link = _NEVER.sub("", href.strip()).replace("\\", "/").strip()
    if not link or link.startswith("#"):
        return None
    link = _SCHEME.sub(lambda match: f"{match[1].lower()}://", link)
    if _OTHER.match(link):
        return None
    try:
        parts = urlsplit(urljoin(page, link))
        parts.port  # noqa: B018  (raises where the port is no number)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    path = quote(_SESSION.sub("", parts.path), safe=_SAFE) or "/"
    query = quote(parts.query, safe=_SAFE + "?")
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def is_file(url: str) -> bool:
    """Tell whether an address ends like a document people attach.

    >>> is_file("https://mau.gov.vn/UploadFiles/KH%2019.PDF?version=1.0")
    True
    """
    return bool(_FILE.search(unquote(urlsplit(url).path)))


def is_download(url: str) -> bool:
    """Tell whether an address gives a file though it may not end like one.

    By its ending, by a file's name in its query, or by what portals call what hands files out.

    >>> is_download("https://mau.gov.vn/LinkClick.aspx?fileticket=hL3v9Qk2%3d&tabid=119")
    True
    >>> is_download("https://mau.gov.vn/chi-tiet-tin?id=4")
    False
    """
    parts = urlsplit(url)
    values = (part.partition("=")[2] for part in parts.query.split("&"))
    if is_file(url) or any(_FILE.search(unquote(value)) for value in values):
        return True
    return bool(_HANDLER.search(f"{parts.path}?{parts.query}" if parts.query else parts.path))


def file_name(url: str) -> str:
    """Give the part of an address that names a file as a person would write it.

    That is its last part, or one before it (or in the query) that ends like a file.

    >>> file_name("https://mau.gov.vn/img/216BC%20CCHC%20n%C4%83m%202018.pdf")
    '216BC CCHC năm 2018.pdf'
    >>> file_name("https://mau.gov.vn/documents/20123/81200/ke+hoach.pdf/5d1c2a7e?t=17753")
    'ke hoach.pdf'
    """
    parts = urlsplit(url)
    values = [unquote(part.partition("=")[2]) for part in parts.query.split("&")]
    steps = [unquote(step) for step in parts.path.split("/") if step]
    named = [one for one in (*values, *steps) if _FILE.search(one)]
    if not named or is_file(url):
        return steps[-1] if steps else ""
    return named[-1].replace("\\", "/").rpartition("/")[2].replace("+", " ")


@lru_cache(maxsize=128)  # few: an address may be long
def site_host(url: str) -> str | None:
    """Give host and port of an address, without www., 80 and 443."""
    if plain := _PLAIN.fullmatch(url):  # most are, and taking them apart takes four times as long
        host, told = plain[1].removeprefix("www."), int(plain[2] or 80)
        return host if told in {80, 443} else f"{host}:{told}"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = parts.hostname.removeprefix("www.")
    return host if port in {None, 80, 443} else f"{host}:{port}"


@lru_cache(maxsize=128)
def path_of(url: str) -> str:
    """Give path and query of an address as they stand: generic canonicalisers lose identities."""
    if plain := _PLAIN.fullmatch(url):
        return plain[3] or "/"
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return (parts.path or "/") + query
