"""Things that hang together, by the pairs that do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

_Thing = TypeVar("_Thing")


class Components(Generic[_Thing]):
    """Named things, parted into groups; a thing that is joined to none is a group alone.

    >>> some = Components({"a": 1, "b": 2, "c": 3})
    >>> some.join("a", "c")
    >>> some.groups()
    [[1, 3], [2]]
    """

    def __init__(self, things: Mapping[str, _Thing]) -> None:
        self._things = dict(things)
        self._parent = {name: name for name in things}

    def add_all(self, things: Mapping[str, _Thing]) -> None:
        """Add things, each a group of its own where it is not known yet."""
        for name, thing in things.items():
            self._things.setdefault(name, thing)
            self._parent.setdefault(name, name)

    def join(self, one: str, other: str) -> None:
        """Put two things, and all that hang together with them, into one group."""
        low, high = sorted((self._root(one), self._root(other)))
        self._parent[high] = low

    def _root(self, name: str) -> str:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def groups(self) -> list[list[_Thing]]:
        """Give the groups, in the order in which their first things were added."""
        found: dict[str, list[_Thing]] = defaultdict(list)
        for name, thing in self._things.items():
            found[self._root(name)].append(thing)
        return list(found.values())
