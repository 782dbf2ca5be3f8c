"""What a sample portal answers to one request."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: what it is, and by which marks a client may ask whether it has changed."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    etag: str | None = None
    modified: str | None = None
    location: str | None = None  # of a redirect
    name: str | None = None  # under which a file is handed out


def as_json(value: object, status: int = 200) -> Answer:
    """Give a value as a JSON answer."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(body, "application/json; charset=utf-8", status)


def as_xml(text: str) -> Answer:
    """Give a text as an XML answer."""
    return Answer(f'<?xml version="1.0" encoding="utf-8"?>\n{text}'.encode(), "application/xml")
