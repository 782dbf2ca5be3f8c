"""F1 of vanban on annotated notices, beside a plain baseline and dateparser, in one run.

    python benchmarks/accuracy.py [GOLD.jsonl --texts DIR]

Without arguments the project's own gold is read. The baseline is what a careful afternoon gives:
one pattern for numbers with a following day, one for days, months and years, one for percentages
and ranks, sentences with a directive verb, sentences with a word of lacking.
"""

from __future__ import annotations

import argparse
import calendar
import json
import platform
import re
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dateparser.search

import extractors
from corpus import own_gold
from corpus.evaluate import evaluate
from extractors.text import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = re.compile(
    r"(\d{1,5}[a-zđ]?(?:/\d{4})?/[A-ZĐ][A-Za-zĐđ]*(?:-[A-Za-zĐđ0-9&]+)*|\d{1,4}-[A-ZĐ]+[a-z]?/[A-ZĐ]+)"
    r"(?:,?\s+ngày\s+(\d{1,2})/(\d{1,2})/(\d{4}))?"
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_MONTH = re.compile(r"tháng (\d{1,2})(?:/| năm )(\d{4})")
_YEAR = re.compile(r"năm (\d{4})")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?%")
_RANK = re.compile(r"(?:thứ|hạng|vị trí)\s+(\d{1,3})(?:/(\d{1,3}))?")
_TOLD = re.compile(r"yêu cầu|đề nghị|kiến nghị|giao |chỉ đạo|tăng cường|tiếp tục|đẩy mạnh|rà soát")
_LACKING = re.compile(r"chưa |hạn chế|tồn tại|còn thiếu|chậm|không đạt|bất cập|vướng mắc")


def baseline(text: str, _published: str | None) -> dict[str, Any]:
    """Give the facts that plain patterns find."""
    sentences = [s.strip() for s in re.split(r"[.;\n]\s*", text) if s.strip()]
    return {
        "references": [
            {"text": m[0], "code": m[1], "date": _iso(m[4], m[3], m[2])}
            for m in _NUMBER.finditer(text)
        ],
        "dates": _plain_dates(text),
        "scores": [
            {"text": m[0], "value": float(m[1].replace(",", "."))} for m in _PERCENT.finditer(text)
        ]
        + [{"text": m[0], "rank": int(m[1])} for m in _RANK.finditer(text)],
        "recommendations": [
            {"text": s, "kind": "directive"} for s in sentences if _TOLD.search(s.lower())
        ],
        "findings": [{"text": s} for s in sentences if _LACKING.search(s.lower())],
    }


def _iso(year: str | None, month: str | None, day: str | None) -> str | None:
    return f"{year}-{int(month or 0):02}-{int(day or 0):02}" if year else None


def _plain_dates(text: str) -> list[dict[str, Any]]:
    found = []
    for m in _DAY.finditer(text):
        day = _iso(m[3] or m[6], m[2] or m[5], m[1] or m[4])
        found.append({"text": m[0], "from": day, "to": day})
    for m in _MONTH.finditer(text):
        month, year = int(m[1]), int(m[2])
        if 1 <= month <= 12:
            last = calendar.monthrange(year, month)[1]
            found.append(
                {"text": m[0], "from": f"{year}-{month:02}-01", "to": f"{year}-{month:02}-{last}"}
            )
    found += [
        {"text": m[0], "from": f"{m[1]}-01-01", "to": f"{m[1]}-12-31"} for m in _YEAR.finditer(text)
    ]
    return found


def dates_of_dateparser(text: str, _published: str | None) -> dict[str, Any]:
    """Give what dateparser's search takes for dates, only matches that hold a digit."""
    found = dateparser.search.search_dates(text, languages=["vi"]) or []
    return {
        "dates": [
            {"text": quote, "from": day.date().isoformat(), "to": day.date().isoformat()}
            for quote, day in found
            if re.search(r"\d", quote)
        ]
    }


def main() -> int:
    """Print a line for each kind of fact."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("gold", nargs="?", type=Path)
    arguments.add_argument("--texts", type=Path)
    options = arguments.parse_args()
    if options.gold:
        rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
        files = options.texts.glob("*.txt")
        texts = {file.stem: normalise(file.read_text(encoding="utf-8")) for file in files}
    else:
        rows, texts = own_gold.rows(), own_gold.texts()

    def ours(text: str, published: str | None) -> dict[str, Any]:
        row = next(r for r in rows if texts[r["id"]] == text)
        context = extractors.Context(published, row.get("province"), row.get("title"))
        return extractors.to_json(extractors.extract(text, context))

    def figures(read: Callable[[str, str | None], dict[str, Any]]) -> dict[str, Any]:
        system = [{"id": r["id"], **read(texts[r["id"]], r.get("published"))} for r in rows]
        return evaluate(rows, system, texts).measures

    print(f"{len(rows)} texts, Python {platform.python_version()}, vanban {version('vanban')}, "
          f"dateparser {version('dateparser')}")  # fmt: skip
    reached, plain, peer = figures(ours), figures(baseline), figures(dates_of_dateparser)
    print("| fact | gold | P | R | **F1** | baseline F1 | dateparser F1 |")
    print("|---|---|---|---|---|---|---|")
    for name, m in reached.items():
        other = f"{peer[name].f1:.3f}" if name == "dates" else ""
        least = "" if name == "topics" else f"{plain[name].f1:.3f}"
        print(f"| {name} | {m.gold} | {m.precision:.3f} | {m.recall:.3f} | **{m.f1:.3f}** "
              f"| {least} | {other} |")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
