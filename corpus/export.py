"""Tables, views and query results as files for other programs."""

from __future__ import annotations

import csv
import importlib
import json
import re
import sqlite3
from typing import TYPE_CHECKING, Any

from corpus.database import tables
from corpus.persons import masked
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

FORMATS = ("parquet", "csv", "xlsx", "jsonl", "spacy")
_LISTS = {"areas", "partners", "pages", "candidates", "names", "codes"}  # columns that hold JSON
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL = 32_767  # characters that a cell of Excel holds
_SHEET = 1_048_575  # rows that a sheet holds below its head
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BATCH = 20_000


def export(
    connection: sqlite3.Connection,
    folder: Path,
    format: str = "csv",  # noqa: A002  (the option is called so)
    *,
    query: str | None = None,
    excel: bool = False,
    persons: bool = False,
) -> list[Path]:
    """Write every table and view, or the result of a query, a file each; gives the files.

    `csv` is exact UTF-8; with `excel` it carries a byte order mark, and text that begins with
    = + - @ is guarded by an apostrophe. The numbers and mail addresses of persons are struck out
    unless `persons`. `spacy` writes one DocBin of all texts with their facts.
    A file is complete or not there. ConfigError in one line: unknown format, wrong query, a
    folder that cannot be written, or a package of the extra "research" that is not installed.
    """
    if format not in FORMATS:
        raise ConfigError(f"format {format!r}: one of {', '.join(FORMATS)}")
    connection.execute("PRAGMA query_only = ON")  # a query that writes is refused
    connection.row_factory = None if persons else _without_persons
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if format == "spacy":
            from corpus.export_spacy import write_docbin  # noqa: PLC0415  (spaCy takes 1.5 s)

            return [complete(folder / "corpus.spacy", lambda p: write_docbin(connection, p))]
        asked = (
            [("query", query)] if query else [(n, f"SELECT * FROM {n}") for n in tables(connection)]
        )
        return [
            _table(connection, sql, folder / f"{name}.{format}", excel=excel) for name, sql in asked
        ]
    except OSError as error:
        raise ConfigError(f"{folder}: {error.strerror or error}") from error
    finally:
        connection.row_factory = None
        connection.execute("PRAGMA query_only = OFF")


def _without_persons(_: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(masked(cell) if isinstance(cell, str) else cell for cell in row)


def _table(connection: sqlite3.Connection, sql: str, path: Path, *, excel: bool) -> Path:
    try:
        cursor = connection.execute(sql)
    except (sqlite3.Error, UnicodeEncodeError) as error:  # half a surrogate pair is no SQL
        raise ConfigError(f"query: {error}") from error
    if cursor.description is None:
        raise ConfigError("query: gives no columns; only SELECT can be exported")
    names = [column[0] for column in cursor.description]
    writers: dict[str, Callable[[Path], None]] = {
        ".csv": lambda p: _csv(p, names, cursor, excel=excel),
        ".jsonl": lambda p: _jsonl(p, names, cursor),
        ".xlsx": lambda p: _xlsx(p, names, cursor),
        ".parquet": lambda p: _parquet(p, names, lambda: connection.execute(sql)),
    }
    return complete(path, writers[path.suffix])


def complete(path: Path, write: Callable[[Path], None]) -> Path:
    """Write a file beside its place and put it there at the end: whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    try:
        write(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def _csv(path: Path, names: list[str], rows: Iterable[Sequence[Any]], *, excel: bool) -> None:
    encoding = "utf-8-sig" if excel else "utf-8"
    with path.open("w", encoding=encoding, errors="surrogatepass", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow([guarded(cell) for cell in row] if excel else row)


def guarded(cell: object) -> object:
    """Give a cell that a spreadsheet takes for text and never for a formula.

    >>> guarded("=HYPERLINK(1)"), guarded("- tổ chức"), guarded(-1.5)
    ("'=HYPERLINK(1)", "'- tổ chức", -1.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _jsonl(path: Path, names: list[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            values = dict(zip(names, row, strict=True))
            for name in _LISTS & values.keys():
                if isinstance(values[name], str):
                    values[name] = _parsed(values[name])
            file.write(json.dumps(values, ensure_ascii=False) + "\n")


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:  # a query may call anything "names"
        return text


def _xlsx(path: Path, names: list[str], rows: Iterable[Sequence[Any]]) -> None:
    openpyxl = importlib.import_module("openpyxl")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(path.name.strip(".").removesuffix(".xlsx.part")[:31])
    sheet.freeze_panes = "A2"
    sheet.append(names)
    for count, row in enumerate(rows):
        if count == _SHEET:
            raise ConfigError(f"{path.name}: more rows than a sheet holds; export csv or parquet")
        sheet.append([text_cell(sheet, v) if isinstance(v, str) else v for v in row])
    book.save(path)


def xml_text(value: str) -> str:
    """Give a text without the characters that XML cannot hold."""
    return _NOT_XML.sub(" ", value)


def text_cell(sheet: Any, value: str) -> Any:  # noqa: ANN401  (openpyxl is untyped)
    """Give a cell of a write-only sheet that is text, also where it begins with "="."""
    clean = xml_text(value)
    cell = importlib.import_module("openpyxl.cell").WriteOnlyCell(
        sheet, clean if len(clean) <= _CELL else clean[: _CELL - 1] + "…"
    )
    cell.data_type = "s"
    return cell


def _parquet(path: Path, names: list[str], again: Callable[[], sqlite3.Cursor]) -> None:
    pyarrow = research("pyarrow")
    parquet = research("pyarrow.parquet")
    kinds: list[set[type]] = [set() for _ in names]
    for row in again():
        for seen, value in zip(kinds, row, strict=True):
            seen.add(type(value))
    types = [_parquet_type(pyarrow, seen - {type(None)}) for seen in kinds]
    schema = pyarrow.schema(list(zip(names, types, strict=True)))
    cursor = again()
    with parquet.ParquetWriter(path, schema) as writer:
        while batch := cursor.fetchmany(_BATCH):
            columns = [
                pyarrow.array([_typed(kind, value) for value in column], kind)
                for kind, column in zip(types, zip(*batch, strict=True), strict=True)
            ]
            writer.write_table(pyarrow.table(columns, schema=schema))


def _parquet_type(pyarrow: Any, kinds: set[type]) -> Any:  # noqa: ANN401  (pyarrow is untyped)
    if kinds == {int}:
        return pyarrow.int64()
    return pyarrow.float64() if kinds and kinds <= {int, float} else pyarrow.string()


def _typed(kind: object, value: object) -> object:
    if value is None or str(kind) == "int64":
        return value
    return str(value) if str(kind) == "string" else float(str(value))


def research(name: str) -> Any:  # noqa: ANN401  (packages that need not be there)
    """Give a package of the extra "research"; ConfigError says how to get it where it is absent."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        package = name.partition(".")[0]
        raise ConfigError(f"{package} is not installed: pip install 'vanban[research]'") from error
