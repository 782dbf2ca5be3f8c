"""How fast a corpus of N made-up notices is loaded, searched and cited.

    python benchmarks/million.py build DIR --notices 1000000   # once; 1 million take 27 GB
    python benchmarks/million.py ask DIR                       # search and cite, on what was built
    python benchmarks/million.py load DIR --notices 10000      # bulk load against plain executemany

The same seed gives the same corpus. Targets: `cite` p95 under 5 ms; the queries below p95 under
50 ms, none over 1 s; bulk load at least 0.7 of plain `executemany` of the same rows.
`kill` ends a build early: it is finished with the notices that are there.
"""

from __future__ import annotations

import argparse
import pickle
import platform
import sqlite3
import statistics
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import generate
from building import build, new_folder, opened

from corpus import bulk, fulltext, store
from corpus.cite import cite
from corpus.database import open_corpus
from corpus.rows import insertion
from corpus.search import Filters, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.bulk import Prepared
    from corpus.records import Reading

_BATCH = 1000

# A hundred queries: common words, several words, numbers, phrases, beginnings, exclusions, filters.
COMMON = (
    "kế hoạch", "năm", "xã hội", "và", "của", "không", "ke hoach", "nam", "xa hoi", "tinh",
    "cải cách hành chính", "cai cach hanh chinh", "thủ tục hành chính", "chuyển đổi số",
    "ủy ban nhân dân", "uỷ ban nhân dân", "cán bộ công chức", "dịch vụ công trực tuyến",
    "kết quả thực hiện", "tăng cường kỷ luật", "một cửa", "chỉ số cải cách", "hội nghị",
    "phat trien kinh te xa hoi", "nâng cao chất lượng", "thanh tra", "ngân sách", "môi trường",
    "giải quyết hồ sơ", "đầu tư xây dựng",
)  # fmt: skip
NUMBERS = (
    "771/KH-UBND", "771 kh ubnd", "kh 771", "kế hoạch số 15", "15/QĐ-UBND", "quyết định 120",
    "qd 1277 lang son", "30/2020/NĐ-CP", "nghị định 30", "02/2018/TT-BNV", "tb 33", "7/CT-UBND",
    "bc 210 dong thap", "quyết định 58 năm 2021", "hd 12 snv",
)  # fmt: skip
PHRASES = (
    '"kế hoạch năm"', '"cải cách hành chính"', '"của tỉnh"', '"kinh tế - xã hội"', '"năm không"',
    '"ke hoach cai cach"', '"một số đơn vị chưa"', '"xếp thứ 5"',
    '"sở nội vụ tỉnh"', '"xã hội năm"',
)  # fmt: skip
BEGINNINGS = ("tuy*", "tru*", "kế hoạ*", "hành chí*", "thanh*", "tha*", "nghi* quyet", "phố*")
# Two exclude a word that all notices have: the slowest there is, since all are looked through.
EXCLUDED = (
    "kế hoạch -năm",
    "xã hội NOT hành",
    "hội nghị -thanh -tra",
    "báo cáo -ngân",
    'năm -"một cửa"',
)
PLACES = (
    "đồng tháp", "lang son kế hoạch", "năm 2024 lâm đồng", "tỉnh hà giang cải cách",
    "ho chi minh thủ tục", "Huế", "hải phòng chỉ số", "tiền giang nghị quyết",
)  # fmt: skip
NARROWED = tuple(
    (query, filters)
    for query in ("kế hoạch", "năm", "xã hội")
    for filters in (
        Filters(province="Lạng Sơn"), Filters(province="Đồng Tháp", year=2024),
        Filters(year=2019), Filters(genre="document"), Filters(agency="Sở Nội vụ"),
        Filters(site="snv.tinh05"), Filters(area="digital", since="2024-05-01", until="2024-06-30"),
    )
)  # fmt: skip
RARE = ("sừng khuya", "kế hoạch quặng", "ngoằn ngoèo")
QUERIES: tuple[tuple[str, Filters], ...] = (
    *((query, Filters()) for query in (*COMMON, *NUMBERS, *PHRASES, *BEGINNINGS, *EXCLUDED)),
    *((query, Filters()) for query in (*PLACES, *RARE)),
    *NARROWED,
)


