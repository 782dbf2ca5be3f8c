"""Files of a person's own as notices: texts, saved pages, PDF and office files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import trafilatura

from extractors.text import normalise
from scrapers import attachments
from scrapers.notice import Notice, Text

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = frozenset({".txt", ".html", ".htm", ".pdf", ".docx", ".doc", ".xlsx", ".xls"})

_STAMP = re.compile(
    r"(?:Cập nhật(?: ngày)?|Đăng(?: ngày)?|Ngày đăng|Ngày xuất bản)\s*:?\s*"
    r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\((\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})\)$")
_HEAD_LINES = 12  # a page's meta line stands near its title, never in the body
_FURNITURE = re.compile(
    r"skip to (?:main )?content|nhảy đến nội dung|image (?:banner|advertisement)"
    r"|facebook|zalo|chế độ ban đêm|lượt xem|-?a\s*a\s*\+?a",
    re.IGNORECASE,
)
_TITLE_WORDS = 5  # a menu entry or a category is shorter than a title


class Unreadable(Exception):  # noqa: N818  (a state of the file, not a fault of ours)
    """The file gives no text; the message is the problem's name."""


def read(path: Path, *, published: str | None = None, title: str | None = None) -> Notice:
    """Give the notice of a local file; its text is all that the file says.

    The day of publication is the one given, else that of a meta line or of brackets at the end of
    the title, else None; the title is the one given, else the first line that can be one.
    Raises Unreadable (empty, encrypted, broken, scanned, unsupported, ...) and OSError.
    """
    return from_bytes(
        path.read_bytes(), name=path.name, url=path.resolve().as_uri(),
        published=published, title=title,
    )  # fmt: skip


def from_bytes(
    payload: bytes, *, name: str, url: str, published: str | None = None, title: str | None = None
) -> Notice:
    """Give the notice of a file's bytes, as `read` does."""
    found_title, text = _text(payload, name)
    title = title or found_title or _first_title(text)
    origin = "given" if published else None
    if published is None:
        published, origin = _published(title, text)
    return Notice(
        url=url,
        site="local",
        title=_GLUED.sub("", title).strip(),
        text=text,
        published=published,
        published_from=origin,
    )


def _text(payload: bytes, name: str) -> tuple[str | None, str]:
    kind = attachments.media_type(payload)
    if kind == "other" and name.lower().endswith((".txt", ".html", ".htm")):
        kind = "html" if name.lower().endswith(("html", "htm")) else "txt"
    if kind == "html":
        return _page(payload)
    if kind == "txt":
        text = normalise(decode(payload)).strip("\n")
        if not text.strip():
            raise Unreadable("empty")
        return None, text
    read_text: Text = attachments.read(payload)
    if read_text.problem is not None:
        raise Unreadable(read_text.problem)
    return None, read_text.text


def decode(payload: bytes) -> str:
    """Give the text of bytes without a declared encoding: BOM, then UTF-8, then windows-1258."""
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                          (b"\xfe\xff", "utf-16")):  # fmt: skip
        if payload.startswith(bom):
            return payload.decode(encoding, errors="replace")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return payload.decode("cp1258", errors="replace")


def _page(payload: bytes) -> tuple[str | None, str]:
    """Read a page of no declared site: the generic reader, tables and lists kept."""
    html = decode(payload)
    text = trafilatura.extract(
        html, include_comments=False, include_tables=True, favor_recall=True, output_format="txt"
    )
    if not text or not text.strip():
        raise Unreadable("empty")
    found = trafilatura.extract_metadata(html)
    lines = (_table_row(line) for line in normalise(text).split("\n"))
    return (found.title if found is not None else None), "\n".join(lines)


def _table_row(line: str) -> str:
    """Turn the bars that the generic reader puts between table cells into tabs."""
    if line.count("|") < 2:
        return line
    return "\t".join(cell.strip() for cell in line.strip().strip("|").split("|"))


def _first_title(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines[:_HEAD_LINES]:
        if len(line.split()) >= _TITLE_WORDS and not _FURNITURE.match(line):
            return line
    return lines[0] if lines else ""


def _published(title: str, text: str) -> tuple[str | None, str | None]:
    head = [line for line in text.split("\n") if line.strip()][:_HEAD_LINES]
    for origin, match in (
        ("meta_line", next((m for line in head if (m := _STAMP.search(line))), None)),
        ("title", _GLUED.search(title)),
    ):
        if match is not None:
            day, month, year = (int(part) for part in match.groups())
            if 1 <= day <= 31 and 1 <= month <= 12:
                return f"{year:04}-{month:02}-{day:02}", origin
    return None, None
