"""The data of `lacks.toml` and how its words are searched for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors import cues
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "lacks.toml").read_text(encoding="utf-8")
)


def of(terms: Iterable[str], more: str = "", heads: Iterable[str] = ()) -> Cue:
    """Give any of the terms, the longest first, as whole words that are searched for."""
    terms = list(terms)
    return Cue(cues.whole(terms) + more, [*terms, *heads])


def pattern(heads: Iterable[str], form: str) -> Cue:
    """Give a pattern with free spaces that begins with one of the words."""
    return Cue(cues.spaced(form).pattern, heads)
