"""Where notices and facts are kept, found and compared: `corpus.open(path)`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import os
    import sqlite3
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from pandas import DataFrame  # type: ignore[import-untyped,import-not-found,unused-ignore]

    from corpus.cite import Answer
    from corpus.coverage import Cell
    from corpus.search import Results

__all__ = ["Corpus", "open"]


class Corpus:
    """An open corpus, to be asked; close it, or use it in a `with` block."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def search(
        self,
        query: str,
        *,
        province: str | None = None,
        agency: str | None = None,
        genre: str | None = None,
        year: int | str | None = None,
        from_: str | None = None,
        to: str | None = None,
        area: str | None = None,
        site: str | None = None,
        limit: int = 20,
        facets: bool = False,
        units: int = 34,
        year_of: str = "published",
    ) -> Results:
        """Give the works that have what a person typed, best first; see `corpus.search.search`.

        `units` and `year_of` say how facets are counted, as in `coverage`.
        """
        from corpus.search import Counted, Filters, search  # noqa: PLC0415  (named as the method)

        filters = Filters(province, agency, genre, year, from_, to, area, site)
        return search(self.connection, query, filters, limit=limit, with_facets=facets,
                      counted=Counted(units, year_of))  # fmt: skip

    def cite(
        self,
        code: str,
        *,
        province: str | None = None,
        year: int | str | None = None,
        limit: int = 50,
    ) -> Answer:
        """Give the documents that a number may mean, who cites them, and what they cite."""
        from corpus.cite import cite  # noqa: PLC0415  (named as the method)

        return cite(self.connection, code, province, year, limit=limit)

    def coverage(
        self,
        by: Sequence[str] = ("province", "year"),
        *,
        units: int = 34,
        year_of: str = "published",
    ) -> list[Cell]:
        """Give how much is known beside how much was crawled; see `corpus.coverage.coverage`."""
        from corpus.coverage import coverage  # noqa: PLC0415  (named as the method)

        return coverage(self.connection, by, units=units, year_of=year_of)

    def frame(self, view: str, where: Mapping[str, object] | None = None) -> DataFrame:
        """Give a table or view as a pandas DataFrame, narrowed to rows with the given values.

        ConfigError names an unknown table or column, or says how to get pandas.
        """
        from corpus.frames import frame  # noqa: PLC0415  (pandas takes half a second)

        return frame(self.connection, view, where or {})

    def close(self) -> None:
        """Close the database."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open(path: str | os.PathLike[str], *, create: bool = False) -> Corpus:  # noqa: A001
    """Open a corpus: `corpus.open("data/corpus.db")`; a missing file is an error, or made.

    ConfigError in one line where it cannot be: missing, of a newer schema, not a corpus.

    >>> open("/nowhere/corpus.db")
    Traceback (most recent call last):
    ...
    scrapers.settings.ConfigError: /nowhere/corpus.db: no such database; `vanban crawl` or ...
    """
    from corpus.database import open_corpus  # noqa: PLC0415  (which imports this package)

    return Corpus(open_corpus(Path(path), create=create))
