"""Which parser reads what: this module and all below it run in the child only."""

from __future__ import annotations

import importlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from scrapers.files.limits import Limits, Refused
from scrapers.files.magic import IMAGES, media_type
from scrapers.notice import Part, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType
    from zipfile import ZipFile, ZipInfo

_LINES = {"docx": "docx", "doc": "doc", "xlsx": "xlsx", "xls": "xls"}


def answer(fields: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Give what the parent asks of a file: its text, or one of its pages as a picture."""
    limits = Limits(**fields["limits"])
    try:
        if fields["task"] == "render":
            pdf = importlib.import_module("scrapers.pdf_text")
            picture, scale = pdf.render(payload, int(fields["page"]), limits)
            return {"scale": scale}, picture
        return asdict(read(payload, limits, fields.get("recognised") or {})), b""
    except Refused as refused:
        return {"refused": str(refused)}, b""


def read(
    payload: bytes, limits: Limits, recognised: Mapping[str, Any] | None = None, nested: int = 0
) -> Text:
    """Give the text of a file; raise Refused with the name of what stops reading it."""
    kind = media_type(payload)
    if not payload.strip():
        raise Refused("empty")
    if kind == "pdf":
        # Imported when a file needs it: a child that reads PDF all day has no use for openpyxl.
        pdf = importlib.import_module("scrapers.pdf_text")
        line_of = importlib.import_module("scrapers.pdf_lines").Line
        lines = {
            int(page): [line_of(*line, page=int(page)) for line in held]
            for page, held in (recognised or {}).items()
        }
        text: Text = pdf.read(payload, limits, lines)
        return text
    if kind in _LINES:
        parser = importlib.import_module(f"scrapers.files.{_LINES[kind]}")
        passages = importlib.import_module("scrapers.files.passages")
        found: Text = passages.text(parser.lines(payload, limits), kind, limits)
        return found
    if kind == "zip":
        return _archive(payload, limits, nested)
    if kind == "encrypted":
        raise Refused("encrypted")
    raise Refused("scanned" if kind in IMAGES else "unsupported")


def _archive(payload: bytes, limits: Limits, nested: int) -> Text:
    """Give the texts of an archive's files one below the other, each named in `parts`."""
    zipped = importlib.import_module("scrapers.files.zipped")
    if nested > limits.nesting:
        raise Refused("too_nested")
    texts: list[str] = []
    parts: list[Part] = []
    length = 0
    with zipped.opened(payload, limits) as archive:
        for name, entry in zipped.files(archive):
            text = _entry(zipped, archive, entry, limits, nested + 1)
            if text.problem is not None:
                parts.append(Part(name, text.media_type, length, text.problem))
                continue
            inner = text.parts or (Part(name, text.media_type, 0),)
            parts += [replace(p, start=p.start + length) for p in inner]
            texts.append(text.text)
            length += len(text.text) + 1
            if length > limits.characters:
                raise Refused("too_large")
    if not texts:
        raise Refused(
            next((p.problem for p in parts if p.problem in _TELLING), "unsupported")
            if parts
            else "empty"
        )
    whole = "\n".join(texts)
    return Text(
        whole, "zip", parts=tuple(replace(p, start=min(p.start, len(whole))) for p in parts)
    )


def _entry(
    zipped: ModuleType, archive: ZipFile, entry: ZipInfo, limits: Limits, nested: int
) -> Text:
    """Give the text of one file of an archive, or its problem."""
    kind = "other"
    try:
        content = zipped.content(archive, entry)
        kind = media_type(content)
        return read(content, replace(limits, unpacked=limits.unpacked // 2), None, nested)
    except Refused as refused:
        return Text("", kind, problem=str(refused))


_TELLING = ("encrypted", "scanned", "broken", "too_large", "bomb", "too_nested", "empty")
