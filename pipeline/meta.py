"""`--meta FILE.jsonl`: what is known of notices besides their text, by id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


class Meta(BaseModel):
    """One notice's day of publication, province and title; other keys are let pass."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    published: str | None = None
    province: str | None = None
    title: str | None = None


def load(path: Path | None) -> dict[str, Meta]:
    """Give the notices of a JSON Lines file by id; raise ConfigError that names a wrong line."""
    if path is None:
        return {}
    found: dict[str, Meta] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            meta = Meta.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise ConfigError(f"{path}:{number}: not JSON: {error.msg}") from error
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise ConfigError(f"{path}:{number}: {key}: {first['msg']}") from error
        found[meta.id] = meta
    return found
