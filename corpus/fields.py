"""Values of facts as people write them, checked against what a field can hold."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

from extractors.facts import Finding, Period, Recommendation, Reference, Score, Topic

_KINDS: dict[str, type] = {
    "citations": Reference, "dates": Period, "scores": Score, "recommendations": Recommendation,
    "findings": Finding, "topics": Topic,
}  # fmt: skip
_PLACE = {"start", "end", "antecedent"}
_DAYS = {"deadline", "first", "last"}
_ONE_OF = {
    ("recommendations", "kind"): ("directive", "recommendation", "commitment"),
    ("recommendations", "deadline_kind"): ("day", "end_of_period", "relative", "recurring"),
    ("recommendations", "direction"): ("down", "up", "own"),
    ("scores", "kind"): ("value", "rank", "rate", "grade"),
    ("scores", "comparator"): ("=", "<", ">", "≤", "≥"),
    ("scores", "indicator"): ("PAR_INDEX", "SIPAS", "PAPI", "PCI", "DDCI", "DTI", "PII", "OTHER"),
}
_LONGEST = 4000  # characters of a value


def corrected(kind: str, name: str, value: str, text: str) -> object:
    """Give a value as the fact holds it; an empty one is null. ValueError says what is wrong.

    A corrected `quote` must stand in the text.

    >>> corrected("scores", "value", "88,52", ""), corrected("recommendations", "deadline", "", "")
    (88.52, None)
    >>> corrected("recommendations", "deadline", "15/4", "")
    Traceback (most recent call last):
    ...
    ValueError: deadline '15/4': an ISO day, 2024-04-15
    """
    fields = {one.name: one for one in dataclasses.fields(_KINDS[kind])}
    if name not in fields or name in _PLACE:
        known = ", ".join(field for field in fields if field not in _PLACE)
        raise ValueError(f"field {name[:60]!r}: of {kind} one of {known}")
    if len(value) > _LONGEST:
        raise ValueError(f"{name}: more than {_LONGEST} characters")
    told = str(fields[name].type)
    if not value.strip():
        if "None" not in told and not told.startswith("tuple"):
            raise ValueError(f"{name}: cannot be empty")
        return [] if told.startswith("tuple") else None
    return _parsed(kind, name, told, value.encode("utf-8", "replace").decode().strip(), text)


def _parsed(kind: str, name: str, told: str, value: str, text: str) -> object:
    choices = _ONE_OF.get((kind, name))
    if choices and value not in choices:
        raise ValueError(f"{name} {value[:60]!r}: one of {', '.join(choices)}")
    if name == "quote" and value not in text:
        raise ValueError("quote: does not stand in the text")
    if name in _DAYS or (kind, name) == ("citations", "date"):
        return _day(name, value)
    if told.startswith("tuple"):
        return [part.strip() for part in value.split(";") if part.strip()]
    if told.startswith("bool"):
        if value not in {"true", "false"}:
            raise ValueError(f"{name} {value[:60]!r}: true or false")
        return value == "true"
    if told.startswith(("int", "float")):
        return _number(name, told, value)
    return value


def _day(name: str, value: str) -> str:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass  # 2024-02-30: told as any other that is no day
    raise ValueError(f"{name} {value[:60]!r}: an ISO day, 2024-04-15")


def _number(name: str, told: str, value: str) -> float | int:
    if re.fullmatch(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", value, re.ASCII):
        number = float(value.replace(",", "."))
        if told.startswith("float"):
            return number
        if number.is_integer():
            return int(number)
    what = "a number" if told.startswith("float") else "a whole number"
    raise ValueError(f"{name} {value[:60]!r}: {what}")
