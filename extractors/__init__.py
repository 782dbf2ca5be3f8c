"""Text in, facts out: pure functions over Vietnamese administrative notices.

`extract` reads one text; `load` gives the same as a spaCy pipeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.facts import Context, Facts, to_json

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["VERSION", "Context", "Facts", "extract", "load", "to_json"]

VERSION = "3"  # raise it when the same text gives other facts: what is stored becomes stale


def extract(text: str, context: Context | None = None) -> Facts:
    """Give all facts of one text; see `extractors.reading.extract`."""
    # Imported at the first text: a crawl uses extractors.text and no rule.
    from extractors import reading  # noqa: PLC0415

    return reading.extract(text, context)


def load() -> Language:
    """Give a spaCy pipeline whose components write the facts into `doc.spans`."""
    from extractors import spacy_vi  # noqa: PLC0415  (spaCy takes 1.5 s to import)

    return spacy_vi.load()
