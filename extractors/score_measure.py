"""The type of a single measurement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that measures, with its cue: `text[start:end]`.

    kind: value, rank, change, rank_change. `number` is the value, the rank or the signed change;
    `of` is the scale of a value or how many were ranked. The last of a ranking whose size is not
    told beside it has the rank 0. `compared` is what the result of the clause is compared with;
    `superlative` is a rank told as "cao nhất", which ranks only where an index is measured; the
    rank of several bodies is `in_turn` where each has the next; -9 goes on with the rank before.
    """

    start: int
    end: int
    kind: str
    number: float
    of: float | None = None
    unit: str | None = None
    comparator: str = "="
    compared: bool = False
    superlative: bool = False
    in_turn: bool = False