def ask(folder: Path, rounds: int, *, each: bool) -> None:
    """Tell how long search and cite take."""
    connection = open_corpus(folder / "corpus.db", create=False)
    (notices,) = connection.execute("SELECT count(*) FROM notices").fetchone()
    print(
        f"{notices:,} notices; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    asked = [
        (f"{q} {f}" if f != Filters() else q, _searching(connection, q, f)) for q, f in QUERIES
    ]
    _tell(f"search, {len(QUERIES)} queries", asked, rounds, each=each)
    facets = [(q, _searching(connection, q, Filters(), facets=True)) for q in COMMON]
    _tell(f"search with facets, {len(COMMON)} queries", facets, rounds, each=each)
    codes = [
        code
        for (code,) in connection.execute(
            "SELECT code FROM documents WHERE rowid % ?1 = 7 LIMIT 100", (max(1, notices // 200),)
        )
    ]
    codes += [generate.MOST_CITED, *NUMBERS, "qđ 5", "kh 1", "15/KH-UBND", "nghị định 30/2020"]
    cited = [(code, _citing(connection, code)) for code in codes if code not in _NO_NUMBER]
    _tell(f"cite, {len(cited)} numbers", cited, rounds, each=each)
    connection.close()


_NO_NUMBER = {"qd 1277 lang son", "bc 210 dong thap"}


def _searching(
    connection: sqlite3.Connection, query: str, filters: Filters, *, facets: bool = False
) -> Callable[[], object]:
    return lambda: search(connection, query, filters, with_facets=facets)


def _citing(connection: sqlite3.Connection, code: str) -> Callable[[], object]:
    return lambda: cite(connection, code)


def _tell(
    label: str, asked: Sequence[tuple[str, Callable[[], object]]], rounds: int, *, each: bool
) -> None:
    taken: dict[str, list[tuple[float, float]]] = {}
    for _ in range(rounds):
        for name, question in asked:
            begun, worked = time.perf_counter(), time.process_time()
            question()
            took = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
            taken.setdefault(name, []).append(took)
    each_took = [took for told in taken.values() for took in told]
    for what, times in (
        ("by the clock", [t for t, _ in each_took]),
        ("CPU", [t for _, t in each_took]),
    ):
        cuts = statistics.quantiles(times, n=20)
        print(f"{label}, {rounds} times, {what}: p50 {statistics.median(times):.1f} ms, "
              f"p95 {cuts[-1]:.1f} ms, max {max(times):.1f} ms")  # fmt: skip
    slowest = sorted(taken.items(), key=lambda item: -statistics.median(t for t, _ in item[1]))
    for name, told in slowest if each else slowest[:5]:
        print(f"    {statistics.median(t for t, _ in told):8.1f} ms  {name}")


def load(folder: Path, notices: int, seed: int, rounds: int) -> None:
    """Tell how fast rows are loaded beside plain `executemany` of the same rows.

    Both are handed them as the processes that read notices hand them over, pickled. What making
    the rows of a reading costs where it was read is told beside it, and `put`, one by one.
    """
    handed: list[bytes] = []
    words: set[str] = set()
    few: list[Reading] = []
    making = 0.0
    readings = generate.readings(notices, seed)
    while some := list(islice(readings, _BATCH)):
        begun = time.process_time()
        prepared = [bulk.prepare(reading) for reading in some]
        making += time.process_time() - begun
        words |= fulltext.words_in(part for one in prepared for part in _written_in(one))
        handed.append(pickle.dumps(prepared))
        few = few or some
    ratios = []
    for _ in range(rounds):
        plain = notices / _timed(folder, lambda c: _executemany(c, handed, words))
        loaded = notices / _timed(folder, lambda c: bulk.load(c, _unpacked(handed)))
        put = len(few) / _timed(folder, lambda c: _put(c, few))
        ratios.append(loaded / plain)
        print(f"notices/s: executemany {plain:,.0f}, bulk load {loaded:,.0f}"
              f" ({loaded / plain:.2f}), put {put:,.0f}; rows made at {notices / making:,.0f}/s"
              " a core")  # fmt: skip
    print(f"median ratio of bulk load {statistics.median(ratios):.2f}")


def _written_in(one: Prepared) -> Iterator[str]:
    return (part for held in one.columns for part in held["fulltext"][:2])


def _unpacked(handed: list[bytes]) -> Iterator[Prepared]:
    for batch in handed:
        yield from pickle.loads(batch)  # noqa: S301  (made above)


def _put(connection: sqlite3.Connection, readings: list[Reading]) -> None:
    with store.batch(connection):
        for reading in readings:
            store.put(connection, reading)


def _timed(folder: Path, work: Callable[[sqlite3.Connection], object]) -> float:
    connection = opened(new_folder(folder / "load"))
    begun = time.perf_counter()
    work(connection)
    took = time.perf_counter() - begun
    connection.close()
    return took


def _executemany(connection: sqlite3.Connection, handed: list[bytes], words: set[str]) -> None:
    """Write the rows as plainly as it can be done, with the same indexes."""
    for at, packed in enumerate(handed):
        batch: list[Prepared] = pickle.loads(packed)  # noqa: S301  (made above)
        connection.execute("BEGIN")
        tables: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]] = {}
        for one in batch:
            for where, rows in one.rows.items():
                tables.setdefault(where, []).extend(rows)
        for (table, columns), rows in tables.items():
            connection.executemany(insertion(table, columns), rows)
        entries = [entry for one in batch for entry in one.entries]
        columns = [columns for one in batch for columns in one.columns]
        fulltext.put_new(connection, entries, columns, () if at else words)
        connection.execute("COMMIT")


def main() -> int:
    """Run what is asked."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("what", choices=["build", "ask", "load"])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--notices", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=5)
    arguments.add_argument("--processes", type=int, default=2, help="that make the rows of a build")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--each", action="store_true", help="show every query's time")
    options = arguments.parse_args()
    if options.what == "build":
        build(options.folder, options.notices, options.seed, options.processes)
    elif options.what == "ask":
        ask(options.folder, options.rounds, each=options.each)
    else:
        load(options.folder, options.notices, options.seed, options.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
