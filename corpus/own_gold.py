"""The project's own annotated notices: the gold and the texts that it annotates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractors.text import normalise
from scrapers.samples import pool

FOLDER = Path(__file__).parent / "gold"


def paths() -> list[Path]:
    """Give the files of the gold, one a notice or attachment, by name."""
    return sorted((FOLDER / "notices").glob("*.json"))


def rows() -> list[dict[str, Any]]:
    """Give the annotations, a dict each as `corpus/gold/GUIDELINES.md` describes it."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths()]


def texts() -> dict[str, str]:
    """Give the annotated texts by id: those of the sample portals and those in `gold/texts`.

    `012` is the body of a sample notice, `012-a1` its first attachment.
    """
    found = {
        path.stem: normalise(path.read_text(encoding="utf-8"))
        for path in (FOLDER / "texts").glob("*.txt")
    }
    for notice in pool.notices():
        found[notice.id] = normalise("\n".join(notice.lines))
        for number, file in enumerate(notice.attachments, 1):
            found[f"{notice.id}-a{number}"] = normalise("\n".join(file.lines))
    return found
