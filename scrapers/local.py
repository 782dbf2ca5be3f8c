"""Files of a person's own as notices: texts, saved pages, PDF and office files."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from extractors.text import normalise
from scrapers import attachments, generic
from scrapers.files import legacy
from scrapers.notice import Notice, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scrapers.files.ocr import Recogniser

SUFFIXES = frozenset(
    {".txt", ".html", ".htm", ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".zip", ".rar"}
)

_DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d{2})"
_TIME = r"(?:[\s,|-]*\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*[AP]M)?(?:\s*\(?GMT\s*\+\s*7\)?)?)?"
_META_LINE = re.compile(  # nothing but a stamp, with or without the word that says what it is
    r"(?:(?:Cập nhật|Đăng|Ngày đăng|Ngày xuất bản|Ngày cập nhật)(?: lúc| ngày)?\s*:?\s*"
    r"|(?:Thứ (?:hai|ba|tư|năm|sáu|bảy)|Chủ nhật)\s*[,-]?\s*(?:ngày\s+)?)?"
    rf"{_DAY}{_TIME}",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"\({_DAY}\)$")
_HEAD_LINES = 15  # a page's title and meta line stand above its body
_FURNITURE = re.compile(
    r"skip to (?:main )?content|nhảy đến nội dung|image (?:banner|advertisement)"
    r"|facebook|zalo|chế độ ban đêm|lượt xem|-?a\s*a\s*\+?a"
    r"|cộng ho[àa] xã hội|độc lập - tự do|kính gửi|[^,]{3,40}, ngày .{1,3} tháng .{1,3} năm",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SUBJECT_LINE = re.compile(r"(?:V/v|Về việc)\b:?\s*", re.IGNORECASE)  # of an official letter
_TITLE_WORDS = 5  # a menu entry or a category is shorter than a title
_PROSE = re.compile(r"[.;:][\"”’)/.]*$")  # a line that ends so is of the body
_LONGEST_TITLE = 300
_KIND_LINE = re.compile(
    r"(?:QUYẾT ĐỊNH|KẾ HOẠCH|BÁO CÁO|THÔNG BÁO(?: KẾT LUẬN)?|CHỈ THỊ|NGHỊ QUYẾT|TỜ TRÌNH|KẾT LUẬN"
    r"|CHƯƠNG TRÌNH|ĐỀ ÁN|HƯỚNG DẪN|PHƯƠNG ÁN|THÔNG TƯ|NGHỊ ĐỊNH|BIÊN BẢN|CÔNG ĐIỆN|QUY CHẾ"
    r"|QUY ĐỊNH)"
)


class Unreadable(Exception):  # noqa: N818  (a state of the file, not a fault of ours)
    """The file gives no text; the message is the problem's name."""


def read(
    path: Path, *, published: str | None = None, title: str | None = None,
    recogniser: Recogniser | None = None,
) -> Notice:  # fmt: skip
    """Give the notice of a local file; its text is all that the file says.

    The day of publication is the one given, else that of a saved page's own mark or head, of a
    meta line above the text or of brackets at the end of the title, else None. The title is the
    one given, else the file's own. Pictures of pages are read where there is a `recogniser`. Raises
    Unreadable (empty, encrypted, broken, scanned, unsupported, ...) and OSError.
    """
    return from_bytes(
        path.read_bytes(), name=path.name, url=path.resolve().as_uri(),
        published=published, title=title, recogniser=recogniser,
    )  # fmt: skip


def from_bytes(
    payload: bytes,
    *,
    name: str,
    url: str,
    published: str | None = None,
    title: str | None = None,
    charset: str | None = None,
    recogniser: Recogniser | None = None,
) -> Notice:
    """Give the notice of a file's bytes, as `read` does; `charset` is a saved answer's own."""
    if _kind(payload, name) == "html":
        found = generic.notice(payload, url, charset)
        if found is None:
            raise Unreadable("empty")
    else:
        text = _text(payload, name, recogniser)
        found = Notice(url, "local", "", text.text, pages=text.pages)
    title = title or found.title or first_title(found.text)
    day, origin = (published, "given") if published else _published(found, title)
    return replace(
        found, site="local", title=_GLUED.sub("", title).strip(), published=day,
        published_from=origin,
    )  # fmt: skip


def _kind(payload: bytes, name: str) -> str:
    """Give what a file is by its bytes; its ending tells a page from a text."""
    kind = attachments.media_type(payload)
    if kind == "other" and name.lower().endswith((".txt", ".html", ".htm")):
        return "html" if name.lower().endswith(("html", "htm")) else "txt"
    return kind


def _text(payload: bytes, name: str, recogniser: Recogniser | None) -> Text:
    """Give the text of a file that is no page."""
    if _kind(payload, name) == "txt":
        text = normalise(_decoded(payload)).strip("\n")
        if not text.strip():
            raise Unreadable("empty")
        return Text(text, "txt")
    read_text: Text = attachments.read(payload, recogniser)
    if read_text.problem is not None:
        raise Unreadable(read_text.problem)
    return read_text


def _decoded(payload: bytes) -> str:
    """Give the text of bytes without a declared encoding: BOM, UTF-8, or one of before Unicode."""
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                          (b"\xfe\xff", "utf-16")):  # fmt: skip
        if payload.startswith(bom):
            return payload.decode(encoding, errors="replace")
    try:
        return "\n".join(legacy.decoded(payload.decode("utf-8").split("\n")).lines)
    except UnicodeDecodeError:
        western = legacy.decoded(payload.decode("cp1252", errors="replace").split("\n"))
    return "\n".join(western.lines) if western.origin else payload.decode("cp1258", "replace")


def first_title(text: str) -> str:
    r"""Give the line of a text that can best be its title.

    A document's is what stands under its kind, a letter's its subject; a page's is the last line
    above the body that is long enough and no furniture: slogans and categories stand higher.

    >>> first_title("TỈNH LẠNG SƠN\nQUYẾT ĐỊNH\nVề việc công nhận kết quả\nCHỦ TỊCH\nCăn cứ Luật;")
    'Quyết định Về việc công nhận kết quả'
    """
    head = list(_head(text))
    for at, line in enumerate(head[:-1]):
        if _KIND_LINE.fullmatch(line):
            more = [head[at + 1]]
            for later in head[at + 2 :]:
                if not later[:1].islower():
                    break
                more.append(later)
            return " ".join([line.capitalize(), *more])
        if _SUBJECT_LINE.match(line):
            return line
    above = []
    for line in head:
        if len(line) > _LONGEST_TITLE or _PROSE.search(line):
            break
        if _can_be_title(line):
            above.append(line)
    return above[-1] if above else next(filter(_can_be_title, head), head[0] if head else "")


def _can_be_title(line: str) -> bool:
    furniture = _FURNITURE.match(line) or _META_LINE.fullmatch(line)
    return len(_WORD.findall(line)) >= _TITLE_WORDS and furniture is None


def _head(text: str) -> Iterator[str]:
    """Give the first lines that hold anything."""
    lines = (line.strip() for line in text.split("\n"))
    yield from (line for line, _ in zip(filter(None, lines), range(_HEAD_LINES), strict=False))


def _published(found: Notice, title: str) -> tuple[str | None, str | None]:
    if found.published is not None:
        return found.published, found.published_from
    stamps = (match for line in _head(found.text) if (match := _META_LINE.fullmatch(line)))
    for origin, match in (("meta_line", next(stamps, None)), ("title", _GLUED.search(title))):
        if match is not None and (day := _day(match)):
            return day, origin
    return None, None


def _day(match: re.Match[str]) -> str | None:
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
