"""Floors under the accuracy: a file of least figures, with the digest of the gold they hold for."""

from __future__ import annotations

import hashlib
import math
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.evaluate import Report

FLOORS = Path(__file__).parent / "gold" / "floors.toml"


class Floors(BaseModel):
    """F1 by measure ("references"), and shares of what is compared besides ("scores.period")."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gold: str  # digest of the gold
    floors: dict[str, float]


def digest_of(paths: Iterable[Path]) -> str:
    """Give the digest of gold files, whatever their order or line ends."""
    seen = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        seen.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return seen.hexdigest()


def load(path: Path = FLOORS) -> Floors:
    """Read the floors; ConfigError says what is wrong with the file."""
    try:
        return Floors.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path}: {where}: {first['msg']}") from error


def figures(report: Report) -> dict[str, float]:
    """Give every figure that a floor can hold, by name."""
    found: dict[str, float] = {}
    for name, measure in report.measures.items():
        found[name] = measure.f1
        for besides, (right, seen) in measure.besides.items():
            found[f"{name}.{besides}"] = right / seen
    return found


def below(report: Report, floors: Floors, gold: str) -> list[str]:
    """Give a line for each figure under its floor, and one where the gold is another."""
    lines = []
    if gold != floors.gold:
        lines.append(f"the gold changed: {gold[:12]}, the floors hold for {floors.gold[:12]}")
    reached = figures(report)
    for name, least in floors.floors.items():
        if name not in reached:
            lines.append(f"{name}: a floor of {least:.3f}, but no such figure")
        elif reached[name] < least:
            lines.append(f"{name}: {reached[name]:.4f} is under its floor {least:.4f}")
    return lines


def raise_to(report: Report, gold: str, path: Path = FLOORS) -> None:
    """Write the floors anew: what is reached now, rounded down, never under a floor for this gold.

    For another gold the old floors say nothing and are dropped.
    """
    old = load(path).floors if path.exists() and load(path).gold == gold else {}
    lines = [f'gold = "{gold}"', "", "[floors]"]
    for name, value in sorted(figures(report).items()):
        least = max(math.floor(value * 1000) / 1000, old.get(name, 0.0))
        lines.append(f'"{name}" = {least:.3f}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
