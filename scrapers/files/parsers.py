"""Which parser reads what: this module and all below it run in the child only."""

from __future__ import annotations

import importlib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from scrapers.files.limits import Limits, Refused
from scrapers.files.magic import IMAGES, media_type
from scrapers.notice import Part, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LINES = {"docx": "docx", "doc": "doc", "xlsx": "xlsx", "xls": "xls"}
_ARCHIVES = {"zip": "zipped", "rar": "packed", "7z": "packed"}


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
    if kind in _ARCHIVES:
        return _archive(payload, kind, limits, nested)
    if kind == "encrypted":
        raise Refused("encrypted")
    raise Refused("scanned" if kind in IMAGES else "unsupported")


def _archive(payload: bytes, kind: str, limits: Limits, nested: int) -> Text:
    """Give the texts of an archive's files one below the other, each named in `parts`."""
    archive = importlib.import_module(f"scrapers.files.{_ARCHIVES[kind]}")
    if nested > limits.nesting:
        raise Refused("too_nested")
    texts: list[str] = []
    parts: list[Part] = []
    length = 0
    for name, content in archive.files(payload, limits):
        text = _entry(content, limits, nested + 1)
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
    return Text(whole, kind, parts=tuple(replace(p, start=min(p.start, len(whole))) for p in parts))


def _entry(content: Callable[[], bytes], limits: Limits, nested: int) -> Text:
    """Give the text of one file of an archive, or its problem."""
    kind = "other"
    try:
        held = content()
        kind = media_type(held)
        return read(held, replace(limits, unpacked=limits.unpacked // 2), None, nested)
    except Refused as refused:
        return Text("", kind, problem=str(refused))


_TELLING = (
    "no_reader",
    "encrypted",
    "scanned",
    "broken",
    "too_large",
    "bomb",
    "too_nested",
    "empty",
)
