"""Pictures of pages as lines, through Tesseract with Vietnamese; a page is recognised once.

What was recognised is kept under the digest of the file, a page a file, so that work that was
stopped goes on where it was. Pages are recognised side by side, as many on a machine as it has
processors, however many processes ask.
"""

from __future__ import annotations

import contextlib
import csv
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.files.limits import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scrapers.files.pool import Pool

_SECONDS = 120  # for one page
_OUTPUT = 8 * 2**20  # bytes that Tesseract may say of one page
_READING = "vie-300-4-2"  # language, dots per inch, way of cutting, our own part: kept is of this
_COMMAND = ["tesseract", "stdin", "stdout", "-l", "vie", "--dpi", "300", "--psm", "4", "tsv"]
_WORD_LEVEL = "5"
_UNSURE = 20.0  # per cent: specks, stamps, the strokes of a signature
_UNSURE_NUMBER = 50.0  # a number written by hand is rather left out than read wrong
_LEFT_OUT = "…"
_DATE_WORDS = 4  # before the year: ngày 04 tháng 5
_DAY = re.compile(r"\d{1,2}")

Row = tuple[str, float, float, float]  # text, left, right, bottom in points


def missing() -> str | None:
    """Give in words what OCR lacks on this machine, None where it can run."""
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract is not installed (Debian: tesseract-ocr, tesseract-ocr-vie)"
    listed = subprocess.run(  # noqa: S603  (found by its name just now)
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30
    )
    if "vie" not in listed.stdout.split():
        return "tesseract has no Vietnamese (Debian: tesseract-ocr-vie)"
    return None


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Recognises pages and keeps what it found in a folder (DATA/ocr)."""

    folder: Path

    def pages(
        self, payload: bytes, pages: Sequence[int], pool: Pool
    ) -> tuple[dict[int, list[Row]], str | None]:
        """Give the lines of pages (from 0) of a PDF, and why some are missing, if so."""
        kept = self.folder / _place(payload)
        found: dict[int, list[Row]] = {}
        wrong: str | None = None
        with ThreadPoolExecutor(max(1, min(len(pages), os.cpu_count() or 1))) as threads:
            asked = [
                (page, threads.submit(self._page, payload, page, kept, pool)) for page in pages
            ]
            for page, answer in asked:
                try:
                    found[page] = answer.result()
                except Refused as refused:
                    wrong = str(refused)
        return found, wrong

    def picture(self, payload: bytes) -> list[Row]:
        """Give the lines of a picture (PNG, JPEG, TIFF); raise Refused timeout or crashed."""
        return self._kept(self.folder / _place(payload) / f"picture.{_READING}.json",
                          lambda: (payload, 300 / 72))  # fmt: skip

    def forget(self, digest: str) -> None:
        """Remove what was recognised of a file, known by the SHA-256 of its bytes."""
        shutil.rmtree(self.folder / digest[:2] / digest, ignore_errors=True)

    def _page(self, payload: bytes, page: int, kept: Path, pool: Pool) -> list[Row]:
        def drawn() -> tuple[bytes, float]:
            told, picture = pool.ask({"task": "render", "page": page}, payload)
            return picture, float(told["scale"])

        return self._kept(kept / f"{page + 1:04}.{_READING}.json", drawn)

    def _kept(self, path: Path, drawn: Callable[[], tuple[bytes, float]]) -> list[Row]:
        with contextlib.suppress(OSError, ValueError, TypeError):
            return [(str(t), float(a), float(b), float(c)) for t, a, b, c in
                    json.loads(path.read_text("utf-8"))]  # fmt: skip
        with self._slot():
            picture, scale = drawn()
            rows = list(_rows(_recognised(picture), scale))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, delete=False
        ) as new:
            json.dump(rows, new, ensure_ascii=False)
        Path(new.name).replace(path)
        return rows

    @contextlib.contextmanager
    def _slot(self) -> Iterator[None]:
        """Wait until fewer pages are in work on this machine than it has processors."""
        self.folder.mkdir(parents=True, exist_ok=True)
        while True:
            for number in range(os.cpu_count() or 1):
                with (self.folder / f"slot-{number}.lock").open("wb") as held:
                    try:
                        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        continue
                    yield
                    return
            time.sleep(0.1)


def _place(payload: bytes) -> str:
    digest = sha256(payload).hexdigest()
    return f"{digest[:2]}/{digest}"


def _recognised(picture: bytes) -> str:
    """Give what Tesseract says of a picture, as TSV."""
    told = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
    }
    for name in ("TESSDATA_PREFIX", "PYTHONPATH"):
        if name in os.environ:
            told[name] = os.environ[name]
    command = [sys.executable, "-P", "-m", "scrapers.files.launch",
               str(2**30), str(_SECONDS), str(_OUTPUT), *_COMMAND]  # fmt: skip
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as shown:
        shown.write(picture)
        shown.seek(0)
        try:
            ended = subprocess.run(  # noqa: S603
                command, stdin=shown, stdout=said, stderr=subprocess.DEVNULL, env=told,
                timeout=_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise Refused("timeout") from error
        if ended.returncode != 0:
            raise Refused("crashed")
        said.seek(0)
        return said.read().decode("utf-8", "replace")


def _rows(told: str, scale: float) -> Iterator[Row]:
    """Give the lines of a page from Tesseract's words; columns far apart are parted by a tab."""
    table = csv.DictReader(told.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in table if row["level"] == _WORD_LEVEL and (row["text"] or "").strip()]
    height = max((int(w["top"]) + int(w["height"]) for w in words), default=0)

    def line(word: dict[str, str]) -> tuple[str, ...]:
        return word["block_num"], word["par_num"], word["line_num"]

    for _, held in groupby(words, key=line):
        read = [(word, shown) for word in held if (shown := _shown(word))]
        kept = list(
            zip((word for word, _ in read), _dated([shown for _, shown in read]), strict=True)
        )
        if all(shown == _LEFT_OUT for _, shown in kept):
            continue
        heights = sorted(int(word["height"]) for word, _ in kept)
        wide = 2.0 * heights[len(heights) // 2]
        text, before = "", 0
        for word, shown in kept:
            left = int(word["left"])
            if text:
                text += "\t" if left - before > wide else " "
            text += shown
            before = left + int(word["width"])
        lowest = max(int(word["top"]) + int(word["height"]) for word, _ in kept)
        yield text, int(kept[0][0]["left"]) / scale, before / scale, (height - lowest) / scale


def _dated(shown: list[str]) -> list[str]:
    """Give a line's words; a date that was filled in by hand is left out whole, or read whole."""
    for end, word in enumerate(shown):
        start = max(0, end - _DATE_WORDS)
        if word.casefold() == "năm" and _LEFT_OUT in shown[start:end]:
            head = ["" if _DAY.fullmatch(one) else one for one in shown[start:end]]
            shown = [*shown[:start], *(one or _LEFT_OUT for one in head), *shown[end:]]
    return shown


def _shown(word: dict[str, str]) -> str:
    """Give a word, a mark where it cannot be read for sure, "" for what is none."""
    text = word["text"].strip()
    number = any(c.isdigit() for c in text)
    if float(word["conf"]) >= (_UNSURE_NUMBER if number else _UNSURE):
        return text
    return _LEFT_OUT if any(c.isalnum() for c in text) else ""
