"""Tables that people write become frozen dataclasses, strictly: by the types of their fields.

What crawls reads declarations and `vanban.toml` in the fifty megabytes that it has; pydantic alone
takes ten. A field's type may be str, int, float, bool, datetime, Path, a pattern, a Literal, a
dataclass, a tuple of one of them, or None beside it. `Annotated` adds checks: functions that give
the value or raise ValueError; `Before` has one see the value as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
Check = Callable[[Any], Any]


class Mistake(ValueError):  # noqa: N818  (what a person made)
    """A value that its key does not take; `keys` lead to it from the top of the table."""

    def __init__(self, what: str, value: object = None, keys: tuple[str, ...] = ()) -> None:
        super().__init__(what)
        self.what, self.value, self.keys = what, value, keys

    @property
    def is_missing(self) -> bool:
        """Tell whether the key is not there at all."""
        return self.what == _MISSING

    def __str__(self) -> str:
        """Give it as one line: key, value and what is wrong with it."""
        key = ".".join(self.keys)
        return f"{key}: missing" if self.is_missing else f"{key} = {self.value!r}: {self.what}"


_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Before:
    """A check that sees what was written before its type is looked at."""

    check: Check


def made(kind: type[Kind], written: Mapping[str, object]) -> Kind:
    """Give the dataclass that a table holds; raise Mistake for the first thing wrong with it.

    >>> @dataclass(frozen=True)
    ... class Listing:
    ...     url: str
    ...     category: str = "Tin tức"
    >>> made(Listing, {"url": "/thong-bao"})
    Listing(url='/thong-bao', category='Tin tức')
    >>> made(Listing, {"url": 7})
    Traceback (most recent call last):
    scrapers.strict.Mistake: url = 7: Input should be a valid string
    """
    known = _fields(kind)  # type: ignore[arg-type]  # a type has a hash
    values = {}
    for name, (wanted, is_required) in known.items():
        if name in written:
            values[name] = _below(name, wanted, written[name])
        elif is_required:
            raise Mistake(_MISSING, keys=(name,))
    for key, value in written.items():
        if key not in known:
            raise Mistake("Extra inputs are not permitted", value, (key,))
    return kind(**values)


def checked(wanted: Any, value: object) -> Any:  # noqa: ANN401  (a type, and what is of it)
    """Give a value as a field of a type takes it; raise Mistake where it does not."""
    if get_origin(wanted) is Annotated:
        return _annotated(wanted, value)
    if is_dataclass(wanted) and isinstance(wanted, type):
        if isinstance(value, wanted):
            return value
        if not isinstance(value, Mapping):
            raise Mistake("Input should be a valid table", value)
        return made(wanted, value)
    origin, within = get_origin(wanted) or wanted, get_args(wanted)
    if origin in {Union, UnionType}:
        first, *_ = (one for one in within if one is not NoneType)
        return None if value is None else checked(first, value)
    if origin is tuple:
        return _tuple(within[0], value)
    if origin is Literal:
        if value not in within or type(value) not in set(map(type, within)):
            raise Mistake(f"Input should be {' or '.join(map(repr, within))}", value)
        return value
    return _PLAIN[origin](value)


def _annotated(wanted: Any, value: object) -> Any:  # noqa: ANN401  (as above)
    inner, *checks = get_args(wanted)
    found = value
    try:
        for one in checks:
            found = one.check(found) if isinstance(one, Before) else found
        found = checked(inner, found)
        for one in checks:
            found = found if isinstance(one, Before) else one(found)
    except Mistake:
        raise
    except ValueError as error:
        raise Mistake(str(error), value) from error
    return found


def _tuple(wanted: Any, value: object) -> tuple[Any, ...]:  # noqa: ANN401  (as above)
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise Mistake("Input should be a valid list", value)
    return tuple(_below(str(number), wanted, one) for number, one in enumerate(value))


def _below(key: str, wanted: Any, value: object) -> Any:  # noqa: ANN401  (as above)
    try:
        return checked(wanted, value)
    except Mistake as mistake:
        mistake.keys = (key, *mistake.keys)
        raise


@cache
def _fields(kind: type) -> dict[str, tuple[Any, bool]]:
    """Give the type of each field, and whether it must be said."""
    types = get_type_hints(kind, include_extras=True)
    return {
        one.name: (types[one.name], one.default is MISSING and one.default_factory is MISSING)
        for one in fields(kind)
    }


def _of(kind: type, called: str) -> Check:
    def check(value: object) -> object:
        if type(value) is not kind:
            raise Mistake(f"Input should be a valid {called}", value)
        return value

    return check


def _float(value: object) -> float:
    if type(value) not in {int, float}:
        raise Mistake("Input should be a valid number", value)
    return float(value)  # type: ignore[arg-type]  # one of the two


def _pattern(value: object) -> re.Pattern[str]:
    if not isinstance(value, str | re.Pattern):
        raise Mistake("Input should be a valid regular expression", value)
    try:
        return re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        raise Mistake(f"Input should be a valid regular expression: {error}", value) from error


def _path(value: object) -> Path:
    if not isinstance(value, str | Path):
        raise Mistake("Input should be a valid path", value)
    return Path(value)


_PLAIN: dict[Any, Check] = {
    str: _of(str, "string"), int: _of(int, "integer"), bool: _of(bool, "boolean"),
    datetime: _of(datetime, "moment"), float: _float, re.Pattern: _pattern, Path: _path,
}  # fmt: skip


# Checks


def at_least(least: float) -> Check:
    """Give the check that a number is so much at least."""
    return _that(lambda value: value >= least, f"Input should be greater than or equal to {least}")


def above(bound: float) -> Check:
    """Give the check that a number is more than that."""
    return _that(lambda value: value > bound, f"Input should be greater than {bound}")


def at_most(most: float) -> Check:
    """Give the check that a number is so much at most."""
    return _that(lambda value: value <= most, f"Input should be less than or equal to {most}")


def matching(pattern: str) -> Check:
    """Give the check that a string is as a whole what a pattern says."""
    said = f"String should match pattern '{pattern}'"
    return _that(lambda value: re.fullmatch(pattern, value) is not None, said)


def _that(holds: Callable[[Any], bool], said: str) -> Check:
    def check(value: object) -> object:
        if not holds(value):
            raise ValueError(said)
        return value

    return check


some = _that(bool, "List should have at least 1 item")


def plain(value: object) -> Any:  # noqa: ANN401  (whatever JSON has)
    """Give a dataclass, or what one holds, as JSON writes it: patterns as they were written.

    >>> plain((re.compile("-([0-9]+)$"), Path("sites")))
    ['-([0-9]+)$', 'sites']
    """
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(map(plain, value))
    if isinstance(value, re.Pattern):
        return value.pattern
    return str(value) if isinstance(value, Path) else value
