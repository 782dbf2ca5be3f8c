"""Attached files as text: PDF, office files, ZIP; what cannot be read is named, never fatal.

Every parser runs in a child process that is killed at its limits: see `scrapers.files`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapers.files.limits import Refused
from scrapers.files.magic import IMAGES, media_type
from scrapers.files.pictures import pixels
from scrapers.files.pool import shared
from scrapers.notice import Part, Text

if TYPE_CHECKING:
    from scrapers.files.ocr import Recogniser
    from scrapers.files.pool import Pool

__all__ = ["media_type", "read"]


def read(payload: bytes, recogniser: Recogniser | None = None, pool: Pool | None = None) -> Text:
    """Give the text of a file; `problem` says why there is none (`scrapers.files.limits.Refused`).

    Pages that are pictures are named in `scanned`, and recognised where there is a `recogniser`.
    """
    kind = media_type(payload)
    children = pool or shared()
    try:
        if kind in IMAGES and recogniser is not None:
            if (pixels(payload) or 0) > children.limits.pixels:
                raise Refused("too_large")  # noqa: TRY301  (named where all others are)
            return _picture(payload, kind, recogniser)
        text = _text(children.ask({"task": "read"}, payload)[0])
        if not text.scanned or recogniser is None:
            return text
        return _recognised(text, payload, recogniser, children)
    except Refused as refused:
        return Text("", kind, problem=str(refused))


def _recognised(text: Text, payload: bytes, recogniser: Recogniser, pool: Pool) -> Text:
    """Give the text of a PDF with its pictures recognised, those left out that fail."""
    rows, wrong = recogniser.pages(payload, [page - 1 for page in text.scanned], pool)
    told, _ = pool.ask({"task": "read", "recognised": rows}, payload)
    whole = _text(told)
    if whole.problem is not None and wrong is not None:
        raise Refused(wrong)
    return whole


def _picture(payload: bytes, kind: str, recogniser: Recogniser) -> Text:
    lines = [text for text, *_ in recogniser.picture(payload)]
    if not lines:
        raise Refused("scanned")
    return Text("\n".join(lines), kind, scanned=(1,), ocr=True)


def _text(told: dict[str, Any]) -> Text:
    """Give what a child said as a Text; it is a stranger's word, so each field is made anew."""
    try:
        return Text(
            text=str(told["text"]),
            media_type=str(told["media_type"]),
            pages=tuple(int(at) for at in told["pages"]),
            problem=None if told["problem"] is None else str(told["problem"]),
            encoding_origin=told["encoding_origin"] and str(told["encoding_origin"]),
            scanned=tuple(int(page) for page in told["scanned"]),
            ocr=bool(told["ocr"]),
            parts=tuple(
                Part(str(p["name"]), str(p["media_type"]), int(p["start"]),
                     p["problem"] and str(p["problem"]))
                for p in told["parts"]
            ),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("crashed") from error
