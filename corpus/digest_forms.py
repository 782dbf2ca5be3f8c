"""A digest as text, as a mail with text and HTML, and as an Atom feed."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

from markupsafe import Markup

from corpus.export import xml_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.digest import Digest, Entry

FORMS = ("text", "mail", "atom")
_ATOM = "http://www.w3.org/2005/Atom"


def render(digests: Sequence[Digest], form: str, made: str) -> str:
    """Give digests in one of `FORMS`; `made` is the moment as ISO text in UTC."""
    if form == "atom":
        return _atom(digests, made)
    return _mail(digests) if form == "mail" else _text(digests)


def _text(digests: Sequence[Digest]) -> str:
    lines: list[str] = []
    for told in digests:
        lines += [f"{told.interest.name}: {_count(told)}", ""]
        for entry in told.entries:
            lines += [f"- {entry.title}", f"  {_where(entry)}", f"  {entry.passage}".rstrip()]
            lines += [f"  {entry.url}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _count(told: Digest) -> str:
    bound = "≥ " if told.more else ""
    return f"{bound}{len(told.entries)} tin mới từ {told.since}"


def _where(entry: Entry) -> str:
    where = f"{entry.published or 'không rõ ngày'} · {entry.site}"
    return f"{where} · {entry.copies} nơi đăng" if entry.copies > 1 else where


def _mail(digests: Sequence[Digest]) -> str:
    mail = EmailMessage()
    news = sum(len(told.entries) for told in digests)
    mail["Subject"] = f"vanban: {news} tin mới"
    mail.set_content(_text(digests))
    parts = [Markup("<!doctype html><html lang=vi><meta charset=utf-8><body>")]
    for told in digests:
        parts.append(Markup("<h2>{}: {}</h2><ul>").format(told.interest.name, _count(told)))
        parts += [
            Markup("<li><a href='{}'>{}</a><br><small>{}</small><br>{}</li>").format(
                entry.url if entry.url.startswith(("http://", "https://")) else "#",
                entry.title, _where(entry), entry.passage,
            )
            for entry in told.entries
        ]  # fmt: skip
        parts.append(Markup("</ul>"))
    mail.add_alternative(str(Markup("").join(parts)), subtype="html")
    return mail.as_string()


def _atom(digests: Sequence[Digest], made: str) -> str:
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    names = ", ".join(told.interest.name for told in digests)
    _add(feed, "title", f"vanban: {names}")
    _add(feed, "id", f"urn:vanban:digest:{quote(names, safe='')}")
    _add(feed, "updated", made)
    author = ET.SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", "vanban")
    entries = {entry.work: entry for told in digests for entry in told.entries}
    for entry in entries.values():
        node = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(node, "title", entry.title)
        _add(node, "id", f"urn:vanban:work:{entry.work}")
        _add(node, "updated", entry.seen)
        ET.SubElement(node, f"{{{_ATOM}}}link", href=xml_text(entry.url))
        _add(node, "summary", f"{_where(entry)} — {entry.passage}")
    return ET.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = xml_text(text)
